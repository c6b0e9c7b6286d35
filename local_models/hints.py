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
    dot = np.zeros(mask.shape, np.uint8)
    middle = round(x - 0.5) - view[1].start, round(y - 0.5) - view[0].start
    cv2.circle(dot, middle, max(SMALLEST_DOT, round(DOT * size)), 1, -1)
    if not dot.any():  # beside the picture
        return inside
    alike = (dot > 0) | _alike(crop, mask, dot > 0, hint.is_inside)
    _, parts = cv2.connectedComponents(alike.astype(np.uint8))
    joined = np.isin(parts, np.unique(parts[dot > 0]))
    changed = inside.copy()
    changed[view] = mask | joined if hint.is_inside else mask & ~joined
    return changed


def _alike(crop: Rgb, mask: Inside, dot: Inside, is_inside: bool) -> Inside:
    """What of the rest of the view changes sides with the dot."""
    if is_inside:
        kinds = np.where(mask | dot, cv2.GC_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    else:
        kinds = np.where(~mask | dot, cv2.GC_BGD, cv2.GC_PR_FGD).astype(np.uint8)
    here = mask if not is_inside else ~mask
    if not (here & ~dot).any():
        return here
    cv2.setRNGSeed(0)  # the colours' first clusters are drawn by lot
    cv2.grabCut(crop, kinds, (0, 0, 0, 0), np.zeros((1, 65)), np.zeros((1, 65)), ROUNDS, cv2.GC_INIT_WITH_MASK)
    things = np.isin(kinds, (cv2.GC_FGD, cv2.GC_PR_FGD))
    return np.asarray(here & (things == is_inside), np.bool_)
