"""What is said about a picture in German, French, Spanish and Chinese: the answers of `describer`.

What is told, and how much of it, is decided here; how it is said stands in a file of each language, which holds its
sentences (`SAY`) and inflects what is put into them. The rules of honesty are those of `describer`.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from assistant.messages import Finding, Thing, Told
from assistant.places import called
from assistant.plan import Place, Step, Wanted
from assistant.telling import found, tell_de, tell_es, tell_fr, tell_zh
from assistant.telling.beyond import edit, is_beyond, is_cut_out
from assistant.telling.found import Group, fair
from assistant.telling.mentions import Text, filled, joined, text
from assistant.telling.wording import Case
from assistant.words.lexicon import PERSONS

WHOLE = "across most of the picture"


class Tongue(Protocol):
    """One language. kind: a thing's English name; numbers: of the things that are spoken of, which become mentions.

    some: "einen Hund"; alike: "etwas, das wie ein Hund aussieht"; the: "den linken Hund"; one: "einen", of a kind that
    was said; none: what is not there, as it stands in `SAY`; together: "beide links"; being: what something may be;
    that_one: "der links"; it: "ihn"; which: "Welchen"; apart: "einen links"; label: that for a button; bare: "Hund";
    polish: what neighbouring words do to each other. apart_by: a side, "larger" or "smaller"; rank: from that side.
    """

    @property
    def SAY(self) -> Mapping[str, str]: ...  # noqa: N802 - a constant of a module
    @property
    def SPOTS(self) -> Mapping[str, str]: ...  # noqa: N802 - the places that `places.where` tells
    def some(self, kind: str, count: int, role: Case, /, numbers: tuple[int, ...] = ()) -> Text: ...
    def alike(self, kind: str, count: int, numbers: tuple[int, ...] = ()) -> Text: ...
    def the(
        self,
        kind: str,
        role: Case = "object",
        /,
        numbers: tuple[int, ...] = (),
        place: Place | None = None,
        count: int = 1,
    ) -> Text: ...
    def one(self, kind: str, count: int, role: Case, /, numbers: tuple[int, ...] = ()) -> Text: ...
    def none(self, wanted: Wanted, many: bool, role: Case = "object", /) -> str: ...
    def nones(self, parts: Sequence[str]) -> str: ...
    def together(self, kind: str, count: int, place: str, /) -> str: ...
    def being(self, kind: str, many: bool, /) -> str: ...
    def that_one(self, kind: str, place: str, /) -> str: ...
    def it(self, kind: str, /) -> str: ...
    def which(self, kind: str, role: Case = "object", /) -> str: ...
    def apart(self, kind: str, apart_by: str, rank: int) -> str: ...
    def label(self, kind: str, apart_by: str, rank: int) -> str: ...
    def bare(self, kind: str, many: bool, /) -> str: ...
    def polish(self, whole: Text) -> Text: ...


TONGUES: dict[str, Tongue] = {"de": tell_de, "fr": tell_fr, "es": tell_es, "zh": tell_zh}


def tell_in(language: str, step: Step, finding: Finding) -> Told:
    """The answer to a step, at most two sentences; each noun in it is a mention of the things it stands for."""
    tongue = TONGUES[language]
    return tongue.polish(_told(tongue, step, finding, language)).told()


def _told(tongue: Tongue, step: Step, finding: Finding, language: str) -> Text:
    say = tongue.SAY
    if step.action == "edit":
        cannot = say[f"edit {edit(step, language)}"]
        offered = found.offered(step)
        return filled(say["offer" if offered else "offer any"], cannot=cannot, them=_these(tongue, offered))
    if step.action == "generate":
        return text(say["generate"])
    unknown = _unknown(tongue, finding.unknown)
    if not finding.things and not found.missing(finding) and finding.unknown:
        return unknown
    if step.action != "segment" and is_beyond(step, language):
        return _beyond(tongue, step, finding)
    if step.action == "segment":
        answer = _outlined(tongue, step, finding)
    elif finding.things:
        answer = _found(tongue, step, finding)
    else:
        answer = _none(tongue, step, finding)
        answer = filled(say["no"], answer=answer) if step.asks == "whether" else answer
    answer = _without(tongue, step, answer)
    answer = _caveat(tongue, finding, answer) + say["end"]
    gap = "" if language == "zh" else " "
    return answer + gap + _capital(unknown) if finding.unknown else answer


def said_as(tongue: Tongue, name: str, **parts: Text | str) -> str:
    """A sentence of a language's own, whole."""
    return tongue.polish(filled(tongue.SAY[name], **parts)).told().text


