"""Pictures out: what was found, as files that other programs read."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.masks import Inside, box_of, decode, window
from assistant.messages import Finding, Mask, Thing
from assistant.overlays import overlay

Rgb = NDArray[np.uint8]  # [height, width, 3]
Rgba = NDArray[np.uint8]  # [height, width, 4]; alpha is not multiplied into the colours

FAST = [cv2.IMWRITE_PNG_COMPRESSION, 1]  # a tenth of the time of the smallest files, and a fifth larger
MOST_BYTE = 255
LONGEST_NAME = 40  # characters of a thing's name in a file's name
OVERLAY, CUT_OUT, INDEX, COCO, LIST = "overlay.png", "cutout.png", "index.png", "coco.json", "mask.json"


def files(finding: Finding, rgb: Rgb, name: str) -> dict[str, bytes]:
    """File name → bytes: everything that can be kept of a finding.

    rgb: its picture, uint8 [height, width, 3]. name: the stem of the picture's file, with which each name begins; ""
    for none. Always there: overlay.png, the picture with everything drawn on it, and coco.json. Where outlines were
    asked for: index.png, uint8 or uint16 grey, 0 or the number of the thing at each pixel, and mask.json, which says
    what the numbers are. Where there are some: cutout.png, all the things on nothing, and each of them on its own, cut
    to its size: 1_left_dog.png.
    """
    return {file: make() for file, make in _makers(finding, rgb, name).items()}


def file(finding: Finding, rgb: Rgb, wanted: str) -> bytes | None:
    """One of `files` with name "" and without the making of the others; None where there is none of that name."""
    make = _makers(finding, rgb, "").get(wanted)
    return make() if make else None


def cut_out(rgb: Rgb, masks: Sequence[Mask]) -> Rgba:
    """The things under the masks on nothing: uint8 RGBA [height, width, 4], edges softened by one pixel each way."""
    inside = np.zeros(rgb.shape[:2], np.bool_)
    for mask in masks:
        inside |= decode(mask)
    return _cut(rgb, inside)


def index_mask(finding: Finding) -> NDArray[np.uint8] | NDArray[np.uint16]:
    """[height, width]: the number of the thing at each pixel, 0 for none; of two that overlap, the smaller one's."""
    most = max((thing.number for thing in finding.things), default=0)
    index = np.zeros((finding.image.height, finding.image.width), np.uint8 if most <= MOST_BYTE else np.uint16)
    for thing, mask in sorted(_outlined(finding), key=lambda pair: -pair[1].area):
        index[decode(mask)] = thing.number
    return index


def coco(finding: Finding, file_name: str) -> dict[str, object]:
    """The finding in the format of COCO's detection task; `score`, `name` and `phrase` are ours."""
    return coco_set([(file_name, finding)])


def coco_set(findings: Sequence[tuple[str, Finding]]) -> dict[str, object]:
    """What was found in many pictures, each with the name of its file: ids count through, categories are shared."""
    kinds = dict.fromkeys(label(thing) for _, finding in findings for thing in finding.things)
    categories = {kind: number for number, kind in enumerate(kinds, 1)}
    ids = count(1)
    return {
        "info": {"description": "made by Oriel"},
        "images": [
            {"id": number, "file_name": name, "width": finding.image.width, "height": finding.image.height}
            for number, (name, finding) in enumerate(findings, 1)
        ],
        "annotations": [
            _annotation(thing, next(ids), image, categories[label(thing)])
            for image, (_, finding) in enumerate(findings, 1)
            for thing in finding.things
        ],
        "categories": [{"id": number, "name": kind} for kind, number in categories.items()],
    }


def mask_list(finding: Finding) -> list[dict[str, object]]:
    """What the values of the index mask are: the background, then each thing with its label, score and box."""
    background: dict[str, object] = {"value": 0, "label": "background"}
    return [background] + [
        {
            "value": thing.number,
            "label": label(thing),
            "logit": round(thing.detection.score, 4),
            "box": [round(edge, 2) for edge in thing.detection.box_xyxy],
        }
        for thing in finding.things
    ]


