"""A voice from afar that breaks off, and the one of this machine that goes on at the next word."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from assistant.audio import resample
from assistant.errors import CallFailed, VoiceFailed
from assistant.failover import FIRST_REST_S, LONGEST_REST_S, RATE, Failover, Rest
from assistant.messages import AudioChunk
from assistant.roles import Stream

TEXT = "one two three four five six"


def chunks(text: str, words: int = 2) -> list[AudioChunk]:
    said = text.split()
    parts = [" ".join(said[at : at + words]) for at in range(0, len(said), words)]
    return [AudioChunk(np.zeros(10, np.int16), RATE, part) for part in parts]


class Afar:
    """Speaks two words at a time, and then does what it is told to."""

    def __init__(self, pieces: int, then: Exception | None = None) -> None:
        self.asked: list[str] = []
        self.cancelled = threading.Event()
        self.goes_on = threading.Event()
        self.goes_on.set()
        self._pieces = pieces
        self._then = then

    def __call__(self, text: str) -> Stream[AudioChunk]:
        self.asked.append(text)
        return Stream(self._speak(text), self._stop)

    def _speak(self, text: str) -> Iterator[AudioChunk]:
        yield from chunks(text)[: self._pieces]
        self.goes_on.wait(10)
        if self.cancelled.is_set():
            return
        if self._then is not None:
            raise self._then

    def _stop(self) -> None:
        self.cancelled.set()
        self.goes_on.set()


class Here:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> Stream[AudioChunk]:
        self.asked.append(text)
        return Stream(iter(chunks(text, 1)), lambda: None)


def test_text_that_is_spoken_to_its_end_needs_nobody_else() -> None:
    settled: list[VoiceFailed | None] = []
    afar, here = Afar(3), Here()
    assert [chunk.text for chunk in Failover(TEXT, afar, here, settled.append).stream] == [
        "one two",
        "three four",
        "five six",
    ]
    assert (afar.asked, here.asked, settled) == ([TEXT], [], [None])


@pytest.mark.parametrize("pieces", [0, 1, 2])
def test_another_voice_goes_on_at_the_next_word(pieces: int) -> None:
    settled: list[VoiceFailed | None] = []
    failed = VoiceFailed("network", "gone")
    here = Here()
    said = [chunk.text for chunk in Failover(TEXT, Afar(pieces, failed), here, settled.append).stream]
    assert " ".join(said) == TEXT, "no word is lost, none comes twice"
    assert (here.asked, settled) == ([" ".join(TEXT.split()[2 * pieces :])], [failed])


def test_voice_that_just_ends_too_early_has_failed_too() -> None:
    settled: list[VoiceFailed | None] = []
    said = [chunk.text for chunk in Failover(TEXT, Afar(1), Here(), settled.append).stream]
    assert " ".join(said) == TEXT
    assert [failed.reason for failed in settled if failed] == ["audio"]


def test_failure_behind_the_last_word_asks_nobody_to_say_anything_more() -> None:
    here = Here()
    said = [
        chunk.text for chunk in Failover(TEXT, Afar(3, VoiceFailed("network", "late")), here, lambda _: None).stream
    ]
    assert (" ".join(said), here.asked) == (TEXT, [])


def test_voice_left_in_the_middle_is_stopped_and_blamed_for_nothing() -> None:
    settled: list[VoiceFailed | None] = []
    afar, here = Afar(1), Here()
    afar.goes_on.clear()
    failover = Failover(TEXT, afar, here, settled.append)
    said = [next(failover.stream).text]
    failover.leave()
    said += [chunk.text for chunk in failover.stream]
    assert (" ".join(said), here.asked, settled) == (TEXT, ["three four five six"], [])
    assert afar.cancelled.is_set()


def test_leaving_does_not_stop_the_voice_that_has_taken_over() -> None:
    here = Here()
    failover = Failover(TEXT, Afar(1, VoiceFailed("slow", "late")), here, lambda _: None)
    said = [next(failover.stream).text, next(failover.stream).text]
    failover.leave()
    assert " ".join([*said, *(chunk.text for chunk in failover.stream)]) == TEXT


def test_cancelled_speech_ends_wherever_it_is_and_nobody_takes_over() -> None:
    settled: list[VoiceFailed | None] = []
    afar, here = Afar(1), Here()
    afar.goes_on.clear()
    failover = Failover(TEXT, afar, here, settled.append)
    next(failover.stream)
    failover.stream.cancel()
    assert list(failover.stream) == []
    assert (afar.cancelled.is_set(), here.asked, settled) == (True, [], [])


def test_failure_of_the_voice_here_is_raised() -> None:
    def broken(_: str) -> Stream[AudioChunk]:
        raise CallFailed("no sound")

    failover = Failover(TEXT, Afar(0, VoiceFailed("network", "gone")), broken, lambda _: None)
    with pytest.raises(CallFailed):
        list(failover.stream)


def test_rest_doubles_from_failure_to_failure_and_ends_with_a_success() -> None:
    now = [0.0]
    rest = Rest(lambda: now[0])
    trouble = VoiceFailed("network", "gone")
    for failure in range(4):
        assert rest.is_over
        assert rest.note(trouble) is (failure == 0), "only the first is news"
        now[0] += FIRST_REST_S * 2**failure - 0.1
        assert not rest.is_over
        now[0] += 0.1
    assert rest.is_over
    rest.note(None)
    assert rest.note(trouble), "after it has spoken again it is news again"


@pytest.mark.parametrize("failures", [1, 40])
def test_rest_is_never_longer_than_its_bound(failures: int) -> None:
    now = [0.0]
    rest = Rest(lambda: now[0])
    for _ in range(failures):
        rest.note(VoiceFailed("throttled" if failures > 1 else "credentials", "no"))
    now[0] = LONGEST_REST_S - 1
    assert not rest.is_over
    now[0] = LONGEST_REST_S
    assert rest.is_over


def test_rest_ends_when_the_user_has_changed_something() -> None:
    rest = Rest(lambda: 0.0)
    rest.note(VoiceFailed("credentials", "none"))
    rest.end()
    assert rest.is_over


def test_sound_that_is_cut_in_its_midst_has_no_click_at_the_cut() -> None:
    tone = np.rint(8000 * np.sin(2 * np.pi * 150 * np.arange(8000) / 16_000 + np.pi / 2)).astype(np.int16)
    cuts = [tone[:1600], tone[1600:1655], tone[1655:5000], tone[5000:]]  # at peaks and between

    def afar(_: str) -> Stream[AudioChunk]:
        return Stream((AudioChunk(pcm, 16_000, "one") for pcm in cuts), lambda: None)

    heard = list(Failover("one one one one", afar, Here(), lambda _: None).stream)
    sound = np.concatenate([chunk.pcm for chunk in heard])
    expected = resample(tone, 16_000, RATE)
    assert abs(len(sound) - len(expected)) <= 1
    assert np.abs(sound[200:-200].astype(int) - expected[200 : len(sound) - 200].astype(int)).max() <= 4
