"""A recorded conversation once more: its sound and pictures through a session, and how the turns differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from assistant.bundle import Bundle, ModelUsed, PictureShown, TurnOver, Typed
from assistant.messages import Image
from assistant.recorder import Course
from assistant.session import Session
from assistant.talk import MIC_STEP, Headset, VirtualClock

SAME_SAID = 0.9  # from this similarity on an answer counts as the same
LONGEST_QUOTED = 60  # characters


@dataclass(frozen=True)
class ComparedTurn:
    """One turn as it was recorded and as it is now; None: there is none. similarity of what was said: 0 to 1."""

    recorded: TurnOver | None
    now: TurnOver | None
    similarity: float
    differences: tuple[str, ...]


@dataclass(frozen=True)
class ChangedModel:
    """A role whose model is another now, or has other files; None: nothing filled it."""

    role: str
    recorded: ModelUsed | None
    now: ModelUsed | None


@dataclass(frozen=True)
class Comparison:
    """How a replay went. A changed model is no difference by itself: what is heard and said may well be the same."""

    turns: tuple[ComparedTurn, ...]
    models: tuple[ChangedModel, ...]

    @property
    def differences(self) -> tuple[str, ...]:
        """Each in a line, empty where the conversation was the same."""
        return tuple(
            f"turn {number}: {difference}"
            for number, turn in enumerate(self.turns, 1)
            for difference in turn.differences
        )


def run(recorded: Bundle, pictures: Mapping[str, Image], session: Session, clock: VirtualClock) -> tuple[TurnOver, ...]:
    """Play what was heard, shown and typed at the same samples; returns the turns.

    pictures: by their name in the bundle. The session must have `clock` for its clock: time passes as sound does, and
    stands still while the models compute.
    """
    headset, course = Headset(session, clock), Course(session.snapshot())
    forget = session.watch(lambda: course.see(0, session.snapshot()))
    done = 0
    for event in recorded.events:
        if isinstance(event, PictureShown | Typed):
            due = event.at // MIC_STEP * MIC_STEP  # a step of the headset is not divided
            headset.hear(recorded.mic[done:due])
            done = due
            session.settle()
            _do(event, pictures, session)
    headset.hear(recorded.mic[done:])
    headset.finish()
    forget()
    course.see(0, session.snapshot())
    return course.turns


def compare(recorded: Bundle, now: Sequence[TurnOver], models_now: Mapping[str, ModelUsed]) -> Comparison:
    """What was heard, meant, said and cut off then and now, turn by turn, and which models changed."""
    models = recorded.made_with.models
    roles = sorted(models.keys() | models_now.keys())
    return Comparison(
        tuple(_compared(one, other) for one, other in zip_longest(recorded.turns, now)),
        tuple(
            ChangedModel(role, models.get(role), models_now.get(role))
            for role in roles
            if models.get(role) != models_now.get(role)
        ),
    )


def similarity(recorded: TurnOver, now: TurnOver) -> float:
    """How alike two answers are, word by word, from 0 to 1.

    Of an answer that was cut off nobody knows how it would have gone on: then the shorter is held against the other's
    beginning.
    """
    one, other = recorded.said.split(), now.said.split()
    if recorded.interrupted and now.interrupted:
        shorter = min(len(one), len(other))
        one, other = one[:shorter], other[:shorter]
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _do(event: PictureShown | Typed, pictures: Mapping[str, Image], session: Session) -> None:
    if isinstance(event, Typed):
        session.ask(event.text)
    else:
        session.show(pictures[event.file], event.name)


def _compared(recorded: TurnOver | None, now: TurnOver | None) -> ComparedTurn:
    if recorded is None or now is None:
        there, when = (recorded, "is missing now") if recorded else (now, "is new")
        heard = there.heard if there else ""
        return ComparedTurn(recorded, now, 0.0, (f"{_quoted(heard)} {when}",))
    alike = similarity(recorded, now)
    differences = [
        f"{what} {_quoted(before)} then, {_quoted(after)} now"
        for what, before, after in (
            ("heard", recorded.heard, now.heard),
            ("understood as", recorded.intent, now.intent),
            ("the answer was", _ended(recorded), _ended(now)),
        )
        if before != after
    ]
    if alike < SAME_SAID:
        differences.append(f"said {_quoted(recorded.said)} then, {_quoted(now.said)} now ({alike:.0%} alike)")
    return ComparedTurn(recorded, now, alike, tuple(differences))


def _ended(turn: TurnOver) -> str:
    return "interrupted" if turn.interrupted else "not interrupted"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line if len(line) <= LONGEST_QUOTED else line[: LONGEST_QUOTED - 1] + '…'}'"
