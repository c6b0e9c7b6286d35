"""A tiny Segment Anything: segment_anything's own parts at 2 MB, and how it learns to outline the shape in a box."""

import logging
import time
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from segment_anything.modeling import ImageEncoderViT, MaskDecoder, PromptEncoder, Sam, TwoWayTransformer
from shapes import Rng
from tiny_course import Course, rates
from tiny_pool import SEGMENTER_SIDE, Pool, Sample
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, interpolate

PATCH, WIDTH, DEPTH, HEADS, WINDOW = 16, 96, 3, 4, 8  # of the encoder; its last block looks at the whole picture
EMBEDDING, MLP, DECODER_HEADS = 64, 128, 4
PICTURES, PROMPTS = 8, 4  # of one step
WOBBLE = 0.07  # of a box's sides: a detector's boxes are never exact
FINER = 2  # times the resolution of its masks is what they are judged at: the product enlarges them to the picture's
REPORT, KEEP = 25, 200  # steps

log = logging.getLogger(__name__)


def newborn() -> Sam:
    """Untrained. segment_anything's `_build_sam` cannot go below 4 million parameters and 1,024 px."""
    grid = SEGMENTER_SIDE // PATCH
    encoder = ImageEncoderViT(
        depth=DEPTH,
        embed_dim=WIDTH,
        img_size=SEGMENTER_SIDE,
        mlp_ratio=2,
        norm_layer=partial(nn.LayerNorm, eps=1e-6),
        num_heads=HEADS,
        patch_size=PATCH,
        qkv_bias=True,
        use_rel_pos=True,
        global_attn_indexes=(DEPTH - 1,),
        window_size=WINDOW,
        out_chans=EMBEDDING,
    )
    prompts = PromptEncoder(
        embed_dim=EMBEDDING,
        image_embedding_size=(grid, grid),
        input_image_size=(SEGMENTER_SIDE, SEGMENTER_SIDE),
        mask_in_chans=16,
    )
    decoder = MaskDecoder(
        num_multimask_outputs=3,
        transformer=TwoWayTransformer(depth=2, embedding_dim=EMBEDDING, mlp_dim=MLP, num_heads=DECODER_HEADS),
        transformer_dim=EMBEDDING,
        iou_head_depth=3,
        iou_head_hidden_dim=EMBEDDING,
    )
    nn.init.trunc_normal_(encoder.pos_embed, std=0.02)
    return Sam(encoder, prompts, decoder, pixel_mean=[123.675, 116.28, 103.53], pixel_std=[58.395, 57.12, 57.375])


def mask_loss(logits: Tensor, guessed: Tensor, truth: Tensor) -> tuple[Tensor, float]:
    """Cross entropy by the shape's area + dice of the best mask, squared error of the guessed IoUs. Also its mean IoU.

    SAM's focal loss is not used: it weighs ground and shape differently, so that a rim covered by half counts as
    ground, which costs thin and small shapes most. logits [B, M, h, w]; guessed [B, M]; truth in 0–1 [B, 1, h, w].
    """
    area = truth.sum((-1, -2)).clamp(min=1)
    truth = truth.expand_as(logits)
    p = logits.sigmoid()
    entropy = binary_cross_entropy_with_logits(logits, truth, reduction="none").sum((-1, -2)) / area
    dice = 1 - (2 * (p * truth).sum((-1, -2)) + 1) / (p.sum((-1, -2)) + truth.sum((-1, -2)) + 1)
    best, which = (entropy + dice).min(1)
    mask, true = logits > 0, truth > 0.5
    iou = (mask & true).sum((-1, -2)) / (mask | true).sum((-1, -2)).clamp(min=1)
    return best.mean() + ((guessed - iou) ** 2).mean(), iou.gather(1, which[:, None]).mean().item()


def _prompts(sample: Sample, rng: Rng) -> tuple[Tensor, Tensor]:
    """Boxes of some shapes, not quite exact, in pixels of the sample, and their masks [n, 1, h, w]."""
    height, width = sample.owners.shape
    chosen = rng.permutation(len(sample.truths))[:PROMPTS]
    edges: NDArray[np.float64] = np.array([sample.truths[number].box for number in chosen]) * ([width, height] * 2)
    sides = np.tile(edges[:, 2:] - edges[:, :2], 2)
    boxes = torch.from_numpy(edges + rng.uniform(-WOBBLE, WOBBLE, edges.shape) * sides).float()
    masks = torch.from_numpy(np.stack([sample.owners == number + 1 for number in chosen]))
    return boxes, masks[:, None].float()


def step_loss(sam: Sam, samples: list[Sample], rng: Rng) -> tuple[Tensor, float]:
    """The loss of one batch, of the single mask and of the three; and the mean IoU of the single one."""
    pixels = torch.from_numpy(np.stack([sample.rgb for sample in samples])).permute(0, 3, 1, 2).float()
    embeddings = sam.image_encoder(sam.preprocess(pixels))
    total, quality = torch.zeros(()), 0.0
    for sample, embedding in zip(samples, embeddings, strict=True):
        boxes, masks = _prompts(sample, rng)
        sparse, dense = sam.prompt_encoder(points=None, boxes=boxes, masks=None)
        logits, guessed = sam.mask_decoder.predict_masks(
            image_embeddings=embedding[None],
            image_pe=sam.prompt_encoder.get_dense_pe(),
            sparse_prompt_embeddings=sparse,
            dense_prompt_embeddings=dense,
        )
        height, width = masks.shape[-2:]
        truth = nn.functional.pad(masks, (0, SEGMENTER_SIDE - width, 0, SEGMENTER_SIDE - height))
        fine = [FINER * side for side in logits.shape[-2:]]
        logits = interpolate(logits, fine, mode="bilinear")
        truth = interpolate(truth, fine, mode="area")
        single, iou = mask_loss(logits[:, :1], guessed[:, :1], truth)
        several, _ = mask_loss(logits[:, 1:], guessed[:, 1:], truth)
        total = total + single + 0.5 * several
        quality += iou
    return total / len(samples), quality / len(samples)


def train(pool: Pool, path: Path, course: Course) -> None:
    """Teach a tiny SAM, and save its state dict as segment_anything's own checkpoints are."""
    torch.manual_seed(course.seed)
    rng = np.random.default_rng(course.seed)
    sam = newborn().train()
    if course.start:
        sam.load_state_dict(torch.load(course.start, weights_only=True))
    optimiser = torch.optim.AdamW(sam.parameters(), weight_decay=1e-4, betas=(0.9, 0.98))
    started, seen = time.monotonic(), []
    for step, rate in enumerate(rates(course.steps, course.rate), 1):
        optimiser.param_groups[0]["lr"] = rate
        loss, quality = step_loss(sam, pool.batch(rng, PICTURES, segmenter=True), rng)
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(sam.parameters(), 1.0)
        optimiser.step()
        seen.append((loss.item(), quality))
        if step % REPORT == 0:
            minutes = (time.monotonic() - started) / 60
            log.info("%5.1f min, step %d: loss %.3f, IoU %.3f", minutes, step, *np.mean(seen, 0))
            seen.clear()
        if step % KEEP == 0 or step == course.steps:
            torch.save(sam.state_dict(), path)
