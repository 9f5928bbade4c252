"""The one connection to `dti.sqlite`: opened for this process alone, every commit on the disk.

One thread owns it; sqlite3 itself refuses any other.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from dti_desktop import durable
from dti_desktop.errors import EnvironmentFault
from dti_desktop.store.faults import faults_mapped

APPLICATION_ID = 0x44544931
"""Marks the file as a store of this program ("DTI1")."""

LONG_LOG_ROWS = 500
"""How many rows are written before the log is worth bringing into the database: about 4 MiB of log."""

LONGEST_LOG_PAGES = 4_000
"""Where SQLite brings it in by itself, within a commit: whoever writes without pause comes that far."""

Parameters = Sequence[Any]


class Connection:
    """An open database. `is_fresh` says that it holds nothing yet and waits for its schema."""

    def __init__(self, raw: sqlite3.Connection, *, is_fresh: bool) -> None:
        self.raw = raw
        self.is_fresh = is_fresh
        self.after_rollback: list[Callable[[], None]] = []
        self.after_commit: list[Callable[[], None]] = []
        """Called, on the thread that owns the connection, when a transaction is on the disk."""
        self.log_is_long = False
        """Whether `shorten_log` has something to do; any thread may ask."""
        self._rows_brought_in = raw.total_changes
        self._depth = 0

    @classmethod
    def open(cls, path: Path, *, newest_version: int) -> Connection:
        """Open and lock `path`, making it where it does not exist.

        Raises `EnvironmentFault`: `store-locked` at once when anybody else has it open, `not-a-store`,
        `store-too-new` (facts `version`, `newest_version`), and those of the disk. A file that is not a
        store is left as it is.
        """
        with faults_mapped():
            try:
                raw = sqlite3.connect(durable.os_path(path), timeout=0, isolation_level=None)
            except sqlite3.OperationalError as error:
                raise _cannot_open(path, error) from error
            try:
                is_fresh = _lock_and_judge(raw, newest_version)
            except sqlite3.OperationalError as error:
                raw.close()
                raise _cannot_open(path, error) from error
            except BaseException:
                raw.close()
                raise
        return cls(raw, is_fresh=is_fresh)

    def execute(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """Run one statement. Raises `EnvironmentFault` where the disk or the lock refuses."""
        # Mapped only where something went wrong: a block around each costs as much as a statement.
        try:
            return self.raw.execute(sql, parameters)
        except (sqlite3.Error, OSError):
            with faults_mapped():
                raise

    def rows(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Run a query and return all its rows."""
        try:
            return self.raw.execute(sql, parameters).fetchall()
        except (sqlite3.Error, OSError):
            with faults_mapped():
                raise

    def row(self, sql: str, parameters: Parameters = ()) -> tuple[Any, ...] | None:
        """Run a query and return its first row, or None."""
        try:
            found: tuple[Any, ...] | None = self.raw.execute(sql, parameters).fetchone()
        except (sqlite3.Error, OSError):
            with faults_mapped():
                raise
        return found

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside the block happen together and be on the disk when it ends, or not at all.

        A block inside another joins it: what the inner one did lasts only with the outer one.
        """
        depth = self._depth
        begin, end, undo = (
            ("BEGIN IMMEDIATE", "COMMIT", ["ROLLBACK"])
            if depth == 0
            else (f"SAVEPOINT s{depth}", f"RELEASE s{depth}", [f"ROLLBACK TO s{depth}", f"RELEASE s{depth}"])
        )
        self.execute(begin)
        self._depth = depth + 1
        try:
            yield
            self.execute(end)
        except BaseException:
            # A full disk may already have rolled everything back; the first error is the one to tell.
            with suppress(sqlite3.Error):
                if self.raw.in_transaction:
                    for statement in undo:
                        self.raw.execute(statement)
            for forget in self.after_rollback:
                forget()
            raise
        finally:
            self._depth = depth
        if depth == 0:
            for tell in self.after_commit:
                tell()
            self.log_is_long = self.raw.total_changes - self._rows_brought_in > LONG_LOG_ROWS

    def shorten_log(self) -> None:
        """Bring the log into the database now, so that no commit has to do it while somebody waits.

        What the disk refuses stays in the log, where it is as safe, until another time.
        """
        with suppress(sqlite3.Error):
            self.raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            self._rows_brought_in, self.log_is_long = self.raw.total_changes, False

    def close(self) -> None:
        """Bring everything from the log into the database, remove the log, and let go. May be called twice.

        SQLite does all of it as the last connection closes. The log is never emptied first: a power cut may
        undo that in part, and the beginning of an old log over a newer database would damage it.
        """
        self.raw.close()


def _lock_and_judge(raw: sqlite3.Connection, newest_version: int) -> bool:
    """Lock the database and return whether it is empty; nothing is written to one that is not ours."""
    raw.execute("PRAGMA locking_mode = EXCLUSIVE")
    raw.execute("PRAGMA trusted_schema = OFF")
    application_id = int(raw.execute("PRAGMA application_id").fetchone()[0])
    version = int(raw.execute("PRAGMA user_version").fetchone()[0])
    tables = int(raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    # An interrupted first creation leaves an empty file or an empty database: it is made again.
    is_fresh = application_id == 0 and version == 0 and tables == 0
    if not is_fresh and application_id != APPLICATION_ID:
        raise EnvironmentFault("not-a-store", application_id=application_id)
    if version > newest_version:
        raise EnvironmentFault("store-too-new", version=version, newest_version=newest_version)
    raw.execute("PRAGMA journal_mode = WAL").fetchone()
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute(f"PRAGMA wal_autocheckpoint = {LONGEST_LOG_PAGES}")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA recursive_triggers = ON")  # else INSERT OR REPLACE slips past the journal's triggers
    raw.execute("PRAGMA cell_size_check = ON")
    raw.execute("PRAGMA temp_store = MEMORY")
    raw.execute(
        "BEGIN IMMEDIATE"
    )  # a database that can only be read is found out now, not at the first answer
    raw.execute("ROLLBACK")
    return is_fresh


def _cannot_open(path: Path, error: sqlite3.OperationalError) -> Exception:
    """Tell a place that may not be written from one that is gone: SQLite has one code for both.

    It opens what it may only read for reading, and then fails at the lock.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR) and path.parent.is_dir():
        places = [path.parent, path] if path.exists() else [path.parent]
        if not all(os.access(place, os.W_OK) for place in places):
            return EnvironmentFault("store-read-only", sqlite=error.sqlite_errorname)
    return error
