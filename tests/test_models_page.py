"""The Models page on a shelf that only notes: what it shows in every state, and what its buttons ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant import config, ui
from assistant.downloads import Download
from assistant.history import History
from assistant.ledger import Ledger
from assistant.shelf import Held, Memory, Note
from assistant.ui import getting_page, memory_bar
from local_models.transfer import Progress
from tests.shelves import TALKING, FakeShelf, coming
from tests.test_pages import FakeDesk, page, texts

LLAMA = "llama-3.2-1b-instruct-q4-k-m"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FakeDesk]:
    """At a home where every model of the smallest set seems to be."""
    environ = {"ORIEL_HOME": str(tmp_path)}
    settings = config.load(environ)
    settings.folders.models.parent.mkdir(parents=True)
    settings.folders.models.symlink_to(config.load({}).folders.models)
    history, ledger = History(settings.folders.history), Ledger(settings.folders.ledger)
    one = FakeDesk(settings, config.settings_file(environ), history, ledger)
    ui.open_desk(one)
    yield one
    ui.open_desk(None)
    one.history.close()
    one.ledger.close()


def press(test: AppTest, label: str) -> AppTest:
    (button,) = (one for one in test.button if one.label == label)
    return button.click().run()


def select(test: AppTest, label: str, value: str) -> AppTest:
    (box,) = (one for one in test.selectbox if one.label == label)
    return box.set_value(value).run()


def test_bar_says_in_words_what_it_shows_in_colours() -> None:
    said = memory_bar.html(TALKING, on_gpu=False)
    assert "Conversation: 2,100 of 4,000 MiB taken" in said
    assert "<strong>Qwen2.5 Coder 1.5B</strong> · up to 1,500 MiB · answers · stays · at work" in said
    assert "<strong>Hibari</strong> · size not known yet · speaks" in said
    assert 'aria-hidden="true"' in said, "the list says all, so the bar need not be read"
    assert "width:37.5%" in said
    assert "GPU: 2,100 of" in memory_bar.html(TALKING, on_gpu=True)


def test_model_with_two_roles_is_listed_once_with_both() -> None:
    both = (Held("language_model", "seeing", 900, False, True), Held("vision_model", "seeing", 0, False, True))
    said = memory_bar.html(Memory("voice", both, 1000, 0), on_gpu=False)
    assert said.count("<li") == 1
    assert "answers · looks at pictures" in said
    assert "1,000 MiB taken" in said


def test_models_from_the_eighth_on_have_stripes_and_no_name_is_markup() -> None:
    many = tuple(Held("detector", f"model<{number}>", 100, False, False) for number in range(9))
    said = memory_bar.html(Memory("eyes", many, 900, 900), on_gpu=False)
    assert said.count("repeating-linear-gradient") == 2 * 2  # in the bar and in the list
    assert "<8>" not in said


def test_empty_memory_is_told(desk: FakeDesk) -> None:
    desk.shelf.held = [Memory("voice", (), 0, 4000)]
    assert "No model is in memory just now" in texts(page("models"))


def test_buttons_ask_the_shelf_about_the_chosen_role(desk: FakeDesk) -> None:
    test = page("models")
    press(test, "Try it out")
    press(test, "Unload")
    select(test, "Which one?", "detector")
    press(test, "Load now")
    assert desk.shelf.asked == [("try", "language_model"), ("unload", "language_model"), ("load", "detector")]


def test_toggle_shows_whether_a_model_stays_and_changes_it(desk: FakeDesk) -> None:
    test = page("models")
    (stays,) = test.toggle
    assert stays.value is True
    stays.set_value(False).run()
    assert desk.shelf.asked == [("pin", "language_model", "False")]
    select(test, "Which one?", "detector")
    assert test.toggle[0].disabled, "what is not in memory cannot stay there"


def test_another_model_is_asked_for_when_it_is_chosen(desk: FakeDesk) -> None:
    test = page("models")
    select(test, "Its model", "smollm2-135m-instruct-q4-1")
    assert desk.shelf.asked == [("choose", "language_model", "smollm2-135m-instruct-q4-1")]


def test_while_something_is_done_its_buttons_wait(desk: FakeDesk) -> None:
    desk.shelf.said = {"language_model": Note("Loading …", running=True)}
    test = page("models")
    assert "Loading …" in texts(test)
    assert all(one.disabled for one in test.button if one.label in ("Try it out", "Unload"))


def test_switch_can_be_undone_only_after_one(desk: FakeDesk) -> None:
    assert "Back to the model before" not in texts(page("models"))
    desk.shelf.undoable = True
    press(page("models"), "Back to the model before")
    assert desk.shelf.asked == [("back",)]


def test_what_went_wrong_is_said(desk: FakeDesk) -> None:
    desk.shelf.said = {"language_model": Note("there is no room", is_problem=True)}
    assert "there is no room" in page("models").error[0].value
    desk.shelf = FakeShelf(refuses="not now")
    assert "not now" in press(page("models"), "Try it out").error[0].value


def test_licence_is_accepted_before_a_model_that_asks_for_it_comes(desk: FakeDesk) -> None:
    test = select(page("models"), "Model", LLAMA)
    assert "https://www.llama.com/llama3_2/license/" in "".join(str(one.value) for one in test.markdown)
    (get,) = (one for one in test.button if one.label == "Get it")
    assert get.disabled
    test.checkbox[0].check().run()
    press(test, "Get it")
    assert desk.shelf.asked == [("accept", LLAMA), ("fetch", LLAMA)]


def test_downloads_are_told_with_what_can_be_done_about_them(desk: FakeDesk) -> None:
    failed = Progress("isnet", 0, 1, "waiting")
    desk.shelf.downloads.shown = [
        coming("whisper-small", 100 << 20, 400 << 20),
        Download("isnet", failed, running=False, problem="no source answers"),
        Download("centernet", failed, running=False, problem="stopped"),
        Download("hibari", failed, running=False),
    ]
    test = page("models")
    said = texts(test)
    assert "no source answers" in said
    assert "CenterNet was stopped; what has come is kept." in said
    assert "Hibari is here." in said
    press(test, "Stop getting Whisper Small")
    press(test, "Try again to get ISNet")
    press(test, "Go on getting CenterNet")
    assert desk.shelf.downloads.stopped == ["whisper-small"]
    assert desk.shelf.asked == [("fetch", "isnet"), ("fetch", "centernet")]


def test_set_of_models_is_explained_and_used_once_its_models_are_here(desk: FakeDesk) -> None:
    test = page("models")
    said = texts(test)
    assert "| Answers | Qwen2.5 Coder 1.5B | 1,900 MiB | always |" in said
    assert "simulated conversations never more than" in said
    press(test, "Use this set")
    assert desk.shelf.asked == [("profile", "pocket")]
    test = select(test, "Set of models", "gpu-24")
    assert "Not here yet: Faster Whisper Large v3" in texts(test)
    (use,) = (one for one in test.button if one.label == "Use this set")
    assert use.disabled


def test_models_that_are_here_or_coming_are_not_offered_again(desk: FakeDesk) -> None:
    desk.shelf.downloads.shown = [coming("whisper-small", 1, 2)]
    (box,) = (one for one in page("models").selectbox if one.label == "Model")
    assert not any("Whisper Base" in option or "Whisper Small" in option for option in box.options)
    assert any("Llama 3.2 1B · Answers" in option for option in box.options)


def test_phases_of_a_download_all_have_words() -> None:
    assert set(getting_page.PHASES) == {"waiting", "downloading", "joining", "checking", "done"}
