"""What was published over the years: values and ranks, places gained and lost, regions, nearest rivals.

Published ranks and values win over derived ones, which stay marked. What was not published is unknown, not
zero. Years for which the catalogue was not issued were built otherwise: of them only what was published is
told, and nothing is worked out in today's points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from dti_desktop.engine.model import Catalogue, MainIndex
from dti_desktop.engine.ranking import competition_ranks
from dti_desktop.engine.results import INDEX_PREFIX, OVERALL, KnownValue, ResultBook, measures_of

NEAREST = 3
"""How many rivals above and below are told of."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value (0–1) and a rank; either may be unknown, either may be derived instead of published."""

    value: Fraction | None = None
    rank: int | None = None
    is_derived: bool = False
    is_rank_derived: bool = False

    @property
    def is_known(self) -> bool:
        """Whether anything is known."""
        return self.value is not None or self.rank is not None


@dataclass(frozen=True, slots=True)
class Change:
    """Places gained (positive) or lost (negative) since the year `before`.

    `gap_years` lie between the two years and have no known rank. Derived: one of the two ranks is.
    """

    before: int
    gained_ranks: int
    gap_years: tuple[int, ...] = ()
    is_derived: bool = False


@dataclass(frozen=True, slots=True)
class RegionRank:
    """Where a province stood within its region; unknown while the rank of one of them is `missing`."""

    rank: int | None
    of: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PastYear:
    """What is known of a province for a year.

    `figures` by measure: the whole and each pillar always, a main index where anything is known of it.
    `changes` by measure: against each earlier year with a known rank, the nearest first.
    """

    year: int
    figures: Mapping[str, Figure]
    changes: Mapping[str, tuple[Change, ...]]
    region: RegionRank | None
    national_mean: Fraction | None
    is_of_catalogue: bool

    @property
    def whole(self) -> Figure:
        """Its value and rank as a whole."""
        return self.figures[OVERALL]

    @property
    def change(self) -> Change | None:
        """What its rank as a whole gained on the year before that is known; None where there is none."""
        return next(iter(self.changes[OVERALL]), None)


@dataclass(frozen=True, slots=True)
class OtherYear:
    """One year of another published ranking."""

    year: int
    rank: int | None
    value: Fraction | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class OtherRanking:
    """Another published ranking of the same provinces, by its measure in the book; the newest year first."""

    measure: str
    years: tuple[OtherYear, ...]


@dataclass(frozen=True, slots=True)
class History:
    """A province over the years, the newest first: those of which something was published."""

    province: str
    region: str | None
    years: tuple[PastYear, ...]
    others: tuple[OtherRanking, ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """A province near another. Gaps are points by which it lies above (positive) or below the other.

    `gap_points` and `index_gaps_points` (by code of a main index) exist only for years of the catalogue, the
    latter only where both values were published.
    """

    province: str
    region: str
    whole: Figure
    gap_points: Fraction | None
    index_gaps_points: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Rivals:
    """The nearest by value in a year, best first on either side; equals count as above.

    `index_points` are the province's own, by main index. `missing` have no known value: they may lie between.
    """

    year: int
    own: Figure
    index_points: Mapping[str, Fraction]
    above: tuple[Rival, ...]
    below: tuple[Rival, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A province among those of its region in a year. `rank` is within the region."""

    province: str
    rank: int | None
    figures: Mapping[str, Figure]
    change: Change | None

    @property
    def whole(self) -> Figure:
        """Its value and rank as a whole, in the country."""
        return self.figures[OVERALL]


def other_measures(catalogue: Catalogue, book: ResultBook) -> tuple[str, ...]:
    """Return the measures of the book that are not of the catalogue: other rankings, in the book's order."""
    own = {*measures_of(catalogue), *(INDEX_PREFIX + index.code for index in catalogue.main_indices)}
    return tuple(dict.fromkeys(row.measure for row in book.results if row.measure not in own))


def figures_of(
    catalogue: Catalogue, book: ResultBook, year: int, measure: str, only: str | None = None
) -> dict[str, Figure]:
    """Return what is known of each province (of `only` one); other ranks follow from complete values."""
    published = {p.name: book.published(year, p.name, measure) for p in book.provinces}
    shown = list(published) if only is None else [only] if only in published else []
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
            known is not None and known.origin == "derived",
            name not in ranks and name in derived_ranks,
        )
    return figures


def history(
    catalogue: Catalogue, book: ResultBook, province: str, national_means: Mapping[int, Fraction]
) -> History:
    """Return the years of which something was published for `province`, and its other rankings."""
    own = book.province_by_name.get(province)
    wanted = measures_of(catalogue)
    found: dict[int, dict[str, Figure]] = {}
    for year in book.years:
        figures = {measure: _figure(catalogue, book, year, province, measure) for measure in wanted}
        for index in _scored(catalogue):
            measure = INDEX_PREFIX + index.code
            figure = _figure(catalogue, book, year, province, measure)
            if figure.is_known:
                figures[measure] = figure
        if any(figure.is_known for figure in figures.values()):
            found[year] = figures
    years = tuple(
        PastYear(
            year,
            found[year],
            {m: changes({y: f[m] for y, f in found.items() if m in f}, year) for m in found[year]},
            region_rank(catalogue, book, year, province) if own is not None and book.has_regions else None,
            national_means.get(year),
            year in catalogue.issued_for_years,
        )
        for year in sorted(found, reverse=True)
    )
    others = (_other(book, province, measure) for measure in other_measures(catalogue, book))
    return History(
        province, None if own is None else own.region, years, tuple(other for other in others if other.years)
    )


def changes(figures: Mapping[int, Figure], year: int) -> tuple[Change, ...]:
    """Return what the rank of `year` gained on each earlier year with a known rank, the nearest first."""
    now = figures.get(year, Figure())
    if now.rank is None:
        return ()
    known = {earlier: figure for earlier, figure in figures.items() if figure.rank is not None}
    return tuple(
        Change(
            before,
            figure.rank - now.rank,
            tuple(between for between in range(before + 1, year) if between not in known),
            now.is_rank_derived or figure.is_rank_derived,
        )
        for before, figure in sorted(known.items(), reverse=True)
        if before < year and figure.rank is not None
    )


def region_rank(catalogue: Catalogue, book: ResultBook, year: int, province: str) -> RegionRank:
    """Return where `province` stood within its region; it follows from the ranks in the country.

    Raises KeyError for a province that the book does not know.
    """
    region = book.province_by_name[province].region
    ranks, missing = _ranks_in_region(figures_of(catalogue, book, year, OVERALL), book, region)
    return RegionRank(ranks.get(province), len(_names_of(book, region)), missing)


def region_table(catalogue: Catalogue, book: ResultBook, year: int, region: str) -> tuple[RegionRow, ...]:
    """Return the provinces of a region, best first, those of which nothing is known at the end."""
    names = _names_of(book, region)
    columns = {measure: figures_of(catalogue, book, year, measure) for measure in measures_of(catalogue)}
    ranks, _ = _ranks_in_region(columns[OVERALL], book, region)
    earlier = {y: figures_of(catalogue, book, y, OVERALL) for y in book.years if y < year}
    rows = []
    for name in names:
        of_years = {y: figures[name] for y, figures in earlier.items()} | {year: columns[OVERALL][name]}
        rows.append(
            RegionRow(
                name,
                ranks.get(name),
                {measure: column[name] for measure, column in columns.items()},
                next(iter(changes(of_years, year)), None),
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.whole.rank is None, row.whole.rank or 0)))


