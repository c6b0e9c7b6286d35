"""What is said of what was found, in German, French, Spanish and Chinese: every answer whole, and rules for all."""

import itertools
import re

import pytest

from assistant.messages import Told
from assistant.plan import Action, Asks, Place, Wanted
from assistant.telling.describer import tell
from assistant.telling.tellers import TONGUES
from assistant.telling.wording import Case as Role
from tests.told import Case
from tests.told_sentences import TOLD

LANGUAGES = ("de", "fr", "es", "zh")


def told(case: Case, language: str) -> Told:
    return tell(case.step(language), case.finding, {}, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TOLD)
def test_answer_is_a_sentence_of_the_speakers_language(name: str, language: str) -> None:
    case, *sentences = TOLD[name]
    assert told(case, language).text == sentences[LANGUAGES.index(language)]


def test_another_language_is_answered_in_english() -> None:
    case = TOLD["two"][0]
    assert told(case, "it") == told(case, "en")
    assert told(case, "it").text == "Two cats: one on the left, one on the right."


@pytest.mark.parametrize(
    ("language", "slices"),
    [
        ("de", ["Katzen", "eine", "eine"]),
        ("fr", ["chats", "un", "un"]),
        ("es", ["gatos", "uno", "otro"]),
        ("zh", ["猫", "一只", "一只"]),
    ],
)
def test_mentions_stand_on_the_noun_and_on_each_one(language: str, slices: list[str]) -> None:
    answer = told(TOLD["two"][0], language)
    assert [answer.text[one.start : one.end] for one in answer.mentions] == slices
    assert [one.numbers for one in answer.mentions] == [(1, 2), (1,), (2,)]


@pytest.mark.parametrize(
    ("name", "language", "slices"),
    [
        ("outlined an elephant", "fr", ["éléphant"]),  # behind "l'"
        ("outlined", "es", ["perro"]),  # behind "del"
        ("outlined what is alike", "de", ["Hund"]),
        ("whether two kinds", "zh", ["狗", "猫"]),
        ("the largest", "fr", ["chien"]),
        ("by rank", "de", ["Hund"]),
        ("many kinds", "es", ["personas", "coches", "tazas", "autobús", "cosas"]),
        ("a colour that was judged", "fr", ["carré rouge"]),
        ("one outlined, one not, one missing", "de", ["Hund", "Katze"]),
        ("fewer than asked", "zh", ["两个", "一个", "一个"]),
    ],
)
def test_mention_moves_with_its_word(name: str, language: str, slices: list[str]) -> None:
    answer = told(TOLD[name][0], language)
    assert [answer.text[one.start : one.end] for one in answer.mentions] == slices


KINDS = ["elephant", "cup", "scissors", "wombat"]
FOUND = [
    (),
    ("{} left",),
    ("{} whole",),
    ("{}? low",),
    ("{} left", "{} right"),
    ("{} left",) * 3,
    ("{}? left", "{}? right"),
    ("{} left",) * 13,
    ("{} left", "bird right"),
    ("{} left", "person right", "{} low", "bus top"),
    ("{} as big {} left",),
    ("{} as corgi left", "{} as corgi right"),
]
SPOILT = re.compile(r"[{}]|  |\s[.,。，；、]|[,;:][,.;:]|\.\.|[^ ] [:;?]$|^[^\w„«“¿]|，。|undefined|None")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("action", ["find", "segment", "describe"])
def test_no_answer_is_spoilt_and_all_that_was_found_is_mentioned(kind: str, action: Action, language: str) -> None:
    asks: tuple[Asks, ...] = ("what", "count", "where", "whether")
    meant = ((0, None), (2, None), (0, Place("right", 2)), (0, Place("behind", 1, ("tree",))))
    for asked, shape, (count, place) in itertools.product(asks, FOUND, meant):
        for excluded, missing, unknown in (((), (), ()), (("cat",), ("bird",), ()), ((), (kind,), ("wolf",))):
            found = tuple(one.format(kind, kind) for one in shape)
            areas = tuple(at % 3 for at in range(len(found))) if action == "segment" else ()
            wanted = (Wanted(kind, count, place), *(Wanted(name) for name in (*missing, *unknown) if name != kind))
            case = Case(wanted, found, asked, action, excluded, missing, unknown, areas)
            answer = told(case, language)
            assert not SPOILT.search(answer.text), answer.text
            assert answer.text.endswith("。" if language == "zh" else "."), answer.text
            assert answer.text[0] == answer.text[0].upper()
            numbers = {number for one in answer.mentions for number in one.numbers}
            assert numbers == set(range(1, len(found) + 1)), answer.text
            assert all(answer.text[one.start : one.end].strip() == answer.text[one.start : one.end] != "" for one in
                       answer.mentions), answer  # fmt: skip
            assert [one.start for one in answer.mentions] == sorted({one.start for one in answer.mentions})


