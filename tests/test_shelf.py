"""Switching, loading and trying models, on engines that only remember: what is loaded when, what stays as it was."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant import config
from assistant.config import Config, Hub
from assistant.downloads import Downloads
from assistant.engine.wire import Handle, Loaded, Status
from assistant.engine_roles import EngineDetector, EngineLanguageModel, EngineTranscriber, EngineVoice, Part
from assistant.errors import BadInput, CallFailed, FetchFailed, NoMemory
from assistant.ledger import Ledger
from assistant.messages import AudioChunk, Segment, Snapshot
from assistant.roles import Stream
from assistant.shelf import Shelf
from assistant.trying import try_out
from local_models import manifest
from local_models.fetch import OnProgress, Progress
from local_models.manifest import Model, Role
from tests.browser import wait_until

IN_TIME_S = 20.0
FIRST, SECOND = "qwen2.5-coder-1.5b-instruct-q4-k-m", "smollm2-135m-instruct-q4-1"


@dataclass
class FakeEngine:
    """Keeps the names of what it holds; full: what it has no room for."""

    held: list[str] = field(default_factory=list)
    log: list[tuple[str, ...]] = field(default_factory=list)
    full: str = ""

    def warm(self, handle: Handle) -> None:
        self.log.append(("warm", handle.name))
        if handle.name == self.full:
            raise NoMemory(f"no room for {handle.name}")
        if handle.name not in self.held:
            self.held.append(handle.name)

    def unload(self, handle: Handle) -> None:
        self.log.append(("unload", handle.name))
        if handle.name in self.held:
            self.held.remove(handle.name)

    def pin(self, handle: Handle, pinned: bool) -> None:
        self.log.append(("pin", handle.name, str(pinned)))

    def status(self) -> Status:
        loaded = (Loaded(Handle("language_model", "x:y", (), model=name), 10, False, False) for name in self.held)
        return Status(tuple(loaded), 100, 50)

    def call(self, handle: Handle, *arguments: object) -> Stream[Any]:
        items: dict[str, list[Any]] = {
            "language_model": ["Paris."],
            "voice": [AudioChunk(np.zeros(24_000, np.int16), 24_000, "Hello")],
            "transcriber": [Segment(0.0, 1.0, " Hello", "en", ())],
        }
        return Stream(iter(items[handle.role]), lambda: None)


def handle(role: str, name: str) -> Handle:
    return Handle(role, "x:y", (("name", name),), model=name, pinned=True)


@dataclass
class FakeBackends:
    """Parts as the settings name them, all in one engine."""

    settings: Config
    engine: FakeEngine
    on_gpu: bool = False
    switched: list[str] = field(default_factory=list)

    @property
    def voice(self) -> EngineVoice:
        return EngineVoice(self.engine, handle("voice", "hibari"))  # type: ignore[arg-type]

    def parts(self, settings: Config | None = None) -> dict[Role, Part]:
        named = (settings or self.settings).models.language_model or FIRST
        return {
            "language_model": EngineLanguageModel(self.engine, handle("language_model", named)),  # type: ignore[arg-type]
            "voice": self.voice,
        }

    def memory(self) -> dict[str, Status]:
        return {"voice": self.engine.status()}

    def warm(self, *parts: Part) -> None:
        for part in parts:
            part.engine.warm(part.handle)

    def switch(self, settings: Config) -> None:
        self.settings = settings
        self.switched.append(settings.models.language_model)


@dataclass
class FakeSession:
    """A conversation whose turn ends when it is told to."""

    turn_over: threading.Event = field(default_factory=threading.Event)
    warmed: int = 0

    def at_turns_end(self, change: Callable[[], None]) -> None:
        assert self.turn_over.wait(IN_TIME_S)
        change()

    def warm(self) -> None:
        self.warmed += 1

    def nudge(self) -> None:
        pass

    def snapshot(self) -> Snapshot:
        return Snapshot("idle", (), (), "")


@dataclass
class Scene:
    shelf: Shelf
    engine: FakeEngine
    backends: FakeBackends
    session: FakeSession
    kept: list[tuple[str, Mapping[str, Any]]]

    def settled(self) -> None:
        wait_until(lambda: not self.shelf.busy(), IN_TIME_S)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    settings = config.load({"ORIEL_HOME": str(tmp_path)})
    engine, session = FakeEngine(["hibari", FIRST]), FakeSession()
    session.turn_over.set()
    backends = FakeBackends(settings, engine)
    kept: list[tuple[str, Mapping[str, Any]]] = []

    def keep(section: str, values: Mapping[str, Any]) -> None:
        kept.append((section, values))

    shelf = Shelf(
        backends,  # type: ignore[arg-type]
        session,  # type: ignore[arg-type]
        Ledger(settings.folders.ledger),
        lambda: backends.settings,
        keep,
        lambda: Hub("http://127.0.0.1:1", ""),
    )
    return Scene(shelf, engine, backends, session, kept)


def test_new_model_is_loaded_first_and_takes_over_only_when_the_turn_ends(scene: Scene) -> None:
    scene.session.turn_over.clear()
    scene.shelf.choose("language_model", SECOND)
    wait_until(lambda: SECOND in scene.engine.held, IN_TIME_S)
    assert scene.backends.switched == []
    assert FIRST in scene.engine.held, "the turn under way still needs it"
    scene.session.turn_over.set()
    scene.settled()
    assert scene.backends.switched == [SECOND]
    assert scene.engine.held == ["hibari", SECOND]
    assert dict(scene.kept)["models"]["language_model"] == SECOND
    assert scene.session.warmed == 1
    assert scene.shelf.notes()["language_model"].text == "Switched."


def test_back_undoes_the_last_switch(scene: Scene) -> None:
    with pytest.raises(BadInput, match="nothing to go back to"):
        scene.shelf.back()
    assert not scene.shelf.can_go_back()
    scene.shelf.choose("language_model", SECOND)
    scene.settled()
    assert scene.shelf.can_go_back()
    scene.shelf.back()
    scene.settled()
    assert scene.engine.held == ["hibari", FIRST]
    assert scene.backends.settings.models.language_model == ""
    assert not scene.shelf.can_go_back()


def test_model_that_does_not_fit_changes_nothing(scene: Scene) -> None:
    scene.engine.full = SECOND
    scene.shelf.choose("language_model", SECOND)
    scene.settled()
    note = scene.shelf.notes()["language_model"]
    assert note.is_problem
    assert note.text == f"no room for {SECOND}"
    assert scene.backends.switched == []
    assert scene.kept == []
    assert scene.engine.log[-1] == ("pin", FIRST, "True"), "it stays in memory as before"
    assert not scene.shelf.can_go_back()


def test_choosing_what_is_used_already_loads_nothing(scene: Scene) -> None:
    scene.shelf.choose("language_model", FIRST)
    scene.settled()
    assert ("warm", FIRST) not in scene.engine.log
    assert "already" in scene.shelf.notes()["language_model"].text


def test_set_of_models_replaces_what_was_chosen_one_by_one(scene: Scene) -> None:
    scene.backends.settings = replace(
        scene.backends.settings, models=replace(scene.backends.settings.models, language_model=SECOND)
    )
    scene.shelf.choose_profile("pocket")
    scene.settled()
    assert dict(scene.kept)["models"] == {"profile": "pocket", "transcriber": "", "language_model": ""}


def test_memory_names_models_and_says_which_roles_are_there(scene: Scene) -> None:
    (memory,) = scene.shelf.memory()
    assert [one.model for one in memory.held] == ["hibari", FIRST]
    assert (memory.taken_mib, memory.budget_mib) == (50, 100)
    assert scene.shelf.loaded() == {"language_model": False}
    scene.shelf.unload("language_model")
    scene.settled()
    assert scene.shelf.loaded() == {}


def test_trying_runs_a_real_call_and_says_how_long_it_took(scene: Scene) -> None:
    scene.shelf.try_out("language_model")
    scene.settled()
    assert "“Paris.”" in scene.shelf.notes()["language_model"].text
    assert "seconds:" in scene.shelf.notes()["language_model"].text


def test_transcriber_is_tried_on_what_the_voice_says_and_eyes_on_the_last_picture(scene: Scene) -> None:
    ears = EngineTranscriber(scene.engine, handle("transcriber", "whisper-base"))  # type: ignore[arg-type]
    assert "was heard as “Hello”" in try_out(ears, scene.backends.voice, None).says
    eye = EngineDetector(scene.engine, handle("detector", "centernet"))  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="drop a picture"):
        try_out(eye, scene.backends.voice, None)


# Downloads.


def test_download_tells_how_far_it_is_and_goes_on_after_a_stop() -> None:
    model, calls = manifest.find("isnet"), 0
    came = threading.Event()

    def get(model: Model, tell: OnProgress, wanted: Callable[[], bool]) -> None:
        nonlocal calls
        calls += 1
        tell(Progress(model.name, 5, 10, "downloading"))
        came.set()
        if calls == 1:
            wait_until(lambda: not wanted(), IN_TIME_S)
            raise FetchFailed("interrupted")

    ended = threading.Semaphore(0)
    downloads = Downloads(get, ended.release)
    downloads.start(model)
    downloads.start(model)  # it comes already
    assert came.wait(IN_TIME_S)
    (one,) = downloads.all()
    assert (one.running, one.progress.done) == (True, 5)
    downloads.stop(model.name)
    assert ended.acquire(timeout=IN_TIME_S)
    (one,) = downloads.all()
    assert (one.running, one.problem) == (False, "stopped")
    downloads.start(model)
    assert ended.acquire(timeout=IN_TIME_S)
    (one,) = downloads.all()
    assert (one.running, one.problem, calls) == (False, "", 2)


def test_download_that_fails_says_why_and_closing_stops_all() -> None:
    def get(model: Model, tell: OnProgress, wanted: Callable[[], bool]) -> None:
        if model.name == "isnet":
            raise CallFailed("no source answers")
        wait_until(lambda: not wanted(), IN_TIME_S)

    downloads = Downloads(get)
    downloads.start(manifest.find("isnet"))
    downloads.start(manifest.find("centernet"))
    wait_until(lambda: not downloads.all()[0].running, IN_TIME_S)
    assert downloads.all()[0].problem == "no source answers"
    downloads.close()
    assert not any(one.running for one in downloads.all())
