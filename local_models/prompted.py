"""What the models of Segment Anything's kind share: a picture is encoded once, and boxes and points become masks."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Generic, TypeVar

import numpy as np
import torch
from torch import Tensor

from assistant.masks import Inside, clean, empty, encode, keep_apart, window
from assistant.messages import Box, Detection, Hint, Image, Mask
from assistant.roles import Stream
from local_models.edges import finer
from local_models.hints import agrees, heeded, reached
from local_models.pixels import Rgb, read

EMBEDDINGS_MIB = 64  # 16 pictures of the published SAMs, 4 of the others
LOGITS_MIB = 64  # 256 outlines of them
MIB = 1 << 20

Embedding = tuple[Tensor, ...]
Key = TypeVar("Key")


class Stopped(Exception):
    """The call under way was cancelled while the encoder ran."""


@dataclass(frozen=True, eq=False)
class Prompt:
    """What one mask is asked for by. before: logits of the mask that the last hint came to, None: there is no hint.

    height, width: of the picture, in whose pixels box and hints are.
    """

    box: Box
    hints: tuple[Hint, ...]
    before: Tensor | None
    height: int
    width: int


Encode = Callable[[Rgb], Embedding]
Decode = Callable[[Embedding, Prompt], Tensor]  # → float32 [1, 1, h, w], above 0 what is inside
Enlarge = Callable[[Tensor, int, int], Tensor]  # such logits, height, width → float32 [height, width] of the picture


class Recent(Generic[Key]):
    """Tensors by key, those used last, as many as fit. One thread at a time."""

    def __init__(self, room_mib: float) -> None:
        self._room = room_mib * MIB
        self._kept: OrderedDict[Key, Embedding] = OrderedDict()

    def get(self, key: Key) -> Embedding | None:
        """The tensors of that key, which are thereby the last to go."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: Key, value: Embedding) -> None:
        """Keep one more; those unused for longest make room. The newest always stays."""
        self._kept[key] = value
        while len(self._kept) > 1 and sum(each.nbytes for kept in self._kept.values() for each in kept) > self._room:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()


class Prompted:
    """Called by one thread at a time; `Stream.cancel` by any. `check` belongs before each block of the encoder."""

    def __init__(self, encode: Encode, decode: Decode, enlarge: Enlarge, threads: int) -> None:
        self._encode, self._decode, self._enlarge = encode, decode, enlarge
        self._threads = threads
        self._embeddings: Recent[str] = Recent(EMBEDDINGS_MIB)
        self._logits: Recent[tuple[str, Box, tuple[Hint, ...]]] = Recent(LOGITS_MIB)
        self._stopped = threading.Event()

    def outline(self, image: Image, detections: list[Detection], is_fine: bool) -> Stream[Mask]:
        """One mask for each detection, in their order, none overlapping another; so all come together at the end.

        Raises BadInput when the picture's file is gone.
        """
        stopped = threading.Event()
        return Stream(self._masks(image, detections, is_fine, stopped), stopped.set)

    def forget(self) -> None:
        """Drop what is remembered of pictures and boxes, so that the next call finds none of it."""
        self._embeddings.clear()
        self._logits.clear()

    def check(self, *_: object) -> None:
        """Raises Stopped where the call under way was cancelled."""
        if self._stopped.is_set():
            raise Stopped

    def _masks(
        self, image: Image, detections: list[Detection], is_fine: bool, stopped: threading.Event
    ) -> Iterator[Mask]:
        self._stopped = stopped
        torch.set_num_threads(self._threads)  # of the whole process, where other models have had their own
        picture = cache(lambda: read(image))
        masks: list[Mask] = []
        try:
            for detection in detections:
                self.check()
                masks.append(self._mask(image, picture, detection, is_fine))
        except Stopped:
            return
        yield from keep_apart(masks)

    def _mask(self, image: Image, picture: Callable[[], Rgb], detection: Detection, is_fine: bool) -> Mask:
        box = reached(detection.box_xyxy, detection.hints)
        rows, columns = window(box, 0.0, image.height, image.width)
        if rows.start >= rows.stop or columns.start >= columns.stop:
            return empty(image.height, image.width, detection.id)
        logits = self._prompt(image, picture, detection)
        large = self._enlarge(logits, image.height, image.width)
        inside: Inside = (large > 0).cpu().numpy()
        for hint in detection.hints:
            if not agrees(inside, hint):
                inside = heeded(picture(), inside, hint, box)
        if is_fine:
            inside = finer(picture(), inside, max(image.height, image.width) / max(logits.shape[-2:]))
        return encode(clean(inside, box), detection.id)

    def _prompt(self, image: Image, picture: Callable[[], Rgb], detection: Detection) -> Tensor:
        """The logits of a mask. With hints it is the mask before the last of them, made better."""
        key = (image.id, detection.box_xyxy, detection.hints)
        if (known := self._logits.get(key)) is not None:
            return known[0]
        fewer = replace(detection, hints=detection.hints[:-1])
        before = self._prompt(image, picture, fewer) if detection.hints else None
        box = reached(detection.box_xyxy, detection.hints)
        prompt = Prompt(box, detection.hints, before, image.height, image.width)
        logits = self._decode(self._encoded(image, picture), prompt)
        self._logits.put(key, (logits,))
        return logits

    def _encoded(self, image: Image, picture: Callable[[], Rgb]) -> Embedding:
        embedding = self._embeddings.get(image.id)
        if embedding is None:
            embedding = self._encode(picture())
            self._embeddings.put(image.id, embedding)
        return embedding


def scaled(prompt: Prompt, across: float, down: float, device: str) -> tuple[Tensor, Tensor | None, Tensor | None]:
    """A prompt as the models take it, its pixels by these factors: box float32 [1, 4], points [1, n, 2], labels [1, n].

    Points and labels are None where there is no hint; 1 is the label of what is inside, 0 of what is not.
    """
    scale = np.array([across, down], np.float64)
    box = torch.from_numpy(np.array([prompt.box], np.float64) * np.tile(scale, 2)).float().to(device)
    if not prompt.hints:
        return box, None, None
    points = np.array([[(hint.x, hint.y) for hint in prompt.hints]], np.float64) * scale
    labels = torch.tensor([[int(hint.is_inside) for hint in prompt.hints]], dtype=torch.int64, device=device)
    return box, torch.from_numpy(points).float().to(device), labels
