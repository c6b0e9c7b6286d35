"""An aside alone; with turns around it: test_dialogue.py."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from assistant.aside import Aside
from assistant.audience import Audience
from assistant.playback import RATE, Playback
from tests.actors import Tongue


@dataclass
class Room:
    """An aside, who hears it, and how often it was over."""

    tongue: Tongue = field(default_factory=Tongue)
    over: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.playback = Playback(lambda audible: None if audible else self.audience.ran_dry())
        self.audience = Audience(self.playback, listens=True)
        self.aside = Aside(self.tongue, self.audience, lambda: self.over.append(True))

    async def said(self) -> None:
        while self.aside.computing:
            await asyncio.sleep(0.001)

    async def heard(self) -> None:
        while self.playback.waiting_s or self.playback.audible:
            self.playback.pull(RATE // 10)
        await asyncio.sleep(0.01)


def played(story: Callable[[Room], Awaitable[None]]) -> Room:
    room = Room()

    async def play() -> None:
        await story(room)

    asyncio.run(play())
    return room


def test_aside_is_over_once_it_was_heard() -> None:
    async def story(room: Room) -> None:
        room.aside.say("I hear you. Ask me anything.", 1.0, "en")
        await room.said()
        assert (room.aside.running, room.over) == (True, [])
        await room.heard()

    room = played(story)
    assert room.over == [True]
    assert not room.aside.running
    assert room.playback.heard() == "I hear you. Ask me anything. "


def test_long_aside_begins_with_its_first_sentence() -> None:
    async def story(room: Room) -> None:
        room.aside.say("One two. Three four. Five six.", 1.0, "en")
        await room.said()

    assert played(story).tongue.said == ["One two.", "Three four.", "Five six."]


def test_stopped_aside_is_silent_and_tells_nobody() -> None:
    async def story(room: Room) -> None:
        room.aside.say("I hear you.", 1.0, "en")
        await room.said()
        room.aside.stop()
        assert not room.aside.running
        assert not room.playback.pull(RATE).any()
        await asyncio.sleep(0.01)

    assert played(story).over == []


def test_second_aside_takes_the_place_of_the_first() -> None:
    async def story(room: Room) -> None:
        room.aside.say("One two three.", 1.0, "en")
        await room.said()
        room.aside.say("Four.", 1.0, "en")
        await room.said()
        await room.heard()

    room = played(story)
    assert room.over == [True]
    assert room.playback.heard() == "Four. "


@pytest.mark.parametrize("moment", ["before", "after"])
def test_audience_that_goes_ends_the_waiting(moment: str) -> None:
    async def story(room: Room) -> None:
        room.aside.say("One two three.", 1.0, "en")
        await room.said()
        if moment == "after":
            room.playback.pull(RATE // 10)
        room.audience.come_or_go(listens=False)
        await asyncio.sleep(0.01)

    room = played(story)
    assert room.over == [True]
    assert room.playback.waiting_s == 0
