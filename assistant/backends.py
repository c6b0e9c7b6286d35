"""Which code fills which role: the one table from names to modules, and the models of a configuration, opened."""

import importlib
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.config import Config
from assistant.engine.client import Engine
from assistant.engine.wire import Handle
from assistant.errors import UnknownName
from assistant.messages import (
    AudioChunk,
    Detection,
    Image,
    Mask,
    Message,
    ReplyParams,
    ScoredPhrase,
    Segment,
    TranscribeOptions,
    Utterance,
)
from assistant.roles import Eyes, Models, Stream
from local_models import manifest, profiles, store
from local_models.manifest import Model

TABLE = {
    ("speech_detector", "silero"): "local_models.silero:load",
    ("turn_detector", "smart-turn"): "local_models.smart_turn:load",
    ("transcriber", "faster-whisper"): "local_models.whisper:load",
    ("language_model", "llama-cpp"): "local_models.llama:load",
    ("voice", "hibari"): "local_models.hibari:load",
    ("detector", "centernet"): "local_models.centernet:load",
    ("detector", "grounding-dino-tiny"): "local_models.grounding_dino:load",
    ("detector", "groundingdino-swint-ogc"): "local_models.grounding_dino_original:load",
    ("segmenter", "isnet"): "local_models.isnet:load",
    ("segmenter", "sam-vit-b-01ec64"): "local_models.sam:load",
    ("segmenter", "sam-vit-l-0b3195"): "local_models.sam:load",
    ("segmenter", "sam-vit-h-4b8939"): "local_models.sam:load",
    ("phrase_extractor", "all-minilm-l6-v2"): "local_models.keybert:load",
}
VOICE_ENGINE = "voice"  # the engine process for what a conversation waits for
EYES_ENGINE = "eyes"  # the one for pictures, so that a slow look cannot starve speech
EYES_NICENESS = 10
# Detector → (score for a box, score for a word) by how sure it must be. The strict pair is the one that the authors of
# "Dialogue-guided visual language processing" used.
STRICT = (0.5, 0.55)
NORMAL = {"centernet": (0.3, 0.3)}
USUAL = (0.35, 0.3)
MAX_THREADS = 8  # more do not make a model of this size faster
SMALLEST_PROFILE = "pocket"


@dataclass(frozen=True)
class EngineTranscriber:
    """A Transcriber whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def transcribe(self, utterance: Utterance, options: TranscribeOptions) -> Stream[Segment]:
        return self.engine.call(self.handle, utterance, options)


@dataclass(frozen=True)
class EngineLanguageModel:
    """A LanguageModel whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def reply(self, messages: list[Message], params: ReplyParams, schema: str | None = None) -> Stream[str]:
        return self.engine.call(self.handle, messages, params, schema)


@dataclass(frozen=True)
class EngineVoice:
    """A Voice whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def speak(self, text: str, speed: float = 1.0) -> Stream[AudioChunk]:
        return self.engine.call(self.handle, text, speed)


@dataclass(frozen=True)
class EngineDetector:
    """A Detector whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def find(self, image: Image, phrase: str, floor: float) -> Stream[Detection]:
        return self.engine.call(self.handle, image, phrase, floor)


@dataclass(frozen=True)
class EngineSegmenter:
    """A Segmenter whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def outline(self, image: Image, detections: list[Detection]) -> Stream[Mask]:
        return self.engine.call(self.handle, image, detections)


@dataclass(frozen=True)
class EnginePhraseExtractor:
    """A PhraseExtractor whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def extract(self, text: str) -> Stream[ScoredPhrase]:
        return self.engine.call(self.handle, text)