def rivals(
    catalogue: Catalogue, book: ResultBook, year: int, province: str, nearest: int = NEAREST
) -> Rivals:
    """Return the `nearest` rivals above and below by value in `year`; none where the own value is unknown."""
    figures = figures_of(catalogue, book, year, OVERALL)
    own = figures.get(province, Figure())
    missing = tuple(name for name, figure in figures.items() if figure.value is None and name != province)
    own_points = _index_points(catalogue, book, year, province)
    if own.value is None:
        return Rivals(year, own, own_points, (), (), missing)

    def rival(name: str, value: Fraction) -> Rival:
        points = _index_points(catalogue, book, year, name)
        is_comparable = own.value is not None and year in catalogue.issued_for_years
        return Rival(
            name,
            book.province_by_name[name].region,
            figures[name],
            (value - own.value) * catalogue.scale if is_comparable and own.value is not None else None,
            {code: points[code] - own_points[code] for code in points if code in own_points},
        )

    values = {name: figure.value for name, figure in figures.items() if figure.value is not None}
    others = sorted(
        ((value, name) for name, value in values.items() if name != province), key=lambda other: -other[0]
    )
    above = [(value, name) for value, name in others if value >= own.value]
    below = [(value, name) for value, name in others if value < own.value]
    return Rivals(
        year,
        own,
        own_points,
        tuple(rival(name, value) for value, name in above[-nearest:]),
        tuple(rival(name, value) for value, name in below[:nearest]),
        missing,
    )


def _scored(catalogue: Catalogue) -> Iterable[MainIndex]:
    return (index for index in catalogue.main_indices if index.is_scored)


def _figure(catalogue: Catalogue, book: ResultBook, year: int, province: str, measure: str) -> Figure:
    return figures_of(catalogue, book, year, measure, only=province).get(province, Figure())


def _index_points(catalogue: Catalogue, book: ResultBook, year: int, province: str) -> dict[str, Fraction]:
    """Return the points of each main index with a published value; none in a year of another formula."""
    points: dict[str, Fraction] = {}
    if year in catalogue.issued_for_years:
        for index in _scored(catalogue):
            row = book.published(year, province, INDEX_PREFIX + index.code)
            if row is not None and row.value is not None:
                points[index.code] = row.value * index.max_points
    return points


def _names_of(book: ResultBook, region: str) -> list[str]:
    return [province.name for province in book.provinces if province.region == region]


def _ranks_in_region(
    figures: Mapping[str, Figure], book: ResultBook, region: str
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the rank of each within the region, none where one is missing; and who is missing."""
    ranks = {name: figures[name].rank for name in _names_of(book, region)}
    known = {name: Fraction(-rank) for name, rank in ranks.items() if rank is not None}
    if len(known) < len(ranks):
        return {}, tuple(name for name in ranks if name not in known)
    return competition_ranks(known), ()


def _other(book: ResultBook, province: str, measure: str) -> OtherRanking:
    rows = {row.year: row for row in book.results if (row.province, row.measure) == (province, measure)}
    figures = {year: Figure(row.value, row.rank) for year, row in rows.items()}
    return OtherRanking(
        measure,
        tuple(
            OtherYear(year, rows[year].rank, rows[year].value, next(iter(changes(figures, year)), None))
            for year in sorted(rows, reverse=True)
        ),
    )
