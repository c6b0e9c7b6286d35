"""The link as a page meets it: a real server and a real client on loopback, a real session on actors."""

import asyncio
import io
import json
import logging
import socket
import struct
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from assistant import config, hearing
from assistant.config import Config
from assistant.desk import Desk, session_settings
from assistant.dialogue import SessionSettings
from assistant.errors import BadInput
from assistant.hearing import Hearing
from assistant.history import History
from assistant.house_orders import HouseOrders
from assistant.ledger import Ledger
from assistant.messages import HEARING_RATE, AudioChunk, Pcm, Request
from assistant.playback import RATE
from assistant.recorder import Recorder
from assistant.roles import Models, Stream
from assistant.session import Session
from assistant.ui import link, news
from assistant.voices import Voices
from tests.actors import WORD_S, Scribe, Wit, cast
from tests.browser import wait_until

IN_TIME_S = 5.0
QUIET_S = 0.3  # nothing more comes
LONG = "Tell me"  # is answered with 6 s of sound
ANSWER = " ".join(f"word{number}" for number in range(20)) + "."
SHORT = "Hello there"
MALFORMED, TOO_BIG, FAILED = 1007, 1009, 1011  # close codes of RFC 6455


class Counting:
    """Voice: 0.3 s a word, each sample the number of those before it, so that a gap or a repeat shows."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._samples = 0

    def speak(self, text: str, speed: float = 1.0, language: str = "en") -> Stream[AudioChunk]:
        self.said.append(text)
        count = round(len(text.split()) * WORD_S * RATE)
        chunk = AudioChunk(counted(self._samples, self._samples + count), RATE, text)
        self._samples += count
        return Stream(iter([chunk]), lambda: None)


def counted(start: int, end: int) -> Pcm:
    return (np.arange(start, end) % 2**15).astype(np.int16)


class NoVoices:
    """Backends whose voices nobody can change."""

    def choose_voices(self, config: Config) -> None:
        pass


class Table(Desk):
    """The desk with actors in place of models. heard: what the microphone brought."""

    def __init__(self, home: Path) -> None:
        self.config = config.load({"ORIEL_HOME": str(home)})
        self.settings_file = config.settings_file({"ORIEL_HOME": str(home)})
        self.microphones = ()
        self.voice = Counting()
        models = replace(cast({1: SHORT}, {LONG: ANSWER, SHORT: "I see."}), voice=self.voice)
        self.models: Models = models
        self.session = Session(models, self.settings())
        self.history = History(home.parent / "history")
        self.recorder = Recorder(self.session)
        self.heard: list[Pcm] = []
        self.hearing = Hearing(self._hear, self.session.nudge)
        self.ledger = Ledger(home.parent / "ledger.sqlite")
        self._backends = NoVoices()  # type: ignore[assignment]
        self._orders = HouseOrders(
            Voices((), None, "offline-only", print, lambda: 0.0), self.ledger, self.whole, None, print
        )
        self._changing = threading.RLock()
        self._loudspeaker = False
        self._state = "ready"

    def whole(self) -> Config:
        return self.config

    def settings(self) -> SessionSettings:
        return session_settings(self.config, aloud=False)

    def sends(self, language: str) -> bool:
        return False

    @property
    def language_model(self) -> str:
        return "an actor"

    def _hear(self, pcm: Pcm) -> None:
        self.heard.append(pcm)
        self.recorder.feed(pcm)


class Page:
    """What page/part.js does of it: says hello, keeps what it is told. log: the order in which it was told."""

    def __init__(self, connection: ClientConnection, client: str, run: str, have: int) -> None:
        self.connection = connection
        self.run = ""
        self.view: dict[str, Any] = {}
        self.turns: list[dict[str, Any]] = []
        self.sound: list[tuple[int, Pcm]] = []
        self.log: list[Any] = []
        self.signs = 0
        self.send(do="hello", client=client, run=run, have=have)

    def send(self, **told: Any) -> None:
        self.connection.send(json.dumps(told))

    def reads(self, seconds: float = IN_TIME_S) -> bool:
        """Take one message; False when none comes."""
        try:
            message = self.connection.recv(seconds)
        except TimeoutError:
            return False
        if isinstance(message, bytes):
            (place,) = struct.unpack_from("<q", message)
            self.sound.append((place, np.frombuffer(message, "<i2", offset=8)))
            self.log.append(("sound", place))
            return True
        told = json.loads(message)
        if not told:  # a sign of life
            self.signs += 1
            return True
        self.log.append(told)
        self.run = told.get("welcome", self.run)
        self.view |= told.get("view", {})
        if "turns" in told:
            self.turns[told["turns"]["from"] :] = told["turns"]["turns"]
        return True

    def until(self, is_so: Callable[[], Any]) -> "Page":
        until = time.monotonic() + IN_TIME_S
        while not is_so():
            assert time.monotonic() < until, "the page was not told in time"
            self.reads(0.05)
        return self

    def told(self, key: str) -> list[Any]:
        """Everything under this key, in order."""
        return [told[key] for told in self.log if key in told]

    def rests(self) -> "Page":
        """Read until nothing more comes."""
        while self.reads(QUIET_S):
            pass
        return self

    def closes(self) -> int | None:
        """The code with which the server ends the connection."""
        try:
            while self.reads():
                pass
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None
        raise AssertionError("the server keeps the connection")

    def samples(self) -> Pcm:
        return np.concatenate([np.zeros(0, np.int16), *(pcm for _, pcm in self.sound)])

    def listens(self, rate: int = 48_000, **more: Any) -> None:
        self.send(do="microphone", on=True, rate=rate, device="Headset", **more)

    def speaks(self, pcm: Pcm) -> None:
        self.connection.send(struct.pack("<I", 0) + pcm.tobytes())

    def cut(self) -> None:
        """Go without a word, as a process that is killed."""
        self.connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.socket.shutdown(socket.SHUT_RDWR)
        self.connection.socket.close()


class Served:
    """A server of the link, and of what a test needs beside it, in a thread."""

    def __init__(self, desk: Table, *beside: BaseRoute) -> None:
        self.desk = desk
        self.session = desk.session
        self._connections = ExitStack()

        async def serve(socket: WebSocket) -> None:
            await link.serve(socket, desk)

        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        settings = uvicorn.Config(
            Starlette(routes=[WebSocketRoute(link.PATH, serve), *beside]), ws="websockets-sansio", log_config=None
        )
        self._server = uvicorn.Server(settings)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]})
        self._thread.start()

    def page(self, client: str = "one", run: str = "", have: int = 0, first: bool = True) -> Page:
        """A page; first: nobody else has the conversation."""
        if first:
            wait_until(lambda: link.Link.talking is None, IN_TIME_S)
        return Page(self.connect(), client, run, have)

    def hearing_page(self, **options: Any) -> Page:
        """A page whose loudspeaker can be heard."""
        page = self.page(**options)
        page.until(lambda: page.view)
        page.send(do="sound", on=True)
        return page

    def connect(self, host: str = "127.0.0.1", origin: str | None = "") -> ClientConnection:
        """As this host's page would; origin "": its own."""
        address = f"{host}:{self.port}"
        there = socket.create_connection(("127.0.0.1", self.port))
        own = f"http://{address}" if origin == "" else origin
        opening = connect(f"ws://{address}{link.PATH}", sock=there, origin=own, compression=None)  # type: ignore[arg-type]
        return self._connections.enter_context(opening)

    def close(self) -> None:
        self._connections.close()
        self._server.should_exit = True
        self._thread.join()
        self.session.close()
        self.desk.history.close()


