"""Plain numbers: counts and years, ranges, fractions, ordinals, decades, versions, and digits beside letters."""

import re

from assistant.spoken_forms import english, german
from assistant.spoken_forms.forms import END, START, Rule, Say, rule, table
from assistant.spoken_forms.tongue import Tongue

SOFTWARE = (
    r"(?:Python|Java|Node|Node\.js|Ubuntu|Windows|macOS|iOS|Android|Firefox|Chrome|PHP|Ruby|Go|Swift|TypeScript|Django"
    r"|PyTorch|CUDA|Linux|[Kk]ernel|Kotlin|Debian|Fedora|USB|Bluetooth|HTTP|TLS|HDMI|[Vv]ersion|[Rr]elease|Rust|React"
    r"|Llama|Claude|GPT|Unicode|OpenGL|C\+\+)"
)
PARTED = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 20, 32, 64))  # what a whole is divided into
OUT_OF = (10, 100)

# Words around four figures that tell whether they are a year or a count.
YEAR_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Tt]ill|[Ff]rom|[Dd]uring|[Bb]efore|[Aa]fter|[Cc]irca|[Yy]ear|[Ee]arly|[Ll]ate|[Mm]id"
    r"|[Ss]ummer|[Ww]inter|[Ss]pring|[Aa]utumn|[Ff]all|to|and|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|©)[ -]$"
)
COUNT_BEFORE = re.compile(
    r"\b(?:about|over|than|nearly|almost|roughly|exactly|least|most|around|some|only|another|costs?|are|is|equals?|of)\s$"
)
COUNTED = re.compile(
    r"\s(?:people|children|men|women|sheep|fish|more|of\s(?:the|them|these)|other"
    r"|(?!(?:was|is|has|as|this|its|does|always|perhaps|across|plus|minus|times|equals|versus)\b)[a-z]{3,}s)\b"
)
YEARS = range(1900, 2100)
OLD_YEARS = range(1100, 2100)
GERMAN_YEAR_BEFORE = re.compile(
    r"\b(?:Jahre?s?|[Ss]eit|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Sommer"
    r"|Winter|Frühjahr|Frühling|Herbst|[Aa]nno)\s$"
)
GERMAN_COUNT_BEFORE = re.compile(
    r"\b(?:über|etwa|rund|circa|fast|als|kostet|kosten|genau|mindestens|höchstens|ungefähr|nur|sind|ist)\s$"
)
BEFORE = 24  # characters in which the neighbours before are looked for


def before(match: re.Match[str]) -> str:
    """The text just before a match."""
    return match.string[max(0, match.start() - BEFORE) : match.start()]


def after(match: re.Match[str]) -> str:
    """The text just behind a match."""
    return match.string[match.end() : match.end() + BEFORE]


def is_year(match: re.Match[str], number: int) -> bool:
    """Whether four figures of an English text are a year: told by the words beside them."""
    if number not in OLD_YEARS or COUNTED.match(after(match)):
        return False
    if YEAR_BEFORE.search(before(match)):
        return True
    return number in YEARS and not COUNT_BEFORE.search(before(match))


def is_german_year(match: re.Match[str], number: int) -> bool:
    """Whether four figures of a German text are a year; nouns, which could be counted, begin with a capital."""
    if number not in OLD_YEARS:
        return False
    if GERMAN_YEAR_BEFORE.search(before(match)):
        return True
    counted = re.match(r"\s[A-ZÄÖÜ]", after(match)) or GERMAN_COUNT_BEFORE.search(before(match))
    return number in YEARS and not counted


def _plain(tongue: Tongue) -> Say:
    is_a_year = is_year if tongue.code == "en" else is_german_year

    def say(match: re.Match[str]) -> str:
        if re.fullmatch(r"\d{4}", match[0]) and match[0][0] != "0" and is_a_year(match, int(match[0])):
            return tongue.year(int(match[0]))
        noun = re.match(r"\s([A-ZÄÖÜ]\w+)", after(match)) if tongue.code == "de" and match[0] == "1" else None
        return german.one(noun[1]) if noun else tongue.read(match[0])

    return say


def _years(tongue: Tongue) -> Say:
    def say(match: re.Match[str]) -> str | None:
        first, last = int(match[1]), int(match[2])
        if first not in OLD_YEARS or (len(match[2]) == 4 and last not in OLD_YEARS):
            return None
        read = tongue.cardinal if len(match[2]) == 2 else tongue.year
        return f"{tongue.year(first)} {tongue.to} {read(last)}"

    return say


def _fraction(tongue: Tongue, out_of: str) -> Say:
    def say(match: re.Match[str]) -> str | None:
        whole, above, below = match[1], int(match[2]), int(match[3])
        if below in OUT_OF and not whole:
            return f"{tongue.cardinal(above)} {out_of} {tongue.cardinal(below)}"
        if not 0 < above < below or below not in PARTED:
            return None
        return tongue.with_fraction(int(whole), above, below) if whole else tongue.fraction(above, below)

    return say


def _dotted(tongue: Tongue, point: str, version: str) -> Say:
    def say(match: re.Match[str]) -> str | None:
        if re.fullmatch(tongue.number, match["parts"]) and "." in tongue.group:
            return None
        parts = match["parts"].split(".")
        joint = point if len(parts) != 4 else DOTS[tongue.code]
        read = f" {joint} ".join(tongue.read(part) for part in parts)
        return f"{version} {read}" if match["v"] else read

    return say


