"""How provinces move from year to year, learned from everything that was published up to a year.

The model and the reasons for each number: docs/forecast.md. In short: on the logit scale every year has a
centre and a spread; a province's place between them (its *position*, in spreads above the centre) is a sum
of what its region shares, what stays with it, and what fades. The centre moves by the national change.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from statistics import NormalDist
from typing import TYPE_CHECKING

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.results import OVERALL, ResultBook
from dti_desktop.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

LEAST_KNOWN_SHARE = Fraction(2, 3)
"""A year of which fewer provinces' values are known is read by its ranks alone."""

_RANK_NOISE = 0.1
"""Variance (in squared spreads) of a position that only a rank tells."""

_LIKELY_PERSISTENCE, _PERSISTENCE_SPREAD = 0.85, 0.05
_PERSISTENCE = (0.72, 0.76, 0.80, 0.84, 0.88, 0.92)
_LASTING = (0.2, 0.5, 0.8)
_REGIONAL = (0.0, 0.1, 0.2)

_LIKELY_CHANGE, _CHANGE_SPREAD, _CHANGE_FREEDOM = 0.4, 0.2, 2.0
"""The national change of a year on the logit scale before any was seen; it counts as one observation."""

_UNKNOWN_SPREAD = 0.33
_SPREAD_DRIFT = 0.15
"""A year's spread may be by that share larger or smaller than the year before's (one standard deviation)."""

_EDGE = 0.0001
_NOTHING_KNOWN = 1e6
_NEVER_EXACT = 1e-6
_UNLIKELY = math.log(0.001)


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
class Positions:
    """What is believed of one measure's positions in a year, one row for each likely choice of shares.

    A position is `mean` + `alone` × a normal number of its own + `common` × one that its region shares.
    Each array is (choices, provinces).
    """

    mean: Floats
    alone: Floats
    common: Floats


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


@dataclass(frozen=True)
class _Seen:
    """What is known of one measure: (provinces, years) of positions and of their own noise.

    What is not known has the position 0, no weight in `known`, and a noise that outweighs everything.
    """

    years: Numbers
    position: Floats
    noise: Floats
    known: Floats


def measures_of(catalogue: Catalogue) -> tuple[str, ...]:
    """Return what is forecast: the whole, then each pillar."""
    return (OVERALL, *(pillar.code for pillar in catalogue.pillars))


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
    seen = {measure: _seen(book, catalogue, years, measure) for measure in measures}
    whole = seen[OVERALL]
    if not whole.known.any():
        raise InputError("results-missing", known_until=known_until)
    provinces = tuple(p.name for p in book.provinces)
    names = sorted({p.region for p in book.provinces})
    regions = np.array([names.index(p.region) for p in book.provinces])
    choices = _choices(whole, regions)
    chances = np.array(list(choices.values()))
    positions = {m: _predicted(seen[m], regions, year, tuple(choices)) for m in measures}
    level_year, levels = _levels(book, catalogue, years, measures, national_means, known_until)
    means = _means(book, catalogue, years, national_means, known_until)
    codes = []
    if _values(book, catalogue, years[-1], OVERALL) is None or years[-1] < known_until:
        codes.append("last-year-thin")
    if sum(_values(book, catalogue, y, OVERALL) is not None for y in years) < 2:
        codes.append("few-years")
    if year - level_year > 1:
        codes.append("several-years-ahead")
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


def complete_years(book: ResultBook, catalogue: Catalogue, measure: str = OVERALL) -> tuple[int, ...]:
    """Return the years of which every province's value is known, ascending."""
    return tuple(
        year
        for year in book.years
        if all(book.value(catalogue, year, p.name, measure) is not None for p in book.provinces)
    )


# -- what was seen -----------------------------------------------------------------------------------


def logit(value: float) -> float:
    """Return ln(v / (1 − v)), drawn in from the very ends."""
    inside = min(max(value, _EDGE), 1 - _EDGE)
    return math.log(inside / (1 - inside))


def _values(book: ResultBook, catalogue: Catalogue, year: int, measure: str) -> dict[str, float] | None:
    """Return the values known of a year, by province; None where they are too few to stand for all."""
    found = {}
    for province in book.provinces:
        known = book.value(catalogue, year, province.name, measure)
        if known is not None:
            found[province.name] = float(known.value)
    return found if len(found) >= LEAST_KNOWN_SHARE * len(book.provinces) and len(found) > 1 else None


def _centre_and_spread(values: Mapping[str, float]) -> tuple[float, float]:
    logits = [logit(value) for value in values.values()]
    centre = sum(logits) / len(logits)
    spread = math.sqrt(sum((x - centre) ** 2 for x in logits) / len(logits))
    return centre, max(spread, _EDGE)


def _positions(
    book: ResultBook, catalogue: Catalogue, year: int, measure: str
) -> Iterator[tuple[str, float, float]]:
    """Yield (province, position, noise) of everything known of a year."""
    values = _values(book, catalogue, year, measure)
    if values is not None:
        centre, spread = _centre_and_spread(values)
        for name, value in values.items():
            yield name, (logit(value) - centre) / spread, 0.0
        return
    count = len(book.provinces)
    for province in book.provinces:
        row = book.published(year, province.name, measure)
        if row is not None and row.rank is not None and 1 <= row.rank <= count:
            share = (count - row.rank + 0.5) / count
            yield province.name, NormalDist().inv_cdf(share), _RANK_NOISE


