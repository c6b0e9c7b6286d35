"""How well the tiny vision-language model answers, asked as the product asks: coloured shapes, and easy-VQA's tests."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import easy_vqa
import numpy as np
import PIL.Image
from numpy.typing import NDArray
from shapes import TEST_SEEDS, UNSEEN, draw, some_kinds
from tiny_measure import SIZES
from tiny_questions import ask, lying_in

from assistant.messages import Image
from assistant.picture_prompt import ANSWER, prompt
from assistant.roles import VisionModel

EASY_VQA = 500  # questions of its test part, drawn by lot
EASY_SEED = 3
# The kinds of questions about coloured shapes that are to reach a figure together, and others.
AIMED_AT = ("count", "colour", "presence", "side", "relation")
OTHERS = ("shape", "end", "describe")
UNSEEN_PAIR = "with a pair never trained"
MEANINGS = {
    "count": "how many there are",
    "colour": "the colour of a named shape",
    "presence": "whether something is there",
    "side": "on which side something lies",
    "relation": "which of two lies further left",
    "shape": "the shape of something of a named colour",
    "end": "what lies furthest to one side",
    "describe": "everything in the picture, from left to right",
    UNSEEN_PAIR: "the first five kinds, in pictures with a colour–shape pair never trained",
    "easy-VQA": "easy-VQA, its test part",
}
Results = dict[str, list[bool]]


@dataclass(frozen=True)
class Exam:
    """A held-out picture, one question about it, and the one right answer."""

    kind: str
    image: Image
    question: str
    answer: str


def shapes_exams(folder: Path, count: int, first: int = 0) -> Iterator[Exam]:
    """Of each kind one question about each held-out picture that allows it; every sixth has a pair never trained."""
    for number in range(first, first + count):
        seed = TEST_SEEDS + number
        rng = np.random.default_rng(seed)
        has_unseen = number // len(SIZES) % 6 == 5
        extra = (UNSEEN[number % len(UNSEEN)],) if has_unseen else ()
        picture = draw(seed, *SIZES[number % len(SIZES)], (*some_kinds(rng, most=6 - len(extra)), *extra))
        image = saved(picture.rgb, folder / f"{number}.png")
        for kind in AIMED_AT if has_unseen else (*AIMED_AT, *OTHERS):
            if asked := ask(kind, lying_in(picture), rng):
                yield Exam(UNSEEN_PAIR if has_unseen else kind, image, asked.question, asked.answer)


def easy_vqa_exams(folder: Path, count: int = EASY_VQA) -> Iterator[Exam]:
    """So many questions of easy-VQA's test part."""
    pages = easy_vqa.pages("test")
    everything = [(page, *asked) for page in pages for asked in page.asked]
    for number in np.random.default_rng(EASY_SEED).permutation(len(everything))[:count]:
        page, question, answer = everything[number]
        yield Exam("easy-VQA", saved(page.rgb, folder / f"easy-{number}.png"), question, answer)


def saved(rgb: NDArray[np.uint8], path: Path) -> Image:
    """The picture as a file, as the product takes it."""
    PIL.Image.fromarray(rgb).save(path)
    height, width, _ = rgb.shape
    return Image(hashlib.sha256(path.read_bytes()).hexdigest(), str(path), width, height)


def measure(model: VisionModel, exams: Iterator[Exam]) -> Results:
    """Whether each answer is right to the letter, by kind."""
    results: Results = {}
    for exam in exams:
        results.setdefault(exam.kind, []).append(said(model, exam.image, exam.question) == exam.answer)
    return results


def said(model: VisionModel, image: Image, question: str) -> str:
    """The model's answer to the product's prompt."""
    return "".join(model.answer(*prompt(question, [image], "en"), ANSWER)).strip()


def share(results: Results, kinds: tuple[str, ...]) -> float:
    """How much of all that was asked of these kinds was right."""
    return float(np.mean([right for kind in kinds for right in results[kind]]))


def table(results: Results) -> str:
    """The figures as a Markdown table."""
    lines = ["| | right | of |", "|---|---|---|"]
    known = [kind for kind in MEANINGS if kind in results]
    lines += [f"| {MEANINGS[kind]} | {np.mean(results[kind]):.3f} | {len(results[kind])} |" for kind in known]
    if all(kind in results for kind in AIMED_AT):
        count = sum(len(results[kind]) for kind in AIMED_AT)
        lines.append(f"| **the first five together** | **{share(results, AIMED_AT):.3f}** | {count} |")
    return "\n".join(lines)
