"""Training pictures on disk, drawn once: at many sizes, kept as the detector and the segmenter would see them."""

import json
import logging
import math
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from shapes import Rng, draw
from transformers import GroundingDinoImageProcessor

# Width : height of the training pictures, and their share. Measuring adds 5 : 3, which training never sees.
ASPECTS = {
    (1, 1): 0.24,
    (4, 3): 0.18,
    (3, 4): 0.14,
    (9, 7): 0.10,
    (2, 1): 0.13,
    (1, 2): 0.13,
    (3, 2): 0.08,
}
SHORTER_SIDES = (130, 720)  # px; evenly spread over the logarithm, so that most pictures are small
SHORTEST_EDGE, LONGEST_EDGE = 160, 240  # px; how the detector's processor shrinks a picture
SEGMENTER_SIDE = 384  # px; the longer side of what the segmenter sees
SEGMENTER_SHARE = 0.3  # of the pictures is kept for the segmenter too
DRAWERS = 2  # processes

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Truth:
    """One shape of a training picture; box x0, y0, x1, y1 as parts of width and height."""

    colour: str
    shape: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Shelf:
    """Pictures of one aspect. owners: 0 is ground, k + 1 shape k; for_segmenter and owners hold the first few only."""

    for_detector: NDArray[np.uint8]  # [n, h, w, 3]
    for_segmenter: NDArray[np.uint8]  # [m, h, w, 3]
    owners: NDArray[np.uint8]  # [m, h, w]
    truths: tuple[tuple[Truth, ...], ...]  # n times


@dataclass(frozen=True, eq=False)
class Sample:
    """A picture to learn from, mirrored or not; owners is empty where it is meant for the detector."""

    rgb: NDArray[np.uint8]
    owners: NDArray[np.uint8]
    truths: tuple[Truth, ...]


def image_processor() -> GroundingDinoImageProcessor:
    """How the detector sees a picture: the same in training, in measuring and in the product."""
    return GroundingDinoImageProcessor(size={"shortest_edge": SHORTEST_EDGE, "longest_edge": LONGEST_EDGE})


def fill(folder: Path, count: int) -> None:
    """Draw about `count` pictures into the folder; some minutes and 2 GB for 14,000."""
    first_seed = 0
    for aspect, share in ASPECTS.items():
        seeds = range(first_seed, first_seed + round(count * share))
        first_seed = seeds.stop
        _fill_shelf(folder / "{}x{}".format(*aspect), aspect, seeds)


def _fill_shelf(folder: Path, aspect: tuple[int, int], seeds: range) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    kept = round(len(seeds) * SEGMENTER_SHARE)
    arrays: dict[str, NDArray[np.uint8]] = {}
    truths = []
    with ProcessPoolExecutor(DRAWERS) as drawers:
        pictures = drawers.map(_draw, seeds, [aspect] * len(seeds), chunksize=32)
        for number, (small, large, owners, drawn) in enumerate(pictures):
            if not number:
                for name, one, length in (
                    ("small", small, len(seeds)),
                    ("large", large, kept),
                    ("owners", owners, kept),
                ):
                    arrays[name] = np.lib.format.open_memmap(
                        folder / f"{name}.npy", "w+", np.uint8, (length, *one.shape)
                    )
            arrays["small"][number] = small
            if number < kept:
                arrays["large"][number], arrays["owners"][number] = large, owners
            truths.append(drawn)
    (folder / "truths.json").write_text(json.dumps(truths))
    log.info("%s: %d pictures", folder, len(truths))


def _draw(
    seed: int, aspect: tuple[int, int]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], list[tuple[str, str, tuple[float, ...]]]]:
    """One picture of that aspect at a size drawn by lot: for the detector, for the segmenter, owners, truths."""
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    low, high = (math.log(side) for side in SHORTER_SIDES)
    unit = math.exp(np.random.default_rng(seed + 7_000_000).uniform(low, high)) / min(aspect)
    width, height = (round(unit) * side for side in aspect)
    picture = draw(seed, width, height)
    owners = np.zeros((height, width), np.uint8)
    for number, one in enumerate(picture.drawn, 1):
        owners[one.mask] = number
    seen = image_processor()(images=picture.rgb, do_rescale=False, do_normalize=False, return_tensors="pt")
    small = seen["pixel_values"][0].permute(1, 2, 0).numpy().astype(np.uint8)
    scale = SEGMENTER_SIDE / max(aspect)
    side = (round(aspect[0] * scale), round(aspect[1] * scale))
    large = cv2.resize(picture.rgb, side, interpolation=cv2.INTER_AREA if side[0] < width else cv2.INTER_LINEAR)
    truths = [
        (one.colour, one.shape, tuple(edge / whole for edge, whole in zip(one.box, (width, height) * 2, strict=True)))
        for one in picture.drawn
    ]
    return small, large.astype(np.uint8), cv2.resize(owners, side, interpolation=cv2.INTER_NEAREST_EXACT), truths


class Pool:
    """The training pictures of a folder, opened without being read."""

    def __init__(self, folder: Path) -> None:
        self.shelves = [self._open(folder / "{}x{}".format(*aspect)) for aspect in ASPECTS]

    @staticmethod
    def _open(folder: Path) -> Shelf:
        def array(name: str) -> NDArray[np.uint8]:
            opened: NDArray[np.uint8] = np.load(folder / f"{name}.npy", mmap_mode="r")
            return opened

        read = json.loads((folder / "truths.json").read_text())
        truths = tuple(tuple(Truth(colour, shape, tuple(box)) for colour, shape, box in one) for one in read)
        return Shelf(array("small"), array("large"), array("owners"), truths)

    def batch(self, rng: Rng, size: int, segmenter: bool = False) -> list[Sample]:
        """Pictures of one aspect, each mirrored every other time."""
        shelf = self.shelves[rng.choice(len(ASPECTS), p=list(ASPECTS.values()))]
        pictures = shelf.for_segmenter if segmenter else shelf.for_detector
        samples = []
        for number in rng.integers(len(pictures), size=size):
            rgb, truths = pictures[number], shelf.truths[number]
            owners = shelf.owners[number] if segmenter else np.zeros((0, 0), np.uint8)
            if rng.random() < 0.5:
                rgb, owners = rgb[:, ::-1], owners[:, ::-1]
                truths = tuple(
                    Truth(one.colour, one.shape, (1 - one.box[2], one.box[1], 1 - one.box[0], one.box[3]))
                    for one in truths
                )
            samples.append(Sample(np.ascontiguousarray(rgb), np.ascontiguousarray(owners), truths))
        return samples
