"""The check of the open assessment's journal, a stretch at a time beside everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from dti_desktop.services.workspace import Workspace
    from dti_desktop.store.journal_check import JournalState
    from dti_desktop.ui.tasks import Tasks

#: The first paint and what she does first go before.
_FIRST_PAUSE_MS = 600


class JournalWatch(QObject):
    """Checks the journal of one assessment to its end, and on when it has grown.

    `found(JournalState)` when the end was reached and something new is known; `failed` with what kept it from
    being read.
    """

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = tasks
        self._assessment_id: str | None = None
        self._is_asking = False
        self._is_resting = False
        self.state: JournalState | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_FIRST_PAUSE_MS)
        self._later.timeout.connect(self.go_on)

    def follow(self, assessment_id: str | None) -> None:
        """Watch another assessment, or none; the check begins in a moment."""
        self._assessment_id, self.state = assessment_id, None
        if assessment_id is None:
            self._later.stop()
        else:
            self._later.start()

    def rest(self) -> None:
        """Begin no further stretch: the store is about to be closed. `go_on` ends the rest."""
        self._later.stop()
        self._is_resting = True

    def go_on(self) -> None:
        """Check what was not checked yet, one stretch after the other; others get their turn in between."""
        self._is_resting = False
        if self._is_asking or self._assessment_id is None:
            return
        self._is_asking = True
        asked = self._assessment_id
        self._tasks.run(
            self._workspace.journals.check_on,
            asked,
            lane="store",
            on_done=lambda state: self._on_stretch(asked, state),
            on_error=self._on_error,
            owner=self,
        )

    def _on_stretch(self, asked: str, state: JournalState | None) -> None:
        self._is_asking = False
        if asked != self._assessment_id or state is None:
            if not self._is_resting:
                self.go_on()
            return
        if state != self.state:
            self.state = state
            self.found.emit(state)

    def _on_error(self, error: BaseException) -> None:
        self._is_asking = False
        self.failed.emit(error)