@pytest.fixture
def served(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Served]:
    running = Served(Table(tmp_path / "home"))
    yield running
    running.close()
    assert not [record for record in caplog.records if record.exc_info], "nothing reaches the top of the server"


# Who may connect.


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://127.0.0.1:1", "null", None])
def test_page_of_another_origin_is_refused(served: Served, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refused:
        served.connect(origin=origin)
    assert refused.value.response.status_code == 403


def test_name_that_was_made_to_point_here_is_refused(served: Served) -> None:
    with pytest.raises(InvalidStatus) as refused:
        served.connect(host="rebound.example")
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_own_page_is_let_in(served: Served, host: str) -> None:
    page = Page(served.connect(host=host), "one", "", 0)
    page.until(lambda: page.view)


@pytest.mark.parametrize("host", ["", "[", "[::1", "evil@127.0.0.1.example", "127.0.0.1.example"])
def test_odd_host_is_no_own_page(host: str) -> None:
    assert not link.is_own_page({"host": host, "origin": f"http://{host}"})


# What a page may say.


def test_microphone_that_is_told_without_a_press_is_no_use_of_the_page(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    touched: list[bool] = []
    monkeypatch.setattr(served.session, "touch", lambda: touched.append(True))
    page = served.hearing_page()
    page.listens()
    page.send(do="microphone", on=True, device="Headset", others=["Webcam"])
    page.rests()
    assert touched == [], "a lost connection, another device: the page tells of them by itself"
    page.listens(pressed=True)
    page.rests()
    assert len(touched) == 1


def test_recording_begins_when_it_is_asked_for_and_keeps_what_is_typed(served: Served) -> None:
    page = served.page()
    page.until(lambda: page.view)
    assert page.view["recording"] == "off"
    page.send(do="record")
    page.until(lambda: page.view["recording"] == "recording")
    page.listens(rate=16_000)
    page.speaks(np.zeros(HEARING_RATE // 10, np.int16))
    page.send(do="ask", text=SHORT)
    page.until(lambda: served.desk.heard and page.turns)
    with zipfile.ZipFile(io.BytesIO(served.desk.recording())) as archive:
        assert SHORT in archive.read("events.jsonl").decode()
    page.until(lambda: page.view["recording"] == "off")
    with pytest.raises(BadInput, match="nothing was recorded"):
        served.desk.recording()


@pytest.mark.parametrize("message", ['{"do": "stop"}', b"\0\0\0\0\0\0"])
def test_hello_must_come_first(served: Served, message: str | bytes) -> None:
    connection = served.connect()
    connection.send(message)
    with pytest.raises(ConnectionClosed, match=str(MALFORMED)):
        connection.recv(IN_TIME_S)


def test_hello_must_come_in_time(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "HELLO_S", 0.1)
    with pytest.raises(ConnectionClosed, match=str(MALFORMED)):
        served.connect().recv(IN_TIME_S)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "{",
        "[]",
        '{"do": "fly"}',
        '{"do": "stop", "now": true}',
        '{"do": "played", "place": "12", "dry": false}',
        '{"do": "played", "place": 1.5, "dry": false}',
        '{"do": "played", "place": 12}',
        '{"do": "played", "place": 12, "dry": false, "gain": 1.5}',
        '{"do": "microphone", "on": 1}',
        '{"do": "microphone", "on": true, "path": "pigeon"}',
        '{"do": "microphone", "on": true, "rate": 0}',
        '{"do": "microphone", "on": true, "rate": 1000000000}',
        '{"do": "ask", "text": "half a character: \\ud800"}',
        b"",
        b"\0\0\0",
        b"\0\0\0\0\1",
    ],
)
def test_malformed_message_ends_the_connection_and_not_the_conversation(served: Served, message: str | bytes) -> None:
    page = served.page()
    page.connection.send(message)
    assert page.closes() == MALFORMED
    again = served.page()
    again.send(do="ask", text=SHORT)
    again.until(lambda: again.turns)


@pytest.mark.parametrize("message", ["x" * (link.LONGEST + 1), b"\0" * (link.LONGEST + 2)])
def test_oversized_message_ends_the_connection(served: Served, message: str | bytes) -> None:
    page = served.page()
    page.connection.send(message)
    assert page.closes() == TOO_BIG
    assert served.page().until(lambda: link.Link.talking).rests().view["state"] == "idle"


@pytest.mark.parametrize("number", [-(10**30), -1, 0, 10**18, 10**30])
def test_absurd_places_do_no_harm(served: Served, number: int) -> None:
    page = served.page(run=link.THIS_RUN, have=number)
    page.send(do="played", place=number, dry=False)
    page.send(do="played", place=number, dry=True)
    page.send(do="correct", turn=number, word=number, text="x")
    page.send(do="sound", on=True)
    page.send(do="ask", text=LONG)
    page.until(lambda: len(page.samples()) >= RATE)
    assert served.session.playback.position == 0, "nothing counts as heard that was not sent"
    page.send(do="played", place=number, dry=False)
    page.rests()
    assert served.session.playback.position in (0, len(page.samples()) if number < RATE else news.AHEAD)
    assert np.array_equal(page.samples(), counted(0, len(page.samples())))


def test_failure_of_the_link_is_logged_without_its_words_and_ends_the_connection(
    served: Served, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> str:
        raise RuntimeError("what was said")

    monkeypatch.setattr(served.desk, "models_state", fail, raising=False)
    page = served.page()
    assert page.closes() == FAILED
    assert [record.getMessage() for record in caplog.records if record.name == link.__name__] == [
        "a page's link failed: RuntimeError"
    ]
    monkeypatch.undo()
    assert served.page().rests().view["state"] == "idle"


# What a page is told.


def test_view_comes_whole_and_then_only_what_changed(served: Served) -> None:
    page = served.page().rests()
    assert list(page.log[0]) == ["welcome"]
    assert set(page.view) >= {"state", "live", "answer", "notice", "models", "model", "settings", "language"}
    assert page.turns == []
    del page.log[:]
    served.session.tell("Mind the step.")
    page.rests()
    assert page.log == [{"view": {"notice": {"text": "Mind the step.", "action": None}}}]
    page.send(do="dismiss")
    page.until(lambda: page.view["notice"] is None)


def test_turns_come_from_the_first_that_differs(served: Served) -> None:
    page = served.page().rests()
    for _ in range(3):
        known = len(page.turns)
        page.send(do="ask", text=SHORT)
        page.until(lambda known=known: len(page.turns) > known)
    assert [told["from"] for told in page.told("turns")] == [0, 0, 1, 2]
    page.send(do="correct", turn=1, word=0, text="Goodbye")
    page.until(lambda: len(page.turns) == 4)
    assert page.told("turns")[4]["from"] == 1
    assert [turn["superseded"] for turn in page.turns] == [False, True, False, False]
    page.send(do="anew")
    page.until(lambda: page.turns == [])


def test_connection_shows_that_it_lives_while_nothing_happens(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "ALIVE_S", 0.05)
    talking, waiting = served.page(client="one"), served.page(client="two", first=False)
    for page in (talking, waiting):
        page.until(lambda page=page: page.signs >= 3)
        assert len(page.log) <= 3, "and nothing else is told"


def test_request_is_sent_once(served: Served) -> None:
    page = served.page().rests()
    page.send(do="ask", text="mute the microphone")
    page.until(lambda: page.told("request"))
    assert served.session.snapshot().request == Request(1, "mute", "")
    page.send(do="ask", text=SHORT)
    page.rests()
    assert page.told("request") == [{"name": "mute", "value": ""}]
    page.cut()
    again = served.page(run=page.run).rests()
    assert again.told("request") == []


def test_question_that_cannot_be_asked_is_explained(served: Served) -> None:
    page = served.page().rests()
    page.send(do="ask", text="word " * 10_000)
    page.until(lambda: page.view["notice"])
    assert "more than the language model can read" in page.view["notice"]["text"]


def test_chosen_microphone_is_written_into_the_settings(served: Served) -> None:
    page = served.page().rests()
    page.send(do="choose", microphone='My "best" headset')
    page.until(lambda: page.view["settings"]["microphone"] == 'My "best" headset')
    assert config.read(served.desk.settings_file, served.desk.config.folders).listening.microphone.startswith("My")


def test_settings_that_cannot_be_written_are_a_notice(served: Served) -> None:
    served.desk.settings_file.parent.mkdir(parents=True)
    served.desk.settings_file.mkdir()
    page = served.page().rests()
    page.send(do="choose", microphone="Headset")
    page.until(lambda: page.view["notice"])
    assert "config.toml" in page.view["notice"]["text"]
    assert page.view["settings"]["microphone"] == ""
    page.send(do="ask", text=SHORT)
    page.until(lambda: page.turns)


# Oriel's sound.


def test_page_that_never_reports_gets_two_seconds(served: Served) -> None:
    page = served.hearing_page()
    page.send(do="ask", text=LONG)
    page.rests()
    assert len(page.samples()) == news.AHEAD
    for played in (1, RATE // 2, RATE):
        page.send(do="played", place=played, dry=False)
        page.rests()
        assert len(page.samples()) == news.AHEAD + played
    assert np.array_equal(page.samples(), counted(0, news.AHEAD + RATE))
    starts = np.cumsum([0, *(len(pcm) for _, pcm in page.sound)])
    assert [place for place, _ in page.sound] == starts[:-1].tolist()


def test_what_was_heard_follows_the_reports(served: Served) -> None:
    page = served.hearing_page()
    page.send(do="ask", text=LONG)
    page.until(lambda: len(page.samples()) == news.AHEAD)
    playback = served.session.playback
    assert playback.heard() == ""
    page.send(do="played", place=round(1.0 * RATE), dry=False)
    wait_until(lambda: playback.heard(), IN_TIME_S)
    words = playback.heard().split()
    assert words == ANSWER.split()[: len(words)]
    assert 2 <= len(words) <= 5, "1 s of 0.3 s a word"
    page.send(do="stop")
    page.until(lambda: page.turns)
    assert page.turns[0]["interrupted"]
    assert page.turns[0]["spoken"].split() == words


def test_clear_comes_before_any_later_sound(served: Served) -> None:
    page = served.hearing_page()
    for number in range(8):  # clears and new sound as close together as can be
        page.send(do="ask", text=LONG)
        if number % 2:
            page.until(lambda: page.log[-1][0] == "sound" if isinstance(page.log[-1], tuple) else False)
    page.rests()
    cleared = 0
    for told in page.log:
        if isinstance(told, tuple):
            assert told[1] >= cleared, "nothing from before the place follows it"
        else:
            cleared = told.get("clear", cleared)
    ends = [place + len(pcm) for place, pcm in page.sound]
    for place, end in zip([place for place, _ in page.sound[1:]], ends[:-1], strict=True):
        assert place == end or place in page.told("clear"), "a gap only where something was cleared"
    assert cleared == served.session.playback.cleared


def test_sound_comes_before_what_is_seen(served: Served) -> None:
    page = served.page().rests()
    del page.log[:]

    def speak() -> None:
        served.session.playback.push(AudioChunk(counted(0, RATE), RATE, "sound"))
        served.session._dialogue.tell("Mind the step.")

    on_its_loop(served.session, speak)
    page.until(lambda: page.view["notice"] and len(page.samples()) == RATE)
    assert page.log[0] == ("sound", 0)


@pytest.mark.parametrize("when", ["before", "after"])
def test_clear_in_the_moment_of_reading_comes_before_the_sound(
    served: Served, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = served.page().rests()
    playback = served.session.playback
    read, push = playback.read, partial(playback.push, AudioChunk(counted(0, RATE), RATE, "sound"))
    left = [playback.clear, push]

    def interrupted(place: int, count: int) -> tuple[int, Pcm]:
        found = read(place, count)
        while left:
            on_its_loop(served.session, left.pop(0))
        return found if when == "after" else read(place, count)

    monkeypatch.setattr(playback, "read", interrupted)
    on_its_loop(served.session, push)
    page.until(lambda: len(page.samples()) == RATE)
    assert [told for told in page.log if isinstance(told, tuple) or "clear" in told][:2] == [
        {"clear": RATE},
        ("sound", RATE),
    ]


def on_its_loop(session: Session, do: Callable[[], None]) -> None:
    async def doing() -> None:
        do()

    asyncio.run_coroutine_threadsafe(doing(), session._loop).result(IN_TIME_S)


def test_page_is_told_of_each_change_of_loudness_and_keeps_what_it_has(served: Served) -> None:
    page = served.hearing_page()
    page.send(do="ask", text=LONG)
    page.until(lambda: len(page.samples()) == news.AHEAD)
    page.send(do="played", place=RATE, dry=False)
    playback = served.session.playback
    for order in (playback.soften, playback.hold, playback.restore):
        on_its_loop(served.session, order)
        page.rests()
    assert page.told("loudness") == ["full", "soft", "held", "full"]
    assert page.told("clear") == []
    assert np.array_equal(page.samples(), counted(0, len(page.samples())))


def test_held_sound_is_cleared_before_it_is_let_go(served: Served) -> None:
    page = served.hearing_page()
    page.send(do="ask", text=LONG)
    page.until(lambda: len(page.samples()) == news.AHEAD)
    page.send(do="played", place=RATE, dry=False)
    on_its_loop(served.session, served.session.playback.hold)
    page.until(lambda: page.told("loudness")[-1] == "held")
    del page.log[:]
    page.send(do="stop")
    page.rests()
    orders = [key for told in page.log if isinstance(told, dict) for key in told if key in ("clear", "loudness")]
    assert orders == ["clear", "loudness"]
    assert page.told("loudness") == ["full"]


def test_page_that_comes_while_sound_is_held_plays_nothing_of_it(served: Served) -> None:
    page = served.hearing_page()
    page.send(do="ask", text=LONG)
    page.until(lambda: len(page.samples()) == news.AHEAD)
    page.send(do="played", place=RATE, dry=False)
    page.rests()
    on_its_loop(served.session, served.session.playback.hold)
    page.cut()
    again = served.page(run=page.run, have=RATE)
    again.until(lambda: again.sound)
    assert served.session.playback.held
    assert again.told("loudness") == ["held"]
    first = next(place for place, told in enumerate(again.log) if isinstance(told, tuple))
    assert {"loudness": "held"} in again.log[:first]


def test_what_sounded_at_the_page_is_known_as_loud_as_it_was(served: Served) -> None:
    page = served.hearing_page()
    page.send(do="ask", text=LONG)
    page.until(lambda: len(page.samples()) == news.AHEAD)
    playback = served.session.playback
    page.send(do="played", place=1000, dry=False)
    page.send(do="played", place=2000, dry=False, gain=0.25)
    page.send(do="played", place=3000, dry=False, gain=0.25)
    wait_until(lambda: playback.sounded(0)[0] == 3000, IN_TIME_S)
    _, sounded = playback.sounded(0)
    assert np.array_equal(sounded[:1000], counted(0, 1000))
    assert sounded[2000:] == pytest.approx(counted(2000, 3000) / 4, abs=1)


def test_overheard_words_are_answered_at_a_press(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(served.session, "answer_overheard", lambda: asked.append(True))
    served.page().rests().send(do="answer-that")
    wait_until(lambda: asked, IN_TIME_S)


def test_page_that_comes_back_gets_neither_a_gap_nor_a_repeat(served: Served) -> None:
    page = served.hearing_page()
    page.send(do="ask", text=LONG)
    page.until(lambda: len(page.samples()) == news.AHEAD)
    page.send(do="played", place=RATE, dry=False)
    page.until(lambda: len(page.samples()) == news.AHEAD + RATE)
    have = len(page.samples())
    page.cut()
    again = served.page(run=page.run, have=have)
    again.send(do="played", place=2 * RATE, dry=False)
    again.until(lambda: len(again.samples()) == RATE)
    assert again.told("clear") == []
    assert np.array_equal(np.concatenate([page.samples(), again.samples()]), counted(0, have + RATE))


def test_sound_that_was_cleared_while_the_page_was_away_is_silenced_first(served: Served) -> None:
    page = served.hearing_page()
    page.send(do="ask", text=LONG)
    page.until(lambda: len(page.samples()) == news.AHEAD)
    page.cut()
    wait_until(lambda: link.Link.talking is None, IN_TIME_S)
    served.session.interrupt()
    served.session.settle()
    again = served.page(run=page.run, have=news.AHEAD).rests()
    assert again.told("clear") == [served.session.playback.cleared]
    assert served.session.playback.cleared > news.AHEAD


def test_sound_of_another_run_of_the_server_is_not_counted(served: Served) -> None:
    page = served.hearing_page()
    page.send(do="ask", text=LONG)
    page.until(lambda: len(page.samples()) == news.AHEAD)
    page.cut()
    again = served.page(run="another", have=RATE)
    again.until(lambda: len(again.samples()) == news.AHEAD)
    assert again.run == page.run != "another"
    assert again.sound[0][0] == 0, "all that was not heard comes again"


def test_answer_that_was_played_out_is_heard_although_the_page_went_before_it_said_so(served: Served) -> None:
    page = served.hearing_page()
    page.send(do="ask", text=SHORT)
    page.until(lambda: len(page.samples()) == round(2 * WORD_S * RATE))
    page.send(do="played", place=len(page.samples()), dry=False)
    wait_until(lambda: served.session.snapshot().state == "speaking", IN_TIME_S)
    page.cut()
    again = served.page(run=page.run, have=len(page.samples()))
    again.until(lambda: again.turns)
    assert (again.turns[0]["spoken"], again.turns[0]["interrupted"]) == ("I see.", False)


def test_nothing_is_spoken_once_nobody_hears(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "AWAY_S", 0.1)
    page = served.hearing_page()
    page.cut()
    again = served.page().rests()
    again.send(do="ask", text=SHORT)
    again.until(lambda: again.turns)
    assert again.turns[0]["spoken"] == ""
    assert served.desk.voice.said == []


def test_page_that_is_back_in_time_is_spoken_to(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "AWAY_S", 0.5)
    page = served.hearing_page()
    page.send(do="ask", text=LONG)
    page.until(lambda: len(page.samples()) == news.AHEAD)
    page.cut()
    again = served.hearing_page(client="two")
    time.sleep(0.6)
    again.send(do="played", place=RATE, dry=False)
    again.rests()
    assert np.array_equal(again.samples(), counted(0, news.AHEAD + RATE))


def test_nothing_is_spoken_beside_a_screen_reader(served: Served) -> None:
    page = served.hearing_page()
    settings = served.desk.config
    served.desk.apply(replace(settings, page=replace(settings.page, screen_reader=True)))
    page.send(do="ask", text=SHORT)
    page.until(lambda: page.turns)
    assert served.desk.voice.said == []
    served.desk.apply(settings)
    page.send(do="ask", text=SHORT)
    page.until(lambda: page.sound)


# Two windows.


def test_second_window_waits_and_can_take_over(served: Served) -> None:
    first = served.hearing_page(client="one")
    first.send(do="ask", text=LONG)
    first.until(lambda: len(first.samples()) == news.AHEAD)
    first.send(do="played", place=RATE, dry=False)
    first.rests()
    second = served.page(client="two", first=False).rests()
    assert second.log == [{"elsewhere": True}]
    second.send(do="ask", text=SHORT)
    second.send(do="played", place=2 * RATE, dry=False)
    second.speaks(np.zeros(960, np.int16))
    assert second.rests().log == [{"elsewhere": True}]
    assert served.session.playback.position == RATE, "its doings do not count"
    second.send(do="take")
    second.rests()
    assert list(second.log[1]) == ["welcome"]
    assert "state" in second.view
    assert np.array_equal(second.samples(), counted(RATE, RATE + news.AHEAD)), "the answer goes on where it was heard"
    first.rests()
    assert first.log[-1] == {"elsewhere": True}
    first.send(do="stop")
    first.send(do="played", place=2 * RATE, dry=False)
    first.rests()
    assert served.session.snapshot().state == "speaking" or served.session.playback.waiting_s
    assert served.session.playback.position == RATE
    first.send(do="take")
    second.until(lambda: second.log[-1] == {"elsewhere": True})


def test_taking_what_one_has_changes_nothing(served: Served) -> None:
    page = served.hearing_page()
    page.send(do="take")
    page.send(do="take")
    page.send(do="ask", text=LONG)
    page.rests()
    assert np.array_equal(page.samples(), counted(0, news.AHEAD))
    assert len(page.told("welcome")) == 1


def test_window_that_goes_without_a_word_leaves_the_conversation_to_the_next(served: Served) -> None:
    served.page(client="one").rests().cut()
    assert served.page(client="two").rests().view["state"] == "idle"


def test_same_page_connecting_again_takes_the_place_of_its_dead_connection(served: Served) -> None:
    page = served.page(client="one").rests()
    again = served.page(client="one", first=False).rests()
    assert again.view["state"] == "idle"
    assert page.rests().log[-1] == {"elsewhere": True}


# The microphone.


def test_samples_reach_the_session_at_its_rate(served: Served) -> None:
    page = served.page()
    page.listens(44_100)
    tone = (10_000 * np.sin(2 * np.pi * 440 * np.arange(44_100) / 44_100)).astype(np.int16)
    for piece in np.array_split(tone, 50):
        page.speaks(piece)
    page.until(lambda: page.told("heard") == ["socket"])
    wait_until(lambda: sum(map(len, served.desk.heard)) > 15_500, IN_TIME_S)
    pcm = np.concatenate(served.desk.heard)
    assert len(pcm) <= 16_000
    middle = np.abs(np.fft.rfft(pcm[2_000:10_000] * np.hanning(8_000)))
    assert middle.argmax() * 2 == pytest.approx(440, abs=2)
    assert served.desk.microphones == ("Headset",)


def test_spoken_question_is_answered(served: Served) -> None:
    page = served.page()
    page.listens(48_000)
    page.speaks(np.full(24_000, 1001, np.int16))
    for _ in range(40):
        page.speaks(np.zeros(960, np.int16))
    page.until(lambda: page.turns)
    assert isinstance(served.desk.models.transcriber, Scribe)
    assert isinstance(served.desk.models.language_model, Wit)
    assert (page.turns[0]["heard"], page.turns[0]["said"]) == (SHORT, "I see.")


def test_sound_is_dropped_while_the_microphone_is_off(served: Served) -> None:
    page = served.page()
    page.speaks(np.zeros(960, np.int16))
    page.listens()
    page.send(do="microphone", on=False)
    page.speaks(np.zeros(960, np.int16))
    page.rests()
    assert served.desk.heard == []
    assert page.told("heard") == []


def test_stalled_microphone_is_told(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "ALIVE_S", 0.05)
    monkeypatch.setattr(hearing, "STALLED_S", 0.2)
    page = served.page()
    page.listens()
    page.speaks(np.zeros(960, np.int16))
    page.until(lambda: page.told("heard") == ["socket", ""])
    page.speaks(np.zeros(960, np.int16))
    page.until(lambda: page.told("heard")[:3] == ["socket", "", "socket"])


def test_page_is_greeted_once_it_listens(served: Served) -> None:
    page = served.hearing_page()
    page.listens(greet=True)
    page.listens()
    page.rests()
    assert " ".join(served.desk.voice.said) == link.GREETING
    assert len(page.samples()) == round(len(link.GREETING.split()) * WORD_S * RATE)
    page.send(do="played", place=RATE // 5, dry=False)
    page.until(lambda: page.view["state"] == "speaking")
    page.send(do="played", place=len(page.samples()), dry=True)
    page.until(lambda: page.view["state"] == "idle")
    assert page.turns == []


# A page that does not read.


def test_page_that_does_not_read_holds_up_nobody(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    stuck = served.page(client="stuck")
    stuck.connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    process, slowest = psutil.Process(), 0.0
    before = process.memory_info().rss
    for number in range(400):  # 80 MB, if all of it were kept
        served.session.tell(f"{number}" + "x" * 200_000)
        began = time.monotonic()
        served.session.settle()
        slowest = max(slowest, time.monotonic() - began)
        time.sleep(0.002)
    assert process.memory_info().rss - before < 30 * 2**20
    assert slowest < 1.0
    other = served.page(client="other", first=False).rests()
    other.send(do="take")
    other.until(lambda: other.view.get("notice"))
    assert other.view["notice"]["text"].startswith("399x")
    served.session.dismiss()
    stuck.cut()
