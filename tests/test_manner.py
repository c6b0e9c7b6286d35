from dataclasses import replace

import numpy as np
import pytest

from assistant.audio import amplified
from assistant.generation import GenerationParams
from assistant.manner import SPEEDS, VOLUMES, Manner, SessionSettings
from assistant.messages import AudioChunk, Turn, TurnTimes
from assistant.playback import RATE, Playback
from assistant.turns import TurnSettings
from assistant.words.commands import Command

SETTINGS = SessionSettings("You are Oriel.", GenerationParams(), TurnSettings())


@pytest.fixture
def manner() -> Manner:
    return Manner(SETTINGS)


def test_louder_and_quieter_undo_each_other(manner: Manner) -> None:
    manner.obey(Command("louder"))
    assert manner.volume > 1
    manner.obey(Command("quieter"))
    assert manner.volume == pytest.approx(1)
    manner.obey(Command("quieter"))
    assert manner.volume < 1


@pytest.mark.parametrize(("name", "end"), [("quieter", VOLUMES[0]), ("louder", VOLUMES[1])])
def test_volume_has_an_end(manner: Manner, name: str, end: float) -> None:
    for _ in range(20):
        manner.obey(Command(name))
    assert manner.volume == end


@pytest.mark.parametrize(("name", "end"), [("slower", SPEEDS[0]), ("faster", SPEEDS[1])])
def test_speed_has_an_end(manner: Manner, name: str, end: float) -> None:
    for _ in range(20):
        manner.obey(Command(name))
    assert manner.speed == end


def test_new_conversation_is_as_loud_as_the_one_before(manner: Manner) -> None:
    manner.obey(Command("louder"))
    before = manner.volume
    manner.new_conversation()
    manner.adjust(SETTINGS)
    assert manner.volume == before


def test_loud_samples_are_cut_off_and_not_wrapped_around() -> None:
    pcm = np.array([0, 1000, -1000, 30_000, -30_000, 32_767, -32_768], np.int16)
    louder = amplified(pcm, 1.5)
    assert louder.dtype == np.int16
    assert louder.tolist() == [0, 1500, -1500, 32_767, -32_768, 32_767, -32_768]
    assert amplified(pcm, 0.25).tolist() == [0, 250, -250, 7500, -7500, 8192, -8192]


def test_sound_is_played_as_loud_as_asked_for_from_the_next_piece_on() -> None:
    playback = Playback(lambda _: None)
    piece = AudioChunk(np.full(RATE, 1000, np.int16), RATE, "one ")
    playback.push(piece)
    playback.volume = 0.5
    playback.push(piece)
    out = playback.pull(2 * RATE)
    assert (out[:RATE] == 1000).all()
    assert (out[RATE:] == 500).all()
    assert (piece.pcm == 1000).all()


def turn(heard: str, language: str) -> Turn:
    return Turn(heard, language, "", "", False, TurnTimes())


ENGLISH = turn("What is the capital of Australia?", "en")
GERMAN = turn("Schalte das Licht im Wohnzimmer ein.", "de")


def test_language_is_open_until_a_long_turn_and_then_held(manner: Manner) -> None:
    assert (manner.options("").language, manner.options("").held) == (None, False)
    manner.settle_on_language(turn("Ja.", "de"))
    assert manner.options("").language is None
    manner.settle_on_language(ENGLISH)
    assert (manner.options("").language, manner.options("").held) == ("en", True)


def test_held_language_changes_with_a_long_turn_that_is_surely_in_another(manner: Manner) -> None:
    manner.settle_on_language(ENGLISH)
    for heard, probability, held in [
        (GERMAN, 0.79, "en"),
        (turn("Okay.", "de"), 1.0, "en"),
        (turn("Ja, mach das.", "de"), 1.0, "en"),
        (GERMAN, 0.8, "de"),
        (turn("Okay.", "en"), 1.0, "de"),
        (ENGLISH, 0.95, "en"),
    ]:
        manner.settle_on_language(heard, probability)
        assert manner.language == held


def test_language_of_the_settings_or_of_a_spoken_order_is_never_left(manner: Manner) -> None:
    manner.obey(Command("language", "fr"))
    manner.settle_on_language(GERMAN)
    assert (manner.options("").language, manner.options("").held) == ("fr", False)
    manner.adjust(replace(SETTINGS, language="es"))
    manner.settle_on_language(GERMAN)
    assert (manner.options("").language, manner.options("").held) == ("es", False)
    manner.new_conversation()
    manner.settle_on_language(GERMAN)
    assert manner.language == "es"


def test_language_is_open_again_where_the_settings_leave_it_open(manner: Manner) -> None:
    manner.obey(Command("language", "fr"))
    manner.new_conversation()
    manner.settle_on_language(GERMAN)
    assert manner.language == "de"
    manner.adjust(replace(SETTINGS, language="es"))
    manner.adjust(SETTINGS)
    assert manner.options("").language is None
    manner.settle_on_language(ENGLISH)
    assert manner.options("").held


def test_other_settings_leave_the_held_language_alone(manner: Manner) -> None:
    manner.settle_on_language(GERMAN)
    manner.adjust(replace(SETTINGS, speed=1.2))
    assert (manner.options("").language, manner.options("").held) == ("de", True)
