"""The transcriber on the real Whisper base: exact words, nothing invented, nothing lost or doubled at any seam."""

import shutil
import subprocess
import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soxr
import wer
from numpy.typing import NDArray

from assistant import audio_files
from assistant.errors import ModelMissing, UnknownName
from assistant.languages import UNSURE_WORDS, BetterEar, joined, next_held
from assistant.messages import (
    HEARING_RATE,
    Pcm,
    Segment,
    TranscribeOptions,
    Transcript,
    Utterance,
)
from local_models import speech_windows, whisper
from local_models.speech_windows import Span, Window
from local_models.whisper import Call, Decoded, Phrase, Whisper

Speech = Callable[[str], Pcm]
Robot = Callable[..., Pcm]
NOISE_S = 30
ENGLISH = TranscribeOptions(language="en")
SENTENCES = [
    "What is the capital of Australia?",
    "Please read me the last message again.",
    "Count the bottles on the second shelf.",
    "Is the woman in the green coat holding an umbrella?",
    "Open the window and close the door.",
    "Could you explain how a steam engine works?",
    "Show me the picture with the two cats.",
    "Where did I leave my keys?",
    "Make the background completely white.",
    "How many people are in this picture?",
    "The meeting with Robert Johnson was moved to Thursday.",
    "When does the library close on Saturday?",
    "Delete the third sentence and read the rest aloud.",
    "Why is the sky blue?",
    "Give me three good reasons to learn a foreign language.",
    "Turn on the living room light.",
]
GERMAN = {  # and what even a small model hears of it in a robot's voice
    "Schalte bitte das Licht im Wohnzimmer ein und mach die Tür zu.": {"licht", "wohnzimmer"},
    "Die Besprechung mit Robert wurde auf Donnerstag verschoben.": {"besprechung", "donnerstag"},
    "Kannst du mir erklären, wie eine Dampfmaschine funktioniert?": {"kannst", "wie"},
}


@pytest.fixture(scope="module")
def model(model_folder: Callable[[str], Path]) -> Whisper:
    return whisper.load(str(model_folder("whisper-base")))


@pytest.fixture(scope="module")
def robot(tmp_path_factory: pytest.TempPathFactory) -> Robot:
    """Text and voice → espeak-ng saying it, int16 mono at 16 kHz; fails, rather than skips, where it is missing."""
    program, path = shutil.which("espeak-ng"), tmp_path_factory.mktemp("robot") / "said.wav"
    if program is None:
        pytest.fail("no espeak-ng, which speaks German here; scripts/check.py installs it on Debian")

    def say(text: str, voice: str = "de+m1") -> Pcm:
        subprocess.run([program, "-v", voice, "-s", "150", "-w", str(path), text], check=True)
        return audio_files.read(path)

    return say


def hear(model: Whisper, pcm: Pcm, options: TranscribeOptions = ENGLISH, rate: int = HEARING_RATE) -> list[Segment]:
    return list(model.transcribe(Utterance(pcm, rate, 0, len(pcm)), options))


def text(segments: list[Segment]) -> str:
    return " ".join(segment.text for segment in segments)


def same_words(wanted: str, segments: list[Segment]) -> bool:
    return wer.words(wanted) == wer.words(text(segments))


def pause(seconds: float) -> Pcm:
    return np.zeros(round(seconds * HEARING_RATE), np.int16)


def pcm_of(sound: NDArray[np.float64]) -> Pcm:
    return (np.clip(sound, -1, 1) * 32767).astype(np.int16)


@pytest.mark.parametrize("sentence", [*SENTENCES[:8], "No, thank you.", "Never mind."])
def test_a_sentence_is_heard_word_for_word(model: Whisper, speech: Speech, sentence: str) -> None:
    assert same_words(sentence, hear(model, speech(sentence)))


def test_a_single_word_is_heard(model: Whisper, speech: Speech) -> None:
    assert same_words("stop", hear(model, np.concatenate([pause(0.3), speech("Stop."), pause(0.3)])))


def test_speech_at_a_thirtieth_of_its_loudness_is_heard(model: Whisper, speech: Speech) -> None:
    quiet = (speech(SENTENCES[3]) * 10 ** (-30 / 20)).astype(np.int16)
    assert same_words(SENTENCES[3], hear(model, np.concatenate([pause(1), quiet, pause(1)])))


