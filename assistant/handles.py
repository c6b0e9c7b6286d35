"""Which code fills which role: the one table from names to modules, and the models of a configuration as handles."""

import json
import os
from contextlib import suppress
from pathlib import Path

from assistant.config import Config
from assistant.engine.wire import Handle
from assistant.errors import UnknownName
from assistant.vision_backends import LLAMA, TRANSFORMERS, converses, folder_of, is_folder, llama_handle, vision_handle
from local_models import manifest, profiles, store
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
# Detector → (score for a box, score for a word) by how sure it must be. The strict pair is the one that the authors of
# "Dialogue-guided visual language processing" used.
STRICT = (0.5, 0.55)
NORMAL = {"centernet": (0.3, 0.3)}
USUAL = (0.35, 0.3)
IN_FOLDERS = {"isnet", "sam-hq", "sam2"}  # segmenters that are more than one file
MAX_THREADS = 8  # more do not make a model of this size faster
SMALLEST_PROFILE = "pocket"
CLASSIFIER = "multilingual-minilmv2-l6-mnli-xnli"  # in no profile: whoever wants it fetches it by name


class Handles:
    """The models of one configuration, each with everything that it is loaded with.

    Equal handles are one model, which all clients of the engine share. Each raises ModelMissing or ModelCorrupt where
    its files are not as they should be.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self.chosen = chosen_models(config)

    def transcriber(self) -> Handle:
        """What hears."""
        folder = self.file("transcriber").parent
        target = TABLE["transcriber", "faster-whisper"]
        return Handle("transcriber", target, (("folder", str(folder)), ("threads", self._threads())))

    def language_model(self) -> Handle:
        """What converses; an adapter with the model it was made for."""
        if converses(self.chosen["language_model"]):
            folder = self.file("language_model").parent
            return llama_handle("language_model", folder, self._config, self._threads())
        model = self.chosen["language_model"]
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

    def detector(self) -> Handle:
        """What finds things."""
        name = _kind(self.chosen["detector"])
        options: tuple[tuple[str, str | int | float], ...] = (("folder", str(self.file("detector").parent)),)
        if name == "centernet":
            options += (("embedder_folder", str(self.file("embedder").parent)),)
        else:
            options += (("text_threshold", self.thresholds()[1]), ("threads", self._threads()))
        if name == "groundingdino-swint-ogc":  # its own text encoder has this one's vocabulary
            options += (("text_encoder", str(self.file("embedder").parent)),)
        return Handle("detector", _target("detector", name), options)

    def segmenter(self, model: Model | None = None) -> Handle:
        """What outlines: this model, or the one that was chosen."""
        model = model or self.chosen["segmenter"]
        name, file = _kind(model), self._path(model)
        options = (("folder", str(file.parent)),) if name in IN_FOLDERS else (("path", str(file)),)
        return Handle("segmenter", _target("segmenter", name), options)

    def fine_segmenter(self) -> Handle | None:
        """What outlines where edges are to be fine; None where that is what always does."""
        name = self._config.vision.fine_segmenter
        return self.segmenter(_named(name, "segmenter", self._config.folders.models)) if name else None

    def vision_model(self) -> Handle | None:
        """What answers about pictures in its own words; None where nothing does."""
        folder = folder_of(self._config, self.chosen.get("vision_model"))
        return vision_handle(folder, self._config, self._threads()) if folder is not None else None

    @property
    def sees_and_converses(self) -> bool:
        """Whether one model answers about pictures and is the language model."""
        seeing = self.chosen.get("vision_model")
        return seeing is not None and seeing.name == self.chosen["language_model"].name

    def classifier(self) -> Handle:
        """What tells topics that nobody trained it for; ModelMissing where it was not fetched."""
        folder = store.installed(manifest.find(CLASSIFIER), self._config.folders.models)
        options: tuple[tuple[str, str | int | float], ...] = (("folder", str(folder)), ("threads", self._threads()))
        return Handle("classifier", _target("classifier", CLASSIFIER), options)

    def text_reader(self) -> Handle:
        """What reads."""
        return Handle("text_reader", _target("text_reader", self.chosen["text_reader"].name), ())

    def phrase_extractor(self) -> Handle:
        """What picks out phrases."""
        folder = self.file("embedder").parent
        return Handle("phrase_extractor", _target("phrase_extractor", folder.name), (("folder", str(folder)),))

    def intent_classifier(self) -> Handle:
        """What tells intents, the user's own among them."""
        folder = self.file("multilingual_embedder").parent
        own = json.dumps([[own.name, own.meaning, list(own.examples)] for own in self._config.intents])
        options: tuple[tuple[str, str | int | float], ...] = (("folder", str(folder)), ("own", own))
        return Handle("intent_classifier", _target("intent_classifier", folder.name), options)

    def thresholds(self) -> tuple[float, float]:
        """The scores from which a box, and a word of its label, are believed."""
        vision = self._config.vision
        box, text = STRICT if vision.certainty == "strict" else NORMAL.get(_kind(self.chosen["detector"]), USUAL)
        return vision.box_threshold or box, text

    def file(self, role: Role) -> Path:
        """The first file of the role's model; raises ModelMissing or ModelCorrupt when it is not as it should be."""
        return self._path(self.chosen[role])

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
