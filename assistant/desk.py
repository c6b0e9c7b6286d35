"""What the app holds while it runs: the settings, the models, the record, and the one conversation on them."""

import logging
import threading
from contextlib import suppress
from pathlib import Path
from typing import Literal

from assistant import picture_files, pictures
from assistant.album import Album, Picture
from assistant.backends import Backends
from assistant.config import Config, read, save
from assistant.dialogue import SessionSettings
from assistant.errors import AssistantError
from assistant.hearing import Hearing
from assistant.history import History
from assistant.messages import ReplyParams
from assistant.session import Session
from assistant.turns import TurnSettings

SYSTEM = (
    "You are Oriel, a voice assistant on the user's own computer. Your words are spoken aloud. "
    "First give the answer in a few words and a full stop. Then, if it helps, add one short sentence. "
    "English only; no lists, no markdown, no emoji. If you do not know, say so."
)

log = logging.getLogger(__name__)

ModelsState = Literal["loading", "ready", "failed"]


class Desk:
    """Made and closed by the app's lifespan; any thread may call. The models load in a thread of their own.

    Raises AssistantError when the models of the configuration are not on this machine.
    """

    def __init__(self, config: Config, settings_file: Path) -> None:
        self.config = config
        self.settings_file = settings_file
        self.album = Album(config.folders.pictures)
        self.history = History(config.folders.history, self.album.delete)
        self.microphones: tuple[str, ...] = ()
        self._backends = Backends(config)
        self.session = Session(self._backends.models(), session_settings(config, aloud=False), self.history)
        self.hearing = Hearing(self.session.feed, self.session.nudge)
        self._loudspeaker = False  # the page lets sound out
        self._state: ModelsState = "loading"
        threading.Thread(target=self._warm, name="warm", daemon=True).start()

    def models_state(self) -> ModelsState:
        """Whether an answer would come at once."""
        return self._state

    @property
    def language_model(self) -> str:
        """The name of the model that answers."""
        return self._backends.names["language_model"]

    def apply(self, config: Config) -> None:
        """Take over changed settings: what a running conversation can take at once, it takes."""
        self.config = config
        self.session.adjust(session_settings(config, aloud=False))
        self.let_hear(self._loudspeaker)

    def let_hear(self, aloud: bool) -> None:
        """Whether the page's loudspeaker can be heard; beside a screen reader that speaks, Oriel is silent."""
        self._loudspeaker = aloud
        self.session.let_hear(aloud and not self.config.page.screen_reader)

    def change(self, section: str, name: str, value: object) -> None:
        """Write one setting into the user's file and take it over."""
        save(self.settings_file, section, name, value)
        self.apply(read(self.settings_file, self.config.folders))

    def show(self, picture: Picture) -> int:
        """Put a picture of the album into the conversation; returns its number there. Not to be called on a loop."""
        return self.session.show(picture.image, picture.name)

    def file(self, name: str) -> bytes | None:
        """A file made from what was found last; None for a name that there is not; BadInput without its picture."""
        snapshot = self.session.snapshot()
        if snapshot.finding is None:
            return None
        return pictures.file(snapshot.finding, picture_files.kept(snapshot.finding.image), name)

    def close(self) -> None:
        """End the conversation and leave the engine."""
        self.session.close()
        self._backends.close()
        with suppress(AssistantError):  # another Oriel may have the history locked: then it is done next time
            self.album.forget_unused(self.history.pictures())
        self.history.close()

    def _warm(self) -> None:
        """The voice first: it greets."""
        backends = self._backends
        try:
            backends.warm(backends.voice)
            backends.warm(backends.transcriber, backends.language_model)
            self.session.warm()
            self._state = "ready"
        except AssistantError as error:
            self._fail(error, str(error))
        except Exception as error:  # noqa: BLE001  # the top of a thread
            kind = type(error).__name__
            self._fail(error, f"the models could not be loaded ({kind}); see what is wrong with: oriel doctor")
        with suppress(RuntimeError):  # the session was closed meanwhile
            self.session.nudge()

    def _fail(self, error: Exception, sentence: str) -> None:
        log.warning("the models could not be loaded: %s", type(error).__name__)
        self._state = "failed"
        with suppress(RuntimeError):
            self.session.tell(sentence)


def session_settings(config: Config, aloud: bool) -> SessionSettings:
    """What the configuration means to a session."""
    answers, listening = config.answers, config.listening
    return SessionSettings(
        system=SYSTEM,
        params=ReplyParams(answers.max_tokens, answers.temperature, seed=answers.seed),
        turns=TurnSettings(ask_s=listening.pause_s, force_s=listening.longest_pause_s, complete=listening.complete),
        context_tokens=config.models.context_tokens,
        language=None if listening.language == "auto" else listening.language,
        aloud=aloud,
        speed=config.voice.speed,
        hot_words=listening.hot_words,
        record=config.privacy.keep_history,
    )
