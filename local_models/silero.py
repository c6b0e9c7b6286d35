"""SpeechDetector by Silero VAD: the probability of speech in each 32 ms of sound."""

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from assistant.errors import ModelMissing
from assistant.messages import HEARING_RATE, Pcm

FRAME = 512  # samples at 16 kHz; the model takes no other length
CONTEXT = 64  # samples of the frame before, which the model expects in front of each
# A room so quiet for so long is not given to the model, which would cost more there than anything else does. Root mean
# square, of 32,768: -67 dB, which lies 20 dB below soft speech; the first frame above it is heard at once.
QUIET = 15.0
QUIET_FRAMES = 32


class Silero:
    """Carries the model's state from frame to frame; called by the session's loop alone."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._rate = np.array(HEARING_RATE, np.int64)
        self._state: NDArray[np.float32]
        self._context: NDArray[np.float32]
        self._quiet: int  # frames so quiet, up to now
        self.reset()

    def probability(self, frame: Pcm) -> float:
        """frame: int16 [512] at 16 kHz → probability of speech, 0–1."""
        samples = frame.astype(np.float32)
        is_quiet = np.dot(samples, samples) < QUIET**2 * FRAME
        self._quiet = self._quiet + 1 if is_quiet else 0
        if self._quiet > QUIET_FRAMES:
            return 0.0
        sound = np.concatenate([self._context, samples / 32768.0])
        inputs = {"input": sound[None], "state": self._state, "sr": self._rate}
        output, self._state = self._session.run(None, inputs)
        self._context = sound[-CONTEXT:]
        return float(output[0, 0])

    def reset(self) -> None:
        self._state = np.zeros((2, 1, 128), np.float32)
        self._context = np.zeros(CONTEXT, np.float32)
        self._quiet = 0


def load(path: str) -> Silero:
    """Load the model and run one frame of silence."""
    if not Path(path).is_file():
        raise ModelMissing(f"no speech detector at {path}; fetch it with: oriel models fetch")
    detector = Silero(Path(path))
    detector.probability(np.zeros(FRAME, np.int16))
    detector.reset()
    return detector
