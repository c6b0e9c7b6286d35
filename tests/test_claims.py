from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.claims import Unclear, claimed, preference, standing, taken, told_so
from assistant.history import History
from assistant.messages import Box, Claim, Detection, Finding, Image, Preference, ScoredIntent, Thing, Turn, TurnTimes
from assistant.plan import Step, Wanted
from assistant.roles import Stream
from assistant.words.statements import Statement, statement
from tests.actors import Eye, MakeScene, Scene, cast, scenes

PICTURE = Image("p" * 64, "/picture.png", 100, 50)
LEFT, RIGHT = (0.0, 0.0, 20.0, 50.0), (80.0, 0.0, 100.0, 50.0)
QUESTION, DENIAL = "What do you see?", "You are wrong, there is no cat."


@pytest.mark.parametrize(
    ("text", "names", "of"),
    [
        ("you are wrong, there is no cat", ("cat",), "picture"),
        ("You're wrong. There is no cat.", ("cat",), "picture"),
        ("there isn't any cat in the picture", ("cat",), "picture"),
        ("there is no circle", ("circle",), "picture"),
        ("no, there is no black cat and no dog", ("black cat", "dog"), "picture"),
        ("that is not a dog", ("dog",), "one"),
        ("um, that isn't a dog", ("dog",), "one"),
        ("these are not dogs", ("dog",), "all"),
        ("das ist keine Katze", ("cat",), "one"),
        ("Du irrst dich, auf dem Bild ist keine Katze.", ("cat",), "picture"),
        ("es gibt hier gar keinen Hund", ("dog",), "picture"),
    ],
)
def test_denial_is_read(text: str, names: tuple[str, ...], of: str) -> None:
    said = statement(text)
    assert said is not None
    assert (said.names, said.of, said.is_there) == (names, of, False)


@pytest.mark.parametrize(
    "text",
    [
        "that's a fox, not a dog",
        "No, that's not a dog, it's a fox.",
        "that is not a dog but a fox",
    ],
)
def test_what_it_is_instead_is_read(text: str) -> None:
    said = statement(text)
    assert said is not None
    assert (said.names, said.instead, said.is_there) == (("dog",), "fox", False)


@pytest.mark.parametrize(
    "text",
    ["there is a cat after all", "no, there is a cat", "es gibt doch eine Katze", "nein, da ist eine Katze"],
)
def test_denial_is_taken_back(text: str) -> None:
    assert statement(text) == Statement(("cat",), True, "picture", insists=True)


@pytest.mark.parametrize(
    "text",
    [
        "is there no cat?",
        "that's not what I meant",
        "that is not the dog",
        "not the dog",
        "no, the other one",
        "without the cat",
        "there is no reason to worry",
        "it is not a problem",
        "there is no way that I will walk the dog today in this rain",
        "that's a good idea",
        "no thanks",
        "no, that is wrong",
        "the left dog is on the left",
        "no, the left dog is on the left",
        "you're wrong, the left one is on the left",
        "der linke Hund ist links",
        "es gibt ein Problem",
        "",
    ],
)
def test_what_denies_nothing_is_no_statement(text: str) -> None:
    assert statement(text) is None


def on_stage(*things: tuple[str, Box], missing: tuple[str, ...] = ()) -> Finding:
    found = [
        Thing(number, noun, Detection(number, noun, noun, 0.9, box), None)
        for number, (noun, box) in enumerate(things, 1)
    ]
    return Finding(PICTURE, "find", tuple(found), missing)


def claims(
    text: str, finding: Finding | None, selected: int = 0, known: tuple[Claim, ...] = ()
) -> list[tuple[str, bool, Box | None]] | Unclear | None:
    said = claimed(text, PICTURE, finding, selected, known)
    return [(one.phrase, one.is_there, one.box) for one in said] if isinstance(said, tuple) else said


DOG, DOGS = on_stage(("dog", LEFT)), on_stage(("dog", LEFT), ("dog", RIGHT))


def test_denial_of_one_thing_is_about_its_box() -> None:
    assert claims("that is not a dog", DOG) == [("dog", False, LEFT)]
    assert claims("that is not a dog", on_stage(("dog", LEFT), ("cat", RIGHT))) == [("dog", False, LEFT)]


