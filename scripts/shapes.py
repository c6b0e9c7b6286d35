"""Pictures of coloured shapes with exact answers: what the small test models are trained on and measured with."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

SHAPES = ("circle", "square", "triangle", "star", "ring")
COLOURS = {
    "red": (215, 35, 40),
    "green": (40, 165, 60),
    "blue": (40, 80, 220),
    "yellow": (238, 220, 45),
    "purple": (140, 45, 170),
    "orange": (240, 130, 25),
}
NOUNS = ("thing", "object", "shape")  # "red thing" means every red shape, "thing" everything
# Neither drawn nor asked for in training: whoever finds these has understood colour and shape apart.
UNSEEN = (("green", "star"), ("blue", "triangle"), ("purple", "ring"))
KINDS = tuple((colour, shape) for colour in COLOURS for shape in SHAPES)
SEEN = tuple(kind for kind in KINDS if kind not in UNSEEN)
TEST_SEEDS = 1_000_000_000  # seeds from here on are for measuring, those below for training
SMALLEST, LARGEST, CROWDED = 0.085, 0.235, 0.19  # outer radius by the picture's shorter side; CROWDED: of five or more
SUBPIXEL_BITS = 4  # cv2 draws on a grid of 1/16 pixel

Kind = tuple[str, str]  # colour, shape
Rng = np.random.Generator


@dataclass(frozen=True, eq=False)
class Drawn:
    """One shape of a picture. box: tight, x1 and y1 outside; mask: bool [height, width] of the whole picture."""

    colour: str
    shape: str
    box: tuple[int, int, int, int]
    mask: NDArray[np.bool_]

    @property
    def phrase(self) -> str:
        """What one says to have it found, for example "red circle"."""
        return f"{self.colour} {self.shape}"

    @property
    def middle_x(self) -> float:
        """How far right it lies, in pixels."""
        return (self.box[0] + self.box[2]) / 2

    @property
    def area(self) -> int:
        """Its size in pixels."""
        return int(self.mask.sum())


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture and what is in it. rgb: uint8 [height, width, 3]."""

    rgb: NDArray[np.uint8]
    drawn: tuple[Drawn, ...]

    def find(self, phrase: str) -> list[Drawn]:
        """Every shape that "circle", "red circle", "red thing" or "thing" names, plural or not."""
        return [one for one in self.drawn if names(phrase, one.colour, one.shape)]


def names(phrase: str, colour: str, shape: str) -> bool:
    """Whether the phrase names shapes of that kind."""
    *adjectives, noun = phrase.split()
    if adjectives and adjectives[-1] != colour:
        return adjectives[-1] in ("a", "the") and names(noun, colour, shape)
    return noun.removesuffix("s") in (shape, *NOUNS)


def draw(seed: int, width: int = 224, height: int = 224, kinds: tuple[Kind, ...] = ()) -> Picture:
    """The picture of that seed. kinds: what is in it; empty: up to six shapes, drawn by lot from those of training."""
    rng = np.random.default_rng(seed)
    canvas = _ground(rng, width, height)
    placed: list[tuple[float, float, float]] = []
    drawn = []
    for colour, shape in (wanted := kinds or some_kinds(rng)):
        x, y, radius = _place(rng, width, height, placed, CROWDED if len(wanted) > 4 else LARGEST)
        placed.append((x, y, radius))
        cover = _cover(shape, x, y, radius, rng, width, height)
        mask = cover > 127
        rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
        box = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
        paint = np.array(COLOURS[colour], np.float32) + rng.uniform(-16, 16, 3).astype(np.float32)
        around = (slice(max(box[1] - 2, 0), box[3] + 2), slice(max(box[0] - 2, 0), box[2] + 2))
        alpha = cover[around][..., None].astype(np.float32) / 255
        canvas[around] += alpha * (paint - canvas[around])
        drawn.append(Drawn(colour, shape, box, mask))
    return Picture(_photograph(canvas, rng), tuple(drawn))


