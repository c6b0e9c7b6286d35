"""What the microphone hears of the room: whether it gives any sound at all, and whether it gives too much."""

from typing import Literal, TypeAlias

import numpy as np

from assistant.messages import HEARING_RATE, Pcm

Trouble: TypeAlias = Literal["silent", "clipping"]

SETTLING_S = 0.5  # a device that is opened may click; that is no sign of life
SILENT_PEAK = 8  # of 32768, −72 dBFS: even a quiet room is above it in a microphone that works
SILENT_S = 5.0  # nothing since the beginning
# Sound that stops for good: a microphone that was switched off gives exact zeros, but so does a noise suppressor while
# nobody speaks. Believed is only what let its hiss be heard for HISS_S and never came back from GATED_S of zeros.
GONE_S = 30.0
HISS_PEAK = 1000  # −30 dBFS: quieter than speech
HISS_S = 5.0
GATED_S = 1.0

CLIPPED_AT = 32_600
CLIPPED_SHARE = 0.01  # of a second's samples
CLIPPING_S = 5  # whole seconds of speech; as many without clipping end the trouble
SPEECH_RMS = 328  # of 32768, −40 dBFS: seconds without speech say nothing about its level

BLOCK = HEARING_RATE // 10  # samples
BLOCKS_PER_S = HEARING_RATE // BLOCK


class Room:
    """Counts samples; owned by the session's loop. Feed it while the microphone is on, not while Oriel has muted it."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Another device, or the microphone was turned on again: nothing is known."""
        self._rest: Pcm = np.zeros(0, np.int16)
        self._blocks = 0  # since the beginning
        self._alive = False  # sound has come
        self._hiss = 0  # blocks of sound that is quieter than speech
        self._zeros = 0  # blocks of exact zeros without a break
        self._gated = False  # zeros have been followed by sound
        self._gone = False  # was said, or is so
        self._second: list[Pcm] = []
        self._run = 0  # seconds of speech that speak against `_clipping`
        self._clipping = False

    def hear(self, pcm: Pcm) -> Trouble | None:
        """More sound, int16 mono [n] at 16 kHz, in pieces of any length; each trouble is told once until it is over.

        "silent": no sound in the first 5 s, or exact zeros for 30 s from a device that used to hiss.
        "clipping": over 1 % of the samples at full scale in each of 5 seconds of speech in a row.
        """
        sound = np.concatenate([self._rest, pcm])
        whole = len(sound) - len(sound) % BLOCK
        self._rest = sound[whole:]
        found: Trouble | None = None
        for first in range(0, whole, BLOCK):
            block = sound[first : first + BLOCK]
            silent, clipping = self._falls_silent(block), self._starts_clipping(block)
            found = "silent" if silent else "clipping" if clipping else found
        return found

    def _falls_silent(self, block: Pcm) -> bool:
        self._blocks += 1
        peak = _peak(block)
        if self._blocks <= SETTLING_S * BLOCKS_PER_S:
            peak = 0
        self._gated |= self._alive and peak > 0 and self._zeros >= GATED_S * BLOCKS_PER_S
        self._zeros = 0 if peak else self._zeros + 1
        self._hiss += 0 < peak < HISS_PEAK
        if peak >= SILENT_PEAK:
            self._alive, self._gone = True, False
        was_gone, self._gone = self._gone, self._gone or self._is_gone()
        return self._gone and not was_gone

    def _is_gone(self) -> bool:
        if not self._alive:
            return self._blocks >= SILENT_S * BLOCKS_PER_S
        hisses = self._hiss >= HISS_S * BLOCKS_PER_S and not self._gated
        return hisses and self._zeros >= GONE_S * BLOCKS_PER_S

    def _starts_clipping(self, block: Pcm) -> bool:
        self._second.append(block)
        if len(self._second) < BLOCKS_PER_S:
            return False
        second = np.concatenate(self._second).astype(np.int32)  # int16 has no +32768
        self._second = []
        if np.sqrt(np.mean(np.square(second, dtype=np.float64))) < SPEECH_RMS:
            return False
        clips = np.mean(np.abs(second) >= CLIPPED_AT) > CLIPPED_SHARE
        self._run = self._run + 1 if clips != self._clipping else 0
        if self._run == CLIPPING_S:
            self._run, self._clipping = 0, not self._clipping
            return self._clipping
        return False


def sentence(trouble: Trouble, device: str, others: tuple[str, ...]) -> str:
    """What Oriel says of it. device: the microphone's name, may be empty; others: those to change to, best first."""
    name = f"'{device}'" if device else "the microphone"
    if trouble == "clipping":
        return f"{name[0].upper()}{name[1:]} is too loud. Turn its level down a little?"
    return f"I hear nothing from {name}. " + (f"Try '{others[0]}'?" if others else "Is it switched on?")


def _peak(block: Pcm) -> int:
    return max(int(block.max()), -int(block.min()))
