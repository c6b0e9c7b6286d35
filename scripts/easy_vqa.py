"""The pictures, questions and answers of easy-VQA, from the package of that name, fetched once and read as an archive.

Nothing of the package (MIT) is installed or imported. Each picture is 64×64 and shows one shape.
"""

import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import PIL.Image
from numpy.typing import NDArray

from assistant import config
from local_models import packages
from local_models.hub import HUB
from local_models.manifest import PackageSource, Piece
from local_models.transfer import Run

PACKAGE = "easy-vqa==1.0"
SHA256 = "fcb51b309b78c7b00f97b64cdbcbcf5c105f94da1b39c0796cee5a787c4f650f"
SOURCE = PackageSource("pip", (Piece("easy-vqa", PACKAGE, "easy_vqa/data/README.md"),))
COLOURS = ("red", "green", "blue", "yellow", "teal", "black", "gray", "brown")
SHAPES = ("circle", "rectangle", "triangle")
FROM_GROUND = 40  # by how much a channel of a shape differs from the ground's, at least


@dataclass(frozen=True, eq=False)
class Page:
    """A picture and what is asked about it. rgb: uint8 [64, 64, 3]; asked: question and answer."""

    rgb: NDArray[np.uint8]
    asked: tuple[tuple[str, str], ...]


def wheel() -> Path:
    """The package's archive, brought into the cache where it is not there yet."""
    folder = config.load({}).folders.models.parent / "easy-vqa"
    path = packages.archive(folder, PACKAGE)
    packages.download(Run(HUB), SOURCE, [PACKAGE], folder, lambda _: None)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == SHA256, f"{PACKAGE} has other bytes"
    return path


def pages(part: str) -> list[Page]:
    """Everything of "train" or "test", in the package's order."""
    with zipfile.ZipFile(wheel()) as archive:
        asked: dict[int, list[tuple[str, str]]] = {}
        for question, answer, number in json.loads(archive.read(f"easy_vqa/data/{part}/questions.json")):
            asked.setdefault(number, []).append((question, answer))
        found = []
        for number, questions in asked.items():
            with archive.open(f"easy_vqa/data/{part}/images/{number}.png") as file, PIL.Image.open(file) as picture:
                found.append(Page(np.asarray(picture.convert("RGB")), tuple(questions)))
        return found


def middle(rgb: NDArray[np.uint8]) -> tuple[float, float]:
    """Where the one shape has its middle, as parts of width and height."""
    ground = np.median(rgb.reshape(-1, 3), 0) if _is_small(rgb) else rgb[0, 0]
    shape = (np.abs(rgb.astype(int) - ground) > FROM_GROUND).any(-1)
    rows, columns = np.flatnonzero(shape.any(1)), np.flatnonzero(shape.any(0))
    height, width = shape.shape
    return (columns[0] + columns[-1] + 1) / 2 / width, (rows[0] + rows[-1] + 1) / 2 / height


def _is_small(rgb: NDArray[np.uint8]) -> bool:
    """Whether the ground covers most of the picture, as it does in all of them."""
    return bool((np.abs(rgb.astype(int) - np.median(rgb.reshape(-1, 3), 0)) < FROM_GROUND).all(-1).mean() > 0.5)
