"""One text, spoken by a voice from afar; where that breaks off, one of this machine goes on at the next word."""

import threading
from collections.abc import Callable, Iterator

from assistant.audio import Steady
from assistant.errors import VoiceFailed
from assistant.messages import AudioChunk
from assistant.roles import Stream

RATE = 24_000  # Hz; what a voice from afar is changed to, in one stream, since it cuts in the midst of sound
FIRST_REST_S = 5.0  # after a failure nothing is asked for so long, then twice as long, and so on
LONGEST_REST_S = 300.0
LASTING = frozenset({"credentials", "voice"})  # these do not mend themselves


class Rest:
    """When a voice that failed may be asked again; `clock` gives seconds. Any thread may call."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures = 0
        self._until = 0.0

    @property
    def is_over(self) -> bool:
        """Whether it may be asked."""
        return self._failures == 0 or self._clock() >= self._until

    def note(self, failed: VoiceFailed | None) -> bool:
        """How it went; whether this is the first failure of its kind since it last spoke."""
        if failed is None:
            self._failures = 0
            return False
        self._failures += 1
        doubled_s = FIRST_REST_S * 2.0 ** (self._failures - 1)
        self._until = self._clock() + (LONGEST_REST_S if failed.reason in LASTING else min(doubled_s, LONGEST_REST_S))
        return self._failures == 1

    def end(self) -> None:
        """Ask it again at once: the user has changed something."""
        self._failures = 0


class Failover:
    """afar: begins the text; here: speaks what is left of it; settled: is told how it went, unless it was cancelled.

    One thread iterates `stream`; any thread cancels it, or has the voice from afar leave off.
    """

    def __init__(
        self,
        text: str,
        afar: Callable[[str], Stream[AudioChunk]],
        here: Callable[[str], Stream[AudioChunk]],
        settled: Callable[[VoiceFailed | None], None],
    ) -> None:
        self._words = text.split()
        self._said = 0  # of these words
        self._afar = afar
        self._here = here
        self._settled = settled
        self._guard = threading.Lock()
        self._current: Stream[AudioChunk] | None = None
        self._left = self._cancelled = False
        self.stream = Stream(self._chunks(), self._cancel)

    def leave(self) -> None:
        """Nothing more from afar, from now on."""
        with self._guard:
            if not self._left and self._current is not None:
                self._current.cancel()
            self._left = True

    def _chunks(self) -> Iterator[AudioChunk]:
        yield from self._from_afar()
        rest = " ".join(self._words[self._said :])
        if rest and not self._cancelled:
            stream = self._here(rest)
            self._is_current(stream)
            yield from stream

    def _from_afar(self) -> Iterator[AudioChunk]:
        failed: VoiceFailed | None = None
        steady = Steady(RATE)
        try:
            stream = self._afar(" ".join(self._words))
            self._is_current(stream, from_afar=True)
            for chunk in stream:
                self._said += len(chunk.text.split())
                yield AudioChunk(steady.more(chunk.pcm, chunk.rate), RATE, chunk.text, chunk.words)
            if self._said < len(self._words):
                failed = VoiceFailed("audio", "the voice ended in the middle of its text")
        except VoiceFailed as error:
            failed = error
        if len(rest := steady.rest()):
            yield AudioChunk(rest, RATE, "")  # of the last word's sound
        with self._guard:
            is_its_own_end = not (self._left or self._cancelled)
            self._current, self._left = None, True
        if is_its_own_end:
            self._settled(failed)

    def _is_current(self, stream: Stream[AudioChunk], from_afar: bool = False) -> None:
        """What is cancelled from now on; at once, if that was wanted while it was made."""
        with self._guard:
            self._current = stream
            if self._cancelled or (from_afar and self._left):
                stream.cancel()

    def _cancel(self) -> None:
        with self._guard:
            self._cancelled = True
            if self._current is not None:
                self._current.cancel()
