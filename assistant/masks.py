"""Masks: to run lengths and back."""

import numpy as np
from numpy.typing import NDArray
from pycocotools import mask as coco

from assistant.messages import Mask


def encode(inside: NDArray[np.bool_], detection_id: int) -> Mask:
    """bool [height, width] → its run lengths."""
    rle = coco.encode(np.asfortranarray(inside.astype(np.uint8)))
    return Mask(detection_id, inside.shape[0], inside.shape[1], rle["counts"].decode(), int(inside.sum()))
