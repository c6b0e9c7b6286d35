"""Sound as arrays: changing rate, channels and level. No files, no devices."""

from collections import deque
from collections.abc import Sequence

import numpy as np
import soxr

from assistant.messages import AudioChunk, Pcm


def resample(pcm: Pcm, rate: int, wanted: int) -> Pcm:
    """int16 [n] at `rate` Hz → int16 [n * wanted / rate] at `wanted` Hz (soxr, high quality)."""
    if rate == wanted or not len(pcm):
        return pcm
    resampled: Pcm = soxr.resample(pcm, rate, wanted)
    return resampled


def amplified(pcm: Pcm, volume: float) -> Pcm:
    """int16 [n] → int16 [n] with every sample times `volume`; what would not fit is cut off at full scale."""
    if volume == 1.0:
        return pcm
    scale = np.iinfo(np.int16)
    scaled: Pcm = np.clip(np.rint(pcm * volume), scale.min, scale.max).astype(np.int16)
    return scaled


def silence(seconds: float, rate: int) -> Pcm:
    """int16 zeros."""
    return np.zeros(round(seconds * rate), np.int16)


class Steady:
    """Pieces that follow each other, at another rate, without the click that each by itself would have at its ends.

    What comes out lags by some 30 ms, which `rest` has. Owned by one thread.
    """

    def __init__(self, wanted: int) -> None:
        self._wanted = wanted
        self._stream: soxr.ResampleStream | None = None

    def more(self, pcm: Pcm, rate: int) -> Pcm:
        """int16 [n] at `rate` Hz, the same in every call → what of all that came is complete at the wanted rate."""
        if rate == self._wanted:
            return pcm
        if self._stream is None:
            self._stream = soxr.ResampleStream(rate, self._wanted, 1, dtype="int16")
        out: Pcm = self._stream.resample_chunk(pcm)
        return out

    def rest(self) -> Pcm:
        """Nothing more comes: what is left."""
        if self._stream is None:
            return np.zeros(0, np.int16)
        out: Pcm = self._stream.resample_chunk(np.zeros(0, np.int16), last=True)
        self._stream = None
        return out


class Recording:
    """The last stretch of a microphone, by sample number; owned by one thread."""

    def __init__(self) -> None:
        self._parts: deque[Pcm] = deque()  # as they came, none longer than what was appended
        self._first = 0
        self._end = 0

    def __len__(self) -> int:
        """Samples that are kept."""
        return self._end - self._first

    def append(self, pcm: Pcm) -> None:
        """More sound, right after what came before."""
        self._parts.append(pcm)
        self._end += len(pcm)

    def cut(self, start: int, end: int) -> Pcm:
        """Samples `start` to `end`; what has been forgotten or not come yet is left out."""
        wanted, after = [], self._end
        for part in reversed(self._parts):  # from the newest: what is asked for is mostly there
            before = after - len(part)
            if before < end and after > start:
                wanted.append(part[max(0, start - before) : max(0, end - before)])
            if before <= start:
                break
            after = before
        return np.concatenate([*reversed(wanted), np.zeros(0, np.int16)])

    def forget_before(self, sample: int) -> None:
        """Let go of every part that lies wholly before `sample`."""
        while self._parts and self._first + len(self._parts[0]) <= sample:
            self._first += len(self._parts.popleft())


def joined(chunks: Sequence[AudioChunk], rate: int) -> Pcm:
    """Chunks of whatever rates one behind the other, int16 mono [n] at `rate` Hz."""
    return np.concatenate([np.zeros(0, np.int16), *(resample(chunk.pcm, chunk.rate, rate) for chunk in chunks)])
