"""The tiny detector and segmenter, loaded as the large ones are, on pictures of many sizes never trained on."""

import threading
from pathlib import Path

import numpy as np
import pytest
import shapes
import tiny_measure
import tiny_original
from tiny_pool import Truth
from tiny_prompts import prompt_for
from train_test_models import FLOOR, MODELS

from local_models import grounding_dino, grounding_dino_original, sam

EXAMS = 60  # pictures, ten of each size; about 430 phrases
FIRST = 10_000  # the pictures of the table in tests/data/tiny/README.md

Results = dict[str, list[float]]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    detector, segmenter = grounding_dino.load(str(MODELS / "detector")), sam.load(str(MODELS / "segmenter.pth"))
    exams = tiny_measure.exams(tmp_path_factory.mktemp("exams"), EXAMS, FIRST)
    return tiny_measure.measure(detector, segmenter, exams, FLOOR)


@pytest.mark.parametrize("figure", tiny_measure.TARGETS)
def test_a_figure_is_what_was_aimed_at(results: Results, figure: str) -> None:
    least = tiny_measure.TARGETS[figure]
    assert np.mean(results[figure]) >= least, f"{tiny_measure.MEANINGS[figure]}:\n{tiny_measure.table(results)}"


@pytest.mark.parametrize(("figure", "least"), [("unseen", 0.9), ("shape", 0.95), ("colour", 0.95), ("single", 0.93)])
def test_words_are_understood_apart(results: Results, figure: str, least: float) -> None:
    assert np.mean(results[figure]) >= least, tiny_measure.table(results)


def test_the_original_implementation_agrees_on_the_same_weights(tmp_path: Path) -> None:
    tiny_original.write(MODELS / "detector", tmp_path)
    one, other = grounding_dino.load(str(MODELS / "detector")), grounding_dino_original.load(str(tmp_path))
    for size in tiny_measure.SIZES[:4]:
        picture = shapes.draw(shapes.TEST_SEEDS, *size)
        caption = f"{picture.drawn[0].phrase}."
        ours, theirs = (model.look(picture.rgb, caption, threading.Event()) for model in (one, other))
        tokens = len(one.read(caption).spans)
        assert np.allclose(ours.scores[:, :tokens], theirs.scores[:, :tokens], atol=1e-3)
        assert np.allclose(ours.boxes, theirs.boxes, atol=1e-3)


def test_training_never_draws_nor_asks_for_the_unseen_pairs() -> None:
    rng = np.random.default_rng(0)
    unseen = {" ".join(kind) for kind in shapes.UNSEEN}
    for _ in range(3000):
        kinds = shapes.some_kinds(rng)
        assert not set(kinds) & set(shapes.UNSEEN)
        prompt = prompt_for(tuple(Truth(colour, shape, (0, 0, 1, 1)) for colour, shape in kinds), rng)
        assert not any(pair in prompt.text for pair in unseen)


@pytest.mark.parametrize("size", tiny_measure.SIZES)
def test_a_picture_repeats_and_its_boxes_are_tight(size: tuple[int, int]) -> None:
    once, again = (shapes.draw(shapes.TEST_SEEDS, *size) for _ in range(2))
    assert np.array_equal(once.rgb, again.rgb)
    for one in once.drawn:
        x0, y0, x1, y1 = one.box
        assert one.mask[y0:y1, x0:x1].sum() == one.area
        assert one.mask[y0].any()
        assert one.mask[y1 - 1].any()
        assert one.mask[:, x0].any()
        assert one.mask[:, x1 - 1].any()


def test_phrases_name_shapes_by_either_word_or_both() -> None:
    picture = shapes.draw(3, kinds=(("red", "circle"), ("red", "star"), ("blue", "circle")))
    counts = {phrase: len(picture.find(phrase)) for phrase in ("circles", "red things", "the red star", "green circle")}
    assert counts == {"circles": 2, "red things": 2, "the red star": 1, "green circle": 0}


def test_checkpoints_stay_small() -> None:
    files = [path for path in Path(MODELS).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 24 << 20
    assert max(path.stat().st_size for path in files) < 10 << 20
