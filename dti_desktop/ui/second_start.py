"""A second start on an open store: it hands its files over, and the first window comes to the front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from dti_desktop.services.outside_files import leave_note, take_notes
from dti_desktop.ui.tasks import Tasks

_ASK_EVERY_MS = 100
_PATIENCE_MS = 4000


class Listener(QObject):
    """Watches the folder of the open store for notes, and calls `show` with the files they name, if any."""

    def __init__(
        self, store_dir: Path, tasks: Tasks, show: Callable[[Sequence[Path]], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._store_dir, self._tasks, self._show = store_dir, tasks, show
        self._is_looking, self._again, self._is_resting = False, False, False
        self._watcher = QFileSystemWatcher([str(store_dir)], self)
        self._watcher.directoryChanged.connect(self._look)
        self._look()  # what was left for a window that is gone

    def rest(self) -> None:
        """Look no more: the store is being closed."""
        self._is_resting = True
        self._watcher.removePaths(self._watcher.directories())

    def _look(self) -> None:
        if self._is_resting:
            return
        if self._is_looking:
            self._again = True
            return
        self._is_looking = True
        self._tasks.run(
            take_notes,
            self._store_dir,
            lane="pool",
            on_done=self._took,
            on_error=lambda _error: self._took(None),
            owner=self,
        )

    def _took(self, files: list[Path] | None) -> None:
        self._is_looking = False
        if files is not None:
            self._show(files)
        if self._again:
            self._again = False
            self._look()


class HandOver(QObject):
    """Leaves a note and waits: `on_taken()` once it was read, `on_left()` where nobody reads it."""

    def __init__(
        self,
        store_dir: Path,
        files: Sequence[Path],
        tasks: Tasks,
        *,
        on_taken: Callable[[], object],
        on_left: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._on_taken, self._on_left = on_taken, on_left
        self._note: Path | None = None
        self._waited_ms = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_ASK_EVERY_MS)
        self._timer.timeout.connect(self._ask)
        tasks.run(
            leave_note,
            store_dir,
            files,
            lane="pool",
            on_done=self._was_left,
            on_error=lambda _error: self._on_left(),
            owner=self,
        )

    def _was_left(self, note: Path) -> None:
        self._note = note
        self._timer.start()

    def _ask(self) -> None:
        assert self._note is not None
        self._waited_ms += _ASK_EVERY_MS
        if not self._note.exists():
            self._timer.stop()
            self._on_taken()
        elif self._waited_ms >= _PATIENCE_MS:
            self._timer.stop()
            try:
                self._note.unlink()
            except FileNotFoundError:
                self._on_taken()  # at the last moment
            except OSError:
                self._on_left()
            else:
                self._on_left()
