"""Which questions ask for what no box shows, and what orders want done, in five languages."""

import pytest

from assistant.plan import Asks, Step
from assistant.telling.beyond import edit, is_beyond, is_cut_out

BEYOND = {
    "en": ["what breed is the dog", "is the dog asleep", "why is it there", "is it real"],
    "de": [
        "Welche Rasse ist der Hund?",
        "schläft er, und warum",
        "Ist der Hund müde?",
        "wie alt ist sie",
        "was macht der Mann",
        "ist das Bild echt",
    ],
    "fr": [
        "Quelle race est ce chien ?",
        "pourquoi est-il là",
        "est-ce que le chien dort ?",
        "quel âge a-t-elle",
        "que fait l'homme",
        "est-elle contente ?",
    ],
    "es": [
        "¿Qué raza es el perro?",
        "por qué está ahí",
        "¿está el perro dormido?",
        "¿cuántos años tiene? ¿cómo se llama?",
        "¿qué hace el hombre?",
        "¿es real?",
    ],
    "zh": ["这只狗是什么品种？", "他为什么笑", "狗在睡觉吗", "她几岁", "这个人在做什么", "这是真的吗"],
}
SHOWN = {
    "en": ["is the dog on the left?", "what do you see", "find the dog that is real"],
    "de": [
        "Was siehst du?",
        "Ist der Hund links?",
        "welche Tiere siehst du",
        "beschreib das Bild",
        "finde den alten Hund",
        "was ist auf dem Bild",
    ],
    "fr": [
        "Que vois-tu ?",
        "est-ce que le chien est à gauche ?",
        "décris l'image",
        "qu'est-ce qu'il y a sur la photo",
        "trouve le vrai chien",
    ],
    "es": [
        "¿Qué ves?",
        "¿está el perro a la izquierda?",
        "describe la imagen",
        "¿qué hay en la foto?",
        "busca el perro real",
    ],
    "zh": ["你看到什么？", "狗在左边吗", "描述这张图", "图里有什么", "图里有狗吗", "找一下真的狗"],
}


@pytest.mark.parametrize(("language", "question"), [(tongue, one) for tongue, all_ in BEYOND.items() for one in all_])
def test_what_no_box_shows_is_known_as_such(language: str, question: str) -> None:
    assert is_beyond(Step(1, "describe", question), language)


@pytest.mark.parametrize(("language", "question"), [(tongue, one) for tongue, all_ in SHOWN.items() for one in all_])
def test_what_a_box_shows_is_not_beyond_it(language: str, question: str) -> None:
    assert not is_beyond(Step(1, "describe", question), language)


@pytest.mark.parametrize("asks", ["count", "where", "whether"])
def test_question_for_number_or_place_is_answered(asks: Asks) -> None:
    assert not is_beyond(Step(1, "find", "wie viele Hunde, und welche Farbe haben sie", asks=asks), "de")


@pytest.mark.parametrize(
    "question",
    [
        "cut out the dog",
        "schneide den Hund aus",
        "stell den Hund frei",
        "Découpe le chien",
        "recorta el perro",
        "把狗抠出来",
    ],
)
def test_cutting_out_is_told_from_outlining(question: str) -> None:
    assert is_cut_out(Step(1, "segment", question))


@pytest.mark.parametrize(
    "question",
    ["outline the dog", "umrande den Hund", "détoure le chien", "marca el contorno del perro", "勾出狗的轮廓"],
)
def test_outlining_is_no_cutting_out(question: str) -> None:
    assert not is_cut_out(Step(1, "segment", question))


@pytest.mark.parametrize(
    ("language", "question", "expected"),
    [
        ("en", "remove the background", "background"),
        ("de", "mach den Hintergrund weg", "background"),
        ("de", "ersetze den Hund", "replace"),
        ("fr", "enlève le chien", "remove"),
        ("fr", "change l'arrière-plan", "background"),
        ("fr", "floute les visages", "blur"),
        ("es", "quita el perro", "remove"),
        ("es", "cambia el perro por un gato", "replace"),
        ("es", "amplía la foto", "enlarge"),
        ("zh", "把背景换掉", "background"),
        ("zh", "给人脸打码", "blur"),
        ("zh", "让它好看一点", "change"),
        ("it", "remove the dog", "remove"),
    ],
)
def test_what_is_to_be_changed_is_read(language: str, question: str, expected: str) -> None:
    assert edit(Step(1, "edit", question), language) == expected
