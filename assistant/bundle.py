"""A recorded conversation as one file: the sound of both sides, what happened when, pictures, settings and models.

The file is a zip: `bundle.json` (format and version of Oriel), `audio.wav` (the microphone as it was fed, 16 kHz),
`out.wav` (Oriel's sound beside it, 24 kHz), `events.jsonl` (one event a line), `pictures/` (the files shown),
`settings.json` and `models.json`. Times in it are samples of `audio.wav`.
"""

import io
import os
import re
import tempfile
import wave
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import msgspec
import numpy as np

from assistant import __version__
from assistant.audio_files import wav
from assistant.errors import BadInput
from assistant.messages import HEARING_RATE, Pcm, State, Turn
from assistant.plan import OwnIntent
from assistant.playback import RATE

FORMAT = 1
LONGEST_S = 600  # of sound
MIB = 1 << 20
MOST_PICTURES = 64
MOST_PICTURE_BYTES = 128 * MIB  # all of them together
# Name → the most bytes it may have once it is unpacked.
MEMBERS = {
    "bundle.json": MIB,
    "audio.wav": LONGEST_S * HEARING_RATE * 2 + MIB,
    "out.wav": LONGEST_S * RATE * 2 + MIB,
    "events.jsonl": 16 * MIB,
    "settings.json": MIB,
    "models.json": MIB,
}
PICTURE = re.compile(
    r"pictures/[1-9][0-9]?\.(?:jpg|png)"
)  # no other name is ever looked at, so none can lead elsewhere
PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# What zipfile raises for a file that is none, is cut short, is packed in a way it does not know, or has a password.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError)

Place = Annotated[int, msgspec.Meta(ge=0, le=LONGEST_S * HEARING_RATE)]  # a sample of the microphone's sound
Value = str | int | float | bool


class _Event(msgspec.Struct, frozen=True, tag_field="event", forbid_unknown_fields=True):
    """Something that happened; the tag says what."""

    at: Place


class StateChanged(_Event, tag="state", frozen=True):
    """The session is idle, listening, thinking or speaking from here on."""

    state: State


class PictureShown(_Event, tag="picture", frozen=True):
    """A picture was dropped on Oriel. file: its name in the zip; name: what its own file was called."""

    file: str
    name: str


class Typed(_Event, tag="typed", frozen=True):
    """A question was typed."""

    text: str


class TurnOver(_Event, tag="turn", frozen=True):
    """An exchange became past; as in messages.Turn, without what was found in pictures."""

    heard: str
    intent: str
    language: str
    said: str
    spoken: str
    interrupted: bool
    superseded: bool
    times_ms: dict[str, int | None]


Event: TypeAlias = StateChanged | PictureShown | Typed | TurnOver


@dataclass(frozen=True)
class ModelUsed:
    """A model of the manifest: the revision it is pinned to, and the SHA-256 of each of its files, "" where unknown."""

    name: str
    revision: str
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MadeWith:
    """What a conversation depends on. settings: section → name → value; learned: as the history keeps it, by name.

    repeatable: the language model was asked for the likeliest words, or with a seed.
    """

    settings: dict[str, dict[str, Value]]
    intents: tuple[OwnIntent, ...] = ()
    learned: dict[str, str] = field(default_factory=dict)
    repeatable: bool = True
    models: dict[str, ModelUsed] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Bundle:
    """A recorded conversation. mic: int16 mono [n] at 16 kHz; sound: Oriel's, in step with it, int16 mono at 24 kHz.

    events: in order; pictures: name in the zip → the bytes of the file.
    """

    mic: Pcm
    sound: Pcm
    events: tuple[Event, ...]
    pictures: dict[str, bytes]
    made_with: MadeWith

    @property
    def turns(self) -> tuple[TurnOver, ...]:
        """The exchanges, in order."""
        return tuple(event for event in self.events if isinstance(event, TurnOver))


class _Head(msgspec.Struct, frozen=True):
    """What says how to read the rest."""

    format: int
    oriel: str = ""


class _Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    settings: dict[str, dict[str, Value]]
    intents: tuple[OwnIntent, ...]
    learned: dict[str, str]
    repeatable: bool


def turn_over(at: int, turn: Turn) -> TurnOver:
    """A turn as it is recorded."""
    return TurnOver(
        at,
        turn.heard,
        turn.intent,
        turn.language,
        turn.said,
        turn.spoken,
        turn.interrupted,
        turn.superseded,
        msgspec.to_builtins(turn.times_ms),
    )


def pack(bundle: Bundle) -> bytes:
    """The zip file; for ten minutes of sound that takes a second or two."""
    made_with = bundle.made_with
    settings = _Settings(made_with.settings, made_with.intents, made_with.learned, made_with.repeatable)
    members = {
        "bundle.json": _json(_Head(FORMAT, __version__)),
        "audio.wav": wav(bundle.mic, HEARING_RATE),
        "out.wav": wav(bundle.sound, RATE),
        "events.jsonl": msgspec.json.Encoder().encode_lines(bundle.events),
        "settings.json": _json(settings),
        "models.json": _json(made_with.models),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**members, **bundle.pictures}.items():
            archive.writestr(name, data)
    return packed.getvalue()


