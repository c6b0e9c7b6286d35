"""Voice by Hibari (hibari-tts): one American English voice at 24 kHz, its model inside its package."""

import threading
from collections.abc import Iterator

import numpy as np
from hibari import SAMPLE_RATE, Hibari
from numpy.typing import NDArray

from assistant.messages import AudioChunk
from assistant.roles import Stream

SEED = 0  # the same text always sounds the same
# The model leaves about 0.3 s of silence before and up to 0.5 s after each piece: a wait before the first word, and
# gaps inside a sentence that is spoken clause by clause.
ONSET_LEVEL = 0.003  # RMS over 10 ms, full scale 1; the voice peaks at 0.3
WINDOW = SAMPLE_RATE // 100
LEAD_S = 0.025  # kept before the onset: a soft first consonant lies below the level
PAUSE_S = {",": 0.12, ";": 0.18, ":": 0.18, ".": 0.3, "!": 0.3, "?": 0.3}
PAUSE_OTHERWISE_S = 0.1


class HibariVoice:
    """Called by one thread at a time; `Stream.cancel` by any."""

    def __init__(self) -> None:
        self._voice = Hibari(threads=1)
        self._voice("Ready.", seed=SEED)  # the pronunciation tables load at the first word

    def speak(self, text: str, speed: float = 1.0) -> Stream[AudioChunk]:
        """One chunk a sentence, int16 mono at 24 kHz, silence trimmed; nothing for text without English words."""
        stopped = threading.Event()
        return Stream(self._chunks(text, speed, stopped), stopped.set)

    def _chunks(self, text: str, speed: float, stopped: threading.Event) -> Iterator[AudioChunk]:
        for sentence in self._voice.split_sentences(text):
            if stopped.is_set():
                return
            sound = _trim(self._sound(sentence, speed), sentence)
            if len(sound):
                pcm = (np.clip(sound, -1.0, 1.0) * 32767.0).astype(np.int16)
                yield AudioChunk(pcm, SAMPLE_RATE, sentence)

    def _sound(self, sentence: str, speed: float) -> NDArray[np.float32]:
        phonemes = self._voice.phonemize(sentence)
        # Of marks alone the model makes a breath.
        speakable = [part for part in phonemes if any(character.isalpha() for character in part)]
        sounds = [self._voice.from_phonemes(part, speed, SEED) for part in speakable]
        return np.concatenate([np.zeros(0, np.float32), *sounds])


def _trim(sound: NDArray[np.float32], text: str) -> NDArray[np.float32]:
    """Sound from just before its onset to a pause that fits the punctuation; empty where nothing is audible."""
    power = np.convolve(sound**2, np.full(WINDOW, 1 / WINDOW), mode="same") if len(sound) else sound
    audible = np.flatnonzero(power > ONSET_LEVEL**2)
    if not len(audible):
        return sound[:0]
    pause_s = PAUSE_S.get(text.rstrip("\"')]”’ ")[-1:], PAUSE_OTHERWISE_S)
    start = max(0, audible[0] - round(LEAD_S * SAMPLE_RATE))
    end = audible[-1] + round(pause_s * SAMPLE_RATE)
    trimmed = sound[start:end]
    return np.pad(trimmed, (0, max(0, end - len(sound))))


def load() -> HibariVoice:
    """The voice, warmed up."""
    return HibariVoice()
