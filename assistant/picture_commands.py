"""`oriel segment`, and what the commands that take pictures share: showing them, and writing down what was found."""

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.album import Album, Picture
from assistant.backends import Backends
from assistant.config import Config
from assistant.errors import AssistantError, BadInput, UnknownName
from assistant.messages import Finding
from assistant.output import objects, print_json, print_line
from assistant.picture_files import kept
from assistant.pictures import files
from assistant.plan import Step, any_number
from assistant.session import Session
from assistant.sight import Sight
from assistant.vision import Seen, see
from assistant.words.phrases import phrases

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".gif", ".tif", ".tiff", ".bmp"}
EXPORTS = ("png", "coco")
JSON_FILES = {".json": "coco"}  # a file's suffix → the export that it belongs to; every other one is a picture


def segment(settings: Config, source: Path, phrase: str, out: Path | None, exports: set[str], as_json: bool) -> None:
    """Find and outline what `phrase` names in a picture, or in each picture of a folder, a line for each.

    One bad picture does not end a folder: its line says what is wrong with it. Raises BadInput when all were bad.
    """
    step = _step(phrase)
    pictures, is_folder = _pictures(source), source.is_dir()
    failures = 0
    with Backends(settings) as backends, TemporaryDirectory(prefix="oriel-") as album_folder:
        eyes, album = backends.eyes(), Album(Path(album_folder))
        for path in pictures:
            try:
                picture = album.add_file(path)
                seen = asyncio.run(see(step, picture.image, eyes, Sight()))
                written = write(seen.finding, path.stem, out / path.stem if is_folder and out else out, exports)
                _tell(path, seen, written, as_json)
            except AssistantError as error:
                if not is_folder:
                    raise
                failures += 1
                _tell_failure(path, error, as_json)
    if failures == len(pictures):
        raise BadInput(f"none of the {failures} pictures could be looked at")


def check_exports(names: str) -> set[str]:
    """The exports of a comma-separated list; raises UnknownName for one that there is not."""
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    for name in sorted(wanted - set(EXPORTS)):
        raise UnknownName("export", name, list(EXPORTS))
    return wanted


def write(finding: Finding, name: str, folder: Path | None, exports: Iterable[str]) -> list[str]:
    """Write the exports of a finding into a folder, which is made; returns the paths. Without a folder: nothing."""
    if folder is None:
        return []
    wanted = {*exports}
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in files(finding, kept(finding.image), name).items():
            if JSON_FILES.get(Path(file).suffix, "png") in wanted:
                (folder / file).write_bytes(content)
                written.append(str(folder / file))
    except OSError as error:
        raise BadInput(f"cannot write to {folder}: {error.strerror or error}") from error
    return written


def pictures(settings: Config, paths: Iterable[Path]) -> list[Picture]:
    """The pictures at these paths, in the album; raises BadInput for the first that is none."""
    album = Album(settings.folders.pictures)
    return [album.add_file(path) for path in paths]


def show(pictures: Iterable[Picture], session: Session) -> None:
    """Drop pictures on a session."""
    for picture in pictures:
        session.show(picture.image, picture.name)


def write_all(findings: Sequence[Finding], pictures: Iterable[Picture], folder: Path | None) -> list[str]:
    """Write the findings of a turn, each into a folder of its own where there are several; returns the paths."""
    names = {picture.image.id: Path(picture.name).stem for picture in pictures}
    written = []
    for number, finding in enumerate(findings, 1):
        place = folder / f"step {number}" if folder and len(findings) > 1 else folder
        written += write(finding, names[finding.image.id], place, EXPORTS)
    return written


def _step(phrase: str) -> Step:
    named = phrases(phrase)
    if not named.wanted:
        raise BadInput("the phrase names nothing to find; say what, for example: red car")
    return any_number(Step(1, "segment", phrase, named.wanted, named.excluded))


def _pictures(source: Path) -> list[Path]:
    if not source.is_dir():
        return [source]
    found = sorted(path for path in source.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    if not found:
        raise BadInput(f"no pictures in {source}; looked for {', '.join(sorted(SUFFIXES))}")
    return found


def _tell(path: Path, seen: Seen, written: list[str], as_json: bool) -> None:
    if as_json:
        print_json(image=str(path), objects=objects([seen.finding]), files=written, text=seen.told.text)
    else:
        print_line(f"{path}: {seen.told.text}")
        for file in written:
            print_line(f"  {file}")


def _tell_failure(path: Path, error: AssistantError, as_json: bool) -> None:
    if as_json:
        print_json(image=str(path), objects=[], files=[], text="", error=str(error))
    else:
        print_line(f"{path}: {error}")
