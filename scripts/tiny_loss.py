"""What the tiny detector is to learn: which of its boxes is which shape, and how far it is from that.

The loss of transformers' own class is not used (5.23): its two-stage boxes arrive detached, so that the proposals never
learn, and from the third picture of a batch on it looks labels up in the wrong place. This one also differs on
purpose: every query of the decoder that lies on a wanted shape is right, not one of them. Matched one to one, a small
decoder learns to be sure of its first query only and misses the second of two like shapes; that boxes now come several
times over is what non-maximum suppression, which the product does anyway, is for.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

# IoU from which a query is right; between the two it is neither right nor wrong. Loose boxes must be wrong: the product
# takes boxes that overlap by less than 0.7 to be around two things.
ON_IT, NEAR_IT = 0.75, 0.7


@dataclass(frozen=True, eq=False)
class Truths:
    """What is to be found. boxes: float [B, N, 4], cx, cy, w, h in 0–1; there: bool [B, N]; tokens: float [B, N, T]."""

    boxes: Tensor
    there: Tensor
    tokens: Tensor


def overlaps(boxes: Tensor, others: Tensor) -> tuple[Tensor, Tensor]:
    """IoU and generalised IoU (arXiv 1902.09630) of boxes cx, cy, w, h that broadcast against each other."""
    low, high = (torch.cat([b[..., :2] - b[..., 2:] / 2, b[..., :2] + b[..., 2:] / 2], -1) for b in (boxes, others))
    inner = (torch.minimum(low[..., 2:], high[..., 2:]) - torch.maximum(low[..., :2], high[..., :2])).clamp(min=0)
    outer = torch.maximum(low[..., 2:], high[..., 2:]) - torch.minimum(low[..., :2], high[..., :2])
    both, hull = inner.prod(-1), outer.prod(-1)
    union = boxes[..., 2:].prod(-1) + others[..., 2:].prod(-1) - both
    iou = both / union.clamp(min=1e-9)
    return iou, iou - (hull - union) / hull.clamp(min=1e-9)


def assign(scores: Tensor, boxes: Tensor, truths: Truths, copies: int, generous: bool) -> tuple[Tensor, Tensor]:
    """Which shape each box is to be ([B, Q], -1: none), and which boxes count as wrong where they are none.

    The `copies` cheapest boxes of each shape are it, and if `generous` every box that lies on it.
    """
    iou, giou = overlaps(boxes[:, :, None], truths.boxes[:, None])  # [B, Q, N]
    apart = (boxes[:, :, None] - truths.boxes[:, None]).abs().sum(-1)
    said = torch.einsum("bqt,bnt->bqn", scores, truths.tokens) / truths.tokens.sum(-1).clamp(min=1)[:, None]
    cost = 2 * (1 - said) + 5 * apart + 2 * (1 - giou)
    chosen = torch.zeros_like(cost, dtype=torch.bool).scatter_(1, cost.topk(copies, 1, largest=False).indices, True)
    if generous:
        chosen |= iou > ON_IT
    chosen &= truths.there[:, None]
    owner = cost.masked_fill(~chosen, math.inf).argmin(-1).masked_fill(~chosen.any(-1), -1)
    near = (iou > NEAR_IT) & truths.there[:, None]
    return owner, ~near.any(-1) if generous else torch.ones_like(owner, dtype=torch.bool)


def focal(logits: Tensor, wanted: Tensor) -> Tensor:
    """Focal loss (arXiv 1708.02002) of each logit; alpha 0.25, gamma 2."""
    entropy = nn.functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    doubt: Tensor = 1 - torch.exp(-entropy)
    return (0.25 * wanted + 0.75 * (1 - wanted)) * doubt**2 * entropy


def loss_of(logits: Tensor, boxes: Tensor, truths: Truths, readable: Tensor, copies: int, generous: bool) -> Tensor:
    """Focal loss of the words, L1 and generalised IoU of the boxes. logits [B, Q, T], boxes [B, Q, 4]."""
    logits = logits[..., : readable.shape[1]].masked_fill(~readable[:, None], -30.0)
    with torch.no_grad():
        owner, counts = assign(logits.sigmoid(), boxes, truths, copies, generous)
    picture, query = torch.nonzero(owner >= 0, as_tuple=True)
    shape = owner[picture, query]
    wanted = torch.zeros_like(logits)
    wanted[picture, query] = truths.tokens[picture, shape].clamp(max=1)
    counted = (counts | (owner >= 0))[..., None] & readable[:, None]
    right = max(len(shape), 1)
    words = (focal(logits, wanted) * counted).sum() / right
    found, true = boxes[picture, query], truths.boxes[picture, shape]
    _, giou = overlaps(found, true)
    total: Tensor = 2 * words + (5 * (found - true).abs().sum() + 2 * (1 - giou).sum()) / right
    return total
