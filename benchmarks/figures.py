"""What a benchmark tells: a figure against a baseline measured in the same run, and the goal it should keep.

A suite is a module of this package with `measure() -> Iterable[Figure]`; `benchmarks/__main__.py` lists them.
Everything is warm; a figure is the median of at least `ROUNDS` rounds, the baseline's rounds between the
figure's own, so that whatever else the machine does meets both alike.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

ROUNDS = 15


@dataclass(frozen=True)
class Figure:
    """One row of the table.

    `value` is compared with `goal`: at most or at least. With a baseline, `value` is the ratio of medians.
    `measured` and `baseline` are what was read, in `unit`; `rounds` how often.
    """

    name: str
    baseline_name: str
    value: float
    goal: float
    at: Literal["most", "least"]
    unit: str
    measured: float
    baseline: float | None = None
    rounds: int = ROUNDS
    note: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether the goal is met."""
        return self.value <= self.goal if self.at == "most" else self.value >= self.goal


def taken_s(act: Callable[[], object]) -> float:
    """Return the seconds that `act` takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def side_by_side(
    figure: Callable[[], float], baseline: Callable[[], float], *, rounds: int = ROUNDS, warm: int = 2
) -> tuple[list[float], list[float]]:
    """Return what both measure, taken in turns, after `warm` rounds that do not count."""
    pairs = [(figure(), baseline()) for _ in range(warm + rounds)][warm:]
    return [mine for mine, _ in pairs], [base for _, base in pairs]


def share(values: list[float], part: Fraction = Fraction(1, 2)) -> float:
    """Return the value below which `part` of the values lie; the median by default."""
    if part == Fraction(1, 2):
        return statistics.median(values)
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