def test_denial_of_all_is_about_the_picture() -> None:
    assert claims("there is no dog", DOGS) == [("dog", False, None)]


@pytest.mark.parametrize("text", ["the left one is not a dog", "the one on the left isn't a dog"])
def test_place_says_which_one_is_denied(text: str) -> None:
    assert claims(text, DOGS) == [("dog", False, LEFT)]


def test_selected_one_is_denied() -> None:
    assert claims("that is not a dog", DOGS, selected=2) == [("dog", False, RIGHT)]


def test_which_of_two_is_denied_is_asked() -> None:
    said = claims("that is not a dog", DOGS)
    assert isinstance(said, Unclear)
    assert said.question.startswith("Which one is not a dog?")


def test_both_are_denied() -> None:
    assert claims("those are not dogs", DOGS) == [("dog", False, LEFT), ("dog", False, RIGHT)]


@pytest.mark.parametrize(
    "text", ["that's a rabbit, not a dog", "No, that's a rabbit.", "It's not a dog, it's a rabbit"]
)
def test_something_else_is_claimed_in_its_place(text: str) -> None:
    assert claims(text, DOG) == [("dog", False, LEFT), ("rabbit", True, LEFT)]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("that is not a dog", None),
        ("that is not a dog", on_stage(("cat", LEFT))),
        ("that is not a dog", replace(DOG, image=replace(PICTURE, id="q" * 64))),
        ("there is no god", DOG),
        ("there is a house in New Orleans", DOG),
        ("there is a dog", DOG),
        ("it is a dog", DOG),
    ],
    ids=["nothing found", "none of the kind", "another picture", "no thing", "a song", "agrees", "agrees on one"],
)
def test_what_is_not_about_the_picture_is_no_claim(text: str, finding: Finding | None) -> None:
    assert claims(text, finding) is None


def test_denied_thing_comes_back_where_it_was() -> None:
    known = (Claim(PICTURE.id, "dog", False, "that is not a dog", LEFT),)
    back = claimed("it is a dog after all", PICTURE, on_stage(missing=("dog",)), 0, known)
    assert isinstance(back, tuple)
    assert [(one.is_there, one.box) for one in standing((*known, *back))] == [(True, LEFT)]


def claim(phrase: str, is_there: bool, box: Box | None = None) -> Claim:
    return Claim("p", phrase, is_there, "", box)


NO_CAT, A_CAT, NO_DOG_LEFT = claim("cat", False), claim("cat", True), claim("dog", False, LEFT)
FOX_LEFT, WOLF_LEFT = claim("fox", True, LEFT), claim("wolf", True, LEFT)


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ([NO_CAT, A_CAT], [A_CAT]),
        ([A_CAT, NO_CAT, NO_CAT], [NO_CAT]),
        ([NO_CAT, NO_DOG_LEFT], [NO_CAT, NO_DOG_LEFT]),
        ([NO_DOG_LEFT, claim("dog", False, RIGHT)], [NO_DOG_LEFT, claim("dog", False, RIGHT)]),
        ([NO_DOG_LEFT, claim("dog", True)], [claim("dog", True)]),
        ([WOLF_LEFT, FOX_LEFT], [FOX_LEFT]),
        ([claim("dog", True), NO_DOG_LEFT], [claim("dog", True), NO_DOG_LEFT]),
    ],
)
def test_last_claim_about_the_same_holds(said: list[Claim], holds: list[Claim]) -> None:
    assert list(standing(said)) == holds


