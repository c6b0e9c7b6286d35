"""Who was spoken to: by the name that was called, by what went before, and by how loud and how high it was said."""

from collections import deque
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.messages import HEARING_RATE, Pcm
from assistant.words.backchannels import is_backchannel
from assistant.words.calling import calls
from assistant.words.commands import command
from assistant.words.grammar import clear_action

Mode = Literal["open", "attentive"]  # everything that is heard is for Oriel; or only what is said to it
Addressee = Literal["oriel", "unsure", "other"]

# A reply begins within a second or two; who thinks about one takes up to eight. Later, most speech is for others.
FOLLOW_UP_S = 8.0
ASKED_BACK_S = 15.0  # a question deserves time to look at the picture and to think
TOUCH_S = 30.0  # whoever has just used the page sits in front of it, and reads before speaking
# Someone who turns away from the microphone, or sits elsewhere in the room, is 10 to 20 dB quieter. Alone that may be
# a tired voice; with another pitch it is another person. At -20 dB nobody expects to be understood.
QUIETER_DB = -10.0
MUCH_QUIETER_DB = -20.0
# A person's median pitch stays within 2 or 3 semitones from one sentence to the next; men's and women's are 10 apart.
OTHER_PITCH = 4.0  # semitones

FRAME = 640  # samples at 16 kHz, 40 ms: two periods of the lowest voice
STEP = 4  # samples averaged into one before pitch is looked for: 4 kHz keep every voice's fundamental
LOWEST_HZ, HIGHEST_HZ = 60.0, 400.0
MOST_FRAMES = 250  # looked at in one utterance, spread over all of it
LOUD_WITHIN_DB = 20.0  # below the loudest frames of an utterance; less is a pause or a breath
LOUD_PERCENTILE = 90  # which frames are called the loudest: one knock on the table is not
VOICED = 0.5  # correlation of a frame with itself one period later, 0-1
FIRST_PEAK = 0.9  # of the best correlation: the shortest such period is the pitch, its multiples correlate as well
FEWEST_VOICED = 5  # frames; a median of fewer says nothing
USUAL_AFTER = 3  # utterances, before which nothing is usual
USUAL_OF = 30  # utterances that are remembered: a moved microphone is forgotten within a conversation
QUIETEST = 1e-4  # of full scale, added to each level: digital silence has -80 dB


@dataclass(frozen=True)
class Cues:
    """What tells whom an utterance was meant for.

    since_answer_s: from the end of Oriel's last answer to the start of this speech; negative where it began before the
    end, None where there was no answer. since_touch_s: the same from the last use of the page. asked_back: Oriel's
    question is open. held_key: the talk key is held. loudness_db, pitch_semitones: against the usual of speech that was
    for Oriel, None where nothing is usual yet. looks_like_request: None where it is to be told by its shape.
    """

    text: str
    language: str
    since_answer_s: float | None = None
    since_touch_s: float | None = None
    asked_back: bool = False
    held_key: bool = False
    loudness_db: float | None = None
    pitch_semitones: float | None = None
    looks_like_request: bool | None = None


def addressed(cues: Cues, mode: Mode) -> Addressee:
    """For whom an utterance was. The stronger cue decides: key, name, another's name, what went before, the voice."""
    if mode == "open" or cues.held_key:
        return "oriel"
    called = calls(cues.text, cues.language)
    if called != "nobody":
        return called
    if _is_expected(cues):
        return "other" if _is_from_elsewhere(cues) else "oriel"
    return "unsure" if _asks(cues) and _is_the_usual_voice(cues) else "other"


def _is_expected(cues: Cues) -> bool:
    """Whether it comes soon enough after an answer or a touch to belong to it."""
    follow_up_s = ASKED_BACK_S if cues.asked_back else FOLLOW_UP_S
    after_answer = cues.since_answer_s is not None and cues.since_answer_s <= follow_up_s
    after_touch = cues.since_touch_s is not None and cues.since_touch_s <= TOUCH_S
    return after_answer or after_touch


def _is_from_elsewhere(cues: Cues) -> bool:
    """Whether the sound speaks against the speaker being in front of the microphone."""
    quieter = cues.loudness_db is not None and cues.loudness_db <= QUIETER_DB
    much_quieter = cues.loudness_db is not None and cues.loudness_db <= MUCH_QUIETER_DB
    return much_quieter or (quieter and _is_another_pitch(cues))


def _is_the_usual_voice(cues: Cues) -> bool:
    """Whether it is known to sound like what was for Oriel before."""
    known = cues.loudness_db is not None and cues.pitch_semitones is not None
    return known and not _is_another_pitch(cues) and (cues.loudness_db or 0.0) > QUIETER_DB


def _is_another_pitch(cues: Cues) -> bool:
    return cues.pitch_semitones is not None and abs(cues.pitch_semitones) >= OTHER_PITCH


def _asks(cues: Cues) -> bool:
    if is_backchannel(cues.text, cues.language):
        return False
    if cues.looks_like_request is not None:
        return cues.looks_like_request
    return command(cues.text) is not None or clear_action(cues.text, cues.language, pictures=1) is not None


