"""A short sound of thought, for an answer whose first word will be long in coming."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import aclosing
from statistics import median

from assistant.audience import Audience
from assistant.messages import AudioChunk, Turn
from assistant.roles import Voice
from assistant.streams import items
from assistant.telling.sayings import saying

LONG_MS = 1200  # from the end of the turn to the first word: who waits longer wonders whether he was heard
WAITED_S = 0.35  # before it is said: a short pause is no silence
FEWEST = 3  # earlier turns of the kind, from which on it is known how long they take
NEWEST = 10

log = logging.getLogger(__name__)


def takes_long(turns: Sequence[Turn], intent: str) -> bool:
    """Whether the first word of an answer to such an intent comes late here, by those before."""
    waits = [
        turn.times_ms.first_sound - turn.times_ms.turn_end
        for turn in turns
        if turn.intent == intent and turn.times_ms.first_sound is not None and turn.times_ms.turn_end is not None
    ]
    return len(waits) >= FEWEST and median(waits[-NEWEST:]) > LONG_MS


class Filler:
    """Owned by the session's loop. Its sound has no words: nothing of it counts as heard of the answer."""

    def __init__(self, voice: Voice, audience: Audience) -> None:
        self._voice = voice
        self._audience = audience
        self._task: asyncio.Task[None] | None = None
        self._last = -2  # place of the turn that had one last

    @property
    def running(self) -> bool:
        """Whether the voice is at work on it."""
        return self._task is not None and not self._task.done()

    def tend(self, waited_s: float, turns: Sequence[Turn], intent: str, language: str | None, speed: float) -> None:
        """Whoever asked has waited so long for an answer after these turns: say it, if it is time to."""
        place = len(turns)
        if waited_s >= WAITED_S and self.may_say(place) and takes_long(turns, intent):
            self._last = place
            self._task = asyncio.ensure_future(
                self._speak(saying("let-me-see", language or "en"), speed, language or "en")
            )

    def may_say(self, place: int) -> bool:
        """Whether the turn at this place may have one: never two turns after each other."""
        return self._audience.listens and place > self._last + 1

    def said_in(self, place: int) -> bool:
        """Whether the turn at this place has one."""
        return self._last == place

    def stop(self) -> None:
        """The answer comes, or is no longer wanted: what is not made yet is not said."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _speak(self, text: str, speed: float, language: str) -> None:
        try:
            async with aclosing(items(lambda: self._voice.speak(text, speed, language))) as chunks:
                async for chunk in chunks:
                    self._audience.playback.push(AudioChunk(chunk.pcm, chunk.rate, ""))
        except Exception as error:  # noqa: BLE001  # the top of a task: the answer comes all the same
            log.info("a sound of thought could not be made: %s", type(error).__name__)
