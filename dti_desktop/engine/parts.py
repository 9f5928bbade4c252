"""Work that was handed out to a department as a file, as both sides remember it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class IssuedPart:
    """A part that this assessment handed out. `merged_utc`: when its return was taken in last.

    `baseline_sha256`: of what it held when it went out; since a return was taken in, of what is known of it.
    """

    id: str
    department: str
    due: date | None
    codes: tuple[str, ...]
    baseline_sha256: str
    issued_utc: str
    issued_by: str
    merged_utc: str | None = None


@dataclass(frozen=True, slots=True)
class PartOrigin:
    """Where an assessment comes from that is one department's part of another's: only `codes` are asked."""

    part_id: str
    assessment_id: str
    department: str
    due: date | None
    codes: tuple[str, ...]
    baseline_sha256: str
    issued_utc: str
    issued_by: str
