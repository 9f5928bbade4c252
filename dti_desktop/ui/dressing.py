"""Another style sheet on all widgets without holding the window: what is seen first, the rest by turns.

Twenty pages are kept and one is looked at. Qt takes a third of a second to dress them all, a tenth of it for
what is seen. So a change passes by whatever is not seen, and dresses it afterwards, a little in each turn of
the event loop, or as soon as it is about to be seen (`dress`).

Each widget goes through what Qt itself does for a new style: it lays off what the old sheet gave it (palette,
font, least sizes), takes the new one, and is told. No widget may have a style sheet of its own: Qt would
dress all that is below it at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

#: Dressing what is not seen takes this long at a time, and leaves the window alone for as long.
_TURN_S, _PAUSE_MS = 0.012, 12

# Qt passes by what is not polished, and tells nothing to what has a style of its own.
_POLISHED, _OWN_STYLE = Qt.WidgetAttribute.WA_WState_Polished, Qt.WidgetAttribute.WA_SetStyle


class Dressing(QObject):
    """Changes the application's style sheet. `is_over` once every widget wears the last one."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._waiting: dict[QWidget, None] = {}
        self._held: list[QWidget] = []
        self._steps: list[Callable[[], object]] = []
        self._keeper: QWidget | None = None
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._turn)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be dressed."""
        return not self._steps and not self._waiting

    def make_whole(self) -> None:
        """Leave nothing aside any more: a change that dresses everything at once takes what waits with it."""
        self._finish_steps()
        for widget in self._still_there():
            widget.setAttribute(_POLISHED, True)
            widget.setAttribute(_OWN_STYLE, False)
        self._waiting.clear()
        self._next.stop()

    def change_by_turns(self, sheet: str, on_seen: Callable[[], object]) -> None:
        """Dress what is seen in the next turns of the event loop, call `on_seen`, and dress the rest.

        Nothing is painted before `on_seen` was called. Another change may come at any time.
        """
        self._finish_steps()
        self._hold_still()
        self._steps = [
            self._pass_by_unseen,
            lambda: self._app.setStyleSheet(""),
            lambda: self._app.setStyleSheet(sheet),
            lambda: self._show(on_seen),
        ]
        self._next.start(0)

    def dress(self, root: QWidget) -> None:
        """Dress whatever below `root` still waits: it is about to be seen."""
        self._finish_steps()
        if self._waiting:
            self._dress([each for each in self._still_there() if each is root or root.isAncestorOf(each)])

    def _turn(self) -> None:
        if self._steps:
            self._steps.pop(0)()
            self._next.start(0 if self._steps else _PAUSE_MS)
            return
        end_s = perf_counter() + _TURN_S
        self._dress(self._still_there(), end_s)
        if self._waiting:
            self._next.start(_PAUSE_MS)

    def _finish_steps(self) -> None:
        while self._steps:
            self._steps.pop(0)()

    def _still_there(self) -> list[QWidget]:
        """Return what waits, without what has gone meanwhile."""
        self._waiting = {widget: None for widget in self._waiting if isValid(widget)}
        return list(self._waiting)

    # -- what is seen --------------------------------------------------------------------------------

    def _hold_still(self) -> None:
        self._held = [
            window for window in self._app.topLevelWidgets() if window.isVisible() and window.updatesEnabled()
        ]
        for window in self._held:
            window.setUpdatesEnabled(False)

    def _show(self, on_seen: Callable[[], object]) -> None:
        on_seen()
        for window in self._held:
            if isValid(window):
                window.setUpdatesEnabled(True)
        self._held = []

    def _pass_by_unseen(self) -> None:
        if self._keeper is None:
            # What the sheet did to each widget, and can be undone, Qt forgets once no sheet is left at all.
            self._keeper = QWidget()
            self._keeper.setStyleSheet("/* */")
        for widget in _soonest_first(self._app.topLevelWidgets()):
            if widget not in self._waiting and _is_unseen(widget):
                widget.setAttribute(_POLISHED, False)
                widget.setAttribute(_OWN_STYLE, True)
                self._waiting[widget] = None

    # -- the rest ------------------------------------------------------------------------------------

    def _dress(self, widgets: Iterable[QWidget], end_s: float | None = None) -> None:
        style = self._app.style()
        told = QEvent(QEvent.Type.StyleChange)
        for widget in widgets:
            if widget not in self._waiting:
                continue  # dressed by what was shown meanwhile
            del self._waiting[widget]
            if isValid(widget):
                widget.setAttribute(_OWN_STYLE, False)
                style.unpolish(widget)
                style.polish(widget)
                widget.setAttribute(_POLISHED, True)
                QCoreApplication.sendEvent(widget, told)
                widget.update()
            if end_s is not None and perf_counter() > end_s:
                return


def _is_unseen(widget: QWidget) -> bool:
    """Whether no eye is on a widget. What was never shown has nothing on, and is left to Qt."""
    return (not widget.isVisible() or widget.visibleRegion().isEmpty()) and widget.testAttribute(_POLISHED)


def _soonest_first(windows: Iterable[QWidget]) -> list[QWidget]:
    """Return all widgets, parents before children, those of pages behind another one last."""
    soon: dict[QWidget, None] = {}
    behind: dict[QWidget, None] = {}
    for window in windows:
        soon[window] = None
        for widget in window.findChildren(QWidget):
            parent = widget.parentWidget()
            is_behind = parent in behind or (isinstance(parent, QStackedWidget) and widget.isHidden())
            (behind if is_behind else soon)[widget] = None
    return [*soon, *behind]
