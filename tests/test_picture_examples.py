"""The examples that a vision-language model is given, and the prompt that they stand in."""

from dataclasses import replace

from assistant.messages import Claim, Finding, Image, Preference, Shown, Turn, TurnTimes
from assistant.picture_examples import absent, examples, surely_absent
from assistant.picture_prompt import facts, prompt

ONE, OTHER = Image("a" * 64, "/a.png", 10, 10), Image("b" * 64, "/b.png", 10, 10)
SHOWN = (Shown(1, "a.png", ONE), Shown(2, "b.png", OTHER))


def turn(heard: str, said: str, image: Image = ONE, preferences: tuple[Preference, ...] = ()) -> Turn:
    finding = Finding(image, "describe", ())
    return Turn(heard, "en", said, said, False, TurnTimes(), "describe", findings=(finding,), preferences=preferences)


def test_most_alike_come_last_behind_what_is_not_there_and_what_is_no_word() -> None:
    turns = [turn("What breed is the dog?", "A corgi."), turn("Why is the man sad?", "I cannot tell.", OTHER)]
    chosen = examples("What colour is the dog?", "en", turns, SHOWN, {ONE.id: "cat"})
    assert [one.answer for one in chosen] == [
        "There are no cats in this picture.",
        "I do not know what a florp is.",
        "A corgi.",
    ]


def test_nothing_alike_is_no_example() -> None:
    assert examples("Why?", "en", [turn("What breed is the dog?", "A corgi.")], SHOWN, {}) == ()
    assert examples("What breed is the dog?", "de", [turn("What breed is the dog?", "A corgi.")], SHOWN, {}) == ()


def test_answer_that_was_put_right_is_given_as_the_user_has_it() -> None:
    right = Preference(ONE.id, "What breed is the dog?", "A corgi.", "There is no dog.")
    correction = replace(turn("No, there is no dog.", "I see.", preferences=(right,)), intent="refine")
    turns = [turn("What breed is the dog?", "A corgi."), correction]
    assert examples("Is the dog old?", "en", turns, SHOWN, {})[-1].answer == "There is no dog."


def test_what_is_not_there_is_surely_not_there() -> None:
    denied = [Claim(ONE.id, "fox", False, "There is no fox.")]
    in_vain = [Finding(ONE, "find", (), missing=("elephant",))]
    assert surely_absent(ONE, in_vain, denied, []) == "fox"
    assert surely_absent(ONE, in_vain, [], []) == "elephant"
    assert surely_absent(ONE, [], [], ["dog", "bicycle"]) == "umbrella"


def test_what_is_not_there_is_told_in_each_language() -> None:
    assert absent("dog", "en") == ("Are there any dogs in this picture?", "There are no dogs in this picture.")
    assert absent("dog", "de")[1] == "Auf diesem Bild gibt es keinen Hund."
    assert absent("dog", "fr")[1] == "Il n'y a pas de chien sur cette image."
    assert absent("dog", "es")[1] == "En esta imagen no hay ningún perro."
    assert absent("dog", "zh")[1] == "这张图片里没有狗。"


def test_a_picture_is_shown_once_where_no_other_stands_between() -> None:
    turns = [turn("What breed is the dog?", "A corgi.")]
    alike = examples("Is the dog old?", "en", turns, SHOWN, {})
    images, messages = prompt("Is the dog old?", [ONE], "en", examples=alike)
    assert images == [ONE]
    assert [message.images for message in messages if message.role == "user"] == [(0,), (), (), ()]
    images, messages = prompt("Is the dog old?", [OTHER], "en", examples=alike)
    assert images == [ONE, OTHER]
    assert messages[-1].images == (1,)


def test_question_is_asked_with_what_the_user_said_and_in_his_language() -> None:
    claims = [Claim(ONE.id, "dog", False, "…"), Claim(ONE.id, "fox", True, "…")]
    _, messages = prompt("Was ist das?", [ONE], "de", facts(claims))
    assert messages[-1].text == (
        "The user says that there is no dog and that there is a fox. Was ist das? Answer in German."
    )
