"""Nouns and adjectives of five languages: what is heard put into English, and English said in the speaker's language.

A row is `English = German | French | Spanish | Chinese`; words behind a comma mean the same. The first of each is
spoken, all are understood. In front of a German, French or Spanish noun stands its gender (m, f, n; M, F, p: only
plural), in front of a Chinese one its measure word. A German noun ends in its plural: "Hund-e" Hunde, "Haus~er"
Häuser, "Messer-" Messer, "Kaktus/Kakteen"; one with no such end has none. French and Spanish plurals follow rules,
but for "œil/yeux".
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from assistant.words import (
    adjectives,
    nouns_body,
    nouns_farther,
    nouns_home,
    nouns_outside,
    nouns_paper,
    nouns_people,
    nouns_things,
    nouns_town,
    nouns_wild,
    nouns_work,
)

Tongue = Literal["de", "fr", "es", "zh"]  # the languages beside English; ISO 639-1
Gender = Literal["m", "f", "n", ""]
TONGUES: tuple[Tongue, ...] = ("de", "fr", "es", "zh")
TABLES = tuple(
    each.ROWS
    for each in (
        nouns_outside,
        nouns_people,
        nouns_home,
        nouns_paper,
        nouns_farther,
        nouns_things,
        nouns_body,
        nouns_wild,
        nouns_town,
        nouns_work,
    )
)

CELL = re.compile(r"(?:([mfnpMF]) )?(.+?)(?:([-~])(|e|n|en|er|s|es|se|nen|ten)|/(.+))?")  # of a German noun
PLURAL_ONLY = ("p", "M", "F")
UMLAUT = str.maketrans("aouAOU", "äöüÄÖÜ")
FRENCH_IN_OUX = frozenset("hibou genou caillou bijou chou".split())
NO_ACCENT = str.maketrans("áéíóú", "aeiou")
SPANISH_UNCHANGED = frozenset("paraguas rascacielos sacacorchos lavavajillas parabrisas microondas cactus".split())
FRENCH_HEAD, SPANISH_HEAD = r" (?=de |d'|à |en |au |du )", r" (?=de |con |al |a )"


@dataclass(frozen=True)
class Noun:
    """How a thing is called. many: its plural, the same word where there is none; measure: Chinese only."""

    one: str
    many: str
    gender: Gender = ""
    measure: str = ""
    only_many: bool = False


@dataclass(frozen=True)
class Heard:
    """What a form means in English, in the singular, and whether it was said in the plural."""

    english: str
    many: bool = False


def noun(english: str, tongue: Tongue) -> Noun | None:
    """How an English noun is called; None where the tables do not have it."""
    return _tables(tongue)[0].get(english)


@cache
def english_names() -> frozenset[str]:
    """Every English name of the tables."""
    return frozenset(name for table in TABLES for names, _ in _rows(table) for name in names)


@cache
def _first_names() -> dict[str, str]:
    names_of = [names for table in TABLES for names, _ in _rows(table)]
    return {name: names[0] for names in reversed(names_of) for name in names}


def first_name(phrase: str) -> str:
    """A phrase with the first of the names that its row has: "red sofa" → "red couch"."""
    words = phrase.split()
    for at in range(len(words)):
        if name := _first_names().get(" ".join(words[at:])):
            return " ".join((*words[:at], name))
    return phrase


@cache
def _heads() -> frozenset[str]:
    return english_names() | {name.rpartition(" ")[2] for name in english_names()}


def is_noun(word: str) -> bool:
    """Whether an English word, in the singular, is a name of the tables or what one ends with ("hydrant")."""
    return word in _heads()


def called_also(english: str) -> frozenset[str]:
    """Every form of the other languages that means an English noun."""
    return frozenset(
        form for tongue in TONGUES for form, heard in nouns_heard(tongue).items() if heard.english == english
    )


def nouns_heard(tongue: Tongue) -> dict[str, Heard]:
    """Every form of every noun, in lower case, words apart as `plain` puts them."""
    return _tables(tongue)[1]


@cache
def adjectives_heard(tongue: Tongue) -> dict[str, str]:
    """Every form of every adjective → English."""
    heard: dict[str, str] = {}
    for english, cells in _rows(adjectives.ROWS):
        for form in (cells[TONGUES.index(tongue)]).split(","):
            for each in _inflected(form.strip(), tongue):
                heard.setdefault(plain(each), english[0])
    return heard


def adjective(english: str, tongue: Tongue) -> str | None:
    """An adjective as the tables have it: German without an ending, French and Spanish masculine."""
    return _adjectives(tongue).get(english)


@cache
def _adjectives(tongue: Tongue) -> dict[str, str]:
    at = TONGUES.index(tongue)
    return {one: cells[at].split(",")[0].strip() for names, cells in _rows(adjectives.ROWS) for one in names}


def plain(said: str) -> str:
    """Lower case; elided and hyphened words apart: "arc-en-ciel" → "arc en ciel", "l'eau" → "l eau"."""
    return " ".join(said.lower().replace("’", "'").replace("'", " ").replace("-", " ").split())


@cache
def _tables(tongue: Tongue) -> tuple[dict[str, Noun], dict[str, Heard]]:
    """English → how it is called; form → English."""
    called: dict[str, Noun] = {}
    heard: dict[str, Heard] = {}
    read = READ[tongue]
    for table in TABLES:
        for names, cells in _rows(table):
            nouns = [read(cell.strip()) for cell in cells[TONGUES.index(tongue)].split(",")]
            for name in names:
                called.setdefault(name, nouns[0])
            for one in nouns:
                for form, many in _forms(one, tongue):
                    heard.setdefault(plain(form), Heard(names[0], many))
    return called, heard


def _rows(table: str) -> Iterator[tuple[list[str], list[str]]]:
    """English names, and the four cells; a line that begins with a space goes on with the one above."""
    for row in table.strip().replace("\n ", " ").splitlines():
        english, _, cells = row.partition(" = ")
        yield english.split(","), cells.split(" | ")


def _forms(noun: Noun, tongue: Tongue) -> Iterator[tuple[str, bool]]:
    yield noun.one, noun.only_many
    if noun.many != noun.one:
        yield noun.many, True
    if tongue == "de":
        if not noun.many.endswith(("n", "s")):
            yield f"{noun.many}n", True  # mit den Hunden
        if noun.gender in ("m", "n"):
            yield from ((f"{noun.one}{end}", False) for end in ("s", "es"))


def _inflected(form: str, tongue: Tongue) -> Iterator[str]:
    if "/" in form:
        one, other = form.split("/")
        yield from (one, f"{one}s", other, f"{other}s", f"{other}e", f"{other}es", f"{other}en", f"{other}er")
        return
    yield form
    if tongue == "de":
        yield from (f"{form}{end}" for end in ("e", "er", "es", "en", "em"))
    elif tongue == "fr":
        yield from (f"{form}s", f"{form}e", f"{form}es", f"{form.removesuffix('x')}se", f"{form.removesuffix('x')}ses")
    elif tongue == "es":
        yield from (f"{form}s", f"{form}es")
        if form.endswith("o"):
            yield from (f"{form[:-1]}a", f"{form[:-1]}as")


def _german(cell: str) -> Noun:
    match = cast(re.Match[str], CELL.fullmatch(cell))
    gender, one, mark, end, many = match.groups()
    if mark == "~":
        many = f"{_umlaut(one)}{end}"
    elif mark:
        many = f"{one}{end}"
    return Noun(one, many or one, _gender(gender), only_many=gender in PLURAL_ONLY)


def _gender(mark: str | None) -> Gender:
    return "" if mark is None or mark == "p" else cast(Gender, mark.lower())


def _umlaut(word: str) -> str:
    at = max(word.rfind(vowel) for vowel in "aouAOU")
    at -= word[at - 1 : at + 1] == "au"
    return f"{word[:at]}{word[at].translate(UMLAUT)}{word[at + 1 :]}"


def _french(cell: str) -> Noun:
    return _romance(cell, _french_plural, FRENCH_HEAD)


def _spanish(cell: str) -> Noun:
    return _romance(cell, _spanish_plural, SPANISH_HEAD)


def _romance(cell: str, plural: Callable[[str], str], head: str) -> Noun:
    gender, _, words = cell.partition(" ")
    one, _, many = words.partition("/")
    if gender in PLURAL_ONLY:
        return Noun(one, one, _gender(gender), only_many=True)
    named, *rest = re.split(head, one, maxsplit=1)
    return Noun(one, many or " ".join([*map(plural, named.split()), *rest]), cast(Gender, gender))


def _french_plural(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith(("eau", "au")) or word in FRENCH_IN_OUX:
        return f"{word}x"
    return f"{word[:-2]}aux" if word.endswith("al") else f"{word}s"


def _spanish_plural(word: str) -> str:
    if word in SPANISH_UNCHANGED:
        return word
    if word[-1] in "aeiouáéó":
        return f"{word}s"
    if word[-1] == "z":
        return f"{word[:-1]}ces"
    stem = f"{word[:-2]}{word[-2].translate(NO_ACCENT)}{word[-1]}" if word[-1] in "ns" else word
    return f"{stem}es"


def _chinese(cell: str) -> Noun:
    measure, _, word = cell.rpartition(" ")
    return Noun(word, word, "", measure or "个")


READ: dict[Tongue, Callable[[str], Noun]] = {"de": _german, "fr": _french, "es": _spanish, "zh": _chinese}
