"""What a report is made from: one snapshot, its scores, and the words and fonts to print it with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.checks import Finding
from dti_desktop.engine.ranking import Ranking
from dti_desktop.engine.results import ResultBook
from dti_desktop.engine.scoring import Scorecard
from dti_desktop.reports.prospect_model import ReportProspect
from dti_desktop.reports.wording import Language


@dataclass(frozen=True, slots=True)
class ThreeTotals:
    """What the answers say, what of it is proven, and what of it reviewers are likely to cut; in points."""

    claimed_points: Fraction
    backed_points: Fraction
    at_risk_points: Fraction


@dataclass(frozen=True)
class ReportData:
    """All that a report shows; the same data always gives the same bytes.

    `ranking` is None where there is nothing to compare with; with `book` the provinces are drawn too.
    A draft (`is_draft`) carries the draft mark on each page; without it the report says that it is
    valid together with the signature of the submission. `fonts_dir` holds the Liberation Serif faces
    and DejaVu Sans. `texts` are the keyed messages of `language`.

    `totals` and `prospect` are the office's own estimates: only a draft shows them, where they are not None.
    """

    assessment: Assessment
    scorecard: Scorecard
    ranking: Ranking | None
    findings: tuple[Finding, ...]
    texts: Mapping[str, str]
    language: Language
    is_draft: bool
    printed_on: date
    fonts_dir: Path
    book: ResultBook | None = None
    totals: ThreeTotals | None = None
    prospect: ReportProspect | None = None
