"""German numbers in words: "einundzwanzig", "zwei Millionen", and how an ordinal ends beside its neighbours."""

import re

from assistant.spoken_forms.tongue import Tongue

ONES = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
).split()
TENS = " zehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(" ")
SCALES = (("Billion", 10**12), ("Milliarde", 10**9), ("Million", 10**6))
ORDINALS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}

# After these an ordinal ends in -en, and after those in -e; after the last it takes the article's own ending.
TAKES_EN = frozenset(
    "am im vom zum zur beim den dem des einem einen einer eines meinem meinen meiner deinem deinen deiner seinem "
    "seinen seiner ihrem ihren ihrer unserem unseren unserer diesem diesen dieser jedem jeden jeder keinem keinen "
    "keiner bis ab seit nach vor von allen ersten".split()
)
TAKES_E = frozenset("die das diese jede eine meine deine seine ihre unsere keine welche jene".split())
PREPOSITIONS = frozenset(
    "in an auf bei mit nach seit von aus zu während wegen ab vor hinter unter über neben zwischen bis trotz".split()
)
FEMININE = re.compile(r"(?:e|ung|heit|keit|schaft|ion|tät|ik|ei|ur)$")
NOT_FEMININE = frozenset("Name Buchstabe Gedanke Kunde Junge Ende Auge Interesse Käse Kollege".split())


def cardinal(number: int) -> str:
    """0 to 10^15 - 1; 1 is "eins"."""
    for name, size in SCALES:
        if number >= size:
            above, rest = divmod(number, size)
            plural = name + ("n" if name.endswith("e") else "en")
            words = f"eine {name}" if above == 1 else f"{cardinal(above)} {plural}"
            return f"{words} {cardinal(rest)}" if rest else words
    return _below_million(number)


def _below_million(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        ten, one = TENS[number // 10], number % 10
        return f"{_bound(one)}und{ten}" if one else ten
    size, name = (100, "hundert") if number < 1000 else (1000, "tausend")
    above, rest = divmod(number, size)
    return (_bound(above) if above > 1 else "") + name + _after(rest)


def _after(rest: int) -> str:
    if not rest:
        return ""
    return f"ein{_below_million(rest)}" if 100 <= rest < 200 else _below_million(rest)


def _bound(number: int) -> str:
    """As it stands before what it counts: "ein", "hundertein"."""
    return _below_million(number).removesuffix("s") if number % 100 == 1 else _below_million(number)


def ordinal(number: int) -> str:
    """The stem of an ordinal: 3 → dritt."""
    if number >= 10**6:
        return f"{squeezed_million(number)}st"
    rest = number % 100
    if rest in ORDINALS:
        return cardinal(number).removesuffix(ONES[rest]) + ORDINALS[rest]
    return cardinal(number) + ("t" if 0 < rest < 20 else "st")


def squeezed_million(number: int) -> str:
    """Large numbers in one word, as an ordinal needs them."""
    return cardinal(number).lower().replace(" ", "")


def with_ending(number: int, before: str) -> str:
    """An ordinal after the words `before` it: am → dritten, die → dritte, none → dritter."""
    words = before.lower().split()[-2:]
    article = words[-1] if words and words[-1].isalpha() else ""
    if article in TAKES_EN or (article in ("der", "die", "das") and words[0] in PREPOSITIONS and len(words) > 1):
        ending = "e" if article in ("die", "das") else "en"
    elif article in TAKES_E or article == "der":
        ending = "e"
    else:
        ending = "er"
    return ordinal(number) + ending


def year(number: int) -> str:
    """1984 → neunzehnhundertvierundachtzig, 2026 → zweitausendsechsundzwanzig."""
    if not 1100 <= number < 2000:
        return cardinal(number)
    century, rest = divmod(number, 100)
    return f"{cardinal(century)}hundert{cardinal(rest) if rest else ''}"


def fraction(above: int, below: int) -> str:
    """1, 2 → ein halb; 3, 4 → drei Viertel."""
    top = "ein" if above == 1 else cardinal(above)
    return f"{top} halb" if below == 2 else f"{top} {ordinal(below).capitalize()}el"


def with_fraction(whole: int, above: int, below: int) -> str:
    """2, 1, 2 → zweieinhalb; 2, 3, 4 → zwei drei Viertel."""
    if below == 2:
        return f"{_bound(whole)}einhalb" if whole < 10**6 else f"{cardinal(whole)} einhalb"
    return f"{cardinal(whole)} {fraction(above, below)}"


def one(noun: str) -> str:
    """A 1 before a noun: ein Tag, eine Stunde; the gender is guessed from the noun's ending."""
    return "eine" if FEMININE.search(noun) and noun not in NOT_FEMININE else "ein"


GERMAN = Tongue(
    code="de",
    number=r"(?:\d{1,3}(?:[.\u00a0\u202f’' ]\d{3}){1,5}(?![\d.]\d)|\d{1,30})(?:,\d{1,30})?",
    group=".\u00a0\u202f’' ",
    decimal=",",
    cardinal=cardinal,
    ordinal=ordinal,
    year=year,
    fraction=fraction,
    digits=tuple(ONES[:10]),
    point="Komma",
    minus="minus",
    plus="plus",
    to="bis",
    about="etwa",
    with_fraction=with_fraction,
)
