"""Where things are, and which of several is meant."""

from collections.abc import Mapping, Sequence

from assistant.messages import Box, Detection
from assistant.plan import Place


def choose(
    detections: Sequence[Detection],
    place: Place,  # noqa: ARG001
    width: int,  # noqa: ARG001
    height: int,  # noqa: ARG001
    others: Mapping[str, Sequence[Detection]],  # noqa: ARG001
) -> list[Detection]:
    """Those that are meant."""
    return list(detections)


def names(detections: Sequence[Detection], width: int, height: int) -> list[str]:  # noqa: ARG001
    """What to call each."""
    return [f"the {detection.label}" for detection in detections]


def where(box: Box, width: int, height: int) -> str:  # noqa: ARG001
    """Where a box lies."""
    return "there"