def definite(wanted: Wanted, tongue: Tongue, numbers: tuple[int, ...] = ()) -> Text:
    """What was asked for, as an object that both know: "den Hund", "zwei Tassen", "den zweiten Hund von links"."""
    kind, place = fair(wanted.phrase), wanted.place
    if not kind:
        if place is None or place.rank < 0:
            return text(tongue.SAY["that"], numbers)
        return tongue.the("object", "object", numbers=numbers, place=place)
    if wanted.count > 1:
        return tongue.some(kind, wanted.count, "object", numbers=numbers)
    is_one = wanted.definite or wanted.count == 1 or (place is not None and place.rank > 0)
    return tongue.the(kind, "object", numbers=numbers, place=place, count=1 if is_one else 0)


def _found(tongue: Tongue, step: Step, finding: Finding) -> Text:
    """What is there and where, as it was asked."""
    groups, missing = found.groups(finding.things), found.missing(finding)
    if miscounted := found.miscounted(step, groups):
        asked, group = miscounted
        wanted = tongue.some(fair(asked.phrase), asked.count, "object")
        kind = group.noun if group.is_certain else ""
        number = tongue.one(kind, len(group.things), "object", numbers=group.numbers)
        answer = filled(tongue.SAY["miscounted"], wanted=wanted, number=number)
        answer = _placed(tongue, answer, finding, group, "object")
    elif len(groups) > 1 or missing:
        placed = step.asks in ("where", "whether") or bool(step.wanted)
        answer = _seen(tongue, finding, groups, placed)
        answer = filled(tongue.SAY["yes"], answer=answer) if step.asks == "whether" and not missing else answer
    else:
        answer = _one_kind(tongue, step, finding, groups[0])
    return filled(tongue.SAY["but none"], answer=answer, none=_nones(tongue, step, finding)) if missing else answer


def _one_kind(tongue: Tongue, step: Step, finding: Finding, group: Group) -> Text:
    """ "Der Hund ist links", "Ein Hund, links", "Ja, da sind zwei Hunde: ...", "Zwei Hunde: ..."."""
    is_one, meant = len(group.things) == 1, found.meant(step)
    if is_one and group.is_certain and (step.asks == "where" or (meant and step.asks == "what")):
        return _is_at(tongue, finding, group, meant.place if meant else None)
    if step.asks == "whether" and group.is_certain:
        answer = _framed(tongue, "there", finding, group, "subject")
        return filled(tongue.SAY["yes"], answer=answer)
    if found.is_seen(step, group):
        return _framed(tongue, "see", finding, group, "object")
    return _framed(tongue, "bare", finding, group, "subject")


def _is_at(tongue: Tongue, finding: Finding, group: Group, place: Place | None) -> Text:
    """ "Der zweite Hund von links ist in der Mitte": the one thing, and where it lies."""
    spot = found.spot(finding, group.things[0])
    the = tongue.the(group.noun, "subject", numbers=group.numbers, place=place)
    many = " many" if the.words.startswith(("les ", "los ", "las ")) else ""
    return filled(tongue.SAY[f"is {'whole' if spot == WHOLE else 'at'}{many}"], the=the, place=tongue.SPOTS[spot])


