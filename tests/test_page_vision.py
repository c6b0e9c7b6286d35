"""A vision-language model on the page: a caption on arrival, and a question about one thing of a picture by voice."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from photos import photo
from train_test_models import MODELS

from assistant.messages import Pcm
from tests.browser import App, Visitor, drop, listens, running_app
from tests.conftest import NOBODY_ELSE, make_home
from tests.microphones import ROOM, say


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The real app with the tiny vision-language model, which knows coloured shapes and answers whatever is asked."""
    small = '[models]\nlanguage_model = "smollm2-135m-instruct-q4-1"\n'  # it only has to be there
    settings = f'{NOBODY_ELSE}{small}[vision]\nvision_model = "{(MODELS / "vlm").as_posix()}"\n'
    with running_app(make_home(tmp_path_factory.mktemp("page") / "home", settings)) as running:
        yield running


def test_picture_has_a_caption_on_arrival_and_a_region_question_is_answered_aloud(
    at_page: Callable[..., Visitor], speech: Callable[[str], Pcm]
) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    drop(visitor, Path(photo("chelsea.png").path))
    visitor.waits_until("state.view.pictures.length === 1 && state.view.pictures[0].caption !== ''")
    caption = visitor.state("state.view.pictures[0].caption")
    assert caption in (visitor.page.locator("img.photo").get_attribute("alt") or "")
    say(visitor.page, speech("What is the cat on the left doing?"))
    visitor.waits_until("state.turns.length === 1")
    (turn,) = visitor.turns()
    assert turn["heard"] == "What is the cat on the left doing?"
    assert turn["intent"] == "describe"
    assert turn["said"] not in ("", "I cannot tell.")
    assert turn["spoken"] == turn["said"]
    visitor.waits_until("state.view.finding?.things.length === 1")
    assert visitor.state("state.view.finding.things[0].label") == "cat"
