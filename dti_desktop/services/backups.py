"""Backing the whole store up into one file, and bringing it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from dti_desktop.store.backup import BackupReport, RestoreReport


def backup(
    workspace: Workspace,
    target: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> BackupReport:
    """Write a backup that has been read again. Raises as the store's does, and as `check_target`."""
    from dti_desktop.store.backup import backup as back_up

    workspace.check_target(target)
    workspace.check_target(target)
    return back_up(workspace.store, target, progress=progress, cancelled=cancelled)


def restore(
    untrusted_file: Path,
    store_dir: Path,
    *,
    now_utc: Callable[[], datetime],
    user: str,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> RestoreReport:
    """Bring a backup back into `store_dir`, which must not be open; the old one is kept."""
    from dti_desktop.store.backup import restore as bring_back

    return bring_back(
        untrusted_file, store_dir, now_utc=now_utc, user=user, progress=progress, cancelled=cancelled
    )
