"""What the header of a GGUF file says of the model in it, read without llama.cpp and within bounds."""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from assistant.errors import ModelRefused

MAGIC = b"GGUF"
MOST_KEYS = 4_096
MOST_TENSORS = 100_000
MOST_TEXT = 1 << 22  # bytes; a chat template has some thousands
MOST_ITEMS = 4_000_000  # of a list: vocabularies have some hundred thousand
NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
TEXT, LIST = 8, 9
# general.file_type, as llama.cpp numbers what most of a file's weights are.
QUANTISATIONS = dict(
    enumerate(
        "F32 F16 Q4_0 Q4_1 - - - Q8_0 Q5_0 Q5_1 Q2_K Q3_K_S Q3_K_M Q3_K_L Q4_K_S Q4_K_M Q5_K_S Q5_K_M Q6_K IQ2_XXS"
        " IQ2_XS Q2_K_S IQ3_XS IQ3_XXS IQ1_S IQ4_NL IQ3_S IQ3_M IQ2_S IQ2_M IQ4_XS IQ1_M BF16 - - - TQ1_0 TQ2_0"
        " MXFP4".split()
    )
)

Value = str | int | float | bool


@dataclass(frozen=True)
class Header:
    """kind: "model", "adapter" or "mmproj"; quantisation: "" where the file does not say; tensors: how many.

    kv_kib_per_token: what the cache takes of a conversation, in float16; 0 where the header does not tell.
    """

    architecture: str
    kind: str
    name: str
    licence: str
    quantisation: str
    context_tokens: int
    chat_template: str
    tensors: int
    parts: int
    kv_kib_per_token: int


def read(path: Path) -> Header:
    """The header of a GGUF; ModelRefused where it is none, is damaged, or ends before its weights do."""
    with path.open("rb") as file:
        try:
            keys, tensors = _keys(file, path)
            last = max((_tensor_offset(file) for _ in range(tensors)), default=0)
        except (struct.error, UnicodeDecodeError, EOFError, OverflowError, MemoryError) as error:
            raise ModelRefused(f"{path} is a damaged GGUF: its header cannot be read; fetch the file again") from error
        if tensors and file.tell() + last >= path.stat().st_size:
            raise ModelRefused(f"{path} is cut short: its last weights are missing; fetch the file again")
    architecture = str(keys.get("general.architecture", ""))
    return Header(
        architecture=architecture,
        kind="mmproj" if architecture == "clip" else str(keys.get("general.type", "model")),
        name=str(keys.get("general.name", "")),
        licence=str(keys.get("general.license", "")),
        quantisation=QUANTISATIONS.get(_whole(keys, "general.file_type", -1), "").strip("-"),
        context_tokens=_whole(keys, f"{architecture}.context_length", 0),
        chat_template=str(keys.get("tokenizer.chat_template", "")),
        tensors=tensors,
        parts=_whole(keys, "split.count", 1) or 1,
        kv_kib_per_token=_kv_kib(keys, architecture),
    )


def _kv_kib(keys: dict[str, Value], architecture: str) -> int:
    """A key and a value of 2 bytes for each layer and head that keeps them, as llama.cpp's cache holds them."""
    layers, width, heads, kept = (
        _whole(keys, f"{architecture}.{name}", 0)
        for name in ("block_count", "embedding_length", "attention.head_count", "attention.head_count_kv")
    )
    long = _whole(keys, f"{architecture}.attention.key_length", width // heads if heads else 0)
    return -(-layers * (kept or heads) * long * 4 // 1024)


def _whole(keys: dict[str, Value], name: str, otherwise: int) -> int:
    value = keys.get(name)
    return value if isinstance(value, int) else otherwise


def _keys(file: BinaryIO, path: Path) -> tuple[dict[str, Value], int]:
    """Everything but lists, and the number of tensors."""
    if file.read(4) != MAGIC:
        raise ModelRefused(f"{path} is not a GGUF file")
    version, tensors, count = _unpack(file, "<IQQ")
    if not 2 <= version <= 3:
        raise ModelRefused(f"{path} is GGUF of version {version}; versions 2 and 3 can be read")
    if tensors > MOST_TENSORS or count > MOST_KEYS:
        raise ModelRefused(f"{path} claims {tensors:,} tensors and {count:,} keys, more than any model has")
    keys: dict[str, Value] = {}
    for _ in range(count):
        name = _text(file)
        (kind,) = _unpack(file, "<I")
        value = _value(file, kind)
        if value is not None:
            keys[name] = value
    return keys, tensors


def _value(file: BinaryIO, kind: int) -> Value | None:
    """None for a list, which is passed over."""
    if kind == TEXT:
        return _text(file)
    if kind in NUMBERS:
        (number,) = _unpack(file, "<" + NUMBERS[kind])
        return number
    if kind != LIST:
        raise EOFError(f"a value of kind {kind}")
    of, length = _unpack(file, "<IQ")
    if length > MOST_ITEMS:
        raise EOFError(f"a list of {length}")
    if of in NUMBERS:
        _bytes(file, length * struct.calcsize("<" + NUMBERS[of]))
    else:
        for _ in range(length):
            _value(file, of)
    return None


def _tensor_offset(file: BinaryIO) -> int:
    _text(file)
    (dimensions,) = _unpack(file, "<I")
    *_, offset = _unpack(file, f"<{min(dimensions, 8)}QIQ")
    return int(offset)


def _text(file: BinaryIO) -> str:
    (length,) = _unpack(file, "<Q")
    if length > MOST_TEXT:
        raise EOFError(f"a text of {length} bytes")
    return _bytes(file, length).decode()


def _unpack(file: BinaryIO, form: str) -> tuple[int, ...]:
    return struct.unpack(form, _bytes(file, struct.calcsize(form)))


def _bytes(file: BinaryIO, length: int) -> bytes:
    data = file.read(length)
    if len(data) < length:
        raise EOFError("the file ends")
    return data
