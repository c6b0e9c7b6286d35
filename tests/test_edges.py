"""Finer edges: they follow the picture's where a mask is coarse, and nothing moves where there is nothing to follow."""

import cv2
import numpy as np
import pytest
from shapes import TEST_SEEDS, draw

from assistant.masks import Inside
from local_models.edges import finer

COARSE = 16  # pixels of the picture in one of the mask


def coarse(inside: Inside) -> Inside:
    """A mask as a decoder gives it: drawn small, and enlarged."""
    height, width = inside.shape
    small = cv2.resize(inside.astype(np.float32), (width // COARSE, height // COARSE), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR) > 0.5, np.bool_)


def boundary_iou(one: Inside, other: Inside, width: int = 3) -> float:
    """Overlap of what lies within `width` pixels of each mask's edge, inside it (Cheng et al., 2021)."""
    square = np.ones((2 * width + 1, 2 * width + 1), np.uint8)
    rims = [mask & ~cv2.erode(mask.astype(np.uint8), square).astype(np.bool_) for mask in (one, other)]
    return float((rims[0] & rims[1]).sum() / (rims[0] | rims[1]).sum())


def test_edges_of_coarse_masks_become_those_of_the_picture():
    before, after = [], []
    for seed in range(4):
        picture = draw(TEST_SEEDS + seed, 640, 480)
        for drawn in picture.drawn:
            mask = coarse(drawn.mask)
            before.append(boundary_iou(mask, drawn.mask))
            after.append(boundary_iou(finer(picture.rgb, mask, COARSE), drawn.mask))
    assert np.mean(before) < 0.6
    assert np.mean(after) > np.mean(before) + 0.25


def test_an_exact_mask_stays_as_it_is():
    picture = draw(TEST_SEEDS + 1, 640, 480)
    for drawn in picture.drawn:
        assert boundary_iou(finer(picture.rgb, drawn.mask), drawn.mask) > 0.9


def test_where_all_has_one_colour_the_edge_hardly_moves():
    inside = np.zeros((200, 300), np.bool_)
    cv2.circle(inside.view(np.uint8), (150, 100), 60, 1, -1)
    moved = finer(np.full((200, 300, 3), 130, np.uint8), inside) ^ inside
    assert moved.sum() < 0.02 * inside.sum()


@pytest.mark.parametrize("value", [False, True], ids=["nothing", "everything"])
def test_a_mask_without_an_edge_has_none_afterwards(value: bool):
    rgb = np.random.default_rng(0).integers(0, 255, (60, 80, 3), dtype=np.uint8)
    inside = np.full((60, 80), value)
    assert np.array_equal(finer(rgb, inside), inside)
