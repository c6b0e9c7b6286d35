"""ISNet and GrabCut, with the real model: photos and drawn shapes outlined, neighbours kept apart, calls cancelled."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime
import PIL.Image
import pytest
from shapes import TEST_SEEDS, draw
from sklearn.datasets import load_sample_image

from assistant import masks
from assistant.errors import BadInput, ModelCorrupt, ModelMissing
from assistant.messages import Box, Detection, Hint, Image
from local_models import isnet
from local_models.pixels import Rgb

FLOWER: Box = (168, 85, 446, 359)

Keep = Callable[[Rgb], Image]


@pytest.fixture(scope="module")
def model(model_folder) -> isnet.IsNet:
    return isnet.load(str(model_folder("isnet")))


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    """A picture → the file of it."""

    def write(rgb: Rgb) -> Image:
        path = str(tmp_path / f"{len(list(tmp_path.iterdir()))}.png")
        PIL.Image.fromarray(rgb).save(path)
        return Image(path, path, rgb.shape[1], rgb.shape[0])

    return write


def boxed(*boxes: Box) -> list[Detection]:
    return [Detection(number, "thing", "thing", 0.9, box) for number, box in enumerate(boxes, 1)]


def overlap(one: masks.Inside, other: masks.Inside) -> float:
    return float((one & other).sum() / (one | other).sum())


def disc(height: int, width: int, box: Box) -> masks.Inside:
    x0, y0, x1, y1 = box
    drawn = np.zeros((height, width), np.uint8)
    cv2.ellipse(drawn, (((x0 + x1) / 2, (y0 + y1) / 2), (x1 - x0, y1 - y0), 0), 1, -1)
    return drawn.astype(np.bool_)


def test_a_flower_in_a_photo_is_outlined_without_its_neighbour_and_is_known_the_second_time(model, keep):
    rgb = load_sample_image("flower.jpg")
    image = keep(rgb)
    (mask,) = model.outline(image, boxed(FLOWER))
    petals = rgb[..., 0].astype(int) > rgb[..., 2].astype(int) + 40  # orange on blue and green
    petals[365:] = False  # the second flower
    assert overlap(masks.decode(mask), petals) > 0.93
    runs = model.runs
    assert list(model.outline(image, boxed(FLOWER))) == [mask]
    assert model.runs == runs


def test_drawn_shapes_are_outlined(model, keep):
    picture = draw(TEST_SEEDS + 4, 400, 300, (("red", "circle"), ("blue", "square"), ("yellow", "star")))
    boxes = [tuple(map(float, one.box)) for one in picture.drawn]
    outlined = list(model.outline(keep(picture.rgb), boxed(*boxes)))
    assert [mask.detection_id for mask in outlined] == [1, 2, 3]
    overlaps = [overlap(masks.decode(mask), one.mask) for mask, one in zip(outlined, picture.drawn, strict=True)]
    assert min(overlaps) > 0.8


def test_points_add_and_take_away_and_a_fine_edge_is_drawn_anew(model, keep):
    """A box that ends before the tail of an orange comet; and a point in what was outlined."""
    rgb = np.random.default_rng(3).integers(60, 90, (240, 400, 3), dtype=np.uint8)
    true = disc(240, 400, (60, 60, 180, 180)) | disc(240, 400, (150, 100, 340, 140))
    rgb[true] = (225, 150, 40)
    image, (plain,) = keep(rgb), boxed((60, 60, 200, 180))
    inside, outside = Hint(280.0, 120.0, is_inside=True), Hint(120.0, 120.0, is_inside=False)
    wanted = [(plain, False), (replace(plain, hints=(inside,)), False), (replace(plain, hints=(outside,)), False)]
    cut, whole, less = (masks.decode(mask) for one, fine in wanted for mask in model.outline(image, [one], fine))
    assert overlap(whole, true) > max(0.9, overlap(cut, true) + 0.05)
    assert not less[120, 120]
    assert less.sum() < 0.9 * cut.sum()
    runs = model.runs
    (fine,) = model.outline(image, [plain], is_fine=True)
    assert model.runs == runs + 1
    assert overlap(masks.decode(fine), cut) > 0.9


def test_where_there_is_nothing_to_outline_the_area_is_0(model, keep):
    (mask,) = model.outline(keep(np.full((200, 300, 3), 130, np.uint8)), boxed((50, 50, 200, 150)))
    assert (mask.area, mask.height, mask.width) == (0, 200, 300)


@pytest.mark.parametrize("box", [(500, 10, 600, 60), (-90, -90, -5, -5), (50, 50, 50, 90)])
def test_a_box_that_holds_no_pixel_gives_an_empty_mask_without_looking(model, keep, box: Box):
    runs = model.runs
    (mask,) = model.outline(keep(np.full((100, 100, 3), 130, np.uint8)), boxed(box))
    assert (mask.area, model.runs) == (0, runs)


def test_two_alike_that_touch_are_kept_apart(model, keep):
    """Each crop shows both; each mask is to be its own disc."""
    rng = np.random.default_rng(5)
    rgb = rng.integers(90, 110, (240, 400, 3), dtype=np.uint8)
    boxes: list[Box] = [(60, 50, 200, 190), (190, 50, 330, 190)]
    discs = [disc(240, 400, box) for box in boxes]
    for one in discs:
        rgb[one] = (225, 150, 40)
    outlined = [masks.decode(mask) for mask in model.outline(keep(rgb), boxed(*boxes))]
    assert not (outlined[0] & outlined[1]).any()
    assert all(overlap(found, true) > 0.85 for found, true in zip(outlined, discs, strict=True))


def test_what_two_side_by_side_share_goes_to_the_box_in_which_it_lies_deeper():
    boxes: list[Box] = [(0, 0, 60, 40), (50, 0, 100, 40)]
    merged = [masks.encode(disc(40, 100, (0, 0, 66, 40)), 1), masks.encode(disc(40, 100, (44, 0, 100, 40)), 2)]
    left, right = (masks.decode(mask) for mask in isnet._divide(merged, boxes))
    assert not (left & right).any()
    assert np.array_equal(left | right, masks.decode(merged[0]) | masks.decode(merged[1]))
    middle = np.flatnonzero((left | right)[20])
    edge = np.flatnonzero(left[20]).max()
    assert 50 < edge < 60
    assert middle[-1] > edge


def test_what_lies_in_front_keeps_what_it_shares():
    """A dog whose box reaches over the top of the bench: most of the dog is in the bench's mask too."""
    bench, dog = disc(100, 100, (0, 40, 100, 90)), disc(100, 100, (40, 20, 60, 80))
    merged = [masks.encode(bench | (dog & (np.arange(100)[:, None] > 35)), 1), masks.encode(dog, 2)]
    boxes: list[Box] = [(0, 40, 100, 90), (40, 20, 60, 80)]
    kept_bench, kept_dog = (masks.decode(mask) for mask in masks.keep_apart(isnet._divide(merged, boxes)))
    assert np.array_equal(kept_dog, dog)
    assert not (kept_bench & dog).any()


