"""What is said in four languages, put into the English that the reader knows; and which language a text is in."""

import time

import pytest

from assistant.words.glosses import in_english, language_of
from assistant.words.phrases import takes

PUT = [
    ("de", "schneid den linken Hund aus, nicht die Katze", "cut the left dog out , not the cat"),
    ("de", "kannst du die Katze bitte ausschneiden", "can cut the cat please"),
    ("de", "Mach den Stuhl weg!", "remove the chair !"),
    ("de", "Wie viele Hunde sind auf dem zweiten Bild?", "how many dogs is the second picture ?"),
    ("de", "nimm die Tonne raus aber lass das Fahrrad stehen", "remove the barrel but not the bicycle is"),
    ("fr", "où est la voiture rouge", "where is the red car"),
    ("fr", "montre-moi la tasse bleue, non attends, la verte", "show the blue cup , , no wait , , the green one"),
    ("fr", "découpe-le", "cut out it"),
    ("es", "hay vacas blancas o negras", "there is white cows or black cows"),
    ("es", "recorta el perro pero el gato no", "cut out the dog but not the cat"),
    ("es", "bórralo", "remove it"),
    ("zh", "戴帽子的女人", "some woman with some hat"),
    ("zh", "把猫抠出来 地毯不要", "please some cat cut out , but not some carpet"),
    ("zh", "从左边数第二只狗", "second dog from the left"),
    ("zh", "路上有几辆车", "how many some car on some road"),
]
ASKED = [
    ("de", "wie viele Hunde siehst du", "how many"),
    ("de", "wo ist der Hund", "where is"),
    ("de", "gibt es einen Hund", "there is"),
    ("fr", "combien de chiens", "how many"),
    ("fr", "où est le chien", "where is"),
    ("fr", "il y a un chien", "there is"),
    ("es", "cuántos perros hay", "how many"),
    ("es", "dónde está el perro", "where is"),
    ("es", "hay algún perro", "there is"),
    ("zh", "有几只狗", "how many"),
    ("zh", "狗在哪里", "where is"),
    ("zh", "有没有狗", "there is"),
]
SECOND = [
    ("de", "die Hunde auf dem zweiten Bild"),
    ("fr", "les chiens sur la deuxième photo"),
    ("es", "los perros en la segunda foto"),
    ("zh", "第二张图里的狗"),
]
IN = [
    ("en", "find the dog"),
    ("en", "what is in the picture"),
    ("en", "outline everybody but the man"),
    ("de", "finde den Hund"),
    ("de", "Katze?"),
    ("de", "wo sind die Stühle"),
    ("fr", "trouve le chien"),
    ("fr", "combien de vaches"),
    ("es", "busca el perro"),
    ("es", "¿cuántas vacas hay?"),
    ("zh", "找狗"),
    ("zh", "把背景去掉"),
]


@pytest.mark.parametrize(("language", "said", "english"), PUT, ids=[said for _, said, _ in PUT])
def test_what_is_said_is_put_into_english(language: str, said: str, english: str) -> None:
    assert in_english(said, language) == english


@pytest.mark.parametrize(("language", "said", "english"), ASKED, ids=[said for _, said, _ in ASKED])
def test_what_a_request_asks_comes_first(language: str, said: str, english: str) -> None:
    assert in_english(said, language).startswith(english)


@pytest.mark.parametrize(("language", "said"), SECOND)
def test_number_of_a_picture_is_carried_over(language: str, said: str) -> None:
    assert "second picture" in in_english(said, language)


def test_english_and_unknown_languages_are_only_spaced() -> None:
    assert in_english("Where’s the MAN’S hat?", "en") == "where's the man's hat ?"
    assert in_english("Dov'è il cane?", "it") == "dov'è il cane ?"


@pytest.mark.parametrize(("language", "said"), IN, ids=[said for _, said in IN])
def test_language_is_told_by_its_words_and_letters(language: str, said: str) -> None:
    assert language_of(said) == language


def test_text_that_tells_nothing_is_in_the_other_language() -> None:
    assert language_of("xyz 123", otherwise="fr") == "fr"
    assert language_of("", otherwise="zh") == "zh"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "find die Katze, nein warte, den Hund"),
        ("fr", "trouve le chat, non attends, le chien"),
        ("es", "busca el gato, no espera, el perro"),
        ("zh", "找猫，不对，找狗"),
    ],
)
def test_what_is_taken_back_is_taken_back_in_every_language(language: str, said: str) -> None:
    said_anew = takes(said, language)
    assert len(said_anew) == 2
    assert "dog" in said_anew[1]
    assert "cat" not in said_anew[1]


@pytest.mark.parametrize("language", ["de", "fr", "es", "zh"])
def test_long_texts_take_time_in_proportion(language: str) -> None:
    words = {"de": "nicht der rote Hund ", "fr": "pas le chien rouge ", "es": "el perro no ", "zh": "红色的狗不要 "}
    in_english(words[language], language)  # the tables are read once
    started = time.perf_counter()
    in_english(words[language] * 2000, language)
    assert time.perf_counter() - started < 3
