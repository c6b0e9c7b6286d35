"""What is said about a picture: sentences made from what was found and from nothing else, to be spoken.

No sentence claims more than its boxes show, so every answer is verified: what a box cannot show (a breed, a mood, a
colour that the detector was not asked for, who somebody is) is called so, "I cannot tell", and that claims nothing.
People are never given a colour. This file speaks English; `tellers` speaks the other languages.
"""

from collections.abc import Iterable, Mapping, Sequence

from assistant.messages import Finding, Mention, Thing, Told
from assistant.places import called
from assistant.plan import Step, Wanted
from assistant.telling import found
from assistant.telling.beyond import Edit, edit, is_beyond, is_cut_out
from assistant.telling.found import Group, fair, spot
from assistant.telling.tellers import TONGUES, tell_in
from assistant.words.lexicon import ORDINALS, PERSONS, counted, plural

SIDES = ("left", "right", "top", "bottom")
NO_REASONS: Mapping[str, str] = {}
EDITS: dict[Edit, str] = {  # what cannot be done yet
    "background": "change the background",
    "remove": "remove things",
    "replace": "replace things",
    "blur": "blur things",
    "enlarge": "enlarge pictures",
    "recolour": "change colours",
    "change": "change pictures",
}


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


def tell(step: Step, finding: Finding, reasons: Mapping[str, str] = NO_REASONS, language: str = "en") -> Told:
    """The answer to a step, at most two sentences; each noun in it is a mention of the things it stands for.

    reasons: unknown noun → the detector's own sentence about it. language: ISO 639-1; English where it is not known.
    """
    if language in TONGUES:
        return tell_in(language, step, finding)
    said = _Text()
    if step.action == "edit":
        offered = found.offered(step)
        can = f"cut out {_these(offered)} for you" if offered else "cut things out"
        return said.add(f"I cannot {EDITS[edit(step)]} yet, but I can {can}.").told()
    if step.action == "generate":
        return said.add("I cannot make new pictures yet, but I can cut things out of one that you show me.").told()
    if not finding.things and not found.missing(finding) and finding.unknown:
        return said.add(_unknown(finding.unknown, reasons)).told()
    if step.action != "segment" and is_beyond(step):
        return _beyond(said, step, finding)
    if step.excluded:
        leaving = "leaving out" if step.action == "segment" else "not counting"
        said.add(f"{leaving} {_joined([f'the {fair(name)}' for name in step.excluded])}, ")
    if step.action == "segment":
        _outlined(said, step, finding)
    elif finding.things:
        _found(said, step, finding)
    else:
        said.add(f"{'no, ' * (step.asks == 'whether')}I see {_none(step, finding)}.")
    _caveat(said, finding)
    if finding.unknown:
        said.add(" ").add(_unknown(finding.unknown, reasons))
    return said.told()


def definite(wanted: Wanted) -> str:
    """What was asked for, as both know it: "the dog", "two cups", "the second dog from the left", "the cups"."""
    noun, (before, after) = fair(wanted.phrase), _told_apart(wanted)
    if wanted.count > 1 and noun:
        return f"{counted(wanted.count, noun)[0]} {before}{plural(noun)}{after}"
    if not noun:
        return f"the {before}one{after}" if before or after else "that"
    is_one = wanted.definite or wanted.count == 1 or (wanted.place is not None and wanted.place.rank > 0)
    return f"the {before}{noun if is_one else plural(noun)}{after}"


def _found(said: _Text, step: Step, finding: Finding) -> None:
    """What is there and where, as it was asked."""
    groups, missing = found.groups(finding.things), found.missing(finding)
    if miscounted := found.miscounted(step, groups):
        asked, group = miscounted
        said.add(f"you asked for {' '.join(counted(asked.count, fair(asked.phrase)))}; I find ")
        said.add(_cardinal(len(group.things)), group.things)
        _places(said, finding, group)
    elif len(groups) > 1 or missing:
        said.add("yes, " if step.asks == "whether" and not missing else "").add("I see ")
        _list(said, finding, groups, placed=step.asks in ("where", "whether") or bool(step.wanted))
    else:
        _one_kind(said, step, finding, groups[0])
    said.add(f", but {_none(step, finding)}." if missing else ".")


def _one_kind(said: _Text, step: Step, finding: Finding, group: Group) -> None:
    """ "The dog is on the left", "One dog, on the left", "Yes, there are two dogs: ...", "Two dogs: ..."."""
    one, meant = len(group.things) == 1, found.meant(step)
    if one and group.is_certain and (step.asks == "where" or (meant and step.asks == "what")):
        before, after = _told_apart(meant) if meant else ("", "")
        said.add(f"the {before}").add(group.noun, group.things)
        said.add(f"{after} is {spot(finding, group.things[0])}")
        return
    if step.asks == "whether" and group.is_certain:
        said.add("yes, there is " if one else "yes, there are ")
    elif found.is_seen(step, group):
        said.add("I see ")
    if one and step.asks == "count" and group.is_certain:
        said.add("one ").add(group.noun, group.things)
    else:
        _count(said, group)
    _places(said, finding, group)


