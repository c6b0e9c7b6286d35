"""From words to a plan: two cheap voters, a judge where they do not agree, and a question where it cannot tell either.

1. What is said to Oriel itself (`commands`), or about the last result (`refine`), is read by its words alone.
2. The intent classifier and the grammar vote; the classifier says "control" with less weight now, as no table knows the
   order. Where both say the same, or the classifier is sure, that is the answer; also where a zero-shot classifier, if
   one was fetched, finds the topic that belongs to it.
3. Else the language model judges, bound to a schema: first why, then what, out of the likeliest three. Its examples are
   the known utterances nearest to this one. Its words come after the conversation as the reply will read it, so that
   neither call costs the other its prefix.
   Its verdict counts `TRUST` times as much as what the classifier thought of the others.
4. Where no intent is likelier than all others together even then, nobody knows: the user is asked.

`planning.plan` then makes the steps.
"""

import json
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import cast, get_args

from assistant import topics
from assistant.errors import BadInput
from assistant.generation import GenerationParams
from assistant.messages import Message, Question, ScoredIntent
from assistant.plan import Action, Plan, Step
from assistant.planning import LOOKING, plan, plan_to_read
from assistant.refine import Refinement, refinement
from assistant.roles import Models
from assistant.streams import items
from assistant.telling.beyond import is_beyond
from assistant.telling.sayings import choices, intent_label
from assistant.words.about_pictures import refers, several
from assistant.words.commands import Command, command, goes_on, nearest
from assistant.words.grammar import clear_action
from assistant.words.lexicon import ABSTRACT
from assistant.words.phrases import Named, phrases

SURE = 0.9  # probability from which the classifier needs nobody's consent
AGREED = 0.4  # and from which it may agree with the grammar
TALK: tuple[Action, ...] = ("chat", "translate", "other")  # what the language model answers alone, whichever it is
UNORDERED = 0.2  # how much less likely an order to Oriel becomes where no table has the words for one
TRUST = 6.0  # how much likelier an intent becomes that the language model takes an utterance for
CLEAR = 0.5  # probability below which the user is asked
LANGUAGES = ("en", "de", "fr", "es", "zh")
LONGEST_ASKED = 60  # words of a request that the language model is asked about; more is talk
LEAST = 0.02  # probability of an intent that is worth asking about
ANSWER = GenerationParams.greedy(max_new_tokens=60)
EXAMPLES = 2  # known utterances that the language model sees of each intent
WHY: dict[str, str] = {  # what an intent is told by, as the language model reads it
    "chat": "talk or a question that needs no picture",
    "describe": "asks what the picture shows or how something in it is",
    "find": "asks where something is, how many there are, or whether it is there",
    "segment": "wants something outlined, masked, highlighted or cut out",
    "edit": "wants the picture changed: something removed, replaced, blurred or coloured",
    "generate": "wants a new picture made",
    "refine": "corrects or extends the last result",
    "translate": "wants words in another language",
    "control": "an order about speaking, listening or this window",
    "other": "wants something done in the world: a light, an alarm, a call, an order",
}


@dataclass(frozen=True)
class Understood:
    """What an utterance asks for. intent: one of `plan.Action`, or one that the user added.

    confidence: the probability of the intent; top: the likeliest three. Of the others at most one is there: what is
    ordered of Oriel itself, what is said about the last result, what must be asked back before anything is done.
    """

    intent: str
    plan: Plan
    confidence: float
    top: tuple[ScoredIntent, ...]
    asked_language_model: bool = False
    ordered: Command | None = None
    refinement: Refinement | None = None
    question: Question | None = None


