"""Finds speech in sound of any length with Silero, and cuts it in the pauses into windows that Whisper can take."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import soxr
from faster_whisper.vad import get_speech_timestamps
from numpy.typing import NDArray

from assistant.messages import HEARING_RATE, Pcm, Utterance

# Lengths in samples at 16 kHz, unless the name says otherwise.
BLOCK = 60 * HEARING_RATE  # listened to at a time, so that an hour of sound streams
BLOCK_EDGE = 2 * HEARING_RATE  # speech that ends so near to a block's end may go on
LONGEST = 20 * HEARING_RATE  # longer windows cost more a second, and cancelling waits for the encoder
LONGEST_PAUSE = 2 * HEARING_RATE  # a longer one ends a window: Whisper invents words for silence
MARGIN = HEARING_RATE // 2  # kept around speech: soft first and last sounds lie outside what Silero hears
WORD_REACH = HEARING_RATE // 20  # a word that reaches less far into speech belongs to the speech before
SHORTEST_SPEECH = 4 * HEARING_RATE // 25  # 0.16 s; music passes for speech for up to 0.13 s, "Stop." for 0.22 s
MUCH_SPEECH_S = 3.0
SURE = 0.9  # Silero's probability somewhere in real speech: from 0.93, also in noise of its own level
QUIET = HEARING_RATE // 5  # over which loudness is averaged where a cut must fall into speech
PEAK = 0.7  # full scale 1; Silero misses soft beginnings of quiet speech
MOST_GAIN = 100.0

Sound = NDArray[np.float32]  # mono at 16 kHz, full scale ±1


@dataclass(frozen=True)
class Span:
    """Samples `start` to `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Window:
    """Samples `start` to `end` of an utterance, and the speech in them, in order."""

    start: int
    end: int
    speech: tuple[Span, ...]

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return (self.end - self.start) / HEARING_RATE

    @property
    def speech_s(self) -> float:
        """How long people speak, in seconds."""
        return sum(span.end - span.start for span in self.speech) / HEARING_RATE

    @property
    def speech_end_s(self) -> float:
        """The end of the last speech, in seconds from the start of the window."""
        return (self.speech[-1].end - self.start) / HEARING_RATE if self.speech else 0.0

    def seconds(self, at_s: float) -> float:
        """A time in the window → in the utterance, kept within the window's speech."""
        sample = self.start + round(at_s * HEARING_RATE)
        return round(min(max(sample, self.speech[0].start), self.speech[-1].end) / HEARING_RATE, 2)

    def spoken(self, start_s: float, end_s: float) -> tuple[float, float]:
        """A word's times in the window → in the utterance; it starts in the last speech that it reaches.

        Whisper gives the pause before a word to the word.
        """
        starts = [span.start for span in self.speech if span.start + WORD_REACH < self.start + end_s * HEARING_RATE]
        earliest = (starts[-1] - self.start) / HEARING_RATE if starts else 0.0
        return self.seconds(max(start_s, earliest)), self.seconds(end_s)

    def after(self, at_s: float) -> "Window | None":
        """What follows `at_s` (seconds in the utterance); None where nobody speaks."""
        start = round(at_s * HEARING_RATE)
        speech = tuple(Span(max(span.start, start), span.end) for span in self.speech if span.end > start)
        return Window(max(start, speech[0].start - MARGIN), self.end, speech) if speech else None


def heard(utterance: Utterance) -> Pcm:
    """The utterance's sound at 16 kHz."""
    if utterance.rate == HEARING_RATE or not len(utterance.pcm):
        return utterance.pcm
    resampled: Pcm = soxr.resample(utterance.pcm, utterance.rate, HEARING_RATE)
    return resampled


def windows(pcm: Pcm) -> Iterator[Window]:
    """int16 [n] at 16 kHz → windows of at most 20 s of speech and its margins, in order, none overlapping."""
    start = 0
    while start < len(pcm):
        end = min(start + BLOCK, len(pcm))
        last = end == len(pcm)
        found = _grouped(_bounded(_speech(pcm[start:end], start), pcm), start, end)
        ready = [window for window in found if last or window.speech[-1].end <= end - BLOCK_EDGE]
        yield from (window for window in ready if _spoken_in(window, pcm))
        if last:
            return
        start = (
            found[len(ready)].start if len(ready) < len(found) else max(end - BLOCK_EDGE, found[-1].end if found else 0)
        )


def _spoken_in(window: Window, pcm: Pcm) -> bool:
    """Whether little speech is speech at all: music passes for it now and then, but seldom when heard a second time."""
    if window.speech_s > MUCH_SPEECH_S:
        return True
    lasting = any(span.end - span.start >= SHORTEST_SPEECH for span in window.speech)
    return lasting and bool(_speech(pcm[window.start : window.end], 0, SURE))


def _speech(pcm: Pcm, offset: int, threshold: float = 0.5) -> list[Span]:
    """Where people speak, with pauses from 0.3 s left out."""
    sound = pcm.astype(np.float32) / 32768.0
    loudest = float(np.max(np.abs(sound)))
    sound *= min(MOST_GAIN, PEAK / loudest) if loudest else 1.0
    found = get_speech_timestamps(sound, threshold=threshold, min_silence_duration_ms=300, speech_pad_ms=0)
    return [Span(offset + speech["start"], offset + speech["end"]) for speech in found]


def _bounded(spans: list[Span], pcm: Pcm) -> list[Span]:
    """Speech without a pause is cut where it is quietest, in the second half of the longest window."""
    bounded = []
    for span in spans:
        start = span.start
        while span.end - start > LONGEST:
            cut = _quietest(pcm, start + LONGEST // 2, start + LONGEST)
            bounded.append(Span(start, cut))
            start = cut
        bounded.append(Span(start, span.end))
    return bounded


def _quietest(pcm: Pcm, start: int, end: int) -> int:
    power = np.cumsum(pcm[start:end].astype(np.float64) ** 2)
    return start + QUIET // 2 + int(np.argmin(power[QUIET:] - power[:-QUIET]))


def _grouped(spans: list[Span], start: int, end: int) -> list[Window]:
    """As much speech in each window as fits, cut in the longest pause of its second half; margins never overlap."""
    found = []
    edge = start
    while spans:
        count = _fitting(spans)
        group, spans = spans[:count], spans[count:]
        following = spans[0].start if spans else end + MARGIN
        until = min(group[-1].end + MARGIN, (group[-1].end + following) // 2, end)
        found.append(Window(max(edge, group[0].start - MARGIN), until, tuple(group)))
        edge = until
    return found


def _fitting(spans: list[Span]) -> int:
    """How many of the first spans make one window."""
    count = 1
    while count < len(spans) and spans[count].start - spans[count - 1].end <= LONGEST_PAUSE:
        if spans[count].end - spans[0].start > LONGEST:
            half = spans[0].start + LONGEST // 2
            late = [index for index in range(1, count + 1) if spans[index - 1].end >= half] or [count]
            return max(late, key=lambda index: spans[index].start - spans[index - 1].end)
        count += 1
    return count
