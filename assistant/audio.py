"""Sound as arrays: changing rate, channels and level. No files, no devices."""

from collections import deque

import numpy as np
import soxr

from assistant.messages import Pcm


def resample(pcm: Pcm, rate: int, wanted: int) -> Pcm:
    """int16 [n] at `rate` Hz → int16 [n * wanted / rate] at `wanted` Hz (soxr, high quality)."""
    if rate == wanted or not len(pcm):
        return pcm
    resampled: Pcm = soxr.resample(pcm, rate, wanted)
    return resampled


def silence(seconds: float, rate: int) -> Pcm:
    """int16 zeros."""
    return np.zeros(round(seconds * rate), np.int16)


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
