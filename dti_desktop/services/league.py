"""All provinces of a year with one assessment among them, its rivals, and the years behind it.

Published ranks and values win over derived ones, which stay marked. What was not published is unknown,
not zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.ranking import Ranking, competition_ranks, rank
from dti_desktop.engine.results import OVERALL, KnownValue, ResultBook
from dti_desktop.engine.scoring import Scorecard


@dataclass(frozen=True, slots=True)
class Figure:
    """A value (0–1) and a rank; either may be unknown, either may be derived instead of published."""

    value: Fraction | None = None
    rank: int | None = None
    is_derived: bool = False
    is_rank_derived: bool = False


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


@dataclass(frozen=True, slots=True)
class PastYear:
    """What was published of the province for a year, and how many ranks it gained on the year before.

    `gained_ranks` is None where a rank is unknown; `before` is the year compared with.
    """

    year: int
    figures: Mapping[str, Figure]
    national_mean: Fraction | None
    before: int | None
    gained_ranks: int | None

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


def measures(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the whole and the pillars, in catalogue order."""
    return (OVERALL, *(pillar.code for pillar in catalogue.pillars))


def league(assessment: Assessment, scorecard: Scorecard, book: ResultBook, year: int) -> League:
    """Return all provinces of `year`, best first, those without a rank at the end.

    Where a value is unknown, rivals keep the rank that was published and the own rank is unknown.
    """
    ranking = rank(assessment.catalogue, scorecard, assessment.province, book, year)
    own_values = {OVERALL: ranking.overall, **ranking.pillars}
    columns = {}
    for measure in measures(assessment.catalogue):
        figures = _column(assessment.catalogue, book, year, measure)
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


def past(
    catalogue: Catalogue, book: ResultBook, province: str, national_means: Mapping[int, Fraction]
) -> tuple[PastYear, ...]:
    """Return the years of which something was published for `province`, the newest first."""
    found: list[PastYear] = []
    for year in book.years:
        figures = {
            measure: _column(catalogue, book, year, measure, only=province).get(province, Figure())
            for measure in measures(catalogue)
        }
        if all(figure == Figure() for figure in figures.values()):
            continue
        before = found[-1] if found else None
        rank_now = figures[OVERALL].rank
        rank_then = before.whole.rank if before else None
        gained = rank_then - rank_now if rank_then is not None and rank_now is not None else None
        found.append(
            PastYear(year, figures, national_means.get(year), before.year if before else None, gained)
        )
    return tuple(reversed(found))


def _column(
    catalogue: Catalogue, book: ResultBook, year: int, measure: str, only: str | None = None
) -> dict[str, Figure]:
    """Return what is known of each province; ranks that were not published follow from complete values."""
    published = {p.name: book.published(year, p.name, measure) for p in book.provinces}
    shown = [only] if only is not None else list(published)
    ranks = {name: row.rank for name, row in published.items() if row is not None and row.rank is not None}
    values: dict[str, KnownValue] = {}
    # The values of all are needed only where a rank has to be worked out.
    for name in published if any(name not in ranks for name in shown) else shown:
        known = book.value(catalogue, year, name, measure)
        if known is not None:
            values[name] = known
    derived_ranks: dict[str, int] = {}
    if len(values) == len(published):
        derived_ranks = competition_ranks({name: known.value for name, known in values.items()})
    figures = {}
    for name in shown:
        known = values.get(name)
        figures[name] = Figure(
            None if known is None else known.value,
            ranks.get(name, derived_ranks.get(name)),
            (known is not None and known.origin == "derived")
            or (name not in ranks and name in derived_ranks),
        )
    return figures


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
