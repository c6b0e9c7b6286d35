"""The one conversation: owns the loop, the reply task, the state, and the commands that a page or a script may send."""

import asyncio
import concurrent.futures
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.conversation import Conversation
from assistant.errors import AssistantError, BadInput
from assistant.history import History
from assistant.listening import Ear
from assistant.messages import Pcm, ReplyParams, Snapshot, State, TranscribeOptions, Transcript, Turn, Utterance
from assistant.playback import Playback
from assistant.reply import ASK_FOR_MORE, Gate, Progress, Stage, reply
from assistant.roles import Models
from assistant.streams import in_thread
from assistant.turns import Event, PauseBegan, SpeechResumed, SpeechStarted, TurnEnded, TurnInDoubt, TurnSettings

WORDS_FOR_LANGUAGE = 4  # shorter turns do not decide which language is spoken
SPARE = 0.2  # of the model's context, for error in the estimate of tokens

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


@dataclass
class _Reply:
    """The reply under way: its task, and what is known of its turn."""

    start: int  # first sample of the question; 0 for a typed one
    gate: Gate
    progress: Progress
    asked: "concurrent.futures.Future[Turn] | None"
    task: "asyncio.Task[None] | None" = None


class Session:
    """Public methods may be called from any thread; names with an underscore run on the session's own loop.

    `clock` gives seconds; the sound that is fed and pulled is expected to keep pace with it.
    """

    def __init__(
        self,
        models: Models,
        settings: SessionSettings,
        history: History | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._models = models
        self._settings = settings
        self._history = history
        self._history_id = 0
        self._clock = clock
        self._loop = asyncio.new_event_loop()
        self.playback = Playback(self._playback_changed)
        budget = round((settings.context_tokens - settings.params.max_tokens) * (1 - SPARE))
        self._conversation = Conversation(settings.system, budget)
        self._stage = Stage(models, self._conversation, self.playback, settings.params, settings.aloud)
        self._ear = Ear(models.speech_detector, settings.turns)
        self._language = settings.language
        self._state: State = "idle"
        self._reply: _Reply | None = None
        self._deciding: asyncio.Task[None] | None = None
        self._rest = ""
        self._finished: list[Turn] = []
        self._notice = ""
        self._thread = threading.Thread(target=self._loop.run_forever, name="session", daemon=True)
        self._thread.start()

    # Commands.

    def warm(self) -> None:
        """Have the language model read what stands before every question; blocks until it has."""
        prompt = self._conversation.prompt("Hello")
        for _ in self._models.language_model.reply(prompt, replace(self._settings.params, max_tokens=1)):
            pass

    def feed(self, pcm: Pcm) -> None:
        """More of the microphone: int16 mono [n] at 16 kHz, in order."""
        self._loop.call_soon_threadsafe(self._hear, pcm)

    def ask(self, text: str) -> "concurrent.futures.Future[Turn]":
        """A typed question; the future holds the turn once the answer is complete, or the error."""
        text = text.strip()
        text = text.encode("utf-8", "replace").decode()  # a terminal of another encoding leaves halves of characters
        if not text:
            raise BadInput("the question is empty; say or type a few words")
        if not self._conversation.has_room_for(text):
            raise BadInput(
                f"the question has {len(text):,} characters, more than the language model can read at once; "
                f"its context is {self._settings.context_tokens:,} tokens, about {self._settings.context_tokens * 3:,}"
            )
        asked: concurrent.futures.Future[Turn] = concurrent.futures.Future()
        asked.set_running_or_notify_cancel()  # from here on only `interrupt` ends it
        self._loop.call_soon_threadsafe(self._ask, text, asked)
        return asked

    def interrupt(self) -> None:
        """Be silent now; only what was heard of the answer stays in the conversation."""
        self._loop.call_soon_threadsafe(self._interrupt)

    def snapshot(self) -> Snapshot:
        """What can be seen from outside."""
        return Snapshot(self._state, self._conversation.messages, tuple(self._finished), self._notice)

    def settle(self) -> None:
        """Return when nothing is being computed: the session waits for more sound, or for its own to be played."""
        while not asyncio.run_coroutine_threadsafe(self._is_settled(), self._loop).result():
            time.sleep(0.001)

    def close(self) -> None:
        """End the conversation: the reply under way is cut off as if interrupted."""
        asyncio.run_coroutine_threadsafe(self._shut_down(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    # Listening.

    def _hear(self, pcm: Pcm) -> None:
        for event in self._ear.hear(pcm, self._state == "speaking"):
            self._on(event)
        if self._state == "idle":
            self._ear.forget()

    def _on(self, event: Event) -> None:
        match event:
            case SpeechStarted():
                self._speech_started()
            case PauseBegan(end):
                self._prepare(end)
            case TurnInDoubt(end):
                self._deciding = asyncio.ensure_future(self._decide(end))
            case SpeechResumed():
                self._drop_prepared()
            case TurnEnded():
                self._turn_ended()

    def _speech_started(self) -> None:
        if (running := self._reply) is not None:
            if "first_sound" in running.progress.times_ms or running.asked is not None:
                self._stop_reply()
            else:  # the speaker only paused, and goes on before an answer was heard: it is one turn
                self._take_back(running)
                self._ear.reopen(running.start)
        self._set_state("listening")

    def _prepare(self, end: int) -> None:
        """Begin the answer while it is still open whether the speaker has finished."""
        self._stop_reply()  # a question that was typed meanwhile
        progress = Progress(self._clock() - self._ear.ago_s(end), self._clock)
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
            self._reply.progress.mark("turn_end")
            self._reply.gate.open()

    # Answering.

    def _interrupt(self) -> None:
        if self._reply is not None and self._reply.gate.is_open:  # a prepared reply is silent anyway, and may be wanted
            self._stop_reply()

    def _ask(self, text: str, asked: "concurrent.futures.Future[Turn]") -> None:
        self._stop_reply()
        progress = Progress(self._clock(), self._clock, heard=text)
        progress.mark("turn_end")
        self._set_state("thinking")
        self._begin(Transcript(text, self._language or ""), _Reply(0, Gate(is_open=True), progress, asked))

    def _begin(self, question: Utterance | Transcript, started: _Reply) -> None:
        self._notice = ""
        self._reply = started
        started.task = asyncio.ensure_future(self._run(question, started))

    async def _run(self, question: Utterance | Transcript, running: _Reply) -> None:
        options = TranscribeOptions(language=self._language)
        error: AssistantError | None = None
        try:
            await reply(question, options, self._stage, running.progress, running.gate, self._rest)
        except AssistantError as raised:
            error = raised
        except Exception as raised:  # noqa: BLE001  # the top of the task: whatever it is, the next turn must work
            error = AssistantError(f"Oriel failed at this answer ({type(raised).__name__}); the next one will work")
        # What failed or heard nothing must not show before the turn has ended: the speaker may still go on.
        await running.gate.passed()
        if error is None:
            self._end(running, interrupted=False)
        else:
            self._fail(running, error)

    def _end(self, ended: _Reply, interrupted: bool, error: AssistantError | None = None) -> None:
        """The one place where a turn becomes past."""
        if self._reply is ended:
            self._reply = None
        if self._state != "listening":
            self._set_state("idle")
        progress = ended.progress
        if progress.heard:
            progress.mark("done")
            asked_for_more = ASK_FOR_MORE in self.playback.heard()
            self._rest = progress.unspoken if asked_for_more and error is None else ""
            if self._language is None and len(progress.heard.split()) >= WORDS_FOR_LANGUAGE:
                self._language = progress.language or None
            turn = progress.turn(self.playback.heard(), interrupted)
            self._finished.append(turn)
            if ended.asked is not None and error is None:
                ended.asked.set_result(turn)
            self._keep(turn)
        if error is not None:
            self._notice = str(error)
            log.warning("a reply failed: %s", type(error).__name__)
            if ended.asked is not None:
                ended.asked.set_exception(error)

    def _fail(self, failed: _Reply, error: AssistantError) -> None:
        """A model or the engine failed: what was heard of the answer stays, the next turn starts clean."""
        self._cut(failed.progress)
        self._end(failed, interrupted=False, error=error)

    def _stop_reply(self) -> None:
        """In this order nothing stale can follow: silence, cancel, then cut what is remembered."""
        if (running := self._reply) is None:
            return
        self.playback.clear()
        self._cancel(running)
        if running.progress.heard and running.gate.is_open:
            self._cut(running.progress)
            self._end(running, interrupted=True)
        elif self._state != "listening":
            self._set_state("idle")

    def _cut(self, progress: Progress) -> None:
        """Leave in the conversation the question and what was heard of its answer."""
        self.playback.clear()
        if progress.answered:
            self._conversation.cut_to(self.playback.heard())
        elif progress.heard:
            self._conversation.add_question(progress.heard)
            self.playback.begin()

    def _take_back(self, running: _Reply) -> None:
        self.playback.clear()
        self._cancel(running)
        if running.progress.answered:
            self._conversation.take_back_question()

    def _cancel(self, running: _Reply) -> None:
        if running.task is not None:
            running.task.cancel()
        self._reply = None

    def _keep(self, turn: Turn) -> None:
        if self._history is None:
            return
        try:
            self._history_id = self._history_id or self._history.begin_session()
            self._history.add_turn(self._history_id, turn)
        except AssistantError as error:
            self._notice = str(error)

    # Speaking.

    def _playback_changed(self, audible: bool) -> None:
        """Called in the thread that pulls sound."""
        self._loop.call_soon_threadsafe(self._heard_change, audible, self._clock())

    def _heard_change(self, audible: bool, at: float) -> None:
        if (running := self._reply) is None:
            return
        if audible and not running.progress.answered:
            return  # the last of an answer that has just been replaced
        if audible:
            running.progress.mark("first_sound", at)
            self._set_state("speaking")
        elif running.progress.waiting_for_ears and not self.playback.waiting_s:
            running.progress.drained.set()

    def _set_state(self, state: State) -> None:
        self._state = state

    # Closing.

    async def _is_settled(self) -> bool:
        deciding = self._deciding is not None and not self._deciding.done()
        running = self._reply
        parked = running is None or running.gate.waited_for or running.progress.waiting_for_ears
        return parked and not deciding

    async def _shut_down(self) -> None:
        self._stop_reply()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
