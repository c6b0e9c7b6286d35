"""Phrases that were spoken before, on disk within a bound, so that saying them again sends nothing."""

import hashlib
import os
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.messages import Pcm

MAGIC = b"ORIELPH1"
HEAD = struct.Struct("<II")  # rate in Hz, number of word starts
SUFFIX = ".phrase"
MIB = 2**20


@dataclass(frozen=True, eq=False)
class Phrase:
    """Sound of one phrase. pcm: int16 mono [n] at `rate` Hz.

    starts: for each word of the phrase the sample at which it begins; empty where that is not known.
    """

    pcm: Pcm
    rate: int
    starts: tuple[int, ...] = ()


def key(*shaping: str) -> str:
    """The name of a phrase: a hash of everything that shapes its sound, so that no file's name holds words."""
    digest = hashlib.sha256()
    for part in shaping:
        encoded = part.encode()
        digest.update(b"%d:" % len(encoded) + encoded)  # the length keeps ("ab", "c") apart from ("a", "bc")
    return digest.hexdigest()


class PhraseCache:
    """A folder of phrases, the longest unused of which go first; called by any thread, shared between processes.

    What cannot be read or written is as if it were not kept: a full disk must not silence a voice.
    """

    def __init__(self, folder: Path, bound_mib: int) -> None:
        self._folder = folder
        self._bound = bound_mib * MIB

    def get(self, name: str) -> Phrase | None:
        """The phrase, which counts as used now; None, and its file is removed, where it is not whole."""
        if not self._bound:
            return None
        file = self._file(name)
        try:
            phrase = _read(file.read_bytes())
            if phrase is None:
                file.unlink(missing_ok=True)
            else:
                os.utime(file)
        except OSError:
            return None
        return phrase

    def put(self, name: str, phrase: Phrase) -> None:
        """Keep a phrase, all of it or nothing, and let go of the longest unused until the bound is met."""
        content = _written(phrase)
        if len(content) > self._bound:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._make_room(len(content), name)
            _replace(self._file(name), content)
        except OSError:
            return

    def forget(self) -> None:
        """Remove every phrase."""
        for file in self._folder.glob(f"*{SUFFIX}"):
            file.unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}{SUFFIX}"

    def _make_room(self, size: int, name: str) -> None:
        kept = []
        for file in self._folder.glob(f"*{SUFFIX}"):
            try:
                stat = file.stat()
            except FileNotFoundError:  # another process made room
                continue
            if file != self._file(name):
                kept.append((stat.st_mtime_ns, stat.st_size, file))
        total = size + sum(size for _, size, _ in kept)
        for _, freed, file in sorted(kept):
            if total <= self._bound:
                return
            file.unlink(missing_ok=True)
            total -= freed


def _replace(file: Path, content: bytes) -> None:
    """Write a file so that no reader sees half of it; only its owner may read what was said."""
    handle, temporary = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(temporary).replace(file)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _written(phrase: Phrase) -> bytes:
    starts = np.asarray(phrase.starts, "<u4")
    body = HEAD.pack(phrase.rate, len(starts)) + starts.tobytes() + phrase.pcm.astype("<i2").tobytes()
    return MAGIC + hashlib.sha256(body).digest() + body


def _read(content: bytes) -> Phrase | None:
    """The phrase in a file's bytes; None where they are not what was written."""
    checksum, body = content[len(MAGIC) : len(MAGIC) + 32], content[len(MAGIC) + 32 :]
    if not content.startswith(MAGIC) or hashlib.sha256(body).digest() != checksum:
        return None
    rate, count = HEAD.unpack_from(body)
    starts = np.frombuffer(body, "<u4", count, HEAD.size)
    pcm = np.frombuffer(body, "<i2", -1, HEAD.size + starts.nbytes).astype(np.int16)
    return Phrase(pcm, rate, tuple(int(start) for start in starts))
