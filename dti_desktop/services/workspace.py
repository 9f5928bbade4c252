"""The use cases on one store. Every method runs on the one thread that owns the store.

Only `stage_files` and `evidence_path` touch no database and may run elsewhere.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.engine.answers import parse_fill
from dti_desktop.engine.assessment import Assessment, Citation, Fields, Signatory, StoredFile
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.library import Library

if TYPE_CHECKING:
    from dti_desktop.store.assessments import AssessmentSummary
    from dti_desktop.store.database import Store
    from dti_desktop.store.journal import JournalEntry

EVIDENCE_LIMIT = "evidence_limit_bytes"
_MAX_TEXT_CHARACTERS = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Saved:
    """What an edit left in the store: the assessment as it now is, and the indicators it touched."""

    assessment: Assessment
    codes: frozenset[str]


class Workspace:
    """One open store and the use cases on it. Close it, or what is open stays locked."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self.library = library

    @classmethod
    def open(
        cls, folder: Path, library: Library, *, now_utc: Callable[[], datetime], user: str
    ) -> Workspace:
        """Open the store in `folder`, made if it is not there. Raises `EnvironmentFault` (`store-locked` …)."""
        from dti_desktop.store.database import Store

        return cls(Store.open(folder, now_utc=now_utc, user=user), library)

    def close(self) -> None:
        """Bring everything to rest on the disk and let go of the store."""
        self._store.close()
