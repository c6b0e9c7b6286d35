"""Why an answer was slow: the stage of a turn that cost most against what it usually costs, in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from assistant.messages import Turn, TurnTimes
from assistant.telling.delays import Stage, Verdict, delay

# Milliseconds that each stage adds to the wait: medians of scripts/bench_talk.py on two cores (docs/performance.md),
# and for a look a guess. What is prepared while Oriel waits for the end of the turn adds nothing.
USUAL: dict[Stage, float] = {"wait": 420, "hear": 0, "plan": 0, "look": 1000, "think": 130, "speak": 200}
USUAL_TYPED: dict[Stage, float] = USUAL | {"wait": 0, "think": 400}  # nothing can be prepared
FEWEST = 3  # earlier turns of the kind, from which on they say what is usual
NEWEST = 20  # of them that count: a machine's speed changes
SLOW_MS = 300  # more than usual by less is not felt
PROMPT_MS = 1200  # whoever waits no longer than this has not waited
AT_ONCE_MS = 20  # a turn whose end needed no waiting was typed, or ended by a key


@dataclass(frozen=True)
class Cost:
    """What one stage added to the wait for the first word, and what it usually adds, in milliseconds."""

    stage: Stage
    took_ms: float
    usual_ms: float

    @property
    def more_ms(self) -> float:
        """How much longer than usual it took."""
        return self.took_ms - self.usual_ms


def why_slow(turn: Turn, earlier: Sequence[Turn], language: str = "en") -> str:
    """Where the time of a turn went, in one sentence of `language` (English where it is none of the five).

    earlier: the turns before it, the newest last, which say what is usual. Empty where nothing of the answer came.
    """
    whole_ms = _whole_ms(turn.times_ms)
    if whole_ms is None:
        return ""
    cost = most_unusual(turn, earlier)
    if cost.more_ms >= SLOW_MS:
        return delay("slow", cost.stage, cost.took_ms / 1000, cost.more_ms / 1000, whole_ms / 1000, language)
    longest, took_ms = max(stages(turn).items(), key=lambda each: each[1])
    verdict: Verdict = "fast" if whole_ms <= PROMPT_MS else "usual"
    return delay(verdict, longest, took_ms / 1000, 0.0, whole_ms / 1000, language)


def most_unusual(turn: Turn, earlier: Sequence[Turn]) -> Cost:
    """The stage that cost most against its usual, which may still be less than that."""
    alike = [stages(other) for other in earlier if _is_alike(other, turn)][-NEWEST:]
    built_in = USUAL if _was_waited_for(turn) else USUAL_TYPED
    costs = [
        Cost(stage, took, median(each[stage] for each in alike) if len(alike) >= FEWEST else built_in[stage])
        for stage, took in stages(turn).items()
    ]
    return max(costs, key=lambda cost: cost.more_ms)


def stages(turn: Turn) -> dict[Stage, float]:
    """What each stage added to the wait for the first word, in milliseconds; together they are the whole of it.

    Stages overlap: words are written down, and the answer begun, while it is open whether the speaker goes on. So each
    costs only the time by which it ended later than all stages before it.
    """
    times = turn.times_ms
    ends: list[tuple[Stage, int | None]] = [
        ("wait", times.turn_end),
        ("hear", times.transcript),
        ("plan", times.plan),
        ("look" if turn.findings else "think", times.first_token),
        ("speak", times.first_sound),
    ]
    reached, costs = 0, dict[Stage, float]()
    for stage, end in ends:
        costs[stage] = max(0, (end or 0) - reached)
        reached = max(reached, end or 0)
    return costs


def _whole_ms(times: TurnTimes) -> int | None:
    return times.first_sound if times.first_sound is not None else times.first_token


def _is_alike(other: Turn, turn: Turn) -> bool:
    """Whether one turn tells what is usual for another: spoken like it, about a picture like it, and answered."""
    return (
        _whole_ms(other.times_ms) is not None
        and bool(other.findings) == bool(turn.findings)
        and _was_waited_for(other) == _was_waited_for(turn)
        and (other.times_ms.first_sound is None) == (turn.times_ms.first_sound is None)
    )


def _was_waited_for(turn: Turn) -> bool:
    """Whether Oriel had to find out that the speaker had finished."""
    return (turn.times_ms.turn_end or 0) > AT_ONCE_MS
