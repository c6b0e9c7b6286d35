"""The page as its users meet it: a real app, a real Chromium, a WAV file as microphone, a tap on the loudspeaker."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import wer
from headless import ALLOW, NO_WEBRTC, SOUND_BY_ITSELF
from playwright.sync_api import Playwright

from assistant.messages import HEARING_RATE, Pcm, TranscribeOptions, Utterance
from local_models import whisper
from tests.browser import App, Visitor, recording, running_app, visit
from tests.conftest import make_home

Speech = Callable[[str], Pcm]
AUSTRALIA, FRANCE = "What is the capital of Australia?", "What is the capital of France?"
LONG = "Tell me in a long sentence about the history of the city of Rome."
LEAD_S = 8.0  # of silence before the first words: until then the page listens and has greeted
LEFT_TO_SAY_S = 40.0  # of silence behind the last words


@pytest.fixture(scope="module")
def transcribe(model_folder: Callable[[str], Path]) -> Callable[[Pcm], str]:
    loaded = whisper.load(str(model_folder("whisper-base")), threads=2)

    def words(pcm: Pcm) -> str:
        utterance = Utterance(pcm, HEARING_RATE, 0, len(pcm))
        return " ".join(one.text.strip() for one in loaded.transcribe(utterance, TranscribeOptions("en")))

    return words


def listens(visitor: Visitor, path: str = "webrtc") -> None:
    """Press Start, and wait until the microphone is heard by this path and the greeting has been said."""
    visitor.waits_until("state.view.models === 'ready'")
    visitor.press("start")
    visitor.waits_until(f"state.mic.path === '{path}'")
    visitor.waits_until("window.tapped.some((part) => part.some(Boolean)) && state.view.state === 'idle'")
    visitor.page.evaluate("window.tapped.length = 0")


def anew(visitor: Visitor) -> None:
    """The app is shared: begin a conversation of this test's own."""
    visitor.waits_until("state.connection === 'open'")
    visitor.press("new-conversation")
    visitor.waits_until("state.turns.length === 0")


@pytest.fixture
def at_page(playwright: Playwright, app: App, tmp_path: Path) -> Iterator[Callable[..., Visitor]]:
    """Opens the page: at_page(sound of the microphone, …) → the visitor."""
    opened = []

    def open_page(*sound: "float | Pcm", **options: object) -> Visitor:
        microphone = recording(tmp_path / "microphone.wav", *sound) if sound else None
        opened.append(visit(playwright, app, tmp_path, microphone, **options))  # type: ignore[arg-type]
        visitor = opened[-1].__enter__()
        anew(visitor)
        return visitor

    yield open_page
    for one in opened:
        one.__exit__(None, None, None)


AtPage = Callable[..., Visitor]


def test_words_are_heard_shown_and_answered_aloud(
    at_page: AtPage, speech: Speech, transcribe: Callable[[Pcm], str]
) -> None:
    visitor = at_page(LEAD_S, speech(AUSTRALIA), 8.0, speech(FRANCE), LEFT_TO_SAY_S)
    listens(visitor)
    visitor.waits_until("state.turns.length === 2")
    first, second = visitor.turns()
    visitor.waits_for(AUSTRALIA)
    visitor.waits_for(first["said"])
    assert (first["heard"], second["heard"]) == (AUSTRALIA, FRANCE)
    assert "Canberra" in first["said"]
    assert "Paris" in second["said"]
    assert wer.rate([f"{first['spoken']} {second['spoken']}"], [transcribe(visitor.sound())]) <= 0.1
    assert visitor.hosts == {f"127.0.0.1:{visitor.page.url.split(':')[2].strip('/')}"}, "no request leaves the machine"


