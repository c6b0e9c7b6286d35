"""Whom an utterance is for, as a script of cues; and how a voice is compared with the usual one."""

from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest

from assistant.addressee import Addressee, Cues, Usual, addressed, level_db, pitch_hz
from assistant.messages import HEARING_RATE, Pcm

INVOICE = Cues("Hast du die Rechnung?", "de")
VALVE = Cues("What is a valve?", "en")

SCRIPT: list[tuple[str, Cues, Addressee]] = [
    ("a colleague is asked, and Oriel has said nothing yet", INVOICE, "other"),
    ("somebody talks a minute after an answer", replace(VALVE, since_answer_s=60.0), "other"),
    ("a question follows an answer", replace(VALVE, since_answer_s=3.0), "oriel"),
    ("at the last moment", replace(VALVE, since_answer_s=8.0), "oriel"),
    ("a moment too late", replace(VALVE, since_answer_s=8.1), "other"),
    ("it interrupts an answer", replace(VALVE, since_answer_s=-2.0), "oriel"),
    ("Oriel asked back, so there is more time", replace(VALVE, since_answer_s=14.0, asked_back=True), "oriel"),
    ("but not forever", replace(VALVE, since_answer_s=16.0, asked_back=True), "other"),
    ("Start was pressed", replace(VALVE, since_touch_s=20.0), "oriel"),
    ("Start was pressed long ago", replace(VALVE, since_touch_s=31.0), "other"),
    (
        "a picture was dropped long after the last answer",
        replace(VALVE, since_answer_s=90.0, since_touch_s=5.0),
        "oriel",
    ),
    ("the talk key is held", replace(VALVE, held_key=True), "oriel"),
    ("it is held while a name is dictated", Cues("Anna, could you help me?", "en", held_key=True), "oriel"),
    ("Oriel is called out of nowhere", Cues("Oriel, what is a valve?", "en"), "oriel"),
    ("Oriel is called from the other room", Cues("Hey Oriel, stop.", "en", loudness_db=-25.0), "oriel"),
    ("somebody else is called right after an answer", Cues("Anna, kannst du mal?", "de", since_answer_s=1.0), "other"),
    ("the phone rings after an answer", Cues("Ja hallo, hier ist Müller.", "de", since_answer_s=2.0), "other"),
    ("the same on a page that was just used", Cues("Hello, this is Peter speaking.", "en", since_touch_s=2.0), "other"),
    ("a quiet word after an answer", replace(VALVE, since_answer_s=2.0, loudness_db=-12.0), "oriel"),
    (
        "quiet, and in its usual pitch",
        replace(VALVE, since_answer_s=2.0, loudness_db=-12.0, pitch_semitones=1.0),
        "oriel",
    ),
    (
        "quiet, and a woman instead of a man: a television",
        replace(VALVE, since_answer_s=2.0, loudness_db=-12.0, pitch_semitones=9.0),
        "other",
    ),
    ("another person at the same microphone", replace(VALVE, since_answer_s=2.0, pitch_semitones=-9.0), "oriel"),
    ("hardly to be heard", replace(VALVE, since_answer_s=2.0, loudness_db=-22.0), "other"),
    (
        "a request by the usual voice, out of nowhere",
        replace(VALVE, looks_like_request=True, loudness_db=1.0, pitch_semitones=-1.0),
        "unsure",
    ),
    ("a request by a voice that is not known yet", replace(VALVE, looks_like_request=True), "other"),
    (
        "a request by another voice",
        replace(VALVE, looks_like_request=True, loudness_db=1.0, pitch_semitones=8.0),
        "other",
    ),
    ("no request", replace(VALVE, looks_like_request=False, loudness_db=0.0, pitch_semitones=0.0), "other"),
    ("an order that Oriel knows", Cues("Stop listening.", "en", loudness_db=0.0, pitch_semitones=0.0), "unsure"),
    ("a question by its shape", Cues("Find the dog.", "en", loudness_db=0.0, pitch_semitones=0.0), "unsure"),
    ("talk by its shape", Cues("The bill is in the drawer.", "en", loudness_db=0.0, pitch_semitones=0.0), "other"),
    ("nobody knows whether it is a request", Cues("I see.", "en", loudness_db=0.0, pitch_semitones=0.0), "other"),
    (
        "a murmur is no request",
        Cues("Okay.", "en", loudness_db=0.0, pitch_semitones=0.0, looks_like_request=True),
        "other",
    ),
]


