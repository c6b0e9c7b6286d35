"""Segmenter by Segment Anything 2 (Ravi et al., 2024; facebookresearch/sam2) as transformers implements it."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import interpolate
from transformers import Sam2Model, Sam2Processor

from assistant.messages import Detection, Image, Mask
from assistant.roles import Stream
from local_models.checkpoints import opened
from local_models.pixels import Rgb
from local_models.prompted import Embedding, Prompt, Prompted, scaled

KINDS = ("sam2", "sam2_video")  # the published checkpoints hold what follows things through films too
SUREST = 32.0  # of the logits that a better mask is asked from, as the authors' own predictor cuts them off


class Sam2:
    """Called by one thread at a time; `Stream.cancel` by any."""

    def __init__(self, folder: Path, device: str, threads: int) -> None:
        self.model = opened(Sam2Model, KINDS, folder, device, "SAM 2")
        self._pixels = Sam2Processor.from_pretrained(folder, local_files_only=True).image_processor
        self._device = device
        self._side: int = self.model.config.prompt_encoder_config.image_size
        self._prompted = Prompted(self._encode, self._decode, self._enlarge, threads)
        for block in self.model.vision_encoder.backbone.blocks:
            block.register_forward_pre_hook(self._prompted.check)
        if device != "cpu":  # the first kernels of a GPU are compiled and tuned
            self._encode(np.zeros((64, 64, 3), np.uint8))

    def outline(self, image: Image, detections: list[Detection], is_fine: bool = False) -> Stream[Mask]:
        return self._prompted.outline(image, detections, is_fine)

    def forget(self) -> None:
        """Drop what is remembered of pictures and boxes, so that the next call finds none of it."""
        self._prompted.forget()

    @torch.inference_mode()
    def _encode(self, rgb: Rgb) -> Embedding:
        """Three maps of a picture that fills the model's square, the finest first: float32 [1, c, s, s]."""
        seen = self._pixels(images=rgb.copy(), input_data_format="channels_last", return_tensors="pt")
        return tuple(self.model.get_image_embeddings(seen["pixel_values"].to(self._device)))

    @torch.inference_mode()
    def _decode(self, embedding: Embedding, prompt: Prompt) -> Tensor:
        """float32 logits [1, 1, 4 s, 4 s]: of a box alone the best of three, by the model's own guess."""
        box, points, labels = scaled(prompt, self._side / prompt.width, self._side / prompt.height, self._device)
        output = self.model(
            image_embeddings=list(embedding),
            input_boxes=box[None],
            input_points=None if points is None else points[None],
            input_labels=None if labels is None else labels[None],
            input_masks=None if prompt.before is None else prompt.before.clamp(-SUREST, SUREST),
            multimask_output=points is None,
        )
        best = int(output.iou_scores[0, 0].argmax())
        chosen: Tensor = output.pred_masks[0, :, best : best + 1].clone()  # not a view, which would keep the others
        return chosen

    def _enlarge(self, logits: Tensor, height: int, width: int) -> Tensor:
        return interpolate(logits, (height, width), mode="bilinear", align_corners=False)[0, 0]


def load(folder: str, device: str = "cpu", threads: int = 1) -> Sam2:
    """Load a folder of transformers' Sam2Model.

    threads: of torch in this process. Raises ModelMissing, ModelCorrupt, or BadSetting for a device that is not there.
    """
    return Sam2(Path(folder), device, threads)
