"""Wires the window together and runs it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from dti_desktop.services.person import user_name
from dti_desktop.ui import fonts, garbage, text_size
from dti_desktop.ui.store_opening import StoreOpening
from dti_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from dti_desktop.services.library import Library
    from dti_desktop.ui.main_window import MainWindow

#: The window waits this long to learn how it was left, so that it need not change its look once it is seen.
_PATIENCE_MS = 250
#: What was typed just before the system asks the process to end is let in for this long.
_KEYS_ON_THEIR_WAY_MS = 100
_TOUR_AFTER_MS = 600
_UNSEEN = ("offscreen", "minimal")
#: Names a PNG file: the window paints itself into it once it is at rest, and closes. For who checks a build.
PICTURE_VARIABLE = "DTI_WINDOW_PICTURE"
_AT_REST_MS = 800
_PATIENCE_FOR_REST_MS = 30_000
_ICON_SIZES = (16, 32, 48, 128)


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


def _is_looked_at(app: QApplication) -> bool:
    """Whether a person sits before the window: what drives it from outside says that none does."""
    return app.platformName() not in _UNSEEN and os.environ.get("DTI_TOUR") != "off"


class SelfPortrait(QObject):
    """Paints the window into a file once its start is over and closes it, as a person would."""

    def __init__(self, window: MainWindow, target: Path) -> None:
        super().__init__(window)
        self._window, self._target = window, target
        self._waited_ms = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_AT_REST_MS)
        self._timer.timeout.connect(self._ask)
        self._timer.start()

    def _ask(self) -> None:
        """Paint some time after it came to rest, or when it will never come."""
        self._waited_ms += _AT_REST_MS
        if not self._window.is_at_rest and self._waited_ms < _PATIENCE_FOR_REST_MS:
            return
        self._timer.stop()
        # Charts and checks come from other threads, behind the store's own work.
        QTimer.singleShot(_AT_REST_MS, self, self._paint)

    def _paint(self) -> None:
        shown = QApplication.activeModalWidget() or self._window
        shown.grab().save(str(self._target), "PNG")
        self._window.close()


class OpenedFiles(QObject):
    """Takes the files that macOS asks a running program to open: they come as events, not as arguments."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        super().__init__(window)
        self._app, self._window = app, window
        app.installEventFilter(self)

    def let_go(self) -> None:
        """Hear of nothing any more: PySide's own end would still call what listens, and crash over it."""
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            self._window.open_files([Path(event.file())])
            return True
        return super().eventFilter(watched, event)


def _program_icon(folder: Path) -> QIcon:
    """Return the icon from pictures: drawing its SVG would load a plugin before the first paint."""
    icon = QIcon()
    for size in _ICON_SIZES:
        icon.addFile(str(folder / f"dti_desktop-{size}.png"), QSize(size, size))
    return icon


def run_window(
    library: Library,
    store_dir: Path,
    assessment_id: str | None = None,
    *,
    untrusted_files: Sequence[Path] = (),
    portable_dir: Path | None = None,
    launch_command: Sequence[str] = (),
    begin_anew: Callable[[str | None], int] = lambda _assessment_id: 0,
) -> int:
    """Run the program's window on the store in `store_dir` until it is closed; return the exit status.

    `untrusted_files` are shown once the store is open; `portable_dir` is where a portable program keeps its
    store; `launch_command` starts this program, for who wants it registered for its kinds of file. Where
    another size of text was chosen, `begin_anew` is called once everything is closed.
    """
    percent = text_size.kept(store_dir)
    with text_size.told_to_qt(percent):
        app = QApplication([*sys.argv[:1], "-style", "fusion"])
    app.setApplicationName("dti_desktop")
    app.setApplicationDisplayName("DTI Desktop")
    app.setDesktopFileName("dti_desktop")
    tasks = Tasks(app)
    user = user_name()
    opening = StoreOpening(tasks, store_dir, library, now_utc, user, is_list_wanted=assessment_id is None)
    tasks.run(fonts.know_the_systems, lane="pool")
    # Only now: while the window's modules are loaded, the disk is waited for and fonts are looked up.
    from dti_desktop.ui import accessible_roles, icons, theme
    from dti_desktop.ui import format as formats
    from dti_desktop.ui.crash_guard import CrashGuard
    from dti_desktop.ui.faults import FaultWords
    from dti_desktop.ui.language import Language
    from dti_desktop.ui.main_window import MainWindow, Surroundings

    accessible_roles.install()
    look = theme.install(app, library.resources_dir, has_style=True)
    app.setWindowIcon(_program_icon(library.resources_dir / "program_icon"))
    language = Language(library.translations_dir, "vi", app)
    guard = CrashGuard(store_dir / "logs", now_utc, FaultWords(library, language), app)
    tasks.on_error = guard.show
    around = Surroundings(
        library,
        tasks,
        look,
        icons.current(),
        language,
        formats.current(),
        now_utc,
        user,
        portable_dir,
        tuple(launch_command),
        percent,
    )
    window = MainWindow(around, store_dir, assessment_id, opening)
    window.open_files(untrusted_files)
    # Nowhere else do such events come. A filter for the whole program has PySide look at every event of every
    # object, half-made ones too: that costs time, and crashes while another thread loads modules.
    opened_files = OpenedFiles(app, window) if sys.platform == "darwin" else None
    picture = os.environ.get(PICTURE_VARIABLE)
    if picture:
        SelfPortrait(window, Path(picture))
    guard.watch(window)
    window.closed.connect(app.quit)

    def show() -> None:
        if not window.isVisible() and not window.is_let_go:
            # A picture is of the window's own size, whatever the screen it is not shown on.
            (window.show if picture else window.show_fitting)()

    window.ready.connect(show)
    if assessment_id is None and not untrusted_files and not picture and _is_looked_at(app):
        # Behind the first paint, which it must not hold up.
        window.store_opened.connect(
            lambda: QTimer.singleShot(_TOUR_AFTER_MS, window, window.help.offer_tour),
            Qt.ConnectionType.SingleShotConnection,
        )
    # Windows asks through the window itself, and knows no such signals.
    ender = None if sys.platform == "win32" else _Ender(window)
    QTimer.singleShot(_PATIENCE_MS, show)
    # What is there now stays: a collection that comes before the first paint need not look at it.
    garbage.settle()
    try:
        status = app.exec()
    finally:
        if ender is not None:
            ender.let_go()
        if opened_files is not None:
            opened_files.let_go()
        guard.let_go()
        tasks.shutdown()
    if window.begins_anew and status == 0:
        return begin_anew(window.assessment_id)
    return status
