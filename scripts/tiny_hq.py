"""The tiny Segment Anything as transformers' HQ-SAM: the same weights under other names, and a token that is mute.

python scripts/tiny_hq.py
"""

import re
from pathlib import Path

import torch
from tiny_pool import SEGMENTER_SIDE
from tiny_segmenter import DECODER_HEADS, DEPTH, EMBEDDING, HEADS, MLP, PATCH, WIDTH, WINDOW
from torch import Tensor
from transformers import SamHQConfig, SamHQModel, SamHQProcessor, SamImageProcessor
from transformers.models.sam_hq.configuration_sam_hq import (
    SamHQMaskDecoderConfig,
    SamHQPromptEncoderConfig,
    SamHQVisionConfig,
)

RENAMES = (  # (pattern in segment_anything's names, what transformers has there), one after the other
    (r"^image_encoder\.", "vision_encoder."),
    (r"patch_embed\.proj", "patch_embed.projection"),
    (r"\bblocks\b", "layers"),
    (r"neck\.0", "neck.conv1"),
    (r"neck\.1", "neck.layer_norm1"),
    (r"neck\.2", "neck.conv2"),
    (r"neck\.3", "neck.layer_norm2"),
    (r"pe_layer\.positional_encoding_gaussian_matrix", "shared_embedding.positional_embedding"),
    (r"point_embeddings", "point_embed"),
    (r"mask_downscaling\.0", "mask_embed.conv1"),
    (r"mask_downscaling\.1", "mask_embed.layer_norm1"),
    (r"mask_downscaling\.3", "mask_embed.conv2"),
    (r"mask_downscaling\.4", "mask_embed.layer_norm2"),
    (r"mask_downscaling\.6", "mask_embed.conv3"),
    (r"output_upscaling\.0", "upscale_conv1"),
    (r"output_upscaling\.1", "upscale_layer_norm"),
    (r"output_upscaling\.3", "upscale_conv2"),
    (r"(iou_prediction_head|output_hypernetworks_mlps\.\d+)\.layers\.0", r"\1.proj_in"),
    (r"(iou_prediction_head|output_hypernetworks_mlps\.\d+)\.layers\.2", r"\1.proj_out"),
    (r"(iou_prediction_head|output_hypernetworks_mlps\.\d+)\.layers\.1", r"\1.layers.0"),
    (r"norm_final_attn", "layer_norm_final_attn"),
    (r"\.norm(\d)", r".layer_norm\1"),
)


def _renamed(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    renamed = {}
    for name, value in weights.items():
        for pattern, other in RENAMES:
            name = re.sub(pattern, other, name)
        renamed[name] = value
    renamed["shared_image_embedding.positional_embedding"] = renamed[
        "prompt_encoder.shared_embedding.positional_embedding"
    ]
    return renamed


def _newborn() -> SamHQModel:
    side = SEGMENTER_SIDE
    vision = SamHQVisionConfig(
        hidden_size=WIDTH,
        output_channels=EMBEDDING,
        num_hidden_layers=DEPTH,
        num_attention_heads=HEADS,
        mlp_dim=WIDTH * 2,
        window_size=WINDOW,
        global_attn_indexes=[DEPTH - 1],
        num_pos_feats=EMBEDDING // 2,
        image_size=side,
        patch_size=PATCH,
    )
    decoder = SamHQMaskDecoderConfig(
        hidden_size=EMBEDDING,
        mlp_dim=MLP,
        num_attention_heads=DECODER_HEADS,
        iou_head_hidden_dim=EMBEDDING,
        vit_dim=WIDTH,
    )
    prompts = SamHQPromptEncoderConfig(hidden_size=EMBEDDING, image_size=side, patch_size=PATCH)
    return SamHQModel(SamHQConfig(vision_config=vision, prompt_encoder_config=prompts, mask_decoder_config=decoder))


def converted(path: Path) -> SamHQModel:
    """The SAM of `path` as an HQ-SAM whose new token draws nothing yet; the old ones see it, and hardly heed it."""
    torch.manual_seed(0)
    model = _newborn()
    model.eval()  # type: ignore[no-untyped-call]
    told = model.load_state_dict(_renamed(torch.load(path, weights_only=True)), strict=False)
    if told.unexpected_keys:
        raise ValueError(f"{path} has weights that HQ-SAM has not: {told.unexpected_keys}")
    decoder = model.mask_decoder
    with torch.no_grad():
        decoder.hq_token.weight.zero_()
        for value in decoder.hq_mask_mlp.proj_out.parameters():
            value.zero_()
    return model


def save(model: SamHQModel, folder: Path) -> None:
    """Write it as transformers keeps models."""
    model.save_pretrained(folder)
    square, quarter = SEGMENTER_SIDE, SEGMENTER_SIDE // 4
    SamHQProcessor(  # type: ignore[no-untyped-call]
        SamImageProcessor(
            size={"longest_edge": square},
            pad_size={"height": square, "width": square},
            mask_size={"longest_edge": quarter},
            mask_pad_size={"height": quarter, "width": quarter},
        )
    ).save_pretrained(folder)


if __name__ == "__main__":
    TINY = Path(__file__).parents[1] / "tests" / "data" / "tiny"
    save(converted(TINY / "segmenter.pth"), TINY / "hq")
