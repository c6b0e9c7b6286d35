"""Oriel's own voice in the microphone: where it is found, by correlation, and how it is taken out, by least squares.

Both sounds are counted in samples at 16 kHz, and the difference of the two counts, the offset, stays the same while
Oriel speaks, however late and uneven the reports of the loudspeaker are. About it a short filter, the way from
loudspeaker to microphone, is estimated anew for every frame from the last half second; there is nothing to converge.
"""

from collections import deque

import numpy as np
import soxr
from numpy.typing import NDArray

from assistant.messages import HEARING_RATE, Pcm
from assistant.playback import RATE as PLAYED_RATE
from assistant.turns import FRAME

# All in samples at 16 kHz.
KEPT = 24_000  # of either sound
AFTER = 8_100  # by which an echo may come after the report of its sound
AHEAD = 3_100  # by which it may come before; with AFTER and WINDOW it fills one transform
SEARCHED = 16_384
WINDOW = 4_096  # of the microphone, compared with what was played
OVERLAP = 3_072  # of the window that must be known of what was played
LEARNED = 8_000  # of the microphone, from which the filter is estimated
TAPS = 160  # of the filter; with LEARNED it just fits into SOLVED
SOLVED = 8_192
BEFORE = 24  # taps before the offset
SILENT_AFTER = 9_600  # since the last loud sample that was played: then nothing can be heard of it any more

LOUD = 20  # int16: less is a pause
FOUND = 0.4  # correlation that gives a new offset; speech with other speech reaches 0.25
KEEP = 0.7  # of the highest correlation, which the present offset must reach to be kept
WORTH = 0.1  # explained share of LEARNED below which nothing is taken out
RIDGE = 1e-4  # of the power, so that gaps in the spectrum do no harm
LOUDER = 4.0  # than estimated: the most that a change of volume within a frame may be

# What the filter is too short for, reverberation, stays behind. Whatever is not clearly louder is silenced too.
LEAST_RESIDUE = 1e-6  # a file's silence leaves nothing at all
RESIDUES = 125  # frames, 4 s, whose residue is remembered
RESIDUE = 0.02  # of the echo's energy: the most that is taken for reverberation, and the guess to begin with
RAISED = 3.0  # times the residue: silenced up to here, let through from twice as much on

BLOCK = 8  # rows that are eliminated at once
CONTEXT = 300  # samples at 24 kHz around what is resampled, three for each two at 16 kHz
NOTHING: Pcm = np.zeros(0, np.int16)

Sound = NDArray[np.float32]
Way = NDArray[np.float64]  # [TAPS], from loudspeaker to microphone


