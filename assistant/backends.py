"""The models of a configuration, opened: each in the engine that runs it, with the voices from here and afar."""

import importlib
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.config import Config
from assistant.engine.client import Engine
from assistant.engine.wire import Status
from assistant.engine_roles import (
    EngineClassifier,
    EngineDetector,
    EngineIntentClassifier,
    EngineLanguageModel,
    EnginePhraseExtractor,
    EngineSegmenter,
    EngineTextReader,
    EngineTranscriber,
    EngineVisionModel,
    EngineVoice,
    Part,
)
from assistant.errors import BadInput, BadSetting, ModelMissing, VoiceFailed
from assistant.handles import TABLE, Handles, profile_in_use
from assistant.ledger import Ledger
from assistant.messages import AudioChunk
from assistant.placing import placing
from assistant.roles import Eyes, Models, Voice
from assistant.vision_backends import is_folder
from assistant.voice_backends import HIBARI, Here, Remote, here, local_voices, offered
from assistant.voices import ORDERS, OfferedVoice, Voices
from local_models.generation import for_llama
from local_models.manifest import Role

VOICE_ENGINE = "voice"  # the engine process for what a conversation waits for
EYES_ENGINE = "eyes"  # the one for pictures, so that a slow look cannot starve speech


def check_params(config: Config) -> None:
    """Raises BadSetting, naming them, where the language model's backend cannot do some generation parameters."""
    try:
        for_llama(config.answers.params)
    except BadInput as error:
        raise BadSetting(f"{error}; choose another preset for answers: oriel, or dialogue-guided-words") from error


