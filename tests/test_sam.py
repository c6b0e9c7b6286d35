"""Segment Anything: a tiny one outlines shapes it never saw; a picture is encoded once; a call ends when cancelled."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import torch
from segment_anything import SamPredictor, sam_model_registry
from segment_anything.build_sam import _build_sam
from shapes import TEST_SEEDS, UNSEEN, Picture, draw

from assistant.errors import BadInput, BadSetting, ModelCorrupt, ModelMissing
from assistant.masks import Inside, clean, decode
from assistant.messages import Box, Detection, Hint, Image
from local_models import prompted, sam

TINY = Path(__file__).parent / "data" / "tiny" / "segmenter.pth"
SIZES = [(224, 224), (448, 280), (260, 420), (1100, 800)]

Keep = Callable[[Picture], Image]


@pytest.fixture(scope="module")
def tiny() -> sam.Sam:
    return sam.load(str(TINY))


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    """A picture → the file of it."""

    def write(picture: Picture) -> Image:
        name = f"{len(list(tmp_path.iterdir()))}.png"
        PIL.Image.fromarray(picture.rgb).save(tmp_path / name)
        height, width = picture.rgb.shape[:2]
        return Image(str(tmp_path / name), str(tmp_path / name), width, height)

    return write


def boxed(*boxes: tuple[float, ...]) -> list[Detection]:
    return [Detection(n, "shape", "shape", 0.9, tuple(map(float, box))) for n, box in enumerate(boxes, 1)]  # type: ignore[arg-type]


def hinted(detections: list[Detection], *hints: Hint) -> list[Detection]:
    return [replace(one, hints=hints) for one in detections]


def overlap(one: Inside, other: Inside) -> float:
    return float((one & other).sum() / (one | other).sum())


class Calls:
    """Counts how often a part of the model runs."""

    def __init__(self, part: torch.nn.Module) -> None:
        self.count = 0
        part.register_forward_hook(self._one_more)

    def _one_more(self, *_: object) -> None:
        self.count += 1


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_shapes_are_outlined_in_pictures_and_kinds_never_trained_with(tiny, keep, size):
    overlaps = []
    for seed in range(10):
        kinds = (UNSEEN[seed % len(UNSEEN)],) if seed % 2 else ()
        picture = draw(TEST_SEEDS + seed, *size, kinds)
        for mask, drawn in zip(
            tiny.outline(keep(picture), boxed(*(one.box for one in picture.drawn))), picture.drawn, strict=True
        ):
            overlaps.append(overlap(decode(mask), drawn.mask))
    assert np.mean(overlaps) >= 0.85


def test_masks_are_those_of_the_original_predictor(tiny, keep):
    """The original's own resizing, prompting and enlarging, and the best of its masks by its own guess."""
    predictor = SamPredictor(tiny.model)
    for seed, size in enumerate(SIZES):
        picture = draw(TEST_SEEDS + seed, *size)
        predictor.set_image(picture.rgb)
        for drawn in picture.drawn:
            (mask,) = tiny.outline(keep(picture), boxed(drawn.box))
            many, quality, _ = predictor.predict(box=np.array(drawn.box), multimask_output=True)
            theirs = clean(many[quality.argmax()], tuple(map(float, drawn.box)))
            assert overlap(decode(mask), theirs) > 0.999


def test_a_second_phrase_makes_no_encoder_call_and_a_known_box_none_at_all(tiny, keep):
    encoder, decoder = Calls(tiny.model.image_encoder), Calls(tiny.model.mask_decoder)
    picture = draw(TEST_SEEDS + 1, 300, 200)
    image = keep(picture)
    first, second = boxed((20, 20, 90, 90)), boxed((100, 30, 180, 120), (20, 20, 90, 90))
    before = list(tiny.outline(image, first))
    assert (encoder.count, decoder.count) == (1, 1)
    after = list(tiny.outline(image, second))
    assert (encoder.count, decoder.count) == (1, 2)
    assert [mask.detection_id for mask in after] == [1, 2]
    assert list(tiny.outline(image, first)) == before
    assert (encoder.count, decoder.count) == (1, 2)
    tiny.forget()
    assert list(tiny.outline(image, first)) == before
    assert (encoder.count, decoder.count) == (2, 3)


def test_a_hint_begins_with_the_mask_before_and_a_known_one_costs_nothing(tiny, keep):
    encoder, decoder = Calls(tiny.model.image_encoder), Calls(tiny.model.mask_decoder)
    given = []
    hook = tiny.model.prompt_encoder.register_forward_pre_hook(
        lambda _, __, named: given.append(named["masks"]), with_kwargs=True
    )
    image, plain = keep(draw(TEST_SEEDS + 1, 300, 200)), boxed((20, 20, 90, 90))
    one, two = Hint(100, 50, True), Hint(30, 30, False)
    list(tiny.outline(image, hinted(plain, one)))
    assert (encoder.count, decoder.count) == (1, 2)
    assert given[0] is None
    before = tiny._prompted._logits.get((image.id, plain[0].box_xyxy, ()))
    assert before is not None
    assert torch.equal(given[1], before[0])
    list(tiny.outline(image, hinted(plain, one, two)))
    list(tiny.outline(image, hinted(plain, one)))
    list(tiny.outline(image, plain))
    assert (encoder.count, decoder.count) == (1, 3)
    hook.remove()


