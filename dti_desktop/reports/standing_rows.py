"""What the charts of "where will we stand" draw, and what their table twins show. No words of their own.

Points are exact; probabilities and forecasts are binary floats. Each kind of row refuses what cannot be
drawn truly: `ValueError` names it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

MeasureKind = Literal["rank", "value"]
Figure = Fraction | int
"""A published rank (whole) or value (0–1)."""

MarkKind = Literal["published", "claimed"]

_EDGE_SHARE = 0.1  # below and above the interval of 80 %
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class RankChance:
    """How probable a rank is: `chance` 0–1."""

    rank: int
    chance: float

    def __post_init__(self) -> None:
        if self.rank < 1 or not 0 <= self.chance <= 1 + _ROUNDING:
            raise ValueError(f"no chance of a rank: {self}")


@dataclass(frozen=True, slots=True)
class RankMark:
    """A rank that is known: the one published for `year`, or the one the answers claim."""

    rank: int
    kind: MarkKind
    year: int


@dataclass(frozen=True, slots=True)
class RankSpread:
    """The distribution of a rank among `of`: chances, median, and the ends of the interval of 80 %."""

    chances: tuple[RankChance, ...]
    of: int
    median: int
    low: int
    high: int

    def __post_init__(self) -> None:
        ranks = [row.rank for row in self.chances]
        if len(set(ranks)) < len(ranks) or any(rank > self.of for rank in ranks):
            raise ValueError("a rank stands twice, or is beyond the last")
        if not 1 <= self.low <= self.median <= self.high <= self.of:
            raise ValueError(f"no interval: {self.low}, {self.median}, {self.high} of {self.of}")


def rank_spread(chances: Iterable[RankChance], of: int) -> RankSpread | None:
    """Return the distribution with its median and interval of 80 % worked out; None without any chance.

    Each end is the least rank that, with all better ones, has at least its share of the whole.
    """
    rows = tuple(sorted(chances, key=lambda row: row.rank))
    whole = math.fsum(row.chance for row in rows)
    if not whole:
        return None

    def quantile(share: float) -> int:
        summed = 0.0
        for row in rows:
            summed += row.chance
            if summed >= share * whole - _ROUNDING:
                return row.rank
        return rows[-1].rank

    return RankSpread(rows, of, quantile(0.5), quantile(_EDGE_SHARE), quantile(1 - _EDGE_SHARE))


@dataclass(frozen=True, slots=True)
class YearFigure:
    """What was published for a year; None where it is not known."""

    year: int
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class YearForecast:
    """The median of a year to come, and where it lies in 5 and in 8 of 10 cases; ranks or values alike."""

    year: int
    median: float
    low_50: float
    high_50: float
    low_80: float
    high_80: float

    def __post_init__(self) -> None:
        if not self.low_80 <= self.low_50 <= self.median <= self.high_50 <= self.high_80:
            raise ValueError(f"intervals that do not hold each other: {self}")


@dataclass(frozen=True, slots=True)
class RivalYears:
    """What was published for a rival."""

    province: str
    years: tuple[YearFigure, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a waterfall: points gained (above zero) or lost."""

    label: str
    delta_points: Fraction


@dataclass(frozen=True, slots=True)
class LossRow:
    """What would be lost with a sub-indicator or a document; expected places where they are known."""

    label: str
    lost_points: Fraction
    lost_places: float | None = None

    def __post_init__(self) -> None:
        if self.lost_points < 0 or (self.lost_places is not None and not 0 <= self.lost_places < math.inf):
            raise ValueError(f"a loss below nothing: {self}")


@dataclass(frozen=True, slots=True)
class RivalOutline:
    """A rival's values (0–1) by the code of the main index; what is not known is None or left out."""

    province: str
    values: tuple[tuple[str, Fraction | None], ...]

    def value(self, code: str) -> Fraction | None:
        """Return the value of a main index; None where it is not known."""
        return dict(self.values).get(code)


def running_totals(start_points: Fraction, steps: Sequence[StepRow]) -> tuple[Fraction, ...]:
    """Return the points before the first step and after each."""
    totals = [start_points]
    for step in steps:
        totals.append(totals[-1] + step.delta_points)
    return tuple(totals)


def by_loss(rows: Iterable[LossRow]) -> tuple[LossRow, ...]:
    """Return the rows, the greatest loss first; among equals the one of more places."""
    return tuple(sorted(rows, key=lambda row: (-row.lost_points, -(row.lost_places or 0.0))))


def place_decimals(rows: Iterable[LossRow]) -> int:
    """Return the decimals that all lost places need to be written alike: none where all are whole."""
    return int(any(row.lost_places is not None and row.lost_places % 1 for row in rows))
