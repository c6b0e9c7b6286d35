"""An answer on its way out: shown as it is written, and read out as far as anybody wants to listen."""

from contextlib import aclosing

from assistant.messages import AudioChunk
from assistant.sentences import Piece, Pieces
from assistant.speakable import speakable
from assistant.stage import Gate, Progress, Stage
from assistant.streams import items

ALOUD_SENTENCES = 2  # an answer is spoken as far as this or ALOUD_S, and then asks whether to go on
ALOUD_S = 12.0
ASK_FOR_MORE = "More?"
FENCE = "```"


class Speech:
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

    async def read_out(self, text: str) -> None:
        """Show a text that stands already, and speak it."""
        pieces = Pieces()
        self.show(text)
        for piece in [*pieces.feed(text), *pieces.flush()]:
            await self.say(piece)

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