NOBODY = claim("black man", False)
SAID: list[tuple[tuple[Claim, ...], str, dict[str, str]]] = [  # claims, in which sentence, by language
    (
        (NO_CAT,),
        "taken",
        {
            "en": "I take your word for it: there is no cat.",
            "de": "Gut, ich glaube dir, dass es da keine Katze gibt.",
            "fr": "D'accord, je vous crois : il n'y a pas de chat.",
            "es": "De acuerdo, te creo: no hay ningún gato.",
            "zh": "好的，听你的：图里没有猫。",
        },
    ),
    (
        (NO_DOG_LEFT, FOX_LEFT),
        "taken",
        {
            "en": "I take your word for it: the one on the left is a fox, not a dog.",
            "de": "Gut, ich glaube dir, dass der links ein Fuchs ist und kein Hund.",
            "fr": "D'accord, je vous crois : celui de gauche est un renard, pas un chien.",
            "es": "De acuerdo, te creo: el de la izquierda es un zorro, no un perro.",
            "zh": "好的，听你的：左边的是一只狐狸，不是狗。",
        },
    ),
    (
        (NO_CAT, claim("elephant", True)),
        "told_so",
        {
            "en": "You told me that there is no cat and that there is an elephant.",
            "de": "Du hast mir gesagt, dass es da keine Katze gibt und dass es da einen Elefanten gibt.",
            "fr": "Vous m'avez dit qu'il n'y a pas de chat et qu'il y a un éléphant.",
            "es": "Me dijiste que no hay ningún gato y que hay un elefante.",
            "zh": "你跟我说过，图里没有猫，图里有一头大象。",
        },
    ),
    (
        (claim("cup", False, RIGHT),),
        "told_so",
        {
            "en": "You told me that the one on the right is not a cup.",
            "de": "Du hast mir gesagt, dass die rechts keine Tasse ist.",
            "fr": "Vous m'avez dit que celle de droite n'est pas une tasse.",
            "es": "Me dijiste que la de la derecha no es una taza.",
            "zh": "你跟我说过，右边的不是杯子。",
        },
    ),
    (
        (NO_DOG_LEFT, FOX_LEFT),
        "told_so",
        {
            "en": "You told me that the one on the left is a fox, not a dog.",
            "de": "Du hast mir gesagt, dass der links ein Fuchs ist und kein Hund.",
            "fr": "Vous m'avez dit que celui de gauche est un renard, pas un chien.",
            "es": "Me dijiste que el de la izquierda es un zorro, no un perro.",
            "zh": "你跟我说过，左边的是一只狐狸，不是狗。",
        },
    ),
    (
        (NOBODY,),
        "taken",
        {
            "en": "I take your word for it: there is nobody like that.",
            "de": "Gut, ich glaube dir, dass es da so jemanden nicht gibt.",
            "fr": "D'accord, je vous crois : il n'y a personne comme ça.",
            "es": "De acuerdo, te creo: no hay nadie así.",
            "zh": "好的，听你的：图里没有这样的人。",
        },
    ),
]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "zh"])
@pytest.mark.parametrize(("said", "sentence", "expected"), SAID)
def test_claims_are_answered_and_recalled_in_the_language(
    said: tuple[Claim, ...], sentence: str, expected: dict[str, str], language: str
) -> None:
    answer = taken(said, PICTURE, language) if sentence == "taken" else told_so(said, said, PICTURE, language)
    assert answer == expected[language]


def test_nothing_claimed_is_nothing_told() -> None:
    assert told_so((), (), PICTURE, "de") == ""


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Which one is not a dog? Say, for example: the left one is not a dog."),
        ("de", "Welcher ist kein Hund? Wähle im Bild aus, was du meinst, und sag es noch einmal."),
        ("fr", "Lequel n'est pas un chien ? Choisissez-le sur l'image et redites-le."),
        ("es", "¿Cuál no es un perro? Elígelo en la imagen y dilo otra vez."),
        ("zh", "哪一只不是狗？请在图上选中它，再说一遍。"),
        ("it", "Which one is not a dog? Say, for example: the left one is not a dog."),
    ],
)
def test_which_one_is_denied_is_asked_in_the_language(language: str, expected: str) -> None:
    said = claimed("das ist kein Hund", PICTURE, DOGS, 0, (), language)
    assert said == Unclear(expected)


def test_answer_put_right_is_kept_in_the_language() -> None:
    step = Step(1, "find", "Ist da ein Fuchs?", (Wanted("fox"),), asks="whether")
    missed = Finding(PICTURE, "find", (), ("fox",))
    turn = Turn("Ist da ein Fuchs?", "de", "Nein, ich sehe keinen Fuchs.", "", False, TurnTimes(), plan=(step,))
    turn = replace(turn, findings=(missed,))
    (kept,) = preference([turn], step, [claim("fox", True)], "", PICTURE, "de")
    assert (kept.rejected, kept.chosen) == ("Nein, ich sehe keinen Fuchs.", "Es gibt da einen Fuchs.")


