"""Segmenter by HQ-SAM (Ke et al., 2023; SysCV/sam-hq) as transformers implements it: Segment Anything, finer edges.

Its decoder has one token more, which sees the encoder's early features too; what that draws is added to SAM's mask.
"""

from pathlib import Path

import numpy as np
import PIL.Image
import torch
from torch import Tensor, nn
from transformers import SamHQModel, SamHQProcessor

from assistant.messages import Detection, Image, Mask
from assistant.roles import Stream
from local_models.checkpoints import opened
from local_models.pixels import Rgb
from local_models.prompted import Embedding, Prompt, Prompted, scaled

KINDS = ("sam_hq",)


class SamHq:
    """Called by one thread at a time; `Stream.cancel` by any."""

    def __init__(self, folder: Path, device: str, threads: int) -> None:
        self.model = opened(SamHQModel, KINDS, folder, device, "HQ-SAM")
        mend(self.model.mask_decoder)
        self._pixels = SamHQProcessor.from_pretrained(folder, local_files_only=True).image_processor
        self._device = device
        self._side: int = self.model.config.vision_config.image_size
        self._prompted = Prompted(self._encode, self._decode, self._enlarge, threads)
        for layer in self.model.vision_encoder.layers:
            layer.register_forward_pre_hook(self._prompted.check)
        if device != "cpu":  # the first kernels of a GPU are compiled and tuned
            self._encode(np.zeros((64, 64, 3), np.uint8))

    def outline(self, image: Image, detections: list[Detection], is_fine: bool = False) -> Stream[Mask]:
        return self._prompted.outline(image, detections, is_fine)

    def forget(self) -> None:
        """Drop what is remembered of pictures and boxes, so that the next call finds none of it."""
        self._prompted.forget()

    @torch.inference_mode()
    def _encode(self, rgb: Rgb) -> Embedding:
        """float32 [1, c, s, s], and [1, s, s, w] of the first block that looks at the whole picture."""
        height, width = self._inside(*rgb.shape[:2])
        small = np.array(PIL.Image.fromarray(rgb).resize((width, height), PIL.Image.Resampling.BILINEAR))
        seen = self._pixels(images=small, do_resize=False, input_data_format="channels_last", return_tensors="pt")
        embedding, early = self.model.get_image_embeddings(seen["pixel_values"].to(self._device))
        return (embedding, *early[:1])

    @torch.inference_mode()
    def _decode(self, embedding: Embedding, prompt: Prompt) -> Tensor:
        """float32 logits [1, 1, 4 s, 4 s]: of a box alone the best of three, by the model's own guess."""
        height, width = self._inside(prompt.height, prompt.width)
        box, points, labels = scaled(prompt, width / prompt.width, height / prompt.height, self._device)
        output = self.model(
            image_embeddings=embedding[0],
            intermediate_embeddings=list(embedding[1:]),
            input_boxes=box[None],
            input_points=None if points is None else points[None],
            input_labels=None if labels is None else labels[None],
            input_masks=prompt.before,
            multimask_output=points is None,  # of several, the best comes first
        )
        chosen: Tensor = output.pred_masks[0, :, :1].clone()  # not a view, which would keep the others alive
        return chosen

    def _enlarge(self, logits: Tensor, height: int, width: int) -> Tensor:
        square = {"height": self._side, "width": self._side}
        (large,) = self._pixels.post_process_masks(
            [logits], [(height, width)], [self._inside(height, width)], binarize=False, pad_size=square
        )
        mask: Tensor = large[0, 0]
        return mask

    def _inside(self, height: int, width: int) -> tuple[int, int]:
        """Height and width of a picture whose longer side fills the model's square."""
        scale = self._side / max(height, width)
        return max(1, int(height * scale + 0.5)), max(1, int(width * scale + 0.5))


def mend(decoder: nn.Module) -> None:
    """Have a decoder draw masks from what its attention made of the picture.

    transformers 5.23 (modular_sam_hq.py) takes the picture as it was before, turned on its side; its SamModel, and the
    authors' mask_decoder_hq.py, take what comes out. Where that is put right this changes nothing.
    """
    attended: list[Tensor] = []

    def keep(_: nn.Module, __: object, output: tuple[Tensor, Tensor]) -> None:
        attended.append(output[1])  # [1, n, s · s, c]

    def put(_: nn.Module, given: tuple[Tensor]) -> tuple[Tensor]:
        return (attended.pop().transpose(2, 3).reshape(given[0].shape),)

    decoder.get_submodule("transformer").register_forward_hook(keep)
    decoder.get_submodule("upscale_conv1").register_forward_pre_hook(put)


def load(folder: str, device: str = "cpu", threads: int = 1) -> SamHq:
    """Load a folder of transformers' SamHQModel.

    threads: of torch in this process. Raises ModelMissing, ModelCorrupt, or BadSetting for a device that is not there.
    """
    return SamHq(Path(folder), device, threads)
