"""What is read out of a vision-language model's answer, and what becomes of it."""

import pytest

from assistant.messages import Box, Check, Claim, Detection
from assistant.telling.doubts import at_least, contradictions, looked_again
from assistant.truth import Assertion, asserted, judged, spoken_of

BOX: Box = (0.0, 0.0, 10.0, 10.0)
SAID = {
    "en": {
        "I see a red circle, a blue star and a green square.": ["red circle", "blue star", "green square"],
        "A man is holding a red umbrella next to two dogs.": ["man", "red umbrella", "dog"],
        "Two men watch television.": ["man", "television"],
        "An orange star, an orange and a blue circle.": ["orange star", "orange", "blue circle"],
        "A kitchen table with a wooden red chair.": ["table", "red chair"],
        "The picture shows a woman with a phone; there is no dog in it.": ["woman", "phone"],
        "I cannot see a clock, but there is a cat.": ["cat"],
        "There are no dogs in this picture.": [],
        "He looks happy.": [],
        "It has a happy mood.": [],
    },
    "de": {
        "Ein Mann hält einen roten Regenschirm, neben ihm sind zwei Hunde.": ["man", "red umbrella", "dog"],
        "Da ist kein Hund, aber eine Katze.": ["cat"],
        "Ein Mann ohne Hut.": ["man"],
    },
    "fr": {
        "Un homme tient un parapluie rouge à côté de deux chiens.": ["man", "red umbrella", "dog"],
        "Il n'y a pas de chien.": [],
    },
    "es": {
        "Un hombre sostiene un paraguas rojo junto a dos perros.": ["man", "red umbrella", "dog"],
        "No veo perros pero hay un gato.": ["cat"],
    },
    "zh": {"图片里没有狗，只有一只猫。": ["cat"], "旁边有两只狗。": ["dog"]},
}


def found(phrase: str, *scores: float, certain: bool = True) -> list[Detection]:
    return [
        Detection(number, phrase, phrase, score, (20.0 * number, 0.0, 20.0 * number + 10, 10.0), certain)
        for number, score in enumerate(scores, 1)
    ]


@pytest.mark.parametrize(
    ("language", "answer", "phrases"),
    [(tongue, answer, phrases) for tongue, all_ in SAID.items() for answer, phrases in all_.items()],
)
def test_what_an_answer_says_is_there_is_read_and_what_it_denies_is_not(
    language: str, answer: str, phrases: list[str]
) -> None:
    assert [one.phrase for one in asserted(answer, language)] == phrases


def test_numbers_are_read_and_what_is_no_thing_with_an_outline_proves_nothing() -> None:
    cats, wall, wug = asserted("Three cats sit near a wall and a wug.")
    assert (cats.count, cats.is_known) == (3, True)
    assert (wall.is_known, wug.is_known) == (False, False)


def test_a_colour_alone_says_something_of_what_was_asked_about() -> None:
    assert asserted("red", about="circle") == (Assertion("red circle"),)
    assert asserted("red or blue", about="circle") == ()


@pytest.mark.parametrize(
    ("one", "detections", "verdict"),
    [
        (Assertion("dog"), found("dog", 0.9), "stands"),
        (Assertion("dog"), found("dog", 0.2), "absent"),
        (Assertion("dog"), [], "absent"),
        (Assertion("dog"), None, "unverified"),
        (Assertion("wug", is_known=False), [], "unverified"),
        (Assertion("dog"), found("dog", 0.9, certain=False), "unverified"),
        (Assertion("dog", 2), found("dog", 0.9, 0.8), "stands"),
        (Assertion("dog", 3), found("dog", 0.9, 0.8), "miscounted"),
    ],
)
def test_what_becomes_of_it(one: Assertion, detections: list[Detection] | None, verdict: str) -> None:
    assert judged(one, detections, (), 0.3).verdict == verdict


def test_a_colour_that_the_detector_did_not_judge_is_unverified() -> None:
    colour_blind = [Detection(1, "car", "red car", 0.9, BOX)]
    assert judged(Assertion("red car"), colour_blind, (), 0.3).verdict == "unverified"


def test_the_word_of_the_user_outweighs_both() -> None:
    absent, there = (Claim("p", "dog", is_there, "…") for is_there in (False, True))
    assert judged(Assertion("dog"), found("dog", 0.9), [absent], 0.3).verdict == "absent"
    assert judged(Assertion("dog"), [], [there], 0.3).verdict == "stands"


def test_places_of_a_noun_are_found_in_each_language() -> None:
    assert spoken_of("A dog and two dogs; a dogfish.", "dog") == [(2, 5), (14, 18)]
    assert spoken_of("Zwei Hunde und ein Hund.", "dog", "de") == [(5, 10), (19, 23)]
    assert spoken_of("旁边有两只狗。", "dog", "zh") == [(5, 6)]


def test_contradictions_are_said_in_each_language() -> None:
    checks = (Check("clock", "absent"), Check("dog", "stands", 1, 1))
    assert contradictions(checks, "en") == "My captioner mentions a clock; I cannot find one."
    assert contradictions(checks, "de") == "Mein Bildbeschreiber nennt eine Uhr; das kann ich nicht finden."
    assert contradictions(checks, "fr") == "Mon descripteur mentionne une horloge ; je ne trouve rien de tel."
    assert contradictions(checks, "es") == "Mi descriptor menciona un reloj; no encuentro nada así."
    assert contradictions(checks, "zh") == "我的图像描述提到了一个钟，但我没有找到。"
    assert contradictions(checks[1:], "en") == ""


def test_numbers_come_from_boxes_or_are_the_least_that_there_is() -> None:
    assert contradictions((Check("dog", "miscounted", 5, 3),), "en") == "I count at least three dogs."
    assert contradictions((Check("dog", "miscounted", 5, 3),), "de") == "Ich zähle mindestens drei Hunde."
    assert at_least("wug", 3, "en") == "At least three wugs, as far as I can see."


def test_a_closer_look_says_whether_the_answer_still_holds() -> None:
    there, gone, unknown = Check("dog", "stands", 0, 1), Check("clock", "absent"), Check("wug", "unverified")
    assert looked_again((there,), (), "en") == "Yes. I looked again, more closely. I found a dog."
    assert looked_again((gone,), (), "en") == "No. I looked again, more closely. I cannot find a clock."
    assert looked_again((gone,), (), "en", was_denied=True).startswith("Yes.")
    assert looked_again((there,), (), "en", was_denied=True).startswith("No.")
    assert looked_again((there, gone), (), "de").startswith("Nicht ganz. Ich habe noch einmal genauer hingesehen.")
    assert "Perhaps I see a clock" in looked_again((gone,), ("clock",), "en")
    assert looked_again((unknown,), (), "en").endswith("I cannot check a wug.")
    assert looked_again((), (), "en") == "There is nothing in that answer that I could look for."
