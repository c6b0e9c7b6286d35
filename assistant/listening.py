"""The ear of a session: the microphone's samples in, events of speech and the utterances they mark out."""

from assistant.audio import Recording
from assistant.messages import HEARING_RATE, Pcm, Utterance
from assistant.roles import SpeechDetector
from assistant.turns import FRAME, Event, SpeechStarted, TurnEnded, Turns, TurnSettings

BEFORE_S = 0.3  # kept before the detected start: soft first sounds come before the detector is sure
AFTER_S = 0.1  # kept after the detected end
DETECTOR_S = 8.0  # what the turn detector listens to


class Ear:
    """Owned by the session's loop. Positions are samples since listening began."""

    def __init__(self, detector: SpeechDetector, settings: TurnSettings) -> None:
        self._detector = detector
        self._turns = Turns(settings)
        self._recording = Recording()
        self._position = 0  # samples heard
        self._framed = 0  # samples given to the speech detector
        self.turn_start = 0  # first sample of the turn that runs now, or ran last
        self._earliest = 0  # first sample that can belong to it: before lies another turn

    def hear(self, pcm: Pcm, speaking: bool) -> list[Event]:
        """int16 mono [n] at 16 kHz, in order; speaking: Oriel's own voice is audible now."""
        self._recording.append(pcm)
        self._position += len(pcm)
        events: list[Event] = []
        while self._framed + FRAME <= self._position:
            frame = self._recording.cut(self._framed, self._framed + FRAME)
            self._framed += FRAME
            events += self._turns.push(self._detector.probability(frame), speaking)
        return self._noted(events)

    def decide(self, probability: float, end: int) -> list[Event]:
        """The turn detector's answer about the pause that began at `end`."""
        return self._noted(self._turns.decide(probability, end))

    def finish(self) -> list[Event]:
        """Nothing more will be said in this turn: the key was released, the microphone closed."""
        return self._noted(self._turns.finish())

    def reopen(self, start: int) -> None:
        """The turn that runs now continues an earlier one, which began at `start`."""
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

    def last_of_turn(self) -> Pcm:
        """The end of this turn, with the silence after it, as the turn detector wants it."""
        longest = self._position - round(DETECTOR_S * HEARING_RATE)
        return self._recording.cut(max(longest, self._with_margin()), self._position)

    def ago_s(self, sample: int) -> float:
        """How many seconds before the newest sample this one was heard."""
        return (self._position - sample) / HEARING_RATE

    def forget(self) -> None:
        """Nobody speaks: what is older than any turn that may still begin is dropped."""
        self._recording.forget_before(self._framed - round((DETECTOR_S + BEFORE_S) * HEARING_RATE))

    def _with_margin(self) -> int:
        return max(self._earliest, self.turn_start - round(BEFORE_S * HEARING_RATE))

    def _noted(self, events: list[Event]) -> list[Event]:
        for event in events:
            if isinstance(event, SpeechStarted):
                self.turn_start = event.start
            elif isinstance(event, TurnEnded):
                self._earliest = event.end
        return events
