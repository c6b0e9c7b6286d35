"""Detector by CenterNet on MobileNetV3: 80 kinds of things in a tenth of a second on one core.

"Objects as Points" (Zhou et al., 2019): one heat map a kind, whose peaks are the middles of things, and beside each
peak the distances to the four sides of its box. The weights are those of vladmandic/human, trained by
610265158/mobilenetv3_centernet.
"""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from assistant.boxes import area, suppress
from assistant.errors import ModelMissing, UnknownThing
from assistant.messages import Box, Detection, Image
from assistant.roles import Stream
from local_models import centernet_graph, pixels
from local_models.coco_kinds import KINDS, Neighbours, head, kinds_of
from local_models.pixels import Rgb

SIDE = 512  # pixels; the picture is made to fit and lies in the upper left corner
ALIASING = 0.5  # pictures that are made smaller than this are averaged, others interpolated
CELL = 4  # pixels of the input that one point of the heat maps stands for
INPUT = "tower_0/images"
OUTPUTS = ("tower_0/keypoints", "tower_0/wh")
LEAST = 0.1  # peaks below it are noise; they are found for no floor
MOST_PEAKS = 100
SAME_KIND = 0.45  # intersection over union from which two boxes of one kind are around one thing
ANY_KIND = 0.75  # the same for boxes of two kinds: one thing is only ever one kind
SURE = 0.7  # below it a cheetah is a dog
REMEMBERED = 8  # pictures
ARTICLES = {"a", "an", "the", "any", "some", "all", "every", "each", "this", "that", "these", "those", "my", "your"}

Heat = NDArray[np.float32]  # [80, 128, 128], 0–1: how surely the middle of a thing of that kind lies there
Sides = NDArray[np.float32]  # [4, 128, 128], pixels of the input: how far left, up, right and down its box reaches


class CenterNet:
    """Called by one thread at a time; `Stream.cancel` by any."""

    def __init__(self, description: Path, threads: int, embedder_folder: str) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        graph = centernet_graph.build(description, OUTPUTS)
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._embedder_folder = embedder_folder
        self._neighbours: Neighbours | None = None
        self._seen: dict[str, list[Detection]] = {}  # picture's id → everything in it, the oldest first
        self.passes = 0  # pictures that went through the network

    def find(self, image: Image, phrase: str, floor: float) -> Stream[Detection]:
        """What the phrase's noun names, scored at least `floor`, the surest first; an empty phrase names all kinds.

        Adjectives are not looked at: for "red car" the label is "car". A detection is uncertain below 0.7, or when the
        noun is only near a kind. Raises UnknownThing for a noun that names none of the 80 kinds and is near none.
        """
        kinds, known = self._kinds(phrase)
        stopped = threading.Event()
        return Stream(self._matching(image, phrase, kinds, known, floor, stopped), stopped.set)

    def _matching(
        self, image: Image, phrase: str, kinds: tuple[str, ...], known: bool, floor: float, stopped: threading.Event
    ) -> Iterator[Detection]:
        found = [one for one in self._everything(image) if one.label in kinds and one.score >= floor]
        for number, one in enumerate(found, 1):
            if stopped.is_set():
                return
            yield replace(one, id=number, phrase=phrase, certain=known and one.score >= SURE)

    def _kinds(self, phrase: str) -> tuple[tuple[str, ...], bool]:
        """The kinds that are meant, and whether the phrase names them; else it is only near one."""
        words = [word for word in head(phrase) if word not in ARTICLES]
        if not words:
            return KINDS, True
        if kinds := kinds_of(phrase):
            return kinds, True
        if self._embedder_folder and (near := self._near_words().kind_of(words[-1])):
            return (near,), False
        raise UnknownThing(f"my small detector knows {len(KINDS)} kinds of things, not '{' '.join(words)}'")

    def _near_words(self) -> Neighbours:
        if self._neighbours is None:
            # Here and not above: it brings torch, which takes seconds, and most conversations never come to it.
            from local_models import minilm

            self._neighbours = Neighbours(minilm.load(self._embedder_folder).embed)
        return self._neighbours

    def _everything(self, image: Image) -> list[Detection]:
        """All that is in the picture, the surest first, from memory where it was looked at before."""
        if image.id not in self._seen:
            found = self._look(pixels.read(image))
            if len(self._seen) >= REMEMBERED:
                del self._seen[next(iter(self._seen))]
            self._seen[image.id] = found
        return self._seen[image.id]

    def _look(self, rgb: Rgb) -> list[Detection]:
        self.passes += 1
        fitted, scale = fit(rgb)
        heat, sides = self._session.run(list(OUTPUTS), {INPUT: fitted})
        height, width = rgb.shape[:2]
        return decode(heat[0], sides[0], scale, width, height)


def fit(rgb: Rgb) -> tuple[NDArray[np.float32], float]:
    """uint8 [height, width, 3] → float32 [1, 3, 512, 512], 0–255, black where there is no picture; and its scale."""
    height, width = rgb.shape[:2]
    scale = SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if scale < ALIASING else cv2.INTER_LINEAR)
    fitted = np.zeros((1, 3, SIDE, SIDE), np.float32)
    fitted[0, :, : size[1], : size[0]] = small.transpose(2, 0, 1)
    return fitted, scale


def decode(heat: Heat, sides: Sides, scale: float, width: int, height: int) -> list[Detection]:
    """The things at the peaks of the heat maps, each one once and of one kind, the surest first."""
    by_kind: dict[str, list[Detection]] = {}
    for kind, row, column in _peaks(heat):
        left, up, right, down = sides[:, row, column]
        x, y = column * CELL, row * CELL
        reach = (x - left, y - up, x + right, y + down)
        box = _clipped([float(edge) / scale for edge in reach], width, height)
        if area(box) > 0:
            one = Detection(0, KINDS[kind], "", float(heat[kind, row, column]), box)
            by_kind.setdefault(one.label, []).append(one)
    return suppress((one for found in by_kind.values() for one in suppress(found, SAME_KIND)), ANY_KIND)


def _peaks(heat: Heat) -> list[tuple[int, int, int]]:
    """(kind, row, column) of the highest peaks: points that no neighbour exceeds."""
    warm = np.argwhere(heat >= LEAST)
    peaks = [
        (kind, row, column)
        for kind, row, column in warm.tolist()
        if heat[kind, row, column] >= heat[kind, max(0, row - 1) : row + 2, max(0, column - 1) : column + 2].max()
    ]
    return sorted(peaks, key=lambda at: -heat[at])[:MOST_PEAKS]


def _clipped(box: list[float], width: int, height: int) -> Box:
    x0, y0, x1, y1 = box
    return max(0.0, x0), max(0.0, y0), min(float(width), x1), min(float(height), y1)


def load(folder: str, threads: int = 1, embedder_folder: str = "") -> CenterNet:
    """Load the graph and weights of `folder` and look at a black picture. Raises ModelMissing.

    embedder_folder: that of all-minilm-l6-v2, for nouns that are not in the table; empty: those are unknown.
    """
    description = Path(folder) / "centernet.json"
    if not description.is_file():
        raise ModelMissing(f"no detector in {folder}; fetch it with: oriel models fetch")
    model = CenterNet(description, threads, embedder_folder)
    model._look(np.zeros((SIDE, SIDE, 3), np.uint8))
    model.passes = 0
    return model
