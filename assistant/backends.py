"""Which code fills which role: the one table from names to modules, and the models of a configuration, opened."""

import importlib
import json
import os
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
from assistant.engine.wire import Handle, Status
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
from assistant.errors import BadInput, BadSetting, ModelMissing, UnknownName, VoiceFailed
from assistant.ledger import Ledger
from assistant.messages import AudioChunk
from assistant.placing import placing
from assistant.roles import Eyes, Models, Voice
from assistant.vision_backends import LLAMA, TRANSFORMERS, converses, folder_of, is_folder, llama_handle, vision_handle
from assistant.voice_backends import HIBARI, Here, Remote, here, local_voices, offered
from assistant.voices import ORDERS, OfferedVoice, Voices
from local_models import manifest, profiles, store
from local_models.generation import for_llama
from local_models.manifest import Model, Role

TABLE = {
    ("speech_detector", "silero"): "local_models.silero:load",
    ("turn_detector", "smart-turn"): "local_models.smart_turn:load",
    ("transcriber", "faster-whisper"): "local_models.whisper:load",
    ("language_model", "llama-cpp"): "local_models.llama:load",
    ("vision_model", "transformers"): TRANSFORMERS,
    ("vision_model", "llama-cpp"): LLAMA,
    ("detector", "centernet"): "local_models.centernet:load",
    ("detector", "grounding-dino-tiny"): "local_models.grounding_dino:load",
    ("detector", "grounding-dino-base"): "local_models.grounding_dino:load",
    ("detector", "groundingdino-swint-ogc"): "local_models.grounding_dino_original:load",
    ("segmenter", "isnet"): "local_models.isnet:load",
    ("segmenter", "sam-vit-b-01ec64"): "local_models.sam:load",
    ("segmenter", "sam-vit-l-0b3195"): "local_models.sam:load",
    ("segmenter", "sam-vit-h-4b8939"): "local_models.sam:load",
    ("text_reader", "rapidocr"): "local_models.rapidocr:load",
    ("segmenter", "sam-hq"): "local_models.sam_hq:load",
    ("segmenter", "sam2"): "local_models.sam2:load",
    ("phrase_extractor", "all-minilm-l6-v2"): "local_models.keybert:load",
    ("intent_classifier", "multilingual-e5-small"): "local_models.intents:load",
    ("classifier", "multilingual-minilmv2-l6-mnli-xnli"): "local_models.nli:load",
}
VOICE_ENGINE = "voice"  # the engine process for what a conversation waits for
EYES_ENGINE = "eyes"  # the one for pictures, so that a slow look cannot starve speech
# Detector → (score for a box, score for a word) by how sure it must be. The strict pair is the one that the authors of
# "Dialogue-guided visual language processing" used.
STRICT = (0.5, 0.55)
NORMAL = {"centernet": (0.3, 0.3)}
USUAL = (0.35, 0.3)
IN_FOLDERS = {"isnet", "sam-hq", "sam2"}  # segmenters that are more than one file
MAX_THREADS = 8  # more do not make a model of this size faster
SMALLEST_PROFILE = "pocket"


def check_params(config: Config) -> None:
    """Raises BadSetting, naming them, where the language model's backend cannot do some generation parameters."""
    try:
        for_llama(config.answers.params)
    except BadInput as error:
        raise BadSetting(f"{error}; choose another preset for answers: oriel, or dialogue-guided-words") from error


