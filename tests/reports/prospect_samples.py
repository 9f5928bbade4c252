"""What services hand to the leader's annex: a forecast, the years, a rival, losses; all numbers made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import report_samples as samples

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.backing import Backing, RowBacking
from dti_desktop.engine.forecast import ALL_SOURCES, Forecast, RankDistribution, Sources
from dti_desktop.engine.results import OVERALL
from dti_desktop.engine.sensitivity import Loss
from dti_desktop.reports.model import ReportData, ThreeTotals
from dti_desktop.reports.prospect_model import PastRank, PublishedPoints, ReportProspect, RivalAbove
from dti_desktop.reports.standing_rows import RivalOutline
from dti_desktop.reports.wording import Language

OF = 63


def distribution(chances: dict[int, float]) -> RankDistribution:
    """Return a distribution with these chances by rank."""
    return RankDistribution(tuple(chances.get(rank, 0.0) for rank in range(1, OF + 1)), 0.5, 0.55, 0.6)


WHOLE = distribution({8: 0.05, 12: 0.15, 15: 0.4, 18: 0.25, 24: 0.1, 40: 0.05})
SOCIETY = distribution({33: 1.0})


def forecast_of(year: int, whole: RankDistribution = WHOLE, sources: Sources = ALL_SOURCES) -> Forecast:
    """Return a forecast of the whole, digital government and society; economy is not known."""
    measures = {OVERALL: whole, "gov": WHOLE, "society": SOCIETY}
    return Forecast(year, year - 1, 10_000, 1, sources, measures, ("last-year-thin",))


RISKS: Sequence[RowBacking] = (
    RowBacking("1.1", Fraction(8), True, False, ()),
    RowBacking("1.2", Fraction(5), False, False, ("evidence-missing",)),
    RowBacking("2.1", Fraction("7.5"), False, False, ("citation-incomplete", "denominator-differs")),
    RowBacking("3.1", Fraction(9), True, False, ("evidence-announces",)),
    RowBacking("4.1", Fraction(2), True, False, ("answer-incomplete",)),
    RowBacking("7.5", Fraction(6), False, True, ()),
)


def prospect(assessment: Assessment) -> ReportProspect:
    """Return a prospect of which everything is known."""
    year = assessment.year
    expected = {row.code: row.claimed_points / (1 if row.is_backed else 2) for row in RISKS}
    return ReportProspect(
        backing=Backing(tuple(RISKS)),
        expected_points=expected,
        acceptance_share=Fraction(1, 2),
        forecast=forecast_of(year),
        by_source={"rivals": forecast_of(year), "evidence": forecast_of(year, SOCIETY)},
        rivals_are_facts=False,
        past_ranks=(PastRank(year - 2, 21), PastRank(year - 1, 18, True)),
        before=PublishedPoints(year - 1, Fraction(600), {"3": Fraction(50), "7": Fraction(120)}),
        rival=RivalAbove(
            year - 1,
            Fraction("0.7123"),
            RivalOutline("Kon Tum", (("3", Fraction("0.9")), ("7", Fraction("0.8")), ("8", None))),
        ),
        document_losses=tuple(
            Loss(f"d{n}", ("1.1", "3.1") if n == 1 else ("4.1",), Fraction(20 - n), 2.5) for n in range(1, 13)
        ),
        indicator_losses=(
            Loss("3.1", ("3.1",), Fraction(9), 1.25),
            Loss("1.1", ("1.1",), Fraction(8), -1e-12),
        ),
    )


def report_with(
    found: ReportProspect | None = None, *, language: Language = "vi", is_draft: bool = True
) -> ReportData:
    """Return the data of a report with the annex."""
    assessment = samples.answered()
    data = samples.report_of(assessment, language=language, is_draft=is_draft)
    totals = ThreeTotals(Fraction("37.5"), Fraction(19), Fraction("23.5"))
    return replace(data, totals=totals, prospect=found or prospect(assessment))
