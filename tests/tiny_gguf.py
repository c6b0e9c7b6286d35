"""Writes a Llama of 0.4 million random weights as GGUF: everything real but what it says."""

from collections.abc import Sequence
from pathlib import Path

import gguf
import numpy as np

SPECIAL = ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"]
WIDTH, HEADS, LAYERS, FORWARD, CONTEXT = 64, 4, 2, 128, 4096
ASCII = 94  # how many of the bytes' characters, the first ones, are visible ASCII
# The form that Meta documents for Llama 3, written as the template that a GGUF carries.
LLAMA_3_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}"
    "<|start_header_id|>{{ message['role'] }}<|end_header_id|>\n\n{{ message['content'] | trim }}<|eot_id|>"
    "{% endfor %}{% if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>\n\n{% endif %}"
)


def write(path: Path, template: str = LLAMA_3_TEMPLATE, more: Sequence[str] = SPECIAL, plain: bool = False) -> Path:
    """A model whose tokens are single bytes and `more`, of which those in <> are special; returns `path`.

    plain: it writes visible ASCII alone, and so goes on to the last token that it may.
    """
    tokens = [*_byte_characters(), *more]
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("llama-bpe")
    writer.add_token_list(tokens)
    kinds = [gguf.TokenType.NORMAL] * 256
    kinds += [gguf.TokenType.CONTROL if token.startswith("<") else gguf.TokenType.NORMAL for token in more]
    writer.add_token_types(kinds)
    writer.add_token_merges(["a b"])  # a merge that yields no token is never made
    writer.add_bos_token_id(tokens.index("<|begin_of_text|>"))
    writer.add_eos_token_id(tokens.index("<|eot_id|>"))
    writer.add_add_bos_token(True)
    writer.add_chat_template(template)
    _add_weights(writer, len(tokens), ASCII if plain else len(tokens))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def write_adapter(path: Path, width: int = WIDTH) -> Path:
    """A LoRA of rank 2 for the model above, large enough to be noticed; of another width it fits no model here."""
    random = np.random.default_rng(1)
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", 64.0)
    for layer in range(LAYERS):
        for end in ("a", "b"):
            shape = (2, width) if end == "a" else (width, 2)
            weights = random.standard_normal(shape).astype(np.float32)
            writer.add_tensor(f"blk.{layer}.attn_output.weight.lora_{end}", weights)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_weights(writer: gguf.GGUFWriter, vocabulary: int, written: int) -> None:
    random = np.random.default_rng(0)

    def weight(name: str, *shape: int) -> None:
        writer.add_tensor(name, (random.standard_normal(shape) * 0.05).astype(np.float32))

    def output(name: str) -> None:
        weights = (random.standard_normal((vocabulary, WIDTH)) * 0.05).astype(np.float32)
        weights[written:] = 0.0  # less than the largest of the others
        writer.add_tensor(name, weights)

    def ones(name: str) -> None:
        writer.add_tensor(name, np.ones(WIDTH, np.float32))

    weight("token_embd.weight", vocabulary, WIDTH)
    ones("output_norm.weight")
    output("output.weight")
    for layer in range(LAYERS):
        ones(f"blk.{layer}.attn_norm.weight")
        ones(f"blk.{layer}.ffn_norm.weight")
        for part in ("q", "k", "v", "output"):
            weight(f"blk.{layer}.attn_{part}.weight", WIDTH, WIDTH)
        weight(f"blk.{layer}.ffn_gate.weight", FORWARD, WIDTH)
        weight(f"blk.{layer}.ffn_up.weight", FORWARD, WIDTH)
        weight(f"blk.{layer}.ffn_down.weight", WIDTH, FORWARD)


def _byte_characters() -> list[str]:
    """GPT-2's printable character for each of the 256 bytes, in the order of its vocabulary."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return [chr(byte) for byte in printable] + [chr(256 + number) for number in range(len(others))]
