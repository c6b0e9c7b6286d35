"""TurnDetector by Smart Turn v3: whether a speaker has finished or only paused, from the sound of the last 8 s.

The model was trained on the log-mel features of Whisper (Radford et al., 2022; OpenAI's whisper/audio.py), so they are
made here exactly so: 25 ms Hann windows every 10 ms, 80 Slaney mel bands, log10, the top 80 dB, scaled about [-1, 1].
"""

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from assistant.errors import ModelMissing
from assistant.messages import HEARING_RATE, Pcm

SECONDS = 8
WINDOW = 400  # samples
HOP = 160  # samples
BANDS = 80
LINEAR_UP_TO_HZ = 1000.0  # Slaney's mel scale is linear below, logarithmic above
LINEAR_MELS_PER_HZ = 3.0 / 200.0
LOG_STEP = np.log(6.4) / 27.0


def _mel_to_hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    knee = LINEAR_UP_TO_HZ * LINEAR_MELS_PER_HZ
    return np.where(mel < knee, mel / LINEAR_MELS_PER_HZ, LINEAR_UP_TO_HZ * np.exp(LOG_STEP * (mel - knee)))


def _mel_filters() -> NDArray[np.float64]:
    """float64 [80, 201]: overlapping triangles over 0–8 kHz, each of equal area."""
    top = LINEAR_UP_TO_HZ * LINEAR_MELS_PER_HZ + np.log(HEARING_RATE / 2 / LINEAR_UP_TO_HZ) / LOG_STEP
    corners = _mel_to_hz(np.linspace(0.0, top, BANDS + 2))
    bins = np.linspace(0.0, HEARING_RATE / 2, WINDOW // 2 + 1)
    rising = (bins - corners[:-2, None]) / (corners[1:-1] - corners[:-2])[:, None]
    falling = (corners[2:, None] - bins) / (corners[2:] - corners[1:-1])[:, None]
    area = 2.0 / (corners[2:] - corners[:-2])
    return np.maximum(0.0, np.minimum(rising, falling)) * area[:, None]


FILTERS = _mel_filters()
HANN = np.hanning(WINDOW + 1)[:-1]


def log_mel(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """sound: float32 [128000], ±1, at 16 kHz → float32 [80, 800]."""
    level = (sound - sound.mean()) / np.sqrt(sound.var() + 1e-7)
    padded = np.pad(level.astype(np.float64), WINDOW // 2, mode="reflect")
    windows = sliding_window_view(padded, WINDOW)[::HOP][:-1]
    power = np.abs(np.fft.rfft(windows * HANN, axis=-1)) ** 2
    log = np.log10(np.maximum(FILTERS @ power.T, 1e-10))
    scaled: NDArray[np.float32] = ((np.maximum(log, log.max() - 8.0) + 4.0) / 4.0).astype(np.float32)
    return scaled


class SmartTurn:
    """Called by one worker thread at a time: a decision takes some 40 ms."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def complete(self, pcm: Pcm) -> float:
        """pcm: int16 [n] at 16 kHz; the last 8 s count, shorter sound is taken as preceded by silence."""
        last = pcm[-SECONDS * HEARING_RATE :].astype(np.float32) / 32768.0
        sound = np.pad(last, (SECONDS * HEARING_RATE - len(last), 0))
        (probability,) = self._session.run(None, {"input_features": log_mel(sound)[None]})
        return float(probability[0, 0])


def load(path: str) -> SmartTurn:
    """Load the model and decide once on silence."""
    if not Path(path).is_file():
        raise ModelMissing(f"no turn detector at {path}; fetch it with: oriel models fetch")
    detector = SmartTurn(Path(path))
    detector.complete(np.zeros(HEARING_RATE, np.int16))
    return detector