def _seen(book: ResultBook, catalogue: Catalogue, years: tuple[int, ...], measure: str) -> _Seen:
    import numpy as np

    index = {province.name: i for i, province in enumerate(book.provinces)}
    shape = (len(index), len(years))
    position, known = np.zeros(shape), np.zeros(shape)
    noise = np.full(shape, _NOTHING_KNOWN)
    for column, year in enumerate(years):
        for name, where, own_noise in _positions(book, catalogue, year, measure):
            cell = index[name], column
            position[cell], noise[cell], known[cell] = where, own_noise + _NEVER_EXACT, 1.0
    return _Seen(np.array(years), position, noise, known)


# -- positions: a Gaussian process over regions, provinces and years ---------------------------------

_Shares = tuple[float, float, float]
"""(yearly persistence, lasting, regional): shares of a position's variance, see `Persistence`."""


@dataclass(frozen=True)
class _Fit:
    """Every province's years under one choice of shares, and what its region has in common.

    `inverse`: (provinces, years, years), of the covariance without the region's share. `shared_mean` and
    `shared_variance` of what each province's region has in common, after everything that was seen.
    """

    inverse: Floats
    shared_mean: Floats
    shared_variance: Floats
    log_likelihood: float


def _own_covariance(shares: _Shares, apart: Numbers) -> Floats:
    """Return the covariance of a province's positions `apart` years from each other, its region left out."""
    import numpy as np

    yearly, lasting, regional = shares
    fading = 1 - lasting - regional
    fade = (yearly - lasting - regional) / fading if fading > 0 else 0.0
    result: Floats = np.asarray(lasting + fading * np.power(fade, apart), dtype=np.float64)
    return result


def _fitted(seen: _Seen, regions: Numbers, shares: _Shares) -> _Fit:
    """Return the fit of one choice of shares.

    Provinces are independent but for what their region shares, a single number: so each is a small matrix
    of its own, and the region comes in by the Sherman-Morrison formula.
    """
    import numpy as np

    regional = shares[2]
    apart = abs(seen.years[:, None] - seen.years[None, :])
    own: Floats = np.repeat(_own_covariance(shares, apart)[None], len(regions), axis=0).astype(np.float64)
    years = np.arange(len(seen.years))
    own[:, years, years] += seen.noise
    inverse: Floats = np.linalg.inv(own).astype(np.float64)
    told = np.einsum("py,pyz->pz", seen.position, inverse)
    squares = (told * seen.position).sum(axis=1)
    weight = np.einsum("py,pyz,pz->p", seen.known, inverse, seen.known)
    weighted = (told * seen.known).sum(axis=1)
    count = int(regions.max()) + 1
    weights = np.bincount(regions, weight, count)
    sums = np.bincount(regions, weighted, count)
    log_likelihood = -0.5 * (
        np.linalg.slogdet(own)[1].sum()
        + np.log1p(regional * weights).sum()
        + squares.sum()
        - (regional * sums**2 / (1 + regional * weights)).sum()
    )
    shared_mean = (regional * sums / (1 + regional * weights))[regions].astype(np.float64)
    shared_variance = (regional / (1 + regional * weights))[regions].astype(np.float64)
    return _Fit(inverse, shared_mean, shared_variance, float(log_likelihood))


def _choices(seen: _Seen, regions: Numbers) -> dict[_Shares, float]:
    """Return the choices of shares with their chances, after everything that was seen; unlikely ones go."""
    logs: dict[_Shares, float] = {}
    for yearly, staying, regional in product(_PERSISTENCE, _LASTING, _REGIONAL):
        shares = (yearly, max(0.0, staying * yearly - regional), regional)
        prior = -0.5 * ((yearly - _LIKELY_PERSISTENCE) / _PERSISTENCE_SPREAD) ** 2
        logs[shares] = _fitted(seen, regions, shares).log_likelihood + prior
    most = max(logs.values())
    likely = {shares: math.exp(log - most) for shares, log in logs.items() if log - most > _UNLIKELY}
    total = sum(likely.values())
    return {shares: chance / total for shares, chance in likely.items()}


def _predicted(seen: _Seen, regions: Numbers, year: int, choices: tuple[_Shares, ...]) -> Positions:
    """Return what is believed of all positions in `year`, under each choice of shares."""
    import numpy as np

    rows = []
    for shares in choices:
        fit = _fitted(seen, regions, shares)
        across = _own_covariance(shares, abs(seen.years - year))[None] * seen.known
        gain = np.einsum("py,pyz->pz", across, fit.inverse)
        left_to_region = 1 - (gain * seen.known).sum(axis=1)
        mean = (gain * seen.position).sum(axis=1) + left_to_region * fit.shared_mean
        alone = 1 - shares[2] - (gain * across).sum(axis=1)
        rows.append((mean, np.sqrt(np.maximum(alone, 0)), left_to_region * np.sqrt(fit.shared_variance)))
    return Positions(*(np.array(column) for column in zip(*rows, strict=True)))


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
        values = _values(book, catalogue, year, OVERALL)
        if values is not None:
            whole = _centre_and_spread(values)
            found = {}
            for measure in measures:
                own = _values(book, catalogue, year, measure)
                found[measure] = _centre_and_spread(own) if own is not None else whole
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
        values = _values(book, catalogue, year, OVERALL)
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
        tables = [_values(book, catalogue, year, measure) for measure in measures]
        if all(table is not None for table in tables):
            common = [p.name for p in book.provinces if all(table and p.name in table for table in tables)]
            rows = [[logit(table[name]) for name in common] for table in tables if table is not None]
            if len(common) > 2 and all(np.std(row) > 0 for row in rows):
                return np.atleast_2d(np.corrcoef(np.array(rows)))
    alike = np.full((len(measures), len(measures)), _LIKELY_PERSISTENCE)
    np.fill_diagonal(alike, 1.0)
    return alike
