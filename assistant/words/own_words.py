"""Oriel's own voice, come back through the microphone: telling its words from those of a person who speaks over it.

The words that were heard are laid along those that were played (Smith and Waterman's local alignment, 1981). An echo
follows them from end to end with a misheard word here and there; a person says something of their own besides.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.words.backchannels import is_backchannel
from assistant.words.commands import command
from assistant.words.spoken_numbers import ONES, TENS
from assistant.words.which_words import KINDS

MATCH, MISS = 2, -1  # what a word adds to an alignment, and what a misheard, missing or added one takes away
ALIKE = 0.6  # of the longer word's letters, at its start and end: the same word, misheard
FEWEST = 3  # words of an echo; of "heat pump" nobody can tell who said it
COVERED = 0.6  # of the words of an echo are among those that were played
EDGE = 2  # words that were misheard before or behind the rest
QUOTED = 6  # words in a row that a person who speaks over them does not repeat by chance
ASKS = ("?", "？")
LONGEST = 200  # words that are compared, of each side the last

# In an echo only if they were played: these begin what people say to whoever is speaking.
OF_A_PERSON = frozenset(
    """stop wait no yes what why who where when how which can could would do does did i i'm my me please sorry
    oriel okay hold shut quiet stopp halt warte nein ja warum wer wo wann wie kannst ich mein meine bitte sei
    arrête attends non oui quoi pourquoi qui où quand comment peux je mon ma para espera sí qué quién dónde cuándo
    cómo por puedes yo mi basta you du tu dich mean meinst combien quel quelle cuánto cuánta cuál wieviel""".split()
)
# Answers to a question that Oriel has just asked repeat its words.
CHOICES = frozenset(word for meanings in KINDS.values() for words in meanings.values() for word in words.split()) | set(
    """one ones two three first second third the a der die das eine den erste zweite dritte le la les une premier
    première deuxième el los las primero primera segundo segunda or oder ou o and und et y on in auf à en""".split()
)
# A transcriber writes "1813" for "eighteen thirteen".
NUMBERS = frozenset(" ".join((*ONES.values(), *TENS.values())).split()) | set(
    "hundred thousand million hundert tausend cent mille cien mil 百 千 万".split()
)
WORD = re.compile(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+(?:['’-][^\W\u4e00-\u9fff]+)*")


@dataclass(frozen=True)
class Alignment:
    """Where heard words lie along played ones. pairs: (number of the heard word, of the played), both rising."""

    pairs: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """The first heard word that was played."""
        return self.pairs[0][0]

    @property
    def end(self) -> int:
        """One behind the last."""
        return self.pairs[-1][0] + 1


def is_own(text: str, played: str) -> bool:
    """Whether what was heard is only what Oriel was saying. played: its words of the last few seconds.

    Orders, questions and answers of a person are not, though they repeat some of its words.
    """
    heard, said = _words(text)[-LONGEST:], _words(played)[-LONGEST:]
    if len(heard) < FEWEST or command(text) is not None or all(word in CHOICES for word in heard):
        return False
    found = _aligned(heard, said)
    if found is None or (_asks(text, played) and (found.start or len(heard) < QUOTED)):
        return False
    if len(found.pairs) < max(FEWEST - 1, COVERED * len(heard)):
        return False
    paired = {at for at, _ in found.pairs}
    if any(word in OF_A_PERSON for at, word in enumerate(heard) if at not in paired):
        return False
    misheard_edges = EDGE if len(heard) >= QUOTED else 1
    is_whole = found.start <= misheard_edges and len(heard) - found.end <= misheard_edges
    return is_whole and (len(heard) > FEWEST or len(paired) == len(heard))


def without_own(text: str, played: str) -> str:
    """What a person said before or behind words of Oriel's that were heard with theirs; empty where nothing is left.

    What they repeat within a sentence of their own stays.
    """
    if is_own(text, played):
        return ""
    spans = list(WORD.finditer(text))
    heard = _words(text)
    found = _aligned(heard[-LONGEST:], _words(played)[-LONGEST:])
    if found is None:
        return text
    skipped = len(heard) - len(heard[-LONGEST:])
    start, end = found.start + skipped, found.end + skipped
    length = len(found.pairs)
    after = text[spans[end - 1].end() :]
    if start <= 1 and _is_cut(length, after, heard[end:]):
        return after.lstrip(" .,;:!?…。，！？；：-–—")
    before = text[: spans[start].start()]
    if len(heard) - end <= 1 and _is_cut_behind(length, before, _asks(text, played)):
        return before.rstrip(" ,;:，；：-–—")
    return text


def _asks(text: str, played: str) -> bool:
    """Whether it is a question, and Oriel asked none."""
    return text.rstrip().endswith(ASKS) and not any(mark in played for mark in ASKS)


def _is_cut(length: int, after: str, rest: Sequence[str]) -> bool:
    """Whether a person's words begin behind `length` words that were played."""
    if not rest or length < FEWEST:
        return False
    begins = bool(re.match(r"\s*[.!?…。！？]", after)) or rest[0] in OF_A_PERSON or command(after) is not None
    return begins or length >= QUOTED


