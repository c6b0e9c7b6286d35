"""Conversations as scripts: who speaks when, what is heard and kept of it, when Oriel is silent. Time is virtual."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from assistant.audience import Audience
from assistant.filler import Filler
from assistant.history import History
from assistant.memory import Memory
from assistant.messages import Pcm, Turn, TurnTimes
from assistant.playback import Playback
from assistant.session import Session
from assistant.talk import Headset, Recorded
from tests.actors import MakeScene, Patience, Scene, Tongue, Wit, cast, scenes, spoken

COUNT = "One two three four five six. Seven eight nine ten. Eleven twelve thirteen. Fourteen fifteen."
ALOUD = "One two three four five six. Seven eight nine ten. More?"  # from second 1.2 to 4.5, a word every 0.3 s


@dataclass(frozen=True)
class Line:
    """The user says this from `at_s` on, for so many seconds."""

    at_s: float
    text: str
    lasts_s: float = 0.6


@dataclass(frozen=True)
class Script:
    """What happens, and what is to come of it. kept: the messages of the conversation; silent: from, to (seconds)."""

    rule: str
    lines: tuple[Line, ...]
    heard: tuple[str, ...]
    kept: tuple[str, ...] | None = None
    silent: tuple[tuple[float, float], ...] = ()
    sounding: tuple[tuple[float, float], ...] = ()
    spoken: tuple[str, ...] | None = None
    answers: dict[str, str | Exception | None] = field(default_factory=lambda: {"Count.": COUNT})
    incomplete: tuple[str, ...] = ()
    attentive: bool = False
    lasts_s: float = 9.0


ASK = Line(0.0, "Count.", 1.0)
OVER = Line(2.6, "Why blue?")

SPOKEN_OVER = [
    Script(
        "a question over an answer silences it, and what was heard of it is kept to the word",
        (ASK, OVER),
        heard=("Count.", "Why blue?"),
        kept=("Count.", "One two three four five six.", "Why blue?", "I see."),
        silent=((3.0, 3.3),),
    ),
    Script(
        "a murmur stops nothing: the answer goes on where it paused",
        (ASK, Line(2.5, "Mm-hm.", 0.4)),
        heard=("Count.",),
        spoken=(ALOUD,),
    ),
    Script(
        "a short sound makes it quieter for a moment and is forgotten",
        (ASK, Line(2.5, "What?", 0.2)),
        heard=("Count.",),
        spoken=(ALOUD,),
        sounding=((2.5, 3.0),),
    ),
    Script(
        "three murmurs stop nothing either",
        (ASK, Line(1.8, "Okay.", 0.4), Line(3.0, "Right.", 0.4), Line(4.4, "Uh-huh.", 0.4)),
        heard=("Count.",),
        spoken=(ALOUD,),
    ),
    Script(
        "a cough, which is no words, stops nothing",
        (ASK, Line(2.5, "", 0.5)),
        heard=("Count.",),
        spoken=(ALOUD,),
    ),
    Script(
        "its own voice, which comes back out of the room, stops nothing",
        (ASK, Line(2.7, "three four five", 0.7)),
        heard=("Count.",),
        spoken=(ALOUD,),
    ),
    Script(
        "a murmur that turns into a question is a question",
        (ASK, Line(2.5, "Okay, and what is eleven?", 1.2)),
        heard=("Count.", "Okay, and what is eleven?"),
        silent=((2.95, 3.9),),
    ),
    Script(
        "a murmur and, after a pause, a question: the answer goes on between them",
        (ASK, Line(2.0, "Mm-hm.", 0.4), Line(3.4, "Why blue?")),
        heard=("Count.", "Why blue?"),
        sounding=((2.6, 3.4),),
        silent=((3.85, 4.1),),
    ),
    Script(
        '"stop" is obeyed without a word',
        (ASK, Line(2.6, "Stop.")),
        heard=("Count.", "Stop."),
        kept=("Count.", "One two three four five six."),
        silent=((3.05, 9.0),),
    ),
    Script(
        '"go on" goes on from the start of the clause that was cut',
        (ASK, Line(2.0, "Stop."), Line(5.0, "Go on.")),
        heard=("Count.", "Stop.", "Go on."),
        spoken=("One two three four", "", ALOUD),
        lasts_s=12.0,
    ),
    Script(
        "what was cut in its second sentence goes on with the second",
        (ASK, Line(3.25, "Stop."), Line(6.0, "Go on.")),
        heard=("Count.", "Stop.", "Go on."),
        spoken=("One two three four five six. Seven eight", "", "Seven eight nine ten. Eleven twelve thirteen. More?"),
        lasts_s=12.0,
    ),
    Script(
        "a long question over an answer is heard from its first word",
        (ASK, Line(2.0, "And tell me about the rest of them.", 3.0)),
        heard=("Count.", "And tell me about the rest of them."),
        silent=((2.45, 5.0),),
    ),
    Script(
        "an interruption with a pause in it is one turn",
        (ASK, Line(2.5, "And what", 0.8), Line(3.7, "is eleven?", 0.8)),
        incomplete=("And what",),
        heard=("Count.", "And what is eleven?"),
        silent=((2.95, 4.5),),
    ),
    Script(
        "two interruptions follow each other",
        (ASK, Line(2.5, "Again."), Line(5.2, "Again.")),
        answers={"Count.": COUNT, "Again.": COUNT},
        heard=("Count.", "Again.", "Again."),
        lasts_s=12.0,
    ),
    Script(
        "speech before the first sound belongs to the question",
        (Line(0.0, "Find", 1.0), Line(1.1, "the dog.", 0.8)),
        heard=("Find the dog.",),
    ),
]


def lines_of(script: Script) -> dict[int, str]:
    texts = dict.fromkeys(line.text for line in script.lines)
    return dict(enumerate(texts, 1))


def perform(
    make: MakeScene,
    script: Script,
    *doings: tuple[float, Callable[[Scene], object]],
    history: History | None = None,
) -> Scene:
    lines = lines_of(script)
    numbers = {text: number for number, text in lines.items()}
    models = cast(lines, script.answers)
    incomplete = {numbers[text] for text in script.incomplete}
    played = make(replace(models, turn_detector=Patience(incomplete)), history, attentive=script.attentive)
    speech: list[tuple[float, Pcm | Callable[[], object]]] = [
        (line.at_s, spoken(numbers[line.text], line.lasts_s)) for line in script.lines
    ]
    acts = [(at, lambda doing=doing: doing(played)) for at, doing in doings]
    return played.perform(script.lasts_s, *speech, *acts)


def check(played: Scene, script: Script) -> None:
    turns = played.session.snapshot().turns
    assert tuple(turn.heard for turn in turns) == script.heard
    if script.kept is not None:
        assert tuple(played.messages) == script.kept
    if script.spoken is not None:
        assert tuple(turn.spoken for turn in turns) == script.spoken
    for first, last in script.silent:
        assert played.is_silent(first, last), f"from {first} to {last}"
    for first, last in script.sounding:
        assert not has_gap(played, first, last), f"from {first} to {last}"


def has_gap(played: Scene, first_s: float, last_s: float) -> bool:
    """Whether it was silent for more than 0.1 s."""
    return any(played.is_silent(at, at + 0.1) for at in np.arange(first_s, last_s - 0.1, 0.02))


@pytest.fixture
def scene() -> Iterator[MakeScene]:
    yield from scenes()


@pytest.mark.parametrize("script", SPOKEN_OVER, ids=lambda script: script.rule)
def test_when_it_is_spoken_over(scene: MakeScene, script: Script) -> None:
    check(perform(scene, script), script)


ATTENTIVE = [
    Script(
        "speech in a quiet room, long after anything, is left alone",
        (Line(1.0, "The bill is in the drawer.", 1.5),),
        attentive=True,
        heard=(),
        kept=(),
        silent=((0.0, 9.0),),
    ),
    Script(
        "whoever calls it by name is answered",
        (Line(1.0, "Oriel, what is it?", 1.5),),
        attentive=True,
        heard=("Oriel, what is it?",),
        answers={},
    ),
    Script(
        "what follows an answer soon is for it",
        (Line(0.0, "Oriel, what is it?", 1.0), Line(6.0, "And what else?", 0.8)),
        attentive=True,
        heard=("Oriel, what is it?", "And what else?"),
        answers={},
        lasts_s=12.0,
    ),
    Script(
        "what follows it late is not",
        (Line(0.0, "Oriel, what is it?", 1.0), Line(16.0, "And what else?", 0.8)),
        attentive=True,
        heard=("Oriel, what is it?",),
        answers={},
        lasts_s=20.0,
    ),
    Script(
        "speech to somebody else by name is left alone, even soon after an answer",
        (Line(0.0, "Oriel, what is it?", 1.0), Line(4.0, "Anna, kannst du mal kommen?", 1.0)),
        attentive=True,
        heard=("Oriel, what is it?",),
        answers={},
    ),
    Script(
        '"answer that" within five seconds answers what was left alone',
        (Line(0.0, "What does a valve cost?", 1.0), Line(3.0, "Oriel, answer that.", 1.0)),
        attentive=True,
        heard=("What does a valve cost?",),
        answers={},
    ),
    Script(
        "after five seconds it is gone",
        (Line(0.0, "What does a valve cost?", 1.0), Line(8.0, "Oriel, answer that.", 1.0)),
        attentive=True,
        heard=("Oriel, answer that.",),
        answers={},
        lasts_s=12.0,
    ),
    Script(
        "a bare name is answered with a word, and opens its ears",
        (Line(0.0, "Oriel.", 0.6), Line(3.0, "What does a valve cost?", 1.0)),
        attentive=True,
        heard=("Oriel.", "What does a valve cost?"),
        answers={},
    ),
    Script(
        "over an answer, too, what is said to somebody else is left alone, and the answer goes on",
        (Line(0.0, "Oriel, count.", 1.0), Line(2.6, "Anna, kannst du mal kommen?", 1.2)),
        attentive=True,
        heard=("Oriel, count.",),
        spoken=(ALOUD,),
        answers={"Oriel, count.": COUNT},
    ),
    Script(
        "the name at the end of a request, after a pause, counts for all of it",
        (Line(0.0, "What does a valve cost,", 1.0), Line(1.8, "Oriel?", 0.5)),
        attentive=True,
        incomplete=("What does a valve cost,",),
        heard=("What does a valve cost, Oriel?",),
        answers={},
    ),
]


@pytest.mark.parametrize("script", ATTENTIVE, ids=lambda script: script.rule)
def test_who_is_meant(scene: MakeScene, script: Script) -> None:
    check(perform(scene, script), script)


def test_word_of_thought_comes_before_an_answer_that_is_known_to_be_long_in_coming(scene: MakeScene) -> None:
    class Slow(Wit):
        def _words(self, answer, stopped):  # type: ignore[no-untyped-def]
            if not stopped.wait(1.7):
                yield "Well."

    # A model that takes its time never settles, so this scene runs in real time.
    models = replace(cast({1: "How deep?"}, {}), language_model=Slow({}))
    session = Session(models, replace(scene(models).settings, fillers=True))
    Headset(session, None).play([Recorded(spoken(1, 0.5), None)] * 4)
    last = session.snapshot().turns[-1]
    session.close()
    assert isinstance(models.voice, Tongue)
    assert models.voice.said == ["Well.", "Well.", "Well.", "Hm, let me see.", "Well."]
    assert last.spoken == "Well.", "nothing of the word of thought counts as said"
    assert last.times_ms.first_sound is not None
    assert last.times_ms.first_sound > 1700, "nor as the first sound"


def test_no_two_turns_after_each_other_begin_with_a_word_of_thought() -> None:
    late = Turn("How deep?", "en", "Well.", "Well.", False, TurnTimes(turn_end=200, first_sound=1900))
    voice = Tongue()

    async def take_turns() -> list[bool]:
        filler = Filler(voice, Audience(Playback(lambda audible: None), listens=True))
        said = []
        for place in range(7):
            filler.tend(0.5, [late] * place, "chat", "en", 1.0)
            said.append(filler.said_in(place))
            filler.stop()
        return said

    assert asyncio.run(take_turns()) == [False, False, False, True, False, True, False]


# What comes at the wrong moment.


def test_late_result_of_a_cancelled_call_changes_nothing(scene: MakeScene) -> None:
    script = Script("", (ASK, OVER), heard=("Count.", "Why blue?"))
    played = perform(scene, script)
    check(played, script)
    assert isinstance(played.models.language_model, Wit)
    assert played.messages[-1] == "I see."
    assert played.said.count("I see.") == 1


def test_page_that_goes_while_an_answer_is_held_leaves_it_in_writing(scene: MakeScene) -> None:
    script = Script("", (ASK, Line(2.6, "Why blue?", 1.2)), heard=("Count.", "Why blue?"))
    played = perform(scene, script, (3.1, lambda scene: scene.session.let_hear(False)))
    check(played, script)
    assert played.state == "idle"


def test_button_stops_an_answer_that_is_held_and_keeps_the_words_that_are_being_said(scene: MakeScene) -> None:
    script = Script("", (ASK, Line(2.6, "Why blue?", 1.2)), heard=("Count.", "Why blue?"), silent=((3.05, 3.8),))
    check(perform(scene, script, (3.2, lambda scene: scene.session.interrupt())), script)


def test_new_conversation_while_an_answer_is_held_forgets_it(scene: MakeScene) -> None:
    script = Script("", (ASK, Line(2.6, "Why blue?", 1.2)), heard=("Why blue?",))
    check(perform(scene, script, (3.2, lambda scene: scene.session.begin_anew())), script)


def test_question_typed_while_an_answer_is_held_is_answered_first(scene: MakeScene) -> None:
    script = Script("", (ASK, Line(2.6, "Why blue?", 1.2)), heard=("Count.", "Typed?", "Why blue?"))
    check(perform(scene, script, (3.2, lambda scene: scene.session.ask("Typed?"))), script)


def test_session_ends_in_the_midst_of_an_interruption(scene: MakeScene) -> None:
    played = perform(scene, Script("", (ASK, Line(2.6, "Why blue?", 1.2)), heard=(), lasts_s=3.2))
    assert played.state == "listening"
    assert played.is_silent(3.0, 3.2)


def test_key_released_over_an_answer_ends_the_interruption_at_once(scene: MakeScene) -> None:
    script = Script("", (ASK, OVER), heard=("Count.", "Why blue?"), incomplete=("Why blue?",))
    check(perform(scene, script, (3.25, lambda scene: scene.session.finish())), script)


def test_overheard_words_are_shown_for_five_seconds_and_answered_by_a_press(scene: MakeScene) -> None:
    lines = (Line(0.5, "What does a valve cost?", 1.0),)
    shown: list[str] = []

    def look(played: Scene) -> None:
        shown.append(played.session.snapshot().overheard)

    played = perform(
        scene,
        Script("", lines, heard=(), answers={}, attentive=True, lasts_s=10.0),
        (3.0, look),
        (9.0, look),
    )
    assert shown == ["What does a valve cost?", ""]
    assert played.heard == []
    played = perform(
        scene,
        Script("", lines, heard=(), answers={}, attentive=True),
        (3.0, lambda played: played.session.answer_overheard()),
    )
    assert played.heard == ["What does a valve cost?"]


def test_whoever_uses_the_page_speaks_to_it(scene: MakeScene) -> None:
    script = Script("", (Line(3.0, "What does a valve cost?", 1.0),), heard=("What does a valve cost?",), answers={})
    check(perform(scene, replace(script, attentive=True), (1.0, lambda played: played.session.touch())), script)


def test_what_is_said_while_the_talk_key_is_held_is_for_oriel_whoever_is_named(scene: MakeScene) -> None:
    words = "Anna, what does a valve cost?"
    script = Script("", (Line(1.0, words, 1.0),), heard=(words,), answers={}, attentive=True)

    def press(played: Scene) -> None:
        played.session.hold_key(True)

    def release(played: Scene) -> None:
        played.session.finish()
        played.session.hold_key(False)

    check(perform(scene, script, (0.5, press), (2.1, release)), script)
    assert perform(scene, script, (0.2, press), (0.5, release)).heard == [], "it was let go before"


def test_why_the_last_answer_was_slow_is_answered_also_after_an_order(scene: MakeScene) -> None:
    lines = (ASK, Line(2.6, "Stop."), Line(5.0, "Why was this slow?", 1.0))
    played = perform(scene, Script("", lines, heard=(), lasts_s=12.0))
    assert played.session.snapshot().turns[-1].said.startswith("Nothing was slow")
    request = played.session.snapshot().request
    assert request is not None
    assert request.name == "details", "and the page shows it"
    played = perform(scene, Script("", (Line(0.0, "Why was this slow?", 1.0),), heard=(), answers={}))
    assert [turn.said for turn in played.session.snapshot().turns] == [""], "there was nothing yet to speak of"


def test_pauses_of_a_slow_speaker_are_learned_and_kept(scene: MakeScene, tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    before = Memory(history, lambda error: None, recording=True).pauses.patience
    lines = tuple(
        line
        for first in (0.0, 6.0, 12.0, 18.0)
        for line in (Line(first, "Find the", 0.6), Line(first + 1.6, "red dog.", 0.6))
    )
    script = Script("", lines, heard=(), answers={}, incomplete=("Find the",), lasts_s=24.0)
    perform(scene, script, history=history)
    assert Memory(history, lambda error: None, recording=True).pauses.patience > before
