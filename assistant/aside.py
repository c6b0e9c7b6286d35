"""A sentence of Oriel's own, spoken outside any turn: a greeting, a microphone's trouble, the last answer again."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import aclosing

from assistant.errors import AssistantError
from assistant.messages import AudioChunk
from assistant.playback import Playback
from assistant.roles import Voice
from assistant.streams import items

log = logging.getLogger(__name__)


class Aside:
    """At most one at a time; owned by the session's loop. `over` is told once it has been heard, or could not be."""

    def __init__(self, voice: Voice, playback: Playback, over: Callable[[], None]) -> None:
        self._voice = voice
        self._playback = playback
        self._over = over
        self._task: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        """Whether it is being spoken, or made ready to be."""
        return self._task is not None

    @property
    def computing(self) -> bool:
        """Whether the voice is at work on it."""
        return self._task is not None and not self._task.done()

    def say(self, text: str, speed: float) -> None:
        """Speak, in place of another aside."""
        self.stop()
        self._playback.begin()
        self._task = asyncio.ensure_future(self._speak(text, speed))

    def stop(self) -> None:
        """Be silent now."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._playback.clear()

    def heard(self) -> None:
        """The loudspeaker has run dry."""
        if self._task is not None and self._task.done() and not self._playback.waiting_s:
            self._task = None
            self._over()

    async def _speak(self, text: str, speed: float) -> None:
        try:
            async with aclosing(items(lambda: self._voice.speak(text, speed))) as chunks:
                async for chunk in chunks:
                    self._playback.push(AudioChunk(chunk.pcm, chunk.rate, f"{chunk.text} ", chunk.words))
        except AssistantError as error:  # what it would have said is on the screen
            log.warning("a sentence could not be spoken: %s", type(error).__name__)
        if not self._playback.waiting_s:  # nothing that could be heard came of it
            self._task = None
            self._over()
