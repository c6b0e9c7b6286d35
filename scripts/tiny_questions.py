"""Questions about a picture of coloured shapes, each with its one right answer, in many wordings.

Nothing is asked whose answer is a matter of taste: left and right need a clear margin, "the circle" needs one circle.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shapes import COLOURS, SHAPES, UNSEEN, Picture, Rng, names

APART = 0.06  # of the width: nearer than that nobody is asked which of two lies further left
NEAR_MIDDLE = 0.08  # of the width: there a shape is neither on the left nor on the right
NOUNS = ("thing", "shape", "object")


@dataclass(frozen=True)
class Lying:
    """A shape and how far right and down its middle lies, as parts of width and height."""

    colour: str
    shape: str
    x: float
    y: float

    @property
    def name(self) -> str:
        """Its colour and shape."""
        return f"{self.colour} {self.shape}"


@dataclass(frozen=True)
class Asked:
    """kind: one of KINDS."""

    kind: str
    question: str
    answer: str


def lying_in(picture: Picture) -> tuple[Lying, ...]:
    """What there is to ask about."""
    height, width, _ = picture.rgb.shape
    return tuple(
        Lying(one.colour, one.shape, one.middle_x / width, (one.box[1] + one.box[3]) / 2 / height)
        for one in picture.drawn
    )


def ask_some(there: Sequence[Lying], rng: Rng, count: int) -> list[Asked]:
    """About `count` questions of every kind that this picture allows."""
    kinds = rng.choice(list(KINDS), size=count, p=[share for _, share in KINDS.values()])
    return [asked for kind in kinds if (asked := ask(str(kind), there, rng))]


def ask(kind: str, there: Sequence[Lying], rng: Rng) -> Asked | None:
    """A question of that kind; None where this picture allows none."""
    asking, _ = KINDS[kind]
    found = asking(there, rng)
    return Asked(kind, *found) if found else None


def _count(there: Sequence[Lying], rng: Rng) -> tuple[str, str]:
    phrase = _phrase(there, rng)
    number = sum(names(phrase, one.colour, one.shape) for one in there)
    return _either(_COUNTING, rng).format(f"{phrase}s"), str(number)


def _presence(there: Sequence[Lying], rng: Rng) -> tuple[str, str]:
    phrase = _phrase(there, rng)
    is_there = any(names(phrase, one.colour, one.shape) for one in there)
    return _either(_PRESENCE, rng).format(_a(phrase)), "yes" if is_there else "no"


def _colour(there: Sequence[Lying], rng: Rng) -> tuple[str, str] | None:
    shapes = [shape for shape in SHAPES if len({one.colour for one in there if one.shape == shape}) == 1]
    if not shapes:
        return None
    shape = _either(shapes, rng)
    word = _either(("colour", "color"), rng)
    return _either(_COLOUR, rng).format(word, shape), next(one.colour for one in there if one.shape == shape)


def _shape(there: Sequence[Lying], rng: Rng) -> tuple[str, str] | None:
    colours = [colour for colour in COLOURS if len({one.shape for one in there if one.colour == colour}) == 1]
    if not colours:
        return None
    colour = _either(colours, rng)
    asked = _either(_SHAPE, rng).format(colour, _either(("thing", "object"), rng))
    return asked, next(one.shape for one in there if one.colour == colour)


def _side(there: Sequence[Lying], rng: Rng) -> tuple[str, str] | None:
    clear = [(phrase, one) for phrase, one in _unique(there, rng) if abs(one.x - 0.5) > NEAR_MIDDLE]
    if not clear:
        return None
    phrase, one = clear[rng.integers(len(clear))]
    return _either(_SIDE, rng).format(phrase), "left" if one.x < 0.5 else "right"


def _relation(there: Sequence[Lying], rng: Rng) -> tuple[str, str] | None:
    unique = _unique(there, rng)
    pairs = [(one, other) for one in unique for other in unique if abs(one[1].x - other[1].x) > APART]
    if not pairs:
        return None
    (phrase, one), (other_phrase, other) = pairs[rng.integers(len(pairs))]
    side = "left" if one.x < other.x else "right"
    if rng.random() < 0.6:
        return _either(_WHICH_SIDE, rng).format(phrase, other_phrase), side
    claimed = _either(("left", "right"), rng)
    return _either(_IS_ON_SIDE, rng).format(phrase, claimed, other_phrase), "yes" if claimed == side else "no"


def _end(there: Sequence[Lying], rng: Rng) -> tuple[str, str] | None:
    side = _either(("left", "right"), rng)
    across = sorted(there, key=lambda one: one.x, reverse=side == "right")
    if len(across) < 2 or abs(across[0].x - across[1].x) < APART:
        return None
    return _either(_END, rng).format(side), _a(across[0].name)


def _describe(there: Sequence[Lying], rng: Rng) -> tuple[str, str] | None:
    across = sorted(there, key=lambda one: one.x)
    if any(other.x - one.x < APART for one, other in pairwise(across)):
        return None
    *before, last = (_a(one.name) for one in across)
    return _either(_DESCRIBE, rng), f"{', '.join(before)} and {last}" if before else last


def _this(there: Sequence[Lying], rng: Rng) -> tuple[str, str] | None:
    if len(there) != 1:
        return None
    what = ("what is this?", "what colour is this?", "what color is it?", "what shape is this?")
    answers = (_a(there[0].name), there[0].colour, there[0].colour, there[0].shape)
    number = int(rng.integers(len(what)))
    return what[number], answers[number]


def _phrase(there: Sequence[Lying], rng: Rng) -> str:
    """What may or may not be there: mostly what is, or what shares a word with it; never an unseen pair."""
    one, other = (there[int(rng.integers(len(there)))] for _ in range(2))
    colour, shape = one.colour, one.shape
    change = rng.random()
    if change < 0.2:
        colour = other.colour if rng.random() < 0.5 else _either(list(COLOURS), rng)
    elif change < 0.4:
        shape = other.shape if rng.random() < 0.5 else _either(SHAPES, rng)
    elif change < 0.5:
        colour, shape = _either(list(COLOURS), rng), _either(SHAPES, rng)
    if (colour, shape) in UNSEEN:
        colour, shape = one.colour, one.shape
    noun = _either(NOUNS, rng)
    forms = (f"{colour} {shape}", shape, f"{colour} {noun}", noun)
    return str(rng.choice(forms, p=[0.45, 0.28, 0.22, 0.05]))


def _unique(there: Sequence[Lying], rng: Rng) -> list[tuple[str, Lying]]:
    """A phrase for each shape that can be told from all others by one."""
    found = []
    for one in there:
        forms = (one.name, one.shape, f"{one.colour} {_either(NOUNS, rng)}")
        fitting = [form for form in forms if sum(names(form, each.colour, each.shape) for each in there) == 1]
        if one.name in fitting:
            found.append((one.name if rng.random() < 0.6 else _either(fitting, rng), one))
    return found


def _a(phrase: str) -> str:
    return f"{'an' if phrase[0] in 'aeiou' else 'a'} {phrase}"


def _either(wordings: Sequence[str], rng: Rng) -> str:
    return wordings[int(rng.integers(len(wordings)))]


_COUNTING = (
    "how many {} are there?",
    "how many {} are there?",
    "how many {} are in the picture?",
    "how many {} do you see?",
    "how many {} can you see in this image?",
    "how many {}?",
    "count the {}.",
)
_PRESENCE = (
    "is there {}?",
    "is there {} in the picture?",
    "is there {} in this image?",
    "do you see {}?",
    "can you see {} in the picture?",
    "does the picture show {}?",
    "does the image contain {}?",
)
_COLOUR = (
    "what {} is the {}?",
    "what {} is the {}?",
    "what {} has the {}?",
    "which {} is the {}?",
    "the {} of the {}?",
)
_SHAPE = ("what shape is the {} {}?", "which shape has the {} {}?", "what is the {} {}?")
_SIDE = (
    "is the {} on the left or on the right?",
    "is the {} on the left or the right?",
    "is the {} on the left or right side?",
    "which side is the {} on?",
    "on which side is the {}?",
    "where is the {}, left or right?",
)
_WHICH_SIDE = (
    "is the {} left or right of the {}?",
    "is the {} to the left or to the right of the {}?",
    "is the {} on the left or on the right of the {}?",
    "is the {} to the left or right of the {}?",
)
_IS_ON_SIDE = ("is the {} {} of the {}?", "is the {} to the {} of the {}?", "is the {} on the {} of the {}?")
_END = (
    "what is furthest to the {}?",
    "which shape is furthest to the {}?",
    "what is on the far {}?",
    "what do you see furthest to the {}?",
)
_DESCRIBE = (
    "describe the picture.",
    "describe this image.",
    "describe this picture in one sentence.",
    "what is in the picture?",
    "what do you see?",
    "what is in this image?",
    "what can you see in the picture?",
)
# How each kind is asked, and its share of the questions in training.
KINDS: dict[str, tuple[Callable[[Sequence[Lying], Rng], tuple[str, str] | None], float]] = {
    "count": (_count, 0.22),
    "colour": (_colour, 0.18),
    "presence": (_presence, 0.16),
    "side": (_side, 0.10),
    "relation": (_relation, 0.16),
    "shape": (_shape, 0.06),
    "end": (_end, 0.04),
    "describe": (_describe, 0.06),
    "this": (_this, 0.02),
}
EXAMINED = ("count", "colour", "presence", "side", "relation")  # the kinds that the tests hold to a figure
