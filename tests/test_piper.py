"""Piper, which the user may add: without it, a clear error; with it, its real code on a tiny voice made here."""

import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from assistant.errors import ModelCorrupt, ModelError, ModelMissing
from assistant.messages import AudioChunk
from local_models import piper

HAS_PIPER = importlib.util.find_spec("piper") is not None
needs_piper = pytest.mark.skipif(not HAS_PIPER, reason="piper-tts is GPL and optional: pip install piper-tts")
RATE = 22_050
HOP = 1_000  # samples for each phoneme of the tiny voice
PHONEMES = 160
LETTERS = "_^$ abcdefghijklmnopqrstuvwxyzæçðøħŋœɐɑɒɔəɚɛɜɡɪɫɬɹɾʃʊʌʒʔˈˌːθ.,?!"


def tiny_voice(folder: Path, name: str = "xx_XX-tiny", **changed: object) -> Path:
    """A voice with Piper's real inputs and output: random sound for each phoneme, stretched as the scales say."""
    table = np.random.default_rng(0).normal(0, 0.1, (PHONEMES, HOP)).astype(np.float32)
    table[0] = 0.0  # the padding between phonemes
    constants = {
        "table": table,
        "minus": [-1],
        "hop": [HOP],
        "one": [1],
        "where": [1],
        "shape": [1, 1, -1],
        "ones": [1, 1],
    }
    nodes = [
        helper.make_node("Gather", ["table", "input"], ["rows"]),
        helper.make_node("Reshape", ["rows", "shape"], ["sound"]),
        helper.make_node("Gather", ["scales", "one"], ["length"]),
        helper.make_node("Cast", ["input_lengths"], ["count"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["hop"], ["hop_f"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["count", "hop_f"], ["natural"]),
        helper.make_node("Mul", ["natural", "length"], ["wanted_f"]),
        helper.make_node("Cast", ["wanted_f"], ["wanted"], to=TensorProto.INT64),
        helper.make_node("Concat", ["ones", "wanted"], ["sizes"], axis=0),
        helper.make_node("Resize", ["sound", "", "", "sizes"], ["stretched"], mode="linear"),
        helper.make_node("Unsqueeze", ["stretched", "where"], ["output"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [
            helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
            helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
            helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
        ],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "samples"])],
        [numpy_helper.from_array(np.asarray(value), key) for key, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)])
    model.ir_version = 8
    path = folder / f"{name}.onnx"
    onnx.save(model, str(path))
    settings = {
        "audio": {"sample_rate": RATE},
        "espeak": {"voice": "de"},
        "language": {"code": "de_DE"},
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "num_symbols": PHONEMES,
        "num_speakers": 1,
        "phoneme_id_map": {letter: [number] for number, letter in enumerate(LETTERS)},
    }
    Path(f"{path}.json").write_text(json.dumps(settings | changed))
    return path


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> piper.PiperVoice:
    return piper.load(str(tiny_voice(tmp_path_factory.mktemp("piper"))))


def seconds(chunks: list[AudioChunk]) -> float:
    return sum(one.duration_s for one in chunks)


def test_without_piper_the_error_says_how_to_get_it_and_that_it_is_gpl(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "piper", None)
    with pytest.raises(ModelMissing, match=r"GPL.*pip install piper-tts"):
        piper.load(str(tiny_voice(tmp_path)))


def test_oriel_does_not_depend_on_it() -> None:
    root = Path(__file__).parents[1]
    locks = [path.read_text() for path in root.glob("requirements*.lock")]
    assert len(locks) == 4
    assert not [text for text in locks if "piper" in text]


def test_the_voices_of_a_folder_are_listed_by_language_whether_or_not_piper_is_there(tmp_path: Path) -> None:
    german = tiny_voice(tmp_path, "de_DE-tiny")
    british = tiny_voice(tmp_path, "old", language={}, espeak={"voice": "en-gb-x-rp"})
    chinese = tiny_voice(tmp_path, "zh_CN-tiny", phoneme_type="pinyin")
    broken = tiny_voice(tmp_path, "broken")
    Path(f"{broken}.json").write_text("no json")
    Path(f"{tiny_voice(tmp_path, 'alone')}.json").unlink()
    assert [(one.name, one.language, one.file) for one in piper.voices(tmp_path)] == [
        ("de_DE-tiny", "de-de", str(german)),
        ("old", "en-gb-x-rp", str(british)),
    ]
    assert chinese.exists()
    assert piper.voices(tmp_path / "nowhere") == ()


@needs_piper
def test_each_sentence_is_a_chunk_and_texts_join(voice: piper.PiperVoice) -> None:
    text = "Heute regnet es. Morgen auch, sagt man."
    chunks = list(voice.speak(text, language="de"))
    assert [one.text for one in chunks] == ["Heute regnet es.", "Morgen auch, sagt man."]
    assert {(one.rate, one.pcm.dtype) for one in chunks} == {(RATE, np.dtype(np.int16))}
    assert all(0.2 * 32_767 < np.abs(one.pcm).max() < 0.4 * 32_767 for one in chunks)


@needs_piper
@pytest.mark.parametrize("speed", [0.7, 1.5, 2.0, 3.0])
def test_speed_is_what_was_asked(voice: piper.PiperVoice, speed: float) -> None:
    natural = seconds(list(voice.speak("Heute regnet es den ganzen Tag.")))
    assert natural / seconds(list(voice.speak("Heute regnet es den ganzen Tag.", speed))) == pytest.approx(
        speed, rel=0.1
    )


@needs_piper
def test_phonemes_between_brackets_are_text(voice: piper.PiperVoice) -> None:
    (obeyed,), (spoken,) = voice.speak("[[a]]"), voice.speak("[ [a]]")
    assert np.array_equal(obeyed.pcm, spoken.pcm)


@needs_piper
@pytest.mark.parametrize("text", ["", " \n", "?!", "🙂"])
def test_nothing_to_say_is_silence(voice: piper.PiperVoice, text: str) -> None:
    assert list(voice.speak(text)) == []


@needs_piper
def test_cancel_ends_a_long_text_between_sentences(voice: piper.PiperVoice) -> None:
    stream = voice.speak("Noch einmal bitte. " * 200)
    next(stream)
    stream.cancel()
    assert list(stream) == []


@needs_piper
def test_files_that_are_missing_or_wrong_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="two files"):
        piper.load(str(tmp_path / "nobody.onnx"))
    path = tiny_voice(tmp_path)
    path.write_bytes(b"no model")
    with pytest.raises(ModelCorrupt, match="no ONNX model"):
        piper.load(str(path))
    Path(f"{path}.json").write_text('{"espeak": {}}')
    with pytest.raises(ModelCorrupt, match="does not describe a Piper voice"):
        piper.load(str(path))
    with pytest.raises(ModelError, match="from the network"):
        piper.load(str(tiny_voice(tmp_path, phoneme_type="pinyin")))
