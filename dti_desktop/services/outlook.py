"""What an assessment comes to: score, rank, findings and counters, from one call for every door."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.checks import Finding, check
from dti_desktop.engine.progress import Progress, progress
from dti_desktop.engine.ranking import Ranking, default_year, rank
from dti_desktop.engine.results import ResultBook
from dti_desktop.engine.scoring import Scorecard, rescore, score
from dti_desktop.engine.year_difference import YearTolerance


@dataclass(frozen=True)
class Outlook:
    """The result of one assessment at one moment.

    `ranking` is None where no results are published of this index, and for a department's part, which has
    no rank.
    `book`: the published results that it was compared with.
    """

    scorecard: Scorecard
    ranking: Ranking | None
    findings: tuple[Finding, ...]
    progress: Mapping[str, Progress]
    book: ResultBook = field(repr=False)


def look(
    assessment: Assessment,
    book: ResultBook,
    against: int | None = None,
    *,
    tolerance: YearTolerance | None = None,
    previous: Scorecard | None = None,
    changed_codes: Collection[str] = (),
) -> Outlook:
    """Return what `assessment` comes to, compared with the year `against` (default: `default_year`).

    `tolerance`: above which a change from an earlier year asks for a reason; None asks for none.
    With `previous`, the scorecard of the state before, only `changed_codes` are judged again.
    """
    if previous is not None and previous.catalogue_digest == assessment.catalogue.digest:
        scorecard = rescore(
            previous, assessment.catalogue, assessment.answers, assessment.profile, changed_codes
        )
    else:
        scorecard = score(assessment.catalogue, assessment.answers, assessment.profile)
    book = book.of(assessment.catalogue, assessment.province)
    year = default_year(book, assessment.year) if against is None else against
    ranking = None
    if year is not None and assessment.origin is None and book.years:
        ranking = rank(assessment.catalogue, scorecard, assessment.province, book, year)
    findings = check(assessment, scorecard, tolerance)
    return Outlook(scorecard, ranking, findings, progress(assessment, scorecard, findings), book)
