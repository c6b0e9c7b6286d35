"""Acronyms letter by letter, titles by their neighbours, and Roman numerals where they cannot be anything else."""

import re

from assistant.spoken_forms import abbreviations, english, german
from assistant.spoken_forms.forms import Rule, Say, rule
from assistant.spoken_forms.numbers import after, before
from assistant.spoken_forms.tongue import Tongue

# Spelt although they could be read as a word; what has no vowel is spelt anyway.
SPELT = frozenset(
    "USB API CPU GPU URL URI USA UK EU UN UNO AI ID IDE PDF DIY UFO FAQ CEO CIO CFO CTO UI UX OS IOS IP EDV KI ISO IBM "
    "ATM EUR USD AC UV IQ ESP USP GUI AWS AGB EC ICE IC UEFI EKG EEG ADHD ABC AKW LKW PKW KFZ SUV EMS CIA FBI DNA RNA "
    "DNS ADAC AOK ARD ZDF FDP CDU CSU SPD AfD BMW VW HIV OECD UTC GMT PST CET VIP VPN LED LCD CD DVD TV PC "
    "HTTPS HTML NBA NFL MBA BBC CNN NPR IMF ETA EV AR VR ICU".split()
)
VOWELS = frozenset("AEIOUYÄÖÜ")
MOST_LETTERS = 6

KINGS = (
    r"(?:Louis|Henry|Charles|George|Edward|James|Richard|William|Philip|Napoleon|Leo|Pius|Gregory|Benedict|Innocent|Clement"
    r"|Paul|Friedrich|Wilhelm|Heinrich|Karl|Otto|Ludwig|Nikolaus|Alexander|Peter|Franz|Maximilian|Leopold|Gustav|Ivan|Harald)"
)
QUEENS = r"(?:Elizabeth|Catherine|Mary|Margaret|Elisabeth|Katharina|Maria|Margarethe|Isabella)"
COUNTED_IN_ROMAN = (
    r"(?:Chapter|Part|Act|Scene|Volume|Vol\.|Book|Section|Article|Phase|Appendix|Type|Level|Class|World War|Super Bowl"
    r"|Kapitel|Teil|Band|Akt|Szene|Buch|Abschnitt|Artikel|Anhang|Stufe|Typ|Klasse|Tafel)"
)
ROMAN = r"(?=[IVXL])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
FIGURES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(text: str) -> int:
    """XIV → 14."""
    total = 0
    for figure, following in zip(text, f"{text[1:]} ", strict=True):
        value = FIGURES[figure]
        total += -value if FIGURES.get(following, 0) > value else value
    return total


def _counted(tongue: Tongue) -> Say:
    def say(match: re.Match[str]) -> str | None:
        if re.match(r"\s(?:[A-Z]\b|am\b|have\b|was\b|like\b|want\b|think\b|do\b)", after(match)):
            return None
        return tongue.cardinal(roman(match[1]))

    return say


def _english_king(match: re.Match[str]) -> str | None:
    return None if match[1] == "I" and _i_says(match) else f"the {english.ordinal(roman(match[1]))}"


def _i_says(match: re.Match[str]) -> bool:
    """ "For George I would go": the word, not the figure."""
    return re.match(r"\s[a-z]+\b(?<!of)(?<!was)(?<!and)(?<!is)|['’]", after(match)) is not None


def _german_king(article: str) -> Say:
    def say(match: re.Match[str]) -> str:
        behind = after(match)
        ends = "." if not behind.strip() and match[0].endswith(".") else ""
        return f"{article} {german.ordinal(roman(match[1])).capitalize()}e{ends}"

    return say


def _initials(match: re.Match[str]) -> str:
    """U.S. → U S."""
    letters = " ".join(match[0].replace(".", ""))
    closes = not after(match).strip()
    return f"{letters}{'.' if closes else ''}"


def _spelt(match: re.Match[str]) -> str | None:
    letters, plural = match["letters"], match["plural"] or ""
    if letters not in SPELT and not (VOWELS.isdisjoint(letters) and len(letters) <= MOST_LETTERS):
        return None
    return f"{' '.join(letters)}{plural and chr(39) + 's'}"


def _mixed(tongue: Tongue) -> Say:
    """MP3, A4, 5G, GPT-4, CO₂: letters one by one, digits as a number."""

    def say(match: re.Match[str]) -> str | None:
        text = match[0].translate(SUBSCRIPTS)
        parts = re.findall(r"\d+|[A-Z]+", text)
        read = [tongue.read(part) if part.isdecimal() else _letters(part) for part in parts]
        return " ".join(read)

    return say


def _letters(part: str) -> str:
    return part if len(part) > 3 and part not in SPELT and not VOWELS.isdisjoint(part) else " ".join(part)


SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def _doctor(match: re.Match[str]) -> str | None:
    """Dr. Smith is a doctor and St. Paul a saint; Main St. is a street."""
    title, place = ("Doctor", "Drive") if match[1] == "Dr" else ("Saint", "Street")
    if re.search(r"[A-Z]\w+\s$", before(match)):
        closes = "." if not after(match).strip() else ""
        return f"{place}{closes}"
    return title if re.match(r"\s[A-Z]", after(match)) else None


def _street(match: re.Match[str]) -> str:
    return f"{match[1]}traße"


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """What is read in full first, then what is spelt."""
    if tongue.code == "en":
        own: tuple[Rule, ...] = (
            rule(r"\b(Dr|St)\.", _doctor),
            *abbreviations.ENGLISH_RULES,
            rule(rf"\b(?:{KINGS}|{QUEENS})\s({ROMAN})(?!\w)", _after_name(_english_king)),
        )
    else:
        own = (
            *abbreviations.GERMAN_RULES,
            rule(r"\b([A-ZÄÖÜ][a-zäöüß]+s)tr\.", _street),
            rule(rf"\b{KINGS}\s({ROMAN})\.?(?!\w)", _after_name(_german_king("der"))),
            rule(rf"\b{QUEENS}\s({ROMAN})\.?(?!\w)", _after_name(_german_king("die"))),
        )
    return (
        *own,
        rule(rf"\b{COUNTED_IN_ROMAN}\s({ROMAN})(?![\w-])", _after_name(_counted(tongue))),
        rule(r"(?<![\w.])(?:[A-Z]\.){2,6}(?!\w)", _initials),
        rule(
            r"(?<![\w.])(?:[A-Z]{1,6}-?[\d₀-₉]{1,4}|\d{1,3}[A-Z]{1,3})(?:[A-Z\d₀-₉]{0,4})(?![\w.]*\w)", _mixed(tongue)
        ),
        rule(r"(?<![\w])(?P<letters>[A-ZÄÖÜ]{2,6})(?P<plural>s)?(?!\w)", _spelt),
    )


def _after_name(say: Say) -> Say:
    """The name stays as it is, and the numeral behind it is read."""

    def whole(match: re.Match[str]) -> str | None:
        said = say(match)
        return said and match[0][: match.start(1) - match.start()] + said

    return whole
