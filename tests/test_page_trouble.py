"""A conversation and what may befall it: reload, lost connections, sleep, microphones that go, a new server."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
import wer
from headless import ALLOW, NO_WEBRTC, SOUND_BY_ITSELF
from playwright.sync_api import Playwright

from assistant.messages import HEARING_RATE, Pcm
from tests.browser import Visitor, ask, listens, running_app, visit
from tests.conftest import NOBODY_ELSE, make_home
from tests.microphones import ROOM, opened, say

Speech = Callable[[str], Pcm]
AtPage = Callable[..., Visitor]
AUSTRALIA, FRANCE = "What is the capital of Australia?", "What is the capital of France?"
WHY = "Explain in one long sentence why the sky is blue and why sunsets are red."  # some 10 s of sound
FIRST, LAST = "I would like to know", "on a rainy evening in November"
SENTENCE = f"{FIRST} which of the many small restaurants near the river you would visit {LAST}."
ASLEEP_S = 5.0  # longer than any sound that the page holds
COMES_BACK = "state.mic.path !== '' && state.sound === 'on'"
BY_GESTURE = "--autoplay-policy=document-user-activation-required"  # every browser but Oriel's own window

# The audio context begins stopped and needs its time, as on a machine that is busy.
SLOW_SOUND = """
(() => {
  const Plain = AudioContext;
  const resume = Plain.prototype.resume;
  const LATE_MS = 2000;
  Plain.prototype.resume = function () {
    return new Promise((done) => setTimeout(() => done(resume.call(this)), LATE_MS));
  };
  window.AudioContext = class extends Plain {
    constructor(options) {
      super(options);
      this.suspend();
    }
  };
})();
"""
# The link's connection can be made to fall silent in both directions, and nobody is told: `deaden()`.
DEADEN = """
(() => {
  let current = null;
  const Plain = WebSocket;
  window.WebSocket = class extends Plain {
    constructor(address, ...more) {
      super(address, ...more);
      if (!address.endsWith("/assistant/link")) return;
      current = this;
      this.addEventListener("message", (event) => this.dead && event.stopImmediatePropagation());
      this.addEventListener("close", (event) => this.dead && event.stopImmediatePropagation());
    }
    send(data) {
      if (!this.dead) super.send(data);
    }
    close(...more) {
      if (!this.dead) super.close(...more);
    }
  };
  window.deaden = () => (current.dead = true);
})();
"""
LOSE_SOCKET = "async () => (await import(location.origin + '/assistant/page/part.js')).app.socket.lose()"


# The page is loaded again.


def test_conversation_survives_a_reload(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    say(visitor.page, speech(AUSTRALIA))
    visitor.waits_until("state.turns.length === 1")
    visitor.page.reload()
    visitor.waits_until(COMES_BACK)
    say(visitor.page, speech(FRANCE))  # while WebRTC is still on its way
    visitor.waits_until("state.turns.length === 2")
    assert [turn["heard"] for turn in visitor.turns()] == [AUSTRALIA, FRANCE]


def test_webrtc_comes_back_after_each_of_many_quick_reloads(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    for _ in range(5):
        visitor.page.reload()
        visitor.waits_until("state.mic.path === 'webrtc'")
    say(visitor.page, speech(AUSTRALIA))
    visitor.waits_until("state.turns.length === 1")
    assert visitor.turns()[0]["heard"] == AUSTRALIA


def test_after_a_reload_in_another_browser_one_press_brings_everything_back(at_page: AtPage) -> None:
    visitor = at_page(60.0, flags=(ALLOW, BY_GESTURE))
    listens(visitor)
    visitor.page.reload()
    visitor.waits_until("state.resumable")
    assert visitor.state("state.mic.phase") == "off"
    visitor.press("continue")
    visitor.waits_until(COMES_BACK)
    assert not visitor.state("state.resumable")


def test_sound_that_comes_late_after_a_reload_needs_no_press(at_page: AtPage) -> None:
    visitor = at_page(60.0, scripts=(SLOW_SOUND,))
    listens(visitor)
    visitor.page.reload()
    visitor.waits_until("state.resumable")
    visitor.waits_until(COMES_BACK)
    assert not visitor.state("state.resumable")


# The connection.


def is_in_mid_answer(visitor: Visitor) -> None:
    """Ask for something long; returns soon after the answer has begun to be heard."""
    listens(visitor)
    ask(visitor, WHY)
    visitor.waits_until("state.view.state === 'speaking'")
    visitor.page.wait_for_timeout(700)


def was_heard_as_it_was_said(visitor: Visitor, transcribe: Callable[[Pcm], str]) -> None:
    visitor.waits_until("state.turns.length === 1")
    (turn,) = visitor.turns()
    assert not turn["interrupted"]
    assert wer.rate([turn["spoken"]], [transcribe(visitor.sound())]) <= 0.1, "nothing repeated, nothing lost"


def test_answer_goes_on_where_it_was_when_the_socket_is_lost(at_page: AtPage, transcribe: Callable[[Pcm], str]) -> None:
    visitor = at_page(60.0)
    is_in_mid_answer(visitor)
    visitor.page.evaluate(LOSE_SOCKET)
    visitor.waits_until("state.connection === 'lost' && state.mic.path === ''")
    visitor.waits_until("state.connection === 'open'")
    was_heard_as_it_was_said(visitor, transcribe)
    visitor.waits_until("state.mic.path !== ''")


def test_answer_goes_on_where_it_was_when_the_connection_dies_in_silence(
    at_page: AtPage, transcribe: Callable[[Pcm], str]
) -> None:
    visitor = at_page(60.0, scripts=(DEADEN,))
    is_in_mid_answer(visitor)
    visitor.page.evaluate("deaden()")
    visitor.waits_until("state.connection === 'lost'")
    visitor.waits_until("state.connection === 'open'")
    was_heard_as_it_was_said(visitor, transcribe)
    visitor.waits_until("state.mic.path !== ''")


def test_answer_goes_on_where_it_was_when_the_machine_was_asleep(
    at_page: AtPage, speech: Speech, transcribe: Callable[[Pcm], str]
) -> None:
    visitor = at_page(scripts=(ROOM,))
    is_in_mid_answer(visitor)
    with asleep():
        time.sleep(ASLEEP_S)
    was_heard_as_it_was_said(visitor, transcribe)
    visitor.waits_until("state.mic.path !== ''")
    say(visitor.page, speech(AUSTRALIA))
    visitor.waits_until("state.turns.length === 2")
    assert visitor.turns()[1]["heard"] == AUSTRALIA


def test_page_finds_a_server_that_was_started_again(playwright: Playwright, tmp_path: Path, speech: Speech) -> None:
    home = make_home(tmp_path / "home", NOBODY_ELSE)
    with running_app(home) as first, visit(playwright, first, tmp_path, scripts=(ROOM,)) as visitor:
        listens(visitor)
        first.process.terminate()
        visitor.waits_until("state.connection === 'lost' && state.mic.path === ''")
        first.process.wait(20)
        with running_app(home, first.port):
            visitor.waits_until("state.connection === 'open'")
            ask(visitor, AUSTRALIA)  # at the first moment: Streamlit does not know the page's inputs yet
            visitor.waits_until("state.turns.length === 1")
            (turn,) = visitor.turns()
            assert turn["spoken"] == turn["said"], "places of the first run do not silence the second"
            visitor.waits_until("state.mic.path !== ''")
            say(visitor.page, speech(FRANCE))
            visitor.waits_until("state.turns.length === 2")
            assert visitor.turns()[1]["heard"] == FRANCE
            visitor.waits_until("state.mic.path === 'webrtc'")


@contextmanager
def asleep() -> Iterator[None]:
    """As a machine that sleeps: browser, app and engines do not run; when they do again, their clocks have jumped."""
    children = psutil.Process().children(recursive=True)  # of this test alone
    for child in children:
        child.suspend()
    yield
    for child in reversed(children):
        child.resume()


# The microphone.


def test_refused_microphone_is_explained_and_comes_back_without_a_reload(at_page: AtPage) -> None:
    visitor = at_page(60.0, flags=(SOUND_BY_ITSELF,), permissions=[])
    visitor.waits_until("state.view.models === 'ready'")
    visitor.press("start")
    visitor.waits_until("state.mic.phase === 'denied'")
    visitor.context.grant_permissions(["microphone"])
    visitor.waits_until("state.mic.path !== ''")


def test_permission_that_is_taken_away_and_given_again_interrupts_nothing_else(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(scripts=(ROOM,), flags=(SOUND_BY_ITSELF,), permissions=["microphone"])
    listens(visitor)
    visitor.context.clear_permissions()
    visitor.page.evaluate("room.unplug()")  # which Chromium does to its own tracks
    visitor.waits_until("state.mic.phase === 'denied' && state.mic.path === ''")
    visitor.waits_for("does not let Oriel use the microphone")
    ask(visitor, AUSTRALIA)
    visitor.waits_until("state.turns.length === 1")
    assert "Canberra" in visitor.turns()[0]["spoken"]
    visitor.page.evaluate("window.tapped.length = 0")
    visitor.context.grant_permissions(["microphone"])
    visitor.waits_until("state.mic.phase === 'on' && state.mic.path !== ''")
    visitor.waits_until("window.tapped.some((part) => part.some(Boolean)) && state.view.state === 'idle'")
    say(visitor.page, speech(FRANCE))
    visitor.waits_until("state.turns.length === 2")
    assert visitor.turns()[1]["heard"] == FRANCE


def test_chromium_ends_the_microphone_whose_permission_is_taken_away(at_page: AtPage) -> None:
    visitor = at_page(90.0, flags=(SOUND_BY_ITSELF,), permissions=["microphone"])
    listens(visitor)
    visitor.context.clear_permissions()
    visitor.waits_until("state.mic.phase === 'denied'")
    visitor.context.grant_permissions(["microphone"])
    visitor.waits_until("state.mic.phase === 'on' && state.mic.path !== ''")


@pytest.mark.parametrize(
    ("path", "scripts"), [("webrtc", (ROOM,)), ("socket", (NO_WEBRTC, ROOM))], ids=["webrtc", "socket"]
)
def test_unplugging_in_mid_sentence_loses_no_words_before_and_after(
    at_page: AtPage, speech: Speech, path: str, scripts: tuple[str, ...]
) -> None:
    visitor = at_page(scripts=scripts)
    listens(visitor, path)
    sentence = speech(SENTENCE)
    say(visitor.page, sentence, unplug_at_s=0.5 * len(sentence) / HEARING_RATE)
    visitor.waits_until("state.turns.length === 1")
    (turn,) = visitor.turns()
    assert opened(visitor.page) == 2
    assert turn["heard"].startswith(FIRST)
    assert turn["heard"].rstrip(".?!").endswith(LAST)


def test_what_was_said_before_the_only_microphone_was_unplugged_is_answered(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    visitor.page.evaluate("room.gone = true")
    question = speech(AUSTRALIA)
    say(visitor.page, question, unplug_at_s=len(question) / HEARING_RATE + 0.02)
    visitor.waits_until("state.mic.phase === 'none'")
    visitor.waits_until("state.turns.length === 1")
    assert visitor.turns()[0]["heard"] == AUSTRALIA
    assert "Canberra" in visitor.turns()[0]["spoken"]
