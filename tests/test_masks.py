"""Masks: nothing is lost in run lengths, dust goes, and no pixel belongs to two things."""

import cv2
import numpy as np
import pytest
from pycocotools import mask as coco

from assistant import masks
from assistant.masks import Inside, box_of, clean, decode, encode, keep_apart, window
from assistant.messages import Mask


def block(shape: tuple[int, int], x0: int, y0: int, x1: int, y1: int) -> Inside:
    inside = np.zeros(shape, np.bool_)
    inside[y0:y1, x0:x1] = True
    return inside


def lopsided(shape: tuple[int, int]) -> Inside:
    return np.random.default_rng(3).random(shape) < 0.3


@pytest.mark.parametrize("shape", [(1, 1), (7, 300), (300, 7), (64, 48)])
@pytest.mark.parametrize("make", [lopsided, np.zeros, np.ones], ids=["noise", "nothing", "everything"])
def test_run_lengths_come_back_bit_by_bit(make, shape):
    inside = np.asarray(make(shape), np.bool_)
    mask = encode(inside, 4)
    assert np.array_equal(decode(mask), inside)
    assert (mask.detection_id, mask.height, mask.width, mask.area) == (4, *shape, int(inside.sum()))


@pytest.mark.parametrize("turn", [np.asfortranarray, lambda inside: inside[::2, ::3], lambda inside: inside.T])
def test_any_memory_layout_is_encoded_alike(turn):
    inside = turn(lopsided((31, 45)))
    assert encode(inside, 1) == encode(np.ascontiguousarray(inside), 1)
    assert np.array_equal(decode(encode(inside, 1)), inside)


def test_counts_are_the_text_that_cocos_own_tools_write():
    inside = lopsided((20, 30))
    assert encode(inside, 1).counts.encode() == coco.encode(np.asfortranarray(inside.astype(np.uint8)))["counts"]


def test_a_masks_box_is_tight_and_that_of_nothing_is_zero():
    assert box_of(encode(block((50, 60), 5, 10, 25, 40), 1)) == (5, 10, 25, 40)
    assert box_of(masks.empty(50, 60, 1)) == (0, 0, 0, 0)


def test_a_window_stays_inside_the_picture():
    assert window((-5.5, 10.2, 20.1, 30.0), 0.0, 25, 18) == (slice(10, 25), slice(0, 18))
    rows, columns = window((100, 100, 120, 110), 0.1, 50, 50)
    assert (rows.start, columns.start) == (rows.stop, columns.stop)


def test_specks_and_pinholes_go_and_true_parts_and_holes_stay():
    shape = block((200, 200), 20, 20, 120, 120)
    shape[60:90, 60:90] = False  # a cup's handle
    parted = shape | block((200, 200), 130, 20, 150, 60)  # a tail behind a post
    dirty = parted.copy()
    dirty[30, 30:33] = False
    dirty[150:153, 100:103] = True
    assert np.array_equal(clean(dirty, (20, 20, 150, 120)), parted)


def test_what_lies_well_outside_the_box_goes():
    inside = block((100, 100), 10, 10, 90, 50)
    kept = clean(inside, (10, 10, 50, 50))
    assert np.array_equal(kept, block((100, 100), 10, 10, 54, 50))


def test_the_largest_part_stays_however_small():
    one = block((50, 50), 20, 20, 21, 21)
    assert np.array_equal(clean(one, (0, 0, 50, 50)), one)
    assert not clean(block((50, 50), 0, 0, 50, 50), (60, 60, 70, 70)).any()


def apart(*insides: Inside) -> list[Inside]:
    kept = keep_apart([encode(inside, number) for number, inside in enumerate(insides, 1)])
    assert [mask.detection_id for mask in kept] == list(range(1, len(insides) + 1))
    return [decode(mask) for mask in kept]


def test_what_two_claim_goes_to_the_smaller_in_whichever_order_they_come():
    bench, dog = block((100, 100), 10, 40, 90, 80), block((100, 100), 40, 10, 60, 60)
    for kept_bench, kept_dog in (apart(bench, dog), apart(dog, bench)[::-1]):
        assert np.array_equal(kept_dog, dog)
        assert np.array_equal(kept_bench, bench & ~dog)


def test_of_two_equally_large_the_first_keeps_what_both_claim():
    first, second = block((60, 60), 0, 0, 30, 30), block((60, 60), 20, 0, 50, 30)
    kept_first, kept_second = apart(first, second)
    assert np.array_equal(kept_first, first)
    assert np.array_equal(kept_second, second & ~first)


def test_one_thing_under_two_names_is_outlined_once():
    animal, dog = block((100, 100), 10, 10, 80, 80), block((100, 100), 11, 11, 80, 80)
    kept_animal, kept_dog = apart(animal, dog)
    assert not kept_animal.any()
    assert np.array_equal(kept_dog, dog)


def test_many_masks_never_overlap_and_what_nobody_else_claims_is_lost_only_as_a_speck():
    rng = np.random.default_rng(7)
    insides = []
    for _ in range(25):
        x, y = rng.integers(0, 150, 2)
        width, height = rng.integers(20, 90, 2)
        insides.append(block((200, 200), x, y, x + width, y + height))
    kept = apart(*insides)
    assert np.sum(kept, axis=0).max() == 1
    alone = np.sum(insides, axis=0) == 1
    for before, after in zip(insides, kept, strict=True):
        assert not (after & ~before).any()
        lost = before & alone & ~after
        _, _, stats, _ = cv2.connectedComponentsWithStats(lost.astype(np.uint8), connectivity=8)
        assert not after.any() or all(part[cv2.CC_STAT_AREA] < 0.01 * before.sum() for part in stats[1:])


def test_masks_that_do_not_meet_are_left_as_they_are():
    far = [encode(block((40, 40), 0, 0, 9, 9), 1), encode(block((40, 40), 20, 20, 30, 30), 2), masks.empty(40, 40, 3)]
    assert keep_apart(far) == far
    assert keep_apart([]) == []


def test_a_mask_is_what_passes_between_the_parts():
    assert isinstance(encode(block((4, 4), 0, 0, 2, 2), 1), Mask)
