"""Voice by Hibari (hibari-tts): one American English voice at 24 kHz, its model inside its package."""

import threading
from collections.abc import Iterator

import numpy as np
from hibari import SAMPLE_RATE, Hibari

from assistant.messages import AudioChunk
from assistant.roles import Stream
from local_models.speaking import Sound, chunk, pace

SEED = 0  # the same text always sounds the same
# Asked for 2, the model gives 1.8 and blurs it: Whisper base gets 13 % of the words wrong, and 1 % where the natural
# pace is sped up instead.
FASTEST = 1.0


class HibariVoice:
    """Called by one thread at a time; `Stream.cancel` by any."""

    def __init__(self) -> None:
        self._voice = Hibari(threads=1)
        self._voice("Ready.", seed=SEED)  # the pronunciation tables load at the first word

    def speak(self, text: str, speed: float = 1.0, language: str = "en") -> Stream[AudioChunk]:  # noqa: ARG002
        """One chunk a sentence, int16 mono at 24 kHz, silence trimmed; nothing for text without English words.

        It reads everything as English: whoever chooses the voice looks at `language`.
        """
        stopped = threading.Event()
        return Stream(self._chunks(text, speed, stopped), stopped.set)

    def _chunks(self, text: str, speed: float, stopped: threading.Event) -> Iterator[AudioChunk]:
        at = pace(speed, FASTEST)
        for sentence in self._voice.split_sentences(text):
            if stopped.is_set():
                return
            if said := chunk(self._sound(sentence, at.own), SAMPLE_RATE, sentence, at):
                yield said

    def _sound(self, sentence: str, speed: float) -> Sound:
        phonemes = self._voice.phonemize(sentence)
        # Of marks alone the model makes a breath.
        speakable = [part for part in phonemes if any(character.isalpha() for character in part)]
        sounds = [self._voice.from_phonemes(part, speed, SEED) for part in speakable]
        return np.concatenate([np.zeros(0, np.float32), *sounds])


def load() -> HibariVoice:
    """The voice, warmed up."""
    return HibariVoice()
