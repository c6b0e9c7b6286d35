"""The last result and all that might have been meant in that picture: which step would have come to which things."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.messages import Detection, Finding, Image, Thing, Told
from assistant.places import called, choose, names
from assistant.plan import Place, Step, Wanted
from assistant.telling.mentions import Text
from assistant.telling.remarks import remark
from assistant.which import question

BESIDES = {  # before the question which other one is meant
    "de": "Es gibt noch andere: ",
    "fr": "Il y en a d'autres : ",
    "es": "Hay más: ",
    "zh": "还有别的：",
}


@dataclass(frozen=True)
class NotThere:
    """What cannot be done, in a sentence that says so."""

    text: str


@dataclass(frozen=True)
class OneOf:
    """Several may be meant. question: to be asked; step, finding: what is to be on the stage as it is asked.

    The step waits for `which.choice`, and the finding has all that are there, those of before under their numbers;
    among: the ones to choose from, also for `which.labels`.
    """

    question: Told
    step: Step
    finding: Finding
    among: tuple[Thing, ...]


@dataclass(frozen=True)
class LastResult:
    """The last result, and all that might have been meant."""

    step: Step
    finding: Finding
    there: tuple[Detection, ...]
    selected: int
    language: str

    @property
    def image(self) -> Image:
        return self.finding.image

    @property
    def shown(self) -> list[Detection]:
        """What is on the stage, as it is among all that are there."""
        return [one for one in self.there if any(same(one, thing.detection) for thing in self.finding.things)]

    @property
    def chosen(self) -> list[Detection]:
        """The thing that the user chose on the picture, if there is one."""
        return self.numbered(self.selected)

    def numbered(self, number: int) -> list[Detection]:
        """The thing with this number on the picture, as a list of one or none."""
        meant = [thing.detection for thing in self.finding.things if thing.number == number]
        return [one for one in self.there if any(same(one, each) for each in meant)]

    def kin(self, phrase: str = "") -> list[Detection]:
        """All of a kind; of no kind in particular those that are of the kind spoken of."""
        if phrase:
            return [one for one in self.there if is_called(one, phrase)]
        kinds = {one.phrase for one in self.chosen or self.shown}
        return [one for one in self.there if one.phrase in kinds] if kinds else list(self.there)

    def among(self, detections: Sequence[Detection], place: Place) -> list[Detection]:
        """Those of them that a place means; of none that it is true of, the nearest."""
        found = choose(detections, place, self.image.width, self.image.height, {})
        return found or choose(
            detections, replace(place, rank=place.rank or 1), self.image.width, self.image.height, {}
        )

    def meaning(self, targets: Sequence[Detection], place: Place | None = None) -> Step:
        """The step that comes to these things and no others."""
        wanted: list[Wanted] = []
        for phrase in dict.fromkeys(one.phrase for one in self.there if one in targets):
            mine = [one for one in self.there if one.phrase == phrase]
            wanted += self._places(phrase, mine, [one for one in mine if one in targets], place)
        return replace(self.step, wanted=tuple(wanted))

    def _places(self, phrase: str, mine: list[Detection], meant: list[Detection], said: Place | None) -> list[Wanted]:
        """One thing wanted, or several, that mean some of one kind; told as the user told it where that is right."""
        if len(meant) == len(mine):
            return [Wanted(phrase)]
        if said is not None and sorted(map(id, self.among(mine, said))) == sorted(map(id, meant)):
            return [Wanted(phrase, place=said)]
        order = [choose(mine, Place("left", rank), self.image.width, self.image.height, {}) for rank in _upto(mine)]
        left_out = [rank for rank, one in enumerate(order, 1) if one[0] not in meant]
        if len(left_out) == 1 and len(mine) > 2:
            return [Wanted(phrase, place=Place("left", -left_out[0]))]
        return [Wanted(phrase, place=Place("left", rank)) for rank in _upto(mine) if rank not in left_out]

    def ask(self, candidates: Sequence[Detection], others: bool = False) -> OneOf | NotThere:
        """Which of them is meant; all must be of one kind."""
        if len(candidates) < 2 or len({one.phrase for one in candidates}) > 1:
            return NotThere(remark("which one", self.language))
        finding = replace(self.finding, things=self._everything(), intent=self.step.action)
        among = tuple(thing for thing in finding.things if any(same(thing.detection, one) for one in candidates))
        step = replace(self.step, id=1, after=(), wanted=(Wanted(candidates[0].phrase, definite=True),))
        return OneOf(_question(step, among, self.language, others), step, finding, among)

    def _everything(self) -> tuple[Thing, ...]:
        """All that are there, from left to right, under the numbers that they have, or new ones."""
        numbers = [next((old for old in self.finding.things if same(old.detection, one)), None) for one in self.there]
        fresh = max((thing.number for thing in self.finding.things), default=0)
        things = []
        for one, old, name in zip(
            self.there, numbers, names(self.there, self.image.width, self.image.height), strict=True
        ):
            fresh += old is None
            number = old.number if old else fresh
            things.append(Thing(number, name, replace(one, id=number), old.mask if old else None))
        return tuple(sorted(things, key=lambda thing: thing.detection.box_xyxy[0] + thing.detection.box_xyxy[2]))


def _question(step: Step, among: tuple[Thing, ...], language: str, others: bool) -> Told:
    """ "I see two others, one left, one right. Which?"."""
    told = question(step, among, language)
    if not others:
        return told
    if language not in BESIDES:
        kind = told.mentions[0]
        before, after = Text(told.text[: kind.start]), Text(told.text[kind.end :])
        by = len("others") - (kind.end - kind.start)
        rest = (replace(one, start=one.start + by, end=one.end + by) for one in told.mentions[1:])
        first = replace(kind, end=kind.start + len("others"))
        return Told(f"{before.words}others{after.words}", (first, *rest))
    first_letter = told.text[:1].lower() if language in ("fr", "es") else told.text[:1]
    return (Text(BESIDES[language]) + Text(first_letter + told.text[1:], told.mentions)).told()


def _upto(mine: Sequence[Detection]) -> range:
    return range(1, len(mine) + 1)


def same(one: Detection, other: Detection) -> bool:
    """Whether both are one thing; ids are only numbers within an answer."""
    return one.phrase == other.phrase and one.box_xyxy == other.box_xyxy


def is_called(detection: Detection, phrase: str) -> bool:
    """Whether it is called so: a black cat is a cat."""
    names_ = (detection.phrase, detection.label.lower(), called(detection))
    return any(f" {name}".endswith(f" {phrase}") for name in names_)
