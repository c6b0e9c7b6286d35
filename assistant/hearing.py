"""The microphone's sound on its way in, whichever of the two paths it takes: to 16 kHz mono, and to the session."""

import time
from collections.abc import Callable
from typing import Literal, Protocol

import numpy as np
import soxr
from numpy.typing import NDArray

from assistant.errors import WireError
from assistant.messages import HEARING_RATE, Pcm

QUALITY = "LQ"  # 6 ms of delay where the default takes 21; flat up to 6.4 kHz
WEBRTC_RATE = 48_000
STALLED_S = 1.5  # a microphone, muted or not, sends every 20 ms
NUMBER = 4  # bytes of the running number before the samples
SAMPLE = 2  # bytes

Path = Literal["webrtc", "socket"]


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
        self._opened: tuple[Path, int] | None = None  # None: closed, and what still arrives is dropped
        self._resampler = _resampler(WEBRTC_RATE)
        self._rate = WEBRTC_RATE  # that the resampler takes
        self.arrives = False  # sound came by the path that was opened

    def open(self, path: Path, rate: int) -> None:
        """Sound will come by this path; rate: of the socket's samples in Hz, a frame of WebRTC names its own."""
        wanted = (path, rate if path == "socket" else WEBRTC_RATE)
        if wanted != self._opened or not self.arrives:
            self._opened, self.arrives = wanted, False
            self._rate, self._resampler = wanted[1], _resampler(wanted[1])

    def close(self) -> None:
        """No sound is wanted any more."""
        self._opened, self.arrives = None, False

    def has_stalled(self) -> bool:
        """Whether sound came by the opened path, and no longer does; it then counts as not arriving."""
        if self.arrives and self._clock() - self._last_s > STALLED_S:
            self.arrives = False
            return True
        return False

    def by_webrtc(self, frame: Frame) -> None:
        """A frame of WebRTC, 20 ms; the first channel is taken, since a microphone has but one."""
        if self._opened is None or self._opened[0] != "webrtc":
            return
        if frame.sample_rate != self._rate:
            self._rate, self._resampler = frame.sample_rate, _resampler(frame.sample_rate)
        self._take(np.ascontiguousarray(frame.to_ndarray().reshape(-1, frame.layout.nb_channels)[:, 0]))

    def by_socket(self, message: bytes) -> None:
        """A piece of sound from the WebSocket: its running number, then samples; raises WireError for anything else."""
        if len(message) < NUMBER or (len(message) - NUMBER) % SAMPLE:
            raise WireError(f"a page sent {len(message)} bytes as sound: no whole number of samples behind a number")
        if self._opened is not None and self._opened[0] == "socket":
            self._take(np.frombuffer(message, "<i2", offset=NUMBER))

    def _take(self, pcm: Pcm) -> None:
        self._last_s = self._clock()
        if not self.arrives:
            self.arrives = True
            self._arrived()
        heard = self._resampler.resample_chunk(pcm)
        if len(heard):
            self._feed(heard)


def _resampler(rate: int) -> "soxr.ResampleStream":
    return soxr.ResampleStream(rate, HEARING_RATE, 1, dtype="int16", quality=QUALITY)
