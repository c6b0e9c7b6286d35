"""SAM 2 by transformers, with random weights: how it is asked and what is remembered; it outlines nothing real."""

from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import torch
from shapes import TEST_SEEDS, draw
from transformers import Sam2Config, Sam2ImageProcessor, Sam2Model, Sam2Processor
from transformers.models.sam2.configuration_sam2 import (
    Sam2HieraDetConfig,
    Sam2MaskDecoderConfig,
    Sam2PromptEncoderConfig,
    Sam2VisionConfig,
)

from assistant.errors import BadInput, ModelCorrupt, ModelMissing
from assistant.masks import decode
from assistant.messages import Hint, Image
from local_models import sam2
from tests.test_sam import Calls, Keep, boxed, hinted
from tests.test_sam import keep as keep  # a fixture

SIDE, WIDTHS = 128, [8, 16, 32, 64]  # pixels, and the backbone's channels
FINEST = SIDE // 4


def save(folder: Path) -> str:
    """A SAM 2 as small as it can be."""
    torch.manual_seed(0)
    backbone = Sam2HieraDetConfig(
        hidden_size=WIDTHS[0],
        image_size=[SIDE, SIDE],
        blocks_per_stage=[1, 1, 2, 1],
        embed_dim_per_stage=WIDTHS,
        num_attention_heads_per_stage=[1, 1, 1, 1],
        window_size_per_stage=[4, 4, 4, 4],
        global_attention_blocks=[3],
    )
    vision = Sam2VisionConfig(
        backbone_config=backbone,
        backbone_channel_list=WIDTHS[::-1],
        backbone_feature_sizes=[[FINEST >> level, FINEST >> level] for level in range(3)],
        fpn_hidden_size=32,
    )
    decoder = Sam2MaskDecoderConfig(hidden_size=32, mlp_dim=64, num_attention_heads=2, iou_head_hidden_dim=32)
    prompts = Sam2PromptEncoderConfig(hidden_size=32, image_size=SIDE)
    config = Sam2Config(vision_config=vision, prompt_encoder_config=prompts, mask_decoder_config=decoder)
    Sam2Model(config).save_pretrained(folder)
    Sam2Processor(Sam2ImageProcessor(size={"height": SIDE, "width": SIDE})).save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return save(tmp_path_factory.mktemp("sam2"))


@pytest.fixture(scope="module")
def tiny(folder: str) -> sam2.Sam2:
    return sam2.load(folder)


def test_a_picture_is_encoded_once_and_a_hint_begins_with_the_mask_before(tiny: sam2.Sam2, keep: Keep) -> None:
    encoder, decoder = Calls(tiny.model.vision_encoder), Calls(tiny.model.mask_decoder)
    given: list[dict[str, torch.Tensor | None]] = []
    hook = tiny.model.prompt_encoder.register_forward_pre_hook(
        lambda _, __, named: given.append(named), with_kwargs=True
    )
    image, plain = keep(draw(TEST_SEEDS, 300, 200)), boxed((30, 20, 150, 100))
    list(tiny.outline(image, plain))
    list(tiny.outline(image, hinted(plain, Hint(75, 50, True), Hint(60, 90, False))))
    hook.remove()
    assert (encoder.count, decoder.count) == (1, 3)
    first, second, third = given
    assert first["input_masks"] is None
    assert first["input_points"] is None
    assert torch.allclose(
        first["input_boxes"], torch.tensor([[30.0, 20, 150, 100]]) * SIDE / torch.tensor([300, 200] * 2)
    )
    for one, hints in ((second, 1), (third, 2)):
        assert one["input_masks"].shape == (1, 1, FINEST, FINEST)
        assert one["input_masks"].abs().max() <= sam2.SUREST
        assert one["input_points"].shape == (1, 1, hints, 2)
    assert torch.allclose(second["input_points"][0, 0, 0], torch.tensor([75 * SIDE / 300, 50 * SIDE / 200]))
    assert third["input_labels"].tolist() == [[[1, 0]]]


def test_masks_come_in_order_and_do_not_overlap(tiny: sam2.Sam2, keep: Keep) -> None:
    boxes = [(10, 10, 120, 90), (60, 30, 200, 150), (150, 100, 290, 190)]
    masks = list(tiny.outline(keep(draw(TEST_SEEDS + 1, 300, 200)), boxed(*boxes)))
    assert [mask.detection_id for mask in masks] == [1, 2, 3]
    assert np.sum([decode(mask) for mask in masks], axis=0).max() <= 1


@pytest.mark.parametrize(("height", "width"), [(1, 1), (3, 900)])
def test_pictures_of_any_shape_are_taken(tiny: sam2.Sam2, tmp_path: Path, height: int, width: int) -> None:
    PIL.Image.fromarray(np.full((height, width, 3), 90, np.uint8)).save(tmp_path / "odd.png")
    tiny.forget()
    (mask,) = tiny.outline(Image("odd", str(tmp_path / "odd.png"), width, height), boxed((0, 0, width, height)))
    assert (mask.height, mask.width) == (height, width)


def test_a_call_ends_between_the_encoders_blocks_and_the_next_is_whole(folder: str, keep: Keep, tmp_path: Path) -> None:
    model = sam2.load(folder)
    image = keep(draw(TEST_SEEDS))
    stream = model.outline(image, boxed((10, 10, 60, 60)))
    last = Calls(model.model.vision_encoder.backbone.blocks[-1])
    hook = model.model.vision_encoder.backbone.blocks[0].register_forward_hook(lambda *_: stream.cancel())
    assert list(stream) == []
    assert last.count == 0
    hook.remove()
    assert len(list(model.outline(image, boxed((10, 10, 60, 60))))) == 1
    with pytest.raises(BadInput, match="gone"):
        list(model.outline(Image("gone", str(tmp_path / "gone.png"), 10, 10), boxed((1, 1, 5, 5))))


def test_what_is_no_sam_2_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="no SAM 2 in"):
        sam2.load(str(tmp_path))
    with pytest.raises(ModelCorrupt, match="holds sam_hq, not SAM 2"):
        sam2.load(str(Path(__file__).parent / "data" / "tiny" / "hq"))
