"""How Oriel listens and speaks now: the settings, and what was decided or asked for by voice since."""

from dataclasses import dataclass

from assistant.commands import Command
from assistant.conversation import Conversation
from assistant.messages import ReplyParams, TranscribeOptions, Turn
from assistant.turns import TurnSettings

WORDS_FOR_LANGUAGE = 4  # shorter turns do not decide which language is spoken
SPARE = 0.2  # of the model's context, for error in the estimate of tokens
SPEED_STEP = 1.2  # "slower", "faster"
SPEEDS = (0.7, 3.0)


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


class Manner:
    """Owned by the session's loop."""

    def __init__(self, settings: SessionSettings) -> None:
        self.settings = settings
        self.language = settings.language
        self.speed = settings.speed

    def adjust(self, settings: SessionSettings) -> None:
        """Take over changed settings; what was changed by voice and not by these stays."""
        before, self.settings = self.settings, settings
        if settings.language != before.language:
            self.language = settings.language
        if settings.speed != before.speed:
            self._speak_at(settings.speed)

    def obey(self, ordered: Command) -> None:
        """Another speed or language, asked for by voice."""
        match ordered:
            case Command("slower"):
                self._speak_at(self.speed / SPEED_STEP)
            case Command("faster"):
                self._speak_at(self.speed * SPEED_STEP)
            case Command("language", language):
                self.language = language

    def settle_on_language(self, turn: Turn) -> None:
        """Hold the language of the first turn that is long enough to tell."""
        if self.language is None and len(turn.heard.split()) >= WORDS_FOR_LANGUAGE:
            self.language = turn.language or None

    def new_conversation(self) -> Conversation:
        """An empty one; which language is spoken is open again."""
        self.language = self.settings.language
        budget = round((self.settings.context_tokens - self.settings.params.max_tokens) * (1 - SPARE))
        return Conversation(self.settings.system, budget)

    def options(self, learned: str) -> TranscribeOptions:
        """What the transcriber is to expect; learned: words, separated by commas."""
        hot_words = ", ".join(filter(None, [self.settings.hot_words, learned]))
        return TranscribeOptions(language=self.language, hot_words=hot_words)

    def _speak_at(self, speed: float) -> None:
        self.speed = min(max(speed, SPEEDS[0]), SPEEDS[1])
