"""The newest plan that was asked for, worked out beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dti_desktop.errors import InputError
from dti_desktop.services.plan_views import PlanAsked, PlanView, view_plan
from dti_desktop.ui.newest import Newest

if TYPE_CHECKING:
    from dti_desktop.services.forecasting import Forecaster
    from dti_desktop.services.workspace import Workspace
    from dti_desktop.ui.tasks import Tasks

_TYPED_PAUSE_MS = 150
_SLOW_AFTER_MS = 300


class PlanWatch(QObject):
    """Works out one plan at a time in the pool lane; of those asked for meanwhile only the newest.

    `changed`: `view` is of something newer, or None where there is nothing to compare with. `slow(bool)`: it
    takes long enough to be said, or no longer does.
    """

    changed = Signal()
    slow = Signal(bool)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._newest: Newest[PlanView | None] = Newest(tasks, self, self._take, self._give_up)
        self._waiting: PlanAsked | None = None
        self._last: tuple[PlanAsked, Forecaster] | None = None
        self.view: PlanView | None = None
        self.are_results_missing = False
        self._pause = _once(self, _TYPED_PAUSE_MS)
        self._pause.timeout.connect(self._begin)
        self._slow = _once(self, _SLOW_AFTER_MS)
        self._slow.timeout.connect(lambda: self.slow.emit(True))

    @property
    def is_current(self) -> bool:
        """Whether nothing newer is still to be worked out."""
        return self._waiting is None and self._newest.is_current

    def ask(self, asked: PlanAsked, *, is_typed: bool = False) -> None:
        """Work this out, unless it was the last thing; what is still typed waits for the next key."""
        if self._last == (asked, self._workspace.forecaster):
            self._waiting = None
            return
        self._waiting = asked
        if is_typed:
            self._pause.start()
        else:
            self._pause.stop()
            self._begin()

    def drop_typed(self) -> None:
        """Do not work out what was typed a moment ago: it was the beginning of something that is no goal."""
        if self._pause.isActive():
            self._pause.stop()
            self._waiting = None

    def forget(self) -> None:
        """Show nothing: it was of another assessment, or the window closes."""
        self._pause.stop()
        self._newest.forget()
        self._rest()
        self._waiting = self._last = self.view = None
        self.are_results_missing = False

    def _begin(self) -> None:
        if self._waiting is None:
            return
        asked, self._waiting = self._waiting, None
        forecaster = self._workspace.forecaster
        self._last = asked, forecaster
        if not self._slow.isActive():
            self._slow.start()

        def work() -> PlanView | None:
            try:
                return view_plan(forecaster, asked)
            except InputError as error:
                if error.code != "results-missing":
                    raise
                return None

        self._newest.ask(work)

    def _take(self, found: PlanView | None) -> None:
        self._rest()
        self.view, self.are_results_missing = found, found is None
        self.changed.emit()

    def _give_up(self, error: BaseException) -> None:
        self._last = None
        self._rest()
        self.failed.emit(error)

    def _rest(self) -> None:
        self._slow.stop()
        self.slow.emit(False)


def _once(parent: QObject, interval_ms: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval_ms)
    return timer
