"""The tiny vision-language model, asked through the product's own backend about pictures never trained on."""

from collections.abc import Sequence
from pathlib import Path

import easy_vqa
import numpy as np
import pytest
import shapes
import tiny_questions
import tiny_vlm
import tiny_vlm_measure
from tiny_questions import Lying
from tiny_vlm_measure import AIMED_AT, Results
from train_test_models import MODELS

from assistant.roles import VisionModel
from local_models import vision_language

EXAMS = 60  # pictures, ten of each size; about 250 questions of the five kinds
FIRST = 10_000  # the pictures of the table in tests/data/tiny/README.md


@pytest.fixture(scope="module")
def model() -> VisionModel:
    return vision_language.load(str(MODELS / "vlm"))


@pytest.fixture(scope="module")
def results(model: VisionModel, tmp_path_factory: pytest.TempPathFactory) -> Results:
    return tiny_vlm_measure.measure(
        model, tiny_vlm_measure.shapes_exams(tmp_path_factory.mktemp("exams"), EXAMS, FIRST)
    )


def test_questions_about_unseen_pictures_are_answered(results: Results) -> None:
    assert tiny_vlm_measure.share(results, AIMED_AT) >= 0.68, tiny_vlm_measure.table(results)


def test_easy_vqa_is_answered(model: VisionModel, tmp_path: Path) -> None:
    results = tiny_vlm_measure.measure(model, tiny_vlm_measure.easy_vqa_exams(tmp_path))
    assert len(results["easy-VQA"]) == tiny_vlm_measure.EASY_VQA
    assert np.mean(results["easy-VQA"]) >= 0.76, tiny_vlm_measure.table(results)


@pytest.mark.parametrize("seed", range(40))
def test_every_answer_follows_from_what_was_drawn(seed: int) -> None:
    picture = shapes.draw(seed)
    there = tiny_questions.lying_in(picture)
    rng = np.random.default_rng(seed)
    for asked in tiny_questions.ask_some(there, rng, 30):
        words = asked.question.rstrip("?.").split()
        if asked.kind == "count":
            assert int(asked.answer) == len(picture.find(_named(words, plural=True)))
        elif asked.kind == "presence":
            assert (asked.answer == "yes") == bool(picture.find(_named(words, plural=False)))
        elif asked.kind == "colour":
            assert {one.colour for one in picture.find(_named(words, plural=False))} == {asked.answer}


def _named(words: Sequence[str], plural: bool) -> str:
    """The phrase that a question asks about: a noun with the colour before it, if there is one."""
    nouns = {f"{noun}s" if plural else noun for noun in (*shapes.SHAPES, *tiny_questions.NOUNS)}
    place = next(number for number, word in enumerate(words) if word in nouns)
    colour = words[place - 1] if place and words[place - 1] in shapes.COLOURS else ""
    return f"{colour} {words[place]}".strip()


def test_left_and_right_are_asked_only_where_they_are_clear() -> None:
    rng = np.random.default_rng(0)
    middle = (Lying("red", "circle", 0.51, 0.2),)
    beside = (Lying("red", "circle", 0.50, 0.2), Lying("blue", "star", 0.53, 0.8))
    assert tiny_questions.ask("side", middle, rng) is None
    assert tiny_questions.ask("relation", beside, rng) is None
    assert tiny_questions.ask("describe", beside, rng) is None


def test_training_asks_in_words_that_the_model_knows_and_never_of_the_unseen_pairs() -> None:
    rng, tokenizer = np.random.default_rng(1), tiny_vlm.tokenizer()
    unseen = {" ".join(kind) for kind in shapes.UNSEEN}
    for seed in range(300):
        there = tiny_questions.lying_in(shapes.draw(seed, 96, 96))
        for asked in tiny_questions.ask_some(there, rng, 20):
            ids = tokenizer(f"{asked.question} {asked.answer}")["input_ids"]
            assert tokenizer.unk_token_id not in ids, asked
            assert not any(pair in asked.question for pair in unseen), asked


def test_the_middle_of_easy_vqas_one_shape_is_found() -> None:
    rgb = np.full((64, 64, 3), (250, 240, 245), np.uint8)
    rgb[10:20, 40:60] = (0, 128, 128)
    assert easy_vqa.middle(rgb) == (50 / 64, 15 / 64)
