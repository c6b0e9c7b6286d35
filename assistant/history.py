"""The record of conversations on this machine: sessions and their turns, in SQLite."""

import json
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgspec

from assistant.databases import WrittenByNewer, migrate, opened
from assistant.errors import BadInput, HistoryError
from assistant.messages import Claim, Finding, Preference, Turn, TurnTimes
from assistant.plan import Step

# Each step takes the database from one version to the next; steps are never changed, only added.
STEPS = [
    """
create table session (
    id integer primary key,
    started_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
create table turn (
    id integer primary key,
    session_id integer not null references session (id) on delete cascade,
    at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    heard text not null,
    language text not null,
    said text not null,
    spoken text not null,
    interrupted integer not null,
    times_ms text not null
);
create index turn_by_session on turn (session_id, id);
create table setting (
    name text primary key,
    value text not null
);
""",
    """
alter table turn add column superseded integer not null default 0;
""",
    """
alter table turn add column intent text not null default 'chat';
alter table turn add column plan text not null default '[]';
alter table turn add column findings text not null default '[]';
""",
    """
alter table turn add column claims text not null default '[]';
alter table turn add column preferences text not null default '[]';
""",
]
COLUMNS = (
    "heard, language, said, spoken, interrupted, superseded, intent, times_ms, plan, findings, claims, preferences"
)
MARKS = ", ".join("?" * (1 + len(COLUMNS.split())))  # session_id before them


@dataclass(frozen=True)
class SessionRow:
    """One conversation: when it began (UTC, ISO 8601) and how many turns it has."""

    id: int
    started_at: str
    turns: int


@dataclass(frozen=True)
class PreferenceRow:
    """A preference, and when it was told (UTC, ISO 8601)."""

    at: str
    preference: Preference


@dataclass(frozen=True)
class Conversation:
    """One conversation in a list: opening is what was heard first; started_at as in SessionRow."""

    id: int
    started_at: str
    turns: int
    opening: str


