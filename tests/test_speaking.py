"""What the voices share: how text is cut, how silence is trimmed, how a speed is reached."""

import numpy as np
import pytest

from local_models.speaking import LONGEST, pace, pieces, trimmed

RATE = 16_000


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It is blue. That is all.", ["It is blue.", "That is all."]),
        ("Really?! Yes, really.", ["Really?!", "Yes, really."]),
        ("Das kostet 29,50 Euro. Mehr nicht.", ["Das kostet 29,50 Euro.", "Mehr nicht."]),
        ("Er kam am 3. Januar mit Dr. Weber.", ["Er kam am 3. Januar mit Dr. Weber."]),
        ("Sie sagte: „Kommt bald.“ Dann ging sie.", ["Sie sagte: „Kommt bald.“", "Dann ging sie."]),
        ("So ist es. Das gilt usw. Heute auch.", ["So ist es.", "Das gilt usw. Heute auch."]),
        ("Ask J. K. Rowling. She knows.", ["Ask J. K. Rowling.", "She knows."]),
        ("He paid e.g. rent. and so on", ["He paid e.g. rent. and so on"]),
        ("今天很热。我们走吧！好", ["今天很热。", "我们走吧！", "好"]),
        ("One line\nand another", ["One line", "and another"]),
        ("Wait... — Now it goes on.", ["Wait...", "— Now it goes on."]),
        ("Now!\n—\nAnd then?", ["Now! —", "And then?"]),
        ("—\nNow.", ["— Now."]),
        ("No! Go on.", ["No!", "Go on."]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_text_is_cut_into_sentences(text: str, wanted: list[str]) -> None:
    assert pieces(text) == wanted


@pytest.mark.parametrize("glue", [" ", ", ", " – "])
def test_a_long_sentence_comes_in_parts_and_no_word_is_lost(glue: str) -> None:
    words = [f"word{number}" for number in range(200)]
    parts = pieces(glue.join(words))
    assert len(parts) > 3
    assert max(len(part) for part in parts) <= LONGEST
    assert " ".join(parts).split() == glue.join(words).split()


def test_a_long_sentence_is_cut_after_a_mark_where_it_has_one() -> None:
    parts = pieces("so it goes on and on, " * 40)
    assert {part[-1] for part in parts} == {","}


def test_even_a_word_without_end_is_cut() -> None:
    assert [len(part) for part in pieces("字" * (2 * LONGEST + 1))] == [LONGEST, LONGEST, 1]


def test_a_speed_beyond_what_a_voice_does_well_is_reached_by_tempo() -> None:
    assert (pace(1.5, 2.0).own, pace(1.5, 2.0).tempo) == (1.5, 1.0)
    assert (pace(3.0, 2.0).own, pace(3.0, 2.0).tempo) == (2.0, 1.5)


def test_silence_around_speech_becomes_a_pause_that_fits_and_shrinks_with_speed() -> None:
    quiet, loud = np.zeros(RATE, np.float32), np.full(RATE, 0.2, np.float32)
    sound = np.concatenate([quiet, loud, quiet])
    comma, stop = len(trimmed(sound, RATE, "so,")), len(trimmed(sound, RATE, "so."))
    assert RATE < comma < stop < 1.5 * RATE
    assert RATE < len(trimmed(sound, RATE, "so.", 3.0)) < stop
    assert len(trimmed(quiet, RATE, "so.")) == 0
