"""Drawn pictures for looking at the stage, and what would be found in them: shapes whose outlines are known exactly."""

import io
import math
from functools import cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from assistant.masks import encode

Point = tuple[float, float]
Fields = dict[str, Any]

# name → size, ground, and its shapes: (colour, kind, centre and radius in parts of the height, score)
PICTURES: dict[str, tuple[tuple[int, int], str, tuple[tuple[str, str, float, float, float, float], ...]]] = {
    "shapes.png": (
        (1280, 853),
        "#c9d6df",
        (
            ("crimson", "circle", 0.28, 0.36, 0.20, 0.94),
            ("seagreen", "square", 0.78, 0.42, 0.16, 0.85),
            ("royalblue", "ring", 1.22, 0.34, 0.21, 0.81),
            ("goldenrod", "triangle", 0.30, 0.78, 0.14, 0.77),
            ("slategray", "star", 0.66, 0.80, 0.13, 0.66),
            ("hotpink", "circle", 0.95, 0.72, 0.09, 0.58),
            ("saddlebrown", "square", 1.20, 0.78, 0.10, 0.52),
            ("darkcyan", "triangle", 1.40, 0.72, 0.09, 0.47),
            ("indigo", "ring", 1.38, 0.12, 0.09, 0.41),
        ),
    ),
    "a tall one.png": ((600, 1000), "#efe3d0", (("tomato", "star", 0.30, 0.45, 0.22, 0.9),)),
    "a wide one.png": ((2400, 500), "#dfe7d0", (("teal", "ring", 3.1, 0.5, 0.36, 0.9),)),
}
CORNERS = {"square": (4, 45), "triangle": (3, -90), "star": (10, -90)}


def _outline(kind: str, x: float, y: float, radius: float) -> list[Point]:
    count, turned = CORNERS[kind]
    radii = (radius, 0.45 * radius) if kind == "star" else (radius, radius)
    angles = [math.radians(turned + 360 * i / count) for i in range(count)]
    return [(x + radii[i % 2] * math.cos(a), y + radii[i % 2] * math.sin(a)) for i, a in enumerate(angles)]


def _draw(image: Image.Image, shape: tuple[str, str, float, float, float, float], colour: Any) -> None:
    _, kind, *place, _ = shape
    x, y, radius = (value * image.height for value in place)
    draw = ImageDraw.Draw(image)
    if kind in CORNERS:
        draw.polygon(_outline(kind, x, y, radius), fill=colour)
    elif kind == "circle":
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    else:
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=colour, width=round(radius / 2.5))


@cache
def picture_bytes(name: str) -> bytes:
    """The picture as a PNG file."""
    size, ground, shapes = PICTURES[name]
    image = Image.new("RGB", size, ground)
    for shape in shapes:
        _draw(image, shape, shape[0])
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def told_picture(number: int, name: str) -> Fields:
    """A picture as the server tells the page of it."""
    (width, height), *_ = PICTURES[name]
    url = f"/assistant/picture/{number}"
    return {
        "number": number,
        "id": str(number),
        "name": name,
        "caption": "",
        "width": width,
        "height": height,
        "url": url,
        "thumbnail": f"{url}/thumbnail",
    }


@cache
def things(name: str, count: int, masks: bool = True) -> list[Fields]:
    """The first so many shapes of a picture, as found things."""
    (width, height), _, shapes = PICTURES[name]
    found = []
    for number, shape in enumerate(shapes[:count], 1):
        area = Image.new("1", (width, height))
        _draw(area, shape, 1)
        inside = np.asarray(area, np.bool_)
        rows, columns = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
        mask = encode(inside, number)
        found.append(
            {
                "number": number,
                "name": f"the {shape[0]} {shape[1]}",
                "label": shape[1],
                "phrase": shape[1],
                "score": shape[5],
                "certain": shape[5] >= 0.5,
                "box": [int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1],
                "place": ("left", "middle", "right")[min(2, int(3 * shape[2] * height / width))],
                "mask": {"height": height, "width": width, "counts": mask.counts} if masks else None,
            }
        )
    return found
