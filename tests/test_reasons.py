"""Why the last result is what it is, told from its numbers in five languages."""

from collections.abc import Mapping, Sequence

import pytest

from assistant.messages import Box, Claim, Detection, Finding, Image, Thing, Told
from assistant.plan import Place, Step, Wanted
from assistant.telling.reasons import why
from scripts.intent_data import LANGUAGES

PICTURE = Image("p" * 64, "/picture.png", 100, 50)
LEFT, MIDDLE, RIGHT, DOWN = (
    (0.0, 0.0, 20.0, 20.0),
    (40.0, 0.0, 60.0, 20.0),
    (80.0, 0.0, 99.0, 20.0),
    (0.0, 30.0, 9.0, 50.0),
)


def seen(noun: str, score: float, box: Box, certain: bool = True) -> Detection:
    return Detection(0, noun, noun, score, box, certain)


def finding(*things: tuple[str, Detection], missing: tuple[str, ...] = (), unknown: tuple[str, ...] = ()) -> Finding:
    told = tuple(Thing(number, name, one, None) for number, (name, one) in enumerate(things, 1))
    return Finding(PICTURE, "find", told, missing, unknown, 0.3)


LEFT_DOG, RIGHT_DOG = seen("dog", 0.923, LEFT), seen("dog", 0.61, RIGHT)
TWO = finding(("the left dog", LEFT_DOG), ("the right dog", RIGHT_DOG))
SEEN: Mapping[str, Sequence[Detection]] = {"dog": (LEFT_DOG, RIGHT_DOG), "cat": (seen("cat", 0.184, MIDDLE),)}
DOG = Step(1, "find", "Where is the dog?", (Wanted("dog"),))
NO_DOG = Claim(PICTURE.id, "dog", False, "there is no dog")


def said(told: Told, number: int) -> list[str]:
    return [told.text[one.start : one.end] for one in told.mentions if number in one.numbers]


@pytest.mark.parametrize(
    ("language", "left"),
    [("en", "the left dog"), ("de", "Hund"), ("fr", "chien"), ("es", "perro"), ("zh", "狗")],
)
def test_each_thing_is_told_with_its_score_and_the_threshold(language: str, left: str) -> None:
    told = why(DOG, TWO, SEEN, (), language)
    assert all(number in told.text for number in ("92", "61", "30"))
    assert "0.9" not in told.text
    assert said(told, 1) == [left]
    assert len(said(told, 2)) == 1


def test_reasons_in_english_read_well() -> None:
    assert why(DOG, TWO, SEEN, (), "en").text == (
        "I give the left dog 92 percent and the right dog 61 percent; from 30 percent on I believe it."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_looked_for_in_vain_is_told_with_its_best_score(language: str) -> None:
    step = Step(1, "find", "Where are they?", (Wanted("dog"), Wanted("cat")))
    missing = finding(("the left dog", LEFT_DOG), missing=("cat",))
    told = why(step, missing, SEEN, (), language)
    assert "18" in told.text
    nothing = why(step, missing, {**SEEN, "cat": ()}, (), language)
    assert "18" not in nothing.text
    assert nothing.text != why(step, TWO, SEEN, (), language).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_claims_of_the_user_are_named_where_they_outweigh_the_detector(language: str) -> None:
    told = why(DOG, finding(missing=("dog",)), SEEN, (NO_DOG,), language)
    assert "92" in told.text
    assert why(DOG, finding(missing=("dog",)), {"dog": ()}, (), language).text != told.text


def test_claim_that_something_is_there_is_told_where_it_was_not_found() -> None:
    claim = Claim(PICTURE.id, "cat", True, "there is a cat")
    told = why(Step(1, "find", "", (Wanted("cat"),)), finding(missing=("cat",)), {"cat": ()}, (claim,), "en")
    assert told.text == "You told me that there is one, but I cannot find a cat."


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Of two dogs you asked for the left dog."),
        ("de", "Von zwei Hunden war der linke Hund gefragt."),
        ("fr", "Sur deux chiens, vous vouliez le chien de gauche."),
        ("es", "De dos perros pediste el perro de la izquierda."),
        ("zh", "一共有两只狗"),
    ],
)
def test_place_that_chose_one_of_several_is_told(language: str, words: str) -> None:
    step = Step(1, "find", "", (Wanted("dog", place=Place("left")),))
    told = why(step, finding(("the left dog", LEFT_DOG)), SEEN, (), language)
    assert words in told.text
    assert len(said(told, 1)) == 2


