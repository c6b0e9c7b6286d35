"""HQ-SAM by transformers: a tiny one outlines as the SAM it came from; points, earlier masks, and what is no HQ-SAM."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import torch
from shapes import TEST_SEEDS, Picture, draw

from assistant.errors import BadInput, BadSetting, ModelCorrupt, ModelMissing
from assistant.masks import decode
from assistant.messages import Hint, Image
from local_models import sam, sam_hq
from tests.test_edges import boundary_iou
from tests.test_sam import TINY, Calls, Keep, boxed, hinted, overlap
from tests.test_sam import keep as keep  # a fixture

TINY_HQ = Path(__file__).parent / "data" / "tiny" / "hq"
SIZES = [(224, 224), (448, 280), (1100, 800)]


@pytest.fixture(scope="module")
def tiny() -> sam_hq.SamHq:
    return sam_hq.load(str(TINY_HQ))


def test_with_a_mute_token_its_masks_are_those_of_the_sam_it_came_from(tiny: sam_hq.SamHq, keep: Keep) -> None:
    original, agreement = sam.load(str(TINY)), []
    for seed, size in enumerate(SIZES):
        picture = draw(TEST_SEEDS + seed, *size)
        image, boxes = keep(picture), boxed(*(one.box for one in picture.drawn))
        for one, other in zip(tiny.outline(image, boxes), original.outline(image, boxes), strict=True):
            agreement.append(overlap(decode(one), decode(other)))
    assert min(agreement) > 0.98


def test_what_the_token_draws_is_added_to_sams_mask(keep: Keep) -> None:
    model = sam_hq.load(str(TINY_HQ))
    picture = draw(TEST_SEEDS + 1, 300, 200)
    image, box = keep(picture), boxed(picture.drawn[0].box)
    (before,) = model.outline(image, box)
    with torch.no_grad():
        drawn = model.model.mask_decoder.hq_mask_mlp.proj_out.weight
        drawn.normal_(std=50.0, generator=torch.Generator().manual_seed(0))
    model.forget()
    (after,) = model.outline(image, box)
    assert after != before


def test_a_picture_is_encoded_once_and_a_hint_begins_with_the_mask_before(tiny: sam_hq.SamHq, keep: Keep) -> None:
    encoder, decoder = Calls(tiny.model.vision_encoder), Calls(tiny.model.mask_decoder)
    given: list[torch.Tensor | None] = []
    hook = tiny.model.prompt_encoder.register_forward_pre_hook(
        lambda _, __, named: given.append(named["input_masks"]), with_kwargs=True
    )
    image = keep(draw(TEST_SEEDS + 2, 300, 200))
    plain = boxed((20, 20, 90, 90))
    list(tiny.outline(image, plain))
    list(tiny.outline(image, hinted(plain, Hint(100, 50, True))))
    list(tiny.outline(image, hinted(plain, Hint(100, 50, True), Hint(30, 30, False))))
    hook.remove()
    assert (encoder.count, decoder.count) == (1, 3)
    assert [None if one is None else tuple(one.shape) for one in given] == [None, (1, 1, 96, 96), (1, 1, 96, 96)]


def test_a_fine_edge_is_finer(tiny: sam_hq.SamHq, keep: Keep) -> None:
    usual, fine = [], []
    for seed in range(3):
        picture: Picture = draw(TEST_SEEDS + seed, 700, 500)
        image, boxes = keep(picture), boxed(*(one.box for one in picture.drawn))
        for masks, found in ((tiny.outline(image, boxes), usual), (tiny.outline(image, boxes, is_fine=True), fine)):
            found += [boundary_iou(decode(one), drawn.mask) for one, drawn in zip(masks, picture.drawn, strict=True)]
    assert np.mean(fine) > np.mean(usual) + 0.1


@pytest.mark.parametrize(("height", "width"), [(1, 1), (3, 4000)])
def test_pictures_of_any_shape_are_taken(tiny: sam_hq.SamHq, tmp_path: Path, height: int, width: int) -> None:
    PIL.Image.fromarray(np.full((height, width, 3), 90, np.uint8)).save(tmp_path / "odd.png")
    tiny.forget()
    (mask,) = tiny.outline(Image("odd", str(tmp_path / "odd.png"), width, height), boxed((0, 0, width, height)))
    assert (mask.height, mask.width) == (height, width)


def test_a_call_ends_between_the_encoders_blocks_and_a_picture_that_is_gone_is_said(keep: Keep, tmp_path: Path) -> None:
    model = sam_hq.load(str(TINY_HQ))
    stream = model.outline(keep(draw(TEST_SEEDS)), boxed((10, 10, 60, 60)))
    last = Calls(model.model.vision_encoder.layers[-1])
    hook = model.model.vision_encoder.layers[0].register_forward_hook(lambda *_: stream.cancel())
    assert list(stream) == []
    assert last.count == 0
    hook.remove()
    with pytest.raises(BadInput, match="gone"):
        list(model.outline(Image("gone", str(tmp_path / "gone.png"), 10, 10), boxed((1, 1, 5, 5))))


def changed(folder: Path, change: Callable[[dict[str, object]], object]) -> str:
    """A copy of the tiny model with another config.json."""
    copy = shutil.copytree(TINY_HQ, folder / "copy")
    config = json.loads((copy / "config.json").read_text())
    change(config)
    (copy / "config.json").write_text(json.dumps(config))
    return str(copy)


def test_what_is_no_hq_sam_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"wanted its config\.json and model\.safetensors"):
        sam_hq.load(str(tmp_path))
    with pytest.raises(ModelCorrupt, match=r"holds bert, not HQ-SAM"):
        sam_hq.load(changed(tmp_path, lambda config: config.update(model_type="bert")))


def test_weights_that_are_missing_are_not_drawn_by_lot(tmp_path: Path) -> None:
    def deeper(config: dict[str, object]) -> None:
        decoder = config["mask_decoder_config"]
        assert isinstance(decoder, dict)
        decoder["num_hidden_layers"] = 3

    with pytest.raises(ModelCorrupt, match="it lacks"):
        sam_hq.load(changed(tmp_path, deeper))


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device here")
def test_a_device_that_is_not_there_is_a_bad_setting() -> None:
    with pytest.raises(BadSetting, match="'cuda' was wanted"):
        sam_hq.load(str(TINY_HQ), device="cuda")
