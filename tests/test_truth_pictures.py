"""Of what a vision-language model says of 200 generated pictures: false claims are caught, and true ones stand."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import shapes
from train_test_models import FLOOR, MODELS

from assistant.asking import written
from assistant.checking import check
from assistant.generation import GenerationParams
from assistant.messages import Check, Image, Message
from assistant.picture_prompt import prompt
from assistant.plan import Step
from assistant.roles import Eyes, Stream
from assistant.sight import Sight
from local_models import grounding_dino
from tests.actors import Gist, Scissors

PICTURES = 200
FIRST = 40_000  # apart from the pictures that other tests look at
SIZE = 224
EVERY_FOURTH = 4  # picture has a false claim of something wholly foreign, and a second true one
FOREIGN = ("clock", "dog", "bicycle", "red umbrella", "boat")
SAYINGS = ("I see {}.", "There is {} in this picture.", "The picture shows {}.", "On the left is {}.")


class Liar:
    """VisionModel: says of each picture what is there, and one thing that is not."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}

    def answer(self, images: list[Image], messages: list[Message], params: GenerationParams) -> Stream[str]:
        return Stream(iter([self.answers[images[0].id]]), lambda: None)


def claims(picture: shapes.Picture, number: int) -> tuple[list[str], str]:
    """True phrases, and a false one: mostly a kind that shares its colour or shape with what is there."""
    rng = np.random.default_rng(number)
    present = list(dict.fromkeys(one.phrase for one in picture.drawn))
    if number % EVERY_FOURTH == 0:
        return present[:2], FOREIGN[number // EVERY_FOURTH % len(FOREIGN)]
    colour, shape = present[0].split()
    near = [f"{colour} {other}" for other in shapes.SHAPES] + [f"{other} {shape}" for other in shapes.COLOURS]
    absent = [phrase for phrase in near if phrase not in present]
    return present[:1], absent[rng.integers(len(absent))]


def told(phrases: list[str], number: int) -> str:
    """The claims as a sentence, the false one anywhere among them."""
    named = [f"an {one}" if one[0] in "aeiou" else f"a {one}" for one in phrases]
    return SAYINGS[number % len(SAYINGS)].format(f"{', '.join(named[:-1])} and {named[-1]}")


def judged(folder: Path) -> Iterator[tuple[list[str], str, dict[str, Check]]]:
    """Picture by picture: what is true, what is false, and what became of each claim."""
    model = Liar()
    eyes = Eyes(grounding_dino.load(str(MODELS / "detector")), Scissors(), Gist(), FLOOR, model)
    step = Step(1, "describe", "What do you see?")

    async def look(image: Image) -> dict[str, Check]:
        answer = "".join([piece async for piece in written(eyes, *prompt(step.question, [image], "en"))])
        checked = await check(answer, step, image, eyes, Sight())
        return {one.phrase: one for one in checked.finding.checks}

    for number in range(PICTURES):
        picture = shapes.draw(shapes.TEST_SEEDS + FIRST + number, SIZE, SIZE)
        path = folder / f"{number}.png"
        PIL.Image.fromarray(picture.rgb).save(path)
        image = Image(f"{number:064d}", str(path), SIZE, SIZE)
        true, false = claims(picture, number)
        place = number % (len(true) + 1)
        model.answers[image.id] = told([*true[:place], false, *true[place:]], number)
        yield true, false, asyncio.run(look(image))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[list[str], str, dict[str, Check]]]:
    return list(judged(tmp_path_factory.mktemp("pictures")))


Results = list[tuple[list[str], str, dict[str, Check]]]


def test_every_claim_is_read_out_of_the_answer(results: Results) -> None:
    assert len(results) == PICTURES
    assert all({*true, false} == checks.keys() for true, false, checks in results)


def test_false_claims_are_contradicted_or_called_unverified(results: Results) -> None:
    caught = [checks[false].verdict in ("absent", "unverified") for _, false, checks in results]
    assert np.mean(caught) >= 0.95, f"{sum(caught)} of {len(caught)}"


def test_true_claims_stand(results: Results) -> None:
    stood = [checks[phrase].verdict == "stands" for true, _, checks in results for phrase in true]
    assert len(stood) >= PICTURES
    assert np.mean(stood) >= 0.90, f"{sum(stood)} of {len(stood)}"
