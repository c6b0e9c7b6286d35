"""Points of the user's: how far a thing reaches by them, and what changes sides with them."""

import cv2
import numpy as np

from assistant.masks import Inside
from assistant.messages import Box, Hint
from local_models.hints import agrees, heeded, reached
from local_models.pixels import Rgb

BOX: Box = (20, 20, 180, 120)
ORANGE, WHITE, GREEN = (225, 150, 40), (230, 230, 225), (60, 120, 50)


def dog() -> tuple[Rgb, Inside, Inside]:
    """An orange body with a white leg on grass: the picture, the body and the leg."""
    body, leg = np.zeros((140, 200), np.uint8), np.zeros((140, 200), np.uint8)
    cv2.ellipse(body, (100, 60), (70, 35), 0, 0, 360, 1, -1)
    cv2.rectangle(leg, (60, 88), (80, 130), 1, -1)
    leg &= 1 - body
    rgb = np.full((140, 200, 3), GREEN, np.float64)
    rgb[body > 0], rgb[leg > 0] = ORANGE, WHITE
    noise = np.random.default_rng(0).normal(0, 6, rgb.shape)
    return np.clip(rgb + noise, 0, 255).astype(np.uint8), body.astype(np.bool_), leg.astype(np.bool_)


def overlap(one: Inside, other: Inside) -> float:
    return float((one & other).sum() / (one | other).sum())


def test_a_point_in_a_part_that_was_missed_adds_that_part_and_no_grass():
    rgb, body, leg = dog()
    mask = heeded(rgb, body, Hint(70, 110, is_inside=True), BOX)
    assert overlap(body, body | leg) < 0.93
    assert overlap(mask, body | leg) > 0.97


def test_a_point_in_a_part_too_much_takes_that_part_and_leaves_the_rest():
    rgb, body, leg = dog()
    mask = heeded(rgb, body | leg, Hint(70, 110, is_inside=False), BOX)
    assert (mask & leg).sum() < 0.1 * leg.sum()
    assert (mask & body).sum() > 0.97 * body.sum()


def test_where_everything_looks_alike_the_point_itself_still_counts():
    rgb, mask = np.full((100, 100, 3), 128, np.uint8), np.zeros((100, 100), np.bool_)
    mask[40:60, 40:60] = True
    assert heeded(rgb, mask, Hint(80, 50, is_inside=True), (40, 40, 60, 60))[50, 80]
    assert not heeded(rgb, mask, Hint(50, 50, is_inside=False), (40, 40, 60, 60))[50, 50]


def test_a_point_beside_the_picture_changes_nothing():
    rgb, body, _ = dog()
    for x, y in ((-40, 50), (900, 50), (50, 900)):
        hint = Hint(x, y, is_inside=True)
        assert agrees(body, hint)
        assert np.array_equal(heeded(rgb, body, hint, BOX), body)


def test_a_box_reaches_as_far_beyond_a_point_inside_as_the_point_lies_beyond_it():
    assert reached((10, 10, 50, 50), [Hint(60, 30, True)]) == (10, 10, 70, 50)
    assert reached((10, 10, 50, 50), [Hint(30, 5, True), Hint(0, 30, False)]) == (10, 0, 50, 50)
    assert reached((10, 10, 50, 50), [Hint(30, 30, True)]) == (10, 10, 50, 50)
