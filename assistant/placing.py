"""Where each model of a configuration runs, how exactly it computes, and what it and its engine may take of memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec
import psutil

from assistant import fit
from assistant.engine.policy import Bounds
from assistant.engine.wire import Handle, Limits
from assistant.errors import BadSetting
from assistant.fit import EYES, GPU, Loading, Part
from assistant.settings import ModelSettings
from local_models import profiles
from local_models.manifest import Model, Role

MIB = 1 << 20
EYES_NICENESS = 10
# Of the machine's memory: what the system, the browser and the app itself are left.
RESERVED = 0.25
RESERVED_MIB = 1024
GPU_RESERVED_MIB = 256  # what a desktop may still want of the card's free memory
ALL_LAYERS = -1
# The models that are told their device by a word; llama.cpp's are told how many layers to put on the GPU.
TOLD_DEVICE = {
    "local_models.whisper:load",
    "local_models.grounding_dino:load",
    "local_models.grounding_dino_original:load",
    "local_models.sam:load",
    "local_models.sam_hq:load",
    "local_models.sam2:load",
    "local_models.vision_language:load",
}
WHISPER = "local_models.whisper:load"
LLAMAS = {"local_models.llama:load", "local_models.llama_vision:load"}
COMPUTE = {"cpu": "int8", "gpu": "int8_float16"}  # where the setting says auto: the smallest that costs no words
# Roles of handles that are another role's model at work.
MODEL_OF = {"phrase_extractor": "embedder", "intent_classifier": "multilingual_embedder"}


@dataclass(frozen=True)
class Placing:
    """The models of a configuration on this machine."""

    settings: ModelSettings
    parts: tuple[Part, ...]
    on_gpu: bool
    bounds: Mapping[str, Bounds] = field(default_factory=dict)

    def limits(self, engine: str) -> Limits:
        """What an engine may take: "voice" or "eyes"; with a GPU the first holds everything."""
        niceness = EYES_NICENESS if engine == EYES else 0
        memory = sum(bound.budget_mib for bound in self.bounds.values()) if self.on_gpu else self._share(engine)
        return Limits(memory, gpu_budget_mib() if self.on_gpu else 0, niceness)

    def placed(self, handle: Handle) -> Handle:
        """A handle with its device, what it needs, whether it stays, and its model's name."""
        wanted = MODEL_OF.get(handle.role, handle.role)
        part = next((part for part in self.parts if part.role == wanted), None)
        if part is None:
            return handle
        device = "gpu" if part.place == GPU else "cpu"
        kept = fit.pinned(self.parts, part.place, self._bounds(part.place))
        return msgspec.structs.replace(
            handle,
            options=self._options(handle, device),
            mib=part.mib,
            device=device,
            pinned=part.model.name in kept,
            model=part.model.name,
        )

    def _options(self, handle: Handle, device: str) -> tuple[tuple[str, str | int | float], ...]:
        options = dict(handle.options)
        if "gpu_layers" in options:
            options["gpu_layers"] = ALL_LAYERS if device == "gpu" else 0
            if handle.target in LLAMAS and self.settings.kv_cache != "f16":
                options["kv_cache"] = self.settings.kv_cache
        elif handle.target in TOLD_DEVICE:
            options["device"] = "cuda" if device == "gpu" else "cpu"
        if handle.target == WHISPER:
            options["compute_type"] = compute_type(self.settings, device)
        return tuple(options.items())

    def _share(self, engine: str) -> int:
        return self.bounds[engine].budget_mib if engine in self.bounds else 0

    def _bounds(self, place: str) -> Bounds:
        if place == GPU:
            return Bounds(gpu_budget_mib(), fit.BASE_MIB[GPU])
        return self.bounds.get(place, Bounds(0))


def placing(settings: ModelSettings, chosen: Mapping[Role, Model], profile: str) -> Placing:
    """Where the chosen models go. Raises BadSetting where a GPU is wanted and there is none."""
    on_gpu = uses_gpu(settings, profile)
    found = tuple(fit.parts(chosen, on_gpu, loading(settings, on_gpu)))
    return Placing(settings, found, on_gpu, fit.shares(found, memory_mib(settings)))


def uses_gpu(settings: ModelSettings, profile: str) -> bool:
    """Whether models go to a GPU: as the setting says, or where the profile is for one and it is there."""
    if settings.device == "auto":
        return profiles.is_gpu(profile) and profiles.gpu() is not None
    if settings.device == "gpu" and profiles.gpu() is None:
        raise BadSetting("device in [models] is gpu, and nvidia-smi lists none here; auto and cpu work everywhere")
    return settings.device == "gpu"


def loading(settings: ModelSettings, on_gpu: bool) -> Loading:
    """What the settings change of the models' size."""
    return Loading(settings.context_tokens, settings.kv_cache, compute_type(settings, "gpu" if on_gpu else "cpu"))


def compute_type(settings: ModelSettings, device: str) -> str:
    """How CTranslate2 computes."""
    return COMPUTE[device] if settings.compute_type == "auto" else settings.compute_type


def memory_mib(settings: ModelSettings) -> int:
    """What all engines together may take of this machine's memory."""
    total = int(psutil.virtual_memory().total) // MIB
    return settings.memory_mib or total - max(RESERVED_MIB, round(total * RESERVED))


def gpu_budget_mib() -> int:
    """What may be taken of the GPU: what was free of it when this process first asked."""
    card = profiles.gpu()
    return max(0, card.free_mib - GPU_RESERVED_MIB) if card else 0
