"""Boxes in pictures: how much they overlap, and which of several around the same thing to keep."""

from collections.abc import Iterable

from assistant.messages import Box, Detection


def area(box: Box) -> float:
    """In square pixels; 0 for a box that is inside out."""
    x0, y0, x1, y1 = box
    return max(0.0, x1 - x0) * max(0.0, y1 - y0)


def overlap(one: Box, other: Box) -> float:
    """Intersection over union, 0–1."""
    shared = area((max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])))
    together = area(one) + area(other) - shared
    return shared / together if together else 0.0


def suppress(detections: Iterable[Detection], most: float) -> list[Detection]:
    """The surest first, without those that overlap a surer one by more than `most` (non-maximum suppression)."""
    kept: list[Detection] = []
    for detection in sorted(detections, key=lambda detection: -detection.score):
        if all(overlap(detection.box_xyxy, other.box_xyxy) <= most for other in kept):
            kept.append(detection)
    return kept
