"""Whose voice speaks: one of this machine, chosen by language, or Amazon Polly with one of this machine behind it."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args
from weakref import WeakSet

from assistant.errors import VoiceFailed
from assistant.failover import Failover, Rest
from assistant.messages import AudioChunk
from assistant.roles import Stream, Voice

Order = Literal["offline-only", "offline-first", "polly-first"]
ORDERS: dict[str, Order] = {order: order for order in get_args(Order)}


@dataclass(frozen=True)
class OfferedVoice:
    """A voice that can be chosen. name: as settings have it; title, about: for people; is_remote: Amazon Polly's."""

    name: str
    title: str
    about: str
    is_remote: bool = False


@dataclass(frozen=True)
class LocalVoice:
    """A voice of this machine. languages: those that it speaks, ISO 639-1; none named: every one."""

    name: str
    voice: Voice
    languages: frozenset[str] = frozenset()

    def speaks(self, language: str) -> bool:
        """Whether it has this language."""
        return not self.languages or language in self.languages


class Voices:
    """A Voice made of several. Any thread may call.

    local: the voices of this machine, the liked ones first; remote: Amazon Polly; tell: is told of trouble,
    once in each spell of it; clock gives seconds.
    """

    def __init__(
        self,
        local: Sequence[LocalVoice],
        remote: Voice | None,
        order: Order,
        tell: Callable[[VoiceFailed], None],
        clock: Callable[[], float],
    ) -> None:
        self._local = list(local)
        self._remote = remote
        self._order: Order = order
        self._tell = tell
        self._rest = Rest(clock)
        self._guard = threading.Lock()
        self._under_way: WeakSet[Failover] = WeakSet()

    @property
    def order(self) -> Order:
        """Whose turn it is first."""
        return self._order

    def choose(self, order: Order, remote: Voice | None) -> None:
        """Take over changed settings; with "offline-only" nothing more is sent, not even of what is being said."""
        with self._guard:
            self._order, self._remote = order, remote
            under_way = tuple(self._under_way) if order == "offline-only" else ()
        self._rest.end()
        for failover in under_way:
            failover.leave()

    def prefer(self, name: str) -> None:
        """Put a voice of this machine before the others, as settings have it."""
        with self._guard:
            self._local = sorted(self._local, key=lambda local: local.name != name)

    def names(self, language: str) -> list[str]:
        """The voices of this machine that speak a language, the one in use first."""
        return [local.name for local in self._local if local.speaks(language)]

    def change(self, language: str) -> str:
        """Use another voice of this machine for a language, the next one; returns its name, empty where none is."""
        with self._guard:
            able = [local for local in self._local if local.speaks(language)]
            if len(able) < 2:
                return ""
            self._local = [*(local for local in self._local if local is not able[0]), able[0]]
            return able[1].name

    def sends(self, language: str) -> bool:
        """Whether what is said in a language leaves this machine."""
        return self._remote is not None and self._is_remote_wanted(language)

    def speak(self, text: str, speed: float = 1.0, language: str = "en") -> Stream[AudioChunk]:
        """See Voice. A voice that fails is replaced by one of this machine at the next word."""
        here = self._here(language)
        with self._guard:
            remote = self._remote if self._is_remote_wanted(language) else None
        if remote is None:
            return here.speak(text, speed, language)
        failover = Failover(
            text,
            lambda words: remote.speak(words, speed, language),
            lambda words: here.speak(words, speed, language),
            lambda failed: self._settled(remote, failed),
        )
        with self._guard:
            self._under_way.add(failover)
            is_still_wanted = self._order != "offline-only"
        if not is_still_wanted:
            failover.leave()
        return failover.stream

    def _is_remote_wanted(self, language: str) -> bool:
        if self._order == "offline-only" or not self._rest.is_over:
            return False
        return self._order == "polly-first" or not self.names(language)

    def _here(self, language: str) -> Voice:
        """The first that speaks the language; where none does, the first of all, since silence would be worse."""
        return next((local for local in self._local if local.speaks(language)), self._local[0]).voice

    def _settled(self, remote: Voice, failed: VoiceFailed | None) -> None:
        if remote is not self._remote:  # of settings that have changed meanwhile
            return
        if self._rest.note(failed) and failed is not None:
            self._tell(failed)
