"""What the records in SQLite share: a file for its owner alone, write-ahead logging, steps from version to version."""

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

TRIES, TRY_AGAIN_S = 50, 0.05


class WrittenByNewer(Exception):
    """The file has a later schema than is known here; its text says so."""


def opened(path: Path, wait_s: float = 5.0) -> sqlite3.Connection:
    """A database for any thread, without transactions of its own making; made where missing.

    In WAL, so that a reader never waits for the writer. wait_s: how long another process may write before a statement
    fails. Raises OSError or sqlite3.Error.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)  # nobody else's to read
    database = sqlite3.connect(path, wait_s, check_same_thread=False, isolation_level=None)
    _write_ahead(database)
    return database


def migrate(database: sqlite3.Connection, path: Path, steps: Sequence[str]) -> None:
    """Take every step that is missing, all in one transaction: of two processes that start together one takes them.

    Raises WrittenByNewer where the file has seen more steps than there are here.
    """
    (version,) = database.execute("pragma user_version").fetchone()
    if version > len(steps):
        raise WrittenByNewer(
            f"{path} was written by a newer Oriel: schema {version}, known here up to {len(steps)}; update Oriel"
        )
    if version == len(steps):
        return
    database.execute("begin immediate")
    (version,) = database.execute("pragma user_version").fetchone()
    for step in steps[version:]:
        for statement in step.split(";")[:-1]:
            database.execute(statement)
    database.execute(f"pragma user_version = {len(steps)}")
    database.execute("commit")


def _write_ahead(database: sqlite3.Connection) -> None:
    """Switch to WAL, which a database remembers; of two that try at once one is refused without waiting."""
    for left in reversed(range(TRIES)):
        try:
            database.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError:
            if not left:
                raise
            time.sleep(TRY_AGAIN_S)
        else:
            return
