"""What a PyTorch checkpoint (.pth) holds, told from its bytes: nothing in it is ever unpickled, so nothing can run.

A checkpoint is a zip file (older ones a plain file) with a pickle, a small program. Its opcodes are read one by one:
the names that it would import must be those that weights need, and its texts are the names of the weights.
"""

import pickletools
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from assistant.errors import ModelRefused

# What torch.load(weights_only=True) lets through for plain tensors.
HARMLESS = {
    "collections OrderedDict",
    "torch._utils _rebuild_tensor_v2",
    "torch._utils _rebuild_parameter",
    "torch _utils",
    "torch.serialization _get_layout",
    "torch Size",
    "torch device",
    "torch.storage UntypedStorage",
    "torch.storage TypedStorage",
    "torch.nn.parameter Parameter",
    *(
        f"torch {kind}Storage"
        for kind in ("Float", "Double", "Half", "BFloat16", "Long", "Int", "Short", "Char", "Byte", "Bool")
    ),
}
LARGEST_PICKLE = 1 << 26  # bytes; that of SAM's largest has 200 thousand
IMPORTS = {"GLOBAL", "INST"}  # with both names as their argument
PUSHES = {"SHORT_BINUNICODE", "BINUNICODE", "BINUNICODE8", "UNICODE", "BINSTRING", "SHORT_BINSTRING", "STRING"}
EXTENSIONS = {"EXT1", "EXT2", "EXT4"}
REMEMBERS = {"MEMOIZE", "BINPUT", "LONG_BINPUT", "PUT"}  # leave the stack as it is
OLD_HEAD = 3  # pickles before the weights in a file that is not zipped: magic number, version, machine


def weight_names(path: Path) -> set[str]:
    """The texts in the checkpoint, among them the name of every weight.

    Raises ModelRefused where it is no checkpoint, or would import anything that weights do not need.
    """
    try:
        data = _pickle_of(path)
        return {text for text in _texts(path, data) if text}
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise ModelRefused(f"{path} is not a checkpoint of PyTorch, or is cut short: {str(error)[:120]}") from error


def _pickle_of(path: Path) -> bytes:
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            return file.read(LARGEST_PICKLE)
    with zipfile.ZipFile(path) as archive:
        pickles = [info for info in archive.infolist() if info.filename.endswith(".pkl")]
        if len(pickles) != 1 or pickles[0].file_size > LARGEST_PICKLE:
            raise ModelRefused(f"{path} is a zip file without the one data.pkl that a checkpoint has")
        return archive.read(pickles[0])


def _texts(path: Path, data: bytes) -> Iterator[str]:
    """The texts of the pickle that holds the weights; of an older file, its fourth."""
    stream = BytesIO(data)
    zipped = zipfile.is_zipfile(path)
    for _ in range(0 if zipped else OLD_HEAD):
        for _text in _checked(path, stream):
            pass
    yield from _checked(path, stream)


def _checked(path: Path, stream: BinaryIO) -> Iterator[str]:
    """The texts of the next pickle; refuses what it would import."""
    recent: list[str | None] = []  # None: anything but a text
    for code, argument, _ in pickletools.genops(stream):
        name = code.name
        if name in PUSHES:
            recent.append(str(argument))
            yield str(argument)
        elif name == "STACK_GLOBAL":  # takes its two names from the stack; only right before it can they be read off
            module, attribute = recent[-2:] if len(recent) > 1 else (None, None)
            _check_import(path, f"{module or 'a hidden name'} {attribute or ''}".strip())
        elif name in IMPORTS | EXTENSIONS:
            _check_import(path, str(argument))
        elif name not in REMEMBERS:
            recent.append(None)


def _check_import(path: Path, wanted: str) -> None:
    if wanted not in HARMLESS:
        raise ModelRefused(
            f"{path} would run '{wanted}' when it is opened, which weights do not need; it was not opened. Use a "
            "checkpoint that holds only weights (a state dict), or .safetensors"
        )
