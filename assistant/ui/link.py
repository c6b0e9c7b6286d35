"""The one WebSocket between a page and the session: the conversation and Oriel's sound down, the user's doings up.

Down, as text: {"view": {…}} and {"turns": {"from", "turns"}} hold what has changed since the last of them;
{"clear": place} drops the sound before that place; {"request": {"name", "value"}} asks for what only the page can do;
{"heard": true} says that the microphone's sound arrives; {"welcome": name} names this run of the server;
{"elsewhere": true}: another window has the conversation.
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
from assistant.errors import BadInput, WireError
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
from assistant.ui.view import Told, view

PATH = "/assistant/link"
GREETING = "I hear you. Ask me anything."
LONGEST = 64 * 1024  # characters of a text, bytes of a piece of sound (0.7 s at 48 kHz)
AHEAD = 2 * RATE  # samples sent before they are due: what a page that is hidden or frozen may hold
PIECE = RATE // 5  # samples in one message
CHECK_S = 1.0  # between two looks at whether the microphone's sound still arrives
HELLO_S = 5.0  # in which a page says who it is
FORBIDDEN, MALFORMED, TOO_BIG = 4403, 1007, 1009
OWN_HOSTS = {"127.0.0.1", "localhost", "::1"}
THIS_RUN = secrets.token_hex(8)

log = logging.getLogger(__name__)


def is_own_page(headers: Mapping[str, str]) -> bool:
    """Whether a request comes from a page of this server, by Host and Origin.

    The host must be this machine by name, or a foreign name that was made to point here (DNS rebinding) would do.
    """
    host, origin = headers.get("host", ""), headers.get("origin", "")
    return urlsplit(f"//{host}").hostname in OWN_HOSTS and origin in {f"http://{host}", f"https://{host}"}


async def serve(socket: WebSocket, desk: Desk) -> None:
    """One page's connection, from its opening to its end."""
    if not is_own_page(socket.headers):
        await socket.close(FORBIDDEN)
        return
    await socket.accept()
    try:
        hello = await asyncio.wait_for(_text(socket), HELLO_S)
        if isinstance(hello, Hello):
            await Link(socket, desk, hello).run()
    except WireError as error:
        log.warning("%s", error)
        await socket.close(MALFORMED)
    except TooBig:
        await socket.close(TOO_BIG)
    except (WebSocketDisconnect, TimeoutError):
        pass


class TooBig(Exception):
    """A page sent more than any page sends."""


class Link:
    """Owned by the server's loop. The page that came first talks, until another window takes the conversation over."""

    talking: "ClassVar[Link | None]" = None

    def __init__(self, socket: WebSocket, desk: Desk, hello: Hello) -> None:
        self._socket = socket
        self._desk = desk
        self._session = desk.session
        self._client = hello.client
        self._have = hello.have if hello.run == THIS_RUN else 0
        self._sending: asyncio.Task[None] | None = None
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Serve this page until it goes."""
        try:
            await self._send({"welcome": THIS_RUN})
            if Link.talking is None or Link.talking._client == self._client:
                await self._take_over()
            else:
                await self._send({"elsewhere": True})
            while True:
                await self._receive()
        finally:
            self._stop_talking()

    # Who talks.

    async def _take_over(self) -> None:
        if (other := Link.talking) is not None and other is not self:
            other._stop_talking()
            if other._client != self._client:
                with suppress(RuntimeError, WebSocketDisconnect):  # it may be going just now
                    await other._send({"elsewhere": True})
        Link.talking = self
        playback = self._session.playback
        self._told = Told()
        self._sent = self._cleared = playback.position
        if playback.position < self._have <= playback.end:
            self._sent = self._have  # the same page again: nothing is sent twice
        self._done = self._session.snapshot().request
        loop = asyncio.get_running_loop()
        self._forget = self._session.watch(partial(loop.call_soon_threadsafe, self._news.set))
        self._news.set()
        self._sending = asyncio.create_task(self._send_news())
        self._watching = asyncio.create_task(self._watch_microphone())

    def _stop_talking(self) -> None:
        if self._sending is not None:
            self._sending.cancel()
            self._watching.cancel()
            self._sending = None
            self._forget()
            self._desk.hearing.close()
            self._session.finish()
        if Link.talking is self:
            Link.talking = None

    # Down.

    async def _send_news(self) -> None:
        """What has changed, in this order: silence first, then what is seen, then what is heard."""
        with suppress(RuntimeError, WebSocketDisconnect):  # the page has gone: `run` ends too
            while True:
                await self._news.wait()
                self._news.clear()
                await self._send_clear()
                await self._send_view()
                await self._send_sound()

    async def _watch_microphone(self) -> None:
        """A path that falls silent without a word (WebRTC does) is told to the page, which takes the other."""
        while True:
            await asyncio.sleep(CHECK_S)
            if self._desk.hearing.has_stalled():
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
        if fields := self._told.news(view(snapshot, desk.models_state(), desk.language_model, desk.config)):
            news["view"] = fields
        if self._told.heard_changed(desk.hearing.arrives):
            news["heard"] = desk.hearing.arrives
        if snapshot.request is not None and snapshot.request != self._done:
            self._done = snapshot.request
            news["request"] = {"name": snapshot.request.name, "value": snapshot.request.value}
        if news:
            await self._send(news)

    async def _send_sound(self) -> None:
        playback = self._session.playback
        while self._sent - playback.position < AHEAD:
            place, pcm = playback.read(self._sent, PIECE)
            if not len(pcm):
                return
            self._sent = place + len(pcm)
            await self._socket.send_bytes(struct.pack("<q", place) + pcm.tobytes())

    async def _send(self, message: dict[str, Any]) -> None:
        await self._socket.send_text(json.dumps(message, ensure_ascii=False))

    # Up.

    async def _receive(self) -> None:
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect
        sound, text = message.get("bytes"), message.get("text")
        if len(sound or text or "") > LONGEST:
            raise TooBig
        if sound is None:
            await self._do(doing(text or ""))
        elif self._sending is not None:
            self._desk.hearing.by_socket(sound)

    async def _do(self, told: Doing) -> None:
        if isinstance(told, Take):
            self._have = 0
            await self._take_over()
        elif self._sending is not None:
            self._do_in_conversation(told)

    def _do_in_conversation(self, told: Doing) -> None:
        session = self._session
        match told:
            case Played(place, dry):
                session.playback.played(place, dry)
                self._news.set()
            case Microphone():
                self._set_microphone(told)
            case Finish():
                session.finish()
            case Sound(on):
                session.let_hear(on and not self._desk.config.page.screen_reader)
            case Stop():
                session.interrupt()
            case Ask(text):
                with suppress(BadInput):  # an empty one
                    session.ask(text)
            case Choose(microphone):
                self._desk.change("listening", "microphone", microphone)
            case Dismiss():
                session.dismiss()
            case Correct(turn, word, text):
                session.correct(turn, word, text)
            case Anew():
                session.begin_anew()

    def _set_microphone(self, told: Microphone) -> None:
        self._desk.microphones = tuple(filter(None, (told.device, *told.others)))
        if told.on:
            self._desk.hearing.open(told.path, told.rate)
        else:
            self._desk.hearing.close()
        if not told.on or told.muted:
            self._session.finish()
        self._session.listen_through(told.device if told.on and not told.muted else "", told.others)
        if told.greet:
            self._session.say(GREETING)
        self._news.set()


async def _text(socket: WebSocket) -> Doing:
    text = await socket.receive_text()
    if len(text) > LONGEST:
        raise TooBig
    return doing(text)
