"""Detector by Grounding DINO as transformers implements it: finds what any phrase names."""

import threading
from pathlib import Path

import torch
from transformers import AutoProcessor, GroundingDinoForObjectDetection

from assistant.errors import ModelMissing
from assistant.messages import Detection, Image
from assistant.roles import Stream
from local_models import grounding
from local_models.grounding import STRIP, TEXT_THRESHOLD, Scored, Tokens
from local_models.pixels import Rgb


class GroundingDino:
    """Called by one thread at a time; `Stream.cancel` by any."""

    def __init__(self, folder: Path, text_threshold: float, threads: int, device: str) -> None:
        self._threads = threads
        self._text_threshold = text_threshold
        self._processor = AutoProcessor.from_pretrained(folder, local_files_only=True)  # type: ignore[no-untyped-call]
        # Half precision moves boxes and scores: the text and picture features meet in long sums.
        model = GroundingDinoForObjectDetection.from_pretrained(folder, local_files_only=True, dtype=torch.float32)
        self._model = model.eval().to(device)  # type: ignore[no-untyped-call]
        self._brake = grounding.Brake(self._model)
        self.most_tokens: int = model.config.max_text_len

    def find(self, image: Image, phrase: str, floor: float) -> Stream[Detection]:
        """Everything that the phrase names; an empty phrase: COCO's 80 kinds, each box one of them."""
        return grounding.find(self, image, phrase, floor, self._text_threshold)

    def read(self, caption: str) -> Tokens:
        return grounding.read(self._processor.tokenizer, caption)

    def look(self, rgb: Rgb, caption: str, stopped: threading.Event) -> Scored:
        # Its shorter side becomes 800 pixels, unless the longer one would then exceed 1333.
        picture = rgb.copy()  # torch wants arrays that it could write to
        inputs = self._processor(images=picture, text=caption, return_tensors="pt", input_data_format="channels_last")
        self._brake.stopped = stopped
        torch.set_num_threads(self._threads)  # here, since other models in this process set theirs
        with torch.inference_mode():
            output = self._model(**inputs.to(self._model.device))
        return Scored(output.logits[0].sigmoid().cpu().numpy(), output.pred_boxes[0].cpu().numpy())


def load(folder: str, text_threshold: float = TEXT_THRESHOLD, threads: int = 1, device: str = "cpu") -> GroundingDino:
    """Load the model of `folder` (transformers' format) and look at a black strip. Raises ModelMissing.

    text_threshold: the score from which a word of the phrase becomes part of the label. device: "cpu" or "cuda".
    """
    if not (Path(folder) / "model.safetensors").is_file():
        raise ModelMissing(f"no detector in {folder}; fetch it with: oriel models fetch")
    model = GroundingDino(Path(folder), text_threshold, threads, device)
    model.look(STRIP, "thing.", threading.Event())
    return model
