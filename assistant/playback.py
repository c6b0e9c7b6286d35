"""The queue of sound on its way to the loudspeaker, which knows what has been heard."""

import threading
from collections import deque
from collections.abc import Callable

import numpy as np

from assistant.audio import resample
from assistant.messages import AudioChunk, Pcm

RATE = 24_000  # Hz; everything that is played has this rate
WORD_STARTED = 0.3  # a word of which at least this share was played counts as heard


class Playback:
    """One FIFO between the session's loop, which pushes and clears, and the output, which pulls; locked.

    `on_change` is called in the pulling thread: with True when sound begins, with False when the queue has run dry.
    """

    def __init__(self, on_change: Callable[[bool], None]) -> None:
        self._on_change = on_change
        self._lock = threading.Lock()
        self._queue: deque[AudioChunk] = deque()
        self._offset = 0  # samples of the first chunk that have left
        self._heard = ""
        self._audible = False

    def push(self, chunk: AudioChunk) -> None:
        """Append sound; its rate is changed to 24 kHz."""
        pcm = resample(chunk.pcm, chunk.rate, RATE)
        with self._lock:
            self._queue.append(AudioChunk(pcm, RATE, chunk.text, chunk.words))

    def pull(self, count: int) -> Pcm:
        """The next `count` samples, int16 mono at 24 kHz, silence where there are none."""
        out = np.zeros(count, np.int16)
        with self._lock:
            filled = 0
            while self._queue and filled < count:
                pcm = self._queue[0].pcm
                taken = min(count - filled, len(pcm) - self._offset)
                out[filled : filled + taken] = pcm[self._offset : self._offset + taken]
                filled, self._offset = filled + taken, self._offset + taken
                if self._offset == len(pcm):
                    self._heard += self._queue.popleft().text
                    self._offset = 0
            changed = self._audible != bool(filled)
            self._audible = audible = bool(filled)
        if changed:
            self._on_change(audible)
        return out

    def clear(self) -> None:
        """Drop what has not been played; `heard` keeps what was, to the word."""
        with self._lock:
            if self._queue:
                self._heard += _spoken_part(self._queue[0], self._offset)
            self._queue.clear()
            self._offset = 0
            self._audible = False

    def begin(self) -> None:
        """A new answer: forget what was heard of the last one."""
        with self._lock:
            self._heard = ""

    def heard(self) -> str:
        """What has been played since `begin`, as text."""
        with self._lock:
            return self._heard + (_spoken_part(self._queue[0], self._offset) if self._queue else "")

    @property
    def audible(self) -> bool:
        """Whether the last pull yielded sound."""
        return self._audible

    @property
    def waiting_s(self) -> float:
        """Seconds of sound that have not been played yet."""
        with self._lock:
            return (sum(len(chunk.pcm) for chunk in self._queue) - self._offset) / RATE


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
