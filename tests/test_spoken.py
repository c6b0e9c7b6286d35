"""Which words of a piece of speech were heard, and how they are written."""

import numpy as np
import pytest

from assistant.messages import AudioChunk, WordTime
from assistant.speakable import Said
from assistant.spoken import AsWritten, spoken_part

RATE = 1000
PRICE = (
    Said("It", "It"),
    Said("costs", "costs"),
    Said("$29.50", "twenty-nine dollars and fifty cents"),
    Said("today.", "today."),
)


def sound(text: str, seconds: float = 1.0, *times: tuple[float, float]) -> AudioChunk:
    words = tuple(WordTime(word, *span) for word, span in zip(text.split(), times, strict=False))
    return AudioChunk(np.zeros(round(seconds * RATE), np.int16), RATE, text, words)


def test_chunk_has_the_words_that_are_written() -> None:
    chunk = AsWritten(PRICE).chunk(sound("It costs twenty-nine dollars and fifty cents today.", 4.0))
    assert chunk.text == "It costs $29.50 today."
    assert [word.word for word in chunk.words] == chunk.text.split()
    assert len(chunk.pcm) == 4 * RATE


def test_word_lasts_as_long_as_all_that_it_takes_to_say() -> None:
    said = "It costs twenty-nine dollars and fifty cents today."
    times = [(0.0, 0.2), (0.2, 0.5), (0.5, 1.0), (1.0, 1.4), (1.4, 1.5), (1.5, 1.9), (1.9, 2.2), (2.2, 2.6)]
    chunk = AsWritten(PRICE).chunk(sound(said, 2.6, *times))
    assert [(word.start_s, word.end_s) for word in chunk.words] == [(0.0, 0.2), (0.2, 0.5), (0.5, 2.2), (2.2, 2.6)]


def test_word_that_is_said_in_two_chunks_is_in_the_one_where_it_ends() -> None:
    written = AsWritten(PRICE)
    texts = [written.chunk(sound(text)).text for text in ("It costs twenty-nine dollars", "and fifty cents", "today.")]
    assert texts == ["It costs", "$29.50", "today."]


def test_words_that_the_voice_left_out_are_passed_over() -> None:
    written = AsWritten((Said("Well", "Well"), Said("☺", "☺"), Said("done.", "done.")))
    assert [written.chunk(sound(text)).text for text in ("Well", "done.")] == ["Well", "done."]


def test_what_is_only_said_stands_as_it_is_said_and_what_is_only_shown_nowhere() -> None:
    parts = (Said("", "The code is on the screen."), Said("👍", ""), Said("Run it.", "Run it."))
    assert AsWritten(parts).text == "The code is on the screen. Run it."
    assert AsWritten(parts).chunk(sound("The code is on the screen. Run it.")).text == AsWritten(parts).text


def test_several_written_words_share_the_time_that_they_take_together() -> None:
    chunk = AsWritten((Said("27. November", "siebenundzwanzigster November"),)).chunk(
        sound("siebenundzwanzigster November", 2.0)
    )
    assert [(word.word, word.start_s, word.end_s) for word in chunk.words] == [
        ("27.", 0.0, 1.0),
        ("November", 1.0, 2.0),
    ]


@pytest.mark.parametrize(
    ("seconds", "heard"),
    [(0.0, ""), (0.1, "It"), (0.3, "It costs"), (1.2, "It costs $29.50"), (2.5, "It costs $29.50 today.")],
)
def test_cut_is_told_to_the_word(seconds: float, heard: str) -> None:
    said = "It costs twenty-nine dollars and fifty cents today."
    times = [(0.0, 0.2), (0.2, 0.5), (0.5, 1.0), (1.0, 1.4), (1.4, 1.5), (1.5, 1.9), (1.9, 2.2), (2.2, 2.6)]
    chunk = AsWritten(PRICE).chunk(sound(said, 2.6, *times))
    assert spoken_part(chunk, round(seconds * RATE)) == heard
