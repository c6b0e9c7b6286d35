"""Recording a conversation while it goes on: the microphone, Oriel's sound and what happens, for a bundle.

Nothing is kept before `start`. Whoever feeds the session feeds the recorder instead, which passes it on at once.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np

from assistant.bundle import (
    LONGEST_S,
    MOST_PICTURE_BYTES,
    MOST_PICTURES,
    Bundle,
    Event,
    MadeWith,
    PictureShown,
    StateChanged,
    TurnOver,
    Typed,
    pack,
    turn_over,
)
from assistant.errors import BadInput
from assistant.messages import HEARING_RATE, Pcm, Shown, Snapshot, Turn
from assistant.playback import RATE
from assistant.session import Session

RecorderState = Literal["off", "recording", "full"]  # full: it ended by itself, and waits to be taken

FULL = "I stopped recording: ten minutes are the most that I keep."


class Course:
    """What happens in a session, in samples of its microphone; owned by whoever calls it, one at a time.

    Turns that were there before the first call are left out; those of a conversation that was ended stay.
    """

    def __init__(self, before: Snapshot) -> None:
        self._state = before.state
        self._known = before.turns
        self._first = len(before.turns)  # the place in `_known` from which on turns are kept
        self._earlier: list[tuple[int, Turn]] = []  # of conversations that were ended
        self._turns: list[tuple[int, Turn]] = []
        self._events: list[Event] = [StateChanged(0, before.state)]
        self._numbers: set[int] = set()
        self.pictures: list[tuple[int, Shown]] = []
        self._look(0, before.pictures)

    def see(self, at: int, snapshot: Snapshot) -> None:
        """What has changed by this sample."""
        if snapshot.state != self._state:
            self._state = snapshot.state
            self._events.append(StateChanged(at, snapshot.state))
        if snapshot.turns is not self._known:
            self._keep(at, snapshot.turns)
        self._look(at, snapshot.pictures)

    def typed(self, at: int, text: str) -> None:
        """A question was typed."""
        self._events.append(Typed(at, text))

    @property
    def turns(self) -> tuple[TurnOver, ...]:
        """The turns that became past meanwhile, as they stand now."""
        return tuple(turn_over(at, turn) for at, turn in (*self._earlier, *self._turns))

    def events(self, files: dict[int, str]) -> tuple[Event, ...]:
        """Everything in order; files: the picture's number → its name in the bundle."""
        pictures = [PictureShown(at, files[number], shown.name) for number, (at, shown) in enumerate(self.pictures, 1)]
        return tuple(sorted((*self._events, *pictures, *self.turns), key=lambda event: event.at))

    def _keep(self, at: int, turns: tuple[Turn, ...]) -> None:
        if len(turns) < len(self._known):  # a new conversation
            self._earlier += self._turns
            self._turns, self._first = [], 0
            self._numbers.clear()
        places = [place for place, _ in self._turns] + [at] * len(turns)
        self._turns = list(zip(places, turns[self._first :], strict=False))
        self._known = turns

    def _look(self, at: int, pictures: tuple[Shown, ...]) -> None:
        for shown in pictures:
            if shown.number not in self._numbers and len(self.pictures) < MOST_PICTURES:
                self._numbers.add(shown.number)
                self.pictures.append((at, shown))


@dataclass
class _Take:
    """What has been recorded so far. mic: int16 samples as bytes; sound: pieces, of `sounded` samples together.

    place: up to where the playback's sound was taken over, as `Playback.sounded` counts.
    """

    made_with: MadeWith
    course: Course
    place: int
    mic: bytearray = field(default_factory=bytearray)
    sound: list[Pcm] = field(default_factory=list)
    sounded: int = 0

    @property
    def fed(self) -> int:
        """Samples of the microphone."""
        return len(self.mic) // 2

    def add_sound(self, heard: Pcm) -> None:
        """What has sounded since the last time: it ends where the microphone's sound ends now."""
        gap = self.fed * RATE // HEARING_RATE - len(heard) - self.sounded
        for piece in (np.zeros(max(0, gap), np.int16), heard):
            self.sound.append(piece)
            self.sounded += len(piece)


