"""The store, opened and read while the window is still being made.

Opening it waits for the disk, making the window computes: side by side they take as long as the longer one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from dti_desktop.services.backups import BackupSettings
    from dti_desktop.services.library import Library
    from dti_desktop.services.workspace import AssessmentSummary, Workspace
    from dti_desktop.ui.tasks import Tasks

    Found = tuple[tuple[AssessmentSummary, ...], list[str], BackupSettings]

_SETTINGS = ("ui/theme", "ui/language", "ui/geometry")


class Opened(NamedTuple):
    """An open store, how its window was left, and what the start page shows where that was asked for."""

    workspace: Workspace
    settings: dict[str, Any]
    listed: Found | None


def read_list(workspace: Workspace) -> Found:
    """Return what the start page shows; on the store's thread."""
    from dti_desktop.services import backups

    return workspace.assessments(), workspace.folder_warnings(), backups.settings(workspace)


class StoreOpening:
    """A store that is being opened on the store's thread since this was made.

    Create it on the window's thread. What comes of it is kept until somebody wants it.
    """

    def __init__(
        self,
        tasks: Tasks,
        store_dir: Path,
        library: Library,
        now_utc: Callable[[], datetime],
        user: str,
        *,
        is_list_wanted: bool,
    ) -> None:
        self._opened: Opened | None = None
        self._error: BaseException | None = None
        self._on_done: Callable[[Opened], object] | None = None
        self._on_error: Callable[[BaseException], object] | None = None
        self._owner: QObject | None = None

        def open_and_read() -> Opened:
            from dti_desktop.services.workspace import Workspace

            workspace = Workspace.open(store_dir, library, now_utc=now_utc, user=user)
            try:
                listed = read_list(workspace) if is_list_wanted else None
                return Opened(workspace, {key: workspace.setting(key) for key in _SETTINGS}, listed)
            except BaseException:
                workspace.close()  # a damaged store opens and then cannot be read
                raise

        tasks.run(open_and_read, lane="store", on_done=self._take, on_error=self._fail)

    def then(
        self,
        on_done: Callable[[Opened], object],
        on_error: Callable[[BaseException], object],
        *,
        owner: QObject,
    ) -> None:
        """Call one of the two with what comes of it, now or as soon as it is there; none without `owner`."""
        self._on_done, self._on_error, self._owner = on_done, on_error, owner
        self._tell()

    def _take(self, opened: Opened) -> None:
        self._opened = opened
        self._tell()

    def _fail(self, error: BaseException) -> None:
        self._error = error
        self._tell()

    def _tell(self) -> None:
        on_done, on_error = self._on_done, self._on_error
        if on_done is None or on_error is None or not isValid(self._owner):
            return
        opened, error, self._opened, self._error = self._opened, self._error, None, None
        if opened is not None:
            on_done(opened)
        elif error is not None:
            on_error(error)
