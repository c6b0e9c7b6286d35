"""One request about a picture: found, told apart, outlined and put into words. Read `see` from top to bottom."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from assistant.boxes import suppress
from assistant.describer import tell
from assistant.errors import UnknownThing
from assistant.messages import Detection, Finding, Image, Mask, Thing, Told
from assistant.places import called, choose, names
from assistant.plan import Step, Wanted
from assistant.roles import Eyes
from assistant.sight import FLOOR, Sight
from assistant.streams import items

SAME_THING = 0.75  # intersection over union from which two phrases have found one thing
EVERYTHING = ""  # the phrase that asks for whatever the detector knows
NOT_YET = ("edit", "generate")  # what Oriel cannot do, with or without a picture
NO_IMAGE = Image("", "", 0, 0)


@dataclass(frozen=True)
class Seen:
    """What a request came to."""

    finding: Finding
    told: Told


async def see(step: Step, image: Image, eyes: Eyes, sight: Sight, doing: Callable[[str], None]) -> Seen:
    """Carry out one step on one picture; `doing` is told what is under way, in words.

    Raises BadInput when the picture is gone, and what the models raise.
    """
    threshold = sight.box_threshold or eyes.box_threshold
    found, unknown = await _search(step, image, eyes, sight, doing)
    believed = {phrase: [one for one in all_ if one.score >= threshold] for phrase, all_ in found.items()}
    for phrase in step.excluded:  # a detector that cannot tell a blue cup from others has found all cups
        believed[phrase] = [one for one in believed.get(phrase, ()) if called(replace(one, certain=True)) == phrase]
    there = _there(step, believed)
    chosen = _chosen(step, there, believed, image)
    masks: list[Mask | None] = [None] * len(chosen)
    if step.action == "segment" and chosen:
        doing("Outlining")
        numbered = [replace(detection, id=number) for number, detection in enumerate(chosen, 1)]
        masks = list(await _outline(image, numbered, eyes))
    # Among all that are there: the one of two that was asked for is still "the left cat".
    named = dict(zip(there, names(there, image.width, image.height), strict=True))
    things = tuple(
        Thing(number, named[detection], replace(detection, id=number), mask)
        for number, (detection, mask) in enumerate(zip(chosen, masks, strict=True), 1)
    )
    found_phrases = {detection.phrase for detection in chosen}
    wanted = dict.fromkeys(one.phrase for one in step.wanted if one.phrase not in unknown)
    missing = tuple(phrase for phrase in wanted if phrase not in found_phrases)
    finding = Finding(image, step.action, things, missing, tuple(unknown), threshold)
    return Seen(finding, tell(step, finding, unknown))


def decline(step: Step) -> Told:
    """What is said of a step that Oriel cannot carry out yet."""
    return tell(step, Finding(NO_IMAGE, step.action, ()))


async def glance(image: Image, eyes: Eyes, sight: Sight) -> None:
    """Look at a picture before anything was asked, so that the first question finds the models loaded."""
    await _find(image, EVERYTHING, eyes, sight)
    async with aclosing(items(lambda: eyes.phrase_extractor.extract("a picture"))) as phrases:
        async for _ in phrases:
            pass


async def _search(
    step: Step, image: Image, eyes: Eyes, sight: Sight, doing: Callable[[str], None]
) -> tuple[dict[str, list[Detection]], dict[str, str]]:
    """Phrase → everything found by it, also what is excluded or only helps to say where; and the unknown nouns.

    An unknown noun comes with the detector's own sentence about it.
    """
    found: dict[str, list[Detection]] = {}
    unknown: dict[str, str] = {}
    phrases = [one.phrase for one in step.wanted] or [EVERYTHING]
    helping = [other for one in step.wanted if one.place for other in one.place.others]
    for phrase in dict.fromkeys([*phrases, *helping, *step.excluded]):
        doing(f"Looking for: {phrase}" if phrase else "Looking")
        try:
            found[phrase] = list(await _find(image, phrase, eyes, sight))
        except UnknownThing as error:
            if phrase in phrases:
                unknown[phrase] = str(error)
    return found, unknown


async def _find(image: Image, phrase: str, eyes: Eyes, sight: Sight) -> Sequence[Detection]:
    """The detector's answer, or what it answered before."""
    known = sight.seen(image, phrase)
    if known is None:
        async with aclosing(items(lambda: eyes.detector.find(image, phrase, FLOOR))) as detections:
            known = tuple([detection async for detection in detections])
        sight.remember(image, phrase, known)
    return known


def _there(step: Step, believed: Mapping[str, list[Detection]]) -> list[Detection]:
    """Everything of the wanted kinds, each thing once, also where two phrases found it; without what is excluded."""
    kept = suppress((one for detections in believed.values() for one in detections), SAME_THING)
    phrases = {one.phrase for one in step.wanted or (Wanted(EVERYTHING),)}
    return [one for one in kept if any(one in believed.get(phrase, ()) for phrase in phrases)]


def _chosen(
    step: Step, there: list[Detection], believed: Mapping[str, list[Detection]], image: Image
) -> list[Detection]:
    """Those that were meant, from left to right within each phrase."""
    chosen: list[Detection] = []
    for one in step.wanted or (Wanted(EVERYTHING),):
        mine = [detection for detection in there if detection in believed.get(one.phrase, ())]
        if one.place:
            mine = choose(mine, one.place, image.width, image.height, believed)
        chosen += sorted((each for each in mine if each not in chosen), key=_from_left)
    return chosen


def _from_left(detection: Detection) -> float:
    x0, _, x1, _ = detection.box_xyxy
    return x0 + x1


async def _outline(image: Image, detections: list[Detection], eyes: Eyes) -> list[Mask]:
    async with aclosing(items(lambda: eyes.segmenter.outline(image, detections))) as masks:
        return [mask async for mask in masks]
