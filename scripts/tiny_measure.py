"""How well the tiny models see: the product's own detector and segmenter on pictures that were never trained on."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import PIL.Image
from numpy.typing import NDArray
from pycocotools import mask as coco
from shapes import COLOURS, KINDS, NOUNS, SHAPES, TEST_SEEDS, UNSEEN, Drawn, Picture, Rng, draw, some_kinds

from assistant.messages import Box, Detection, Image, Mask
from assistant.roles import Detector, Segmenter

# Square, wide, tall, large, larger, and of an aspect that training never saw.
SIZES = ((224, 224), (448, 224), (160, 320), (640, 480), (900, 700), (500, 300))
FOUND_IOU = 0.5  # from which a box is taken to mean a shape
CLEARLY_BESIDE, CLEARLY_LARGER = 0.05, 1.25  # of the width; by area: below that nobody is asked which one it is
ABSENT = 3  # phrases a picture
# What each figure is to reach; shares but for the two IoUs, which are means over what was found.
TARGETS = {
    "found": 0.92,
    "box IoU": 0.85,
    "mask IoU": 0.90,
    "absent": 0.97,
    "alike": 0.85,
    "picked": 0.95,
}
MEANINGS = {
    "found": "shapes asked for that were found",
    "box IoU": "overlap of their boxes with the truth, mean",
    "mask IoU": "overlap of their masks with the truth, mean",
    "absent": "phrases for what is not there that give no box",
    "alike": "two or more of what is asked for, in one picture: all found and nothing else",
    "picked": "left-most, right-most and largest of these: the right one",
    "single": "one of what is asked for: found and nothing else",
    "unseen": "found, of colour–shape pairs never trained",
    "shape": "found by shape alone (“circle”)",
    "colour": "found by colour alone (“red thing”)",
}


@dataclass(frozen=True)
class Question:
    """A phrase and the shapes that it names in the picture; none where it is absent."""

    phrase: str
    named: tuple[Drawn, ...]


@dataclass(frozen=True, eq=False)
class Exam:
    """A held-out picture, as the product takes it, and what is asked about it."""

    image: Image
    picture: Picture
    questions: tuple[Question, ...]


def exams(folder: Path, count: int, first: int = 0) -> Iterator[Exam]:
    """Held-out pictures in turn of every size, written as PNG; every third has a pair never trained."""
    for number in range(first, first + count):
        seed = TEST_SEEDS + number
        width, height = SIZES[number % len(SIZES)]
        rng = np.random.default_rng(seed)
        kinds = some_kinds(rng, KINDS, most=5)
        if not number // len(SIZES) % 3:
            kinds = (*kinds, UNSEEN[number % len(UNSEEN)])
        picture = draw(seed, width, height, kinds)
        path = folder / f"{number}.png"
        PIL.Image.fromarray(picture.rgb).save(path)
        image = Image(hashlib.sha256(path.read_bytes()).hexdigest(), str(path), width, height)
        yield Exam(image, picture, tuple(_questions(picture, rng)))


def _questions(picture: Picture, rng: Rng) -> Iterator[Question]:
    """Every kind by both words, one shape alone, one colour alone, and near misses."""
    one, other = picture.drawn[0], picture.drawn[-1]
    phrases = [*sorted({each.phrase for each in picture.drawn}), one.shape, f"{other.colour} {NOUNS[0]}"]
    for number in range(ABSENT):
        near = picture.drawn[rng.integers(len(picture.drawn))]
        colour, shape = str(rng.choice(list(COLOURS))), str(rng.choice(SHAPES))
        phrases.append((f"{near.colour} {shape}", f"{colour} {near.shape}", f"{colour} {shape}")[number % 3])
    for phrase in dict.fromkeys(phrases):
        yield Question(phrase, tuple(picture.find(phrase)))


def measure(detector: Detector, segmenter: Segmenter, taken: Iterator[Exam], floor: float) -> dict[str, list[float]]:
    """Every single result under the names of MEANINGS; their means are the figures."""
    results: dict[str, list[float]] = {name: [] for name in MEANINGS}
    for exam in taken:
        for question in exam.questions:
            found = list(detector.find(exam.image, question.phrase, floor))
            if not question.named:
                results["absent"].append(not found)
                continue
            _grade(results, exam, question, found, list(segmenter.outline(exam.image, found)) if found else [])
    return results


def _grade(
    results: dict[str, list[float]], exam: Exam, question: Question, found: list[Detection], masks: list[Mask]
) -> None:
    nearest = [
        max(((iou(each.box_xyxy, one.box), n) for n, each in enumerate(found)), default=(0.0, -1))
        for one in question.named
    ]
    hits = [overlap >= FOUND_IOU for overlap, _ in nearest]
    results["found"] += hits
    if tuple(question.phrase.split()) in UNSEEN:
        results["unseen"] += hits
    elif question.phrase in SHAPES:
        results["shape"] += hits
    elif question.phrase.split()[-1] in NOUNS:
        results["colour"] += hits
    for one, (overlap, number) in zip(question.named, nearest, strict=True):
        if overlap >= FOUND_IOU:
            results["box IoU"].append(overlap)
            results["mask IoU"].append(mask_iou(masks[number], one.mask))
    whole = all(hits) and len(found) == len(question.named)
    results["alike" if len(question.named) > 1 else "single"].append(whole)
    if len(question.named) > 1:
        results["picked"] += picks(exam.picture, question.named, found)


def picks(picture: Picture, named: tuple[Drawn, ...], found: list[Detection]) -> list[float]:
    """Whether the left-most, the right-most and the largest of the boxes are the true ones, where that is clear."""
    width = picture.rgb.shape[1]
    across = sorted(named, key=lambda one: one.middle_x)
    by_size = sorted(named, key=lambda one: one.area)
    right: list[float] = []
    if across[1].middle_x - across[0].middle_x > CLEARLY_BESIDE * width:
        right.append(_is_same(min(found, key=_middle_x, default=None), across[0]))
    if across[-1].middle_x - across[-2].middle_x > CLEARLY_BESIDE * width:
        right.append(_is_same(max(found, key=_middle_x, default=None), across[-1]))
    if by_size[-1].area > CLEARLY_LARGER * by_size[-2].area:
        right.append(_is_same(max(found, key=lambda each: _area(each.box_xyxy), default=None), by_size[-1]))
    return right


def _is_same(found: Detection | None, one: Drawn) -> bool:
    return found is not None and iou(found.box_xyxy, one.box) >= FOUND_IOU


def _middle_x(found: Detection) -> float:
    return (found.box_xyxy[0] + found.box_xyxy[2]) / 2


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def iou(box: Box, other: Box) -> float:
    """Intersection over union of two boxes."""
    width = min(box[2], other[2]) - max(box[0], other[0])
    height = min(box[3], other[3]) - max(box[1], other[1])
    both = max(width, 0) * max(height, 0)
    return both / (_area(box) + _area(other) - both)


def mask_iou(mask: Mask, truth: NDArray[np.bool_]) -> float:
    """Intersection over union of a mask in run lengths and one in pixels."""
    decoded = coco.decode({"size": [mask.height, mask.width], "counts": mask.counts.encode()}).astype(bool)
    return float((decoded & truth).sum() / (decoded | truth).sum())


def table(results: dict[str, list[float]]) -> str:
    """The figures as a Markdown table."""
    lines = ["| | mean | of | to reach |", "|---|---|---|---|"]
    for name, values in results.items():
        target = f"{TARGETS[name]:.2f}" if name in TARGETS else "–"
        lines.append(f"| {MEANINGS[name]} | {np.mean(values):.3f} | {len(values)} | {target} |")
    return "\n".join(lines)
