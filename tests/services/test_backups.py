"""Backups by hand and by themselves: when, where, what is remembered, and that none stands in the way."""

from __future__ import annotations

import errno
import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dti_desktop.errors import InputError
from dti_desktop.passphrase_file import new_passphrase
from dti_desktop.services import backups
from dti_desktop.services.library import Library
from dti_desktop.services.recovery import recovery_sheet_pdf
from dti_desktop.services.workspace import Workspace
from dti_desktop.store import backup_folder
from dti_desktop.store.database import Store

ROOT = Path(__file__).resolve().parents[2]
ID = "soc-trang-2022"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 8, 42, 7, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **more: float) -> None:
        self.now += timedelta(**more)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(ROOT / "resources", ROOT / "translations")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def empty(library, clock, tmp_path):
    workspace = Workspace.open(tmp_path / "kho", library, now_utc=clock, user="an")
    yield workspace
    workspace.close()


@pytest.fixture
def workspace(empty):
    empty.create("Sóc Trăng", 2022)
    return empty


@pytest.fixture(autouse=True)
def unhurried_takes_no_time(monkeypatch):
    monkeypatch.setattr(backups, "_PAUSE_S", 0)


@pytest.fixture
def other_disk(monkeypatch, tmp_path):
    """A folder that stands for another disk."""
    folder = tmp_path / "ổ ngoài"
    folder.mkdir()
    monkeypatch.setattr(backups, "_is_same_disk", lambda path, _other: folder not in (path, *path.parents))
    return folder


def whole_day(workspace, clock):
    """What the window does: begin, finish elsewhere, note."""
    daily = backups.begin_daily(workspace)
    if daily is None:
        return None
    done = backups.finish_daily(daily, now_utc=clock)
    backups.note_daily(workspace, done)
    return done


