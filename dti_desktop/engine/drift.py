"""How provinces move from year to year, learned from everything that was published up to a year.

The model and the reasons for each number: docs/forecast.md. In short: on the logit scale every year has a
centre and a spread; a province's place between them (its *position*, in spreads above the centre) is a sum
of what its region shares, what stays with it, and what fades. The centre moves by the national change.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.positions import Positions, likely_choices, predicted
from dti_desktop.engine.published_positions import centre_and_spread, logit, seen_positions, values_known
from dti_desktop.engine.results import MERGER_YEAR, OVERALL, ResultBook
from dti_desktop.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

_LIKELY_CHANGE, _CHANGE_SPREAD, _CHANGE_FREEDOM = 0.4, 0.2, 2.0
"""The national change of a year on the logit scale before any was seen; it counts as one observation."""

_UNKNOWN_SPREAD = 0.33
_USUAL_LIKENESS = 0.85
"""The correlation of two measures' movements where no year tells it."""

_SPREAD_DRIFT = 0.15
"""A year's spread may be by that share larger or smaller than the year before's (one standard deviation)."""


@dataclass(frozen=True)
class NationalChange:
    """What is believed of one year's change of the centre, in logits: Student's t about `mean`.

    `degrees` of freedom; `scale` of one year's change about the mean; `mean_scale` of the mean itself, as
    a share of `scale`. `seen` are the changes it was learned from, by year.
    """

    mean: float
    scale: float
    degrees: float
    mean_scale: float
    seen: Mapping[int, float]


@dataclass(frozen=True)
class Persistence:
    """How much of a position is still there a year later, and what it consists of (shares of 1).

    `yearly` = `regional` + `lasting` + what has not faded of the rest after a year.
    """

    yearly: float
    lasting: float
    regional: float


@dataclass(frozen=True)
class Drift:
    """What is believed of all provinces' positions in `year`, knowing nothing after `known_until`.

    `chances`: how likely each choice of shares is, in the order of the rows of `positions` (by measure).
    `regions`: the number of each province's region. Centre and spread (logits) of `levels` belong to
    `level_year`, from which the national change is drawn once for every year up to `year`. `likeness`: the
    correlation of the measures' movements, in the order of `measures`. `codes` of what makes this thin.
    """

    year: int
    known_until: int
    provinces: tuple[str, ...]
    regions: Numbers
    measures: tuple[str, ...]
    chances: Floats
    positions: Mapping[str, Positions]
    levels: Mapping[str, tuple[float, float]]
    level_year: int
    change: NationalChange
    spread_drift: float
    likeness: Floats
    persistence: Persistence
    codes: tuple[str, ...] = ()

    @property
    def steps(self) -> int:
        """How many yearly changes lie between the known level and the year looked at."""
        return self.year - self.level_year

    def expected(self, measure: str) -> Floats:
        """Return the expected position of each province."""
        result: Floats = self.chances @ self.positions[measure].mean
        return result

    def variance(self, measure: str) -> Floats:
        """Return the variance of each province's position, in squared spreads."""
        found = self.positions[measure]
        second = self.chances @ (found.mean**2 + found.alone**2 + found.common**2)
        result: Floats = second - self.expected(measure) ** 2
        return result


