from collections.abc import Callable

import numpy as np
import pytest

from assistant.loudness import FADE
from assistant.messages import AudioChunk, Pcm, WordTime
from assistant.playback import RATE, Playback


def sound(text: str, seconds: float = 1.0, rate: int = RATE, words: tuple[WordTime, ...] = ()) -> AudioChunk:
    return AudioChunk(np.full(round(seconds * rate), 1000, np.int16), rate, text, words)


def silent(_: bool) -> None:
    pass


def test_pull_yields_what_was_pushed_and_then_silence() -> None:
    playback = Playback(silent)
    playback.push(sound("one ", 0.5))
    playback.push(sound("two ", 0.5))
    out = playback.pull(2 * RATE)
    assert (out[:RATE] == 1000).all()
    assert not out[RATE:].any()


def test_clear_drops_buffered_samples() -> None:
    playback = Playback(silent)
    playback.push(sound("one"))
    playback.clear()
    assert not playback.pull(RATE).any()
    assert playback.waiting_s == 0


def test_watcher_is_told_of_each_push_and_clear_until_it_is_forgotten() -> None:
    playback = Playback(silent)
    told: list[float] = []
    forget = playback.watch(lambda: told.append(playback.waiting_s))
    playback.push(sound("one"))
    playback.push(sound("two"))
    playback.clear()
    forget()
    playback.push(sound("three"))
    assert told == [1.0, 2.0, 0.0]


def test_nothing_is_heard_before_it_is_pulled() -> None:
    playback = Playback(silent)
    playback.push(sound("one two three"))
    assert playback.heard() == ""


@pytest.mark.parametrize("clear", [True, False])
def test_heard_grows_word_by_word(clear: bool) -> None:
    words = "the capital of Australia is Canberra".split()
    for heard in range(1, len(words) + 1):
        playback = Playback(silent)
        playback.begin()
        playback.push(sound(" ".join(words), 3.0))
        playback.pull(round(3.0 * RATE * heard / len(words)))
        if clear:
            playback.clear()
        assert abs(len(playback.heard().split()) - heard) <= 1


def test_word_times_of_the_voice_are_exact() -> None:
    playback = Playback(silent)
    words = (WordTime("slow", 0.0, 0.8), WordTime("quick", 0.8, 0.9), WordTime("end", 0.9, 1.0))
    playback.push(sound("slow quick end", 1.0, words=words))
    playback.pull(round(0.79 * RATE))
    assert playback.heard() == "slow"


def test_begin_forgets_the_last_answer() -> None:
    playback = Playback(silent)
    playback.push(sound("one"))
    playback.pull(2 * RATE)
    playback.begin()
    assert playback.heard() == ""


def test_other_rates_are_resampled_to_the_same_length() -> None:
    playback = Playback(silent)
    playback.push(sound("one", 1.0, rate=16_000))
    assert playback.waiting_s == pytest.approx(1.0, abs=0.01)


