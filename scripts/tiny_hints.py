"""How the tiny Segment Anything learns to heed points and the mask before them; nothing else of it changes.

python scripts/train_test_models.py draw POOL --count 4500
python scripts/tiny_hints.py POOL
"""

import argparse
import logging
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from segment_anything.modeling import Sam
from shapes import Rng
from tiny_course import Course, rates
from tiny_pool import SEGMENTER_SIDE, Pool, Sample
from tiny_segmenter import FINER, REPORT, mask_loss, newborn
from torch import Tensor, nn
from torch.nn.functional import interpolate, pad

from assistant.messages import Box, Hint
from local_models.hints import reached

LEARNT = ("prompt_encoder.point_embeddings.0", "prompt_encoder.point_embeddings.1", "prompt_encoder.mask_downscaling")
PICTURES, PROMPTS = 4, 2  # of one step
# How a first box goes wrong, and how often: a side of it too far in, or it reaches over a neighbour. Else it is right.
CUT, OVER = 0.45, 0.35
CUT_BY = (0.2, 0.55)  # of the side
WOBBLE = 0.07  # of a box's sides
QUIET = 0.1

log = logging.getLogger(__name__)
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Seen:
    """A picture and what the encoder made of it, which does not change. embedding: float32 [1, c, s, s]."""

    sample: Sample
    embedding: Tensor


def look(sam: Sam, pool: Pool, rng: Rng, count: int) -> list[Seen]:
    """So many pictures of the pool, encoded."""
    seen: list[Seen] = []
    while len(seen) < count:
        for sample in pool.batch(rng, PICTURES, segmenter=True):
            pixels = torch.from_numpy(sample.rgb.copy()).permute(2, 0, 1)[None].float()
            with torch.inference_mode():
                embedding = sam.image_encoder(sam.preprocess(pixels))
            seen.append(Seen(sample, embedding.clone()))
    return seen


def misjudged(sample: Sample, number: int, rng: Rng) -> Box:
    """A box for one shape as it should not be: cut, or over a neighbour; now and then as it should."""
    height, width = sample.owners.shape
    edges = np.array(sample.truths[number].box) * ([width, height] * 2)
    sides = np.tile(edges[2:] - edges[:2], 2)
    luck = rng.random()
    if luck < CUT:
        side = rng.integers(4)
        edges[side] += rng.uniform(*CUT_BY) * sides[side] * (1 if side < 2 else -1)
    elif luck < CUT + OVER and len(sample.truths) > 1:
        middle = [(one.box[0] + one.box[2], one.box[1] + one.box[3]) for one in sample.truths]
        far = [np.hypot(*np.subtract(one, middle[number])) if at != number else np.inf for at, one in enumerate(middle)]
        other = np.array(sample.truths[int(np.argmin(far))].box) * ([width, height] * 2)
        edges = np.concatenate([np.minimum(edges, other)[:2], np.maximum(edges, other)[2:]])
    x0, y0, x1, y1 = (float(edge) for edge in edges + rng.uniform(-WOBBLE, WOBBLE, 4) * sides)
    return x0, y0, x1, y1


