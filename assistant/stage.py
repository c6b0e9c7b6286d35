"""What a turn has to work with: the gate that holds it, what is known of it so far, and what it may use."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from assistant.audience import Audience
from assistant.conversation import Conversation
from assistant.generation import GenerationParams
from assistant.messages import (
    AudioChunk,
    Claim,
    Finding,
    Mention,
    Preference,
    Question,
    TranscribeOptions,
    Transcript,
    Turn,
    TurnTimes,
    Utterance,
)
from assistant.plan import Step
from assistant.roles import Models, Stream
from assistant.sight import Sight
from assistant.surroundings import NO_WEB, Web, nothing_left
from assistant.words.interpreting import Interpreting
from assistant.words.leaving import Asked


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
    transcript: Transcript | None = None  # what was heard, unless it was typed
    utterance: Utterance | None = None  # and its sound
    said: str = ""
    spoken: list[tuple[str, str]] = field(default_factory=list)  # pieces: as they are written, and as they are said
    unspoken: str = ""  # what was shown and not read out, to be spoken if the user wants more
    asked_for_more: bool = False
    unwritten: bool = False  # the language model has not come to the end of the answer
    answered: bool = False  # the question stands in the conversation
    unheard: bool = False  # nobody took the sound
    intent: str = "chat"
    plan: tuple[Step, ...] = ()
    summary: str = ""  # of the plan, in a line for the eye
    step: str = ""  # what is under way, in words
    acknowledged: bool = False  # what takes long was announced
    question: Question | None = None  # what was asked back
    findings: tuple[Finding, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    preferences: tuple[Preference, ...] = ()
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
            claims=self.claims,
            preferences=self.preferences,
        )

    def left(self, spoken: str, interrupted: bool) -> str:
        """What can still be read out, given what was heard: from the start of the clause that was cut."""
        if not interrupted:
            return self.unspoken if self.asked_for_more else ""
        heard, start = len(spoken.split()), 0
        for written, said in self.spoken:
            heard -= len(said.split())
            if heard < 0:
                break
            start = self.said.find(written, start) + len(written)
        return self.said[start:].strip()

    def doing(self, step: str) -> None:
        """Note what is under way."""
        self.step = step
        self.changed()


@dataclass(frozen=True)
class Stage:
    """What a reply may use, and what it must know of the conversation so far.

    heard_before: the question before, which this one may correct; rest: what was not read out of its answer. Both may
    be empty. unwritten: the rest is not all that there was to say. turns: the conversation so far; question: what
    Oriel asked back in the last of them. what_left: answers what left this machine, in a language; web:
    where pictures are fetched from.
    pronunciations: word → how it is to be said.
    interpreting: between which languages, where what is said is not to be answered but interpreted.
    """

    models: Models
    conversation: Conversation
    audience: Audience
    sight: Sight
    params: GenerationParams
    options: TranscribeOptions
    speed: float = 1.0  # of the voice
    heard_before: str = ""
    rest: str = ""
    unwritten: bool = False
    turns: tuple[Turn, ...] = ()
    question: Question | None = None
    what_left: Callable[[Asked, str], str] = nothing_left
    web: Web = NO_WEB
    pronunciations: Mapping[str, str] = field(default_factory=dict)
    interpreting: Interpreting | None = None

    def speak(self, text: str, language: str) -> Stream[AudioChunk]:
        """Text as it should be said, by the voice for its language."""
        return self.models.voice.speak(text, self.speed, language)
