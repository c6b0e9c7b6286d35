"""The pictures that the tiny vision-language model learns from, as it sees them: coloured shapes, and easy-VQA's."""

import logging
import math
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import easy_vqa
import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from shapes import Picture, Rng, draw
from tiny_questions import Lying, lying_in
from transformers import CLIPImageProcessor

SIDE = 160  # px; how the model sees every picture, whatever its aspect
SHORTER_SIDES = (140, 420)  # px; evenly spread over the logarithm
SQUARE, MOST_OBLONG = 0.5, 2.0  # the share of square pictures; width by height of the others, or the other way round
CROPPED = 0.08  # share of the pictures that are cut out around one of their shapes, as a question about one thing is
MARGINS = (0.15, 0.6)  # of the shape's size, on each side of it
FIRST_SEED = 200_000_000  # far from the seeds of the other pools, far below those for measuring
DRAWERS = 2  # processes
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # of the detector, whose eyes they are

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Album:
    """pixels: uint8 [n, 3, SIDE, SIDE]; there: what lies in each; asked: fixed questions, none for coloured shapes."""

    pixels: NDArray[np.uint8]
    there: list[tuple[Lying, ...]]
    asked: list[tuple[tuple[str, str], ...]]


def image_processor() -> CLIPImageProcessor:
    """How the model sees a picture: squeezed into a square."""
    square = {"height": SIDE, "width": SIDE}
    return CLIPImageProcessor(size=square, do_center_crop=False, crop_size=square, image_mean=MEAN, image_std=STD)


def fill(path: Path, count: int) -> None:
    """Draw so many pictures of coloured shapes into a file and what lies in them beside it: a minute and 1.2 GB."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.lib.format.open_memmap(path, "w+", np.uint8, (count, 3, SIDE, SIDE))
    there = []
    with ProcessPoolExecutor(DRAWERS) as drawers:
        drawn = drawers.map(_draw, range(FIRST_SEED, FIRST_SEED + count), chunksize=64)
        for number, (rgb, lying) in enumerate(drawn):
            pixels[number] = rgb
            there.append(lying)
    path.with_suffix(".json").write_bytes(msgspec.json.encode(there))
    log.info("%s: %d pictures", path, count)


def read(path: Path) -> Album:
    """The drawn pictures, and after them easy-VQA's training part."""
    drawn = np.load(path, mmap_mode="r")
    there = msgspec.json.decode(path.with_suffix(".json").read_bytes(), type=list[tuple[Lying, ...]])
    pages = easy_vqa.pages("train")
    others = _seen(np.stack([page.rgb for page in pages]))
    return Album(
        np.concatenate([drawn, others]),
        there + [_lying(page) for page in pages],
        [()] * len(drawn) + [page.asked for page in pages],
    )


def _seen(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Pictures of one size, [n, height, width, 3], as the model's processor shrinks them: uint8 [n, 3, SIDE, SIDE]."""
    pictures = torch.from_numpy(rgb).permute(0, 3, 1, 2)
    seen = image_processor()(images=pictures, do_rescale=False, do_normalize=False, return_tensors="np")
    squeezed: NDArray[np.uint8] = np.clip(np.round(seen["pixel_values"]), 0, 255).astype(np.uint8)
    return squeezed


def _draw(seed: int) -> tuple[NDArray[np.uint8], tuple[Lying, ...]]:
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    rng = np.random.default_rng(seed + 7_000_000)
    low, high = (math.log(side) for side in SHORTER_SIDES)
    shorter = math.exp(rng.uniform(low, high))
    longer = shorter * (1 if rng.random() < SQUARE else rng.uniform(1, MOST_OBLONG))
    width, height = (round(side) for side in rng.permutation([shorter, longer]))
    picture = draw(seed, width, height)
    cuts = list(_cuts(picture, rng)) if rng.random() < CROPPED else []
    rgb, lying = cuts[rng.integers(len(cuts))] if cuts else (picture.rgb, lying_in(picture))
    return _seen(rgb[None])[0], lying


def _cuts(picture: Picture, rng: Rng) -> Iterator[tuple[NDArray[np.uint8], tuple[Lying, ...]]]:
    """Each shape with some ground around it, where no other shape reaches into it."""
    height, width, _ = picture.rgb.shape
    for one in picture.drawn:
        x0, y0, x1, y1 = one.box
        across, down = (round(rng.uniform(*MARGINS) * (end - start)) for start, end in ((x0, x1), (y0, y1)))
        left, top, right, bottom = (
            max(x0 - across, 0),
            max(y0 - down, 0),
            min(x1 + across, width),
            min(y1 + down, height),
        )
        others = [other for other in picture.drawn if other is not one]
        if not any(other.mask[top:bottom, left:right].any() for other in others):
            middle = ((x0 + x1) / 2 - left) / (right - left), ((y0 + y1) / 2 - top) / (bottom - top)
            yield np.ascontiguousarray(picture.rgb[top:bottom, left:right]), (Lying(one.colour, one.shape, *middle),)


def _lying(page: easy_vqa.Page) -> tuple[Lying, ...]:
    """The one shape, where a question tells both its colour and its shape."""
    told = {answer for _, answer in page.asked}
    colour = next((each for each in easy_vqa.COLOURS if each in told), "")
    shape = next((each for each in easy_vqa.SHAPES if each in told), "")
    return (Lying(colour, shape, *easy_vqa.middle(page.rgb)),)
