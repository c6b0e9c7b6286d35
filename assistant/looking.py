"""Looking at pictures beside the conversation: a first look at one that arrives, and again with another threshold."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from assistant.errors import AssistantError
from assistant.messages import Hint, Image
from assistant.outlining import pointed_at
from assistant.plan import any_number
from assistant.prelook import glance
from assistant.roles import Eyes
from assistant.sight import Sight
from assistant.vision import see

log = logging.getLogger(__name__)


class Looking:
    """Owned by the session's loop. What it does may fail unseen: the next question would fail aloud.

    language: in which a caption is to be written.
    """

    def __init__(self, eyes: Eyes, sight: Sight, language: Callable[[], str] = lambda: "en") -> None:
        self._eyes = eyes
        self._sight = sight
        self._language = language
        self._task: asyncio.Task[None] | None = None
        self._pointed: list[tuple[int, Hint]] = []  # the number of a thing, and what was said of its outline
        self._unfinished: list[Image] = []  # pictures whose first look was cut short, or has not begun

    @property
    def running(self) -> bool:
        """Whether it is computing."""
        return self._task is not None and not self._task.done()

    def show(self, image: Image, name: str) -> int:
        """A picture arrives; returns its number."""
        number = self._sight.show(image, name)
        self._unfinished = [*(one for one in self._unfinished if one != image), image]
        self._begin(self._look())
        return number

    def go_on(self) -> None:
        """Nobody asks anything: finish what a question cut short."""
        if self._unfinished and not self.running:
            self._begin(self._look())

    def believe(self, box_threshold: float) -> None:
        """From now on things count from this score on; what is on the stage is told apart anew."""
        self._sight.box_threshold = box_threshold
        if self._sight.finding is not None:
            self._begin(self._again())

    def point(self, thing: int, hint: Hint) -> None:
        """A point belongs to the thing with this number, or does not: its outline is drawn anew, and stays chosen."""
        self._pointed.append((thing, hint))
        self._begin(self._heed())

    def stop(self) -> None:
        """Make way for a question."""
        if self._task is not None:
            self._task.cancel()

    def forget(self) -> None:
        """A new conversation: there is nothing left to look at."""
        self.stop()
        self._unfinished.clear()
        self._pointed.clear()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self.stop()
        self._task = asyncio.ensure_future(_quietly(work))

    async def _look(self) -> None:
        """The pictures that are still on the stage or near it, the newest first."""
        while self._unfinished:
            image = self._unfinished[-1]
            if any(shown.image.id == image.id for shown in self._sight.pictures):
                await _quietly(glance(image, self._eyes, self._sight, self._language()))
            self._unfinished = [one for one in self._unfinished if one is not image]

    async def _heed(self) -> None:
        """All points that nobody has heeded yet; one of a thing that is gone falls away."""
        while self._pointed:
            (number, hint), step, finding = self._pointed[0], self._sight.step, self._sight.finding
            if step is not None and finding is not None and any(one.number == number for one in finding.things):
                changed = await pointed_at(finding, number, hint, self._eyes, self._sight.is_fine)
                if self._sight.finding is finding:
                    self._sight.present(step, changed, ())
                    self._sight.select(number)
            self._pointed.pop(0)

    async def _again(self) -> None:
        step, finding = self._sight.step, self._sight.finding
        if step is not None and finding is not None and step.asks != "text":  # what was read has no threshold
            asked_which = step.action == "segment" and not any(thing.mask for thing in finding.things)
            meant = step if asked_which else any_number(step)
            seen = await see(meant, finding.image, self._eyes, self._sight)
            self._sight.present(step, seen.finding, ())


async def _quietly(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except AssistantError as error:
        log.warning("a look at a picture failed with %s", type(error).__name__)
