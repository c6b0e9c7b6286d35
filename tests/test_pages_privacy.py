"""The Privacy page, drawn by Streamlit with a real record."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant import config, ui
from assistant.config import Config
from assistant.ledger import Ledger
from assistant.ui import privacy_page
from tests.test_ledger import FRANKFURT, NOON, POLLY, Clock, in_berlin, say
from tests.test_pages import click, page, texts

__all__ = ["in_berlin"]
pytestmark = pytest.mark.usefixtures("in_berlin")


@dataclass
class Desk:
    config: Config
    settings_file: Path
    ledger: Ledger
    clock: Clock
    applied: list[str] = field(default_factory=list)

    def take_over(self) -> None:
        self.apply(config.read(self.settings_file, self.config.folders))

    def apply(self, config: Config) -> None:
        self.config = config
        self.applied.append(config.voice.order)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    environ = {"ORIEL_HOME": str(tmp_path)}
    settings, clock = config.load(environ), Clock(NOON)
    ledger = Ledger(settings.folders.ledger, clock=clock)
    one = Desk(settings, config.settings_file(environ), ledger, clock)
    ui.open_desk(one)  # type: ignore[arg-type]  # all that this page needs of it
    yield one
    ui.open_desk(None)
    ledger.close()


@pytest.fixture
def two_days(desk: Desk) -> Desk:
    say(desk.ledger, "Guten *Tag*.")
    desk.ledger.sent(POLLY, FRANKFURT, "voices", "", 1031)
    desk.clock.at += timedelta(days=1)
    say(desk.ledger, "![](http://x/y.png)", where="us-east-1")
    return desk


def unfold(test: AppTest, day: str) -> AppTest:
    test.session_state[f"privacy: texts of {day}"] = True
    return test.run()


def switch(test: AppTest, on: bool) -> None:
    test.toggle(key=privacy_page.OFFLINE).set_value(on).run()


def test_nothing_so_far_is_said_and_there_is_nothing_to_forget(desk: Desk) -> None:
    test = page("privacy")
    assert "Nothing so far." in texts(test)
    assert "Nothing that is said leaves this computer" in texts(test)
    assert not test.button
    assert not test.exception


def test_days_are_listed_with_their_totals_the_newest_first(two_days: Desk) -> None:
    test = page("privacy")
    assert [element.value for element in test.subheader] == ["25 November 2026", "24 November 2026"]
    said = texts(test)
    assert "**Amazon Polly in Frankfurt** · 12 characters · 2 requests · 1,143 bytes · last at 13:00" in said
    assert "**Amazon Polly in Virginia** · 19 characters · 1 request · 119 bytes · last at 13:00" in said
    assert "dollars" not in said


def test_cost_is_shown_where_a_price_is_set(two_days: Desk) -> None:
    two_days.config = replace(two_days.config, polly=config.PollySettings(price_per_million=100_000.0))
    assert "119 bytes · 1.90 dollars" in texts(page("privacy"))


def test_texts_are_folded_until_somebody_looks_and_then_shown_as_they_are(two_days: Desk) -> None:
    test = page("privacy")
    assert [folded.label for folded in test.expander] == [
        "What was sent on 25 November 2026",
        "What was sent on 24 November 2026",
    ]
    assert "Guten" not in texts(test)
    test = unfold(test, "2026-11-24")
    lines = texts(test)
    assert "13:00:00 · speech · 12 characters · Guten *Tag*." in lines
    assert "13:00:01 · voices · 1,031 bytes" in lines
    assert lines.index("voices") < lines.index("speech"), "the newest first"
    shown = "\n".join(str(element.value) for element in unfold(test, "2026-11-25").markdown)
    assert "![](" not in shown, "no picture is fetched because it was said"


def test_texts_that_are_not_kept_are_said_to_be_so(desk: Desk) -> None:
    desk.config = replace(desk.config, privacy=config.PrivacySettings(keep_history=False))
    desk.ledger.keep_text = False
    say(desk.ledger, "confidential")
    said = texts(unfold(page("privacy"), "2026-11-24"))
    assert "12 characters · (not kept)" in said
    assert "New texts are not kept" in said


def test_long_day_and_long_list_are_shown_in_parts(desk: Desk) -> None:
    for _ in range(privacy_page.TEXTS + 1):
        say(desk.ledger, "hello")
    for _ in range(privacy_page.DAYS):
        desk.clock.at -= timedelta(days=1)
        say(desk.ledger)
    test = unfold(page("privacy"), "2026-11-24")
    assert texts(test).count("hello") == privacy_page.TEXTS
    click(test, "Show more of 24 November 2026")
    assert texts(test).count("hello") == privacy_page.TEXTS + 1
    assert len(test.subheader) == privacy_page.DAYS
    click(test, "Show more days")
    assert len(test.subheader) == privacy_page.DAYS + 1


def test_it_is_forgotten_only_after_a_yes(two_days: Desk) -> None:
    test = page("privacy")
    click(test, "Forget all of it …")
    assert "cannot be undone" in texts(test)
    click(test, "No, keep")
    assert len(two_days.ledger.entries()) == 3
    click(test, "Forget all of it …")
    click(test, "Yes, forget")
    assert two_days.ledger.entries() == ()
    assert "What was sent before 25 November 2026, 13:00 is forgotten." in texts(test)
    assert "Nothing since then." in texts(test)


def test_record_that_cannot_be_read_is_said_on_the_page(two_days: Desk) -> None:
    two_days.ledger.close()
    test = page("privacy")
    assert not test.exception
    assert "cannot be read" in texts(test)


def test_offline_only_is_switched_in_the_file_and_taken_over_at_once(desk: Desk) -> None:
    desk.settings_file.write_text('[voice]\norder = "polly-first" # mine\n')
    desk.config = config.read(desk.settings_file, desk.config.folders)
    test = page("privacy")
    assert test.toggle(key=privacy_page.OFFLINE).value is False
    assert "go to Amazon Polly to be spoken" in texts(test)
    switch(test, True)
    assert desk.applied == ["offline-only"]
    assert desk.settings_file.read_text().startswith('[voice]\norder = "offline-only" # mine\n')
    assert not desk.config.privacy.fetch_pictures
    assert "Offline only is on" in texts(test)
    switch(test, False)
    assert desk.applied == ["offline-only", "polly-first"], "what it was before"
    assert desk.config.privacy.fetch_pictures


def test_switching_off_what_was_never_otherwise_sends_as_little_as_can_be(desk: Desk) -> None:
    desk.settings_file.write_text("[privacy]\nfetch_pictures = false\n")
    desk.config = config.read(desk.settings_file, desk.config.folders)
    test = page("privacy")
    switch(test, False)
    assert desk.applied == ["offline-only"]
    assert "only after a yes" in texts(test), "as Oriel comes"


def test_switch_shows_what_was_said_meanwhile(desk: Desk) -> None:
    desk.config = replace(desk.config, voice=config.VoiceSettings(order="polly-first"))
    test = page("privacy")
    offline = config.PrivacySettings(fetch_pictures=False)
    desk.config = replace(desk.config, voice=config.VoiceSettings(order="offline-only"), privacy=offline)
    assert test.run().toggle(key=privacy_page.OFFLINE).value is True


def test_file_that_cannot_be_changed_leaves_the_switch_as_it_is(desk: Desk) -> None:
    desk.config = replace(desk.config, privacy=config.PrivacySettings(fetch_pictures=False))
    test = page("privacy")
    desk.settings_file.write_text("[voice]\nspeed = 9\n")
    switch(test, False)
    assert desk.applied == []
    assert "speed must lie between" in texts(test)
    assert test.toggle(key=privacy_page.OFFLINE).value is True
