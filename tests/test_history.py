import json
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from assistant.errors import BadInput, HistoryError
from assistant.history import STEPS, History
from assistant.messages import Detection, Finding, Image, Mask, Thing, Turn, TurnTimes
from assistant.plan import Place, Step, Wanted

TURN = Turn("What is it?", "en", "It is blue. Very.", "It is blue.", True, TurnTimes(turn_end=250, first_sound=700))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "history.sqlite"


def test_turns_come_back_as_they_were(path: Path) -> None:
    history = History(path)
    session = history.begin_session()
    history.add_turn(session, TURN)
    history.close()
    assert History(path).turns(session) == [TURN]


def test_sessions_are_listed_newest_first_and_empty_ones_not_at_all(path: Path) -> None:
    history = History(path)
    first, _, third = (history.begin_session() for _ in range(3))
    for session in (first, third, third):
        history.add_turn(session, TURN)
    assert [(row.id, row.turns) for row in history.sessions()] == [(third, 2), (first, 1)]


def test_unknown_session_says_how_to_find_one(path: Path) -> None:
    with pytest.raises(BadInput, match="oriel history list"):
        History(path).turns(7)


def test_newer_schema_is_left_alone(path: Path) -> None:
    History(path).close()
    database = sqlite3.connect(path)
    database.execute("pragma user_version = 99")
    database.close()
    with pytest.raises(HistoryError, match="newer Oriel"):
        History(path)


def test_file_that_is_no_database_is_refused_and_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("precious notes " * 100)
    with pytest.raises(HistoryError, match="cannot open"):
        History(path)
    assert path.read_text().startswith("precious")


def test_two_processes_may_begin_at_once(path: Path) -> None:
    errors: list[Exception] = []

    def begin() -> None:
        try:
            history = History(path)
            history.add_turn(history.begin_session(), TURN)
        except HistoryError as error:
            errors.append(error)

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(History(path).sessions()) == 8


def test_reader_sees_what_the_writer_has_written_so_far(path: Path) -> None:
    writer, reader = History(path), History(path)
    session = writer.begin_session()
    writer.add_turn(session, TURN)
    assert reader.turns(session) == [TURN]
    writer.add_turn(session, TURN)
    assert len(reader.turns(session)) == 2


def test_first_schema_is_brought_up_to_date_with_its_turns(path: Path) -> None:
    path.parent.mkdir(parents=True)
    old = sqlite3.connect(path)
    old.executescript(STEPS[0])
    old.execute("insert into session (id) values (1)")
    old.execute(
        "insert into turn (session_id, heard, language, said, spoken, interrupted, times_ms)"
        " values (1, 'What is it?', 'en', 'It is blue. Very.', 'It is blue.', 1, ?)",
        (json.dumps(asdict(TURN.times_ms)),),
    )
    old.execute("pragma user_version = 1")
    old.commit()
    old.close()
    assert History(path).turns(1) == [TURN]


def test_superseded_turn_is_kept_as_such(path: Path) -> None:
    history = History(path)
    session = history.begin_session()
    turns = [history.add_turn(session, TURN) for _ in range(2)]
    history.supersede(turns[0])
    assert [turn.superseded for turn in history.turns(session)] == [True, False]


def test_what_was_learned_is_known_to_the_next_process(path: Path) -> None:
    history = History(path)
    assert history.learned("hot_words") == ""
    history.learn("hot_words", "wolf")
    history.learn("hot_words", "valve")
    history.close()
    assert History(path).learned("hot_words") == "valve"


def said(heard: str, answer: str = "Yes.") -> Turn:
    return replace(TURN, heard=heard, said=answer)


@pytest.fixture
def three(path: Path) -> Iterator[History]:
    """Conversations 1 to 3, the second with two turns."""
    history = History(path)
    for turns in (
        [said("Where is Ulm?")],
        [said("Wer ist Ärztin?"), said("100% sure?", "Ask an_expert")],
        [said("Hi")],
    ):
        session = history.begin_session()
        for turn in turns:
            history.add_turn(session, turn)
    yield history
    history.close()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", [3, 2, 1]),
        ("  ", [3, 2, 1]),
        ("ulm", [1]),
        ("WHERE ulm", [1]),
        ("ärztin", [2]),
        ("ÄRZTIN", [2]),
        ("ärztin sure", []),  # in two turns
        ("100% expert", [2]),
        ("100_", []),
        ("an_expert", [2]),
        ("'; drop table turn; --", []),
    ],
)
def test_search_finds_turns_that_have_all_the_words(three: History, words: str, found: list[int]) -> None:
    assert [row.id for row in three.search(words)] == found


def test_search_tells_how_a_conversation_began(three: History) -> None:
    second = three.search()[1]
    assert (second.turns, second.opening) == (2, "Wer ist Ärztin?")


def test_deleted_conversation_is_gone_and_the_others_are_not(three: History) -> None:
    three.delete(2)
    assert [row.id for row in three.sessions()] == [3, 1]
    with pytest.raises(BadInput, match="no conversation 2"):
        three.delete(2)


def test_deleted_words_are_not_left_in_the_files(path: Path, three: History) -> None:
    three.delete(2)
    assert not [file for file in path.parent.iterdir() if b"an_expert" in file.read_bytes()]


def test_conversation_that_goes_on_survives_its_deletion(three: History) -> None:
    three.delete_all()
    assert three.sessions() == []
    three.add_turn(3, TURN)
    assert [row.id for row in three.search()] == [3]
    assert three.begin_session() == 4


def looked_at(picture: str) -> Turn:
    thing = Detection(1, "cat", "cat", 0.5, (1.0, 2.0, 30.0, 40.0), certain=False)
    mask = Mask(1, 50, 60, "abc", 12)
    image = Image(picture, f"/{picture}.png", 60, 50)
    finding = Finding(image, "segment", (Thing(1, "the cat", thing, mask),), ("dog",), (), 0.3)
    wanted = (Wanted("cat", place=Place("left")), Wanted("dog", 2))
    step = Step(1, "segment", "Outline the left cat and two dogs.", wanted, ("bench",))
    return Turn("Outline.", "en", "Done.", "", False, TurnTimes(), "segment", plan=(step,), findings=(finding,))


def test_what_was_found_comes_back_as_it_was(tmp_path: Path) -> None:
    history = History(tmp_path / "h.sqlite")
    session = history.begin_session()
    history.add_turn(session, looked_at("p"))
    assert history.turns(session) == [looked_at("p")]
    assert history.pictures() == {"p"}


def test_picture_goes_with_the_last_turn_that_looked_at_it(tmp_path: Path) -> None:
    gone: list[str] = []
    history = History(tmp_path / "h.sqlite", gone.append)
    first, second = history.begin_session(), history.begin_session()
    for session, picture in ((first, "p"), (first, "q"), (second, "q")):
        history.add_turn(session, looked_at(picture))
    history.delete(first)
    assert gone == ["p"]
    history.delete_all()
    assert gone == ["p", "q"]
