"""Which of several is meant: the question where one was asked for and more are there, and the short reply to it.

Replies are read in English, German, French, Spanish and Chinese, and confirmed in the language they were given in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from assistant.messages import Finding, Mention, Question, Thing, Told
from assistant.places import called, choose
from assistant.plan import Kind, Place, Step, Wanted
from assistant.telling.beyond import is_cut_out
from assistant.telling.choosing import intent_said
from assistant.telling.found import groups
from assistant.telling.mentions import Text, filled, joined, text
from assistant.telling.sayings import saying
from assistant.telling.tellers import TONGUES, Tongue
from assistant.words.lexicon import ORDINALS as ENGLISH_ORDINALS
from assistant.words.lexicon import THINGS, counted, plural
from assistant.words.nouns import called_also
from assistant.words.phrases import phrases
from assistant.words.refining_tables import LANGUAGES
from assistant.words.which_words import ALL, AND, LONGEST, NONE, THIS, Counted, Meaning, parted, plain, reading

MOST_NAMED = 3  # things that the question names one by one; more are only counted
ONE_OF_SEVERAL = ("left", "right", "top", "bottom", "middle", "larger", "smaller")  # as `places.names` tells them


@dataclass(frozen=True)
class Chosen:
    """The steps that waited for it, told which one is meant; where the reply fits nothing, as they were."""

    steps: tuple[Step, ...]
    language: str


@dataclass(frozen=True)
class GivenUp:
    """Nothing is to be done after all."""

    language: str


def unclear(step: Step, things: Sequence[Thing]) -> Wanted | None:
    """The first thing that was asked for as the only one, where more of it are there."""
    for one in step.wanted:
        if one.definite and one.place is None and len(_members(one, things)) > 1:
            return one
    return None


def question(step: Step, things: Sequence[Thing], language: str = "en") -> Told:
    """ "I see two dogs, one left, one right. Which?": to be asked where `unclear` says that something is."""
    one = unclear(step, things)
    if one is None:
        raise ValueError("nothing is unclear: there is nothing to ask")
    members = _members(one, things)
    if language in TONGUES:
        return _asked_in(TONGUES[language], members)
    noun = _kind(members)
    number = counted(len(members), noun)[0]
    named = plural(noun) if members[0].detection.certain else f"things that look like {plural(noun)}"
    said, numbers = f"I see {number} {named}", tuple(thing.number for thing in members)
    mentions = [Mention(len(said) - len(named), len(said), numbers)]
    if len(members) > MOST_NAMED:
        return Told(f"{said}. Which one?", tuple(mentions))
    for thing in members:
        start = len(said) + 2
        said += f", {_apart(thing)}"
        mentions.append(Mention(start, len(said), (thing.number,)))
    return Told(f"{said}. Which?", tuple(mentions))


def labels(step: Step, finding: Finding, language: str = "en") -> tuple[str, ...]:
    """Short replies to the question, one for each thing that may be meant: "left", "second from the left"."""
    one = unclear(step, finding.things)
    members = _members(one, finding.things) if one is not None else list(finding.things)
    if len(members) < 2:
        return ()
    if language not in TONGUES:
        return tuple(_label_in_english(thing) for thing in members)
    tongue = TONGUES[language]
    return tuple(_label(tongue, thing) for thing in members)


def choice(
    text: str, steps: tuple[Step, ...], finding: Finding, selected: int = 0, language: str = ""
) -> Chosen | GivenUp | None:
    """What a short reply to the question means for the steps that wait for it; None: it is no reply to it.

    selected: number of the thing that was chosen on the picture, for "that one"; language: in which it was heard.
    """
    one = unclear(steps[0], finding.things)
    if one is None:
        return None
    members = _members(one, finding.things)
    nouns = _nouns(called(members[0].detection))
    read, more = _by_kind(text, members, language) or reading(text, nouns, language), tuple[Wanted, ...]()
    if read is None:
        read, more = _with_more(text, nouns, language)
    if read is None:
        return None
    meaning, tongue = read
    if meaning == NONE:
        return GivenUp(tongue)
    meant = _meant(one, meaning, members, finding, selected)
    wanted = tuple(part for each in steps[0].wanted for part in (meant if each is one else (each,))) + more
    return Chosen((replace(steps[0], wanted=wanted, refers=(text,)), *steps[1:]), tongue)


def chosen_intent(text: str, asked: Question, language: str = "") -> str | GivenUp | None:
    """What a short reply to `choosing.choices` means: one of the intents; None: it is no reply to it."""
    said = plain(text)
    if intent := intent_said(said, asked.intents, asked.choices):
        return intent
    read = reading(text, language=language)
    if read is None:
        return None
    meaning, tongue = read
    if meaning == NONE:
        return GivenUp(tongue)
    at = meaning.rank if isinstance(meaning, Place) and meaning.kind == "left" else meaning
    at = len(asked.intents) if isinstance(meaning, Place) and meaning == Place("right") else at  # "the last"
    return asked.intents[at - 1] if isinstance(at, int) and 0 < at <= len(asked.intents) else None


def confirmed(step: Step, finding: Finding, language: str) -> Told | None:
    """What was chosen, in the language of the reply; None in English, where `describer.tell` says it better."""
    if language not in TONGUES or not finding.things:
        return None
    tongue, things = TONGUES[language], finding.things
    if step.action == "segment" and not all(thing.mask and thing.mask.area for thing in things):
        numbers = tuple(thing.number for thing in things)
        return text(tongue.SAY["failed"], numbers).told()
    sentence = "chosen" if step.action != "segment" else "cut out" if is_cut_out(step) else "outlined"
    them = [_these(tongue, list(group.things)) for group in groups(things)]
    said = filled(tongue.SAY[sentence], them=joined(them, tongue.SAY["comma"], tongue.SAY["and"]))
    return tongue.polish(said if sentence == "chosen" else said + tongue.SAY["end"]).told()


def given_up(language: str) -> str:
    """What is said when nothing is to be done after all."""
    return saying("all-right", language)


def _asked_in(tongue: Tongue, members: Sequence[Thing]) -> Told:
    """ "Ich sehe zwei Hunde, einen links, einen rechts. Welchen?"."""
    numbers, certain = tuple(thing.number for thing in members), members[0].detection.certain
    kind = _kind(members)
    things = tongue.some(kind, len(members), "object", numbers=numbers) if certain else None
    things = things or tongue.alike(kind, len(members), numbers)
    kind, say = kind if certain else "", tongue.SAY
    if len(members) > MOST_NAMED:
        said = filled(say["which many"], things=things, which=tongue.which(kind))
        return tongue.polish(said).told()
    each = [text(_each(tongue, kind, thing), (thing.number,)) for thing in members]
    told = joined(each, say["each comma"], say["each last"])
    return tongue.polish(filled(say["which few"], things=things, each=told, which=tongue.which(kind))).told()


def _each(tongue: Tongue, kind: str, thing: Thing) -> str:
    """ "einen links"; of several kinds "einen Hund"."""
    apart_by, rank = _told_apart(thing)
    if not apart_by:
        return tongue.some(called(thing.detection), 1, "object").words
    return tongue.apart(kind, apart_by, rank)


def _label(tongue: Tongue, thing: Thing) -> str:
    """ "links"; of several kinds "Hund"."""
    apart_by, rank = _told_apart(thing)
    kind = called(thing.detection)
    return tongue.label(kind, apart_by, rank) if apart_by else tongue.bare(kind, False)


def _these(tongue: Tongue, things: list[Thing]) -> Text:
    """ "den linken Hund", "die zwei Hunde", "etwas, das wie ein Hund aussieht"."""
    kind, numbers = called(things[0].detection), tuple(thing.number for thing in things)
    if not things[0].detection.certain:
        return tongue.alike(kind, len(things), numbers)
    if len(things) > 1:
        return tongue.the(kind, "object", numbers=numbers, count=len(things))
    apart_by, rank = _told_apart(things[0])
    side = {"larger": "largest", "smaller": "smallest"}.get(apart_by, apart_by)
    place = Place(cast(Kind, side), rank) if side else None
    return tongue.the(kind, "object", numbers=numbers, place=place)


def _by_kind(text: str, members: Sequence[Thing], language: str) -> tuple[Meaning, str] | None:
    """The one thing of several kinds that a reply names: "the cat"."""
    said, kinds = plain(text), {called(thing.detection) for thing in members}
    if len(kinds) < 2 or len(said.split()) > LONGEST:
        return None
    meant = [thing for thing in members if any(_names(said, noun) for noun in _nouns(called(thing.detection)))]
    return (meant[0].number, language or "en") if len(meant) == 1 else None


def _with_more(
    text: str, nouns: frozenset[str], language: str
) -> tuple[tuple[Meaning, str] | None, tuple[Wanted, ...]]:
    """A choice, its language, and what is wanted beside it: "the left one and the cat"."""
    said = plain(text)
    for tongue in sorted(LANGUAGES, key=lambda one: one != language):
        before, *after = parted(said, AND, tongue)
        chosen = reading(before, nouns, tongue) if len(after) == 1 else None
        if chosen is None or chosen[0] == NONE or re.search(LANGUAGES[tongue].REQUESTS, after[0]):
            continue
        more = phrases(f"{LANGUAGES[tongue].FIND} {after[0]}", language=tongue).wanted
        if more and all(one.phrase in THINGS and one.phrase not in nouns for one in more):
            return chosen, more
    return None, ()


def _names(said: str, noun: str) -> bool:
    noun = re.escape(noun.casefold())
    return bool(re.search(noun if re.match(r"[\u4e00-\u9fff]", noun) else rf"\b{noun}\b", said))


def _members(one: Wanted, things: Sequence[Thing]) -> list[Thing]:
    return [thing for thing in things if thing.detection.phrase == one.phrase]


def _kind(members: Sequence[Thing]) -> str:
    """What all of them are called; where they are called differently, as they were asked for."""
    kinds = {called(thing.detection) for thing in members}
    return kinds.pop() if len(kinds) == 1 else members[0].detection.phrase


def _told_apart(thing: Thing) -> tuple[str, int]:
    """What tells a thing from the others of its kind: its side, "larger" or "smaller", and the rank from there."""
    words = thing.name.removeprefix("the ")
    if words.endswith(" from the left"):
        ordinal = words.split()[0]
        number = re.match(r"\d+", ordinal)
        return "left", int(number[0]) if number else ENGLISH_ORDINALS.index(ordinal) + 1
    apart_by = words.removesuffix(called(thing.detection)).strip()
    return apart_by if apart_by in ONE_OF_SEVERAL else "", 1


def _apart(thing: Thing) -> str:
    """The same in English: "one left", "one at the top", "the second from the left"; of several kinds "a cat"."""
    apart_by, rank = _told_apart(thing)
    if rank > 1:
        return f"the {_label_in_english(thing)}"
    spots = {"top": "at the top", "bottom": "at the bottom", "middle": "in the middle"}
    return f"one {spots.get(apart_by, apart_by)}" if apart_by else " ".join(counted(1, called(thing.detection)))


def _label_in_english(thing: Thing) -> str:
    """ "left", "second from the left"; of several kinds "cat"."""
    apart_by, rank = _told_apart(thing)
    if rank > 1:
        return f"{ENGLISH_ORDINALS[rank - 1] if rank <= len(ENGLISH_ORDINALS) else rank} from the left"
    return apart_by or called(thing.detection)


def _nouns(noun: str) -> frozenset[str]:
    """The words for a kind of thing, in every language."""
    head = noun.rpartition(" ")[2]
    return frozenset((*noun.split(), head, plural(head))) | called_also(noun)


def _meant(
    one: Wanted, meaning: Meaning, members: Sequence[Thing], finding: Finding, selected: int
) -> tuple[Wanted, ...]:
    """The wanted thing, told which one, or which ones, it is; unchanged where there is none like that."""
    if isinstance(meaning, Counted):
        meaning = ALL if meaning.number == len(members) else NONE
    each = meaning if isinstance(meaning, tuple) else (meaning,)
    places = [_place(part, members, finding, selected) for part in each]
    if meaning == ALL or (len(places) == len(members) > 1 and None not in places):
        return (replace(one, definite=False),)
    told = tuple(replace(one, place=place, definite=False) for place in places if place is not None)
    return told if len(told) == len(places) else (one,)


def _place(
    meaning: Place | int | str | Counted, members: Sequence[Thing], finding: Finding, selected: int
) -> Place | None:
    """Where the one is that is meant; None where none is there."""
    if meaning == THIS:
        meaning = selected
    place = meaning if isinstance(meaning, Place) else None
    if isinstance(meaning, int):
        place = next((Place("left", at) for at, thing in enumerate(members, 1) if thing.number == meaning), None)
    if place is None:
        return None
    image = finding.image
    return place if choose([thing.detection for thing in members], place, image.width, image.height, {}) else None
