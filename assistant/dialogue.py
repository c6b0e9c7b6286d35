"""How the turns of a conversation follow each other: who speaks, what is prepared, stopped, kept and obeyed."""

import asyncio
import concurrent.futures
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.aside import Aside
from assistant.commands import Command
from assistant.conversation import Conversation
from assistant.corrections import Correction, with_word
from assistant.drafts import Drafts
from assistant.errors import AssistantError
from assistant.history import History
from assistant.listening import Ear
from assistant.memory import CONTROL, Memory
from assistant.messages import (
    Live,
    Pcm,
    ReplyParams,
    Request,
    Snapshot,
    State,
    TranscribeOptions,
    Transcript,
    Turn,
    Utterance,
)
from assistant.playback import Playback
from assistant.reply import ASK_FOR_MORE, Gate, Order, Progress, Stage, order, reply
from assistant.roles import Models
from assistant.room import Room, sentence
from assistant.speakable import speakable
from assistant.streams import in_thread
from assistant.turns import Event, PauseBegan, SpeechResumed, SpeechStarted, TurnEnded, TurnInDoubt, TurnSettings

WORDS_FOR_LANGUAGE = 4  # shorter turns do not decide which language is spoken
SPARE = 0.2  # of the model's context, for error in the estimate of tokens
SPEED_STEP = 1.2  # "slower", "faster"
SPEEDS = (0.7, 3.0)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SessionSettings:
    """What a session needs to know. language None: detected at the first turn, then held."""

    system: str
    params: ReplyParams
    turns: TurnSettings
    context_tokens: int = 4096
    language: str | None = None
    aloud: bool = True
    speed: float = 1.0
    hot_words: str = ""  # to be expected beside those that were learned
    record: bool = True  # keep turns in the history
    drafts: bool = True  # write words down while they are spoken


@dataclass
class _Reply:
    """The reply under way: its task, and what is known of its turn."""

    start: int  # first sample of the question; 0 for a typed one
    gate: Gate
    progress: Progress
    asked: "concurrent.futures.Future[Turn] | None"
    task: "asyncio.Task[None] | None" = None


