"""One question about pictures put to the vision-language model: what it is about, asked, spoken as it comes, checked.

Read `ask` from top to bottom. What boxes can tell (how many, where, whether) is not asked here, unless the detector
does not know the noun: then `ask_unknown` does.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, replace

from assistant import crops
from assistant.answer import Answer
from assistant.checking import Checked, check, parts, together
from assistant.crops import Part
from assistant.errors import BadInput
from assistant.messages import Check, Image, Message, Shown, Thing, Told
from assistant.picture_examples import examples, surely_absent
from assistant.picture_prompt import ANSWER, Example, facts, prompt
from assistant.places import called
from assistant.plan import Step
from assistant.roles import Eyes
from assistant.sight import Sight
from assistant.streams import items
from assistant.telling.beyond import is_beyond
from assistant.telling.doubts import at_least, cannot_check, contradictions
from assistant.telling.limits import caution, declined
from assistant.telling.mentions import Text
from assistant.telling.reasons import place_of
from assistant.telling.sayings import saying
from assistant.telling.tellers import TONGUES
from assistant.vision import EVERYTHING, Seen, see
from assistant.words.about_pictures import is_of_surroundings, number_in, refers, refined, several


@dataclass(frozen=True)
class Asked:
    """A question as it is put. images: what the model is shown; part: of the one picture, where that alone is shown."""

    question: str
    images: tuple[Image, ...]
    part: Part | None = None


def is_for_model(step: Step, eyes: Eyes, language: str) -> bool:
    """Whether the vision-language model answers: where there is one, and boxes cannot tell."""
    if eyes.vision_model is None or step.action not in ("describe", "find") or declined(step.question, language):
        return False
    return is_beyond(step, language) or (step.action == "describe" and (step.asks == "what" or not step.wanted))


async def ask(step: Step, shown: Shown, answer: Answer) -> Seen | None:
    """Answer a step in the model's words, and say what of them cannot be found.

    Returns what was seen instead where that is the answer: nothing is where something was asked about, or the model
    has no words.
    """
    eyes, sight, language = answer.stage.models.eyes, answer.stage.sight, answer.language
    meant = _pictures(step, shown, answer)
    thing = None if len(meant) > 1 else await _thing(step, shown, answer)
    if isinstance(thing, Seen):
        return thing
    async with _asked(step, meant, thing, language) as asked:
        answer.telling.doing(saying("looking", language))
        start = len(answer.progress.said) + bool(answer.progress.said)
        if ready := _ready(step, asked, sight, language):
            await answer.say(ready)
        else:
            await answer.write(_words(asked, meant, answer))
        said = answer.progress.said[start:]
        if not said.strip():
            return await see(step, shown.image, eyes, sight, answer.telling)
        looked = [await check(said, step, one.image, eyes, sight, answer.telling, asked.part) for one in meant]
    checked = _with(thing, together(looked))
    await answer.conclude(step, checked.finding, checked.mentions, start)
    for sentence in (contradictions(checked.finding.checks, language), caution(step.question, language)):
        if sentence:
            await answer.insist(sentence)
    return None


async def ask_unknown(step: Step, shown: Shown, seen: Seen, answer: Answer) -> None:
    """Answer what the detector was never taught: a number as the least that there is, and that it cannot be checked."""
    language, unknown = answer.language, seen.finding.unknown
    doubt = cannot_check(unknown, language)
    if step.asks != "count":
        instead = await ask(step, shown, answer)
        await (answer.show(step, instead.finding, instead.told) if instead else answer.say(doubt))
        return
    words = _words(Asked(step.question, (shown.image,)), [shown], answer)
    said = "".join([piece async for piece in words]).strip()
    number = number_in(said, language)
    text = at_least(unknown[0], number, language) if number else said or seen.told.text
    finding = replace(seen.finding, checks=(Check(unknown[0], "unverified", number),))
    gap = "" if language == "zh" else " "
    await answer.show(step, finding, Told(f"{text}{gap}{doubt}" if said else text, verified=False))


def written(eyes: Eyes, images: list[Image], messages: list[Message]) -> AsyncGenerator[str, None]:
    """What the vision-language model writes, piece by piece."""
    model = eyes.vision_model
    if model is None:
        raise BadInput("no vision-language model is there to ask; choose one in the settings")
    return items(lambda: model.answer(images, messages, ANSWER))


def spoken_of_before(sight: Sight, image: Image) -> Thing | None:
    """What "it" stands for: the thing that was chosen, that was spoken of last, or that alone was found."""
    finding = sight.finding
    if finding is None or finding.image.id != image.id:
        return None
    last = sight.mentions[-1].numbers if sight.mentions else ()
    number = sight.selected or (last[0] if len(last) == 1 else 0)
    things = [thing for thing in finding.things if number in (thing.number, 0)]
    return things[0] if len(things) == 1 else None


def _pictures(step: Step, shown: Shown, answer: Answer) -> list[Shown]:
    """The pictures that a question is about: mostly the one."""
    pictures = answer.stage.sight.pictures
    is_about_things = any(one.phrase for one in step.wanted)
    meant = several(step.question, answer.language, len(pictures), is_about_things)
    return [pictures[number - 1] for number in meant] if len(meant) > 1 else [shown]


async def _thing(step: Step, shown: Shown, answer: Answer) -> Thing | Seen | None:
    """The one thing that is asked about, by its place or as it was spoken of; where it is not there, what was seen."""
    sight, wanted = answer.stage.sight, step.wanted[0] if len(step.wanted) == 1 else None
    if wanted is not None and wanted.place is not None:
        looking = replace(step, action="find", asks="where")
        seen = await see(looking, shown.image, answer.stage.models.eyes, sight, answer.telling)
        things = seen.finding.things
        return seen if not things else things[0] if len(things) == 1 else None
    if wanted is not None or not refers(step.question, answer.language):
        return None
    return spoken_of_before(sight, shown.image)


@asynccontextmanager
async def _asked(step: Step, meant: Sequence[Shown], thing: Thing | None, language: str) -> AsyncIterator[Asked]:
    """The question refined, and what is shown with it: of the picture only a part where one thing is meant."""
    images = tuple(shown.image for shown in meant)
    if thing is None:
        yield Asked(step.question, images)
    elif is_of_surroundings(step.question):
        yield Asked(refined(step.question, language, _name(thing, thing.name, language)), images)
    else:
        name = _name(thing, f"the {called(thing.detection)}", language)  # it is the only one that is shown
        async with parts(images[0], [crops.around(thing.detection.box_xyxy, images[0])]) as (part,):
            yield Asked(refined(step.question, language, name), (part.image,), part)


def _name(thing: Thing, name: str, language: str) -> str:
    """ "The left dog", "der linke Hund"."""
    if language not in TONGUES:
        return name
    tongue, kind = TONGUES[language], called(thing.detection)
    return tongue.polish(Text(tongue.the(kind, "subject", place=place_of(name, kind)).words)).words


def _ready(step: Step, asked: Asked, sight: Sight, language: str) -> str:
    """The caption that was written when the picture arrived, where it is the answer."""
    is_open = step.action == "describe" and not step.wanted and not is_beyond(step, language)
    return sight.caption(asked.images[0].id, language) if is_open and len(asked.images) == 1 else ""


async def _words(asked: Asked, meant: Sequence[Shown], answer: Answer) -> AsyncGenerator[str, None]:
    """The model's answer, with examples where there are some alike and it takes as many pictures."""
    eyes, sight, language = answer.stage.models.eyes, answer.stage.sight, answer.language
    told = facts([claim for shown in meant for claim in sight.claims(shown.image.id)])
    is_plain = len(meant) == 1 and asked.part is None
    for alike in dict.fromkeys((_examples(asked.question, answer) if is_plain else (), ())):
        began = False
        try:
            async with aclosing(written(eyes, *prompt(asked.question, asked.images, language, told, alike))) as pieces:
                async for piece in pieces:
                    began = True
                    yield piece
        except BadInput:
            if began or not alike:
                raise
        else:
            return


def _examples(question: str, answer: Answer) -> tuple[Example, ...]:
    """What was asked before in this conversation and is alike."""
    stage, sight = answer.stage, answer.stage.sight
    findings = [finding for turn in stage.turns for finding in turn.findings]
    no_things: dict[str, str] = {}
    for one in (shown.image for shown in sight.pictures):
        labels = [found.label for found in sight.seen(one, EVERYTHING) or ()]
        no_things[one.id] = surely_absent(one, findings, sight.claims(one.id), labels)
    return examples(question, answer.language, stage.turns, sight.pictures, no_things)


def _with(thing: Thing | None, checked: Checked) -> Checked:
    """What was asked about is shown where nothing that was said could be."""
    if thing is None or checked.finding.things:
        return checked
    alone = replace(thing, number=1, detection=replace(thing.detection, id=1))
    return replace(checked, finding=replace(checked.finding, things=(alone,)))
