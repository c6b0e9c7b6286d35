"""The tables of how people speak of the last result, compiled; `refining_words` says how they are read."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from assistant.words import refining_de, refining_en, refining_es, refining_fr, refining_words, refining_zh
from assistant.words.refining_words import Words
from assistant.words.spoken_numbers import numbers

LONGEST_NAME = 6  # words for what is named
LANGUAGES: dict[str, Words] = {
    "en": refining_en,
    "de": refining_de,
    "fr": refining_fr,
    "es": refining_es,
    "zh": refining_zh,
}
Do = Literal["", "cut", "outline", "count", "where"]
About = Literal[
    "other",  # not this one
    "which",  # that one
    "also",
    "without",
    "only",
    "instead",
    "all",
    "undo",
    "redo",
    "stricter",  # fewer things, surer ones
    "looser",
    "usual",  # the threshold that the detector comes with
    "elsewhere",  # the same in another picture
    "as",  # something else with the same things: `do` says what
    "why",
    "sure",
    "again",  # the same once more, and nothing says what should be different
    "finer",  # the outlines again, as exact as can be
    "adjust",  # the look of an outline or an edit
    "wrong",  # and nothing says what would be right
]


@dataclass(frozen=True)
class Row:
    """One shape of sentence."""

    kind: About
    do: Do
    pattern: re.Pattern[str]
    mark: str  # "?": counts only where something is named that is surely a thing; "!": where only a place is


@dataclass(frozen=True)
class Table:
    """The patterns of one language."""

    rows: tuple[Row, ...]
    openers: re.Pattern[str]
    rejecting: re.Pattern[str]
    closers: re.Pattern[str]
    takes: re.Pattern[str]
    other: re.Pattern[str]
    definite: str
    first: re.Pattern[str]


@cache
def table(tongue: str) -> Table:
    """A language's patterns; compiled once, when first needed."""
    words = LANGUAGES[tongue]
    rows: list[Row] = []
    for line in words.ROWS.strip().replace("\n ", "").splitlines():
        kind, _, pattern = line.partition(": ")
        name, _, do = kind.rstrip("?!").partition(" ")
        mark = kind[-1] if kind[-1] in "?!" else ""
        name = "stricter" if name == "threshold" else name  # a share that is said is one or the other
        rows.append(Row(cast(About, name), cast(Do, do), _compiled(pattern, tongue), mark))
    after, before = (r"(?:[,\s]+|$)", r"[,\s]+") if tongue != "zh" else (r",*", r",*")
    return Table(
        tuple(rows),
        re.compile(rf"(?:{words.OPENERS}){after}"),
        re.compile(rf"(?:{words.REJECTING}){after}"),
        re.compile(rf"{before}(?:{words.CLOSERS})$"),
        re.compile(words.TAKES),
        re.compile(words.OTHER),
        words.DEFINITE,
        _compiled(words.FIRST, tongue),
    )


def _compiled(pattern: str, tongue: str) -> re.Pattern[str]:
    return re.compile(_expanded(pattern, tongue))


def _expanded(pattern: str, tongue: str) -> str:
    """A row with its placeholders filled in; each captures under a name of its own."""
    words = LANGUAGES[tongue]
    some = r".{1,9}?" if tongue == "zh" else rf"\S+(?: \S+){{0,{LONGEST_NAME - 1}}}?"
    count = "|".join(sorted(map(re.escape, numbers(tongue)), key=len, reverse=True))
    unit, edge, end = refining_words.UNIT, *(("", "") if tongue == "zh" else (r"(?<!\w)", r"(?!\w)"))
    filled = {
        "x": rf"(?P<x>{words.DEFINITE}{some})",
        "any": rf"(?P<x>{some})",
        "y": rf"(?P<y>{words.DEFINITE}?{some})",
        "the": rf"(?P<y>{words.DEFINITE}\S+)",
        "def": words.DEFINITE.strip(),
        "it": words.IT,
        "pic": words.PICTURE,
        "n": rf"(?P<n>{count})",
        "number": rf"(?P<picture>{count})",
        "strict": words.STRICT,
        "shape": words.SHAPE,
        "which": words.WHICH,
        "percent": rf"{edge}(?P<percent>百分之(?:{count})|(?:\d+(?:[.,]\d+)?|{count}) ?{unit})",
        "share": rf"{edge}(?P<percent>百分之(?:{count})|(?:\d+(?:[.,]\d+)?|{count})(?: ?{unit})?){end}",
    }
    for _ in range(2):  # <which> has an <n> in it
        pattern = re.sub(r"(?<!\?P)<(\w+)>", lambda mark: filled[mark[1]], pattern)
    seen: dict[str, int] = {}

    def own(group: re.Match[str]) -> str:
        name = group[1].rstrip("0123456789")
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}{seen[name]}>"

    return re.sub(r"\(\?P<(\w+)>", own, pattern)