# Conversations: a cat on the left, a dog on the right, as the detector sees it.


@pytest.fixture
def scene() -> Iterator[MakeScene]:
    yield from scenes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


class AllKnowing(Eye):
    """Asked for whatever there is, it finds everything that it was told of."""

    def find(self, image: Image, phrase: str, floor: float) -> Stream[Detection]:
        phrases = [phrase] if phrase else list(self.sees)
        found = [one for each in phrases for one in super(AllKnowing, self).find(image, each, floor)]
        return Stream((replace(one, phrase=phrase) for one in found), lambda: None)


def cat_and_dog() -> Eye:
    return AllKnowing({"cat": [(0.9, LEFT)], "dog": [(0.8, RIGHT)]})


def begin(scene: MakeScene, history: History | None = None, eye: Eye | None = None) -> Scene:
    asks = {text: [ScoredIntent("find", 1.0)] for text in ("Is there a fox?", "Is there a bird?")}
    made = scene(cast({}, {}, eye=eye or cat_and_dog(), intents=asks), history)
    made.session.show(PICTURE, "picture.png")
    made.session.settle()
    return made


def ask(made: Scene, *texts: str) -> Turn:
    """The turn that the last of these makes, heard to its end."""
    for text in texts:
        made.session.ask(text)
        made.perform(0.5)
        while made.state != "idle":
            made.perform(0.5)
    return made.session.snapshot().turns[-1]


def boxes(made: Scene) -> list[Box]:
    finding = made.session.snapshot().finding
    assert finding is not None
    return [thing.detection.box_xyxy for thing in finding.things]


def test_denied_thing_leaves_the_stage_and_the_answers(scene: MakeScene) -> None:
    made = begin(scene)
    ask(made, QUESTION)
    assert boxes(made) == [LEFT, RIGHT]
    turn = ask(made, DENIAL)
    assert (turn.intent, turn.said) == ("refine", "I take your word for it: there is no cat.")
    assert boxes(made) == [RIGHT]
    assert ask(made, QUESTION).said == "I see a dog, on the right. You told me that there is no cat."
    assert ask(made, "Where is the cat?").said == "I see no cat. You told me that there is no cat."
    assert boxes(made) == []


def test_denied_thing_is_neither_outlined_nor_found_by_another_name(scene: MakeScene) -> None:
    made = begin(scene)
    ask(made, QUESTION, DENIAL, "Outline the cat and the dog.")
    assert boxes(made) == [RIGHT]


def test_lower_threshold_does_not_bring_it_back(scene: MakeScene) -> None:
    made = begin(scene)
    ask(made, QUESTION, DENIAL)
    made.session.believe(0.2)
    made.session.settle()
    assert boxes(made) == [RIGHT]


def test_one_of_two_is_denied_and_what_it_is_instead_is_told(scene: MakeScene) -> None:
    made = begin(scene, eye=Eye({"dog": [(0.9, LEFT), (0.8, RIGHT)]}))
    ask(made, "Where are the dogs?")
    turn = ask(made, "The left one is not a dog, it's a fox.")
    assert turn.said == "I take your word for it: the one on the left is a fox, not a dog."
    assert ask(made, "Where are the dogs?").said == (
        "The dog is on the right. You told me that the one on the left is a fox, not a dog."
    )
    assert ask(made, "Is there a fox?").said == ("No, I see no fox. You told me that the one on the left is a fox.")


def test_unclear_denial_is_asked_about_and_changes_nothing(scene: MakeScene) -> None:
    made = begin(scene, eye=Eye({"dog": [(0.9, LEFT), (0.8, RIGHT)]}))
    turn = ask(made, "Where are the dogs?", "That is not a dog.")
    assert (turn.said.split("?")[0], turn.claims) == ("Which one is not a dog", ())
    assert boxes(made) == [LEFT, RIGHT]


def test_denial_that_is_taken_back_leaves_no_trace_on_the_stage(scene: MakeScene) -> None:
    made = begin(scene)
    ask(made, "Where is the cat?", DENIAL)
    assert boxes(made) == []
    ask(made, "There is a cat after all.")
    assert boxes(made) == [LEFT]
    assert ask(made, "Where is the cat?").said == "The cat is on the left."


