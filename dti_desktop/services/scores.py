"""Points that others gave, from a table: read, judged with every fault, then taken in as one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.review import ScoreSource
from dti_desktop.errors import InputError, Problem
from dti_desktop.named_files import read_named, shown_name
from dti_desktop.services.entered_text import clean_text
from dti_desktop.services.library import Library

if TYPE_CHECKING:
    from dti_desktop.exchange.score_rows import ScoreRow


@dataclass(frozen=True)
class ExaminedScores:
    """A table that was read and judged, not taken in yet. With `faults` it cannot be taken in.

    `rows`: all that it tells, in its order; `changes`: what of it differs from what is known, by code.
    """

    name: str
    source: ScoreSource
    rows: tuple[ScoreRow, ...]
    changes: Mapping[str, tuple[Decimal, str]]
    faults: tuple[Problem, ...]
    notes: tuple[Problem, ...]

    def raise_faults(self) -> None:
        """Raise `InputError` `scores-invalid` with every fault, where there is one."""
        if self.faults:
            raise InputError("scores-invalid", self.faults)


def examine_scores(
    library: Library, assessment: Assessment, untrusted_path: Path, source: ScoreSource
) -> ExaminedScores:
    """Read a CSV file or workbook of points and judge it; nothing is changed. Any thread.

    Raises `InputError` where it cannot be read as a table; what is wrong with rows stands in `faults`.
    """
    from dti_desktop.exchange.headed_table import headings_of
    from dti_desktop.exchange.score_rows import read_scores
    from dti_desktop.exchange.table import MAX_TABLE_BYTES

    content = read_named(untrusted_path, max_bytes=MAX_TABLE_BYTES, place="")
    read = read_scores(content, headings_of(library.score_headings), assessment.catalogue)
    changes: dict[str, tuple[Decimal, str]] = {}
    for row in read.rows:
        held = assessment.given_scores.get(row.code, {}).get(source)
        new = (row.points, clean_text(row.reason))
        if held is None or (held.points, held.reason) != new:
            changes[row.code] = new
    return ExaminedScores(
        shown_name(untrusted_path),
        source,
        tuple(read.rows),
        {} if read.faults else changes,
        tuple(read.faults),
        tuple(read.notes),
    )
