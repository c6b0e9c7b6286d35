"""What a user's own model is, told from its files before anything opens it: who can run it, and in which role."""

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import ModelRefused
from local_models import gguf_header, state_dicts
from local_models.manifest import Role

CONTEXT = 4096  # tokens for which memory is reckoned with
LARGEST_JSON = 1 << 24  # bytes of a config
NO_CHAT = {"bert", "nomic-bert", "jina-bert-v2", "t5encoder", "wavtokenizer-dec"}  # GGUFs that write no answers
# transformers' model_type → the role it fills, and the shipped model whose code runs it.
FOLDERS: dict[str, tuple[Role, str]] = {
    "grounding-dino": ("detector", "grounding-dino-tiny"),
    "sam_hq": ("segmenter", "sam-hq"),
    "sam2": ("segmenter", "sam2"),
    "sam2_video": ("segmenter", "sam2"),
    **dict.fromkeys(
        ("idefics", "idefics2", "idefics3", "llava", "qwen2_5_vl", "qwen2_vl", "qwen3_vl", "smolvlm"),
        ("vision_model", ""),
    ),
}
# What to do about transformers folders that nothing here runs as they are.
CONVERT = {
    "whisper": "convert it with: ct2-transformers-converter --model FOLDER --output_dir OUT --quantization int8",
    "": "language models run as GGUF: convert it with llama.cpp's convert_hf_to_gguf.py",
}
BESIDE = {".json", ".txt", ".model", ".safetensors", ".jinja"}  # what of a transformers folder is taken: never code
WHISPER_NEEDS = ("model.bin", "config.json", "tokenizer.json")
VOCABULARIES = ("vocabulary.json", "vocabulary.txt")


@dataclass(frozen=True)
class Found:
    """A model and who runs it.

    like: the shipped model whose code runs it, "" where the role has but one; files: name in the models folder, and
    where each lies; says: what it is, in a phrase; adapts: it is of no use without its base.
    """

    role: Role
    like: str
    says: str
    files: tuple[tuple[str, Path], ...]
    licence: str = ""
    context_tokens: int = 0
    kv_kib_per_token: int = 0
    adapts: bool = False


def examine(path: Path, has_chat_format: bool = False) -> Found:
    """What lies there. Raises ModelRefused, saying what would do, where nothing here can run it or it is unsafe.

    has_chat_format: the user says how the model is to be talked to, so that its file need not.
    """
    if not path.exists():
        raise ModelRefused(f"there is nothing at {path}; give a .gguf or .pth file, or a model's folder")
    if path.is_dir():
        return _folder(path)
    if path.suffix == ".gguf":
        return _gguf(path, has_chat_format)
    if path.suffix in (".pth", ".pt"):
        return _checkpoint(path)
    raise ModelRefused(
        f"{path.name} is none of: a .gguf file, a .pth file, a folder as CTranslate2 or transformers writes it"
    )


def _gguf(path: Path, has_chat_format: bool) -> Found:
    header = gguf_header.read(path)
    if header.kind == "adapter":
        says = f"a LoRA adapter for llama.cpp, {header.architecture}"
        return Found("language_model", "", says, ((path.name, path),), header.licence, adapts=True)
    if header.kind == "mmproj":
        raise ModelRefused(
            f"{path.name} is the eye of a vision-language model; it is of no use without the model itself"
        )
    if header.parts > 1:
        raise ModelRefused(f"{path.name} is one of {header.parts} parts; join them with: llama-gguf-split --merge")
    if header.architecture in NO_CHAT or not header.architecture:
        raise ModelRefused(f"{path.name} is of the kind '{header.architecture}', which writes no answers")
    if not header.chat_template and not has_chat_format:
        raise ModelRefused(
            f"{path.name} has no chat template, so that nobody knows how it is talked to: take the instruct model, or "
            "say how with --chat-format, such as llama-3 or chatml"
        )
    parts = ["a GGUF for llama.cpp", header.architecture, header.quantisation]
    says = ", ".join([*filter(None, parts), f"{header.context_tokens:,} tokens of context"])
    context, files = min(header.context_tokens, CONTEXT) or CONTEXT, ((path.name, path),)
    return Found("language_model", "", says, files, header.licence, context, header.kv_kib_per_token)


def _checkpoint(path: Path) -> Found:
    names = {name.removeprefix("module.") for name in state_dicts.weight_names(path)}
    if any(name.startswith(("mask_decoder.hf_", "mask_decoder.compress_vit")) for name in names):
        raise ModelRefused(f"{path.name} is the authors' checkpoint of HQ-SAM; take transformers' folder of it instead")
    if "image_encoder.pos_embed" in names and "mask_decoder.mask_tokens.weight" in names:
        depth = sum(name.startswith("image_encoder.blocks.") and name.endswith(".attn.qkv.weight") for name in names)
        says = f"a checkpoint of Segment Anything, {depth} layers"
        return Found("segmenter", "sam-vit-b-01ec64", says, ((path.name, path),))
    if "transformer.level_embed" in names and any(name.startswith("bert.encoder.") for name in names):
        if any(name.startswith("backbone.0.layers.2.blocks.6.") for name in names):
            raise ModelRefused(f"{path.name} is Grounding DINO with Swin-B; the authors' code here runs Swin-T")
        return Found("detector", "groundingdino-swint-ogc", "a checkpoint of Grounding DINO", ((path.name, path),))
    raise ModelRefused(f"{path.name} holds weights, but neither Segment Anything's nor Grounding DINO's")