def test_first_and_last_words_survive_silence_around_them(model: Whisper, speech: Speech) -> None:
    for before, after in ((0, 0), (5, 0), (0, 5), (12, 12)):
        padded = np.concatenate([pause(before), speech(SENTENCES[0]), pause(after)])
        segments = hear(model, padded)
        assert same_words(SENTENCES[0], segments)
        assert before - 0.1 <= segments[0].start_s < before + 0.5


def test_other_rates_are_resampled(model: Whisper, speech: Speech) -> None:
    wide = soxr.resample(speech(SENTENCES[1]), HEARING_RATE, 44_100)
    assert same_words(SENTENCES[1], hear(model, wide, rate=44_100))


def noises() -> dict[str, NDArray[np.float64]]:
    random = np.random.default_rng(7)
    seconds = np.arange(NOISE_S * HEARING_RATE) / HEARING_RATE
    white = random.standard_normal(len(seconds))
    spectrum = np.fft.rfft(random.standard_normal(len(seconds)))
    pink = np.fft.irfft(spectrum / np.sqrt(np.arange(1, len(spectrum) + 1)))
    pink /= np.std(pink)
    hum = sum((np.sin(2 * np.pi * 50 * harmonic * seconds) / harmonic for harmonic in range(1, 9)), np.zeros(1))
    levels = {
        f"{name} at {level} dB": sound * 10 ** (level / 20)
        for level in (-50, -30, -12)
        for name, sound in (("white", white), ("pink", pink), ("hum", hum))
    }
    return levels | {"silence": np.zeros_like(seconds), "a constant": np.full_like(seconds, 0.2)}


NOISES = noises()


@pytest.mark.parametrize("name", NOISES)
def test_noise_gives_no_words(model: Whisper, name: str) -> None:
    assert hear(model, pcm_of(NOISES[name]), TranscribeOptions()) == []


def note(pitch: float, length_s: float, timbre: str) -> NDArray[np.float64]:
    seconds = np.arange(round(length_s * HEARING_RATE)) / HEARING_RATE
    harmonics = {"sine": [1.0], "organ": [1, 0.6, 0.3, 0.3, 0.1], "saw": [1 / n for n in range(1, 9)]}[timbre]
    wave = sum(
        (share * np.sin(2 * np.pi * pitch * number * seconds) for number, share in enumerate(harmonics, 1)), np.zeros(1)
    )
    return wave * np.minimum(1, np.minimum(seconds, length_s - seconds) / 0.02)


def music(timbre: str, chords: bool, seed: int) -> NDArray[np.float64]:
    """30 s of a random tune in C major, as single notes or as triads."""
    random = np.random.default_rng(seed)
    scale = [pitch for pitch in range(60, 90) if pitch % 12 in (0, 2, 4, 5, 7, 9, 11)]
    tune: list[NDArray[np.float64]] = []
    while sum(map(len, tune)) < NOISE_S * HEARING_RATE:
        length_s, step = random.choice([0.125, 0.25, 0.5, 1.0]), random.integers(len(scale) - 4)
        pitches = [440 * 2 ** ((scale[step + third] - 69) / 12) for third in ((0, 2, 4) if chords else (0,))]
        tune.append(sum((note(pitch, length_s, timbre) for pitch in pitches), np.zeros(1)) / len(pitches))
    return np.concatenate(tune)[: NOISE_S * HEARING_RATE] * 0.3


@pytest.mark.parametrize("timbre", ["sine", "organ", "saw"])
@pytest.mark.parametrize("chords", [False, True], ids=["melody", "chords"])
def test_music_gives_no_words(model: Whisper, timbre: str, chords: bool) -> None:
    for seed in (13, 15):
        assert hear(model, pcm_of(music(timbre, chords, seed)), TranscribeOptions()) == []


def test_a_sound_too_short_for_anything_gives_nothing(model: Whisper) -> None:
    for samples in (0, 1, 100, 1600):
        assert hear(model, np.full(samples, 900, np.int16)) == []


def test_words_come_with_times_inside_the_speech(model: Whisper, speech: Speech) -> None:
    first, second = speech(SENTENCES[0]), speech(SENTENCES[7])
    options = replace(ENGLISH, word_times=True)
    segments = hear(model, np.concatenate([pause(1), first, pause(1), second, pause(1)]), options)
    words = [word for segment in segments for word in segment.words]
    assert [wer.words(word.word)[0] for word in words] == wer.words(SENTENCES[0] + " " + SENTENCES[7])
    assert all(0 < word.probability <= 1 and word.start_s <= word.end_s for word in words)
    assert all(before.start_s <= after.start_s for before, after in pairwise(words))
    middle_s = 1 + len(first) / HEARING_RATE
    assert words[0].start_s == pytest.approx(1, abs=0.2)
    assert words[len(wer.words(SENTENCES[0]))].start_s == pytest.approx(middle_s + 1, abs=0.25)
    assert words[-1].end_s == pytest.approx(middle_s + 1 + len(second) / HEARING_RATE, abs=0.4)


