"""What the app holds while it runs: the settings, the models, the record, and the one conversation on them."""

import logging
import os
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from assistant import exports, picture_files, pictures
from assistant.addressee import Mode
from assistant.album import Album, Picture
from assistant.audio import joined
from assistant.audio_files import wav
from assistant.backends import Backends
from assistant.config import Config, hub, read, save, save_all
from assistant.dialogue import SessionSettings
from assistant.errors import AssistantError, BadInput, VoiceFailed
from assistant.handles import chosen_models
from assistant.hearing import Hearing
from assistant.history import History
from assistant.house_orders import HouseOrders
from assistant.ledger import Ledger
from assistant.made_with import made_with
from assistant.playback import RATE
from assistant.recorder import Recorder
from assistant.session import Session
from assistant.shelf import Shelf
from assistant.surroundings import Surroundings
from assistant.telling.sayings import saying
from assistant.turns import TurnSettings
from assistant.understand import read_tables
from assistant.voices import OfferedVoice
from assistant.web_pictures import WebPictures

SYSTEM = (
    "You are Oriel, a voice assistant on the user's own computer. Your words are spoken aloud. "
    "First give the answer in a few words and a full stop. Then, if it helps, add one short sentence. "
    "Always answer in the language in which you are asked; no lists, no markdown, no emoji. If you do not know, say so."
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
        self.ledger = Ledger(config.folders.ledger, config.privacy.keep_history)
        self._backends = Backends(config, self.ledger, self._voice_failed, self._engine_starts_anew)
        self._changing = threading.RLock()
        self._orders = HouseOrders(
            self._backends.voices,
            self.ledger,
            lambda: self.config,
            self._keep_order,
            lambda text: self.session.tell(text),
        )
        web = WebPictures(self.album, self.ledger, lambda: self._orders.may_fetch)
        surroundings = Surroundings(self._orders.obey, self._orders.what_left, web)
        self.session = Session(self._backends.models(), page_settings(config), self.history, surroundings=surroundings)
        self.shelf = Shelf(
            self._backends,
            self.session,
            self.ledger,
            lambda: self.config,
            self._keep_choices,
            lambda: hub(os.environ, self.config.models),
        )
        self.recorder = Recorder(self.session)
        self.hearing = Hearing(self.recorder.feed, self.session.nudge)
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

    def sends(self, language: str) -> bool:
        """Whether what is said in a language, ISO 639-1, leaves this machine."""
        return self._backends.voices.sends(language)

    def apply(self, config: Config) -> None:
        """Take over changed settings: what a running conversation can take at once, it takes."""
        with self._changing:
            self.config = config
            self.ledger.keep_text = config.privacy.keep_history
            self._backends.choose_voices(config)
            self._orders.may_fetch = config.privacy.fetch_pictures
            self.session.adjust(page_settings(config))
            self.let_hear(self._loudspeaker)

    def let_hear(self, aloud: bool) -> None:
        """Whether the page's loudspeaker can be heard; beside a screen reader that speaks, Oriel is silent."""
        self._loudspeaker = aloud
        self.session.let_hear(aloud and not self.config.page.screen_reader)

    def change(self, section: str, name: str, value: object) -> None:
        """Write one setting into the user's file and take it over."""
        with self._changing:
            save(self.settings_file, section, name, value)
            self.take_over()

    def take_over(self) -> None:
        """Apply what stands in the user's file; raises BadSetting where it has something wrong."""
        with self._changing:
            self.apply(read(self.settings_file, self.config.folders))

    def ask(self, text: str) -> object:
        """A question that was typed or pressed; BadInput for none, or one that is too long."""
        self.recorder.typed(text)
        return self.session.ask(text)

    def offered_voices(self, language: str) -> list[OfferedVoice]:
        """The voices of this computer that speak a language, ISO 639-1."""
        return self._backends.offered_voices(language)

    def offered_remote_voices(self, language: str) -> list[OfferedVoice]:
        """Amazon Polly's, where it may be asked; raises VoiceFailed where it cannot be."""
        return self._backends.offered_remote_voices(language)

    def sample(self, voice: OfferedVoice, language: str) -> bytes:
        """What a voice sounds like: a WAV file. Raises AssistantError where it cannot speak."""
        text = saying("sample", language)
        chosen = replace(self.config, voice=replace(self.config.voice, order=self._backends.voices.order))
        chunks = self._backends.sample(voice, text, language, chosen)
        if not chunks:
            raise BadInput(f"{voice.title} says nothing in this language")
        return wav(joined(chunks, RATE), RATE)

    def record(self) -> None:
        """Keep the conversation from now on, unless that is done already. Not to be called on a loop."""
        if self.recorder.state == "off":
            self.recorder.start(made_with(self.config, self.history))
            self.session.nudge()

    def recording(self) -> bytes:
        """End the recording: a zip file, once; BadInput where there is none. Not to be called on a loop."""
        try:
            return self.recorder.stop()
        finally:
            self.session.nudge()

    def show(self, picture: Picture) -> int:
        """Put a picture of the album into the conversation; returns its number there. Not to be called on a loop."""
        return self.session.show(picture.image, picture.name)

    def file(self, name: str) -> bytes | None:
        """A file made from what was found last; None for a name that there is not; BadInput without its picture."""
        snapshot = self.session.snapshot()
        if (finding := snapshot.finding) is None:
            return None
        if name in exports.ALONE:
            shown = next((one.name for one in snapshot.pictures if one.image.id == finding.image.id), "picture")
            called = Path(shown).with_suffix(Path(finding.image.path).suffix).name
            return exports.file(finding, picture_files.kept_file(finding.image), called, name)
        return pictures.file(finding, picture_files.kept(finding.image), name)

    def close(self) -> None:
        """End the conversation and leave the engine."""
        self.shelf.close()
        self.session.close()
        self._orders.close()
        self._backends.close()
        with suppress(AssistantError):  # another Oriel may have the history locked: then it is done next time
            self.album.forget_unused(self.history.pictures())
        self.history.close()
        self.ledger.close()

    def _keep_choices(self, section: str, values: Mapping[str, Any]) -> None:
        """Which models are used from now on."""
        with self._changing:
            save_all(self.settings_file, section, values)
            self.take_over()

    def _keep_order(self, order: str) -> None:
        """Whose voice speaks from now on, and with it whether anything leaves this machine.

        It holds until Oriel ends where it cannot be written down.
        """
        fetches = self.config.privacy.fetch_pictures and order != "offline-only"
        try:
            self.change("voice", "order", order)
            if fetches != self.config.privacy.fetch_pictures:
                self.change("privacy", "fetch_pictures", fetches)
        except AssistantError:
            self.apply(with_order(self.config, order, fetches))
            raise

    def _voice_failed(self, failed: VoiceFailed) -> None:
        """Called in the thread of whoever is speaking."""
        log.warning("a voice failed: %s", failed.reason)
        with suppress(RuntimeError):  # the session was closed meanwhile
            self.session.note(f"{failed}; a voice of this computer goes on.")

    def _engine_starts_anew(self, why: str) -> None:
        """Called in the thread that reads from the engine."""
        with suppress(RuntimeError):  # the session was closed meanwhile
            self.session.note(why)

    def _warm(self) -> None:
        """The voice first: it greets."""
        backends = self._backends
        try:
            backends.warm(backends.voice)
            backends.warm(backends.transcriber, backends.language_model)
            self.session.warm()
            self._state = "ready"
            with suppress(RuntimeError):  # the session was closed meanwhile
                self.session.nudge()
            backends.warm(backends.intent_classifier)
            read_tables()
        except AssistantError as error:
            self._fail(error, str(error))
        except Exception as error:  # noqa: BLE001  # the top of a thread
            kind = type(error).__name__
            self._fail(error, f"the models could not be loaded ({kind}); see what is wrong with: oriel doctor")
        with suppress(RuntimeError):  # the session was closed meanwhile
            self.session.nudge()

    def _fail(self, error: Exception, sentence: str) -> None:
        log.warning("the models could not be loaded: %s", type(error).__name__)
        self._state = "ready" if self._state == "ready" else "failed"  # without the classifier there is still talk
        with suppress(RuntimeError):
            self.session.tell(sentence)


def with_order(config: Config, order: str, fetches: bool) -> Config:
    """The settings with this order of voices, and with or without pictures from web addresses."""
    privacy = replace(config.privacy, fetch_pictures=fetches)
    return replace(config, voice=replace(config.voice, order=order), privacy=privacy)


def page_settings(config: Config) -> SessionSettings:
    """What it means to the session of the app, which is silent until a page lets sound out."""
    mode: Mode = "open" if config.listening.addressee == "open" else "attentive"
    return replace(session_settings(config, aloud=False, addressee=mode), hears_itself=True)


def session_settings(config: Config, aloud: bool, addressee: Mode = "open") -> SessionSettings:
    """What it means to one that is talked to with files: all of it is said to Oriel, where nothing else is asked."""
    listening = config.listening
    return SessionSettings(
        system=SYSTEM,
        params=config.answers.params,
        turns=TurnSettings(ask_s=listening.pause_s, force_s=listening.longest_pause_s, patience=listening.patience),
        context_tokens=config.models.context_tokens,
        language=None if listening.language == "auto" else listening.language,
        aloud=aloud,
        speed=config.voice.speed,
        hot_words=listening.hot_words,
        record=config.privacy.keep_history,
        hears_itself=False,
        addressee=addressee,
        fillers=config.answers.fillers,
        fine_edges=config.vision.edges == "fine",
        transcriber=chosen_models(config)["transcriber"].name,
    )
