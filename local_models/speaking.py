"""What the voices share: text in pieces, the pace, the silence around speech, and how a voice is called."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.messages import AudioChunk, Pcm
from assistant.tempo import at_tempo

Sound = NDArray[np.float32]  # mono samples, shape [n], full scale ±1

# Models leave about 0.3 s of silence before and up to 0.5 s after each piece: a wait before the first word, and gaps
# inside a sentence that is spoken clause by clause.
ONSET_LEVEL = 0.003  # RMS over WINDOW_S; voices peak at 0.3
WINDOW_S = 0.01
LEAD_S = 0.025  # kept before the onset: a soft first consonant lies below the level
PAUSE_S = dict.fromkeys(",，、", 0.12) | dict.fromkeys(";:；：", 0.18) | dict.fromkeys(".!?…。！？", 0.3)
PAUSE_OTHERWISE_S = 0.1

LONGEST = 300  # characters spoken in one go; they sound for about 20 s
SENTENCE_END = re.compile(r"(?<![.!?…])(?P<mark>[.!?…]+)[\"'“”’»)\]]*\s+(?=(?P<next>\S))|[。！？]+[”’」』）]*\s*")
CLAUSE_END = re.compile(r"[,;:–—]\s+|[，；：、]|\s+")
# After so few letters a full stop may belong to them ("Dr.", "B.", "1."): only a word in small letters ends a sentence.
SHORT = 3
ABBREVIATIONS = frozenset("al bzw ca cf eg etc ggf ie nr no usw vgl vs".split())


@dataclass(frozen=True)
class VoiceInfo:
    """A voice that can be had here. language: ISO 639, a region behind it if need be ("de", "en-us").

    file: what its program or model is told to load.
    """

    name: str
    language: str
    file: str


@dataclass(frozen=True)
class Pace:
    """How a speed is reached: what the voice itself is asked for, times a change of tempo."""

    own: float
    tempo: float


def pace(speed: float, most: float) -> Pace:
    """A voice that speaks well as far as `most` times its natural pace; what is left is done to its sound."""
    own = min(speed, most)
    return Pace(own, speed / own)


def pieces(text: str) -> list[str]:
    """The sentences of a text in any language, long ones in parts; their words are the text's.

    Marks on their own stand with what is beside them, so that every piece has a sound unless the text has none.
    """
    found = list[str]()
    for part in (part for line in text.splitlines() for sentence in _sentences(line) for part in _parts(sentence)):
        if found and not (has_words(part) and has_words(found[-1])):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def has_words(text: str) -> bool:
    """Whether there is anything to say."""
    return any(character.isalnum() for character in text)


def _sentences(line: str) -> Iterator[str]:
    start = 0
    for end in SENTENCE_END.finditer(line):
        word = line[max(start, end.start() - SHORT - 1) : end.start()].rpartition(" ")[2]
        if (end["next"] or "").islower() or (end["mark"] == "." and not _may_end(word)):
            continue
        yield line[start : end.end()].strip()
        start = end.end()
    if rest := line[start:].strip():
        yield rest


def _may_end(word: str) -> bool:
    """Whether a full stop after this word, or its last letters, ends the sentence."""
    if len(word) > SHORT:
        return word.isalnum()
    return len(word) > 1 and word.isalpha() and word.islower() and word not in ABBREVIATIONS


def _parts(sentence: str) -> Iterator[str]:
    while len(sentence) > LONGEST:
        ends = {end[0].isspace(): end.end() for end in CLAUSE_END.finditer(sentence, 0, LONGEST)}
        cut = ends.get(False) or ends.get(True) or LONGEST  # after a mark, else between words
        yield sentence[:cut].strip()
        sentence = sentence[cut:].strip()
    yield sentence


def chunk(sound: Sound, rate: int, text: str, at: Pace) -> AudioChunk | None:
    """What a voice made of a piece, ready to be heard: silence trimmed, at its tempo; None where nothing is audible."""
    sound = trimmed(sound, rate, text, at.own)
    if not len(sound):
        return None
    pcm: Pcm = (np.clip(sound, -1.0, 1.0) * 32767.0).astype(np.int16)
    return AudioChunk(at_tempo(pcm, rate, at.tempo), rate, text)


def trimmed(sound: Sound, rate: int, text: str, speed: float = 1.0) -> Sound:
    """Sound from just before its onset to a pause that fits the punctuation; empty where nothing is audible."""
    window = round(WINDOW_S * rate)
    power = np.convolve(sound**2, np.full(window, 1 / window), mode="same") if len(sound) else sound
    audible = np.flatnonzero(power > ONSET_LEVEL**2)
    if not len(audible):
        return sound[:0]
    pause_s = PAUSE_S.get(text.rstrip("\"')]“”’» ")[-1:], PAUSE_OTHERWISE_S) / speed
    start = max(0, audible[0] - round(LEAD_S * rate))
    end = audible[-1] + round(pause_s * rate)
    return np.pad(sound[start:end], (0, max(0, end - len(sound))))
