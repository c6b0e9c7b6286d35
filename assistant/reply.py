"""One turn: from the words that were said or typed to an answer, shown and spoken. Read `reply` from top to bottom."""

import asyncio
from typing import TypeAlias

from assistant.again import believe, refine, unfinished
from assistant.answer import Answer
from assistant.carry_out import carry_out
from assistant.claims import Unclear, claimed
from assistant.fetching import ask_to_fetch, fetched, leave_it
from assistant.interpreter import hear_either, interpret, interpreted_in, transcribed
from assistant.languages import answer_language
from assistant.messages import Claim, Message, Question, Transcript, Turn, Utterance
from assistant.rereading import read_again
from assistant.sight import Sight
from assistant.slowness import why_slow
from assistant.speech import Speech
from assistant.stage import Gate, Progress, Stage
from assistant.streams import items
from assistant.telling.sayings import saying
from assistant.understand import TALK, Understood, only_talk, settled, understand
from assistant.which import Chosen, GivenUp, choice, chosen_intent, given_up
from assistant.words.calling import without_call
from assistant.words.commands import Command, command, goes_on, reads_all
from assistant.words.corrections import Correction, correction
from assistant.words.glosses import language_of
from assistant.words.interpreting import Between
from assistant.words.interpreting import ordered as interpreter_ordered
from assistant.words.leaving import asks_what_left
from assistant.words.phrases import phrases
from assistant.words.pronouncing import Pronunciation, pronunciation
from assistant.words.reading_again import Again, Spell, asked_again, last_list
from assistant.words.slowness import asks_why_slow
from assistant.words.web_addresses import consents, picture_address, request_about

LONGEST_CORRECTED = 60  # words; to find the misheard one in as many takes 13 ms of the session's loop, at worst 90

# What a language model is asked that cannot go on in the middle of its own message.
GO_ON = '{text} (Your answer was interrupted. Do not repeat it; go on after these words: "{said}")'
LAST_WORDS = 12
DETAILS = Command("details")  # shows in bars what is said of the time of an answer
LONGEST_CHOICE = 4  # words of a reply to the question what to do

# What was said is no question: do this, ask the corrected question, or say a word like this from now on.
Order: TypeAlias = Command | Correction | Pronunciation


async def hear(utterance: Utterance, stage: Stage) -> Transcript:
    """What was said, in words."""
    if isinstance(stage.interpreting, Between):
        return await hear_either(utterance, stage.interpreting, stage)
    return await transcribed(utterance, stage.options, stage)


async def reply(transcript: Transcript, is_spoken: bool, stage: Stage, progress: Progress, gate: Gate) -> Order | None:
    """Think, do, speak; returns when the answer has been played.

    What was said may be an order: it is returned, for the session to carry out. Until `gate` opens nothing leaves this
    function: no sound, no message, so that cancelling it leaves no trace.
    """
    text, language = without_call(transcript.text), _language(is_spoken, transcript, stage)
    progress.heard, progress.language = transcript.text, transcript.language or language
    progress.transcript = transcript if is_spoken else None
    progress.mark("transcript")
    way, again = stage.interpreting, _again(text, stage)
    answers_in = answer_language(stage.options, transcript) if is_spoken else language
    answers_in = answers_in if way is None else interpreted_in(way, text, language, stage)
    read_all = way is not None or again is not None or reads_all(text)
    speech = Speech(stage, progress, gate, read_all=read_all, language=answers_in)
    answer = Answer(stage, progress, gate, speech, answers_in)
    ordered: Order | None = None
    if not text:
        await speech.read_out(saying("called", answers_in))
    elif (interpreter := interpreter_ordered(text, language, way, _interrupts(stage))) is not None:
        ordered = interpreter
    elif way is not None:
        await interpret(text, language, way, answer)
    else:
        ordered = await _respond(text, language, again, answer)
    if ordered is None or ordered == DETAILS:
        await speech.end()
    else:
        await gate.passed()
    return ordered


async def _respond(text: str, language: str, again: Again | None, answer: Answer) -> Order | None:
    """Take what was said for the first of these that it is, from what only a few words can be to what anything can."""
    stage = answer.stage
    waiting = stage.question if stage.question is not None and stage.question.address else None
    if waiting is not None and (may := consents(text)) is not None:
        if may:
            return await _fetch(waiting, answer)
        await leave_it(answer)
    elif address := picture_address(text):
        await ask_to_fetch(address, "ask", text, answer)
    elif (completed := _completed(text, answer)) is not None:
        await _complete(completed, answer)
    elif (claims := _claims(text, language, stage)) is not None:
        await believe(claims, answer)
    elif reason := _why_slow(text, language, stage.turns, answer.language):
        await answer.speech.read_out(reason)
        return DETAILS
    elif (asked := asks_what_left(text, language)) is not None:
        told = await asyncio.to_thread(stage.what_left, asked, answer.language)  # it may wait for the disk
        await answer.speech.read_out(told)
    elif (taught := pronunciation(text)) is not None:
        return taught
    elif again is not None:
        await read_again(again, answer)
    elif (ordered := order(text, stage.heard_before)) is not None:
        return ordered
    elif (stage.rest or stage.unwritten) and goes_on(text):
        await _go_on(answer.progress.heard, answer)
    else:
        return await _understand(text, language, answer)
    return None


async def _understand(text: str, language: str, answer: Answer) -> Order | None:
    """Think about it, and do what was understood."""
    stage = answer.stage
    messages, sight = stage.conversation.prompt(answer.progress.heard), stage.sight
    understood = only_talk(text, language, len(sight.pictures)) or await understand(
        text, language, len(sight.pictures), _has_result(sight), stage.models, messages
    )
    return await _do(understood, messages, answer)


