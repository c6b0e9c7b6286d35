"""Recording a conversation at the real page: begun by a press, seen, saved by another, and given to nobody else."""

import http.client
import json
from collections.abc import Callable

import numpy as np
import pytest

from assistant import bundle
from tests.browser import App, Visitor, ask, listens
from tests.microphones import ROOM

AtPage = Callable[..., Visitor]
AUSTRALIA = "What is the capital of Australia?"
PATH = "/assistant/recording"


def end_recording(app: App, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """As some program on this machine may try: status, headers and body of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=30)
    connection.request("POST", PATH, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    told = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return told


def test_conversation_is_recorded_from_one_press_to_the_next(at_page: AtPage) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    visitor.press("options")
    visitor.press("record")
    visitor.page.get_by_role("status").get_by_text("Recording").wait_for()
    ask(visitor, AUSTRALIA)
    visitor.waits_until("state.turns.length === 1 && state.view.state === 'idle'")
    visitor.press("options")
    with visitor.page.expect_download() as download:
        visitor.press("record")
    kept = bundle.read(download.value.path())
    assert download.value.suggested_filename.startswith("oriel 20")
    assert [turn.heard for turn in kept.turns] == [AUSTRALIA]
    assert np.any(kept.sound), "the answer was heard"
    assert len(kept.mic)
    visitor.waits_until("state.view.recording === 'off'")


def test_there_is_nothing_to_give_where_nothing_was_asked_for(app: App) -> None:
    status, headers, body = end_recording(app, Origin=app.url.rstrip("/"))
    assert status == 409
    assert "nothing was recorded" in json.loads(body)["error"]
    assert {name.lower(): value for name, value in headers.items()}["cache-control"] == "no-store"


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://127.0.0.1:1"}, {"Origin": "https://elsewhere.example"}])
def test_recording_is_given_to_no_other_page(app: App, headers: dict[str, str]) -> None:
    assert end_recording(app, **headers)[0] == 403


def test_recording_is_given_to_nobody_whom_the_browser_calls_a_stranger(app: App) -> None:
    assert end_recording(app, Origin=app.url.rstrip("/"), Sec_Fetch_Site="cross-site")[0] == 403
