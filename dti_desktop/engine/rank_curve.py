"""What a forecast tells those who plan: for any value of this province, where it would stand."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol


class RankCurve(Protocol):
    """Ranks of one measure against uncertain rivals, as functions of the own value (0–1).

    The higher the value, the better (smaller) every rank: all of these are monotone.
    """

    @property
    def of(self) -> int:
        """How many are ranked, the own one included."""

    @property
    def codes(self) -> tuple[str, ...]:
        """What makes the forecast thin."""

    def median_rank(self, value: Fraction) -> int:
        """Return the median of the rank that `value` would reach."""

    def expected_rank(self, value: Fraction) -> float:
        """Return the mean of the rank that `value` would reach."""

    def chance_at_most(self, rank: int, value: Fraction) -> float:
        """Return the probability (0–1) that `value` reaches `rank` or better."""

    def least_value(self, rank: int) -> Fraction | None:
        """Return the least value at the published decimals whose median rank is `rank` or better.

        None where not even 1 reaches it.
        """


@dataclass(frozen=True)
class WithoutRivals:
    """The curve where nobody else's value is known or nobody is ranked: no point gains or costs a place."""

    of: int = 0
    codes: tuple[str, ...] = ()

    def median_rank(self, value: Fraction) -> int:
        """Return 0: there is no rank."""
        return 0

    def expected_rank(self, value: Fraction) -> float:
        """Return 0: there is no rank."""
        return 0.0

    def chance_at_most(self, rank: int, value: Fraction) -> float:
        """Return 1: there is nothing to miss."""
        return 1.0

    def least_value(self, rank: int) -> Fraction | None:
        """Return 0: no value is needed."""
        return Fraction(0)
