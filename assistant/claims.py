"""What the user says is, or is not, in a picture: "you are wrong, there is no cat", "that's a fox, not a dog".

Such a sentence is a fact about that picture and outweighs the detector: what it denies is left out from then on.

1. `claimed`: a sentence in the light of what is on the stage, as claims; a question, an order or talk is none.
2. `standing`: of all claims about a picture those that hold, since what was said last counts.
3. `upheld`, `missed`: what they leave of a search, and what they miss in it; `told_so` says so.
4. `preference`: the answer that was wrong beside the one that is right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.boxes import overlap
from assistant.messages import Box, Claim, Detection, Finding, Image, Preference, Thing, Turn
from assistant.places import called, choose, where
from assistant.plan import Step, Wanted
from assistant.telling.describer import tell
from assistant.telling.found import fair
from assistant.telling.mentions import Text, filled, joined
from assistant.telling.tellers import TONGUES, Tongue, said_as
from assistant.words.lexicon import COLOURS, PERSONS, THINGS, counted
from assistant.words.statements import Statement, statement

SAME_THING = 0.5  # intersection over union from which a box is the one that a claim is about
UNSURE_WHICH = "Which one is not {noun}? Say, for example: the left one is not {noun}."  # in English


@dataclass(frozen=True)
class Unclear:
    """A claim about one thing where several may be meant. question: what Oriel asks back."""

    question: str


def claimed(
    text: str,
    image: Image,
    finding: Finding | None,
    selected: int,
    known: Iterable[Claim],
    language: str = "en",
) -> tuple[Claim, ...] | Unclear | None:
    """What the user claims about the picture; None where the sentence is no claim about it.

    finding, selected: what is on the stage; known: what was claimed of the picture before; language: to ask back in.
    """
    said = statement(text)
    if said is None:
        return None
    things = finding.things if finding is not None and finding.image.id == image.id else ()
    missing = finding.missing if finding is not None and finding.image.id == image.id else ()
    about = _Before(image, things, missing, selected, standing(known), language)
    return about.picture(said, text) if said.of == "picture" else about.one(said, text)


def standing(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims that hold: a later one about the same takes the place of those before."""
    held: list[Claim] = []
    for claim in claims:
        held = [one for one in held if not _replaces(claim, one)] + [claim]
    return tuple(held)


def denied(detection: Detection, claims: Iterable[Claim]) -> Claim | None:
    """The claim by which what was found is not there, or is something else."""
    return next((one for one in claims if not one.is_there and _is_about(one, detection)), None)


def upheld(
    found: Mapping[str, Sequence[Detection]], held: Sequence[Claim]
) -> tuple[dict[str, list[Detection]], list[Claim]]:
    """Phrase → what was found by it and is not denied; and the claims that deny something."""
    refused = [claim for all_ in found.values() for one in all_ if (claim := denied(one, held))]
    return {phrase: [one for one in all_ if not denied(one, held)] for phrase, all_ in found.items()}, refused


