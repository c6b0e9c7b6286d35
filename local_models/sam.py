"""Segmenter by Segment Anything (Kirillov et al., 2023; facebookresearch/segment-anything).

A picture is encoded once, which takes seconds on a CPU; each box or point then costs a fraction of that.
"""

import pickle
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
import PIL.Image
import torch
from segment_anything import modeling, sam_model_registry
from torch import Tensor

from assistant.errors import BadSetting, ModelCorrupt, ModelMissing
from assistant.messages import Detection, Image, Mask
from assistant.roles import Stream
from local_models.pixels import Rgb
from local_models.prompted import Embedding, Prompt, Prompted, scaled

MEAN, DEVIATION = [123.675, 116.28, 103.53], [58.395, 57.12, 57.375]  # of ImageNet's pixels, RGB
# The decoder's attention heads leave no trace in the weights' shapes: 8 in the published models, which are 256 channels
# wide. A narrower model has a head for each 16 channels.
MOST_HEADS, CHANNELS_A_HEAD = 8, 16
UNREADABLE = (
    pickle.UnpicklingError,
    RuntimeError,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
)

Weights = Mapping[str, Tensor]


class Sam:
    """Called by one thread at a time; `Stream.cancel` by any."""

    def __init__(self, model: modeling.Sam, device: str, threads: int) -> None:
        self.model = model.eval().requires_grad_(False).to(device)
        self._device = device
        self._prompted = Prompted(self._encode, self._decode, self._enlarge, threads)
        for block in self.model.image_encoder.blocks:
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
        """float32 [1, c, s, s], of the model's square, whose upper left corner the picture fills."""
        height, width = self._inside(*rgb.shape[:2])
        small = np.array(PIL.Image.fromarray(rgb).resize((width, height), PIL.Image.Resampling.BILINEAR))
        pixels = torch.from_numpy(small).permute(2, 0, 1)[None].to(self._device)
        embedding: Tensor = self.model.image_encoder(self.model.preprocess(pixels))
        return (embedding,)

    @torch.inference_mode()
    def _decode(self, embedding: Embedding, prompt: Prompt) -> Tensor:
        """float32 logits [1, 1, 4 s, 4 s]: of a box alone the best of three, by the model's own guess."""
        height, width = self._inside(prompt.height, prompt.width)
        box, points, labels = scaled(prompt, width / prompt.width, height / prompt.height, self._device)
        marked = None if points is None else (points, labels)
        sparse, dense = self.model.prompt_encoder(points=marked, boxes=box, masks=prompt.before)
        logits, quality = self.model.mask_decoder(
            image_embeddings=embedding[0],
            image_pe=self.model.prompt_encoder.get_dense_pe(),
            sparse_prompt_embeddings=sparse,
            dense_prompt_embeddings=dense,
            multimask_output=points is None,
        )
        best = int(quality[0].argmax())
        chosen: Tensor = logits[:, best : best + 1].clone()  # not a view, which would keep the others alive
        return chosen

    def _enlarge(self, logits: Tensor, height: int, width: int) -> Tensor:
        large: Tensor = self.model.postprocess_masks(logits, self._inside(height, width), (height, width))[0, 0]
        above: Tensor = large - self.model.mask_threshold
        return above

    def _inside(self, height: int, width: int) -> tuple[int, int]:
        """Height and width of a picture whose longer side fills the model's square."""
        scale = self.model.image_encoder.img_size / max(height, width)
        return max(1, int(height * scale + 0.5)), max(1, int(width * scale + 0.5))


