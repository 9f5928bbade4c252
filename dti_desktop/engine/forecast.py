"""The rank of one province as a distribution: uncertain rivals, an uncertain reviewer, uncertain measures.

The rivals' draws (`rivals.py`) and the luck are kept: a changed answer draws nothing again. Method, reasons
and limits: docs/forecast.md. Probabilities are binary floats; points and values come in as exact fractions,
and ranks compare at the decimals that are published.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist
from typing import TYPE_CHECKING

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.numbers import VALUE_DECIMALS, rounded
from dti_desktop.engine.own_points import OwnRow
from dti_desktop.engine.results import OVERALL
from dti_desktop.engine.rivals import RivalDraws

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Draws = NDArray[np.float32]
    Ranks = NDArray[np.int16]

TOP = (10, 20, 30)
"""The best so many, whose probabilities are told."""

ONE_REVIEWER_SHARE = 0.3
"""How much of the luck with evidence is common to all rows: it is one body of reviewers that judges."""

_UNITS = 10**VALUE_DECIMALS


@dataclass(frozen=True, slots=True)
class Sources:
    """Which uncertainties are drawn; one that is off stands at its expected value."""

    rivals: bool = True
    evidence: bool = True
    ministry: bool = True


ALL_SOURCES = Sources()


@dataclass(frozen=True)
class RankDistribution:
    """The rank of one measure: `chances[r - 1]` is the probability of rank r. Ranks are whole numbers.

    `value_p10`, `value_median`, `value_p90`: what is recognised of the own value (0–1).
    """

    chances: tuple[float, ...]
    value_p10: float
    value_median: float
    value_p90: float

    @property
    def of(self) -> int:
        """How many are ranked."""
        return len(self.chances)

    def at(self, share: float) -> int:
        """Return the least rank that is reached with a probability of at least `share`."""
        reached = 0.0
        for rank, chance in enumerate(self.chances, start=1):
            reached += chance
            if reached >= share - 1e-9:
                return rank
        return self.of

    @property
    def median(self) -> int:
        """The rank in the middle."""
        return self.at(0.5)

    @property
    def interval(self) -> tuple[int, int]:
        """The ranks between which it lies with 8 chances in 10."""
        return self.at(0.1), self.at(0.9)

    @property
    def mean(self) -> float:
        """The expected rank."""
        return sum(rank * chance for rank, chance in enumerate(self.chances, start=1))

    def top(self, rank: int) -> float:
        """Return the probability of `rank` or better."""
        return min(1.0, sum(self.chances[:rank]))


@dataclass(frozen=True)
class Forecast:
    """Where a province will stand in `year`, by measure; a measure whose rivals are unknown is absent."""

    year: int
    known_until: int
    draws: int
    seed: int
    sources: Sources
    measures: Mapping[str, RankDistribution]
    codes: tuple[str, ...] = ()

    @property
    def overall(self) -> RankDistribution | None:
        """The whole."""
        return self.measures.get(OVERALL)


# -- own points --------------------------------------------------------------------------------------


class OwnLuck:
    """The luck with reviewers and measurements, drawn once and kept for every answer that is tried."""

    def __init__(self, codes: tuple[str, ...], draws: int, seed: int) -> None:
        import numpy as np

        random = np.random.Generator(np.random.SFC64([seed, len(codes)]))
        self.draws = draws
        self._column = {code: i for i, code in enumerate(codes)}
        common = random.standard_normal((1, draws), dtype=np.float32)
        own = random.standard_normal((len(codes), draws), dtype=np.float32)
        shared = np.float32(math.sqrt(ONE_REVIEWER_SHARE))
        alone = np.float32(math.sqrt(1 - ONE_REVIEWER_SHARE))
        self._reviewer = shared * common + alone * own
        self._measure = random.random((len(codes), draws), dtype=np.float32)

    def points(self, row: OwnRow, sources: Sources) -> Draws | float:
        """Return the points of a row: one number, or one a draw."""
        import numpy as np

        if row.acceptance_share is not None:
            if not sources.evidence:
                return float(row.expected_points)
            chance = float(row.acceptance_share)
            if chance <= 0 or chance >= 1:
                return chance * float(row.claimed_points)
            accepted = self._reviewer[self._column[row.code]] < NormalDist().inv_cdf(chance)
            won: Draws = accepted * np.float32(row.claimed_points)
            return won
        if row.range_shares is not None:
            if not sources.ministry:
                return float(row.expected_points)
            low, high = (float(share) for share in row.range_shares)
            likely = min(max(float(row.claimed_points / row.max_points), low), high)
            share = _triangular(self._measure[self._column[row.code]], low, likely, high)
            found: Draws = share * np.float32(row.max_points)
            return found
        return float(row.claimed_points)


def _triangular(uniform: Draws, low: float, likely: float, high: float) -> Draws:
    """Return draws from low to high that are most often `likely`, from draws between 0 and 1."""
    import numpy as np

    if high <= low:
        return np.full_like(uniform, low)
    bend = (likely - low) / (high - low)
    rising = low + np.sqrt(uniform * np.float32((high - low) * (likely - low)))
    falling = high - np.sqrt((1 - uniform) * np.float32((high - low) * (high - likely)))
    result: Draws = np.where(uniform < bend, rising, falling).astype(np.float32)
    return result


def own_values(
    catalogue: Catalogue, rows: tuple[OwnRow, ...], luck: OwnLuck, sources: Sources
) -> dict[str, Draws]:
    """Return the own value (0–1) of the whole and of each pillar, one a draw."""
    import numpy as np

    by_index = {index.code: np.zeros(luck.draws, dtype=np.float64) for index in catalogue.main_indices}
    for row in rows:
        by_index[row.index] += luck.points(row, sources)
    whole = np.sum(list(by_index.values()), axis=0) / float(catalogue.scale)
    found: dict[str, Draws] = {OVERALL: whole}
    for pillar in catalogue.pillars:
        points = np.sum([by_index[code] for code in pillar.indices], axis=0)
        found[pillar.code] = points / float(pillar.max_points)
    return found


# -- ranks -------------------------------------------------------------------------------------------


def _thresholds(values: NDArray[np.floating]) -> Draws:
    """Return the logit that a rival must exceed to stand before `values` at the published decimals."""
    import numpy as np

    units = np.floor(np.clip(values, 0.0, 1.0) * _UNITS + 0.5)
    share = np.clip((units + 0.5) / _UNITS, 1e-9, 1 - 1e-9)
    result: Draws = np.log(share / (1 - share)).astype(np.float32)
    return result


def ranks_of(values: NDArray[np.floating], rivals: Draws) -> Ranks:
    """Return the rank of each own value (0–1) among the rivals (logits) of the same draw."""
    import numpy as np

    result: Ranks = (1 + np.count_nonzero(rivals > _thresholds(values)[:, None], axis=1)).astype(np.int16)
    return result


def forecast(
    catalogue: Catalogue,
    rows: tuple[OwnRow, ...],
    rivals: RivalDraws,
    luck: OwnLuck,
    sources: Sources = ALL_SOURCES,
) -> Forecast:
    """Return the rank of the whole and of each pillar as distributions."""
    import numpy as np

    values = own_values(catalogue, rows, luck, sources)
    measures = {}
    for measure, own in values.items():
        if measure not in rivals.logits:
            continue
        ranks = ranks_of(own, rivals.logits[measure])
        counts = np.bincount(ranks, minlength=rivals.of + 1)[1:]
        low, median, high = (float(x) for x in np.quantile(own, (0.1, 0.5, 0.9)))
        chances = tuple(float(count) / luck.draws for count in counts)
        measures[measure] = RankDistribution(chances, low, median, high)
    return Forecast(rivals.year, rivals.known_until, luck.draws, rivals.seed, sources, measures, rivals.codes)


@dataclass(frozen=True)
class ForecastCurve:
    """Where any own value would stand among the drawn rivals; see `RankCurve`."""

    rivals: RivalDraws
    measure: str = OVERALL

    @property
    def of(self) -> int:
        """How many are ranked, the own one included."""
        return self.rivals.of

    @property
    def codes(self) -> tuple[str, ...]:
        """What makes the forecast thin."""
        return self.rivals.codes

    def _ranks(self, value: Fraction) -> Ranks:
        import numpy as np

        return ranks_of(np.array([float(value)]), self.rivals.logits[self.measure])

    def median_rank(self, value: Fraction) -> int:
        """Return the median of the rank that `value` would reach."""
        import numpy as np

        return int(np.quantile(self._ranks(value), 0.5, method="inverted_cdf"))

    def expected_rank(self, value: Fraction) -> float:
        """Return the mean of the rank that `value` would reach."""
        return float(self._ranks(value).mean())

    def chance_at_most(self, rank: int, value: Fraction) -> float:
        """Return the probability (0–1) that `value` reaches `rank` or better."""
        return float((self._ranks(value) <= rank).mean())

    def least_value(self, rank: int) -> Fraction | None:
        """Return the least value at the published decimals whose median rank is `rank` or better."""
        if rank >= self.of:
            return Fraction(0)
        low, high = 0, _UNITS
        if self.median_rank(Fraction(1)) > rank:
            return None
        while low < high:
            middle = (low + high) // 2
            if self.median_rank(Fraction(middle, _UNITS)) <= rank:
                high = middle
            else:
                low = middle + 1
        return rounded(Fraction(low, _UNITS), VALUE_DECIMALS)
