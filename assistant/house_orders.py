"""Orders by voice that concern more than the conversation: whose voice speaks, and what leaves this machine."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime

from assistant.config import Config
from assistant.errors import AssistantError
from assistant.ledger import Ledger
from assistant.telling.leavings import leavings
from assistant.telling.sayings import saying
from assistant.voices import Voices
from assistant.words.commands import Command, sentence_for
from assistant.words.leaving import Asked, days

ORDERS = {"offline-only": "offline-only", "polly": "polly-first"}  # order → `[voice] order`


class HouseOrders:
    """Called on the session's loop.

    keep: takes an order of voices over for good, which may take a while, and raises AssistantError; None: what is
    ordered holds for this conversation alone, and nothing is sent that the settings do not send. tell: shows and says.
    """

    def __init__(
        self,
        voices: Voices,
        ledger: Ledger,
        config: Callable[[], Config],
        keep: Callable[[str], None] | None,
        tell: Callable[[str], None],
    ) -> None:
        self._voices = voices
        self._ledger = ledger
        self._config = config
        self._keep = keep
        self._tell = tell
        self.may_fetch = config().privacy.fetch_pictures  # from web addresses; whoever changes the settings changes it
        self._keeping = ThreadPoolExecutor(1, "keeping")  # one after another: the last that was said holds

    def obey(self, ordered: Command, language: str) -> str:
        """Do it; returns what to say to it."""
        if ordered.name == "other-voice":
            return saying(self._other_voice(language), language)
        order = ORDERS.get(ordered.name)
        if order is None:
            return sentence_for(ordered) or ""
        if order == "offline-only":  # at once, whatever becomes of the file
            self._voices.choose("offline-only", None)
            self.may_fetch = False
        elif self._keep is None:
            return saying("choose-polly", language)
        with suppress(RuntimeError):  # it is being closed
            self._keeping.submit(self._try_to_keep, order)
        return saying(ordered.name, language)

    def what_left(self, asked: Asked, language: str) -> str:
        """What left this machine in the days that were asked about, in a sentence."""
        now = datetime.now().astimezone()
        first, last = days(asked.period, now.date())
        try:
            totals, forgotten = self._ledger.totals(first, last), self._ledger.forgotten()
        except AssistantError as error:
            return str(error)
        return leavings(asked, totals, now, self._config().polly.price_per_million, language, forgotten)

    def _other_voice(self, language: str) -> str:
        if self._voices.sends(language):
            return "choose-polly"
        return "other-voice" if self._voices.change(language) else "only-voice"

    def _try_to_keep(self, order: str) -> None:
        if self._keep is None:
            return
        try:
            self._keep(order)
        except AssistantError as error:
            self._tell(str(error))

    def close(self) -> None:
        """Have everything kept that was ordered."""
        self._keeping.shutdown()