def test_where_isnet_sees_nothing_colours_decide():
    true = disc(200, 260, (60, 40, 200, 150))
    rgb = np.random.default_rng(1).integers(60, 90, (200, 260, 3), dtype=np.uint8)
    rgb[true] += np.array([120, 40, 0], np.uint8)
    within = (slice(40, 150), slice(60, 200))
    found = isnet._cut(rgb, isnet._anything(rgb.shape[:2], within))
    assert overlap(found, true) > 0.95
    assert np.array_equal(found, isnet._cut(rgb, isnet._anything(rgb.shape[:2], within))), "two calls differ"


@pytest.mark.parametrize("within", [(slice(0, 50), slice(0, 60)), (slice(9, 9), slice(9, 9))], ids=["all", "none"])
def test_without_surroundings_or_without_a_thing_colours_say_nothing(within):
    noise = np.random.default_rng(1).integers(0, 255, (50, 60, 3), dtype=np.uint8)
    assert not isnet._cut(noise, isnet._anything(noise.shape[:2], within)).any()


def test_a_slim_box_is_seen_with_more_around_it():
    assert isnet._less_slim((40, 0, 50, 100)) == (20, 0, 70, 100)
    assert isnet._less_slim((0, 40, 100, 50)) == (0, 20, 100, 70)
    assert isnet._less_slim((0, 0, 100, 60)) == (0, 0, 100, 60)


def test_a_run_under_way_ends_when_cancelled_and_the_next_call_is_whole(model, keep):
    image = keep(load_sample_image("china.jpg"))
    runs = model.runs
    stream = model.outline(image, boxed((100, 100, 400, 300), (300, 100, 600, 400)))
    threading.Timer(0.3, stream.cancel).start()
    assert list(stream) == []
    assert model.runs <= runs + 1
    assert len(list(model.outline(image, boxed((100, 100, 100, 300))))) == 1


def test_a_picture_that_is_gone_is_bad_input(model, tmp_path):
    with pytest.raises(BadInput, match="gone"):
        list(model.outline(Image("gone", str(tmp_path / "gone.png"), 100, 100), boxed((1, 1, 50, 50))))


def test_no_layer_is_left_that_rounds_its_input(model_folder):
    graph = onnx.load_model_from_string(isnet.in_floats(model_folder("isnet") / isnet.FILE)).graph
    kinds = [node.op_type for node in graph.node]
    assert not {"ConvInteger", "DynamicQuantizeLinear"} & set(kinds)
    assert kinds.count("Conv") > 100
    assert [output.name for output in graph.output] == [isnet.OUTPUT]


def test_floats_and_bytes_agree_where_the_picture_is_calm(model, model_folder):
    """Else the graph would not have been taken over right."""
    rgb = load_sample_image("flower.jpg")[60:400, 140:480]
    session = onnxruntime.InferenceSession(str(model_folder("isnet") / isnet.FILE), providers=["CPUExecutionProvider"])
    pixels = (cv2.resize(rgb, (isnet.SIDE, isnet.SIDE)).astype(np.float32) - 128) / 256
    (as_published,) = session.run([isnet.OUTPUT], {isnet.INPUT: pixels.transpose(2, 0, 1)[None]})
    ours = model._look(rgb, onnxruntime.RunOptions())
    assert np.abs(ours - cv2.resize(as_published[0, 0], (340, 340))).mean() < 0.02


def test_a_missing_or_another_model_is_said_so(tmp_path):
    with pytest.raises(ModelMissing, match="oriel models fetch isnet"):
        isnet.load(str(tmp_path))
    (tmp_path / isnet.FILE).write_bytes(b"no graph at all")
    with pytest.raises(ModelCorrupt, match="is not the ISNet"):
        isnet.load(str(tmp_path))
