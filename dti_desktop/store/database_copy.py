"""The database as it was at one moment, with the list of its evidence: what every backup begins with.

Copying needs the thread that owns the store, for some milliseconds; what follows may run on any other.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from dti_desktop import durable
from dti_desktop.errors import EnvironmentFault
from dti_desktop.store.connection import Connection
from dti_desktop.store.evidence_files import EvidenceFolder
from dti_desktop.store.faults import faults_mapped
from dti_desktop.store.swap import COPYING_PREFIX, DATABASE_NAME, EVIDENCE_NAME, new_private_folder


@dataclass(frozen=True, slots=True)
class DatabaseCopy:
    """A copy in a private folder of the store, gone when the `with` block or `discard` ends.

    `files`: every evidence file that the store ever took in, digest → size in bytes; they lie in
    `evidence`, are never changed there and never removed.
    """

    path: Path
    taken_utc: datetime
    files: Mapping[str, int]
    evidence: EvidenceFolder

    def __enter__(self) -> DatabaseCopy:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()

    def discard(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self.path.parent, ignore_errors=True)

    def check(self) -> None:
        """Let SQLite check every page of the copy. Raises `EnvironmentFault` `store-damaged`."""
        with faults_mapped(), closing(sqlite3.connect(durable.os_path(self.path))) as copy:
            faults = [text for (text,) in copy.execute("PRAGMA integrity_check") if text != "ok"]
        if faults:
            raise EnvironmentFault("store-damaged", detail=faults[0])


def copy_database(connection: Connection, store_folder: Path, taken_utc: datetime) -> DatabaseCopy:
    """Copy an open database by SQLite's own means; on the thread that owns it.

    It may be of an older schema, but not empty. Raises `EnvironmentFault` of the store.
    """
    files = dict(connection.rows("SELECT sha256, size_bytes FROM files ORDER BY sha256"))
    with faults_mapped():
        private = new_private_folder(store_folder, COPYING_PREFIX)
        path = private / DATABASE_NAME
        try:
            with closing(sqlite3.connect(durable.os_path(path), isolation_level=None)) as copy:
                copy.execute("PRAGMA synchronous = OFF")  # what is made of it is synced, not the copy
                connection.raw.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE").fetchone()  # one file, with no log beside it
        except BaseException:
            shutil.rmtree(private, ignore_errors=True)
            raise
    return DatabaseCopy(path, taken_utc, files, EvidenceFolder(store_folder / EVIDENCE_NAME))
