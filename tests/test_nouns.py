"""What things are called in five languages, and that every form of it is understood."""

import pytest

from assistant.words.lexicon import plural, singular
from assistant.words.nouns import TONGUES, Tongue, adjective, adjectives_heard, english_names, noun, nouns_heard, plain

CALLED: list[tuple[str, Tongue, str, str, str]] = [
    ("dog", "de", "Hund", "Hunde", "m"),
    ("cup", "de", "Tasse", "Tassen", "f"),
    ("house", "de", "Haus", "Häuser", "n"),
    ("tree", "de", "Baum", "Bäume", "m"),
    ("knife", "de", "Messer", "Messer", "n"),
    ("horse", "fr", "cheval", "chevaux", "m"),
    ("apple", "fr", "pomme", "pommes", "f"),
    ("bird", "fr", "oiseau", "oiseaux", "m"),
    ("pear", "es", "pera", "peras", "f"),
    ("pencil", "es", "lápiz", "lápices", "m"),
]
HEARD: list[tuple[Tongue, str, str, bool]] = [
    ("de", "hunden", "dog", True),
    ("de", "häuser", "house", True),
    ("de", "leute", "person", True),
    ("fr", "chevaux", "horse", True),
    ("fr", "arc en ciel", "rainbow", False),
    ("es", "lápices", "pencil", True),
    ("es", "camiones", "truck", True),
    ("zh", "红绿灯", "traffic light", False),
]


@pytest.mark.parametrize(("english", "tongue", "one", "many", "gender"), CALLED)
def test_thing_has_its_name_its_plural_and_its_gender(
    english: str, tongue: Tongue, one: str, many: str, gender: str
) -> None:
    called = noun(english, tongue)
    assert called is not None
    assert (called.one, called.many, called.gender) == (one, many, gender)


def test_chinese_thing_has_a_measure_word() -> None:
    assert [called.measure for each in ("dog", "car", "tree") if (called := noun(each, "zh"))] == ["只", "辆", "棵"]


@pytest.mark.parametrize(("tongue", "form", "english", "many"), HEARD)
def test_form_is_understood(tongue: Tongue, form: str, english: str, many: bool) -> None:
    heard = nouns_heard(tongue)[form]
    assert (heard.english, heard.many) == (english, many)


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_name_is_called_something_and_what_is_said_is_understood(tongue: Tongue) -> None:
    heard = nouns_heard(tongue)
    for english in english_names():
        called = noun(english, tongue)
        assert called is not None, english
        assert plain(called.one) in heard, english


def test_every_name_is_in_the_singular() -> None:
    wrong = [name for name in english_names() if singular(plural(name)) != name and singular(name) != name]
    assert wrong == []


@pytest.mark.parametrize(
    ("tongue", "form", "english"),
    [("de", "roten", "red"), ("fr", "blanches", "white"), ("es", "rojas", "red"), ("zh", "红色", "red")],
)
def test_adjective_is_understood_in_its_forms(tongue: Tongue, form: str, english: str) -> None:
    assert adjectives_heard(tongue)[form] == english


def test_adjective_is_called_something() -> None:
    assert [adjective("red", tongue) for tongue in TONGUES] == ["rot", "rouge", "rojo", "红色"]
    assert adjective("no such adjective", "de") is None
