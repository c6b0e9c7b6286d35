"""What the detector is asked for in training: phrases that name shapes of a picture, and near misses."""

from dataclasses import dataclass

from shapes import COLOURS, NOUNS, SHAPES, UNSEEN, Rng, names
from tiny_pool import Truth

FORMS = {"both": 0.48, "shape": 0.32, "colour": 0.16, "any": 0.04}  # "red circle", "circle", "red thing", "thing"
ALONE = 0.5  # share of prompts with one phrase; the others hold two to four, which teaches more for the same time
PRESENT = 0.5  # share of phrases that name something in the picture
PLURAL, ARTICLE, STRANGE = 0.1, 0.06, 0.06
ALIKE = {"circle": "square", "square": "circle", "star": "triangle", "triangle": "star"}  # what is told apart last
STRANGERS = ("elephant", "dog", "cup")  # all of them one unknown word to the tiny tokenizer


@dataclass(frozen=True)
class Prompt:
    """What is asked. named_by: for each shape of the picture, the phrases (from 0) that name it."""

    text: str
    named_by: tuple[tuple[int, ...], ...]


def prompt_for(truths: tuple[Truth, ...], rng: Rng) -> Prompt:
    """One to four phrases about a picture; none names a pair of UNSEEN."""
    count = 1 if rng.random() < ALONE else int(rng.integers(2, 5))
    phrases: list[str] = []
    while len(phrases) < count:
        phrase = _present(truths, rng) if rng.random() < PRESENT else _absent(truths, rng)
        if phrase not in phrases:
            phrases.append(phrase)
    named_by = tuple(
        tuple(number for number, phrase in enumerate(phrases) if names(phrase, one.colour, one.shape)) for one in truths
    )
    return Prompt(". ".join(_worded(phrase, rng) for phrase in phrases) + ".", named_by)


def _present(truths: tuple[Truth, ...], rng: Rng) -> str:
    one = truths[rng.integers(len(truths))]
    return _phrase(one.colour, one.shape, rng)


def _absent(truths: tuple[Truth, ...], rng: Rng) -> str:
    """Often one word beside the truth: a form like it, the colour of one shape, the form of another."""
    for _ in range(20):
        if rng.random() < STRANGE:
            colour = f"{rng.choice(list(COLOURS))} " if rng.random() < 0.3 else ""
            return colour + str(rng.choice(STRANGERS))
        one, other = truths[rng.integers(len(truths))], truths[rng.integers(len(truths))]
        colour, shape = str(rng.choice(list(COLOURS))), str(rng.choice(SHAPES))
        alike = (one.colour, ALIKE.get(one.shape, shape))
        near = (
            alike,
            alike,
            alike,
            (one.colour, shape),
            (colour, one.shape),
            (one.colour, other.shape),
            (colour, shape),
        )
        phrase = _phrase(*near[rng.integers(len(near))], rng)
        if tuple(phrase.split()) not in UNSEEN and not any(names(phrase, each.colour, each.shape) for each in truths):
            return phrase
    return str(rng.choice(STRANGERS))


def _phrase(colour: str, shape: str, rng: Rng) -> str:
    form = rng.choice(list(FORMS), p=list(FORMS.values()))
    noun = str(rng.choice(NOUNS))
    return {"both": f"{colour} {shape}", "shape": shape, "colour": f"{colour} {noun}", "any": noun}[form]


def _worded(phrase: str, rng: Rng) -> str:
    plural = "s" if rng.random() < PLURAL else ""
    article = ("a ", "the ")[rng.integers(2)] if rng.random() < ARTICLE else ""
    return f"{article}{phrase}{plural}"
