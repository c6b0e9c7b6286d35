"""Fixed sentences, and what is said of plans, in five languages."""

import re

import pytest

from assistant.plan import Action, Asks, Place, Step, Wanted
from assistant.telling.sayings import SAYINGS, acknowledged, saying, summary

LANGUAGES = ("en", "de", "fr", "es", "zh")
DOG, CUPS = Wanted("dog", definite=True), Wanted("cup")


def step(
    *wanted: Wanted,
    action: Action = "segment",
    excluded: tuple[str, ...] = (),
    said: str = "",
    asks: Asks = "what",
    number: int = 1,
    after: tuple[int, ...] = (),
) -> Step:
    return Step(number, action, said, wanted, excluded, asks, after=after)


@pytest.mark.parametrize("name", SAYINGS)
def test_saying_is_there_in_every_language_with_the_same_slots(name: str) -> None:
    assert tuple(SAYINGS[name]) == LANGUAGES
    assert len({tuple(re.findall(r"\{\w+\}", said)) for said in SAYINGS[name].values()}) == 1
    assert len(set(SAYINGS[name].values())) == len(LANGUAGES)


def test_saying_in_another_language_is_english() -> None:
    assert saying("no-picture", "it") == "Show me a picture first: drop one on the page, or paste it."


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Looking for: red car"),
        ("de", "Suche nach: rotes Auto"),
        ("fr", "Recherche : voiture rouge"),
        ("es", "Buscando: coche rojo"),
        ("zh", "正在找：红色的车"),
    ],
)
def test_what_is_looked_for_is_named_in_the_language(language: str, expected: str) -> None:
    assert saying("looking-for", language, phrase="red car") == expected


