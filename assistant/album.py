"""The pictures that were shown: each kept once, under the hash of its bytes, with a small copy of it."""

import hashlib
import json
import os
import re
import tempfile
import threading
import time
import unicodedata
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath

from assistant import picture_files
from assistant.errors import AssistantError, BadInput
from assistant.messages import Image

LONGEST_NAME = 80  # characters
NAMELESS = "picture"
CARD, THUMBNAIL, UNFINISHED = ".json", ".thumbnail.webp", ".unfinished-"
LEFTOVER_S = 3600.0  # after which a file that belongs to nothing is no longer being written by anybody
_ID = re.compile(r"[0-9a-f]{64}")
_GONE = "this picture is gone; show it again"


@dataclass(frozen=True)
class Picture:
    """A picture that is kept. name: what its file was called, fit to be shown; thumbnail: a WebP of at most 320 px."""

    image: Image
    name: str
    thumbnail: Path


@dataclass(frozen=True)
class Card:
    """What is known of a picture without opening it; its file has `suffix` and so many `bytes`."""

    name: str
    suffix: str
    width: int
    height: int
    bytes: int


class Album:
    """A folder of pictures. Any thread may call, and other processes may use the same folder; one at a time adds.

    A picture is three files: itself, its thumbnail, and last of all its card. Without a card it is not there, so what
    a crash leaves behind does no harm. The folder is for its owner alone.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()
        self._changing = threading.Lock()  # decoding a large picture takes up to a gigabyte

    def add(self, data: bytes, name: str) -> Picture:
        """Keep a picture; the same bytes again cost no more than their hash, and take the new name.

        Raises BadInput, which begins with the name, when it is no picture (see picture_files.read), and AssistantError
        when it cannot be written.
        """
        shown = safe_name(name)
        return self._add(data, shown, told_as=shown)

    def add_file(self, path: Path) -> Picture:
        """Keep the picture in a file; as `add`, but an error begins with the path."""
        return self._add(picture_files.load(path), safe_name(path.name), told_as=str(path))

    def get(self, id: str) -> Picture:
        """The picture with this id; BadInput when it was deleted, or its file was."""
        card = self._card(id)
        if card is None or not self._is_whole(id, card):
            raise BadInput(_GONE)
        return self._picture(id, card)

    def delete(self, id: str) -> None:
        """Keep a picture no longer; one that is not there is no error."""
        with self._changing, self._told("delete a picture from"):
            self._remove(id)

    def forget_unused(self, keep: Set[str]) -> int:
        """Delete every picture but those with these ids, and what crashes left behind; returns how many pictures."""
        with self._changing, self._told("delete pictures from"):
            unused = {file.stem for file in self._files() if file.suffix == CARD} - keep
            for id in unused:
                self._remove(id)
            for file in self._files():
                if self._is_leftover(file):
                    file.unlink(missing_ok=True)
        return len(unused)

    def _add(self, data: bytes, name: str, told_as: str) -> Picture:
        id = hashlib.sha256(data).hexdigest()
        with self._changing:
            card = self._card(id)
            if card is None or not self._is_whole(id, card) or not self._picture(id, card).thumbnail.is_file():
                decoded = picture_files.read(data, told_as)
                with self._told("keep a picture in"):
                    return self._picture(id, self._keep(id, name, data, decoded))
            if card.name != name:
                card = Card(name, card.suffix, card.width, card.height, card.bytes)
                with self._told("keep a picture in"):
                    self._write_card(id, card)
            return self._picture(id, card)

    def _keep(self, id: str, name: str, data: bytes, decoded: picture_files.Decoded) -> Card:
        """The bytes themselves where every reader takes them for the same picture, else a PNG."""
        kept = data if decoded.suffix else picture_files.png(decoded.rgb)
        height, width, _ = decoded.rgb.shape
        card = Card(name, decoded.suffix or ".png", width, height, len(kept))
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)  # it may have been made by somebody else
        self._write(id + card.suffix, kept)
        self._write(id + THUMBNAIL, picture_files.thumbnail(decoded.rgb))
        self._write_card(id, card)
        return card

    def _write_card(self, id: str, card: Card) -> None:
        self._write(id + CARD, json.dumps(asdict(card)).encode())

    def _write(self, name: str, data: bytes) -> None:
        """At one stroke, so that nobody reads half a file; for its owner alone."""
        handle, unfinished = tempfile.mkstemp(dir=self._folder, prefix=UNFINISHED)  # made with mode 0600
        beside = Path(unfinished)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._folder / name)
        finally:
            beside.unlink(missing_ok=True)

    def _card(self, id: str) -> Card | None:
        """None where there is no such picture; an id that is none, and so might lead elsewhere, is not looked for."""
        if not _ID.fullmatch(id):
            return None
        try:
            return Card(**json.loads((self._folder / f"{id}{CARD}").read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def _is_whole(self, id: str, card: Card) -> bool:
        try:
            return (self._folder / f"{id}{card.suffix}").stat().st_size == card.bytes
        except OSError:
            return False

    def _picture(self, id: str, card: Card) -> Picture:
        image = Image(id, str(self._folder / f"{id}{card.suffix}"), card.width, card.height)
        return Picture(image, card.name, self._folder / f"{id}{THUMBNAIL}")

    def _remove(self, id: str) -> None:
        if _ID.fullmatch(id):
            for ending in (CARD, THUMBNAIL, ".jpg", ".png"):  # the card first: half a picture is none
                (self._folder / f"{id}{ending}").unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return list(self._folder.iterdir()) if self._folder.is_dir() else []

    def _is_leftover(self, file: Path) -> bool:
        id = file.name[:64]
        is_ours = file.name.startswith(UNFINISHED) or (
            _ID.fullmatch(id) is not None and not (self._folder / f"{id}{CARD}").exists()
        )
        try:
            return is_ours and time.time() - file.stat().st_mtime > LEFTOVER_S
        except OSError:  # it is gone already
            return False

    @contextmanager
    def _told(self, doing: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise AssistantError(f"cannot {doing} {self._folder}: {error.strerror}") from error


def safe_name(name: str) -> str:
    """A file's name as it may be shown: no folders, no control or direction marks, one line, LONGEST_NAME at most."""
    last = re.split(r"[/\\]", name)[-1]
    letters = (" " if letter.isspace() else letter for letter in unicodedata.normalize("NFC", last))
    visible = "".join(letter for letter in letters if unicodedata.category(letter)[0] != "C")
    line = " ".join(visible.split()).lstrip(".")
    if len(line) > LONGEST_NAME:
        suffix = PurePath(line).suffix[:10]
        line = f"{line[: LONGEST_NAME - 1 - len(suffix)].rstrip()}…{suffix}"
    return line or NAMELESS