class Recorder:
    """Records one session. `feed` is called by the microphone's thread, everything else by any; one lock for all."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lock = threading.Lock()
        self._take: _Take | None = None
        self._is_full = False
        self._forget: Callable[[], None] = lambda: None

    @property
    def is_recording(self) -> bool:
        """Whether what happens now is kept."""
        return self.state == "recording"

    @property
    def state(self) -> RecorderState:
        """Whether something is kept, and has still to be taken."""
        if self._take is None:
            return "off"
        return "full" if self._is_full else "recording"

    def start(self, made_with: MadeWith) -> None:
        """Keep everything from now on, ten minutes at most; a recording that was not taken is dropped."""
        self._forget()
        place, _ = self._session.playback.sounded(0)
        with self._lock:
            self._take, self._is_full = _Take(made_with, Course(self._session.snapshot()), place), False
        self._forget = self._session.watch(self._see)

    def feed(self, pcm: Pcm) -> None:
        """More of the microphone, int16 mono [n] at 16 kHz: on to the session, and kept while recording."""
        if self.is_recording:
            self._keep(pcm)
        self._session.feed(pcm)

    def typed(self, text: str) -> None:
        """A question is about to be typed to the session."""
        with self._lock:
            if self._take is not None and not self._is_full:
                self._take.course.typed(self._take.fed, text)

    def stop(self) -> bytes:
        """End the recording; returns the zip file. Not to be called on a loop: it packs, and reads pictures.

        Raises BadInput where nothing was recorded, or a picture that was shown cannot be read any more.
        """
        self._forget()
        with self._lock:
            take, self._take = self._take, None
            if take is not None and not self._is_full:
                self._hear_out(take)
        if take is None or not take.fed:
            raise BadInput("nothing was recorded; start a recording first, and let the microphone be heard")
        return pack(_bundle(take))

    def _keep(self, pcm: Pcm) -> None:
        with self._lock:
            take = self._take
            if take is None:
                return
            room = LONGEST_S * HEARING_RATE - take.fed
            self._hear_out(take)
            take.mic += pcm[:room].astype("<i2").tobytes()
            self._is_full = len(pcm) >= room
        if self._is_full:
            self._forget()
            self._session.tell(FULL)

    def _hear_out(self, take: _Take) -> None:
        """Oriel's sound since the last piece of the microphone's; the playback keeps two seconds of it."""
        take.place, heard = self._session.playback.sounded(take.place)
        if len(heard):
            take.add_sound(heard)

    def _see(self) -> None:
        """On the session's loop: something has changed."""
        snapshot = self._session.snapshot()
        with self._lock:
            if self._take is not None and not self._is_full:
                self._take.course.see(self._take.fed, snapshot)


def _bundle(take: _Take) -> Bundle:
    numbered = {number: shown for number, (_, shown) in enumerate(take.course.pictures, 1)}
    files = {number: f"pictures/{number}{Path(shown.image.path).suffix}" for number, shown in numbered.items()}
    pictures = {files[number]: _bytes(shown) for number, shown in numbered.items()}
    if sum(map(len, pictures.values())) > MOST_PICTURE_BYTES:
        raise BadInput(f"the pictures shown have more than {MOST_PICTURE_BYTES >> 20} MiB, too much for a recording")
    mic = np.frombuffer(bytes(take.mic), "<i2").astype(np.int16)
    sound = np.concatenate([np.zeros(0, np.int16), *take.sound])[: len(mic) * RATE // HEARING_RATE]
    return Bundle(mic, sound, take.course.events(files), pictures, take.made_with)


def _bytes(shown: Shown) -> bytes:
    try:
        return Path(shown.image.path).read_bytes()
    except OSError as error:
        raise BadInput(f"the picture '{shown.name}' is gone, so the recording would not be whole") from error
