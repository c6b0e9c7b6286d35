"""How the tiny detector's backbone learns to see: the colour and the shape under each cell of its maps are to be named.

A step of this alone takes less than half of one of the whole detector, whose words and boxes teach the backbone little:
circles came to be told from squares two layers later, and badly. What names the cells is thrown away afterwards.
"""

import logging
import time
from collections.abc import Iterable

import numpy as np
import torch
from shapes import COLOURS, SHAPES
from tiny_pool import Pool, Sample
from torch import Tensor, nn
from transformers import GroundingDinoForObjectDetection, GroundingDinoProcessor

BATCH = 16
GROUND = 0.2  # what a cell of ground counts, against 1 of a shape: most cells are ground, and easy
REPORT = 50  # steps

log = logging.getLogger(__name__)


class NameTheCell(nn.Module):
    """Training only: the colour and the shape under each cell of the backbone's maps are to be named."""

    def __init__(self, model: GroundingDinoForObjectDetection) -> None:
        super().__init__()
        self.head = nn.Linear(model.config.d_model, len(COLOURS) + 1 + len(SHAPES) + 1)
        self.maps: list[Tensor] = []
        for projection in model.model.input_proj_vision:
            projection.register_forward_hook(lambda _module, _inputs, output: self.maps.append(output))

    def loss(self, samples: list[Sample]) -> Tensor:
        """Cross entropy over the maps of the forward pass just done."""
        total = torch.zeros(())
        colours, shapes = (torch.tensor([GROUND] + [1.0] * len(kinds)) for kinds in (COLOURS, SHAPES))
        for features in self.maps:
            truth = torch.from_numpy(np.stack([self._cells(sample, *features.shape[2:]) for sample in samples]))
            named = self.head(features.permute(0, 2, 3, 1)).flatten(0, 2)
            guesses = named.split([len(colours), len(shapes)], 1)
            for guess, true, weight in zip(guesses, truth.unbind(1), (colours, shapes), strict=True):
                total = total + nn.functional.cross_entropy(guess, true.flatten(), weight)
        self.maps.clear()
        return total

    @staticmethod
    def _cells(sample: Sample, height: int, width: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        """Number of the colour, number of the shape, 0 for ground: int64 [2, height, width]."""
        cells = np.zeros((2, height, width), np.int64)
        for truth in sample.truths:
            x0, y0, x1, y1 = np.round(np.array(truth.box) * (width, height, width, height)).astype(int)
            cells[0, y0:y1, x0:x1] = list(COLOURS).index(truth.colour) + 1
            cells[1, y0:y1, x0:x1] = SHAPES.index(truth.shape) + 1
        return cells


def pixels_of(samples: list[Sample], processor: GroundingDinoProcessor) -> Tensor:
    """The pictures as the model takes them: float32 [B, 3, h, w]."""
    pixels = torch.from_numpy(np.stack([sample.rgb for sample in samples])).permute(0, 3, 1, 2)
    seen = processor.image_processor(images=pixels, do_resize=False, do_pad=False, return_tensors="pt")
    taken: Tensor = seen["pixel_values"]
    return taken


def open_eyes(
    model: GroundingDinoForObjectDetection,
    namer: NameTheCell,
    pool: Pool,
    processor: GroundingDinoProcessor,
    rates: Iterable[float],
    rng: np.random.Generator,
) -> None:
    """Train the backbone and the namer alone, a step for each rate."""
    inner = model.model
    weights = [*inner.backbone.parameters(), *inner.input_proj_vision.parameters(), *namer.parameters()]
    optimiser = torch.optim.AdamW(weights, weight_decay=1e-4, betas=(0.9, 0.98))
    started, losses = time.monotonic(), []
    for step, rate in enumerate(rates, 1):
        optimiser.param_groups[0]["lr"] = rate
        samples = pool.batch(rng, BATCH)
        pixels = pixels_of(samples, processor)
        features, _ = inner.backbone(pixels, torch.ones_like(pixels[:, 0], dtype=torch.long))
        for (source, _), projection in zip(features, inner.input_proj_vision, strict=True):
            projection(source)
        loss = namer.loss(samples)
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(weights, 5.0)
        optimiser.step()
        losses.append(loss.item())
        if step % REPORT == 0:
            log.info("%5.1f min, step %d: cells %.3f", (time.monotonic() - started) / 60, step, np.mean(losses))
            losses.clear()