def _framed(tongue: Tongue, frame: str, finding: Finding, group: Group, role: Case) -> Text:
    """Things of one kind in the sentence "see", "there" or "bare", with their places."""
    things, spots = _count(tongue, group, role), found.spots(finding, group.things)
    if len(group.things) == 1 and WHOLE not in spots:
        alike = "" if group.is_certain else " alike"
        return filled(tongue.SAY[f"{frame}{alike} at"], things=things, place=tongue.SPOTS[next(iter(spots))])
    many = " many" if frame == "there" and len(group.things) > 1 else ""
    return _placed(tongue, filled(tongue.SAY[f"{frame}{many}"], things=things), finding, group, role)


def _placed(tongue: Tongue, answer: Text, finding: Finding, group: Group, role: Case) -> Text:
    """Where the things of one kind are, behind what says that they are: ", beide links", ": eine links, zwei oben"."""
    spots, kind = found.spots(finding, group.things), group.noun if group.is_certain else ""
    if len(group.things) > found.MOST_PLACED:
        return answer
    if len(spots) > 1:
        each = [_each(tongue, kind, spot, things, role) for spot, things in spots.items()]
        told = joined(each, tongue.SAY["each comma"], tongue.SAY["each last"])
        return filled(tongue.SAY["spots"], answer=answer, spots=told)
    spot = next(iter(spots))
    if len(group.things) > 1:
        together = tongue.together(kind, len(group.things), tongue.SPOTS[spot])
        return answer + tongue.SAY["each comma"] + together
    return filled(tongue.SAY["whole" if spot == WHOLE else "comma at"], answer=answer, place=tongue.SPOTS[spot])


def _each(tongue: Tongue, kind: str, spot: str, things: Sequence[Thing], role: Case) -> Text:
    one = tongue.one(kind, len(things), role, numbers=tuple(thing.number for thing in things))
    return filled(tongue.SAY["each whole" if spot == WHOLE else "each"], one=one, place=tongue.SPOTS[spot])


def _count(tongue: Tongue, group: Group, role: Case = "object") -> Text:
    """ "zwei Katzen", or for what is not certain "etwas, das wie eine Katze aussieht"."""
    if group.is_certain:
        return tongue.some(group.noun, len(group.things), role, numbers=group.numbers)
    return tongue.alike(group.noun, len(group.things), group.numbers)


def _seen(tongue: Tongue, finding: Finding, groups: Sequence[Group], placed: bool) -> Text:
    """ "Ich sehe links einen Hund", "ich sehe zwei Katzen und ein Sofa"."""
    if placed and len(finding.things) == 1:
        return _framed(tongue, "see", finding, groups[0], "object")
    return filled(tongue.SAY["see"], things=_list(tongue, finding, groups, placed))


def _list(tongue: Tongue, finding: Finding, groups: Sequence[Group], placed: bool) -> Text:
    """Several kinds: "zwei Katzen, ein Sofa und eine Fernbedienung"; those beyond the fourth are counted together."""
    listed, others = found.listed(groups)
    parts: list[Text | str] = []
    alone: list[Text | str] = []
    for group in listed:
        things, spot = _count(tongue, group), found.spot(finding, group.things[0])
        if placed and len(groups) <= found.MOST_KINDS_PLACED and len(group.things) == 1 and spot != WHOLE:
            parts.append(filled(tongue.SAY["list at"], things=things, place=tongue.SPOTS[spot]))
        elif tongue.SAY["list at"].startswith("{place}"):
            alone.append(things)  # what stands behind a place would seem to lie there too
        else:
            parts.append(things)
    parts = [*alone, *parts]
    if others:
        numbers = tuple(thing.number for thing in others)
        noun = text(tongue.SAY["thing" if len(others) == 1 else "things"], numbers)
        number = tongue.one("", len(others), "object") if len(others) > 1 else ""
        number = number.words.removesuffix("个") if isinstance(number, Text) else number
        parts.append(filled(tongue.SAY["other" if len(others) == 1 else "others"], number=number, noun=noun))
    return joined(parts, tongue.SAY["comma"], tongue.SAY["and"])