ACKNOWLEDGED: list[tuple[Step, str, str, str, str, str]] = [
    (
        step(DOG, excluded=("cat",)),
        "Outlining the dog, not the cat.",
        "Ich umrande den Hund, nicht die Katze.",
        "Je détoure le chien, pas le chat.",
        "Marco el contorno del perro, no el del gato.",
        "正在勾狗的轮廓，不要猫。",
    ),
    (
        step(Wanted("dog", 2), said="cut out two dogs"),
        "Cutting out two dogs.",
        "Ich schneide zwei Hunde aus.",
        "Je découpe deux chiens.",
        "Recorto dos perros.",
        "正在抠两只狗。",
    ),
    (
        step(Wanted("elephant", definite=True), action="find"),
        "Looking for the elephant.",
        "Ich suche den Elefanten.",
        "Je cherche l'éléphant.",
        "Busco el elefante.",
        "正在找大象。",
    ),
    (
        step(CUPS, Wanted("eagle", definite=True), action="find"),
        "Looking for the cups and the eagle.",
        "Ich suche die Tassen und den Adler.",
        "Je cherche les tasses et l'aigle.",
        "Busco las tazas y el águila.",
        "正在找杯子和老鹰。",
    ),
    (
        step(Wanted("dog", place=Place("left", 2))),
        "Outlining the second dog from the left.",
        "Ich umrande den zweiten Hund von links.",
        "Je détoure le deuxième chien en partant de la gauche.",
        "Marco el contorno del segundo perro empezando por la izquierda.",
        "正在勾从左数第二只狗的轮廓。",
    ),
    (
        step(Wanted("", place=Place("largest"))),
        "Outlining the largest one.",
        "Ich umrande den größten Gegenstand.",
        "Je détoure le plus grand objet.",
        "Marco el contorno del objeto más grande.",
        "正在勾最大的那个物体的轮廓。",
    ),
    (
        step(excluded=("bench",)),
        "Outlining everything except the bench.",
        "Ich umrande alles außer der Bank.",
        "Je détoure tout sauf le banc.",
        "Marco el contorno de todo menos el banco.",
        "正在勾除了长椅以外的所有东西的轮廓。",
    ),
    (
        step(action="describe"),
        "Looking at the picture.",
        "Ich sehe mir das Bild an.",
        "Je regarde l'image.",
        "Miro la imagen.",
        "正在看图。",
    ),
    (
        step(Wanted("black man", definite=True), action="find"),
        "Looking for the man.",
        "Ich suche den Mann.",
        "Je cherche l'homme.",
        "Busco el hombre.",
        "正在找男人。",
    ),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", ACKNOWLEDGED, ids=[row[1] for row in ACKNOWLEDGED])
def test_slow_step_is_acknowledged(row: tuple[Step, str, str, str, str, str], language: str) -> None:
    asked, *sentences = row
    assert acknowledged(asked, language) == sentences[LANGUAGES.index(language)]


def test_acknowledgement_in_another_language_is_english() -> None:
    assert acknowledged(step(DOG), "it") == "Outlining the dog."


SUMMARIES: list[tuple[tuple[Step, ...], str, str, str, str, str]] = [
    (
        (step(DOG, excluded=("cat",)),),
        "outline dog · not cat",
        "Hund umranden · nicht Katze",
        "détourer chien · pas chat",
        "marcar perro · no gato",
        "勾出狗 · 不要猫",
    ),
    (
        (step(Wanted("dog", 2), CUPS, said="cut them out"),),
        "cut out two dogs, cups",
        "zwei Hunde, Tassen ausschneiden",
        "découper deux chiens, tasses",
        "recortar dos perros, tazas",
        "抠出两只狗、杯子",
    ),
    (
        (step(CUPS, action="find", asks="count"),),
        "count cups",
        "Tassen zählen",
        "compter tasses",
        "contar tazas",
        "数杯子",
    ),
    (
        (step(Wanted("dog", place=Place("left")), action="find"),),
        "find left dog",
        "den linken Hund suchen",
        "chercher le chien de gauche",
        "buscar el perro de la izquierda",
        "找左边那只狗",
    ),
    (
        (step(action="describe"),),
        "describe the picture",
        "Bild beschreiben",
        "décrire l'image",
        "describir la imagen",
        "描述图片",
    ),
    ((step(action="generate"),), "new picture", "neues Bild", "nouvelle image", "imagen nueva", "新图片"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", SUMMARIES, ids=[row[1] for row in SUMMARIES])
def test_plan_is_summed_up_in_a_line(row: tuple[tuple[Step, ...], str, str, str, str, str], language: str) -> None:
    steps, *lines = row
    assert summary(steps, language).lower() == lines[LANGUAGES.index(language)].lower()


@pytest.mark.parametrize(
    ("language", "question", "expected"),
    [
        ("en", "and tell me which is fuller?", "find cups, then which is fuller"),
        ("de", "und sag mir, welche voller ist", "Tassen suchen, dann welche voller ist"),
        ("fr", "puis dis-moi laquelle est plus pleine ?", "chercher tasses, puis laquelle est plus pleine"),
        ("es", "y dime cuál está más llena", "buscar tazas, luego cuál está más llena"),
        ("zh", "然后告诉我哪个更满？", "找杯子，然后哪个更满"),
    ],
)
def test_question_that_follows_a_step_is_told_in_the_users_words(language: str, question: str, expected: str) -> None:
    steps = (step(CUPS, action="find"), step(action="describe", said=question, number=2, after=(1,)))
    assert summary(steps, language) == expected


@pytest.mark.parametrize(
    ("language", "said", "expected"),
    [
        ("en", "remove the dog", "remove dog"),
        ("de", "entferne den Hund", "Hund entfernen"),
        ("fr", "floute le chien", "flouter chien"),
        ("es", "quita el perro", "quitar perro"),
        ("zh", "换掉狗", "替换狗"),
    ],
)
def test_edit_is_summed_up_by_what_is_to_be_done(language: str, said: str, expected: str) -> None:
    assert summary([step(DOG, action="edit", said=said)], language) == expected
