"""Pictures out: what is drawn can be read, and what is written down says the same as the masks."""

import io
import json

import cv2
import numpy as np
import PIL.Image
import pytest
from pycocotools import mask as coco

from assistant import masks, overlays, pictures
from assistant.messages import Box, Detection, Finding, Image, Mask, Thing


def ellipse(height: int, width: int, box: Box) -> masks.Inside:
    x0, y0, x1, y1 = box
    drawn = np.zeros((height, width), np.uint8)
    cv2.ellipse(drawn, (((x0 + x1) / 2, (y0 + y1) / 2), (x1 - x0 - 2, y1 - y0 - 2), 0), 1, -1)
    return drawn.astype(np.bool_)


def thing(number: int, box: Box, mask: Mask | None, name: str = "", label: str = "dog") -> Thing:
    found = Detection(number, label, f"white {label}", 0.87654, box)
    return Thing(number, name or f"the {label}", found, mask)


def finding(height: int, width: int, boxes: list[Box], intent: str = "segment") -> Finding:
    things = [thing(n, box, masks.encode(ellipse(height, width, box), n)) for n, box in enumerate(boxes, 1)]
    return Finding(Image("ab12", "/somewhere/ab12.jpg", width, height), intent, tuple(things))


def ground(height: int, width: int, grey: int = 120) -> overlays.Rgb:
    return np.full((height, width, 3), grey, np.uint8)


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(PIL.Image.open(io.BytesIO(png)))


TWO: list[Box] = [(10, 40, 80, 100), (90, 30, 190, 110)]


def test_a_mask_is_filled_by_a_third_and_outlined_in_black_and_white():
    two = finding(120, 200, TWO)
    drawn = overlays.overlay(two, ground(120, 200))
    first, second = (np.array(overlays.colour_of(number)) for number in (1, 2))
    for colour, (x, y) in ((first, (45, 70)), (second, (140, 70))):
        assert np.abs(drawn[y, x] - (0.65 * 120 + 0.35 * colour)).max() <= 1
    inside = masks.decode(two.things[1].mask)
    edge = inside & ~cv2.erode(inside.astype(np.uint8), np.ones((3, 3))).astype(np.bool_)
    rim = cv2.dilate(inside.astype(np.uint8), np.ones((3, 3))).astype(np.bool_) & ~inside
    below = np.arange(120)[:, None] > 80  # the number stands at the top
    assert (drawn[edge & below] == 255).all(axis=1).mean() > 0.9
    assert (drawn[rim & below] == 0).all(axis=1).mean() > 0.8
    assert (drawn[110:, :85] == 120).all()


def test_lines_and_numbers_grow_with_the_picture():
    small, large = overlays.pen_for(150, 200), overlays.pen_for(6000, 8000)
    assert small.line(overlays.LINE) == 1
    assert large.line(overlays.LINE) == 8
    assert small.digits >= 13
    assert large.digits / 6000 > 0.02


