"""The words of a turn while it is being spoken: shown as they may change, and read ahead by the language model."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import aclosing

from assistant.conversation import Conversation
from assistant.errors import AssistantError
from assistant.messages import HEARING_RATE, ReplyParams, TranscribeOptions, Utterance
from assistant.roles import Models
from assistant.streams import items

EVERY_S = 0.5  # of speech, at least, between the beginnings of two drafts
UNSETTLED = 1  # last words that the next draft may still change
READ_ONLY = ReplyParams(max_tokens=1)

log = logging.getLogger(__name__)


class Drafts:
    """At most one draft at a time; owned by the session's loop. `show` is told the words of each."""

    def __init__(self, models: Models, conversation: Callable[[], Conversation], show: Callable[[str], None]) -> None:
        self._models = models
        self._conversation = conversation
        self._show = show
        self._task: asyncio.Task[None] | None = None
        self._next = 0  # sample from which on another draft is due

    @property
    def running(self) -> bool:
        """Whether a model is at work on one."""
        return self._task is not None and not self._task.done()

    def begin_turn(self, start: int) -> None:
        """Someone began to speak at this sample."""
        self.stop()
        self._next = start + round(EVERY_S * HEARING_RATE)

    def due(self, position: int) -> bool:
        """Whether enough was said since the last one."""
        return not self.running and position >= self._next

    def begin(self, utterance: Utterance, options: TranscribeOptions) -> None:
        """Write down what was said so far."""
        self._next = utterance.end + round(EVERY_S * HEARING_RATE)
        self._task = asyncio.ensure_future(self._draft(utterance, options))

    def stop(self) -> None:
        """The models are needed for the turn itself."""
        if self._task is not None:
            self._task.cancel()

    async def _draft(self, utterance: Utterance, options: TranscribeOptions) -> None:
        """Nothing is lost when a draft fails: the turn itself will say what is wrong."""
        try:
            text = await self._words(utterance, options)
            self._show(text)
            if settled := " ".join(text.split()[:-UNSETTLED]):
                await self._read_ahead(settled)
        except AssistantError as error:
            log.info("a draft failed: %s", type(error).__name__)

    async def _words(self, utterance: Utterance, options: TranscribeOptions) -> str:
        async with aclosing(items(lambda: self._models.transcriber.transcribe(utterance, options))) as stream:
            return " ".join([segment.text.strip() async for segment in stream])

    async def _read_ahead(self, settled: str) -> None:
        """The model's cache then holds the beginning of the question when its end is known."""
        messages = self._conversation().prompt(settled)
        async with aclosing(items(lambda: self._models.language_model.reply(messages, READ_ONLY))) as tokens:
            async for _ in tokens:
                pass
