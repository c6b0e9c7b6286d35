"""What no box can answer is declined in words, and what is about health is never a diagnosis."""

import asyncio

import pytest

from assistant.messages import Image
from assistant.planning import plan
from assistant.roles import Eyes
from assistant.sight import Sight
from assistant.telling.limits import caution, declined
from assistant.telling.sayings import saying
from assistant.vision import Telling, see
from tests.actors import Eye, Gist, Scissors

PICTURE = Image("p" * 64, "/picture.png", 100, 50)
SCAN = (
    "Which machine produced this image? Please explain the main scientific purpose. Can you write a radiology report?"
)
NATURE = "Can you describe the nature of this image? Do you think it is real?"


def answers(
    said: str, language: str = "en", sees: dict[str, list[tuple[float, tuple[float, ...]]]] | None = None
) -> list[str]:
    """What is said to each part of a question about a picture."""
    eyes, told = Eyes(Eye(sees or {}), Scissors(), Gist(), box_threshold=0.3), []  # type: ignore[arg-type]
    for step in plan("describe", said, language, 1).steps:
        seen = asyncio.run(see(step, PICTURE, eyes, Sight(), Telling(language=language)))
        told.append(seen.told.text)
    return told


def test_each_part_of_a_question_about_a_scan_is_answered_without_a_guess() -> None:
    assert answers(SCAN) == [
        "I cannot tell what made this picture.",
        "I cannot tell what it is for.",
        "I cannot judge that as a doctor would. This is not for diagnosis; ask a doctor.",
    ]


def test_nature_of_a_picture_is_what_is_seen_in_it_and_whether_it_is_real_is_left_open() -> None:
    seen = answers(NATURE, sees={"": [(0.9, (0.0, 0.0, 20.0, 20.0))]})
    assert len(seen) == 2
    assert seen[0].startswith("I see ")
    assert seen[1] == "I cannot tell whether it is real."


@pytest.mark.parametrize(
    ("language", "question", "topic"),
    [
        ("en", "what kind of camera took this", "cannot-tell-maker"),
        ("de", "Welches Gerät hat das aufgenommen?", "cannot-tell-maker"),
        ("en", "does this mole look dangerous to you", "cannot-judge-health"),
        ("de", "Ist das bösartig?", "cannot-judge-health"),
        ("fr", "est-ce que c'est un cancer", "cannot-judge-health"),
        ("es", "¿es maligno?", "cannot-judge-health"),
        ("zh", "这是恶性的吗", "cannot-judge-health"),
        ("en", "is this photo fake", "cannot-tell-real"),
        ("de", "Ist das Foto echt?", "cannot-tell-real"),
        ("en", "what is this for", "cannot-tell-purpose"),
    ],
)
def test_what_cannot_be_known_is_declined_in_the_speakers_language(language: str, question: str, topic: str) -> None:
    assert declined(question, language) == saying(topic, language)
    assert saying(topic, language) != saying(topic, "xx") or language == "en"


@pytest.mark.parametrize(
    "question",
    ["what do you see", "is there a real dog in the picture of the machine", "where is the scanner", "Was siehst du?"],
)
def test_what_can_be_looked_for_is_not_declined_as_if_it_were_about_health(question: str) -> None:
    assert caution(question, "en") == ""
    assert declined(question, "en") != saying("cannot-judge-health", "en")


def test_answer_about_an_x_ray_carries_a_caution() -> None:
    (told,) = answers("what does this x-ray show")
    assert told.endswith("This is not for diagnosis; ask a doctor.")