def test_words_without_times_are_not_aligned(model: Whisper, speech: Speech) -> None:
    assert all(segment.words == () for segment in hear(model, speech(SENTENCES[0])))


@pytest.mark.parametrize("gap_s", [0.0, 0.6], ids=["without a pause", "with pauses"])
def test_long_sound_is_whole_at_every_seam(model: Whisper, speech: Speech, gap_s: float) -> None:
    pcm = np.concatenate([part for _ in range(3) for s in SENTENCES for part in (speech(s), pause(gap_s))])
    assert len(pcm) > 1.2 * speech_windows.BLOCK
    segments = hear(model, pcm)
    wanted = " ".join(3 * SENTENCES)
    assert wer.errors(wanted, text(segments)) <= 0.03 * len(wer.words(wanted))
    assert len(wer.words(text(segments))) == pytest.approx(len(wer.words(wanted)), abs=3)
    assert all(before.end_s <= after.start_s + 0.05 for before, after in pairwise(segments))


def test_segments_come_one_after_another_and_a_cancelled_stream_ends(model: Whisper, speech: Speech) -> None:
    pcm = np.concatenate([part for s in SENTENCES for part in (speech(s), pause(0.5))])
    stream = model.transcribe(Utterance(pcm, HEARING_RATE, 0, len(pcm)), ENGLISH)
    assert next(stream).end_s < len(pcm) / HEARING_RATE / 2
    stream.cancel()
    stream.cancel()
    assert list(stream) == []
    assert same_words(SENTENCES[0], hear(model, speech(SENTENCES[0])))


def test_a_stream_can_be_cancelled_while_it_decodes(model: Whisper, speech: Speech) -> None:
    pcm = np.concatenate([speech(sentence) for sentence in SENTENCES])
    stream = model.transcribe(Utterance(pcm, HEARING_RATE, 0, len(pcm)), ENGLISH)
    threading.Timer(0.2, stream.cancel).start()
    assert len(list(stream)) < 5


def test_the_language_is_detected_when_none_is_given(model: Whisper, speech: Speech) -> None:
    pcm = speech(SENTENCES[3])
    assert {segment.language for segment in hear(model, pcm, TranscribeOptions())} == {"en"}
    guess = model.language(Utterance(pcm, HEARING_RATE, 0, len(pcm)))
    assert guess is not None
    assert guess.language == "en"
    assert guess.probability > 0.8
    assert model.language(Utterance(pause(2), HEARING_RATE, 0, 2 * HEARING_RATE)) is None


def test_a_given_language_is_kept(model: Whisper, speech: Speech) -> None:
    segments = hear(model, speech(SENTENCES[3]), TranscribeOptions(language="de"))
    assert {segment.language for segment in segments} == {"de"}


def in_turns(model: Whisper, turns: list[Pcm]) -> list[tuple[Transcript, str | None]]:
    """What is heard of each turn, and the language that is held after it."""
    held: str | None = None
    result = []
    for pcm in turns:
        heard = joined(hear(model, pcm, TranscribeOptions(held, held=held is not None)))
        held = next_held(held, heard)
        result.append((heard, held))
    return result


def test_german_after_ten_english_turns_is_written_in_german(model: Whisper, speech: Speech, robot: Robot) -> None:
    turns = in_turns(model, [*map(speech, SENTENCES[:10]), *map(robot, GERMAN)])
    assert [(heard.language, held) for heard, held in turns] == 10 * [("en", "en")] + 3 * [("de", "de")]
    for (heard, _), words in zip(turns[10:], GERMAN.values(), strict=True):
        assert words & set(wer.words(heard.text)), "a robot's German is not heard to the word"
        assert heard.language_probability >= 0.8


def test_languages_that_alternate_are_each_written_as_spoken(model: Whisper, speech: Speech, robot: Robot) -> None:
    english, german = SENTENCES[2:8], 2 * list(GERMAN)
    turns = in_turns(
        model, [pcm for one in zip(english, german, strict=True) for pcm in (speech(one[0]), robot(one[1]))]
    )
    assert [(heard.language, held) for heard, held in turns] == 6 * [("en", "en"), ("de", "de")]
    assert [wer.words(heard.text) for heard, _ in turns[::2]] == [wer.words(sentence) for sentence in english]