class Dialogue:
    """Everything here runs on one loop, the session's; `playback` alone meets the output's thread.

    `clock` gives seconds; the sound that is heard and played is expected to keep pace with it.
    """

    def __init__(
        self,
        models: Models,
        settings: SessionSettings,
        history: History | None,
        clock: Callable[[], float],
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._models = models
        self._settings = settings
        self._clock = clock
        self._loop = loop
        self.watchers: tuple[Callable[[], object], ...] = ()
        self.playback = Playback(self._playback_changed, self.changed)
        self._memory = Memory(history, self._complain, settings.record)
        self.conversation = self._new_conversation()
        self._stage = self._new_stage(settings.aloud, settings.speed)
        self._ear = Ear(models.speech_detector, settings.turns)
        self._room = Room()
        self._microphone = ""  # its label; empty: sound that no room could trouble
        self._other_microphones: tuple[str, ...] = ()
        self._drafts = Drafts(models, lambda: self.conversation, self._show_draft)
        self._draft = ""
        self._aside = Aside(models.voice, self.playback, self._aside_over)
        self.state: State = "idle"
        self.language = settings.language
        self.notice = ""
        self.remedy = ""
        self.request: Request | None = None
        self._reply: _Reply | None = None
        self._deciding: asyncio.Task[None] | None = None
        self._rest = ""

    def snapshot(self) -> Snapshot:
        """What can be seen of it; reads single values only, so that any thread may ask."""
        running = self._reply
        live, answer = Live(self._draft), ""
        if running is not None and running.progress.heard:
            live = Live(running.progress.heard, final=running.gate.is_open)
            answer = running.progress.said if running.gate.is_open else ""
        return Snapshot(
            state=self.state,
            messages=self.conversation.messages,
            turns=self._memory.turns,
            notice=self.notice,
            live=live,
            answer=answer,
            language=self.language or "",
            request=self.request,
            remedy=self.remedy,
        )

    # Listening.

    def hear(self, pcm: Pcm) -> None:
        for event in self._ear.hear(pcm, self.state == "speaking"):
            self._on(event)
        if self._microphone and (trouble := self._room.hear(pcm)):
            self.remedy = next(iter(self._other_microphones), "") if trouble == "silent" else ""
            self.tell(sentence(trouble, self._microphone, self._other_microphones))
        if self.state == "idle":
            self._ear.forget()
        elif self._settings.drafts and self._ear.talking and self._drafts.due(self._ear.position):
            self._drafts.begin(self._ear.utterance(self._ear.position), self._options())

    def finish(self) -> None:
        for event in self._ear.finish():
            self._on(event)

    def _on(self, event: Event) -> None:
        match event:
            case SpeechStarted(start):
                self._speech_started(start)
            case PauseBegan(end):
                self._prepare(end)
            case TurnInDoubt(end):
                self._deciding = asyncio.ensure_future(self._decide(end))
            case SpeechResumed():
                self._drop_prepared()
            case TurnEnded():
                self._turn_ended()

    def _speech_started(self, start: int) -> None:
        self._draft = ""
        self._aside.stop()
        if (running := self._reply) is not None:
            if "first_sound" in running.progress.times_ms or running.asked is not None:
                self._stop_reply()
            else:  # the speaker only paused, and goes on before an answer was heard: it is one turn
                self._take_back(running)
                self._ear.reopen(running.start)
        self._drafts.begin_turn(start)
        self._set_state("listening")

    def _prepare(self, end: int) -> None:
        """Begin the answer while it is still open whether the speaker has finished."""
        self._stop_reply()  # a question that was typed meanwhile
        progress = self._progress(self._clock() - self._ear.ago_s(end))
        prepared = _Reply(self._ear.turn_start, Gate(is_open=False), progress, None)
        self._begin(self._ear.utterance(end), prepared)

    async def _decide(self, end: int) -> None:
        turn = self._ear.last_of_turn()
        probability = await in_thread(lambda: self._models.turn_detector.complete(turn))
        for event in self._ear.decide(probability, end):
            self._on(event)

    def _drop_prepared(self) -> None:
        if self._reply is not None and not self._reply.gate.is_open:
            self._cancel(self._reply)

    def _turn_ended(self) -> None:
        if self._reply is None:
            self._set_state("idle")
        elif not self._reply.gate.is_open:
            self._set_state("thinking")
            self._reply.gate.open()
            self._reply.progress.mark("turn_end")

    def _show_draft(self, words: str) -> None:
        self._draft = words
        self.changed()

    def listen_through(self, microphone: str, others: tuple[str, ...]) -> None:
        if microphone != self._microphone:
            self._room.reset()
        self._microphone, self._other_microphones = microphone, others

    # Answering.

    def interrupt(self) -> None:
        self._aside.stop()
        if self._reply is None:
            self._aside_over()
        elif self._reply.gate.is_open:  # a prepared reply is silent anyway, and may be wanted
            self._stop_reply()

    def ask(self, text: str, asked: "concurrent.futures.Future[Turn] | None") -> None:
        self._stop_reply()
        progress = self._progress(self._clock(), heard=text)
        progress.mark("turn_end")
        self._set_state("thinking")
        self._begin(Transcript(text, self.language or ""), _Reply(0, Gate(is_open=True), progress, asked))

    def _begin(self, question: Utterance | Transcript, started: _Reply) -> None:
        self._aside.stop()
        self._drafts.stop()
        self.notice = self.remedy = ""
        self._reply = started
        started.task = asyncio.ensure_future(self._run(question, started))

    async def _run(self, question: Utterance | Transcript, running: _Reply) -> None:
        ordered: Order | None = None
        error: AssistantError | None = None
        try:
            ordered = await reply(question, self._options(), self._stage, running.progress, running.gate, self._rest)
        except AssistantError as raised:
            error = raised
        except Exception as raised:  # noqa: BLE001  # the top of the task: whatever it is, the next turn must work
            error = AssistantError(f"Oriel failed at this answer ({type(raised).__name__}); the next one will work")
        # What failed or heard nothing must not show before the turn has ended: the speaker may still go on.
        await running.gate.passed()
        if error is not None or running.progress.unheard:
            self._cut(running.progress)
        if isinstance(ordered, Correction):
            running.progress.heard = ""  # it is no part of the conversation
        elif ordered is not None:
            running.progress.intent = CONTROL
        self._end(running, interrupted=running.progress.unheard, error=error)
        if ordered is not None:
            self._obey(ordered)

    def _end(self, ended: _Reply, interrupted: bool, error: AssistantError | None = None) -> None:
        """The one place where a turn becomes past."""
        if self._reply is ended:
            self._reply = None
        self._draft = ""
        if ended.progress.heard:
            self._remember(ended, interrupted, error)
        if error is not None:
            self._complain(error)
            if ended.asked is not None:
                ended.asked.set_exception(error)
        if self.state != "listening":
            self._set_state("idle")

    def _remember(self, ended: _Reply, interrupted: bool, error: AssistantError | None) -> None:
        progress = ended.progress
        progress.mark("done")
        spoken = self.playback.heard() if progress.answered else ""
        turn = progress.turn(spoken, interrupted)
        self._memory.add(turn)
        if progress.intent != CONTROL:
            self._rest = progress.unspoken if ASK_FOR_MORE in spoken and error is None else ""
        if self.language is None and len(progress.heard.split()) >= WORDS_FOR_LANGUAGE:
            self.language = progress.language or None
        if ended.asked is not None and error is None:
            ended.asked.set_result(turn)

    def _stop_reply(self) -> None:
        """In this order nothing stale can follow: silence, cancel, then cut what is remembered."""
        if (running := self._reply) is None:
            return
        self.playback.clear()
        self._cancel(running)
        if running.progress.heard and running.gate.is_open:
            self._cut(running.progress)
            self._end(running, interrupted=True)
        elif self.state != "listening":
            self._set_state("idle")

    def _cut(self, progress: Progress) -> None:
        """Leave in the conversation the question and what was heard of its answer."""
        self.playback.clear()
        if progress.answered:
            self.conversation.cut_to(self.playback.heard())
        elif progress.heard:
            self.conversation.add_question(progress.heard)

    def _take_back(self, running: _Reply) -> None:
        self.playback.clear()
        self._cancel(running)
        if running.progress.answered:
            self.conversation.take_back_question()

    def _cancel(self, running: _Reply) -> None:
        if running.task is not None:
            running.task.cancel()
        self._draft = running.progress.heard
        self._reply = None

    # Obeying.

    def _obey(self, ordered: Order) -> None:
        if isinstance(ordered, Correction):
            self._correct(self._memory.last_question() or 0, ordered)
            return
        match ordered:
            case Command("stop"):
                pass  # whoever said it has stopped the sound by speaking
            case Command("repeat"):
                self.say(self._memory.last_answer())
            case Command("slower"):
                self._speak_at(self._stage.speed / SPEED_STEP)
            case Command("faster"):
                self._speak_at(self._stage.speed * SPEED_STEP)
            case Command("language", language):
                self.language = language
            case Command("new-conversation"):
                self.begin_anew()
            case Command("dismiss"):
                self.dismiss()
            case Command(name, value):
                self.request = Request(self.request.number + 1 if self.request else 1, name, value)
        self.changed()

    def _order(self, text: str) -> Order | None:
        place = self._memory.last_question()
        return order(text, "" if place is None else self._memory.turns[place].heard)

    def correct_word(self, place: int, word: int, right: str) -> None:
        """A page's view may be older than the turns: a word that is not there is left alone."""
        turns = self._memory.turns
        if 0 <= place < len(turns) and 0 <= word < len(turns[place].heard.split()):
            self._correct(place, with_word(turns[place].heard, word, right))

    def _correct(self, place: int, correction: Correction) -> None:
        """The turn at this place was heard wrongly: strike it out, learn the word, ask what was really asked."""
        self._stop_reply()
        self._memory.supersede(place)
        self.conversation.forget(correction.heard)
        if correction.right:
            self._memory.learn(correction.right)
        if correction.corrected:
            self.ask(correction.corrected, None)

    def dismiss(self) -> None:
        self.notice = self.remedy = ""
        self.changed()

    def begin_anew(self) -> None:
        self.interrupt()
        self._memory.begin_anew()
        self._rest = self.notice = self.remedy = ""
        self.language = self._settings.language
        self.conversation = self._new_conversation()
        self._stage = self._new_stage(self._stage.aloud, self._stage.speed)
        self.changed()

    def adjust(self, settings: SessionSettings) -> None:
        if settings.language != self._settings.language:
            self.language = settings.language
        self._settings = replace(settings, aloud=self._settings.aloud)
        self._memory.recording = settings.record
        self._speak_at(settings.speed)

    def _speak_at(self, speed: float) -> None:
        self._stage = replace(self._stage, speed=min(max(speed, SPEEDS[0]), SPEEDS[1]))
        self.changed()

    def let_hear(self, aloud: bool) -> None:
        self._stage = replace(self._stage, aloud=aloud)

    # Speaking.

    def tell(self, text: str) -> None:
        """Show a sentence, and say it when nothing else is being said or heard."""
        self.notice = text
        if self.state == "idle":
            self.say(text)
        self.changed()

    def say(self, text: str) -> None:
        self._stop_reply()
        if self._stage.aloud and (words := speakable(text)):
            self._aside.say(words, self._stage.speed)

    def _aside_over(self) -> None:
        if self.state == "speaking" and self._reply is None:
            self._set_state("idle")

    def _complain(self, error: AssistantError) -> None:
        log.warning("a reply failed: %s", type(error).__name__)
        self.notice = str(error)

    def _playback_changed(self, audible: bool) -> None:
        """Called in the output's thread."""
        self._loop.call_soon_threadsafe(self._heard_change, audible, self._clock())

    def _heard_change(self, audible: bool, at: float) -> None:
        if (running := self._reply) is None:
            self._aside_change(audible)
        elif audible and running.progress.answered:  # else it is the last of an answer that has just been replaced
            running.progress.mark("first_sound", at)
            self._set_state("speaking")
        elif not audible and running.progress.waiting_for_ears and not self.playback.waiting_s:
            running.progress.drained.set()

    def _aside_change(self, audible: bool) -> None:
        if audible and self._aside.running and self.state == "idle":
            self._set_state("speaking")
        elif not audible:
            self._aside.heard()

    def _set_state(self, state: State) -> None:
        self.state = state
        self.changed()

    def changed(self) -> None:
        for watcher in self.watchers:
            watcher()

    # Making and closing.

    def _new_conversation(self) -> Conversation:
        budget = round((self._settings.context_tokens - self._settings.params.max_tokens) * (1 - SPARE))
        return Conversation(self._settings.system, budget)

    def _new_stage(self, aloud: bool, speed: float) -> Stage:
        return Stage(self._models, self.conversation, self.playback, self._settings.params, self._order, speed, aloud)

    def _progress(self, speech_end: float, heard: str = "") -> Progress:
        return Progress(speech_end, self._clock, heard=heard, changed=self.changed)

    def _options(self) -> TranscribeOptions:
        hot_words = ", ".join(filter(None, [self._settings.hot_words, self._memory.hot_words]))
        return TranscribeOptions(language=self.language, hot_words=hot_words)

    async def is_settled(self) -> bool:
        deciding = self._deciding is not None and not self._deciding.done()
        running = self._reply
        parked = running is None or running.gate.waited_for or running.progress.waiting_for_ears
        return parked and not deciding and not self._drafts.running and not self._aside.computing

    async def shut_down(self) -> None:
        self._stop_reply()
        self._aside.stop()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