def load(path: str, device: str = "cpu", threads: int = 1) -> Sam:
    """Load a checkpoint of segment-anything; which of its models it is, and how large, follows from its shapes.

    threads: of torch in this process. Raises ModelMissing, ModelCorrupt, or BadSetting for a device that is not there.
    """
    if not Path(path).is_file():
        raise ModelMissing(f"no segmenter at {path}; fetch it with: oriel models fetch")
    if device.startswith("cuda") and not torch.cuda.is_available():
        raise BadSetting(f"device '{device}' was wanted and there is no CUDA device here; 'cpu' works everywhere")
    try:
        weights = torch.load(path, map_location="cpu", weights_only=True)
        with torch.device("meta"):  # no memory and no random numbers for what is replaced at once
            model = build(weights)
        model.load_state_dict(weights, assign=True)
    except UNREADABLE as error:
        raise ModelCorrupt(f"{path} is not a checkpoint of segment-anything: {str(error)[:200]}") from error
    return Sam(model.float(), device, threads)


def untrained(
    kind: Literal["vit_b", "vit_l", "vit_h"] = "vit_b", device: str = "cpu", threads: int = 1, seed: int = 0
) -> Sam:
    """One of the published models with random weights: as slow as the real one, and of no other use."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        model = sam_model_registry[kind]()
    return Sam(model, device, threads)


def build(weights: Weights) -> modeling.Sam:
    """The model whose parameters have these shapes, with weights of its own; KeyError where they are of another kind.

    segment-anything's build_sam.py says which parts are wired to which.
    """
    channels, width = weights["image_encoder.neck.0.weight"].shape[:2]
    patch = weights["image_encoder.patch_embed.proj.weight"].shape[-1]
    grid = weights["image_encoder.pos_embed"].shape[1]
    side = grid * patch
    prompts = modeling.PromptEncoder(
        embed_dim=channels,
        image_embedding_size=(grid, grid),
        input_image_size=(side, side),
        mask_in_chans=weights["prompt_encoder.mask_downscaling.3.weight"].shape[0],
    )
    decoder = _decoder(weights, channels)
    return modeling.Sam(_encoder(weights, width, channels, patch, grid), prompts, decoder, MEAN, DEVIATION)


def _encoder(weights: Weights, width: int, channels: int, patch: int, grid: int) -> modeling.ImageEncoderViT:
    positions = _numbered(weights, r"image_encoder\.blocks\.(\d+)\.attn\.rel_pos_h")
    windows = [(len(tensor) + 1) // 2 for tensor in positions]  # relative positions reach from -(n - 1) to n - 1
    return modeling.ImageEncoderViT(
        img_size=grid * patch,
        patch_size=patch,
        embed_dim=width,
        depth=len(windows),
        num_heads=width // positions[0].shape[1],
        mlp_ratio=weights["image_encoder.blocks.0.mlp.lin1.weight"].shape[0] / width,
        out_chans=channels,
        norm_layer=partial(torch.nn.LayerNorm, eps=1e-6),
        use_rel_pos=True,
        window_size=min(windows),
        global_attn_indexes=tuple(index for index, window in enumerate(windows) if window == grid),
    )


def _decoder(weights: Weights, channels: int) -> modeling.MaskDecoder:
    quality = _numbered(weights, r"mask_decoder\.iou_prediction_head\.layers\.(\d+)\.weight")
    transformer = modeling.TwoWayTransformer(
        depth=len(_numbered(weights, r"mask_decoder\.transformer\.layers\.(\d+)\.norm1\.weight")),
        embedding_dim=channels,
        mlp_dim=weights["mask_decoder.transformer.layers.0.mlp.lin1.weight"].shape[0],
        num_heads=min(MOST_HEADS, max(1, channels // CHANNELS_A_HEAD)),
    )
    return modeling.MaskDecoder(
        transformer_dim=channels,
        transformer=transformer,
        num_multimask_outputs=weights["mask_decoder.mask_tokens.weight"].shape[0] - 1,
        iou_head_depth=len(quality),
        iou_head_hidden_dim=quality[0].shape[0],
    )


def _numbered(weights: Weights, pattern: str) -> list[Tensor]:
    """The weights whose names match, in the order of the number in their names."""
    found = {int(match[1]): weights[name] for name in weights if (match := re.fullmatch(pattern, name))}
    return [found[number] for number in sorted(found)]
