"""The edge of a mask, moved to where the picture has one: the guided filter (He et al., 2010) around it.

Within each small square the mask is taken for a linear function of the three colours. Colours that differ across the
edge there decide, whatever they are elsewhere: one model of colours for the whole thing (GrabCut) loses the pink tongue
of an orange dog on a brown ground, and cuts fur into steps.
"""

from itertools import combinations_with_replacement

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.masks import Inside, box_of, encode, window
from local_models.pixels import Rgb

REACH = 0.012  # of the thing's longer side: how far its edge may lie from where the mask has it
LEAST_REACH = 2  # pixels
ROUNDS = 2
CALM = 1e-3  # variance of colours, 0–1, in which there is nothing to follow
SURE = 1e-4  # a share of the mask so near 0 or 1 is not moved

Grey = NDArray[np.float32]  # [height, width], 0–1
Three = NDArray[np.float32]  # [height, width, 3]


def finer(rgb: Rgb, inside: Inside, doubt_px: float = 0.0) -> Inside:
    """The same mask with a finer edge. doubt_px: how coarse the mask was before it was enlarged to the picture."""
    x0, y0, x1, y1 = box = box_of(encode(inside, 0))
    extent = max(x1 - x0, y1 - y0)
    if not extent:
        return inside
    reach = max(LEAST_REACH, round(REACH * extent), round(doubt_px))
    around = window(box, 3 * reach / max(1.0, min(x1 - x0, y1 - y0)), *inside.shape)
    mask = inside[around].astype(np.float32)
    square = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    core = cv2.erode(mask, square, borderType=cv2.BORDER_REPLICATE) > 0
    near = cv2.dilate(mask, square, borderType=cv2.BORDER_REPLICATE) > 0
    share = _filtered(rgb[around].astype(np.float32) / np.float32(255), mask, reach)
    found = inside.copy()
    found[around] = core | (near & (share > 0.5))
    return found


def _filtered(colours: Three, mask: Grey, reach: int) -> Grey:
    """How much of each pixel belongs to the mask, by the colours around it."""
    colour = _mean(colours, reach)
    spread = {
        (one, other): _mean(colours[..., one] * colours[..., other], reach) - colour[..., one] * colour[..., other]
        for one, other in combinations_with_replacement(range(3), 2)
    }
    for _ in range(ROUNDS):
        share = _mean(mask, reach)
        open_ = (share > SURE) & (share < 1 - SURE)  # elsewhere the mask is all one, and stays so
        together = (_mean(colours * mask[..., None], reach) - colour * share[..., None])[open_]
        variance = np.empty((len(together), 3, 3), np.float32)
        for (one, other), values in spread.items():
            variance[:, one, other] = variance[:, other, one] = values[open_] + CALM * (one == other)
        slope = np.zeros_like(colours)
        slope[open_] = np.linalg.solve(variance, together[..., None])[..., 0]
        base = share - (slope * colour).sum(-1)
        mask = np.clip((_mean(slope, reach) * colours).sum(-1) + _mean(base, reach), 0, 1)
    return mask


def _mean(values: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
    side = 2 * reach + 1
    return np.asarray(cv2.blur(values, (side, side), borderType=cv2.BORDER_REFLECT), np.float32)
