"""What is said about the last result: claims that put it right, refinements that carry it out anew, undoing and why."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer
from assistant.carry_out import carry_out
from assistant.checking import check_closer
from assistant.claims import Unclear, preference, taken
from assistant.messages import Claim, Finding, Image, Preference, Question, Shown, Told, Turn
from assistant.outlining import outlined_again
from assistant.plan import Step, any_number
from assistant.refine import NotThere, OneOf, Refinement, filtered, refined, said_of, threshold
from assistant.sight import MOST_UNDONE
from assistant.telling.describer import tell
from assistant.telling.doubts import looked_again
from assistant.telling.reasons import why
from assistant.telling.remarks import remark
from assistant.telling.sayings import saying
from assistant.vision import EVERYTHING, Seen, look, see
from assistant.which import labels


async def believe(claims: tuple[Claim, ...] | Unclear, answer: Answer) -> None:
    """What the user says of the picture on show counts from now on: it is looked at anew, without what is denied."""
    progress, stage = answer.progress, answer.stage
    progress.intent = "refine"
    step, sight, shown = stage.sight.step, stage.sight, stage.sight.picture(0)
    if isinstance(claims, Unclear) or shown is None:
        text = claims.question if isinstance(claims, Unclear) else saying("no-picture", answer.language)
        await answer.say(text)
        return
    image = shown.image
    finding = Finding(image, "refine", ())  # where nothing has been looked for yet
    if step is not None:
        finding = (await see(step, image, stage.models.eyes, sight, answer.telling, claims)).finding
        progress.preferences = _preference(step, finding, claims, image, answer)
    await answer.gate.passed()
    progress.doing("")
    progress.claims, progress.findings = claims, (finding,)
    if step is not None:
        sight.present(step, finding, ())
    await answer.say(taken(claims, image, answer.language))


def _preference(
    step: Step, finding: Finding, claims: tuple[Claim, ...], image: Image, answer: Answer
) -> tuple[Preference, ...]:
    """The answer that these claims put right, beside what is said now."""
    right = tell(step, finding, language=answer.language).text
    return preference(answer.stage.turns, step, claims, right, image, answer.language)


async def refine(asked: Refinement, answer: Answer) -> None:
    """Do with the last result what was asked."""
    answer.progress.intent, answer.progress.language = "refine", asked.language
    answer = answer.in_language(asked.language)
    step, finding = answer.stage.sight.step, answer.stage.sight.finding
    if asked.kind in ("undo", "redo"):
        await _step_through(asked, answer)
    elif step is None or finding is None:
        await answer.say(unfinished(answer))
    elif asked.kind in ("stricter", "looser", "usual"):
        await _believe_from(asked, step, finding, answer)
    elif asked.kind in ("why", "sure"):
        await _explain(asked, step, finding, answer)
    elif asked.kind == "finer":
        await _finer(step, finding, answer)
    elif asked.kind == "elsewhere":
        await _elsewhere(asked, step, answer)
    else:
        await _anew(asked, step, finding, answer)


def unfinished(answer: Answer) -> str:
    """What is said where something is to be changed and nothing says what, or nothing is there to be changed."""
    name = "change-what" if answer.stage.sight.finding is not None else "nothing-to-change"
    return saying(name, answer.language)


async def _step_through(asked: Refinement, answer: Answer) -> None:
    """Back to what was on the stage before, or forward again; what was claimed meanwhile is taken back with it."""
    sight = answer.stage.sight
    await answer.gate.passed()
    done = False
    for _ in range(MOST_UNDONE if asked.are_all else asked.count or 1):
        before = sight.finding
        if not (sight.undo() if asked.kind == "undo" else sight.redo()):
            break
        done = True
        answer.progress.claims += _reclaimed(asked, before, sight.finding, answer.stage.turns)
    if done and sight.finding is not None:
        answer.progress.findings = (sight.finding,)
    await answer.say(said_of(asked, done, answer.language))


def _reclaimed(
    asked: Refinement, before: Finding | None, now: Finding | None, turns: Sequence[Turn]
) -> tuple[Claim, ...]:
    """What a step over a claim changes: undone, the opposite counts again of what made `before`; redone, the same."""
    made = before if asked.kind == "undo" else now
    turn = next((one for one in turns if any(finding is made for finding in one.findings)), None)
    claims = turn.claims if turn is not None and made is not None else ()
    return tuple(replace(one, is_there=one.is_there != (asked.kind == "undo"), said=asked.said) for one in claims)


async def _believe_from(asked: Refinement, step: Step, finding: Finding, answer: Answer) -> None:
    """Another threshold over what was found before; where things only fall away, no model is called."""
    stage, language = answer.stage, answer.language
    if asked.kind == "usual":
        await _believe_as_usual(asked, step, finding, answer)
        return
    wanted = threshold(asked, finding.box_threshold)
    if wanted == finding.box_threshold:
        await answer.say(said_of(asked, False, language, wanted))
        return
    await answer.gate.passed()
    stage.sight.box_threshold = wanted
    if step.action == "segment" and not any(thing.mask for thing in finding.things):  # it was asked which
        await answer.say(said_of(asked, True, language, wanted))
        await carry_out((replace(step, id=1, after=()),), answer)
        return
    if wanted > finding.box_threshold:
        fewer = filtered(finding, wanted)
        seen = Seen(fewer, tell(step, fewer, language=language))
    else:
        step = any_number(step)
        seen = await see(step, finding.image, stage.models.eyes, stage.sight, answer.telling)
    await answer.say(said_of(asked, True, language, wanted))
    await answer.show(step, seen.finding, seen.told)


async def _believe_as_usual(asked: Refinement, step: Step, finding: Finding, answer: Answer) -> None:
    """The threshold that the detector comes with, over what was found before."""
    stage = answer.stage
    await answer.gate.passed()
    stage.sight.box_threshold = 0.0
    step = any_number(step)
    seen = await see(step, finding.image, stage.models.eyes, stage.sight, answer.telling)
    await answer.say(said_of(asked, True, answer.language, seen.finding.box_threshold))
    await answer.show(step, seen.finding, seen.told)


async def _explain(asked: Refinement, step: Step, finding: Finding, answer: Answer) -> None:
    """Why the last result is what it is: scores, threshold, what was looked for in vain, what the user said."""
    answer.progress.question = answer.stage.question  # that was asked back, and still waits
    sight, eyes = answer.stage.sight, answer.stage.models.eyes
    if asked.kind == "sure" and (finding.checks or (finding.missing and not finding.things)):
        await _look_closer(step, finding, answer)
        return
    looked = await look(step, finding.image, eyes, sight, answer.telling)
    phrases = [one.phrase for one in step.wanted] or [EVERYTHING]
    seen = {phrase: sight.seen(finding.image, phrase) or () for phrase in phrases}
    await answer.tell_of(finding, why(step, finding, seen, looked.held, answer.language, asked.kind == "sure"))


async def _look_closer(step: Step, finding: Finding, answer: Answer) -> None:
    """ "Are you sure?" of what a vision-language model said, or of what was not found: look again with more care."""
    stage, was_denied = answer.stage, not finding.checks
    checked = await check_closer(finding, step, stage.models.eyes, stage.sight, answer.telling)
    text = looked_again(checked.finding.checks, checked.perhaps, answer.language, was_denied)
    checks = checked.finding.checks if finding.checks else ()
    await answer.show(step, replace(checked.finding, checks=checks), Told(text, verified=checked.is_verified))


async def _finer(step: Step, finding: Finding, answer: Answer) -> None:
    """What is on the stage, outlined as exactly as can be; from now on everything is."""
    sight, eyes = answer.stage.sight, answer.stage.models.eyes
    if not finding.things:
        await answer.say(unfinished(answer))
        return
    outlining = replace(step, action="segment")
    await answer.telling.before_slow(outlining)
    answer.progress.doing(saying("outlining", answer.language))
    finer = await outlined_again(finding, eyes, is_fine=True)
    await answer.gate.passed()
    sight.asked_fine = True
    name = "as fine as can be" if finer == finding else "finer"
    await answer.show(outlining, replace(finer, intent="segment"), Told(remark(name, answer.language)))


async def _elsewhere(asked: Refinement, step: Step, answer: Answer) -> None:
    """The same request in another picture, or in all of them."""
    stage = answer.stage
    meant = _pictures(asked, stage.sight.pictures, stage.sight.current)
    if not meant:
        await answer.say(saying("no-such-picture", answer.language))
        return
    steps = tuple(replace(step, id=at, picture=shown.number, after=()) for at, shown in enumerate(meant, 1))
    await carry_out(steps, answer)


def _pictures(asked: Refinement, pictures: Sequence[Shown], current: int) -> list[Shown]:
    """The pictures that are meant: the next, the previous, another, the last, all, or the one with a number."""
    others = [shown.number for shown in pictures if shown.number != current]
    numbers = {
        "next": [number for number in others if number > current][:1],
        "previous": [number for number in others if number < current][-1:],
        "other": others[:1] if len(others) == 1 else [number for number in others if number > current][:1],
        "last": [shown.number for shown in pictures][-1:],
        "all": [shown.number for shown in pictures],
    }.get(asked.picture, [int(asked.picture)] if asked.picture.isdigit() else [])
    return [shown for shown in pictures if shown.number in numbers]


async def _anew(asked: Refinement, step: Step, finding: Finding, answer: Answer) -> None:
    """The last request, changed, carried out on the same picture."""
    stage = answer.stage
    looked = await look(step, finding.image, stage.models.eyes, stage.sight, answer.telling)
    changed = refined(asked, step, finding, looked.there, stage.sight.selected, answer.language)
    if isinstance(changed, Step):
        number = next((shown.number for shown in stage.sight.pictures if shown.image.id == finding.image.id), 0)
        await carry_out((replace(changed, picture=number),), answer)
    elif isinstance(changed, OneOf):
        await answer.show(changed.step, changed.finding, changed.question)
        among = replace(changed.finding, things=changed.among)
        short = labels(changed.step, among, answer.language)
        await answer.ask(Question(changed.question.text, short, answer.progress.heard, (changed.step,)))
    else:
        await answer.say(changed.text if isinstance(changed, NotThere) else unfinished(answer))
