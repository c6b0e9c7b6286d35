"""Orders by voice about whose voice speaks, and the question what left this machine."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import config
from assistant.errors import BadSetting
from assistant.house_orders import HouseOrders
from assistant.ledger import Ledger
from assistant.voices import LocalVoice, Voices
from assistant.words.commands import Command
from assistant.words.leaving import asks_what_left
from tests.actors import Tongue


class House:
    """Voices, a ledger, and settings that can be kept or not."""

    def __init__(self, home: Path, keeps: bool = True) -> None:
        self.config = config.load({"ORIEL_HOME": str(home)})
        self.hibari, self.espeak, self.polly = Tongue(), Tongue(), Tongue()
        local = [LocalVoice("hibari", self.hibari, frozenset({"en"})), LocalVoice("espeak-ng", self.espeak)]
        self.voices = Voices(local, self.polly, "polly-first", print, lambda: 0.0)
        self.ledger = Ledger(home / "ledger.sqlite")
        self.kept: list[str] = []
        self.told: list[str] = []
        self.writes = True
        keep = self.keep if keeps else None
        self.orders = HouseOrders(self.voices, self.ledger, lambda: self.config, keep, self.told.append)

    def keep(self, order: str) -> None:
        if not self.writes:
            raise BadSetting("the file is not yours")
        self.kept.append(order)

    def spoken(self, text: str, language: str = "en") -> None:
        list(self.voices.speak(text, 1.0, language))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    one = House(tmp_path)
    yield one
    one.orders.close()
    one.ledger.close()


def test_offline_only_holds_before_it_is_written_down(house: House) -> None:
    assert house.orders.obey(Command("offline-only"), "en") == "Offline only. Nothing leaves this computer."
    house.spoken("It is blue.")
    assert (house.polly.said, house.hibari.said) == ([], ["It is blue."])
    assert not house.orders.may_fetch, "nor is a picture"
    house.orders.close()
    assert house.kept == ["offline-only"]


def test_offline_only_holds_though_the_file_cannot_be_written_and_that_is_told(house: House) -> None:
    house.writes = False
    house.orders.obey(Command("offline-only"), "en")
    house.orders.close()
    house.spoken("It is blue.")
    assert (house.polly.said, house.told) == ([], ["the file is not yours"])


def test_orders_are_kept_in_the_order_in_which_they_were_said(house: House) -> None:
    said = ["polly", "offline-only"] * 5
    answers = [house.orders.obey(Command(name), "de") for name in said]
    assert "Amazon Polly" in answers[0]
    house.orders.close()
    assert house.kept == ["polly-first", "offline-only"] * 5


def test_conversation_that_keeps_nothing_does_not_begin_to_send(tmp_path: Path) -> None:
    house = House(tmp_path, keeps=False)
    house.voices.choose("offline-only", None)
    assert "in the settings" in house.orders.obey(Command("polly"), "en")
    assert not house.voices.sends("en")
    house.voices.choose("polly-first", house.polly)
    house.orders.obey(Command("offline-only"), "en")
    assert not house.voices.sends("en")
    house.orders.close()
    house.ledger.close()


def test_another_voice_introduces_itself_and_a_single_one_says_that_it_is(house: House) -> None:
    assert "in the settings" in house.orders.obey(Command("other-voice"), "en"), "Polly speaks, and has many"
    house.voices.choose("offline-only", None)
    assert house.orders.obey(Command("other-voice"), "en") == "How do you like this voice?"
    house.spoken("Hello.")
    assert house.espeak.said == ["Hello."]
    assert house.orders.obey(Command("other-voice"), "de") == "Ich habe hier nur eine Stimme."


def test_what_is_no_order_to_the_house_is_left_to_the_page_or_answered(house: House) -> None:
    assert house.orders.obey(Command("mute"), "en") == ""
    assert "F11" in house.orders.obey(Command("full-screen"), "en")


def test_what_left_is_told_from_the_ledger(house: House) -> None:
    asked = asks_what_left("What left my computer today?", "en")
    assert asked is not None
    assert house.orders.what_left(asked, "en") == "Nothing left this computer today."
    house.ledger.sent("Amazon Polly", "eu-central-1", "speech", "Canberra.", 120)
    assert house.orders.what_left(asked, "en").startswith("9 characters to Amazon Polly in Frankfurt, last at ")
    house.config = replace(house.config, polly=replace(house.config.polly, price_per_million=16.0))
    assert "less than a cent" in house.orders.what_left(asked, "en")
