"""The two small models that run inside the app process: speech, and the end of a turn."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant.messages import Pcm
from local_models import silero, smart_turn

Speech = Callable[[str], Pcm]
COMPLETE = ["What is the capital of Australia?", "Change the dog to a monkey.", "How far is it from Sydney?"]


@pytest.fixture(scope="module")
def ears(model_folder: Callable[[str], Path]) -> silero.Silero:
    return silero.load(str(model_folder("silero-vad") / "silero_vad.onnx"))


@pytest.fixture(scope="module")
def turn(model_folder: Callable[[str], Path]) -> smart_turn.SmartTurn:
    return smart_turn.load(str(model_folder("smart-turn-v3.2") / "smart-turn-v3.2-cpu.onnx"))


def share_of_speech(ears: silero.Silero, pcm: Pcm) -> float:
    ears.reset()
    frames = [pcm[first : first + silero.FRAME] for first in range(0, len(pcm) - silero.FRAME + 1, silero.FRAME)]
    return float(np.mean([ears.probability(frame) > 0.5 for frame in frames]))


def test_speech_is_speech(ears: silero.Silero, speech: Speech) -> None:
    assert share_of_speech(ears, speech(COMPLETE[0])) > 0.8


@pytest.mark.parametrize("level", [0, 300, 3000])
def test_silence_and_noise_are_not(ears: silero.Silero, level: int) -> None:
    noise = (np.random.default_rng(0).standard_normal(64_000) * level).astype(np.int16)
    assert share_of_speech(ears, noise) < 0.02


def test_soft_speech_after_a_very_quiet_room_is_heard_from_its_beginning(ears: silero.Silero, speech: Speech) -> None:
    room = np.random.default_rng(0).normal(0, 6, 4 * 16_000).astype(np.int16)
    soft = (speech(COMPLETE[0]) * 0.03).astype(np.int16)
    ears.reset()
    said = np.concatenate([room, soft])
    heard = [ears.probability(said[at : at + silero.FRAME]) for at in range(0, len(said) - silero.FRAME, silero.FRAME)]
    first = next(number for number, probability in enumerate(heard) if probability >= 0.5)
    assert 0 <= first * silero.FRAME - len(room) < 0.15 * 16_000


def test_reset_forgets(ears: silero.Silero, speech: Speech) -> None:
    frame = speech(COMPLETE[0])[8_000 : 8_000 + silero.FRAME]
    ears.reset()
    first = ears.probability(frame)
    ears.probability(frame)
    ears.reset()
    assert ears.probability(frame) == pytest.approx(first)


@pytest.mark.parametrize("text", COMPLETE)
def test_finished_sentence_is_complete(turn: smart_turn.SmartTurn, speech: Speech, text: str) -> None:
    assert turn.complete(np.pad(speech(text), (0, 3200))) > 0.5


@pytest.mark.parametrize("text", ["And then,", "Find the,", "Because the", "So, um"])
def test_sentence_that_has_only_begun_is_not(turn: smart_turn.SmartTurn, speech: Speech, text: str) -> None:
    assert turn.complete(np.pad(speech(text), (0, 3200))) < 0.5


def test_features_have_the_shape_and_range_of_whispers() -> None:
    sound = np.random.default_rng(0).standard_normal(128_000).astype(np.float32)
    features = smart_turn.log_mel(sound)
    assert features.shape == (80, 800)
    assert features.dtype == np.float32
    assert float(features.max()) - float(features.min()) <= 2.0 + 1e-6, "the top 80 dB, in units of 40"


def test_features_equal_those_of_whispers_own_extractor() -> None:
    from transformers import WhisperFeatureExtractor

    sound = (np.random.default_rng(1).standard_normal(128_000) * np.linspace(0, 0.3, 128_000)).astype(np.float32)
    extractor = WhisperFeatureExtractor(chunk_length=8)
    wanted = extractor(sound, sampling_rate=16_000, do_normalize=True, return_tensors="np").input_features[0]
    assert np.abs(smart_turn.log_mel(sound) - wanted).max() < 1e-3


def test_only_the_last_eight_seconds_count(turn: smart_turn.SmartTurn, speech: Speech) -> None:
    spoken = np.pad(speech(COMPLETE[0]), (0, 3200))
    eight = np.pad(spoken, (8 * 16_000 - len(spoken), 0))
    before = np.concatenate([speech(COMPLETE[1]), eight])
    assert turn.complete(before) == pytest.approx(turn.complete(spoken), abs=1e-6)
