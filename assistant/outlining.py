"""Outlines: of what was found, again with a finer edge, and again with a point that the user has added."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace

from assistant.messages import Detection, Finding, Hint, Image, Mask, Thing
from assistant.roles import Eyes
from assistant.sight import Sight
from assistant.streams import items


async def outlined(image: Image, things: Sequence[Thing], eyes: Eyes, is_fine: bool) -> tuple[Thing, ...]:
    """The things with their masks; fine ones by the segmenter for these, where there is one of its own."""
    segmenter = eyes.fine_segmenter if is_fine and eyes.fine_segmenter is not None else eyes.segmenter
    detections = [thing.detection for thing in things]
    async with aclosing(items(lambda: segmenter.outline(image, detections, is_fine))) as masks:
        drawn: list[Mask] = [mask async for mask in masks]
    return tuple(replace(thing, mask=mask) for thing, mask in zip(things, drawn, strict=True))


def with_hints(detections: Sequence[Detection], image: Image, sight: Sight) -> list[Detection]:
    """What was found again, with what the user said of its outline when it was on the stage."""
    finding = sight.finding
    things = finding.things if finding is not None and finding.image.id == image.id else ()
    hints = {thing.detection.box_xyxy: thing.detection.hints for thing in things}
    return [replace(one, hints=hints.get(one.box_xyxy, ())) for one in detections]


async def outlined_again(finding: Finding, eyes: Eyes, is_fine: bool) -> Finding:
    """The same things, outlined anew; those that had only a box too."""
    return replace(finding, things=await outlined(finding.image, finding.things, eyes, is_fine))


async def pointed_at(finding: Finding, number: int, hint: Hint, eyes: Eyes, is_fine: bool) -> Finding:
    """The finding where the thing with this number heeds a point more; only what has an outline is outlined anew."""
    things = tuple(
        replace(one, detection=replace(one.detection, hints=(*one.detection.hints, hint)))
        if one.number == number
        else one
        for one in finding.things
    )
    drawn = [one for one in things if one.mask or one.number == number]
    new = {one.number: one for one in await outlined(finding.image, drawn, eyes, is_fine)}
    return replace(finding, things=tuple(new.get(one.number, one) for one in things))