@pytest.mark.parametrize("held", ["en", "de"])
@pytest.mark.parametrize("word", ["Okay.", "Ja.", "Stopp."])
def test_a_lone_word_is_written_in_the_language_that_is_held(
    model: Whisper, speech: Speech, robot: Robot, word: str, held: str
) -> None:
    options = TranscribeOptions(held, held=True)
    drawled = soxr.resample(robot(word), 10, 16)
    for pcm in (robot(word), drawled, speech("Okay.")):
        assert {segment.language for segment in hear(model, pcm, options)} <= {held}


def test_english_that_is_taken_for_thai_stays_english(model: Whisper, robot: Robot) -> None:
    pcm = robot("Play some music by Johann Sebastian Bach.", "en-us")
    heard = joined(hear(model, pcm, replace(ENGLISH, held=True)))
    assert heard.language == "en"
    assert heard.language_probability < 0.5, "and it is said how unsure that is"
    assert "music" in wer.words(heard.text)


def test_a_language_that_was_asked_for_is_never_left(model: Whisper, robot: Robot) -> None:
    for sentence in GERMAN:
        heard = joined(hear(model, robot(sentence), ENGLISH))
        assert (heard.language, heard.language_probability) == ("en", 1.0)


def test_a_short_word_at_first_does_not_decide_the_rest(model: Whisper, speech: Speech, robot: Robot) -> None:
    pcm = np.concatenate([speech("Okay."), pause(4), robot(list(GERMAN)[1])])
    assert [segment.language for segment in hear(model, pcm, TranscribeOptions())] == ["en", "de"]


def test_german_that_is_heard_badly_twice_brings_the_offer_of_a_larger_model(model: Whisper, robot: Robot) -> None:
    # How well each is heard depends on the processor's arithmetic; that some are heard badly does not.
    robots = ("de+f1", "de+f2", "de+m3")
    said = [joined(hear(model, robot(said, one), TranscribeOptions())) for one in robots for said in GERMAN]
    heard = [one for one in said if one.text]
    assert {one.language for one in heard} == {"de"}
    badly = [one.word_probability < UNSURE_WORDS for one in heard]
    second = next(place for place in range(1, len(badly)) if badly[place] and any(badly[max(0, place - 2) : place]))
    ear = BetterEar("whisper-base")
    assert [bool(ear.offer(one)) for one in heard] == [place == second for place in range(len(heard))]


def test_words_say_how_sure_they_are(model: Whisper, speech: Speech, robot: Robot) -> None:
    clear = joined(hear(model, speech(SENTENCES[0])))
    robotic = joined(hear(model, robot(list(GERMAN)[2], "de+f1"), TranscribeOptions("de")))
    assert 0.2 < robotic.word_probability < UNSURE_WORDS < clear.word_probability < 1


def test_translating_english_to_english_keeps_the_words(model: Whisper, speech: Speech) -> None:
    segments = hear(model, speech(SENTENCES[0]), replace(ENGLISH, translate=True))
    assert same_words(SENTENCES[0], segments)


def test_an_unknown_language_is_refused_with_those_there_are(model: Whisper) -> None:
    with pytest.raises(UnknownName, match=r"unknown language 'klingon'; have: af, am, .*en.*"):
        model.transcribe(Utterance(pause(1), HEARING_RATE, 0, HEARING_RATE), TranscribeOptions(language="klingon"))


def test_hot_words_decide_between_spellings(model: Whisper, speech: Speech) -> None:
    pcm = speech("Please call Jon Smyth.")
    assert "smyth" not in wer.words(text(hear(model, pcm)))
    assert "smyth" in wer.words(text(hear(model, pcm, replace(ENGLISH, hot_words="Jon Smyth"))))


def test_very_many_hot_words_still_leave_room_for_the_answer(model: Whisper, speech: Speech) -> None:
    many = ", ".join(f"Name{number}" for number in range(500))
    assert hear(model, speech(SENTENCES[0]), replace(ENGLISH, hot_words=many))


def test_a_folder_without_a_model_is_a_missing_model(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="oriel models fetch"):
        whisper.load(str(tmp_path))


