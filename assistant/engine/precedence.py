"""Whose turn it is when calls compete inside one engine: what a person waits for next goes first."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

GIVE_WAY_S = 0.1  # longest stop between two items: a book being read aloud must not stop all else

# The order inside a turn; who is not named comes last. A language model has two places: the first clause, which is
# waited for in silence, goes before the voice, which has nothing to say without it; the rest is heard later.
RANKS = {"transcriber": 0, "intent_classifier": 0, "language_model": 1, "voice": 2, "vision_model": 4}
AFTER_THE_CLAUSE = 3
LAST = 5
CLAUSE_PIECES = 12  # of a language model's stream; the longest opening that is spoken by itself
CLAUSE_ENDS = (".", ",", "!", "?", ":", ";", "。", "，", "！", "？")


class Precedence:
    """Lets urgent calls go first: others stop between two items until those are through. Any thread may call.

    A clause is spoken in 20 ms on a free core and in 100 ms beside a language model that keeps every core busy, while
    the language model loses nothing that anybody hears.
    """

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._running: Counter[int] = Counter()

    @contextmanager
    def enter(self, role: str) -> Iterator["Standing"]:
        """For as long as this block runs, calls of later ranks give way to it."""
        standing = Standing(self, role)
        self._count(standing.rank, 1)
        try:
            yield standing
        finally:
            self._count(standing.rank, -1)

    def move(self, before: int, after: int) -> None:
        """A running call goes on at another rank."""
        self._count(after, 1)
        self._count(before, -1)

    def wait(self, rank: int, wanted: Callable[[], bool]) -> None:
        """Return when nothing of an earlier rank runs or the caller is not wanted any more, and in any case soon."""
        with self._free:
            if not self.first(rank) and wanted():
                self._free.wait(GIVE_WAY_S)

    def first(self, rank: int) -> bool:
        """Whether nothing of an earlier rank runs."""
        return all(other >= rank or not count for other, count in list(self._running.items()))

    def _count(self, rank: int, change: int) -> None:
        with self._free:
            self._running[rank] += change
            self._free.notify_all()


class Standing:
    """Where one call stands; called by that call's thread alone."""

    def __init__(self, precedence: Precedence, role: str) -> None:
        self.rank = RANKS.get(role, LAST)
        self._precedence = precedence
        self._pieces = 0

    def passed(self, item: object) -> None:
        """An item went out: a language model whose first clause is through stands further back."""
        self._pieces += 1
        if self.rank != RANKS["language_model"] or not isinstance(item, str):
            return
        if self._pieces >= CLAUSE_PIECES or item.rstrip().endswith(CLAUSE_ENDS):
            self._precedence.move(self.rank, AFTER_THE_CLAUSE)
            self.rank = AFTER_THE_CLAUSE

    def give_way(self, wanted: Callable[[], bool]) -> None:
        """Let earlier ones go first; see Precedence.wait."""
        self._precedence.wait(self.rank, wanted)
