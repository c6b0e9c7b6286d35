"""Voices on the page: those that can be chosen, with what they sound like; Amazon Polly, and what was sent to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import wer
from playwright.sync_api import Playwright, expect

from assistant.messages import Pcm
from tests.browser import App, Visitor, ask, listens, running_app, visit, wait_until
from tests.conftest import NOBODY_ELSE, make_home
from tests.microphones import ROOM
from tests.polly_rules import SPEECH
from tests.polly_server import PollyServer, polly_server

POLLY = '\n[voice]\norder = "polly-first"\n[polly]\nvoice = "Joanna"\nfirst_byte_s = 5.0\nprice_per_million = 16.0\n'
WHY = "Explain in one long sentence why the sky is blue and why sunsets are red."  # some 10 s of sound


@pytest.fixture(scope="module")
def polly() -> Iterator[PollyServer]:
    with polly_server() as server:
        yield server


@pytest.fixture(scope="module")
def polly_app(polly: PollyServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    home = make_home(tmp_path_factory.mktemp("polly") / "home", NOBODY_ELSE + POLLY)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in polly.environment().items():
            patch.setenv(name, value)
        with running_app(home) as running:
            yield running


@pytest.fixture
def visitor(playwright: Playwright, polly_app: App, tmp_path: Path) -> Iterator[Visitor]:
    with visit(playwright, polly_app, tmp_path, scripts=(ROOM,)) as one:
        yield one


def go_to(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
    visitor.page.get_by_role("heading", name=name, exact=True).wait_for()


def test_answer_is_spoken_by_polly_and_the_page_says_that_it_is_sent(
    visitor: Visitor, polly: PollyServer, transcribe: Callable[[Pcm], str]
) -> None:
    listens(visitor)
    assert visitor.state("state.view.place") == "Sending to Polly"
    ask(visitor, "What is the capital of Australia?")
    visitor.waits_until("state.turns.length === 1")
    (turn,) = visitor.turns()
    assert "".join(polly.texts(SPEECH)).count("Canberra") == 1
    assert turn["spoken"] == turn["said"]
    assert wer.rate([turn["said"]], [transcribe(visitor.sound())]) <= 0.1
    go_to(visitor, "Privacy")
    expect(visitor.page.get_by_text("Amazon Polly in").first).to_be_visible()
    assert visitor.hosts == {visitor.page.url.split("/")[2]}, "the browser itself asks nobody else"


def test_offline_only_in_the_middle_of_an_answer_ends_what_is_sent_and_the_answer_goes_on(
    visitor: Visitor, polly: PollyServer, transcribe: Callable[[Pcm], str]
) -> None:
    listens(visitor)
    before = len(visitor.turns())
    ask(visitor, WHY)
    visitor.waits_until("state.view.state === 'speaking'")
    go_to(visitor, "Privacy")
    visitor.page.get_by_text("Offline only", exact=True).click()
    visitor.waits_until("state.view.place === 'On this machine'")
    asked = len(polly.targets)
    visitor.waits_until(f"state.turns.length === {before + 1} && state.view.state === 'idle'")
    turn = visitor.turns()[-1]
    assert len(polly.targets) == asked, "not one request more"
    assert not turn["interrupted"]
    heard = turn["spoken"] + (" More?" if turn["spoken"] != turn["said"] else "")
    assert wer.rate([heard], [transcribe(visitor.sound())]) <= 0.15, "no word is lost, none comes twice"


def choose(visitor: Visitor, order: str) -> None:
    visitor.page.get_by_label("Whose voice is heard").first.click()
    visitor.page.get_by_role("option", name=order).click()


def has_sample(visitor: Visitor, voice: str) -> None:
    visitor.page.locator(f".st-key-listen-en-{voice} button:visible").click()
    visitor.page.wait_for_function("document.querySelector('audio')?.duration > 1")


def test_settings_list_the_voices_with_a_sample_of_each(visitor: Visitor, polly: PollyServer) -> None:
    def sampled() -> list[str]:
        return [text for text in polly.texts(SPEECH) if "how I sound" in text]

    visitor.waits_until("state.view.models === 'ready'")
    go_to(visitor, "Settings")
    not_asked = visitor.page.get_by_text("Amazon Polly's voices stand here")
    visitor.page.locator(".st-key-listen-en-hibari button:visible").wait_for()
    if not not_asked.is_visible():
        choose(visitor, "Only voices on this computer")
        not_asked.wait_for()
    has_sample(visitor, "hibari")
    assert not sampled(), "a voice of this computer needs nobody"
    choose(visitor, "Amazon Polly while it can be reached")
    visitor.page.get_by_text("Joanna", exact=True).wait_for()
    has_sample(visitor, "Joanna")
    wait_until(sampled, 30)
