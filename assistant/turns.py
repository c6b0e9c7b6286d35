"""Where a person's turn starts and ends: from the probability of speech, frame by frame, with time in samples."""

from dataclasses import dataclass
from typing import TypeAlias

from assistant.messages import HEARING_RATE

FRAME = 512  # samples at 16 kHz, 32 ms: what the speech detector takes


@dataclass(frozen=True)
class SpeechSuspected:
    """While Oriel speaks, somebody may have begun to: it is time to be quieter."""


@dataclass(frozen=True)
class SuspicionPassed:
    """It was a knock, or a short sound: nobody speaks."""


@dataclass(frozen=True)
class SpeechStarted:
    """Someone speaks, since sample `start`."""

    start: int


@dataclass(frozen=True)
class PauseBegan:
    """The speaker fell silent at sample `end`: time to prepare an answer that may be wanted."""

    end: int


@dataclass(frozen=True)
class TurnInDoubt:
    """The pause lasts: time to ask the turn detector; its answer goes to `Turns.wait`."""

    end: int


@dataclass(frozen=True)
class SpeechResumed:
    """The speaker goes on within the same turn, after a pause of so many seconds; what was prepared is void."""

    pause_s: float


@dataclass(frozen=True)
class TurnEnded:
    """The turn is over: samples `start` to `end` hold the speech."""

    start: int
    end: int


Event: TypeAlias = (
    SpeechSuspected | SuspicionPassed | SpeechStarted | PauseBegan | TurnInDoubt | SpeechResumed | TurnEnded
)


@dataclass(frozen=True)
class TurnSettings:
    """Thresholds are probabilities (0–1), lengths seconds. `off` under `on` keeps a fading vowel inside the word."""

    on: float = 0.5
    off: float = 0.35
    start_s: float = 0.1  # speech this long starts a turn; a click or a knock does not
    suspect_s: float = 0.1  # speech this long, while Oriel speaks, makes it quieter
    interrupt_s: float = 0.28  # speech this long, while Oriel speaks, silences it
    gap_s: float = 0.07  # a dip so short, as between two syllables, does not make speech begin anew
    prepare_s: float = 0.03  # silence after which the answer is prepared: the first silent frame
    ask_s: float = 0.2  # silence after which the turn detector is asked
    force_s: float = 3.0  # silence that ends every turn
    patience: float = 1.0  # factor to the silence that ends a turn, beside the speaker's own
    longest_s: float = 60.0  # a turn this long ends at its next pause: a television, a meeting


class Turns:
    """Counts frames; owned by the session's loop. Positions are samples since the first frame."""

    def __init__(self, settings: TurnSettings) -> None:
        self._settings = settings
        self._position = 0  # samples seen
        self._run = 0  # samples of speech, before a turn has started, since sample `_began`
        self._began = 0
        self._gap = 0  # samples of silence after them
        self._suspected = False  # SpeechSuspected was said, and nothing since
        self._in_turn = False
        self._start = 0
        self._end = 0  # last sample of speech
        self._wait_s = settings.force_s  # silence that ends this turn
        self._paused = False  # PauseBegan was said
        self._in_doubt = False  # TurnInDoubt was said

    def push(self, probability: float, speaking: bool) -> list[Event]:
        """One frame later. speaking: Oriel's voice is audible now, so that only longer speech counts."""
        self._position += FRAME
        voiced = probability >= (self._settings.off if self._run or self.talking else self._settings.on)
        if not self._in_turn:
            return self._outside(voiced, speaking)
        return self._voiced_inside() if voiced else self._silent_inside()

    def wait(self, wait_s: float, end: int) -> list[Event]:
        """The turn that fell silent at `end` is over after so much silence; without effect once the speaker went on."""
        if not (self._in_turn and self._in_doubt and self._end == end):
            return []
        self._wait_s = min(wait_s, self._settings.force_s)
        return [self._finish()] if self._silence_s >= self._wait_s else []

    def call_off(self) -> list[Event]:
        """What was said is no turn: it is as if nobody had spoken."""
        self._in_turn, self._run = False, 0
        return self._settle()

    def finish(self) -> list[Event]:
        """The turn ends here, whatever the speaker meant; nothing outside a turn."""
        self._run = 0
        if not self._in_turn:
            return self._settle()
        pause: list[Event] = [] if self._paused else [PauseBegan(self._end)]
        return [*pause, self._finish()]

    def reopen(self, start: int) -> None:
        """Take the turn that runs now as the continuation of an earlier one, which began at `start`."""
        self._start = start

    @property
    def in_turn(self) -> bool:
        """Whether a turn has started and not ended."""
        return self._in_turn

    @property
    def talking(self) -> bool:
        """Whether somebody speaks just now: within a turn, and not in a pause of it."""
        return self._in_turn and not self._paused

    def _outside(self, voiced: bool, speaking: bool) -> list[Event]:
        if not self._runs_on(voiced):
            return self._settle()
        if not voiced:
            return []
        needed_s = self._settings.interrupt_s if speaking else self._settings.start_s
        if self._run >= needed_s * HEARING_RATE:
            self._in_turn, self._paused, self._in_doubt, self._suspected = True, False, False, False
            self._start, self._end, self._run = self._began, self._position, 0
            return [SpeechStarted(self._start)]
        if self._suspected or not speaking or self._run < self._settings.suspect_s * HEARING_RATE:
            return []
        self._suspected = True
        return [SpeechSuspected()]

    def _runs_on(self, voiced: bool) -> bool:
        """Count one frame; whether it is part of speech that has begun."""
        if voiced:
            self._began = self._began if self._run else self._position - FRAME
            self._run, self._gap = self._run + FRAME, 0
        elif self._run:
            self._gap += FRAME
            self._run = self._run if self._gap <= self._settings.gap_s * HEARING_RATE else 0
        return self._run > 0

    def _settle(self) -> list[Event]:
        suspected, self._suspected = self._suspected, False
        return [SuspicionPassed()] if suspected else []

    def _voiced_inside(self) -> list[Event]:
        resumed: list[Event] = [SpeechResumed(self._silence_s - FRAME / HEARING_RATE)] if self._paused else []
        self._end = self._position
        self._paused = self._in_doubt = False
        return resumed

    def _silent_inside(self) -> list[Event]:
        silence_s = self._silence_s
        too_long = self._paused and self._position - self._start >= self._settings.longest_s * HEARING_RATE
        if silence_s >= (self._wait_s if self._in_doubt else self._settings.force_s) or too_long:
            return [self._finish()]
        events: list[Event] = []
        if silence_s >= self._settings.prepare_s and not self._paused:
            self._paused = True
            events.append(PauseBegan(self._end))
        if silence_s >= self._settings.ask_s and not self._in_doubt:
            self._in_doubt, self._wait_s = True, self._settings.force_s
            events.append(TurnInDoubt(self._end))
        return events

    @property
    def _silence_s(self) -> float:
        return (self._position - self._end) / HEARING_RATE

    def _finish(self) -> TurnEnded:
        self._in_turn = False
        return TurnEnded(self._start, self._end)
