"""Scene by scene in the real app: a question back, a short reply in another language, a plan before the eyes."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from photos import photo

from assistant.messages import Pcm
from tests.browser import Visitor, ask, drop, listens
from tests.microphones import ROOM, say

AtPage = Callable[..., Visitor]


@pytest.fixture
def two_cats(tmp_path: Path) -> Path:
    """Chelsea and her mirror image, side by side."""
    cat = np.asarray(PIL.Image.open(photo("chelsea.png").path).convert("RGB"))
    path = tmp_path / "two cats.png"
    PIL.Image.fromarray(np.concatenate([cat, cat[:, ::-1]], axis=1)).save(path)
    return path


def test_which_of_two_is_asked_and_answered_in_german_by_voice(
    at_page: AtPage, speech: Callable[[str], Pcm], two_cats: Path
) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    drop(visitor, two_cats)
    visitor.waits_until("state.view.pictures.length === 1")
    say(visitor.page, speech("Cut out the cat."))
    visitor.waits_until("state.view.asking !== null && state.view.state === 'idle'")
    (asked,) = visitor.turns()
    assert asked["spoken"].endswith("Which?"), "it is heard"
    assert [thing["number"] for thing in visitor.state("state.view.finding.things")] == [1, 2], "both are numbered"
    assert visitor.state("state.view.finding.things.every((thing) => !thing.mask)"), "nothing is cut out yet"
    assert visitor.page.locator("button.choice").count() == 2
    say(visitor.page, speech("Links."))
    visitor.waits_until("state.turns.length === 2 && state.view.state === 'idle'")
    assert visitor.state("state.view.asking") is None
    (thing,) = visitor.state("state.view.finding.things")
    assert thing["mask"]
    assert thing["box"][2] < visitor.state("state.view.pictures[0].width") / 2, "the left one"
    assert "die linke Katze" in visitor.turns()[1]["said"], "confirmed in German"


def test_reply_can_be_pressed(at_page: AtPage, two_cats: Path) -> None:
    visitor = at_page()
    drop(visitor, two_cats)
    visitor.waits_until("state.view.pictures.length === 1")
    ask(visitor, "Cut out the cat.")
    visitor.waits_until("state.view.asking !== null && state.view.state === 'idle'")
    visitor.page.locator("button.choice").nth(1).click()
    visitor.waits_until("state.turns.length === 2 && state.view.state === 'idle'")
    (thing,) = visitor.state("state.view.finding.things")
    assert thing["mask"]
    assert thing["box"][0] > visitor.state("state.view.pictures[0].width") / 3, "the right one"


def test_plan_is_shown_while_it_is_carried_out(at_page: AtPage, two_cats: Path) -> None:
    visitor = at_page()
    drop(visitor, two_cats)
    visitor.waits_until("state.view.pictures.length === 1")
    visitor.state(
        "(window.plans = [], (await import(location.origin + '/assistant/page/part.js')).app.store"
        ".subscribe((now) => window.plans.push(now.view.plan)), 0)"
    )
    ask(visitor, "Find the, no wait, just outline the cats, not the dog")
    visitor.waits_until("state.turns.length === 1 && state.view.state === 'idle'")
    plans = {plan for plan in visitor.page.evaluate("window.plans") if plan}
    assert plans == {"outline cats · not dog"}
    assert visitor.state("state.view.plan") == "", "and not after"
