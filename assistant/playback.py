"""The queue of sound on its way to the loudspeaker, which knows what has been heard."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from assistant.audio import amplified, resample
from assistant.loudness import FADE, GAINS, Fader, Loudness, fade_out, scaled
from assistant.messages import AudioChunk, Pcm
from assistant.spoken import spoken_part

RATE = 24_000  # Hz; everything that is played has this rate
KEPT = 2 * RATE  # samples of what sounded last, for whoever has to tell it from what the microphone hears


@dataclass(frozen=True, eq=False)
class _Queued:
    """A chunk and the place of its first sample in all that was ever pushed."""

    chunk: AudioChunk
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.chunk.pcm)


class _Sounded:
    """What sounded last, as loud as it was heard; `end` counts the samples that ever sounded."""

    def __init__(self) -> None:
        self.end = 0
        self._pieces: deque[Pcm] = deque()
        self._kept = 0

    def add(self, pcm: Pcm) -> None:
        if not len(pcm):
            return
        self._pieces.append(pcm)
        self.end += len(pcm)
        self._kept += len(pcm)
        while self._kept - len(self._pieces[0]) >= KEPT:
            self._kept -= len(self._pieces.popleft())

    def since(self, place: int) -> Pcm:
        """From `place` on, or as far back as is kept."""
        wanted = min(self.end - place, KEPT)
        found: list[Pcm] = []
        missing = wanted
        for piece in reversed(self._pieces):
            if missing <= 0:
                break
            found.append(piece)
            missing -= len(piece)
        return np.concatenate([np.zeros(0, np.int16), *reversed(found)])[max(0, -missing) :]


class Playback:
    """One FIFO between the session's loop, which pushes and clears, and the output, which reads and reports; locked.

    Places count the samples ever pushed, so that sound that was cleared and sound that follows it cannot be confused.
    An output that keeps sound of its own (a browser) calls `read` ahead of time and `played` as it sounds; one that
    takes sound just as it sounds (a file) calls `pull`. `on_change` is called in the output's thread: with True when
    sound begins, with False when the output has run dry; while sound is held it waits until `restore`, in whose thread
    it is called then.
    """

    def __init__(self, on_change: Callable[[bool], None]) -> None:
        self.volume = 1.0  # of what is pushed from now on; set and read on the session's loop
        self._on_change = on_change
        self._watchers: tuple[Callable[[], object], ...] = ()
        self._lock = threading.Lock()
        self._queue: deque[_Queued] = deque()
        self._pushed = 0  # place behind the last sample
        self._played = 0  # place behind the last sample that sounded
        self._cleared = 0
        self._heard = ""
        self._audible = False
        self._loudness: Loudness = "full"
        self._put_off: list[bool] = []  # what `on_change` is told once sound is held no longer
        self._sounded = _Sounded()
        self._gain = 1.0  # that the output reported last
        self._fader = Fader()  # of an output that pulls; used in its thread alone
        self._tail = np.zeros(0, np.int16)  # what fades out of held sound

    def watch(self, watcher: Callable[[], object]) -> Callable[[], None]:
        """Call `watcher`, on the session's loop, after each push, clear and change of loudness; returns what ends it.

        It wakes the output and does nothing else: what it has to read is what the output reads anyway.
        """
        self._watchers = (*self._watchers, watcher)

        def forget() -> None:
            self._watchers = tuple(other for other in self._watchers if other is not watcher)

        return forget

    def push(self, chunk: AudioChunk) -> None:
        """Append sound; its rate is changed to 24 kHz, and it is made as loud as `volume` says."""
        pcm = amplified(resample(chunk.pcm, chunk.rate, RATE), self.volume)
        with self._lock:
            self._queue.append(_Queued(AudioChunk(pcm, RATE, chunk.text, chunk.words), self._pushed))
            self._pushed += len(pcm)
        self._tell_watchers()

    def read(self, place: int, count: int) -> tuple[int, Pcm]:
        """At most `count` samples from `place` on, int16 mono at 24 kHz, and where they begin; nothing is played by it.

        What has sounded or was cleared is skipped; an empty array: there is no more yet.
        """
        with self._lock:
            for queued in self._queue:
                if queued.end > place:
                    start = max(place, queued.start)
                    return start, queued.chunk.pcm[start - queued.start :][:count]
            return self._pushed, np.zeros(0, np.int16)

    def played(self, place: int, dry: bool, gain: float = 1.0) -> None:
        """The output has played everything before `place`; dry: it has nothing more and is silent now.

        gain: with which it plays, 0-1; since its last report it changed evenly from the one that was told then.
        """
        with self._lock:
            pcm = self._move(min(place, self._pushed))
            gains = np.linspace(self._gain, gain, len(pcm) + 1, dtype=np.float32)[1:]
            self._gain = gain
            changes = self._note(scaled(pcm, gains), dry)
        self._tell(changes)

    def pull(self, count: int) -> Pcm:
        """The next `count` samples as they sound, int16 mono at 24 kHz, silence where there are none."""
        self._follow_loudness()
        tail, self._tail = self._tail[:count], self._tail[count:]
        if self._fader.loudness == "held":
            with self._lock:
                self._sounded.add(tail)
            return np.pad(tail, (0, count - len(tail)))
        place, pcm = self._coming(count - len(tail))
        out = np.concatenate([tail, scaled(pcm, self._fader.gains(len(pcm)))])
        with self._lock:
            self._move(place)
            changes = self._note(out, dry=not len(out))
        self._tell(changes)
        return np.pad(out, (0, count - len(out)))

    def _follow_loudness(self) -> None:
        """What pulls is as loud as was ordered meanwhile; sound that is held fades out over a copy of what waits."""
        loudness = self._loudness
        if loudness == self._fader.loudness:
            return
        if loudness == "held" and self._audible:
            self._tail = fade_out(self._coming(FADE)[1], self._fader.gain)
        self._fader.order(loudness, self._audible)

    def _coming(self, count: int) -> tuple[int, Pcm]:
        """At most `count` of the samples that wait, and the place behind them."""
        place, missing = self._played, count
        found = [np.zeros(0, np.int16)]
        while missing:
            start, pcm = self.read(place, missing)
            if not len(pcm):
                break
            found.append(pcm)
            place, missing = start + len(pcm), missing - len(pcm)
        return place, np.concatenate(found)

    # Loudness: all on the session's loop.

    def soften(self) -> None:
        """Sound a quarter as loud, within 50 ms; what is held stays held."""
        if not self.held:
            self._be("soft")

    def hold(self) -> None:
        """Fall silent within some 30 ms and keep the place: nothing that waits is lost, nothing counts as heard."""
        self._be("held")

    def restore(self) -> None:
        """Sound in full again; what was held goes on with the first sample that had not sounded in full."""
        self._be("full")
        with self._lock:
            changes, self._put_off = self._put_off, []
        self._tell(changes)

    def _be(self, loudness: Loudness) -> None:
        if loudness == self._loudness:
            return
        with self._lock:
            self._loudness = loudness
        self._tell_watchers()

    def clear(self) -> None:
        """Drop what has not been played; `heard` keeps what was, to the word. What comes then sounds in full."""
        with self._lock:
            if self._queue:
                self._heard += spoken_part(self._queue[0].chunk, self._played - self._queue[0].start)
            self._queue.clear()
            self._played = self._cleared = self._pushed
            self._audible = False
            self._loudness = "full"
            self._put_off = []
        self._tell_watchers()

    def begin(self) -> None:
        """A new answer: forget what was heard of the last one."""
        with self._lock:
            self._heard = ""

    def heard(self) -> str:
        """What has been played since `begin`, as text."""
        with self._lock:
            if not self._queue:
                return self._heard
            return self._heard + spoken_part(self._queue[0].chunk, self._played - self._queue[0].start)

    def sounded(self, place: int) -> tuple[int, Pcm]:
        """What has sounded since `place`, of the last two seconds, and the place behind it, to be asked for next.

        int16 mono at 24 kHz, as loud as it was heard; silence between is not in it. These places count the samples
        that sounded, and begin with 0. Any thread may call it.
        """
        with self._lock:
            return self._sounded.end, self._sounded.since(place)

    def coming(self, count: int) -> Pcm:
        """At most `count` of the samples that sound next, as loud as they will if nothing changes; none while held."""
        if not self.audible:
            return np.zeros(0, np.int16)
        _, pcm = self._coming(count)
        return scaled(pcm, np.full(len(pcm), GAINS[self._loudness], np.float32))

    @property
    def audible(self) -> bool:
        """Whether sound was coming out at the last report; not while it is held."""
        return self._audible and not self.held

    @property
    def loudness(self) -> Loudness:
        """What the output was told last."""
        return self._loudness

    @property
    def softened(self) -> bool:
        """Whether sound is quieter for now."""
        return self._loudness == "soft"

    @property
    def held(self) -> bool:
        """Whether sound is silent for now and waits."""
        return self._loudness == "held"

    @property
    def cleared(self) -> int:
        """Sound before this place must not be played any more, except what already was."""
        return self._cleared

    @property
    def position(self) -> int:
        """The place behind the last sample that is known to have sounded."""
        return self._played

    @property
    def end(self) -> int:
        """The place behind the last sample that was pushed."""
        return self._pushed

    @property
    def waiting_s(self) -> float:
        """Seconds of sound that have not been played yet."""
        with self._lock:
            return (self._pushed - self._played) / RATE

    def _tell_watchers(self) -> None:
        for watcher in self._watchers:
            watcher()

    def _tell(self, changes: list[bool]) -> None:
        for change in changes:
            self._on_change(change)

    def _move(self, place: int) -> Pcm:
        """Come to `place`; returns the samples up to there."""
        passed = [np.zeros(0, np.int16)]
        for queued in self._queue:
            if queued.start >= place:
                break
            passed.append(queued.chunk.pcm[max(0, self._played - queued.start) : place - queued.start])
        self._played = max(self._played, place)
        while self._queue and self._queue[0].end <= self._played:
            self._heard += self._queue.popleft().chunk.text
        return np.concatenate(passed)

    def _note(self, pcm: Pcm, dry: bool) -> list[bool]:
        """That this sounded; returns what `on_change` is to be told now."""
        self._sounded.add(pcm)
        begins = len(pcm) > 0 and not self._audible
        ends = dry and (begins or self._audible)  # a short piece may begin and end between two reports
        self._audible = (self._audible or begins) and not ends
        changes = [True] * begins + [False] * ends
        if self.held:
            self._put_off += changes
            return []
        return changes
