"""Requests about what is written in a picture: read it, is a word there, which number, translate it."""

import re
from dataclasses import dataclass
from typing import Literal, cast, get_args

from assistant.words.written_tables import BEFORE, FACT, FURNITURE, NAMES, NOTHING, PLEASE, SHAPES, TEXT

Kind = Literal["read", "whether", "number", "translate", "question"]  # the last: whatever else is asked about the text

LONGEST = 200  # characters of such a request
_WORD = r"[\"'“”„‘«»「」『』]*(?P<word>[^\"“”„«»「」『』?？]+?)[\"'“”„‘«»「」『』]*"


@dataclass(frozen=True)
class Writing:
    """kind: what to do with the text; on: the words for what it stands on ("the left sign"), as they were said.

    word: what is looked for; only of "whether". language: in which it was said, ISO 639-1.
    """

    kind: Kind
    on: str = ""
    word: str = ""
    language: str = "en"


def plain(text: str) -> str:
    """The words as the tables have them: one kind of apostrophe, single spaces, no marks around."""
    return " ".join(text.replace("’", "'").split()).strip(" .!?¿¡。？！,，")


def asks_written(text: str) -> Writing | None:
    """What an utterance asks about the text in a picture; None where it asks for something else."""
    said = plain(text)
    if not said or len(said) > LONGEST:
        return None
    for tongue, kind, shape in _SHAPES:
        if match := shape.fullmatch(said):
            heard = match.groupdict()
            on = (heard.get("on") or heard.get("the") or "").strip()
            if _FURNITURE.search(on):
                return None
            on, word = "" if _NOTHING.fullmatch(on) else on, (heard.get("word") or "").strip(" .,")
            return Writing(kind, on, word, tongue)
    return None


def language_named(text: str) -> str:
    """The language that a request names ("into German"), ISO 639-1; "" where it names none of the five."""
    return next((tongue for tongue, names in _NAMES.items() if names.search(text)), "")


def points(text: str) -> bool:
    """Whether a request says "this" or "it", of something that it does not name."""
    return bool(_POINTS.search(text))


def _compiled(tongue: str, line: str) -> tuple[str, Kind, re.Pattern[str]]:
    kind, _, shape = line.partition(" ")
    if kind not in get_args(Kind):
        raise ValueError(f"a shape begins with one of {', '.join(get_args(Kind))}; got {kind}")
    space = "" if tongue == "zh" else " "
    for mark, stands_for in (
        ("<please>", PLEASE[tongue]),
        ("<in>", f"(?:{BEFORE[tongue]}<any>)?"),
        ("<text>", f"(?P<on>(?:.*{space})?(?:<words>)(?:{BEFORE[tongue]}.+?)?)"),
        ("<any>", "(?P<on>.+?)"),
        ("<words>", TEXT[tongue]),
        ("<word>", _WORD),
        ("<fact>", FACT[tongue]),
    ):
        shape = shape.replace(mark, stands_for)
    return tongue, cast(Kind, kind), re.compile(shape, re.IGNORECASE)


_SHAPES = [_compiled(tongue, line) for tongue, lines in SHAPES.items() for line in lines.strip().splitlines()]
_NOTHING, _FURNITURE = re.compile(NOTHING, re.IGNORECASE), re.compile(FURNITURE, re.IGNORECASE)
_NAMES = {tongue: re.compile(names, re.IGNORECASE) for tongue, names in NAMES.items()}
_POINTS = re.compile(r"\b(?:this|that|it|dies\w*|ce|cet|cette|est[ea]|es[ea])\b|[这那它]", re.IGNORECASE)