def test_sound_goes_up_the_socket_where_webrtc_fails(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(LEAD_S, speech(AUSTRALIA), LEFT_TO_SAY_S, scripts=(NO_WEBRTC,))
    listens(visitor, "socket")
    visitor.waits_until("state.turns.length === 1")
    assert visitor.turns()[0]["heard"] == AUSTRALIA
    assert "Canberra" in visitor.turns()[0]["said"]


def test_conversation_survives_a_reload(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(LEAD_S, speech(AUSTRALIA), LEFT_TO_SAY_S)
    listens(visitor)
    visitor.waits_until("state.turns.length === 1")
    visitor.page.reload()
    visitor.waits_until("state.mic.path !== ''")
    assert visitor.turns()[0]["heard"] == AUSTRALIA
    assert visitor.state("state.sound") == "on", "sound and microphone come back by themselves"
    visitor.waits_until("state.turns.length === 2")  # the fake microphone begins anew with the page
    assert visitor.turns()[1]["heard"] == AUSTRALIA


def test_conversation_survives_a_change_of_page(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(LEAD_S + 4, speech(AUSTRALIA), LEFT_TO_SAY_S)
    listens(visitor)
    visitor.page.get_by_test_id("stTopNavLink").filter(has_text="Settings").click()
    visitor.page.get_by_role("heading", name="Settings").wait_for()
    visitor.waits_until("state.turns.length === 1")
    assert visitor.turns()[0]["heard"] == AUSTRALIA
    visitor.page.get_by_test_id("stTopNavLink").filter(has_text="Conversation").click()
    visitor.waits_for(AUSTRALIA)
    assert visitor.state("state.mic.path") == "webrtc"


def test_answer_goes_on_where_it_was_when_the_socket_is_lost(at_page: AtPage, transcribe: Callable[[Pcm], str]) -> None:
    visitor = at_page(60.0)
    listens(visitor)
    visitor.page.get_by_test_id("stChatInputTextArea").fill(LONG)
    visitor.page.keyboard.press("Enter")
    visitor.waits_until("state.view.state === 'speaking'")
    visitor.page.wait_for_timeout(700)
    visitor.page.evaluate(LOSE_SOCKET)
    visitor.waits_until("state.connection === 'lost'")
    visitor.waits_until("state.connection === 'open'")
    visitor.waits_until("state.turns.length === 1")
    (turn,) = visitor.turns()
    assert not turn["interrupted"]
    assert wer.rate([turn["spoken"]], [transcribe(visitor.sound())]) <= 0.1, "nothing repeated, nothing lost"


LOSE_SOCKET = "async () => (await import(location.origin + '/assistant/page/part.js')).app.socket.lose()"


def test_typed_question_is_answered_in_writing_before_start(at_page: AtPage) -> None:
    visitor = at_page()
    visitor.page.get_by_test_id("stChatInputTextArea").fill(AUSTRALIA)
    visitor.page.keyboard.press("Enter")
    visitor.waits_until("state.turns.length === 1")
    (turn,) = visitor.turns()
    assert "Canberra" in turn["said"]
    assert turn["spoken"] == "", "no sound was asked for"


def test_speaking_over_the_answer_silences_it_and_keeps_what_was_heard(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(LEAD_S, speech(LONG), 4.0, speech(AUSTRALIA), LEFT_TO_SAY_S)
    listens(visitor)
    visitor.waits_until("state.turns.length === 2")
    first, second = visitor.turns()
    assert first["interrupted"]
    assert first["said"].startswith(first["spoken"])
    assert 0 < len(first["spoken"]) < len(first["said"])
    assert second["heard"] == AUSTRALIA
    visitor.page.get_by_text(re.compile("not heard", re.IGNORECASE)).first.wait_for()


def test_second_window_says_where_the_conversation_is_and_takes_it_over(at_page: AtPage, app: App) -> None:
    visitor = at_page(60.0)
    listens(visitor)
    other = Visitor(visitor.context, visitor.context.new_page())
    other.page.goto(app.url)
    other.waits_until("state.connection === 'elsewhere'")
    assert visitor.state("state.connection") == "open"
    other.press("take-over")
    other.waits_until("state.connection === 'open' && state.mic.path !== ''")
    visitor.waits_until("state.connection === 'elsewhere'")
    assert visitor.state("state.mic.phase") == "off"
    visitor.press("take-over")
    visitor.waits_until("state.connection === 'open' && state.mic.path !== ''")
    other.waits_until("state.connection === 'elsewhere'")


def test_misheard_word_is_corrected_by_a_click(at_page: AtPage) -> None:
    visitor = at_page()
    visitor.page.get_by_test_id("stChatInputTextArea").fill("What is the capital of Austria?")
    visitor.page.keyboard.press("Enter")
    visitor.waits_until("state.turns.length === 1")
    visitor.page.get_by_role("button", name="Austria?").click()
    visitor.page.keyboard.type("Australia")
    visitor.page.keyboard.press("Enter")
    visitor.waits_until("state.turns.length === 2")
    wrong, right = visitor.turns()
    assert wrong["superseded"]
    assert right["heard"] == AUSTRALIA
    assert "Canberra" in right["said"]


def test_refused_microphone_is_explained_and_comes_back_without_a_reload(at_page: AtPage) -> None:
    visitor = at_page(60.0, flags=(SOUND_BY_ITSELF,), permissions=[])
    visitor.waits_until("state.view.models === 'ready'")
    visitor.press("start")
    visitor.waits_until("state.mic.phase === 'denied'")
    visitor.context.grant_permissions(["microphone"])
    visitor.waits_until("state.mic.path !== ''", 10_000)


def test_unplugged_microphone_is_replaced(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(LEAD_S, 60.0, scripts=(KEEP_TRACKS,))
    listens(visitor)
    visitor.page.evaluate("window.tracks.at(-1).dispatchEvent(new Event('ended'))")
    visitor.waits_until("state.mic.phase === 'on' && window.tracks.length === 2", 5_000)


KEEP_TRACKS = """
(() => {
  window.tracks = [];
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wanted) => {
    const stream = await open(wanted);
    window.tracks.push(...stream.getTracks());
    return stream;
  };
})();
"""


def test_muted_microphone_is_not_heard(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(LEAD_S, speech(AUSTRALIA), LEAD_S, speech(FRANCE), LEFT_TO_SAY_S)
    listens(visitor)
    visitor.press("mute")
    visitor.page.wait_for_timeout(LEAD_S * 1000)
    visitor.press("unmute")
    visitor.waits_until("state.turns.length === 1")
    assert visitor.turns()[0]["heard"] == FRANCE


def test_nothing_said_is_logged(at_page: AtPage, app: App) -> None:
    visitor = at_page()
    visitor.page.get_by_test_id("stChatInputTextArea").fill("Say the word marmalade.")
    visitor.page.keyboard.press("Enter")
    visitor.waits_until("state.turns.length === 1")
    logs = [app.home / "app.log", *(app.home / "log").rglob("*")]
    assert not [log for log in logs if log.is_file() and "marmalade" in log.read_text(errors="replace").lower()]


def test_after_a_reload_in_another_browser_one_press_brings_everything_back(at_page: AtPage) -> None:
    visitor = at_page(60.0, flags=(ALLOW,))
    listens(visitor)
    visitor.page.reload()
    visitor.waits_until("state.resumable")
    visitor.press("continue")
    visitor.waits_until("state.mic.path !== '' && state.sound === 'on'")


def test_page_finds_a_server_that_was_started_again(playwright: Playwright, tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    with running_app(home) as first, visit(playwright, first, tmp_path, recording(tmp_path / "m.wav", 90.0)) as visitor:
        visitor.waits_until("state.connection === 'open'")
        listens(visitor)
        first.process.terminate()
        visitor.waits_until("state.connection === 'lost'")
        first.process.wait(20)
        with running_app(home, first.port):
            visitor.waits_until("state.connection === 'open' && state.view.models === 'ready'")
            visitor.page.get_by_test_id("stChatInputTextArea").fill(AUSTRALIA)
            visitor.page.keyboard.press("Enter")
            visitor.waits_until("state.turns.length === 1")
            (turn,) = visitor.turns()
            assert turn["spoken"] == turn["said"], "places of the first run do not silence the second"
            assert visitor.state("state.mic.path") == "socket", "WebRTC went with the server; the words still arrive"


@pytest.mark.parametrize("width", [1280, 390])
def test_page_is_opened_by_name(at_page: AtPage, width: int) -> None:
    visitor = at_page(viewport={"width": width, "height": 800})
    visitor.page.get_by_test_id("stChatInputTextArea").fill("Open the settings.")
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("heading", name="Settings").wait_for()
