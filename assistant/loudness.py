"""How loud Oriel sounds: in full, softer while somebody may be speaking, or not at all for a while."""

from typing import Literal

import numpy as np
import numpy.typing as npt

from assistant.messages import Pcm

Loudness = Literal["full", "soft", "held"]
SOFT = 0.25  # of the full gain: -12 dB
SOFTENING = 1200  # samples at 24 kHz, 50 ms, from full to soft and back
FADE = 360  # samples, 15 ms, from sound to silence and back: a bare cut clicks
GAINS: dict[Loudness, float] = {"full": 1.0, "soft": SOFT, "held": 0.0}

Gains = npt.NDArray[np.float32]


class Fader:
    """The gain of each sample as it sounds: ordered by a loudness, reached by a straight ramp. `held` cuts at once.

    What fades out when sound is held is a copy of what comes next (`fade_out`): the sound itself waits, and begins
    with the same samples when it goes on, so that none is lost.
    """

    def __init__(self) -> None:
        self.loudness: Loudness = "full"  # as ordered last
        self.gain = 1.0  # of the last sample that sounded
        self._step = 0.0  # for each sample

    def order(self, loudness: Loudness, sounds: bool) -> None:
        """Be this loud from the next sample on; what has not begun to sound begins so."""
        self.loudness = loudness
        if loudness == "held" or not sounds:
            self.gain = GAINS[loudness]
        self._step = abs(GAINS[loudness] - self.gain) / (SOFTENING if self.gain else FADE)

    def gains(self, count: int) -> Gains:
        """Those of the next `count` samples, float32 in 0-1."""
        goal = GAINS[self.loudness]
        change = self._step * np.arange(1, count + 1, dtype=np.float32)
        change = np.copysign(change, goal - self.gain)
        gains = np.clip(self.gain + change, min(goal, self.gain), max(goal, self.gain))
        self.gain = float(gains[-1]) if count else self.gain
        return np.asarray(gains, np.float32)


def scaled(pcm: Pcm, gains: Gains) -> Pcm:
    """int16 samples with a gain for each."""
    return pcm if (gains == 1.0).all() else np.rint(pcm * gains).astype(np.int16)


def fade_out(pcm: Pcm, gain: float) -> Pcm:
    """What is still heard of the next samples when sound is held: at most `FADE`, from this gain down to nothing."""
    pcm = pcm[:FADE]
    return scaled(pcm, (gain * (1 - np.arange(len(pcm), dtype=np.float32) / FADE)).astype(np.float32))
