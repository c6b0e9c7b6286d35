"""Questions about pictures put to a vision-language model, told as timelines under a virtual clock."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from assistant.history import History
from assistant.messages import Image, ScoredIntent, Snapshot, Turn
from assistant.picture_prompt import CAPTION, SYSTEM
from assistant.prelook import glance
from assistant.roles import Eyes
from assistant.sight import Sight
from tests.actors import Eye, Gist, MakeScene, Onlooker, Scene, Scissors, cast, scenes, spoken

LEFT, MIDDLE, RIGHT = (0.0, 0.0, 40.0, 60.0), (80.0, 0.0, 120.0, 60.0), (150.0, 10.0, 190.0, 90.0)
SEES = {"man": [(0.9, LEFT), (0.8, RIGHT)], "cup": [(0.9, MIDDLE)], "dog": [(0.9, RIGHT)]}
LINES = {1: "What is the left man holding?", 2: "Is the dog asleep?", 3: "Where is the dog?"}
UNCLEAR = ("What is it holding?", "Was hält er auf dem Bild?")  # of which the classifier is not sure


@pytest.fixture
def make() -> Iterator[MakeScene]:
    yield from scenes()


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[str], Image]:
    """picture("a"): 200 by 100 pixels, each of its own grey, so that a part tells where it was cut."""

    def drawn(name: str) -> Image:
        path = tmp_path / f"{name}.png"
        grey = np.tile(np.arange(200, dtype=np.uint8), (100, 1))
        PIL.Image.fromarray(np.stack([grey] * 3, axis=-1)).save(path)
        return Image(name * 64, str(path), 200, 100)

    return drawn


@pytest.fixture
def begin(make: MakeScene, picture: Callable[[str], Image]) -> Callable[..., Scene]:
    """A conversation with pictures: begin(onlooker, eye, pictures=2)."""

    def scene(onlooker: Onlooker, eye: Eye | None = None, pictures: int = 1, **options: object) -> Scene:
        intents = {text: [ScoredIntent("describe", 0.6), ScoredIntent("chat", 0.4)] for text in UNCLEAR}
        made: Scene = make(cast(LINES, {}, eye=eye or Eye(dict(SEES)), intents=intents, onlooker=onlooker), **options)
        for name in "abc"[:pictures]:
            made.session.show(picture(name), f"{name}.png")
            made.session.settle()
        onlooker.asked.clear()
        onlooker.shown.clear()
        onlooker.prompts.clear()
        return made

    return scene


def ask(scene: Scene, *texts: str) -> Turn:
    """The turn that the last of these makes, heard to its end."""
    for text in texts:
        scene.session.ask(text)
        scene.perform(0.5)
        while scene.state != "idle":
            scene.perform(0.5)
    return scene.session.snapshot().turns[-1]


def verdicts(turn: Turn) -> dict[str, str]:
    return {check.phrase: check.verdict for finding in turn.findings for check in finding.checks}


def test_what_no_box_shows_is_answered_in_the_models_words(begin: Callable[..., Scene]) -> None:
    onlooker = Onlooker({"Is the dog asleep?": "Yes, the dog sleeps."})
    turn = ask(begin(onlooker), "Is the dog asleep?")
    assert (turn.intent, turn.said, turn.spoken) == ("describe", "Yes, the dog sleeps.", "Yes, the dog sleeps.")
    assert verdicts(turn) == {"dog": "stands"}
    assert [thing.detection.box_xyxy for thing in turn.findings[0].things] == [RIGHT]
    assert [turn.said[one.start : one.end] for one in turn.mentions] == ["dog"]


def test_number_place_and_presence_of_known_things_come_from_boxes(begin: Callable[..., Scene]) -> None:
    onlooker = Onlooker()
    scene = begin(onlooker)
    for question in ("How many men are there?", "Where is the dog?", "Is there a cup?"):
        ask(scene, question)
    assert onlooker.asked == []
    assert ask(scene, "How many men are there?").said.startswith("Two men")


def test_without_a_model_the_describer_answers(make: MakeScene, picture: Callable[[str], Image]) -> None:
    scene = make(cast(LINES, {}, eye=Eye(dict(SEES))))
    scene.session.show(picture("a"), "a.png")
    assert ask(scene, "Is the dog asleep?").said == "I see a dog on the right. More than that I cannot tell."


def test_what_cannot_be_found_is_said_and_what_cannot_be_known_is_marked(begin: Callable[..., Scene]) -> None:
    answer = "The dog lies beside a clock and a wug."
    scene = begin(Onlooker({"Is the dog asleep?": answer}), Eye({**SEES, "wug": None}))
    turn = ask(scene, "Is the dog asleep?")
    assert turn.said == f"{answer} My captioner mentions a clock; I cannot find one."
    assert turn.spoken == turn.said
    assert verdicts(turn) == {"dog": "stands", "clock": "absent", "wug": "unverified"}
    assert (turn.findings[0].missing, turn.findings[0].unknown) == (("clock",), ("wug",))


def test_contradiction_is_heard_behind_an_answer_of_several_sentences(begin: Callable[..., Scene]) -> None:
    scene = begin(Onlooker(otherwise="The dog sleeps. It lies beside a clock."))
    turn = ask(scene, "Is the dog asleep?")
    assert turn.spoken == turn.said
    assert turn.said.endswith("I cannot find one.")


def test_contradiction_is_said_in_the_language_of_the_question(begin: Callable[..., Scene]) -> None:
    turn = ask(begin(Onlooker(otherwise="Der Hund liegt neben einer Uhr.")), "Schläft der Hund, und warum?")
    assert turn.said == (
        "Der Hund liegt neben einer Uhr. Mein Bildbeschreiber nennt eine Uhr; das kann ich nicht finden."
    )


def test_region_question_shows_the_model_that_thing_alone(begin: Callable[..., Scene]) -> None:
    onlooker = Onlooker({"What is the left man holding?": "A cup."})
    seen: list[tuple[int, int, int]] = []
    answer = onlooker.answer

    def note(images, messages, params):  # type: ignore[no-untyped-def]
        with PIL.Image.open(images[0].path) as opened:
            seen.append((*opened.size, int(np.asarray(opened)[0, 0, 0])))
        return answer(images, messages, params)

    onlooker.answer = note  # type: ignore[method-assign]
    scene = begin(onlooker)
    seen.clear()
    turn = ask(scene, "What is the left man holding?")
    assert seen == [(46, 69, 0)], "the box of the left man with a margin"
    assert turn.said.startswith("A cup.")
    assert not Path(onlooker.shown[0][0].path).exists(), "it is written for the question only"


def test_it_is_replaced_by_the_name_of_what_was_spoken_of(begin: Callable[..., Scene]) -> None:
    onlooker = Onlooker(otherwise="A ball.")
    ask(begin(onlooker), "Where is the dog?", "What is it holding?")
    assert onlooker.asked == ["What is the dog holding?"]
    assert onlooker.shown[0][0].width < 200


def test_it_is_replaced_in_other_languages_too(begin: Callable[..., Scene]) -> None:
    onlooker = Onlooker(otherwise="Einen Ball.")
    ask(begin(onlooker), "Wo ist der Hund?", "Was hält er auf dem Bild?")
    assert onlooker.asked == ["Was hält der Hund auf dem Bild? Answer in German."]


def test_what_is_asked_about_and_not_there_is_not_left_to_the_model(begin: Callable[..., Scene]) -> None:
    onlooker = Onlooker()
    turn = ask(begin(onlooker), "What is the left woman holding?")
    assert onlooker.asked == []
    assert "no" in turn.said
    assert "woman" in turn.said


def test_two_pictures_go_into_one_question(begin: Callable[..., Scene]) -> None:
    onlooker = Onlooker(otherwise="Only one has a dog.")
    turn = ask(begin(onlooker, pictures=3), "What is different between these two pictures?")
    assert [image.id[0] for image in onlooker.shown[0]] == ["b", "c"]
    assert onlooker.prompts[0][-1].images == (0, 1)
    assert verdicts(turn) == {"dog": "stands"}


def test_number_that_only_the_model_knows_is_given_as_the_least(begin: Callable[..., Scene]) -> None:
    onlooker = Onlooker({"How many umpires are there?": "There are three."})
    turn = ask(begin(onlooker, Eye({**SEES, "umpire": None})), "How many umpires are there?")
    assert turn.said == "At least three umpires, as far as I can see. I cannot check an umpire."
    assert verdicts(turn) == {"umpire": "unverified"}


def test_answers_before_are_examples_with_what_is_not_there_and_what_is_no_word(begin: Callable[..., Scene]) -> None:
    onlooker = Onlooker(otherwise="The dog is brown.")
    scene = begin(onlooker)
    ask(scene, "What breed is the dog?", "Is the dog old?")
    messages = onlooker.prompts[-1]
    assert messages[0].text == SYSTEM
    asked = [message.text for message in messages if message.role == "user"]
    told = [message.text for message in messages if message.role == "assistant"]
    assert (asked[-2], asked[-1]) == ("What breed is the dog?", "Is the dog old?")
    assert any("There are no" in one for one in told)
    assert any("I do not know what a" in one for one in told)
    assert len(onlooker.shown[-1]) == 1, "one picture, shown once"
    assert [message.images for message in messages if message.images] == [(0,)]


def test_a_correction_is_the_example_and_a_fact_for_the_next_question(begin: Callable[..., Scene]) -> None:
    onlooker = Onlooker(otherwise="The dog is brown.")
    scene = begin(onlooker)
    put_right = ask(scene, "What breed is the dog?", "You are wrong, there is no dog.")
    assert [one.rejected for one in put_right.preferences] == ["The dog is brown."]
    onlooker.otherwise = "A dog beside a cup."
    turn = ask(scene, "What breed is the animal?")
    assert onlooker.asked[-1].startswith("The user says that there is no dog.")
    assert verdicts(turn) == {"dog": "absent", "cup": "stands"}


def test_model_that_takes_no_more_pictures_is_asked_without_examples(begin: Callable[..., Scene]) -> None:
    onlooker = Onlooker(otherwise="The dog is brown.", most_pictures=1)
    scene = begin(onlooker, pictures=2)
    ask(scene, "What breed is the dog?")
    scene.session.look(1)
    turn = ask(scene, "Is the dog old?")
    assert turn.said == "The dog is brown."
    assert len(onlooker.prompts[-1]) == 2


def test_are_you_sure_looks_in_parts_of_the_picture_too(begin: Callable[..., Scene]) -> None:
    class Close(Eye):
        """Sees a clock only where it is shown larger."""

        def find(self, image, phrase, floor):  # type: ignore[no-untyped-def]
            here = {"clock": [(0.6, (10.0, 10.0, 20.0, 20.0))]} if image.width < 200 else {}
            return Eye({**SEES, **here}).find(image, phrase, floor)

    scene = begin(Onlooker(otherwise="A dog beside a clock."), Close())
    first = ask(scene, "Is the dog asleep?")
    assert verdicts(first)["clock"] == "absent"
    second = ask(scene, "Are you sure?")
    assert (second.intent, verdicts(second)["clock"]) == ("refine", "stands")
    assert "I looked again, more closely. I found" in second.said


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Are you sure?", "No. I looked again"),
        ("Bist du sicher?", "Nein. Ich habe noch einmal"),
        ("Tu es sûr ?", "Non. J'ai regardé"),
        ("¿Estás seguro?", "No. He mirado"),
        ("你确定吗？", "不。我又仔细看了一遍"),
    ],
)
def test_are_you_sure_is_answered_in_each_language(begin: Callable[..., Scene], question: str, says: str) -> None:
    scene = begin(Onlooker(otherwise="A clock."))
    assert ask(scene, "Is the dog asleep?", question).said.startswith(says)


def test_what_was_not_found_is_looked_for_again_without_a_model_too(
    make: MakeScene, picture: Callable[[str], Image]
) -> None:
    scene = make(cast(LINES, {}, eye=Eye(dict(SEES))))
    scene.session.show(picture("a"), "a.png")
    turn = ask(scene, "Where is the elephant?", "Are you sure?")
    assert turn.said == "Yes. I looked again, more closely. I cannot find an elephant."


def test_interruption_ends_the_model_and_what_was_heard_stays(begin: Callable[..., Scene]) -> None:
    onlooker = Onlooker({"Is the dog asleep?": "Yes, the dog sleeps soundly. And it snores…"})
    scene = begin(onlooker)
    scene.session.ask("Is the dog asleep?")
    until(scene, lambda snapshot: "snores" in snapshot.answer)
    scene.session.interrupt()
    until(scene, lambda snapshot: snapshot.turns != ())
    (turn,) = scene.session.snapshot().turns
    assert (turn.interrupted, turn.said, turn.findings) == (True, "Yes, the dog sleeps soundly. And it snores", ())
    until(scene, lambda _: onlooker.cancelled == ["Is the dog asleep?"])


def test_spoken_region_question_is_answered_aloud(begin: Callable[..., Scene]) -> None:
    scene = begin(Onlooker(otherwise="A cup."))
    scene.play((spoken(1), None))
    (turn,) = scene.session.snapshot().turns
    assert turn.heard == "What is the left man holding?"
    assert turn.spoken.startswith("A cup.")


def test_caption_is_written_when_the_picture_arrives_and_checked(
    make: MakeScene, picture: Callable[[str], Image]
) -> None:
    onlooker = Onlooker({CAPTION["en"]: "A dog beside a clock."})
    eye = Eye(dict(SEES))
    scene = make(cast(LINES, {}, eye=eye, onlooker=onlooker))
    scene.session.show(picture("a"), "a.png")
    scene.session.settle()
    (shown,) = scene.session.snapshot().pictures
    assert shown.caption == "A dog beside a clock. My captioner mentions a clock; I cannot find one."
    assert eye.asked == ["", "dog", "clock"]


def test_question_finds_caption_and_searches_ready(make: MakeScene, picture: Callable[[str], Image]) -> None:
    onlooker, eye = Onlooker({CAPTION["en"]: "A dog beside a cup."}), Eye(dict(SEES))
    scene = make(cast(LINES, {}, eye=eye, onlooker=onlooker))
    scene.session.show(picture("a"), "a.png")
    scene.session.settle()
    before = list(eye.asked)
    turn = ask(scene, "What do you see?")
    assert turn.said == "A dog beside a cup."
    assert verdicts(turn) == {"dog": "stands", "cup": "stands"}
    assert (onlooker.asked, eye.asked) == ([CAPTION["en"]], before)


def test_look_gives_way_to_a_question_and_goes_on_after_it(make: MakeScene, picture: Callable[[str], Image]) -> None:
    onlooker = Onlooker({CAPTION["en"]: None})
    scene = make(cast(LINES, {}, eye=Eye(dict(SEES)), onlooker=onlooker))
    scene.session.show(picture("a"), "a.png")
    until(scene, lambda _: onlooker.asked == [CAPTION["en"]])
    onlooker.answers[CAPTION["en"]] = "A dog."
    turn = ask(scene, "Where is the dog?")
    assert "dog" in turn.said
    assert onlooker.cancelled == [CAPTION["en"]]
    scene.session.settle()
    assert scene.session.snapshot().pictures[0].caption == "A dog."


def until(scene: Scene, holds: Callable[[Snapshot], bool]) -> None:
    """Wait for what another thread does, as long as it takes."""
    while not holds(scene.session.snapshot()):
        time.sleep(0.002)


def test_glance_without_a_model_writes_no_caption(picture: Callable[[str], Image]) -> None:
    sight = Sight()
    sight.show(picture("a"), "a.png")
    asyncio.run(glance(picture("a"), Eyes(Eye(dict(SEES)), Scissors(), Gist(), 0.3), sight))
    assert sight.pictures[0].caption == ""


def test_checks_are_kept_in_the_history(begin: Callable[..., Scene], tmp_path: Path) -> None:
    history = History(tmp_path / "history.sqlite")
    scene = begin(Onlooker(otherwise="A dog beside a clock."), history=history)
    turn = ask(scene, "Is the dog asleep?")
    (kept,) = history.turns(history.sessions()[0].id)
    assert kept.findings == turn.findings
