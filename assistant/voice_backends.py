"""The voices of a configuration: those of this machine, which speak in the engine, and Amazon Polly."""

import importlib
import importlib.util
import logging
import shutil
import threading
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.config import Config
from assistant.engine.client import Engine
from assistant.engine.wire import Handle
from assistant.engine_roles import EngineVoice
from assistant.errors import AssistantError, ModelError, VoiceFailed
from assistant.ledger import Ledger
from assistant.messages import AudioChunk
from assistant.roles import Voice
from assistant.settings import PollySettings
from assistant.voices import LocalVoice, OfferedVoice

HIBARI, ESPEAK, PIPER = "hibari", "espeak-ng", "piper"
OFFLINE_ONLY = "offline-only"
POLLY, SIGN_IN = "Amazon Polly", "AWS sign-in"  # as they are named in the ledger

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Here:
    """A voice that is on this machine: its name, how the engine loads it, what it speaks, and that for people."""

    name: str
    handle: Handle
    languages: frozenset[str]
    about: str


def here(config: Config) -> list[Here]:
    """The voices of this machine, the configured one first; one that has gone is no reason to be silent."""
    there = [_hibari(), *_espeak(), *_piper(config.voice.piper)]
    return sorted(there, key=lambda one: one.name != config.voice.name)


def local_voices(voices: list[Here], engine: Engine) -> list[LocalVoice]:
    """Voices of this machine as they speak in the engine."""
    return [LocalVoice(one.name, EngineVoice(engine, one.handle), one.languages) for one in voices]


def offered(voices: list[Here], names: list[str]) -> list[OfferedVoice]:
    """Those of these names, in this order, for people to choose from."""
    by_name = {one.name: one for one in voices}
    return [OfferedVoice(name, name.capitalize() if name == HIBARI else name, by_name[name].about) for name in names]


def _hibari() -> Here:
    handle = Handle("voice", "local_models.hibari:load", ())
    return Here(HIBARI, handle, frozenset({"en"}), "American English, on this computer")


def _espeak() -> list[Here]:
    if not shutil.which(ESPEAK):
        return []
    try:
        languages = importlib.import_module("local_models.espeak").languages()
    except ModelError as error:
        log.warning("espeak-ng cannot be used: %s", error)
        return []
    handle = Handle("voice", "local_models.espeak:load", ())
    return [Here(ESPEAK, handle, languages, "a hundred languages, robotic, on this computer")]


def _piper(folder: str) -> list[Here]:
    if not folder or importlib.util.find_spec(PIPER) is None:
        return []
    try:
        found = importlib.import_module("local_models.piper").voices(Path(folder).expanduser())
    except (OSError, RuntimeError) as error:  # RuntimeError: of somebody who has no home
        log.warning("the folder of Piper's voices cannot be read: %s", type(error).__name__)
        return []
    return [
        Here(
            f"{PIPER}:{info.name}",
            Handle("voice", "local_models.piper:load", (("path", info.file),)),
            frozenset({info.language.partition("-")[0]}),
            f"{info.language}, Piper, on this computer",
        )
        for info in found
    ]


class Remote:
    """Amazon Polly as it is configured now; made only where it is wanted, since boto3 takes a while to import.

    What it sends is written into the ledger first. Called by one thread at a time.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._made_of: tuple[PollySettings, bool, bool] | None = None
        self._polly: Any = None

    def voice(self, config: Config) -> Voice | None:
        """None where nothing may leave this machine."""
        made_of = (config.polly, config.voice.order == OFFLINE_ONLY, config.privacy.keep_history)
        if made_of != self._made_of:
            self.close()
            self._made_of = made_of
            if config.voice.order != OFFLINE_ONLY:
                self._polly = self._make(config)
                threading.Thread(target=self._warm, args=(self._polly,), name="polly", daemon=True).start()
        voice: Voice | None = self._polly
        return voice

    def offered(self, language: str) -> list[OfferedVoice]:
        """Its voices for a language; none where nothing may leave this machine. Raises VoiceFailed."""
        polly = self._polly  # another thread may take it away
        if polly is None:
            return []
        return [
            OfferedVoice(
                voice.name,
                voice.name,
                f"{voice.language_name}, {voice.gender.lower()}, Amazon Polly: {', '.join(voice.engines)}",
                is_remote=True,
            )
            for voice in polly.voices(language)
        ]

    def sample(self, name: str, text: str, language: str, config: Config) -> list[AudioChunk]:
        """What another of its voices sounds like. Raises VoiceFailed, also where nothing may leave this machine."""
        if config.voice.order == OFFLINE_ONLY:
            raise VoiceFailed("service", "offline only is on, so a voice of Amazon Polly cannot be listened to")
        with closing(self._make(replace(config, polly=replace(config.polly, voice=name)))) as polly:
            return list(polly.speak(text, config.voice.speed, language))

    def close(self) -> None:
        """Hang up."""
        if self._polly is not None:
            self._polly.close()
        self._polly = None

    def _make(self, config: Config) -> Any:
        module = importlib.import_module("assistant.remote.polly")
        chosen = config.polly
        lexicons = tuple(filter(None, (name.strip() for name in chosen.lexicons.split(","))))
        settings = module.PollySettings(
            chosen.voice, chosen.engine, chosen.region, chosen.profile, lexicons, chosen.first_byte_s
        )

        kept_mib = chosen.cache_mib if config.privacy.keep_history else 0

        def tell(purpose: str, text: str, size: int) -> None:
            self._ledger.sent(SIGN_IN if purpose == "credentials" else POLLY, polly.region, purpose, text, size)

        polly = module.PollyVoice(settings, tell, config.folders.cache / "polly", kept_mib)
        return polly

    def _warm(self, polly: Any) -> None:
        with suppress(AssistantError):  # whoever speaks first is told
            polly.warm()
