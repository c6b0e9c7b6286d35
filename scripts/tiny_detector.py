"""A tiny Grounding DINO: transformers' own class at a few MB, and how it learns coloured shapes on one CPU core."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from shapes import COLOURS, NOUNS, SHAPES
from tiny_course import Course, rates
from tiny_eyes import NameTheCell, open_eyes, pixels_of
from tiny_loss import Truths, loss_of
from tiny_pool import Pool, Sample, image_processor
from tiny_prompts import Prompt, prompt_for
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from torch import Tensor, nn
from transformers import (
    BertConfig,
    GroundingDinoConfig,
    GroundingDinoForObjectDetection,
    GroundingDinoProcessor,
    PreTrainedTokenizerFast,
    SwinConfig,
)

BATCH = 16
REPORT = 25  # steps
KEEP = 250  # steps between two savings
PROPOSALS_PER_SHAPE = 3  # cells of the encoder that are to propose a shape: few, so that every shape gets queries
LONGEST_TEXT = 64  # tokens
# Grounding DINO finds the ends of phrases by BERT's ids, which are written into the class: they must be these.
FIXED_IDS = {"[PAD]": 0, "[UNK]": 100, "[CLS]": 101, "[SEP]": 102, "[MASK]": 103, ".": 1012, "?": 1029}
FIRST_FREE_ID = 1030

log = logging.getLogger(__name__)


def config(vocabulary: int) -> GroundingDinoConfig:
    """The sizes of the tiny detector."""
    return GroundingDinoConfig(
        backbone_config=SwinConfig(  # type: ignore[call-arg]  # a mixin takes out_indices
            image_size=160,
            patch_size=4,
            embed_dim=32,
            depths=[1, 2, 2, 1],
            num_heads=[2, 4, 8, 8],
            window_size=5,
            mlp_ratio=2.0,
            drop_path_rate=0.0,
            out_indices=[2, 3, 4],
        ),
        text_config=BertConfig(
            vocab_size=vocabulary,
            hidden_size=64,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=128,
            max_position_embeddings=LONGEST_TEXT,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        ),
        num_queries=40,
        d_model=64,
        num_feature_levels=3,
        max_text_len=LONGEST_TEXT,
        encoder_layers=2,
        encoder_ffn_dim=128,
        encoder_attention_heads=4,
        encoder_n_points=2,
        decoder_layers=3,
        decoder_ffn_dim=128,
        decoder_attention_heads=4,
        dropout=0.0,
        fusion_droppath=0.0,
        fusion_dropout=0.0,
        auxiliary_loss=False,
        two_stage=True,
    )


def tokenizer() -> PreTrainedTokenizerFast:
    """One token a word; any word that is not about shapes is unknown."""
    vocabulary = {f"[unused{number}]": number for number in range(FIRST_FREE_ID) if number not in FIXED_IDS.values()}
    vocabulary |= FIXED_IDS
    nouns = [*SHAPES, *NOUNS]
    for word in (*COLOURS, *nouns, *(f"{noun}s" for noun in nouns), "a", "an", "the"):
        vocabulary[word] = len(vocabulary)
    words = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    words.normalizer = normalizers.BertNormalizer(lowercase=True)
    words.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    words.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[(token, FIXED_IDS[token]) for token in ("[CLS]", "[SEP]")]
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=words,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=LONGEST_TEXT,
        model_input_names=["input_ids", "token_type_ids", "attention_mask"],
    )


def newborn(vocabulary: int) -> GroundingDinoForObjectDetection:
    """Untrained. The gates of fusion start open (0.2, not 1e-4) and text states small, so that first scores are too."""
    model = GroundingDinoForObjectDetection(config(vocabulary))
    for name, weight in model.named_parameters():
        if name.endswith(("vision_param", "text_param")):
            nn.init.constant_(weight, 0.2)
    nn.init.constant_(model.model.encoder.layers[-1].text_enhancer_layer.layer_norm_after.weight, 0.2)
    return model


@dataclass(frozen=True, eq=False)
class Batch:
    """Pictures and prompts as the model takes them, and what it is to find."""

    pixels: Tensor
    text: dict[str, Tensor]
    truths: Truths
    samples: list[Sample]


def make_batch(samples: list[Sample], processor: GroundingDinoProcessor, rng: np.random.Generator) -> Batch:
    """The samples with a prompt each."""
    prompts = [prompt_for(sample.truths, rng) for sample in samples]
    text = processor.tokenizer([prompt.text for prompt in prompts], padding=True, return_tensors="pt")
    return Batch(pixels_of(samples, processor), dict(text), _truths(samples, prompts, text["input_ids"]), samples)


def _truths(samples: list[Sample], prompts: list[Prompt], ids: Tensor) -> Truths:
    stops = ids == FIXED_IDS["."]
    special = stops | (ids == FIXED_IDS["[CLS]"]) | (ids == FIXED_IDS["[SEP]"]) | (ids == FIXED_IDS["[PAD]"])
    phrase_of = (stops.cumsum(1) - stops.long()).masked_fill(special, -1)  # [B, T]
    most = max(len(sample.truths) for sample in samples)
    boxes, tokens = torch.full((len(samples), most, 4), 0.5), torch.zeros(len(samples), most, ids.shape[1])
    for number, (sample, prompt) in enumerate(zip(samples, prompts, strict=True)):
        for place, (truth, named_by) in enumerate(zip(sample.truths, prompt.named_by, strict=True)):
            x0, y0, x1, y1 = truth.box
            boxes[number, place] = torch.tensor([(x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0])
            for phrase in named_by:
                tokens[number, place] += phrase_of[number] == phrase
    return Truths(boxes, tokens.any(-1), tokens)


def step_loss(model: GroundingDinoForObjectDetection, batch: Batch) -> Tensor:
    """The loss of every layer of the decoder, and of the encoder's proposals."""
    out = model(pixel_values=batch.pixels, **batch.text)
    readable = batch.text["attention_mask"].bool()
    total = loss_of(out.logits, out.pred_boxes, batch.truths, readable, copies=1, generous=True)
    for layer in range(model.config.decoder_layers - 1):
        states = out.intermediate_hidden_states[:, layer]
        start = out.intermediate_reference_points[:, layer - 1] if layer else out.init_reference_points
        logits = model.class_embed[layer](states, out.encoder_last_hidden_state_text, readable)
        boxes = (model.bbox_embed[layer](states) + torch.special.logit(start, eps=1e-5)).sigmoid()
        total = total + loss_of(logits, boxes, batch.truths, readable, copies=1, generous=True)
    proposed = out.enc_outputs_coord_logits.clamp(-20, 20).sigmoid()
    return total + loss_of(
        out.enc_outputs_class, proposed, batch.truths, readable, copies=PROPOSALS_PER_SHAPE, generous=False
    )