def save(path: Path, packed: bytes) -> None:
    """Write the zip at one stroke, readable by its owner alone; raises BadInput where that cannot be."""
    try:
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")  # made with mode 0600
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(packed)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise BadInput(f"cannot write {path}: {error.strerror or error}") from error


def read(path: Path) -> Bundle:
    """The recording in a file that may come from anybody; raises BadInput that says what is wrong with it.

    Nothing is unpacked to disk; pictures are bytes that nobody has looked at yet.
    """
    if not path.is_file():
        raise BadInput(f"no file at {path}")
    try:
        with zipfile.ZipFile(path) as archive:
            return _bundle(_members(archive))
    except BadInput as error:
        raise BadInput(f"{path} is no recording that can be replayed: {error}") from error
    except UNREADABLE as error:
        raise BadInput(f"{path} is no recording that can be replayed: it is no whole zip file ({error})") from error


def _members(archive: zipfile.ZipFile) -> Mapping[str, bytes]:
    """Every member by name, once none is too large, strange, or there twice."""
    entries = archive.infolist()
    if len(entries) > len(MEMBERS) + MOST_PICTURES:
        raise BadInput(f"it has {len(entries)} files; at most {len(MEMBERS) + MOST_PICTURES} belong there")
    names = [entry.filename for entry in entries]
    if twice := {name for name in names if names.count(name) > 1}:
        raise BadInput(f"{sorted(twice)[0]!r} is in it twice")
    for entry in entries:
        _check(entry)
    if missing := [name for name in MEMBERS if name not in names]:
        raise BadInput(f"{', '.join(missing)} is missing")
    if sum(entry.file_size for entry in entries if PICTURE.fullmatch(entry.filename)) > MOST_PICTURE_BYTES:
        raise BadInput(f"its pictures are larger than {MOST_PICTURE_BYTES // MIB} MiB together")
    return {entry.filename: archive.read(entry) for entry in entries}


def _check(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if name not in MEMBERS and not PICTURE.fullmatch(name):
        raise BadInput(f"{name[:80]!r} does not belong there")
    most = MEMBERS.get(name, MOST_PICTURE_BYTES)
    if entry.file_size > most:
        raise BadInput(f"{name} would have {entry.file_size:,} bytes; at most {most:,} are read")
    if entry.flag_bits & 1 or entry.compress_type not in PACKINGS:
        raise BadInput(f"{name} is encrypted, or packed in another way than by deflate")


def _bundle(members: Mapping[str, bytes]) -> Bundle:
    head: _Head = _decoded("bundle.json", members, _Head)
    if head.format != FORMAT:
        raise BadInput(f"it has format {head.format}, of Oriel {head.oriel[:20]!r}; this Oriel reads format {FORMAT}")
    mic = _pcm("audio.wav", members, HEARING_RATE)
    events = _events(members, len(mic))
    settings: _Settings = _decoded("settings.json", members, _Settings)
    models: dict[str, ModelUsed] = _decoded("models.json", members, dict[str, ModelUsed])
    return Bundle(
        mic,
        _pcm("out.wav", members, RATE),
        events,
        {name: data for name, data in members.items() if name not in MEMBERS},
        MadeWith(settings.settings, settings.intents, settings.learned, settings.repeatable, models),
    )


def _events(members: Mapping[str, bytes], length: int) -> tuple[Event, ...]:
    """Checked: in order, within the sound, and each picture there."""
    try:
        events = tuple(msgspec.json.Decoder(Event).decode_lines(members["events.jsonl"]))
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise BadInput(f"events.jsonl cannot be read ({error})") from error
    places = [event.at for event in events]
    if places != sorted(places) or (places and places[-1] > length):
        raise BadInput("events.jsonl is out of order, or longer than audio.wav")
    shown = {event.file for event in events if isinstance(event, PictureShown)}
    if strange := shown ^ (members.keys() - MEMBERS.keys()):
        raise BadInput(f"events.jsonl and the pictures do not match: {sorted(strange)[0][:80]!r}")
    return events


def _decoded(name: str, members: Mapping[str, bytes], kind: Any) -> Any:
    try:
        return msgspec.json.decode(members[name], type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise BadInput(f"{name} cannot be read ({error})") from error


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1)


def _pcm(name: str, members: Mapping[str, bytes], rate: int) -> Pcm:
    try:
        with wave.open(io.BytesIO(members[name])) as file:
            form = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            data = file.readframes(LONGEST_S * rate)
    except (wave.Error, EOFError, ValueError) as error:
        raise BadInput(f"{name} is no WAV file ({error})") from error
    if form != (1, 2, rate):
        raise BadInput(
            f"{name} must be 16-bit mono at {rate:,} Hz; it has {form[0]} × {8 * form[1]} bit at {form[2]:,} Hz"
        )
    return np.frombuffer(data[: len(data) // 2 * 2], "<i2").astype(np.int16)
