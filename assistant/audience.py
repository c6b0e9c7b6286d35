"""Whoever is at the loudspeaker: whether anybody can hear, and whether what was pushed has been heard."""

import asyncio

from assistant.playback import Playback

NOBODY_LISTENS_S = 10.0  # sound that has not moved for so long is not heard: the page is gone, or frozen


class Audience:
    """Owned by the session's loop; at most one waits at a time: the answer or the aside that sounds."""

    def __init__(self, playback: Playback, listens: bool) -> None:
        self.playback = playback
        self._listens = listens
        self._dry = asyncio.Event()
        self._waiting = 0  # who was stopped is counted until it has noticed

    @property
    def listens(self) -> bool:
        """Whether sound could be heard at all."""
        return self._listens

    @property
    def waited_for(self) -> bool:
        """Whether all has been said, and only the loudspeaker is not done."""
        return self._waiting > 0 and self._sounds_on

    def come_or_go(self, listens: bool) -> None:
        """Sound can be heard from now on, or no longer; then what waits is dropped."""
        self._listens = listens
        if not listens:
            self.playback.clear()
            self._dry.set()

    def ran_dry(self) -> None:
        """The loudspeaker is silent."""
        self._dry.set()

    async def heard_out(self) -> bool:
        """Wait for the loudspeaker, as long as it moves; whether everything was heard or called off."""
        self._waiting += 1
        try:
            while self._sounds_on:
                if not await self._moves():
                    break
            return not self.playback.waiting_s
        finally:
            self._waiting -= 1

    @property
    def _sounds_on(self) -> bool:
        return self.playback.audible or self.playback.waiting_s > 0

    async def _moves(self) -> bool:
        before = self.playback.position
        self._dry.clear()
        try:
            await asyncio.wait_for(self._dry.wait(), NOBODY_LISTENS_S)
        except TimeoutError:
            return self.playback.held or self.playback.position != before
        return True
