import numpy as np
import pytest

from assistant.messages import Pcm
from assistant.tempo import at_tempo

RATE = 22_050
FACTORS = [0.7, 0.9, 1.25, 1.5, 2.0, 2.5, 3.0]


def tone(hertz: float, seconds: float, rate: int = RATE) -> Pcm:
    sound = np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)
    return (10_000 * sound).astype(np.int16)


def pitch(pcm: Pcm, rate: int = RATE) -> float:
    """The strongest frequency, Hz."""
    power = np.abs(np.fft.rfft(pcm * np.hanning(len(pcm))))
    return float(np.argmax(power)) * rate / len(pcm)


@pytest.mark.parametrize("factor", FACTORS)
def test_it_lasts_as_long_as_was_asked_and_sounds_as_high_as_before(factor: float) -> None:
    changed = at_tempo(tone(220.0, 2.0), RATE, factor)
    assert len(changed) == round(2.0 * RATE / factor)
    assert changed.dtype == np.int16
    assert abs(pitch(changed) - 220.0) < 220.0 * 0.02


@pytest.mark.parametrize("factor", FACTORS)
def test_it_is_as_loud_as_before_to_its_end(factor: float) -> None:
    changed = at_tempo(tone(220.0, 1.0), RATE, factor).astype(float)
    for part in np.array_split(changed, 8):
        assert np.sqrt(np.mean(part**2)) == pytest.approx(10_000 / np.sqrt(2), rel=0.2)


@pytest.mark.parametrize("factor", [0.7, 1.5, 3.0])
def test_things_come_in_their_place(factor: float) -> None:
    high, low = tone(880.0, 1.0), tone(220.0, 1.0)
    changed = at_tempo(np.concatenate([low, high, low]), RATE, factor)
    parts = np.array_split(changed, 3)
    assert [round(pitch(part) / 220) for part in parts] == [1, 4, 1]


def test_the_natural_tempo_leaves_every_sample_as_it_was() -> None:
    pcm = tone(220.0, 0.3)
    assert at_tempo(pcm, RATE, 1.0) is pcm


@pytest.mark.parametrize("samples", [0, 1, 2, 3, 10, 100, 1_000, 2_000])
def test_a_sound_too_short_to_change_has_the_right_length_all_the_same(samples: int) -> None:
    assert len(at_tempo(tone(220.0, 1.0)[:samples], RATE, 2.5)) == round(samples / 2.5)
