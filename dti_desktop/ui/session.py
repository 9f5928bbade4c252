"""The open assessment as the window sees it: every edit shows at once and is committed shortly after.

An edit is laid over the last state the store confirmed, so that score and rank move as she types; it is
committed at the latest `COMMIT_DELAY_MS` after the last key, on `flush`, and before anything that needs
the store's own state (undo, attach, export). An edit that could not be committed stays laid over and is
tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dti_desktop.engine.assessment import Assessment, Citation, Fields, Signatory
from dti_desktop.errors import DtiError
from dti_desktop.services.outlook import Outlook, look
from dti_desktop.services.workspace import Saved, Workspace

if TYPE_CHECKING:
    from dti_desktop.services.library import Library
    from dti_desktop.ui.tasks import Task, Tasks

COMMIT_DELAY_MS = 1000
RETRY_DELAY_MS = 5000


@dataclass(frozen=True, slots=True)
class Changed:
    """What may look different now: these indicators; the province profile; evidence documents."""

    codes: frozenset[str] = frozenset()
    profile: bool = False
    documents: bool = False


@dataclass(frozen=True, slots=True)
class _Edit:
    """One typed edit: how it looks, and how it is committed."""

    key: tuple[str, ...]
    changed: Changed
    laid_over: Callable[[Assessment], Assessment]
    commit: Callable[[Workspace, str], Saved]


class Session(QObject):
    """The open assessment, its outlook, and the edits on their way to the store."""

    opened = Signal()
    """Another assessment is open, or none."""
    changed = Signal(object)
    """`Changed`: the assessment or its outlook differs."""
    save_state_changed = Signal(str)
    """"saved", "saving" or "failed"."""
    failed = Signal(object)
    """A `DtiError` of a commit or an act."""

    assessment: Assessment | None
    outlook: Outlook | None
