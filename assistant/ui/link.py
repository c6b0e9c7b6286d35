"""The one WebSocket between a page and the session: the conversation and Oriel's sound down, the user's doings up.

Down, as text: {"view": {…}} and {"turns": {"from", "turns"}} hold what has changed since the last of them;
{"clear": place} drops the sound before that place; {"request": {"name", "value"}} asks for what only the page can do;
{"heard": path} says by which path the microphone's sound arrives. {"welcome": name}: the page has the conversation,
and says how its loudspeaker and microphone stand; the name is that of this run of the server. {"elsewhere": true}:
another window has the conversation.
Down, as bytes: the place of the first sample (8 bytes, little-endian), then int16 samples at 24 kHz.
Up, as text: one of `doings`. Up, as bytes: a running number (4 bytes), then int16 samples of the microphone.
"""

import asyncio
import json
import logging
import secrets
import struct
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlsplit

from starlette.websockets import WebSocket, WebSocketDisconnect

from assistant.desk import Desk
from assistant.errors import AssistantError, WireError
from assistant.playback import RATE
from assistant.ui.doings import (
    Anew,
    Ask,
    Choose,
    Correct,
    Dismiss,
    Doing,
    Finish,
    Hello,
    Microphone,
    Played,
    Sound,
    Stop,
    Take,
    doing,
)
from assistant.ui.telling import model_name
from assistant.ui.view import Told, view

PATH = "/assistant/link"
GREETING = "I hear you. Ask me anything."
LONGEST = 64 * 1024  # characters of a text, bytes of a piece of sound (0.7 s at 48 kHz)
AHEAD = 2 * RATE  # samples sent before they are due: what a page that is hidden or frozen may hold
PIECE = RATE // 5  # samples in one message
CHECK_S = 1.0  # between two looks at whether the microphone's sound still arrives
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

    Only its `_send_news` writes to the socket, so that a page that does not read holds up nobody else.
    """

    talking: "ClassVar[Link | None]" = None
    deafening: ClassVar[asyncio.TimerHandle | None] = None  # the page went: soon nobody hears

    def __init__(self, socket: WebSocket, desk: Desk, hello: Hello) -> None:
        self._socket = socket
        self._desk = desk
        self._session = desk.session
        self._model = model_name(desk.language_model)
        self._client = hello.client
        self._have = hello.have if hello.run == THIS_RUN else 0
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Serve this page; raises WebSocketDisconnect once it has gone."""
        if Link.talking is None or Link.talking._client == self._client:
            self._begin_talking()
        self._news.set()
        parts = [asyncio.create_task(part) for part in (self._receive(), self._send_news(), self._watch_microphone())]
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
        playback = self._session.playback
        self._told = Told()
        self._sent = playback.position
        if playback.position < self._have <= playback.end:
            self._sent = self._have  # the same page again: nothing is sent twice
        # A page that was away may still hold sound that was cleared meanwhile.
        self._cleared = 0 if 0 < self._have <= playback.cleared else playback.cleared
        self._done = self._session.snapshot().request
        loop = asyncio.get_running_loop()
        self._forget = self._session.watch(partial(loop.call_soon_threadsafe, self._news.set))
        self._news.set()

    def _stop_talking(self) -> None:
        if not self._talks:
            return
        Link.talking = None
        self._forget()
        self._desk.hearing.close()
        self._session.finish()
        self._session.playback.played(self._session.playback.position, dry=True)
        Link.deafening = asyncio.get_running_loop().call_later(AWAY_S, self._desk.let_hear, False)
        self._news.set()

    # Down.

    async def _send_news(self) -> None:
        """What has changed, in this order: silence first, then what is seen, then what is heard."""
        talked: bool | None = None
        while True:
            await self._news.wait()
            self._news.clear()
            if self._talks != talked:
                talked = self._talks
                await self._send({"welcome": THIS_RUN} if talked else {"elsewhere": True})
            if self._talks:
                await self._send_clear()
                await self._send_view()
                await self._send_sound()

    async def _watch_microphone(self) -> None:
        """A path that falls silent without a word (WebRTC does) is told to the page, which takes the other."""
        while True:
            await asyncio.sleep(CHECK_S)
            if self._talks and self._desk.hearing.has_stalled():
                self._news.set()

    async def _send_clear(self) -> None:
        cleared = self._session.playback.cleared
        if cleared > self._cleared:
            self._cleared = cleared
            await self._send({"clear": cleared})

    async def _send_view(self) -> None:
        snapshot = self._session.snapshot()
        news: dict[str, Any] = {}
        if (turns := self._told.new_turns(snapshot.turns)) is not None:
            news["turns"] = turns
        desk = self._desk
        if fields := self._told.news(view(snapshot, desk.models_state(), self._model, desk.config)):
            news["view"] = fields
        if self._told.heard_changed(desk.hearing.path):
            news["heard"] = desk.hearing.path
        if snapshot.request is not None and snapshot.request != self._done:
            self._done = snapshot.request
            news["request"] = {"name": snapshot.request.name, "value": snapshot.request.value}
        if news:
            await self._send(news)

    async def _send_sound(self) -> None:
        """As far ahead as may be; before each piece the page hears of a clear that the piece may lie behind."""
        playback = self._session.playback
        while self._talks and (room := AHEAD - (self._sent - playback.position)) > 0:
            place, pcm = playback.read(self._sent, min(PIECE, room))
            if not len(pcm):
                return
            await self._send_clear()
            if place < self._cleared:
                self._sent = self._cleared
                continue
            self._sent = place + len(pcm)
            await self._socket.send_bytes(struct.pack("<q", place) + pcm.tobytes())

    async def _send(self, message: dict[str, Any]) -> None:
        await self._socket.send_text(json.dumps(message, ensure_ascii=False))

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
            else:
                self._do_in_conversation(told)
        except WireError:
            raise
        except AssistantError as error:
            self._session.tell(str(error))

    def _do_in_conversation(self, told: Doing) -> None:
        session = self._session
        match told:
            case Played(place, dry):
                session.playback.played(min(place, self._sent), dry)
                self._news.set()
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
                session.ask(text)
            case Dismiss():
                session.dismiss()
            case Correct(turn, word, text):
                session.correct(turn, word, text)
            case Anew():
                session.begin_anew()

    def _set_microphone(self, told: Microphone) -> None:
        self._desk.microphones = tuple(filter(None, (told.device, *told.others)))
        if told.on:
            self._desk.hearing.open(told.rate)
        else:
            self._desk.hearing.close()
        if not told.on or told.muted:
            self._session.finish()
        self._session.listen_through(told.device if told.on and not told.muted else "", told.others)
        if told.greet:
            self._session.say(GREETING)
        self._news.set()


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
