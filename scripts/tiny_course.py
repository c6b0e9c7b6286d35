"""How long and how fast a tiny model learns."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

WARM_UP = 100  # steps


@dataclass(frozen=True)
class Course:
    """rate: of learning, at its height; start: a checkpoint to go on from, empty: from nothing.

    eyes: steps of the detector's backbone alone, before `steps`.
    """

    steps: int
    rate: float
    seed: int
    start: str
    eyes: int


def rates(steps: int, height: float) -> Iterator[float]:
    """The rate of each step: a warm-up to `height`, then a cosine down to 2 % of it."""
    for step in range(steps):
        yield height * min(1, (step + 1) / WARM_UP) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / steps)))
