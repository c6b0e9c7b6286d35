"""How the turns of a conversation follow each other: who speaks, what is prepared, kept, told and obeyed."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.answering import Answering, Asked, Ended
from assistant.aside import Aside
from assistant.audience import Audience
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
)
from assistant.playback import Playback
from assistant.reply import Progress, Stage
from assistant.roles import Models
from assistant.room import Room, sentence
from assistant.speakable import speakable
from assistant.streams import in_thread
from assistant.turns import Event, PauseBegan, SpeechResumed, SpeechStarted, TurnEnded, TurnInDoubt, TurnSettings

WORDS_FOR_LANGUAGE = 4  # shorter turns do not decide which language is spoken
SPARE = 0.2  # of the model's context, for error in the estimate of tokens
SPEED_STEP = 1.2  # "slower", "faster"
SPEEDS = (0.7, 3.0)
NOTHING_TO_REPEAT = "I have not said anything yet."

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


@dataclass(frozen=True)
class _Notice:
    """What is shown beside the conversation. untold: to be said as soon as nothing else is being said or heard."""

    text: str = ""
    remedy: str = ""
    untold: bool = False


class Dialogue:
    """Everything here runs on one loop, the session's; `playback` alone meets the output's thread.

    `clock` gives seconds; the sound that is heard and played is expected to keep pace with it. Nobody is spoken to who
    speaks: an answer ends where speech begins, and an aside waits for silence.
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
        self._news = False  # for them, in the next step of the loop
        self.playback = Playback(self._playback_changed, self.changed)
        self._audience = Audience(self.playback, settings.aloud)
        self._memory = Memory(history, self._complain, settings.record)
        self.conversation = self._new_conversation()
        self._ear = Ear(models.speech_detector, settings.turns)
        self._room = Room()
        self._microphone = ""  # its label; empty: sound that no room could trouble
        self._other_microphones: tuple[str, ...] = ()
        self._drafts = Drafts(models, self.changed)
        self._answering = Answering(self._answered)
        self._aside = Aside(models.voice, self._audience, self._come_to_rest)
        self._deciding: asyncio.Task[None] | None = None
        self._state: State = "idle"
        self._language = settings.language
        self._speed = settings.speed
        self._notice = _Notice()
        self._request: Request | None = None
        self._unspoken = ""  # of the last answer

    def snapshot(self) -> Snapshot:
        """What can be seen of it; reads single values only, so that any thread may ask."""
        live, answer = self._answering.shown() or (Live(self._drafts.words), "")
        notice = self._notice
        return Snapshot(
            state=self._state,
            messages=self.conversation.messages,
            turns=self._memory.turns,
            notice=notice.text,
            live=live,
            answer=answer,
            language=self._language or "",
            request=self._request,
            remedy=notice.remedy,
        )

    # Listening.

    def hear(self, pcm: Pcm) -> None:
        for event in self._ear.hear(pcm, self._state == "speaking"):
            self._on(event)
        if self._microphone and (trouble := self._room.hear(pcm)):
            remedy = next(iter(self._other_microphones), "") if trouble == "silent" else ""
            self.tell(sentence(trouble, self._microphone, self._other_microphones), remedy)
        if self._state == "idle":
            self._ear.forget()
        elif self._state == "listening" and self._ear.talking and self._settings.drafts:
            self._draft()

    def finish(self) -> None:
        for event in self._ear.finish():
            self._on(event)

    def listen_through(self, microphone: str, others: tuple[str, ...]) -> None:
        if microphone != self._microphone:
            self._room.reset()
        self._microphone, self._other_microphones = microphone, others

    def _on(self, event: Event) -> None:
        match event:
            case SpeechStarted(start):
                self._speech_started(start)
            case PauseBegan(end):
                self._prepare(end)
            case TurnInDoubt(end):
                self._deciding = asyncio.ensure_future(self._decide(end))
            case SpeechResumed():
                self._drafts.words = self._answering.take_back() or self._drafts.words
            case TurnEnded(_, end):
                self._turn_ended(end)

    def _speech_started(self, start: int) -> None:
        self._aside.stop()
        words = ""
        if (before := self._answering.retractable_from) is not None:  # the speaker only paused: it is one turn
            words = self._answering.take_back()
            self._ear.reopen(before)
        self._stop_reply()
        self._drafts.begin_turn(start, words)
        self._set_state("listening")

    def _draft(self) -> None:
        if self._drafts.due(position := self._ear.position):
            self._drafts.begin(self._ear.utterance(position), self._options(), self.conversation)

    def _prepare(self, end: int) -> None:
        """Begin the answer while it is still open whether the speaker has finished."""
        self._stop_reply()  # to a question that was typed meanwhile
        self._set_state("listening")
        self._drafts.stop()
        progress = self._progress(self._clock() - self._ear.ago_s(end))
        self._answering.prepare(self._ear.utterance(end), self._ear.turn_start, self._stage(), progress)

    async def _decide(self, end: int) -> None:
        turn = self._ear.last_of_turn()
        try:
            probability = await in_thread(lambda: self._models.turn_detector.complete(turn))
        except Exception as error:  # noqa: BLE001  # the top of a task: a longer pause will end the turn
            log.warning("the end of a turn was not judged: %s", type(error).__name__)
            return
        for event in self._ear.decide(probability, end):
            self._on(event)

    def _turn_ended(self, end: int) -> None:
        if not self._answering.prepared:  # a typed question, or a new conversation, has taken its place
            self._prepare(end)
        self._put_notice_away()
        self._set_state("thinking")
        self._answering.open()

    # Answering.

    def ask(self, text: str, asked: Asked | None) -> None:
        self._aside.stop()
        self._drafts.stop()
        self._stop_reply()
        self._put_notice_away()
        self._set_state("thinking")
        question = Transcript(text, self._language or "")
        self._answering.ask(question, self._stage(), self._progress(self._clock(), heard=text), asked)

    def interrupt(self) -> None:
        self._aside.stop()
        if not self._answering.prepared:  # what is prepared is silent anyway, and may be wanted
            self._stop_reply()
        self._come_to_rest()

    def _stop_reply(self) -> None:
        if (ended := self._answering.stop()) is not None:
            self._keep(ended)
            ended.tell()

    def _answered(self, ended: Ended) -> None:
        self._keep(ended)
        place = self._memory.last_question()
        if isinstance(ended.ordered, Correction) and place is not None:
            self._correct(place, ended.ordered, ended.asked)
            return
        if isinstance(ended.ordered, Command):
            self._obey(ended.ordered)
        self._come_to_rest()
        ended.tell()

    def _keep(self, ended: Ended) -> None:
        """The one place where a turn becomes past."""
        self._drafts.words = ""
        if (turn := ended.turn) is not None:
            self._memory.add(turn)
            if turn.intent != CONTROL:
                self._unspoken = ended.unspoken
            if self._language is None and len(turn.heard.split()) >= WORDS_FOR_LANGUAGE:
                self._language = turn.language or None
        if ended.error is not None:
            self._complain(ended.error)

    # Obeying.

    def _obey(self, ordered: Command) -> None:
        match ordered:
            case Command("stop"):
                pass  # whoever said it has stopped the sound by speaking
            case Command("repeat"):
                self._speak(self._memory.last_answer() or NOTHING_TO_REPEAT)
            case Command("slower"):
                self._speak_at(self._speed / SPEED_STEP)
            case Command("faster"):
                self._speak_at(self._speed * SPEED_STEP)
            case Command("language", language):
                self._language = language
            case Command("new-conversation"):
                self.begin_anew()
            case Command("dismiss"):
                self.dismiss()
            case Command(name, value):
                self._request = Request(self._request.number + 1 if self._request else 1, name, value)
        self.changed()

    def correct_word(self, place: int, word: int, right: str) -> None:
        """A page's view may be older than the turns: a word that is not there is left alone."""
        turns = self._memory.turns
        there = 0 <= place < len(turns) and 0 <= word < len(turns[place].heard.split())
        if there and not turns[place].superseded:
            self._correct(place, with_word(turns[place].heard, word, right), None)

    def _correct(self, place: int, correction: Correction, asked: Asked | None) -> None:
        """The turn at this place was heard wrongly: strike it out, learn the word, ask what was really asked."""
        self._stop_reply()
        self._memory.supersede(place)
        self.conversation.forget(correction.heard)
        self._unspoken = ""
        if correction.right:
            self._memory.learn(correction.right)
        if correction.corrected:
            self.ask(correction.corrected, asked)
        else:
            self._come_to_rest()

    def begin_anew(self) -> None:
        self._aside.stop()
        self._stop_reply()
        self._memory.begin_anew()
        self._unspoken = ""
        self._notice = _Notice()
        self._language = self._settings.language
        self.conversation = self._new_conversation()
        self._come_to_rest()

    def adjust(self, settings: SessionSettings) -> None:
        before, self._settings = self._settings, settings
        self._memory.recording = settings.record
        if settings.language != before.language:
            self._language = settings.language
        if settings.speed != before.speed:
            self._speak_at(settings.speed)
        self.changed()

    def _speak_at(self, speed: float) -> None:
        self._speed = min(max(speed, SPEEDS[0]), SPEEDS[1])

    # Telling.

    def tell(self, text: str, remedy: str = "") -> None:
        self._notice = _Notice(text, remedy, untold=True)
        self._come_to_rest()

    def say(self, text: str) -> None:
        if self._state == "idle":
            self._speak(text)

    def dismiss(self) -> None:
        self._notice = _Notice()
        self.changed()

    def let_hear(self, aloud: bool) -> None:
        self._audience.come_or_go(aloud)
        if aloud:
            return
        self._aside.stop()
        if self._state == "speaking" and self._answering.running:
            self._set_state("thinking")
        self._come_to_rest()

    def _speak(self, text: str) -> None:
        if self._audience.listens and (words := speakable(text)):
            self._set_state("speaking")
            self._aside.say(words, self._speed)

    def _complain(self, error: AssistantError) -> None:
        log.warning("a reply failed: %s", type(error).__name__)
        self._notice = _Notice(str(error))

    def _put_notice_away(self) -> None:
        """It was there before this turn, and has been seen; what is still to be said stays."""
        if not self._notice.untold:
            self._notice = _Notice()

    # Changing.

    def _come_to_rest(self) -> None:
        """Whatever was under way is over, or is not: listen, or say what had to wait, or wait."""
        if not (self._answering.running or self._aside.running):
            self._set_state("listening" if self._ear.in_turn else "idle")
        if self._state == "idle" and self._notice.untold:
            self._notice = replace(self._notice, untold=False)
            self._speak(self._notice.text)
        self.changed()

    def _set_state(self, state: State) -> None:
        self._state = state
        self.changed()

    def _playback_changed(self, audible: bool) -> None:
        """Called in the output's thread."""
        self._loop.call_soon_threadsafe(self._heard_change, audible, self._clock())

    def _heard_change(self, audible: bool, at: float) -> None:
        if not audible:
            self._audience.ran_dry()
        elif self._answering.sounds(at):
            self._set_state("speaking")

    def changed(self) -> None:
        """However much changes in one step of the loop, it is told once, and no watcher can harm a turn."""
        if not self._news:
            self._news = True
            self._loop.call_soon(self._tell_watchers)

    def _tell_watchers(self) -> None:
        self._news = False
        for watcher in self.watchers:
            watcher()

    # Making and closing.

    def _new_conversation(self) -> Conversation:
        budget = round((self._settings.context_tokens - self._settings.params.max_tokens) * (1 - SPARE))
        return Conversation(self._settings.system, budget)

    def _stage(self) -> Stage:
        place = self._memory.last_question()
        return Stage(
            self._models,
            self.conversation,
            self._audience,
            self._settings.params,
            self._options(),
            self._speed,
            heard_before="" if place is None else self._memory.turns[place].heard,
            rest=self._unspoken,
        )

    def _progress(self, speech_end: float, heard: str = "") -> Progress:
        return Progress(speech_end, self._clock, heard=heard, changed=self.changed)

    def _options(self) -> TranscribeOptions:
        hot_words = ", ".join(filter(None, [self._settings.hot_words, self._memory.hot_words]))
        return TranscribeOptions(language=self._language, hot_words=hot_words)

    async def is_settled(self) -> bool:
        deciding = self._deciding is not None and not self._deciding.done()
        return not (deciding or self._answering.computing or self._drafts.running or self._aside.computing)

    async def shut_down(self) -> None:
        self._aside.stop()
        self._stop_reply()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
