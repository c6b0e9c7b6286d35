"""The page as its users meet it: a real app, a real Chromium, speech at its microphone, a tap on its loudspeaker."""

import re
from collections.abc import Callable

import pytest
import wer
from headless import NO_WEBRTC

from assistant.messages import Pcm
from tests.browser import App, Visitor, ask, listens
from tests.microphones import ROOM, say

Speech = Callable[[str], Pcm]
AUSTRALIA, FRANCE = "What is the capital of Australia?", "What is the capital of France?"
LONG = "Tell me in a long sentence about the history of the city of Rome."
LEAD_S = 12.0  # of silence before the first words: until then the page listens and has greeted
LEFT_TO_SAY_S = 40.0  # of silence behind the last words
AtPage = Callable[..., Visitor]


def test_words_are_heard_shown_and_answered_aloud(
    at_page: AtPage, speech: Speech, transcribe: Callable[[Pcm], str]
) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    say(visitor.page, speech(AUSTRALIA))
    visitor.waits_until("state.turns.length === 1 && state.view.state === 'idle'")
    say(visitor.page, speech(FRANCE))
    visitor.waits_until("state.turns.length === 2")
    first, second = visitor.turns()
    visitor.waits_for(AUSTRALIA)
    visitor.waits_for(first["said"])
    assert (first["heard"], second["heard"]) == (AUSTRALIA, FRANCE)
    assert "Canberra" in first["said"]
    assert "Paris" in second["said"]
    assert wer.rate([f"{first['spoken']} {second['spoken']}"], [transcribe(visitor.sound())]) <= 0.1
    assert visitor.hosts == {f"127.0.0.1:{visitor.page.url.split(':')[2].strip('/')}"}, "no request leaves the machine"


@pytest.mark.parametrize(
    ("path", "scripts", "question", "answer"),
    [("webrtc", (), FRANCE, "Paris"), ("socket", (NO_WEBRTC,), AUSTRALIA, "Canberra")],
    ids=["webrtc", "socket"],
)
def test_device_of_the_browser_is_heard_by_webrtc_and_where_that_fails_by_the_socket(
    at_page: AtPage, speech: Speech, path: str, scripts: tuple[str, ...], question: str, answer: str
) -> None:
    visitor = at_page(LEAD_S, speech(question), LEFT_TO_SAY_S, scripts=scripts)
    listens(visitor, path)
    visitor.waits_until("state.turns.length === 1")
    assert visitor.turns()[0]["heard"] == question
    assert answer in visitor.turns()[0]["said"]


def test_conversation_survives_a_change_of_page(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    visitor.page.get_by_test_id("stTopNavLink").filter(has_text="Settings").click()
    visitor.page.get_by_role("heading", name="Settings").wait_for()
    say(visitor.page, speech(AUSTRALIA))
    visitor.waits_until("state.turns.length === 1")
    assert visitor.turns()[0]["heard"] == AUSTRALIA
    visitor.page.get_by_test_id("stTopNavLink").filter(has_text="Conversation").click()
    visitor.waits_for(AUSTRALIA)
    assert visitor.state("state.mic.path") == "webrtc"


def test_typed_question_is_answered_in_writing_before_start(at_page: AtPage) -> None:
    visitor = at_page()
    ask(visitor, AUSTRALIA)
    visitor.waits_until("state.turns.length === 1")
    (turn,) = visitor.turns()
    assert "Canberra" in turn["said"]
    assert turn["spoken"] == "", "no sound was asked for"


def test_speaking_over_the_answer_silences_it_and_keeps_what_was_heard(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    say(visitor.page, speech(LONG))
    visitor.waits_until("state.view.state === 'speaking'")
    visitor.page.wait_for_timeout(1000)
    say(visitor.page, speech(AUSTRALIA))
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
    ask(visitor, "What is the capital of Austria?")
    visitor.waits_until("state.turns.length === 1")
    visitor.page.get_by_role("button", name="Austria?").click()
    visitor.page.keyboard.type("Australia")
    visitor.page.keyboard.press("Enter")
    visitor.waits_until("state.turns.length === 2")
    wrong, right = visitor.turns()
    assert wrong["superseded"]
    assert right["heard"] == AUSTRALIA
    assert "Canberra" in right["said"]


def test_muted_microphone_is_not_heard(at_page: AtPage, speech: Speech) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    visitor.press("mute")
    say(visitor.page, speech(AUSTRALIA))
    visitor.page.wait_for_timeout(6000)
    visitor.press("unmute")
    say(visitor.page, speech(FRANCE))
    visitor.waits_until("state.turns.length === 1")
    assert visitor.turns()[0]["heard"] == FRANCE


def test_nothing_said_is_logged(at_page: AtPage, app: App) -> None:
    visitor = at_page()
    ask(visitor, "Say the word marmalade.")
    visitor.waits_until("state.turns.length === 1")
    logs = [app.home / "app.log", *(app.home / "log").rglob("*")]
    assert not [log for log in logs if log.is_file() and "marmalade" in log.read_text(errors="replace").lower()]


@pytest.mark.parametrize("width", [1280, 390])
def test_page_is_opened_by_name(at_page: AtPage, width: int) -> None:
    visitor = at_page(viewport={"width": width, "height": 800})
    ask(visitor, "Open the settings.")
    visitor.page.get_by_role("heading", name="Settings").wait_for()
