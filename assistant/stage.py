"""What a turn has to work with: the gate that holds it, what is known of it so far, and what it may use."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.audience import Audience
from assistant.conversation import Conversation
from assistant.messages import Finding, Mention, ReplyParams, TranscribeOptions, Turn, TurnTimes
from assistant.plan import Step
from assistant.roles import Models
from assistant.sight import Sight


class Gate:
    """Holds a reply that is prepared while the speaker may still go on; owned by the session's loop."""

    def __init__(self, is_open: bool) -> None:
        self._opened = asyncio.Event()
        self._waiting = False
        if is_open:
            self._opened.set()

    @property
    def is_open(self) -> bool:
        """Whether the turn has ended."""
        return self._opened.is_set()

    @property
    def waited_for(self) -> bool:
        """Whether the reply can do no more before the gate opens."""
        return self._waiting and not self.is_open

    def open(self) -> None:
        """The turn has ended: the answer may be heard."""
        self._opened.set()

    async def passed(self) -> None:
        """Return once the gate is open."""
        self._waiting = True
        await self._opened.wait()


@dataclass
class Progress:
    """What is known of a turn so far; written by `reply`, read by the session. Times: seconds of the clock."""

    speech_end: float
    clock: Callable[[], float]
    heard: str = ""
    language: str = ""
    said: str = ""
    unspoken: str = ""  # what was shown and not read out, to be spoken if the user wants more
    answered: bool = False  # the question stands in the conversation
    unheard: bool = False  # nobody took the sound
    intent: str = "chat"
    plan: tuple[Step, ...] = ()
    step: str = ""  # what is under way, in words
    findings: tuple[Finding, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times_ms: dict[str, int] = field(default_factory=dict)
    changed: Callable[[], None] = lambda: None  # told when there is more to show

    def mark(self, stage: str, at: float | None = None) -> None:
        """Note when a stage was first reached."""
        now = self.clock() if at is None else at
        self.times_ms.setdefault(stage, round((now - self.speech_end) * 1000))
        self.changed()

    def turn(self, spoken: str, interrupted: bool) -> Turn:
        """The turn as it is kept."""
        return Turn(
            self.heard,
            self.language,
            self.said.strip(),
            spoken.strip(),
            interrupted,
            TurnTimes(**self.times_ms),
            self.intent,
            plan=self.plan,
            findings=self.findings,
            mentions=self.mentions,
        )

    def doing(self, step: str) -> None:
        """Note what is under way."""
        self.step = step
        self.changed()


@dataclass(frozen=True)
class Stage:
    """What a reply may use, and what it must know of the conversation so far.

    heard_before: the question before, which this one may correct; rest: what was not read out of its answer. Both may
    be empty.
    """

    models: Models
    conversation: Conversation
    audience: Audience
    sight: Sight
    params: ReplyParams
    options: TranscribeOptions
    speed: float = 1.0  # of the voice
    heard_before: str = ""
    rest: str = ""
