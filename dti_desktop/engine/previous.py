"""What an earlier year's assessment held, brought along: to be confirmed, never counted by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import Citation, Fields, StoredFile


@dataclass(frozen=True, slots=True)
class PreviousDocument:
    """A document that proved the sub-indicator then, with the cited pages."""

    citation: Citation
    file: StoredFile | None
    pages: str = ""


@dataclass(frozen=True, slots=True)
class PreviousRow:
    """One sub-indicator of the earlier year, by the code that it had then. Points are exact."""

    old_code: str
    fields: Fields
    explanation: str = ""
    points: Fraction = Fraction(0)
    max_points: Fraction = Fraction(0)
    documents: tuple[PreviousDocument, ...] = ()


@dataclass(frozen=True, slots=True)
class Previous:
    """The earlier year. `rows` by the code of today; `shelf`, by the old code, holds what found no place."""

    assessment_id: str
    year: int
    catalogue_id: str
    catalogue_digest: str
    profile: Mapping[str, Decimal] = field(default_factory=dict)
    rows: Mapping[str, PreviousRow] = field(default_factory=dict)
    shelf: Mapping[str, PreviousRow] = field(default_factory=dict)
