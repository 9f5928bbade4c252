"""How far an assessment has come: five counters per main index, never one bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.checks import Finding
from dti_desktop.engine.scoring import Scorecard


@dataclass(frozen=True, slots=True)
class Progress:
    """Counters over a group of indicators.

    `answered`: judged without fault. `with_evidence`: at least one document linked. `valid`: answered,
    and no finding blocks or asks for an explanation. `approved`: the review is through.
    `open_points`: maximum less points.
    """

    indicators: int
    answered: int
    with_evidence: int
    valid: int
    approved: int
    open_points: Fraction


def progress(
    assessment: Assessment, scorecard: Scorecard, findings: Sequence[Finding]
) -> Mapping[str, Progress]:
    """Return the counters of each main index, by its code."""
    at_fault = {f.indicator for f in findings if f.severity != "note"}
    approved = assessment.approved
    counted: dict[str, Progress] = {}
    for index in assessment.catalogue.main_indices:
        rows = [scorecard.indicators[code] for code in index.indicators]
        total = scorecard.indices[index.code].total
        counted[index.code] = Progress(
            indicators=len(rows),
            answered=sum(row.is_answered for row in rows),
            with_evidence=sum(bool(assessment.links.get(row.code)) for row in rows),
            valid=sum(row.is_answered and row.code not in at_fault for row in rows),
            approved=sum(row.code in approved for row in rows),
            open_points=total.max_points - total.points,
        )
    return counted