class Reference:
    """The last 1.5 s that the loudspeaker played, and the moment to come, at the microphone's rate; used by `Echo`."""

    def __init__(self) -> None:
        self._raw = np.zeros(CONTEXT, np.float32)  # at 24 kHz, up to what was reported last
        self._raw_end = CONTEXT
        self._sound = np.zeros(KEPT, np.float32)
        self.end = 0  # behind the last sample that is known
        self.reported = 0  # behind the last one that is said to have sounded
        self._loud = -KEPT  # the last one that could be heard
        self.push(NOTHING, NOTHING)

    def push(self, sounded: Pcm, coming: Pcm) -> None:
        """Both int16 at 24 kHz; `coming` follows, and may turn out otherwise."""
        start = self._raw_end - len(self._raw)  # a multiple of three
        self._raw = np.concatenate([self._raw, sounded.astype(np.float32)])
        made = soxr.resample(np.concatenate([self._raw, coming.astype(np.float32)]), PLAYED_RATE, HEARING_RATE)
        edge = CONTEXT // 3  # half of the context: resampled without what came before it
        self._write(start * 2 // 3 + edge, made[edge:])
        self._raw_end += len(sounded)
        self.reported = self._raw_end * 2 // 3
        self._raw = self._raw[-CONTEXT - self._raw_end % 3 :]

    def _write(self, start: int, sound: Sound) -> None:
        loud = np.flatnonzero(np.abs(sound) > LOUD)
        if len(loud):
            self._loud = start + int(loud[-1])
        before = self._sound[: max(0, len(self._sound) - max(0, self.end - start))]
        self._sound = np.concatenate([before, sound])[-KEPT:]
        self.end = start + len(sound)

    @property
    def audible(self) -> bool:
        """Whether something of it may still be in the air."""
        return self._loud > self.reported - SILENT_AFTER

    def cut(self, start: int, end: int) -> Sound:
        """Samples `start` to `end`, zeros where they are not known."""
        first = self.end - len(self._sound)
        known = self._sound[max(0, start - first) : max(0, end - first)]
        before = min(max(0, first - start), end - start)
        return np.pad(known, (before, end - start - before - len(known)))


class Echo:
    """Takes Oriel's voice out of the microphone, frame by frame; owned by the session's loop.

    explained: the share of the last frame's energy that was Oriel's voice, 0–1.
    """

    def __init__(self) -> None:
        self._reference = Reference()
        self._microphone = np.zeros(KEPT, np.float32)
        self._heard = 0  # samples of the microphone
        self._offset: int | None = None  # count of what was played, less that of the microphone, at the same sound
        self._ways: list[tuple[Way, int]] = []  # the filter that was best last, and where it ends: none or one
        self._residues: deque[float] = deque(maxlen=RESIDUES)
        self._before = 0.0  # energy of the last frame's echo: reverberation outlasts it
        self.explained = 0.0

    def clean(self, frame: Pcm, sounded: Pcm, sounding: bool, coming: Pcm = NOTHING) -> Pcm:
        """frame: int16 [512] at 16 kHz, the next of the microphone → the same without Oriel's voice.

        sounded: int16 at 24 kHz, as loud as it was played: what the loudspeaker reported since the last call.
        sounding: whether it plays now; while it does not, silence follows what it played. coming: what it will play
        next, as far as that is known, best 0.2 s; without it, echo that is faster than its report stays in.
        """
        if not sounding:
            sounded, coming = np.pad(sounded, (0, FRAME * PLAYED_RATE // HEARING_RATE)), NOTHING
        self._reference.push(sounded, coming[: AHEAD * PLAYED_RATE // HEARING_RATE])
        self._microphone = np.concatenate([self._microphone[FRAME:], frame.astype(np.float32)])
        self._heard += FRAME
        self.explained = 0.0
        if not self._reference.audible:
            return frame
        self._align()
        echo = self._estimate()
        return frame if echo is None else self._without(frame, echo)

    def _align(self) -> None:
        """Find the offset; the present one is kept as long as it is nearly as good as the best."""
        reference = self._reference
        start = reference.reported - AFTER - WINDOW
        # Differences from sample to sample: else the pitch of a voice makes one peak after another.
        played = np.diff(reference.cut(start - 1, min(reference.end, reference.reported + AHEAD)))
        similar = _similarity(played, np.diff(self._microphone[-WINDOW - 1 :]))
        best = int(np.argmax(similar))
        base = start - (self._heard - WINDOW)
        if self._offset is not None:
            at = self._offset - base
            near = similar[max(0, at - BEFORE // 2) : max(0, at + BEFORE // 2)]
            if len(near) and near.max() >= KEEP * similar[best]:
                return
        if similar[best] >= FOUND:
            self._offset = base + best

    def _estimate(self) -> Sound | None:
        """Float [512], the echo in the newest frame; None where what was played explains nothing."""
        if self._offset is None:
            return None
        end = self._heard + self._offset
        end += min(BEFORE, max(0, self._reference.end - end))
        played = self._reference.cut(end - LEARNED - TAPS + 1, end)
        heard = self._microphone[-LEARNED:]
        power, shared = _normal_equations(played, heard)
        if power[0, 0] < LOUD**2:
            return None
        power[np.diag_indices(TAPS)] += RIDGE * power[0, 0] + LEARNED
        way = _solved(power, shared)
        if way @ shared < WORTH * np.dot(heard, heard):
            return None
        return self._better((way, end - self._heard))

    def _better(self, learned: tuple[Way, int]) -> Sound:
        """The echo by the filter just learned, or by the one before: where the volume was changed, none fits both."""
        frame = self._microphone[-FRAME:]
        found: list[tuple[float, Sound, tuple[Way, int]]] = []
        for way, ahead in [learned, *self._ways]:
            end = self._heard + ahead
            played = self._reference.cut(end - FRAME - TAPS + 1, end)
            echo = np.convolve(played, way, mode="valid").astype(np.float32)
            # The volume may just have been changed, which the filter learns half a second later.
            echo *= np.clip(float(frame @ echo) / (float(echo @ echo) + 1.0), 0.0, LOUDER)
            found.append((float(np.sum((frame - echo) ** 2)), echo, (way, ahead)))
        _, echo, best = min(found, key=lambda one: one[0])
        self._ways = [best]
        return echo

    def _without(self, frame: Pcm, echo: Sound) -> Pcm:
        heard = frame.astype(np.float32)
        rest = heard - echo
        left = float(rest @ rest)
        self.explained = max(0.0, 1.0 - left / (float(heard @ heard) + 1.0))
        rest *= self._let_through(left, float(echo @ echo) + 1.0)
        without: Pcm = np.clip(np.rint(rest), -32768, 32767).astype(np.int16)
        return without

    def _let_through(self, left: float, energy: float) -> float:
        """0–1: how much of what is left is not what this room always leaves."""
        energy = self._before = max(energy, 0.7 * self._before)
        share = left / (energy + 1.0)
        usual = RESIDUE
        if len(self._residues) > RESIDUES // 12:
            usual = min(RESIDUE, float(np.median(self._residues)) + LEAST_RESIDUE)
        self._residues.append(share)
        return min(1.0, max(0.0, share / (RAISED * usual) - 1.0))


def _similarity(played: Sound, heard: Sound) -> NDArray[np.float64]:
    """Correlation, 0–1, of `heard` [WINDOW] with `played` from its sample 0, 1, 2 … on."""
    lags = np.arange(len(played) - OVERLAP)
    both = np.fft.rfft(played, SEARCHED) * np.conj(np.fft.rfft(heard, SEARCHED))
    shared = np.fft.irfft(both, SEARCHED)[lags]
    energy_played = np.cumsum(np.pad(played.astype(np.float64) ** 2, (1, 0)))
    energy_heard = np.cumsum(np.pad(heard.astype(np.float64) ** 2, (1, 0)))
    ends = np.minimum(lags + WINDOW, len(played))
    energy = (energy_played[ends] - energy_played[lags]) * energy_heard[ends - lags]
    similar: NDArray[np.float64] = np.abs(shared) / np.sqrt(energy + float(4 * WINDOW) ** 2)
    return similar


def _normal_equations(played: Sound, heard: Sound) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of the filter that makes `heard` [LEARNED] out of `played` [TAPS - 1 + LEARNED]: [TAPS, TAPS] and [TAPS].

    Every row follows from the one above it by the two samples that enter and leave the sum.
    """
    last = TAPS - 1
    x = played.astype(np.float64)
    spectrum = np.fft.rfft(x, SOLVED)
    row = np.fft.irfft(spectrum * np.conj(np.fft.rfft(x[last:], SOLVED)), SOLVED)[last::-1]
    shared = np.fft.irfft(spectrum * np.conj(np.fft.rfft(heard, SOLVED)), SOLVED)[last::-1]
    entering, leaving = x[:last][::-1], x[-last:][::-1]
    change = np.outer(entering, entering) - np.outer(leaving, leaving)
    power = np.empty((TAPS, TAPS))
    power[0] = power[:, 0] = row
    for index in range(1, TAPS):
        power[index, 1:] = power[index - 1, :-1] + change[index - 1]
    return power, shared


def _solved(power: NDArray[np.float64], shared: NDArray[np.float64]) -> Way:
    """The filter [TAPS] from its equations; `power` is positive definite.

    In blocks so small that the linear algebra library starts no threads: on a busy machine these wait for each other,
    and a third of a millisecond becomes a hundred.
    """
    left = np.column_stack([power, shared])
    rows = range(0, TAPS, BLOCK)
    for row in rows:
        block, below = slice(row, row + BLOCK), slice(row + BLOCK, None)
        left[block, row:] = np.linalg.inv(left[block, block]) @ left[block, row:]
        left[below, row:] -= left[below, block] @ left[block, row:]
    way = left[:, -1].copy()
    for row in reversed(rows):
        way[row : row + BLOCK] -= left[row : row + BLOCK, row + BLOCK : TAPS] @ way[row + BLOCK :]
    return way
