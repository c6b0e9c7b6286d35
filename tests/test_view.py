from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from assistant import config
from assistant.config import Config
from assistant.messages import Live, Snapshot, Turn, TurnTimes
from assistant.ui.view import Told, notice, view

SNAPSHOT = Snapshot("idle", (), (), "")
TURN = Turn("How far away is the moon?", "en", "Far. Very.", "Far.", True, TurnTimes(turn_end=200))


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    return config.load({"ORIEL_HOME": str(tmp_path)})


def turns(count: int) -> tuple[Turn, ...]:
    return tuple(replace(TURN, heard=f"Question {number}?") for number in range(count))


def test_first_news_is_everything_and_later_news_only_what_differs(settings: Config) -> None:
    told = Told()
    whole = view(SNAPSHOT, "loading", "smollm", settings)
    assert told.news(whole) == whole
    assert told.news(view(SNAPSHOT, "loading", "smollm", settings)) == {}
    speaking = replace(SNAPSHOT, state="speaking", live=Live("How far", final=True), answer="Far.")
    assert told.news(view(speaking, "ready", "smollm", settings)) == {
        "state": "speaking",
        "live": {"text": "How far", "final": True},
        "answer": "Far.",
        "models": "ready",
    }
    assert told.news(view(SNAPSHOT, "ready", "smollm", settings)).keys() == {"state", "live", "answer"}


def test_changed_setting_is_news(settings: Config) -> None:
    told = Told()
    told.news(view(SNAPSHOT, "ready", "smollm", settings))
    louder = replace(settings, voice=replace(settings.voice, volume=0.5))
    changed = told.news(view(SNAPSHOT, "ready", "smollm", louder))
    assert changed.keys() == {"settings"}
    assert changed["settings"]["volume"] == 0.5


def test_view_has_every_setting_that_the_page_carries_out(settings: Config) -> None:
    told = view(SNAPSHOT, "ready", "smollm", settings)["settings"]
    assert told["keys"].keys() == {one.name for one in fields(settings.keys)}
    assert told["sounds"].keys() == {one.name for one in fields(settings.sounds)}


def test_turns_are_told_from_the_first_that_differs() -> None:
    told = Told()
    first, second, third = turns(3)
    assert told.new_turns(()) == {"from": 0, "turns": []}, "a page may hold those of an earlier run"
    assert told.new_turns(()) is None
    assert heard(told.new_turns((first, second))) == (0, ["Question 0?", "Question 1?"])
    assert heard(told.new_turns((first, second, third))) == (2, ["Question 2?"])
    assert told.new_turns((first, second, replace(third))) is None
    wrong = replace(second, superseded=True)
    assert heard(told.new_turns((first, wrong, third))) == (1, ["Question 1?", "Question 2?"])
    assert heard(told.new_turns((first,))) == (1, [])
    assert heard(told.new_turns(())) == (0, [])


def heard(news: dict[str, Any] | None) -> tuple[int, list[str]]:
    assert news is not None
    return news["from"], [turn["heard"] for turn in news["turns"]]


def test_turn_is_told_with_its_times() -> None:
    news = Told().new_turns((TURN,))
    assert news is not None
    (turn,) = news["turns"]
    assert turn["times_ms"]["turn_end"] == 200
    assert (turn["said"], turn["spoken"], turn["interrupted"]) == ("Far. Very.", "Far.", True)


def test_arrival_of_sound_is_told_when_it_changes() -> None:
    told = Told()
    paths = ("", "socket", "socket", "webrtc", "", "")
    assert [told.heard_changed(path) for path in paths] == [False, True, False, True, True, False]


def test_notice_offers_what_may_help() -> None:
    assert notice(SNAPSHOT) is None
    assert notice(replace(SNAPSHOT, remedy="Webcam")) is None
    silent = replace(SNAPSHOT, notice="I hear nothing.")
    assert notice(silent) == {"text": "I hear nothing.", "action": None}
    assert notice(replace(silent, remedy="Webcam")) == {
        "text": "I hear nothing.",
        "action": {"label": "Try Webcam", "name": "device", "value": "Webcam"},
    }
