"""What outlives a turn: the turns of this conversation and their record, and the words that the user taught Oriel."""

from collections.abc import Callable
from dataclasses import replace

from assistant.errors import AssistantError
from assistant.history import History
from assistant.messages import Turn

CONTROL = "control"  # the intent of a turn that only told Oriel what to do
HOT_WORDS = "hot_words"
MOST_HOT_WORDS = 24  # the newest; each is read by the transcriber before every utterance


class Memory:
    """Owned by the session's loop. A turn's place counts from 0 within this conversation.

    Without a history it lasts as long as the session. One that cannot be written costs no turn: `complain` is told.
    """

    def __init__(self, history: History | None, complain: Callable[[AssistantError], None], recording: bool) -> None:
        self._history = history
        self._complain = complain
        self.recording = recording  # of turns; what was learned is kept in any case
        self.turns: tuple[Turn, ...] = ()
        self.unspoken = ""  # of the last answer, when it was asked whether to go on
        self._session = 0
        self._rows: dict[int, int] = {}  # place → row
        learned = history.learned(HOT_WORDS) if history else ""
        self._words = learned.split(", ") if learned else []

    @property
    def hot_words(self) -> str:
        """Words that the transcriber is to expect, the newest last."""
        return ", ".join(self._words)

    @property
    def last_heard(self) -> str:
        """The words of `last_question`; empty when there is none."""
        place = self.last_question()
        return "" if place is None else self.turns[place].heard

    def add(self, turn: Turn, unspoken: str = "") -> None:
        """A turn is over."""
        place, self.turns = len(self.turns), (*self.turns, turn)
        if turn.intent == CONTROL:
            return
        self.unspoken = unspoken
        if self.recording:
            self._try(lambda history: self._record(history, place, turn))

    def last_question(self) -> int | None:
        """The place of the last turn that was more than an order, and was not corrected."""
        places = [place for place, turn in enumerate(self.turns) if turn.intent != CONTROL and not turn.superseded]
        return places[-1] if places else None

    def last_answer(self) -> str:
        """What was said last, as far as it was read out, or all of it where it was cut off; empty when nothing was."""
        turn = next((turn for turn in reversed(self.turns) if turn.said and not turn.superseded), None)
        if turn is None:
            return ""
        return turn.said if turn.interrupted else turn.spoken or turn.said

    def supersede(self, place: int) -> None:
        """What was heard in this turn was corrected."""
        wrong = replace(self.turns[place], superseded=True)
        self.turns = (*self.turns[:place], wrong, *self.turns[place + 1 :])
        self.unspoken = ""
        if place in self._rows:
            self._try(lambda history: history.supersede(self._rows[place]))

    def learn(self, word: str) -> None:
        """Expect this word from now on."""
        known = [old for old in self._words if old.casefold() != word.casefold()]
        self._words = [*known, word][-MOST_HOT_WORDS:]
        self._try(lambda history: history.learn(HOT_WORDS, self.hot_words))

    def begin_anew(self) -> None:
        """A new conversation; what was learned stays."""
        self.turns, self.unspoken, self._session = (), "", 0
        self._rows.clear()

    def _record(self, history: History, place: int, turn: Turn) -> None:
        self._session = self._session or history.begin_session()
        self._rows[place] = history.add_turn(self._session, turn)

    def _try(self, write: Callable[[History], None]) -> None:
        if self._history is None:
            return
        try:
            write(self._history)
        except AssistantError as error:
            self._complain(error)
