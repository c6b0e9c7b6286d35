"""A picture with what was found drawn on it: colour, outline and number of each thing, as the page draws them too."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import PIL.Image
import PIL.ImageDraw
import PIL.ImageFont
from numpy.typing import NDArray

from assistant.masks import Inside, box_of, decode, meet, window
from assistant.messages import Box, Finding, Thing

Rgb = NDArray[np.uint8]  # [height, width, 3]
Colour = tuple[int, int, int]
Spot = tuple[int, int, int, int]  # x0, y0, x1, y1 of a badge, in whole pixels

# Okabe and Ito's, which people with any kind of colour vision can tell apart.
COLOURS: tuple[Colour, ...] = (
    (230, 159, 0),
    (86, 180, 233),
    (0, 158, 115),
    (240, 228, 66),
    (0, 114, 178),
    (213, 94, 0),
    (204, 121, 167),
    (0, 0, 0),
)
BLACK, WHITE = (0, 0, 0), (255, 255, 255)
FILL = 0.35
PATTERN_FILL = 0.9
# All lengths below are for a picture of this longer side and grow with it.
USUAL_SIDE = 1000
LINE = 1.0  # px of black outside an outline, and of white inside
BOX_LINE = 2.0  # px of colour, between white and black
TILE = 12  # px, of a pattern
DASH = 6  # px, of a box's line from the ninth on
# Digits, by the root of the picture's area: a panorama needs neither those of its width nor those of its height.
DIGITS = 0.026
LEAST_DIGITS = 13  # px; smaller ones are not read
LOWEST_SHARE = 0.5  # of the picture's shorter side, that a badge may take at most
UNREADABLE = 6  # px; a picture so small has no badges
PADDING = 0.3  # of the digits' height
BRIGHT = 140  # luma from which black digits are read better than white ones


@dataclass(frozen=True)
class Pen:
    """How thick things are drawn in a picture of this size. unit: pixels for one of a picture of the usual size."""

    unit: float
    digits: int  # px

    def line(self, px: float) -> int:
        """That many pixels at the usual size, in this picture's; at least 1."""
        return max(1, round(px * self.unit))


def pen_for(height: int, width: int) -> Pen:
    """The pen for a picture of this size."""
    digits = max(LEAST_DIGITS, round(DIGITS * (height * width) ** 0.5))
    return Pen(max(height, width) / USUAL_SIDE, min(digits, int(LOWEST_SHARE * min(height, width))))


def colour_of(number: int) -> Colour:
    """The colour of the thing with this number, from 1."""
    return COLOURS[(number - 1) % len(COLOURS)]