def _outlined(tongue: Tongue, step: Step, finding: Finding) -> Text:
    """What was outlined, and what was found and could not be."""
    done, left = found.outlined(finding)
    say, none = tongue.SAY, found.missing(finding) or not finding.things
    if not done and not left:
        return _none(tongue, step, finding)
    if done:
        answer = filled(say["cut out" if is_cut_out(step) else "outlined"], them=_them(tongue, done))
        if miscounted := found.miscounted(step, found.groups(finding.things)):
            asked, group = miscounted
            number = tongue.one(group.noun if group.is_certain else "", asked.count, "object")
            answer = filled(say["asked for"], answer=answer, number=number)
        if left:
            answer = filled(say["but not outlined"], answer=answer, left=_them(tongue, left))
    else:
        answer = filled(say["found not outlined"], them=_them(tongue, left))
    if none and left:
        return filled(say["and none"], answer=answer, none=_none(tongue, step, finding))
    return filled(say["but"], answer=answer, none=_none(tongue, step, finding)) if none else answer


def _them(tongue: Tongue, things: Sequence[Thing]) -> Text:
    """ "den Hund" where it is the only one, "zwei Hunde"."""
    groups = found.groups(things)
    parts = [
        tongue.the(group.noun, "object", numbers=group.numbers)
        if len(group.things) == 1 and group.is_certain
        else _count(tongue, group)
        for group in groups
    ]
    return joined(parts, tongue.SAY["comma"], tongue.SAY["and"])


def _beyond(tongue: Tongue, step: Step, finding: Finding) -> Text:
    """What a box cannot show; what it can is said first."""
    if finding.things and step.wanted:
        return filled(tongue.SAY["more"], answer=_seen(tongue, finding, found.groups(finding.things), placed=True))
    return _none(tongue, step, finding) + tongue.SAY["end"] if step.wanted else text(tongue.SAY["cannot tell"])


def _caveat(tongue: Tongue, finding: Finding, answer: Text) -> Text:
    """With what was asked for and the detector did not judge: a colour, a size, a state, what kind of person."""
    doubt, detections = found.first_doubt(finding.things)
    if not doubt:
        return answer
    if doubt == "colour" and called(detections[0]) in PERSONS:
        doubt = "people"
    if doubt in ("people", "colour", "size"):
        return filled(tongue.SAY[f"doubt {doubt}"], answer=answer)
    several = len(detections) > 1
    kind = tongue.being(doubt, several)
    return filled(tongue.SAY["doubt many" if several else "doubt one"], answer=answer, kind=kind)


def _without(tongue: Tongue, step: Step, answer: Text) -> Text:
    """With what was left out."""
    if not step.excluded:
        return answer
    names = joined([tongue.the(fair(name), "object") for name in step.excluded], tongue.SAY["comma"], tongue.SAY["and"])
    return filled(tongue.SAY["leaving out" if step.action == "segment" else "not counting"], answer=answer, names=names)


def _none(tongue: Tongue, step: Step, finding: Finding) -> Text:
    """ "Ich sehe keine Katze"."""
    return filled(tongue.SAY["see none"], none=_nones(tongue, step, finding))


def _nones(tongue: Tongue, step: Step, finding: Finding) -> str:
    """ "keine Katze und keinen Vogel", "keine Tasse neben dem Laptop", "links nichts"."""
    absent = found.absent(step, finding)
    many = [one in step.wanted and (step.asks == "count" or one.count > 1) for one in absent]
    parts = [tongue.none(one, are_many) for one, are_many in zip(absent, many, strict=True)]
    return tongue.nones(list(dict.fromkeys(parts)))


def _unknown(tongue: Tongue, names: Sequence[str]) -> Text:
    """What the detector was never taught; one sentence."""
    kinds = [tongue.being(name, False) for name in names]
    return filled(tongue.SAY["unknown"], names=joined(kinds, tongue.SAY["comma"], tongue.SAY["or"]))


def _these(tongue: Tongue, wanted: Sequence[Wanted]) -> Text:
    return joined([definite(one, tongue) for one in wanted], tongue.SAY["comma"], tongue.SAY["and"])


def _capital(sentence: Text) -> Text:
    return Text(sentence.words[:1].upper() + sentence.words[1:], sentence.mentions)
