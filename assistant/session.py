"""The one conversation: owns the loop, the reply task, the state, and the commands that a page or a script may send."""

import asyncio
import concurrent.futures
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.aside import Aside
from assistant.commands import Command
from assistant.conversation import Conversation
from assistant.corrections import Correction, with_word
from assistant.drafts import Drafts
from assistant.errors import AssistantError, BadInput
from assistant.history import History
from assistant.listening import Ear
from assistant.memory import Memory
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
        self._clock = clock
        self._loop = asyncio.new_event_loop()
        self._watchers: tuple[Callable[[], object], ...] = ()
        self.playback = Playback(self._playback_changed, self._changed)
        self._memory = Memory(history, self._complain, settings.record)
        self._conversation = self._new_conversation()
        self._stage = self._new_stage(settings.aloud, settings.speed)
        self._ear = Ear(models.speech_detector, settings.turns)
        self._room = Room()
        self._microphone = ""  # its label; empty: sound that no room could trouble
        self._other_microphones: tuple[str, ...] = ()
        self._drafts = Drafts(models, lambda: self._conversation, self._show_draft)
        self._draft = ""
        self._aside = Aside(models.voice, self.playback, self._aside_over)
        self._language = settings.language
        self._state: State = "idle"
        self._reply: _Reply | None = None
        self._deciding: asyncio.Task[None] | None = None
        self._rest = ""
        self._finished: list[Turn] = []
        self._notice = ""
        self._remedy = ""
        self._request: Request | None = None
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
        self._call(self._hear, pcm)

    def finish(self) -> None:
        """No more sound will come for now: whoever was speaking has said what there was to say."""
        self._call(self._finish)

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
        self._call(self._ask, text, asked)
        return asked

    def interrupt(self) -> None:
        """Be silent now; only what was heard of the answer stays in the conversation."""
        self._call(self._interrupt)

    def say(self, text: str) -> None:
        """Say a sentence that belongs to no turn; whoever speaks over it stops it."""
        self._call(self._say, text)

    def correct(self, place: int, word: int, right: str) -> None:
        """In the turn at this place the word with this number (by spaces, from 0) was really another: ask again."""
        self._call(self._correct_word, place, word, right)

    def dismiss(self) -> None:
        """The notice has been read."""
        self._call(self._dismiss)

    def begin_anew(self) -> None:
        """End this conversation and begin another; what was learned stays."""
        self._call(self._begin_anew)

    def adjust(self, settings: SessionSettings) -> None:
        """Take over language, speed, hot words and whether to record; what models were loaded with stays as it is."""
        self._call(self._adjust, settings)

    def tell(self, text: str) -> None:
        """Show a sentence, and say it when nothing else is being said or heard."""
        self._call(self._tell, text)

    def listen_through(self, microphone: str, others: tuple[str, ...]) -> None:
        """The sound that follows comes from this microphone; others: the labels of what could be used instead."""
        self._call(self._listen_through, microphone, others)

    def let_hear(self, aloud: bool) -> None:
        """Whether anybody could hear an answer that begins now; a typed question is else answered in writing."""
        self._call(self._let_hear, aloud)

    def watch(self, watcher: Callable[[], object]) -> Callable[[], None]:
        """Have `watcher` called, on the session's loop, whenever the snapshot may have changed; returns what ends it."""
        self._watchers = (*self._watchers, watcher)

        def forget() -> None:
            self._watchers = tuple(other for other in self._watchers if other is not watcher)

        return forget

    def nudge(self) -> None:
        """Have the watchers look again: something beside the session has changed."""
        self._call(self._changed)

    def snapshot(self) -> Snapshot:
        """What can be seen from outside."""
        running = self._reply
        live, answer = Live(self._draft), ""
        if running is not None and running.progress.heard:
            live = Live(running.progress.heard, final=running.gate.is_open)
            answer = running.progress.said if running.gate.is_open else ""
        return Snapshot(
            self._state,
            self._conversation.messages,
            tuple(self._finished),
            self._notice,
            live,
            answer,
            self._language or "",
            self._request,
            self._remedy,
        )

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

    def _call(self, command: Callable[..., None], *arguments: object) -> None:
        self._loop.call_soon_threadsafe(command, *arguments)

    # Listening.

    def _hear(self, pcm: Pcm) -> None:
        for event in self._ear.hear(pcm, self._state == "speaking"):
            self._on(event)
        if self._microphone and (trouble := self._room.hear(pcm)):
            self._remedy = next(iter(self._other_microphones), "") if trouble == "silent" else ""
            self._tell(sentence(trouble, self._microphone, self._other_microphones))
        if self._state == "idle":
            self._ear.forget()
        elif self._settings.drafts and self._ear.talking and self._drafts.due(self._ear.position):
            self._drafts.begin(self._ear.utterance(self._ear.position), self._options())

    def _finish(self) -> None:
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
        self._changed()

    def _listen_through(self, microphone: str, others: tuple[str, ...]) -> None:
        if microphone != self._microphone:
            self._room.reset()
        self._microphone, self._other_microphones = microphone, others

    # Answering.

    def _interrupt(self) -> None:
        self._aside.stop()
        if self._reply is None:
            self._aside_over()
        elif self._reply.gate.is_open:  # a prepared reply is silent anyway, and may be wanted
            self._stop_reply()

    def _ask(self, text: str, asked: "concurrent.futures.Future[Turn] | None") -> None:
        self._stop_reply()
        progress = self._progress(self._clock(), heard=text)
        progress.mark("turn_end")
        self._set_state("thinking")
        self._begin(Transcript(text, self._language or ""), _Reply(0, Gate(is_open=True), progress, asked))

    def _begin(self, question: Utterance | Transcript, started: _Reply) -> None:
        self._aside.stop()
        self._drafts.stop()
        self._notice, self._remedy = "", ""
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
        if ordered is not None:
            running.progress.intent = "control"
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
        if self._state != "listening":
            self._set_state("idle")

    def _remember(self, ended: _Reply, interrupted: bool, error: AssistantError | None) -> None:
        progress = ended.progress
        progress.mark("done")
        spoken = self.playback.heard() if progress.answered else ""
        turn = progress.turn(spoken, interrupted)
        self._finished.append(turn)
        if progress.intent != "control":
            self._rest = progress.unspoken if ASK_FOR_MORE in spoken and error is None else ""
            self._memory.keep(len(self._finished) - 1, turn)
        if self._language is None and len(progress.heard.split()) >= WORDS_FOR_LANGUAGE:
            self._language = progress.language or None
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
        elif self._state != "listening":
            self._set_state("idle")

    def _cut(self, progress: Progress) -> None:
        """Leave in the conversation the question and what was heard of its answer."""
        self.playback.clear()
        if progress.answered:
            self._conversation.cut_to(self.playback.heard())
        elif progress.heard:
            self._conversation.add_question(progress.heard)

    def _take_back(self, running: _Reply) -> None:
        self.playback.clear()
        self._cancel(running)
        if running.progress.answered:
            self._conversation.take_back_question()

    def _cancel(self, running: _Reply) -> None:
        if running.task is not None:
            running.task.cancel()
        self._draft = running.progress.heard
        self._reply = None

    # Obeying.

    def _obey(self, ordered: Order) -> None:
        if isinstance(ordered, Correction):
            self._finished.pop()  # the correction itself is no part of the conversation
            self._correct(self._correctable() or 0, ordered)
            return
        match ordered:
            case Command("stop"):
                pass  # whoever said it has stopped the sound by speaking
            case Command("repeat"):
                self._say(next((turn.said for turn in reversed(self._finished) if turn.said), ""))
            case Command("slower"):
                self._speak_at(self._stage.speed / SPEED_STEP)
            case Command("faster"):
                self._speak_at(self._stage.speed * SPEED_STEP)
            case Command("language", language):
                self._language = language
            case Command("new-conversation"):
                self._begin_anew()
            case Command("dismiss"):
                self._dismiss()
            case Command(name, value):
                self._request = Request(self._request.number + 1 if self._request else 1, name, value)
        self._changed()

    def _order(self, text: str) -> Order | None:
        place = self._correctable()
        return order(text, "" if place is None else self._finished[place].heard)

    def _correctable(self) -> int | None:
        """The place of the last question that was answered, or begun to be."""
        places = range(len(self._finished) - 1, -1, -1)
        return next((place for place in places if self._finished[place].intent != "control"), None)

    def _correct_word(self, place: int, word: int, right: str) -> None:
        if 0 <= place < len(self._finished) and 0 <= word < len(self._finished[place].heard.split()):
            self._correct(place, with_word(self._finished[place].heard, word, right))

    def _correct(self, place: int, correction: Correction) -> None:
        """The turn at this place was heard wrongly: strike it out, learn the word, ask what was really asked."""
        self._stop_reply()
        self._finished[place] = replace(self._finished[place], superseded=True)
        self._memory.supersede(place)
        self._conversation.forget(correction.heard)
        if correction.right:
            self._memory.learn(correction.right)
        if correction.corrected:
            self._ask(correction.corrected, None)

    def _dismiss(self) -> None:
        self._notice, self._remedy = "", ""
        self._changed()

    def _begin_anew(self) -> None:
        self._interrupt()
        self._finished.clear()
        self._memory.begin_anew()
        self._rest, self._notice, self._language = "", "", self._settings.language
        self._conversation = self._new_conversation()
        self._stage = self._new_stage(self._stage.aloud, self._stage.speed)
        self._changed()

    def _adjust(self, settings: SessionSettings) -> None:
        if settings.language != self._settings.language:
            self._language = settings.language
        self._settings = replace(settings, aloud=self._settings.aloud)
        self._memory.recording = settings.record
        self._speak_at(settings.speed)

    def _speak_at(self, speed: float) -> None:
        self._stage = replace(self._stage, speed=min(max(speed, SPEEDS[0]), SPEEDS[1]))
        self._changed()

    def _let_hear(self, aloud: bool) -> None:
        self._stage = replace(self._stage, aloud=aloud)

    # Speaking.

    def _tell(self, text: str) -> None:
        """Show a sentence, and say it when nothing else is being said or heard."""
        self._notice = text
        if self._state == "idle":
            self._say(text)
        self._changed()

    def _say(self, text: str) -> None:
        self._stop_reply()
        if self._stage.aloud and (words := speakable(text)):
            self._aside.say(words, self._stage.speed)

    def _aside_over(self) -> None:
        if self._state == "speaking" and self._reply is None:
            self._set_state("idle")

    def _complain(self, error: AssistantError) -> None:
        log.warning("a reply failed: %s", type(error).__name__)
        self._notice = str(error)

    def _playback_changed(self, audible: bool) -> None:
        """Called in the thread that pulls sound."""
        self._call(self._heard_change, audible, self._clock())

    def _heard_change(self, audible: bool, at: float) -> None:
        if (running := self._reply) is None:
            self._aside_change(audible)
        elif audible and running.progress.answered:  # else it is the last of an answer that has just been replaced
            running.progress.mark("first_sound", at)
            self._set_state("speaking")
        elif not audible and running.progress.waiting_for_ears and not self.playback.waiting_s:
            running.progress.drained.set()

    def _aside_change(self, audible: bool) -> None:
        if audible and self._aside.running and self._state == "idle":
            self._set_state("speaking")
        elif not audible:
            self._aside.heard()

    def _set_state(self, state: State) -> None:
        self._state = state
        self._changed()

    def _changed(self) -> None:
        for watcher in self._watchers:
            watcher()

    # Making and closing.

    def _new_conversation(self) -> Conversation:
        budget = round((self._settings.context_tokens - self._settings.params.max_tokens) * (1 - SPARE))
        return Conversation(self._settings.system, budget)

    def _new_stage(self, aloud: bool, speed: float) -> Stage:
        return Stage(self._models, self._conversation, self.playback, self._settings.params, self._order, speed, aloud)

    def _progress(self, speech_end: float, heard: str = "") -> Progress:
        return Progress(speech_end, self._clock, heard=heard, changed=self._changed)

    def _options(self) -> TranscribeOptions:
        hot_words = ", ".join(filter(None, [self._settings.hot_words, self._memory.hot_words]))
        return TranscribeOptions(language=self._language, hot_words=hot_words)

    async def _is_settled(self) -> bool:
        deciding = self._deciding is not None and not self._deciding.done()
        running = self._reply
        parked = running is None or running.gate.waited_for or running.progress.waiting_for_ears
        return parked and not deciding and not self._drafts.running and not self._aside.computing

    async def _shut_down(self) -> None:
        self._stop_reply()
        self._aside.stop()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
