"""Automatic backups: small, read again, sharing their evidence; what is not ours is never touched."""

from __future__ import annotations

import errno
import json
import os
import zipfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from dti_desktop import durable
from dti_desktop.errors import Cancelled, EnvironmentFault, InputError
from dti_desktop.store import backup_folder, swap
from dti_desktop.store.backup import copy_store, look_into, restore
from dti_desktop.store.backup_folder import BackupFolder
from dti_desktop.store.database import Store

ID = "soc-trang-2022"
LIMIT = 10_000_000


@pytest.fixture
def filled(store, tmp_path):
    """A store with an answer and three evidence files."""
    store.edits.patch(ID, "3.1", {"a": Decimal("12.5")})
    attach(store, tmp_path, 0, 1, 2)
    return store


def attach(store: Store, tmp_path: Path, *numbers: int) -> None:
    paths = []
    for number in numbers:
        path = tmp_path / f"tài liệu {number}.pdf"
        path.write_bytes(b"%PDF-1.4\n" + bytes([number]) * 1000)
        paths.append(path)
    store.evidence.attach(ID, "1.1", paths, limit_bytes=LIMIT)


@pytest.fixture
def own(folder) -> BackupFolder:
    return BackupFolder(folder / "backups")


def keep(store: Store, into: BackupFolder, reason: str = "daily", *, is_rehashed: bool = True, **more):
    with copy_store(store) as copy:
        return into.write(copy, reason, is_rehashed=is_rehashed, **more)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_days_backup_holds_the_database_and_shares_the_evidence(filled, own, clock, folder):
    kept = keep(filled, own)
    assert kept.path.name == "dti-20261122T084207Z-daily.dtibackup"
    assert (kept.evidence_files, kept.evidence_bytes, kept.missing) == (3, 3 * 1009, 0)
    assert own.newest_first() == (kept,)
    with zipfile.ZipFile(kept.path) as archive:
        assert archive.namelist() == ["dti.sqlite", "backup.json"]
    for sha256 in filled.evidence.all_files():
        assert own.evidence.path_of(sha256).samefile(
            filled.evidence.path_of(sha256)
        )  # no room is taken twice
    clock.advance(86400)
    again = keep(filled, own)
    assert [each.path.name for each in own.newest_first()] == [again.path.name, kept.path.name]
    assert names(folder) == {"dti.sqlite", "dti.sqlite-wal", "evidence", "backups"}


def test_on_another_disk_evidence_is_copied_once(filled, own, tmp_path, clock, monkeypatch):
    def no_link(*_: object, **__: object) -> None:
        raise OSError(errno.EXDEV, "other disk")

    monkeypatch.setattr(os, "link", no_link)
    keep(filled, own)
    digests = list(filled.evidence.all_files())
    inodes = {sha256: own.evidence.path_of(sha256).stat().st_ino for sha256 in digests}
    assert all(inodes[s] != filled.evidence.path_of(s).stat().st_ino for s in digests)
    clock.advance(86400)
    attach(filled, tmp_path, 3)
    assert keep(filled, own).evidence_files == 4
    assert {s: own.evidence.path_of(s).stat().st_ino for s in digests} == inodes


def test_restoring_brings_the_day_back_with_all_its_evidence(filled, own, folder, clock, fingerprint):
    kept = keep(filled, own)
    before = filled.assessments.load(ID)
    filled.edits.set_note(ID, "1.1", "sau bản sao lưu")
    filled.close()
    report = restore(kept.path, folder, now_utc=clock, user="b")
    assert (report.problems, report.kept_aside is not None) == ((), True)
    with Store.open(folder, now_utc=clock, user="b", create=False) as restored:
        assert restored.assessments.load(ID) == before
        assert restored.verify() == []
    # The store that was there is one of the list now, too, and can be brought back in the same way.
    newest, older = own.newest_first()
    assert (newest.reason, older) == ("restore", kept)
    assert restore(newest.path, folder, now_utc=clock, user="b").problems == ()
    with Store.open(folder, now_utc=clock, user="b", create=False) as again:
        assert again.assessments.load(ID).notes == {"1.1": "sau bản sao lưu"}


def test_the_folder_moved_to_a_new_machine_is_enough(filled, own, tmp_path, clock):
    kept = keep(filled, own)
    before = filled.assessments.load(ID)
    filled.close()
    moved = tmp_path / "ổ ngoài"
    own.folder.rename(moved)
    restore(moved / kept.path.name, tmp_path / "máy mới", now_utc=clock, user="b")
    with Store.open(tmp_path / "máy mới", now_utc=clock, user="b", create=False) as restored:
        assert restored.assessments.load(ID) == before
        assert restored.verify() == []