def test_change_is_told_once_at_each_edge() -> None:
    told: list[bool] = []
    playback = Playback(told.append)
    playback.push(sound("one", 0.1))
    for _ in range(20):
        playback.pull(RATE // 50)
    assert told == [True, False]


# Softer, held and on again.

STEP = RATE // 100


def counted(text: str, seconds: float, start: int = 1) -> AudioChunk:
    """Each sample the number of those before it, so that a gap or a repeat shows."""
    return AudioChunk((np.arange(start, start + round(seconds * RATE)) % 2**15).astype(np.int16), RATE, text)


def pulled(playback: Playback, seconds: float) -> Pcm:
    return np.concatenate([playback.pull(STEP) for _ in range(round(seconds * RATE / STEP))])


def test_softened_sound_is_a_quarter_as_loud_within_50_ms_and_neither_earlier_nor_later() -> None:
    playback = Playback(silent)
    playback.push(sound("one"))
    assert (pulled(playback, 0.1) == 1000).all()
    playback.soften()
    assert playback.softened
    out = pulled(playback, 0.1)
    assert (np.diff(out.astype(int)) <= 0).all()
    assert 240 <= out[1200] <= 260 < out[1100]
    playback.restore()
    out = pulled(playback, 0.1)
    assert (np.diff(out.astype(int)) >= 0).all()
    assert out[1201] == 1000
    assert not playback.softened


def test_held_sound_is_silent_within_30_ms_and_goes_on_without_a_gap_or_a_repeat() -> None:
    playback = Playback(silent)
    playback.push(counted("one", 0.5))
    playback.push(counted("two", 0.5, start=12_001))
    before = pulled(playback, 0.49)
    assert np.array_equal(before, np.arange(1, len(before) + 1))
    playback.hold()
    fading = pulled(playback, 0.03)
    assert fading[0] > 0.9 * before[-1], "no bare cut"
    assert (np.diff(np.abs(fading.astype(int))) <= 0).all()
    assert not pulled(playback, 2.0).any()
    playback.restore()
    after = pulled(playback, 0.51)
    assert np.array_equal(after[FADE:], np.arange(len(before) + 1, RATE + 1)[FADE:])
    assert 0 < after[0] < after[FADE // 2] < after[FADE]


def test_what_is_held_keeps_its_place_and_is_no_end() -> None:
    told: list[bool] = []
    playback = Playback(told.append)
    playback.push(sound("one two three four five", 1.0))
    pulled(playback, 0.5)
    heard, waits = playback.heard(), playback.waiting_s
    playback.hold()
    assert playback.held
    assert not playback.audible
    pulled(playback, 1.0)
    playback.soften()
    assert playback.held
    assert (playback.heard(), playback.waiting_s, told) == (heard, waits, [True])
    playback.restore()
    assert playback.audible
    pulled(playback, 0.6)
    assert playback.heard() == "one two three four five"
    assert told == [True, False]


def test_words_are_heard_once_however_often_sound_is_held() -> None:
    playback = Playback(silent)
    playback.push(sound("one two three ", 0.5))
    playback.push(sound("four five six ", 0.5))
    for _ in range(20):
        pulled(playback, 0.05)
        playback.hold()
        pulled(playback, 0.05)
        playback.restore()
    assert playback.heard() == "one two three four five six "


@pytest.mark.parametrize("order", [Playback.soften, Playback.hold])
def test_clear_ends_what_was_ordered_and_what_comes_then_is_loud_from_its_first_sample(
    order: Callable[[Playback], None],
) -> None:
    playback = Playback(silent)
    playback.push(sound("one"))
    pulled(playback, 0.1)
    order(playback)
    pulled(playback, 0.1)
    playback.clear()
    assert (playback.loudness, playback.waiting_s) == ("full", 0)
    playback.push(sound("two"))
    assert (pulled(playback, 0.5) == 1000).all()


def test_end_that_an_output_tells_while_sound_is_held_is_told_when_it_is_no_longer() -> None:
    told: list[bool] = []
    playback = Playback(told.append)
    playback.push(sound("one"))
    playback.played(RATE // 2, dry=False)
    playback.hold()
    playback.played(RATE, dry=True)
    assert told == [True]
    playback.restore()
    assert told == [True, False]
    assert not playback.audible


def test_watcher_is_told_of_each_change_of_loudness_once() -> None:
    playback = Playback(silent)
    told: list[str] = []
    playback.watch(lambda: told.append(playback.loudness))
    for order in (playback.soften, playback.soften, playback.hold, playback.restore, playback.restore):
        order()
    assert told == ["soft", "held", "full"]


def test_sounded_is_what_was_heard_as_loud_as_it_was() -> None:
    playback = Playback(silent)
    playback.push(sound("one", 3.0))
    out = [pulled(playback, 0.1)]
    place, sounded = playback.sounded(0)
    assert np.array_equal(sounded, out[0])
    playback.soften()
    out = [pulled(playback, 0.2)]
    playback.hold()
    out.append(pulled(playback, 0.2))
    place, sounded = playback.sounded(place)
    loud = np.concatenate(out)
    assert np.array_equal(sounded, loud[: np.flatnonzero(loud)[-1] + 1])
    assert len(sounded) == 2 * RATE // 10 + FADE
    assert not len(playback.sounded(place)[1])


def test_sounded_follows_the_reports_of_an_output_of_its_own() -> None:
    playback = Playback(silent)
    playback.push(counted("one", 1.0))
    playback.played(1000, dry=False)
    place, sounded = playback.sounded(0)
    assert np.array_equal(sounded, np.arange(1, 1001))
    playback.played(2000, dry=False, gain=0.25)
    playback.played(3000, dry=False, gain=0.25)
    _, sounded = playback.sounded(place)
    assert len(sounded) == 2000
    assert sounded[0] == pytest.approx(1001, abs=2)
    assert sounded[1000:] == pytest.approx(np.arange(2001, 3001) / 4, abs=1)
    playback.clear()
    playback.push(counted("two", 1.0))
    playback.played(playback.end, dry=True)
    assert len(playback.sounded(3000)[1]) == RATE, "what was cleared never sounded"


def test_no_more_than_two_seconds_of_what_sounded_are_kept() -> None:
    playback = Playback(silent)
    playback.push(counted("one", 1.0))
    playback.push(counted("two", 4.0, start=1))
    out = pulled(playback, 5.0)
    end, sounded = playback.sounded(0)
    assert end == 5 * RATE
    assert np.array_equal(sounded, out[-2 * RATE :])
    assert len(playback.sounded(-5)[1]) == 2 * RATE
    assert len(playback.sounded(end + 5)[1]) == 0


def test_coming_is_what_sounds_next_as_loud_as_it_will() -> None:
    playback = Playback(silent)
    playback.push(counted("one", 1.0))
    assert not len(playback.coming(100)), "it has not begun"
    out = playback.pull(1000)
    assert np.array_equal(playback.coming(100), np.arange(out[-1] + 1, out[-1] + 101))
    playback.soften()
    assert playback.coming(100) == pytest.approx(np.arange(1001, 1101) / 4, abs=1)
    playback.hold()
    assert not len(playback.coming(100))
    playback.restore()
    assert len(playback.coming(2 * RATE)) == RATE - 1000
