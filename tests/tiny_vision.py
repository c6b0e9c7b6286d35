"""Writes checkpoints of real vision-language classes with a few thousand random weights: real but for what they say.

A token is a byte or a mark; pictures are 32 px for all but Qwen-VL, which takes any size. They write letters and blanks
alone, and so go on to the last token that they may.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import (
    Idefics3Config,
    Idefics3ForConditionalGeneration,
    Idefics3ImageProcessor,
    Idefics3Processor,
    IdeficsConfig,
    IdeficsForVisionText2Text,
    IdeficsImageProcessor,
    IdeficsProcessor,
    PreTrainedModel,
    PreTrainedTokenizerFast,
    Qwen2_5_VLConfig,
    Qwen2_5_VLForConditionalGeneration,
    Qwen2_5_VLProcessor,
    Qwen2VLImageProcessor,
    Qwen2VLVideoProcessor,
    SmolVLMConfig,
    SmolVLMForConditionalGeneration,
    SmolVLMImageProcessor,
    SmolVLMProcessor,
    SmolVLMVideoProcessor,
)
from transformers.models.smolvlm import processing_smolvlm

SIDE, PATCH, SHUFFLED, CONTEXT = 32, 8, 2, 2048
TOKENS = (SIDE // PATCH // SHUFFLED) ** 2  # of a picture, or of a tile of one
MARKS = {
    "smolvlm": [
        "<|im_start|>",
        "<end_of_utterance>",
        "<image>",
        "<fake_token_around_image>",
        "<global-img>",
        "<video>",
    ],
    "idefics3": ["<|begin_of_text|>", "<end_of_utterance>", "<image>", "<fake_token_around_image>", "<global-img>"],
    "idefics": ["<s>", "</s>", "<end_of_utterance>", "<fake_token_around_image>", "<image>"],
    "qwen2_5_vl": [
        "<|im_start|>",
        "<|im_end|>",
        "<|vision_start|>",
        "<|vision_end|>",
        "<|image_pad|>",
        "<|video_pad|>",
    ],
}
BEGINS = {"smolvlm": "<|im_start|>", "idefics3": "<|begin_of_text|>", "idefics": "<s>", "qwen2_5_vl": None}
ENDS = {
    "smolvlm": "<end_of_utterance>",
    "idefics3": "<end_of_utterance>",
    "idefics": "</s>",
    "qwen2_5_vl": "<|im_end|>",
}
SPOKEN = "abcdefghĠ"  # Ġ: how a byte-level tokenizer writes a blank
TEXT: dict[str, Any] = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 4,
    "max_position_embeddings": CONTEXT,
    "initializer_range": 0.3,
}
EYE: dict[str, Any] = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "image_size": SIDE,
    "patch_size": PATCH,
    "initializer_range": 0.3,
}
SMOL_SIZES: dict[str, Any] = {"size": {"longest_edge": 2 * SIDE}, "max_image_size": {"longest_edge": SIDE}}


def write(kind: str, folder: Path) -> Path:
    """A checkpoint of that model type in the folder, which is returned; without a chat template."""
    torch.manual_seed(0)
    tokenizer = _tokenizer(kind)
    model, processor = MAKERS[kind](tokenizer)
    model.generation_config.eos_token_id = tokenizer.eos_token_id
    model.generation_config.pad_token_id = tokenizer.eos_token_id
    spoken = {tokenizer.convert_tokens_to_ids(letter) for letter in SPOKEN}
    model.generation_config.suppress_tokens = [token for token in range(len(tokenizer)) if token not in spoken]
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder


def _tokenizer(kind: str) -> PreTrainedTokenizerFast:
    tiles = [f"<row_{row}_col_{column}>" for row in range(1, 7) for column in range(1, 7)] if "smol" in kind else []
    marks = [*tiles, *MARKS[kind]]
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: number for number, token in enumerate([*letters, *marks])}
    inner = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=inner,
        bos_token=BEGINS[kind],
        eos_token=ENDS[kind],
        pad_token=ENDS[kind],
        additional_special_tokens=marks,
    )


def _common(tokenizer: PreTrainedTokenizerFast) -> dict[str, Any]:
    """Of the configurations: the sizes of both parts, and which tokens mean what."""
    return {
        "text_config": {**TEXT, "model_type": "llama", "vocab_size": len(tokenizer), "pad_token_id": 0},
        "vision_config": EYE,
        "scale_factor": SHUFFLED,
        "image_token_id": tokenizer.convert_tokens_to_ids("<image>"),
        "pad_token_id": 0,
    }


def _smolvlm(tokenizer: PreTrainedTokenizerFast) -> tuple[PreTrainedModel, Any]:
    names = vars(processing_smolvlm)
    names["num2words"] = names["num2words"] or str  # as in vision_language.py
    processor = SmolVLMProcessor(
        SmolVLMImageProcessor(**SMOL_SIZES), tokenizer, SmolVLMVideoProcessor(**SMOL_SIZES), image_seq_len=TOKENS
    )
    return SmolVLMForConditionalGeneration(SmolVLMConfig(**_common(tokenizer))), processor


def _idefics3(tokenizer: PreTrainedTokenizerFast) -> tuple[PreTrainedModel, Any]:
    processor = Idefics3Processor(Idefics3ImageProcessor(**SMOL_SIZES), tokenizer, image_seq_len=TOKENS)
    return Idefics3ForConditionalGeneration(Idefics3Config(**_common(tokenizer))), processor


def _idefics(tokenizer: PreTrainedTokenizerFast) -> tuple[PreTrainedModel, Any]:
    """Its two marks of pictures lie behind the vocabulary of its language model, as in the published one."""
    text = {name: value for name, value in TEXT.items() if name != "num_key_value_heads"}
    config = IdeficsConfig(
        **text,
        vocab_size=len(tokenizer) - 2,
        additional_vocab_size=2,
        alpha_initializer="ones",
        vision_config={**{name: value for name, value in EYE.items() if name != "hidden_size"}, "embed_dim": 32},
        use_resampler=False,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=0,
    )
    make: Any = IdeficsProcessor
    return IdeficsForVisionText2Text(config), make(IdeficsImageProcessor(image_size=SIDE), tokenizer)


def _qwen2_5_vl(tokenizer: PreTrainedTokenizerFast) -> tuple[PreTrainedModel, Any]:
    ids: Any = tokenizer.convert_tokens_to_ids
    config = Qwen2_5_VLConfig(
        text_config={
            **TEXT,
            "vocab_size": len(tokenizer),
            "rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [1, 1, 2]},
            "bos_token_id": None,
            "eos_token_id": tokenizer.eos_token_id,
        },
        vision_config={
            "depth": 2,
            "hidden_size": 32,
            "intermediate_size": 64,
            "num_heads": 2,
            "patch_size": 14,
            "window_size": 56,
            "out_hidden_size": 32,
            "fullatt_block_indexes": [1],
            "initializer_range": 0.3,
        },
        image_token_id=ids("<|image_pad|>"),
        video_token_id=ids("<|video_pad|>"),
        vision_start_token_id=ids("<|vision_start|>"),
        vision_end_token_id=ids("<|vision_end|>"),
    )
    make: Any = Qwen2_5_VLProcessor
    return Qwen2_5_VLForConditionalGeneration(config), make(Qwen2VLImageProcessor(), tokenizer, Qwen2VLVideoProcessor())


MAKERS: dict[str, Callable[[PreTrainedTokenizerFast], tuple[PreTrainedModel, Any]]] = {
    "idefics": _idefics,
    "idefics3": _idefics3,
    "qwen2_5_vl": _qwen2_5_vl,
    "smolvlm": _smolvlm,
}