def refuse(monkeypatch, number: int = errno.ENOSPC) -> None:
    def refusing(_file: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(backup_folder.durable, "flush", refusing)


# -- each day --------------------------------------------------------------------------------------


def test_once_a_day_and_not_of_an_empty_store(empty, clock):
    assert whole_day(empty, clock) is None
    empty.create("Sóc Trăng", 2022)
    done = whole_day(empty, clock)
    assert (done.own.reason, done.outside, done.problem) == ("daily", None, None)
    clock.advance(minutes=5)
    assert whole_day(empty, clock) is None
    clock.advance(days=1)
    assert whole_day(empty, clock).own is not None
    assert [each.reason for each in backups.list_kept(empty).backups] == ["daily", "daily"]


def test_a_clock_that_was_set_back_does_not_stop_the_days_backup(workspace, clock):
    assert whole_day(workspace, clock) is not None
    clock.advance(days=-3)
    assert whole_day(workspace, clock) is not None
    assert len(backups.list_kept(workspace).backups) == 2


def test_a_days_backup_that_cannot_be_made_is_told_once_and_tried_the_next_day(workspace, clock, monkeypatch):
    refuse(monkeypatch)
    done = whole_day(workspace, clock)
    assert (done.own, done.problem.code) == (None, "disk-full")
    assert backups.settings(workspace).failed.code == "disk-full"
    assert workspace.explain(ID, "1.1", "công việc vẫn tiếp tục").assessment.explanations != {}
    assert whole_day(workspace, clock) is None
    monkeypatch.undo()
    monkeypatch.setattr(backups, "_PAUSE_S", 0)
    clock.advance(days=1)
    assert whole_day(workspace, clock).problem is None
    assert backups.settings(workspace).failed is None


def test_a_copy_that_nobody_finished_is_gone_at_the_next_opening(workspace, library, clock, tmp_path):
    assert backups.begin_daily(workspace) is not None
    assert list((tmp_path / "kho").glob("copying-*"))
    workspace.close()
    Workspace.open(tmp_path / "kho", library, now_utc=clock, user="an").close()
    assert not list((tmp_path / "kho").glob("copying-*"))


def test_the_folder_on_another_disk_gets_the_days_backup_whenever_it_is_there(workspace, clock, other_disk):
    backups.set_outside_folder(workspace, other_disk)
    done = whole_day(workspace, clock)
    mark = backups.store_mark(workspace)
    assert done.outside.path.parent == other_disk / mark
    assert backups.settings(workspace).outside_made_utc == clock()
    assert len(backups.list_kept(workspace).backups) == 2
    other_disk.rename(other_disk.with_name("đã rút"))
    clock.advance(days=1)
    done = whole_day(workspace, clock)
    assert (done.own is not None, done.outside, done.problem) == (True, None, None)
    assert backups.list_kept(workspace).is_outside_there is False
    other_disk.with_name("đã rút").rename(other_disk)
    clock.advance(minutes=1)
    done = whole_day(workspace, clock)  # plugged in again on the same day
    assert (done.own, done.outside is not None) == (None, True)
    kept = backups.list_kept(workspace)
    assert (kept.is_outside_there, kept.is_outside_elsewhere) == (True, True)


def test_the_stores_thread_waits_for_no_other_disk(workspace, clock, other_disk, monkeypatch):
    backups.set_outside_folder(workspace, other_disk)
    really = Path.stat

    def stat(path: Path, **more: bool) -> os.stat_result:
        assert other_disk not in (path, *path.parents)  # a share that is gone may take a minute to say so
        return really(path, **more)

    monkeypatch.setattr(Path, "stat", stat)
    daily = backups.begin_daily(workspace)
    monkeypatch.undo()
    monkeypatch.setattr(backups, "_PAUSE_S", 0)
    assert backups.finish_daily(daily, now_utc=clock).outside is not None


def test_two_stores_share_a_folder_without_touching_each_other(
    workspace, clock, other_disk, library, tmp_path
):
    backups.set_outside_folder(workspace, other_disk)
    whole_day(workspace, clock)
    second = Workspace.open(tmp_path / "kho 2", library, now_utc=clock, user="an")
    second.create("Cần Thơ", 2022)
    backups.set_outside_folder(second, other_disk)
    whole_day(second, clock)
    assert len(list(other_disk.glob("dti-backups-*"))) == 2
    assert len(backups.list_kept(second).backups) == 2
    second.close()


def test_a_folder_that_is_no_place_for_it_is_refused(workspace, tmp_path):
    for folder, code in (
        (tmp_path / "không có", "target-folder-missing"),
        (tmp_path / "kho", "target-in-store"),
        (tmp_path / "kho" / "evidence", "target-in-store"),
    ):
        with pytest.raises(InputError) as caught:
            backups.set_outside_folder(workspace, folder)
        assert caught.value.code == code
    assert backups.settings(workspace).outside_folder is None
    backups.set_outside_folder(workspace, tmp_path)
    kept = backups.list_kept(workspace)
    assert (kept.is_outside_there, kept.is_outside_elsewhere) == (True, False)
    backups.set_outside_folder(workspace, None)
    assert backups.settings(workspace).outside_folder is None


# -- the hint that nothing lies elsewhere ------------------------------------------------------------


def test_the_hint_comes_after_two_weeks_and_rests_when_told_to(workspace, clock, other_disk):
    def is_overdue() -> bool:
        return backups.settings(workspace).is_outside_overdue

    assert not is_overdue()
    clock.advance(days=14)
    assert not is_overdue()
    clock.advance(minutes=1)
    assert is_overdue()
    backups.dismiss_hint(workspace)
    assert not is_overdue()
    clock.advance(days=15)
    assert is_overdue()
    backups.backup(workspace, workspace.store.folder.parent / "cùng ổ đĩa")
    assert is_overdue()
    backups.backup(workspace, other_disk / "a")
    assert not is_overdue()


def test_the_sample_alone_needs_no_hint(empty, clock):
    empty.create("Sóc Trăng", 2022, is_sample=True)
    clock.advance(days=100)
    assert not backups.settings(empty).is_outside_overdue


# -- before an act ---------------------------------------------------------------------------------


def test_before_an_import_the_store_is_backed_up(workspace, clock, tmp_path):
    workspace.explain(ID, "1.1", "trước")
    workspace.fill(ID, b'{"answers": {"1.10": {"a": 4}}}')
    assert workspace.unprotected is None
    (kept,) = backups.list_kept(workspace).backups
    assert kept.reason == "import"
    workspace.close()
    backups.restore(kept.path, tmp_path / "kho", now_utc=clock, user="an")
    with Store.open(tmp_path / "kho", now_utc=clock, user="an", create=False) as store:
        assessment = store.assessments.load(ID)
        assert (assessment.answers, assessment.explanations) == ({}, {"1.1": "trước"})


def test_an_import_that_is_refused_makes_no_backup(workspace):
    with pytest.raises(InputError):
        workspace.fill(ID, b'{"answers": {"1.10": {"a": "x"}}}')
    assert backups.list_kept(workspace).backups == ()


def test_a_backup_that_cannot_be_made_does_not_stop_the_import(workspace, monkeypatch):
    refuse(monkeypatch, errno.EROFS)
    saved = workspace.fill(ID, b'{"answers": {"1.10": {"a": 4}}}')
    assert saved.assessment.answers["1.10"]
    assert workspace.unprotected.code == "target-read-only"
    assert backups.settings(workspace).failed.code == "target-read-only"


# -- by hand, locked -------------------------------------------------------------------------------


def test_a_locked_backup_and_its_recovery_sheet(workspace, library, clock, tmp_path):
    workspace.explain(ID, "1.1", "giải trình")
    passphrase = new_passphrase()
    report = backups.backup(workspace, tmp_path / "ra.dtibackup.age", passphrase=passphrase)
    assert report.is_locked and report.sha256
    with pytest.raises(InputError) as caught:
        backups.look_into(report.path, tmp_path / "kho", now_utc=clock)
    assert caught.value.code == "passphrase-needed"
    content = backups.look_into(report.path, tmp_path / "kho", passphrase=passphrase, now_utc=clock)
    assert [s.id for s in content.assessments] == [ID]
    for language, is_printed in (("vi", True), ("en", False)):
        sheet = tmp_path / f"{language}.pdf"
        pdf = recovery_sheet_pdf(
            library,
            report,
            content,
            passphrase,
            is_printed=is_printed,
            language=language,
            printed_on=clock().date(),
        )
        sheet.write_bytes(pdf)
        said = subprocess.run(["pdftotext", "-layout", sheet, "-"], capture_output=True, text=True).stdout
        assert (passphrase in said) == is_printed
        assert "ra.dtibackup.age" in said and "Sóc Trăng 2022" in said
        assert report.sha256[:4] in said and "age -d" in said
    workspace.close()
    restored = backups.restore(
        report.path, tmp_path / "khác", passphrase=passphrase, now_utc=clock, user="an"
    )
    assert restored.problems == ()


def test_a_weak_passphrase_writes_nothing(workspace, tmp_path):
    with pytest.raises(InputError) as caught:
        backups.backup(workspace, tmp_path / "a", passphrase="ngắn")
    assert caught.value.code == "passphrase-too-short"
    assert not (tmp_path / "a").exists()
    assert not list((tmp_path / "kho").glob("copying-*"))


def test_the_journal_tells_of_a_restore_and_undo_does_not_take_it_back(workspace, clock, library, tmp_path):
    workspace.explain(ID, "1.1", "giải trình")
    backups.backup(workspace, tmp_path / "a")
    workspace.set_person_name("Nguyễn Văn An")
    backups.backup(workspace, tmp_path / "b")
    workspace.close()
    clock.advance(hours=1)
    backups.restore(tmp_path / "b", tmp_path / "kho", now_utc=clock, user="an")
    again = Workspace.open(tmp_path / "kho", library, now_utc=clock, user="an")
    entry = again.journal(ID)[0]
    assert (entry.cell.kind, entry.cell.key) == ("event", "store-restored")
    assert entry.new == '{"backup_utc":"2026-11-22T08:42:07Z"}'
    assert entry.who == "Nguyễn Văn An (an)"
    assert again.undo(ID).assessment.explanations == {}
    again.close()
