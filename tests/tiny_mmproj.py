"""Writes a projector of random weights, of the kind that SmolVLM or LLaVA has, for the tiny Llama of tiny_gguf.py."""

from pathlib import Path
from typing import Literal

import gguf
import numpy as np

from tests import tiny_gguf

SIDE, PATCH, SHUFFLED = 32, 8, 2  # pixels; so a picture is (32 / 8 / 2)² = 4 tokens
WIDTH, HEADS, LAYERS, FORWARD = 32, 2, 2, 64
PROJECTORS = {"smolvlm": gguf.VisionProjectorType.IDEFICS3, "llava": "mlp"}
# What llama.cpp writes around the tokens of a picture and of its tiles.
MARKS = [
    "ĊĊ",  # how a byte-level tokenizer writes two line breaks
    "<fake_token_around_image>",
    "<global-img>",
    *(f"<row_{row}_col_{column}>" for row in range(1, 7) for column in range(1, 7)),
]
# The form of SmolVLM2's own, which takes a message's parts and no mere text.
TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}{{ message['role'] | capitalize }}: "
    "{% for part in message['content'] %}{% if part['type'] == 'text' %}{{ part['text'] }}{% endif %}{% endfor %}"
    "<|eot_id|>\n{% endfor %}{% if add_generation_prompt %}Assistant:{% endif %}"
)


def write(folder: Path, layers: int = LAYERS, like: Literal["smolvlm", "llava"] = "smolvlm") -> Path:
    """A folder with tiny.gguf and mmproj-tiny.gguf; returns the folder.

    like: SmolVLM's cuts a picture into tiles and writes marks around each; LLaVA's gives its tokens alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tiny_gguf.write(folder / "tiny.gguf", TEMPLATE, [*tiny_gguf.SPECIAL, *MARKS], plain=True)
    writer = gguf.GGUFWriter(str(folder / "mmproj-tiny.gguf"), "clip")
    writer.add_clip_has_vision_encoder(True)
    writer.add_clip_projector_type(PROJECTORS[like])
    writer.add_vision_projection_dim(tiny_gguf.WIDTH)
    writer.add_vision_image_size(SIDE)
    writer.add_vision_preproc_image_size(2 * SIDE)
    writer.add_vision_patch_size(PATCH)
    writer.add_vision_embedding_length(WIDTH)
    writer.add_vision_feed_forward_length(FORWARD)
    writer.add_vision_block_count(layers)
    writer.add_vision_head_count(HEADS)
    writer.add_vision_attention_layernorm_eps(1e-6)
    writer.add_vision_image_mean([0.5, 0.5, 0.5])
    writer.add_vision_image_std([0.5, 0.5, 0.5])
    writer.add_vision_projector_scale_factor(SHUFFLED)
    writer.add_vision_use_gelu(True)
    _add_weights(writer, layers, like)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return folder


def _add_weights(writer: gguf.GGUFWriter, layers: int, like: str) -> None:
    random = np.random.default_rng(1)

    def weight(name: str, *shape: int) -> None:
        writer.add_tensor(name, (random.standard_normal(shape) * 0.2).astype(np.float32))

    def norm(name: str) -> None:
        writer.add_tensor(f"{name}.weight", np.ones(WIDTH, np.float32))
        writer.add_tensor(f"{name}.bias", np.zeros(WIDTH, np.float32))

    def linear(name: str, wide: int, narrow: int) -> None:
        weight(f"{name}.weight", wide, narrow)
        writer.add_tensor(f"{name}.bias", np.zeros(wide, np.float32))

    weight("v.patch_embd.weight", WIDTH, 3, PATCH, PATCH)
    writer.add_tensor("v.patch_embd.bias", np.zeros(WIDTH, np.float32))
    weight("v.position_embd.weight", (SIDE // PATCH) ** 2, WIDTH)
    norm("v.post_ln")
    if like == "smolvlm":
        weight("mm.model.fc.weight", tiny_gguf.WIDTH, WIDTH * SHUFFLED**2)
    else:
        linear("mm.0", tiny_gguf.WIDTH, WIDTH)
        linear("mm.2", tiny_gguf.WIDTH, tiny_gguf.WIDTH)
    for layer in range(layers):
        block = f"v.blk.{layer}"
        norm(f"{block}.ln1")
        norm(f"{block}.ln2")
        for part in ("q", "k", "v", "out"):
            linear(f"{block}.attn_{part}", WIDTH, WIDTH)
        linear(f"{block}.ffn_up", FORWARD, WIDTH)
        linear(f"{block}.ffn_down", WIDTH, FORWARD)
