"""The forecast of the open assessment, worked out beside the window whenever an answer changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dti_desktop.errors import InputError
from dti_desktop.ui.newest import Newest

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
        self._newest: Newest[Prospect | None] = Newest(
            tasks, self, self._take, self.failed.emit, shows_late=True
        )
        self._waiting: tuple[Assessment, Scorecard] | None = None
        self.prospect: Prospect | None = None
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(_FIRST_PAUSE_MS)
        self._first.timeout.connect(self._begin)

    @property
    def is_current(self) -> bool:
        """Whether nothing newer is still to be worked out."""
        return self._waiting is None and self._newest.is_current

    def begin(self, assessment: Assessment | None, scorecard: Scorecard | None) -> None:
        """Turn to another assessment, or to none; its forecast follows in a moment."""
        self.rest()
        self.prospect = None
        if assessment is not None and scorecard is not None:
            self._waiting = assessment, scorecard
            self._first.start()
        self.changed.emit()

    def follow(self, assessment: Assessment, scorecard: Scorecard) -> None:
        """Work out another state of the same assessment."""
        self._waiting = assessment, scorecard
        if not self._first.isActive():
            self._begin()

    def rest(self) -> None:
        """Begin nothing any more, and show nothing that is under way: the store is about to be closed."""
        self._first.stop()
        self._waiting = None
        self._newest.forget()

    def _begin(self) -> None:
        if self._waiting is None:
            return
        (assessment, scorecard), self._waiting = self._waiting, None
        workspace = self._workspace

        def work() -> Prospect | None:
            try:
                return workspace.forecaster.prospect(assessment, scorecard)
            except InputError:  # nothing was published to compare with
                return None

        self._newest.ask(work)

    def _take(self, found: Prospect | None) -> None:
        if found != self.prospect:
            self.prospect = found
            self.changed.emit()
