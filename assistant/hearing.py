"""The microphone's sound on its way in, whichever of the two paths it takes: to 16 kHz mono, and to the session."""

import time
from collections.abc import Callable
from typing import Protocol

import numpy as np
import soxr
from numpy.typing import NDArray

from assistant.messages import HEARING_RATE, Pcm

QUALITY = "LQ"  # 6 ms of delay where the default takes 21; flat up to 6.4 kHz
WEBRTC_RATE = 48_000
STALLED_S = 1.5  # a microphone, muted or not, sends every 20 ms
NUMBER = 4  # bytes of the running number before the samples
LOWEST_RATE, HIGHEST_RATE = 8_000, 192_000


class Layout(Protocol):
    """How many channels a frame interleaves."""

    nb_channels: int


class Frame(Protocol):
    """What WebRTC brings: interleaved int16 samples (PyAV's AudioFrame)."""

    sample_rate: int
    layout: Layout

    def to_ndarray(self) -> NDArray[np.int16]:
        """int16 [1, samples × channels]."""


class Hearing:
    """Owned by the server's loop, on which the WebRTC callback runs too.

    `feed` takes int16 mono [n] at 16 kHz; `arrived` is called when the first sound has come by an opened path.
    """

    def __init__(
        self,
        feed: Callable[[Pcm], None],
        arrived: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._feed = feed
        self._arrived = arrived
        self._clock = clock
        self._last_s = 0.0  # when sound last came
        self._path = ""  # empty: the microphone is closed, and what still arrives is dropped
        self._resampler = _resampler(WEBRTC_RATE)
        self._rate = WEBRTC_RATE
        self.arrives = False  # sound came by the path that was opened

    def open(self, path: str, rate: int) -> None:
        """Sound will come by this path, `webrtc` or `socket`, at this rate in Hz."""
        if (path, rate) != (self._path, self._rate) or not self.arrives:
            self._path, self._rate, self.arrives = path, rate, False
            self._resampler = _resampler(rate)

    def close(self) -> None:
        """No sound is wanted any more."""
        self._path, self.arrives = "", False

    def has_stalled(self) -> bool:
        """Whether sound came by the opened path, and no longer does; it then counts as not arriving."""
        if self.arrives and self._clock() - self._last_s > STALLED_S:
            self.arrives = False
            return True
        return False

    def by_webrtc(self, frame: Frame) -> None:
        """A frame of WebRTC, 20 ms; the first channel is taken, since a microphone has but one."""
        if self._path != "webrtc":
            return
        self._set_rate(frame.sample_rate)
        self._take(np.ascontiguousarray(frame.to_ndarray().reshape(-1, frame.layout.nb_channels)[:, 0]))

    def by_socket(self, message: bytes) -> None:
        """A piece of sound from the WebSocket: its running number, then samples."""
        if self._path == "socket":
            self._take(np.frombuffer(message, "<i2", offset=NUMBER))

    def _take(self, pcm: Pcm) -> None:
        self._last_s = self._clock()
        if not self.arrives:
            self.arrives = True
            self._arrived()
        heard = self._resampler.resample_chunk(pcm)
        if len(heard):
            self._feed(heard)

    def _set_rate(self, rate: int) -> None:
        if rate != self._rate:
            self._rate, self._resampler = rate, _resampler(rate)


def _resampler(rate: int) -> "soxr.ResampleStream":
    within = min(max(rate, LOWEST_RATE), HIGHEST_RATE)
    return soxr.ResampleStream(within, HEARING_RATE, 1, dtype="int16", quality=QUALITY)