class Backends:
    """The models of one configuration; a context manager that leaves the engine at its end."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._chosen = chosen_models(config)
        self._engine = Engine(VOICE_ENGINE, config.folders.runtime, config.folders.log)
        self._eyes_engine = Engine(EYES_ENGINE, config.folders.runtime, config.folders.log, niceness=EYES_NICENESS)
        self.transcriber = EngineTranscriber(self._engine, self._transcriber_handle())
        self.language_model = EngineLanguageModel(self._engine, self._language_model_handle())
        self.voice = EngineVoice(self._engine, self._voice_handle())

    def models(self) -> Models:
        """Everything that a conversation needs; the two detectors are loaded into this process, inline."""
        return Models(
            speech_detector=_load(TABLE["speech_detector", "silero"], self._file("speech_detector")),
            turn_detector=_load(TABLE["turn_detector", "smart-turn"], self._file("turn_detector")),
            transcriber=self.transcriber,
            language_model=self.language_model,
            voice=self.voice,
            eyes=self.eyes(),
        )

    def eyes(self) -> Eyes:
        """What looks at pictures; loaded when first used, in an engine of its own."""
        engine = self._eyes_engine
        box_threshold = self._thresholds()[0]
        return Eyes(
            EngineDetector(engine, self._detector_handle()),
            EngineSegmenter(engine, self._segmenter_handle()),
            EnginePhraseExtractor(engine, self._phrase_extractor_handle()),
            box_threshold,
        )

    def warm(self, *parts: EngineTranscriber | EngineLanguageModel | EngineVoice) -> None:
        """Load these models in the engine, all at once; returns when the first answer would find them ready."""
        failures: list[BaseException] = []

        def load(handle: Handle) -> None:
            try:
                self._engine.warm(handle)
            except Exception as error:  # noqa: BLE001  # the top of a thread: raised again below
                failures.append(error)

        threads = [threading.Thread(target=load, args=(part.handle,), daemon=True) for part in parts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    @property
    def names(self) -> dict[str, str]:
        """Role → the name of the model that fills it."""
        return {role: model.name for role, model in self._chosen.items()}

    def close(self) -> None:
        """Leave the engines, which end when nobody else uses them."""
        self._engine.close()
        self._eyes_engine.close()

    def __enter__(self) -> "Backends":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Handles name everything a model is loaded with, so that equal ones are shared by all clients of the engine.

    def _transcriber_handle(self) -> Handle:
        folder = self._file("transcriber").parent
        target = TABLE["transcriber", "faster-whisper"]
        return Handle("transcriber", target, (("folder", str(folder)), ("threads", self._threads())))

    def _language_model_handle(self) -> Handle:
        options: tuple[tuple[str, str | int | float], ...] = (
            ("path", str(self._file("language_model"))),
            ("context", self._config.models.context_tokens),
            ("threads", self._threads()),
            ("gpu_layers", 0),
            ("chat_format", self._chosen["language_model"].chat_format),
        )
        return Handle("language_model", TABLE["language_model", "llama-cpp"], options)

    def _voice_handle(self) -> Handle:
        name = self._config.voice.name
        return Handle("voice", _target("voice", name), ())

    def _detector_handle(self) -> Handle:
        name = self._chosen["detector"].name
        options: tuple[tuple[str, str | int | float], ...] = (("folder", str(self._file("detector").parent)),)
        if name == "centernet":
            options += (("embedder_folder", str(self._file("embedder").parent)),)
        else:
            options += (("text_threshold", self._thresholds()[1]), ("threads", self._threads()))
        if name == "groundingdino-swint-ogc":  # its own text encoder has this one's vocabulary
            options += (("text_encoder", str(self._file("embedder").parent)),)
        return Handle("detector", _target("detector", name), options)

    def _segmenter_handle(self) -> Handle:
        name, file = self._chosen["segmenter"].name, self._file("segmenter")
        options = (("folder", str(file.parent)),) if name == "isnet" else (("path", str(file)),)
        return Handle("segmenter", _target("segmenter", name), options)

    def _phrase_extractor_handle(self) -> Handle:
        folder = self._file("embedder").parent
        return Handle("phrase_extractor", _target("phrase_extractor", folder.name), (("folder", str(folder)),))

    def _thresholds(self) -> tuple[float, float]:
        """The scores from which a box, and a word of its label, are believed."""
        vision = self._config.vision
        box, text = STRICT if vision.certainty == "strict" else NORMAL.get(self._chosen["detector"].name, USUAL)
        return vision.box_threshold or box, text

    def _file(self, role: str) -> Path:
        """The first file of the role's model; raises ModelMissing or ModelCorrupt when it is not as it should be."""
        model = self._chosen[role]
        return store.installed(model, self._config.folders.models) / model.files[0].name

    def _threads(self) -> int:
        return self._config.models.threads or min(MAX_THREADS, os.cpu_count() or 1)


def chosen_models(config: Config) -> dict[str, Model]:
    """Role → model, by the configured profile; auto takes the largest one whose models are all here."""
    name = config.models.profile
    if name == "auto":
        name = next((profile for profile in reversed(profiles.PROFILES) if _present(config, profile)), SMALLEST_PROFILE)
    chosen: dict[str, Model] = {model.role: model for model in profiles.models(name)}
    wanted = {
        "language_model": config.models.language_model,
        "detector": config.vision.detector,
        "segmenter": config.vision.segmenter,
    }
    return chosen | {role: manifest.find(name) for role, name in wanted.items() if name}


def _target(role: str, name: str) -> str:
    if (role, name) not in TABLE:
        raise UnknownName(role, name, [model for known, model in TABLE if known == role])
    return TABLE[role, name]


def _present(config: Config, profile: str) -> bool:
    states = {store.state(model, config.folders.models) for model in profiles.models(profile)}
    return states <= {"present", "bundled"}


def _load(target: str, path: Path) -> Any:
    module, _, function = target.partition(":")
    return getattr(importlib.import_module(module), function)(path=str(path))