def missed(missing: Sequence[str], claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims by which something is there that was looked for and not found."""
    return tuple(one for one in claims if one.is_there and one.phrase in missing)


def told_so(claims: Sequence[Claim], held: Sequence[Claim], image: Image, language: str = "en") -> str:
    """ "You told me that there is no cat."; empty without claims. held: all that stand, for what a thing is instead."""
    if not claims:
        return ""
    mine = list(dict.fromkeys(one for one in claims if not (one.is_there and _instead_of(one, claims))))
    if language in TONGUES:
        return _in_tongue("told", mine, held, image, language)
    return f"You told me that {' and that '.join(_clause(one, held, image) for one in mine)}."


def taken(claims: Sequence[Claim], image: Image, language: str = "en") -> str:
    """What Oriel answers to claims."""
    mine = [one for one in claims if not (one.is_there and _instead_of(one, claims))]
    if language in TONGUES:
        return _in_tongue("believe", mine, claims, image, language)
    return f"I take your word for it: {' and '.join(_clause(one, claims, image) for one in mine)}."


def preference(
    turns: Sequence[Turn],
    step: Step | None,
    claims: Sequence[Claim],
    right: str,
    image: Image,
    language: str = "en",
) -> tuple[Preference, ...]:
    """The answer that these claims put right, if there was one. right: what is said of the picture with them."""
    asked = next((turn for turn in reversed(turns) if step in turn.plan and not turn.superseded), None)
    if asked is None or step is None:
        return ()
    at = asked.plan.index(step)
    finding = asked.findings[at] if at < len(asked.findings) else None
    if finding is None or finding.image.id != image.id:
        return ()
    wrong = any(denied(thing.detection, claims) for thing in finding.things) or any(
        not claim.is_there and any(_ends_alike(check.phrase, claim.phrase) for check in finding.checks)
        for claim in claims
    )
    if not (wrong or missed(finding.missing, claims)):
        return ()
    several = len(asked.plan) > 1
    present = [_said(one, (), image, language) for one in claims if one.is_there]
    chosen = " ".join([*([right] * wrong), *(one[:1].upper() + one[1:] for one in present)])
    rejected = tell(step, finding, language=language).text if several else asked.said
    return (Preference(image.id, step.question if several else asked.heard, rejected, chosen),)


@dataclass(frozen=True)
class _Before:
    """What is before user and Oriel when something is claimed."""

    image: Image
    things: tuple[Thing, ...]
    missing: tuple[str, ...]
    selected: int
    known: tuple[Claim, ...]
    language: str = "en"

    def picture(self, said: Statement, text: str) -> tuple[Claim, ...] | None:
        """Claims about the whole picture."""
        if not all(said.insists or self._concerns(name) for name in said.names):
            return None
        if said.is_there and not said.insists and not any(self._was_denied(name) for name in said.names):
            return None  # "there is a dog" tells a story
        claims = [Claim(self.image.id, name, said.is_there, text) for name in said.names]
        boxes = [thing.detection.box_xyxy for thing in self.things if denied(thing.detection, claims)]
        if said.instead and len(boxes) == 1:
            claims.append(Claim(self.image.id, said.instead, True, text, boxes[0]))
        return tuple(claims)

    def one(self, said: Statement, text: str) -> tuple[Claim, ...] | Unclear | None:
        """Claims about one thing, or about all that are spoken of."""
        name = said.names[0]
        if said.is_there:
            return self._is_this(said, text)
        claim = Claim(self.image.id, name, False, text)
        meant = [thing.detection for thing in self.things if denied(thing.detection, [claim])]
        if said.place is not None:
            meant = choose(meant, said.place, self.image.width, self.image.height, {})
        elif said.of == "one" and len(meant) > 1:
            meant = [one for one in meant if one.id == self.selected] or meant
        if said.of == "one" and len(meant) > 1:
            return Unclear(_unsure_which(name, self.language))
        claims = [replace(claim, box=one.box_xyxy) for one in meant]
        if said.instead:
            claims += [Claim(self.image.id, said.instead, True, text, one.box_xyxy) for one in meant]
        return tuple(claims) or None

    def _is_this(self, said: Statement, text: str) -> tuple[Claim, ...] | None:
        """ "It is a dog after all" takes back that it is none; "no, that is a fox" says what the one thing is."""
        (name, *_) = said.names
        if back := [one for one in self.known if not one.is_there and one.phrase == name]:
            return (replace(back[-1], is_there=True, said=text),)
        meant = [one.detection for one in self.things if len(self.things) == 1 or one.number == self.selected]
        if not said.insists or len(meant) != 1 or not self._concerns(name):
            return None
        wrong, box = called(meant[0]), meant[0].box_xyxy
        if wrong == name:
            return None
        return Claim(self.image.id, wrong, False, text, box), Claim(self.image.id, name, True, text, box)

    def _concerns(self, name: str) -> bool:
        """Whether it is something that pictures show, or that was spoken of."""
        spoken = {*self.missing, *(called(thing.detection) for thing in self.things)}
        return name in THINGS or name.rpartition(" ")[2] in THINGS or name in spoken or self._was_denied(name)

    def _was_denied(self, name: str) -> bool:
        """By Oriel, or by the user."""
        return name in self.missing or any(one.phrase == name and not one.is_there for one in self.known)


def _replaces(new: Claim, old: Claim) -> bool:
    """Whether both are about the same."""
    same_place = new.box is None or (old.box is not None and overlap(new.box, old.box) >= SAME_THING)
    if new.phrase == old.phrase:
        return same_place
    return same_place and new.box is not None and new.is_there and old.is_there  # a fox, so no longer a wolf


def _is_about(claim: Claim, detection: Detection) -> bool:
    """Whether the claim names this thing: a claim about cats is one about black cats too."""
    names = (detection.phrase, detection.label.lower(), called(detection))
    if not any(_ends_alike(name, claim.phrase) for name in names):
        return False
    return claim.box is None or overlap(claim.box, detection.box_xyxy) >= SAME_THING


def _ends_alike(name: str, phrase: str) -> bool:
    """A black cat is a cat."""
    return f" {name}".endswith(f" {phrase}")


def _clause(claim: Claim, held: Sequence[Claim], image: Image) -> str:
    """ "there is no cat", "the one on the left is a fox, not a dog"."""
    noun = " ".join(counted(1, claim.phrase))
    if claim.box is None:
        if not PERSONS.isdisjoint(claim.phrase.split()) and not COLOURS.keys().isdisjoint(claim.phrase.split()):
            return f"there is {'somebody' if claim.is_there else 'nobody'} like that"
        return f"there is {noun}" if claim.is_there else f"there is no {claim.phrase}"
    one = f"the one {_where(claim.box, image)} is"
    if claim.is_there:
        return f"{one} {noun}"
    is_this = next((other for other in held if other.is_there and _instead_of(other, [claim])), None)
    return f"{one} {' '.join(counted(1, is_this.phrase))}, not {noun}" if is_this else f"{one} not {noun}"


def _said(claim: Claim, held: Sequence[Claim], image: Image, language: str) -> str:
    """A clause as a sentence of its own."""
    if language not in TONGUES:
        return f"{_clause(claim, held, image)}."
    tongue = TONGUES[language]
    return tongue.polish(Text(_clause_in(tongue, "claim", claim, held, image) + tongue.SAY["end"])).words


def _in_tongue(frame: str, claims: Sequence[Claim], held: Sequence[Claim], image: Image, language: str) -> str:
    """Claims in the sentence "believe" or "told" of a language."""
    tongue = TONGUES[language]
    clauses = [_clause_in(tongue, "that", one, held, image) for one in claims]
    between = tongue.SAY["and that" if frame == "told" else "and claim"]
    return said_as(tongue, frame, claims=joined(clauses, between, between))


def _clause_in(tongue: Tongue, order: str, claim: Claim, held: Sequence[Claim], image: Image) -> str:
    """ "da ist keine Katze", "der links ist ein Fuchs"; order: "claim", or "that" behind "dass"."""
    say, phrase = tongue.SAY, fair(claim.phrase)
    kind, none = tongue.some(phrase, 1, "subject").words, tongue.none(Wanted(phrase), False, "subject")
    if claim.box is None:
        if phrase != claim.phrase:
            return say[f"{order} {'somebody' if claim.is_there else 'nobody'}"]
        kind, none = tongue.some(phrase, 1, "object").words, tongue.none(Wanted(phrase), False)
        return filled(say[f"{order} {'there' if claim.is_there else 'absent'}"], kind=kind, none=none).words
    one = tongue.that_one(phrase, tongue.SPOTS[_where(claim.box, image)])
    if claim.is_there:
        return filled(say[f"{order} is"], one=one, kind=kind).words
    is_this = next((other for other in held if other.is_there and _instead_of(other, [claim])), None)
    if is_this is None:
        return filled(say[f"{order} is not"], one=one, none=none).words
    instead = tongue.some(fair(is_this.phrase), 1, "subject").words
    return filled(say[f"{order} is instead"], one=one, kind=instead, none=none).words


def _unsure_which(phrase: str, language: str) -> str:
    """Asked where one of several is denied."""
    if language not in TONGUES:
        return UNSURE_WHICH.format(noun=" ".join(counted(1, phrase)))
    tongue = TONGUES[language]
    which, none = tongue.which(phrase, "subject"), tongue.none(Wanted(fair(phrase)), False, "subject")
    return said_as(tongue, "unsure which", which=which, none=none)


def _instead_of(claim: Claim, others: Iterable[Claim]) -> bool:
    """Whether it says what a thing is that one of the others says it is not."""
    return any(
        not one.is_there and one.box is not None and claim.box is not None and overlap(one.box, claim.box) >= SAME_THING
        for one in others
    )


def _where(box: Box, image: Image) -> str:
    return where(box, image.width, image.height)
