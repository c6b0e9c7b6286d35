"""What the page is told: the session's snapshot as plain JSON, and only what has changed of it since the last time."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from assistant.config import Config
from assistant.messages import Snapshot, Turn
from assistant.slowness import NEWEST, why_slow
from assistant.ui.stage_view import stage

Fields = dict[str, Any]
HERE, SENDING = "On this machine", "Sending to Polly"
COUNTED = 2 * NEWEST  # earlier turns that a page is told a turn's slowness against: not all are of its kind


def view(snapshot: Snapshot, models: str, model: str, config: Config, sends: bool = False) -> Fields:
    """Everything but the turns, as `page/store.js` knows it. sends: what is said leaves this machine."""
    return {
        "state": snapshot.state,
        "live": asdict(snapshot.live),
        "answer": snapshot.answer,
        "step": snapshot.step,
        "notice": notice(snapshot),
        "plan": snapshot.plan,
        "asking": asking(snapshot),
        "overheard": snapshot.overheard,
        "unsure": snapshot.unsure,
        "language": snapshot.language,
        "place": SENDING if sends else HERE,
        "model": model,
        "models": models,
        "settings": settings(config),
        **stage(snapshot),
    }


def asking(snapshot: Snapshot) -> Fields | None:
    """What Oriel asked back, and the replies that can be pressed."""
    asked = snapshot.question
    return {"question": asked.text, "choices": list(asked.choices)} if asked else None


def notice(snapshot: Snapshot) -> Fields | None:
    """One sentence, and what one button could do about it."""
    if not snapshot.notice:
        return None
    remedy = snapshot.remedy
    action = {"label": f"Try {remedy}", "name": "device", "value": remedy} if remedy else None
    return {"text": snapshot.notice, "action": action}


def settings(config: Config) -> Fields:
    """The settings that the page itself carries out."""
    return {
        "sounds": asdict(config.sounds),
        "keys": asdict(config.keys),
        "screen_reader": config.page.screen_reader,
        "microphone": config.listening.microphone,
        "volume": config.voice.volume,
    }


def told_turn(turn: Turn, earlier: Sequence[Turn]) -> Fields:
    """A turn without what was found, which the stage shows, and with a sentence on where its time went."""
    told = asdict(replace(turn, plan=(), findings=(), mentions=(), claims=(), preferences=()))
    return told | {"why_slow": why_slow(turn, earlier[-COUNTED:], turn.language)}


class Told:
    """What one page has been told so far; owned by that page's link."""

    def __init__(self) -> None:
        self._fields: Fields = {}
        self._turns: tuple[Turn, ...] | None = None
        self.heard = ""  # the path by which it knows that its microphone's sound arrives

    def news(self, fields: Fields) -> Fields:
        """The fields that differ from those told before."""
        changed = {
            name: value for name, value in fields.items() if name not in self._fields or self._fields[name] != value
        }
        self._fields |= changed
        return changed

    def heard_changed(self, heard: str) -> bool:
        """Whether it must be told that the microphone's sound arrives by another path, or by none."""
        changed, self.heard = heard != self.heard, heard
        return changed

    def new_turns(self, turns: tuple[Turn, ...]) -> Fields | None:
        """The turns from the first that differs on, with its place; None when none does."""
        if turns == self._turns:
            return None
        known = self._turns or ()
        same = 0
        while same < min(len(known), len(turns)) and known[same] == turns[same]:
            same += 1
        self._turns = turns
        return {"from": same, "turns": [told_turn(turns[place], turns[:place]) for place in range(same, len(turns))]}
