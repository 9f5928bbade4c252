"""A curve whose rivals stand still, so that a rank can be counted by hand: the plainest `RankCurve`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from dti_desktop.engine.numbers import VALUE_DECIMALS, rounded


@dataclass(frozen=True)
class StillCurve:
    """Ranks among rivals of certain values (0–1), ascending. Ties share the better rank."""

    rivals: tuple[Fraction, ...]

    @classmethod
    def of_values(cls, values: Iterable[Fraction]) -> StillCurve:
        return cls(tuple(sorted(rounded(value, VALUE_DECIMALS) for value in values)))

    @property
    def of(self) -> int:
        return len(self.rivals) + 1

    @property
    def codes(self) -> tuple[str, ...]:
        return ()

    def median_rank(self, value: Fraction) -> int:
        return 1 + len(self.rivals) - bisect_right(self.rivals, rounded(value, VALUE_DECIMALS))

    def expected_rank(self, value: Fraction) -> float:
        return float(self.median_rank(value))

    def chance_at_most(self, rank: int, value: Fraction) -> float:
        return float(self.median_rank(value) <= rank)

    def least_value(self, rank: int) -> Fraction | None:
        if rank < 1:
            return None
        return self.rivals[-rank] if rank <= len(self.rivals) else Fraction(0)
