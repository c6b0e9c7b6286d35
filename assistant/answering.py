"""The answer under way: begun, kept behind its gate, held while somebody speaks over it, taken back or stopped."""

import asyncio
import concurrent.futures
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from assistant.attention import Unmeant
from assistant.errors import AssistantError
from assistant.memory import CONTROL
from assistant.messages import Live, Question, Transcript, Turn, Utterance
from assistant.reply import Order, hear, reply
from assistant.stage import Gate, Progress, Stage
from assistant.words.commands import Command
from assistant.words.corrections import Correction
from assistant.words.pronouncing import Pronunciation

Asked: TypeAlias = concurrent.futures.Future[Turn]  # held by whoever typed a question


@dataclass(frozen=True)
class Ended:
    """An answer that is over. turn None: nothing was heard, or a correction, which is no part of the conversation.

    unspoken: what is left to be read of it; unwritten: whether that is not all; question: what Oriel asked back;
    heard: what the question was made of, unless it was typed.
    """

    turn: Turn | None
    unspoken: str
    asked: Asked | None
    ordered: Order | None = None
    error: AssistantError | None = None
    question: Question | None = None
    unwritten: bool = False
    heard: Transcript | None = None

    def tell(self) -> None:
        """Let whoever asked have the turn, or the error."""
        if self.asked is not None and self.error is not None:
            self.asked.set_exception(self.error)
        elif self.asked is not None and self.turn is not None:
            self.asked.set_result(self.turn)


@dataclass(frozen=True)
class Underway:
    """What can be seen of an answer: its question, what is written of it, what is being done, and the whole plan."""

    live: Live
    said: str = ""
    step: str = ""
    plan: str = ""


@dataclass
class _Answer:
    """start: first sample of the question; None: it was typed."""

    make_stage: Callable[[], Stage]
    stage: Stage
    progress: Progress
    gate: Gate
    start: int | None
    asked: Asked | None
    task: "asyncio.Task[None] | None" = None


@dataclass(frozen=True)
class Listener:
    """Whom `Answering` tells and asks; all on the session's loop.

    over: an answer came to its end. cut: the one that was held has been interrupted. judge: what of an utterance is to
    be answered. unmeant: nothing is, and the answer that was held, if one was, goes on. is_sure: more words would
    not change that.
    """

    over: Callable[[Ended], None]
    cut: Callable[[Ended], None]
    judge: Callable[[Transcript, Utterance], Transcript | Unmeant]
    unmeant: Callable[[], None]
    is_sure: Callable[[Transcript], bool]


