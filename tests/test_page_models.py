"""The Models page in a real browser, on real small models: tried, switched in the middle of a conversation, fetched."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, TimeoutError

from assistant import config
from assistant.ledger import Ledger
from local_models import importing, manifest
from tests import tiny_gguf
from tests.browser import App, Visitor, ask, running_app, visit
from tests.loopback import Loopback, Page, serving

COMES = manifest.find("smollm2-135m-instruct-q4-1")  # the only small one that the hub has
LONG_MS = 240_000
SLOW = 400_000  # bytes a second


def home_with_tiny_models(root: Path, but: tuple[str, ...] = (COMES.name,)) -> Path:
    """A home whose models folder can be written to: links to the machine's models, and two tiny ones that answer."""
    models = root / "cache" / "models"
    models.mkdir(parents=True)
    for one in config.load({}).folders.models.iterdir():
        if one.is_dir() and not one.name.startswith(".") and one.name not in but:
            (models / one.name).symlink_to(one)
    for name in ("tiny-one", "tiny-two"):
        importing.bring(tiny_gguf.write(root / f"{name}.gguf"), models, name=name)
    settings = '[models]\nlanguage_model = "tiny-one"\n[answers]\nmax_new_tokens = 8\n[listening]\naddressee = "open"\n'
    (root / "config.toml").write_text(settings)
    return root


def put(hub: Loopback) -> Page:
    """The model that comes, on a mirror."""
    (file,) = COMES.files
    body = (config.load({}).folders.models / COMES.name / file.name).read_bytes()
    assert COMES.revision
    return hub.put_large(COMES.repository, COMES.revision, file.path, body)


@pytest.fixture(scope="module")
def mirror() -> Iterator[Loopback]:
    with serving() as hub:
        put(hub).bytes_per_s = SLOW
        yield hub


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, mirror: Loopback) -> Iterator[App]:
    home = home_with_tiny_models(tmp_path_factory.mktemp("models") / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_ENDPOINT", mirror.url)
        patch.setenv("HF_HOME", str(home))
        with running_app(home) as running:
            yield running


@pytest.fixture
def visitor(playwright: Playwright, app: App, tmp_path: Path) -> Iterator[Visitor]:
    with visit(playwright, app, tmp_path) as one:
        open_page(one, app)
        yield one


def open_page(one: Visitor, app: App) -> None:
    """The Models page, once the models are loaded."""
    one.page.goto(f"{app.url}models")
    one.waits_until("state.view.models === 'ready'", LONG_MS)
    one.page.get_by_role("button", name="Try it out").wait_for(timeout=LONG_MS)


def select(one: Visitor, label: str, option: str) -> None:
    """Choose in a box that drops down."""
    wanted = one.page.get_by_role("option", name=option).first
    for _ in range(10):  # a page that is just being drawn anew closes it again
        one.page.get_by_role("combobox", name=label, exact=True).click()
        try:
            wanted.click(timeout=5_000)
        except TimeoutError:
            one.page.keyboard.press("Escape")
        else:
            return
    raise AssertionError(f"'{label}' never offered '{option}'")


def press(one: Visitor, label: str) -> None:
    one.page.get_by_role("button", name=label, exact=True).click()


def language_model(app: App) -> str:
    environ = os.environ | {"ORIEL_HOME": str(app.home)}
    return config.load(environ).models.language_model


def test_memory_names_the_models_that_are_loaded_and_one_is_tried(visitor: Visitor) -> None:
    bar = visitor.page.get_by_role("region", name="Conversation")
    bar.get_by_text("Tiny One").wait_for(timeout=LONG_MS)
    assert "MiB taken" in bar.inner_text()
    press(visitor, "Try it out")
    visitor.waits_for("seconds: “What is the capital of France?", LONG_MS)


def test_model_is_switched_in_a_conversation_and_back_undoes_it(visitor: Visitor, app: App) -> None:
    ask(visitor, "How are you?")
    visitor.waits_until("state.turns.length === 1", LONG_MS)
    select(visitor, "Its model", "Tiny Two")
    visitor.waits_for("Switched.", LONG_MS)
    assert language_model(app) == "tiny-two"
    ask(visitor, "And now?")
    visitor.waits_until("state.turns.length === 2", LONG_MS)
    visitor.page.get_by_role("region", name="Conversation").get_by_text("Tiny Two").wait_for(timeout=LONG_MS)
    press(visitor, "Back to the model before")
    visitor.page.get_by_role("region", name="Conversation").get_by_text("Tiny One").wait_for(timeout=LONG_MS)
    visitor.page.get_by_role("button", name="Back to the model before").wait_for(state="detached", timeout=LONG_MS)
    assert language_model(app) == "tiny-one"


def test_model_comes_while_talk_goes_on_is_stopped_and_goes_on(visitor: Visitor, app: App, mirror: Loopback) -> None:
    before = len(visitor.turns())
    select(visitor, "Model", "SmolLM2 135M · Answers")
    press(visitor, "Get it")
    visitor.waits_for("SmolLM2 135M: downloading", LONG_MS)
    ask(visitor, "Do you still talk?")
    visitor.waits_until(f"state.turns.length === {before + 1}", LONG_MS)
    press(visitor, "Stop getting SmolLM2 135M")
    visitor.waits_for("was stopped; what has come is kept", LONG_MS)
    for page in mirror.pages.values():
        page.bytes_per_s = None
    press(visitor, "Go on getting SmolLM2 135M")
    visitor.waits_for("SmolLM2 135M is here", LONG_MS)
    (first, *_) = [one.start for one in mirror.gets("/storage") if one.start]
    assert first > 0, "it went on where it had stopped"
    ledger = Ledger(config.load({"ORIEL_HOME": str(app.home)}).folders.ledger)
    assert {(one.to, one.text) for one in ledger.entries()} == {(mirror.url.split("/")[-1], COMES.name)}
    ledger.close()
