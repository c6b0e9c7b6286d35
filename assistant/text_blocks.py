"""Lines of text in a picture, put together as people read them: which belong to one sign, where it is, what it says."""

import re
from collections.abc import Sequence
from statistics import median
from typing import TypeAlias

from assistant.messages import Box, Detection, TextBox

Block: TypeAlias = tuple[TextBox, ...]  # lines that belong together, in the order in which they are read

TEXT = "text"  # what is said to be found where text is
ALIKE = 1.8  # how many times higher one of two lines of a block may be
BELOW, BESIDE = 0.9, 1.5  # of a line's height: the widest gap inside a block, down and across
AROUND = 0.05  # of a thing's sides: so far outside its box text still stands on it
HYPHEN = re.compile(r"(?<=[^\W\d])-$")


def box_of(lines: Sequence[TextBox]) -> Box:
    """The box around lines, its edges along those of the picture."""
    xs, ys = zip(*(corner for line in lines for corner in line.corners), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def blocks(lines: Sequence[TextBox]) -> list[Block]:
    """The lines as signs, labels and paragraphs: those near each other and of like height; in the lines' order."""
    group = list(range(len(lines)))
    for one in range(len(lines)):
        for other in range(one):
            if _belong(lines[one], lines[other]):
                old, new = group[one], group[other]
                group = [new if each == old else each for each in group]
    return [
        tuple(line for line, mine in zip(lines, group, strict=True) if mine == each) for each in dict.fromkeys(group)
    ]


def within(lines: Sequence[TextBox], box: Box) -> list[TextBox]:
    """The lines that stand on a thing: their middle lies in its box, or hardly outside."""
    x0, y0, x1, y1 = box
    across, down = AROUND * (x1 - x0), AROUND * (y1 - y0)
    return [
        line
        for line in lines
        if x0 - across <= _middle(line)[0] <= x1 + across and y0 - down <= _middle(line)[1] <= y1 + down
    ]


def said(block: Sequence[TextBox]) -> str:
    """A block in one piece; a word that was divided between two lines is whole again."""
    text = ""
    for line in block:
        if HYPHEN.search(text) and line.text[:1].islower():
            text = text[:-1] + line.text
        else:
            text = f"{text} {line.text}".strip()
    return text


def detection(block: Sequence[TextBox], number: int = 1) -> Detection:
    """A block as something found, so that it can be told by its place, shown and chosen."""
    return Detection(number, TEXT, TEXT, min(line.score for line in block), box_of(block))


def contains(text: str, word: str) -> bool:
    """Whether words stand in a text, as whole words; capitals do not matter."""
    looked_for = re.escape(" ".join(word.casefold().split())).replace(r"\ ", r"\s+")
    if re.match(r"[一-鿿]", word):
        return bool(re.search(looked_for, text.casefold()))
    return bool(re.search(rf"(?<!\w){looked_for}(?!\w)", text.casefold()))


def _belong(one: TextBox, other: TextBox) -> bool:
    high, low = sorted((_height(one), _height(other)), reverse=True)
    if high > ALIKE * low:
        return False
    ax0, ay0, ax1, ay1 = box_of([one])
    bx0, by0, bx1, by1 = box_of([other])
    across, down = max(ax0, bx0) - min(ax1, bx1), max(ay0, by0) - min(ay1, by1)  # gaps; below 0 they overlap
    size = median((high, low))
    return (across < 0 and down < BELOW * size) or (down < 0 and across < BESIDE * size)


def _height(line: TextBox) -> float:
    """Of the letters, also where the line stands askew."""
    (ax, ay), *_, (bx, by) = line.corners
    return max(float(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5), 1.0)


def _middle(line: TextBox) -> tuple[float, float]:
    x0, y0, x1, y1 = box_of([line])
    return (x0 + x1) / 2, (y0 + y1) / 2
