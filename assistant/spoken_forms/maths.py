"""Formulas: "2+2=4", "x²", "√2", "10^6", and signs that stand alone."""

import re

from assistant.spoken_forms.forms import Rule, Say, rule
from assistant.spoken_forms.tongue import Tongue

SIGNS = {
    "en": {
        "+": "plus",
        "=": "equals",
        "×": "times",
        "·": "times",
        "*": "times",
        "÷": "divided by",
        "/": "divided by",
        "−": "minus",
        "-": "minus",
        "–": "minus",
        "±": "plus or minus",
        "≤": "is less than or equal to",
        "≥": "is greater than or equal to",
        "<": "is less than",
        ">": "is greater than",
        "≠": "is not equal to",
        "≈": "is approximately",
        "√": "the square root of",
        "∞": "infinity",
        "∑": "the sum of",
        "∫": "the integral of",
        "∈": "is in",
        "²": "squared",
        "³": "cubed",
        "^": "to the power of",
        "**": "to the power of",
    },
    "de": {
        "+": "plus",
        "=": "gleich",
        "×": "mal",
        "·": "mal",
        "*": "mal",
        "÷": "geteilt durch",
        "/": "geteilt durch",
        "−": "minus",
        "-": "minus",
        "–": "minus",
        "±": "plus minus",
        "≤": "ist kleiner oder gleich",
        "≥": "ist größer oder gleich",
        "<": "ist kleiner als",
        ">": "ist größer als",
        "≠": "ist ungleich",
        "≈": "ist ungefähr",
        "√": "Wurzel aus",
        "∞": "unendlich",
        "∑": "die Summe von",
        "∫": "das Integral von",
        "∈": "ist in",
        "²": "Quadrat",
        "³": "hoch drei",
        "^": "hoch",
        "**": "hoch",
    },
}
GREEK = {
    "en": dict(
        zip(
            "αβγδεθλμπσφωΔΣΩ",
            "alpha beta gamma delta epsilon theta lambda mu pi sigma phi omega delta sigma omega".split(),
            strict=True,
        )
    ),
    "de": dict(
        zip(
            "αβγδεθλμπσφωΔΣΩ",
            "Alpha Beta Gamma Delta Epsilon Theta Lambda My Pi Sigma Phi Omega Delta Sigma Omega".split(),
            strict=True,
        )
    ),
}
LETTERS = "".join(GREEK["en"])
BARE = {
    "en": {"<": "less than ", ">": "more than ", "≤": "at most ", "≥": "at least ", "≈": "about "},
    "de": {"<": "weniger als ", ">": "mehr als ", "≤": "höchstens ", "≥": "mindestens ", "≈": "etwa "},
}
OF = {"en": "of", "de": "von"}
TIMES = {"en": "times", "de": "mal"}
CROSS = re.compile(r"(?<=\d)\s?x\s?(?=\d)")
OPERATOR = r"(?:(?<=\d)\s?x\s?(?=\d)|\s?(?:\*\*|[+=×·*÷/−±≤≥<>≠≈–-])\s?)"
STRONG = re.compile(r"[+=×·*÷±≤≥<>≠≈^²³√−]")
TOKEN = re.compile(r"[a-zA-Z]\([a-zA-Z]\)|\*\*|\^\(?[-−]?|\d(?:[\d.,]*\d)?|[^\W\d_]|[^\s()\w.,]")
LEFT = r"(?<![\w.,:@#/$€£\\-])"


def _term(number: str) -> str:
    base = rf"(?:[a-zA-Z]\([a-zA-Z]\)|{number}[a-zA-Z]?|[a-zA-Z]{{1,3}}(?=[²³^])|[a-zA-Z{LETTERS}])"
    power = r"(?:\^(?:[-−]?(?:\d{1,4}|[a-z])(?!\w)|\([^()\s]{1,12}\)))?"
    return rf"[(√]{{0,3}}{base}[²³)]{{0,3}}{power}\){{0,2}}"


def _formula(tongue: Tongue) -> Say:
    def say(match: re.Match[str]) -> str | None:
        text = CROSS.sub("×", match[0])
        if not STRONG.search(text) and not _is_difference(text):
            return None
        return " ".join(_token(tongue, token) for token in TOKEN.findall(text))

    return say


def _is_difference(text: str) -> bool:
    """10 - 3 is a difference; 3 - 10, and anything without spaces, is more likely a range."""
    sides = re.fullmatch(r"(\d{1,9})\s[-–]\s(\d{1,9})", text)
    return sides is not None and int(sides[1]) > int(sides[2])


def _token(tongue: Tongue, token: str) -> str:
    signs = SIGNS[tongue.code]
    if token[0].isdecimal():
        return tongue.read(token)
    if token.endswith(")"):
        return f"{token[0]} {OF[tongue.code]} {token[2]}"
    if token[0] == "^":
        return f"{signs['^']} {tongue.minus}" if token[-1] in "-−" else signs["^"]
    return signs.get(token) or GREEK[tongue.code].get(token) or token


def _short_powers(tongue: Tongue, say: Say) -> Say:
    """x^2 is x squared."""
    squared, cubed = SIGNS[tongue.code]["²"], SIGNS[tongue.code]["³"]
    two, three = (f"{SIGNS[tongue.code]['^']} {tongue.cardinal(power)}" for power in (2, 3))

    def shorter(match: re.Match[str]) -> str | None:
        said = say(match)
        return said and re.sub(rf"{three}\b(?! point)", cubed, re.sub(rf"{two}\b(?! point)", squared, said))

    return shorter


def _sign(tongue: Tongue) -> Say:
    words = SIGNS[tongue.code] | GREEK[tongue.code]
    return lambda match: f" {words[match[0]]} "


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Whole formulas, then signs alone."""
    term = _term(tongue.number)
    faster = (
        r"faster|slower|more|less|as|bigger|larger|smaller|cheaper|better|the"
        if tongue.code == "en"
        else r"schneller|langsamer|mehr|weniger|so|größer|kleiner|billiger|besser"
    )
    return (
        rule(rf"{LEFT}[-−]?{term}(?:{OPERATOR}{term}){{0,12}}(?![\w^])", _short_powers(tongue, _formula(tongue))),
        rule(
            rf"(?<![\w.,])(?P<times>{tongue.number})\s?[x×](?=\s(?:{faster})\b)",
            lambda match: f"{tongue.read(match['times'])} {TIMES[tongue.code]}",
        ),
        rule(r"(?<![^\s(])[<>≤≥≈]\s?(?=\d)", lambda match: BARE[tongue.code][match[0].strip()]),
        rule(rf"(?<!\S)[=×÷≤≥≠≈<>±+](?!\S)|[√∞∑∫∈≈≠≤≥÷×±]|(?<![α-ωΑ-Ω])[{LETTERS}](?![α-ωΑ-Ω])", _sign(tongue)),
    )
