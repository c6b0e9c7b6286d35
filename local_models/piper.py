"""Voice by Piper (piper-tts), where the user has installed it: one .onnx file a voice, with its .onnx.json beside it.

Piper is GPL and no part of Oriel: nothing here runs without it, and nothing else needs it.
"""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from assistant.errors import ModelCorrupt, ModelError, ModelMissing
from assistant.messages import AudioChunk
from assistant.roles import Stream
from local_models.speaking import Sound, VoiceInfo, chunk, has_words, pace, pieces

NOT_INSTALLED = (
    "Piper is not installed; it is licensed under the GPL and therefore no part of Oriel; "
    "install it beside Oriel with: pip install piper-tts"
)
FASTEST = 2.0  # as far as voices of this kind stay clear
VOLUME = 0.3  # of full scale at the peak, as the other voices have it
FETCHES = "pinyin"  # phonemes for which Piper would fetch files from the network


class PiperVoice:
    """One thread at a time; `Stream.cancel` by any."""

    def __init__(self, path: Path, speaker: int) -> None:
        piper = _piper()
        config = _config(piper, path)
        self._piper = piper
        self._rate: int = config.sample_rate
        self._length: float = config.length_scale
        self._speaker = speaker
        self._voice = piper.PiperVoice(session=_session(path), config=config)
        list(self.speak("Ready."))

    def speak(self, text: str, speed: float = 1.0, language: str = "en") -> Stream[AudioChunk]:  # noqa: ARG002
        """One chunk a sentence, int16 mono, silence trimmed; nothing for text without letters or digits.

        It reads everything in its own language: whoever chooses the voice looks at `language`.
        """
        stopped = threading.Event()
        return Stream(self._chunks(text, speed, stopped), stopped.set)

    def _chunks(self, text: str, speed: float, stopped: threading.Event) -> Iterator[AudioChunk]:
        at = pace(speed, FASTEST)
        for piece in pieces(text):
            if stopped.is_set():
                return
            if has_words(piece) and (said := chunk(self._sound(piece, at.own), self._rate, piece, at)):
                yield said

    def _sound(self, piece: str, speed: float) -> Sound:
        how = self._piper.SynthesisConfig(speaker_id=self._speaker, length_scale=self._length / speed, volume=VOLUME)
        text = piece.replace("[[", "[ [")  # between double brackets it would look for phonemes
        sounds = [part.audio_float_array for part in self._voice.synthesize(text, how)]
        return np.concatenate([np.zeros(0, np.float32), *sounds])


def load(path: str, speaker: int = 0) -> PiperVoice:
    """The voice in the .onnx file at `path`, after its first word; speaker: which one, where it has several.

    Raises ModelMissing where Piper or the voice is not on this machine, ModelCorrupt where a file is not what it
    should be, ModelError for a voice that Piper cannot speak offline.
    """
    return PiperVoice(Path(path), speaker)


def voices(folder: Path) -> tuple[VoiceInfo, ...]:
    """The voices in a folder, by name; a file that describes none is left out. Piper need not be installed."""
    return tuple(
        VoiceInfo(path.stem, language, str(path))
        for path in sorted(folder.glob("*.onnx"))
        if (language := _language(path))
    )


def _config(piper: Any, path: Path) -> Any:
    settings = _settings(path)
    try:
        return piper.PiperConfig.from_dict(settings)
    except (LookupError, TypeError, ValueError) as error:
        raise ModelCorrupt(f"{path.name}.json does not describe a Piper voice; fetch the voice again") from error


def _language(path: Path) -> str:
    try:
        settings = _settings(path)
    except ModelError:
        return ""
    # Older files name only the voice of espeak-ng, "en-gb-x-rp", which the language comes first in.
    language, espeak = settings.get("language"), settings.get("espeak")
    named = language.get("code") if isinstance(language, dict) else language
    named = named or (espeak.get("voice") if isinstance(espeak, dict) else espeak)
    return str(named or "").replace("_", "-").lower()


def _settings(path: Path) -> dict[str, Any]:
    beside = path.with_name(f"{path.name}.json")
    try:
        settings = json.loads(beside.read_bytes())
    except OSError as error:
        raise ModelMissing(f"no {beside}; a Piper voice is two files, NAME.onnx and NAME.onnx.json") from error
    except ValueError as error:
        raise ModelCorrupt(f"{beside} is no JSON; fetch the voice again") from error
    if not isinstance(settings, dict):
        raise ModelCorrupt(f"{beside} does not describe a Piper voice; fetch the voice again")
    if settings.get("phoneme_type") == FETCHES:
        raise ModelError(f"{path.name} makes Piper fetch files from the network when it speaks; choose another voice")
    return settings


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if not path.is_file():
        raise ModelMissing(f"no Piper voice at {path}")
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own kinds of error have no root but this
        raise ModelCorrupt(f"{path} is no ONNX model; fetch the voice again") from error


def _piper() -> Any:
    try:
        import piper
    except ImportError as error:
        raise ModelMissing(NOT_INSTALLED) from error
    return piper
