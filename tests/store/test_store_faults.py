"""Errors of SQLite and of the disk become codes; mistakes of the program stay what they are."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from dti_desktop.errors import EnvironmentFault
from dti_desktop.store.faults import fault_of_os, fault_of_sqlite, faults_mapped


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EROFS, "store-read-only"),
        (errno.EACCES, "store-read-only"),
        (errno.EIO, "store-unreachable"),
        (errno.ENOENT, "store-unreachable"),
        (errno.ESTALE, "store-unreachable"),
    ],
)
def test_the_disk(number, code):
    fault = fault_of_os(OSError(number, "x"))
    assert (fault.code, fault.exit_status) == (code, 3)


def test_another_subject_has_its_own_codes():
    assert fault_of_os(OSError(errno.EACCES, "x"), "target").code == "target-read-only"
    full = fault_of_os(OSError(errno.ENOSPC, "x"), "target", Path("/media/usb"))
    assert (full.code, full.facts["folder"]) == ("disk-full", str(Path("/media/usb")))


def test_a_database_that_may_only_be_read(tmp_path):
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE t (x)")
    raw.close()
    read_only = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with pytest.raises(EnvironmentFault) as caught, faults_mapped():
        read_only.execute("INSERT INTO t VALUES (1)")
    read_only.close()
    assert caught.value.code == "store-read-only"


@pytest.mark.parametrize("statement", ["SELECT nothing", "not sql"])
def test_a_mistake_of_the_program_passes_through(statement):
    raw = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.OperationalError) as caught, faults_mapped():
        raw.execute(statement)
    raw.close()
    assert fault_of_sqlite(caught.value) is None
