"""A person at the real window. Keys go through the window system's door, so that shortcuts, focus and dialogs
work as in life; letters that no key has come as an input method brings them.

Nothing here waits for a time: every wait is for a condition.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from dti_desktop.engine.assessment import Assessment
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import Outlook
from dti_desktop.ui import format as formats
from dti_desktop.ui import icons, theme
from dti_desktop.ui.application import now_utc
from dti_desktop.ui.language import Language
from dti_desktop.ui.main_window import MainWindow, Surroundings
from dti_desktop.ui.navigation import PageName, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Session
from dti_desktop.ui.tasks import Tasks
from dti_desktop.ui.workbench import Workbench

PATIENCE_MS = 20_000
"""How long a condition may take to come true on a busy machine before the test fails."""


@dataclass(frozen=True)
class Office:
    """What one process has once."""

    app: QApplication
    library: Library
    look: theme.Theme
    language: Language


class Sitting:
    """Opens the window on a store, drives it, closes it, opens it again."""

    def __init__(self, office: Office, qtbot: QtBot, store: Path) -> None:
        self.office = office
        self.qtbot = qtbot
        self.store = store
        self.faults: list[BaseException] = []
        self._window: MainWindow | None = None
        self._tasks: Tasks | None = None

    # -- the window ----------------------------------------------------------------------------------

    @property
    def window(self) -> MainWindow:
        assert self._window is not None
        return self._window

    @property
    def workbench(self) -> Workbench:
        assert self.window.workbench is not None
        return self.window.workbench

    @property
    def session(self) -> Session:
        return self.workbench.context.session

    @property
    def assessment(self) -> Assessment:
        assert self.session.assessment is not None
        return self.session.assessment

    @property
    def outlook(self) -> Outlook:
        assert self.session.outlook is not None
        return self.session.outlook

    @property
    def page(self) -> Page:
        return self.workbench.page(self.workbench.place.page)

    def come(self, assessment_id: str | None = None) -> None:
        """Open the window, wired as the program wires it, and wait for the start page."""
        self.show(assessment_id)
        self.until(lambda: self.window.workbench is not None)
        self.until(lambda: not self._tasks_pending())

    def show(self, assessment_id: str | None = None) -> None:
        """Open the window; the store may or may not open."""
        assert self._window is None
        office = self.office
        self._tasks = Tasks(on_error=self.faults.append)
        around = Surroundings(
            office.library,
            self._tasks,
            office.look,
            icons.current(),
            office.language,
            formats.current(),
            now_utc,
            "Nguyễn Thị Hoa",
        )
        self._window = MainWindow(around, self.store, assessment_id)
        self._window.show()
        self.qtbot.waitActive(self._window, timeout=PATIENCE_MS).__enter__()
        self._window.activateWindow()
        self.until(lambda: QApplication.activeWindow() is self._window)

    def leave(self) -> None:
        """Close the window as a person does, and wait until it is gone."""
        window, tasks = self._window, self._tasks
        if window is None or tasks is None:
            return
        # After a test that failed half-way there may be something unsaved; nobody is there to be asked.
        impatient = QTimer(interval=50)
        impatient.timeout.connect(self._give_up)
        impatient.start()
        window.close()
        self.until(lambda: window.is_let_go and not window.isVisible())
        tasks.shutdown()
        tasks.deleteLater()
        window.deleteLater()
        self._window = self._tasks = None
        faults, self.faults = self.faults, []
        assert not faults, f"unhandled: {faults!r}"

    @staticmethod
    def _give_up() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            roles = {box.buttonRole(button): button for button in box.buttons()}
            roles.get(QMessageBox.ButtonRole.DestructiveRole, box.buttons()[0]).click()

    def _tasks_pending(self) -> bool:
        assert self._tasks is not None
        return self._tasks.store_pending > 0

    def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Let the window work until a condition holds."""

        def holds() -> None:
            self._manage_windows()
            assert not self.faults, f"unhandled: {self.faults!r}"
            assert condition(), what or "the condition does not come true"

        self.qtbot.waitUntil(holds, timeout=PATIENCE_MS)

    def _manage_windows(self) -> None:
        """Give the keyboard back to the window when a dialog is gone: offscreen has no window manager."""
        if self._window is not None and self._window.isVisible() and QApplication.activeWindow() is None:
            (QApplication.activeModalWidget() or self._window).activateWindow()

    def stored(self) -> Assessment:
        """Wait until the store holds everything that is shown, and return what it holds."""
        self.session.flush()
        self.until(lambda: self.session.is_committed and not self._tasks_pending())
        return self.assessment

    def on(self, page: PageName, code: str | None = None) -> None:
        """Wait for a page."""
        self.until(
            lambda: (
                self.workbench.place.page == page
                and (code is None or self.workbench.place.code == code)
                and self.page.isVisible()
                and QApplication.activeWindow() is self.window
            ),
            f"expected {page} {code or ''}, stands on {self.workbench.place}",
        )
        strays = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not self.window]
        assert not strays, f"windows of their own: {strays}"

    def go(self, place: Place) -> None:
        """Jump to a place, where the way there is not what is tested."""
        self.window.go(place)
        self.on(place.page, place.code)

    # -- the keyboard --------------------------------------------------------------------------------

    @property
    def focus(self) -> QWidget:
        """The widget that has the keyboard."""
        if QApplication.focusWidget() is None:
            self.until(QApplication.focusWidget, "nothing has the keyboard")
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def _focus_window(self) -> QWindow:
        if QApplication.focusWindow() is None:
            self.until(QApplication.focusWindow, "no window has the keyboard")
        window = QApplication.focusWindow()
        assert window is not None
        return window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press and let go one key in whichever window has the keyboard."""
        self._strike(key, modifier)

    def _strike(self, key: Qt.Key | str, modifier: Qt.KeyboardModifier) -> None:
        QTest.keyPress(self._focus_window(), key, modifier)
        # The key may have closed its window: what has the keyboard now hears that it was let go.
        window = QApplication.focusWindow()
        if window is not None:
            QTest.keyRelease(window, key, modifier)

    def type(self, text: str) -> None:
        """Type as with a Vietnamese keyboard: plain keys, and an input method for the other letters."""
        for letter in unicodedata.normalize("NFC", text):
            if ord(letter) < 128:
                self._strike(letter, Qt.KeyboardModifier.NoModifier)
            else:
                self.compose(letter)

    def compose(self, letter: str) -> None:
        """Bring one letter as an input method does: first underlined, then for good."""
        base = unicodedata.normalize("NFD", letter)[0]
        for preedit, commit in ((base, ""), ("", letter)):
            event = QInputMethodEvent(preedit, [])
            event.setCommitString(commit)
            QApplication.sendEvent(self.focus, event)

    def erase(self) -> None:
        """Empty the field that has the keyboard."""
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.press(Qt.Key.Key_Delete)

    # -- the mouse -----------------------------------------------------------------------------------

    def click(self, widget: QWidget) -> None:
        """Click into the middle of a widget that can be seen."""
        assert widget.isVisible(), f"{widget!r} cannot be seen"
        assert widget.isEnabled(), f"{widget!r} cannot be pressed"
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def drop(self, target: QWidget, *files: Path) -> None:
        """Drop files on a widget, as from the file manager."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        middle = QPointF(target.width() / 2, target.height() / 2)
        held = Qt.MouseButton.LeftButton
        plain = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(middle, Qt.DropAction.CopyAction, mime, held, plain)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted(), "the files are not wanted here"
        dropped = QDropEvent(middle, Qt.DropAction.CopyAction, mime, held, plain)
        QApplication.sendEvent(target, dropped)
        assert dropped.isAccepted()
