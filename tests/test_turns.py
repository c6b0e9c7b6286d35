import pytest

from assistant.messages import HEARING_RATE
from assistant.turns import (
    FRAME,
    Event,
    PauseBegan,
    SpeechResumed,
    SpeechStarted,
    SpeechSuspected,
    SuspicionPassed,
    TurnEnded,
    TurnInDoubt,
    Turns,
    TurnSettings,
)

SUSPECTED = [SpeechSuspected, SuspicionPassed]


class Timeline:
    """Pushes stretches of speech and silence; `wait` answers every TurnInDoubt at once."""

    def __init__(self, complete: float = 0.0) -> None:
        self.turns = Turns(TurnSettings())
        self.complete = complete
        self.events: list[Event] = []

    def push(self, probability: float, seconds: float, speaking: bool = False) -> "Timeline":
        for _ in range(round(seconds * HEARING_RATE / FRAME)):
            for event in self.turns.push(probability, speaking):
                self.events.append(event)
                if isinstance(event, TurnInDoubt):
                    self.events += self.turns.wait(0.2 if self.complete >= 0.5 else 3.0, event.end)
        return self

    def kinds(self) -> list[type]:
        return [type(event) for event in self.events]


def test_complete_sentence_ends_at_the_first_doubt() -> None:
    timeline = Timeline(complete=0.9).push(0.0, 1.0).push(0.9, 1.0).push(0.0, 0.3)
    assert timeline.kinds() == [SpeechStarted, PauseBegan, TurnInDoubt, TurnEnded]


def test_incomplete_sentence_waits_until_the_forced_end() -> None:
    timeline = Timeline(complete=0.1).push(0.9, 1.0).push(0.0, 2.9)
    assert TurnEnded not in timeline.kinds()
    assert timeline.push(0.0, 0.2).kinds()[-1] is TurnEnded


def test_turn_spans_the_speech_without_the_silence_around_it() -> None:
    timeline = Timeline(complete=0.9).push(0.0, 1.024).push(0.9, 1.024).push(0.0, 1.0)
    assert timeline.events[-1] == TurnEnded(round(1.024 * HEARING_RATE), round(2.048 * HEARING_RATE))


def test_pause_inside_a_sentence_is_one_turn() -> None:
    timeline = Timeline(complete=0.1).push(0.9, 1.0).push(0.0, 0.8).push(0.9, 1.0)
    timeline.complete = 0.9
    timeline.push(0.0, 0.5)
    assert timeline.kinds().count(SpeechStarted) == 1
    assert timeline.kinds().count(SpeechResumed) == 1
    assert timeline.kinds().count(TurnEnded) == 1


def test_late_decision_about_an_earlier_pause_is_void() -> None:
    timeline = Timeline().push(0.9, 1.0).push(0.0, 0.3)
    doubt = next(event for event in timeline.events if isinstance(event, TurnInDoubt))
    timeline.push(0.9, 0.5)
    assert timeline.turns.wait(0.2, doubt.end) == []


def test_click_does_not_start_a_turn() -> None:
    assert Timeline().push(0.9, 0.064).push(0.0, 1.0).events == []


def test_only_longer_speech_counts_while_oriel_speaks() -> None:
    assert Timeline().push(0.9, 0.2, speaking=True).push(0.0, 0.5, speaking=True).kinds() == SUSPECTED
    assert Timeline().push(0.9, 0.35, speaking=True).kinds() == [SpeechSuspected, SpeechStarted]


def test_suspicion_passes_when_oriel_falls_silent_meanwhile() -> None:
    assert Timeline().push(0.9, 0.13, speaking=True).push(0.0, 0.5, speaking=False).kinds() == SUSPECTED


def test_speech_with_a_dip_begins_at_its_first_syllable() -> None:
    said = Timeline().push(0.0, 1.024).push(0.9, 0.192, speaking=True).push(0.1, 0.064, speaking=True)
    assert said.push(0.9, 0.192, speaking=True).events[-1] == SpeechStarted(round(1.024 * HEARING_RATE))


def test_turn_that_is_called_off_leaves_nothing() -> None:
    timeline = Timeline(complete=0.9).push(0.9, 0.5)
    timeline.events = timeline.turns.call_off()
    assert timeline.push(0.0, 5.0).events == []


@pytest.mark.parametrize(("wait_s", "ends_s"), [(0.2, 0.2), (0.5, 0.5), (1.1, 1.1), (9.0, 3.0)])
def test_turn_ends_after_the_silence_that_was_asked_for_and_at_most_the_longest(wait_s: float, ends_s: float) -> None:
    turns, frames = Turns(TurnSettings()), 0
    for _ in range(20):
        turns.push(0.9, speaking=False)
    ended = False
    while not ended:
        frames += 1
        for event in turns.push(0.0, speaking=False):
            ended |= isinstance(event, TurnEnded)
            if isinstance(event, TurnInDoubt):
                ended |= bool(turns.wait(wait_s, event.end))
    assert ends_s <= frames * FRAME / HEARING_RATE < ends_s + 0.04


def test_fading_vowel_stays_inside_the_word() -> None:
    timeline = Timeline(complete=0.9).push(0.9, 0.5).push(0.4, 0.5)
    assert timeline.kinds() == [SpeechStarted]


def test_two_turns_follow_each_other() -> None:
    timeline = Timeline(complete=0.9).push(0.9, 1.0).push(0.0, 1.0).push(0.9, 1.0).push(0.0, 1.0)
    assert timeline.kinds() == [SpeechStarted, PauseBegan, TurnInDoubt, TurnEnded] * 2


def test_turn_that_never_pauses_long_ends_at_its_next_pause_after_a_minute() -> None:
    timeline = Timeline(complete=0.0)
    for _ in range(40):
        timeline.push(0.9, 1.5).push(0.0, 0.3)
    assert timeline.kinds().count(TurnEnded) == 1


def test_finishing_outside_a_turn_forgets_the_beginning_of_one() -> None:
    timeline = Timeline().push(0.9, 0.064)
    assert timeline.turns.finish() == []
    assert timeline.push(0.9, 0.064).push(0.0, 1.0).events == []
