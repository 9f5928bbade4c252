"""The forecast's record: every province forecast from what was known, compared with what came.

*Own value unknown*: all provinces are drawn together; national ups and downs cancel out, so the spread of
positions is what is tested. *Own value known*: each province is given its actual value, and only its
rivals are drawn; one national change then moves all of them at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from dti_desktop.engine.drift import Drift, learn
from dti_desktop.engine.forecast import ranks_of
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.numbers import VALUE_DECIMALS, rounded
from dti_desktop.engine.ranking import competition_ranks
from dti_desktop.engine.results import OVERALL, ResultBook
from dti_desktop.engine.rivals import DRAWS, SEED, draw_everyone
from dti_desktop.errors import InputError, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dti_desktop.engine.forecast import Ranks

Own = Literal["unknown", "known"]

MISS_PENALTY = 10
"""What a rank outside the 80 % interval costs for each place: 2 / 0.2."""


@dataclass(frozen=True, slots=True)
class Record:
    """One province: the forecast interval and median, the actual rank, and ranks foretold by baselines."""

    province: str
    p10: int
    median: int
    p90: int
    actual: int
    baselines: Mapping[str, int]

    @property
    def is_covered(self) -> bool:
        """Whether the actual rank lies in the interval."""
        return self.p10 <= self.actual <= self.p90


@dataclass(frozen=True, slots=True)
class BaselineRecord:
    """How a baseline did over the provinces it could speak of. Errors in places; smaller is better."""

    mean_absolute_error: float
    interval_score: float
    provinces: int


@dataclass(frozen=True)
class Backtest:
    """The record over all provinces. `codes`: what makes it thin."""

    year: int
    known_until: int
    own: Own
    rows: tuple[Record, ...]
    codes: tuple[str, ...]

    @property
    def coverage_80(self) -> float:
        """The share (0–1) of actual ranks inside the 80 % interval."""
        return sum(row.is_covered for row in self.rows) / len(self.rows)

    @property
    def mean_width(self) -> float:
        """The mean width of the interval in places."""
        return sum(row.p90 - row.p10 for row in self.rows) / len(self.rows)

    @property
    def interval_score(self) -> float:
        """The mean of (p90 − p10) + 10 × how far the actual rank lies outside."""
        return sum(_score(row.p10, row.p90, row.actual) for row in self.rows) / len(self.rows)

    @property
    def mean_absolute_error(self) -> float:
        """The mean distance of the median from the actual rank, in places."""
        return sum(abs(row.median - row.actual) for row in self.rows) / len(self.rows)

    @property
    def baselines(self) -> Mapping[str, BaselineRecord]:
        """How the baselines did: a single rank each, so an interval without width."""
        found = {}
        for name in dict.fromkeys(name for row in self.rows for name in row.baselines):
            misses = [abs(row.baselines[name] - row.actual) for row in self.rows if name in row.baselines]
            error = sum(misses) / len(misses)
            found[name] = BaselineRecord(error, MISS_PENALTY * error, len(misses))
        return found


def _score(low: int, high: int, actual: int) -> int:
    return (high - low) + MISS_PENALTY * max(0, low - actual, actual - high)


def actual_of(book: ResultBook, catalogue: Catalogue, year: int) -> dict[str, Fraction]:
    """Return the published values of a whole year. Raises `InputError` `year-incomplete`."""
    values = {p.name: book.value(catalogue, year, p.name, OVERALL) for p in book.provinces}
    missing = [name for name, value in values.items() if value is None]
    if missing:
        facts: dict[str, object] = {"year": year, "missing": len(missing), "of": len(values)}
        raise InputError("year-incomplete", [Problem("year-incomplete", "--year", facts)])
    return {name: value.value for name, value in values.items() if value is not None}


def backtest(
    book: ResultBook,
    national_means: Mapping[int, Fraction],
    catalogue: Catalogue,
    *,
    year: int,
    known_until: int,
    own: Own = "unknown",
    actual: Mapping[str, Fraction] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Backtest:
    """Return the record of the forecast of `year` from `known_until` and before.

    `actual` by province, all of them (default: what was published). Raises `InputError`:
    `backtest-not-ahead` unless `year` is after `known_until`; `results-missing`; `year-incomplete`.
    """
    import numpy as np

    if year <= known_until:
        raise InputError("backtest-not-ahead", year=year, known_until=known_until)
    came = actual_of(book, catalogue, year) if actual is None else actual
    drift = learn(book, national_means, catalogue, year=year, known_until=known_until)
    drawn = draw_everyone(drift, draws, seed)[OVERALL]
    shown = {name: rounded(came[name], VALUE_DECIMALS) for name in drift.provinces}
    came_ranks = competition_ranks(shown)
    if own == "unknown":
        order = np.argsort(-drawn, axis=1)
        ranks = np.empty(order.shape, dtype=np.int16)
        places = np.arange(1, order.shape[1] + 1, dtype=np.int16)
        np.put_along_axis(ranks, order, np.broadcast_to(places, order.shape), axis=1)
        columns = [ranks[:, i] for i in range(len(drift.provinces))]
    else:
        columns = [_among(drawn, i, float(shown[name])) for i, name in enumerate(drift.provinces)]
    baselines = _baselines(book, national_means, catalogue, drift, shown, own)
    rows = []
    for name, column in zip(drift.provinces, columns, strict=True):
        low, median, high = (int(r) for r in np.quantile(column, (0.1, 0.5, 0.9), method="inverted_cdf"))
        rows.append(Record(name, low, median, high, came_ranks[name], baselines[name]))
    return Backtest(year, known_until, own, tuple(rows), drift.codes)


def _among(drawn: NDArray[np.float32], own: int, value: float) -> Ranks:
    """Return the rank of a known own value among the others of each draw."""
    import numpy as np

    return ranks_of(np.array([value]), np.delete(drawn, own, axis=1))


def _baselines(
    book: ResultBook,
    national_means: Mapping[int, Fraction],
    catalogue: Catalogue,
    drift: Drift,
    came: Mapping[str, Fraction],
    own: Own,
) -> dict[str, dict[str, int]]:
    """Return what simple rules foretell of each province.

    `last_rank`: the rank of the last year known. With the own value known also `rivals_stand_still` and
    `last_national_change`, which every rival gains; without it a common gain moves no rank.
    """
    found: dict[str, dict[str, int]] = {name: {} for name in drift.provinces}
    last = drift.known_until
    values = {}
    for name in drift.provinces:
        known = book.value(catalogue, last, name, OVERALL)
        if known is not None:
            values[name] = known.value
    derived = competition_ranks(values) if len(values) == len(drift.provinces) else {}
    for name in drift.provinces:
        row = book.published(last, name, OVERALL)
        rank = row.rank if row is not None and row.rank is not None else derived.get(name)
        if rank is not None:
            found[name]["last_rank"] = rank
            if own == "unknown":
                found[name]["last_national_change"] = rank
    if own == "known" and len(values) == len(drift.provinces):
        gain = None
        if last in national_means and last - 1 in national_means:
            gain = national_means[last] - national_means[last - 1]
        for name in drift.provinces:
            others = [value for other, value in values.items() if other != name]
            found[name]["rivals_stand_still"] = 1 + sum(value > came[name] for value in others)
            if gain is not None:
                moved = [rounded(min(Fraction(1), value + gain), VALUE_DECIMALS) for value in others]
                found[name]["last_national_change"] = 1 + sum(value > came[name] for value in moved)
    return found