@pytest.mark.parametrize(("cues", "expected"), [row[1:] for row in SCRIPT], ids=[row[0] for row in SCRIPT])
def test_attentive_it_answers_what_is_for_it(cues: Cues, expected: Addressee) -> None:
    assert addressed(cues, "attentive") == expected


@pytest.mark.parametrize("cues", [row[1] for row in SCRIPT], ids=[row[0] for row in SCRIPT])
def test_open_it_answers_everything(cues: Cues) -> None:
    assert addressed(cues, "open") == "oriel"


def voice(hz: float, seconds: float = 2.0, level: float = 0.1, seed: int = 0, noise: float = 0.0) -> Pcm:
    """Syllables of a harmonic sound that glides a little, with pauses between them."""
    time = np.arange(round(seconds * HEARING_RATE)) / HEARING_RATE
    phase = 2 * np.pi * hz * (time + 0.01 * np.sin(2 * np.pi * 1.5 * time) / (2 * np.pi))
    sound = sum(np.sin(harmonic * phase) / harmonic for harmonic in range(1, 9))
    syllables = np.clip(np.sin(2 * np.pi * 2.0 * time) * 4, 0.0, 1.0)
    hiss = np.random.default_rng(seed).normal(0.0, noise, len(time))
    return (np.clip(level * sound * syllables + hiss, -1.0, 1.0) * 32767).astype(np.int16)


@pytest.mark.parametrize("hz", [75.0, 110.0, 140.0, 200.0, 260.0, 330.0])
@pytest.mark.parametrize("noise", [0.0, 0.005])
def test_pitch_is_found_to_a_third_of_a_semitone(hz: float, noise: float) -> None:
    found = pitch_hz(voice(hz, noise=noise))
    assert found is not None
    assert abs(12 * np.log2(found / hz)) < 1 / 3


def test_what_is_not_voiced_has_no_pitch() -> None:
    hiss = (np.random.default_rng(3).normal(0.0, 0.1, 3 * HEARING_RATE) * 32767).clip(-32768, 32767).astype(np.int16)
    assert pitch_hz(hiss) is None
    assert pitch_hz(np.zeros(HEARING_RATE, np.int16)) is None
    assert pitch_hz(np.zeros(0, np.int16)) is None


def test_pauses_do_not_lower_the_level() -> None:
    speech = voice(120.0)
    with_pause = np.concatenate([speech, np.zeros(len(speech) // 2, np.int16)])
    first, second = level_db(speech), level_db(with_pause)
    assert first is not None
    assert second is not None
    assert abs(first - second) < 1.0
    assert level_db(np.zeros(0, np.int16)) is None


def test_a_voice_is_compared_once_three_utterances_were_heard() -> None:
    usual = Usual()
    for seed in range(2):
        usual.note(voice(120.0, seed=seed))
        assert usual.compare(voice(120.0)) == (None, None)
    usual.note(voice(120.0, seed=2))
    loudness, pitch = usual.compare(voice(240.0, level=0.01))
    assert loudness == pytest.approx(-20.0, abs=1.5)
    assert pitch == pytest.approx(12.0, abs=0.5)


def test_one_shout_does_not_change_what_is_usual() -> None:
    usual = Usual()
    for level in (0.05, 0.05, 0.8, 0.05, 0.05):
        usual.note(voice(120.0, level=level))
    loudness, pitch = usual.compare(voice(120.0, level=0.05))
    assert loudness == pytest.approx(0.0, abs=0.5)
    assert pitch == pytest.approx(0.0, abs=0.3)


def test_a_moved_microphone_is_usual_after_a_while() -> None:
    usual = Usual()
    for level in [0.2] * 30 + [0.05] * 20:
        usual.note(voice(120.0, seconds=1.0, level=level))
    loudness, _ = usual.compare(voice(120.0, level=0.05))
    assert loudness == pytest.approx(0.0, abs=0.5)


def test_five_seconds_are_compared_in_ten_milliseconds() -> None:
    usual, speech = Usual(), voice(150.0, seconds=5.0)
    took = []
    for _ in range(9):
        started = perf_counter()
        usual.compare(speech)
        took.append(perf_counter() - started)
    assert min(took) < 0.01
