"""Overlap of boxes, and which of several around one thing stays."""

import pytest

from assistant.boxes import area, overlap, suppress
from assistant.messages import Box, Detection


def found(score: float, box: Box) -> Detection:
    return Detection(1, "cat", "cat", score, box)


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        ((0, 0, 10, 10), 1.0),
        ((5, 0, 15, 10), 1 / 3),
        ((0, 0, 5, 10), 0.5),
        ((10, 0, 20, 10), 0.0),
        ((30, 30, 40, 40), 0.0),
    ],
    ids=["same", "shifted by half", "half of it", "side by side", "far away"],
)
def test_overlap_is_the_shared_part_of_what_both_cover(other: Box, shared: float) -> None:
    assert overlap((0, 0, 10, 10), other) == pytest.approx(shared)
    assert overlap(other, (0, 0, 10, 10)) == pytest.approx(shared)


def test_boxes_without_area_overlap_nothing() -> None:
    assert area((5, 5, 1, 9)) == 0
    assert overlap((3, 3, 3, 3), (3, 3, 3, 3)) == 0


def test_the_surest_of_two_around_one_thing_stays() -> None:
    sure, unsure = found(0.9, (0, 0, 10, 10)), found(0.4, (1, 0, 10, 10))
    assert suppress([unsure, sure], 0.5) == [sure]


def test_what_was_suppressed_suppresses_nothing() -> None:
    first, second, third = found(0.9, (0, 0, 10, 10)), found(0.8, (3, 0, 13, 10)), found(0.7, (6, 0, 16, 10))
    assert suppress([third, second, first], 0.5) == [first, third]


def test_neighbours_stay_the_surest_first() -> None:
    left, right = found(0.5, (0, 0, 10, 10)), found(0.6, (8, 0, 18, 10))
    assert suppress([left, right], 0.5) == [right, left]
    assert suppress([], 0.5) == []
