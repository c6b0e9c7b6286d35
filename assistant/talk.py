"""A headset made of files: plays recordings to a session as a microphone would, and records what it says."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from assistant.messages import HEARING_RATE, Pcm, Turn
from assistant.playback import RATE
from assistant.session import Session

STEP_S = 0.01  # the length of one step of both the microphone and the loudspeaker
MIC_STEP = round(STEP_S * HEARING_RATE)
SPEAKER_STEP = round(STEP_S * RATE)
SILENCE = np.zeros(MIC_STEP, np.int16)
POLL_S = 0.01
SILENCE_AFTER_S = 4.0  # after the last recording, and longest wait for an answer to begin


@dataclass(frozen=True, eq=False)
class Recorded:
    """One file to be played into the microphone. at_s: when, in seconds; None: once the last reply has been heard."""

    pcm: Pcm
    at_s: float | None


class VirtualClock:
    """Seconds that pass only when the headset moves; written by the thread that plays."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class Headset:
    """Moves microphone and loudspeaker in step, in real time or, with a virtual clock, as fast as the models can.

    Owned by the thread that calls `play`. feed: takes the microphone's sound in the session's place.
    """

    def __init__(self, session: Session, clock: VirtualClock | None, feed: Callable[[Pcm], None] | None = None) -> None:
        self._session = session
        self._feed = feed or session.feed
        self._clock = clock
        self._steps = 0
        self._started = time.monotonic()
        self._recorded: list[Pcm] = []

    def play(self, files: list[Recorded]) -> Pcm:
        """Play every file and wait for the last reply; returns Oriel's sound, int16 mono at 24 kHz."""
        self._started = time.monotonic()
        for file, following in zip_longest(files, files[1:]):
            if file.at_s is not None:
                self._silence_until(due=round(file.at_s / STEP_S))
            turns = len(self._session.snapshot().turns)
            self.hear(file.pcm)
            if following is not None and following.at_s is None:
                self._silence_until_answered(turns)
        return self.finish()

    def hear(self, pcm: Pcm) -> None:
        """Sound into the microphone, int16 mono [n] at 16 kHz, now; silence fills its last step."""
        whole = np.pad(pcm, (0, -len(pcm) % MIC_STEP))
        for first in range(0, len(whole), MIC_STEP):
            self._step(whole[first : first + MIC_STEP])

    def finish(self) -> Pcm:
        """Silence into it until the last reply has been heard; returns Oriel's sound, int16 mono at 24 kHz."""
        self._silence_until_quiet(self._steps + round(SILENCE_AFTER_S / STEP_S))
        return np.concatenate(self._recorded)

    def _silence_until(self, due: int) -> None:
        while self._steps < due:
            self._step(SILENCE)

    def _silence_until_answered(self, turns: int) -> None:
        """Until a turn more than `turns` is over, or none has come for long: not everything needs an answer."""
        patience = self._steps + round(SILENCE_AFTER_S / STEP_S)
        while not self._is_quiet() or (len(self._session.snapshot().turns) == turns and self._steps < patience):
            self._step(SILENCE)

    def _silence_until_quiet(self, earliest: int) -> None:
        while self._steps < earliest or not self._is_quiet():
            self._step(SILENCE)

    def _is_quiet(self) -> bool:
        return self._session.snapshot().state == "idle"

    def _step(self, mic: Pcm) -> None:
        """One step of both: 10 ms into the session, 10 ms out of it."""
        if self._clock is None:
            time.sleep(max(0.0, self._started + self._steps * STEP_S - time.monotonic()))
        else:
            self._session.settle()
            self._clock.now_s = self._steps * STEP_S
        self._feed(mic)
        self._recorded.append(self._session.playback.pull(SPEAKER_STEP))
        self._steps += 1


def play_out(session: Session, asked: "Future[Turn]") -> Pcm:
    """Take an answer's sound as fast as it comes, for a file and not for ears; int16 mono at 24 kHz."""
    recorded = [np.zeros(0, np.int16)]
    while not asked.done():
        if waiting := round(session.playback.waiting_s * RATE):
            recorded.append(session.playback.pull(waiting))
        else:
            session.playback.pull(SPEAKER_STEP)  # silence; the session learns from it that all has been heard
            time.sleep(POLL_S)
    return np.concatenate(recorded)
