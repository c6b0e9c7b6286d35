"""Outlines of masks as polygons: along the edges of the pixels, and simplified where nobody would see it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from pycocotools import mask as coco

from assistant.masks import Inside, box_of, decode, window
from assistant.messages import Box, Mask

Ring = NDArray[np.int32]  # [n, 2]: x, y of corners of pixels, 0 to width or height; the last is joined to the first

WITHIN = (1.0, 0.75, 0.5)  # px between a ring and its simplified form: the first by which little enough changes
CHANGED = 0.01  # of a part's area, that may be taken or added together
FEWEST = 3  # points of a polygon
TRIED = 8  # points of a ring from which the shortest cut to another is looked for


@dataclass(frozen=True, eq=False)
class Part:
    """One connected part of a mask, pixels that touch by a corner included; holes: the rings of what it lacks."""

    outer: Ring
    holes: tuple[Ring, ...] = ()

    @property
    def rings(self) -> tuple[Ring, ...]:
        """The outer ring, then those of the holes."""
        return (self.outer, *self.holes)


def outline(mask: Mask) -> list[Part]:
    """The parts of a mask, the largest first; none of an empty one.

    A pixel covers the square from its x and y to x + 1 and y + 1, so that the area within the rings is the mask's.
    """
    if not mask.area:
        return []
    near = window(box_of(mask), 0.0, mask.height, mask.width)
    inside = decode(mask)[near]
    corner = np.array([near[1].start, near[0].start], np.int32)
    parts = [simplified(part, *inside.shape) for part in _parts(inside)]
    moved = [Part(part.outer + corner, tuple(hole + corner for hole in part.holes)) for part in parts]
    return sorted(moved, key=lambda part: -area(part.outer))


def around(box: Box) -> Part:
    """A box, in whole pixels."""
    x0, y0, x1, y1 = (round(edge) for edge in box)
    return Part(np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.int32))


def area(ring: Ring) -> float:
    """In square pixels, whichever way the ring goes."""
    return abs(_signed(ring))


def simplified(part: Part, height: int, width: int) -> Part:
    """With fewer points, where that changes next to nothing; else the part itself. The picture has this size."""
    whole = area(part.outer) - sum(map(area, part.holes))
    for px in WITHIN:
        rings = [_fewer(ring, px) for ring in part.rings]
        changed = sum(_differ(one, other, height, width) for one, other in zip(part.rings, rings, strict=True))
        if changed <= CHANGED * whole:
            return Part(rings[0], tuple(rings[1:]))
    return part


def in_one(parts: Sequence[Part]) -> Ring:
    """All that these parts consist of as one ring, for formats that have nothing else; there is at least one part.

    A hole, or a further part, hangs on the rest by a cut without width, there and back, which adds and takes nothing.
    Holes go the other way round, so that they stay empty by either rule of filling.
    """
    rings = [_going(ring, around=place == 0) for part in parts for place, ring in enumerate(part.rings)]
    whole = rings[0]
    for ring in rings[1:]:
        whole = _joined(whole, ring)
    return whole


def _parts(inside: Inside) -> list[Part]:
    """The parts of a mask with all the points of their rings."""
    _, labels = cv2.connectedComponents(inside.view(np.uint8), connectivity=8)
    around_ = np.pad(labels, 1)
    rings: dict[int, list[Ring]] = defaultdict(list)
    for ring in _rings(inside):
        x, y = ring[0]
        rings[int(around_[y : y + 2, x : x + 2].max())].append(ring)  # of four pixels, one at least is the part's
    ordered = (sorted(each, key=area, reverse=True) for each in rings.values())  # the outer ring holds all the others
    return [Part(outer, tuple(holes)) for outer, *holes in ordered]


def _rings(inside: Inside) -> list[Ring]:
    """The edges between inside and outside, joined at their ends; where two pixels touch by a corner they are one.

    Along each line of the grid, the corners of the mask bound its edges in pairs: the first and the second, the third
    and the fourth. A corner at which two pixels touch stands there twice, once for each of the two that pass by.
    """
    p = np.pad(inside, 1)
    a, b, c, d = p[:-1, :-1], p[:-1, 1:], p[1:, :-1], p[1:, 1:]  # around each corner of the grid
    single = np.argwhere(a ^ b ^ c ^ d)
    falling, rising = np.argwhere((a & d) & ~(b | c)), np.argwhere((b & c) & ~(a | d))
    at = np.concatenate([single, falling, falling, rising, rising])
    y, x = at.T
    counts = (len(single), len(falling), len(falling), len(rising), len(rising))
    # Which of the two comes first in its row and in its column: the left one goes down where the pixels lie so: \
    in_row, in_column = np.repeat((0, 0, 1, 0, 1), counts), np.repeat((0, 1, 0, 0, 1), counts)
    across, along = _paired(np.lexsort((in_row, x, y))), _paired(np.lexsort((in_column, y, x)))
    seen, rings = bytearray(len(at)), []
    for start in range(len(at)):
        ring, here = [], start
        while not seen[here]:
            there = across[here]
            seen[here] = seen[there] = 1
            ring += [here, there]
            here = along[there]
        if ring:
            rings.append(np.stack([x[ring], y[ring]], 1).astype(np.int32))
    return rings


def _paired(order: NDArray[np.intp]) -> list[int]:
    """Corner → the one at the other end of its edge, for corners in the order of the lines that they lie on."""
    other = np.empty_like(order)
    other[order[::2]], other[order[1::2]] = order[1::2], order[::2]
    return list(other.tolist())


def _fewer(ring: Ring, px: float) -> Ring:
    fewer = cv2.approxPolyDP(ring[:, None], px, closed=True)[:, 0]
    return np.asarray(fewer, np.int32) if len(fewer) >= FEWEST else ring


def _differ(one: Ring, other: Ring, height: int, width: int) -> float:
    """In how many pixels two rings differ."""
    filled = coco.frPyObjects([one.ravel().tolist(), other.ravel().tolist()], height, width)
    both = coco.merge(filled, intersect=True)
    return float(coco.area(filled).sum() - 2 * coco.area(both))


def _joined(ring: Ring, other: Ring) -> Ring:
    """Two rings as one, cut along the shortest way between them, or nearly."""
    starts = other[:: max(1, len(other) // TRIED)]
    apart = np.square(ring[:, None].astype(np.float64) - starts).sum(2)
    here, start = divmod(int(apart.argmin()), len(starts))
    turned = np.roll(other, -start * max(1, len(other) // TRIED), axis=0)
    return np.concatenate([ring[: here + 1], turned, turned[:1], ring[here:]])


def _going(ring: Ring, around: bool) -> Ring:
    return ring if (_signed(ring) > 0) == around else ring[::-1]


def _signed(ring: Ring) -> float:
    x, y = ring.astype(np.float64).T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2
