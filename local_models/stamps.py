"""Hashes of model files, and the small file beside them that remembers which bytes were hashed."""

import hashlib
import json
import os
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

STAMPS = ".checked.json"
BLOCK = 1 << 20  # bytes

Kind = Literal["sha256", "git-blob"]


@dataclass(frozen=True)
class Digest:
    """A hash in hex. "git-blob" is the SHA-1 by which git, and so the hub, names small files."""

    kind: Kind
    value: str

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


@dataclass(frozen=True)
class Stamp:
    """What a file was when it was last hashed, and what it was held against."""

    size: int
    mtime_ns: int
    found: Digest
    expected: Digest
    authority: str  # "manifest", or "hub REVISION" where the hub's own hash was all there was
    source: str  # the label of the source the bytes came from; "" where they were found in place


def digest(path: Path, kind: Kind, on_bytes: Callable[[int], None] = lambda _: None) -> Digest:
    """Hash the whole file; `on_bytes` is told how many bytes each block had, and may raise to stop."""
    hasher = hashlib.sha256()
    if kind == "git-blob":
        hasher = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            hasher.update(block)
            on_bytes(len(block))
    return Digest(kind, hasher.hexdigest())


def stamp(path: Path, found: Digest, expected: Digest, authority: str, source: str) -> Stamp:
    """The stamp of a file that has just been hashed."""
    stat = path.stat()
    return Stamp(stat.st_size, stat.st_mtime_ns, found, expected, authority, source)


def still_describes(known: Stamp, path: Path) -> bool:
    """Whether the file has not been written since it was hashed."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return False
    return (stat.st_size, stat.st_mtime_ns) == (known.size, known.mtime_ns)


def read(folder: Path) -> dict[str, Stamp]:
    """The stamps of a model's folder by file name; none where the memory is missing or unreadable."""
    try:
        entries = json.loads((folder / STAMPS).read_text(encoding="utf-8"))
        return {name: _stamp(entry) for name, entry in entries.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # it only saves work: everything is hashed again


def remember(folder: Path, name: str, known: Stamp) -> None:
    """Add or replace one stamp, atomically. Of two writers at once one may lose its stamp, which costs a hashing."""
    entries = read(folder) | {name: known}
    text = json.dumps({name: asdict(entry) for name, entry in sorted(entries.items())}, indent=1)
    fresh = folder / f"{STAMPS}.{os.getpid()}.{threading.get_ident()}"
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(folder / STAMPS)


def _stamp(entry: dict[str, object]) -> Stamp:
    bare = Stamp(**entry)  # type: ignore[arg-type]  # read back from our own JSON; a wrong field raises TypeError
    return replace(bare, found=Digest(**entry["found"]), expected=Digest(**entry["expected"]))  # type: ignore[arg-type]