def test_evidence_that_is_found_nowhere_is_told_not_hidden(filled, own, tmp_path, clock):
    kept = keep(filled, own)
    filled.close()
    alone = tmp_path / "một mình" / kept.path.name
    alone.parent.mkdir()
    alone.write_bytes(kept.path.read_bytes())
    assert look_into(alone, tmp_path / "x", now_utc=clock).missing == 3
    report = restore(alone, tmp_path / "x", now_utc=clock, user="b")
    assert [problem.code for problem in report.problems] == ["evidence-missing"] * 3


def test_evidence_that_was_damaged_beside_is_not_brought_back(filled, own, tmp_path, clock):
    kept = keep(filled, own)
    sha256 = next(iter(filled.evidence.all_files()))
    filled.close()
    moved = tmp_path / "ổ ngoài"
    own.folder.rename(moved)
    damaged = BackupFolder(moved).evidence.path_of(sha256)
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
    report = restore(moved / kept.path.name, tmp_path / "x", now_utc=clock, user="b")
    assert [(problem.code, problem.place) for problem in report.problems] == [("evidence-missing", sha256)]


@pytest.mark.parametrize("kind", ["pipe", "link", "folder", "other size"])
def test_a_strangers_disk_holds_nothing_up_and_lends_no_file(filled, own, tmp_path, clock, kind):
    kept = keep(filled, own)
    sha256 = next(iter(filled.evidence.all_files()))
    filled.close()
    moved = tmp_path / "ổ lạ"
    own.folder.rename(moved)
    path = BackupFolder(moved).evidence.path_of(sha256)
    content = path.read_bytes()
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        (tmp_path / "nơi khác").write_bytes(content)
        path.symlink_to(tmp_path / "nơi khác")
    elif kind == "folder":
        path.mkdir()
    else:
        path.write_bytes(content + b"x")
    report = restore(moved / kept.path.name, tmp_path / "x", now_utc=clock, user="b")
    assert [(problem.code, problem.place) for problem in report.problems] == [("evidence-missing", sha256)]


def test_what_a_backup_holds_can_be_seen_before(filled, own, tmp_path, clock, folder, fingerprint):
    kept = keep(filled, own)
    before = fingerprint(folder)
    content = look_into(kept.path, folder, now_utc=clock)  # the store is open meanwhile
    assert fingerprint(folder) == before
    assert (content.created_utc, content.reason) == ("2026-11-22T08:42:07Z", "daily")
    assert [(s.id, s.province, s.filled_indicators) for s in content.assessments] == [(ID, "Sóc Trăng", 1)]
    assert (content.evidence_files, content.evidence_bytes, content.missing) == (3, 3 * 1009, 0)


def test_a_damaged_copy_beside_is_taken_anew_by_the_next_days_backup(filled, own, clock, monkeypatch):
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EXDEV, "other disk")))
    keep(filled, own)
    sha256 = next(iter(filled.evidence.all_files()))
    own.evidence.path_of(sha256).write_bytes(b"%PDF-1.4\n" + b"?" * 1000)
    clock.advance(86400)
    assert keep(filled, own, "import", is_rehashed=False).is_rehashed is False  # the size alone is right
    assert own.evidence.fault_of(sha256, 1009) == "evidence-damaged"
    clock.advance(86400)
    assert keep(filled, own).missing == 0
    assert own.evidence.fault_of(sha256, 1009) is None


def test_evidence_the_store_has_not_whole_is_told(filled, own):
    damaged, missing, _ = filled.evidence.all_files()
    filled.evidence.path_of(damaged).write_bytes(b"?")
    filled.evidence.path_of(missing).unlink()
    kept = keep(filled, own)
    assert (kept.evidence_files, kept.missing) == (1, 2)


def test_before_an_act_the_same_is_not_kept_twice(filled, own, clock):
    first = keep(filled, own, "import", is_rehashed=False)
    clock.advance(60)
    assert keep(filled, own, "import", is_rehashed=False) == first
    filled.edits.set_note(ID, "1.1", "khác")
    assert keep(filled, own, "import", is_rehashed=False) != first
    assert len(own.newest_first()) == 2


def test_two_of_the_same_second_have_two_names(filled, own):
    first, second = keep(filled, own), keep(filled, own)
    assert second.path.name == "dti-20261122T084207Z-daily-2.dtibackup"
    assert {each.path for each in own.newest_first()} == {first.path, second.path}


def test_what_is_not_ours_is_neither_listed_nor_removed(filled, own, clock, tmp_path):
    kept = keep(filled, own)
    strange = {
        "dti-20200101T000000Z-daily.dtibackup": b"not a backup",
        "dti-20200231T000000Z-daily.dtibackup": kept.path.read_bytes(),
        "dti-20200102T000000Z-weekly.dtibackup": kept.path.read_bytes(),
        "của tôi.dtibackup": kept.path.read_bytes(),
        "sổ tay.txt": b"x",
    }
    for name, content in strange.items():
        (own.folder / name).write_bytes(content)
    (own.folder / "dti-20200103T000000Z-daily.dtibackup").mkdir()
    (own.folder / "dti-20200104T000000Z-daily.dtibackup").symlink_to(kept.path)
    assert own.newest_first() == (kept,)
    clock.advance(86400)
    assert own.thin(clock()) == ()
    assert names(own.folder) >= {*strange, "dti-20200103T000000Z-daily.dtibackup"}


