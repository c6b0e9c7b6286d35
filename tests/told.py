"""What was found in a picture of 900 by 600, as tests say it: "cat left", "dog? as cheetah low"."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.messages import Box, Detection, Finding, Image, Mask, Thing
from assistant.places import names
from assistant.plan import Action, Asks, Step, Wanted

PICTURE = Image("1", "1.png", 900, 600)
SPOTS: dict[str, Box] = {
    "left": (10, 200, 210, 400),
    "middle": (350, 200, 550, 400),
    "right": (690, 200, 890, 400),
    "low": (10, 420, 200, 590),  # at the bottom left
    "top": (350, 10, 550, 110),
    "whole": (0, 0, 890, 590),
}


@dataclass(frozen=True)
class Case:
    """A step and what came of it. found: things as above; areas: of their masks; questions: by language."""

    wanted: tuple[Wanted, ...] = ()
    found: tuple[str, ...] = ()
    asks: Asks = "what"
    action: Action = "find"
    excluded: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    areas: tuple[int, ...] = ()
    questions: dict[str, str] = field(default_factory=dict)

    def step(self, language: str) -> Step:
        question = self.questions.get(language, "")
        return Step(1, self.action, question, self.wanted, self.excluded, self.asks)

    @property
    def finding(self) -> Finding:
        return Finding(PICTURE, self.action, things(self.found, self.areas), self.missing, self.unknown, 0.3)


def seen(found: Sequence[str]) -> list[Detection]:
    """Label, phrase, spot: "dog left", "car as red car left"; with ? it only looks like it."""
    detections = []
    for number, thing in enumerate(found, 1):
        said, _, spot = thing.rpartition(" ")
        label, _, phrase = said.partition(" as ")
        certain, label = not label.endswith("?"), label.rstrip("?")
        detections.append(Detection(number, label, phrase or label, 0.8, SPOTS[spot], certain))
    return detections


def things(found: Sequence[str], areas: Sequence[int] = ()) -> tuple[Thing, ...]:
    """The same as they come onto the stage; without areas nothing was outlined."""
    detections = seen(found)
    masks: list[Mask | None] = [Mask(1, 600, 900, "", area) for area in areas]
    masks = masks or [None] * len(detections)
    named = zip(names(detections, 900, 600), detections, masks, strict=True)
    return tuple(Thing(number, *each) for number, each in enumerate(named, 1))
