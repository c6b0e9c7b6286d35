"""The record of what left this machine: when, to whom, what and how much, in SQLite, written before it leaves."""

import re
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from assistant.databases import WrittenByNewer, migrate, opened
from assistant.errors import LedgerError
from assistant.telling.leavings import Total

# Each step takes the database from one version to the next; steps are never changed, only added.
STEPS = [
    """
create table entry (
    id integer primary key,
    at text not null,
    day text not null,
    recipient text not null,
    place text not null,
    purpose text not null,
    text text not null,
    characters integer not null,
    bytes integer not null
);
create index entry_by_day on entry (day, recipient, place, characters, bytes, at);
create index entry_by_time on entry (at);
create table forgotten (
    until text not null
);
""",
]
COLUMNS = "at, recipient, place, purpose, text, characters, bytes"
BILLED = frozenset(("speech", "word times"))  # purposes for which a vendor counts characters
LOCKED_S = 1.0  # so long another process may write before nothing may leave; the voice that waits falls silent
_TAG = re.compile("<[^>]*>")


@dataclass(frozen=True)
class Entry:
    """One request that was about to leave.

    at: UTC; to, where: recipient and region; text: as it was sent, "" where there was none or it is not kept;
    characters: as the vendor bills them; size: bytes of the request's body, or of path and query where it has none.
    """

    id: int
    at: datetime
    to: str
    where: str
    purpose: str
    text: str
    characters: int
    size: int


class Ledger:
    """One open database; any thread may call, one at a time gets in. Several processes may write beside each other.

    keep_text: set to False, sizes are kept and texts are not. Nothing is ever dropped but by `forget`: an entry takes
    about 240 bytes and its text, so that ten hours of speech, half a million characters, take less than 3 MiB.
    Raises LedgerError where the database cannot be opened, read or written.
    """

    def __init__(
        self, path: Path, keep_text: bool = True, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.keep_text = keep_text
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        try:
            self._database = opened(path, LOCKED_S)
            self._database.execute("pragma synchronous = full")  # what was sent is on record after a power cut, too
            self._database.execute("pragma secure_delete = on")  # words are overwritten, not only unlinked
            migrate(self._database, path, STEPS)
        except WrittenByNewer as error:
            raise LedgerError(str(error)) from error
        except (OSError, sqlite3.Error) as error:
            raise LedgerError(f"cannot open the record of what leaves this machine, {path}: {error}") from error

    def sent(self, to: str, where: str, purpose: str, text: str, size: int) -> None:
        """Write down what is about to leave; where this raises LedgerError, it must not leave.

        to: "Amazon Polly"; where: its region; purpose: "speech", "word times", "voices", "lexicon", "credentials" or
        "picture"; text: what is sent, "" for requests without; size: bytes.
        """
        at = self._clock()
        kept = text if self.keep_text else ""
        values = (_written(at), at.astimezone().date().isoformat(), to, where, purpose, kept)
        statement = f"insert into entry (day, {COLUMNS}) values (?2, ?1, ?3, ?4, ?5, ?6, ?7, ?8)"
        self._ask(statement, (*values, billed(purpose, text), size), "nothing is sent, for it cannot be written down")

    def entries(self, since: datetime | None = None) -> tuple[Entry, ...]:
        """What was sent from then on, the oldest first; all of it without `since`."""
        return self._entries(*(("where at >= ?", _written(since)) if since else ()))

    def on(self, day: date) -> tuple[Entry, ...]:
        """What was sent on a day as this machine's clock had it, the oldest first."""
        return self._entries("where day = ?", day.isoformat())

    def totals(self, first: date | None = None, last: date | None = None) -> tuple[Total, ...]:
        """How much went to whom on each day from the first to the last, the newest day first; both are included."""
        rows = self._ask(
            "select day, recipient, place, count(*), sum(characters = 0), sum(characters), sum(bytes), max(at)"
            " from entry where day between ? and ? group by day, recipient, place order by day desc, recipient, place",
            ((first or date.min).isoformat(), (last or date.max).isoformat()),
            "cannot be read",
        )
        return tuple(_total(*row) for row in rows)

    def forget(self, before: date | None = None) -> int:
        """Forget for good what was sent before that day, or everything; returns how many entries that were."""
        went_wrong, day = "cannot be forgotten", (before or date.max).isoformat()
        until = datetime(before.year, before.month, before.day) if before else self._clock()
        mark = "insert into forgotten select ? where exists (select 1 from entry where day < ?)"
        self._ask(mark, (_written(until), day), went_wrong)
        gone = self._ask("delete from entry where day < ? returning id", (day,), went_wrong)
        ((busy, *_),) = self._ask("pragma wal_checkpoint(truncate)", (), went_wrong)  # nor do words stay in the log
        if busy:
            raise LedgerError(f"{self._path}: forgotten, but another Oriel is reading it; forget again to wipe its log")
        return len(gone)

    def forgotten(self) -> datetime | None:
        """Until when what was sent is forgotten, so that nobody says that nothing was; None where nothing is."""
        ((until,),) = self._ask("select max(until) from forgotten", (), "cannot be read")
        return datetime.fromisoformat(until) if until else None

    def close(self) -> None:
        """Write everything out."""
        with self._lock:
            self._database.close()

    def _entries(self, condition: str = "", *values: str) -> tuple[Entry, ...]:
        rows = self._ask(f"select id, {COLUMNS} from entry {condition} order by id", values, "cannot be read")
        return tuple(Entry(number, datetime.fromisoformat(at), *rest) for number, at, *rest in rows)

    def _ask(self, statement: str, values: tuple[object, ...], went_wrong: str) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                return self._database.execute(statement, values).fetchall()
            except (sqlite3.Error, ValueError) as error:
                raise LedgerError(f"{self._path}: {went_wrong}: {error}") from error


def billed(purpose: str, text: str) -> int:
    """The characters that count: Amazon Polly's tags (SSML) do not, nor does what is not to be spoken."""
    if purpose not in BILLED:
        return 0
    return len(_TAG.sub("", text) if text.startswith("<speak") else text)


def _total(day: str, to: str, where: str, requests: int, silent: int, characters: int, size: int, last: str) -> Total:
    parsed = datetime.fromisoformat(last)
    return Total(date.fromisoformat(day), to, where, requests, silent, characters, size, parsed)


def _written(at: datetime) -> str:
    """As it is kept and compared: UTC, always as long."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
