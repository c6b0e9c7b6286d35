"""The microphone's sound on its way in, whichever of the two paths it takes: to 16 kHz mono, and to the session."""

import time
from collections.abc import Callable
from typing import Literal, Protocol

import numpy as np
from av import AudioFrame, AudioResampler
from numpy.typing import NDArray

from assistant.errors import WireError
from assistant.messages import HEARING_RATE, Pcm

WEBRTC_RATE = 48_000
STALLED_S = 1.5  # a microphone, muted or not, sends every 10 or 20 ms
LAG_S = 0.15  # that WebRTC may be behind the socket
CHANGE_S = 3.0  # after which WebRTC is taken even where it is never quiet
QUIET = 800  # of 32,768: between words, also in a room that is not silent
NUMBER = 4  # bytes of the running number before the samples
SAMPLE = 2  # bytes

Path = Literal["webrtc", "socket", ""]  # empty: by none at the moment


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

    Sound is taken from the socket until it comes by WebRTC, and again when that falls silent. WebRTC's is later, so the
    change waits until nobody speaks: in the midst of a word a part of it would be heard twice. `feed` takes int16 mono
    [n] at 16 kHz; `changed` is called when `path`, by which it comes, is another.
    """

    def __init__(
        self,
        feed: Callable[[Pcm], None],
        changed: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._feed = feed
        self._changed = changed
        self._clock = clock
        self._last_s = 0.0  # when sound last came
        self._loud_s = 0.0  # when it last was loud, by the socket
        self._both_s = 0.0  # when it began to come by WebRTC too; 0: it does not
        self._is_open = False  # else what still arrives is dropped
        self._socket_rate = WEBRTC_RATE
        self._resampler = _resampler()
        self._rate = 0  # that the resampler takes
        self.path: Path = ""

    def open(self, rate: int) -> None:
        """Sound will come, by the socket at this rate in Hz; a frame of WebRTC names its own."""
        if not self._is_open or rate != self._socket_rate:
            self._is_open, self._socket_rate, self.path = True, rate, ""

    def close(self) -> None:
        """No sound is wanted any more."""
        self._is_open, self.path = False, ""

    def has_stalled(self) -> bool:
        """Whether sound came, and no longer does; the path is then none."""
        if self.path and self._clock() - self._last_s > STALLED_S:
            self.path = ""
            return True
        return False

    def by_webrtc(self, frame: Frame) -> None:
        """A frame of WebRTC, 20 ms; the first channel is taken, since a microphone has but one."""
        if self._is_open and (self.path != "socket" or self._may_change()):
            first = frame.to_ndarray().reshape(-1, frame.layout.nb_channels)[:, 0]
            self._take(np.ascontiguousarray(first), "webrtc", frame.sample_rate)

    def by_socket(self, message: bytes) -> None:
        """A piece of sound from the WebSocket: its running number, then samples; raises WireError for anything else."""
        if len(message) < NUMBER or (len(message) - NUMBER) % SAMPLE:
            raise WireError(f"a page sent {len(message)} bytes as sound: no whole number of samples behind a number")
        if self._is_open and self.path != "webrtc":
            pcm = np.frombuffer(message, "<i2", offset=NUMBER)
            if len(pcm) and max(pcm.max(), -int(pcm.min())) > QUIET:
                self._loud_s = self._clock()
            self._take(pcm, "socket", self._socket_rate)

    def _may_change(self) -> bool:
        """Whether WebRTC, which comes while the socket is heard, can take over without repeating a sound."""
        now = self._clock()
        self._both_s = self._both_s or now
        return now - self._loud_s > LAG_S or now - self._both_s > CHANGE_S

    def _take(self, pcm: Pcm, path: Path, rate: int) -> None:
        self._last_s = self._clock()
        if path != self.path or rate != self._rate:
            self._rate, self._resampler = rate, _resampler()
        if path != self.path:
            self.path, self._both_s = path, 0.0
            self._changed()
        if not len(pcm):
            return
        piece = AudioFrame.from_ndarray(pcm[None], format="s16", layout="mono")
        piece.sample_rate = rate
        for heard in self._resampler.resample(piece):
            self._feed(heard.to_ndarray()[0])


def _resampler() -> AudioResampler:
    """Holds back 1 ms, and is flat up to 7 kHz; of soxr's the quickest held back 12 ms, and was flat up to 6."""
    return AudioResampler(format="s16", layout="mono", rate=HEARING_RATE)
