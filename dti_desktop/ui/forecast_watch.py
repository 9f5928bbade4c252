"""The forecast of the open assessment, worked out beside the window whenever an answer changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dti_desktop.errors import InputError

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import Assessment
    from dti_desktop.engine.scoring import Scorecard
    from dti_desktop.services.forecasting import Prospect
    from dti_desktop.services.workspace import Workspace
    from dti_desktop.ui.tasks import Tasks

#: The first paint goes before; drawing the rivals for the first time brings NumPy along.
_FIRST_PAUSE_MS = 150


class ForecastWatch(QObject):
    """Works the newest state out in the pool lane; states in between are left out.

    `prospect` is of the newest state that was worked out; None where there is none yet, or nothing to
    compare with. `changed` when it is another one; `failed` with a fault that is not for want of results.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = tasks
        self._wanted: tuple[Assessment, Scorecard] | None = None
        self._of: str | None = None
        self._is_busy = False
        self.prospect: Prospect | None = None
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(_FIRST_PAUSE_MS)
        self._first.timeout.connect(self._work_out)

    @property
    def is_current(self) -> bool:
        """Whether nothing newer is still to be worked out."""
        return not self._is_busy and self._wanted is None

    def begin(self, assessment: Assessment | None, scorecard: Scorecard | None) -> None:
        """Turn to another assessment, or to none; its forecast follows in a moment."""
        self.prospect, self._wanted, self._of = None, None, None
        self._first.stop()
        if assessment is not None and scorecard is not None:
            self._of, self._wanted = assessment.id, (assessment, scorecard)
            self._first.start()
        self.changed.emit()

    def follow(self, assessment: Assessment, scorecard: Scorecard) -> None:
        """Work out another state of the same assessment."""
        self._wanted = assessment, scorecard
        if not self._first.isActive():
            self._work_out()

    def rest(self) -> None:
        """Begin nothing any more: the store is about to be closed."""
        self._first.stop()
        self._wanted = None

    def _work_out(self) -> None:
        if self._is_busy or self._wanted is None:
            return
        (assessment, scorecard), self._wanted = self._wanted, None
        self._is_busy = True
        workspace, asked = self._workspace, assessment.id

        def work() -> Prospect | None:
            try:
                return workspace.forecaster.prospect(assessment, scorecard)
            except InputError:  # nothing was published to compare with
                return None

        self._tasks.run(
            work,
            lane="pool",
            on_done=lambda found: self._done(asked, found),
            on_error=self._give_up,
            owner=self,
        )

    def _done(self, asked: str, found: Prospect | None) -> None:
        self._is_busy = False
        if asked == self._of and found != self.prospect:
            self.prospect = found
            self.changed.emit()
        self._work_out()

    def _give_up(self, error: BaseException) -> None:
        self._is_busy = False
        self.failed.emit(error)