def where_wrong(inside: Flags, truth: Flags) -> Hint | None:
    """The middle of the largest part that a mask has too much, or too little; None where it has neither."""
    wrong = cv2.distanceTransform(np.pad(inside != truth, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    y, x = np.unravel_index(int(wrong.argmax()), wrong.shape)
    return Hint(float(x) + 0.5, float(y) + 0.5, bool(truth[y, x])) if wrong[y, x] > 1 else None


def decoded(sam: Sam, embedding: Tensor, box: Box, hints: tuple[Hint, ...], before: Tensor | None) -> Tensor:
    """Logits [1, 1, h, w] as the product decodes a prompt; here pixels are those of the model."""
    corners = torch.tensor([box])
    points = torch.tensor([[[hint.x, hint.y] for hint in hints]]), torch.tensor([[int(one.is_inside) for one in hints]])
    sparse, dense = sam.prompt_encoder(points if hints else None, corners, before)
    logits, quality = sam.mask_decoder(
        image_embeddings=embedding,
        image_pe=sam.prompt_encoder.get_dense_pe(),
        sparse_prompt_embeddings=sparse,
        dense_prompt_embeddings=dense,
        multimask_output=not hints,
    )
    best = int(quality[0].argmax())
    chosen: Tensor = logits[:, best : best + 1]
    return chosen


def large(logits: Tensor, shape: tuple[int, ...]) -> Flags:
    """Which pixels of the sample are inside."""
    whole = interpolate(logits, (SEGMENTER_SIDE, SEGMENTER_SIDE), mode="bilinear")[0, 0, : shape[0], : shape[1]]
    return np.asarray((whole > 0).detach().numpy(), np.bool_)


def corrected(sam: Sam, seen: Seen, number: int, rng: Rng) -> tuple[Tensor, Tensor, Tensor] | None:
    """One shape outlined by a wrong box, and again with a hint: logits before and after, and the truth [1, 1, h, w]."""
    truth = seen.sample.owners == number + 1
    box = misjudged(seen.sample, number, rng)
    with torch.no_grad():
        before = decoded(sam, seen.embedding, box, (), None)
    hint = where_wrong(large(before, truth.shape), truth)
    if hint is None:
        return None
    after = decoded(sam, seen.embedding, reached(box, (hint,)), (hint,), before)
    height, width = truth.shape
    wanted = pad(torch.from_numpy(truth)[None, None].float(), (0, SEGMENTER_SIDE - width, 0, SEGMENTER_SIDE - height))
    return before, after, wanted


def step(sam: Sam, pictures: list[Seen], rng: Rng) -> tuple[Tensor, float, float]:
    """The loss of one batch, and the overlaps with the truth before and after the hints."""
    made = [
        one
        for seen in pictures
        for number in rng.permutation(len(seen.sample.truths))[:PROMPTS]
        if (one := corrected(sam, seen, int(number), rng)) is not None
    ]
    before, after, truth = (torch.cat(each) for each in zip(*made, strict=True))
    fine = [FINER * side for side in after.shape[-2:]]
    truth = interpolate(truth, fine, mode="area")
    nothing = torch.zeros(len(made), 1)
    loss, better = mask_loss(interpolate(after, fine, mode="bilinear"), nothing, truth)
    _, worse = mask_loss(interpolate(before, fine, mode="bilinear"), nothing, truth)
    return loss, worse, better


def begin(sam: Sam) -> list[nn.Parameter]:
    """What is to be learnt, set so that an earlier mask at first says nothing and a point next to nothing."""
    prompts = sam.prompt_encoder
    with torch.no_grad():
        prompts.mask_downscaling[-1].weight.mul_(QUIET)
        prompts.mask_downscaling[-1].bias.copy_(prompts.no_mask_embed.weight[0])
        for points in prompts.point_embeddings[:2]:
            points.weight.mul_(QUIET)
    learnt = [value for name, value in sam.named_parameters() if name.startswith(LEARNT)]
    for value in learnt:
        value.requires_grad_(True)
    return learnt


def train(pool: Pool, path: Path, course: Course, count: int) -> None:
    """Teach the SAM of `path` hints, and save it there; what it makes of boxes stays the same to the last bit."""
    torch.manual_seed(course.seed)
    rng = np.random.default_rng(course.seed)
    sam = newborn().eval().requires_grad_(False)
    sam.load_state_dict(torch.load(course.start or path, weights_only=True))
    learnt = begin(sam)
    seen = look(sam, pool, rng, count)
    optimiser = torch.optim.AdamW(learnt, weight_decay=1e-4, betas=(0.9, 0.98))
    told: list[tuple[float, float, float]] = []
    for number, rate in enumerate(rates(course.steps, course.rate), 1):
        optimiser.param_groups[0]["lr"] = rate
        loss, worse, better = step(sam, [seen[at] for at in rng.integers(len(seen), size=PICTURES)], rng)
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        told.append((loss.item(), worse, better))
        if number % REPORT == 0:
            log.info("step %d: loss %.3f, IoU %.3f, with a hint %.3f", number, *np.mean(told, 0))
            told.clear()
    torch.save(sam.state_dict(), path)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pool", type=Path)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--pictures", type=int, default=150)
    parser.add_argument("--rate", type=float, default=3e-3, help="of learning, at its height (%(default)s)")
    asked = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    path = Path(__file__).parents[1] / "tests" / "data" / "tiny" / "segmenter.pth"
    train(Pool(asked.pool), path, Course(asked.steps, asked.rate, 0, "", 0), asked.pictures)


if __name__ == "__main__":
    main()
