"""What a user's hints say of an outline: how far a thing reaches, and what has the colours of the point they name."""

from collections.abc import Sequence

import cv2
import numpy as np

from assistant.masks import Inside, window
from assistant.messages import Box, Hint
from local_models.pixels import Rgb

# Of the longer side of the thing's box: what is surely of the same kind as the point, and what is looked at around it.
DOT, VIEW = 0.02, 0.3
SMALLEST_DOT = 2  # pixels
ROUNDS = 3
RIM = 0.2  # of a view's sides
ALIKE, SPREADS, MOST_ALIKE = 30.0, 2.0, 60.0  # grey levels, deviations within the dot: a colour so near is its own


def reached(box: Box, hints: Sequence[Hint]) -> Box:
    """The box, made to hold what was pointed out as inside.

    Who points at a part that is missing points at its middle: beyond the point as much belongs to it as before it.
    """
    x0, y0, x1, y1 = box
    for hint in hints:
        if hint.is_inside:
            x0, x1 = min(x0, 2 * hint.x - x0), max(x1, 2 * hint.x - x1)
            y0, y1 = min(y0, 2 * hint.y - y0), max(y1, 2 * hint.y - y1)
    return x0, y0, x1, y1


def agrees(inside: Inside, hint: Hint) -> bool:
    """Whether a mask is at this point as the hint says; also where the point is beside the picture."""
    row, column = int(hint.y), int(hint.x)
    is_there = 0 <= row < inside.shape[0] and 0 <= column < inside.shape[1]
    return not is_there or bool(inside[row, column]) == hint.is_inside


def heeded(rgb: Rgb, inside: Inside, hint: Hint, box: Box) -> Inside:
    """The mask with the part around a point that has its colours, or without it: GrabCut (Rother et al., 2004) there.

    For models that take no points, and for those that take one and do not follow it. What is not joined to the point
    stays as it was.
    """
    size = max(box[2] - box[0], box[3] - box[1])
    x, y = hint.x, hint.y
    view = window((x - VIEW * size, y - VIEW * size, x + VIEW * size, y + VIEW * size), 0.0, *inside.shape)
    crop, mask = np.ascontiguousarray(rgb[view]), inside[view]
    if not mask.size:  # beside the picture
        return inside
    drawn = np.zeros(mask.shape, np.uint8)
    middle = round(x - 0.5) - view[1].start, round(y - 0.5) - view[0].start
    cv2.circle(drawn, middle, max(SMALLEST_DOT, round(DOT * size)), 1, -1)
    dot = drawn.astype(np.bool_)
    if not dot.any():
        return inside
    changing = _joined(dot | _cut(crop, mask, dot, hint.is_inside), dot)
    changed = inside.copy()
    changed[view] = mask | changing if hint.is_inside else mask & ~changing
    return changed


def _cut(crop: Rgb, mask: Inside, dot: Inside, is_inside: bool) -> Inside:
    """What of the side that the dot lies on goes over to the other side with it."""
    here = ~mask if is_inside else mask
    if not (here & ~dot).any():
        return here
    guess = _joined(dot | (here & _alike(crop, dot)), dot)
    sure, perhaps = (cv2.GC_FGD, cv2.GC_PR_FGD) if is_inside else (cv2.GC_BGD, cv2.GC_PR_BGD)
    staying = cv2.GC_PR_BGD if is_inside else cv2.GC_PR_FGD
    kinds = np.where(~here | dot, sure, np.where(guess, perhaps, staying)).astype(np.uint8)
    kinds[_rim(dot) & here & ~guess] = cv2.GC_BGD if is_inside else cv2.GC_FGD
    if (kinds == staying).any():
        cv2.setRNGSeed(0)  # the colours' first clusters are drawn by lot
        cv2.grabCut(crop, kinds, (0, 0, 0, 0), np.zeros((1, 65)), np.zeros((1, 65)), ROUNDS, cv2.GC_INIT_WITH_MASK)
    return np.asarray(here & np.isin(kinds, (sure, perhaps)), np.bool_)


def _rim(dot: Inside) -> Inside:
    """The outer part of a view, of which the point says nothing: what is there and looks unlike it stays as it is."""
    height, width = dot.shape
    inner = window((0, 0, width, height), -RIM, height, width)
    rim = np.ones(dot.shape, np.bool_)
    rim[inner] = False
    return rim


def _alike(crop: Rgb, dot: Inside) -> Inside:
    """What has about the dot's colour; without this first guess, its few pixels count for nothing among the many."""
    colours = crop.astype(np.float32)
    apart = np.linalg.norm(colours - np.median(colours[dot], axis=0), axis=-1)
    return np.asarray(apart < min(MOST_ALIKE, max(ALIKE, SPREADS * float(colours[dot].std(axis=0).max()))), np.bool_)


def _joined(part: Inside, dot: Inside) -> Inside:
    """What of a part is joined to the dot."""
    _, parts = cv2.connectedComponents(part.astype(np.uint8))
    return np.asarray(np.isin(parts, np.unique(parts[dot])), np.bool_)
