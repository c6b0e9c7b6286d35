"""How the turns of a conversation follow each other: who speaks, what is prepared, kept, told and obeyed."""

import asyncio
from collections.abc import Callable

from assistant.answering import Answering, Asked, Ended, Listener, Underway
from assistant.aside import Aside
from assistant.attention import Attention, Circumstances, Unmeant
from assistant.audience import Audience
from assistant.drafts import Drafts
from assistant.filler import Filler
from assistant.history import History
from assistant.interpreter import primer
from assistant.languages import BetterEar
from assistant.listening import Ear
from assistant.looking import Looking
from assistant.manner import Manner
from assistant.manner import SessionSettings as SessionSettings  # part of making a session
from assistant.memory import Memory
from assistant.messages import (
    Live,
    Pcm,
    Question,
    Snapshot,
    State,
    TranscribeOptions,
    Transcript,
    Utterance,
)
from assistant.notices import MicrophoneWatch, Notices
from assistant.obeying import Obeying
from assistant.playback import Playback
from assistant.roles import Models
from assistant.sight import Sight
from assistant.speakable import plain
from assistant.speech import LEAD
from assistant.stage import Progress, Stage
from assistant.surroundings import Surroundings
from assistant.turns import (
    Event,
    PauseBegan,
    SpeechResumed,
    SpeechStarted,
    SpeechSuspected,
    SuspicionPassed,
    TurnEnded,
)
from assistant.words.commands import Command
from assistant.words.corrections import Correction, with_word
from assistant.words.glosses import language_of
from assistant.words.pronouncing import Pronunciation


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
        surroundings: Surroundings,
    ) -> None:
        self._models = models
        self._clock = clock
        self._loop = loop
        self._surroundings = surroundings
        self.watchers: tuple[Callable[[], object], ...] = ()
        self._news = False  # for them, in the next step of the loop
        self.playback = Playback(self._playback_changed)
        self._audience = Audience(self.playback, settings.aloud)
        self.sight = Sight(self.changed, lambda picture: self._memory.claims(picture))
        self.sight.fine_edges = settings.fine_edges
        self.looking = Looking(models.eyes, self.sight, lambda: self._manner.language or "en")
        self._notices = Notices()
        self._manner = Manner(settings)
        self._memory = Memory(history, self._notices.complain, settings.record)
        self.conversation = self._manner.new_conversation()
        self._microphone = MicrophoneWatch()
        self._better_ear = BetterEar(settings.transcriber)
        self._attention = Attention(settings.addressee, clock)
        self._ear = Ear(
            models.speech_detector,
            models.turn_detector,
            settings.turns,
            self._on,
            self.playback if settings.hears_itself else None,
            self._memory.pauses,
            self._words_so_far,
        )
        self._drafts = Drafts(models, self._drafted)
        self._answering = Answering(
            Listener(self._answered, self._cut_off, self._judge, self._unmeant, self._attention.is_sure)
        )
        self._aside = Aside(models.voice, self._audience, self._aside_over)
        self._filler = Filler(models.voice, self._audience)
        self._obeying = Obeying(
            self._manner, self._memory, self._notices, self._attention, self.playback, surroundings, self
        )
        self._state: State = "idle"

    def snapshot(self) -> Snapshot:
        """What can be seen of it; reads single values only, so that any thread may ask."""
        under_way = self._answering.shown() or Underway(Live(self._drafts.words))
        notice, sight = self._notices.shown, self.sight
        return Snapshot(
            state=self._state,
            messages=self.conversation.messages,
            turns=self._memory.turns,
            notice=notice.text,
            live=under_way.live,
            answer=under_way.said,
            language=self._manner.language or "",
            request=self._obeying.request,
            remedy=notice.remedy,
            step=under_way.step,
            plan=under_way.plan,
            question=self._question() if self._state != "thinking" else None,
            pictures=sight.pictures,
            picture=sight.current,
            finding=sight.finding,
            lit=sight.lit(self.playback.heard()) if self._state == "speaking" else (),
            selected=sight.selected,
            overheard=self._attention.overheard,
            unsure=self._attention.unsure,
        )

    def _question(self) -> Question | None:
        """What Oriel asked back; which of several is no question any more once they are off the stage."""
        asked = self._memory.question
        stays = asked is not None and (asked.intents or asked.address or self.sight.finding is not None)
        return asked if stays else None

    # Listening.

    def hear(self, pcm: Pcm) -> None:
        playback = self.playback  # what is on its way to the loudspeaker is heard before that is reported
        self._ear.hear(pcm, not playback.held and (self._state == "speaking" or playback.waiting_s > 0))
        if self._microphone.hear(pcm, self._notices):
            self._come_to_rest()
        is_being_heard = self._ear.in_turn or self._answering.running  # it may be "answer that", in time
        if not is_being_heard and self._attention.forget_old():
            self.changed()
        if self._state == "thinking":
            self._fill_silence()
        if self._state == "idle":
            self._ear.forget()
        elif self._state == "listening" and self._ear.talking and self._manner.settings.drafts:
            self._draft()

    def _fill_silence(self) -> None:
        """Say a word of thought where the answer will be long in coming; once it comes behind that, it sounds."""
        since, place = self._answering.unspoken_since, len(self._memory.turns)
        if since is not None and self._manner.settings.fillers and self._manner.interpreting is None:
            waited_s, intent, manner = self._clock() - since, self._answering.intent, self._manner
            self._filler.tend(waited_s, self._memory.turns, intent, manner.language, manner.speed)
        elif since is None and self._filler.said_in(place) and self.playback.heard():
            self._heard_change(True, self._clock())

    def _words_so_far(self) -> tuple[str, str]:
        under_way = self._answering.shown()
        return (under_way.live.text if under_way else self._drafts.words), self._manner.language or ""

    def finish(self) -> None:
        self._ear.finish()

    def listen_through(self, microphone: str, others: tuple[str, ...]) -> None:
        self._microphone.listen_through(microphone, others)

    def _on(self, event: Event) -> None:
        match event:
            case SpeechSuspected():
                self.playback.soften()
            case SuspicionPassed():
                self.playback.restore()
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
        if self._state == "speaking" and self._answering.running:
            self.playback.hold()
            self._answering.hold()
        elif not self._answering.held:
            self._stop_reply()
        self._drafts.begin_turn(start, words)
        self._set_state("listening")

    def _speech_resumed(self) -> None:
        if self._answering.prepared:
            self._drafts.words = self._answering.take_back() or self._drafts.words
        else:  # a question that was typed in the pause
            self._stop_reply()
            self._set_state("listening")

    # Being spoken over, and overhearing.

    def _drafted(self) -> None:
        """There are other words of the turn under way, which may settle that an answer is interrupted."""
        if self._answering.held and self._attention.interrupts(self._drafts.words, self._circumstances()):
            self._answering.cut_held()
        self.changed()

    def _judge(self, heard: Transcript, utterance: Utterance) -> Transcript | Unmeant:
        began_ago_s = self._ear.ago_s(utterance.start)  # hearing the words takes time that is not theirs
        return self._attention.judge(heard, utterance, began_ago_s, self._circumstances())

    def _circumstances(self) -> Circumstances:
        asked_back = self._memory.question is not None
        return Circumstances(self._answering.held, self.playback.heard(), asked_back, self._manner.language or "en")

    def _unmeant(self) -> None:
        """Nothing was said that is to be answered: what was being said goes on, or all is as before."""
        self._drafts.stop()
        self._drafts.words = ""
        self._ear.call_off()
        if self._answering.running:
            self.playback.restore()
            self._set_state("speaking")
        else:
            self._come_to_rest()

    def _cut_off(self, ended: Ended) -> None:
        self._keep(ended)
        ended.tell()

    def hold_key(self, down: bool) -> None:
        self._attention.hold_key(down)

    def touch(self) -> None:
        self._attention.touched()

    def answer_overheard(self) -> None:
        """What was heard and not answered was for Oriel after all."""
        if (overheard := self._attention.take_overheard()) is not None:
            self._ask(overheard, None)

    def _draft(self) -> None:
        if self._drafts.due(position := self._ear.position):
            way = self._manner.interpreting
            self._drafts.begin(
                self._ear.utterance(position), self._options(), primer(way) if way else self.conversation
            )

    def _prepare(self, end: int) -> None:
        """Begin the answer while it is still open whether the speaker has finished."""
        if not self._answering.held:
            self._stop_reply()  # to a question that was typed meanwhile
        self._set_state("listening")
        self._drafts.stop()
        progress = self._progress(self._clock() - self._ear.ago_s(end))
        progress.utterance = self._ear.utterance(end)
        self._answering.prepare(progress.utterance, self._ear.turn_start, self._stage, progress)

    def _turn_ended(self, end: int) -> None:
        if not self._answering.prepared:  # a typed question, or a new conversation, has taken its place
            self._prepare(end)
        self._memory.keep_pauses()
        self._notices.put_away_old()
        self._set_state("thinking")
        self._answering.open()

    # Answering.

    def ask(self, text: str, asked: Asked | None) -> None:
        self._attention.touched()
        self._ask(Transcript(text, self._manner.language or ""), asked)

    def _ask(self, question: Transcript, asked: Asked | None) -> None:
        self._aside.stop()
        self._drafts.stop()
        self._notices.put_away_old()
        self._stop_reply()
        self._set_state("thinking")
        self._answering.ask(question, self._stage, self._progress(self._clock(), heard=question.text), asked)

    def interrupt(self) -> None:
        self._aside.stop()
        self._answering.cut_held()
        if not self._answering.prepared:  # what is prepared is silent anyway, and may be wanted
            self._stop_reply()
        self._come_to_rest()

    def _stop_reply(self) -> None:
        self._filler.stop()
        if (ended := self._answering.stop()) is not None:
            self._cut_off(ended)

    def _answered(self, ended: Ended) -> None:
        self._keep(ended)
        place = self._memory.last_question()
        if isinstance(ended.ordered, Correction) and place is not None:
            self._correct(place, ended.ordered, ended.asked)
            return
        if isinstance(ended.ordered, Command):
            self._obeying.obey(ended.ordered)
        elif isinstance(ended.ordered, Pronunciation):
            self._obeying.teach(ended.ordered)
        self._come_to_rest()
        ended.tell()

    def _keep(self, ended: Ended) -> None:
        """The one place where a turn becomes past."""
        self._drafts.words = ""
        if (turn := ended.turn) is not None:
            self._attention.answered()
            self._memory.add(turn, ended.unspoken, ended.question, ended.unwritten)
            if ended.heard is not None:  # what was typed does not say what will be spoken
                self._manner.settle_on_language(turn, ended.heard.language_probability)
                if offer := self._better_ear.offer(ended.heard):
                    self._notices.tell(offer)
        if ended.error is not None:
            self._notices.fail(ended.error)

    # Correcting, changing.

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

    @property
    def pronunciations(self) -> dict[str, str]:
        """Word → how it is said; any thread may ask."""
        return self._memory.pronunciations

    def pronounce(self, word: str, said: str) -> None:
        self._memory.teach(word, said)
        self.changed()

    def begin_anew(self) -> None:
        self._aside.stop()
        self._stop_reply()
        self._memory.begin_anew()
        self.looking.forget()
        self.sight.clear()
        self._notices.dismiss()
        self.conversation = self._manner.new_conversation()
        self._obeying.attend()
        self._come_to_rest()

    def adjust(self, settings: SessionSettings) -> None:
        self._manner.adjust(settings)
        self._obeying.attend()
        self._memory.recording = settings.record
        self.sight.fine_edges = settings.fine_edges
        self.changed()

    # Telling.

    def tell(self, text: str) -> None:
        self._notices.tell(text)
        self._come_to_rest()

    def note(self, text: str) -> None:
        self._notices.note(text)
        self.changed()

    def say(self, text: str) -> None:
        if self._state == "idle":
            self.speak(text)

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

    def speak(self, text: str, expected: str = "") -> None:
        """expected: the language that it is in, unless its words say otherwise; "": the one that is spoken."""
        language = language_of(text, expected or self._manner.language or "en", LEAD)
        if self._audience.listens and (words := plain(text, language, self._memory.pronunciations)):
            self._set_state("speaking")
            self._aside.say(words, self._manner.speed, language)

    # Changing.

    def _aside_over(self) -> None:
        """Oriel has said something by itself, as its greeting: what follows soon is for it."""
        self._attention.answered()
        self._come_to_rest()

    def _come_to_rest(self) -> None:
        """Unless something is still under way: listen to whoever speaks, or say what had to wait, or wait."""
        if not (self._answering.running or self._aside.running):
            self._set_state("listening" if self._ear.in_turn else "idle")
        if self._state == "idle" and (untold := self._notices.take_untold()):
            self.speak(untold)
        if self._state == "idle":
            self.looking.go_on()
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
            unwritten=self._memory.unwritten,
            turns=self._memory.turns,
            question=self._question(),
            what_left=self._surroundings.what_left,
            web=self._surroundings.web,
            pronunciations=self._memory.pronunciations,
            interpreting=self._manner.interpreting,
        )

    def _progress(self, speech_end: float, heard: str = "") -> Progress:
        return Progress(speech_end, self._clock, heard=heard, changed=self.changed)

    def _options(self) -> TranscribeOptions:
        return self._manner.options(self._memory.hot_words)

    async def is_settled(self) -> bool:
        beside = self._drafts.running or self._aside.computing or self._filler.running or self.looking.running
        return not (self._ear.judging or self._answering.computing or beside)

    async def shut_down(self) -> None:
        self._aside.stop()
        self._stop_reply()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