def test_old_ones_are_thinned_out_and_their_evidence_stays(filled, own, clock):
    for _ in range(20):
        keep(filled, own)
        clock.advance(86400)
    own.thin(clock())
    assert len(own.newest_first()) < 13
    assert own.thin(clock()) == ()
    newest = own.newest_first()[0]
    assert restore(newest.path, own.folder.parent.with_name("x"), now_utc=clock, user="b").problems == ()


def test_half_made_files_are_removed_when_they_are_days_old(filled, own, clock):
    keep(filled, own)
    left = [own.folder / f".{'ab' * 8}.part", own.evidence.folder / "ab" / f".{'cd' * 8}.part"]
    for path in left:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
        os.utime(path, (clock().timestamp(),) * 2)
    theirs = own.folder / ".swp.part"
    theirs.write_bytes(b"x")
    os.utime(theirs, (0, 0))
    own.thin(clock())
    assert all(path.exists() for path in left)
    own.thin(clock() + timedelta(days=3))
    assert not any(path.exists() for path in left) and theirs.exists()


def test_a_full_or_closed_folder_is_told_and_leaves_no_backup(filled, own, monkeypatch, clock):
    for number, code in ((errno.ENOSPC, "disk-full"), (errno.EROFS, "target-read-only")):

        def refusing(_file: object, number: int = number) -> None:
            raise OSError(number, "refused")

        monkeypatch.setattr(backup_folder.durable, "flush", refusing)
        with pytest.raises(EnvironmentFault) as caught:
            keep(filled, own)
        assert caught.value.code == code
        monkeypatch.undo()
        assert own.newest_first() == ()
        assert [name for name in names(own.folder) if name != "evidence"] == []
    assert own.last_daily_utc(clock()) is None


@pytest.mark.parametrize("from_end", [20_000, 3])
def test_one_that_reads_differently_is_not_called_a_backup(filled, own, monkeypatch, from_end):
    plain = durable.flush

    def flipping(file) -> None:
        file.seek(-from_end, os.SEEK_END)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
        plain(file)

    monkeypatch.setattr(backup_folder.durable, "flush", flipping)
    with pytest.raises(EnvironmentFault) as caught:
        keep(filled, own)
    assert caught.value.code == "target-unreachable"
    monkeypatch.undo()
    assert own.newest_first() == ()


def test_one_that_the_disk_no_longer_reads_hides_no_other(filled, own, clock, monkeypatch):
    older = keep(filled, own)
    clock.advance(86400)
    newer = keep(filled, own)
    really = zipfile.ZipFile.read

    def read(archive: zipfile.ZipFile, name: str) -> bytes:
        if os.path.samestat(os.fstat(archive.fp.fileno()), newer.path.stat()):
            raise OSError(errno.EIO, "a bad sector")
        return really(archive, name)

    monkeypatch.setattr(zipfile.ZipFile, "read", read)
    assert [kept.path for kept in own.newest_first()] == [older.path]


def test_cancelling_leaves_nothing(filled, own, folder):
    with pytest.raises(Cancelled):
        keep(filled, own, cancelled=lambda: True)
    assert own.newest_first() == ()
    assert not [name for name in names(folder) if name.startswith("copying-")]


def test_when_the_last_daily_one_was_made(filled, own, clock):
    assert own.last_daily_utc(clock()) is None
    keep(filled, own, "import")
    assert own.last_daily_utc(clock()) is None
    keep(filled, own)
    assert own.last_daily_utc(clock()) == clock()
    assert own.last_daily_utc(clock() - timedelta(days=1)) is None  # the clock was set back


def test_the_folder_belongs_to_the_store(store, folder):
    assert swap.is_own_name("Backups")
    (folder / "backups").mkdir()
    assert swap.owns(folder, folder / "backups" / "x.pdf")


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": "../x"},
        {"reason": 5},
        {"reason": None},
        {"beside": None},
        {"beside": [{"sha256": "../../etc", "size_bytes": 1}]},
        {"evidence": [{"sha256": "ab" * 32, "size_bytes": 1}]},
    ],
)
def test_an_automatic_one_whose_list_lies_is_refused(filled, own, tmp_path, clock, changes):
    kept = keep(filled, own)
    wrong = tmp_path / "wrong"
    with zipfile.ZipFile(kept.path) as source, zipfile.ZipFile(wrong, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "backup.json":
                content = json.dumps({**json.loads(content), **changes}).encode()
            target.writestr(zipfile.ZipInfo(info.filename), content)
    with pytest.raises(InputError) as caught:
        restore(wrong, tmp_path / "x", now_utc=clock, user="b")
    assert caught.value.code in ("backup-unreadable", "backup-damaged")
    assert not (tmp_path / "x").exists() or names(tmp_path / "x") == set()
