"""What Oriel makes of words that it hears: whether they are for it at all, and what it keeps of those that are not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from assistant.addressee import Cues, Mode, Usual, addressed
from assistant.languages import count_words
from assistant.messages import Transcript, Utterance
from assistant.words.backchannels import is_backchannel
from assistant.words.calling import answers_that
from assistant.words.own_words import is_own, without_own

KEPT_S = 5.0  # how long words that were not for Oriel can still be given to it
LATELY = 40  # words of its own that may come back out of the room, and still be in the air
SURE_WORDS = 4  # from which on no half-heard murmur is so long

Why = Literal["nothing", "murmur", "own", "other", "unsure"]


@dataclass(frozen=True)
class Unmeant:
    """Why something that was heard is not to be answered: no words, a "mm-hm", Oriel's own voice, somebody else."""

    why: Why


@dataclass(frozen=True)
class Circumstances:
    """What was going on when something was said. held: an answer fell silent for it; its words so far are `said`."""

    held: bool
    said: str
    asked_back: bool
    language: str


@dataclass(frozen=True)
class _Overheard:
    transcript: Transcript
    at_s: float
    unsure: bool


class Attention:
    """Owned by the session's loop; `clock` gives seconds."""

    def __init__(self, mode: Mode, clock: Callable[[], float]) -> None:
        self.mode = mode
        self._clock = clock
        self._answered_s: float | None = None  # when Oriel fell silent last
        self._touched_s: float | None = None  # when the page was used last
        self._key_down = False
        self._released_s: float | None = None  # when the talk key was let go last
        self._usual = Usual()
        self._kept: _Overheard | None = None

    @property
    def overheard(self) -> str:
        """Words that were not for Oriel, as long as they can still be given to it."""
        return self._kept.transcript.text if self._kept else ""

    @property
    def unsure(self) -> bool:
        """Whether they may have been for it."""
        return self._kept is not None and self._kept.unsure

    def answered(self) -> None:
        """Oriel has fallen silent: what follows soon is for it."""
        self._answered_s = self._clock()

    def touched(self) -> None:
        """The page was used: whoever did speaks to Oriel."""
        self._touched_s = self._clock()

    def hold_key(self, down: bool) -> None:
        """The talk key is held from now on, or no longer."""
        if self._key_down and not down:
            self._released_s = self._clock()
        self._key_down = down

    def forget_old(self) -> bool:
        """Drop overheard words after a while; whether there were any."""
        if self._kept is None or self._clock() - self._kept.at_s <= KEPT_S:
            return False
        self._kept = None
        return True

    def take_overheard(self) -> Transcript | None:
        """What was overheard is for Oriel after all."""
        kept, self._kept = self._kept, None
        return kept.transcript if kept else None

    def judge(
        self, heard: Transcript, utterance: Utterance, began_ago_s: float, now: Circumstances
    ) -> Transcript | Unmeant:
        """What is to be answered of what was heard, or why nothing is. began_ago_s: how long ago this speech began."""
        language = heard.language or now.language
        if not heard.text:
            return Unmeant("nothing")
        if self._kept is not None and answers_that(heard.text, language):
            return self.take_overheard() or heard
        if now.held:
            lately = " ".join(now.said.split()[-LATELY:])
            if is_own(heard.text, lately):
                return Unmeant("own")
            if is_backchannel(heard.text, language):
                return Unmeant("murmur")
            heard = replace(heard, text=without_own(heard.text, lately) or heard.text)
        return self._by_addressee(heard, language, utterance, began_ago_s, now)

    def is_sure(self, heard: Transcript) -> bool:
        """Whether so many words are no murmur that was heard by half, whatever follows."""
        return count_words(heard.text) >= SURE_WORDS

    def interrupts(self, words: str, now: Circumstances) -> bool:
        """Whether the words so far of somebody who speaks over an answer are surely more than a murmur or an echo."""
        murmur = is_backchannel(words, now.language) or is_own(words, now.said)
        return count_words(words) >= SURE_WORDS and not murmur

    def _by_addressee(
        self, heard: Transcript, language: str, utterance: Utterance, began_ago_s: float, now: Circumstances
    ) -> Transcript | Unmeant:
        loudness, pitch = self._usual.compare(utterance.pcm)
        cues = Cues(
            text=heard.text,
            language=language,
            since_answer_s=0.0 if now.held else self._since(self._answered_s, began_ago_s),
            since_touch_s=self._since(self._touched_s, began_ago_s),
            asked_back=now.asked_back,
            held_key=self._key_down or self._since(self._released_s, began_ago_s) == 0.0,
            loudness_db=loudness,
            pitch_semitones=pitch,
        )
        who = addressed(cues, self.mode)
        if who != "oriel":
            self._kept = _Overheard(heard, self._clock(), who == "unsure")
            return Unmeant(who)
        self._kept = None
        self._usual.note(utterance.pcm)
        return heard

    def _since(self, at_s: float | None, began_ago_s: float) -> float | None:
        """Seconds from then to the beginning of this speech; 0 where it had begun already."""
        return None if at_s is None else max(0.0, self._clock() - began_ago_s - at_s)
