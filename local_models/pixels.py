"""Reading a picture of the album as an array."""

import numpy as np
import PIL.Image
from numpy.typing import NDArray

from assistant.errors import BadInput
from assistant.messages import Image

Rgb = NDArray[np.uint8]  # [height, width, 3]


def read(image: Image) -> Rgb:
    """The picture as uint8 RGB [height, width, 3]; raises BadInput when its file is gone or no longer a picture."""
    try:
        with PIL.Image.open(image.path) as opened:
            return np.asarray(opened.convert("RGB"))
    except (OSError, ValueError, SyntaxError) as error:
        raise BadInput("this picture is gone; show it again") from error


def read_within(image: Image, most_pixels: int) -> Rgb:
    """The picture as `read` gives it, made smaller where it has more pixels than that."""
    rgb = read(image)
    height, width = rgb.shape[:2]
    scale = (most_pixels / (height * width)) ** 0.5
    if scale >= 1:
        return rgb
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(PIL.Image.fromarray(rgb).resize(size))
