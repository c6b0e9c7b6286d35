"""How Oriel listens and speaks now: the settings, and what was decided or asked for by voice since."""

from dataclasses import dataclass

from assistant.addressee import Mode
from assistant.conversation import Conversation
from assistant.generation import GenerationParams
from assistant.languages import next_held
from assistant.messages import TranscribeOptions, Transcript, Turn
from assistant.turns import TurnSettings
from assistant.words.commands import Command
from assistant.words.interpreting import BEGIN, END, Between, Interpreting, from_value

NAME = "Oriel"  # a rare word, which the transcriber else takes for "or you'll"
SPARE = 0.2  # of the model's context, for error in the estimate of tokens
SPEED_STEP = 1.2  # "slower", "faster"
SPEEDS = (0.7, 3.0)
VOLUME_STEP = 1.25  # "louder", "quieter": 2 dB
VOLUMES = (0.25, 1.5)  # 1: as the voice gives it; above, its loudest samples are cut off


@dataclass(frozen=True)
class SessionSettings:
    """What a session needs to know. language None: as it is spoken, and held until another is earned."""

    system: str
    params: GenerationParams
    turns: TurnSettings
    context_tokens: int = 4096
    language: str | None = None
    aloud: bool = True
    speed: float = 1.0
    hot_words: str = ""  # to be expected beside those that were learned
    record: bool = True  # keep turns in the history
    drafts: bool = True  # write words down while they are spoken
    fillers: bool = False  # a word of thought where the first word of an answer takes long
    transcriber: str = ""  # the name of its model
    hears_itself: bool = True  # what its loudspeaker plays comes in by its microphone; not with a headset
    addressee: Mode = "open"  # whether everything that is heard is taken as said to Oriel
    fine_edges: bool = False  # outlines are as exact as can be, also where nobody asks


class Manner:
    """Owned by the session's loop."""

    def __init__(self, settings: SessionSettings) -> None:
        self.settings = settings
        self.language = settings.language
        self._fixed = settings.language is not None  # by the user, so that nothing heard changes it
        self.speed = settings.speed
        self.interpreting: Interpreting | None = None  # what is said, instead of answering it
        self.volume = 1.0  # in a session; how loud the page is beside that, its setting says

    def adjust(self, settings: SessionSettings) -> None:
        """Take over changed settings; what was changed by voice and not by these stays."""
        before, self.settings = self.settings, settings
        if settings.language != before.language:
            self._return_to_the_settings_language()
        if settings.speed != before.speed:
            self._speak_at(settings.speed)

    def obey(self, ordered: Command) -> None:
        """Another speed, volume or language, asked for by voice; an interpreter from now on, or no longer."""
        match ordered:
            case Command("slower"):
                self._speak_at(self.speed / SPEED_STEP)
            case Command("faster"):
                self._speak_at(self.speed * SPEED_STEP)
            case Command("louder"):
                self._speak_as_loud_as(self.volume * VOLUME_STEP)
            case Command("quieter"):
                self._speak_as_loud_as(self.volume / VOLUME_STEP)
            case Command("language", language):
                self.language, self._fixed = language, True
            case Command(name, way) if name == BEGIN:
                self.interpreting = from_value(way) if way else self.interpreting
            case Command(name) if name == END:
                self.interpreting = None

    def settle_on_language(self, turn: Turn, probability: float = 1.0) -> None:
        """Hold the language of a turn that earned it; probability: that the turn was in its language, 0–1."""
        if not (self._fixed or isinstance(self.interpreting, Between)):
            heard = Transcript(turn.heard, turn.language, language_probability=probability)
            self.language = next_held(self.language, heard)

    def new_conversation(self) -> Conversation:
        """An empty one; which language is spoken is open again."""
        self._return_to_the_settings_language()
        self.interpreting = None
        budget = round((self.settings.context_tokens - self.settings.params.max_new_tokens) * (1 - SPARE))
        return Conversation(self.settings.system, budget)

    def options(self, learned: str) -> TranscribeOptions:
        """What the transcriber is to expect; learned: words, separated by commas."""
        hot_words = ", ".join(filter(None, [NAME, self.settings.hot_words, learned]))
        if isinstance(self.interpreting, Between):  # it is open in each utterance which of the two is spoken
            return TranscribeOptions(hot_words=hot_words)
        held = self.language is not None and not self._fixed
        return TranscribeOptions(language=self.language, hot_words=hot_words, held=held)

    def _return_to_the_settings_language(self) -> None:
        self.language = self.settings.language
        self._fixed = self.language is not None

    def _speak_at(self, speed: float) -> None:
        self.speed = min(max(speed, SPEEDS[0]), SPEEDS[1])

    def _speak_as_loud_as(self, volume: float) -> None:
        self.volume = min(max(volume, VOLUMES[0]), VOLUMES[1])
