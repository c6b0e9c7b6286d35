"""Detector by Grounding DINO in its authors' own code (groundingdino-py), from their checkpoints (.pth)."""

import threading
from pathlib import Path
from typing import Any

import groundingdino
import torch
from groundingdino.util.misc import clean_state_dict
from groundingdino.util.slconfig import SLConfig
from transformers import BertConfig, GroundingDinoImageProcessor

from assistant.errors import ModelCorrupt, ModelMissing
from assistant.messages import Detection, Image
from assistant.roles import Stream
from local_models import grounding, grounding_dino_shim
from local_models.grounding import STRIP, TEXT_THRESHOLD, Scored, Tokens
from local_models.pixels import Rgb

PUBLISHED = Path(groundingdino.__file__).parent / "config" / "GroundingDINO_SwinT_OGC.py"
PICTURES = "processor_config.json"
# In the published file, and of no use: a table from training, and numbers that BERT now counts out itself.
IDLE_KEYS = {"label_enc.weight", "bert.embeddings.position_ids"}
# What a checkpoint may lack: Swin's numbers, the same for all weights, and a layer of BERT that is not used here.
NOT_NEEDED = ("relative_position_index", "bert.pooler")


class GroundingDinoOriginal:
    """Called by one thread at a time; `Stream.cancel` by any."""

    def __init__(self, checkpoint: Path, text_encoder: Path, text_threshold: float, threads: int, device: str) -> None:
        self._threads = threads
        self._text_threshold = text_threshold
        self._device = device
        self._arguments = _arguments(checkpoint.parent, text_encoder, device)
        self._model = _with_weights(grounding_dino_shim.build(self._arguments), checkpoint).to(device)
        self._brake = grounding.Brake(self._model)
        self._prepare = _picture_processor(checkpoint.parent)
        self.most_tokens: int = self._arguments.max_text_len

    def find(self, image: Image, phrase: str, floor: float) -> Stream[Detection]:
        """Everything that the phrase names; an empty phrase: COCO's 80 kinds, each box one of them."""
        return grounding.find(self, image, phrase, floor, self._text_threshold)

    def read(self, caption: str) -> Tokens:
        return grounding.read(self._model.tokenizer, caption)

    def look(self, rgb: Rgb, caption: str, stopped: threading.Event) -> Scored:
        pixels = self._prepare(rgb.copy(), return_tensors="pt", input_data_format="channels_last")["pixel_values"]
        self._brake.stopped = stopped
        torch.set_num_threads(self._threads)  # here, since other models in this process set theirs
        with torch.inference_mode(), grounding_dino_shim.adapted(self._arguments):
            output = self._model(pixels.to(self._device), captions=[caption])
        return Scored(output["pred_logits"][0].sigmoid().cpu().numpy(), output["pred_boxes"][0].cpu().numpy())


def _arguments(folder: Path, text_encoder: Path, device: str) -> Any:
    """The library's configuration: the folder's own, else that of the published Swin-T."""
    own = folder / "config.py"
    arguments = SLConfig.fromfile(str(own if own.is_file() else PUBLISHED))
    arguments.device = device
    arguments.text_encoder_type = str(text_encoder)
    sizes = text_encoder / "config.json"
    arguments.bert = BertConfig.from_json_file(sizes) if own.is_file() else BertConfig()  # bert-base-uncased
    arguments.use_checkpoint = arguments.use_transformer_ckpt = False  # they save memory in training only
    return arguments


def _with_weights(model: Any, checkpoint: Path) -> Any:
    """Raises ModelCorrupt when the file lacks weights, or has others."""
    state = clean_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["model"])
    missing, unexpected = model.load_state_dict(state, strict=False)
    missing = [key for key in missing if not any(part in key for part in NOT_NEEDED)]
    strange = set(unexpected) - IDLE_KEYS
    if missing or strange:
        raise ModelCorrupt(f"{checkpoint} does not fit: {len(missing)} weights are missing, {len(strange)} are strange")
    return model


def _picture_processor(folder: Path) -> Any:
    """As the authors prepare pictures: the shorter side 800 pixels, unless the longer one would exceed 1333."""
    if (folder / PICTURES).is_file():
        return GroundingDinoImageProcessor.from_pretrained(folder, local_files_only=True)
    return GroundingDinoImageProcessor()


def load(
    folder: str,
    text_threshold: float = TEXT_THRESHOLD,
    threads: int = 1,
    device: str = "cpu",
    text_encoder: str = "",
) -> GroundingDinoOriginal:
    """Load the one .pth of `folder` and look at a black strip. Raises ModelMissing or ModelCorrupt.

    text_encoder: a folder with the tokenizer of bert-base-uncased; empty: `bert` inside the folder. The weights of the
    text encoder are in the .pth. A checkpoint of other sizes than Swin-T's has them in `config.py` beside it, and those
    of its text encoder in `bert/config.json`.
    """
    checkpoint = next(iter(sorted(Path(folder).glob("*.pth"))), None)
    encoder = Path(text_encoder) if text_encoder else Path(folder) / "bert"
    if checkpoint is None or not encoder.is_dir():
        raise ModelMissing(
            f"no detector in {folder}, or no text encoder in {encoder}; get them with: oriel models fetch"
        )
    model = GroundingDinoOriginal(checkpoint, encoder, text_threshold, threads, device)
    model.look(STRIP, "thing.", threading.Event())
    return model
