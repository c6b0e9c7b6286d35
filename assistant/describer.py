"""What is said about a picture: sentences made from what was found and from nothing else, to be spoken.

No sentence claims more than its boxes show, so every answer is verified: what a box cannot show (a breed, a mood, a
colour that the detector was not asked for, who somebody is) is called so, "I cannot tell", and that claims nothing.
People are never given a colour.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.lexicon import COLOURS, ORDINALS, PERSONS, SIZES, counted, plural
from assistant.messages import Detection, Finding, Mention, Thing, Told
from assistant.places import called, where
from assistant.plan import Step, Wanted

SIDES = ("left", "right", "top", "bottom")
MOST_PLACED = 4  # things of one kind whose places are told one by one
MOST_KINDS = 4  # that are listed; the others are counted together
NO_REASONS: Mapping[str, str] = {}

# Asked for what no box shows. A question for a place, a number or a kind is answered before this is looked at.
BEYOND = re.compile(
    r"\b(?:what (?:breed|colou?r|brand|make|model|type|kind|sort|age|time|language|name|number|shape|size|year|season)"
    r"|which|whose|why|when|how (?!many\b)\w+|who(?: is| are|'s) (?!in\b|on\b|there|here)"
    r"|what (?:is|are|was|were|does|do|did) (?:\w+ ){1,4}?(?:doing|thinking|saying|wearing|feeling|eating|say|mean"
    r"|think|feel|want|looking|holding|reading|writing|watching|called|made|cost)"
    r"|what (?:has )?happen(?:s|ed|ing)|read|explain|real|fake|mood|welche[rs]?|warum|wann|wer ist|was macht)\b"
)
PREDICATE = re.compile(  # "is the dog asleep?": something about a thing, not whether it is there
    r"^(?:\W*(?:and|so|well|tell me (?:if|whether)|ist|sind)\W+)*(?:is|are|was|were|does|do|did|can|has|have|ist|sind)"
    r" (?:the|this|that|these|those|my|he|she|it|they|der|die|das)\b(?!.*\b(?:there|here|in (?:the|this)"
    r" (?:picture|photo|image)|visible|left|right|top|bottom|middle|corner|next to|behind|in front|above|below|between"
    r"|da|hier)\b)"
)
LOOKING = re.compile(r"\b(?:find|locate|spot|show|count|point|finde\w*|zeige?|such\w*|zähl\w*)\b")  # not a question
CUT_OUT = re.compile(r"\b(?:cut|crop|extract|isolate|schneide\w*|stelle? .* frei|freistellen|ausschneiden)\b")
EDITS = (  # words of the question → what cannot be done yet
    (re.compile(r"\b(?:background|hintergrund)\b"), "change the background"),
    (re.compile(r"\b(?:remove|delete|erase|get rid|take away|entfern\w*|lösch\w*)\b"), "remove things"),
    (re.compile(r"\b(?:replace|swap|ersetz\w*|turn|exchange)\b"), "replace things"),
    (re.compile(r"\b(?:blur|unscharf|pixelate)\b"), "blur things"),
    (re.compile(r"\b(?:upscale|enlarge|sharpen|resolution|sharper|bigger)\b"), "enlarge pictures"),
    (re.compile(r"\b(?:recolou?r|colou?r|paint|färb\w*)\b"), "change colours"),
)


@dataclass(frozen=True)
class _Group:
    """Things of one kind, as sure as each other."""

    noun: str
    things: tuple[Thing, ...]

    @property
    def is_certain(self) -> bool:
        return self.things[0].detection.certain


class _Text:
    """An answer as it grows; knows where it speaks of which things."""

    def __init__(self) -> None:
        self.text = ""
        self.mentions: list[Mention] = []

    def add(self, words: str, things: Iterable[Thing] = ()) -> "_Text":
        start, numbers = len(self.text), tuple(thing.number for thing in things)
        self.text += words
        if numbers:
            self.mentions.append(Mention(start, len(self.text), numbers))
        return self

    def told(self) -> Told:
        """The answer; its first letter large."""
        return Told(self.text[:1].upper() + self.text[1:], tuple(self.mentions))


def tell(step: Step, finding: Finding, reasons: Mapping[str, str] = NO_REASONS) -> Told:
    """The answer to a step, at most two sentences; each noun in it is a mention of the things it stands for.

    reasons: unknown noun → the detector's own sentence about it.
    """
    said, asked = _Text(), step.question.lower().replace("’", "'")
    if step.action == "edit":
        can = f"cut out {_these(step.wanted)} for you" if step.wanted else "cut things out"
        return said.add(f"I cannot {_edit(asked)} yet, but I can {can}.").told()
    if step.action == "generate":
        return said.add("I cannot make new pictures yet, but I can cut things out of one that you show me.").told()
    if not finding.things and not _missing(finding) and finding.unknown:
        return said.add(_unknown(finding.unknown, reasons)).told()
    if step.action != "segment" and _is_beyond(step, asked):
        return _beyond(said, step, finding)
    if step.excluded:
        leaving = "leaving out" if step.action == "segment" else "not counting"
        said.add(f"{leaving} {_joined([f'the {_fair(name)}' for name in step.excluded])}, ")
    if step.action == "segment":
        _outlined(said, step, finding, bool(CUT_OUT.search(asked)))
    elif finding.things:
        _found(said, step, finding)
    else:
        said.add(f"{'no, ' * (step.asks == 'whether')}I see {_none(step, finding)}.")
    _caveat(said, finding)
    if finding.unknown:
        said.add(" ").add(_unknown(finding.unknown, reasons))
    return said.told()


def _is_beyond(step: Step, asked: str) -> bool:
    """Whether the question is for something that no box shows."""
    if LOOKING.search(asked):
        return False
    return bool(PREDICATE.search(asked) or (step.asks == "what" and BEYOND.search(asked)))


def _found(said: _Text, step: Step, finding: Finding) -> None:
    """What is there and where, as it was asked."""
    groups, missing = _groups(finding.things), _missing(finding)
    if miscounted := _miscounted(step, groups):
        asked, group = miscounted
        said.add(f"you asked for {' '.join(counted(asked.count, _fair(asked.phrase)))}; I find ")
        said.add(_cardinal(len(group.things)), group.things)
        _places(said, finding, group)
    elif len(groups) > 1 or missing:
        said.add("yes, " if step.asks == "whether" and not missing else "").add("I see ")
        _list(said, finding, groups, placed=step.asks in ("where", "whether") or bool(step.wanted))
    else:
        _one_kind(said, step, finding, groups[0])
    said.add(f", but {_none(step, finding)}." if missing else ".")


def _one_kind(said: _Text, step: Step, finding: Finding, group: _Group) -> None:
    """ "The dog is on the left", "One dog, on the left", "Yes, there are two dogs: ...", "Two dogs: ..."."""
    one, wanted = len(group.things) == 1, step.wanted[0] if len(step.wanted) == 1 else Wanted("")
    meant = wanted.place if wanted.phrase and wanted.place and wanted.place.rank > 0 else None
    if one and group.is_certain and (step.asks == "where" or (meant and step.asks == "what")):
        before, after = _told_apart(wanted) if meant else ("", "")
        said.add(f"the {before}").add(group.noun, group.things)
        said.add(f"{after} is {_where(finding, group.things[0])}")
        return
    if step.asks == "whether" and group.is_certain:
        said.add("yes, there is " if one else "yes, there are ")
    elif (
        (one and step.asks != "count")
        or not step.wanted
        or step.excluded
        or not group.is_certain
        or len(group.things) > MOST_PLACED
    ):
        said.add("I see ")
    if one and step.asks == "count" and group.is_certain:
        said.add("one ").add(group.noun, group.things)
    else:
        _count(said, group)
    _places(said, finding, group)


def _count(said: _Text, group: _Group) -> None:
    """ "two cats", or for what is not certain "something that looks like a cat"."""
    number = len(group.things)
    if group.is_certain:
        words, noun = counted(number, group.noun)
        said.add(f"{words} ").add(noun, group.things)
        return
    things = "something that looks" if number == 1 else f"{counted(number, 'thing')[0]} things that look"
    words, noun = counted(1, group.noun) if number == 1 else ("", plural(group.noun))
    said.add(f"{things} like {words}{' ' if words else ''}").add(noun, group.things)


def _places(said: _Text, finding: Finding, group: _Group) -> None:
    """Where the things of one kind are: ", on the left", ": one on the left, two on the right"."""
    if len(group.things) > MOST_PLACED:
        return
    spots: dict[str, list[Thing]] = {}
    for thing in group.things:
        spots.setdefault(_where(finding, thing), []).append(thing)
    if len(spots) == 1:
        both = {1: "", 2: "both "}.get(len(group.things), "all ")
        said.add(f", {both}{next(iter(spots))}")
        return
    for at, (spot, things) in enumerate(spots.items()):
        said.add(": " if at == 0 else ", ").add(_cardinal(len(things)), things).add(f" {spot}")


def _list(said: _Text, finding: Finding, groups: Sequence[_Group], placed: bool) -> None:
    """Several kinds: "two cats, a couch and a remote"; those beyond the fourth are counted together."""
    listed = list(groups)
    if len(groups) > MOST_KINDS + 1:
        listed = sorted(groups, key=lambda group: -len(group.things))[:MOST_KINDS]
    others = [thing for group in groups if group not in listed for thing in group.things]
    for at, group in enumerate(listed):
        is_last = at == len(listed) - 1 and not others
        said.add("" if at == 0 else " and " if is_last else ", ")
        _count(said, group)
        if placed and len(groups) <= 3 and len(group.things) == 1:
            said.add(f" {_where(finding, group.things[0])}")
    if others:
        said.add(f" and {_cardinal(len(others))} other ").add("thing" if len(others) == 1 else "things", others)


def _outlined(said: _Text, step: Step, finding: Finding, cut_out: bool) -> None:
    """What was outlined, and what was found and could not be."""
    done = [thing for thing in finding.things if thing.mask is not None and thing.mask.area]
    left = [thing for thing in finding.things if thing not in done]
    none = f"I see {_none(step, finding)}" if _missing(finding) or not finding.things else ""
    if done:
        said.add(f"I have {'cut out' if cut_out else 'outlined'} ")
        _them(said, done)
        if miscounted := _miscounted(step, _groups(finding.things)):
            said.add(f"; you asked for {_cardinal(miscounted[0].count)}")
    if left:
        said.add(", but could not outline " if done else "I found ")
        _them(said, left)
        said.add("" if done else f", but could not outline {'it' if len(left) == 1 else 'them'}")
    said.add(f"{'; ' if left else ', but ' if done else ''}{none}" if none else "").add(".")


def _them(said: _Text, things: Sequence[Thing]) -> None:
    """ "the dog" where it is the only one, "two dogs"."""
    groups = _groups(things)
    for at, group in enumerate(groups):
        said.add("" if at == 0 else " and " if at == len(groups) - 1 else ", ")
        if len(group.things) == 1 and group.is_certain:
            said.add("the ").add(group.noun, group.things)
        else:
            _count(said, group)


def _beyond(said: _Text, step: Step, finding: Finding) -> Told:
    """What a box cannot show; what it can is said first."""
    if finding.things and step.wanted:
        said.add("I see ")
        _list(said, finding, _groups(finding.things), placed=True)
        return said.add(". More than that I cannot tell.").told()
    return said.add(f"I see {_none(step, finding)}." if step.wanted else "I cannot tell.").told()


def _caveat(said: _Text, finding: Finding) -> None:
    """What was asked for and the detector did not judge: a colour, a size, a state, what kind of person."""
    doubts: dict[str, list[Detection]] = {}
    for thing in finding.things:
        if doubt := _doubt(thing.detection):
            doubts.setdefault(doubt, []).append(thing.detection)
    if not doubts:
        return
    doubt, detections = next(iter(doubts.items()))
    several = len(detections) > 1
    if doubt == "colour" and called(detections[0]) in PERSONS:
        words = "tell people by colour"
    elif doubt in ("colour", "size"):
        words = f"judge {'their' if several else 'its'} {doubt}"
    else:
        what = plural(doubt) if several else " ".join(counted(1, doubt))
        words = f"tell whether {'they are' if several else 'it is'} {what}"
    said.text = said.text.removesuffix(".")
    said.add(f"; I cannot {words}.")


def _doubt(detection: Detection) -> str:
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


def _miscounted(step: Step, groups: Sequence[_Group]) -> tuple[Wanted, _Group] | None:
    """The one thing that was asked for by number, where another number of it is there."""
    if len(step.wanted) != 1 or len(groups) != 1 or not step.wanted[0].count:
        return None
    wanted, group = step.wanted[0], groups[0]
    return (wanted, group) if wanted.count != len(group.things) else None


def _missing(finding: Finding) -> list[str]:
    """What was asked for and is not there, in the order in which it was asked for."""
    return [name for name in finding.missing if name not in finding.unknown]


def _none(step: Step, finding: Finding) -> str:
    """ "no cat and no bird", "no cup next to the laptop", "nothing on the left"."""
    missing = _missing(finding)
    told: list[str] = []
    for wanted in step.wanted or (Wanted(""),):
        if wanted.phrase in missing or not step.wanted:
            before, after = _told_apart(wanted)
            many = step.asks == "count" or wanted.count > 1
            noun = plural(wanted.phrase) if many else wanted.phrase
            if _fair(wanted.phrase) != wanted.phrase:
                told.append("nobody like that")
            else:
                told.append(f"no {before}{noun}{after}" if noun else f"nothing{after or ' that I know'}")
    told += [f"no {_fair(name)}" for name in missing if name and name not in {one.phrase for one in step.wanted}]
    return _joined(list(dict.fromkeys(told)))


def _told_apart(wanted: Wanted) -> tuple[str, str]:
    """What is said before and after a noun to tell which is meant: ("third ", " from the left")."""
    place = wanted.place
    if place is None or place.rank < 0:
        return "", ""
    ordinal = f"{ORDINALS[place.rank - 1]} " if 1 < place.rank <= len(ORDINALS) else ""
    if place.others:
        relation = {"left": "to the left of", "right": "to the right of"}.get(place.kind, place.kind)
        two = place.kind == "between" and len(place.others) == 1
        others = [f"the {f'two {plural(_fair(name))}' if two else _fair(name)}" for name in place.others]
        return ordinal, f" {relation} {_joined(others)}"
    if place.kind in ("largest", "smallest") or (place.kind in SIDES and place.rank == 1 and wanted.phrase):
        return f"{ordinal}{place.kind} ", ""
    if ordinal and place.kind in SIDES:
        return ordinal, f" from the {place.kind}"
    spots = {"left": "on the left", "right": "on the right", "middle": "in the middle", "corner": "in a corner"}
    return ordinal, f" {spots.get(place.kind, f'at the {place.kind}')}"


def _fair(phrase: str) -> str:
    """A phrase without the colour of a person."""
    words = phrase.split()
    return phrase if PERSONS.isdisjoint(words) else " ".join(word for word in words if word not in COLOURS)


def _groups(things: Sequence[Thing]) -> list[_Group]:
    """Things of a kind together, in the order in which the kinds come."""
    kinds: dict[tuple[str, bool], list[Thing]] = {}
    for thing in things:
        kinds.setdefault((called(thing.detection), thing.detection.certain), []).append(thing)
    return [_Group(noun, tuple(members)) for (noun, _), members in kinds.items()]


def _where(finding: Finding, thing: Thing) -> str:
    return where(thing.detection.box_xyxy, finding.image.width, finding.image.height)


def _unknown(names: Sequence[str], reasons: Mapping[str, str]) -> str:
    """What the detector was never taught; one sentence."""
    if len(names) == 1 and names[0] in reasons:
        reason = reasons[names[0]].rstrip(".")
        return f"{reason[:1].upper()}{reason[1:]}."
    quoted = [f"'{name}'" for name in names]
    return f"My detector was never taught {_joined(quoted, 'or')}."


def _edit(asked: str) -> str:
    return next((what for pattern, what in EDITS if pattern.search(asked)), "change pictures")


def _these(wanted: Sequence[Wanted]) -> str:
    phrases = [plural(_fair(one.phrase)) if one.count > 1 else _fair(one.phrase) for one in wanted]
    return _joined([f"the {phrase}" if phrase else "that" for phrase in phrases])


def _cardinal(number: int) -> str:
    return counted(number, "thing")[0] if number != 1 else "one"


def _joined(names: Sequence[str], word: str = "and") -> str:
    return " ".join([", ".join(names[:-1]), word, names[-1]]) if len(names) > 1 else "".join(names)