@pytest.mark.parametrize(
    ("language", "yes", "not_very"),
    [
        ("en", "Yes. ", "Not very. "),
        ("de", "Ja. ", "Nicht sehr. "),
        ("fr", "Oui. ", "Pas vraiment. "),
        ("es", "Sí. ", "No mucho. "),
        ("zh", "是的。", "不太确定。"),
    ],
)
def test_doubt_is_answered_with_yes_or_an_honest_not_very(language: str, yes: str, not_very: str) -> None:
    assert why(DOG, TWO, SEEN, (), language, is_doubted=True).text.startswith(yes)
    unsure = finding(("the left dog", seen("dog", 0.35, LEFT)))
    assert why(DOG, unsure, SEEN, (), language, is_doubted=True).text.startswith(not_very)
    alike = finding(("the left fox", seen("fox", 0.9, LEFT, certain=False)))
    assert why(DOG, alike, SEEN, (), language, is_doubted=True).text.startswith(not_very)


def test_absence_is_sure_where_nothing_comes_near() -> None:
    gone = finding(missing=("cat",))
    step = Step(1, "find", "", (Wanted("cat"),))
    assert why(step, gone, {"cat": ()}, (), "en", is_doubted=True).text.startswith("Yes. ")
    near = {"cat": (seen("cat", 0.28, LEFT),)}
    assert why(step, gone, near, (), "en", is_doubted=True).text.startswith("Not very. ")


def test_many_things_are_told_by_the_least_and_the_best() -> None:
    boxes = (LEFT, MIDDLE, RIGHT, DOWN)
    many = finding(*((f"dog {at}", seen("dog", 0.4 + at / 10, box)) for at, box in enumerate(boxes)))
    told = why(DOG, many, SEEN, (), "en")
    assert told.text.startswith("I give them between 40 and 70 percent")
    assert said(told, 3) == ["them"]


def test_question_about_one_kind_is_answered_for_that_kind() -> None:
    both = finding(("the dog", LEFT_DOG), ("the cat", seen("cat", 0.5, RIGHT)))
    told = why(DOG, both, SEEN, (), "en", about=("cat",))
    assert "50" in told.text
    assert "92" not in told.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_are_at_most_three_sentences(language: str) -> None:
    step = Step(1, "find", "", tuple(Wanted(noun) for noun in ("dog", "cat", "cup", "bird", "fork")))
    lost = finding(("the left dog", LEFT_DOG), missing=("cat", "cup", "bird", "fork"), unknown=("fork",))
    told = why(step, lost, SEEN, (NO_DOG,), language)
    ends = told.text.count("。") if language == "zh" else told.text.count(". ") + 1
    assert ends == 3


def test_nothing_asked_for_is_said_so() -> None:
    assert why(Step(1, "find", ""), finding(), {}, (), "en").text == "I have not looked for anything in particular."


def test_detector_that_was_never_taught_it_is_a_reason() -> None:
    told = why(
        Step(1, "find", "", (Wanted("zither"),)), finding(missing=("zither",), unknown=("zither",)), {}, (), "en"
    )
    assert told.text == "My detector was never taught a zither."


def test_language_that_is_not_spoken_is_answered_in_english() -> None:
    assert why(DOG, TWO, SEEN, (), "it") == why(DOG, TWO, SEEN, (), "en")
