"""The link's way down: what has changed for the page that has the conversation, and Oriel's sound."""

import json
import struct
from typing import Any

from starlette.websockets import WebSocket

from assistant.desk import Desk
from assistant.playback import RATE
from assistant.ui.telling import model_name
from assistant.ui.view import Told, view

AHEAD = 2 * RATE  # samples sent before they are due: what a page that is hidden or frozen may hold
PIECE = RATE // 5  # samples in one message


async def send(socket: WebSocket, message: dict[str, Any]) -> None:
    """One message, as text."""
    await socket.send_text(json.dumps(message, ensure_ascii=False))


class News:
    """All that one page is told from the moment it has the conversation; owned by the server's loop.

    have: the place up to which it holds the sound already. Only one task may call `tell`.
    """

    def __init__(self, socket: WebSocket, desk: Desk, have: int) -> None:
        self._socket = socket
        self._desk = desk
        self._session = desk.session
        self._model = model_name(desk.language_model)
        self._told = Told()
        playback = desk.session.playback
        self.sent = playback.position  # the place up to which it was sent sound
        if playback.position < have <= playback.end:
            self.sent = have  # the same page again: nothing is sent twice
        # A page that was away may still hold sound that was cleared meanwhile.
        self._cleared = 0 if 0 < have <= playback.cleared else playback.cleared
        self._loudness = ""  # nor does it know what was ordered meanwhile
        self._done = desk.session.snapshot().request
        self._is_over = False

    def end(self) -> None:
        """Another has the conversation now: not one more sample."""
        self._is_over = True

    async def tell(self) -> None:
        """What has changed, in this order: silence first, then what is heard, then what is seen.

        Drawing takes the page longer than all of the sound's way.
        """
        await self._send_orders()
        await self._send_sound()
        if not self._is_over:
            await self._send_view()

    async def _send_orders(self) -> None:
        """What is cleared goes before all else: were sound that is held let go first, its rest would flash up."""
        playback = self._session.playback
        loudness, cleared = playback.loudness, playback.cleared
        if cleared > self._cleared:
            self._cleared = cleared
            await send(self._socket, {"clear": cleared})
        if loudness != self._loudness:
            self._loudness = loudness
            await send(self._socket, {"loudness": loudness})

    async def _send_sound(self) -> None:
        """As far ahead as may be; before each piece the page hears of a clear that the piece may lie behind."""
        playback = self._session.playback
        while not self._is_over and (room := AHEAD - (self.sent - playback.position)) > 0:
            place, pcm = playback.read(self.sent, min(PIECE, room))
            if not len(pcm):
                return
            await self._send_orders()
            if place < self._cleared:
                self.sent = self._cleared
                continue
            self.sent = place + len(pcm)
            await self._socket.send_bytes(struct.pack("<q", place) + pcm.tobytes())

    async def _send_view(self) -> None:
        snapshot = self._session.snapshot()
        news: dict[str, Any] = {}
        if (turns := self._told.new_turns(snapshot.turns)) is not None:
            news["turns"] = turns
        desk = self._desk
        fields = view(snapshot, desk.models_state(), self._model, desk.config, desk.sends(snapshot.language or "en"))
        if fields := self._told.news(fields | {"recording": desk.recorder.state}):
            news["view"] = fields
        if self._told.heard_changed(desk.hearing.path):
            news["heard"] = desk.hearing.path
        if snapshot.request is not None and snapshot.request != self._done:
            self._done = snapshot.request
            news["request"] = {"name": snapshot.request.name, "value": snapshot.request.value}
        if news:
            await send(self._socket, news)
