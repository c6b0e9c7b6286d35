"""A tiny LLaVA: transformers' own class at a few MB, with the tiny detector's backbone for eyes, a token a word."""

from pathlib import Path

import easy_vqa
import tiny_album
import torch
from shapes import COLOURS, SHAPES
from tiny_questions import NOUNS
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers
from torch import nn
from transformers import (
    GroundingDinoForObjectDetection,
    LlamaConfig,
    LlavaConfig,
    LlavaForConditionalGeneration,
    LlavaProcessor,
    PreTrainedTokenizerFast,
    SwinConfig,
)

STRIDE = 32  # px of a token's side
GRID = tiny_album.SIDE // STRIDE
TOKENS = GRID * GRID  # of a picture
WIDTH = 128
LONGEST_TEXT = 2048  # tokens; a picture takes 25
PAD, UNKNOWN, IMAGE, END = "<pad>", "<unk>", "<image>", "<end_of_utterance>"
SPECIAL = (PAD, UNKNOWN, IMAGE, END)
WORDS = (
    "user assistant system : ? . , ' a an the this that it and or no not yes of in on at to is are was there has have "
    "do does you see can count how many what which where colour color shape side left right furthest far picture image "
    "photo describe sentence short answer questions about pictures say only tell cannot show contain present one name "
    "thing things left-most right-most most 0 1 2 3 4 5 6 7 8 9"
)
TEMPLATE = (
    "{% for message in messages %}{{ message['role'] | capitalize }}:"
    "{% if message['content'] is string %} {{ message['content'] }}{% else %}"
    "{% for part in message['content'] %}{% if part['type'] == 'image' %}<image>"
    "{% else %} {{ part['text'] }}{% endif %}{% endfor %}{% endif %}<end_of_utterance>\n{% endfor %}"
    "{% if add_generation_prompt %}Assistant:{% endif %}"
)


def tokenizer() -> PreTrainedTokenizerFast:
    """One token a word; any word that is not about shapes is unknown."""
    nouns = [*SHAPES, *easy_vqa.SHAPES, *NOUNS]
    words = [*WORDS.split(), *COLOURS, *easy_vqa.COLOURS, *nouns, *(f"{noun}s" for noun in nouns)]
    vocabulary = {word: number for number, word in enumerate(dict.fromkeys([*SPECIAL, *words]))}
    inner = Tokenizer(models.WordLevel(vocabulary, unk_token=UNKNOWN))
    inner.normalizer = normalizers.BertNormalizer(lowercase=True)
    inner.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    inner.decoder = decoders.WordPiece()  # no space before a comma
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=inner,
        pad_token=PAD,
        unk_token=UNKNOWN,
        eos_token=END,
        padding_side="left",
        model_max_length=LONGEST_TEXT,
        extra_special_tokens=[IMAGE],
        model_input_names=["input_ids", "attention_mask"],
    )


def processor() -> LlavaProcessor:
    """Pictures and chats as the model takes them."""
    return LlavaProcessor(  # type: ignore[no-untyped-call]
        tiny_album.image_processor(),
        tokenizer(),
        patch_size=STRIDE,
        vision_feature_select_strategy="full",
        chat_template=TEMPLATE,
    )


def config(words: PreTrainedTokenizerFast) -> LlavaConfig:
    """The sizes: the detector's backbone, and a Llama of four layers."""
    ids = words.get_vocab()
    return LlavaConfig(
        vision_config=SwinConfig(
            image_size=tiny_album.SIDE,
            patch_size=4,
            embed_dim=32,
            depths=[1, 2, 2, 1],
            num_heads=[2, 4, 8, 8],
            window_size=5,
            mlp_ratio=2.0,
            drop_path_rate=0.0,
            use_absolute_embeddings=True,
            output_hidden_states=True,
        ),
        text_config=LlamaConfig(
            vocab_size=len(words),
            hidden_size=WIDTH,
            intermediate_size=256,
            num_hidden_layers=4,
            num_attention_heads=4,
            num_key_value_heads=4,
            max_position_embeddings=LONGEST_TEXT,
            rms_norm_eps=1e-5,
            pad_token_id=ids[PAD],
            bos_token_id=None,
            eos_token_id=ids[END],
        ),
        image_token_index=ids[IMAGE],
        image_seq_length=TOKENS,
        vision_feature_layer=-1,
        vision_feature_select_strategy="full",
    )


def newborn(detector: Path, words: PreTrainedTokenizerFast) -> LlavaForConditionalGeneration:
    """Untrained but for its eyes, which see as the detector's do, and do not know yet where.

    Keys start as the queries are, so that a word looks for its like from the first step on (the idea of "Mimetic
    Initialization of Self-Attention Layers", Trockman and Kolter 2023).
    """
    model = LlavaForConditionalGeneration(config(words))
    seeing = GroundingDinoForObjectDetection.from_pretrained(detector).model.backbone.conv_encoder.model.swin
    eyes = model.model.vision_tower
    eyes.load_state_dict(seeing.state_dict(), strict=False)  # which has no absolute places
    nn.init.trunc_normal_(eyes.embeddings.position_embeddings, std=0.02)
    with torch.no_grad():
        for layer in model.model.language_model.layers:
            nn.init.normal_(layer.self_attn.q_proj.weight, std=0.7 * WIDTH**-0.5)
            layer.self_attn.k_proj.weight.copy_(layer.self_attn.q_proj.weight)
    return model