def _makers(finding: Finding, rgb: Rgb, name: str) -> dict[str, Callable[[], bytes]]:
    """File name → what makes it."""
    start = f"{name}_" if name else ""
    outlined = _outlined(finding)
    makers: dict[str, Callable[[], bytes]] = {
        OVERLAY: lambda: _png(overlay(finding, rgb)),
        COCO: lambda: _json(coco(finding, f"{name or finding.image.id}{_suffix(finding.image.path)}")),
    }
    if finding.intent == "segment" or any(thing.mask for thing in finding.things):
        makers[INDEX] = lambda: _png(index_mask(finding))
        makers[LIST] = lambda: _json(mask_list(finding))
    if outlined:
        makers[CUT_OUT] = lambda: _png(cut_out(rgb, [mask for _, mask in outlined]))
    for thing, mask in outlined:
        makers[f"{thing.number}_{_plain(thing.name)}.png"] = partial(_alone, rgb, mask)
    return {start + file: make for file, make in makers.items()}


def _outlined(finding: Finding) -> list[tuple[Thing, Mask]]:
    return [(thing, thing.mask) for thing in finding.things if thing.mask and thing.mask.area]


def _alone(rgb: Rgb, mask: Mask) -> bytes:
    x0, y0, x1, y1 = box_of(mask)
    near = window((x0 - 1, y0 - 1, x1 + 1, y1 + 1), 0.0, mask.height, mask.width)  # 1: the soft edge
    return _png(_cut(rgb[near], decode(mask)[near]))


def _cut(rgb: Rgb, inside: Inside) -> Rgba:
    """What is nowhere to be seen is black, so that nothing of it can be brought back."""
    soft = cv2.GaussianBlur(inside.view(np.uint8) * np.uint8(255), (3, 3), 0, borderType=cv2.BORDER_REPLICATE)
    rgba = np.dstack([rgb, soft])
    rgba[soft == 0] = 0
    return rgba


def _annotation(thing: Thing, number: int, image: int, category: int) -> dict[str, object]:
    mask = thing.mask
    x0, y0, x1, y1 = box_of(mask) if mask and mask.area else thing.detection.box_xyxy
    return {
        "id": number,
        "image_id": image,
        "category_id": category,
        "segmentation": {"size": [mask.height, mask.width], "counts": mask.counts} if mask and mask.area else [],
        "bbox": [round(edge, 2) for edge in (x0, y0, x1 - x0, y1 - y0)],
        "area": mask.area if mask and mask.area else round((x1 - x0) * (y1 - y0), 2),
        "iscrowd": 0,
        "score": round(thing.detection.score, 4),
        "name": thing.name,
        "phrase": thing.detection.phrase,
    }


def label(thing: Thing) -> str:
    """What kind of thing it is: the detector's word for it, or the words by which it was found."""
    return thing.detection.label or thing.detection.phrase


def _plain(name: str) -> str:
    """A thing's name as a part of a file's: letters and digits of any language, joined by underscores."""
    words = "".join(letter if letter.isalnum() else " " for letter in name.removeprefix("the ")).split()
    return "_".join(words)[:LONGEST_NAME] or "thing"


def _suffix(path: str) -> str:
    stem, dot, suffix = path.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return dot + suffix if stem else ""


def _png(pixels: NDArray[np.uint8] | NDArray[np.uint16]) -> bytes:
    """Grey, RGB or RGBA as a PNG file."""
    channels = pixels.shape[2] if pixels.ndim == 3 else 1
    turned = {1: None, 3: cv2.COLOR_RGB2BGR, 4: cv2.COLOR_RGBA2BGRA}[channels]
    _, encoded = cv2.imencode(".png", pixels if turned is None else cv2.cvtColor(pixels, turned), FAST)
    return encoded.tobytes()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
