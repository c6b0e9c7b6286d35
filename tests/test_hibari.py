import numpy as np
import pytest

from assistant.messages import AudioChunk
from local_models import hibari

LOUD = 300  # int16; the voice peaks near 10,000


@pytest.fixture(scope="module")
def voice() -> hibari.HibariVoice:
    return hibari.load()


def onset_s(chunk: AudioChunk) -> float:
    return float(np.flatnonzero(np.abs(chunk.pcm) > LOUD)[0]) / chunk.rate


def tail_s(chunk: AudioChunk) -> float:
    return (len(chunk.pcm) - float(np.flatnonzero(np.abs(chunk.pcm) > LOUD)[-1])) / chunk.rate


@pytest.mark.parametrize(
    "text", ["Canberra.", "Hello, you.", "She sells shells.", "Four of them.", "Has he?", "If so."]
)
def test_speech_begins_at_once_and_unclipped(voice: hibari.HibariVoice, text: str) -> None:
    (chunk,) = voice.speak(text)
    assert 0.005 < onset_s(chunk) < 0.15, "a silence before the first word is a wait, none clips it"
    assert np.abs(chunk.pcm[:48]).max() < LOUD, "the sound does not begin in the middle of a word"


def test_pause_after_a_sentence_is_longer_than_after_a_comma(voice: hibari.HibariVoice) -> None:
    (clause,), (sentence,) = voice.speak("It is blue,"), voice.speak("It is blue.")
    assert 0.05 < tail_s(clause) < tail_s(sentence) < 0.6


def test_each_sentence_is_a_chunk_and_texts_join(voice: hibari.HibariVoice) -> None:
    chunks = list(voice.speak("It costs $29.50 at Dr. Smith's. That is all."))
    assert [chunk.text for chunk in chunks] == ["It costs $29.50 at Dr. Smith's.", "That is all."]
    assert {chunk.rate for chunk in chunks} == {24_000}
    assert {chunk.pcm.dtype for chunk in chunks} == {np.dtype(np.int16)}


def test_same_text_sounds_the_same(voice: hibari.HibariVoice) -> None:
    (first,), (again,) = voice.speak("It is blue."), voice.speak("It is blue.")
    assert np.array_equal(first.pcm, again.pcm)


@pytest.mark.parametrize("text", ["", "  ", "你好", "\n"])
def test_nothing_to_say_is_silence(voice: hibari.HibariVoice, text: str) -> None:
    assert list(voice.speak(text)) == []


def test_cancel_ends_a_long_text_between_sentences(voice: hibari.HibariVoice) -> None:
    stream = voice.speak("One sentence more. " * 200)
    next(stream)
    stream.cancel()
    assert list(stream) == []
