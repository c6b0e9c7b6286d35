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
