"""One turn: from what was said or typed to an answer that is shown and spoken. Read `reply` from top to bottom."""

import asyncio
import re
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TypeAlias

from assistant.audience import Audience
from assistant.commands import Command, command
from assistant.conversation import Conversation
from assistant.corrections import Correction, correction
from assistant.messages import (
    AudioChunk,
    ReplyParams,
    TranscribeOptions,
    Transcript,
    Turn,
    TurnTimes,
    Utterance,
)
from assistant.roles import Models
from assistant.sentences import Piece, Pieces
from assistant.speakable import speakable
from assistant.streams import items

ALOUD_SENTENCES = 2  # an answer is spoken as far as this or ALOUD_S, and then asks whether to go on
ALOUD_S = 12.0
ASK_FOR_MORE = "More?"
FENCE = "```"
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


class Gate:
    """Holds a reply that is prepared while the speaker may still go on; owned by the session's loop."""

    def __init__(self, is_open: bool) -> None:
        self._opened = asyncio.Event()
        self._waiting = False
        if is_open:
            self._opened.set()

    @property
    def is_open(self) -> bool:
        """Whether the turn has ended."""
        return self._opened.is_set()

    @property
    def waited_for(self) -> bool:
        """Whether the reply can do no more before the gate opens."""
        return self._waiting and not self.is_open

    def open(self) -> None:
        """The turn has ended: the answer may be heard."""
        self._opened.set()

    async def passed(self) -> None:
        """Return once the gate is open."""
        self._waiting = True
        await self._opened.wait()


@dataclass
class Progress:
    """What is known of a turn so far; written by `reply`, read by the session. Times: seconds of the clock."""

    speech_end: float
    clock: Callable[[], float]
    heard: str = ""
    language: str = ""
    said: str = ""
    unspoken: str = ""  # what was shown and not read out, to be spoken if the user wants more
    answered: bool = False  # the question stands in the conversation
    unheard: bool = False  # nobody took the sound
    intent: str = "chat"
    times_ms: dict[str, int] = field(default_factory=dict)
    changed: Callable[[], None] = lambda: None  # told when there is more to show

    def mark(self, stage: str, at: float | None = None) -> None:
        """Note when a stage was first reached."""
        now = self.clock() if at is None else at
        self.times_ms.setdefault(stage, round((now - self.speech_end) * 1000))
        self.changed()

    def turn(self, spoken: str, interrupted: bool) -> Turn:
        """The turn as it is kept."""
        times = TurnTimes(**self.times_ms)
        return Turn(self.heard, self.language, self.said.strip(), spoken.strip(), interrupted, times, self.intent)


@dataclass(frozen=True)
class Stage:
    """What a reply may use, and what it must know of the conversation so far.

    heard_before: the question before, which this one may correct; rest: what was not read out of its answer. Both may
    be empty.
    """

    models: Models
    conversation: Conversation
    audience: Audience
    params: ReplyParams
    options: TranscribeOptions
    speed: float = 1.0  # of the voice
    heard_before: str = ""
    rest: str = ""


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
    speech = _Speech(stage, progress, gate, read_all=bool(READ_ALL.search(transcript.text)))
    pieces = Pieces()
    if stage.rest and GO_ON.fullmatch(transcript.text):
        speech.show(stage.rest)
        for piece in [*pieces.feed(stage.rest), *pieces.flush()]:
            await speech.say(piece)
    else:
        messages = stage.conversation.prompt(transcript.text)
        async with aclosing(items(lambda: stage.models.language_model.reply(messages, stage.params))) as tokens:
            async for token in tokens:
                speech.show(token)
                for piece in pieces.feed(token):
                    await speech.say(piece)
        for piece in pieces.flush():
            await speech.say(piece)
    await speech.end()
    return None


async def _hear(utterance: Utterance, stage: Stage) -> Transcript:
    async with aclosing(items(lambda: stage.models.transcriber.transcribe(utterance, stage.options))) as stream:
        segments = [segment async for segment in stream]
    text = " ".join(segment.text.strip() for segment in segments)
    language = segments[0].language if segments else ""
    return Transcript(text.strip(), language, tuple(word for segment in segments for word in segment.words))


class _Speech:
    """The answer on its way out: at most so many sentences or seconds of it aloud, the whole of it shown.

    Once nobody can hear it goes on in writing, to its end: nobody wants to hear an answer from its middle.
    """

    def __init__(self, stage: Stage, progress: Progress, gate: Gate, read_all: bool) -> None:
        self._stage = stage
        self._progress = progress
        self._gate = gate
        self._read_all = read_all
        self._aloud = True
        self._sentences = 0
        self._seconds = 0.0
        self._asked_for_more = False
        self._in_code = False

    def show(self, token: str) -> None:
        """More of the answer's text."""
        self._progress.said += token
        self._progress.mark("first_token")

    async def say(self, piece: Piece) -> None:
        """Speak a piece, unless enough was spoken; the first waits for the gate."""
        self._aloud = self._aloud and self._stage.audience.listens
        if not self._aloud:
            return
        if self._asked_for_more or (self._is_enough() and not self._read_all):
            await self._keep_back(piece.text)
            return
        spoken, text = False, self._audible_text(piece.text)
        if not text:
            return
        async with aclosing(items(lambda: self._stage.models.voice.speak(text, self._stage.speed))) as chunks:
            async for chunk in chunks:
                if self._seconds and self._seconds + chunk.duration_s > ALOUD_S and not self._read_all:
                    await self._keep_back(piece.text)
                    return
                await self._commit()
                self._seconds += chunk.duration_s
                self._play(chunk)
                spoken = True
        self._sentences += spoken and piece.ends_sentence

    def _audible_text(self, text: str) -> str:
        """What of a piece is for the ear; a block of code, which comes in many pieces, is announced once."""
        begins_inside, fences = self._in_code, text.count(FENCE)
        self._in_code = begins_inside != (fences % 2 == 1)
        if begins_inside:
            return speakable(text.partition(FENCE)[2]) if fences else ""
        return speakable(text)

    async def end(self) -> None:
        """All has been said or kept back: wait until it was heard, and remember it."""
        await self._commit()
        self._progress.unheard = not await self._stage.audience.heard_out()
        if self._progress.unheard:
            return
        spoken = self._progress.said.rstrip().removesuffix(self._progress.unspoken.rstrip())
        self._stage.conversation.add_answer(spoken.strip())

    def _is_enough(self) -> bool:
        return self._sentences >= ALOUD_SENTENCES or self._seconds >= ALOUD_S

    async def _keep_back(self, text: str) -> None:
        await self._commit()
        self._progress.unspoken += text
        if not self._asked_for_more and speakable(text):
            self._asked_for_more = True
            async with aclosing(
                items(lambda: self._stage.models.voice.speak(ASK_FOR_MORE, self._stage.speed))
            ) as chunks:
                async for chunk in chunks:
                    self._play(chunk)

    def _play(self, chunk: AudioChunk) -> None:
        if self._stage.audience.listens:  # with a space behind, so that what was heard of pieces reads as one text
            self._stage.audience.playback.push(AudioChunk(chunk.pcm, chunk.rate, f"{chunk.text} ", chunk.words))

    async def _commit(self) -> None:
        """From here on the turn is real."""
        await self._gate.passed()
        if not self._progress.answered:
            self._progress.answered = True
            self._stage.conversation.add_question(self._progress.heard)
            self._stage.audience.playback.begin()