class History:
    """One open database; any thread may call, one at a time gets in.

    WAL, so that a reader (the command line beside the app) never waits for the writer.
    """

    def __init__(self, path: Path, forget_picture: Callable[[str], None] = lambda _: None) -> None:
        self._path = path
        self._forget_picture = forget_picture  # told the id of each in which no turn that is kept has looked
        self._lock = threading.Lock()
        try:
            self._database = opened(path)
            self._database.execute("pragma synchronous = normal")
            self._database.execute("pragma foreign_keys = on")
            migrate(self._database, path, STEPS)
        except WrittenByNewer as error:
            raise HistoryError(str(error)) from error
        except (OSError, sqlite3.Error) as error:
            raise HistoryError(f"cannot open the history at {path}: {error}") from error

    def begin_session(self) -> int:
        """A new conversation's id."""
        with self._lock:
            return self._write("insert into session default values", ())

    def add_turn(self, session: int, turn: Turn) -> int:
        """Keep a turn; returns its id."""
        words = (turn.heard, turn.language, turn.said, turn.spoken, turn.interrupted, turn.superseded, turn.intent)
        rest = (
            json.dumps(asdict(turn.times_ms)),
            *map(_json, (turn.plan, turn.findings, turn.claims, turn.preferences)),
        )
        with self._lock:
            return self._write(f"insert into turn (session_id, {COLUMNS}) values ({MARKS})", (session, *words, *rest))

    def sessions(self) -> list[SessionRow]:
        """All conversations that have turns, the newest first."""
        with self._lock:
            rows = self._database.execute(
                "select session.id, session.started_at, count(*) from session join turn on session_id = session.id"
                " group by session.id order by session.id desc"
            ).fetchall()
        return [SessionRow(*row) for row in rows]

    def turns(self, session: int) -> list[Turn]:
        """The turns of one conversation in order; raises BadInput when there is no such conversation."""
        with self._lock:
            rows = self._database.execute(
                f"select {COLUMNS} from turn where session_id = ? order by id", (session,)
            ).fetchall()
        if not rows:
            raise BadInput(f"no conversation {session}; see: oriel history list")
        return [_turn(row) for row in rows]

    def pictures(self) -> set[str]:
        """The ids of all pictures in which something was looked for."""
        with self._lock:
            rows = self._database.execute("select findings from turn where findings != '[]'").fetchall()
        return {finding.image.id for (found,) in rows for finding in _findings(found)}

    def claims(self, picture: str) -> tuple[Claim, ...]:
        """What the user said of a picture, the oldest first; what was heard wrongly is left out."""
        with self._lock:
            rows = self._database.execute(
                "select claims from turn where instr(claims, ?) > 0 and not superseded order by id", (picture,)
            ).fetchall()
        said = [claim for (claims,) in rows for claim in msgspec.json.decode(claims, type=tuple[Claim, ...])]
        return tuple(claim for claim in said if claim.picture == picture)

    def preferences(self) -> list[PreferenceRow]:
        """All answers that the user put right, the oldest first."""
        with self._lock:
            rows = self._database.execute(
                "select at, preferences from turn where preferences != '[]' and not superseded order by id"
            ).fetchall()
        return [
            PreferenceRow(at, one)
            for at, told in rows
            for one in msgspec.json.decode(told, type=tuple[Preference, ...])
        ]

    def supersede(self, turn: int) -> None:
        """Mark a turn as heard wrongly and asked again."""
        with self._lock:
            self._write("update turn set superseded = 1 where id = ?", (turn,))

    def learned(self, name: str) -> str:
        """What was learned under this name; empty when nothing was."""
        with self._lock:
            row = self._database.execute("select value from setting where name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def learn(self, name: str, value: str) -> None:
        """Keep something learned, in place of what was known under this name."""
        with self._lock:
            self._write("insert or replace into setting (name, value) values (?, ?)", (name, value))

    def close(self) -> None:
        """Write everything out."""
        with self._lock:
            self._database.close()

    def _write(self, statement: str, values: tuple[object, ...]) -> int:
        try:
            return int(self._database.execute(statement, values).lastrowid or 0)
        except (sqlite3.Error, ValueError) as error:
            raise HistoryError(f"cannot write to the history at {self._path}: {error}") from error

    def search(self, words: str = "") -> list[Conversation]:
        """Conversations in one turn of which all these words stand, the newest first; all of them without words."""
        wanted = words.casefold().split()
        every = " and ".join(["instr(folded(heard || ' ' || said), ?) > 0"] * len(wanted)) or "1"
        with self._lock:
            self._database.create_function("folded", 1, str.casefold, deterministic=True)  # like knows only ASCII
            rows = self._database.execute(
                "select session.id, session.started_at, count(*),"
                " (select heard from turn where session_id = session.id order by id limit 1)"
                " from session join turn on session_id = session.id"
                f" where session.id in (select session_id from turn where {every})"
                " group by session.id order by session.id desc",
                wanted,
            ).fetchall()
        return [Conversation(*row) for row in rows]

    def delete(self, session: int) -> None:
        """Forget the turns of one conversation for good; BadInput when there is none.

        Its number stays taken, so that a conversation that is still going on can go on.
        """
        self._forget(" where session_id = ?", (session,), f"no conversation {session}; see: oriel history list")

    def delete_all(self) -> None:
        """Forget the turns of all conversations for good."""
        self._forget("", ())

    def _forget(self, which: str, values: tuple[object, ...], if_none: str = "") -> None:
        before = self.pictures()
        with self._lock:
            try:
                self._database.execute("pragma secure_delete = on")  # the words are overwritten, not only unlinked
                gone = self._database.execute(f"delete from turn{which}", values).rowcount
                self._database.execute("pragma wal_checkpoint(truncate)").fetchall()  # nor do they stay in the log
            except sqlite3.Error as error:
                raise HistoryError(f"cannot delete from the history at {self._path}: {error}") from error
        if if_none and not gone:
            raise BadInput(if_none)
        for picture in before - self.pictures():
            self._forget_picture(picture)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _turn(row: tuple[Any, ...]) -> Turn:
    heard, language, said, spoken, interrupted, superseded, intent, times_ms, plan, findings, claims, preferences = row
    return Turn(
        heard,
        language,
        said,
        spoken,
        bool(interrupted),
        TurnTimes(**json.loads(times_ms)),
        intent,
        bool(superseded),
        msgspec.json.decode(plan, type=tuple[Step, ...]),
        _findings(findings),
        claims=msgspec.json.decode(claims, type=tuple[Claim, ...]),
        preferences=msgspec.json.decode(preferences, type=tuple[Preference, ...]),
    )


def _findings(text: str) -> tuple[Finding, ...]:
    found: tuple[Finding, ...] = msgspec.json.decode(text, type=tuple[Finding, ...])
    return found
