"""Conversations with pictures, told as timelines under a virtual clock."""

from collections.abc import Iterator

import pytest

from assistant.masks import decode
from assistant.messages import Hint, Image, Turn
from assistant.telling.sayings import saying
from tests.actors import Eye, Scene, cast, spoken

PICTURE, OTHER = Image("p" * 64, "/p.png", 100, 50), Image("q" * 64, "/q.png", 100, 50)
LEFT, RIGHT = (0.0, 0.0, 20.0, 20.0), (80.0, 0.0, 100.0, 20.0)
QUESTIONS = {1: "Where is the dog?", 2: "Outline the dog.", 3: "How many elephants are there?", 4: "Tell me a joke."}


@pytest.fixture
def eye() -> Eye:
    return Eye({"dog": [(0.9, LEFT), (0.25, RIGHT)]})


@pytest.fixture
def shown(eye: Eye) -> Iterator[Scene]:
    """A conversation with one picture."""
    scene = Scene(cast(QUESTIONS, {}, eye=eye))
    scene.session.show(PICTURE, "p.png")
    yield scene
    scene.session.close()


def rest(scene: Scene) -> Scene:
    """Until it is idle again."""
    scene.perform(0.5)
    while scene.state != "idle":
        scene.perform(0.5)
    return scene


def test_question_about_a_picture_is_answered_from_what_is_found_in_it(shown: Scene) -> None:
    shown.play((spoken(1), None))
    (turn,) = shown.session.snapshot().turns
    assert turn.intent == "find"
    assert "dog" in turn.said
    assert turn.spoken == turn.said
    (finding,) = turn.findings
    assert [thing.detection.box_xyxy for thing in finding.things] == [LEFT]
    assert shown.session.snapshot().finding == finding


def test_glance_is_taken_when_the_picture_arrives(shown: Scene, eye: Eye) -> None:
    shown.session.settle()
    assert eye.asked == [""]


def test_thing_is_lit_while_it_is_spoken_of_and_not_before_or_after(shown: Scene) -> None:
    lit: list[tuple[int, ...]] = []

    def note() -> None:
        now = shown.session.snapshot().lit
        if not lit or lit[-1] != now:
            lit.append(now)

    shown.perform(12.0, (0.0, spoken(1)), *((at / 10, note) for at in range(5, 120)))
    assert lit[:3] == [(), (1,), ()]


def test_finding_is_not_shown_while_the_speaker_may_still_go_on(shown: Scene) -> None:
    seen: list[bool] = []
    shown.perform(1.15, (0.0, spoken(1)), (1.12, lambda: seen.append(shown.session.snapshot().finding is None)))
    assert seen == [True]
    rest(shown)
    assert shown.session.snapshot().finding is not None


def test_talk_beside_a_picture_goes_to_the_language_model(shown: Scene) -> None:
    shown.play((spoken(4), None))
    (turn,) = shown.session.snapshot().turns
    assert (turn.intent, turn.findings) == ("chat", ())
    assert turn.said == "I see."


def test_other_threshold_acts_on_the_stage_at_once_and_on_later_questions(shown: Scene, eye: Eye) -> None:
    shown.play((spoken(2), None))
    shown.session.believe(0.2)
    shown.session.settle()
    finding = shown.session.snapshot().finding
    assert finding is not None
    assert [bool(thing.mask) for thing in finding.things] == [True, True]
    assert eye.asked.count("dog") == 1
    shown.play((spoken(1), None))
    assert len(shown.session.snapshot().turns[-1].findings[0].things) == 2


def test_another_picture_takes_the_stage_and_the_finding_stays_in_its_turn(shown: Scene) -> None:
    shown.play((spoken(1), None))
    assert shown.session.show(OTHER, "q.png") == 2
    snapshot = shown.session.snapshot()
    assert (snapshot.picture, snapshot.finding) == (2, None)
    assert snapshot.turns[0].findings[0].image == PICTURE


def test_new_conversation_has_no_pictures(shown: Scene) -> None:
    shown.session.begin_anew()
    shown.session.settle()
    assert shown.session.snapshot().pictures == ()
    shown.play((spoken(2), None))
    assert shown.session.snapshot().turns[0].said.startswith("Show me a picture")


def test_nothing_found_is_an_answer(shown: Scene) -> None:
    shown.play((spoken(3), None))
    assert "no elephant" in shown.session.snapshot().turns[0].said


def test_a_cleaner_edge_is_drawn_said_kept_and_undone(shown: Scene) -> None:
    said(shown, "Outline the dog.")
    usual = areas(shown)
    turn = said(shown, "A cleaner edge, please.")
    assert turn.intent == "refine"
    assert turn.said.endswith("The edge is finer now.")
    fine = areas(shown)
    assert fine == [18 * 18]
    assert usual == [20 * 20]
    assert said(shown, "A finer edge.").said.endswith("I cannot draw this edge any finer.")
    said(shown, "Outline the dog.")
    assert areas(shown) == fine
    for _ in range(3):
        said(shown, "Undo that.")
    assert areas(shown) == usual
    said(shown, "Outline the dog.")
    assert areas(shown) == usual


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Bitte einen feineren Rand.", "Der Rand ist jetzt feiner."),
        ("Un contour plus net.", "Le contour est plus fin maintenant."),
        ("Un borde más limpio.", "El borde es más fino ahora."),
        ("边缘更干净一点", "现在边缘更精细了。"),
    ],
)
def test_a_finer_edge_is_asked_for_in_other_languages(shown: Scene, asked: str, answer: str) -> None:
    said(shown, "Find the dog.")
    assert said(shown, asked).said.endswith(answer)
    assert areas(shown) == [18 * 18]


def test_without_a_thing_there_is_no_edge_to_be_finer(shown: Scene) -> None:
    said(shown, "How many elephants are there?")
    assert said(shown, "A cleaner edge.").said == saying("change-what", "en")


def test_points_are_heeded_in_their_order_and_the_thing_stays_chosen(shown: Scene) -> None:
    said(shown, "Outline the dog.")
    shown.session.select(1)
    shown.session.point(1, Hint(30.5, 10.5, is_inside=True))
    shown.session.point(1, Hint(5.5, 5.5, is_inside=False))
    shown.session.point(7, Hint(50.0, 5.0, is_inside=True))
    shown.session.settle()
    snapshot = shown.session.snapshot()
    assert snapshot.finding is not None
    (thing,) = snapshot.finding.things
    assert snapshot.selected == 1
    assert [hint.is_inside for hint in thing.detection.hints] == [True, False]
    assert thing.mask is not None
    inside = decode(thing.mask)
    assert inside[10, 30]
    assert not inside[5, 5]
    said(shown, "A cleaner edge.")
    assert areas(shown) == [18 * 18]  # a pixel more, a pixel less: the points still count


def said(scene: Scene, text: str) -> Turn:
    """The turn that a typed sentence makes."""
    scene.session.ask(text)
    rest(scene)
    return scene.session.snapshot().turns[-1]


def areas(scene: Scene) -> list[int]:
    finding = scene.session.snapshot().finding
    assert finding is not None
    return [thing.mask.area for thing in finding.things if thing.mask is not None]
