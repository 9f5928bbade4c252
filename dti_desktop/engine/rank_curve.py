"""What a forecast tells those who plan: for any value of this province, where it would stand."""

from __future__ import annotations

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
