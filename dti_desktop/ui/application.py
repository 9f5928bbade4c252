"""Wires the window together and runs it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from dti_desktop.services.person import user_name
from dti_desktop.ui import accessible_roles, icons, text_size, theme
from dti_desktop.ui import format as formats
from dti_desktop.ui.crash_guard import CrashGuard
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Language
from dti_desktop.ui.main_window import MainWindow, Surroundings
from dti_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from dti_desktop.services.library import Library

#: The window waits this long to learn how it was left, so that it need not change its look once it is seen.
_PATIENCE_MS = 250
#: What was typed just before the system asks the process to end is let in for this long.
_KEYS_ON_THEIR_WAY_MS = 100


def now_utc() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class _Ender(QObject):
    """Closes the window, as a person would, when the system asks the process to end."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._writing, False)
        # Python runs its handlers only between its own instructions, and Qt's loop has none: the byte that
        # the signal leaves here wakes the loop up.
        self._before_fd = signal.set_wakeup_fd(self._writing, warn_on_full_buffer=False)
        asked = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
        self._before = {number: signal.signal(number, lambda *_: None) for number in asked}
        self._window = window
        self._notifier = QSocketNotifier(self._reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)

    def _end(self) -> None:
        os.read(self._reading, 64)
        QTimer.singleShot(_KEYS_ON_THEIR_WAY_MS, self, self._close)

    def _close(self) -> None:
        # Keys that came before the signal may still wait behind it.
        QApplication.processEvents()
        self._window.close()

    def let_go(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._reading)
        os.close(self._writing)


def run_window(
    library: Library,
    store_dir: Path,
    assessment_id: str | None = None,
    begin_anew: Callable[[str | None], int] = lambda _assessment_id: 0,
) -> int:
    """Run the program's window on the store in `store_dir` until it is closed; return the exit status.

    Where another size of text was chosen, `begin_anew` is called once everything is closed.
    """
    percent = text_size.kept(store_dir)
    with text_size.told_to_qt(percent):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("dti_desktop")
    app.setApplicationDisplayName("DTI Desktop")
    app.setDesktopFileName("dti_desktop")
    accessible_roles.install()
    look = theme.install(app, library.resources_dir)
    app.setWindowIcon(icons.current().icon("radar", "accent", 64))
    language = Language(library.translations_dir, "vi", app)
    guard = CrashGuard(store_dir / "logs", now_utc, FaultWords(library, language), app)
    tasks = Tasks(app, on_error=guard.show)
    around = Surroundings(
        library, tasks, look, icons.current(), language, formats.current(), now_utc, user_name(), percent
    )
    window = MainWindow(around, store_dir, assessment_id)
    guard.watch(window)
    window.closed.connect(app.quit)

    def show() -> None:
        if not window.isVisible() and not window.is_let_go:
            window.show()

    window.ready.connect(show)
    # Windows asks through the window itself, and knows no such signals.
    ender = None if sys.platform == "win32" else _Ender(window)
    QTimer.singleShot(_PATIENCE_MS, show)
    try:
        status = app.exec()
    finally:
        if ender is not None:
            ender.let_go()
        guard.let_go()
        tasks.shutdown()
    if window.begins_anew and status == 0:
        return begin_anew(window.assessment_id)
    return status
