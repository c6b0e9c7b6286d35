"""Folders as transformers keeps models in: checked, and opened without running anything that lies in them."""

import json
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from transformers import PreTrainedModel

from assistant.errors import BadSetting, ModelCorrupt, ModelMissing

CONFIG, WEIGHTS = "config.json", "model.safetensors"


def opened(
    architecture: type[PreTrainedModel], kinds: tuple[str, ...], folder: Path, device: str, name: str
) -> Any:  # of that architecture; transformers' own annotations lose it
    """The model of a folder, in float32, on that device, for use and not for training.

    kinds: what config.json may call it; name: what people call it. Raises ModelMissing, ModelCorrupt, or BadSetting
    for a device that is not there.
    """
    if device.startswith("cuda") and not torch.cuda.is_available():
        raise BadSetting(f"device '{device}' was wanted and there is no CUDA device here; 'cpu' works everywhere")
    if not all((folder / file).is_file() for file in (CONFIG, WEIGHTS)):
        raise ModelMissing(f"no {name} in {folder}; wanted its {CONFIG} and {WEIGHTS}")
    if (kind := _kind(folder)) not in kinds:
        raise ModelCorrupt(f"{folder} holds {kind or 'no model'}, not {name}; its model_type would be {kinds[0]}")
    try:
        opening: Any = architecture.from_pretrained(
            folder, local_files_only=True, use_safetensors=True, dtype=torch.float32, output_loading_info=True
        )
        model, told = opening
    except (OSError, ValueError, RuntimeError, LookupError, TypeError, SafetensorError) as error:
        raise ModelCorrupt(f"{folder} is not a checkpoint of {name}: {str(error)[:200]}") from error
    if missing := sorted(told["missing_keys"]):  # they would be drawn by lot
        raise ModelCorrupt(f"{folder} is not a checkpoint of {name}: it lacks {', '.join(missing[:3])}")
    return model.eval().requires_grad_(False).to(device)


def _kind(folder: Path) -> str:
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        return str(config["model_type"])
    except (OSError, ValueError, LookupError, TypeError):
        return ""
