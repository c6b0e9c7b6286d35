"""The one WebSocket between a page and the session: the conversation and Oriel's sound down, the user's doings up.

Down, as text: {"view": {…}} and {"turns": {"from", "turns"}} hold what has changed since the last of them;
{"clear": place} drops the sound before that place; {"loudness": name} has it sound in full, soft, or held: not at all,
and what is there waits; {"request": {"name", "value"}} asks for what only the page can do; {"heard": path} says by
which path the microphone's sound arrives. {"welcome": name}: the page has the conversation, and says how its
loudspeaker and microphone stand; the name is that of this run of the server. {"elsewhere": true}: another window has
the conversation. {} says that the connection lives, once a second: a page that hears nothing for longer takes it for
lost, which a browser by itself never does.
Down, as bytes: the place of the first sample (8 bytes, little-endian), then int16 samples at 24 kHz.
Up, as text: one of `doings`. Up, as bytes: a running number (4 bytes), then int16 samples of the microphone.
"""

import asyncio
import logging
import secrets
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import ClassVar
from urllib.parse import urlsplit

from starlette.websockets import WebSocket, WebSocketDisconnect

from assistant.desk import Desk
from assistant.errors import AssistantError, WireError
from assistant.messages import Hint
from assistant.ui.doings import (
    Anew,
    AnswerThat,
    Ask,
    Choose,
    Correct,
    Dismiss,
    Doing,
    Finish,
    Hello,
    Look,
    Microphone,
    Played,
    Point,
    Record,
    RemovePicture,
    Select,
    Sound,
    Stop,
    Take,
    Threshold,
    doing,
)
from assistant.ui.news import News, send

PATH = "/assistant/link"
GREETING = "I hear you. Ask me anything."
LONGEST = 64 * 1024  # characters of a text, bytes of a piece of sound (0.7 s at 48 kHz)
ALIVE_S = 1.0  # between two signs of life, and two looks at whether the microphone's sound still arrives
HELLO_S = 5.0  # in which a page says who it is
AWAY_S = 3.0  # in which a page whose connection was lost, or that is loaded again, is back and can be heard
FORBIDDEN, MALFORMED, TOO_BIG, FAILED = 4403, 1007, 1009, 1011
OWN_HOSTS = {"127.0.0.1", "localhost", "::1"}
THIS_RUN = secrets.token_hex(8)

log = logging.getLogger(__name__)


def is_own_page(headers: Mapping[str, str]) -> bool:
    """Whether a request comes from a page of this server, by Host and Origin.

    The host must be this machine by name, or a foreign name that was made to point here (DNS rebinding) would do.
    """
    host, origin = headers.get("host", ""), headers.get("origin", "")
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    return name in OWN_HOSTS and origin in {f"http://{host}", f"https://{host}"}


async def serve(socket: WebSocket, desk: Desk) -> None:
    """One page's connection, from its opening to its end; a page that is sent away connects again by itself."""
    if not is_own_page(socket.headers):
        await socket.close(FORBIDDEN)
        return
    await socket.accept()
    try:
        await Link(socket, desk, await _hello(socket)).run()
    except WebSocketDisconnect:
        return
    except WireError as error:
        log.warning("%s", error)
        code = MALFORMED
    except TooBig:
        code = TOO_BIG
    except Exception as error:  # noqa: BLE001  # the top of a task
        log.error("a page's link failed: %s", type(error).__name__)
        code = FAILED
    with suppress(WebSocketDisconnect, RuntimeError):  # it may be going just now
        await socket.close(code)


class TooBig(Exception):
    """A page sent more than any page sends."""