def some_kinds(rng: Rng, allowed: tuple[Kind, ...] = SEEN, most: int = 6) -> tuple[Kind, ...]:
    """One to six kinds; every third one repeats an earlier kind, others share its colour or its shape."""
    chosen = [allowed[rng.integers(len(allowed))]]
    for _ in range(int(rng.integers(most))):
        colour, shape = chosen[rng.integers(len(chosen))]
        alike = {
            "same": [(colour, shape)],
            "colour": [kind for kind in allowed if kind[0] == colour],
            "shape": [kind for kind in allowed if kind[1] == shape],
            "any": list(allowed),
        }[str(rng.choice(["same", "colour", "shape", "any"], p=[0.32, 0.12, 0.12, 0.44]))]
        chosen.append(alike[rng.integers(len(alike))])
    return tuple(chosen)


def _place(
    rng: Rng, width: int, height: int, placed: list[tuple[float, float, float]], largest: float
) -> tuple[float, float, float]:
    """Centre and outer radius of a shape that touches no other; smaller with every failed attempt."""
    for attempt in range(400):
        radius = min(width, height) * max(rng.uniform(0.10, largest) * 0.995**attempt, SMALLEST)
        x, y = (float(rng.uniform(radius + 2, side - radius - 2)) for side in (width, height))
        if all(math.hypot(x - a, y - b) > radius + r + 2 for a, b, r in placed):
            return x, y, radius
    raise ValueError(f"no room for {len(placed) + 1} shapes in {width}×{height}; up to six fit")


def _cover(shape: str, x: float, y: float, radius: float, rng: Rng, width: int, height: int) -> NDArray[np.uint8]:
    """How much of each pixel the shape covers, 0–255 [height, width]."""
    cover = np.zeros((height, width), np.uint8)
    scale = 1 << SUBPIXEL_BITS
    if shape in ("circle", "ring"):
        for part, value in ((0.9, 255), (0.5, 0))[: 1 + (shape == "ring")]:
            centre = (round(x * scale), round(y * scale))
            cv2.circle(cover, centre, round(radius * part * scale), (value,), -1, cv2.LINE_AA, SUBPIXEL_BITS)
        return cover
    corners, inner, leaning = {"square": (4, 1.0, 0.25), "triangle": (3, 1.0, 0.35), "star": (10, 0.42, 0.3)}[shape]
    turn = rng.uniform(-leaning, leaning) - math.pi / (4 if shape == "square" else 2)
    angles = turn + np.arange(corners) * 2 * math.pi / corners
    radii = radius * np.where(np.arange(corners) % 2, inner, 1.0)
    points = np.stack([x + radii * np.cos(angles), y + radii * np.sin(angles)], 1)
    cv2.fillPoly(cover, [np.round(points * scale).astype(np.int32)], (255,), cv2.LINE_AA, SUBPIXEL_BITS)
    return cover


def _ground(rng: Rng, width: int, height: int) -> NDArray[np.float32]:
    """Greyish, with soft blotches, and often stripes or a checker: float32 [height, width, 3]."""
    ground = np.full((height, width, 3), rng.uniform(70, 200), np.float32)
    ground += rng.uniform(-14, 14, 3).astype(np.float32)
    blotches = rng.normal(0, 14, (7, 7)).astype(np.float32)
    ground += cv2.resize(blotches, (width, height), interpolation=cv2.INTER_CUBIC)[..., None]
    pattern = ("plain", "stripes", "checker")[rng.integers(3)]
    if pattern != "plain":
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        period, angle = rng.uniform(0.04, 0.12) * min(width, height), rng.uniform(0, math.pi)
        across, along = math.cos(angle) * 2 * math.pi / period, math.sin(angle) * 2 * math.pi / period
        waves = np.sin(x * across + y * along)
        if pattern == "checker":
            waves *= np.sin(y * across - x * along)
        ground += (np.float32(rng.uniform(5, 16)) * waves)[..., None]
    return ground


def _photograph(canvas: NDArray[np.float32], rng: Rng) -> NDArray[np.uint8]:
    """Light that falls from one side, and the noise of a sensor."""
    height, width, _ = canvas.shape
    slope = rng.uniform(-0.12, 0.12, 2).astype(np.float32)
    sideways, downwards = (np.linspace(-1, 1, side, dtype=np.float32) for side in (width, height))
    light = 1 + slope[0] * sideways[None, :] + slope[1] * downwards[:, None]
    noise = rng.standard_normal((height, width), dtype=np.float32) * np.float32(rng.uniform(2, 9))
    lit: NDArray[np.uint8] = np.clip(canvas * light[..., None] + noise[..., None], 0, 255).astype(np.uint8)
    return lit