def test_a_point_in_a_part_that_was_missed_adds_it(tiny, keep):
    """The box ends in the middle of the shape, and the point lies in the other half."""
    before, after = [], []
    for seed in range(6):
        picture = draw(TEST_SEEDS + seed, 448, 300)
        shape = max(picture.drawn, key=lambda one: one.area)
        x0, y0, x1, y1 = shape.box
        image, cut = keep(picture), boxed((x0, y0, (x0 + x1) / 2, y1))
        rows, columns = np.nonzero(shape.mask & (np.arange(448) > x0 + 0.7 * (x1 - x0)))
        middle = len(rows) // 2
        hint = Hint(float(columns[middle]), float(rows[middle]), True)
        for detections, found in ((cut, before), (hinted(cut, hint), after)):
            (mask,) = tiny.outline(image, detections)
            found.append(overlap(decode(mask), shape.mask))
    assert np.mean(after) > np.mean(before) + 0.15


def test_a_point_outside_takes_away_what_is_there(tiny, keep):
    """The box of one shape, and a point in the middle of what was outlined."""
    picture = draw(TEST_SEEDS + 4, 400, 300, (("red", "circle"), ("blue", "square")))
    image, plain = keep(picture), boxed(picture.drawn[0].box)
    (mask,) = tiny.outline(image, plain)
    rows, columns = np.nonzero(decode(mask))
    hint = Hint(float(columns[len(rows) // 2]), float(rows[len(rows) // 2]), False)
    (less,) = tiny.outline(image, hinted(plain, hint))
    assert less.area < 0.7 * mask.area
    assert not decode(less)[int(hint.y), int(hint.x)]


def test_the_last_pictures_are_remembered_and_the_oldest_makes_room(tiny, keep, monkeypatch):
    prompts = tiny.model.prompt_encoder
    one_mib = 4 * prompts.embed_dim * prompts.image_embedding_size[0] ** 2 / prompted.MIB
    monkeypatch.setattr(prompted, "EMBEDDINGS_MIB", 2.5 * one_mib)
    model = sam.load(str(TINY))
    encoder = Calls(model.model.image_encoder)
    pictures = [keep(draw(TEST_SEEDS + seed)) for seed in range(3)]
    wanted = [0, 1, 0, 2, 0, 1]  # 2 takes the room of 1, which is unused for longest
    for turn, which in enumerate(wanted):
        list(model.outline(pictures[which], boxed((10, 10, 60, 60 + turn))))
    assert encoder.count == 4


def test_masks_come_in_the_order_of_their_boxes_and_do_not_overlap(tiny, keep):
    picture = draw(TEST_SEEDS + 3, 400, 300)
    boxes = [one.box for one in picture.drawn]
    grown = [(x0 - 30, y0 - 30, x1 + 30, y1 + 30) for x0, y0, x1, y1 in boxes]
    masks = list(tiny.outline(keep(picture), boxed(*boxes, *grown)))
    assert [mask.detection_id for mask in masks] == list(range(1, 1 + 2 * len(boxes)))
    assert np.sum([decode(mask) for mask in masks], axis=0).max() == 1


@pytest.mark.parametrize(
    "box", [(500, 10, 600, 60), (-90, -90, -5, -5), (50, 50, 50, 90)], ids=["right", "above", "flat"]
)
def test_a_box_that_holds_no_pixel_gives_an_empty_mask_without_looking(tiny, keep, box: Box):
    encoder = Calls(tiny.model.image_encoder)
    (mask,) = tiny.outline(keep(draw(TEST_SEEDS)), boxed(box))
    assert (mask.area, mask.height, mask.width, encoder.count) == (0, 224, 224, 0)


@pytest.mark.parametrize(("height", "width"), [(1, 1), (3, 4000), (4000, 3)])
def test_pictures_of_any_shape_are_taken(tiny, tmp_path, height, width):
    PIL.Image.fromarray(np.full((height, width, 3), 90, np.uint8)).save(tmp_path / "odd.png")
    image = Image("odd", str(tmp_path / "odd.png"), width, height)
    tiny.forget()
    (mask,) = tiny.outline(image, boxed((0, 0, width, height)))
    assert (mask.height, mask.width) == (height, width)


def test_a_picture_that_is_gone_is_bad_input(tiny, tmp_path):
    with pytest.raises(BadInput, match="gone"):
        list(tiny.outline(Image("gone", str(tmp_path / "gone.png"), 10, 10), boxed((1, 1, 5, 5))))


def test_cancelling_ends_a_call_between_the_encoders_blocks(keep):
    model = sam.load(str(TINY))
    decoder = Calls(model.model.mask_decoder)
    stream = model.outline(keep(draw(TEST_SEEDS)), boxed((10, 10, 60, 60)))
    last = Calls(model.model.image_encoder.blocks[-1])
    model.model.image_encoder.blocks[0].register_forward_hook(lambda *_: stream.cancel())
    assert list(stream) == []
    assert (last.count, decoder.count) == (0, 0)


def test_cancelling_ends_a_call_between_detections_and_the_next_call_is_whole(tiny, keep):
    image = keep(draw(TEST_SEEDS))
    seen = Calls(tiny.model.mask_decoder)
    stream = tiny.outline(image, boxed((10, 10, 60, 60), (70, 70, 140, 140), (20, 90, 60, 160)))
    hook = tiny.model.mask_decoder.register_forward_hook(lambda *_: stream.cancel())
    assert list(stream) == []
    hook.remove()
    assert seen.count == 1
    assert len(list(tiny.outline(image, boxed((10, 10, 60, 60))))) == 1


@pytest.mark.parametrize("kind", ["vit_b", "vit_l", "vit_h"])
def test_the_published_models_are_known_by_their_shapes(kind):
    """On the meta device: shapes alone, no memory."""
    with torch.device("meta"):
        published = sam_model_registry[kind]()
        built = sam.build(published.state_dict())
    assert str(built) == str(published)
    for mine, theirs in zip(built.image_encoder.blocks, published.image_encoder.blocks, strict=True):
        assert mine.window_size == theirs.window_size
        assert mine.attn.num_heads == theirs.attn.num_heads
    ours, original = built.mask_decoder.transformer.layers[0], published.mask_decoder.transformer.layers[0]
    assert ours.self_attn.num_heads == original.self_attn.num_heads
    assert built.image_encoder.img_size == published.image_encoder.img_size
    assert built.prompt_encoder.input_image_size == published.prompt_encoder.input_image_size


def test_a_small_model_of_the_originals_own_making_loads(tmp_path, keep):
    model = _build_sam(encoder_embed_dim=32, encoder_depth=2, encoder_num_heads=2, encoder_global_attn_indexes=[1])
    torch.save(model.state_dict(), tmp_path / "small.pth")
    loaded = sam.load(str(tmp_path / "small.pth"))
    assert all(torch.equal(value, model.state_dict()[name]) for name, value in loaded.model.state_dict().items())
    (mask,) = loaded.outline(keep(draw(TEST_SEEDS)), boxed((10, 10, 100, 100)))
    assert (mask.height, mask.width) == (224, 224)


def test_what_is_no_checkpoint_is_said_to_be_none(tmp_path):
    with pytest.raises(ModelMissing, match="oriel models fetch"):
        sam.load(str(tmp_path / "none.pth"))
    (tmp_path / "text.pth").write_text("not a checkpoint")
    torch.save({"weight": torch.zeros(3)}, tmp_path / "other.pth")
    for name in ("text.pth", "other.pth"):
        with pytest.raises(ModelCorrupt, match="not a checkpoint of segment-anything"):
            sam.load(str(tmp_path / name))


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device here")
def test_a_device_that_is_not_there_is_a_bad_setting():
    with pytest.raises(BadSetting, match="'cuda' was wanted"):
        sam.load(str(TINY), device="cuda")


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")
def test_a_gpu_gives_the_masks_of_the_cpu(tiny, keep):
    fast = sam.load(str(TINY), device="cuda")
    for seed in range(5):
        picture = draw(TEST_SEEDS + seed, 300, 260)
        image, boxes = keep(picture), boxed(*(one.box for one in picture.drawn))
        for one, other in zip(tiny.outline(image, boxes), fast.outline(image, boxes), strict=True):
            assert overlap(decode(one), decode(other)) > 0.98


@pytest.mark.weights
@pytest.mark.parametrize("name", ["sam-vit-b-01ec64", "sam-vit-l-0b3195", "sam-vit-h-4b8939"])
def test_the_published_weights_outline_shapes_exactly(name, model_folder, keep):
    try:
        folder = model_folder(name)
    except ModelMissing as missing:
        pytest.skip(str(missing))
    model = sam.load(str(next(folder.glob("*.pth"))))
    picture = draw(TEST_SEEDS + 2, 640, 480)
    masks = model.outline(keep(picture), boxed(*(one.box for one in picture.drawn)))
    overlaps = [overlap(decode(mask), one.mask) for mask, one in zip(masks, picture.drawn, strict=True)]
    assert min(overlaps) >= 0.9