CLASSIFIER = "multilingual-minilmv2-l6-mnli-xnli"  # in no profile: whoever wants it fetches it by name


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
        self.transcriber = EngineTranscriber(self._engine, self._placing.placed(self._transcriber_handle()))
        handle = self._placing.placed(self._language_model_handle())
        self.language_model = EngineLanguageModel(self._engine, handle)
        self._remote = Remote(ledger) if ledger is not None else None
        self._here, self._liked = [self._placed(one) for one in here(config)], config.voice.name
        self.voice = EngineVoice(self._engine, self._here[0].handle)
        local, remote = local_voices(self._here, self._engine), self._remote_voice(config)
        self.voices = Voices(local, remote, ORDERS[config.voice.order], on_voice_trouble, time.monotonic)
        # Beside what looks at pictures, which has loaded the same libraries.
        self.intent_classifier = EngineIntentClassifier(
            self._eyes_engine, self._placing.placed(self._intent_classifier_handle())
        )

    def _plan(self, config: Config) -> None:
        self._config = config
        self._chosen = chosen_models(config)
        self._placing = placing(config.models, self._chosen, profile_in_use(config))

    def _open(self, name: str, on_notice: Callable[[str], None]) -> Engine:
        folders = self._config.folders
        return Engine(name, folders.runtime, folders.log, limits=self._placing.limits(name), on_notice=on_notice)

    def _placed(self, voice: Here) -> Here:
        return replace(voice, handle=self._placing.placed(voice.handle)) if voice.name == HIBARI else voice

    def models(self) -> Models:
        """Everything that a conversation needs; the two detectors are loaded into this process, inline."""
        return Models(
            speech_detector=_load(TABLE["speech_detector", "silero"], self._file("speech_detector")),
            turn_detector=_load(TABLE["turn_detector", "smart-turn"], self._file("turn_detector")),
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
        engine = self._eyes_engine
        box_threshold = self._thresholds()[0]
        return Eyes(
            EngineDetector(engine, self._placing.placed(self._detector_handle())),
            EngineSegmenter(engine, self._placing.placed(self._segmenter_handle())),
            EnginePhraseExtractor(engine, self._placing.placed(self._phrase_extractor_handle())),
            box_threshold,
            self._vision_model(),
            EngineTextReader(engine, self._placing.placed(self._text_reader_handle())),
            self._fine_segmenter(),
        )

    def _fine_segmenter(self) -> EngineSegmenter | None:
        """What outlines where edges are to be fine; None where that is what always does."""
        name = self._config.vision.fine_segmenter
        if not name:
            return None
        model = _named(name, "segmenter", self._config.folders.models)
        return EngineSegmenter(self._eyes_engine, self._segmenter_handle(model))

    def _vision_model(self) -> EngineVisionModel | None:
        """What answers about pictures in its own words; where it is the language model too, beside that."""
        chosen = self._chosen.get("vision_model")
        folder = folder_of(self._config, chosen)
        if folder is None:
            return None
        same = chosen is not None and chosen.name == self._chosen["language_model"].name
        engine = self._engine if same else self._eyes_engine
        handle = vision_handle(folder, self._config, self._threads())
        own = is_folder(self._config.vision.vision_model)  # of a size that nobody knows yet
        return EngineVisionModel(engine, handle if own else self._placing.placed(handle))

    def _zero_shot(self) -> EngineClassifier | None:
        """The classifier of topics, where its weights are; it is no part of a profile."""
        with suppress(ModelMissing):
            return self.classifier()
        return None

    def classifier(self) -> EngineClassifier:
        """What tells topics that nobody trained it for; raises ModelMissing where it was not fetched."""
        folder = store.installed(manifest.find(CLASSIFIER), self._config.folders.models)
        options: tuple[tuple[str, str | int | float], ...] = (("folder", str(folder)), ("threads", self._threads()))
        return EngineClassifier(self._eyes_engine, Handle("classifier", _target("classifier", CLASSIFIER), options))

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
        placed = self._placing.placed
        found: dict[Role, Part] = {
            "transcriber": EngineTranscriber(voice, placed(self._transcriber_handle())),
            "language_model": EngineLanguageModel(voice, placed(self._language_model_handle())),
            "voice": self.voice,
            "detector": EngineDetector(eyes, placed(self._detector_handle())),
            "segmenter": EngineSegmenter(eyes, placed(self._segmenter_handle())),
            "embedder": EnginePhraseExtractor(eyes, placed(self._phrase_extractor_handle())),
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
        return {role: model.name for role, model in self._chosen.items()}

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

    # Handles name everything a model is loaded with, so that equal ones are shared by all clients of the engine.

    def _transcriber_handle(self) -> Handle:
        folder = self._file("transcriber").parent
        target = TABLE["transcriber", "faster-whisper"]
        return Handle("transcriber", target, (("folder", str(folder)), ("threads", self._threads())))

    def _language_model_handle(self) -> Handle:
        if converses(self._chosen["language_model"]):
            folder = self._file("language_model").parent
            return llama_handle("language_model", folder, self._config, self._threads())
        model = self._chosen["language_model"]
        adapted = manifest.find(model.base, "language_model", self._config.folders.models) if model.base else model
        options: tuple[tuple[str, str | int | float], ...] = (
            ("path", str(self._path(adapted))),
            ("context", self._config.models.context_tokens),
            ("threads", self._threads()),
            ("gpu_layers", 0),
            ("chat_format", adapted.chat_format),
        )
        if model.base:
            options += (("adapter", str(self._path(model))),)
        return Handle("language_model", TABLE["language_model", "llama-cpp"], options)

    def _detector_handle(self) -> Handle:
        name = _kind(self._chosen["detector"])
        options: tuple[tuple[str, str | int | float], ...] = (("folder", str(self._file("detector").parent)),)
        if name == "centernet":
            options += (("embedder_folder", str(self._file("embedder").parent)),)
        else:
            options += (("text_threshold", self._thresholds()[1]), ("threads", self._threads()))
        if name == "groundingdino-swint-ogc":  # its own text encoder has this one's vocabulary
            options += (("text_encoder", str(self._file("embedder").parent)),)
        return Handle("detector", _target("detector", name), options)

    def _segmenter_handle(self, model: Model | None = None) -> Handle:
        model = model or self._chosen["segmenter"]
        name, file = _kind(model), self._path(model)
        options = (("folder", str(file.parent)),) if name in IN_FOLDERS else (("path", str(file)),)
        return Handle("segmenter", _target("segmenter", name), options)

    def _text_reader_handle(self) -> Handle:
        return Handle("text_reader", _target("text_reader", self._chosen["text_reader"].name), ())

    def _phrase_extractor_handle(self) -> Handle:
        folder = self._file("embedder").parent
        return Handle("phrase_extractor", _target("phrase_extractor", folder.name), (("folder", str(folder)),))

    def _intent_classifier_handle(self) -> Handle:
        folder = self._file("multilingual_embedder").parent
        own = json.dumps([[own.name, own.meaning, list(own.examples)] for own in self._config.intents])
        options: tuple[tuple[str, str | int | float], ...] = (("folder", str(folder)), ("own", own))
        return Handle("intent_classifier", _target("intent_classifier", folder.name), options)

    def _thresholds(self) -> tuple[float, float]:
        """The scores from which a box, and a word of its label, are believed."""
        vision = self._config.vision
        box, text = STRICT if vision.certainty == "strict" else NORMAL.get(_kind(self._chosen["detector"]), USUAL)
        return vision.box_threshold or box, text

    def _file(self, role: Role) -> Path:
        """The first file of the role's model; raises ModelMissing or ModelCorrupt when it is not as it should be."""
        return self._path(self._chosen[role])

    def _path(self, model: Model) -> Path:
        return store.installed(model, self._config.folders.models) / model.files[0].name

    def _threads(self) -> int:
        return self._config.models.threads or min(MAX_THREADS, os.cpu_count() or 1)


def profile_in_use(config: Config) -> str:
    """The configured profile; auto is the largest whose models are all here and whose GPU, if any, is too."""
    if config.models.profile != "auto":
        return config.models.profile
    here = (profile for profile in reversed(profiles.PROFILES) if _present(config, profile))
    return next((profile for profile in here if _runs(profile)), SMALLEST_PROFILE)


def _runs(profile: str) -> bool:
    card = profiles.gpu() if profiles.is_gpu(profile) else None
    return not profiles.is_gpu(profile) or (card is not None and profiles.has_room(profile, card.mib))


def chosen_models(config: Config) -> dict[Role, Model]:
    """Role → model, by the profile in use and by what is set instead."""
    name = profile_in_use(config)
    chosen = {role: profiles.model_for(name, role) for role in profiles.roles(name)}
    wanted: dict[Role, str] = {
        "transcriber": config.models.transcriber,
        "language_model": config.models.language_model,
        "detector": config.vision.detector,
        "segmenter": config.vision.segmenter,
        "vision_model": "" if is_folder(config.vision.vision_model) else config.vision.vision_model,
    }
    folder = config.folders.models
    return chosen | {role: _named(name, role, folder) for role, name in wanted.items() if name}


def _named(name: str, role: str, folder: Path) -> Model:
    """A model by name; a GGUF that answers about pictures can be the language model too."""
    if role == "language_model":
        with suppress(UnknownName):
            if converses(model := manifest.find(name, "vision_model", folder)):
                return model
    return manifest.find(name, role, folder)


def _kind(model: Model) -> str:
    """The model of the table whose code runs it: an imported one is like one of those."""
    return model.like or model.name


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