COLOURED = re.compile(r"schwarz|weiß|braun|noir|blanc|brun|marron|negr|marrón|黑|白|棕|black|white|brown")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("label", ["person", "black man", "white woman"])
@pytest.mark.parametrize("action", ["find", "segment", "describe", "edit"])
@pytest.mark.parametrize("asks", ["what", "count", "where", "whether"])
def test_no_person_is_given_a_colour(asks: Asks, action: Action, label: str, language: str) -> None:
    wanted = (Wanted("black man", place=Place("next to", 1, ("white woman",))),)
    for found, missing in (((f"{label} as black man left",), ()), ((), ("black man",)), ((), ("brown boy",))):
        answer = told(Case(wanted, found, asks, action, ("brown boy",), missing), language)
        assert not COLOURED.search(answer.text), answer.text


def test_tongues_have_the_same_sentences_with_the_same_slots() -> None:
    slots = {
        language: {name: sorted(re.findall(r"\{\w+\}", said)) for name, said in tongue.SAY.items()}
        for language, tongue in TONGUES.items()
    }
    assert slots["de"].keys() == slots["fr"].keys() == slots["es"].keys() == slots["zh"].keys()
    for name in slots["de"]:
        assert slots["de"][name] == slots["fr"][name] == slots["es"][name] == slots["zh"][name], name
    assert len({frozenset(tongue.SPOTS) for tongue in TONGUES.values()}) == 1


ROLES: tuple[Role, ...] = ("subject", "object", "with")
DECLINED = [
    ("dog", "ein Hund", "einen Hund", "einem Hund"),
    ("bear", "ein Bär", "einen Bären", "einem Bären"),
    ("lion", "ein Löwe", "einen Löwen", "einem Löwen"),
    ("boy", "ein Junge", "einen Jungen", "einem Jungen"),
    ("lake", "ein See", "einen See", "einem See"),
    ("tractor", "ein Traktor", "einen Traktor", "einem Traktor"),
    ("cheese", "ein Käse", "einen Käse", "einem Käse"),
    ("adult", "ein Erwachsener", "einen Erwachsenen", "einem Erwachsenen"),
    ("cup", "eine Tasse", "eine Tasse", "einer Tasse"),
    ("house", "ein Haus", "ein Haus", "einem Haus"),
    ("red eye", "ein rotes Auge", "ein rotes Auge", "einem roten Auge"),
    ("big red car", "ein großes rotes Auto", "ein großes rotes Auto", "einem großen roten Auto"),
    ("dark dog", "ein dunkler Hund", "einen dunklen Hund", "einem dunklen Hund"),
    ("pink cup", "eine rosa Tasse", "eine rosa Tasse", "einer rosa Tasse"),
    ("plastic cup", "eine Tasse aus Plastik", "eine Tasse aus Plastik", "einer Tasse aus Plastik"),
]


@pytest.mark.parametrize(("kind", "subject", "object_", "with_"), DECLINED, ids=[row[0] for row in DECLINED])
def test_german_is_declined(kind: str, subject: str, object_: str, with_: str) -> None:
    said = [TONGUES["de"].some(kind, 1, role).words for role in ROLES]
    assert said == [subject, object_, with_]


@pytest.mark.parametrize(
    ("kind", "the", "none"),
    [
        ("red eye", "die beiden roten Augen", "keine roten Augen"),
        ("adult", "die beiden Erwachsenen", "keine Erwachsenen"),
        ("house", "die beiden Häuser", "keine Häuser"),
    ],
)
def test_german_plurals_are_declined(kind: str, the: str, none: str) -> None:
    assert TONGUES["de"].the(kind, "object", count=2).words == the
    assert TONGUES["de"].none(Wanted(kind), True) == none


def test_german_plural_has_its_n_behind_a_preposition() -> None:
    assert TONGUES["de"].the("dog", "with", count=2).words == "den beiden Hunden"
    assert TONGUES["de"].the("car", "with", count=2).words == "den beiden Autos"