async def _fetch(asked: Question, answer: Answer) -> Order | None:
    """Bring the picture that may be fetched, and do what was asked of it."""
    language = answer.stage.turns[-1].language if answer.stage.turns else answer.language
    if not await fetched(asked, answer):
        return None
    text, stage = request_about(asked.heard, language), answer.stage
    messages, pictures = stage.conversation.prompt(text), len(stage.sight.pictures)
    understood = await understand(text, language, pictures, False, stage.models, messages)
    return await _do(understood, messages, answer.in_language(language))


def _has_result(sight: Sight) -> bool:
    """Whether things were found that may be spoken about; of text there is nothing to refine."""
    return sight.finding is not None and (sight.step is None or sight.step.asks != "text")


async def _go_on(text: str, answer: Answer) -> None:
    """From the start of the clause that was cut; what was still to be thought of is thought of now."""
    stage = answer.stage
    if stage.rest:
        await answer.speech.read_out(stage.rest if not stage.unwritten else f"{stage.rest} ")
    if stage.unwritten:
        said = (stage.rest or stage.conversation.messages[-1].text).split()[-LAST_WORDS:]
        await _talk(stage.conversation.prompt(GO_ON.format(text=text, said=" ".join(said))), answer)


def _interrupts(stage: Stage) -> bool:
    """Whether what was said cut an answer."""
    return bool(stage.turns) and stage.turns[-1].interrupted


def _again(text: str, stage: Stage) -> Again | None:
    """What is to be spelled or read once more; "the last one again", where there is no list, is the last answer."""
    again = asked_again(text)
    is_there = isinstance(again, Spell) or any(last_list(stage.turns))
    return again if is_there or command(text) is None else None


def _why_slow(text: str, language: str, turns: tuple[Turn, ...], answers_in: str) -> str:
    """Where the time of the last answer went, if that is what was asked; empty where nothing was answered yet."""
    if not (asks_why_slow(text, language) or command(text) == DETAILS):
        return ""
    reasons = (why_slow(turns[place], turns[:place], answers_in) for place in reversed(range(len(turns))))
    return next(filter(None, reasons), "")


def _language(is_spoken: bool, transcript: Transcript, stage: Stage) -> str:
    """What was heard is in the language that the transcriber heard; what was typed tells by its words, or goes on."""
    if is_spoken:
        return transcript.language or "en"
    before = stage.turns[-1].language if stage.turns else ""
    return language_of(transcript.text, transcript.language or before or "en")


def order(text: str, heard_before: str) -> Order | None:
    """What the whole of `text` orders, if it does; heard_before: the turn before, which it may correct, or empty."""
    correctable = 0 < len(heard_before.split()) <= LONGEST_CORRECTED
    return command(text) or (correction(text, heard_before) if correctable else None)


async def _do(understood: Understood, messages: list[Message], answer: Answer) -> Order | None:
    """What was understood is done; an order to Oriel itself is returned."""
    progress = answer.progress
    progress.intent, progress.plan = understood.intent, understood.plan.steps
    progress.mark("plan")
    if understood.ordered is not None:
        return understood.ordered
    if understood.question is not None:
        await answer.ask(understood.question)
    elif understood.refinement is not None:
        await refine(understood.refinement, answer)
    elif understood.intent == "refine":
        await answer.speech.read_out(unfinished(answer))
    elif understood.intent == "control":
        await answer.speech.read_out(saying("no-such-order", answer.language))
    elif understood.plan.intent in TALK:
        await _talk(messages, answer)
    else:
        await carry_out(understood.plan.steps, answer)
    return None


def _completed(text: str, answer: Answer) -> Chosen | GivenUp | Understood | None:
    """What a short reply makes of the request that Oriel asked about; None where it is none, or nothing was asked."""
    stage, asked = answer.stage, answer.stage.question
    if asked is None or asked.address:
        return None
    if asked.intents:
        if len(text.split()) > LONGEST_CHOICE or _names_others(text, asked, answer.language):
            return None
        intent = chosen_intent(text, asked, answer.language)
        if isinstance(intent, str):
            return settled(intent, asked.heard, answer.language, len(stage.sight.pictures))
        return intent
    finding = stage.sight.finding
    return choice(text, asked.steps, finding, stage.sight.selected, answer.language) if finding else None


def _names_others(text: str, asked: Question, language: str) -> bool:
    """Whether a reply speaks of things that the question was not about: then it is a new request."""
    known = {one.phrase for step in asked.steps for one in step.wanted}
    return any(one.phrase not in known for one in phrases(text, language=language).wanted)


async def _complete(completed: Chosen | GivenUp | Understood, answer: Answer) -> None:
    """The request that waited for a reply is carried out, or not."""
    if isinstance(completed, GivenUp):
        answer.progress.intent = "refine"
        await answer.speech.read_out(given_up(completed.language))
    elif isinstance(completed, Chosen):
        answer.progress.intent, answer.progress.plan = completed.steps[0].action, completed.steps
        answer.progress.language = completed.language
        await carry_out(completed.steps, answer.in_language(completed.language), is_chosen=True)
    else:
        asked = answer.stage.question
        heard = asked.heard if asked else ""
        await _do(completed, answer.stage.conversation.prompt(heard), answer)


def _claims(text: str, language: str, stage: Stage) -> tuple[Claim, ...] | Unclear | None:
    """What the user says is or is not in the picture on show; None where that is not what was said."""
    shown, sight = stage.sight.picture(0), stage.sight
    if shown is None:
        return None
    return claimed(text, shown.image, sight.finding, sight.selected, sight.claims(shown.image.id), language)


async def _talk(messages: list[Message], answer: Answer) -> None:
    """The language model answers."""
    stage = answer.stage
    await answer.speech.write(items(lambda: stage.models.language_model.reply(messages, stage.params)))
