"""The program around the window: faults of its own are said calmly and logged without a word of content."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, now_utc, prepare, soc_trang

from dti_desktop.errors import Cancelled, EnvironmentFault
from dti_desktop.ui.crash_guard import LOG_NAME, CrashGuard
from dti_desktop.ui.faults import FaultWords, fault_code
from dti_desktop.ui.language import Language

SECRET = "Kinh phí 12.345 triệu"


@pytest.fixture
def guard(qapp: QApplication, window_language: Language, tmp_path: Path) -> CrashGuard:
    made = CrashGuard(tmp_path / "logs", now_utc, FaultWords(LIBRARY, window_language), qapp)
    yield made
    made.let_go()
    made.deleteLater()


def _fault() -> Exception:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        return error


def _boxes() -> list[QMessageBox]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]


def test_fault_of_the_program_is_said_and_logged_without_content(
    qtbot: QtBot, guard: CrashGuard, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    guard.watch(window)
    error = _fault()
    sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(_boxes()))
    box = _boxes()[0]
    assert fault_code(error) in box.informativeText()
    assert str(tmp_path / "logs" / LOG_NAME) in box.informativeText()
    assert SECRET not in box.text() + box.informativeText()
    log = (tmp_path / "logs" / LOG_NAME).read_text(encoding="utf-8")
    assert fault_code(error) in log
    assert "ValueError" in log
    assert "test_application.py" in log
    assert SECRET not in log
    assert str(Path(__file__).parent) not in log
    # A second one does not pile up over the first.
    sys.excepthook(type(error), error, error.__traceback__)
    qtbot.wait(50)
    assert len(_boxes()) == 1
    box.close()
    qtbot.waitUntil(lambda: not _boxes())


def test_cancelling_is_no_fault(qtbot: QtBot, guard: CrashGuard, tmp_path: Path) -> None:
    guard.show(Cancelled())
    assert not _boxes()
    assert not (tmp_path / "logs").exists()


def test_log_rotates_and_a_folder_that_cannot_be_written_is_no_matter(
    guard: CrashGuard, tmp_path: Path
) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    for _ in range(3):
        (logs / LOG_NAME).write_text("x" * 300_000, encoding="utf-8")
        guard.log(EnvironmentFault("disk-full"))
    assert (logs / LOG_NAME).stat().st_size < 1000
    kept = {path.name for path in logs.iterdir()}
    assert kept == {LOG_NAME, *(f"{LOG_NAME}.{number}" for number in (1, 2, 3))}
    shutil.rmtree(logs)
    logs.write_text("a file where the folder should be", encoding="utf-8")
    guard.log(EnvironmentFault("disk-full"))


def test_same_fault_has_the_same_code() -> None:
    assert fault_code(_fault()) == fault_code(_fault())
    assert fault_code(_fault()) != fault_code(KeyError("x"))


def test_program_opens_shows_itself_and_closes(tmp_path: Path) -> None:
    """The real process, on an assessment, closed as a desktop closes it."""
    prepare(tmp_path, soc_trang)
    script = f"""
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from dti_desktop import paths
from dti_desktop.services.library import Library
from dti_desktop.ui import application, main_window
def close_when_open():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, main_window.MainWindow) and window.isVisible():
            bench = window.workbench
            if bench is not None and bench.place.page == "overview":
                bench.context.session.edit_answer("1.1", {{"level": "head"}})
                print(window.windowTitle(), flush=True)
                window.close()
                return
    QTimer.singleShot(50, close_when_open)
QTimer.singleShot(0, close_when_open)
library = Library(paths.resources_dir(), paths.translations_dir())
raise SystemExit(application.run_window(library, Path({str(tmp_path)!r}), "soc-trang-2022"))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    assert "Sóc Trăng 2022" in done.stdout
    kept: list[object] = []
    prepare(tmp_path, lambda w: kept.append(w.load("soc-trang-2022").answers))
    assert kept == [{"1.1": {"level": "head"}}]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_program_that_is_asked_to_end_stores_what_was_just_typed(tmp_path: Path, number: int) -> None:
    prepare(tmp_path, soc_trang)
    script = f"""
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from dti_desktop import paths
from dti_desktop.services.library import Library
from dti_desktop.ui import application, main_window
def type_when_open():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, main_window.MainWindow) and window.workbench is not None:
            if window.workbench.place.page == "overview":
                window.workbench.context.session.edit_answer("1.1", {{"level": "head"}})
                print("typed", flush=True)
                return
    QTimer.singleShot(50, type_when_open)
QTimer.singleShot(0, type_when_open)
library = Library(paths.resources_dir(), paths.translations_dir())
raise SystemExit(application.run_window(library, Path({str(tmp_path)!r}), "soc-trang-2022"))
"""
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "typed\n"
        process.send_signal(number)
        assert process.wait(timeout=30) == 0
    kept: list[object] = []
    prepare(tmp_path, lambda w: kept.append(w.load("soc-trang-2022").answers))
    assert kept == [{"1.1": {"level": "head"}}]


def test_translations_that_are_written_anew_do_not_end_the_program(tmp_path: Path) -> None:
    """As when the program is upgraded while it runs: Qt would read the file through a map of it."""
    translations = tmp_path / "translations"
    shutil.copytree(LIBRARY.translations_dir, translations)
    script = f"""
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from dti_desktop.ui.language import Language
app = QApplication([])
language = Language(Path({str(translations)!r}), "en", app)
for path in Path({str(translations)!r}).glob("*.qm"):
    path.write_bytes(b"")
print(QCoreApplication.translate("Header", "Hoàn tác"))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert (done.returncode, done.stdout.strip()) == (0, "Undo"), done.stderr


def test_clock_is_aware() -> None:
    assert now_utc().tzinfo is UTC
    assert isinstance(now_utc(), datetime)


def test_program_paints_itself_where_a_build_is_checked(tmp_path: Path) -> None:
    """The real process as a desktop starts it: on a file, which is shown."""
    prepare(tmp_path / "kho", soc_trang)
    bundle = Path(__file__).resolve().parents[1] / "data" / "bundles" / "valid" / "format-1-rsa.asice"
    picture = tmp_path / "ảnh.png"
    done = subprocess.run(
        [sys.executable, "-m", "dti_desktop", "--store", str(tmp_path / "kho"), str(bundle)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "DTI_WINDOW_PICTURE": str(picture)},
    )
    assert done.returncode == 0, done.stderr
    shown = QImage(str(picture))
    assert shown.width() >= 900
    assert shown.height() >= 600
    colours = {shown.pixel(x, y) for x in range(0, shown.width(), 7) for y in range(0, shown.height(), 7)}
    assert len(colours) > 20
