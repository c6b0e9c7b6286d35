"""A sentence of Oriel's own, spoken outside any turn: a greeting, a microphone's trouble, the last answer again."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import aclosing

from assistant.audience import Audience
from assistant.messages import AudioChunk
from assistant.roles import Voice
from assistant.sentences import Pieces
from assistant.streams import items

log = logging.getLogger(__name__)


class Aside:
    """At most one at a time; owned by the session's loop.

    `over` is told once it has been heard, or could not be; not of one that was stopped.
    """

    def __init__(self, voice: Voice, audience: Audience, over: Callable[[], None]) -> None:
        self._voice = voice
        self._audience = audience
        self._over = over
        self._task: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        """Whether it is being spoken, or made ready to be."""
        return self._task is not None

    @property
    def computing(self) -> bool:
        """Whether the voice is at work on it."""
        return self.running and not self._audience.waited_for

    def say(self, text: str, speed: float, language: str) -> None:
        """Speak, in place of another aside; text: as it should be said."""
        self.stop()
        self._audience.playback.begin()
        self._task = asyncio.ensure_future(self._speak(text, speed, language))

    def stop(self) -> None:
        """Be silent now."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._audience.playback.clear()

    async def _speak(self, text: str, speed: float, language: str) -> None:
        pieces = Pieces()
        try:
            for piece in [*pieces.feed(text), *pieces.flush()]:
                await self._speak_piece(piece.text.strip(), speed, language)
            if not await self._audience.heard_out():
                self._audience.playback.clear()
        except Exception as error:  # noqa: BLE001  # the top of a task: what it would have said is on the screen
            log.warning("a sentence could not be spoken: %s", type(error).__name__)
        self._task = None
        self._over()

    async def _speak_piece(self, text: str, speed: float, language: str) -> None:
        async with aclosing(items(lambda: self._voice.speak(text, speed, language))) as chunks:
            async for chunk in chunks:
                text = f"{chunk.text} " if chunk.text else ""
                self._audience.playback.push(AudioChunk(chunk.pcm, chunk.rate, text, chunk.words))