WINDOW = Window(0, 4 * HEARING_RATE, (Span(HEARING_RATE // 2, 3 * HEARING_RATE),))


def decoded(*phrases: tuple[float, float, str], log_prob: float = -0.3, no_speech: float = 0.0) -> Decoded:
    return Decoded(tuple(Phrase(start, end, (), said) for start, end, said in phrases), log_prob, no_speech, True)


def test_what_is_repeated_after_the_end_of_speech_is_dropped() -> None:
    twice = decoded((0, 2.9, " Change the dog."), (2.9, 3.4, " Change the dog."), (3.4, 8, " Change the dog."))
    assert whisper._held_against(twice, WINDOW).text == "Change the dog."


def test_repeat_with_no_room_left_is_dropped_although_its_rounded_start_lies_in_speech() -> None:
    sentence = " The distance from Sydney to Canberra is large."
    twice = decoded((0, 2.5, sentence), (2.5, 5, sentence))
    assert whisper._held_against(twice, WINDOW).text == sentence.strip()


def test_what_is_really_said_twice_is_kept() -> None:
    twice = decoded((0, 1.2, " Stop it."), (1.5, 2.8, " Stop it."))
    assert whisper._held_against(twice, WINDOW).text == "Stop it. Stop it."
    assert not whisper._doubtful(twice, WINDOW)


@pytest.mark.parametrize(
    "suspect",
    [
        decoded((0, 2, " Stop."), (3.2, 4, " Ah!")),
        decoded((0, 3, " stop" * 20)),
        decoded((0, 3, " Is the woman in the green coat holding an umbrella?" * 2)),
        decoded((0, 3, " The patch"), log_prob=-1.1),
        decoded((0, 3, " Thank you."), no_speech=0.8),
        decoded(),
        replace(decoded((0, 3, " Cut off")), finished=False),
    ],
    ids=["after speech", "a loop", "faster than anyone talks", "unsure", "no speech", "nothing", "cut off"],
)
def test_what_is_doubtful_is_decoded_again(suspect: Decoded) -> None:
    assert whisper._doubtful(suspect, WINDOW)


def test_what_stays_impossible_in_the_full_window_is_nothing() -> None:
    assert whisper._believed(decoded((0, 3, " I'm not sure" * 12)), WINDOW).text == ""
    assert whisper._believed(decoded((0, 3, " you"), log_prob=-1.2, no_speech=0.8), WINDOW).text == ""
    assert whisper._believed(decoded((0, 3, " Stop."), log_prob=-1.2), WINDOW).text == "Stop."


def test_a_decoder_that_stops_early_is_asked_for_the_rest() -> None:
    rest = whisper._unheard(WINDOW, [Segment(0.5, 1.5, "Open the window", "en", ())])
    assert rest is not None
    assert rest.start >= 1.5 * HEARING_RATE
    assert rest.end == WINDOW.end
    assert whisper._unheard(WINDOW, [Segment(0.5, 2.5, "Open the window", "en", ())]) is None
    assert whisper._unheard(WINDOW, [Segment(0.5, 0.5, "Open", "en", ())]) is None  # no headway, so no loop


def test_the_doubtful_first_run_is_followed_by_the_full_window(model: Whisper, speech: Speech) -> None:
    pcm = speech(SENTENCES[0])
    window = next(speech_windows.windows(pcm))
    silence = model._encode(pause(4), Window(0, 4 * HEARING_RATE, ()))
    call = Call(pcm, ENGLISH, threading.Event())
    segments = model._window_segments(call, window, silence, *model._first(call, window, silence, "en"))
    assert same_words(SENTENCES[0], segments)


def test_windows_keep_all_speech_once_and_stay_short(speech: Speech) -> None:
    pcm = np.concatenate([part for _ in range(3) for s in SENTENCES for part in (speech(s), pause(0.4))])
    found = list(speech_windows.windows(pcm))
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(window.end - window.start <= speech_windows.LONGEST + 2 * speech_windows.MARGIN for window in found)
    assert all(window.start <= span.start < span.end <= window.end for window in found for span in window.speech)
    heard_s = sum(window.speech_s for window in found)
    assert heard_s > 0.85 * 3 * sum(len(speech(sentence)) for sentence in SENTENCES) / HEARING_RATE


def test_a_long_pause_ends_a_window(speech: Speech) -> None:
    pcm = np.concatenate([speech(SENTENCES[0]), pause(4), speech(SENTENCES[1])])
    assert len(list(speech_windows.windows(pcm))) == 2
