"""What outlives a turn: the turns of this conversation and their record, and the words that the user taught Oriel."""

import json
from collections.abc import Callable
from dataclasses import replace

from assistant.errors import AssistantError
from assistant.history import History
from assistant.messages import Claim, Question, Turn
from assistant.patience import Pauses

CONTROL = "control"  # the intent of a turn that only told Oriel what to do
HOT_WORDS = "hot_words"
PRONUNCIATIONS = "pronunciations"
PAUSES = "pauses"
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
        self.unspoken = ""  # of the last answer, which was cut, or ended with the question whether to go on
        self.unwritten = False  # and more of it was still to be thought of
        self.question: Question | None = None  # that Oriel asked back in the last turn
        self._session = 0
        self._rows: dict[int, int] = {}  # place → row
        learned = history.learned(HOT_WORDS) if history else ""
        self.pauses = Pauses.from_list(_numbers(history.learned(PAUSES) if history else ""))
        self._words = learned.split(", ") if learned else []
        self.pronunciations = _taught(history.learned(PRONUNCIATIONS) if history else "")

    @property
    def hot_words(self) -> str:
        """Words that the transcriber is to expect, the newest last."""
        return ", ".join(self._words)

    @property
    def last_heard(self) -> str:
        """The words of `last_question`; empty when there is none."""
        place = self.last_question()
        return "" if place is None else self.turns[place].heard

    def add(self, turn: Turn, unspoken: str = "", question: Question | None = None, unwritten: bool = False) -> None:
        """A turn is over; question: what it ended with, if Oriel asked back."""
        place, self.turns = len(self.turns), (*self.turns, turn)
        if turn.intent == CONTROL and question is None:
            return
        self.unspoken, self.unwritten, self.question = unspoken, unwritten, question
        if self.recording:
            self._try(lambda history: self._record(history, place, turn))

    def last_question(self) -> int | None:
        """The place of the last turn that was more than an order, and was not corrected."""
        places = [place for place, turn in enumerate(self.turns) if turn.intent != CONTROL and not turn.superseded]
        return places[-1] if places else None

    def claims(self, picture: str) -> tuple[Claim, ...]:
        """What the user said of a picture, now or in an earlier conversation that is kept; the oldest first."""
        kept: list[Claim] = []
        self._try(lambda history: kept.extend(history.claims(picture)))
        unkept = [turn for place, turn in enumerate(self.turns) if place not in self._rows and not turn.superseded]
        return (*kept, *(claim for turn in unkept for claim in turn.claims if claim.picture == picture))

    def last_answer(self) -> tuple[str, str]:
        """What was said last, and its turn's language; both empty when nothing was.

        As far as it was read out, or all of it where it was cut off.
        """
        turn = next((turn for turn in reversed(self.turns) if turn.said and not turn.superseded), None)
        if turn is None:
            return "", ""
        return (turn.said if turn.interrupted else turn.spoken or turn.said), turn.language

    def leave_rest(self) -> None:
        """What was not read out of the last answer is not wanted any more."""
        self.unspoken, self.unwritten = "", False

    def supersede(self, place: int) -> None:
        """What was heard in this turn was corrected."""
        wrong = replace(self.turns[place], superseded=True)
        self.turns = (*self.turns[:place], wrong, *self.turns[place + 1 :])
        self.unspoken, self.question = "", None
        if place in self._rows:
            self._try(lambda history: history.supersede(self._rows[place]))

    def learn(self, word: str) -> None:
        """Expect this word from now on."""
        known = [old for old in self._words if old.casefold() != word.casefold()]
        self._words = [*known, word][-MOST_HOT_WORDS:]
        self._try(lambda history: history.learn(HOT_WORDS, self.hot_words))

    def teach(self, word: str, said: str) -> None:
        """Say this word so from now on; said "": as a voice would by itself."""
        others = {old: how for old, how in self.pronunciations.items() if old.casefold() != word.casefold()}
        self.pronunciations = others | ({word: said} if said else {})
        self._try(lambda history: history.learn(PRONUNCIATIONS, json.dumps(self.pronunciations, ensure_ascii=False)))

    def keep_pauses(self) -> None:
        """Another turn is over, from whose pauses something was learned."""
        lengths = ", ".join(f"{pause_s:.2f}" for pause_s in self.pauses.as_list())
        self._try(lambda history: history.learn(PAUSES, lengths))

    def begin_anew(self) -> None:
        """A new conversation; what was learned stays."""
        self.turns, self.unspoken, self.question, self._session = (), "", None, 0
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


def _numbers(text: str) -> list[float]:
    """What `keep_pauses` wrote; nothing where somebody else did."""
    try:
        return [float(number) for number in text.split(",") if number.strip()]
    except ValueError:
        return []


def _taught(text: str) -> dict[str, str]:
    """What `teach` wrote; nothing where somebody else did."""
    try:
        taught = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(word): str(said) for word, said in taught.items()} if isinstance(taught, dict) else {}
