"""Backups that a fuzzer, or the mutation harness, once broke the reader with."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import backups_made
import pytest

from dti_desktop.errors import InputError
from dti_desktop.store import backup_file

LOCAL_FLAGS = 6
LOCAL_NAME = 30


def _local_header(content: bytes, name: str) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.getinfo(name).header_offset


def _name_that_is_no_utf_8(content: bytes, name: str) -> bytes:
    """Return the backup with a local header that says UTF-8 where its name is none."""
    changed = bytearray(content)
    start = _local_header(content, name)
    changed[start + LOCAL_FLAGS + 1] |= 0x08
    changed[start + LOCAL_NAME] = 0xE0
    return bytes(changed)


def test_the_backup_made_here_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "b"
    path.write_bytes(backups_made.small())
    with backup_file.opened(path) as found:
        assert found.rehash(lambda _: None) == []


def test_a_list_with_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b"
    path.write_bytes(_name_that_is_no_utf_8(backups_made.small(), backup_file.MANIFEST_NAME))
    with pytest.raises(InputError, match="backup-unreadable"), backup_file.opened(path):
        pass


def test_a_file_with_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "b"
    path.write_bytes(_name_that_is_no_utf_8(backups_made.small(), backup_file.DATABASE_NAME))
    with backup_file.opened(path) as found:
        assert [problem.code for problem in found.rehash(lambda _: None)] == ["backup-damaged"]
