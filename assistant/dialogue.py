"""How the turns of a conversation follow each other: who speaks, what is prepared, kept, told and obeyed."""

import asyncio
from collections.abc import Callable

from assistant.answering import Answering, Asked, Ended
from assistant.aside import Aside
from assistant.audience import Audience
from assistant.commands import Command, help_sentence
from assistant.corrections import Correction, with_word
from assistant.drafts import Drafts
from assistant.history import History
from assistant.listening import Ear
from assistant.looking import Looking
from assistant.manner import Manner
from assistant.manner import SessionSettings as SessionSettings  # part of making a session
from assistant.memory import Memory
from assistant.messages import Live, Pcm, Request, Snapshot, State, TranscribeOptions, Transcript
from assistant.notices import MicrophoneWatch, Notices
from assistant.playback import Playback
from assistant.roles import Models
from assistant.sight import Sight
from assistant.speakable import speakable
from assistant.stage import Progress, Stage
from assistant.turns import Event, PauseBegan, SpeechResumed, SpeechStarted, TurnEnded

NOTHING_TO_REPEAT = "I have not said anything yet."


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
        self._clock = clock
        self._loop = loop
        self.watchers: tuple[Callable[[], object], ...] = ()
        self._news = False  # for them, in the next step of the loop
        self.playback = Playback(self._playback_changed)
        self._audience = Audience(self.playback, settings.aloud)
        self.sight = Sight(self.changed)
        self.looking = Looking(models.eyes, self.sight)
        self._notices = Notices()
        self._manner = Manner(settings)
        self._memory = Memory(history, self._notices.complain, settings.record)
        self.conversation = self._manner.new_conversation()
        self._microphone = MicrophoneWatch()
        self._ear = Ear(models.speech_detector, models.turn_detector, settings.turns, self._on)
        self._drafts = Drafts(models, self.changed)
        self._answering = Answering(self._answered)
        self._aside = Aside(models.voice, self._audience, self._come_to_rest)
        self._state: State = "idle"
        self._request: Request | None = None

    def snapshot(self) -> Snapshot:
        """What can be seen of it; reads single values only, so that any thread may ask."""
        live, answer, step = self._answering.shown() or (Live(self._drafts.words), "", "")
        notice, sight = self._notices.shown, self.sight
        return Snapshot(
            state=self._state,
            messages=self.conversation.messages,
            turns=self._memory.turns,
            notice=notice.text,
            live=live,
            answer=answer,
            language=self._manner.language or "",
            request=self._request,
            remedy=notice.remedy,
            step=step,
            pictures=sight.pictures,
            picture=sight.current,
            finding=sight.finding,
            lit=sight.lit(self.playback.heard()) if self._state == "speaking" else (),
            selected=sight.selected,
        )

    # Listening.

    def hear(self, pcm: Pcm) -> None:
        self._ear.hear(pcm, self._state == "speaking")
        if self._microphone.hear(pcm, self._notices):
            self._come_to_rest()
        if self._state == "idle":
            self._ear.forget()
        elif self._state == "listening" and self._ear.talking and self._manner.settings.drafts:
            self._draft()

    def finish(self) -> None:
        self._ear.finish()

    def listen_through(self, microphone: str, others: tuple[str, ...]) -> None:
        self._microphone.listen_through(microphone, others)

    def _on(self, event: Event) -> None:
        match event:
            case SpeechStarted(start):
                self._speech_started(start)
            case PauseBegan(end):
                self._prepare(end)
            case SpeechResumed():
                self._speech_resumed()
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

    def _speech_resumed(self) -> None:
        if self._answering.prepared:
            self._drafts.words = self._answering.take_back() or self._drafts.words
        else:  # a question that was typed in the pause
            self._stop_reply()
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

    def _turn_ended(self, end: int) -> None:
        if not self._answering.prepared:  # a typed question, or a new conversation, has taken its place
            self._prepare(end)
        self._notices.put_away_old()
        self._set_state("thinking")
        self._answering.open()

    # Answering.

    def ask(self, text: str, asked: Asked | None) -> None:
        self._aside.stop()
        self._drafts.stop()
        self._notices.put_away_old()
        self._stop_reply()
        self._set_state("thinking")
        question = Transcript(text, self._manner.language or "")
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
            self._memory.add(turn, ended.unspoken)
            self._manner.settle_on_language(turn)
        if ended.error is not None:
            self._notices.fail(ended.error)

    # Obeying.

    def _obey(self, ordered: Command) -> None:
        match ordered:
            case Command("stop"):
                pass  # whoever said it has stopped the sound by speaking
            case Command("repeat"):
                self._speak(self._memory.last_answer() or NOTHING_TO_REPEAT)
            case Command("slower" | "faster" | "language"):
                self._manner.obey(ordered)
            case Command("new-conversation"):
                self.begin_anew()
            case Command("dismiss"):
                self.dismiss()
            case Command("help"):
                self._notices.tell(help_sentence())
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
        self.looking.stop()
        self.sight.clear()
        self._notices.dismiss()
        self.conversation = self._manner.new_conversation()
        self._come_to_rest()

    def adjust(self, settings: SessionSettings) -> None:
        self._manner.adjust(settings)
        self._memory.recording = settings.record
        self.changed()

    # Telling.

    def tell(self, text: str) -> None:
        self._notices.tell(text)
        self._come_to_rest()

    def say(self, text: str) -> None:
        if self._state == "idle":
            self._speak(text)

    def dismiss(self) -> None:
        self._notices.dismiss()
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
            self._aside.say(words, self._manner.speed)

    # Changing.

    def _come_to_rest(self) -> None:
        """Unless something is still under way: listen to whoever speaks, or say what had to wait, or wait."""
        if not (self._answering.running or self._aside.running):
            self._set_state("listening" if self._ear.in_turn else "idle")
        if self._state == "idle" and (untold := self._notices.take_untold()):
            self._speak(untold)
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

    def _stage(self) -> Stage:
        self.looking.stop()
        return Stage(
            self._models,
            self.conversation,
            self._audience,
            self.sight,
            self._manner.settings.params,
            self._options(),
            self._manner.speed,
            heard_before=self._memory.last_heard,
            rest=self._memory.unspoken,
        )

    def _progress(self, speech_end: float, heard: str = "") -> Progress:
        return Progress(speech_end, self._clock, heard=heard, changed=self.changed)

    def _options(self) -> TranscribeOptions:
        return self._manner.options(self._memory.hot_words)

    async def is_settled(self) -> bool:
        beside = self._drafts.running or self._aside.computing or self.looking.running
        return not (self._ear.judging or self._answering.computing or beside)

    async def shut_down(self) -> None:
        self._aside.stop()
        self._stop_reply()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
