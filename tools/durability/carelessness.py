"""Ways to make the program careless, to see that the harness would notice: it must be able to fail."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any
from unittest import mock

from dti_desktop import durable
from dti_desktop.store.connection import Connection


@contextmanager
def without_full_sync() -> Iterator[None]:
    """Let the database sync its log only at checkpoints (`synchronous=NORMAL`)."""
    open_full = Connection.open.__func__  # type: ignore[attr-defined]

    def open_normal(cls: type[Connection], /, path: Path, **more: Any) -> Connection:
        connection: Connection = open_full(cls, path, **more)
        connection.raw.execute("PRAGMA synchronous = NORMAL")
        return connection

    with mock.patch.object(Connection, "open", classmethod(open_normal)):
        yield


@contextmanager
def without_syncing_folders() -> Iterator[None]:
    """Leave it to chance when new names reach the disk."""
    with mock.patch.object(durable, "sync_folder", lambda *_args, **_more: None):
        yield


@contextmanager
def without_syncing_files() -> Iterator[None]:
    """Leave it to chance when copied files reach the disk; folders are synced."""
    fsync = os.fsync

    def fsync_folders(number: int) -> None:
        if Path(f"/proc/self/fd/{number}").is_dir():
            fsync(number)

    with mock.patch.object(os, "fsync", fsync_folders):
        yield


@contextmanager
def telling_before_committing() -> Iterator[None]:
    """Let every edit be told as done while its transaction is open; the next edit or closing commits it."""
    close = Connection.close

    def commit_and_close(connection: Connection) -> None:
        if connection.raw.in_transaction:
            connection.raw.execute("COMMIT")
        close(connection)

    with (
        mock.patch.object(Connection, "transaction", _one_edit_late),
        mock.patch.object(Connection, "close", commit_and_close),
    ):
        yield


@contextmanager
def _one_edit_late(connection: Connection) -> Iterator[None]:
    if connection._depth == 0:
        if connection.raw.in_transaction:
            connection.raw.execute("COMMIT")
        connection.raw.execute("BEGIN IMMEDIATE")
    connection._depth += 1
    try:
        yield
    finally:
        connection._depth -= 1


Surroundings = Callable[[], AbstractContextManager[None]]
"""What holds in the program under test: nothing unusual, or a carelessness."""

CAREFUL: Surroundings = nullcontext

CARELESSNESS: Mapping[str, Surroundings] = {
    "commit-late": telling_before_committing,
    "synchronous-normal": without_full_sync,
    "folders-not-synced": without_syncing_folders,
    "files-not-synced": without_syncing_files,
}
"""By the names that the command takes."""
