"""Findings written into folders: the files of each export, and how they name the picture that they belong to."""

import filecmp
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from assistant import exports, pictures
from assistant.errors import AssistantError, UnknownName
from assistant.messages import Finding, Image
from assistant.picture_files import kept

EXPORTS = ("png", "coco", "labelme", "yolo", "svg")
USUAL = ("png", "coco")
JSON_FILES = {".json": "coco"}  # of what `pictures` makes: a file's suffix → its export; every other one is a picture
YOLO = "yolo"  # the folder of the data set


def check_exports(names: str) -> set[str]:
    """The exports of a comma-separated list; raises UnknownName for one that there is not."""
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    for name in sorted(wanted - set(EXPORTS)):
        raise UnknownName("export", name, list(EXPORTS))
    return wanted


def write(finding: Finding, source: Path, name: str, folder: Path, wanted: Iterable[str]) -> list[Path]:
    """Write what belongs to one picture, all but the YOLO data set, into a folder, which is made; returns the files.

    source: the picture's own file; name: with which each file's name begins. Raises AssistantError where it cannot.
    """
    chosen = {*wanted}
    written = [put(folder / file, content) for file, content in _pictures(finding, name, chosen)]
    if chosen & {"labelme", "svg"}:
        copy = folder / f"{name}_upright{Path(finding.image.path).suffix}"
        picture = _opened_by_others(finding.image, source, copy)
        written += [copy] if picture == copy else []
        relative = Path(os.path.relpath(picture.parent.resolve(), folder.resolve()), picture.name).as_posix()
        if "labelme" in chosen:
            written.append(put(folder / f"{name}_{exports.LABELME}", exports.labelme(finding, relative)))
        if "svg" in chosen:
            written.append(put(folder / f"{name}_{exports.SVG}", exports.svg(finding, exports.address(relative))))
    return written


def write_yolo_picture(image: Image, name: str, folder: Path) -> Path:
    """Copy a picture, as it stands upright, into the YOLO data set of a folder."""
    return put(folder / YOLO / "images" / f"{name}{Path(image.path).suffix}", Path(image.path).read_bytes())


def write_yolo_labels(findings: Sequence[tuple[str, Finding]], folder: Path) -> list[Path]:
    """Write the labels of a YOLO data set, whose classes all its pictures share; each finding comes with its name."""
    numbers = exports.classes(finding for _, finding in findings)
    labels = {f"{name}.txt": exports.yolo_labels(finding, numbers) for name, finding in findings}
    return [
        put(folder / YOLO / "data.yaml", exports.yolo_data(numbers).encode()),
        *(put(folder / YOLO / "labels" / file, text.encode()) for file, text in labels.items()),
    ]


def put(target: Path, content: bytes) -> Path:
    """Write a file at one stroke, so that nobody finds half of it; its folder is made."""
    with _writing(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.unfinished")
        beside.write_bytes(content)
        return beside.replace(target)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise AssistantError(f"cannot write to {folder}: {error.strerror or error}") from error


def _pictures(finding: Finding, name: str, wanted: set[str]) -> Iterator[tuple[str, bytes]]:
    if wanted & set(USUAL):
        for file, content in pictures.files(finding, kept(finding.image), name).items():
            if JSON_FILES.get(Path(file).suffix, "png") in wanted:
                yield file, content


def _opened_by_others(image: Image, source: Path, copy: Path) -> Path:
    """What other tools shall open: the user's own file, or an upright copy where they would see another picture."""
    if filecmp.cmp(source, image.path, shallow=False) and source.resolve().anchor == copy.resolve().anchor:
        return source
    return put(copy, Path(image.path).read_bytes())
