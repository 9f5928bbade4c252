"""Killed at any step of a backup or a restore: the old one or the new one is there, never half of one.

A child process is ended without warning at the n-th step that reaches the disk, for every n.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dti_desktop import durable
from dti_desktop.errors import EnvironmentFault
from dti_desktop.store import backup_file
from dti_desktop.store.backup import backup, copy_store, restore, write_backup
from dti_desktop.store.backup_folder import BackupFolder
from dti_desktop.store.database import Store

ID = "soc-trang-2022"
LIMIT = 10_000_000
KILLED = 77
STEPS = ("flush", "rename", "rename_folder", "sync_folder", "sync_file", "make_folder")
WORD = "mật khẩu đủ dài"


@pytest.fixture
def filled(store, tmp_path):
    for number in range(2):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(b"%PDF-1.4\n" + bytes([number]) * 1000)
        store.evidence.attach(ID, "1.1", [path], limit_bytes=LIMIT)
    return store


def stopped_at(number: int, act: Callable[[], object], stop: Callable[[], None]) -> bool:
    """Run `act` and `stop` it at its n-th step; return whether it came to its end before."""
    count = 0

    def counted(plain):
        def run(*args, **more):
            nonlocal count
            count += 1
            if count == number:
                stop()
            return plain(*args, **more)

        return run

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(durable, name, counted(getattr(durable, name)))
        patch.setattr(backup_file, "_pump", counted(backup_file._pump))
        act()
    return count < number


def killed_at(number: int, act: Callable[[], object]) -> bool:
    """Run `act` in a child that dies at its n-th step; return whether it came to its end before."""
    child = os.fork()
    if child == 0:
        try:
            stopped_at(number, act, lambda: os._exit(KILLED))
            os._exit(0)
        finally:
            os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, KILLED)
    return status == 0


def every_step(act: Callable[[int], bool]) -> int:
    """Do `act(n)` for every n until one comes to its end; return how many were stopped."""
    number = 1
    while not act(number):
        number += 1
        assert number < 200
    return number - 1


def holds(file: Path, clock, tmp_path: Path, passphrase: str | None = None) -> dict[str, str]:
    """The notes in a backup, restored to prove that it is whole."""
    folder = tmp_path / "probe"
    restore(file, folder, passphrase=passphrase, now_utc=clock, user="b")
    with Store.open(folder, now_utc=clock, user="b", create=False) as store:
        assert store.verify() == []
        notes = dict(store.assessments.load(ID).notes)
    shutil.rmtree(folder)
    return notes


@pytest.mark.parametrize("passphrase", [None, WORD])
def test_a_backup_that_is_killed_leaves_the_older_one(filled, tmp_path, clock, passphrase):
    target = tmp_path / "ra" / "a.dtibackup"
    target.parent.mkdir()
    backup(filled, target, passphrase=passphrase, work_factor=2)
    old = target.read_bytes()
    filled.edits.set_note(ID, "1.1", "mới")
    copy = copy_store(filled)
    filled.close()

    def act(number: int) -> bool:
        ended = killed_at(number, lambda: write_backup(copy, target, passphrase=passphrase, work_factor=2))
        if target.read_bytes() != old:
            assert holds(target, clock, tmp_path, passphrase) == {"1.1": "mới"}
            target.write_bytes(old)
        else:
            assert not ended
        return ended

    assert every_step(act) >= 5


def test_an_automatic_backup_that_is_killed_is_not_listed(filled, tmp_path, clock):
    folder = BackupFolder(tmp_path / "ngoài")
    copy = copy_store(filled)
    filled.close()

    def act(number: int) -> bool:
        ended = killed_at(number, lambda: folder.write(copy, "daily", is_rehashed=True))
        for kept in folder.newest_first():
            assert holds(kept.path, clock, tmp_path) == {}
        assert bool(folder.newest_first()) or not ended
        shutil.rmtree(folder.folder, ignore_errors=True)
        return ended

    assert every_step(act) >= 8


def test_a_restore_that_is_killed_leaves_the_old_store_or_the_new_one(filled, folder, tmp_path, clock):
    target = tmp_path / "a.dtibackup"
    filled.edits.set_note(ID, "1.1", "trong bản sao lưu")
    backup(filled, target)
    filled.edits.set_note(ID, "1.1", "sau bản sao lưu")
    filled.close()
    template = tmp_path / "mẫu"
    folder.rename(template)
    seen = set()

    def act(number: int) -> bool:
        shutil.copytree(template, folder)
        ended = killed_at(number, lambda: restore(target, folder, now_utc=clock, user="b"))
        with Store.open(folder, now_utc=clock, user="b", create=False) as store:
            assert store.verify() == []
            note = store.assessments.load(ID).notes["1.1"]
        assert note == "trong bản sao lưu" or not ended
        left = {p.name for p in folder.iterdir()}
        assert not {name for name in left if name.startswith(("restor", "copying-"))}
        aside = [name for name in left if name.startswith("before-restore-")]
        assert bool(aside) == (note == "trong bản sao lưu")
        seen.add(note)
        shutil.rmtree(folder)
        return ended

    assert every_step(act) >= 15
    assert seen == {"trong bản sao lưu", "sau bản sao lưu"}


def test_a_disk_that_fills_up_at_any_step_of_a_restore_leaves_a_whole_store(filled, folder, tmp_path, clock):
    target = tmp_path / "a.dtibackup"
    filled.edits.set_note(ID, "1.1", "trong bản sao lưu")
    backup(filled, target)
    filled.edits.set_note(ID, "1.1", "sau bản sao lưu")
    filled.close()
    template = tmp_path / "mẫu"
    folder.rename(template)

    def full() -> None:
        raise OSError(errno.ENOSPC, "full")

    def act(number: int) -> bool:
        shutil.copytree(template, folder)
        ended = False
        try:
            ended = stopped_at(number, lambda: restore(target, folder, now_utc=clock, user="b"), full)
        except EnvironmentFault as fault:
            assert fault.code == "disk-full"
        with Store.open(folder, now_utc=clock, user="b", create=False) as store:
            assert store.verify() == []
            assert store.assessments.load(ID).notes["1.1"] in ("trong bản sao lưu", "sau bản sao lưu")
        assert not {p.name for p in folder.iterdir() if p.name.startswith(("restor", "copying-"))}
        shutil.rmtree(folder)
        return ended

    assert every_step(act) >= 15


def test_a_disk_that_fills_up_at_any_step_of_a_backup_leaves_a_whole_one(filled, tmp_path, clock):
    target = tmp_path / "ra" / "a.dtibackup"
    target.parent.mkdir()
    backup(filled, target)
    old = target.read_bytes()
    filled.edits.set_note(ID, "1.1", "mới")

    def full() -> None:
        raise OSError(errno.ENOSPC, "full")

    def act(number: int) -> bool:
        ended = False
        try:
            ended = stopped_at(number, lambda: backup(filled, target), full)
        except EnvironmentFault as fault:
            assert fault.code == "disk-full"
        if target.read_bytes() != old:  # only when making the new name last was refused
            assert holds(target, clock, tmp_path) == {"1.1": "mới"}
            target.write_bytes(old)
        assert [path.name for path in target.parent.iterdir()] == ["a.dtibackup"]
        assert not [p.name for p in filled.folder.iterdir() if p.name.startswith("copying-")]
        return ended

    assert every_step(act) >= 4
