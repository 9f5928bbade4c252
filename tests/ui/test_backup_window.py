"""Backups in the window: what is shown, what the keyboard does, and that the day's is made by itself."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import real_window as real_window_module
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from real_window import RealWindow, now_utc, prepare, real_window, soc_trang

from dti_desktop import passphrase_file
from dti_desktop.errors import EnvironmentFault
from dti_desktop.intake import examine
from dti_desktop.services import backups
from dti_desktop.services.workspace import Workspace
from dti_desktop.store import backup as backup_module
from dti_desktop.ui.backup_acts import BackupActs
from dti_desktop.ui.dialogs.backup_to_file import BackupToFileDialog
from dti_desktop.ui.dialogs.backups import BackupsDialog
from dti_desktop.ui.dialogs.recovery_sheet import RecoverySheetDialog
from dti_desktop.ui.dialogs.restore import RestoreDialog
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.indicator import IndicatorPage
from dti_desktop.ui.rescue import Rescue

ID = "soc-trang-2022"
WORD = "k7mq-2xcp-hv93-bbt4-zz58-mnr6"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks that cost no time, and no rests for the disk."""
    monkeypatch.setattr(backups, "_PAUSE_S", 0)
    plain = backup_module.write_backup
    monkeypatch.setattr(
        backup_module, "write_backup", lambda *a, **more: plain(*a, **{**more, "work_factor": 2})
    )


def acts(real: RealWindow) -> BackupActs:
    return real.window._acts.backups


def dialog_of(real: RealWindow, kind: type[QDialog]) -> QDialog:
    real.until(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def press(key: Qt.Key, widget: QWidget | None = None) -> None:
    target = widget or QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key)


def write_into(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


def with_backups(workspace: Workspace) -> None:
    soc_trang(workspace)
    workspace.explain(ID, "1.1", "trước khi nhập")
    workspace.fill(ID, b'{"answers": {"1.10": {"a": 4}}}')


# -- the list ----------------------------------------------------------------------------------------


def test_the_list_shows_what_there_is_and_enter_looks_into_one(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path / "store", with_backups)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.bench.menu.entries["backup"].action.trigger()
        dialog = dialog_of(real, BackupsDialog)
        assert "đã kiểm tra" in dialog.last.text() and "hôm qua" in dialog.last.text()
        model = dialog.table.model()
        assert (model.rowCount(), model.index(0, 1).data()) == (1, "trước khi nhập số liệu")
        assert model.index(0, 2).data() == "máy này"
        dialog.table.setFocus()
        press(Qt.Key.Key_Return, dialog.table)
        restoring = dialog_of(real, RestoreDialog)
        real.until(lambda: restoring.content is not None)
        assert "trước khi nhập số liệu" in restoring._made.text()
        assert restoring.restore.hasFocus() and not restoring.notice.isVisible()
        before = real.bench
        press(Qt.Key.Key_Space, restoring.restore)
        real.until(lambda: real.window.workbench not in (None, before))
        real.at_rest()
        real.open(ID)
        assert real.session.assessment is not None
        assert real.session.assessment.answers == {}
        assert real.session.assessment.explanations == {"1.1": "trước khi nhập"}


def test_escape_leaves_without_a_change(qtbot: QtBot, window_language: Language, tmp_path: Path) -> None:
    prepare(tmp_path / "store", with_backups)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        for show, kind in (
            (acts(real).show_all, BackupsDialog),
            (acts(real).ask_how, BackupToFileDialog),
            (lambda: acts(real).look_into(tmp_path / "không có"), RestoreDialog),
        ):
            show()
            dialog = dialog_of(real, kind)
            press(Qt.Key.Key_Escape, dialog)
            real.until(lambda: QApplication.activeModalWidget() is None)


def test_a_store_without_backups_says_so_in_both_languages(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path / "store", soc_trang)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        acts(real).show_all()
        dialog = dialog_of(real, BackupsDialog)
        assert dialog.last.text() == "Chưa có bản sao lưu nào"
        assert not dialog.table.isVisible() and not dialog.restore_chosen.isEnabled()
        window_language.set("en")
        real.until(lambda: dialog.last.text() == "No backup yet")
        dialog.reject()


def test_a_folder_on_another_disk_is_named_filled_and_taken_away(
    qtbot: QtBot, window_language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path / "store", soc_trang)
    outside = tmp_path / "ổ ngoài"
    outside.mkdir()
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        acts(real).show_all()
        dialog = dialog_of(real, BackupsDialog)
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "store"))
        dialog.choose_folder.click()
        real.until(lambda: dialog.failed.isVisible())
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(outside))
        dialog.choose_folder.click()
        real.until(lambda: dialog.table.model().rowCount() == 2)
        assert list(outside.glob("dti-backups-*/*.dtibackup"))
        assert {dialog.table.model().index(row, 2).data() for row in (0, 1)} == {"máy này", "ổ đĩa khác"}
        assert "cùng ổ đĩa" in dialog._outside_words.text()  # in this test it is
        dialog.drop_folder.click()
        real.until(lambda: dialog.table.model().rowCount() == 1)
        dialog.reject()