class Usual:
    """How loud and how high speech is that was meant for Oriel; owned by the session's loop."""

    def __init__(self) -> None:
        self._levels_db = deque[float](maxlen=USUAL_OF)
        self._pitches = deque[float](maxlen=USUAL_OF)  # semitones above 1 Hz

    def note(self, pcm: Pcm) -> None:
        """Take an utterance into account. pcm: int16 mono [n] at 16 kHz."""
        level, pitch = level_db(pcm), pitch_hz(pcm)
        if level is not None:
            self._levels_db.append(level)
        if pitch is not None:
            self._pitches.append(_semitones(pitch))

    def compare(self, pcm: Pcm) -> tuple[float | None, float | None]:
        """Louder by how many dB, higher by how many semitones; None where too little was heard, before or now."""
        level, pitch = level_db(pcm), pitch_hz(pcm)
        return (
            _above(level, self._levels_db),
            _above(None if pitch is None else _semitones(pitch), self._pitches),
        )


def level_db(pcm: Pcm) -> float | None:
    """The level of the speech in int16 mono [n] at 16 kHz, dB against full scale, pauses left out; None without any."""
    frames = _frames(pcm)
    if not len(frames):
        return None
    levels = _levels_db(frames)
    return float(np.median(levels[_loud(levels)]))


def pitch_hz(pcm: Pcm) -> float | None:
    """The median pitch of the voiced sound in int16 mono [n] at 16 kHz; None where too little of it is voiced.

    The autocorrelation of each frame over that of its window: Boersma, "Accurate short-term analysis of the fundamental
    frequency" (1993), without the search for the best path, which a median does not need.
    """
    frames = _frames(pcm)
    if not len(frames):
        return None
    loud = frames[_loud(_levels_db(frames))]
    slow = loud.reshape(len(loud), -1, STEP).mean(axis=2)
    correlations = _correlations(slow)
    rate = HEARING_RATE / STEP
    lags = _periods(correlations, round(rate / HIGHEST_HZ), round(rate / LOWEST_HZ))
    return float(rate / np.median(lags)) if len(lags) >= FEWEST_VOICED else None


def _above(value: float | None, usual: deque[float]) -> float | None:
    return None if value is None or len(usual) < USUAL_AFTER else value - float(np.median(usual))


def _semitones(hz: float) -> float:
    return float(12 * np.log2(hz))


def _frames(pcm: Pcm) -> NDArray[np.float32]:
    """int16 [n] → float32 [frames, FRAME], -1 to 1, without their mean; at most MOST_FRAMES of them."""
    whole = pcm[: len(pcm) // FRAME * FRAME].reshape(-1, FRAME)
    stride = -(-len(whole) // MOST_FRAMES) or 1
    frames = whole[::stride].astype(np.float32) / 32768.0
    centred: NDArray[np.float32] = frames - frames.mean(axis=1, keepdims=True, dtype=np.float32)
    return centred


def _levels_db(frames: NDArray[np.float32]) -> NDArray[np.float32]:
    rms = np.sqrt(np.mean(frames**2, axis=1, dtype=np.float32))
    levels: NDArray[np.float32] = 20 * np.log10(rms + np.float32(QUIETEST))
    return levels


def _loud(levels_db: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which frames are speech and no pause."""
    loud: NDArray[np.bool_] = levels_db >= np.percentile(levels_db, LOUD_PERCENTILE) - LOUD_WITHIN_DB
    return loud


def _correlations(frames: NDArray[np.float32]) -> NDArray[np.float32]:
    """float32 [frames, n] → each frame's correlation with itself at every lag below n, 1 at lag 0."""
    length = frames.shape[1]
    window = np.hanning(length + 2)[1:-1]
    of_sound = _autocorrelation(frames * window)
    of_window = _autocorrelation(window[None, :])
    normal = of_sound / np.maximum(of_sound[:, :1], 1e-12) / (of_window / of_window[:, :1])
    return normal.astype(np.float32)


def _autocorrelation(frames: NDArray[np.floating]) -> NDArray[np.float64]:
    length = frames.shape[1]
    spectrum = np.fft.rfft(frames, 2 * length, axis=1)
    correlation: NDArray[np.float64] = np.fft.irfft(np.abs(spectrum) ** 2, axis=1)[:, :length]
    return correlation


def _periods(correlations: NDArray[np.float32], shortest: int, longest: int) -> NDArray[np.float64]:
    """The period of each voiced frame, in samples and fractions of one; lags from `shortest` to `longest`."""
    inside = correlations[:, shortest - 1 : longest + 2]
    middle, before, after = inside[:, 1:-1], inside[:, :-2], inside[:, 2:]
    peaks = np.where((middle >= before) & (middle >= after), middle, 0.0)
    best = peaks.max(axis=1)
    voiced = np.flatnonzero(best >= VOICED)
    first = np.argmax(peaks[voiced] >= FIRST_PEAK * best[voiced, None], axis=1)
    left, top, right = before[voiced, first], middle[voiced, first], after[voiced, first]
    bend = np.maximum(2 * top - left - right, 1e-9)  # the peak of the parabola through the three
    periods: NDArray[np.float64] = first + shortest + np.clip((right - left) / (2 * bend), -0.5, 0.5)
    return periods