def pattern_of(number: int) -> int:
    """Which pattern lies over the colour: 0 none, then one more for each round through the colours, 3 at most."""
    return min(3, (number - 1) // len(COLOURS))


def overlay(finding: Finding, rgb: Rgb) -> Rgb:
    """The picture, uint8 RGB [height, width, 3], with every thing drawn on it; where there is no outline, its box.

    The smaller lies on the larger, and the numbers on all of them.
    """
    drawn = rgb.copy()
    pen = pen_for(*rgb.shape[:2])
    around: dict[int, Box] = {}  # thing → where its number stands
    for thing in sorted(finding.things, key=size, reverse=True):
        if thing.mask and thing.mask.area:
            inside = decode(thing.mask)
            _draw_mask(drawn, thing, inside, pen)
            around[thing.number] = _under_top(box_of(thing.mask), inside)
        else:
            _draw_box(drawn, thing, pen)
            around[thing.number] = thing.detection.box_xyxy
    taken: list[Spot] = []
    for thing in finding.things:
        if pen.digits >= UNREADABLE:
            taken.append(_draw_badge(drawn, thing.number, around[thing.number], pen, taken))
    return drawn


def _under_top(box: Box, inside: Inside) -> Box:
    """The part of a mask's box that begins at its topmost point, so that the number is seen to belong to it."""
    _, y0, x1, y1 = box
    return float(np.flatnonzero(inside[int(y0)]).mean()), y0, x1, y1


def size(thing: Thing) -> float:
    """The pixels of its outline, or of its box where it has none: the smaller is drawn over the larger."""
    if thing.mask and thing.mask.area:
        return thing.mask.area
    x0, y0, x1, y1 = thing.detection.box_xyxy
    return (x1 - x0) * (y1 - y0)


def _draw_mask(drawn: Rgb, thing: Thing, inside: Inside, pen: Pen) -> None:
    line = pen.line(LINE)
    x0, y0, x1, y1 = box_of(thing.mask) if thing.mask else (0.0, 0.0, 0.0, 0.0)
    near = window((x0 - line, y0 - line, x1 + line, y1 + line), 0.0, *inside.shape)
    view, here = drawn[near], inside[near]
    _blend(view, here, colour_of(thing.number), FILL)
    if pattern_of(thing.number):
        over = here & _pattern(pattern_of(thing.number), near, pen)
        _blend(view, over, colour_of(thing.number), PATTERN_FILL)
    contours, _ = cv2.findContours(here.view(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    along = np.zeros(here.shape, np.uint8)
    cv2.drawContours(along, contours, -1, 1, 2 * line)  # one half of it lies inside
    view[along.view(np.bool_) & ~here] = BLACK
    view[along.view(np.bool_) & here] = WHITE


def _blend(view: Rgb, where: Inside, colour: Colour, share: float) -> None:
    mixed = cv2.addWeighted(view, 1.0 - share, np.full_like(view, colour), share, 0.0)
    np.copyto(view, mixed, where=where[..., None])


def _pattern(kind: int, near: tuple[slice, slice], pen: Pen) -> Inside:
    """Where a pattern is dark, in that part of the picture: 1 stripes, 2 crossed stripes, 3 dots."""
    tile, line = pen.line(TILE), pen.line(2 * LINE)
    y, x = np.ogrid[near]
    stripes = (x + y) % tile < line
    if kind == 1:
        return np.asarray(stripes)
    if kind == 2:
        return np.asarray(stripes | ((x - y) % tile < line))
    return np.asarray((x % tile < tile // 2) & (y % tile < tile // 2))


def _draw_box(drawn: Rgb, thing: Thing, pen: Pen) -> None:
    x0, y0, x1, y1 = (round(edge) for edge in thing.detection.box_xyxy)
    edge, line = pen.line(LINE), pen.line(BOX_LINE)
    corners = ((x0, y0), (max(x0, x1 - 1), max(y0, y1 - 1)))
    cv2.rectangle(drawn, *corners, BLACK, line + 4 * edge)
    cv2.rectangle(drawn, *corners, WHITE, line + 2 * edge)
    for start, end in _strokes(*corners, pattern_of(thing.number), pen.line(DASH)):
        cv2.line(drawn, start, end, colour_of(thing.number), line)


def _strokes(
    first: tuple[int, int], last: tuple[int, int], pattern: int, dash: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The four sides of a box as lines; as dashes, farther apart with each pattern, where there is one."""
    (x0, y0), (x1, y1) = first, last
    for (ax, ay), (bx, by) in zip(
        ((x0, y0), (x1, y0), (x1, y1), (x0, y1)), ((x1, y0), (x1, y1), (x0, y1), (x0, y0)), strict=True
    ):
        length = max(abs(bx - ax), abs(by - ay))
        if not pattern or not length:
            yield (ax, ay), (bx, by)
            continue
        for at in range(0, length, dash * (1 + pattern)):
            start, end = at / length, min(1.0, (at + dash) / length)
            yield (
                (round(ax + start * (bx - ax)), round(ay + start * (by - ay))),
                (round(ax + end * (bx - ax)), round(ay + end * (by - ay))),
            )


def _draw_badge(drawn: Rgb, number: int, box: Box, pen: Pen, taken: list[Spot]) -> Spot:
    """Put a thing's number at its box, inside the picture, over no other number where there is room."""
    badge = _badge(number, pen)
    height, width = drawn.shape[:2]
    size = (min(badge.width, width), min(badge.height, height))
    x0, y0, x1, y1 = spot = _free_spot(box, size, (width, height), taken)
    under = PIL.Image.fromarray(drawn[y0:y1, x0:x1])
    top = badge.resize(under.size) if under.size != badge.size else badge
    under.paste(top, mask=top)
    drawn[y0:y1, x0:x1] = np.asarray(under)
    return spot


def _badge(number: int, pen: Pen) -> PIL.Image.Image:
    """RGBA: the number on its colour, with a border of white and of black."""
    font = PIL.ImageFont.load_default(pen.digits)
    left, top, right, bottom = font.getbbox(text := str(number))
    edge, padding = pen.line(LINE), round(PADDING * pen.digits)
    height = round(bottom - top) + 2 * (padding + edge)
    width = max(round(right - left) + 2 * (padding + edge), height)
    badge = PIL.Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = PIL.ImageDraw.Draw(badge)
    radius = height // 4
    draw.rounded_rectangle((0, 0, width - 1, height - 1), radius, BLACK)
    draw.rounded_rectangle((edge, edge, width - 1 - edge, height - 1 - edge), radius, WHITE)
    rest = 2 * edge
    draw.rounded_rectangle((rest, rest, width - 1 - rest, height - 1 - rest), radius, colour_of(number))
    at = ((width - (right - left)) / 2 - left, (height - (bottom - top)) / 2 - top)
    draw.text(at, text, _ink(colour_of(number)), font)
    return badge


def _ink(ground: Colour) -> Colour:
    red, green, blue = ground
    return BLACK if 0.299 * red + 0.587 * green + 0.114 * blue >= BRIGHT else WHITE


def _free_spot(box: Box, size: tuple[int, int], picture: tuple[int, int], taken: list[Spot]) -> Spot:
    """Above the box, in its corners, below it: the first of these that is free, or else the first."""
    (width, height), (x0, y0, x1, y1) = size, box
    right, bottom, middle = x1 - width, y1 - height, (x0 + x1 - width) / 2
    wanted = [(x0, y0 - height), (x0, y0), (right, y0), (x0, y1), (x0, bottom), (right, bottom)]
    wanted += [(middle, y0 - height), (middle, y1), (middle, (y0 + y1 - height) / 2)]
    spots = [_within(x, y, size, picture) for x, y in wanted]
    return next((spot for spot in spots if not any(meet(spot, other) for other in taken)), spots[0])


def _within(x: float, y: float, size: tuple[int, int], picture: tuple[int, int]) -> Spot:
    left, top = (int(max(0, min(at, room - part))) for at, part, room in zip((x, y), size, picture, strict=True))
    return left, top, left + size[0], top + size[1]
