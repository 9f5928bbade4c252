"""Backups from outside: whatever they claim, a typed refusal, little memory, nothing written elsewhere."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from dti_desktop.errors import InputError
from dti_desktop.store import backup_file
from dti_desktop.store.backup import backup, look_into, restore
from dti_desktop.store.database import Store

ID = "soc-trang-2022"
WORD = "mật khẩu đủ dài"
END = struct.Struct("<4s4H2LH")


@pytest.fixture
def filled(store, tmp_path):
    for number in range(3):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(b"%PDF-1.4\n" + random.Random(number).randbytes(60_000))
        store.evidence.attach(ID, "1.1", [path], limit_bytes=10**9)
    return store


@pytest.fixture
def sound(filled, tmp_path) -> bytes:
    backup(filled, tmp_path / "sound")
    return (tmp_path / "sound").read_bytes()


@pytest.fixture
def locked(filled, tmp_path) -> bytes:
    backup(filled, tmp_path / "locked", passphrase=WORD, work_factor=2)
    return (tmp_path / "locked").read_bytes()


@pytest.fixture
def refused(tmp_path, clock, fingerprint):
    """Restores and looks into bytes that must be refused; returns the codes of what is wrong."""

    def refuse(untrusted: bytes, passphrase: str | None = None) -> set[str]:
        room = tmp_path / "room"
        room.mkdir(exist_ok=True)
        file = room / "file"
        file.write_bytes(untrusted)
        before = fingerprint(tmp_path)
        with suppress(InputError):  # it looks at the list and the database alone
            look_into(file, room / "x", passphrase=passphrase, now_utc=clock)
        with pytest.raises(InputError) as caught:
            restore(file, room / "x", passphrase=passphrase, now_utc=clock, user="b")
        codes = {caught.value.code, *(problem.code for problem in caught.value.problems)}
        assert fingerprint(tmp_path) == before
        return codes

    return refuse


def test_anything_before_or_behind_is_refused(sound, refused):
    at = len(sound) - END.size
    for wrong in (
        b"#!/bin/sh" + sound,
        sound + b"x",
        sound + b"\x00" * 70_000,
        sound[:at] + b"x" * 7 + sound[at:],
        sound[:-2] + b"\x07\x00comment",
        sound + sound,
        sound[at:],
    ):
        assert refused(wrong) == {"backup-unreadable"}


def test_lists_that_promise_too_much_are_refused_before_they_are_read(sound, refused, monkeypatch):
    at = len(sound) - END.size
    fields = list(END.unpack(sound[at:]))
    for place, value in ((4, 65_000), (5, 2**32 - 2), (6, 2**32 - 2), (5, 0)):
        changed = fields.copy()
        changed[place] = value
        monkeypatch.setattr(backup_file, "_MAX_ENTRIES", 60_000)
        assert refused(sound[:at] + END.pack(*changed)) <= {"backup-unreadable", "backup-damaged"}
    # Records for large files, which `zipfile` believes wherever they stand.
    far = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 9, 9, 2**40, 2**41)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    assert refused(sound[:at] + far + locator + sound[at:]) == {"backup-unreadable"}
    assert refused(sound[:at] + locator + sound[at:]) == {"backup-unreadable"}


def test_a_backup_over_four_gigabytes_is_written_in_a_form_that_is_read(filled, tmp_path, clock, monkeypatch):
    """The records for large files, made here by a limit that is small."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1000)
    backup(filled, tmp_path / "large")
    monkeypatch.undo()
    assert b"PK\x06\x06" in (tmp_path / "large").read_bytes()
    assert restore(tmp_path / "large", tmp_path / "x", now_utc=clock, user="b").problems == ()


def test_an_entry_that_says_another_size_inside_is_refused(sound, refused):
    """The list and the entry's own head disagree."""
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        entry = archive.infolist()[1]
    changed = bytearray(sound)
    name_at = entry.header_offset + 30
    changed[name_at] ^= 1
    assert "backup-damaged" in refused(bytes(changed))
    changed = bytearray(sound)
    struct.pack_into("<H", changed, entry.header_offset + 26, 60_000)  # its name would reach into the next
    assert refused(bytes(changed)) & {"backup-damaged", "backup-unreadable"}


def test_a_locked_one_that_was_cut_anywhere_is_refused(locked, refused):
    generator = random.Random(3)
    head = locked.index(b"\n---")
    pieces = [len(locked) - n for n in (1, 16, 17, 65_552, 2 * 65_552)]
    cuts = [0, 5, 22, head, head + 30, head + 60, *pieces, *generator.sample(range(len(locked)), 10)]
    for cut in cuts:
        codes = refused(locked[:cut], WORD)
        assert codes <= {"locked-file-damaged", "backup-unreadable"}


def test_a_locked_one_that_was_changed_anywhere_is_refused(locked, refused):
    generator = random.Random(4)
    for at in (*range(0, 200, 9), *generator.sample(range(200, len(locked)), 25)):
        changed = bytearray(locked)
        changed[at] ^= 1 << generator.randrange(8)
        assert refused(bytes(changed), WORD) <= {
            "locked-file-damaged",
            "locked-otherwise",
            "locked-work-factor",
            "passphrase-wrong",
            "backup-unreadable",
        }


def test_a_locked_one_is_judged_inside_like_any_other(sound, refused, tmp_path):
    from dti_desktop.passphrase_file import LockingWriter

    for inside, codes in (
        (b"", {"backup-unreadable"}),
        (sound + b"x", {"backup-unreadable"}),
        (sound[:-1], {"backup-unreadable"}),
    ):
        target = io.BytesIO()
        with LockingWriter(target, WORD, work_factor=2) as writer:
            writer.write(inside)
        assert refused(target.getvalue(), WORD) == codes


def test_memory_stays_flat_however_large_the_evidence(store, tmp_path: Path, clock):
    """200 MB of evidence go through a locked backup and back in a few pieces."""
    size_bytes = 200 * 1024 * 1024
    large = tmp_path / "lớn.pdf"
    with large.open("wb") as file:
        file.write(b"%PDF-1.4\n")
        file.truncate(size_bytes)
    store.evidence.attach(ID, "1.1", [large], limit_bytes=10**12)
    tracemalloc.start()
    try:
        report = backup(store, tmp_path / "a", passphrase=WORD, work_factor=2)
        restore(tmp_path / "a", tmp_path / "x", passphrase=WORD, now_utc=clock, user="b")
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert report.size_bytes > size_bytes
    assert peak_bytes < 16 * 1024 * 1024
    with Store.open(tmp_path / "x", now_utc=clock, user="b", create=False) as restored:
        assert restored.evidence.verify_all().problems == ()
