"""The ear of a session: the microphone's samples in, events of speech and the utterances they mark out."""

import asyncio
import logging
from collections.abc import Callable

import numpy as np

from assistant.audio import Recording
from assistant.echo import Echo
from assistant.messages import HEARING_RATE, Pcm, Utterance
from assistant.patience import Pauses, wait_s
from assistant.playback import RATE, Playback
from assistant.roles import SpeechDetector, TurnDetector
from assistant.streams import in_thread
from assistant.turns import FRAME, Event, SpeechResumed, SpeechStarted, TurnEnded, TurnInDoubt, Turns, TurnSettings

BEFORE_S = 0.3  # kept before the detected start: soft first sounds come before the detector is sure
AFTER_S = 0.1  # kept after the detected end
COMING = RATE // 5  # samples that may sound already: an output reports late
DETECTOR_S = 8.0  # what the turn detector listens to


log = logging.getLogger(__name__)


class Ear:
    """Owned by the session's loop; `on` is told what happens. Positions are samples since listening began.

    What `playback` lets out, if it can be heard here, is taken out of what comes in; `pauses` learns from this speaker;
    `words` are those of the turn so far, and their language, either "" where it is not known.
    """

    def __init__(
        self,
        speech_detector: SpeechDetector,
        turn_detector: TurnDetector,
        settings: TurnSettings,
        on: Callable[[Event], None],
        playback: Playback | None,
        pauses: Pauses,
        words: Callable[[], tuple[str, str]],
    ) -> None:
        self._speech_detector = speech_detector
        self._turn_detector = turn_detector
        self._settings = settings
        self._turns = Turns(settings)
        self._on = on
        self._playback = playback
        self._sounded = 0  # the place in it up to which its echo is known
        self._echo = Echo()
        self._pauses = pauses
        self._words = words
        self._recording = Recording()
        self._rest = np.zeros(0, np.int16)  # too little for a frame
        self._position = 0  # samples heard, in whole frames
        self.turn_start = 0  # first sample of the turn that runs now, or ran last
        self._ended = 0  # last sample of speech of the turn before
        self._earliest = 0  # first sample that can belong to it: before lies another turn
        self._judging: asyncio.Task[None] | None = None

    def hear(self, pcm: Pcm, speaking: bool) -> None:
        """int16 mono [n] at 16 kHz, in order; speaking: Oriel's own voice is audible now."""
        self._rest = np.concatenate([self._rest, pcm])
        events: list[Event] = []
        while len(self._rest) >= FRAME:
            frame, self._rest = self._without_echo(self._rest[:FRAME]), self._rest[FRAME:]
            self._recording.append(frame)
            self._position += FRAME
            events += self._turns.push(self._speech_detector.probability(frame), speaking)
        self._tell(events)

    def finish(self) -> None:
        """Nothing more will be said in this turn: the key was released, the microphone closed."""
        self._tell(self._turns.finish())

    @property
    def judging(self) -> bool:
        """Whether the turn detector is at work."""
        return self._judging is not None and not self._judging.done()

    def call_off(self) -> None:
        """What is being said, or was said last, is no turn."""
        self._tell(self._turns.call_off())
        self._earliest = self._position

    def reopen(self, start: int) -> None:
        """The turn that runs now continues an earlier one, which began at `start`."""
        self._pauses.reopened(self.ago_s(self._ended))
        self.turn_start = start
        self._earliest = min(self._earliest, max(0, start - round(BEFORE_S * HEARING_RATE)))
        self._turns.reopen(start)

    def utterance(self, end: int) -> Utterance:
        """What was said in this turn up to `end`, with a margin."""
        first = self._with_margin()
        last = min(self._position, end + round(AFTER_S * HEARING_RATE))
        return Utterance(self._recording.cut(first, last), HEARING_RATE, first, last)

    @property
    def position(self) -> int:
        """Samples heard since listening began."""
        return self._position

    @property
    def in_turn(self) -> bool:
        """Whether somebody speaks, or has paused and may go on."""
        return self._turns.in_turn

    @property
    def talking(self) -> bool:
        """Whether somebody speaks just now."""
        return self._turns.talking

    def ago_s(self, sample: int) -> float:
        """How many seconds before the newest sample this one was heard."""
        return (self._position - sample) / HEARING_RATE

    def forget(self) -> None:
        """Nobody speaks: what is older than any turn that may still begin is dropped."""
        self._recording.forget_before(self._position - round((DETECTOR_S + BEFORE_S) * HEARING_RATE))

    def _without_echo(self, frame: Pcm) -> Pcm:
        playback = self._playback
        if playback is None:
            return frame
        self._sounded, sound = playback.sounded(self._sounded)
        return self._echo.clean(frame, sound, playback.audible, playback.coming(COMING))

    def _with_margin(self) -> int:
        return max(self._earliest, self.turn_start - round(BEFORE_S * HEARING_RATE))

    def _tell(self, events: list[Event]) -> None:
        for event in events:
            match event:
                case SpeechStarted(start):
                    self.turn_start = start
                    self._on(event)
                case TurnInDoubt(end):
                    self._judging = asyncio.ensure_future(self._judge(end))
                case SpeechResumed(pause_s):
                    self._pauses.resumed(pause_s)
                    self._on(event)
                case TurnEnded(_, end):
                    self._ended = end
                    self._pauses.ended()
                    self._on(event)  # it may still want the utterance
                    self._earliest = end
                case _:
                    self._on(event)

    async def _judge(self, end: int) -> None:
        """Ask whether the turn was over at `end`, by its last seconds and the silence after them."""
        longest = self._position - round(DETECTOR_S * HEARING_RATE)
        turn = self._recording.cut(max(longest, self._with_margin()), self._position)
        try:
            probability = await in_thread(lambda: self._turn_detector.complete(turn))
        except Exception as error:  # noqa: BLE001  # the top of a task: a longer pause will end the turn
            log.warning("the end of a turn was not judged: %s", type(error).__name__)
            return
        words, language = self._words()
        patience = self._settings.patience * self._pauses.patience
        self._tell(self._turns.wait(wait_s(probability, words, patience, language), end))
