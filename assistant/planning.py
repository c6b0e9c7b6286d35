"""From an intent and the words that told it to steps: one for each thing to do, with what it needs of those before.

The words are read in the English that `phrases.takes` makes of them, whatever language they were said in; a step's
question stays in the user's own.
"""

import re
from dataclasses import replace

from assistant.plan import Action, Plan, Step, Wanted
from assistant.words.grammar import NUMBER_WORDS, NUMBERED, REFERS, SIDED, asked, bare, clear_action, telling
from assistant.words.lexicon import ABSTRACT
from assistant.words.phrases import Named, phrases, takes
from assistant.words.written import asks_written

MOST_STEPS = 4
LOOKING: tuple[Action, ...] = ("describe", "find", "segment", "edit")  # what is done to a picture
SENTENCE = re.compile(r"[^.?!。？！…]+[.?!。？！…]*")
SHORTEST_SENTENCE = 3  # words; less is an aside: "Thanks."
CLAUSES = re.compile(
    r" (?:[,;.!?] )?(?:(?:and|then|und|dann|also|after that) )*(?:[,;.!?] )?"
    r"(?=(?:please |tell me )?(?:find|locate|count|outline|segment|mask|highlight|cut|isolate|extract|mark"
    r"|describe|remove|blur|replace|show me|how many|where is|where are|is there|are there"
    r"|umrande|zähle|finde|markiere|schneide) "
    r"|(?:tell me|say|see|check) (?:which|what|whether|if|how|who)\b)"
)
ABOUT_IT = re.compile(r"(?:and )?(?:tell me|say|see|check) (?:if |whether )?(?=\w)|(?=which |what |how |who )")
WHICH = re.compile(r"\b(?:which|what|who|how)\b")


def plan(action: Action, text: str, language: str, pictures: int, named: Named | None = None) -> Plan:
    """The steps of a request that asks for `action`; several where several things are asked for.

    pictures: how many the conversation has; named: what it names, where more is known than the words alone tell.
    """
    if action not in LOOKING:
        return Plan((replace(_step(1, action, text, text, Named(), pictures)),))
    said = takes(text, language)
    if len(said) == 1 and (steps := _sentences(action, text, language, pictures) or _clauses(text, said[0], pictures)):
        return Plan(steps)
    named = named or phrases(text, language=language)
    picture = next((number for take in reversed(said) if (number := _picture(take, pictures))), 0)
    return Plan((replace(_step(1, action, text, telling(said), named, pictures), picture=picture),))


def plan_to_read(text: str, language: str, pictures: int) -> Plan | None:
    """The one step of a request about what is written in a picture; None where it is none, or there is no picture."""
    asked = asks_written(text) if pictures else None
    if asked is None:
        return None
    wanted = phrases(asked.on, language=asked.language).wanted[:1] if asked.on else ()
    picture = next((number for take in reversed(takes(text, language)) if (number := _picture(take, pictures))), 0)
    return Plan((Step(1, "describe", text, wanted, asks="text", picture=picture),))


def _sentences(action: Action, text: str, language: str, pictures: int) -> tuple[Step, ...]:
    """A step for each sentence that asks something; none where fewer than two do."""
    steps: list[Step] = []
    for sentence in (each.strip() for each in SENTENCE.findall(text)):
        take = takes(sentence, language)[-1]
        named = phrases(sentence, language=language)
        does = clear_action(sentence, language, pictures)
        if does not in LOOKING:
            does = action if _asks_something(sentence, take) else None
        if does is not None:
            _add(steps, _step(len(steps) + 1, does, sentence, take, named, pictures), take)
    return tuple(steps[:MOST_STEPS]) if len(steps) > 1 else ()


def _asks_something(sentence: str, take: str) -> bool:
    if len(take.split()) < SHORTEST_SENTENCE:
        return False
    polite = re.match(r"(?:please|can|could|would|will|explain|write|tell|give|describe)\b", bare(take) or take)
    return sentence.endswith(("?", "？")) or bool(polite) or "please" in take.split()


def _clauses(text: str, take: str, pictures: int) -> tuple[Step, ...]:
    """A step for each clause where every clause is clear: "outline the dog and count the cats"."""
    clauses = [clause.strip(" ,.;!?") for clause in CLAUSES.split(f"{take} ") if clause.strip(" ,.;!?")]
    steps: list[Step] = []
    for clause in clauses[:MOST_STEPS]:
        named = phrases(clause, language="en")
        action = clear_action(clause, "en", pictures, follows=bool(steps))
        if steps and action in (None, "chat", "describe") and ABOUT_IT.match(clause):
            action, named = "describe", Named(named.wanted if not WHICH.search(clause) else (), named.excluded)
        if action is None or action == "chat":
            return ()
        step = _step(len(steps) + 1, action, clause, clause, named, pictures)
        _add(steps, step, clause)
    return (replace(steps[0], question=text),) if len(steps) == 1 else tuple(steps)


def _add(steps: list[Step], step: Step, take: str) -> None:
    """Add a step behind the others. "It" and "which" are the things of the one before: it needs that one's result.

    "Find the dog and cut it out" is only cutting out: the step takes the other's place.
    """
    refers = tuple(dict.fromkeys([*REFERS.findall(take), *WHICH.findall(take)]))
    if not steps or step.wanted or step.excluded or not refers:
        steps.append(step)
        return
    before = steps[-1]
    step = replace(step, wanted=before.wanted, excluded=before.excluded, picture=step.picture or before.picture)
    if before.action == "find" and before.asks == "what" and step.action in ("find", "segment"):
        steps[-1] = replace(step, id=before.id, after=before.after, question=f"{before.question} and {step.question}")
    else:
        steps.append(replace(step, after=(before.id,), refers=refers))


def _step(number: int, action: Action, question: str, take: str, named: Named, pictures: int) -> Step:
    """A step as `take`, one clause or the whole of what was said, tells it."""
    said = bare(take)
    asks = asked(said) if action in ("find", "describe") else "what"
    wanted = named.wanted if action != "generate" else ()
    if action == "describe":  # "the nature of this image" is nothing to look for
        wanted = tuple(one for one in wanted if one.phrase.rpartition(" ")[2] not in ABSTRACT)
    if asks == "whether" or (action == "find" and SIDED.match(said)):
        asks = "whether"
        wanted = tuple(_on_that_side(one) for one in wanted)
    return Step(number, action, question, wanted, named.excluded, asks, _picture(take, pictures))


def _on_that_side(wanted: Wanted) -> Wanted:
    """Who asks whether a dog is on the left does not mean the leftmost dog."""
    place = wanted.place
    if place is None or place.rank != 1 or place.others or place.kind in ("largest", "smallest"):
        return wanted
    return replace(wanted, place=replace(place, rank=0))


def _picture(take: str, pictures: int) -> int:
    """The number of the picture that is named; 0: none."""
    match = NUMBERED.search(take)
    if not match:
        return 0
    word = match[1] or match[2]
    if word.startswith(("last", "latest", "newest", "letzte")):
        return pictures
    if word == "previous":
        return max(pictures - 1, 0)
    return NUMBER_WORDS.get(word) or NUMBER_WORDS.get(word.rstrip("ns"), 0)