class Link:
    """Owned by the server's loop. The page that came first talks, until another window takes the conversation over.

    Only its `_send_news` writes to the socket, so that a page that does not read holds up nobody else. The session's
    loop wakes it, straight from the queue of sound or by way of the watchers, and hands it nothing.
    """

    talking: "ClassVar[Link | None]" = None
    deafening: ClassVar[asyncio.TimerHandle | None] = None  # the page went: soon nobody hears

    def __init__(self, socket: WebSocket, desk: Desk, hello: Hello) -> None:
        self._socket = socket
        self._desk = desk
        self._session = desk.session
        self._client = hello.client
        self._have = hello.have if hello.run == THIS_RUN else 0
        self._wake = asyncio.Event()
        self._is_life_due = False

    async def run(self) -> None:
        """Serve this page; raises WebSocketDisconnect once it has gone."""
        if Link.talking is None or Link.talking._client == self._client:
            self._begin_talking()
        self._wake.set()
        parts = [asyncio.create_task(part) for part in (self._receive(), self._send_news(), self._keep_watch())]
        try:
            await asyncio.gather(*parts)
        finally:
            for part in parts:
                part.cancel()
            self._stop_talking()

    # Who talks.

    @property
    def _talks(self) -> bool:
        return Link.talking is self

    def _begin_talking(self) -> None:
        if Link.talking is not None:
            Link.talking._stop_talking()
        Link.talking = self
        self._news = News(self._socket, self._desk, self._have)
        wake = partial(asyncio.get_running_loop().call_soon_threadsafe, self._wake.set)
        self._forget = (self._session.playback.watch(wake), self._session.watch(wake))
        self._wake.set()

    def _stop_talking(self) -> None:
        if not self._talks:
            return
        Link.talking = None
        self._news.end()
        for forget in self._forget:
            forget()
        self._desk.hearing.close()
        self._session.finish()
        self._session.playback.played(self._session.playback.position, dry=True)
        Link.deafening = asyncio.get_running_loop().call_later(AWAY_S, self._desk.let_hear, False)
        self._wake.set()

    # Down.

    async def _send_news(self) -> None:
        talked: bool | None = None
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._talks != talked:
                talked = self._talks
                await send(self._socket, {"welcome": THIS_RUN} if talked else {"elsewhere": True})
            if self._talks:
                await self._news.tell()
            if self._is_life_due:
                self._is_life_due = False
                await send(self._socket, {})

    async def _keep_watch(self) -> None:
        """A path that falls silent without a word (WebRTC does) is told to the page, which takes the other."""
        while True:
            await asyncio.sleep(ALIVE_S)
            if self._talks:
                self._desk.hearing.has_stalled()
            self._is_life_due = True
            self._wake.set()

    # Up.

    async def _receive(self) -> None:
        while True:
            told = await _from_page(self._socket)
            if isinstance(told, Take):
                if not self._talks:
                    self._have = 0
                    self._begin_talking()
            elif self._talks:
                await self._do(told)

    async def _do(self, told: "Doing | bytes") -> None:
        try:
            if isinstance(told, bytes):
                self._desk.hearing.by_socket(told)
            elif isinstance(told, Choose):  # it writes a file, for which sound cannot wait
                await asyncio.to_thread(self._desk.change, "listening", "microphone", told.microphone)
            elif isinstance(told, Record):  # it reads what was learned
                await asyncio.to_thread(self._desk.record)
            else:
                self._do_in_conversation(told)
        except WireError:
            raise
        except AssistantError as error:
            self._session.tell(str(error))

    def _do_in_conversation(self, told: Doing) -> None:
        session = self._session
        if _by_hand(told):
            session.touch()
        match told:
            case Played(place, dry, gain):
                session.playback.played(min(place, self._news.sent), dry, gain)
                self._wake.set()
            case Microphone():
                self._set_microphone(told)
            case Finish():
                session.finish()
            case Sound(on):
                if Link.deafening is not None:
                    Link.deafening.cancel()
                self._desk.let_hear(on)
            case Stop():
                session.interrupt()
            case Ask(text):
                self._desk.ask(text)
            case AnswerThat():
                session.answer_overheard()
            case Dismiss():
                session.dismiss()
            case Correct(turn, word, text):
                session.correct(turn, word, text)
            case Anew():
                session.begin_anew()
            case Look(picture):
                session.look(picture)
            case Select(thing):
                session.select(thing)
            case Point(thing, x, y, inside):
                session.point(thing, Hint(x, y, inside))
            case Threshold(value):
                session.believe(value)
            case RemovePicture(picture):
                session.take_away(picture)

    def _set_microphone(self, told: Microphone) -> None:
        self._desk.microphones = tuple(filter(None, (told.device, *told.others)))
        if told.on:
            self._desk.hearing.open(told.rate)
        else:
            self._desk.hearing.close()
        self._session.hold_key(told.held)
        if not told.on or told.muted:
            self._session.finish()
        self._session.listen_through(told.device if told.on and not told.muted else "", told.others)
        if told.greet:
            self._session.say(GREETING)
        self._wake.set()


def _by_hand(told: Doing) -> bool:
    """Whether somebody pressed something; the rest a page tells by itself."""
    if isinstance(told, Microphone):
        return told.pressed
    return not isinstance(told, Hello | Played | Sound | Dismiss)


async def _hello(socket: WebSocket) -> Hello:
    try:
        hello = await asyncio.wait_for(_from_page(socket), HELLO_S)
    except TimeoutError as error:
        raise WireError(f"a page did not say hello within {HELLO_S:.0f} s") from error
    if not isinstance(hello, Hello):
        raise WireError("a page began with something else than hello")
    return hello


async def _from_page(socket: WebSocket) -> Doing | bytes:
    """The next message, sound as bytes; raises WireError, TooBig, or WebSocketDisconnect when the page has gone."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect
    sound: bytes | None = message.get("bytes")
    text: str = message.get("text") or ""
    if len(sound or text) > LONGEST:
        raise TooBig
    return doing(text) if sound is None else sound
