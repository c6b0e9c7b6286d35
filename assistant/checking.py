"""What a vision-language model says is there, looked for by the detector; and looked for again with more care."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, replace

from assistant import crops
from assistant.boxes import area, suppress
from assistant.claims import standing
from assistant.crops import Part
from assistant.errors import UnknownThing
from assistant.messages import Box, Check, Claim, Detection, Finding, Image, Mention, Thing
from assistant.places import names
from assistant.plan import Step
from assistant.roles import Eyes
from assistant.sight import FLOOR, Sight
from assistant.streams import items
from assistant.telling.sayings import saying
from assistant.truth import Assertion, again, asserted, believable, judged, spoken_of
from assistant.vision import SAME_THING, SILENTLY, Telling, find

TILE = 0.6  # of the width and height, that each of four overlapping parts shows in a closer look
CAREFUL = 0.7  # of the threshold, from which a closer look says "perhaps"
INSIDE = 0.7  # of a box from which what was found in a part is a piece of something known
VERDICTS = ("stands", "miscounted", "unverified", "absent")  # the best first
Found = Mapping[str, Sequence[Detection] | None]  # phrase → all that was found by it; None: the detector cannot know it


@dataclass(frozen=True)
class Checked:
    """An answer held against the picture. mentions: where it speaks of what was found; perhaps: phrases for which only
    something was found that scores too little.
    """

    finding: Finding
    mentions: tuple[Mention, ...] = ()
    perhaps: tuple[str, ...] = ()

    @property
    def is_verified(self) -> bool:
        """Whether all that it says is there was found."""
        checks = self.finding.checks
        return bool(checks) and all(check.verdict == "stands" for check in checks)


async def check(
    answer: str,
    step: Step,
    image: Image,
    eyes: Eyes,
    sight: Sight,
    telling: Telling = SILENTLY,
    part: Part | None = None,
) -> Checked:
    """Look for everything that an answer says is there. part: of the picture, that alone was asked about.

    What was looked for before is only remembered. Raises what the detector raises, but for what it cannot know.
    """
    about = next((one.phrase for one in step.wanted if one.phrase), "") if len(step.wanted) == 1 else ""
    assertions = asserted(answer, telling.language, about)
    found: dict[str, Sequence[Detection] | None] = {}
    for one in assertions:
        telling.doing(saying("looking-for", telling.language, phrase=one.phrase))
        found[one.phrase] = await _found(one.phrase, image, eyes, sight, part)
    threshold = sight.box_threshold or eyes.box_threshold
    finding = _finding(assertions, found, step, image, standing(sight.claims(image.id)), threshold)
    return Checked(finding, tuple(_mentions(answer, assertions, finding, telling.language)))


def together(checked: Sequence[Checked]) -> Checked:
    """One answer about several pictures: what is in any of them stands. The finding is that of the last picture."""
    if len(checked) == 1:
        return checked[0]
    best: dict[str, Check] = {}
    for one in (check for each in checked for check in each.finding.checks):
        before = best.get(one.phrase)
        if before is None or VERDICTS.index(one.verdict) < VERDICTS.index(before.verdict):
            best[one.phrase] = one
    checks = tuple(replace(one, verdict="stands") if one.verdict == "miscounted" else one for one in best.values())
    absent = tuple(one.phrase for one in checks if one.verdict == "absent")
    last = checked[-1]
    return replace(last, finding=replace(last.finding, missing=absent, checks=checks))


async def check_closer(finding: Finding, step: Step, eyes: Eyes, sight: Sight, telling: Telling) -> Checked:
    """The same once more: with a lower threshold, and in parts of the picture too, where small things are larger."""
    image, threshold = finding.image, sight.box_threshold or eyes.box_threshold
    assertions = tuple(again(one) for one in finding.checks) or tuple(Assertion(name) for name in finding.missing)
    found: dict[str, Sequence[Detection] | None] = {}
    async with parts(image, crops.tiles(image, TILE)) as tiles:
        for one in assertions:
            telling.doing(saying("looking-for", telling.language, phrase=one.phrase))
            found[one.phrase] = await _found_closer(one.phrase, image, tiles, eyes, sight)
    held = standing(sight.claims(image.id))
    checked = _finding(assertions, found, step, image, held, threshold)
    careful = max(FLOOR, CAREFUL * threshold)
    perhaps = tuple(
        one.phrase for one in checked.checks if not one.found and believable(found[one.phrase] or (), held, careful)
    )
    return Checked(checked, perhaps=perhaps)


@asynccontextmanager
async def parts(image: Image, boxes: Sequence[Box]) -> AsyncIterator[list[Part]]:
    """Parts of a picture as pictures of their own, for as long as they are looked at."""
    cut = await asyncio.to_thread(crops.cut, image, boxes)
    try:
        yield cut
    finally:
        crops.forget(cut)


async def _found(phrase: str, image: Image, eyes: Eyes, sight: Sight, part: Part | None) -> Sequence[Detection] | None:
    try:
        if part is None:
            return await find(image, phrase, eyes, sight)
        return [replace(one, box_xyxy=part.in_whole(one)) for one in await _search(part.image, phrase, eyes)]
    except UnknownThing:
        return None


async def _found_closer(
    phrase: str, image: Image, tiles: Sequence[Part], eyes: Eyes, sight: Sight
) -> Sequence[Detection] | None:
    """What is found in the whole picture, and what its parts show beside; remembered for later questions."""
    whole = await _found(phrase, image, eyes, sight, None)
    if whole is None:
        return None
    closer = [one for tile in tiles for one in await _found(phrase, image, eyes, sight, tile) or ()]
    known = [one for one in whole if one.score >= FLOOR]
    new = suppress((one for one in closer if not any(_is_piece(one.box_xyxy, each) for each in known)), SAME_THING / 2)
    every = tuple(replace(one, id=number) for number, one in enumerate((*known, *new), 1))
    sight.remember(image, phrase, every)
    return every


def _is_piece(box: Box, whole: Detection) -> bool:
    x0, y0, x1, y1 = whole.box_xyxy
    shared = area((max(box[0], x0), max(box[1], y0), min(box[2], x1), min(box[3], y1)))
    return shared >= INSIDE * min(area(box), area(whole.box_xyxy))


async def _search(image: Image, phrase: str, eyes: Eyes) -> list[Detection]:
    async with aclosing(items(lambda: eyes.detector.find(image, phrase, FLOOR))) as detections:
        return [detection async for detection in detections]


def _finding(
    assertions: Sequence[Assertion],
    found: Found,
    step: Step,
    image: Image,
    held: Sequence[Claim],
    threshold: float,
) -> Finding:
    """The checks, and the things that were found by them, numbered from left to right."""
    checks = tuple(judged(one, found[one.phrase], held, threshold) for one in assertions)
    all_ = [one for each in found.values() for one in believable(each or (), held, threshold)]
    kept = sorted(suppress(all_, SAME_THING), key=lambda one: one.box_xyxy[0] + one.box_xyxy[2])
    named = names(kept, image.width, image.height)
    things = tuple(
        Thing(number, name, replace(one, id=number), None)
        for number, (one, name) in enumerate(zip(kept, named, strict=True), 1)
    )
    absent = tuple(check.phrase for check in checks if check.verdict == "absent")
    unknown = tuple(check.phrase for check in checks if check.verdict == "unverified" and not check.found)
    return Finding(image, step.action, things, absent, unknown, threshold, checks)


def _mentions(answer: str, assertions: Sequence[Assertion], finding: Finding, language: str) -> list[Mention]:
    """Where the answer speaks of the things; of two of one noun ("a red and a blue circle") each in its turn."""
    mentions: list[Mention] = []
    spoken: dict[str, list[tuple[int, int]]] = {}
    for one in assertions:
        places = spoken.setdefault(one.noun, spoken_of(answer, one.noun, language))
        numbers = tuple(thing.number for thing in finding.things if thing.detection.phrase == one.phrase)
        is_alone = sum(each.noun == one.noun for each in assertions) == 1
        mine, spoken[one.noun] = (places, []) if is_alone else (places[:1], places[1:])
        mentions += [Mention(start, end, numbers) for start, end in mine if numbers]
    return sorted(mentions, key=lambda mention: mention.start)
