"""Makes the day's backup beside whatever else is done, after the first opening or edit of a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dti_desktop.errors import DtiError
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.tasks import Task

if TYPE_CHECKING:
    from dti_desktop.services.backups import DailyBackup, DailyDone

#: The first minute of a day's work belongs to the person, not to the disk.
BEGIN_AFTER_MS = 60_000


class BackupKeeper(QObject):
    """Never in the way: the store's thread only copies the database, the rest is done on another.

    `changed` when a backup was made or could not be. What went wrong is remembered by the store and said
    calmly where backups are shown; it is tried again the next day.
    """

    changed = Signal()

    def __init__(self, context: Context, now_utc: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._now_utc = now_utc
        self._day = self._today()
        self._task: Task | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(BEGIN_AFTER_MS)
        self._later.timeout.connect(self.look)
        self._later.start()
        context.session.changed.connect(self._edited)

    def _today(self) -> object:
        return self._now_utc().astimezone().date()

    def _edited(self, _changed: object) -> None:
        """A program that stays open overnight begins its day with the first edit."""
        if self._today() != self._day and not self._later.isActive():
            self._day = self._today()
            self._later.start()

    def look(self) -> None:
        """Make the backup of this day where there is none yet."""
        if self._task is not None and not self._task.finished:
            return
        from dti_desktop.services.backups import begin_daily

        self._task = self._context.tasks.run(
            begin_daily,
            self._context.workspace,
            lane="store",
            on_done=self._begun,
            on_error=self._not_made,
            owner=self,
        )

    def rest(self) -> None:
        """Begin nothing any more, and stop what is being made."""
        self._later.stop()
        if self._task is not None:
            self._task.cancel()

    def _begun(self, daily: DailyBackup | None) -> None:
        if daily is None:
            return
        from dti_desktop.services.backups import finish_daily

        self._task = self._context.tasks.run(
            finish_daily,
            daily,
            now_utc=self._now_utc,
            lane="pool",
            long=True,
            on_done=self._made,
            on_error=self._not_made,
            owner=self,
        )

    def _made(self, done: DailyDone) -> None:
        from dti_desktop.services.backups import note_daily

        self._context.tasks.run(
            note_daily,
            self._context.workspace,
            done,
            lane="store",
            on_done=lambda _none: self.changed.emit(),
            on_error=self._not_made,
            owner=self,
        )

    def _not_made(self, error: BaseException) -> None:
        """Leave it: the store says what is wrong with it when it is used, and a backup can wait a day.

        A mistake of the program is told: nobody else would hear of it.
        """
        if not isinstance(error, DtiError):
            self._context.session.failed.emit(error)
        self.changed.emit()
