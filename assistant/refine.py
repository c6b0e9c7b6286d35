"""A sentence about the last result, carried out: the step it makes of the last one, what another threshold leaves.

`refinement` reads the sentence. `refined` says what is to be looked for instead; it finds the things that are meant
among those that are there, and writes a place for each into the step, so that `vision.see` comes to the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.last_result import LastResult, NotThere, OneOf, is_called
from assistant.messages import Detection, Finding
from assistant.places import called
from assistant.plan import Action, Asks, Place, Step, Wanted
from assistant.telling.remarks import remark
from assistant.telling.wording import named
from assistant.words.lexicon import COLOURS, SIZES
from assistant.words.nouns import Tongue
from assistant.words.refinements import Refinement, refinement
from assistant.words.refining_tables import About, Do

__all__ = ["NotThere", "OneOf", "Refinement", "filtered", "refined", "refinement", "said_of", "threshold"]

STEP = 0.1  # by which "be stricter" moves the threshold
LOOSEST, STRICTEST = 0.15, 0.95
DOING: Mapping[Do, tuple[Action, Asks, str]] = {  # what to do → action, what is asked, the question in English
    "cut": ("segment", "what", "Cut out {them}."),
    "outline": ("segment", "what", "Outline {them}."),
    "count": ("find", "count", "How many are there: {them}?"),
    "where": ("find", "where", "Where are {them}?"),
}
Change = Step | OneOf | NotThere


def refined(
    asked: Refinement, step: Step, finding: Finding, there: Sequence[Detection], selected: int, language: str = "en"
) -> Change | None:
    """The step that does what was asked; None for what needs no other step ("undo", "why?", "stricter").

    step, finding: the last result; there: everything of the wanted kinds that is believed to be in that picture;
    selected: number of the thing that the user chose, 0: none.
    """
    change = CHANGES.get(asked.kind)
    if change is None:
        return None
    made = change(asked, LastResult(step, finding, tuple(there), selected, language))
    if not isinstance(made, Step):
        return made
    asks: Asks = "where" if asked.kind in ("other", "which", "only") and made.asks == "whether" else made.asks
    return replace(made, id=1, after=(), refers=(asked.said,), asks=asks)


def threshold(asked: Refinement, current: float) -> float:
    """The score from which things are to be believed: the one that was said, or a step stricter or looser."""
    wanted = asked.threshold or current + (STEP if asked.kind == "stricter" else -STEP)
    return round(min(STRICTEST, max(LOOSEST, wanted)), 2)


def filtered(finding: Finding, box_threshold: float) -> Finding:
    """What a finding keeps at a higher threshold, masks and all; numbers stay, so that "number 3" is still the same."""
    kept = tuple(thing for thing in finding.things if thing.detection.score >= box_threshold)
    phrases = {thing.detection.phrase for thing in kept}
    gone = dict.fromkeys(thing.detection.phrase for thing in finding.things if thing.detection.phrase not in phrases)
    missing = tuple(dict.fromkeys((*finding.missing, *(phrase for phrase in gone if phrase))))
    return replace(finding, things=kept, missing=missing, box_threshold=box_threshold)


def said_of(asked: Refinement, is_done: bool, language: str, box_threshold: float = 0.0) -> str:
    """What is said of a step back or forward, and of another threshold.

    is_done: whether there was anything to undo or redo, and whether the threshold could still be moved.
    """
    if asked.kind in ("undo", "redo"):
        name = f"{asked.kind.removesuffix('o')}one" if is_done else f"nothing to {asked.kind}"
    elif is_done:
        name = "threshold"
    else:
        name = "as strict as can be" if asked.kind == "stricter" else "as loose as can be"
    return remark(name, language, percent=round(100 * box_threshold))


def _other(asked: Refinement, last: LastResult) -> Change:
    """Not the one that is shown: the one beside it."""
    if asked.is_pointed and last.chosen and len(last.shown) > 2:
        return _without(asked, last)
    kin = last.kin(_noun(asked))
    before = [one for one in last.chosen or last.shown if one in kin]
    others = [one for one in kin if one not in before]
    if place := _place(asked):
        others = last.among(others, place)
    if not others and len(before) > 1:
        return last.ask(before)
    if not others:
        return NotThere(remark("none other", last.language, noun=_called(kin or last.there, asked, last.language)))
    if len(others) > 1 and not asked.are_all:
        return last.ask(others, others=True)
    rest = [one for one in last.shown if one.phrase != others[0].phrase] if _noun(asked) else []
    return last.meaning([*rest, *others])


def _which(asked: Refinement, last: LastResult) -> Change:
    """One, or some, of those that are there."""
    place, noun = _place(asked), _noun(asked)
    if noun and not last.kin(noun):
        return _instead(asked, last)
    kin = last.kin(noun)
    shown = [one for one in kin if one in last.shown]
    kin = shown if len(shown) > 1 else kin
    if asked.is_pointed:
        return last.meaning(last.chosen) if last.chosen else last.ask(kin)
    if place is not None and place.others:
        return replace(last.step, wanted=(_beside(place, kin, noun),))
    targets = _meant(asked, last, kin)
    if targets is None:
        return last.ask(kin)
    return last.meaning(targets, place) if targets else NotThere(remark("none like that", last.language))


def _only(asked: Refinement, last: LastResult) -> Change:
    """Of what is shown only that."""
    if _place(asked) or asked.number or asked.is_pointed or asked.count:
        return _which(asked, last)
    if not asked.wanted:
        return _described(asked, last)
    kept = [one for one in last.shown if any(is_called(one, each.phrase) for each in asked.wanted)]
    return last.meaning(kept) if kept else replace(last.step, wanted=asked.wanted)


def _also(asked: Refinement, last: LastResult) -> Change:
    """What is shown, and that."""
    if (asked.is_other and not _noun(asked)) or not (asked.wanted or asked.number or asked.is_pointed):
        rest = [one for one in last.there if one not in last.shown]
        return last.meaning(last.there) if rest else NotThere(_no_other(asked, last))
    if place := _place(asked):
        if place.others:
            return replace(last.step, wanted=(*last.step.wanted, _beside(place, last.kin(_noun(asked)), _noun(asked))))
        more = last.among([one for one in last.kin(_noun(asked)) if one not in last.shown], place)
        return last.meaning([*last.shown, *more]) if more else NotThere(_no_other(asked, last))
    known = [one for one in last.there if any(is_called(one, each.phrase) for each in asked.wanted)]
    if any(one not in last.shown for one in known):
        return last.meaning([*last.shown, *known])
    if known:
        return NotThere(_no_other(asked, last))
    new = tuple(one for one in asked.wanted if one.phrase)
    excluded = tuple(name for name in last.step.excluded if name not in {one.phrase for one in new})
    return replace(last.step, wanted=(*(last.step.wanted or (Wanted(""),)), *new), excluded=excluded)


def _without(asked: Refinement, last: LastResult) -> Change:
    """What is shown, but for that."""
    if asked.is_pointed and not last.chosen and len(last.shown) == 1:
        return _other(asked, last)
    nouns = [one.phrase for one in asked.wanted if one.phrase]
    if _place(asked) or asked.number or asked.is_pointed or asked.count:
        out = _meant(asked, last, [one for one in last.shown if not nouns or is_called(one, nouns[0])]) or []
        if not out:
            return NotThere(remark("which one", last.language))
        kept = [one for one in last.shown if one not in out]
        return last.meaning(kept) if kept else NotThere(remark("nothing left", last.language))
    if not nouns:
        return NotThere(remark("which one", last.language))
    kept = [one for one in last.shown if not any(is_called(one, noun) for noun in nouns)]
    if last.shown and not kept:
        return NotThere(remark("nothing left", last.language))
    step = last.meaning(kept) if len(kept) < len(last.shown) else last.step
    excluded = tuple(dict.fromkeys((*step.excluded, *nouns)))
    return replace(step, wanted=tuple(one for one in step.wanted if one.phrase not in excluded), excluded=excluded)


def _instead(asked: Refinement, last: LastResult) -> Change:
    """Something else."""
    new = tuple(one for one in asked.wanted if one.phrase and one.phrase not in asked.refused)
    if not new:
        return _described(asked, last)
    known = [one for one in last.shown if any(is_called(one, each.phrase) for each in new)]
    if known and len(known) < len(last.shown):
        return last.meaning(known)
    if known:
        return _other(replace(asked, wanted=()), last)
    excluded = tuple(name for name in last.step.excluded if name not in {one.phrase for one in new})
    return replace(last.step, wanted=new, excluded=excluded)


def _all(asked: Refinement, last: LastResult) -> Change:
    """Every one of those that are there."""
    return last.meaning(last.there) if last.there else NotThere(_no_other(asked, last))


def _as(asked: Refinement, last: LastResult) -> Change:
    """Something else with the same things."""
    action, asks, words = DOING[asked.do]
    step = last.meaning(last.chosen) if last.chosen else last.step
    them = " and ".join(f"the {one.phrase or 'things'}" for one in step.wanted) or "the things"
    return replace(step, action=action, asks=asks, question=words.format(them=them))


def _described(asked: Refinement, last: LastResult) -> Change:
    """What is told by its look alone ("the red ones"), which is searched for anew, or by nothing that is understood."""
    look = [word for word in asked.said.lower().split() if word in COLOURS or word in SIZES]
    kinds = {one.phrase for one in last.shown}
    if look and len(kinds) == 1 and asked.language == "en":
        kind = next(iter(kinds)) or called(last.shown[0])
        return replace(last.step, wanted=(Wanted(f"{COLOURS.get(look[0], look[0])} {kind}"),))
    return last.ask(last.kin())


def _elsewhere(_asked: Refinement, last: LastResult) -> Change:
    return last.step


def _blank(name: str) -> Callable[[Refinement, LastResult], Change]:
    return lambda _asked, last: NotThere(remark(name, last.language))


CHANGES: Mapping[About, Callable[[Refinement, LastResult], Change]] = {
    "other": _other,
    "which": _which,
    "only": _only,
    "also": _also,
    "without": _without,
    "instead": _instead,
    "all": _all,
    "as": _as,
    "elsewhere": _elsewhere,
    "again": _blank("what instead"),
    "wrong": _blank("what instead"),
    "adjust": _blank("no adjusting"),
}


def _meant(asked: Refinement, last: LastResult, candidates: list[Detection]) -> list[Detection] | None:
    """Those of the candidates that a number, a rank or a place means; None where none of these was said."""
    if asked.is_pointed:
        return last.chosen
    if asked.number:
        return last.numbered(asked.number)
    if asked.count:
        return [one for rank in range(1, asked.count + 1) for one in last.among(candidates, Place("left", rank))]
    places = [one.place for one in asked.wanted if one.place]
    if not places:
        return None
    return [one for one in candidates if any(one in last.among(candidates, place) for place in places)]


def _beside(place: Place, kin: Sequence[Detection], noun: str) -> Wanted:
    """One of a kind by what it is next to, behind, in front of."""
    phrase = noun or next((one.phrase for one in kin), "")
    return Wanted(phrase, place=replace(place, rank=place.rank or 1))


def _no_other(asked: Refinement, last: LastResult) -> str:
    return remark("none other", last.language, noun=_called(last.kin(_noun(asked)) or last.there, asked, last.language))


def _called(detections: Sequence[Detection], asked: Refinement, language: str) -> str:
    """The noun for things of one kind, as the user's language has it."""
    noun = _noun(asked) or (called(detections[0]) if detections else "")
    tongues: Mapping[str, Tongue] = {"de": "de", "fr": "fr", "es": "es", "zh": "zh"}
    if language in tongues and noun:
        return named(noun, tongues[language]).noun.one
    return noun or "one"


def _noun(asked: Refinement) -> str:
    return next((one.phrase for one in asked.wanted if one.phrase), "")


def _place(asked: Refinement) -> Place | None:
    return next((one.place for one in asked.wanted if one.place), None)
