"""One request about a picture: found, told apart, outlined and put into words. Read `see` from top to bottom."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from assistant.boxes import overlap, suppress
from assistant.claims import missed, standing, told_so, upheld
from assistant.errors import UnknownThing
from assistant.messages import Claim, Detection, Finding, Image, Thing, Told
from assistant.outlining import outlined, with_hints
from assistant.places import called, choose, names
from assistant.plan import Step, Wanted
from assistant.roles import Eyes
from assistant.sight import FLOOR, Sight
from assistant.streams import items
from assistant.telling.describer import tell
from assistant.telling.limits import caution, declined
from assistant.telling.sayings import saying
from assistant.which import question, unclear

SAME_THING = 0.75  # intersection over union from which two phrases have found one thing
EVERYTHING = ""  # the phrase that asks for whatever the detector knows
NOT_YET = ("edit", "generate")  # what Oriel cannot do, with or without a picture
NO_IMAGE = Image("", "", 0, 0)


async def _at_once(_: Step) -> None:
    """Nothing is said before something slow."""


@dataclass(frozen=True)
class Telling:
    """What is told while somebody waits. doing: what is under way; before_slow: what comes before what is slow.

    language: of the answer, ISO 639-1.
    """

    doing: Callable[[str], None] = lambda _: None
    before_slow: Callable[[Step], Awaitable[None]] = _at_once
    language: str = "en"


@dataclass(frozen=True)
class Looked:
    """What a search came to. there: everything of the wanted kinds, each thing once, without what is excluded.

    believed: phrase → what was found by it, also what is excluded or only helps to say where; refused: the claims of
    the user by which something was left out; held: all that stand; unknown: noun → what the detector says of it.
    """

    there: list[Detection]
    believed: dict[str, list[Detection]]
    refused: list[Claim]
    held: tuple[Claim, ...]
    unknown: dict[str, str]
    threshold: float


@dataclass(frozen=True)
class Seen:
    """What a request came to. is_unclear: several are there where one was meant; `told` asks which."""

    finding: Finding
    told: Told
    is_unclear: bool = False


SILENTLY = Telling()


async def see(
    step: Step, image: Image, eyes: Eyes, sight: Sight, telling: Telling = SILENTLY, claims: Sequence[Claim] = ()
) -> Seen:
    """Carry out one step on one picture.

    claims: what the user is just saying of the picture, beside what was said before.

    Raises BadInput when the picture is gone, and what the models raise.
    """
    looked = await look(step, image, eyes, sight, telling, claims)
    chosen = _chosen(step, looked.there, looked.believed, image)
    numbered = with_hints([replace(detection, id=number) for number, detection in enumerate(chosen, 1)], image, sight)
    # Among all that are there: the one of two that was asked for is still "the left cat".
    named = dict(zip(looked.there, names(looked.there, image.width, image.height), strict=True))
    things = tuple(Thing(one.id, named[each], one, None) for one, each in zip(numbered, chosen, strict=True))
    found_phrases = {detection.phrase for detection in chosen}
    wanted = dict.fromkeys(one.phrase for one in step.wanted if one.phrase not in looked.unknown)
    missing = tuple(phrase for phrase in wanted if phrase not in found_phrases)
    finding = Finding(image, step.action, things, missing, tuple(looked.unknown), looked.threshold)
    if step.action == "segment" and things:
        if unclear(step, things):
            return Seen(finding, question(step, things, telling.language), is_unclear=True)
        await telling.before_slow(step)
        telling.doing(saying("outlining", telling.language))
        finding = replace(finding, things=await outlined(image, things, eyes, sight.is_fine))
    told = _told(step, finding, looked.unknown, telling.language)
    because = told_so([*looked.refused, *missed(missing, looked.held)], looked.held, image, telling.language)
    return Seen(finding, replace(told, text=f"{told.text} {because}") if because else told)


async def look(
    step: Step, image: Image, eyes: Eyes, sight: Sight, telling: Telling = SILENTLY, claims: Sequence[Claim] = ()
) -> Looked:
    """Search for what a step wants; what was searched for before is only remembered."""
    threshold = sight.box_threshold or eyes.box_threshold
    found, unknown = await _search(step, image, eyes, sight, telling)
    believed = {phrase: [one for one in all_ if one.score >= threshold] for phrase, all_ in found.items()}
    held = standing((*sight.claims(image.id), *claims))
    believed, refused = upheld(believed, held)
    for phrase in step.excluded:  # a detector that cannot tell a blue cup from others has found all cups
        believed[phrase] = [one for one in believed.get(phrase, ()) if called(replace(one, certain=True)) == phrase]
    return Looked(_there(step, believed), believed, refused, held, unknown, threshold)


def _told(step: Step, finding: Finding, unknown: Mapping[str, str], language: str) -> Told:
    """The answer; what no box can answer is declined, and what is about health said with caution."""
    if step.action != "describe":
        return tell(step, finding, unknown, language)
    said = declined(step.question, language)
    told = Told(said) if said else tell(step, finding, unknown, language)
    careful = caution(step.question, language)
    return replace(told, text=f"{told.text} {careful}") if careful else told


def decline(step: Step, language: str) -> Told:
    """What is said of a step that Oriel cannot carry out yet."""
    return tell(step, Finding(NO_IMAGE, step.action, ()), language=language)


async def _search(
    step: Step, image: Image, eyes: Eyes, sight: Sight, telling: Telling
) -> tuple[dict[str, list[Detection]], dict[str, str]]:
    """Phrase → everything found by it, also what is excluded or only helps to say where; and the unknown nouns.

    An unknown noun comes with the detector's own sentence about it.
    """
    found: dict[str, list[Detection]] = {}
    unknown: dict[str, str] = {}
    phrases = [one.phrase for one in step.wanted] or [EVERYTHING]
    helping = [other for one in step.wanted if one.place for other in one.place.others]
    for phrase in dict.fromkeys([*phrases, *helping, *step.excluded]):
        telling.doing(_under_way(phrase, telling.language))
        try:
            found[phrase] = list(await find(image, phrase, eyes, sight))
        except UnknownThing as error:
            if phrase in phrases:
                unknown[phrase] = str(error)
    return found, unknown


def _under_way(phrase: str, language: str) -> str:
    return saying("looking-for", language, phrase=phrase) if phrase else saying("looking", language)


async def find(image: Image, phrase: str, eyes: Eyes, sight: Sight) -> Sequence[Detection]:
    """All that the detector finds by a phrase, or what it found before; raises UnknownThing."""
    known = sight.seen(image, phrase)
    if known is None:
        async with aclosing(items(lambda: eyes.detector.find(image, phrase, FLOOR))) as detections:
            known = tuple([detection async for detection in detections])
        sight.remember(image, phrase, known)
    return known


def _there(step: Step, believed: Mapping[str, list[Detection]]) -> list[Detection]:
    """Everything of the wanted kinds, each thing once, also where two phrases found it; without what is excluded."""
    refused = [one for phrase in step.excluded for one in believed.get(phrase, ())]
    phrases = {one.phrase for one in step.wanted or (Wanted(EVERYTHING),)}
    others = (one for phrase, all_ in believed.items() if phrase not in step.excluded for one in all_)
    kept = suppress((one for one in others if not _is_refused(one, refused)), SAME_THING)
    return [one for one in kept if any(one in believed.get(phrase, ()) for phrase in phrases)]


def _is_refused(detection: Detection, refused: Sequence[Detection]) -> bool:
    """Whether it is a thing that is excluded: where two names fit a box the likelier counts, but for "everything"."""
    return any(
        overlap(detection.box_xyxy, other.box_xyxy) >= SAME_THING
        and (detection.phrase == EVERYTHING or other.score >= detection.score)
        for other in refused
    )


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
