"""The desk on actors: what a changed setting does at once, and what is told when the models do not load."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import config, desk
from assistant.config import Config, Folders
from assistant.desk import Desk
from assistant.errors import BadSetting, EngineUnusable
from assistant.history import History
from assistant.messages import AudioChunk, TranscribeOptions, Utterance
from assistant.roles import Models, Stream
from assistant.voices import ORDERS, LocalVoice, Voices
from tests.actors import Scribe, Tongue, cast, spoken
from tests.browser import wait_until

IN_TIME_S = 5.0
QUESTION, ANSWER = "How are you today?", "Well, thank you."


class PacedTongue(Tongue):
    def __init__(self) -> None:
        super().__init__()
        self.speeds: list[float] = []

    def speak(self, text: str, speed: float = 1.0, language: str = "en") -> Stream[AudioChunk]:
        self.speeds.append(speed)
        return super().speak(text, speed, language)


class AttentiveScribe(Scribe):
    options: TranscribeOptions | None = None

    def transcribe(self, utterance: Utterance, options: TranscribeOptions):  # type: ignore[no-untyped-def]
        self.options = options
        return super().transcribe(utterance, options)


class Actors:
    """Backends that have no engine. load: what loading the models comes to."""

    names: dict[str, str] = {"language_model": "an actor"}  # noqa: RUF012  # as in Backends

    def __init__(self, load: Callable[[], None]) -> None:
        self._load = load
        self.voice, self.transcriber = PacedTongue(), AttentiveScribe({1: QUESTION})
        cast_of_scene = cast({}, {QUESTION: ANSWER})
        self.language_model = cast_of_scene.language_model
        self.intent_classifier = cast_of_scene.intent_classifier
        self._models = replace(cast_of_scene, voice=self.voice, transcriber=self.transcriber)
        self.voices = Voices([LocalVoice("actor", self.voice)], None, "offline-only", print, lambda: 0.0)
        self.closed = False

    def choose_voices(self, config: Config) -> None:
        self.voices.choose(ORDERS[config.voice.order], None)

    def models(self) -> Models:
        return self._models

    def warm(self, *parts: object) -> None:
        self._load()

    def close(self) -> None:
        self.closed = True


MakeDesk = Callable[..., tuple[Desk, Actors]]


@pytest.fixture
def make_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeDesk]:
    made: list[tuple[Desk, Actors]] = []

    def make(load: Callable[[], None] = lambda: None) -> tuple[Desk, Actors]:
        environ = {"ORIEL_HOME": str(tmp_path)}
        actors = Actors(load)
        monkeypatch.setattr(desk, "Backends", lambda *_: actors)
        made.append((Desk(config.load(environ), config.settings_file(environ)), actors))
        return made[-1]

    yield make
    for one, actors in made:
        if not actors.closed:
            one.close()


def with_settings(settings: Config, section: str, **values: object) -> Config:
    return replace(settings, **{section: replace(getattr(settings, section), **values)})


def play_out(at: Desk) -> None:
    """A loudspeaker that plays everything at once."""
    playback = at.session.playback
    playback.played(playback.end, dry=False)
    playback.played(playback.end, dry=True)


def ask(at: Desk) -> None:
    asked = at.session.ask(QUESTION)
    wait_until(lambda: play_out(at) or asked.done(), IN_TIME_S)


def test_models_are_loading_until_they_are_ready(make_desk: MakeDesk) -> None:
    loaded = threading.Event()
    at, _ = make_desk(lambda: loaded.wait(IN_TIME_S))
    assert at.models_state() == "loading"
    looked = threading.Event()
    at.session.watch(looked.set)
    loaded.set()
    wait_until(lambda: at.models_state() == "ready", IN_TIME_S)
    assert looked.wait(IN_TIME_S), "the pages look again"
    assert at.language_model == "an actor"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (EngineUnusable("the engine died 3 times in 60 s"), "the engine died 3 times in 60 s"),
        (OSError("what was said"), "the models could not be loaded (OSError); see what is wrong with: oriel doctor"),
    ],
)
def test_models_that_cannot_be_loaded_are_told(
    make_desk: MakeDesk, error: Exception, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[object] = []
    monkeypatch.setattr(threading, "excepthook", raised.append)

    def fail() -> None:
        raise error

    at, _ = make_desk(fail)
    wait_until(lambda: at.models_state() == "failed", IN_TIME_S)
    wait_until(lambda: at.session.snapshot().notice == told, IN_TIME_S)
    assert raised == []


def test_desk_that_is_closed_while_models_load_ends_quietly(
    make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[object] = []
    monkeypatch.setattr(threading, "excepthook", raised.append)
    going = threading.Event()

    def fail() -> None:
        going.wait(IN_TIME_S)
        raise EngineUnusable("the engine was closed")

    before = threading.enumerate()  # of other desks, some may still be warming
    at, actors = make_desk(fail)
    (warming,) = [thread for thread in threading.enumerate() if thread.name == "warm" and thread not in before]
    at.close()
    going.set()
    warming.join(IN_TIME_S)
    assert at.models_state() == "failed"
    assert raised == []
    assert actors.closed


def test_speed_is_taken_over_at_the_next_answer(make_desk: MakeDesk) -> None:
    at, actors = make_desk()
    at.let_hear(True)
    ask(at)
    at.apply(with_settings(at.config, "voice", speed=1.5))
    ask(at)
    assert actors.voice.speeds[0] == 1.0
    assert actors.voice.speeds[-1] == 1.5


def test_language_and_hot_words_are_taken_over(make_desk: MakeDesk) -> None:
    at, actors = make_desk()
    at.apply(with_settings(at.config, "listening", language="de", hot_words="Faust"))
    wait_until(lambda: at.session.snapshot().language == "de", IN_TIME_S)
    speak(at)
    assert actors.transcriber.options is not None
    assert (actors.transcriber.options.language, actors.transcriber.options.hot_words) == ("de", "Oriel, Faust")
    at.apply(with_settings(at.config, "listening", language="auto"))
    wait_until(lambda: at.session.snapshot().language == "", IN_TIME_S)


def speak(at: Desk) -> None:
    turns = len(at.session.snapshot().turns)
    at.session.touch()  # it is said to Oriel
    at.session.feed(spoken(1))
    at.session.feed(spoken(-1000))  # silence
    wait_until(lambda: len(at.session.snapshot().turns) > turns, IN_TIME_S)


def test_history_is_kept_only_while_it_is_wanted(make_desk: MakeDesk) -> None:
    at, _ = make_desk()
    ask(at)
    at.apply(with_settings(at.config, "privacy", keep_history=False))
    ask(at)
    kept = turns_kept(at.config.folders)
    at.apply(with_settings(at.config, "privacy", keep_history=True))
    ask(at)
    assert kept == 1
    assert turns_kept(at.config.folders) == 2


def turns_kept(folders: Folders) -> int:
    history = History(folders.history)
    kept = sum(len(history.turns(one.id)) for one in history.sessions())
    history.close()
    return kept


def test_screen_reader_silences_at_once_and_gives_the_voice_back(make_desk: MakeDesk) -> None:
    at, actors = make_desk()
    at.let_hear(True)
    at.apply(with_settings(at.config, "page", screen_reader=True))
    ask(at)
    assert actors.voice.said == []
    at.apply(with_settings(at.config, "page", screen_reader=False))
    ask(at)
    assert actors.voice.said


def test_changed_setting_is_written_and_taken_over(make_desk: MakeDesk) -> None:
    at, _ = make_desk()
    at.change("voice", "speed", 2.0)
    assert at.config.voice.speed == 2.0
    assert config.read(at.settings_file, at.config.folders) == at.config


def test_setting_that_is_refused_changes_nothing(make_desk: MakeDesk) -> None:
    at, _ = make_desk()
    before = at.config
    with pytest.raises(BadSetting, match="speed must lie between"):
        at.change("voice", "speed", 9.0)
    assert at.config is before
    assert not at.settings_file.exists()
