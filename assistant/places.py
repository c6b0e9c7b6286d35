"""Where things are in a picture: which of several is meant, where one lies, what to call each.

Everything is judged from boxes alone. y grows downwards, as in all pictures.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from assistant.boxes import area, overlap
from assistant.messages import Box, Detection
from assistant.plan import Kind, Place
from assistant.words.lexicon import COLOURS, ORDINALS, OTHER_WORDS, PERSONS, SIZES, STATES, singular

SAME = 0.75  # intersection over union from which two boxes are around one thing
FILLS = 0.7  # share of the picture from which a thing is said to fill it
MIDDLE = (0.4, 0.6)  # of the width or height: what lies between is neither left nor right, neither at the top nor below
NEAR = 0.5  # as a share of the larger thing's mean side: the gap up to which several things are all "next to" another
APART = 0.05  # as a share of the picture: things whose centres lie further apart along an axis can be told by it


def choose(
    detections: Sequence[Detection], place: Place, width: int, height: int, others: Mapping[str, Sequence[Detection]]
) -> list[Detection]:
    """Those of `detections` that a place means, nearest to it first; none where the place cannot be told.

    width, height: of the picture; others: what was found by each of `place.others`. rank 2 is the second by the order
    below, one thing or none; rank 0 all for which the place is true; a rank below 0 all but the one with that rank.

    left, right, top, bottom: by the centre, counted from that side; true where `where` says so.
    middle; corner, top left and the like: by the distance of the centre to the middle; to the nearest corner, to that
    corner; true where `where` says so.
    largest, smallest: by the area of the box; always true.
    With others, left, right, above and below: true where the centre lies on that side of another's centre, further
    along that axis than across it (above and below: or one over the other); by the gap between the boxes.
    next to: by that gap; true up to half of the larger one's mean side.
    behind, in front of: what stands on the same ground and further away has its lower edge higher in the picture. True
    where that edge lies higher, or lower, and the boxes overlap from left to right; by the gap.
    between: two others, of two kinds or of one; true where the centre lies between theirs along the line that joins
    them; by its distance from the middle of that line.
    """
    ordered = _ordered(detections, place, width, height, others)
    if place.rank == 0:
        return [one for one, true in ordered if true]
    meant = ordered[abs(place.rank) - 1 : abs(place.rank)]
    if place.rank > 0:
        return [one for one, _ in meant]
    return [one for one in detections if one not in [each for each, _ in meant]]


def called(detection: Detection) -> str:
    """The noun for what was found, no more than the detector can vouch for; a person's colour is never part of it.

    The user's own word where it means the same ("sofa" for "couch"), else the detector's: what was asked for as "red
    car", "corgi" and "man" and found as "car", "dog" and "person" is called so.
    """
    label, phrase = singular(detection.label.lower()), detection.phrase
    bare = " ".join(phrase.split()[_unseen(phrase) :])
    if label and (not detection.certain or (phrase != label and bare not in OTHER_WORDS)):
        said = label
    else:
        said = phrase if phrase == label else bare
    if PERSONS.isdisjoint(said.split()):
        return said
    return " ".join(word for word in said.split() if word not in COLOURS) or "person"


def _unseen(phrase: str) -> int:
    """How many words at the front of a phrase say what a box does not show."""
    words = phrase.split()
    front = [word in COLOURS or word in SIZES or word in STATES or word.endswith("ing") for word in words[:-1]]
    return front.index(False) if False in front else len(front)


def where(box: Box, width: int, height: int) -> str:
    """Where a box lies, as it is said after "is": "on the left", "at the top right", "in the middle".

    By its centre: the middle is a fifth of the width and of the height.
    """
    if area(box) >= FILLS * width * height:
        return "across most of the picture"
    x, y = _centre(box)
    across = "left" if x < MIDDLE[0] * width else "right" if x > MIDDLE[1] * width else ""
    down = "top" if y < MIDDLE[0] * height else "bottom" if y > MIDDLE[1] * height else ""
    if across and down:
        return f"at the {down} {across}"
    return f"on the {across}" if across else f"at the {down}" if down else "in the middle"


def names(detections: Sequence[Detection], width: int, height: int) -> list[str]:
    """A name for each, in their order, that can be said and that no other has.

    One of a kind is "the dog"; two and three are told by their sides, or where they lie in one place by their size;
    more are counted: "the second dog from the left".
    """
    named = [""] * len(detections)
    kinds: dict[str, list[int]] = {}
    for at, detection in enumerate(detections):
        kinds.setdefault(called(detection), []).append(at)
    for kind, members in kinds.items():
        boxes = [detections[at].box_xyxy for at in members]
        for at, name in zip(members, _names(kind, boxes, width, height), strict=True):
            named[at] = name
    return named


def _names(kind: str, boxes: list[Box], width: int, height: int) -> list[str]:
    if len(boxes) == 1:
        return [f"the {kind}"]
    if len(boxes) > 3:
        return _told_by(0, boxes, [f"the {_ordinal(n)} {kind} from the left" for n in range(1, len(boxes) + 1)])
    across, down = _apart(0, boxes) / width, _apart(1, boxes) / height
    if max(across, down) < APART and len(boxes) == 2:
        larger = 0 if area(boxes[0]) >= area(boxes[1]) else 1
        return [f"the {'larger' if at == larger else 'smaller'} {kind}" for at in range(2)]
    upright = down >= APART and (across < APART or down > 2 * across)  # left and right come first to mind
    words = ("top", "middle", "bottom") if upright else ("left", "middle", "right")
    told = [f"the {word} {kind}" for word in words]
    return _told_by(int(upright), boxes, [told[0], told[-1]] if len(boxes) == 2 else told)


def _told_by(axis: int, boxes: list[Box], words: list[str]) -> list[str]:
    """Each box's word, the first for the smallest coordinate of the centre."""
    order = sorted(range(len(boxes)), key=lambda at: _centre(boxes[at])[axis])
    return [words[order.index(at)] for at in range(len(boxes))]


