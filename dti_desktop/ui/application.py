"""Wires the window together and runs it."""

from __future__ import annotations

import getpass
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dti_desktop.ui import format as formats
from dti_desktop.ui import icons, theme
from dti_desktop.ui.crash_guard import CrashGuard
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Language
from dti_desktop.ui.main_window import MainWindow, Surroundings
from dti_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from dti_desktop.services.library import Library

#: The window waits this long to learn how it was left, so that it need not change its look once it is seen.
_PATIENCE_MS = 250


def now_utc() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def user_name() -> str:
    """Return who is at the machine, for the journal."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such entry, as in some containers
        return ""


def run_window(library: Library, store_dir: Path, assessment_id: str | None = None) -> int:
    """Run the program's window on the store in `store_dir` until it is closed; return the exit status."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("dti_desktop")
    app.setApplicationDisplayName("DTI Desktop")
    app.setDesktopFileName("dti_desktop")
    look = theme.install(app, library.resources_dir)
    app.setWindowIcon(icons.current().icon("radar", "accent", 64))
    language = Language(library.translations_dir, "vi", app)
    guard = CrashGuard(store_dir / "logs", now_utc, FaultWords(library, language), app)
    tasks = Tasks(app, on_error=guard.show)
    around = Surroundings(
        library, tasks, look, icons.current(), language, formats.current(), now_utc, user_name()
    )
    window = MainWindow(around, store_dir, assessment_id)
    guard.watch(window)
    window.closed.connect(app.quit)

    def show() -> None:
        if not window.isVisible() and not window.is_let_go:
            window.show()

    window.ready.connect(show)
    QTimer.singleShot(_PATIENCE_MS, show)
    try:
        return app.exec()
    finally:
        guard.let_go()
        tasks.shutdown()


def has_screen() -> bool:
    """Whether there is something to draw a window on; Qt would otherwise end the process."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