# -- into a file -------------------------------------------------------------------------------------


def test_a_locked_backup_by_keyboard_with_its_sheet_and_back(
    qtbot: QtBot, window_language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path / "store", with_backups)
    target = tmp_path / "a.dtibackup.age"
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        acts(real).ask_how()
        dialog = dialog_of(real, BackupToFileDialog)
        assert dialog.save.isEnabled() and not dialog.passphrase.isVisible()
        press(Qt.Key.Key_Space, dialog.locked)
        made = dialog.passphrase.text()
        # Frame and padding take 16: no letter loses its foot.
        assert dialog.passphrase.height() >= dialog.passphrase.fontMetrics().height() + 16
        assert passphrase_file.groups_of(made) and not dialog.save.isEnabled()
        dialog.passphrase.selectAll()
        write_into(dialog.passphrase, "ngắn")
        assert dialog.passphrase.property("fault") and "12" in dialog._passphrase_words.text()
        press(Qt.Key.Key_Space, dialog.noted)
        assert not dialog.save.isEnabled()
        dialog.passphrase.selectAll()
        write_into(dialog.passphrase, WORD)
        assert dialog.save.isEnabled()
        asked: list[tuple[str, bool]] = []
        dialog.save_wanted.disconnect()
        dialog.save_wanted.connect(lambda passphrase, on_paper: asked.append((passphrase, on_paper)))
        press(Qt.Key.Key_Space, dialog.save)
        assert asked == [(WORD, False)] and dialog.passphrase.text() == ""
        acts(real).backup_to(str(target), passphrase=WORD, on_paper=True)
        sheet = dialog_of(real, RecoverySheetDialog)
        assert sheet.preview.page_count == 1
        sheet.write(tmp_path / "phiếu.pdf")
        real.until((tmp_path / "phiếu.pdf").is_file)
        sheet.accept()
        real.until(lambda: QApplication.activeModalWidget() is None)
        real.open(ID)
        real.session.edit_answer("1.1", {"level": "head"})

        acts(real).look_into(target)
        restoring = dialog_of(real, RestoreDialog)
        real.until(restoring.passphrase.isVisible)
        assert not restoring.restore.isVisible()
        write_into(restoring.passphrase, "không phải")
        press(Qt.Key.Key_Return, restoring.passphrase)
        real.until(lambda: "không đúng" in restoring.notice.accessibleName())
        write_into(restoring.passphrase, WORD)
        press(Qt.Key.Key_Return, restoring.passphrase)
        real.until(lambda: restoring.content is not None)
        before = real.bench
        press(Qt.Key.Key_Space, restoring.restore)
        real.until(lambda: real.window.workbench not in (None, before))
        real.at_rest()
        real.open(ID)
        assert real.session.assessment is not None and "1.1" not in real.session.assessment.answers


def test_a_file_chosen_in_the_file_dialog_is_looked_into(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path / "store", with_backups)
    (chosen,) = (tmp_path / "store" / "backups").glob("*.dtibackup")
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        acts(real).choose_file()
        dialog = dialog_of(real, QFileDialog)
        assert isinstance(dialog, QFileDialog)
        dialog.selectFile(str(chosen))
        dialog.accept()
        restoring = dialog_of(real, RestoreDialog)
        real.until(lambda: restoring.content is not None)
        restoring.reject()