class Backends:
    """The models of one configuration; a context manager that leaves the engine at its end.

    ledger: where what leaves this machine is written down; without one nothing leaves. on_voice_trouble: is told why
    the voice from afar broke off.
    """

    def __init__(
        self,
        config: Config,
        ledger: Ledger | None = None,
        on_voice_trouble: Callable[[VoiceFailed], None] = lambda _: None,
        on_engine_notice: Callable[[str], None] = lambda _: None,
    ) -> None:
        check_params(config)
        self._plan(config)
        self._eyes: Eyes | None = None
        self._engine = self._open(VOICE_ENGINE, on_engine_notice)
        # One GPU has one engine: each has a context of its own on it, and neither would know of the other's models.
        self._eyes_engine = self._engine if self._placing.on_gpu else self._open(EYES_ENGINE, on_engine_notice)
        placed, handles = self._placing.placed, self._handles
        self.transcriber = EngineTranscriber(self._engine, placed(handles.transcriber()))
        self.language_model = EngineLanguageModel(self._engine, placed(handles.language_model()))
        self._remote = Remote(ledger) if ledger is not None else None
        self._here, self._liked = [self._placed(one) for one in here(config)], config.voice.name
        self.voice = EngineVoice(self._engine, self._here[0].handle)
        local, remote = local_voices(self._here, self._engine), self._remote_voice(config)
        self.voices = Voices(local, remote, ORDERS[config.voice.order], on_voice_trouble, time.monotonic)
        # Beside what looks at pictures, which has loaded the same libraries.
        self.intent_classifier = EngineIntentClassifier(self._eyes_engine, placed(handles.intent_classifier()))

    def _plan(self, config: Config) -> None:
        self._config = config
        self._handles = Handles(config)
        self._placing = placing(config.models, self._handles.chosen, profile_in_use(config))

    def _open(self, name: str, on_notice: Callable[[str], None]) -> Engine:
        folders = self._config.folders
        return Engine(name, folders.runtime, folders.log, limits=self._placing.limits(name), on_notice=on_notice)

    def _placed(self, voice: Here) -> Here:
        return replace(voice, handle=self._placing.placed(voice.handle)) if voice.name == HIBARI else voice

    def models(self) -> Models:
        """Everything that a conversation needs; the two detectors are loaded into this process, inline."""
        return Models(
            speech_detector=_load(TABLE["speech_detector", "silero"], self._handles.file("speech_detector")),
            turn_detector=_load(TABLE["turn_detector", "smart-turn"], self._handles.file("turn_detector")),
            transcriber=self.transcriber,
            language_model=self.language_model,
            voice=self.voices,
            eyes=self.eyes(),
            intent_classifier=self.intent_classifier,
            zero_shot=self._zero_shot(),
        )

    def choose_voices(self, config: Config) -> None:
        """Take over changed settings; which voice of this machine is liked, only where that has changed."""
        if config.voice.order == "offline-only":  # before anything that may wait for Polly's client
            self.voices.choose("offline-only", None)
        if config.voice.name != self._liked:
            self._liked = config.voice.name
            self.voices.prefer(self._liked)
        self.voices.choose(ORDERS[config.voice.order], self._remote_voice(config))

    def offered_voices(self, language: str) -> list[OfferedVoice]:
        """The voices of this machine that speak a language."""
        return offered(self._here, self.voices.names(language))

    def offered_remote_voices(self, language: str) -> list[OfferedVoice]:
        """Those of Amazon Polly, where it may be asked; raises VoiceFailed where it cannot be."""
        return self._remote.offered(language) if self._remote is not None else []

    def sample(self, voice: OfferedVoice, text: str, language: str, config: Config) -> list[AudioChunk]:
        """What one of them sounds like. Raises VoiceFailed, also where nothing may leave this machine."""
        if not voice.is_remote:
            (chosen,) = (one for one in self._here if one.name == voice.name)
            return list(EngineVoice(self._engine, chosen.handle).speak(text, config.voice.speed, language))
        if self._remote is None:
            raise VoiceFailed("service", "without a ledger nothing may leave this machine")
        return self._remote.sample(voice.name, text, language, config)

    def _remote_voice(self, config: Config) -> Voice | None:
        return self._remote.voice(config) if self._remote is not None else None

    def eyes(self) -> Eyes:
        """What looks at pictures; loaded when first used, in an engine of its own."""
        if self._eyes is None:
            self._eyes = self._made_eyes()
        return self._eyes

    def _made_eyes(self) -> Eyes:
        engine, placed, handles = self._eyes_engine, self._placing.placed, self._handles
        fine = handles.fine_segmenter()
        return Eyes(
            EngineDetector(engine, placed(handles.detector())),
            EngineSegmenter(engine, placed(handles.segmenter())),
            EnginePhraseExtractor(engine, placed(handles.phrase_extractor())),
            handles.thresholds()[0],
            self._vision_model(),
            EngineTextReader(engine, placed(handles.text_reader())),
            EngineSegmenter(engine, fine) if fine is not None else None,
        )

    def _vision_model(self) -> EngineVisionModel | None:
        """What answers about pictures in its own words; where it is the language model too, beside that."""
        handle = self._handles.vision_model()
        if handle is None:
            return None
        engine = self._engine if self._handles.sees_and_converses else self._eyes_engine
        own = is_folder(self._config.vision.vision_model)  # of a size that nobody knows yet
        return EngineVisionModel(engine, handle if own else self._placing.placed(handle))

    def _zero_shot(self) -> EngineClassifier | None:
        """The classifier of topics, where its weights are; it is no part of a profile."""
        with suppress(ModelMissing):
            return self.classifier()
        return None

    def classifier(self) -> EngineClassifier:
        """What tells topics that nobody trained it for; raises ModelMissing where it was not fetched."""
        return EngineClassifier(self._eyes_engine, self._handles.classifier())

    def parts(self, config: Config | None = None) -> dict[Role, Part]:
        """Role → the model that plays it in an engine; by these settings, or by other ones, which are not taken over.

        Raises ModelMissing or ModelCorrupt where one is not as it should be; BadSetting for settings that only another
        engine could follow.
        """
        if config is None:
            return self._parts()
        other = copy(self)
        other._plan(config)
        if other._placing.on_gpu != self._placing.on_gpu:
            raise BadSetting("models move to or from the GPU only when Oriel starts; the settings are kept until then")
        return other._parts()

    def _parts(self) -> dict[Role, Part]:
        voice, eyes = self._engine, self._eyes_engine
        placed, handles = self._placing.placed, self._handles
        found: dict[Role, Part] = {
            "transcriber": EngineTranscriber(voice, placed(handles.transcriber())),
            "language_model": EngineLanguageModel(voice, placed(handles.language_model())),
            "voice": self.voice,
            "detector": EngineDetector(eyes, placed(handles.detector())),
            "segmenter": EngineSegmenter(eyes, placed(handles.segmenter())),
            "embedder": EnginePhraseExtractor(eyes, placed(handles.phrase_extractor())),
            "multilingual_embedder": self.intent_classifier,
        }
        seeing = self._vision_model()
        return found | ({"vision_model": seeing} if seeing is not None else {})

    def switch(self, config: Config) -> None:
        """Have the models of these settings do the work from the next call on; calls under way keep theirs."""
        parts = self.parts(config)
        self._plan(config)
        self.transcriber.handle = parts["transcriber"].handle
        self.language_model.handle = parts["language_model"].handle
        if self._eyes is not None:
            made = self._made_eyes()
            self._eyes.detector, self._eyes.segmenter = made.detector, made.segmenter
            self._eyes.box_threshold, self._eyes.vision_model = made.box_threshold, made.vision_model
            self._eyes.fine_segmenter = made.fine_segmenter

    def memory(self) -> dict[str, Status]:
        """Engine → what it holds; "voice" alone where one holds everything."""
        engines = {VOICE_ENGINE: self._engine, EYES_ENGINE: self._eyes_engine}
        return {name: engine.status() for name, engine in engines.items() if name == VOICE_ENGINE or not self.on_gpu}

    @property
    def on_gpu(self) -> bool:
        """Whether models run on a GPU, all in one engine."""
        return self._placing.on_gpu

    def warm(self, *parts: Part) -> None:
        """Load these models in the engine, all at once; returns when the first answer would find them ready."""
        failures: list[BaseException] = []

        def load(part: Part) -> None:
            try:
                part.engine.warm(part.handle)
            except Exception as error:  # noqa: BLE001  # the top of a thread: raised again below
                failures.append(error)

        threads = [threading.Thread(target=load, args=(part,), daemon=True) for part in parts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    @property
    def names(self) -> dict[str, str]:
        """Role → the name of the model that fills it."""
        return {role: model.name for role, model in self._handles.chosen.items()}

    def close(self) -> None:
        """Leave the engines, which end when nobody else uses them."""
        if self._remote is not None:
            self._remote.close()
        self._engine.close()
        if self._eyes_engine is not self._engine:
            self._eyes_engine.close()

    def __enter__(self) -> "Backends":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _load(target: str, path: Path) -> Any:
    module, _, function = target.partition(":")
    return getattr(importlib.import_module(module), function)(path=str(path))
