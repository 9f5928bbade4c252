"""The one obvious next step of an assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dti_desktop.engine.assessment import Assessment
from dti_desktop.services.outlook import Outlook
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.row_state import has_work_left, worst_severities

Kind = Literal["begin", "mend", "answer", "explain", "submit"]

_FIELDS = {"evidence-missing": "evidence", "evidence-date-outside-year": "explanation"}
"""Where what asks for an explanation is put right."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next, and where. `code` is the indicator it is about, where it is about one."""

    kind: Kind
    place: Place
    code: str | None = None


def is_untouched(assessment: Assessment) -> bool:
    """Whether nothing was answered yet."""
    return not assessment.answers


def next_step(assessment: Assessment, outlook: Outlook) -> NextStep:
    """Return what to do next: mend what contradicts, answer what is open, prove or explain, then submit."""
    scores = outlook.scorecard.indicators
    if is_untouched(assessment):
        first = next(iter(assessment.catalogue.indicators))
        return NextStep("begin", Place("indicator", first), first)
    for finding in outlook.findings:
        if finding.severity == "block" and finding.indicator is not None:
            return NextStep("mend", Place("indicator", finding.indicator), finding.indicator)
    for code, row in scores.items():
        if not row.is_answered:
            return NextStep("answer", Place("indicator", code), code)
    for finding in outlook.findings:
        if finding.severity == "explain" and finding.indicator is not None:
            field = _FIELDS.get(finding.code)
            return NextStep("explain", Place("indicator", finding.indicator, field), finding.indicator)
    return NextStep("submit", Place("submit"))


def first_open(assessment: Assessment, outlook: Outlook, index_code: str) -> str:
    """Return the first indicator of a main index with work left, else its first one."""
    codes = assessment.catalogue.index_by_code[index_code].indicators
    worst = worst_severities(outlook)
    return next((code for code in codes if has_work_left(outlook, worst, code)), codes[0])
