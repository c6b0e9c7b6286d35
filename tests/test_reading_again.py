"""A word spelled, the last list read once more: what asks for it, what is meant, and how it sounds."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from assistant.audio import resample
from assistant.messages import HEARING_RATE, Detection, Finding, Image, Pcm, Thing, Turn, TurnTimes
from assistant.telling.spelling import MARKED, SENTENCES, SIGNS, nothing, spelled, spelled_word
from assistant.words.reading_again import (
    LAST,
    Again,
    ReadItem,
    ReadList,
    Spell,
    asked_again,
    last_list,
    telling_word,
)
from local_models import hibari
from tests.actors import MakeScene, Scene, cast, scenes, spoken

SPELLS = [
    ("Spell it.", ""),
    ("Can you spell that for me, please?", ""),
    ("How do you spell it again?", ""),
    ("Spell out that name.", ""),
    ("Spell Canberra.", "Canberra"),
    ("Oriel, how do you spell New Zealand?", "New Zealand"),
    ("How do you spell the word accommodation?", "accommodation"),
    ("How is rhythm spelled?", "rhythm"),
    ("What's the spelling of Tucson?", "Tucson"),
    ("Buchstabiere das.", ""),
    ("Kannst du mir das bitte buchstabieren?", ""),
    ("Wie schreibt man das?", ""),
    ("Buchstabier mir mal Zürich.", "Zürich"),
    ("Wie schreibt man Rhythmus?", "Rhythmus"),
    ("Kannst du Straße buchstabieren?", "Straße"),
    ("Comment ça s'écrit ?", ""),
    ("Épelle-le.", ""),
    ("Épelle Bordeaux.", "Bordeaux"),
    ("Comment s'écrit aujourd'hui ?", "aujourd'hui"),
    ("¿Cómo se escribe eso?", ""),
    ("Deletréalo.", ""),
    ("Deletrea Zaragoza.", "Zaragoza"),
    ("怎么拼？", ""),
    ("Canberra怎么拼？", "Canberra"),
]
READS: list[tuple[str, Again]] = [
    ("Read the last list again.", ReadList()),
    ("Could you read me the list again, please?", ReadList()),
    ("What was on the list?", ReadList()),
    ("Lies die Liste noch mal vor.", ReadList()),
    ("Lies mir bitte die letzte Liste nochmal vor.", ReadList()),
    ("Relis-moi la dernière liste encore une fois.", ReadList()),
    ("Lee la lista otra vez.", ReadList()),
    ("把清单再念一遍", ReadList()),
    ("Read item three.", ReadItem(3)),
    ("Read number two again.", ReadItem(2)),
    ("Read me the second item.", ReadItem(2)),
    ("Read the last item.", ReadItem(LAST)),
    ("Read step 12.", ReadItem(12)),
    ("Lies Punkt drei noch mal vor.", ReadItem(3)),
    ("Lies den dritten Punkt vor.", ReadItem(3)),
    ("Relis le deuxième point.", ReadItem(2)),
    ("Lee el último punto.", ReadItem(LAST)),
    ("读第三条", ReadItem(3)),
]
NEITHER = [
    "Spell check this text.",
    "How do you write a letter?",
    "Wie schreibt man eine Bewerbung?",
    "What spell did the witch cast?",
    "Is Canberra spelled with one r?",
    "Read the last message.",
    "Read the list of presidents.",
    "Make a list.",
    "Read me a book.",
    "Say that again.",
    "What is number three?",
    "Put milk on the list.",
    "Was steht in der Zeitung?",
    "Cuéntame una lista de países.",
    "读一本书",
]


@pytest.fixture
def scene() -> Iterator[MakeScene]:
    yield from scenes()


def turn(heard: str, said: str, findings: tuple[Finding, ...] = (), language: str = "en") -> Turn:
    return Turn(heard, language, said, said, False, TurnTimes(), findings=findings)


SHOPPING = turn("What do I need?", "You need:\n- Milk\n- **Bread**\n- Two eggs\nThat is all.")
STEPS = turn("How do I make tea?", "1. Boil water.\n2. Add the tea.\n10) Wait.")


@pytest.mark.parametrize(("text", "word"), SPELLS)
def test_word_is_named_or_is_the_last_one(text: str, word: str) -> None:
    assert asked_again(text) == Spell(word)


@pytest.mark.parametrize(("text", "again"), READS)
def test_list_or_an_entry_of_it_is_asked_for(text: str, again: Again) -> None:
    assert asked_again(text) == again


@pytest.mark.parametrize("text", NEITHER)
def test_other_requests_are_none(text: str) -> None:
    assert asked_again(text) is None


@pytest.mark.parametrize(
    "said", ["so ", "bitte noch mal ", "spell mir mal ", "read the list again ", "请再", "spell a-"]
)
def test_words_without_end_are_read_once(said: str) -> None:
    """Read in every way that they can be parted, they would never end."""
    assert asked_again((said * 60)[:115]) in (None, Spell((said * 60)[6:115].strip(" -")))


# Which word, which list.


@pytest.mark.parametrize(
    ("heard", "said", "word"),
    [
        ("What is the capital of Australia?", "Canberra is the capital of Australia.", "Canberra"),
        ("What is the capital of Australia?", "It is Canberra, founded in 1913.", "Canberra"),
        ("Who wrote it?", "The novel was written by Gabriel García Márquez. It is long.", "Gabriel García Márquez"),
        ("Wie heißt die Hauptstadt von Australien?", "Die Hauptstadt von Australien heißt Canberra.", "Canberra"),
        ("Where is Paris?", "Paris.", "Paris"),
        ("What is it called?", "it is a rhododendron bush.", "rhododendron"),
        ("Spell Canberra.", spelled("Canberra", "en"), "Canberra"),
        ("Buchstabiere Zürich.", spelled("Zürich", "de"), "Zürich"),
    ],
)
def test_word_that_was_told_last_is_the_last_new_name(heard: str, said: str, word: str) -> None:
    assert telling_word([turn("Hello.", "I am Oriel."), turn(heard, said)]) == word


def test_nothing_was_told_yet() -> None:
    assert telling_word([]) == ""
    assert telling_word([turn("Stop.", "")]) == ""
    assert last_list([]) == ((), "")
    assert last_list([turn("Hello.", "- one line alone is no list")]) == ((), "")


def test_list_is_the_last_one_with_its_numbers() -> None:
    assert last_list([STEPS, SHOPPING, turn("Thanks.", "You're welcome.")])[0] == ("Milk", "**Bread**", "Two eggs")
    assert last_list([SHOPPING, STEPS])[0] == ("1. Boil water.", "2. Add the tea.", "10. Wait.")


def test_what_was_found_in_a_picture_is_a_list_too() -> None:
    image = Image("0" * 64, "/nowhere", 10, 10)
    names = ("the left dog", "the right dog")
    things = tuple(
        Thing(number, name, Detection(number, "dog", "dog", 0.9, (0, 0, 1, 1)), None)
        for number, name in enumerate(names, 1)
    )
    found = turn("Finde die Hunde.", "Zwei Hunde.", (Finding(image, "find", things),), "de")
    assert last_list([SHOPPING, found]) == (names, "de")


# Letters.


@pytest.mark.parametrize(
    ("word", "language", "said"),
    [
        ("Canberra", "en", "Canberra: C, A, N, B, E, R, R, A."),
        ("NASA", "en", "NASA: N, A, S, A."),
        ("iPhone 7", "en", "iPhone 7: I, capital P, H, O, N, E, space, 7."),
        ("New York", "en", "New York: N, E, W, space, Y, O, R, K."),
        ("Jean-Luc", "fr", "Jean-Luc: J, E, A, N, trait d'union, L, U, C."),
        ("Zürich", "de", "Zürich: Z, U-Umlaut, R, I, C, H."),
        ("Zürich", "en", "Zürich: Z, U with two dots, R, I, C, H."),
        ("Straße", "de", "Straße: S, T, R, A, Eszett, E."),
        ("McDonald’s", "de", "McDonald’s: M, C, großes D, O, N, A, L, D, Apostroph, S."),
        ("forêt", "fr", "forêt: F, O, R, E accent circonflexe, T."),
        ("español", "es", "español: E, S, P, A, Ñ, O, L."),
        ("café", "zh", "café: C, A, F, E加锐音符."),
        ("東京", "zh", "東京: 東, 京."),
        ("ciao", "it", "ciao: C, I, A, O."),
    ],
)
def test_letters_are_said_one_by_one(word: str, language: str, said: str) -> None:
    assert spelled(word, language) == said
    assert spelled_word(said) == word


def test_only_a_spelled_word_is_one() -> None:
    assert spelled_word("Note: it is late.") == ""
    assert spelled_word("Canberra: C, A, N.") == ""


def test_every_language_has_every_sentence() -> None:
    assert {tuple(told) for told in SENTENCES.values()} == {tuple(SIGNS)}
    assert tuple(MARKED) == tuple(SIGNS)
    assert nothing("no-item", "de", 3) == "Die Liste endet mit Nummer 3."


@pytest.mark.parametrize("word", ["Canberra", "Wexford", "Quebec"])
def test_spelled_word_is_heard_letter_by_letter(word: str, transcribe: Callable[[Pcm], str]) -> None:
    chunks = list(hibari.load().speak(spelled(word, "en").partition(": ")[2]))
    pcm = resample(np.concatenate([chunk.pcm for chunk in chunks]), chunks[0].rate, HEARING_RATE)
    heard = [letter for letter in transcribe(pcm).upper() if letter.isalpha()]
    assert heard == list(word.upper())


# In a conversation.


def talk(scene: MakeScene, lines: tuple[str, ...], answers: "dict[str, str | Exception | None]") -> Scene:
    played = scene(cast(dict(enumerate(lines, 1)), answers))
    for number in range(1, len(lines) + 1):
        played.perform(12.0, (0.0, spoken(number)))
    return played


def said(played: Scene) -> list[str]:
    return [turn.said for turn in played.session.snapshot().turns]


def test_last_name_is_spelled_without_asking_the_language_model(scene: MakeScene) -> None:
    question = "What is the capital of Australia?"
    played = talk(scene, (question, "Spell it.", "How do you spell that?"), {question: "It is Canberra."})
    assert said(played) == ["It is Canberra.", spelled("Canberra", "en"), spelled("Canberra", "en")]
    assert len(played.prompts) == 1


def test_list_is_read_again_to_its_end_with_a_pause_behind_each_entry(scene: MakeScene) -> None:
    question = "What do I need?"
    played = talk(scene, (question, "Read the last list again."), {question: SHOPPING.said})
    assert said(played)[1] == "- Milk\n- **Bread**\n- Two eggs"
    assert played.session.snapshot().turns[1].spoken.split() == "Milk Bread Two eggs".split()
    assert played.said[-3:] == ["Milk", "Bread", "Two eggs"]
    loud = np.flatnonzero(np.abs(played.sound) > 100)
    assert (np.diff(loud) > 0.4 * 24_000).sum() == 2, "pauses"


def test_entry_is_read_by_its_number_and_a_list_ends_somewhere(scene: MakeScene) -> None:
    lines = ("What do I need?", "Read item two.", "Read item four.", "Read the last item.")
    played = talk(scene, lines, {lines[0]: SHOPPING.said})
    assert said(played)[1:] == ["- **Bread**", "The list ends with number 3.", "- Two eggs"]


def test_where_there_is_nothing_it_says_so(scene: MakeScene) -> None:
    played = talk(scene, ("Spell it.", "Read the last list again."), {})
    assert said(played) == [nothing("no-word", "en"), nothing("no-list", "en")]


def test_last_one_again_is_the_last_answer_where_there_is_no_list(scene: MakeScene) -> None:
    played = talk(scene, ("Hello.", "Read the last one again."), {"Hello.": "Good morning."})
    assert played.said == ["Good morning."] * 2


def test_list_that_was_cut_goes_on_with_the_entry_that_was_cut(scene: MakeScene) -> None:
    lines = {1: "What do I need?", 2: "Read the list again.", 3: "Stop.", 4: "Go on."}
    played = scene(cast(lines, {lines[1]: SHOPPING.said}))
    played.perform(12.0, (0.0, spoken(1)))
    played.perform(14.0, (0.0, spoken(2)), (2.2, spoken(3, 0.6)), (6.0, spoken(4)))
    turns = played.session.snapshot().turns
    assert (turns[1].interrupted, turns[1].spoken) == (True, "Milk Bread")
    assert "Two eggs" in turns[-1].said
    assert "Milk" not in turns[-1].said
