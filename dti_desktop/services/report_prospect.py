"""What the leader's annex of a draft tells: forecast, history and losses of one assessment, as plain data.

It takes a second or so: for another thread than the window's.
"""

from __future__ import annotations

from collections.abc import Callable

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.backing import backing
from dti_desktop.engine.estimates import Estimates
from dti_desktop.engine.history import figures_of, history
from dti_desktop.engine.own_points import own_rows
from dti_desktop.engine.rank_curve import RankCurve, WithoutRivals
from dti_desktop.engine.results import INDEX_PREFIX, OVERALL
from dti_desktop.engine.sensitivity import Exposure, document_losses, indicator_losses
from dti_desktop.errors import Cancelled, InputError
from dti_desktop.reports.chart_rows import rank_rows
from dti_desktop.reports.prospect_model import PastRank, PublishedPoints, ReportProspect, RivalAbove
from dti_desktop.reports.standing_rows import RivalOutline
from dti_desktop.services.forecasting import Forecaster, Prospect
from dti_desktop.services.outlook import Outlook


def report_prospect(
    forecaster: Forecaster,
    assessment: Assessment,
    outlook: Outlook,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> ReportProspect | None:
    """Return what may be said of where `assessment` will stand; None while it claims no point at all.

    Without any published results up to its year there is no forecast, only what hangs on evidence. Raises
    `Cancelled` soon after `cancelled` says so.
    """

    def go_on() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    go_on()
    held = backing(assessment, outlook.scorecard, forecaster.announcing)
    if not held.rows:
        return None
    seen = _prospect(forecaster, assessment, outlook)
    go_on()
    estimates = Estimates(assessment, forecaster.defaults)
    exposure = Exposure(assessment, _curve(forecaster, assessment, seen), held.is_backed)
    of_indicators = indicator_losses(exposure)
    go_on()
    of_documents = document_losses(exposure)
    go_on()
    return ReportProspect(
        backing=held,
        expected_points={
            row.code: row.expected_points
            for row in own_rows(assessment.catalogue, outlook.scorecard, held, estimates)
        },
        acceptance_share=estimates.acceptance_share(),
        forecast=None if seen is None else seen.forecast,
        by_source={} if seen is None else seen.by_source,
        rivals_are_facts=seen is not None and seen.rivals_are_facts,
        past_ranks=_past_ranks(forecaster, assessment),
        before=_published_before(forecaster, assessment),
        rival=_rival_above(assessment, outlook),
        document_losses=tuple(loss for loss in of_documents if loss.points > 0),
        indicator_losses=of_indicators,
    )


def _prospect(forecaster: Forecaster, assessment: Assessment, outlook: Outlook) -> Prospect | None:
    try:
        return forecaster.prospect(assessment, outlook.scorecard, with_sources=True)
    except InputError:  # nothing was published to compare with
        return None


def _curve(forecaster: Forecaster, assessment: Assessment, seen: Prospect | None) -> RankCurve:
    if seen is None or seen.forecast.overall is None:
        return WithoutRivals()
    return forecaster.curve(assessment)


def _past_ranks(forecaster: Forecaster, assessment: Assessment) -> tuple[PastRank, ...]:
    """Return the known ranks of the whole up to the assessment's year."""
    catalogue, name = assessment.catalogue, assessment.province
    told = history(catalogue, forecaster.book.of(catalogue, name), name, {})
    return tuple(
        PastRank(row.year, row.whole.rank, row.whole.is_rank_derived)
        for row in reversed(told.years)
        if row.year <= assessment.year and row.whole.rank is not None
    )


def _published_before(forecaster: Forecaster, assessment: Assessment) -> PublishedPoints | None:
    """Return the points of the last year before the assessed one that can be compared; else of that year."""
    catalogue, name = assessment.catalogue, assessment.province
    book = forecaster.book.of(catalogue, name)
    comparable = [year for year in book.years if year in catalogue.issued_for_years]
    earlier = [year for year in comparable if year < assessment.year]
    for year in (*reversed(earlier), *(year for year in comparable if year == assessment.year)):
        figure = figures_of(catalogue, book, year, OVERALL, only=name).get(name)
        if figure is None or figure.value is None:
            continue
        by_index = {}
        for index in catalogue.main_indices:
            row = book.published(year, name, INDEX_PREFIX + index.code)
            if index.is_scored and row is not None and row.value is not None:
                by_index[index.code] = row.value * index.max_points
        return PublishedPoints(year, figure.value * catalogue.scale, by_index)
    return None


def _rival_above(assessment: Assessment, outlook: Outlook) -> RivalAbove | None:
    """Return who stands next above the own value; None at the top, or where that is not known."""
    ranking, catalogue = outlook.ranking, assessment.catalogue
    if ranking is None:
        return None
    rows = rank_rows(catalogue, ranking, outlook.book, assessment.province)
    own = next((row for row in rows if row.is_own), None)
    above = [row for row in rows if own is not None and row.rank < own.rank]
    if not above:
        return None
    rival = above[-1]
    values = []
    for index in catalogue.main_indices:
        row = outlook.book.published(ranking.against, rival.province, INDEX_PREFIX + index.code)
        values.append((index.code, None if row is None else row.value))
    return RivalAbove(ranking.against, rival.value, RivalOutline(rival.province, tuple(values)))
