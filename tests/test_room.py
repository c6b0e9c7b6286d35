import numpy as np
import pytest

from assistant.messages import HEARING_RATE, Pcm
from assistant.room import Room, Trouble, sentence


def zeros(seconds: float) -> Pcm:
    return np.zeros(round(seconds * HEARING_RATE), np.int16)


def noise(seconds: float, peak: int) -> Pcm:
    random = np.random.default_rng(0)
    return random.integers(-peak, peak, round(seconds * HEARING_RATE), np.int16, endpoint=True)


def voice(seconds: float, peak: float) -> Pcm:
    """A tone at 200 Hz; above full scale it is cut off as a loud microphone does it."""
    times = np.arange(round(seconds * HEARING_RATE)) / HEARING_RATE
    return np.clip(peak * np.sin(2 * np.pi * 200 * times), -32768, 32767).astype(np.int16)


LOUD = 60_000.0  # twice full scale


def troubles(*sounds: Pcm, room: Room | None = None, size: int = 512) -> list[tuple[float, Trouble]]:
    """When, in seconds, which trouble was told."""
    room, pcm, told = room or Room(), np.concatenate(sounds), []
    for first in range(0, len(pcm), size):
        if trouble := room.hear(pcm[first : first + size]):
            told.append((round((first + size) / HEARING_RATE, 1), trouble))
    return told


@pytest.mark.parametrize("dead", [zeros(60), noise(60, 3), np.concatenate([voice(0.2, 9000), zeros(59.8)])])
def test_device_that_never_gave_sound_is_told_once_after_five_seconds(dead: Pcm) -> None:
    assert troubles(dead) == [(5.0, "silent")]


@pytest.mark.parametrize("size", [1, 160, 512, 1600, 4001])
def test_time_does_not_depend_on_how_the_sound_arrives(size: int) -> None:
    ((seconds, trouble),) = troubles(zeros(6), size=size)
    assert trouble == "silent"
    assert 5.0 <= seconds <= 5.3


@pytest.mark.parametrize("quiet", [noise(60, 12), noise(60, 300), voice(60, 3000)])
def test_quiet_room_is_no_trouble(quiet: Pcm) -> None:
    assert troubles(quiet) == []


def test_one_word_within_the_first_seconds_shows_that_the_device_lives() -> None:
    assert troubles(zeros(3), voice(0.5, 3000), zeros(60)) == []


def test_noise_suppressor_that_gates_to_zeros_between_words_is_no_trouble() -> None:
    talk = [voice(1, 3000), noise(0.4, 200), zeros(3)] * 15
    assert troubles(*talk, zeros(120)) == []


def test_noise_suppressor_is_no_trouble_though_its_first_pause_is_long() -> None:
    assert troubles(voice(4, 3000), zeros(120)) == []


def test_device_that_used_to_hiss_and_gives_zeros_for_half_a_minute_was_switched_off() -> None:
    assert troubles(noise(10, 40), voice(3, 3000), zeros(120)) == [(43.0, "silent")]


def test_single_sample_that_is_not_zero_shows_that_the_device_is_on() -> None:
    tick = zeros(20)
    tick[-1] = 1
    assert troubles(noise(10, 40), tick, zeros(25)) == []


def test_device_that_came_back_from_zeros_is_not_suspected_again() -> None:
    assert troubles(noise(10, 40), zeros(40), noise(10, 40), zeros(60)) == [(40.0, "silent")]


def test_reset_begins_anew() -> None:
    room = Room()
    assert troubles(voice(2, 3000), room=room) == []
    room.reset()
    assert troubles(zeros(10), room=room) == [(5.0, "silent")]


def test_five_seconds_of_clipped_speech_are_told_once() -> None:
    assert troubles(voice(30, LOUD)) == [(5.0, "clipping")]


def test_most_negative_sample_counts_as_clipped() -> None:
    assert troubles(np.tile(np.array([-32768, 0], np.int16), HEARING_RATE * 3)) == [(5.0, "clipping")]


def test_seconds_without_speech_neither_count_nor_interrupt() -> None:
    assert troubles(*[voice(1, LOUD), noise(1, 40)] * 5) == [(9.0, "clipping")]


@pytest.mark.parametrize(
    "sound",
    [
        voice(30, 32000),
        np.concatenate([voice(4, LOUD), voice(1, 9000)] * 6),
        np.concatenate([voice(0.005, LOUD), voice(0.995, 9000)] * 30),
    ],
    ids=["loud", "a clean second in five", "single peaks"],
)
def test_speech_that_clips_seldom_or_not_is_no_trouble(sound: Pcm) -> None:
    assert troubles(sound) == []


def test_clipping_is_told_again_only_after_five_clean_seconds() -> None:
    assert troubles(voice(5, LOUD), voice(4, 9000), voice(6, LOUD)) == [(5.0, "clipping")]
    assert troubles(voice(5, LOUD), voice(5, 9000), voice(5, LOUD)) == [(5.0, "clipping"), (15.0, "clipping")]


@pytest.mark.parametrize(
    ("trouble", "device", "others", "said"),
    [
        ("silent", "USB Mic", ("Webcam", "Headset"), "I hear nothing from 'USB Mic'. Try 'Webcam'?"),
        ("silent", "USB Mic", (), "I hear nothing from 'USB Mic'. Is it switched on?"),
        ("silent", "", (), "I hear nothing from the microphone. Is it switched on?"),
        ("clipping", "USB Mic", ("Webcam",), "'USB Mic' is too loud. Turn its level down a little?"),
        ("clipping", "", (), "The microphone is too loud. Turn its level down a little?"),
    ],
)
def test_sentence_names_the_device_and_what_to_do(
    trouble: Trouble, device: str, others: tuple[str, ...], said: str
) -> None:
    assert sentence(trouble, device, others) == said
