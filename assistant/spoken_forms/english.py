"""English numbers in words, as Americans say them: "one hundred five", and "nineteen eighty-four" for a year."""

import re

from assistant.spoken_forms.tongue import Tongue

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = " ten twenty thirty forty fifty sixty seventy eighty ninety".split(" ")
SCALES = " thousand million billion trillion".split(" ")
ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
# Before these an amount is singular: "a five kilometer run", "the five pound note".
MEASURED = re.compile(
    r"[ -](?:run|race|walk|ride|drive|hike|trip|turn|angle|view|note|bill|coin|gift|ticket|fine|discount|budget|bottle"
    r"|pack|battery|cable|file|monitor|screen|limit|lens)\b|-(?:long|wide|tall|old|high)\b"
)


def cardinal(number: int) -> str:
    """0 to 10^15 - 1."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ONES[number // 100]} hundred{_rest(number % 100)}"
    scale = (len(str(number)) - 1) // 3
    above, rest = divmod(number, 1000**scale)
    return f"{cardinal(above)} {SCALES[scale]}{_rest(rest)}"


def _rest(number: int) -> str:
    return f" {cardinal(number)}" if number else ""


def ordinal(number: int) -> str:
    """1 → first."""
    words = cardinal(number)
    start = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[start:]
    ending = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return words[:start] + ORDINALS.get(last, ending)


def year(number: int) -> str:
    """1984 → nineteen eighty-four, 2005 → two thousand five."""
    century, rest = divmod(number, 100)
    if number < 1010 or 2000 <= number < 2010 or number > 9999:
        return cardinal(number)
    if not rest:
        return cardinal(number) if century % 10 == 0 else f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def fraction(above: int, below: int) -> str:
    """1, 2 → one half; 3, 4 → three quarters."""
    name = {2: "half", 4: "quarter"}.get(below) or ordinal(below)
    plural = "halves" if below == 2 else f"{name}s"
    return f"{cardinal(above)} {name if above == 1 else plural}"


def with_fraction(whole: int, above: int, below: int) -> str:
    """2, 1, 2 → two and a half."""
    return f"{cardinal(whole)} and {fraction(above, below).replace('one ', 'a ')}"


def plural_of(number: str) -> str:
    """twenty → twenties, hundred → hundreds."""
    return f"{number[:-1]}ies" if number.endswith("y") else f"{number}es" if number.endswith("x") else f"{number}s"


ENGLISH = Tongue(
    code="en",
    number=r"(?:\d{1,3}(?:,\d{3}){1,5}(?![\d,]\d)|\d{1,30})(?:\.\d{1,30})?",
    group=",",
    decimal=".",
    cardinal=cardinal,
    ordinal=ordinal,
    year=year,
    fraction=fraction,
    digits=tuple(ONES[:10]),
    point="point",
    minus="minus",
    plus="plus",
    to="to",
    about="about",
    with_fraction=with_fraction,
)
