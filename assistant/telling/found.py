"""What a finding comes to before it is put into words: kinds together, what is missing, what stays in doubt.

The same for every language; people are never given a colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.messages import Detection, Finding, Thing
from assistant.places import called, where
from assistant.plan import Step, Wanted
from assistant.words.lexicon import COLOURS, PERSONS, SIZES

MOST_PLACED = 4  # things of one kind whose places are told one by one
MOST_KINDS = 4  # that are listed; the others are counted together
MOST_KINDS_PLACED = 3  # kinds up to which a list says where each thing is
NO_CUT_OUTS = frozenset("background foreground shadow reflection light picture photo image".split())


@dataclass(frozen=True)
class Group:
    """Things of one kind, as sure as each other."""

    noun: str
    things: tuple[Thing, ...]

    @property
    def is_certain(self) -> bool:
        """Whether they are what they are called, and not only alike."""
        return self.things[0].detection.certain

    @property
    def numbers(self) -> tuple[int, ...]:
        """The things' numbers on the picture."""
        return tuple(thing.number for thing in self.things)


def groups(things: Sequence[Thing]) -> list[Group]:
    """Things of a kind together, in the order in which the kinds come."""
    kinds: dict[tuple[str, bool], list[Thing]] = {}
    for thing in things:
        kinds.setdefault((called(thing.detection), thing.detection.certain), []).append(thing)
    return [Group(noun, tuple(members)) for (noun, _), members in kinds.items()]


def listed(all_groups: Sequence[Group]) -> tuple[list[Group], list[Thing]]:
    """The kinds that are told one by one, and the things that are counted together."""
    told = list(all_groups)
    if len(told) > MOST_KINDS + 1:
        told = sorted(told, key=lambda group: -len(group.things))[:MOST_KINDS]
    return told, [thing for group in all_groups if group not in told for thing in group.things]


def spots(finding: Finding, things: Sequence[Thing]) -> dict[str, list[Thing]]:
    """Where things lie, as `places.where` says it → those that lie there."""
    lying: dict[str, list[Thing]] = {}
    for thing in things:
        lying.setdefault(spot(finding, thing), []).append(thing)
    return lying


def spot(finding: Finding, thing: Thing) -> str:
    """Where a thing lies: "on the left"."""
    return where(thing.detection.box_xyxy, finding.image.width, finding.image.height)


def missing(finding: Finding) -> list[str]:
    """What was asked for and is not there, in the order in which it was asked for."""
    return [name for name in finding.missing if name not in finding.unknown]


def absent(step: Step, finding: Finding) -> list[Wanted]:
    """The same with what was said of it, each once; where nothing was named, the nameless thing that is not there."""
    gone = missing(finding) or [one.phrase for one in step.wanted if not finding.things]
    wanted = [one for one in step.wanted or (Wanted(""),) if one.phrase in gone or not step.wanted]
    phrases = {one.phrase for one in step.wanted}
    wanted += [Wanted(name) for name in gone if name and name not in phrases]
    return list(dict.fromkeys(wanted))


def miscounted(step: Step, all_groups: Sequence[Group]) -> tuple[Wanted, Group] | None:
    """The one thing that was asked for by number, where another number of it is there."""
    if len(step.wanted) != 1 or len(all_groups) != 1 or not step.wanted[0].count:
        return None
    wanted, group = step.wanted[0], all_groups[0]
    return (wanted, group) if wanted.count != len(group.things) else None


def first_doubt(things: Sequence[Thing]) -> tuple[str, list[Detection]]:
    """What was asked for and not judged, and of which things; nothing where all was judged."""
    doubts: dict[str, list[Detection]] = {}
    for thing in things:
        if unclear := doubt(thing.detection):
            doubts.setdefault(unclear, []).append(thing.detection)
    return next(iter(doubts.items()), ("", []))


def doubt(detection: Detection) -> str:
    """What of the phrase is not known of a thing: "colour", "size", or for anything else the phrase itself."""
    noun, phrase = called(detection), detection.phrase
    if not detection.certain or not phrase or noun == phrase:
        return ""
    words = phrase.split()
    if words[-1] in PERSONS and not COLOURS.keys().isdisjoint(words):
        return "colour"
    if phrase.endswith(f" {noun}"):
        extra = words[: -len(noun.split())]
        if all(word in COLOURS for word in extra):
            return "colour"
        if all(word in COLOURS or word in SIZES for word in extra):
            return "size"
    return phrase


def fair(phrase: str) -> str:
    """A phrase without the colour of a person."""
    words = phrase.split()
    return phrase if PERSONS.isdisjoint(words) else " ".join(word for word in words if word not in COLOURS)


def outlined(finding: Finding) -> tuple[list[Thing], list[Thing]]:
    """The things that have an outline, and those that have none."""
    done = [thing for thing in finding.things if thing.mask is not None and thing.mask.area]
    return done, [thing for thing in finding.things if thing not in done]


def meant(step: Step) -> Wanted | None:
    """The one thing of several that was asked for, by its rank: "the second dog from the left"."""
    one = step.wanted[0] if len(step.wanted) == 1 else Wanted("")
    return one if one.phrase and one.place and one.place.rank > 0 else None


def offered(step: Step) -> list[Wanted]:
    """Of what is to be changed what could be cut out: a thing, not the background."""
    return [one for one in step.wanted if one.phrase not in NO_CUT_OUTS]


def is_seen(step: Step, group: Group) -> bool:
    """Whether things of one kind are told as what Oriel sees, and not barely as a number: "Two dogs"."""
    is_one_of_all = len(group.things) == 1 and step.asks != "count"
    is_open = not step.wanted or bool(step.excluded)
    return is_one_of_all or is_open or not group.is_certain or len(group.things) > MOST_PLACED