DOTS = {"en": "dot", "de": "Punkt"}


def _decade(match: re.Match[str]) -> str | None:
    number = int(match[1])
    if number >= 100:
        if number not in OLD_YEARS:
            return None
        century = number // 100 * 100
        if number == century:
            return english.plural_of(english.year(number))
        return f"{english.cardinal(number // 100)} {english.plural_of(english.cardinal(number % 100))}"
    return english.plural_of(english.cardinal(number)) if number >= 20 else None


def _german_decade(match: re.Match[str]) -> str:
    words = f"{german.year(int(match[1]))}er"
    return words if re.match(r"[- ]?[Jj]ahre", after(match)) else words[0].upper() + words[1:]


def _german_ordinal(match: re.Match[str]) -> str | None:
    behind = match.string[match.end() : match.end() + 2]
    article = re.search(r"(\w+)\s$", before(match))
    known = article and article[1].lower() in german.TAKES_EN | german.TAKES_E | {"der", "ein", "mein", "sein", "ihr"}
    if not known or (behind.strip() and not behind[0].isspace()):
        return None
    return german.with_ending(int(match[1]), before(match)) + ("" if behind.strip() else ".")


def _club(match: re.Match[str]) -> str:
    return german.with_ending(int(match[1]), before(match))


def _loose(tongue: Tongue) -> Say:
    """Digits that touch letters: read apart from them."""

    def say(match: re.Match[str]) -> str:
        number = int(match[0]) if len(match[0]) <= 4 else 0
        words = tongue.year(number) if number in YEARS else tongue.read(match[0])
        text, start, end = match.string, match.start(), match.end()
        left = " " if start and text[start - 1].isalpha() else ""
        return left + words + (" " if text[end : end + 1].isalpha() else "")

    return say


def ratio(tongue: Tongue) -> Say:
    """16:9, and the score of a game."""
    return lambda match: f"{tongue.cardinal(int(match[1]))} {RATIO[tongue.code]} {tongue.cardinal(int(match[2]))}"


RATIO = {"en": "to", "de": "zu"}


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """All of a language that are not `marked`, what is told by most neighbours first."""
    point, out_of, version = ("point", "out of", "version") if tongue.code == "en" else ("Punkt", "von", "Version")
    dotted = _dotted(tongue, point, version)
    return (
        rule(rf"{START}(?:(\d{{1,4}})[ \u00a0])?(\d{{1,3}})[/⁄](\d{{1,3}}){END}", _fraction(tongue, out_of)),
        rule(rf"{START}(\d{{4}})\s?[–—-]\s?(\d{{4}}|\d{{2}})(?!-\d){END}", _years(tongue)),
        rule(rf"{START}(?P<v>[vV]\.?\s?)(?P<parts>\d{{1,4}}(?:\.\d{{1,5}}){{0,4}}){END}", dotted),
        rule(rf"(?P<v>){START}(?P<parts>\d{{1,5}}(?:\.\d{{1,5}}){{2,4}}){END}", dotted),
        rule(rf"(?:(?<=[A-Za-z+] )|(?<=[A-Z]/))(?P<v>)(?P<parts>\d{{1,4}}\.\d{{1,5}}){END}", _after_software(dotted)),
        rule(rf"{START}(\d{{1,3}}):(\d{{1,3}}){END}", ratio(tongue)),
        rule(rf"(?<![\w.,/:@#^√-]){tongue.quantity}{END}", _plain(tongue)),
        *((rule(rf"(?P<v>){START}(?P<parts>\d{{1,5}}\.\d{{1,5}}){END}", dotted),) if tongue.code == "de" else ()),
        rule(r"(?<!\d)\d{1,4000}", _loose(tongue)),
    )


def _after_software(say: Say) -> Say:
    name = re.compile(rf"\b{SOFTWARE}[ /]$")
    return lambda match: say(match) if name.search(before(match)) else None


def marked(tongue: Tongue) -> tuple[Rule, ...]:
    """Ordinals and decades, whose endings could be taken for a unit's."""
    return _english() if tongue.code == "en" else _german()


def _english() -> tuple[Rule, ...]:
    return (
        table({"24/7": "twenty-four seven", "9/11": "nine eleven", "50/50": "fifty-fifty", "50-50": "fifty-fifty"}),
        rule(r"(?<![\w.,])['’]?(\d{4}|\d0)['’]?s(?!\w)", _decade),
        rule(rf"{START}(\d{{1,3}}(?:,\d{{3}})*|\d{{1,9}})(?:st|nd|rd|th)(?!\w)", _english_ordinal),
    )


def _english_ordinal(match: re.Match[str]) -> str:
    return english.ordinal(int(match[1].replace(",", "")))


def _german() -> tuple[Rule, ...]:
    return (
        table({"24/7": "vierundzwanzig sieben", "50/50": "fünfzig fünfzig"}),
        rule(r"(?<![\w.,])['’]?(\d{4}|\d0)er(?!\w)", _german_decade),
        rule(
            r"(?<![\w.,:/-])(\d{1,3})\.(?=\s(?:FC|Bundesliga|Liga|Klasse|Platz|Stock|Weltkrieg|Jahrhundert)\b)", _club
        ),
        rule(r"(?<![\w.,:/-])(\d{1,6})\.(?!\d)", _german_ordinal),
    )