def _apart(axis: int, boxes: list[Box]) -> float:
    """The least distance of two centres along an axis, in pixels."""
    return min(abs(_centre(one)[axis] - _centre(two)[axis]) for one, two in combinations(boxes, 2))


def _ordinal(number: int) -> str:
    if number <= len(ORDINALS):
        return ORDINALS[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _ordered(
    detections: Sequence[Detection], place: Place, width: int, height: int, others: Mapping[str, Sequence[Detection]]
) -> list[tuple[Detection, bool]]:
    """Every one that may be meant, the likeliest first, and whether the place is true of it."""
    if place.others:
        return _related(detections, place, [[one.box_xyxy for one in others.get(name, ())] for name in place.others])
    measured = [(one, *_measure(place.kind, one.box_xyxy, width, height)) for one in detections]
    return [(one, true) for one, _, true in sorted(measured, key=lambda each: each[1])]


def _measure(kind: Kind, box: Box, width: int, height: int) -> tuple[float, bool]:
    """How far a box is from a place of the picture (the order is what counts), and whether it lies there."""
    x, y = _centre(box)
    x, y = x / width, y / height
    if kind == "left":
        return x, x < MIDDLE[0]
    if kind == "right":
        return -x, x > MIDDLE[1]
    if kind in ("top", "above"):
        return y, y < MIDDLE[0]
    if kind in ("bottom", "below"):
        return -y, y > MIDDLE[1]
    if kind == "largest":
        return -area(box), True
    if kind == "smallest":
        return area(box), True
    if kind == "middle":
        return _length(x - 0.5, y - 0.5), abs(x - 0.5) <= 0.5 - MIDDLE[0] and abs(y - 0.5) <= 0.5 - MIDDLE[0]
    if kind in CORNERS:
        across, down = abs(x - CORNERS[kind][0]), abs(y - CORNERS[kind][1])
    elif kind == "corner":
        across, down = min(x, 1 - x), min(y, 1 - y)
    else:  # a relation to nothing
        return 0.0, False
    return _length(across, down), across < MIDDLE[0] and down < MIDDLE[0]


CORNERS: dict[Kind, tuple[int, int]] = {
    "top left": (0, 0),
    "top right": (1, 0),
    "bottom left": (0, 1),
    "bottom right": (1, 1),
}


def _related(detections: Sequence[Detection], place: Place, others: list[list[Box]]) -> list[tuple[Detection, bool]]:
    """Those for which the relation holds, the nearest first; only "next to" has also those that are too far off."""
    found: list[tuple[float, int, Detection, bool]] = []
    for at, one in enumerate(detections):
        box = one.box_xyxy
        if place.kind == "between":
            distances = [_between(box, *pair) for pair in _pairs(others) if not _is_one_of(box, pair)]
        else:
            held = [other for boxes in others for other in boxes if not _is_one_of(box, [other])]
            distances = [_gap(box, other) for other in held if _holds(place.kind, box, other)]
        near = [distance for distance in distances if distance is not None]
        if near:
            side = (box[2] - box[0] + box[3] - box[1]) / 2
            found.append((min(near), at, one, place.kind != "next to" or min(near) <= NEAR * side))
    return [(one, true) for _, _, one, true in sorted(found, key=lambda each: each[:2])]


def _holds(kind: Kind, box: Box, other: Box) -> bool:
    (x, y), (to_x, to_y) = _centre(box), _centre(other)
    across, down = x - to_x, y - to_y
    side_by_side = box[0] < other[2] and other[0] < box[2]
    holds = {
        "left": across < 0 and abs(across) >= abs(down),
        "right": across > 0 and abs(across) >= abs(down),
        "above": down < 0 and (abs(down) >= abs(across) or side_by_side),
        "below": down > 0 and (abs(down) >= abs(across) or side_by_side),
        "behind": side_by_side and box[3] < other[3],
        "in front of": side_by_side and box[3] > other[3],
    }
    return holds.get(kind, True)


def _pairs(others: list[list[Box]]) -> Iterable[tuple[Box, Box]]:
    if len(others) == 1:
        return combinations(others[0], 2)
    return ((one, two) for one in others[0] for two in others[1])


def _between(box: Box, one: Box, two: Box) -> float | None:
    """Distance of the centre to the middle of the line that joins the others' centres; None: not between them."""
    (x, y), (x0, y0), (x1, y1) = _centre(box), _centre(one), _centre(two)
    length = _length(x1 - x0, y1 - y0)
    if not length:
        return None
    along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length
    across = abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) / length
    if not 0 < along < length or across > length / 2:
        return None
    return _length(x - (x0 + x1) / 2, y - (y0 + y1) / 2)


def _is_one_of(box: Box, others: Iterable[Box]) -> bool:
    return any(overlap(box, other) >= SAME for other in others)


def _gap(one: Box, other: Box) -> float:
    """Pixels between two boxes; where they touch, less than 0 and the smaller the closer their centres."""
    across = max(one[0] - other[2], other[0] - one[2], 0)
    down = max(one[1] - other[3], other[1] - one[3], 0)
    if across or down:
        return _length(across, down)
    (x, y), (to_x, to_y) = _centre(one), _centre(other)
    return -1 / (1 + _length(x - to_x, y - to_y))


def _centre(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _length(x: float, y: float) -> float:
    return float((x * x + y * y) ** 0.5)
