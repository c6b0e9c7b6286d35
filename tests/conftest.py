"""What several tests need: real models where they lie, speech made on the spot, a home of its own for each test."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hibari import SAMPLE_RATE, Hibari
from playwright.sync_api import Playwright, sync_playwright

from assistant import config
from assistant.audio import resample
from assistant.backends import Backends
from assistant.messages import HEARING_RATE, Pcm, TranscribeOptions, Utterance
from local_models import manifest, store
from tests.browser import App, Visitor, anew, recording, running_app, visit

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def model_folder() -> Callable[[str], Path]:
    """The folder of a fetched model; fails, rather than skips, where it is missing: scripts/check.py fetches it."""
    models = config.load({}).folders.models

    def find(name: str) -> Path:
        return store.installed(manifest.find(name), models)

    return find


@pytest.fixture(scope="session")
def speech() -> Callable[[str], Pcm]:
    """Text → someone saying it, int16 mono at 16 kHz, with the silence that Hibari leaves around it removed."""
    voice = Hibari()
    said: dict[str, Pcm] = {}

    def say(text: str) -> Pcm:
        if text not in said:
            sound = voice(text, seed=1)
            loud = np.flatnonzero(np.abs(sound) > 0.01)
            pcm = (sound[loud[0] : loud[-1]] * 32767).astype(np.int16)
            said[text] = resample(pcm, SAMPLE_RATE, HEARING_RATE)
        return said[text]

    return say


NOBODY_ELSE = '[listening]\naddressee = "open"\n'  # a slow machine may take longer than a follow-up question may


def make_home(folder: Path, settings: str = "") -> Path:
    """An ORIEL_HOME with the machine's models in it."""
    (folder / "cache").mkdir(parents=True)
    (folder / "cache" / "models").symlink_to(config.load({}).folders.models, target_is_directory=True)
    if settings:
        (folder / "config.toml").write_text(settings)
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An ORIEL_HOME of this test's own."""
    folder = make_home(tmp_path / "home")
    monkeypatch.setenv("ORIEL_HOME", str(folder))
    return folder


Oriel = Callable[..., "subprocess.CompletedProcess[str]"]


def runner(home: Path) -> Oriel:
    """Runs the real command line in that home."""

    def run(*arguments: object, timeout: float = 300) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "assistant", *map(str, arguments)]
        environment = os.environ | {"ORIEL_HOME": str(home)}
        return subprocess.run(command, capture_output=True, text=True, timeout=timeout, env=environment)

    return run


@pytest.fixture
def oriel(home: Path) -> Oriel:
    """The command line in a home, and with an engine, of the test's own."""
    return runner(home)


@pytest.fixture(scope="session")
def warm_oriel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oriel]:
    """The command line beside an app that keeps the engine and its models, as on a desk."""
    home = make_home(tmp_path_factory.mktemp("warm") / "home")
    with Backends(config.load({"ORIEL_HOME": str(home)})) as backends:
        backends.warm(backends.transcriber, backends.language_model, backends.voice)
        yield runner(home)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Chromium's driver; no other may run in this thread at the same time."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The real app in a home of the module's own, in a room where all that is said is for Oriel."""
    home = make_home(tmp_path_factory.mktemp("page") / "home", NOBODY_ELSE)
    with running_app(home) as running:
        yield running


@pytest.fixture(scope="module")
def transcribe(model_folder: Callable[[str], Path]) -> Callable[[Pcm], str]:
    """Sound → the words that Whisper hears in it."""
    from local_models import whisper  # takes seconds, which most tests need not wait

    loaded = whisper.load(str(model_folder("whisper-base")), threads=2)

    def words(pcm: Pcm) -> str:
        utterance = Utterance(pcm, HEARING_RATE, 0, len(pcm))
        return " ".join(one.text.strip() for one in loaded.transcribe(utterance, TranscribeOptions("en")))

    return words


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
