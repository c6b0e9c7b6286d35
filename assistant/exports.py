"""What was found, for other tools: LabelMe, YOLO's segmentation and SVG. As bytes and text; COCO stands in pictures."""

import base64
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote
from xml.etree import ElementTree

from assistant.messages import Finding, Thing
from assistant.overlays import FILL, colour_of, size
from assistant.pictures import label
from assistant.polygons import Part, Ring, around, in_one, outline

LABELME, YOLO, SVG = "labelme.json", "yolo.zip", "outlines.svg"
ALONE = (LABELME, YOLO, SVG)  # what can be saved on its own, with its picture
LABELME_VERSION = "5.5.0"  # the format's; LabelMe 5 and 6 read it
YOLO_DIGITS = 6
SVG_LINE = 2  # px on the screen, however large the picture is shown
TYPES = {".png": "image/png"}  # of pictures that stand inside a file; every other one is a JPEG
JPEG = "image/jpeg"
XMLNS = "http://www.w3.org/2000/svg"


def file(finding: Finding, picture: bytes, name: str, wanted: str) -> bytes | None:
    """A file to be saved on its own, so that it carries its picture; None where there is none of that name.

    picture: the bytes of its file, which is called `name`.
    """
    if wanted == LABELME:
        return labelme(finding, name, picture)
    if wanted == SVG:
        return svg(finding, f"data:{_type(name)};base64,{base64.b64encode(picture).decode()}")
    if wanted == YOLO:
        return _yolo_zip(finding, picture, name)
    return None


def labelme(finding: Finding, image_path: str, picture: bytes | None = None) -> bytes:
    """LabelMe's JSON. image_path: from the JSON file's folder; picture: the picture's file, to stand inside.

    A polygon for each part of a thing, its holes hung on by cuts, parts of one thing in one group; a rectangle where
    there is no outline.
    """
    document: dict[str, object] = {
        "version": LABELME_VERSION,
        "flags": {},
        "shapes": [shape for thing in finding.things for shape in _shapes(thing)],
        "imagePath": image_path,
        "imageData": base64.b64encode(picture).decode() if picture is not None else None,
        "imageHeight": finding.image.height,
        "imageWidth": finding.image.width,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def classes(findings: Iterable[Finding]) -> dict[str, int]:
    """Label → its number in YOLO's files, from 0, in order of appearance."""
    labels = dict.fromkeys(label(thing) for finding in findings for thing in finding.things)
    return {name: number for number, name in enumerate(labels)}


def yolo_labels(finding: Finding, numbers: Mapping[str, int]) -> str:
    """A line for each thing: its class and one polygon, in shares of the width and height; without outline, its box."""
    scale = (finding.image.width, finding.image.height)
    lines = []
    for thing in finding.things:
        ring = in_one(parts_of(thing)) / scale
        points = " ".join(f"{value:.{YOLO_DIGITS}f}" for value in ring.clip(0.0, 1.0).ravel())
        lines.append(f"{numbers[label(thing)]} {points}\n")
    return "".join(lines)


def yolo_data(numbers: Mapping[str, int]) -> str:
    """data.yaml. It is trained on and checked with the same pictures, until somebody divides them."""
    names = "".join(f"  {number}: {json.dumps(name, ensure_ascii=False)}\n" for name, number in numbers.items())
    return f"train: images\nval: images\nnc: {len(numbers)}\nnames:{chr(10) + names if names else ' {}' + chr(10)}"


def svg(finding: Finding, picture: str) -> bytes:
    """A path for each thing over the picture, which `picture` names as an address; holes by the rule of even and odd.

    The smaller lie on the larger, as in the overlay. What has no outline is a box that is not filled.
    """
    width, height = str(finding.image.width), str(finding.image.height)
    size_ = {"width": width, "height": height}
    root = ElementTree.Element("svg", {"xmlns": XMLNS, **size_, "viewBox": f"0 0 {width} {height}"})
    ElementTree.SubElement(root, "image", {"href": picture, **size_, "preserveAspectRatio": "none"})
    look = {
        "fill-rule": "evenodd",
        "fill-opacity": str(FILL),
        "stroke-width": str(SVG_LINE),
        "stroke-linejoin": "round",
    }
    things = ElementTree.SubElement(root, "g", {"id": "things", **look})
    for thing in sorted(finding.things, key=size, reverse=True):
        _add_path(things, thing)
    ElementTree.indent(root, " ")
    return bytes(ElementTree.tostring(root, "utf-8", xml_declaration=True))


def address(path: str) -> str:
    """A relative path, as an SVG file refers to it."""
    return quote(path)


def parts_of(thing: Thing) -> list[Part]:
    """The parts of its outline; where it has none, its box."""
    outlined = outline(thing.mask) if thing.mask else []
    return outlined or [around(thing.detection.box_xyxy)]


def _shapes(thing: Thing) -> list[dict[str, object]]:
    if thing.mask and thing.mask.area:
        return [_shape(thing, "polygon", in_one([part])) for part in outline(thing.mask)]
    return [_shape(thing, "rectangle", around(thing.detection.box_xyxy).outer[[0, 2]])]


def _shape(thing: Thing, kind: str, points: Ring) -> dict[str, object]:
    return {
        "label": label(thing),
        "points": points.astype(float).tolist(),
        "group_id": thing.number,
        "description": thing.name,
        "shape_type": kind,
        "flags": {},
        "mask": None,
    }


def _add_path(things: ElementTree.Element, thing: Thing) -> None:
    colour = "#{:02x}{:02x}{:02x}".format(*colour_of(thing.number))
    is_outlined = bool(thing.mask and thing.mask.area)
    drawn = {
        "id": f"thing-{thing.number}",
        "d": " ".join(_path(ring) for part in parts_of(thing) for ring in part.rings),
        "fill": colour if is_outlined else "none",
        "stroke": colour,
        "vector-effect": "non-scaling-stroke",
    }
    about = {"data-label": label(thing), "data-score": f"{thing.detection.score:.4f}"}
    ElementTree.SubElement(ElementTree.SubElement(things, "path", drawn | about), "title").text = thing.name


def _path(ring: Sequence[Sequence[int]] | Ring) -> str:
    return f"M{' '.join(f'{x},{y}' for x, y in ring)}Z"


def _yolo_zip(finding: Finding, picture: bytes, name: str) -> bytes:
    """A data set of one picture."""
    stem = name.rpartition(".")[0] or name
    numbers = classes([finding])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr("data.yaml", yolo_data(numbers))
        members.writestr(f"labels/{stem}.txt", yolo_labels(finding, numbers))
        members.writestr(f"images/{name}", picture, zipfile.ZIP_STORED)
    return out.getvalue()


def _type(name: str) -> str:
    return TYPES.get(name[name.rfind(".") :].lower(), JPEG)
