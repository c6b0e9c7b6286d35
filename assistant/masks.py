"""Masks: to run lengths and back, cleaned, and kept apart from each other."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from pycocotools import mask as coco

from assistant.messages import Box, Mask

Inside = NDArray[np.bool_]  # [height, width] of the whole picture: which pixels belong to a thing

# Of the area of a mask. A lattice keeps its gaps and a cup the hole in its handle; dust and pinholes go.
LEAST_PART = 0.01
LEAST_HOLE = 0.005
# A detector's box cuts off a tail or an ear by some percent; what lies farther outside belongs to something else.
BEYOND = 0.1
# What the others leave of a thing, as a share of it: below this, it is the rim that two outlines never share.
LEAST_REST = 0.1


def encode(inside: Inside, detection_id: int) -> Mask:
    """bool [height, width] → its run lengths."""
    height, width = inside.shape
    # COCO counts down the columns. OpenCV turns an array around several times as fast as NumPy copies it that way.
    rle = coco.encode(cv2.transpose(inside.view(np.uint8)).T) if inside.size else {"counts": b""}
    return Mask(detection_id, height, width, rle["counts"].decode(), int(np.count_nonzero(inside)))


def decode(mask: Mask) -> Inside:
    """Run lengths → bool [height, width]."""
    return np.asarray(cv2.transpose(coco.decode(_rle(mask)).T)).view(np.bool_)


def empty(height: int, width: int, detection_id: int) -> Mask:
    """The mask of a thing that could not be outlined."""
    return encode(np.zeros((height, width), np.bool_), detection_id)


def box_of(mask: Mask) -> Box:
    """The smallest box around a mask; all zeros where its area is 0."""
    x, y, width, height = (float(value) for value in coco.toBbox(_rle(mask)))
    return x, y, x + width, y + height


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes have any area in common."""
    return max(one[0], other[0]) < min(one[2], other[2]) and max(one[1], other[1]) < min(one[3], other[3])


def window(box: Box, grown: float, height: int, width: int) -> tuple[slice, slice]:
    """Rows and columns of a picture that a box touches when it is grown on each side by a share of its own sides."""
    x0, y0, x1, y1 = box
    across, down = grown * (x1 - x0), grown * (y1 - y0)
    rows = slice(_within(np.floor(y0 - down), height), _within(np.ceil(y1 + down), height))
    return rows, slice(_within(np.floor(x0 - across), width), _within(np.ceil(x1 + across), width))


def clean(inside: Inside, box: Box) -> Inside:
    """The mask without what lies well outside its box, without specks and pinholes; its largest part always stays."""
    height, width = inside.shape
    near = window(box, BEYOND, height, width)
    kept = np.zeros_like(inside)
    if inside[near].any():
        kept[near] = _without_pinholes(_without_specks(inside[near]))
    return kept


def keep_apart(masks: Sequence[Mask]) -> list[Mask]:
    """The masks of one picture, in their order, none of which overlaps another.

    A pixel that several claim goes to the smallest of them, which is nearly always what lies in front of, or on, the
    larger: the dog on the bench, the cup on the table. Of equally large ones the first has it: detectors list the
    surest first. What the others leave of a mask is cleaned; where that is next to nothing, the two were one thing
    under two names, and its area becomes 0.
    """
    shared = _overlapping(masks)
    if not shared:
        return list(masks)
    order = sorted(shared, key=lambda index: (-masks[index].area, -index))  # later ones cover earlier ones
    owner = np.zeros((masks[0].height, masks[0].width), np.uint16)
    for turn, index in enumerate(order, 1):
        owner[_window(masks[index])][decode(masks[index])[_window(masks[index])]] = turn
    apart = list(masks)
    for turn, index in enumerate(order, 1):
        rest = np.zeros(owner.shape, np.bool_)
        rest[_window(masks[index])] = owner[_window(masks[index])] == turn
        apart[index] = _rest(masks[index], rest)
    return apart


def _rest(whole: Mask, rest: Inside) -> Mask:
    area = np.count_nonzero(rest)
    if area == whole.area:
        return whole
    if area < LEAST_REST * whole.area:
        return empty(whole.height, whole.width, whole.detection_id)
    return encode(_without_specks(rest), whole.detection_id)


def _overlapping(masks: Sequence[Mask]) -> list[int]:
    """The indices of those whose boxes meet another's."""
    boxes = [box_of(mask) for mask in masks]
    return [
        index
        for index, box in enumerate(boxes)
        if masks[index].area and any(meet(box, other) for place, other in enumerate(boxes) if place != index)
    ]


def _window(mask: Mask) -> tuple[slice, slice]:
    return window(box_of(mask), 0.0, mask.height, mask.width)


def _without_specks(inside: Inside) -> Inside:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(inside.view(np.uint8), connectivity=8)
    if count <= 2:  # the background and at most one part
        return inside
    areas = stats[:, cv2.CC_STAT_AREA]
    keep = areas >= LEAST_PART * areas[1:].sum()
    keep[1 + int(areas[1:].argmax())] = True
    keep[0] = False
    return np.asarray(keep[labels], np.bool_)


def _without_pinholes(inside: Inside) -> Inside:
    """A hole is a part of the background that does not reach the edge."""
    around = np.pad(~inside, 1, constant_values=True)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(around.view(np.uint8), connectivity=4)
    fill = stats[:, cv2.CC_STAT_AREA] < LEAST_HOLE * np.count_nonzero(inside)
    fill[[0, labels[0, 0]]] = False
    return np.asarray(inside | fill[labels][1:-1, 1:-1], np.bool_) if count > 2 else inside


def _within(edge: float, most: int) -> int:
    return int(min(max(edge, 0), most))


def _rle(mask: Mask) -> dict[str, object]:
    return {"size": [mask.height, mask.width], "counts": mask.counts.encode()}
