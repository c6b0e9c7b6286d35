import numpy as np
import pytest

from assistant.messages import AudioChunk, WordTime
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
