"""One turn: from what was said or typed to an answer that is shown and spoken. Read `reply` from top to bottom."""

import re
from contextlib import aclosing
from dataclasses import replace
from typing import TypeAlias

from assistant.commands import Command, command
from assistant.corrections import Correction, correction
from assistant.messages import Mention, Message, Transcript, Utterance
from assistant.plan import Plan
from assistant.sentences import Pieces
from assistant.speech import Speech
from assistant.stage import Gate, Progress, Stage
from assistant.streams import items
from assistant.understand import understand
from assistant.vision import NOT_YET, decline, see

NO_PICTURE = "Show me a picture first: drop one on the page, or paste it."
NO_SUCH_PICTURE = "There is no picture with that number."
TALK = ("chat", "translate", "other")  # what the language model answers alone
LONGEST_CORRECTED = 60  # words; to find the misheard one in as many takes 13 ms of the session's loop, at worst 90
GO_ON = re.compile(
    r"(?:yes|yeah|yep|sure|okay|ok|more|go on|continue|please|keep going|tell me more|ja|weiter|mehr|bitte|[\s,.!?])+",
    re.IGNORECASE,
)
READ_ALL = re.compile(
    r"\b(?:just read it|read (?:it|everything) (?:all|out)|in full|the whole|everything|all of (?:it|them))\b",
    re.IGNORECASE,
)

Order: TypeAlias = Command | Correction  # what was said is not a question: do this, or ask the corrected question


def order(text: str, heard_before: str) -> Order | None:
    """What the whole of `text` orders, if it does; heard_before: the turn before, which it may correct, or empty."""
    correctable = 0 < len(heard_before.split()) <= LONGEST_CORRECTED
    return command(text) or (correction(text, heard_before) if correctable else None)


async def reply(question: Utterance | Transcript, stage: Stage, progress: Progress, gate: Gate) -> Order | None:
    """Hear, think, speak; returns when the answer has been played, or at once when nothing was said.

    What was said may be an order: it is returned, for the session to carry out. Until `gate` opens nothing leaves this
    function: no sound, no message, so that cancelling it leaves no trace.
    """
    transcript = question if isinstance(question, Transcript) else await _hear(question, stage)
    progress.heard, progress.language = transcript.text, transcript.language
    progress.mark("transcript")
    if not transcript.text:
        return None
    if (ordered := order(transcript.text, stage.heard_before)) is not None:
        await gate.passed()
        return ordered
    speech = Speech(stage, progress, gate, read_all=bool(READ_ALL.search(transcript.text)))
    if stage.rest and GO_ON.fullmatch(transcript.text):
        await speech.read_out(stage.rest)
    else:
        messages = stage.conversation.prompt(transcript.text)
        plan = await understand(transcript.text, len(stage.sight.pictures), stage.models, messages)
        progress.intent, progress.plan = plan.intent, plan.steps
        progress.mark("plan")
        if plan.intent in TALK:
            await _talk(messages, stage, speech)
        else:
            await _look(plan, stage, progress, gate, speech)
    await speech.end()
    return None


async def _talk(messages: list[Message], stage: Stage, speech: Speech) -> None:
    """The language model answers; each piece is spoken as soon as it stands."""
    pieces = Pieces()
    async with aclosing(items(lambda: stage.models.language_model.reply(messages, stage.params))) as tokens:
        async for token in tokens:
            speech.show(token)
            for piece in pieces.feed(token):
                await speech.say(piece)
    for piece in pieces.flush():
        await speech.say(piece)


async def _look(plan: Plan, stage: Stage, progress: Progress, gate: Gate, speech: Speech) -> None:
    """Each step looks and says what it saw; what was found comes onto the stage as it is spoken of."""
    for step in plan.steps:
        if step.action in NOT_YET:
            await speech.read_out(decline(step).text)
            return
        shown = stage.sight.picture(step.picture)
        if shown is None:
            await speech.read_out(NO_SUCH_PICTURE if stage.sight.pictures else NO_PICTURE)
            return
        seen = await see(step, shown.image, stage.models.eyes, stage.sight, progress.doing)
        await gate.passed()
        progress.doing("")
        before = len(progress.said) + bool(progress.said)
        progress.mentions = tuple(moved(mention, before) for mention in seen.told.mentions)
        progress.findings = (*progress.findings, seen.finding)
        stage.sight.present(step, seen.finding, progress.mentions)
        await speech.read_out(f" {seen.told.text}" if progress.said else seen.told.text)


def moved(mention: Mention, by: int) -> Mention:
    """The same mention where so many characters stand before its text."""
    return replace(mention, start=mention.start + by, end=mention.end + by)


async def _hear(utterance: Utterance, stage: Stage) -> Transcript:
    async with aclosing(items(lambda: stage.models.transcriber.transcribe(utterance, stage.options))) as stream:
        segments = [segment async for segment in stream]
    text = " ".join(segment.text.strip() for segment in segments)
    language = segments[0].language if segments else ""
    return Transcript(text.strip(), language, tuple(word for segment in segments for word in segment.words))
