"""What was asked for, as steps that can be checked, shown and carried out."""

from dataclasses import dataclass, replace
from typing import Literal

Action = Literal[
    "chat", "describe", "find", "segment", "edit", "generate", "refine", "translate", "control", "other"
]  # what people ask of Oriel; "refine" is about the last result, "other" what such an assistant does not do
Asks = Literal["what", "count", "where", "whether", "text"]  # … is there any, what is written
Kind = Literal[
    "left",
    "right",
    "top",
    "bottom",
    "middle",
    "corner",  # the nearest to any corner
    "top left",  # the nearest to that corner
    "top right",
    "bottom left",
    "bottom right",
    "largest",
    "smallest",
    "behind",
    "in front of",
    "next to",
    "between",
    "above",
    "below",
]


@dataclass(frozen=True)
class OwnIntent:
    """An intent that the user added: by name, with a sentence that says what it means, and examples."""

    name: str
    meaning: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Which of several is meant. rank 2: "the second from the left"; others: what a relation is to ("the bench").

    rank 0: all of which it is true ("the cups on the left"); below 0: all but that one ("the cups, not the left one").
    With others, left and right are relations too.
    """

    kind: Kind
    rank: int = 1
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """A thing asked for by name: lower case, singular, without article; an empty one is any thing ("the largest").

    count: how many were asked for; 0: not said. definite: "the dog", one that the speaker takes for the only one.
    """

    phrase: str
    count: int = 0
    place: Place | None = None
    definite: bool = False


@dataclass(frozen=True)
class Step:
    """One thing to do. question: in the user's words; wanted: nothing means all there is.

    picture: which one was named, from 1, whether or not it exists; 0: the one on show.
    refers: words that stand for what was before ("it", "the other one"); after: the ids of the steps whose results it
    needs.
    """

    id: int
    action: Action
    question: str
    wanted: tuple[Wanted, ...] = ()
    excluded: tuple[str, ...] = ()
    asks: Asks = "what"
    picture: int = 0
    refers: tuple[str, ...] = ()
    after: tuple[int, ...] = ()


def any_number(step: Step) -> Step:
    """The same where nobody can be asked which of several is meant: as many as there are."""
    return replace(step, wanted=tuple(replace(one, definite=False) for one in step.wanted))


@dataclass(frozen=True)
class Plan:
    """Steps in the order in which they are carried out; never empty, numbered from 1."""

    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        ids = [step.id for step in self.steps]
        if not ids or ids != list(range(1, len(ids) + 1)):
            raise ValueError(f"a plan's steps are numbered from 1; got {ids}")
        for step in self.steps:
            if any(not 0 < earlier < step.id for earlier in step.after):
                raise ValueError(f"step {step.id} can only follow an earlier one; got {step.after}")

    @property
    def intent(self) -> Action:
        """What the whole of it is: the first step's action."""
        return self.steps[0].action
