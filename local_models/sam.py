"""Segmenter by Segment Anything (Kirillov et al., 2023; facebookresearch/segment-anything), prompted with boxes.

A picture is encoded once, which takes seconds on a CPU; each box then costs a fraction of that. Both are remembered.
"""

import pickle
import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, Literal, TypeVar

import numpy as np
import PIL.Image
import torch
from segment_anything import modeling, sam_model_registry
from torch import Tensor

from assistant.errors import BadSetting, ModelCorrupt, ModelMissing
from assistant.masks import Inside, clean, empty, encode, keep_apart, window
from assistant.messages import Box, Detection, Image, Mask
from assistant.roles import Stream
from local_models.pixels import Rgb, read

MEAN, DEVIATION = [123.675, 116.28, 103.53], [58.395, 57.12, 57.375]  # of ImageNet's pixels, RGB
EMBEDDINGS_MIB = 64  # 16 pictures of the published models
LOGITS_MIB = 64  # 256 boxes of them
MIB = 1 << 20
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
Key = TypeVar("Key")


class Stopped(Exception):
    """The call under way was cancelled while the encoder ran."""


@dataclass(frozen=True, eq=False)
class Encoded:
    """What the encoder made of a picture. embedding: float32 [1, c, s, s]; height, width: inside the model's square."""

    embedding: Tensor
    height: int
    width: int


class Recent(Generic[Key]):
    """Tensors by key, those used last, as many as fit. One thread at a time."""

    def __init__(self, room_mib: int) -> None:
        self._room = room_mib * MIB
        self._kept: OrderedDict[Key, Tensor] = OrderedDict()

    def get(self, key: Key) -> Tensor | None:
        """The tensor of that key, which is thereby the last to go."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: Key, value: Tensor) -> None:
        """Keep one more; those unused for longest make room. The newest always stays."""
        self._kept[key] = value
        while len(self._kept) > 1 and sum(tensor.nbytes for tensor in self._kept.values()) > self._room:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()


class Sam:
    """Called by one thread at a time; `Stream.cancel` by any."""

    def __init__(self, model: modeling.Sam, device: str, threads: int) -> None:
        self.model = model.eval().requires_grad_(False).to(device)
        self._device = device
        self._threads = threads
        self._embeddings: Recent[str] = Recent(EMBEDDINGS_MIB)
        self._logits: Recent[tuple[str, Box]] = Recent(LOGITS_MIB)
        self._stopped = threading.Event()
        for block in self.model.image_encoder.blocks:
            block.register_forward_pre_hook(self._check)
        if device != "cpu":  # the first kernels of a GPU are compiled and tuned
            self._encode(np.zeros((64, 64, 3), np.uint8))

    def outline(self, image: Image, detections: list[Detection]) -> Stream[Mask]:
        """One mask for each detection, in their order, none overlapping another; so all come together at the end.

        Raises BadInput when the picture's file is gone.
        """
        stopped = threading.Event()
        return Stream(self._masks(image, detections, stopped), stopped.set)

    def forget(self) -> None:
        """Drop what is remembered of pictures and boxes, so that the next call finds none of it."""
        self._embeddings.clear()
        self._logits.clear()

    def _masks(self, image: Image, detections: list[Detection], stopped: threading.Event) -> Iterator[Mask]:
        self._stopped = stopped
        torch.set_num_threads(self._threads)  # of the whole process, where other models have had their own
        masks: list[Mask] = []
        try:
            for detection in detections:
                self._check()
                masks.append(self._mask(image, detection))
        except Stopped:
            return
        yield from keep_apart(masks)

    def _mask(self, image: Image, detection: Detection) -> Mask:
        box = detection.box_xyxy
        rows, columns = window(box, 0.0, image.height, image.width)
        if rows.start >= rows.stop or columns.start >= columns.stop:
            return empty(image.height, image.width, detection.id)
        logits = self._logits.get((image.id, box))
        if logits is None:
            logits = self._prompt(self._encoded(image), box, image)
            self._logits.put((image.id, box), logits)
        size = self._inside(image.height, image.width)
        large: Tensor = self.model.postprocess_masks(logits, size, (image.height, image.width))[0, 0]
        inside: Inside = (large > self.model.mask_threshold).cpu().numpy()
        return encode(clean(inside, box), detection.id)

    @torch.inference_mode()
    def _prompt(self, encoded: Encoded, box: Box, image: Image) -> Tensor:
        """float32 logits [1, 1, 4 s, 4 s] of the best mask for a box, by the model's own guess of their quality."""
        scale = torch.tensor([encoded.width / image.width, encoded.height / image.height] * 2, dtype=torch.float64)
        corners = (torch.tensor([box], dtype=torch.float64) * scale).float().to(self._device)
        sparse, dense = self.model.prompt_encoder(points=None, boxes=corners, masks=None)
        logits, quality = self.model.mask_decoder(
            image_embeddings=encoded.embedding,
            image_pe=self.model.prompt_encoder.get_dense_pe(),
            sparse_prompt_embeddings=sparse,
            dense_prompt_embeddings=dense,
            multimask_output=True,
        )
        best = int(quality[0].argmax())
        chosen: Tensor = logits[:, best : best + 1].clone()  # not a view, which would keep the others alive
        return chosen

    def _encoded(self, image: Image) -> Encoded:
        embedding = self._embeddings.get(image.id)
        if embedding is None:
            embedding = self._encode(read(image))
            self._embeddings.put(image.id, embedding)
        return Encoded(embedding, *self._inside(image.height, image.width))

    @torch.inference_mode()
    def _encode(self, rgb: Rgb) -> Tensor:
        height, width = self._inside(*rgb.shape[:2])
        small = np.array(PIL.Image.fromarray(rgb).resize((width, height), PIL.Image.Resampling.BILINEAR))
        pixels = torch.from_numpy(small).to(self._device).permute(2, 0, 1)[None]
        embedding: Tensor = self.model.image_encoder(self.model.preprocess(pixels))
        return embedding

    def _inside(self, height: int, width: int) -> tuple[int, int]:
        """Height and width of a picture whose longer side fills the model's square."""
        scale = self.model.image_encoder.img_size / max(height, width)
        return max(1, int(height * scale + 0.5)), max(1, int(width * scale + 0.5))

    def _check(self, *_: object) -> None:
        if self._stopped.is_set():
            raise Stopped


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
