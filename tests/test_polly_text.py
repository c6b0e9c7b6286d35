import json
import random

import pytest

from assistant.remote.polly_text import (
    AT_THE_END,
    BILLED_LIMIT,
    TOTAL_LIMIT,
    Pace,
    billed_characters,
    pace,
    parts,
    starts,
    wording,
    words_of,
)

TRICKY = 'Fish & chips <b>cost</b> "5 €" – Größe matters'


def mark(time: int, start: int, end: int, kind: str = "word") -> bytes:
    return json.dumps({"time": time, "type": kind, "start": start, "end": end, "value": "x"}).encode()


@pytest.mark.parametrize(
    ("speed", "engine", "percent", "left"),
    [
        (1.0, "neural", 100, 1.0),
        (0.7, "neural", 70, 1.0),
        (1.234, "standard", 123, 1.0),
        (2.0, "long-form", 200, 1.0),
        (3.0, "neural", 200, 1.5),
        (0.1, "standard", 20, 0.5),
        (1.5, "generative", 100, 1.5),
        (1.0, "generative", 100, 1.0),
    ],
)
def test_speed_is_asked_for_as_far_as_the_engine_can(speed: float, engine: str, percent: int, left: float) -> None:
    assert pace(speed, engine) == Pace(percent, pytest.approx(left))


def test_usual_pace_is_plain_text_as_it_is() -> None:
    said = wording(TRICKY, 100)
    assert (said.text, said.ssml) == (TRICKY, False)


def test_other_pace_is_ssml_with_the_text_escaped() -> None:
    said = wording(TRICKY, 150)
    assert said.ssml
    assert said.text == (
        '<speak><prosody rate="150%">Fish &amp; chips &lt;b&gt;cost&lt;/b&gt; &quot;5 €&quot; – Größe matters'
        "</prosody></speak>"
    )


def test_line_breaks_are_pauses() -> None:
    assert wording("One.\n\n Two. \nThree.", 100).text == (
        '<speak>One.<break strength="strong"/>Two.<break strength="strong"/>Three.</speak>'
    )
    assert not wording("\nOne line.\n", 100).ssml


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("text", [TRICKY, "One.\nTwo <3\nÄÖ", "a\x00b c\x1fd \ud800e", "你好 世界"])
def test_spans_are_the_bytes_of_the_words(text: str, percent: int) -> None:
    said = wording(text, percent)
    assert said.words == tuple(text.split())
    source = said.text.encode()
    found = [words_of(source[first:last].decode(), said.ssml) for first, last in said.spans]
    assert found == [word.replace("\x00", "").replace("\ud800", "") for word in text.split()]


def test_words_begin_where_their_marks_say() -> None:
    said = wording("Größe matters – really.", 100)
    lines = [mark(0, 0, 28, "sentence"), mark(50, 0, 7), mark(400, 8, 15), mark(900, 20, 26)]
    assert starts(b"\n".join(lines), said) == (800, 6400, 14400, 14400), "the dash begins with the word after it"


def test_word_in_two_marks_begins_with_the_first_and_unmarked_end_is_at_the_end() -> None:
    said = wording("twenty-one of them …", 100)
    lines = [mark(50, 0, 6), mark(300, 7, 10), mark(500, 11, 13), mark(600, 14, 18)]
    assert starts(b"\n".join(lines), said) == (800, 8000, 9600, AT_THE_END)


def test_marks_out_of_order_or_out_of_range_never_place_a_word_after_the_next() -> None:
    said = wording("one two three", 100)
    lines = [mark(900, 0, 3), mark(-5, 4, 7), mark(10**12, 8, 13)]
    assert starts(b"\n".join(lines), said) == (0, 0, AT_THE_END)


def test_marks_that_place_no_word_place_nothing() -> None:
    said = wording("one two", 100)
    assert starts(b"", said) == ()
    assert starts(mark(0, 0, 7, "sentence"), said) == ()
    assert starts(mark(0, 100, 107), said) == ()


@pytest.mark.parametrize(
    "line", [b"<html>", b'{"type": "word"}', b"[]", b"3", b'{"time": "x", "type": "word"}', b"\xff"]
)
def test_what_are_no_marks_is_an_error(line: bytes) -> None:
    with pytest.raises(ValueError):
        starts(line, wording("one two", 100))


def test_short_text_is_one_part_with_its_lines() -> None:
    assert [wording(part, 100).text for part in parts("One.\nTwo.")] == [wording("One.\nTwo.", 100).text]
    assert list(parts(" \n ")) == []


@pytest.mark.parametrize("seed", range(20))
def test_long_text_is_cut_between_words_into_what_polly_takes(seed: int) -> None:
    chance = random.Random(seed)
    vocabulary = ["a", "word", "Größe", "&&&", "<<<<>>>>", '"', "x" * 300, "\n"]
    text = " ".join(chance.choices(vocabulary, k=3000))
    sent = [wording(part, 150) for part in parts(text)]
    assert len(sent) > 1
    assert all(billed_characters(one.text, one.ssml) <= BILLED_LIMIT for one in sent)
    assert all(len(one.text) <= TOTAL_LIMIT for one in sent)
    assert [word for one in sent for word in one.words] == text.split()


def test_bill_leaves_tags_out_and_counts_entities_once() -> None:
    said = wording(TRICKY, 150)
    assert billed_characters(said.text, said.ssml) == len(TRICKY)
    assert billed_characters("<speak>", ssml=False) == 7
    assert words_of(said.text, said.ssml) == TRICKY
