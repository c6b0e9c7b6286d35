from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.history import History
from assistant.memory import CONTROL, HOT_WORDS, MOST_HOT_WORDS, Memory
from assistant.messages import Turn, TurnTimes


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "history.sqlite")


def memory_of(history: History | None, recording: bool = True) -> Memory:
    return Memory(history, fail, recording)


def fail(error: AssistantError) -> None:
    raise error


def turn(heard: str, said: str = "", spoken: str = "", interrupted: bool = False, intent: str = "chat") -> Turn:
    return Turn(heard, "en", said, spoken, interrupted, TurnTimes(), intent)


def kept(history: History) -> list[list[str]]:
    """What was heard, session by session, the newest first."""
    return [[turn.heard for turn in history.turns(session.id)] for session in history.sessions()]


def test_turns_are_kept_but_orders_are_not(history: History) -> None:
    memory = memory_of(history)
    for one in [turn("What?"), turn("Stop.", intent=CONTROL), turn("Why?")]:
        memory.add(one)
    assert [one.heard for one in memory.turns] == ["What?", "Stop.", "Why?"]
    assert kept(history) == [["What?", "Why?"]]


def test_corrected_turn_is_marked_here_and_in_the_record(history: History) -> None:
    memory = memory_of(history)
    for one in [turn("Stop.", intent=CONTROL), turn("Wolf?"), turn("And?")]:
        memory.add(one)
    memory.supersede(1)
    assert [one.superseded for one in memory.turns] == [False, True, False]
    assert [one.superseded for one in history.turns(history.sessions()[0].id)] == [True, False]


def test_nothing_is_recorded_without_leave_but_what_is_learned_stays(history: History) -> None:
    memory = memory_of(history, recording=False)
    memory.add(turn("What?"))
    memory.supersede(0)
    memory.learn("valve")
    assert history.sessions() == []
    assert memory_of(history).hot_words == "valve"


def test_new_conversation_is_a_new_session_in_the_record(history: History) -> None:
    memory = memory_of(history)
    memory.add(turn("What?"), unspoken="The rest.")
    memory.begin_anew()
    assert (memory.turns, memory.unspoken, memory.last_heard, memory.last_answer()) == ((), "", "", ("", ""))
    memory.add(turn("Why?"))
    memory.supersede(0)
    assert kept(history) == [["Why?"], ["What?"]]
    assert [history.turns(session.id)[0].superseded for session in history.sessions()] == [True, False]


def test_learned_words_are_the_newest_and_each_stands_once(history: History) -> None:
    memory = memory_of(history)
    for number in range(MOST_HOT_WORDS + 2):
        memory.learn(f"word{number}")
    memory.learn("WORD5")
    words = memory.hot_words.split(", ")
    assert len(words) == MOST_HOT_WORDS
    assert words[:3] == ["word2", "word3", "word4"]
    assert words[-2:] == [f"word{MOST_HOT_WORDS + 1}", "WORD5"]
    assert "word5" not in words
    assert history.learned(HOT_WORDS) == memory.hot_words


def test_history_that_cannot_be_written_complains_and_costs_no_turn(history: History) -> None:
    complaints: list[AssistantError] = []
    memory = Memory(history, complaints.append, recording=True)
    history.close()
    memory.add(turn("What?", "It is blue."))
    memory.learn("valve")
    assert ["cannot write" in str(error) for error in complaints] == [True, True]
    assert (memory.last_heard, memory.last_answer()[0], memory.hot_words) == ("What?", "It is blue.", "valve")


def test_without_a_history_it_lasts_as_long_as_the_session() -> None:
    memory = memory_of(None)
    memory.add(turn("What?"))
    memory.learn("valve")
    memory.supersede(0)
    assert (memory.turns[0].superseded, memory.hot_words) == (True, "valve")


def test_last_question_is_neither_an_order_nor_corrected() -> None:
    memory = memory_of(None)
    assert (memory.last_question(), memory.last_heard) == (None, "")
    for one in [turn("What?"), turn("Wolf?"), turn("Stop.", intent=CONTROL)]:
        memory.add(one)
    assert (memory.last_question(), memory.last_heard) == (1, "Wolf?")
    memory.supersede(1)
    assert (memory.last_question(), memory.last_heard) == (0, "What?")


@pytest.mark.parametrize(
    ("last", "again"),
    [
        (turn("What?", "Blue. Not red. Nor green.", "Blue. Not red. More?"), "Blue. Not red. More?"),
        (turn("What?", "Blue. Not red.", "Blue.", interrupted=True), "Blue. Not red."),
        (turn("What?", "Blue."), "Blue."),
        (turn("Hm?"), "Before."),
        (turn("Stop.", intent=CONTROL), "Before."),
    ],
    ids=["read in part", "cut off", "written", "no answer", "an order"],
)
def test_last_answer_is_what_was_said_or_all_of_what_was_cut_off(last: Turn, again: str) -> None:
    memory = memory_of(None)
    memory.add(turn("First?", "Before.", "Before."))
    memory.add(last)
    assert memory.last_answer() == (again, last.language)


def test_order_leaves_what_was_not_read_out_to_be_asked_for() -> None:
    memory = memory_of(None)
    memory.add(turn("What?"), unspoken="The rest.")
    memory.add(turn("Slower.", intent=CONTROL))
    assert memory.unspoken == "The rest."
    memory.add(turn("Why?"))
    assert memory.unspoken == ""
