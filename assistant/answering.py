"""The one answer under way: begun, held behind its gate, taken back or stopped, and what is left of it at its end."""

import asyncio
import concurrent.futures
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from assistant.commands import Command
from assistant.corrections import Correction
from assistant.errors import AssistantError
from assistant.memory import CONTROL
from assistant.messages import Live, Transcript, Turn, Utterance
from assistant.reply import Order, reply
from assistant.speech import ASK_FOR_MORE
from assistant.stage import Gate, Progress, Stage

Asked: TypeAlias = concurrent.futures.Future[Turn]  # held by whoever typed a question


@dataclass(frozen=True)
class Ended:
    """An answer that is over. turn None: nothing was heard, or a correction, which is no part of the conversation.

    unspoken: what was shown and not read, while Oriel asked whether to go on.
    """

    turn: Turn | None
    unspoken: str
    asked: Asked | None
    ordered: Order | None = None
    error: AssistantError | None = None

    def tell(self) -> None:
        """Let whoever asked have the turn, or the error."""
        if self.asked is not None and self.error is not None:
            self.asked.set_exception(self.error)
        elif self.asked is not None and self.turn is not None:
            self.asked.set_result(self.turn)


@dataclass
class _Answer:
    """start: first sample of the question; None: it was typed."""

    stage: Stage
    progress: Progress
    gate: Gate
    start: int | None
    asked: Asked | None
    task: "asyncio.Task[None] | None" = None


class Answering:
    """Owned by the session's loop. `over` is told of an answer that came to its end, `stop` returns one cut short."""

    def __init__(self, over: Callable[[Ended], None]) -> None:
        self._over = over
        self._answer: _Answer | None = None

    @property
    def running(self) -> bool:
        """Whether there is one, prepared or in earnest."""
        return self._answer is not None

    @property
    def prepared(self) -> bool:
        """Whether there is one that waits for the end of the turn."""
        return self._answer is not None and not self._answer.gate.is_open

    @property
    def computing(self) -> bool:
        """Whether models are at work on it: it waits neither for its gate nor for the loudspeaker."""
        answer = self._answer
        return answer is not None and not (answer.gate.waited_for or answer.stage.audience.waited_for)

    @property
    def retractable_from(self) -> int | None:
        """Where the spoken question began, as long as nothing of its answer has reached anybody."""
        answer = self._answer
        if answer is None:
            return None
        reached = "first_sound" if answer.stage.audience.listens else "first_token"
        return None if reached in answer.progress.times_ms else answer.start

    def shown(self) -> tuple[Live, str, str] | None:
        """The question, what is written of its answer and what is under way, once there is a question; any thread."""
        answer = self._answer
        if answer is None or not answer.progress.heard:
            return None
        is_open = answer.gate.is_open
        progress = answer.progress
        return Live(progress.heard, final=is_open), progress.said if is_open else "", progress.step if is_open else ""

    def prepare(self, question: Utterance, start: int, stage: Stage, progress: Progress) -> None:
        """Begin while it is still open whether the speaker has finished; start: first sample of the turn."""
        self._begin(question, _Answer(stage, progress, Gate(is_open=False), start, None))

    def ask(self, question: Transcript, stage: Stage, progress: Progress, asked: Asked | None) -> None:
        """Begin to answer what was typed."""
        progress.mark("turn_end")
        self._begin(question, _Answer(stage, progress, Gate(is_open=True), None, asked))

    def open(self) -> None:
        """The turn has ended: what was prepared may be heard."""
        if self._answer is not None:
            self._answer.gate.open()
            self._answer.progress.mark("turn_end")

    def sounds(self, at: float) -> bool:
        """Sound began; whether it is this answer's, and not the last of one that has just been replaced."""
        answer = self._answer
        if answer is None or not answer.progress.answered:
            return False
        answer.progress.mark("first_sound", at)
        return True

    def take_back(self) -> str:
        """As if it had never begun; returns the words of its question, as far as they are known."""
        if (answer := self._answer) is None:
            return ""
        self._silence(answer)
        if answer.progress.answered:
            answer.stage.conversation.take_back_question()
        return answer.progress.heard

    def stop(self) -> Ended | None:
        """End it in its midst; None when there was none in earnest."""
        answer = self._answer
        if answer is None or not answer.gate.is_open or not answer.progress.heard:
            self.take_back()
            return None
        self._silence(answer)
        self._cut(answer)
        return self._ended(answer, interrupted=True)

    def _begin(self, question: Utterance | Transcript, answer: _Answer) -> None:
        self._answer = answer
        answer.task = asyncio.ensure_future(self._run(question, answer))

    async def _run(self, question: Utterance | Transcript, answer: _Answer) -> None:
        ordered: Order | None = None
        error: AssistantError | None = None
        try:
            ordered = await reply(question, answer.stage, answer.progress, answer.gate)
        except AssistantError as raised:
            error = raised
        except Exception as raised:  # noqa: BLE001  # the top of the task: whatever it is, the next turn must work
            error = AssistantError(f"Oriel failed at this answer ({type(raised).__name__}); the next one will work")
        # What failed or heard nothing must not show before the turn has ended: the speaker may still go on.
        await answer.gate.passed()
        unheard = answer.progress.unheard
        if error is not None or unheard:
            self._cut(answer)
        self._answer = None
        self._over(self._ended(answer, unheard, ordered, error))

    def _silence(self, answer: _Answer) -> None:
        """In this order nothing stale can follow: silence, cancel; what is remembered is cut after."""
        answer.stage.audience.playback.clear()
        if answer.task is not None:
            answer.task.cancel()
        self._answer = None

    def _cut(self, answer: _Answer) -> None:
        """Leave in the conversation the question and what was heard of its answer."""
        playback, conversation = answer.stage.audience.playback, answer.stage.conversation
        playback.clear()
        if answer.progress.answered:
            conversation.cut_to(playback.heard())
        elif answer.progress.heard:
            conversation.add_question(answer.progress.heard)

    def _ended(
        self,
        answer: _Answer,
        interrupted: bool,
        ordered: Order | None = None,
        error: AssistantError | None = None,
    ) -> Ended:
        progress = answer.progress
        if isinstance(ordered, Correction) or not progress.heard:
            return Ended(None, "", answer.asked, ordered, error)
        if isinstance(ordered, Command):
            progress.intent = CONTROL
        progress.mark("done")
        spoken = answer.stage.audience.playback.heard() if progress.answered else ""
        unspoken = progress.unspoken if ASK_FOR_MORE in spoken and error is None else ""
        return Ended(progress.turn(spoken, interrupted), unspoken, answer.asked, ordered, error)
