"""Plans carried out: step by step looked at, shown and spoken of."""

from dataclasses import replace

from assistant.answer import Answer
from assistant.asking import ask, ask_unknown, is_for_model
from assistant.messages import Finding, Question, Shown, Told
from assistant.picture_text import tell_written
from assistant.plan import Step
from assistant.sight import Sight
from assistant.telling.sayings import saying
from assistant.vision import NOT_YET, Seen, decline, see
from assistant.which import confirmed, labels


async def carry_out(steps: tuple[Step, ...], answer: Answer, is_chosen: bool = False) -> None:
    """Each step looks and says what it saw; what was found comes onto the stage as it is spoken of.

    is_chosen: the first step was unclear, and the user has said which is meant.
    """
    stage = answer.stage
    steps = tuple(_of_the_same_kind(step, stage.sight) for step in steps)
    answer.plan(steps)
    declined: set[int] = set()
    for at, step in enumerate(steps):
        if declined.intersection(step.after):
            continue
        if step.action in NOT_YET:
            declined.add(step.id)
            await answer.say(decline(step, answer.language).text)
            continue
        shown = stage.sight.picture(step.picture)
        if shown is None:
            await answer.say(saying("no-such-picture" if stage.sight.pictures else "no-picture", answer.language))
            return
        if step.asks == "text":
            await tell_written(step, shown, answer)
            continue
        if (seen := await _seen(step, shown, answer)) is None:
            continue
        told = _told(step, seen.finding, seen.told, answer.language, is_chosen and at == 0)
        await answer.show(step, seen.finding, told)
        if seen.is_unclear:
            await answer.ask(which_question(steps[at:], seen.finding, told.text, answer))
            return


async def _seen(step: Step, shown: Shown, answer: Answer) -> Seen | None:
    """What a step saw; None where the vision-language model has answered already."""
    eyes, sight = answer.stage.models.eyes, answer.stage.sight
    if is_for_model(step, eyes, answer.language):
        return await ask(step, shown, answer)
    seen = await see(step, shown.image, eyes, sight, answer.telling)
    finding = seen.finding
    if (
        eyes.vision_model is None
        or step.action == "segment"
        or not finding.unknown
        or finding.things
        or finding.missing
    ):
        return seen
    await ask_unknown(step, shown, seen, answer)
    return None


def _of_the_same_kind(step: Step, sight: Sight) -> Step:
    """ "Cut out the left one": of the things that were found last, where they are of one kind."""
    kinds = {thing.detection.phrase for thing in sight.finding.things} if sight.finding else set()
    nameless = any(not one.phrase and one.place for one in step.wanted)
    if step.picture or len(kinds) != 1 or not nameless:
        return step
    (kind,) = kinds
    return replace(step, wanted=tuple(one if one.phrase else replace(one, phrase=kind) for one in step.wanted))


def which_question(steps: tuple[Step, ...], finding: Finding, text: str, answer: Answer) -> Question:
    """The question which of several is meant, with the steps that wait for the reply."""
    return Question(text, labels(steps[0], finding, answer.language), answer.progress.heard, steps)


def _told(step: Step, finding: Finding, told: Told, language: str, is_chosen: bool) -> Told:
    return (confirmed(step, finding, language) if is_chosen else None) or told