@pytest.mark.parametrize(
    ("language", "kind", "count", "expected"),
    [
        ("fr", "big dog", 1, "un grand chien"),
        ("fr", "big cup", 2, "deux grandes tasses"),
        ("fr", "white car", 2, "deux voitures blanches"),
        ("fr", "old tree", 1, "un vieil arbre"),
        ("fr", "old house", 1, "une vieille maison"),
        ("fr", "new car", 2, "deux nouvelles voitures"),
        ("fr", "wooden table", 2, "deux tables en bois"),
        ("fr", "brown dog", 2, "deux chiens marron"),
        ("fr", "glasses", 2, "deux paires de lunettes"),
        ("fr", "horse", 2, "deux chevaux"),
        ("fr", "dark blue cup", 2, "deux tasses bleu foncé"),
        ("es", "red car", 2, "dos coches rojos"),
        ("es", "brown dog", 2, "dos perros marrones"),
        ("es", "brown dog", 1, "un perro marrón"),
        ("es", "blue cup", 2, "dos tazas azules"),
        ("es", "young man", 2, "dos hombres jóvenes"),
        ("es", "wooden table", 1, "una mesa de madera"),
        ("es", "pink car", 2, "dos coches rosa"),
        ("es", "glasses", 1, "unas gafas"),
        ("es", "dark blue cup", 2, "dos tazas azul oscuro"),
        ("zh", "red car", 2, "两辆红色的车"),
        ("zh", "big dog", 1, "一只大狗"),
        ("zh", "horse", 12, "十二匹马"),
    ],
)
def test_adjectives_agree(language: str, kind: str, count: int, expected: str) -> None:
    assert TONGUES[language].some(kind, count, "object").words == expected


@pytest.mark.parametrize(
    ("language", "place", "expected"),
    [
        ("de", Place("left"), "die linke Tasse"),
        ("de", Place("right", 3), "die dritte Tasse von rechts"),
        ("de", Place("top left"), "die Tasse oben links"),
        ("de", Place("largest", 2), "die zweitgrößte Tasse"),
        ("de", Place("above", 1, ("dog",)), "die Tasse über dem Hund"),
        ("fr", Place("left"), "la tasse de gauche"),
        ("fr", Place("bottom", 3), "la troisième tasse en partant du bas"),
        ("fr", Place("smallest"), "la plus petite tasse"),
        ("fr", Place("behind", 1, ("tree",)), "la tasse derrière l'arbre"),
        ("fr", Place("next to", 1, ("horse",)), "la tasse à côté du cheval"),
        ("fr", Place("right", 1, ("orange",)), "la tasse à droite de l'orange"),
        ("es", Place("left"), "la taza de la izquierda"),
        ("es", Place("right", 3), "la tercera taza empezando por la derecha"),
        ("es", Place("smallest"), "la taza más pequeña"),
        ("es", Place("below", 1, ("dog",)), "la taza debajo del perro"),
        ("zh", Place("left"), "左边那个杯子"),
        ("zh", Place("top", 3), "从上数第三个杯子"),
        ("zh", Place("largest", 2), "第二大的杯子"),
        ("zh", Place("in front of", 1, ("dog",)), "狗前面的杯子"),
    ],
)
def test_one_of_several_is_told_by_its_place(language: str, place: Place, expected: str) -> None:
    tongue = TONGUES[language]
    assert tongue.polish(tongue.the("cup", "object", place=place)).words == expected


@pytest.mark.parametrize(
    ("kind", "the", "none"),
    [
        ("tree", "l'arbre", "pas d'arbre"),
        ("horse", "le cheval", "pas de cheval"),
        ("helicopter", "l'hélicoptère", "pas d'hélicoptère"),
        ("owl", "le hibou", "pas de hibou"),
        ("hedgehog", "le hérisson", "pas de hérisson"),
        ("elephant", "l'éléphant", "pas d'éléphant"),
        ("house", "la maison", "pas de maison"),
        ("church", "l'église", "pas d'église"),
        ("eye", "l'œil", "pas d'œil"),
    ],
)
def test_french_elides(kind: str, the: str, none: str) -> None:
    tongue = TONGUES["fr"]
    assert tongue.polish(tongue.the(kind)).words == the
    assert tongue.polish(tongue.the(kind) + tongue.none(Wanted(kind), False)).words == f"{the}{none}"


@pytest.mark.parametrize(
    ("kind", "some", "the", "the_two"),
    [
        ("eagle", "un águila", "el águila", "las dos águilas"),
        ("water", "un agua", "el agua", "las dos aguas"),
        ("orange", "una naranja", "la naranja", "las dos naranjas"),
    ],
)
def test_spanish_feminine_with_a_stressed_a(kind: str, some: str, the: str, the_two: str) -> None:
    tongue = TONGUES["es"]
    said = (tongue.some(kind, 1, "object"), tongue.the(kind), tongue.the(kind, count=2))
    assert tuple(tongue.polish(each).words for each in said) == (some, the, the_two)