@pytest.mark.parametrize(("height", "width"), [(150, 200), (3000, 4000), (200, 5000), (40, 40)])
def test_numbers_stay_inside_and_apart_and_are_read(height, width):
    """A number at every edge; what is read: dark on bright or the reverse, and not smaller than 13 px where it fits."""
    pen = overlays.pen_for(height, width)
    taken: list[overlays.Spot] = []
    for number, (x, y) in enumerate([(0, 0), (1, 0), (0, 1), (1, 1), (0.5, 0.5)], 1):
        across, down = width * 0.2, height * 0.2
        box = (x * (width - across), y * (height - down), x * (width - across) + across, y * (height - down) + down)
        drawn = ground(height, width)
        spot = overlays._draw_badge(drawn, number, box, pen, [])
        x0, y0, x1, y1 = spot
        assert 0 <= x0 < x1 <= width
        assert 0 <= y0 < y1 <= height
        luma = cv2.cvtColor(drawn[y0:y1, x0:x1], cv2.COLOR_RGB2GRAY).astype(int)
        assert luma.max() - luma.min() > 100
        changed = (drawn != 120).any(axis=2)
        changed[y0:y1, x0:x1] = False
        assert not changed.any()
        taken.append(spot)
    assert pen.digits >= min(13, height // 2)
    assert height < 100 or not any(masks.meet(one, other) for one in taken for other in taken if one is not other)


def test_the_ninth_has_the_first_ones_colour_and_a_pattern():
    assert overlays.colour_of(9) == overlays.colour_of(1)
    assert [overlays.pattern_of(number) for number in (1, 8, 9, 16, 17, 25, 99)] == [0, 0, 1, 1, 2, 3, 3]
    box: Box = (20, 40, 280, 280)
    fills = []
    for number in (1, 9, 17, 25):
        one = thing(number, box, masks.encode(ellipse(300, 300, box), number))
        drawn = overlays.overlay(Finding(Image("x", "/x.png", 300, 300), "segment", (one,)), ground(300, 300))
        fills.append(len(np.unique(drawn[120:180, 120:180].reshape(-1, 3), axis=0)))
    assert fills[0] == 1
    assert all(fill == 2 for fill in fills[1:])


@pytest.mark.parametrize("outline", [None, "empty"])
def test_where_there_is_no_outline_its_box_is_drawn(outline):
    mask = masks.empty(300, 300, 1) if outline else None
    one = Finding(Image("x", "/x.png", 300, 300), "find", (thing(1, (50, 60, 250, 260), mask),))
    drawn = overlays.overlay(one, ground(300, 300))
    assert (drawn[160, 50] == overlays.colour_of(1)).all()
    assert (drawn[160, 150] == 120).all()


def test_the_smaller_is_drawn_over_the_larger():
    large, small = (10, 10, 290, 290), (100, 100, 200, 200)
    things = (thing(1, small, None), thing(2, large, masks.encode(ellipse(300, 300, large), 2)))
    drawn = overlays.overlay(Finding(Image("x", "/x.png", 300, 300), "segment", things), ground(300, 300))
    assert (drawn[150, 100] == overlays.colour_of(1)).all()


def test_drawing_leaves_the_picture_itself_alone():
    rgb = ground(120, 200)
    overlays.overlay(finding(120, 200, TWO), rgb)
    assert (rgb == 120).all()


def test_a_cut_out_is_clear_outside_full_inside_and_soft_for_one_pixel():
    two = finding(120, 200, TWO)
    rgb = np.random.default_rng(0).integers(0, 255, (120, 200, 3), dtype=np.uint8)
    cut = pictures.cut_out(rgb, [one.mask for one in two.things if one.mask])
    inside = masks.decode(two.things[0].mask) | masks.decode(two.things[1].mask)
    square = np.ones((3, 3), np.uint8)
    core = cv2.erode(inside.astype(np.uint8), square).astype(np.bool_)
    reach = cv2.dilate(inside.astype(np.uint8), square).astype(np.bool_)
    assert cut.dtype == np.uint8
    assert cut.shape == (120, 200, 4)
    assert (cut[core, 3] == 255).all()
    assert (cut[~reach] == 0).all(), "colours of what was cut away are still there"
    assert np.array_equal(cut[core, :3], rgb[core])


def test_a_thing_at_the_pictures_edge_is_not_softened_there():
    mask = masks.encode(np.ones((20, 30), np.bool_), 1)
    assert (pictures.cut_out(ground(20, 30), [mask])[..., 3] == 255).all()


def test_every_file_is_there_and_named_after_the_picture():
    two = finding(120, 200, TWO)
    two = Finding(two.image, "segment", tuple(thing(t.number, t.detection.box_xyxy, t.mask, name)
                  for t, name in zip(two.things, ("the left dog", "der große Hund / 1"), strict=True)))  # fmt: skip
    plain = [
        "overlay.png",
        "coco.json",
        "index.png",
        "mask.json",
        "cutout.png",
        "1_left_dog.png",
        "2_der_große_Hund_1.png",
    ]
    assert list(pictures.files(two, ground(120, 200), "")) == plain
    assert list(pictures.files(two, ground(120, 200), "IMG 1")) == [f"IMG 1_{name}" for name in plain]
    made = pictures.files(two, ground(120, 200), "")
    assert all(pictures.file(two, ground(120, 200), name) == made[name] for name in plain)
    assert pictures.file(two, ground(120, 200), "other.png") is None


def test_the_index_mask_holds_each_things_number_and_the_list_says_what_it_is():
    two = finding(120, 200, TWO)
    made = pictures.files(two, ground(120, 200), "")
    index = pixels(made["index.png"])
    assert index.dtype == np.uint8
    for one in two.things:
        assert np.array_equal(index == one.number, masks.decode(one.mask))
    assert json.loads(made["mask.json"]) == [
        {"value": 0, "label": "background"},
        {"value": 1, "label": "dog", "logit": 0.8765, "box": [10, 40, 80, 100]},
        {"value": 2, "label": "dog", "logit": 0.8765, "box": [90, 30, 190, 110]},
    ]


def test_more_things_than_a_byte_counts_make_a_16_bit_index_mask():
    things = [thing(n, (n, 0, n + 1, 4), masks.encode(np.eye(1, 300, n, dtype=np.bool_), n)) for n in range(1, 290)]
    many = Finding(Image("x", "/x.png", 300, 1), "segment", tuple(things))
    index = pixels(pictures.files(many, ground(1, 300), "")["index.png"])
    assert index.dtype.itemsize > 1
    assert list(index[0, 1:290]) == list(range(1, 290))


def test_coco_json_gives_back_the_same_bits(tmp_path):
    two = finding(120, 200, TWO)
    told = json.loads(pictures.files(two, ground(120, 200), "street")["street_coco.json"])
    assert told["images"] == [{"id": 1, "file_name": "street.jpg", "width": 200, "height": 120}]
    assert told["categories"] == [{"id": 1, "name": "dog"}]
    for one, annotation in zip(two.things, told["annotations"], strict=True):
        inside = masks.decode(one.mask)
        assert isinstance(annotation["segmentation"]["counts"], str)
        assert np.array_equal(coco.decode(annotation["segmentation"]).astype(np.bool_), inside)
        rows, columns = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
        box = [columns[0], rows[0], columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1]
        assert annotation["bbox"] == box
        assert annotation["area"] == inside.sum()
        assert (annotation["category_id"], annotation["iscrowd"]) == (1, 0)


def test_cocos_own_reader_takes_the_file(tmp_path):
    from pycocotools.coco import COCO

    two = finding(120, 200, TWO)
    (tmp_path / "coco.json").write_bytes(pictures.files(two, ground(120, 200), "")["coco.json"])
    reader = COCO(str(tmp_path / "coco.json"))
    for annotation in reader.loadAnns(reader.getAnnIds(catIds=reader.getCatIds(["dog"]))):
        assert np.array_equal(
            reader.annToMask(annotation).astype(np.bool_), masks.decode(two.things[annotation["id"] - 1].mask)
        )


def test_each_thing_is_cut_to_its_size():
    two = finding(120, 200, TWO)
    alone = pixels(pictures.files(two, ground(120, 200), "")["2_dog.png"])
    x0, y0, x1, y1 = masks.box_of(two.things[1].mask)
    assert alone.shape == (y1 - y0 + 2, x1 - x0 + 2, 4)
    assert (alone[..., 3] == 255).sum() > 0.9 * two.things[1].mask.area


@pytest.mark.parametrize(
    ("intent", "names"),
    [("find", ["overlay.png", "coco.json"]), ("segment", ["overlay.png", "coco.json", "index.png", "mask.json"])],
)
def test_nothing_found_still_makes_files(intent, names):
    rgb = np.random.default_rng(0).integers(0, 255, (30, 40, 3), dtype=np.uint8)
    made = pictures.files(Finding(Image("x", "/x.png", 40, 30), intent, ()), rgb, "")
    assert list(made) == names
    assert np.array_equal(pixels(made["overlay.png"]), rgb)
    assert json.loads(made["coco.json"])["annotations"] == []
    if intent == "segment":
        assert not pixels(made["index.png"]).any()
        assert json.loads(made["mask.json"]) == [{"value": 0, "label": "background"}]


@pytest.mark.parametrize(("height", "width"), [(1, 1), (2, 3000), (3000, 2)])
def test_pictures_of_no_room_are_drawn_all_the_same(height, width):
    one = thing(1, (0, 0, width, height), masks.encode(np.ones((height, width), np.bool_), 1))
    for each in (one, thing(1, (0, 0, width, height), None)):
        made = pictures.files(Finding(Image("x", "/x", width, height), "segment", (each,)), ground(height, width), "")
        assert pixels(made["overlay.png"]).shape == (height, width, 3)
