"""The model of a configuration that answers about pictures in its own words, and how the engine loads it."""

from pathlib import Path

from assistant.config import Config
from assistant.engine.wire import Handle
from assistant.errors import BadSetting, ModelMissing
from local_models import store
from local_models.manifest import Model

TRANSFORMERS, LLAMA = "local_models.vision_language:load", "local_models.llama_vision:load"
GGUF, PROJECTOR = ".gguf", "mmproj"  # a model for llama.cpp is two files: itself, and what turns pictures into tokens


def is_folder(setting: str) -> bool:
    """Whether the setting `vision_model` names a folder of the user's own, and no model of the manifest."""
    return "/" in setting or "\\" in setting


def converses(model: Model) -> bool:
    """Whether a model that answers about pictures can be the language model as well."""
    return model.role == "vision_model" and any(file.name.endswith(GGUF) for file in model.files)


def folder_of(config: Config, model: Model | None) -> Path | None:
    """Where the configured vision-language model lies; None where none is configured.

    model: the one that was chosen from the manifest. Raises ModelMissing or ModelCorrupt where it is not as it should
    be, BadSetting for a folder that is none.
    """
    if is_folder(config.vision.vision_model):
        folder = Path(config.vision.vision_model).expanduser().absolute()
        if not folder.is_dir():
            raise BadSetting(f"vision_model in [vision] names {folder}, which is no folder; nor is it a model's name")
        return folder
    return store.installed(model, config.folders.models) if model is not None else None


def vision_handle(folder: Path, config: Config, threads: int) -> Handle:
    """The model in a folder as a VisionModel: on llama.cpp where it is a GGUF, else on transformers."""
    if any(folder.glob(f"*{GGUF}")):
        return llama_handle("vision_model", folder, config, threads)
    options = (("folder", str(folder)), ("threads", threads), ("quantize", config.vision.quantize))
    return Handle("vision_model", TRANSFORMERS, options)


def llama_handle(role: str, folder: Path, config: Config, threads: int) -> Handle:
    """A GGUF with its projector, for either of its roles: "vision_model" or "language_model".

    Both are loaded with the same options, so that the engine holds one model for both.
    """
    options: tuple[tuple[str, str | int | float], ...] = (
        ("path", str(_one(folder, projector=False))),
        ("projector", str(_one(folder, projector=True))),
        ("context", config.models.context_tokens),
        ("threads", threads),
        ("gpu_layers", 0),
    )
    return Handle(role, LLAMA, options)


def _one(folder: Path, projector: bool) -> Path:
    """The only GGUF of a folder that is, or is not, the projector."""
    found = [path for path in sorted(folder.glob(f"*{GGUF}")) if (PROJECTOR in path.name.lower()) == projector]
    if not found:
        wanted = f"a file {PROJECTOR}-….gguf, by which it sees," if projector else "the model itself, a .gguf,"
        raise ModelMissing(f"{wanted} is missing in {folder}; download it from where the model came from")
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise BadSetting(f"{folder} must have one model and one projector; got {names}")
    return found[0]
