"""Backups are read again before they are called one; restoring judges first and deletes nothing."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import sqlite3
import struct
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from dti_desktop import durable
from dti_desktop.engine.assessment import Citation
from dti_desktop.errors import Cancelled, EnvironmentFault, InputError
from dti_desktop.store import backup as backup_module
from dti_desktop.store import backup_file, swap
from dti_desktop.store.backup import backup, restore
from dti_desktop.store.database import Store
from dti_desktop.store.journal_check import FAULTS_ACCEPTED
from dti_desktop.store.migrations import JOURNAL_TRIGGERS

ID = "soc-trang-2022"
LIMIT = 10_000_000


@pytest.fixture
def filled(store, tmp_path):
    """A store with answers and three evidence files."""
    store.edits.patch(ID, "3.1", {"a": Decimal("12.5")})
    paths = []
    for number in range(3):
        path = tmp_path / f"tài liệu {number}.pdf"
        path.write_bytes(b"%PDF-1.4\n" + bytes([number]) * 1000)
        paths.append(path)
    store.evidence.attach(ID, "1.1", paths, limit_bytes=LIMIT, citation=Citation("1/QĐ"))
    return store


def _restore(file: Path, folder: Path, clock, **more):
    return restore(file, folder, now_utc=clock, user="Lê Chi", **more)


def _refused(file: Path, folder: Path, clock) -> InputError:
    with pytest.raises(InputError) as caught:
        _restore(file, folder, clock)
    return caught.value


def test_there_and_back(filled, tmp_path, clock):
    target = tmp_path / "ra" / "sao lưu.dtibackup"
    target.parent.mkdir()
    target.write_bytes(b"an older one")
    told = []
    report = backup(filled, target, progress=lambda done, total: told.append((done, total)))
    assert (report.path, report.evidence_files, report.problems) == (target, 3, ())
    assert report.size_bytes == target.stat().st_size
    assert told == sorted(told) and told[-1][0] == told[-1][1]
    assert list(target.parent.iterdir()) == [target]
    before = filled.assessments.load(ID)

    folder = tmp_path / "máy khác"
    restored = _restore(target, folder, clock)
    assert (restored.folder, restored.kept_aside, restored.problems) == (folder, None, ())
    assert sorted(p.name for p in folder.iterdir()) == ["dti.sqlite", "evidence"]
    with Store.open(folder, now_utc=clock, user="b", create=False) as other:
        assert other.assessments.load(ID) == before
        assert other.verify() == []
        assert not other.recovery


def test_a_journal_whose_faults_a_person_has_accepted_comes_back(filled, tmp_path, clock):
    for (name,) in filled.connection.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
        filled.connection.execute(f"DROP TRIGGER {name}")
    filled.connection.execute("UPDATE journal SET who = 'x' WHERE seq = 2")
    check = filled.journal_check(ID)
    assert check.go_on(1000)
    filled.edits.accept_faults(ID, check.state(), FAULTS_ACCEPTED, {"breaks": [2], "reason": "Đã đối chiếu"})
    backup(filled, tmp_path / "a")
    assert _restore(tmp_path / "a", tmp_path / "máy khác", clock).problems == ()
    with Store.open(tmp_path / "máy khác", now_utc=clock, user="b", create=False) as other:
        again = other.journal_check(ID)
        assert again.go_on(1000)
        assert [found.seq for found in again.state().accepted_breaks] == [2]


def test_the_store_stays_open_and_usable_while_it_is_backed_up(filled, tmp_path, clock):
    backup(filled, tmp_path / "a")
    assert not filled.edits.set_note(ID, "1.1", "sau khi sao lưu").is_empty
    with Store.open(tmp_path / "x", now_utc=clock, user="b"):
        pass
    _restore(tmp_path / "a", tmp_path / "x", clock)
    with Store.open(tmp_path / "x", now_utc=clock, user="b") as other:
        assert other.assessments.load(ID).notes == {}


def test_the_old_store_is_kept_aside_under_its_date(filled, folder, tmp_path, clock, fingerprint):
    backup(filled, tmp_path / "a")
    filled.edits.set_note(ID, "1.1", "chỉ có ở bản cũ")
    filled.close()
    (folder / "log.txt").write_text("not ours")
    old = fingerprint(folder)
    clock.advance(3600)
    first = _restore(tmp_path / "a", folder, clock)
    second = _restore(tmp_path / "a", folder, clock)
    assert first.kept_aside == folder / "before-restore-20261122T094207Z"
    assert second.kept_aside == folder / "before-restore-20261122T094207Z-2"
    aside = fingerprint(first.kept_aside)
    assert aside == {name: digest for name, digest in old.items() if name != "log.txt"}
    assert (folder / "log.txt").read_text() == "not ours"
    with Store.open(first.kept_aside, now_utc=clock, user="b") as kept:
        assert kept.assessments.load(ID).notes == {"1.1": "chỉ có ở bản cũ"}
    with Store.open(folder, now_utc=clock, user="b") as restored:
        assert restored.assessments.load(ID).notes == {}
        assert restored.verify() == []


def test_a_damaged_old_store_can_be_restored_over(filled, folder, tmp_path, clock):
    backup(filled, tmp_path / "a")
    filled.close()
    (folder / "dti.sqlite").write_bytes(b"\x00" * 100)
    report = _restore(tmp_path / "a", folder, clock)
    assert (report.kept_aside / "dti.sqlite").read_bytes() == b"\x00" * 100
    with Store.open(folder, now_utc=clock, user="b") as restored:
        assert restored.verify() == []


def test_an_open_store_is_not_restored_over(filled, folder, tmp_path, clock):
    backup(filled, tmp_path / "a")
    with pytest.raises(EnvironmentFault) as caught:
        _restore(tmp_path / "a", folder, clock)
    assert caught.value.code == "store-locked"
    assert sorted(p.name for p in folder.iterdir()) == ["dti.sqlite", "dti.sqlite-wal", "evidence"]
    assert filled.verify() == []


def test_another_programs_database_is_not_moved(filled, tmp_path, clock, fingerprint):
    backup(filled, tmp_path / "a")
    other = tmp_path / "khác"
    other.mkdir()
    raw = sqlite3.connect(other / "dti.sqlite")
    raw.execute("CREATE TABLE theirs (x)")
    raw.commit()
    raw.close()
    before = fingerprint(other)
    with pytest.raises(EnvironmentFault) as caught:
        _restore(tmp_path / "a", other, clock)
    assert caught.value.code == "not-a-store"
    assert fingerprint(other) == before


def test_evidence_that_is_no_longer_whole_is_left_out_and_told(filled, tmp_path, clock):
    digests = sorted(filled.evidence.all_files())
    filled.evidence.path_of(digests[0]).unlink()
    filled.evidence.path_of(digests[2]).write_bytes(b"%PDF-1.4\n" + b"?" * 1000)
    report = backup(filled, tmp_path / "a")
    told = {(p.code, p.place) for p in report.problems}
    assert told == {("evidence-missing", digests[0]), ("evidence-damaged", digests[2])}
    assert report.evidence_files == 1
    restored = _restore(tmp_path / "a", tmp_path / "b", clock)
    assert {(p.code, p.place) for p in restored.problems} == {
        ("evidence-missing", digests[0]),
        ("evidence-missing", digests[2]),
    }


def test_cancelling_leaves_the_target_and_the_old_store(filled, folder, tmp_path, clock, fingerprint):
    target = tmp_path / "ra" / "a"
    target.parent.mkdir()
    target.write_bytes(b"an older one")
    with pytest.raises(Cancelled):
        backup(filled, target, cancelled=lambda: True)
    assert fingerprint(target.parent).keys() == {"a"} and target.read_bytes() == b"an older one"
    backup(filled, target)
    filled.close()
    before = fingerprint(folder)
    calls = iter(range(100))
    with pytest.raises(Cancelled):
        _restore(target, folder, clock, cancelled=lambda: next(calls) > 4)
    assert fingerprint(folder) == before


@pytest.mark.parametrize("from_end", [20_000, 3])
def test_a_backup_that_reads_differently_is_not_called_one(filled, tmp_path, monkeypatch, from_end):
    plain = durable.flush

    def flipping(file) -> None:
        file.seek(-from_end, os.SEEK_END)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
        plain(file)

    monkeypatch.setattr(backup_module.durable, "flush", flipping)
    with pytest.raises(EnvironmentFault) as caught:
        backup(filled, tmp_path / "a")
    assert caught.value.code == "target-unreachable"
    assert not (tmp_path / "a").exists()


def test_no_place_to_write_to(filled, tmp_path):
    for target, code in (
        (tmp_path / "nowhere" / "a", "target-folder-missing"),
        (tmp_path, "target-not-a-file"),
    ):
        with pytest.raises(InputError) as refused:
            backup(filled, target)
        assert refused.value.code == code


def test_a_target_that_fills_up_is_told_and_left_as_it_was(filled, tmp_path, monkeypatch):
    target = tmp_path / "a"
    target.write_bytes(b"an older one")

    def full(file) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(backup_module.durable, "flush", full)
    with pytest.raises(EnvironmentFault) as caught:
        backup(filled, target)
    assert caught.value.code == "disk-full"
    assert target.read_bytes() == b"an older one"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


# -- untrusted files -----------------------------------------------------------------------------


@pytest.fixture
def sound(filled, tmp_path) -> Path:
    backup(filled, tmp_path / "sound")
    return tmp_path / "sound"


def _rewritten(sound: Path, target: Path, change, compression: int = zipfile.ZIP_STORED) -> Path:
    """A copy of the backup whose entries (name, bytes) went through `change`."""
    with zipfile.ZipFile(sound) as archive:
        entries = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in change(entries):
            archive.writestr(zipfile.ZipInfo(name) if compression == 0 else name, content)
    return target


def _manifest_changed(**changes):
    def change(entries):
        for name, content in entries:
            if name == "backup.json":
                content = json.dumps({**json.loads(content), **changes}).encode()
            yield name, content

    return change


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (lambda es: [*es, ("../escaped", b"x")], {"entry-name"}),
        (lambda es: [*es, ("/absolute", b"x")], {"entry-name"}),
        (lambda es: [*es, ("evidence/ab/" + "c" * 64, b"x")], {"entry-name"}),
        (lambda es: [*es, ("evidence/ab/../" + "ab" * 32, b"x")], {"entry-name"}),
        (lambda es: [*es, ("evidence\\ab\\" + "ab" * 32, b"x")], {"entry-name"}),
        (lambda es: [*es, ("dti.sqlite-wal", b"x")], {"entry-name"}),
        (lambda es: [*es, ("evidence/ab/" + "ab" * 32, b"x")], {"entry-unexpected"}),
        (lambda es: [*es, es[1]], {"entry-twice"}),
        (lambda es: es[1:], {"entry-missing"}),
        (lambda es: [es[0], (es[1][0], es[1][1] + b"x"), *es[2:]], {"entry-size"}),
        (lambda es: [es[0], (es[1][0], es[1][1][:-1] + b"x"), *es[2:]], {"backup-damaged"}),
        (lambda es: [e for e in es if e[0] != "backup.json"], {"backup-unreadable"}),
        (_manifest_changed(format="x"), {"backup-unreadable"}),
        (_manifest_changed(version=3), {"backup-too-new"}),
        (_manifest_changed(version=2), {"backup-unreadable"}),
        (_manifest_changed(evidence=None), {"backup-unreadable"}),
        (_manifest_changed(database={"sha256": "x", "size_bytes": 1}), {"backup-unreadable"}),
        (_manifest_changed(created_utc=5), {"backup-unreadable"}),
    ],
)
def test_a_wrong_backup_is_refused_and_nothing_is_touched(
    sound, folder, filled, tmp_path, clock, fingerprint, change, codes
):
    filled.close()
    before = fingerprint(tmp_path)
    error = _refused(_rewritten(sound, tmp_path / "wrong", change), folder, clock)
    assert {p.code for p in error.problems} == codes
    (tmp_path / "wrong").unlink()
    assert fingerprint(tmp_path) == before


def test_compressed_entries_are_refused(sound, tmp_path, clock):
    wrong = _rewritten(sound, tmp_path / "wrong", lambda entries: entries, zipfile.ZIP_DEFLATED)
    assert {p.code for p in _refused(wrong, tmp_path / "x", clock).problems} == {"entry-form"}


def test_overlapping_entries_are_refused(sound, tmp_path, clock):
    """Two names in the list over one place in the file."""
    content = bytearray(sound.read_bytes())
    with zipfile.ZipFile(sound) as archive:
        first, second = (archive.infolist()[n] for n in (1, 2))
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(second.filename.encode()))
    assert struct.unpack_from("<L", content, at + 42) == (second.header_offset,)
    struct.pack_into("<L", content, at + 42, first.header_offset)
    (tmp_path / "wrong").write_bytes(content)
    assert "entry-overlap" in {p.code for p in _refused(tmp_path / "wrong", tmp_path / "x", clock).problems}


@pytest.mark.parametrize("content", [b"", b"PK", b"not a backup " * 100, b"PK\x05\x06" + b"\x00" * 18])
def test_something_else_is_refused(content, tmp_path, clock):
    (tmp_path / "wrong").write_bytes(content)
    assert _refused(tmp_path / "wrong", tmp_path / "x", clock).code == "backup-unreadable"
    assert _refused(tmp_path / "nothing", tmp_path / "x", clock).code == "file-not-found"
    assert not (tmp_path / "x").exists()


def _with_database(sound: Path, target: Path, database: bytes) -> Path:
    import hashlib

    told = {"sha256": hashlib.sha256(database).hexdigest(), "size_bytes": len(database)}

    def change(entries):
        for name, content in _manifest_changed(database=told)(entries):
            yield name, database if name == "dti.sqlite" else content

    return _rewritten(sound, target, change)


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TRIGGER journal_refuses_update", "UPDATE journal SET new = '1' WHERE seq = 2"],
        ["DROP TABLE links"],
        ["UPDATE documents SET original_name = 'not json'"],
        ["DELETE FROM files WHERE 0", "PRAGMA application_id = 7"],
        ["DROP TRIGGER journal_refuses_update"],
        ["CREATE TRIGGER t AFTER INSERT ON answers BEGIN DELETE FROM links; END"],
    ],
)
def test_a_database_that_was_changed_by_hand_is_refused(sound, tmp_path, clock, statements):
    path = tmp_path / "changed.sqlite"
    with zipfile.ZipFile(sound) as archive:
        path.write_bytes(archive.read("dti.sqlite"))
    raw = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        raw.execute(statement)
    raw.close()
    wrong = _with_database(sound, tmp_path / "wrong", path.read_bytes())
    assert _refused(wrong, tmp_path / "x", clock).code == "backup-damaged"
    assert list((tmp_path / "x").iterdir()) == []


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        (['UPDATE answers SET value = \'{"number":"13"}\''], "journal-differs"),
        (
            [
                "DROP TRIGGER journal_refuses_update",
                "UPDATE journal SET who = 'x' WHERE seq = 2",
                JOURNAL_TRIGGERS["journal_refuses_update"],
            ],
            "journal-broken",
        ),
    ],
)
def test_a_journal_with_faults_comes_back_and_is_told(sound, tmp_path, clock, statements, code):
    """The daily backups of such a store are the only ones there are."""
    path = tmp_path / "changed.sqlite"
    with zipfile.ZipFile(sound) as archive:
        path.write_bytes(archive.read("dti.sqlite"))
    raw = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        raw.execute(statement)
    raw.close()
    faulty = _with_database(sound, tmp_path / "faulty", path.read_bytes())
    assert {problem.code for problem in _restore(faulty, tmp_path / "x", clock).problems} == {code}
    with Store.open(tmp_path / "x", now_utc=clock, user="b", create=False) as store:
        assert {problem.code for problem in store.verify()} == {code}


def test_a_backup_of_a_newer_program_is_told(sound, tmp_path, clock):
    path = tmp_path / "changed.sqlite"
    with zipfile.ZipFile(sound) as archive:
        path.write_bytes(archive.read("dti.sqlite"))
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    wrong = _with_database(sound, tmp_path / "wrong", path.read_bytes())
    assert _refused(wrong, tmp_path / "x", clock).code == "backup-too-new"


def test_flipped_bytes_are_refused_or_harmless(sound, filled, tmp_path, clock):
    """Whatever byte is flipped: refused with a typed error, or the very same store comes out."""
    expected = filled.assessments.load(ID)
    content = sound.read_bytes()
    generator = random.Random(1)
    for at in sorted(generator.sample(range(len(content)), 25)) + [
        len(content) - n for n in (1, 2, 7, 15, 40)
    ]:
        flipped = bytearray(content)
        flipped[at] ^= 1 << generator.randrange(8)
        (tmp_path / "flipped").write_bytes(flipped)
        try:
            _restore(tmp_path / "flipped", tmp_path / "x", clock)
        except InputError:
            assert not list((tmp_path / "x").iterdir()) if (tmp_path / "x").exists() else True
            continue
        with Store.open(tmp_path / "x", now_utc=clock, user="b") as restored:
            assert restored.assessments.load(ID) == expected
            assert restored.verify() == []
        shutil.rmtree(tmp_path / "x")


# -- broken off in the swap ----------------------------------------------------------------------


@pytest.mark.parametrize("dies_at", range(9))
def test_a_swap_that_breaks_off_is_finished_at_the_next_opening(
    sound, folder, filled, clock, monkeypatch, dies_at
):
    filled.edits.set_note(ID, "1.1", "chỉ có ở bản cũ")
    filled.close()
    calls = 0

    class Died(BaseException):
        pass

    def dying(plain):
        def run(*args, **more):
            nonlocal calls
            calls += 1
            if calls > dies_at:
                raise Died
            return plain(*args, **more)

        return run

    monkeypatch.setattr(swap.durable, "rename_folder", dying(durable.rename_folder))
    monkeypatch.setattr(swap.durable, "sync_folder", dying(durable.sync_folder))
    with pytest.raises(Died):
        _restore(sound, folder, clock)
    monkeypatch.undo()
    with Store.open(folder, now_utc=clock, user="b", create=False) as store:
        assert store.verify() == []
        is_restored = store.assessments.load(ID).notes == {}
        assert store.recovery.restore_finished == is_restored
    left = sorted(p.name for p in folder.iterdir() if p.name != "backups")
    aside = [name for name in left if name.startswith("before-restore-")]
    assert left == [*aside, "dti.sqlite", "evidence"]
    assert len(aside) == is_restored
    if aside:
        with Store.open(folder / aside[0], now_utc=clock, user="b", create=False) as kept:
            assert kept.assessments.load(ID).notes == {"1.1": "chỉ có ở bản cũ"}
            assert kept.verify() == []


def test_what_a_broken_off_unpacking_left_is_removed(filled, folder, open_store):
    filled.close()
    left = folder / f"{swap.UNPACKING_PREFIX}{'0' * 16}"
    (left / "evidence").mkdir(parents=True)
    (left / "dti.sqlite").write_bytes(b"half")
    mine = folder / f"{swap.UNPACKING_PREFIX}my-notes"
    mine.mkdir()
    with open_store():
        assert not left.exists()
        assert mine.is_dir()


def test_a_file_of_more_than_one_chunk(filled, tmp_path, clock):
    path = tmp_path / "lớn"
    path.write_bytes(os.urandom(backup_file._CHUNK_BYTES * 2 + 17))
    filled.evidence.attach(ID, "1.2", [path], limit_bytes=LIMIT)
    backup(filled, tmp_path / "a")
    _restore(tmp_path / "a", tmp_path / "b", clock)
    with Store.open(tmp_path / "b", now_utc=clock, user="b") as other:
        assert other.verify() == []


def test_another_archive_is_no_damaged_backup(tmp_path, clock):
    other = tmp_path / "hồ sơ.asice"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("mimetype", "application/vnd.etsi.asic-e+zip")
        archive.writestr("submission.json", "{}")
    with pytest.raises(InputError) as caught:
        _restore(other, tmp_path / "kho", clock)
    assert [problem.code for problem in caught.value.problems] == ["backup-unreadable"]