def learn(
    book: ResultBook,
    national_means: Mapping[int, Fraction],
    catalogue: Catalogue,
    *,
    year: int,
    known_until: int,
    measures: tuple[str, ...] = (OVERALL,),
) -> Drift:
    """Return what can be said of `year` by what was published up to `known_until`, and by nothing later.

    Raises `InputError` `results-missing` where nothing at all was published until then.
    """
    import numpy as np

    known_until = min(known_until, year)
    years = tuple(y for y in book.years if y <= known_until)
    seen = {measure: seen_positions(book, catalogue, years, measure) for measure in measures}
    whole = seen[OVERALL]
    if not whole.known.any():
        raise InputError("results-missing", known_until=known_until)
    provinces = tuple(p.name for p in book.provinces)
    names = sorted({p.region for p in book.provinces})
    regions = np.array([names.index(p.region) for p in book.provinces])
    choices = likely_choices(whole, regions)
    chances = np.array(list(choices.values()))
    positions = {m: predicted(seen[m], regions, year, tuple(choices)) for m in measures}
    level_year, levels = _levels(book, catalogue, years, measures, national_means, known_until)
    means = _means(book, catalogue, years, national_means, known_until)
    codes = []
    if values_known(book, catalogue, years[-1], OVERALL) is None or years[-1] < known_until:
        codes.append("last-year-thin")
    if sum(values_known(book, catalogue, y, OVERALL) is not None for y in years) < 2:
        codes.append("few-years")
    if year - level_year > 1:
        codes.append("several-years-ahead")
    if year >= MERGER_YEAR and any(p.merged_into not in ("", p.name) for p in book.provinces):
        codes.append("units-merged")
    return Drift(
        year=year,
        known_until=known_until,
        provinces=provinces,
        regions=regions,
        measures=measures,
        chances=chances,
        positions=positions,
        levels=levels,
        level_year=level_year,
        change=_national_change(means),
        spread_drift=_SPREAD_DRIFT,
        likeness=_likeness(book, catalogue, years, measures),
        persistence=Persistence(*(float(share) for share in chances @ np.array(list(choices)))),
        codes=tuple(codes),
    )


# -- levels: where a year's centre lies, and how it moves --------------------------------------------


def _levels(
    book: ResultBook,
    catalogue: Catalogue,
    years: tuple[int, ...],
    measures: tuple[str, ...],
    national_means: Mapping[int, Fraction],
    known_until: int,
) -> tuple[int, dict[str, tuple[float, float]]]:
    """Return the last year whose level is known, and centre and spread of every measure in it."""
    for year in reversed(years):
        values = values_known(book, catalogue, year, OVERALL)
        if values is not None:
            whole = centre_and_spread(values)
            found = {}
            for measure in measures:
                own = values_known(book, catalogue, year, measure)
                found[measure] = centre_and_spread(own) if own is not None else whole
            return year, found
    for year in sorted((y for y in national_means if y <= known_until), reverse=True):
        level = logit(float(national_means[year])), _UNKNOWN_SPREAD
        return year, dict.fromkeys(measures, level)
    raise InputError("results-missing", known_until=known_until)


def _means(
    book: ResultBook,
    catalogue: Catalogue,
    years: tuple[int, ...],
    national_means: Mapping[int, Fraction],
    known_until: int,
) -> dict[int, float]:
    """Return the national mean of each year up to `known_until`, published or worked out."""
    means = {year: float(mean) for year, mean in national_means.items() if year <= known_until}
    for year in years:
        values = values_known(book, catalogue, year, OVERALL)
        if year not in means and values is not None:
            means[year] = sum(values.values()) / len(values)
    return means


def _national_change(means: Mapping[int, float]) -> NationalChange:
    """Return the posterior of a year's national change, in logits: normal with unknown mean and variance."""
    seen = {
        year: logit(mean) - logit(means[year - 1])
        for year, mean in sorted(means.items())
        if year - 1 in means
    }
    count = len(seen)
    average = sum(seen.values()) / count if count else 0.0
    weight = 1.0 + count
    mean = (_LIKELY_CHANGE + count * average) / weight
    squares = (
        _CHANGE_FREEDOM * _CHANGE_SPREAD**2
        + sum((change - average) ** 2 for change in seen.values())
        + count / weight * (average - _LIKELY_CHANGE) ** 2
    )
    degrees = _CHANGE_FREEDOM + count
    return NationalChange(mean, math.sqrt(squares / degrees), degrees, math.sqrt(1 / weight), seen)


def _likeness(
    book: ResultBook, catalogue: Catalogue, years: tuple[int, ...], measures: tuple[str, ...]
) -> Floats:
    """Return how alike the measures move: the correlation of positions in the last year that has them all."""
    import numpy as np

    for year in reversed(years):
        tables = [values_known(book, catalogue, year, measure) for measure in measures]
        if all(table is not None for table in tables):
            common = [p.name for p in book.provinces if all(table and p.name in table for table in tables)]
            rows = [[logit(table[name]) for name in common] for table in tables if table is not None]
            if len(common) > 2 and all(np.std(row) > 0 for row in rows):
                return np.atleast_2d(np.corrcoef(np.array(rows)))
    alike = np.full((len(measures), len(measures)), _USUAL_LIKENESS)
    np.fill_diagonal(alike, 1.0)
    return alike
