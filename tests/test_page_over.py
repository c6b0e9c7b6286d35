"""Speaking over Oriel, beside it and to it, at the real page: what stops, what goes on, what is left alone."""

from collections.abc import Callable, Iterator

import pytest
import wer

from assistant.messages import HEARING_RATE, Pcm
from tests.browser import App, Visitor, ask, listens, running_app
from tests.conftest import make_home
from tests.microphones import LOUDSPEAKER, ROOM, let_echo, say

Speech = Callable[[str], Pcm]
AtPage = Callable[..., Visitor]
Transcribe = Callable[[Pcm], str]
WHY = "Explain in one long sentence why the sky is blue and why sunsets are red."  # some 10 s of sound
AUSTRALIA = "What is the capital of Australia?"
INTO_IT_MS = 1500  # of an answer that were heard before somebody speaks over it
ECHO_DB, ECHO_S = -12.0, 0.12  # of a laptop's loudspeaker in its own microphone, by way of the drivers' buffers
RESTS = "state.view.state === 'idle'"
# Milliseconds until the loudspeaker has been silent for a third of a second, as seen every 20 ms.
SILENT_AFTER = """
() => new Promise((done) => {
  const begun = performance.now();
  const timer = setInterval(() => {
    const last = window.tapped.slice(-2);
    if (!last.every((part) => part.every((sample) => sample === 0))) return;
    clearInterval(timer);
    done(performance.now() - begun);
  }, 20);
})
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """As it is without any setting: it attends to whom somebody speaks."""
    with running_app(make_home(tmp_path_factory.mktemp("over") / "home")) as running:
        yield running


def answers_at_length(visitor: Visitor) -> None:
    """Ask for something long; returns once some of the answer has been heard."""
    ask(visitor, WHY)
    visitor.waits_until("state.view.state === 'speaking'")
    visitor.page.wait_for_timeout(INTO_IT_MS)


def differ(visitor: Visitor, transcribe: Transcribe) -> float:
    """How much of what the loudspeaker played differs from what the turns say was heard, as a word error rate."""
    return wer.rate([" ".join(turn["spoken"] for turn in visitor.turns())], [transcribe(visitor.sound())])


def test_speaking_over_the_answer_stops_the_sound_and_is_answered(
    at_page: AtPage, speech: Speech, transcribe: Transcribe
) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    answers_at_length(visitor)
    over = speech(f"Stop. {AUSTRALIA}")
    say(visitor.page, over)
    silent_ms = visitor.page.evaluate(SILENT_AFTER)
    visitor.waits_until(f"state.turns.length === 2 && {RESTS}")
    first, second = visitor.turns()
    assert silent_ms < 1000 * len(over) / HEARING_RATE, "it does not wait for the words to end"
    assert first["interrupted"]
    assert first["said"].startswith(first["spoken"])
    assert 0 < len(first["spoken"]) < len(first["said"])
    assert "Canberra" in second["said"]
    assert differ(visitor, transcribe) <= 0.15, "what was heard is what the turns hold"


def test_go_on_says_what_was_not_heard(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    answers_at_length(visitor)
    say(visitor.page, speech("Stop talking, please."))
    visitor.waits_until(f"state.turns.length === 2 && {RESTS}")
    say(visitor.page, speech("Go on, please."))
    visitor.waits_until(f"state.turns.length === 3 && {RESTS}")
    cut, _, on = visitor.turns()
    assert cut["interrupted"]
    unheard = cut["said"][len(cut["spoken"]) :].strip()  # as far as it was written
    assert unheard
    assert on["spoken"][:12] in cut["said"], "the answer's own words"
    assert unheard in on["spoken"], "none is left out"


def test_murmur_leaves_the_answer_whole(at_page: AtPage, speech: Speech, transcribe: Transcribe) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    answers_at_length(visitor)
    say(visitor.page, speech("Okay."))
    visitor.waits_until(f"state.turns.length >= 1 && {RESTS}")
    (turn,) = visitor.turns()
    assert not turn["interrupted"]
    assert turn["spoken"] == turn["said"]
    assert differ(visitor, transcribe) <= 0.1, "nothing repeated, nothing lost"


def test_it_does_not_interrupt_itself(at_page: AtPage, transcribe: Transcribe) -> None:
    visitor = at_page(scripts=(ROOM, LOUDSPEAKER))
    listens(visitor)
    let_echo(visitor.page, ECHO_DB, ECHO_S)
    ask(visitor, WHY)
    visitor.waits_until("state.turns.length === 1")
    visitor.waits_until(RESTS)
    visitor.page.wait_for_timeout(3000)  # in which its last words would come to be answered
    (turn,) = visitor.turns()
    assert not turn["interrupted"]
    assert turn["spoken"] == turn["said"]
    assert differ(visitor, transcribe) <= 0.1, "nothing repeated, nothing lost"


def test_it_is_interrupted_through_its_own_echo(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(scripts=(ROOM, LOUDSPEAKER))
    listens(visitor)
    let_echo(visitor.page, ECHO_DB, ECHO_S)
    answers_at_length(visitor)
    say(visitor.page, speech(f"Stop. {AUSTRALIA}"))  # one turn or two, as long as the pause happens to be
    visitor.waits_until(f"state.turns.at(-1)?.said.includes('Canberra') && {RESTS}")
    first, *others = visitor.turns()
    assert first["interrupted"]
    assert len(others) in (1, 2)


def test_what_is_said_to_somebody_else_is_answered_only_when_oriel_is_told_to(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    say(visitor.page, speech("Peter, what is the capital of Australia?"))
    visitor.waits_until("state.view.overheard !== ''")
    visitor.page.get_by_text("Not answered.").wait_for()
    assert visitor.turns() == []
    say(visitor.page, speech("Oriel, answer that."))
    visitor.waits_until(f"state.turns.length === 1 && {RESTS}")
    (turn,) = visitor.turns()
    assert "Australia" in turn["heard"]
    assert "Canberra" in turn["spoken"]


def test_what_was_overheard_is_answered_at_a_press(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    say(visitor.page, speech("Peter, what is the capital of Australia?"))
    visitor.waits_until("state.view.overheard !== ''")
    visitor.press("answer-that")
    visitor.waits_until("state.turns.length === 1")
    assert "Canberra" in visitor.turns()[0]["said"]