def _seeing_gguf(path: Path, files: list[Path]) -> Found:
    """A vision-language model for llama.cpp: the model, and the projector by which it sees."""
    headers = {file: gguf_header.read(file) for file in files}
    kinds = sorted(header.kind for header in headers.values())
    if kinds != ["mmproj", "model"]:
        raise ModelRefused(f"{path} must hold one model and one projector (mmproj); it holds: {', '.join(kinds)}")
    (model,) = (file for file in files if headers[file].kind == "model")
    (projector,) = (file for file in files if file != model)
    named = projector.name if "mmproj" in projector.name.lower() else f"mmproj-{projector.name}"
    header = headers[model]
    says = f"a GGUF for llama.cpp that sees, {header.architecture}, {header.quantisation or 'unquantised'}"
    found = ((model.name, model), (named, projector))
    context = min(header.context_tokens, CONTEXT) or CONTEXT
    return Found("vision_model", "", says, found, header.licence, context, header.kv_kib_per_token)


def _folder(path: Path) -> Found:
    if files := sorted(path.glob("*.gguf")):
        return _seeing_gguf(path, files) if len(files) == 2 else _gguf(files[0], has_chat_format=False)
    if (path / "adapter_config.json").is_file():
        base = _json(path / "adapter_config.json").get("base_model_name_or_path", "a model it does not name")
        raise ModelRefused(
            f"{path} is a LoRA adapter of {base} as PEFT keeps it; make a GGUF of it with llama.cpp's "
            "convert_lora_to_gguf.py, and import that with --base and the name of its model here"
        )
    if not (path / "config.json").is_file():
        raise ModelRefused(f"{path} has no config.json; a folder as CTranslate2 or transformers writes it has one")
    return _ctranslate2(path) if (path / "model.bin").is_file() else _transformers(path)


def _ctranslate2(path: Path) -> Found:
    """A model.bin begins with its version, and the length and name of its kind (CTranslate2's model_spec.py)."""
    with (path / "model.bin").open("rb") as file:
        head = file.read(64)
    try:
        version, length = struct.unpack_from("<IH", head)
        kind = struct.unpack_from(f"{length}s", head, 6)[0].rstrip(b"\0").decode()
    except (struct.error, UnicodeDecodeError) as error:
        raise ModelRefused(f"{path / 'model.bin'} is not CTranslate2's") from error
    if kind != "WhisperSpec":
        raise ModelRefused(f"{path} is CTranslate2's '{kind[:40]}', version {version}; Oriel uses it for Whisper alone")
    vocabulary = next((name for name in VOCABULARIES if (path / name).is_file()), "")
    if missing := [name for name in WHISPER_NEEDS if not (path / name).is_file()] + (
        [] if vocabulary else ["vocabulary.json"]
    ):
        raise ModelRefused(f"{path} lacks {', '.join(missing)}; copy them from the repository it was made from")
    _json(path / "config.json")
    wanted = [*WHISPER_NEEDS, vocabulary, "preprocessor_config.json"]
    files = tuple((name, path / name) for name in wanted if (path / name).is_file())
    return Found("transcriber", "", "a Whisper for CTranslate2", files)


def _transformers(path: Path) -> Found:
    config = _json(path / "config.json")
    kind = str(config.get("model_type", ""))
    if kind not in FOLDERS:
        convert = CONVERT.get(kind, CONVERT[""])
        have = ", ".join(sorted(FOLDERS))
        raise ModelRefused(f"{path} is of the type '{kind[:40]}', which nothing here runs; have: {have}; {convert}")
    if "auto_map" in config:
        raise ModelRefused(
            f"{path} comes with code of its own, which is never run; take a model that transformers knows"
        )
    if not any(path.glob("*.safetensors")):
        raise ModelRefused(f"{path} has no .safetensors file; weights in other files could run code, and are not read")
    role, like = FOLDERS[kind]
    files = tuple((file.name, file) for file in sorted(path.iterdir()) if file.is_file() and file.suffix in BESIDE)
    return Found(role, like, f"a folder of transformers, {kind}", files)


def _json(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST_JSON:
            raise ModelRefused(f"{path} is too large to be what it is called")
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelRefused(f"{path} cannot be read as JSON: {error}") from error
    if not isinstance(found, dict):
        raise ModelRefused(f"{path} is not a table of settings")
    return found
