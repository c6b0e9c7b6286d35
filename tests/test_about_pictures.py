"""Which pictures a question is about, and what "it" is replaced by, in five languages."""

import pytest

from assistant.words.about_pictures import is_of_surroundings, number_in, refers, refined, several

NAMES = {"en": "the man", "de": "der Mann", "fr": "l'homme", "es": "el hombre", "zh": "男人"}


@pytest.mark.parametrize(
    ("language", "question", "pictures", "meant"),
    [
        ("en", "What is different between these two?", 2, (1, 2)),
        ("en", "What is different between these two pictures?", 3, (2, 3)),
        ("en", "Compare picture 1 and 3.", 3, (1, 3)),
        ("en", "In which picture is the dog bigger?", 2, (1, 2)),
        ("en", "Describe all the pictures.", 6, (3, 4, 5, 6)),
        ("de", "Was ist der Unterschied zwischen den beiden Bildern?", 2, (1, 2)),
        ("fr", "Quelle est la différence entre ces deux images ?", 2, (1, 2)),
        ("es", "¿Qué diferencia hay entre estas dos fotos?", 3, (2, 3)),
        ("zh", "这两张图有什么不同？", 2, (1, 2)),
        ("en", "What is in the second picture?", 2, ()),
        ("en", "What is in the picture?", 2, ()),
        ("en", "What is different between these two pictures?", 1, ()),
    ],
)
def test_several_pictures_are_known_by_word_and_number(
    language: str, question: str, pictures: int, meant: tuple[int, ...]
) -> None:
    assert several(question, language, pictures, is_about_things=False) == meant


def test_things_of_one_picture_can_be_compared_too() -> None:
    assert several("What is the difference between the dogs?", "en", 2, is_about_things=True) == ()


@pytest.mark.parametrize(
    ("language", "question", "put"),
    [
        ("en", "What is it holding?", "What is the man holding?"),
        ("en", "What is the left one holding?", "What is the man holding?"),
        ("en", "What colour is its hat?", "What colour is the man's hat?"),
        ("en", "Is the one on the left asleep?", "Is the man asleep?"),
        ("de", "Was hält er?", "Was hält der Mann?"),
        ("fr", "Que tient-il ?", "Que tient l'homme ?"),
        ("fr", "Qu'est-ce qu'il tient ?", "Qu'est-ce que l'homme tient ?"),
        ("es", "¿Qué lleva ella?", "¿Qué lleva el hombre?"),
        ("zh", "它在做什么？", "男人在做什么？"),
    ],
)
def test_words_that_stand_for_a_thing_become_its_name(language: str, question: str, put: str) -> None:
    assert refers(question, language)
    assert refined(question, language, NAMES[language]) == put


@pytest.mark.parametrize("question", ["What time is it?", "Is it raining?", "What does the dog hold?"])
def test_it_may_stand_for_nothing(question: str) -> None:
    assert not refers(question, "en")


def test_what_lies_around_a_thing_is_not_on_it() -> None:
    assert is_of_surroundings("What is next to the left one?")
    assert not is_of_surroundings("What is the left one holding?")


def test_first_number_of_an_answer_is_read() -> None:
    told = {
        "en": "There are three.",
        "de": "Da sind drei.",
        "fr": "Il y en a trois.",
        "es": "Hay tres.",
        "zh": "有三只。",
    }
    assert [number_in(said, language) for language, said in told.items()] == [3] * 5
    assert number_in("I cannot tell.", "en") == 0
