"""An answer on its way out: shown as it is written, and read out as far as anybody wants to listen."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from assistant.messages import AudioChunk
from assistant.sentences import Piece, Pieces
from assistant.speakable import Said, speakable, spoken_text
from assistant.spoken import AsWritten
from assistant.stage import Gate, Progress, Stage
from assistant.streams import items
from assistant.telling.sayings import saying
from assistant.words.glosses import language_of

ALOUD_SENTENCES = 2  # an answer is spoken as far as this or ALOUD_S, and then asks whether to go on
ALOUD_S = 12.0
LEAD = 1.0  # telling words more in another language, before the voice changes: some are words of both
FENCE = "```"


class Speech:
    """The answer on its way out: at most so many sentences or seconds of it aloud, the whole of it shown.

    Once nobody can hear it goes on in writing, to its end: nobody wants to hear an answer from its middle.
    language: the one to expect, ISO 639-1; the voice changes with the language of the words, between two pieces.
    """

    def __init__(self, stage: Stage, progress: Progress, gate: Gate, read_all: bool, language: str) -> None:
        self._stage = stage
        self._progress = progress
        self._gate = gate
        self._read_all = read_all
        self._aloud = True
        self._sentences = 0
        self._seconds = 0.0
        self._in_code = False
        self.language = language

    def show(self, token: str) -> None:
        """More of the answer's text."""
        self._progress.said += token
        self._progress.mark("first_token")

    async def say(self, piece: Piece) -> None:
        """Speak a piece, unless enough was spoken; the first waits for the gate."""
        self._aloud = self._aloud and self._stage.audience.listens
        if not self._aloud:
            return
        if self._progress.asked_for_more or (self._is_enough() and not self._read_all):
            await self._keep_back(piece.text)
            return
        if self._stage.interpreting is None:  # else it is known
            self.language = language_of(piece.text, self.language, LEAD)
        parts = self._audible(piece.text)
        spoken, text, as_written = False, spoken_text(parts), AsWritten(parts)
        if not text:
            return
        async with aclosing(items(lambda: self._stage.speak(text, self.language))) as chunks:
            async for chunk in chunks:
                too_long = self._seconds and self._seconds + chunk.duration_s > ALOUD_S
                if not spoken and too_long and not self._read_all:
                    await self._keep_back(piece.text)
                    return
                await self._commit()
                self._seconds += chunk.duration_s
                if not spoken:
                    self._progress.spoken.append((piece.text, as_written.text))
                self._play(as_written.chunk(chunk))
                spoken = True
        self._sentences += spoken and piece.ends_sentence

    async def read_out(self, text: str) -> None:
        """Show a text that stands already, and speak it."""
        pieces = Pieces()
        self.show(text)
        for piece in [*pieces.feed(text), *pieces.flush()]:
            await self.say(piece)

    async def write(self, tokens: AsyncGenerator[str, None]) -> None:
        """Show a text as it is written, and speak each piece as soon as it stands."""
        pieces = Pieces()
        self._progress.unwritten = True
        async with aclosing(tokens):
            async for token in tokens:
                self.show(token)
                for piece in pieces.feed(token):
                    await self.say(piece)
        self._progress.unwritten = False
        for piece in pieces.flush():
            await self.say(piece)

    async def announce(self, text: str) -> None:
        """Read out what does not count towards the portion after which Oriel asks whether to go on."""
        sentences, seconds = self._sentences, self._seconds
        await self.read_out(text)
        self._sentences, self._seconds = sentences, seconds

    async def insist(self, text: str) -> None:
        """Read out what belongs to what was just heard, also where enough was spoken; not behind what was kept back."""
        sentences, seconds = self._sentences, self._seconds
        self._sentences, self._seconds = 0, 0.0
        await self.read_out(text)
        self._sentences, self._seconds = sentences, seconds

    def _audible(self, text: str) -> tuple[Said, ...]:
        """What of a piece is for the ear; a block of code, which comes in many pieces, is announced once."""
        begins_inside, fences = self._in_code, text.count(FENCE)
        self._in_code = begins_inside != (fences % 2 == 1)
        if begins_inside:
            text = text.partition(FENCE)[2] if fences else ""
        return speakable(text, self.language, self._stage.pronunciations)

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
        if not self._progress.asked_for_more and spoken_text(speakable(text, self.language)):
            self._progress.asked_for_more = True
            asking = saying("more", self.language)
            async with aclosing(items(lambda: self._stage.speak(asking, self.language))) as chunks:
                async for chunk in chunks:
                    self._play(chunk)

    def _play(self, chunk: AudioChunk) -> None:
        if self._stage.audience.listens:  # with a space behind, so that what was heard of pieces reads as one text
            text = f"{chunk.text} " if chunk.text else ""
            self._stage.audience.playback.push(AudioChunk(chunk.pcm, chunk.rate, text, chunk.words))

    async def _commit(self) -> None:
        """From here on the turn is real."""
        await self._gate.passed()
        if not self._progress.answered:
            self._progress.answered = True
            self._stage.conversation.add_question(self._progress.heard)
            self._stage.audience.playback.begin()