class Answering:
    """Owned by the session's loop. At most two are alive: one that sounded and is held, and one that is prepared.

    Whoever speaks over an answer silences it, and it is held until his words are known: if they are for Oriel it is
    cut, and they are answered; else it goes on where it was.
    """

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._answer: _Answer | None = None
        self._held: _Answer | None = None

    @property
    def running(self) -> bool:
        """Whether there is one, prepared, held or in earnest."""
        return self._answer is not None or self._held is not None

    @property
    def prepared(self) -> bool:
        """Whether there is one that waits for the end of the turn."""
        return self._answer is not None and not self._answer.gate.is_open

    @property
    def held(self) -> bool:
        """Whether one is silent until it is known whether it was interrupted."""
        return self._held is not None

    @property
    def computing(self) -> bool:
        """Whether models are at work: on one that waits neither for its gate nor for the loudspeaker."""
        answer, held = self._answer, self._held
        if held is not None:  # it alone can wait for the loudspeaker
            is_prepared = answer is None or answer.gate.waited_for
            return not (is_prepared and held.stage.audience.waited_for)
        return answer is not None and not (answer.gate.waited_for or answer.stage.audience.waited_for)

    @property
    def retractable_from(self) -> int | None:
        """Where the spoken question began, as long as nothing of its answer has reached anybody."""
        answer = self._answer
        if answer is None:
            return None
        reached = "first_sound" if answer.stage.audience.listens else "first_token"
        return None if reached in answer.progress.times_ms else answer.start

    def shown(self) -> Underway | None:
        """What can be seen of it, once there is a question; any thread."""
        answer = self._answer or self._held
        if answer is None or not answer.progress.heard:
            return None
        is_open = answer.gate.is_open
        progress = answer.progress
        live = Live(progress.heard, final=is_open)
        return Underway(live, progress.said, progress.step, progress.summary) if is_open else Underway(live)

    def prepare(self, question: Utterance, start: int, make_stage: Callable[[], Stage], progress: Progress) -> None:
        """Begin while it is still open whether the speaker has finished; start: first sample of the turn."""
        self._begin(question, _Answer(make_stage, make_stage(), progress, Gate(is_open=False), start, None))

    def ask(
        self, question: Transcript, make_stage: Callable[[], Stage], progress: Progress, asked: Asked | None
    ) -> None:
        """Begin to answer what was typed."""
        progress.mark("turn_end")
        self._begin(question, _Answer(make_stage, make_stage(), progress, Gate(is_open=True), None, asked))

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

    @property
    def unspoken_since(self) -> float | None:
        """When the turn of an answer ended of which nothing can be heard yet, in seconds of the clock."""
        answer = self._answer
        if answer is None or not answer.gate.is_open or answer.progress.answered or not answer.progress.heard:
            return None
        return answer.progress.speech_end + answer.progress.times_ms.get("turn_end", 0) / 1000

    @property
    def intent(self) -> str:
        """What the answer under way is taken to be asked for."""
        return self._answer.progress.intent if self._answer is not None else ""

    def hold(self) -> None:
        """Somebody speaks over it: whether he interrupts it is not known yet."""
        self._answer, self._held = None, self._answer

    def cut_held(self) -> None:
        """He does: only what was heard of it stays."""
        if (held := self._held) is not None:
            self._held = None
            self._end(held)
            self._cut(held)
            self._listener.cut(self._ended(held, interrupted=True))

    def take_back(self) -> str:
        """As if it had never begun; returns the words of its question, as far as they are known."""
        if (answer := self._answer) is None:
            return ""
        self._answer = None
        self._end(answer)
        if answer.progress.answered:
            answer.stage.conversation.take_back_question()
        return answer.progress.heard

    def stop(self) -> Ended | None:
        """End it in its midst, and what was held; None when there was none in earnest."""
        self.cut_held()
        answer = self._answer
        if answer is None or not answer.gate.is_open or not answer.progress.heard:
            self.take_back()
            return None
        self._answer = None
        self._end(answer)
        self._cut(answer)
        return self._ended(answer, interrupted=True)

    def _begin(self, question: Utterance | Transcript, answer: _Answer) -> None:
        self._answer = answer
        answer.task = asyncio.ensure_future(self._run(question, answer))

    async def _run(self, question: Utterance | Transcript, answer: _Answer) -> None:
        ordered: Order | None = None
        error: AssistantError | None = None
        try:
            transcript = question if isinstance(question, Transcript) else await self._heard(question, answer)
            if isinstance(transcript, Unmeant):
                await self._leave(answer)
                return
            is_spoken = isinstance(question, Utterance)
            ordered = await reply(transcript, is_spoken, answer.stage, answer.progress, answer.gate)
        except AssistantError as raised:
            error = raised
        except Exception as raised:  # noqa: BLE001  # the top of the task: whatever it is, the next turn must work
            error = AssistantError(f"Oriel failed at this answer ({type(raised).__name__}); the next one will work")
        # What failed must not show before the turn has ended: the speaker may still go on.
        await answer.gate.passed()
        unheard = answer.progress.unheard
        if error is not None or unheard:
            self._cut(answer)
        self._drop(answer)
        self._listener.over(self._ended(answer, unheard, ordered, error))

    async def _heard(self, question: Utterance, answer: _Answer) -> Transcript | Unmeant:
        """What of the utterance is to be answered; from here on what was held is interrupted, or goes on."""
        transcript = await hear(question, answer.stage)
        judged = self._listener.judge(transcript, question)
        if isinstance(judged, Transcript) and self._held is not None:
            if not self._listener.is_sure(judged):  # what was heard in a pause may be half of a murmur
                await answer.gate.passed()
            self.cut_held()
            answer.stage = answer.make_stage()  # which knows what was cut
        return judged

    async def _leave(self, answer: _Answer) -> None:
        """Nothing is to be answered: what was held goes on at once; else more words may still follow these."""
        if self._held is None:
            await answer.gate.passed()
        self._answer, self._held = self._held, None
        self._listener.unmeant()

    def _drop(self, answer: _Answer) -> None:
        if self._held is answer:
            self._held = None
        else:
            self._answer = None

    def _end(self, answer: _Answer) -> None:
        """In this order nothing stale can follow: silence, cancel; what is remembered is cut after."""
        if self._held is None:  # else what waits to be played is of the one that is held
            answer.stage.audience.playback.clear()
        if answer.task is not None:
            answer.task.cancel()

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
        if isinstance(ordered, Command | Pronunciation):
            progress.intent = CONTROL
        progress.mark("done")
        spoken = answer.stage.audience.playback.heard() if progress.answered else ""
        unspoken = "" if error is not None else progress.left(spoken, interrupted)
        asked_back = progress.question if error is None else None
        unwritten = interrupted and progress.unwritten
        turn = progress.turn(spoken, interrupted)
        return Ended(turn, unspoken, answer.asked, ordered, error, asked_back, unwritten, progress.transcript)