def test_what_oriel_missed_is_remembered(scene: MakeScene) -> None:
    made = begin(scene)
    ask(made, "Is there a bird?", "No, there is a bird.")
    assert ask(made, "Is there a bird?").said == "No, I see no bird. You told me that there is a bird."


def test_claim_is_about_one_picture(scene: MakeScene) -> None:
    made = begin(scene)
    ask(made, QUESTION, DENIAL)
    made.session.show(replace(PICTURE, id="q" * 64), "other.png")
    ask(made, "Where is the cat?")
    assert boxes(made) == [LEFT]


def test_claim_wins_over_a_correction_of_what_was_heard(scene: MakeScene) -> None:
    made = begin(scene)
    turn = ask(made, "Where is the dog?", "No, that's a fox, not a dog.")
    assert [one.phrase for one in turn.claims] == ["dog", "fox"]
    assert [one.heard for one in made.session.snapshot().turns] == ["Where is the dog?", "No, that's a fox, not a dog."]


def test_claim_survives_a_restart(scene: MakeScene, path: Path) -> None:
    ask(begin(scene, History(path)), QUESTION, DENIAL)
    again = begin(scene, History(path))
    assert ask(again, QUESTION).said == "I see a dog, on the right. You told me that there is no cat."


def test_taking_back_survives_a_restart(scene: MakeScene, path: Path) -> None:
    ask(begin(scene, History(path)), QUESTION, DENIAL, "There is a cat after all.")
    ask(again := begin(scene, History(path)), QUESTION)
    assert boxes(again) == [LEFT, RIGHT]


def test_claim_goes_with_its_conversation_also_while_oriel_runs(scene: MakeScene, path: Path) -> None:
    history = History(path)
    made = begin(scene, history)
    ask(made, QUESTION, DENIAL)
    history.delete_all()
    ask(made, QUESTION)
    assert boxes(made) == [LEFT, RIGHT]
    assert (history.claims(PICTURE.id), history.preferences()) == ((), [])


def test_claim_keeps_its_picture_though_nothing_was_looked_for(scene: MakeScene, path: Path) -> None:
    history = History(path)
    ask(begin(scene, history), DENIAL)
    assert history.pictures() == {PICTURE.id}


def test_claim_that_is_not_recorded_lasts_as_long_as_the_conversation(scene: MakeScene) -> None:
    made = begin(scene)
    ask(made, QUESTION, DENIAL, QUESTION)
    assert boxes(made) == [RIGHT]
    made.session.begin_anew()
    made.session.show(PICTURE, "picture.png")
    ask(made, QUESTION)
    assert boxes(made) == [LEFT, RIGHT]


def test_claim_that_was_misheard_does_not_count(scene: MakeScene, path: Path) -> None:
    made = begin(scene, History(path))
    ask(made, QUESTION, "There is no cat.", "No, bat: B-A-T.", QUESTION)
    assert boxes(made) == [LEFT, RIGHT]


def test_wrong_answer_is_kept_beside_the_right_one(scene: MakeScene, path: Path) -> None:
    history = History(path)
    ask(begin(scene, history), QUESTION, DENIAL)
    (kept,) = history.preferences()
    rejected = "I see a cat and a dog."
    assert kept.preference == Preference(PICTURE.id, QUESTION, rejected, "I see a dog, on the right.")
    assert kept.at.endswith("Z")


def test_missed_thing_is_what_the_right_answer_names(scene: MakeScene, path: Path) -> None:
    history = History(path)
    ask(begin(scene, history), "Is there a bird?", "You are wrong, there is a bird.")
    (kept,) = history.preferences()
    assert (kept.preference.rejected, kept.preference.chosen) == ("No, I see no bird.", "There is a bird.")


def test_denial_of_what_nobody_claimed_is_no_preference(scene: MakeScene, path: Path) -> None:
    history = History(path)
    ask(begin(scene, history), "Where is the dog?", "There is no cat.")
    assert history.preferences() == []
    assert [one.phrase for one in history.claims(PICTURE.id)] == ["cat"]
