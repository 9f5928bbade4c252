"""The one seam where errors of SQLite and of the disk become `EnvironmentFault`s with a code.

Codes: `store-locked`, `store-read-only`, `disk-full`, `store-unreachable`, `store-damaged`. Errors that can
only be a mistake of this program pass through unchanged.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dti_desktop.errors import EnvironmentFault
from dti_desktop.named_files import disk_at

_BY_SQLITE_CODE = {
    sqlite3.SQLITE_BUSY: "store-locked",
    sqlite3.SQLITE_LOCKED: "store-locked",
    sqlite3.SQLITE_PROTOCOL: "store-locked",
    sqlite3.SQLITE_READONLY: "store-read-only",
    sqlite3.SQLITE_PERM: "store-read-only",
    sqlite3.SQLITE_AUTH: "store-read-only",
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_IOERR: "store-unreachable",
    sqlite3.SQLITE_CANTOPEN: "store-unreachable",
    sqlite3.SQLITE_NOLFS: "store-unreachable",
    sqlite3.SQLITE_CORRUPT: "store-damaged",
    sqlite3.SQLITE_FORMAT: "store-damaged",
    sqlite3.SQLITE_NOTADB: "store-damaged",  # nobody else calls a file so: ours was written over
}

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


def fault_of_sqlite(error: sqlite3.Error) -> EnvironmentFault | None:
    """Return the fault that `error` stands for, or None where it is a mistake of the program."""
    extended = getattr(error, "sqlite_errorcode", None)
    if extended is None:
        return None
    code = _BY_SQLITE_CODE.get(extended & 0xFF)
    if code is None:
        return None
    return EnvironmentFault(code, sqlite=getattr(error, "sqlite_errorname", ""))


def fault_of_os(error: OSError, subject: str = "store", folder: Path | None = None) -> EnvironmentFault:
    """Return the fault that an error of the disk stands for: of the store, or of another `subject`.

    `folder`: where that other subject lies, to tell whose disk is full.
    """
    facts: dict[str, object] = {}
    if error.errno in _DISK_FULL:
        code = "disk-full"
        facts = {} if folder is None else disk_at(folder)
    else:
        code = f"{subject}-read-only" if error.errno in _READ_ONLY else f"{subject}-unreachable"
    return EnvironmentFault(code, errno=errno.errorcode.get(error.errno or 0, ""), **facts)


@contextmanager
def faults_mapped(subject: str = "store", folder: Path | None = None) -> Iterator[None]:
    """Turn errors of SQLite and of the disk inside the block into `EnvironmentFault`."""
    try:
        yield
    except sqlite3.Error as error:
        fault = fault_of_sqlite(error)
        if fault is None:
            raise
        raise fault from error
    except OSError as error:
        raise fault_of_os(error, subject, folder) from error
