"""The queue of sound on its way to the loudspeaker, which knows what has been heard."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from assistant.audio import resample
from assistant.messages import AudioChunk, Pcm

RATE = 24_000  # Hz; everything that is played has this rate
WORD_STARTED = 0.3  # a word of which at least this share was played counts as heard


@dataclass(frozen=True, eq=False)
class _Queued:
    """A chunk and the place of its first sample in all that was ever pushed."""

    chunk: AudioChunk
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.chunk.pcm)


class Playback:
    """One FIFO between the session's loop, which pushes and clears, and the output, which reads and reports; locked.

    Places count the samples ever pushed, so that sound that was cleared and sound that follows it cannot be confused.
    An output that keeps sound of its own (a browser) calls `read` ahead of time and `played` as it sounds; one that
    takes sound just as it sounds (a file) calls `pull`. `on_change` is called in the output's thread: with True when
    sound begins, with False when the output has run dry.
    """

    def __init__(self, on_change: Callable[[bool], None]) -> None:
        self._on_change = on_change
        self._watchers: tuple[Callable[[], object], ...] = ()
        self._lock = threading.Lock()
        self._queue: deque[_Queued] = deque()
        self._pushed = 0  # place behind the last sample
        self._played = 0  # place behind the last sample that sounded
        self._cleared = 0
        self._heard = ""
        self._audible = False

    def watch(self, watcher: Callable[[], object]) -> Callable[[], None]:
        """Call `watcher`, on the session's loop, right after each push and clear; returns what ends it.

        It wakes the output and does nothing else: what it has to read is what the output reads anyway.
        """
        self._watchers = (*self._watchers, watcher)

        def forget() -> None:
            self._watchers = tuple(other for other in self._watchers if other is not watcher)

        return forget

    def push(self, chunk: AudioChunk) -> None:
        """Append sound; its rate is changed to 24 kHz."""
        pcm = resample(chunk.pcm, chunk.rate, RATE)
        with self._lock:
            self._queue.append(_Queued(AudioChunk(pcm, RATE, chunk.text, chunk.words), self._pushed))
            self._pushed += len(pcm)
        self._tell_watchers()

    def read(self, place: int, count: int) -> tuple[int, Pcm]:
        """At most `count` samples from `place` on, int16 mono at 24 kHz, and where they begin; nothing is played by it.

        What has sounded or was cleared is skipped; an empty array: there is no more yet.
        """
        with self._lock:
            for queued in self._queue:
                if queued.end > place:
                    start = max(place, queued.start)
                    return start, queued.chunk.pcm[start - queued.start :][:count]
            return self._pushed, np.zeros(0, np.int16)

    def played(self, place: int, dry: bool) -> None:
        """The output has played everything before `place`; dry: it has nothing more and is silent now."""
        with self._lock:
            moved = place > self._played
            self._move(min(place, self._pushed))
            begins = moved and not self._audible
            ends = dry and (begins or self._audible)  # a short piece may begin and end between two reports
            self._audible = (self._audible or begins) and not ends
        for change in [True] * begins + [False] * ends:
            self._on_change(change)

    def pull(self, count: int) -> Pcm:
        """The next `count` samples as they sound, int16 mono at 24 kHz, silence where there are none."""
        out = np.zeros(count, np.int16)
        filled, place = 0, self._played
        while filled < count:
            place, pcm = self.read(place, count - filled)
            if not len(pcm):
                break
            out[filled : filled + len(pcm)] = pcm
            filled, place = filled + len(pcm), place + len(pcm)
        self.played(place if filled else self._played, dry=not filled)
        return out

    def clear(self) -> None:
        """Drop what has not been played; `heard` keeps what was, to the word."""
        with self._lock:
            if self._queue:
                self._heard += _spoken_part(self._queue[0].chunk, self._played - self._queue[0].start)
            self._queue.clear()
            self._played = self._cleared = self._pushed
            self._audible = False
        self._tell_watchers()

    def begin(self) -> None:
        """A new answer: forget what was heard of the last one."""
        with self._lock:
            self._heard = ""

    def heard(self) -> str:
        """What has been played since `begin`, as text."""
        with self._lock:
            if not self._queue:
                return self._heard
            return self._heard + _spoken_part(self._queue[0].chunk, self._played - self._queue[0].start)

    @property
    def audible(self) -> bool:
        """Whether sound was coming out at the last report."""
        return self._audible

    @property
    def cleared(self) -> int:
        """Sound before this place must not be played any more, except what already was."""
        return self._cleared

    @property
    def position(self) -> int:
        """The place behind the last sample that is known to have sounded."""
        return self._played

    @property
    def end(self) -> int:
        """The place behind the last sample that was pushed."""
        return self._pushed

    @property
    def waiting_s(self) -> float:
        """Seconds of sound that have not been played yet."""
        with self._lock:
            return (self._pushed - self._played) / RATE

    def _tell_watchers(self) -> None:
        for watcher in self._watchers:
            watcher()

    def _move(self, place: int) -> None:
        self._played = max(self._played, place)
        while self._queue and self._queue[0].end <= self._played:
            self._heard += self._queue.popleft().chunk.text


def _spoken_part(chunk: AudioChunk, offset: int) -> str:
    """The words of a chunk that sound in its first `offset` samples.

    Where the voice gives no word times, a word's share of the sound is taken to be its share of the letters.
    """
    if chunk.words:
        count = sum(word.start_s + WORD_STARTED * (word.end_s - word.start_s) < offset / RATE for word in chunk.words)
        return _first_words(chunk.text, count)
    words = chunk.text.split()
    total = sum(map(_weight, words))
    played, count, before = total * offset / max(1, len(chunk.pcm)), 0, 0.0
    for word in words:
        if before + WORD_STARTED * _weight(word) >= played:
            break
        before += _weight(word)
        count += 1
    return _first_words(chunk.text, count)


def _weight(word: str) -> float:
    return len(word) + 1.5 + 3.0 * (word[-1:] in ".,;:!?")


def _first_words(text: str, count: int) -> str:
    """The first `count` words of `text` with its own spaces."""
    end = 0
    for _ in range(count):
        while end < len(text) and text[end].isspace():
            end += 1
        while end < len(text) and not text[end].isspace():
            end += 1
    return text[:end]
