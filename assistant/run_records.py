"""What a folder run has done, picture by picture, in the folder of its results: so that it can go on where it was."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from assistant.export_files import put
from assistant.messages import Finding

FOLDER = ".oriel"  # within the results
FORMAT = 1  # of the records and of what is written; another one does every picture again


class Record(msgspec.Struct, frozen=True):
    """One picture that is done. key: of what was done to which bytes; source: its file's name in the folder.

    place: the name of its results; text: what was said of it; files: what was written, as paths within the results;
    thumbnail: a small picture of what was found, as WebP.
    """

    key: str
    source: str
    place: str
    finding: Finding
    text: str
    files: tuple[str, ...]
    thumbnail: bytes


def key(picture: bytes, phrase: str, made_by: Mapping[str, object], exports: Iterable[str]) -> str:
    """Equal where the same would be done again to the same picture. made_by: the models and what they were set to."""
    done = [FORMAT, hashlib.sha256(picture).hexdigest(), phrase, dict(made_by), sorted(exports)]
    return hashlib.sha256(json.dumps(done, sort_keys=True).encode()).hexdigest()


def load(results: Path) -> dict[str, Record]:
    """Source → its record; those that cannot be read, or whose files are gone, count as not there."""
    records = (_read(path) for path in sorted((results / FOLDER).glob("*.json")))
    return {one.source: one for one in records if one and all((results / file).is_file() for file in one.files)}


def save(record: Record, results: Path) -> None:
    """Keep the record of a picture whose results are written; raises AssistantError where it cannot."""
    put(results / FOLDER / f"{record.place}.json", msgspec.json.encode(record))


def _read(path: Path) -> Record | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Record)
    except (OSError, msgspec.MsgspecError):
        return None