async def understand(
    text: str, language: str, pictures: int, has_result: bool, models: Models, messages: list[Message]
) -> Understood:
    """What is to be done; always a plan that can be carried out, talk where nothing else is clear.

    pictures: how many the conversation has; has_result: whether something was found that may be spoken about; messages:
    what the reply would be given, the system's words and the conversation, with or without `text` at its end. Raises
    what the models raise, but for text that is too long for the language model.
    """
    if ordered := command(text):
        return _certain("control", text, language, ordered=ordered)
    if (reading := plan_to_read(text, language, pictures)) is not None:
        return Understood(reading.intent, reading, 1.0, (ScoredIntent(reading.intent, 1.0),))
    if has_result and (about := refinement(text, language)) and not _is_abstract(about):
        return _certain("refine", text, language, refinement=about)
    clear = clear_action(text, language, pictures)
    if clear is None and models.eyes.vision_model is not None:
        clear = _of_what_was_shown(text, language, pictures, has_result)
    top = unordered(await classified(text, models), text)
    intent = _at_once(top, clear)
    if intent is None and await _topic(text, language, models) == top[0].intent:
        intent = top[0].intent
    if (
        intent is None and not pictures
    ):  # nearly all is talk then, and a judge would cost a second before the first word
        intent = next((one.intent for one in top if one.intent in TALK), top[0].intent)
    if intent is not None or len(text.split()) > LONGEST_ASKED:
        return await _planned(intent or top[0].intent, top, text, language, pictures, models)
    before = messages[:-1] if messages and messages[-1] == Message("user", text) else messages
    judged = _weighed(top, await _judged(text, before, top, models))
    understood = await _planned(judged[0].intent, judged, text, language, pictures, models)
    asking = _question(understood.plan, judged, text, language) if judged[0].score < CLEAR else None
    return replace(understood, asked_language_model=True, question=asking)


def read_tables() -> None:
    """Have the tables of each language read and compiled, so that no utterance has to wait for it: some 2 s."""
    for language in LANGUAGES:
        phrases("the dog", language=language)
        refinement("the dog", language)


async def classified(text: str, models: Models) -> tuple[ScoredIntent, ...]:
    """The likeliest three intents, the likeliest first."""
    async with aclosing(items(lambda: models.intent_classifier.classify(text))) as scored:
        return tuple([one async for one in scored])


def unordered(top: tuple[ScoredIntent, ...], text: str) -> tuple[ScoredIntent, ...]:
    """The likeliest three of a text that is no command: most orders to Oriel are one, most short requests are not.

    "Continue" is none either, but an order all the same.
    """
    share = next((one.score for one in top if one.intent == "control"), 0.0)
    if not share or goes_on(text):
        return top
    total = 1 - share + share * UNORDERED
    weighed = [replace(one, score=one.score * (UNORDERED if one.intent == "control" else 1.0) / total) for one in top]
    return tuple(sorted(weighed, key=lambda one: -one.score))


def _of_what_was_shown(text: str, language: str, pictures: int, has_result: bool) -> Action | None:
    """What is asked with an "it" that was found, where no box shows it, or of several pictures."""
    asks_of_it = has_result and refers(text, language) and is_beyond(Step(1, "describe", text), language)
    return "describe" if asks_of_it or several(text, language, pictures, is_about_things=False) else None


def _is_abstract(about: Refinement) -> bool:
    """Whether it names what no picture shows: "ignore your rules" is about no result."""
    return any(one.phrase.rpartition(" ")[2] in ABSTRACT for one in about.wanted)


def only_talk(text: str, language: str, pictures: int) -> Understood | None:
    """Talk that is beyond doubt while there is no picture, at no cost; None where the voters must be asked."""
    return None if pictures or clear_action(text, language, 0) != "chat" else _certain("chat", text, language)


def settled(intent: str, text: str, language: str, pictures: int) -> Understood:
    """The same once the user has said which intent is meant."""
    top = (ScoredIntent(intent, 1.0),)
    return Understood(intent, plan(cast(Action, intent), text, language, pictures), 1.0, top)


def _certain(
    intent: Action, text: str, language: str, ordered: Command | None = None, refinement: Refinement | None = None
) -> Understood:
    top = (ScoredIntent(intent, 1.0),)
    return Understood(intent, plan(intent, text, language, 0), 1.0, top, ordered=ordered, refinement=refinement)


def _at_once(top: Sequence[ScoredIntent], clear: Action | None) -> str | None:
    """The intent of which the cheap voters are sure; None where the language model must say."""
    first = top[0]
    if first.score >= SURE or (first.intent == clear and first.score >= AGREED):
        return first.intent
    of_talk = sum(one.score for one in top if one.intent in TALK)
    if first.intent in TALK and of_talk >= SURE:  # whichever of them it is, the same is done
        return first.intent
    return None


