"""What outlives a turn: the record of conversations, and the words that the user taught Oriel."""

from collections.abc import Callable

from assistant.errors import AssistantError
from assistant.history import History
from assistant.messages import Turn

HOT_WORDS = "hot_words"
MOST_HOT_WORDS = 24  # the newest; each is read by the transcriber before every utterance


class Memory:
    """Owned by the session's loop. Without a history it lasts as long as the session.

    A history that cannot be written costs no turn: `complain` is told, and the conversation goes on.
    """

    def __init__(
        self, history: History | None, complain: Callable[[AssistantError], None], recording: bool = True
    ) -> None:
        self._history = history
        self.recording = recording  # turns only; what was learned is kept in any case
        self._complain = complain
        self._session = 0
        self._rows: dict[int, int] = {}  # place of the turn in the conversation → its row
        learned = history.learned(HOT_WORDS) if history else ""
        self._words = learned.split(", ") if learned else []

    @property
    def hot_words(self) -> str:
        """Words that the transcriber is to expect, the newest last."""
        return ", ".join(self._words)

    def keep(self, place: int, turn: Turn) -> None:
        """Record the turn that stands at `place` in this conversation."""
        if self._history is None or not self.recording:
            return
        try:
            self._session = self._session or self._history.begin_session()
            self._rows[place] = self._history.add_turn(self._session, turn)
        except AssistantError as error:
            self._complain(error)

    def supersede(self, place: int) -> None:
        """What was heard in this turn was corrected."""
        if self._history is None or place not in self._rows:
            return
        try:
            self._history.supersede(self._rows[place])
        except AssistantError as error:
            self._complain(error)

    def learn(self, word: str) -> None:
        """Expect this word from now on."""
        known = [old for old in self._words if old.casefold() != word.casefold()]
        self._words = [*known, word][-MOST_HOT_WORDS:]
        if self._history is None:
            return
        try:
            self._history.learn(HOT_WORDS, self.hot_words)
        except AssistantError as error:
            self._complain(error)

    def begin_anew(self) -> None:
        """A new conversation; what was learned stays."""
        self._session = 0
        self._rows.clear()
