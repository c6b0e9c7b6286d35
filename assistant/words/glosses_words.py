"""The tables of the glosses, and a text cut into the longest words that they have.

`glosses_de`, `_fr`, `_es` and `_zh` hold TELLING, words by which their language is told; VERBS, `english = stem, stem`,
which take ENDINGS (what may stand before, and behind); and ROWS, `english = form, form`, the forms without apostrophes
and hyphens. English that begins with "@" is no word: "@again" takes back what was said before it, "@left_out" says of
the thing before it that it is not meant; the others are for Chinese alone, and `glosses_order_zh` knows them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from types import ModuleType
from typing import Literal

from assistant.words import glosses_de, glosses_es, glosses_fr, glosses_zh
from assistant.words.lexicon import plural, singular
from assistant.words.nouns import Tongue, adjectives_heard, nouns_heard, plain

Sort = Literal["word", "noun", "adjective", "verb", "stop", "unknown"]
SOURCES: dict[Tongue, ModuleType] = {"de": glosses_de, "fr": glosses_fr, "es": glosses_es, "zh": glosses_zh}
STOPS = frozenset(",.;:!?…–—")
MOST_WORDS = 7  # of the longest form; in Chinese, characters
NO_ACCENT = str.maketrans("áéíóúàâèêëîïôùû", "aeiouaaeeeiiouu")
LEADING = frozenset(("the", "a", "all the", "both"))
STARTING = frozenset(("please", "can", "want", "but", "not", "and also", "see"))
COMPOUND_JOINTS = ("", "s", "n", "en", "es", "er")
SHORTEST_HEAD = 5  # letters of what alone is known of one
SHORTEST_PART = 3  # letters of a German compound's part


@dataclass(frozen=True)
class Gloss:
    """What was said, in English. many: a noun in the plural; said: as it was heard."""

    english: str
    sort: Sort
    many: bool = False
    said: str = ""

    @property
    def text(self) -> str:
        """As it is written into the English."""
        many = self.sort == "noun" and self.many and singular(plural(self.english)) == self.english
        return plural(self.english) if many else self.english  # the plural of "glass" is also another thing


def glossed(units: list[str], tongue: Tongue) -> list[Gloss]:
    """A gloss for each word, or for the longest group of words that the tables have."""
    glosses: list[Gloss] = []
    at = 0
    while at < len(units):
        found = None if units[at] in STOPS else _longest(units, at, tongue)
        if found is None:
            glosses += _in_its_place(_alone(units[at], tongue), glosses, tongue)
            at += 1
        else:
            sorts, length = found
            following = units[at + length] if at + length < len(units) else ""
            glosses.append(_chosen(sorts, glosses[-1] if glosses else None, following, tongue))
            at += length
    return glosses


def verb(word: str, tongue: Tongue) -> str | None:
    """The English command or verb of which a word is a form; with "it" where the word says so ("bórralo")."""
    pattern, names = _verbs(tongue)
    match = pattern.fullmatch(word if tongue == "de" else word.translate(NO_ACCENT))
    if match is None:
        return None
    named = next(names[int(group[1:])] for group, stem in match.groupdict().items() if stem and group != "it")
    return f"{named} it" if match.groupdict().get("it") else named


def _in_its_place(gloss: Gloss, before: list[Gloss], tongue: Tongue) -> list[Gloss]:
    """ "une découpe": what is a noun there; "bórralo" is two words."""
    if gloss.sort == "verb" and tongue in ("fr", "es") and before and before[-1].english == "a":
        return [Gloss("the mask", "word", said=gloss.said)]
    if gloss.english.endswith(" it"):
        return [Gloss(gloss.english.removesuffix(" it"), "verb", said=gloss.said), Gloss("it", "word")]
    return [gloss]


def _longest(units: list[str], at: int, tongue: Tongue) -> tuple[dict[Sort, Gloss], int] | None:
    table = _table(tongue)
    joint = "" if tongue == "zh" else " "
    for length in range(min(MOST_WORDS, len(units) - at), 0, -1):
        if sorts := table.get(joint.join(units[at : at + length])):
            return sorts, length
    return None


def _chosen(sorts: dict[Sort, Gloss], before: Gloss | None, following: str, tongue: Tongue) -> Gloss:
    """Of the words that are written alike the one that fits after the word before it."""
    if "word" in sorts:
        return sorts["word"]
    said = next(iter(sorts.values())).said
    starts = before is None or before.sort == "stop" or before.english in STARTING or before.english.startswith("@")
    leads = "word" in _table(tongue).get(following, ()) and _table(tongue)[following]["word"].english in LEADING
    commands = starts or (leads and before is not None and before.sort != "verb" and before.english not in LEADING)
    commands = (commands and tongue in ("fr", "es")) or (starts and leads and tongue == "de")
    if commands and (named := verb(said, tongue)):
        return Gloss(named.removesuffix(" it"), "verb", said=said)
    if "adjective" in sorts and "noun" in sorts:
        after_noun = tongue in ("fr", "es") and before is not None and before.sort == "noun"
        led_by = tongue in ("de", "zh") and "noun" in _table(tongue).get(following, ())
        return sorts["adjective"] if after_noun or led_by else sorts["noun"]
    return sorts.get("noun") or sorts["adjective"]


@lru_cache(maxsize=4096)
def _alone(unit: str, tongue: Tongue) -> Gloss:
    """A word that is in no table: a form of a verb, a German compound, or one that is not known."""
    if unit in STOPS:
        return Gloss(unit, "stop", said=unit)
    if tongue != "zh" and (named := verb(unit, tongue)):
        return Gloss(named, "verb", said=unit)
    if tongue == "de" and (compound := _compound(unit)):
        return compound
    return Gloss(unit, "unknown", said=unit)


def _compound(word: str) -> Gloss | None:
    """ "Gartenstuhl" → "garden chair": a German noun at the end, and another noun or an adjective before it."""
    nouns, adjectives = nouns_heard("de"), adjectives_heard("de")
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        head = nouns.get(word[at:])
        if head is None:
            continue
        for joint in COMPOUND_JOINTS:
            first = word[:at].removesuffix(joint) if word[:at].endswith(joint) else ""
            noun = nouns.get(first) or nouns.get(f"{first}e")  # "Schulhof": "Schule"
            if english := (noun.english if noun else adjectives.get(first)):
                return Gloss(f"{english} {head.english}", "noun", head.many, word)
    return _by_its_end(word)


def _by_its_end(word: str) -> Gloss | None:
    """ "Esstisch" → "table": a noun at the end, and before it what no table has."""
    for at in range(SHORTEST_PART, len(word) - SHORTEST_HEAD + 1):
        if head := nouns_heard("de").get(word[at:]):
            return Gloss(head.english, "noun", head.many, word)
    return None


@cache
def _table(tongue: Tongue) -> dict[str, dict[Sort, Gloss]]:
    """Every form → what it may be."""
    table: dict[str, dict[Sort, Gloss]] = {}
    for english, form in _rows(SOURCES[tongue].ROWS):
        table.setdefault(plain(form), {}).setdefault("word", Gloss(english, "word", said=form))
    for form, heard in nouns_heard(tongue).items():
        table.setdefault(form, {}).setdefault("noun", Gloss(heard.english, "noun", heard.many, form))
    for form, english in adjectives_heard(tongue).items():
        table.setdefault(form, {}).setdefault("adjective", Gloss(english, "adjective", said=form))
    return table


@cache
def _verbs(tongue: Tongue) -> tuple[re.Pattern[str], list[str]]:
    """One pattern with a group for each English verb."""
    before, behind = SOURCES[tongue].ENDINGS
    stems: dict[str, list[str]] = {}
    for english, stem in _rows(SOURCES[tongue].VERBS):
        stems.setdefault(english, []).append(stem)
    groups = "|".join(
        f"(?P<v{number}>{'|'.join(sorted(each, key=len, reverse=True))})" for number, each in enumerate(stems.values())
    )
    return re.compile(rf"{before}(?:{groups}){behind}"), list(stems)


def _rows(table: str) -> Iterator[tuple[str, str]]:
    for row in table.strip().splitlines():
        english, _, forms = row.partition(" = ")
        for form in forms.split(","):
            yield english, form.strip()
