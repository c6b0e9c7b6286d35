"""The words of a turn while it is being spoken: shown as they may change, and read ahead by the language model."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import aclosing

from assistant.conversation import Conversation
from assistant.generation import GenerationParams
from assistant.messages import HEARING_RATE, TranscribeOptions, Utterance
from assistant.roles import Models
from assistant.streams import items

EVERY_S = 0.5  # of speech, at least, between the beginnings of two drafts
UNSETTLED = 1  # last words that the next draft may still change
READ_ONLY = GenerationParams.greedy(1)

log = logging.getLogger(__name__)


class Drafts:
    """At most one draft at a time; owned by the session's loop. `changed` is told when there are other words."""

    def __init__(self, models: Models, changed: Callable[[], None]) -> None:
        self._models = models
        self._changed = changed
        self._task: asyncio.Task[None] | None = None
        self._next = 0  # sample from which on another draft is due
        self.words = ""  # of the turn under way, as far as they are known

    @property
    def running(self) -> bool:
        """Whether a model is at work on one."""
        return self._task is not None and not self._task.done()

    def begin_turn(self, start: int, words: str = "") -> None:
        """Someone began to speak at this sample; words: what was said before, if it continues a turn."""
        self.stop()
        self.words = words
        self._next = start + round(EVERY_S * HEARING_RATE)

    def due(self, position: int) -> bool:
        """Whether enough was said since the last one."""
        return not self.running and position >= self._next

    def begin(self, utterance: Utterance, options: TranscribeOptions, conversation: Conversation) -> None:
        """Write down what was said so far, and have it read as the next question of this conversation."""
        self._next = utterance.end + round(EVERY_S * HEARING_RATE)
        self._task = asyncio.ensure_future(self._draft(utterance, options, conversation))

    def stop(self) -> None:
        """The models are needed for the turn itself; a call that is slow to stop finishes unseen."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _draft(self, utterance: Utterance, options: TranscribeOptions, conversation: Conversation) -> None:
        try:
            self.words = await self._transcribed(utterance, options)
            self._changed()
            if settled := " ".join(self.words.split()[:-UNSETTLED]):
                await self._read_ahead(settled, conversation)
        except Exception as error:  # noqa: BLE001  # the top of a task: the turn itself will say what is wrong
            log.info("a draft failed: %s", type(error).__name__)

    async def _transcribed(self, utterance: Utterance, options: TranscribeOptions) -> str:
        async with aclosing(items(lambda: self._models.transcriber.transcribe(utterance, options))) as stream:
            return " ".join([segment.text.strip() async for segment in stream])

    async def _read_ahead(self, settled: str, conversation: Conversation) -> None:
        """The model's cache then holds the beginning of the question when its end is known."""
        messages = conversation.prompt(settled)
        async with aclosing(items(lambda: self._models.language_model.reply(messages, READ_ONLY))) as tokens:
            async for _ in tokens:
                pass
