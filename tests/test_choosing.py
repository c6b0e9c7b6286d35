"""The question what is meant, its short answers, and their reading, in five languages."""

from collections.abc import Sequence
from itertools import combinations
from typing import get_args

import pytest

from assistant.plan import Action
from assistant.telling.choosing import choices, intent_label, intent_said
from tests.test_tellers import SPOILT

LANGUAGES = ("en", "de", "fr", "es", "zh")
INTENTS: tuple[Action, ...] = get_args(Action)
ASKED: list[tuple[tuple[str, ...], str, str, str, str, str, str]] = [
    (
        ("find", "segment", "chat"),
        "dog",
        "Shall I find the dog, cut it out, or just talk about it?",
        "Soll ich den Hund suchen, ihn ausschneiden oder nur darüber reden?",
        "Dois-je chercher le chien, le découper ou simplement en parler ?",
        "¿Quieres que busque el perro, lo recorte o solo hable de ello?",
        "要我找狗、把它抠出来，还是只是聊聊？",
    ),
    (
        ("segment", "find"),
        "cup",
        "Shall I cut the cup out or find it?",
        "Soll ich die Tasse ausschneiden oder sie suchen?",
        "Dois-je découper la tasse ou la chercher ?",
        "¿Quieres que recorte la taza o la busque?",
        "要我把杯子抠出来，还是找它？",
    ),
    (
        ("chat", "describe", "edit"),
        "",
        "Shall I just talk about it, describe the picture, or change the picture?",
        "Soll ich nur darüber reden, das Bild beschreiben oder das Bild ändern?",
        "Dois-je simplement en parler, décrire l'image ou modifier l'image ?",
        "¿Quieres que solo hable de ello, describa la imagen o cambie la imagen?",
        "要我只是聊聊、描述这张图，还是修改图片？",
    ),
    (
        ("find",),
        "elephant",
        "Shall I find the elephant?",
        "Soll ich den Elefanten suchen?",
        "Dois-je chercher l'éléphant ?",
        "¿Quieres que busque el elefante?",
        "要我找大象吗？",
    ),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", ASKED, ids=[row[2] for row in ASKED])
def test_one_short_question_offers_the_choices(
    row: tuple[tuple[str, ...], str, str, str, str, str, str], language: str
) -> None:
    intents, phrase, *questions = row
    assert choices(intents, phrase, language) == questions[LANGUAGES.index(language)]


@pytest.mark.parametrize("language", [*LANGUAGES, "it"])
@pytest.mark.parametrize("phrase", ["", "eagle", "scissors", "wombat"])
def test_any_choices_make_a_question(phrase: str, language: str) -> None:
    for count in (1, 2, 3):
        for intents in combinations(INTENTS, count):
            asked = choices(intents, phrase, language)
            assert asked.endswith(("?", "？"))
            assert not SPOILT.search(asked.rstrip("?").rstrip()), asked


def test_users_own_intent_is_offered_by_its_name() -> None:
    assert choices(("find", "switch the lamp"), "dog", "en") == "Shall I find the dog or switch the lamp?"
    assert intent_label("switch the lamp", "de") == "switch the lamp"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_read_as_its_intent(language: str) -> None:
    labels = [intent_label(intent, language) for intent in INTENTS]
    assert len(set(labels)) == len(labels)
    for intent, label in zip(INTENTS, labels, strict=True):
        assert intent_said(label.lower(), INTENTS, labels) == intent


@pytest.mark.parametrize(
    ("said", "intents", "expected"),
    [
        ("cut it out", ("find", "segment", "chat"), "segment"),
        ("such ihn", ("find", "segment", "chat"), "find"),
        ("je veux le découper", ("find", "segment"), "segment"),
        ("recórtalo o búscalo", ("find", "segment"), None),
        ("把它抠出来", ("find", "segment"), "segment"),
        ("find it and cut it out", ("find", "segment"), None),
        ("bananas", ("find", "segment"), None),
    ],
)
def test_reply_means_one_of_the_choices_or_none(said: str, intents: Sequence[str], expected: str | None) -> None:
    assert intent_said(said, intents, ()) == expected
