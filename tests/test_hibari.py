from collections.abc import Callable

import numpy as np
import pytest
import wer

from assistant.audio import resample
from assistant.messages import HEARING_RATE, AudioChunk, Pcm
from assistant.tempo import at_tempo
from local_models import hibari

LOUD = 300  # int16; the voice peaks near 10,000
SENTENCES = """How many people are in this picture?
Remind me to call Margaret tomorrow morning.
Show me the picture with the two cats.
Could you explain how a steam engine works?
Give me three good reasons to learn a foreign language.
Select everything except the chair in the corner.
When does the library close on Saturday?
The meeting with Robert Johnson was moved to Thursday.""".splitlines()
# Whisper was taught no speech at twice its pace and more: it is slowed down again for it, which adds nothing to it.
SPEEDS = {0.7: 1.0, 1.0: 1.0, 1.5: 1.0, 2.0: 0.5, 2.5: 0.5, 3.0: 0.5}


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


@pytest.mark.parametrize("speed", SPEEDS)
def test_every_speed_is_kept_and_understood(
    voice: hibari.HibariVoice, transcribe: Callable[[Pcm], str], speed: float
) -> None:
    natural = sum(chunk.duration_s for text in SENTENCES for chunk in voice.speak(text))
    chunks = [chunk for text in SENTENCES for chunk in voice.speak(text, speed)]
    assert natural / sum(chunk.duration_s for chunk in chunks) == pytest.approx(speed, rel=0.08)
    rate, quiet = chunks[0].rate, np.zeros(HEARING_RATE // 5, np.int16)
    slowed = at_tempo(np.concatenate([chunk.pcm for chunk in chunks]), rate, SPEEDS[speed])
    heard = transcribe(np.concatenate([quiet, resample(slowed, rate, HEARING_RATE), quiet]))
    assert wer.rate([" ".join(SENTENCES)], [heard]) <= (0.05 if speed <= 2 else 0.25), heard


def pitch(chunk: AudioChunk) -> float:
    """The voice's pitch, Hz: the median of where the autocorrelation of its loud frames peaks."""
    frames = chunk.pcm[: len(chunk.pcm) // 960 * 960].reshape(-1, 960).astype(float)
    loud = frames[np.abs(frames).max(axis=1) > 10 * LOUD]
    lags = slice(chunk.rate // 350, chunk.rate // 110)
    peaks = [int(np.argmax(np.correlate(frame, frame, "full")[959:][lags])) + lags.start for frame in loud]
    return float(chunk.rate / np.median(peaks))


@pytest.mark.parametrize("speed", [0.7, 2.0, 3.0])
def test_the_pitch_stays_at_every_speed(voice: hibari.HibariVoice, speed: float) -> None:
    (natural,), (changed,) = voice.speak(SENTENCES[-1]), voice.speak(SENTENCES[-1], speed)
    assert pitch(changed) == pytest.approx(pitch(natural), rel=0.1)
