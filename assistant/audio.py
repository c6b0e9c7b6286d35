"""Sound as arrays: changing rate, channels and level. No files, no devices."""

import numpy as np
import soxr

from assistant.messages import Pcm


def resample(pcm: Pcm, rate: int, wanted: int) -> Pcm:
    """int16 [n] at `rate` Hz → int16 [n * wanted / rate] at `wanted` Hz (soxr, high quality)."""
    if rate == wanted or not len(pcm):
        return pcm
    resampled: Pcm = soxr.resample(pcm, rate, wanted)
    return resampled


def silence(seconds: float, rate: int) -> Pcm:
    """int16 zeros."""
    return np.zeros(round(seconds * rate), np.int16)


def rms(pcm: Pcm) -> float:
    """Root mean square, full scale 1; 0 for no samples."""
    return float(np.sqrt(np.mean((pcm.astype(np.float64) / 32768.0) ** 2))) if len(pcm) else 0.0
