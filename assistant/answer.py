"""One answer on its way: what it may use, what is known of its turn, when it may be heard, and how it is spoken."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from assistant.messages import Finding, Mention, Question, Told
from assistant.plan import Step
from assistant.speech import Speech
from assistant.stage import Gate, Progress, Stage
from assistant.telling.sayings import acknowledged, summary
from assistant.vision import Telling


@dataclass(frozen=True)
class Answer:
    """What the stories of `reply` share; language: in which Oriel answers about pictures, ISO 639-1."""

    stage: Stage
    progress: Progress
    gate: Gate
    speech: Speech
    language: str

    @property
    def telling(self) -> Telling:
        """How a look at a picture tells what it does."""
        return Telling(self.progress.doing, self._acknowledge, self.language)

    def in_language(self, language: str) -> "Answer":
        """The same in another language."""
        self.speech.language = language
        return replace(self, language=language)

    def plan(self, steps: tuple[Step, ...]) -> None:
        """Note what will be done, for the eye."""
        self.progress.plan, self.progress.summary = steps, summary(steps, self.language)
        self.progress.changed()

    async def show(self, step: Step, finding: Finding, told: Told) -> None:
        """Once the turn has ended: onto the stage with what was found, and say it."""
        await self.gate.passed()
        self.stage.sight.present(step, finding, ())
        await self.tell_of(finding, told)

    async def tell_of(self, finding: Finding, told: Told) -> None:
        """Speak of what is on the stage already."""
        await self.gate.passed()
        progress = self.progress
        progress.doing("")
        before = len(progress.said) + bool(progress.said)
        progress.mentions = tuple(_moved(mention, before) for mention in told.mentions)
        progress.findings = (*progress.findings, finding)
        self.stage.sight.speak_of(progress.mentions)
        await self.say(told.text)

    async def say(self, text: str) -> None:
        """A sentence or more, behind what was said before."""
        await self.speech.read_out(f" {text}" if self.progress.said else text)

    async def insist(self, text: str) -> None:
        """What must be heard with what was said before, however long that was."""
        await self.speech.insist(f" {text}" if self.progress.said else text)

    async def write(self, tokens: AsyncGenerator[str, None]) -> None:
        """Words as they come, behind what was said before."""
        await self.speech.write(_behind(" " if self.progress.said else "", tokens))

    async def conclude(self, step: Step, finding: Finding, mentions: Sequence[Mention], start: int) -> None:
        """Onto the stage with what was found of words that were said already, from character `start` on."""
        await self.gate.passed()
        progress = self.progress
        progress.doing("")
        progress.mentions = tuple(_moved(mention, start) for mention in mentions)
        progress.findings = (*progress.findings, finding)
        self.stage.sight.present(step, finding, progress.mentions)

    async def ask(self, question: Question) -> None:
        """Ask back; the next turn may be the reply."""
        await self.gate.passed()
        self.progress.question = question
        if not self.progress.said.endswith(question.text):
            await self.say(question.text)

    async def _acknowledge(self, step: Step) -> None:
        """What takes seconds is announced to whoever listens, so that nobody waits without knowing for what."""
        if not self.progress.acknowledged and self.stage.audience.listens:
            self.progress.acknowledged = True
            text = acknowledged(step, self.language)
            await self.speech.announce(f" {text}" if self.progress.said else text)


async def _behind(space: str, tokens: AsyncGenerator[str, None]) -> AsyncGenerator[str, None]:
    """The words after a space, and without those that they begin with."""
    began = False
    async with aclosing(tokens):
        async for token in tokens:
            if piece := token if began else token.lstrip():
                yield piece if began else f"{space}{piece}"
                began = True


def _moved(mention: Mention, by: int) -> Mention:
    """The same mention where so many characters stand before its text."""
    return replace(mention, start=mention.start + by, end=mention.end + by)