def _count(said: _Text, group: Group) -> None:
    """ "two cats", or for what is not certain "something that looks like a cat"."""
    number = len(group.things)
    if group.is_certain:
        words, noun = counted(number, group.noun)
        said.add(f"{words} ").add(noun, group.things)
        return
    things = "something that looks" if number == 1 else f"{counted(number, 'thing')[0]} things that look"
    words, noun = counted(1, group.noun) if number == 1 else ("", plural(group.noun))
    said.add(f"{things} like {words}{' ' if words else ''}").add(noun, group.things)


def _places(said: _Text, finding: Finding, group: Group) -> None:
    """Where the things of one kind are: ", on the left", ": one on the left, two on the right"."""
    if len(group.things) > found.MOST_PLACED:
        return
    spots = found.spots(finding, group.things)
    if len(spots) == 1:
        both = {1: "", 2: "both "}.get(len(group.things), "all ")
        said.add(f", {both}{next(iter(spots))}")
        return
    for at, (place, things) in enumerate(spots.items()):
        said.add(": " if at == 0 else ", ").add(_cardinal(len(things)), things).add(f" {place}")


def _list(said: _Text, finding: Finding, groups: Sequence[Group], placed: bool) -> None:
    """Several kinds: "two cats, a couch and a remote"; those beyond the fourth are counted together."""
    listed, others = found.listed(groups)
    for at, group in enumerate(listed):
        is_last = at == len(listed) - 1 and not others
        said.add("" if at == 0 else " and " if is_last else ", ")
        _count(said, group)
        if placed and len(groups) <= found.MOST_KINDS_PLACED and len(group.things) == 1:
            said.add(f" {spot(finding, group.things[0])}")
    if others:
        said.add(f" and {_cardinal(len(others))} other ").add("thing" if len(others) == 1 else "things", others)


def _outlined(said: _Text, step: Step, finding: Finding) -> None:
    """What was outlined, and what was found and could not be."""
    done, left = found.outlined(finding)
    none = f"I see {_none(step, finding)}" if found.missing(finding) or not finding.things else ""
    if done:
        said.add(f"I have {'cut out' if is_cut_out(step) else 'outlined'} ")
        _them(said, done)
        if miscounted := found.miscounted(step, found.groups(finding.things)):
            said.add(f"; you asked for {_cardinal(miscounted[0].count)}")
    if left:
        said.add(", but could not outline " if done else "I found ")
        _them(said, left)
        said.add("" if done else f", but could not outline {'it' if len(left) == 1 else 'them'}")
    said.add(f"{'; ' if left else ', but ' if done else ''}{none}" if none else "").add(".")


def _them(said: _Text, things: Sequence[Thing]) -> None:
    """ "the dog" where it is the only one, "two dogs"."""
    groups = found.groups(things)
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
        _list(said, finding, found.groups(finding.things), placed=True)
        return said.add(". More than that I cannot tell.").told()
    return said.add(f"I see {_none(step, finding)}." if step.wanted else "I cannot tell.").told()


def _caveat(said: _Text, finding: Finding) -> None:
    """What was asked for and the detector did not judge: a colour, a size, a state, what kind of person."""
    doubt, detections = found.first_doubt(finding.things)
    if not doubt:
        return
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


def _none(step: Step, finding: Finding) -> str:
    """ "no cat and no bird", "no cup next to the laptop", "nothing on the left"."""
    told: list[str] = []
    for wanted in found.absent(step, finding):
        before, after = _told_apart(wanted)
        many = wanted in step.wanted and (step.asks == "count" or wanted.count > 1)
        noun = plural(wanted.phrase) if many else wanted.phrase
        if fair(wanted.phrase) != wanted.phrase:
            told.append("nobody like that")
        else:
            told.append(f"no {before}{noun}{after}" if noun else f"nothing{after or ' that I know'}")
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
        others = [f"the {f'two {plural(fair(name))}' if two else fair(name)}" for name in place.others]
        return ordinal, f" {relation} {_joined(others)}"
    if place.kind in ("largest", "smallest") or (place.kind in SIDES and place.rank == 1 and wanted.phrase):
        return f"{ordinal}{place.kind} ", ""
    if ordinal and place.kind in SIDES:
        return ordinal, f" from the {place.kind}"
    spots = {"left": "on the left", "right": "on the right", "middle": "in the middle", "corner": "in a corner"}
    return ordinal, f" {spots.get(place.kind, f'at the {place.kind}')}"


def _unknown(names: Sequence[str], reasons: Mapping[str, str]) -> str:
    """What the detector was never taught; one sentence."""
    if len(names) == 1 and names[0] in reasons:
        reason = reasons[names[0]].rstrip(".")
        return f"{reason[:1].upper()}{reason[1:]}."
    quoted = [f"'{name}'" for name in names]
    return f"My detector was never taught {_joined(quoted, 'or')}."


def _these(wanted: Sequence[Wanted]) -> str:
    phrases = [plural(fair(one.phrase)) if one.count > 1 else fair(one.phrase) for one in wanted]
    return _joined([f"the {phrase}" if phrase else "that" for phrase in phrases])


def _cardinal(number: int) -> str:
    return counted(number, "thing")[0] if number != 1 else "one"


def _joined(names: Sequence[str], word: str = "and") -> str:
    return " ".join([", ".join(names[:-1]), word, names[-1]]) if len(names) > 1 else "".join(names)