def train(pool: Pool, folder: Path, course: Course) -> None:
    """Teach a tiny detector, and save it with its processor into the folder."""
    torch.manual_seed(course.seed)
    rng = np.random.default_rng(course.seed)
    processor = GroundingDinoProcessor(image_processor(), tokenizer())  # type: ignore[no-untyped-call]
    known = GroundingDinoForObjectDetection.from_pretrained(course.start) if course.start else None
    model = (known or newborn(len(processor.tokenizer))).train()
    namer = NameTheCell(model)
    open_eyes(model, namer, pool, processor, rates(course.eyes, course.rate), rng)
    _save(model, processor, folder)
    weights = [*model.parameters(), *namer.parameters()]
    optimiser = torch.optim.AdamW(weights, weight_decay=1e-4, betas=(0.9, 0.98))
    started, losses = time.monotonic(), []
    for step, rate in enumerate(rates(course.steps, course.rate), 1):
        optimiser.param_groups[0]["lr"] = rate
        batch = make_batch(pool.batch(rng, BATCH), processor, rng)
        found = step_loss(model, batch)
        named = namer.loss(batch.samples)
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(found + named)
        nn.utils.clip_grad_norm_(weights, 5.0)
        optimiser.step()
        losses.append((found.item(), named.item()))
        if step % REPORT == 0:
            minutes = (time.monotonic() - started) / 60
            found_loss, named_loss = np.mean(losses, 0)
            log.info("%5.1f min, step %d: loss %.3f, cells %.3f", minutes, step, found_loss, named_loss)
            losses.clear()
        if step % KEEP == 0 or step == course.steps:
            _save(model, processor, folder)


def _save(model: GroundingDinoForObjectDetection, processor: GroundingDinoProcessor, folder: Path) -> None:
    model.save_pretrained(folder)
    processor.save_pretrained(folder)


@torch.no_grad()
def sharpen(folder: Path, factor: float) -> None:
    """Multiply the trained detector's logits, which moves the score from which a box had better be believed.

    Logits are products with the words' last states. Only these grow: what the decoder reads in them stays as it was.
    """
    model = GroundingDinoForObjectDetection.from_pretrained(folder)
    last = model.model.encoder.layers[-1].text_enhancer_layer.layer_norm_after
    for grown in (last.weight, last.bias):
        grown.mul_(factor)
    for layer in model.model.decoder.layers:
        for reader in (layer.encoder_attn_text.key, layer.encoder_attn_text.value):
            reader.weight.div_(factor)
    model.save_pretrained(folder)