@pytest.mark.parametrize("place", [0, 5000])
def test_a_damaged_store_is_said_and_a_backup_takes_its_place(
    place: int, qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    prepare(store, with_backups)
    (chosen,) = (store / "backups").glob("*.dtibackup")
    broken = bytearray((store / "dti.sqlite").read_bytes())
    broken[place : place + 200_000] = b"\xa5" * len(broken[place : place + 200_000])
    (store / "dti.sqlite").write_bytes(broken)
    with real_window(qtbot, window_language, store, wait_for_store=False, size=(1366, 768)) as real:
        said = real.window.opening.fault
        real.until(said.restore.isVisible)
        assert "hỏng" in said.what.text() and "nguyên vẹn" not in said.safe.text()
        assert str(store) in said.where.text() and said.restore.hasFocus()
        press(Qt.Key.Key_Return, said.restore)
        dialog = dialog_of(real, QFileDialog)
        assert isinstance(dialog, QFileDialog)
        assert dialog.selectedFiles() == [str(chosen)], "the newest is not chosen already"
        dialog.accept()
        restoring = dialog_of(real, RestoreDialog)
        real.until(lambda: restoring.content is not None)
        press(Qt.Key.Key_Space, restoring.restore)
        real.until(lambda: real.window.workbench is not None)
        real.at_rest()
        assert "Đã khôi phục" in real.bench.toast._text.text()
        real.open(ID)
        assert real.session.assessment is not None
        assert real.session.assessment.explanations["1.1"] == "trước khi nhập"
    (kept,) = store.glob("before-restore-*")
    assert (kept / "dti.sqlite").read_bytes() == bytes(broken), "what was there is not kept"


def test_a_backup_that_cannot_be_brought_back_leaves_the_way_to_another(
    qtbot: QtBot, window_language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    prepare(store, with_backups)
    (store / "dti.sqlite").write_bytes(b"\x00" * 8192)
    (chosen,) = (store / "backups").glob("*.dtibackup")

    def refuse(*_: object, **__: object) -> None:
        raise EnvironmentFault("disk-full")

    monkeypatch.setattr(backups, "restore", refuse)
    with real_window(qtbot, window_language, store, wait_for_store=False, size=(1366, 768)) as real:
        said = real.window.opening.fault
        real.until(said.restore.isVisible)
        Rescue(real.window, real.window._around, store).look_into(chosen)
        restoring = dialog_of(real, RestoreDialog)
        real.until(lambda: restoring.content is not None)
        press(Qt.Key.Key_Space, restoring.restore)
        real.until(lambda: "đầy" in said.what.text())
        assert said.restore.isVisible() and said.retry.isVisible()


def test_what_is_no_backup_is_said_in_place_and_cannot_be_restored(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path / "store", soc_trang)
    (tmp_path / "a").write_bytes(b"not a backup")
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        acts(real).look_into(tmp_path / "a")
        dialog = dialog_of(real, RestoreDialog)
        real.until(dialog.notice.isVisible)
        assert not dialog.restore.isVisible()
        dialog.reject()


# -- by itself ---------------------------------------------------------------------------------------


def test_the_days_backup_is_made_beside_the_work_and_once(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path / "store", soc_trang)
    made = tmp_path / "store" / "backups"
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        keeper = acts(real).keeper
        assert keeper._later.isActive()  # not in the first minute
        assert not made.exists()
        keeper._later.timeout.emit()
        real.until(lambda: list(made.glob("*-daily.dtibackup")))
        real.at_rest()
        keeper.look()
        real.at_rest()
        assert len(list(made.glob("*-daily.dtibackup"))) == 1


def test_a_window_open_overnight_begins_its_day_with_the_first_edit(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path / "store", soc_trang)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        keeper = acts(real).keeper
        keeper._later.stop()
        real.open(ID)
        real.session.edit_answer("1.1", {"level": "head"})
        real.at_rest()
        assert not keeper._later.isActive()
        keeper._now_utc = lambda: now_utc() + timedelta(days=1)
        real.session.edit_answer("1.1", {"level": "none"})
        real.until(keeper._later.isActive)


def test_closing_the_window_stops_a_days_backup(
    qtbot: QtBot, window_language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path / "store", soc_trang)
    monkeypatch.setattr(backups, "_PAUSE_S", 0.05)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        acts(real).keeper.look()
        real.until(lambda: list((tmp_path / "store").glob("copying-*")))
    assert not list((tmp_path / "store").glob("copying-*"))


def test_stopping_while_the_database_is_copied_stops(
    qtbot: QtBot, window_language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path / "store", soc_trang)
    copying, may_go_on = threading.Event(), threading.Event()
    really = backups.begin

    def begin(*arguments: Any) -> Any:
        copying.set()
        assert may_go_on.wait(20)
        return really(*arguments)

    monkeypatch.setattr(backups, "begin", begin)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        acts(real).backup_to(str(tmp_path / "a.dtibackup"))
        real.until(copying.is_set)
        real.bench.work.cancel_wanted.emit()
        may_go_on.set()
        real.until(lambda: not real.bench.work.isVisible())
        real.until(lambda: not list((tmp_path / "store").glob("copying-*")))
        real.at_rest()
        assert not real.bench.toast.isVisible()
    assert not (tmp_path / "a.dtibackup").exists()


def test_a_mistake_of_the_program_in_the_days_backup_is_not_hidden(
    qtbot: QtBot, window_language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path / "store", soc_trang)

    def wrong(_workspace: Workspace) -> None:
        raise ArithmeticError("a mistake")

    monkeypatch.setattr(backups, "begin_daily", wrong)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        acts(real).keeper.look()
        real.until(real.bench.notice.isVisible)


def test_a_restore_lets_go_of_files_that_are_being_taken_in(
    qtbot: QtBot, window_language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path / "store", soc_trang)
    kept, paper = tmp_path / "a.dtibackup", tmp_path / "tờ trình.pdf"
    paper.write_bytes(b"%PDF-1.4")
    looking, may_go_on = threading.Event(), threading.Event()
    really = examine.examine

    def look(*arguments: Any) -> Any:
        looking.set()
        assert may_go_on.wait(20)
        return really(*arguments)

    monkeypatch.setattr(examine, "examine", look)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        acts(real).backup_to(str(kept))
        real.until(kept.exists)
        real.open(ID, "indicator", "1.1")
        page = real.bench.page("indicator")
        assert isinstance(page, IndicatorPage)
        page.evidence.intake.take("1.1", [paper])
        real.until(looking.is_set)
        before = real.bench
        acts(real).restore_from(kept)
        real.until(lambda: real.window.workbench is None)
        may_go_on.set()
        real.until(lambda: real.window.workbench not in (None, before))
        real.at_rest()
        assert not real.failures
    assert not list(tmp_path.glob("store/**/tmp/*"))


def test_a_disk_that_refuses_is_said_calmly_and_the_work_goes_on(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path / "store", soc_trang)
    (tmp_path / "store" / "backups").write_bytes(b"a file in the way")
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        changed: list[bool] = []
        acts(real).keeper.changed.connect(lambda: changed.append(True))
        acts(real).keeper.look()
        real.until(lambda: changed)
        assert not real.bench.notice.isVisible()
        real.open(ID)
        real.session.edit_answer("1.1", {"level": "head"})
        real.at_rest()
        (tmp_path / "store" / "backups").unlink()
        acts(real).show_all()
        dialog = dialog_of(real, BackupsDialog)
        assert dialog.failed.isVisible() and "Ngày mai" in dialog.failed.accessibleName()
        dialog.reject()


# -- the hint ----------------------------------------------------------------------------------------


def test_the_start_page_hints_after_two_weeks_and_lets_it_rest(
    qtbot: QtBot, window_language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(real_window_module, "yesterday_utc", lambda: now_utc() - timedelta(days=30))
    prepare(tmp_path / "store", soc_trang)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        page = real.bench.page("start")
        real.until(page.backup_notice.isVisible)
        page.backup_notice.acted.emit()
        dialog_of(real, BackupsDialog).reject()
        page.backup_notice._close.click()
        real.at_rest()
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.at_rest()
        assert not real.bench.page("start").backup_notice.isVisible()