def _is_cut_behind(length: int, before: str, asks: bool) -> bool:
    """Whether a person's words have ended before `length` words that were played.

    asks: it is a question to its end, which is theirs then.
    """
    if not re.search(r"\w", before) or length < FEWEST:
        return False
    ends = bool(re.search(r"[.!?…。！？]\W*$", before)) or command(before) is not None or is_backchannel(before, "")
    return ends or (length >= QUOTED and not asks)


def _aligned(heard: Sequence[str], said: Sequence[str]) -> Alignment | None:
    """The best local alignment of two rows of words; None where no word is in both."""
    scores = [[0] * (len(said) + 1) for _ in range(len(heard) + 1)]
    best, at = 0, (0, 0)
    for row, word in enumerate(heard, 1):
        for column, other in enumerate(said, 1):
            step = MATCH if _alike(word, other) else MISS
            above, left = scores[row - 1][column], scores[row][column - 1]
            score = max(0, scores[row - 1][column - 1] + step, above + MISS, left + MISS)
            scores[row][column] = score
            if score >= best:  # of equal ones the last: what was played last is in the air
                best, at = score, (row, column)
    return Alignment(_traced(heard, said, scores, *at)) if best else None


def _traced(
    heard: Sequence[str], said: Sequence[str], scores: list[list[int]], row: int, column: int
) -> tuple[tuple[int, int], ...]:
    """The pairs of alike words along the way that led to a score."""
    pairs = []
    while row and column and scores[row][column]:
        alike = _alike(heard[row - 1], said[column - 1])
        if scores[row][column] == scores[row - 1][column - 1] + (MATCH if alike else MISS):
            if alike:
                pairs.append((row - 1, column - 1))
            row, column = row - 1, column - 1
        elif scores[row][column] == scores[row - 1][column] + MISS:
            row -= 1
        else:
            column -= 1
    return tuple(reversed(pairs))


def _alike(word: str, other: str) -> bool:
    """Whether two words are one, or one is the other with its end or middle misheard."""
    if word == other:
        return True
    if word[0].isdigit() and other in NUMBERS:
        return True
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) < 3 or len(shorter) < ALIKE * len(longer):
        return False
    start = next((at for at, letter in enumerate(shorter) if letter != longer[at]), len(shorter))
    ends = range(len(shorter) - start)
    end = next((at for at in ends if shorter[-1 - at] != longer[-1 - at]), len(ends))
    return start + end >= ALIKE * len(longer)


def _words(text: str) -> list[str]:
    """The words in lower case; of Chinese every sign."""
    return [word.replace("’", "'") for word in WORD.findall(unicodedata.normalize("NFC", text).lower())]
