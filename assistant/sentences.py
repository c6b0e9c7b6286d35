"""From a stream of text to pieces that can be spoken, the first of them as early as possible."""

import re
from dataclasses import dataclass
from itertools import pairwise

# How many characters a piece must have to be cut at a clause mark: the first is spoken as soon as it can be, the second
# while the first sounds; from then on whole sentences carry better.
CLAUSE_CHARS = (2, 12, 60)
# The very first piece is also cut where a phrase ends without a mark: before these words, unless the word before
# belongs to them ("the big dog | is here", but not "it | is here"); docs/decisions.md says what that gains.
OPENING_WORDS = 3
OPENS_PHRASE = frozenset(
    "and but because which while where when although is are was were has have had can will would could should "
    "in on at by from with for using between during through und aber weil während ist sind war waren hat haben".split()
)
BINDS = frozenset(
    "i you he she it we they there this that these those who which what the a an my your his her its our their not no "
    "is are was were has have had can will would could should and or but to of in on at by from with for as so if "
    "ich du er sie es wir ihr der die das ein eine und oder nicht".split()
)
WORD = re.compile(r"\S+")

# A mark, what may close after it, and the space that proves that it is not part of "3.5", "$29.50" or "e.g.".
MARK = re.compile(r"([.!?…]+|[,;:])[\"'”’»)\]*_]*(?=\s)|[。！？，；：]|\n")
SENTENCE_MARKS = ".!?…。！？\n"
ABBREVIATIONS = frozenset(
    "dr mr mrs ms prof st sr jr vs etc e.g i.e approx vol fig inc ltd co dept est a.m p.m jan feb mar apr jun jul "
    "aug sep sept oct nov dec z.b d.h u.a bzw ca nr str usw evtl ggf".split()
)
LAST_WORD = re.compile(r"[\w.]+$")
# What stands before an ordinal number in German: "am 27. November", "im 2. Stock"; not "I am 30. You are 5."
BEFORE_ORDINAL = re.compile(
    r"(?:(?<!\bI )\bam|\b(?:im|vom|zum|zur|beim|der|den|dem|des|die|das|bis))\s$", re.IGNORECASE
)


@dataclass(frozen=True)
class Piece:
    """Text to be spoken in one go; its spaces are those of the stream, so that pieces join to the whole."""

    text: str
    ends_sentence: bool


class Pieces:
    """Fed with a model's tokens; owned by one reply."""

    def __init__(self) -> None:
        self._rest = ""
        self._cut = 0  # pieces so far

    def feed(self, text: str) -> list[Piece]:
        """The pieces that are complete now that `text` has come."""
        self._rest += text
        pieces = []
        while (end := self._cut_at()) is not None:
            pieces.append(self._take(end))
        return pieces

    def flush(self) -> list[Piece]:
        """The stream has ended: what is left, if anything."""
        return [self._take(len(self._rest))] if self._rest.strip() else []

    def _take(self, end: int) -> Piece:
        text, self._rest = self._rest[:end], self._rest[end:]
        self._cut += 1
        ends = not self._rest or text.rstrip(" \"'”’»)]*_")[-1:] in SENTENCE_MARKS
        return Piece(text, ends)

    def _cut_at(self) -> int | None:
        shortest = CLAUSE_CHARS[min(self._cut, len(CLAUSE_CHARS) - 1)]
        for mark in MARK.finditer(self._rest):
            if not self._rest[: mark.start()].strip():
                continue
            if mark[0][0] in SENTENCE_MARKS:
                if self._ends_sentence(mark):
                    return mark.end()
            elif mark.start() >= shortest:
                return mark.end()
        return self._phrase_end() if self._cut == 0 else None

    def _phrase_end(self) -> int | None:
        words = list(WORD.finditer(self._rest))  # should the last one go on, the cut is still between two words
        for before, word in pairwise(words[OPENING_WORDS - 1 :]):
            if word[0] in OPENS_PHRASE and before[0].lower() not in BINDS:
                return before.end()
        return None

    def _ends_sentence(self, mark: re.Match[str]) -> bool:
        """False after "Dr.", "J." and "am 27.", and where what follows begins in lower case or has not come yet."""
        if not mark[0].startswith("."):
            return True
        following = self._rest[mark.end() :].lstrip()
        if not following:
            return False
        word = LAST_WORD.search(self._rest[: mark.start()])
        if word is None or len(mark[0].rstrip("\"'”’»)]*_")) > 1:
            return not following[0].islower()
        before, small = self._rest[: word.start()], following[0].islower()
        initial = len(word[0]) == 1 and word[0].isalpha() and word[0] != "I"  # "J. Smith", "z. B."
        numbered = word[0].isdigit() and not before.strip()  # "1. First, ..."
        counted = word[0].isdigit() and BEFORE_ORDINAL.search(before) is not None
        return not (word[0].lower() in ABBREVIATIONS or initial or numbered or counted or small)