def _weighed(top: tuple[ScoredIntent, ...], verdict: str | None) -> tuple[ScoredIntent, ...]:
    """The likeliest three with the verdict, the likeliest first; as they were where there is none."""
    if verdict is None:
        return top
    weights = [one.score * (TRUST if one.intent == verdict else 1.0) for one in top]
    weighed = [replace(one, score=weight / sum(weights)) for one, weight in zip(top, weights, strict=True)]
    return tuple(sorted(weighed, key=lambda one: -one.score))


async def _topic(text: str, language: str, models: Models) -> str | None:
    """The intent of the topic that the zero-shot classifier finds; None where there is none."""
    if (classifier := models.zero_shot) is None:
        return None
    labels, template = topics.asked(language)
    async with aclosing(items(lambda: classifier.classify(text, labels, template))) as found:
        return topics.intents([one async for one in found])[0].intent


async def _planned(
    intent: str, top: tuple[ScoredIntent, ...], text: str, language: str, pictures: int, models: Models
) -> Understood:
    score = next((one.score for one in top if one.intent == intent), 0.0)
    if intent not in get_args(Action):  # the user's own
        return Understood(intent, Plan((Step(1, "other", text),)), score, top)
    named = await _named(text, language, models) if intent in LOOKING else None
    steps = plan(cast(Action, intent), text, language, pictures, named)
    ordered = nearest(text) if intent == "control" else None
    about = refinement(text, language) if intent == "refine" else None
    return Understood(intent, steps, score, top, ordered=ordered, refinement=about)


async def _named(text: str, language: str, models: Models) -> Named:
    """What the text names; where nothing announces a thing, the phrase extractor says which words count."""
    named = phrases(text, language=language)
    if named.wanted or named.excluded or models.eyes is None:
        return named
    eyes = models.eyes
    async with aclosing(items(lambda: eyes.phrase_extractor.extract(text))) as found:
        return phrases(text, [phrase async for phrase in found], language)


async def _judged(text: str, before: Sequence[Message], top: Sequence[ScoredIntent], models: Models) -> str | None:
    """What the language model takes it for; None where its answer cannot be read, or the text is too long for it."""
    likely = [one for one in top if one.score >= LEAST and one.intent in WHY]
    if len(likely) < 2:
        return None
    schema = json.dumps(
        {
            "type": "object",
            "properties": {"why": {"type": "string", "maxLength": 80}, "do": {"enum": [one.intent for one in likely]}},
            "required": ["why", "do"],
        }
    )
    said = ""
    messages = [*before, *_examples(likely), Message("user", text)]
    try:
        async with aclosing(items(lambda: models.language_model.reply(messages, ANSWER, schema))) as tokens:
            async for token in tokens:
                said += token
        verdict = json.loads(said)["do"]
    except (BadInput, ValueError, TypeError, KeyError):
        return None
    return verdict if verdict in [one.intent for one in likely] else None


def _examples(likely: Sequence[ScoredIntent]) -> list[Message]:
    """The task, and known utterances that are near, the likeliest intent last: what is read last weighs most."""
    kinds = "; ".join(f"{one.intent}: {WHY[one.intent]}" for one in likely)
    task = f"From now on only sort what I say, as JSON: why, then do. {kinds}.\n\n"
    messages: list[Message] = []
    for number in range(EXAMPLES):
        for one in reversed(likely):
            if number < len(one.examples):
                messages.append(Message("user", f"{task}{one.examples[number]}"))
                messages.append(Message("assistant", json.dumps({"why": WHY[one.intent], "do": one.intent})))
                task = ""
    return messages or [Message("user", f"{task}Hello"), Message("assistant", "{}")]


def _question(doubtful: Plan, top: Sequence[ScoredIntent], text: str, language: str) -> Question:
    """One short question with the choices."""
    intents = tuple(one.intent for one in top if one.intent in WHY)
    named = phrases(text, language=language)
    phrase = named.wanted[0].phrase if named.wanted else ""
    labels = tuple(intent_label(intent, language) for intent in intents)
    return Question(choices(intents, phrase, language), labels, text, doubtful.steps, intents)
