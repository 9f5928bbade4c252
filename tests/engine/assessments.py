"""Assessments made of answer documents, for tests that judge more than a score."""

from __future__ import annotations

from random import Random
from typing import Any

from random_answers import written

from dti_desktop.engine.answers import parse_fill
from dti_desktop.engine.assessment import Assessment, Citation, Document, EvidenceLink
from dti_desktop.engine.checks import Finding, check
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.review import ReviewMark
from dti_desktop.engine.scoring import Scorecard, score

PAPER = Document("d1", Citation(number="749/QĐ-UBND"), None, "2022-06-03T00:00:00Z")


def assessment_of(
    catalogue: Catalogue,
    document: dict[str, Any],
    *,
    proven: tuple[str, ...] = (),
    explanations: dict[str, str] | None = None,
    approved: tuple[str, ...] = (),
    year: int | None = None,
) -> Assessment:
    """Return an assessment with these answers; each code of `proven` is linked to one document."""
    fill = parse_fill(catalogue, written({"answers": {}, **document}, Random(0)))
    return Assessment(
        id="test",
        province="Nơi thử",
        year=catalogue.issued_for_years[0] if year is None else year,
        catalogue=catalogue,
        answers={code: fields for code, fields in fill.answers.items() if fields},
        profile={key: figure for key, figure in fill.profile.items() if figure is not None},
        explanations=explanations or {},
        reviews={code: ReviewMark("approved") for code in approved},
        documents={PAPER.id: PAPER},
        links={code: (EvidenceLink(PAPER.id),) for code in proven},
    )


def scorecard_of(assessment: Assessment) -> Scorecard:
    return score(assessment.catalogue, assessment.answers, assessment.profile)


def findings_of(assessment: Assessment) -> tuple[Finding, ...]:
    return check(assessment, scorecard_of(assessment))
