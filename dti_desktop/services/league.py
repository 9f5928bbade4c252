"""All provinces of a year with one assessment among them, and its rivals.

Published ranks and values win over derived ones, which stay marked. What was not published is unknown,
not zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.history import Figure, figures_of
from dti_desktop.engine.ranking import Ranking, competition_ranks, rank
from dti_desktop.engine.results import OVERALL, ResultBook, measures_of
from dti_desktop.engine.scoring import Scorecard


@dataclass(frozen=True, slots=True)
class LeagueRow:
    """One province. `figures` by measure: the whole and each pillar. The own row holds the assessment's.

    `gap_points`: how far it lies above (positive) or below the own one, on the scale of the index.
    """

    province: str
    region: str
    is_own: bool
    figures: Mapping[str, Figure]
    gap_points: Fraction | None = None

    @property
    def whole(self) -> Figure:
        """Its value and rank as a whole."""
        return self.figures[OVERALL]


@dataclass(frozen=True)
class League:
    """Where an assessment would stand among the results published for `ranking.against`."""

    ranking: Ranking
    rows: tuple[LeagueRow, ...]

    def next_to_own(self, step: int) -> LeagueRow | None:
        """Return the nearest province above (-1) or below (1); None where there is none or no rank."""
        at = next(place for place, row in enumerate(self.rows) if row.is_own) + step
        if self.ranking.overall.rank is None or not 0 <= at < len(self.rows):
            return None
        return self.rows[at]


def league(assessment: Assessment, scorecard: Scorecard, book: ResultBook, year: int) -> League:
    """Return all provinces of `year`, best first, those without a rank at the end.

    Where a value is unknown, rivals keep the rank that was published and the own rank is unknown.
    """
    ranking = rank(assessment.catalogue, scorecard, assessment.province, book, year)
    own_values = {OVERALL: ranking.overall, **ranking.pillars}
    columns = {}
    for measure in measures_of(assessment.catalogue):
        figures = figures_of(assessment.catalogue, book, year, measure)
        own = own_values[measure]
        figures[assessment.province] = Figure(own.value, own.rank)
        if own.rank is not None:
            # Complete: everybody is ranked anew with this value among them.
            ranks = competition_ranks({n: f.value for n, f in figures.items() if f.value is not None})
            figures = {n: Figure(f.value, ranks.get(n), f.is_derived, True) for n, f in figures.items()}
        columns[measure] = figures
    regions = {province.name: province.region for province in book.provinces}
    rows = []
    for name in dict.fromkeys((*regions, assessment.province)):
        value = columns[OVERALL][name].value
        gap_points = None
        if value is not None and ranking.overall.value is not None:
            gap_points = (value - ranking.overall.value) * assessment.catalogue.scale
        figures = {measure: column[name] for measure, column in columns.items()}
        rows.append(LeagueRow(name, regions.get(name, ""), name == assessment.province, figures, gap_points))
    rows.sort(key=_order)
    return League(ranking, tuple(rows))


def _order(row: LeagueRow) -> tuple[bool, int, bool, Fraction, bool]:
    whole = row.whole
    # Known ranks first; then by value; among equals the own province stands first.
    return (
        whole.rank is None,
        whole.rank or 0,
        whole.value is None,
        -(whole.value or Fraction(0)),
        not row.is_own,
    )
