"""Sound from and to files: anything that PyAV decodes in, 16-bit WAV out."""

import io
import wave
from pathlib import Path

import av
import numpy as np

from assistant.errors import BadInput
from assistant.messages import HEARING_RATE, Pcm


def read(path: Path) -> Pcm:
    """The first audio stream of a file, int16 mono [n] at 16 kHz.

    Raises BadInput when there is no such file, it is empty, cannot be decoded or holds no sound.
    """
    try:
        if not path.is_file():
            raise BadInput(f"no file at {path}")
        if path.stat().st_size == 0:
            raise BadInput(f"{path} is empty; an audio or video file is needed")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}") from error
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise BadInput(f"{path} holds no audio; an audio file, or a video with sound, is needed")
            parts = _decode(container)
    except (av.FFmpegError, ValueError) as error:
        raise BadInput(f"{path} cannot be decoded as audio: {getattr(error, 'strerror', None) or error}") from error
    if not parts:
        raise BadInput(f"{path} holds no sound: its audio stream is empty")
    return np.concatenate(parts)


def _decode(container: "av.container.InputContainer") -> list[Pcm]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=HEARING_RATE)
    parts: list[Pcm] = []
    try:
        for frame in container.decode(audio=0):
            frame.pts = None  # a header that lies about times must not make gaps
            parts += [resampled.to_ndarray()[0] for resampled in resampler.resample(frame)]
    except av.FFmpegError:
        if not parts:  # a file that is cut short still gives what it holds
            raise
    return parts + [resampled.to_ndarray()[0] for resampled in resampler.resample(None)]


def wav(pcm: Pcm, rate: int) -> bytes:
    """int16 mono [n] at `rate` Hz as a WAV file."""
    raw = io.BytesIO()
    with wave.open(raw, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm.astype("<i2").tobytes())
    return raw.getvalue()


def write_wav(path: Path, pcm: Pcm, rate: int) -> None:
    """int16 mono [n] at `rate` Hz into a WAV file; raises BadInput when it cannot be written."""
    try:
        path.write_bytes(wav(pcm, rate))
    except OSError as error:
        raise BadInput(f"cannot write {path}: {error.strerror}") from error
