import multiprocessing
import resource
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from assistant.errors import AssistantError, LedgerError
from assistant.ledger import Ledger, billed
from assistant.telling.leavings import Total

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
POLLY, FRANKFURT = "Amazon Polly", "eu-central-1"


class Clock:
    """Says what it is told, and half a second more each time."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=0.5)
        return self.at


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "ledger.sqlite"


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


@pytest.fixture
def ledger(path: Path, clock: Clock) -> Iterator[Ledger]:
    one = Ledger(path, clock=clock)
    yield one
    one.close()


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This machine's clock is an hour ahead of UTC."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def say(ledger: Ledger, text: str = "Guten Tag.", where: str = FRANKFURT) -> None:
    ledger.sent(POLLY, where, "speech", text, 100 + len(text.encode()))


def test_what_was_sent_is_there_for_the_next_process_word_for_word(path: Path, ledger: Ledger) -> None:
    say(ledger, "Grüße, 你好 🙂")
    ledger.sent(POLLY, "us-east-1", "voices", "", 31)
    ledger.close()
    spoken, voices = Ledger(path).entries()
    assert (spoken.to, spoken.where, spoken.purpose, spoken.text) == (POLLY, FRANKFURT, "speech", "Grüße, 你好 🙂")
    assert (spoken.characters, spoken.size) == (11, 100 + len("Grüße, 你好 🙂".encode()))
    assert spoken.at == NOON + timedelta(seconds=0.5)
    assert spoken.at.tzinfo == UTC
    assert (voices.where, voices.purpose, voices.text, voices.characters, voices.size) == (
        "us-east-1",
        "voices",
        "",
        0,
        31,
    )


@pytest.mark.parametrize(
    ("purpose", "text", "characters"),
    [
        ("speech", "Two words", 9),
        ("word times", "Two words", 9),
        ("speech", '<speak><prosody rate="120%">Two words</prosody><break time="1s"/></speak>', 9),
        ("speech", "a < b > c", 9),
        ("lexicon", "<lexicon>W3C</lexicon>", 0),
        ("voices", "", 0),
    ],
)
def test_characters_are_counted_as_they_are_billed(purpose: str, text: str, characters: int) -> None:
    assert billed(purpose, text) == characters


def test_only_what_is_newer_is_asked_for(ledger: Ledger, clock: Clock) -> None:
    say(ledger, "first")
    clock.at = NOON + timedelta(hours=1)
    say(ledger, "second")
    say(ledger, "third")
    assert [entry.text for entry in ledger.entries()] == ["first", "second", "third"]
    newer = ledger.entries(NOON + timedelta(hours=1, seconds=0.5))
    assert [entry.text for entry in newer] == ["second", "third"]
    assert ledger.entries(NOON + timedelta(hours=2)) == ()


@pytest.mark.usefixtures("in_berlin")
def test_day_is_that_of_the_clock_on_the_wall(ledger: Ledger, clock: Clock) -> None:
    clock.at = datetime(2026, 11, 24, 22, 59, 59, tzinfo=UTC)  # in half a second: 23:59:59.5 in Berlin
    say(ledger, "late")
    say(ledger, "early")
    assert [entry.text for entry in ledger.on(date(2026, 11, 24))] == ["late"]
    assert [entry.text for entry in ledger.on(date(2026, 11, 25))] == ["early"]
    assert [entry.text for entry in ledger.entries(datetime(2026, 11, 25))] == ["early"]


def test_totals_are_by_day_and_recipient_with_the_newest_day_first(ledger: Ledger, clock: Clock) -> None:
    say(ledger, "12345")
    ledger.sent(POLLY, FRANKFURT, "voices", "", 20)
    say(ledger, "123", where="eu-west-1")
    clock.at += timedelta(days=1)
    say(ledger, "1234567")
    first, last = NOON.date(), clock.at
    at = [NOON + timedelta(seconds=0.5 * number) for number in (1, 2, 3)]
    assert ledger.totals() == (
        Total(first + timedelta(days=1), POLLY, FRANKFURT, 1, 0, 7, 107, last),
        Total(first, POLLY, FRANKFURT, 2, 1, 5, 125, at[1]),
        Total(first, POLLY, "eu-west-1", 1, 0, 3, 103, at[2]),
    )
    assert [total.characters for total in ledger.totals(first + timedelta(days=1))] == [7]
    assert [total.characters for total in ledger.totals(last=first)] == [5, 3]
    assert ledger.totals(first - timedelta(days=9), first - timedelta(days=1)) == ()


def test_without_texts_sizes_are_kept_and_no_file_has_a_word(path: Path) -> None:
    ledger = Ledger(path, keep_text=False)
    say(ledger, "confidential")
    ledger.keep_text = True
    say(ledger, "harmless")
    assert [(entry.text, entry.characters, entry.size) for entry in ledger.entries()] == [
        ("", 12, 112),
        ("harmless", 8, 108),
    ]
    assert not [file for file in path.parent.iterdir() if b"confidential" in file.read_bytes()]
    assert [file for file in path.parent.iterdir() if b"harmless" in file.read_bytes()]


def test_forgotten_words_are_not_left_in_the_files(path: Path, ledger: Ledger) -> None:
    for number in range(300):
        say(ledger, f"confidential {number}")
    assert ledger.forget() == 300
    assert ledger.entries() == ()
    assert not [file for file in path.parent.iterdir() if b"confidential" in file.read_bytes()]
    say(ledger, "and on it goes")
    assert len(ledger.entries()) == 1


def test_forgetting_what_is_old_keeps_what_is_not(ledger: Ledger, clock: Clock) -> None:
    say(ledger, "old")
    clock.at += timedelta(days=2)
    say(ledger, "new")
    assert ledger.forget(NOON.date()) == 0
    assert ledger.forget(NOON.date() + timedelta(days=1)) == 1
    assert [entry.text for entry in ledger.entries()] == ["new"]


@pytest.mark.usefixtures("in_berlin")
def test_that_something_was_forgotten_is_not_forgotten(ledger: Ledger, clock: Clock) -> None:
    assert ledger.forget() == 0
    assert ledger.forgotten() is None
    say(ledger)
    clock.at += timedelta(days=2)
    say(ledger)
    ledger.forget(NOON.date() + timedelta(days=1))
    assert ledger.forgotten() == datetime(2026, 11, 24, 23, tzinfo=UTC), "midnight in Berlin"
    ledger.forget()
    assert ledger.forgotten() == clock.at


def test_forgetting_says_so_where_a_reader_keeps_the_words_in_the_log(path: Path, ledger: Ledger) -> None:
    say(ledger, "confidential")
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("begin")
    reader.execute("select * from entry").fetchall()
    with pytest.raises(LedgerError, match="forget again"):
        ledger.forget()
    reader.close()
    assert ledger.forget() == 0
    assert not [file for file in path.parent.iterdir() if b"confidential" in file.read_bytes()]


def test_nothing_may_be_sent_while_another_process_holds_the_file(path: Path, ledger: Ledger) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(AssistantError, match="nothing is sent, for it cannot be written down: database is locked"):
        say(ledger)
    other.execute("rollback")
    say(ledger, "now it may")
    assert [entry.text for entry in ledger.entries()] == ["now it may"]


def fill_up(path: Path, results: "multiprocessing.Queue[str]") -> None:
    """In a process of its own: writes until no file may grow further, as on a full disk."""
    ledger = Ledger(path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    for number in range(1000):
        try:
            ledger.sent(POLLY, FRANKFURT, "speech", "x" * 1000, 1100)
        except LedgerError as error:
            results.put(f"{number} {error}")
            return


def test_nothing_may_be_sent_when_the_disk_is_full(path: Path) -> None:
    context = multiprocessing.get_context("fork")
    results: multiprocessing.Queue[str] = context.Queue()
    child = context.Process(target=fill_up, args=(path, results))
    child.start()
    number, _, message = results.get(timeout=60).partition(" ")
    child.join()
    assert int(number) > 10
    assert "nothing is sent" in message
    assert len(Ledger(path).entries()) == int(number), "exactly what was allowed to leave is on record"


def test_nothing_may_be_sent_once_it_is_closed(ledger: Ledger) -> None:
    ledger.close()
    with pytest.raises(LedgerError, match="nothing is sent"):
        say(ledger)


def test_text_that_cannot_be_written_is_not_sent(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="nothing is sent"):
        ledger.sent(POLLY, FRANKFURT, "speech", "half a letter: \ud800", 3)
    assert ledger.entries() == ()


def write_hundred(path: Path) -> None:
    ledger = Ledger(path)
    for number in range(100):
        say(ledger, str(number))
    ledger.close()


def test_two_processes_write_at_once_and_nothing_is_lost(path: Path) -> None:
    context = multiprocessing.get_context("fork")
    children = [context.Process(target=write_hundred, args=(path,)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0] * 2
    written = [entry.text for entry in Ledger(path).entries()]
    assert sorted(written, key=int) == sorted([str(number) for number in range(100)] * 2, key=int)


def test_several_threads_write_at_once_and_nothing_is_lost(ledger: Ledger) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: say(ledger, str(number)), range(200)))
    assert sorted(int(entry.text) for entry in ledger.entries()) == list(range(200))


def test_nobody_else_may_read_it(path: Path, ledger: Ledger) -> None:
    say(ledger)
    assert {file.stat().st_mode & 0o077 for file in path.parent.iterdir()} == {0}


def test_newer_schema_is_left_alone(path: Path, ledger: Ledger) -> None:
    ledger.close()
    database = sqlite3.connect(path)
    database.execute("pragma user_version = 99")
    database.close()
    with pytest.raises(LedgerError, match="newer Oriel"):
        Ledger(path)


def test_file_that_is_no_database_is_refused_and_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("precious notes " * 100)
    with pytest.raises(LedgerError, match="cannot open"):
        Ledger(path)
    assert path.read_text().startswith("precious")


def test_year_of_speech_stays_small(path: Path, ledger: Ledger) -> None:
    """What the docstring claims: about 240 bytes an entry, and its text."""
    text = "This is a sentence of about a hundred characters, as an answer that is read aloud often has them now."
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("begin")
    for _ in range(20_000):
        database.execute(
            "insert into entry (at, day, recipient, place, purpose, text, characters, bytes)"
            " values ('2026-11-24T12:00:00.000+00:00', '2026-11-24', ?, ?, 'speech', ?, ?, 250)",
            (POLLY, FRANKFURT, text, len(text)),
        )
    database.execute("commit")
    database.execute("pragma wal_checkpoint(truncate)")
    assert path.stat().st_size / 20_000 - len(text) < 260
    assert len(ledger.entries()) == 20_000
