from assistant.messages import HEARING_RATE
from assistant.turns import (
    FRAME,
    Event,
    PauseBegan,
    SpeechResumed,
    SpeechStarted,
    TurnEnded,
    TurnInDoubt,
    Turns,
    TurnSettings,
)


class Timeline:
    """Pushes stretches of speech and silence; `decide` answers every TurnInDoubt at once."""

    def __init__(self, complete: float = 0.0) -> None:
        self.turns = Turns(TurnSettings())
        self.complete = complete
        self.events: list[Event] = []

    def push(self, probability: float, seconds: float, speaking: bool = False) -> "Timeline":
        for _ in range(round(seconds * HEARING_RATE / FRAME)):
            for event in self.turns.push(probability, speaking):
                self.events.append(event)
                if isinstance(event, TurnInDoubt):
                    self.events += self.turns.decide(self.complete, event.end)
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
    assert timeline.turns.decide(1.0, doubt.end) == []


def test_click_does_not_start_a_turn() -> None:
    assert Timeline().push(0.9, 0.064).push(0.0, 1.0).events == []


def test_only_longer_speech_counts_while_oriel_speaks() -> None:
    assert Timeline().push(0.9, 0.25, speaking=True).push(0.0, 0.5, speaking=True).events == []
    assert Timeline().push(0.9, 0.35, speaking=True).kinds() == [SpeechStarted]


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
