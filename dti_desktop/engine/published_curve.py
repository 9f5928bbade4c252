"""The plainest forecast: every rival stands where it was last published. A baseline for better ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.numbers import VALUE_DECIMALS, rounded
from dti_desktop.engine.results import OVERALL, ResultBook


@dataclass(frozen=True)
class PublishedCurve:
    """Ranks among rivals that stand still; a `RankCurve`. `rivals`: their values (0–1), ascending.

    Values compare at the decimals that are published; ties share the better rank.
    """

    rivals: tuple[Fraction, ...]

    @classmethod
    def of_values(cls, values: Iterable[Fraction]) -> PublishedCurve:
        """Return the curve among rivals of these values, in any order."""
        return cls(tuple(sorted(rounded(value, VALUE_DECIMALS) for value in values)))

    @property
    def of(self) -> int:
        """How many are ranked, the own one included."""
        return len(self.rivals) + 1

    def median_rank(self, value: Fraction) -> int:
        """Return the rank that `value` would reach."""
        return 1 + len(self.rivals) - bisect_right(self.rivals, rounded(value, VALUE_DECIMALS))

    def expected_rank(self, value: Fraction) -> float:
        """Return the rank that `value` would reach."""
        return float(self.median_rank(value))

    def chance_at_most(self, rank: int, value: Fraction) -> float:
        """Return 1 where `value` reaches `rank` or better, else 0."""
        return float(self.median_rank(value) <= rank)

    def least_value(self, rank: int) -> Fraction | None:
        """Return the least value whose rank is `rank` or better; None where no value reaches it."""
        if rank < 1:
            return None
        return self.rivals[-rank] if rank <= len(self.rivals) else Fraction(0)


def published_curve(
    catalogue: Catalogue, book: ResultBook, province: str, year: int, measure: str = OVERALL
) -> PublishedCurve | None:
    """Return the curve among the results of `year`.

    Where a rival's value is unknown: of the latest year before it that is whole, else the first after it.
    None where no year is.
    """
    rivals = [known.name for known in book.provinces if known.name != province]
    # The year itself, then those before it from the latest on, then those after it.
    for candidate in sorted(book.years, key=lambda y: (y > year, -y if y <= year else y)):
        values = [book.value(catalogue, candidate, name, measure) for name in rivals]
        if all(value is not None for value in values):
            return PublishedCurve.of_values(value.value for value in values if value is not None)
    return None
