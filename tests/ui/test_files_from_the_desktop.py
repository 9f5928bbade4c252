"""Files that are opened from the desktop: at the start, while the window is open, by a second start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, prepare, real_window, soc_trang

from dti_desktop.errors import EnvironmentFault
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.application import OpenedFiles
from dti_desktop.ui.dialogs.about import AboutDialog
from dti_desktop.ui.dialogs.open_part import OpenPartDialog
from dti_desktop.ui.dialogs.take_pack import TakePackDialog
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.verify import VerifyPage

VALID = Path(__file__).resolve().parents[1] / "data" / "bundles" / "valid" / "format-1-rsa.asice"


def verify_page(real: RealWindow) -> VerifyPage:
    page = real.bench.page("verify")
    assert isinstance(page, VerifyPage)
    return page


def dialog_of(kind: type[QDialog]) -> QDialog | None:
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return shown[0] if shown else None


@pytest.fixture
def real(qtbot: QtBot, window_language: Language, tmp_path: Path) -> Iterator[RealWindow]:
    with real_window(qtbot, window_language, tmp_path / "kho") as window:
        yield window


def test_a_bundle_is_checked_where_bundles_are_checked(real: RealWindow) -> None:
    real.window.open_files([VALID])
    real.until(lambda: verify_page(real).found is not None)
    assert real.bench.place.page == "verify"


def test_a_file_that_comes_before_the_store_is_open_waits_for_it(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    with real_window(qtbot, window_language, tmp_path / "kho", wait_for_store=False) as real:
        real.window.open_files([VALID])
        real.until(lambda: real.window.workbench is not None and verify_page(real).found is not None)
        assert real.bench.place.page == "verify"


def test_a_department_file_is_asked_about(real: RealWindow, tmp_path: Path) -> None:
    part = tmp_path / "phần việc.dtipart"
    part.write_bytes(b"not a part at all")
    real.window.open_files([part])
    real.until(lambda: dialog_of(OpenPartDialog) is not None)
    dialog = dialog_of(OpenPartDialog)
    assert isinstance(dialog, OpenPartDialog)
    real.until(lambda: dialog.notice.isVisible() and not dialog.open_button.isEnabled())
    dialog.reject()


def test_a_pack_is_looked_at_after_the_part_that_came_with_it(real: RealWindow, tmp_path: Path) -> None:
    part, pack = tmp_path / "phần việc.dtipart", tmp_path / "gói.DTIPACK"
    for path in (part, pack):
        path.write_bytes(b"neither a part nor a pack")
    real.window.open_files([pack, part])
    real.until(lambda: dialog_of(OpenPartDialog) is not None)
    assert dialog_of(TakePackDialog) is None
    asked = dialog_of(OpenPartDialog)
    assert asked is not None
    asked.reject()
    real.until(lambda: dialog_of(TakePackDialog) is not None)
    dialog = dialog_of(TakePackDialog)
    assert isinstance(dialog, TakePackDialog)
    real.until(lambda: dialog.notice.isVisible() and not dialog.take.isEnabled())
    dialog.reject()


def test_an_open_dialog_is_finished_first(real: RealWindow) -> None:
    real.bench.about_wanted.emit()
    real.until(lambda: dialog_of(AboutDialog) is not None)
    real.window.open_files([VALID])
    real.qtbot.wait(50)
    assert real.bench.place.page == "start"
    dialog = dialog_of(AboutDialog)
    assert dialog is not None
    dialog.reject()
    real.until(lambda: verify_page(real).found is not None)


def test_macos_opens_files_by_an_event(real: RealWindow) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    opened = OpenedFiles(app, real.window)
    try:
        QApplication.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile(str(VALID))))
        real.until(lambda: verify_page(real).found is not None)
    finally:
        opened.deleteLater()


def test_a_second_start_hands_its_file_over_and_ends(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    store = tmp_path / "kho"
    with real_window(qtbot, window_language, store) as first:
        with real_window(qtbot, window_language, store, wait_for_store=False, size=(1000, 700)) as second:
            second.window.open_files([VALID])
            second.until(lambda: second.window.is_let_go)
            assert second.window.workbench is None
        first.until(lambda: verify_page(first).found is not None)
        assert first.bench.place.page == "verify"
        assert not list(store.glob("*.dtiopen"))


def test_a_second_start_brings_the_first_window_to_the_front_and_ends(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    """Who does not see that the program is there clicks on its icon again."""
    store = tmp_path / "kho"
    with real_window(qtbot, window_language, store) as first:
        first.until(lambda: first.window._listener is not None)
        first.window.showMinimized()
        with real_window(qtbot, window_language, store, wait_for_store=False, size=(1000, 700)) as second:
            second.until(lambda: second.window.is_let_go)
            assert second.window.workbench is None
        first.until(lambda: not first.window.isMinimized())
        assert first.bench.place.page == "start"
        assert not list(store.glob("*.dtiopen"))


def test_where_nobody_takes_the_file_the_lock_is_said(
    qtbot: QtBot, window_language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dti_desktop.ui.second_start._PATIENCE_MS", 300)
    store = tmp_path / "kho"
    prepare(store, soc_trang)
    # A command line has it, and that listens to nothing.
    other = Workspace.open(
        store, LIBRARY, now_utc=lambda: datetime(2026, 11, 22, tzinfo=UTC), user="test", create=False
    )
    try:
        with real_window(qtbot, window_language, store, wait_for_store=False) as real:
            real.window.open_files([VALID])
            real.until(lambda: "đang được mở" in real.window.opening.fault.what.text())
            assert not list(store.glob("*.dtiopen"))
            other.close()
            # Trying again opens the store, and then the file.
            real.window.opening.fault.retry.click()
            real.until(lambda: real.window.workbench is not None and verify_page(real).found is not None)
    finally:
        other.close()


def test_a_portable_place_that_cannot_be_written_is_said_in_the_window(
    qtbot: QtBot, window_language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    from dti_desktop.ui import main_window

    def refuse(*_arguments: object, **_named: object) -> Workspace:
        raise EnvironmentFault("store-read-only")

    monkeypatch.setattr(Workspace, "open", refuse)
    whole = main_window.MainWindow.__init__

    def portable(self, around, store_dir, assessment_id=None):
        whole(self, around._replace(portable_dir=store_dir), store_dir, assessment_id)

    monkeypatch.setattr(main_window.MainWindow, "__init__", portable)
    with real_window(qtbot, window_language, tmp_path / "data", wait_for_store=False) as real:
        real.until(lambda: "chế độ mang theo" in real.window.opening.fault.what.text())
        assert str(tmp_path / "data") in real.window.opening.fault.what.text()
