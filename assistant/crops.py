"""Parts of pictures, each written for a while as a picture of its own beside the one that it is cut from."""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant import picture_files
from assistant.errors import AssistantError
from assistant.messages import Box, Detection, Image

MARGIN = 0.15  # of a thing's width and height, that is shown around it
SMALLEST_PX = 32  # side of a part; a smaller one is widened


@dataclass(frozen=True)
class Part:
    """A part of a picture. image: its own file; left, top: where it lies in the whole, in pixels."""

    image: Image
    left: int
    top: int

    def in_whole(self, detection: Detection) -> Box:
        """The box of what was found in the part, in pixels of the whole picture."""
        x0, y0, x1, y1 = detection.box_xyxy
        return x0 + self.left, y0 + self.top, x1 + self.left, y1 + self.top


def cut(image: Image, boxes: Sequence[Box]) -> list[Part]:
    """A file for each box. Blocks; BadInput when the picture is gone, AssistantError when nothing can be written.

    What a crash leaves behind has the picture's id in its name, and goes when the album forgets the picture.
    """
    rgb = picture_files.kept(image)
    parts = []
    for x0, y0, x1, y1 in (_whole_pixels(box, image) for box in boxes):
        data = picture_files.png(rgb[y0:y1, x0:x1])
        path = _written(image, data)
        parts.append(Part(Image(hashlib.sha256(data).hexdigest(), path, x1 - x0, y1 - y0), x0, y0))
    return parts


def forget(parts: Sequence[Part]) -> None:
    """Delete their files."""
    for part in parts:
        with suppress(OSError):
            Path(part.image.path).unlink(missing_ok=True)


def around(box: Box, image: Image) -> Box:
    """A box with a margin, inside its picture."""
    x0, y0, x1, y1 = box
    across, down = MARGIN * (x1 - x0), MARGIN * (y1 - y0)
    return max(0.0, x0 - across), max(0.0, y0 - down), min(image.width, x1 + across), min(image.height, y1 + down)


def tiles(image: Image, share: float) -> list[Box]:
    """Four boxes that cover the picture and overlap, each with this share of its width and height."""
    width, height = share * image.width, share * image.height
    return [(x, y, x + width, y + height) for y in (0.0, image.height - height) for x in (0.0, image.width - width)]


def _whole_pixels(box: Box, image: Image) -> tuple[int, int, int, int]:
    x0, x1 = _side(box[0], box[2], image.width)
    y0, y1 = _side(box[1], box[3], image.height)
    return x0, y0, x1, y1


def _side(low: float, high: float, most: int) -> tuple[int, int]:
    """From a pixel to one that lies outside, at least SMALLEST_PX apart where the picture has as many."""
    first, last = max(0, int(low)), min(most, int(high + 0.999))
    if (lacking := min(SMALLEST_PX, most) - (last - first)) > 0:
        first = max(0, min(first - lacking // 2, most - min(SMALLEST_PX, most)))
        last = first + min(SMALLEST_PX, most)
    return first, last


def _written(image: Image, data: bytes) -> str:
    folder = Path(image.path).parent
    try:
        handle, path = tempfile.mkstemp(dir=folder, prefix=f"{image.id}-part-", suffix=".png")  # made with mode 0600
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError as error:
        raise AssistantError(f"cannot write a part of a picture to {folder}: {error.strerror}") from error
    return path
