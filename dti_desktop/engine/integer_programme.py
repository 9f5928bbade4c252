"""The one seam to the solver: minimise a whole-number objective over yes-or-no choices, to gap 0.

HiGHS computes with binary floats. So nobody relies on its sums: callers hand in whole numbers, rounded
outward where the true ones are no whole numbers, and check each answer exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

OPTIMAL, INFEASIBLE = 0, 2

LARGEST_SUM = 10**12
"""The largest sum that is handed to the solver: beyond, its tolerances no longer tell whole numbers apart."""


class SolverGaveUp(Exception):
    """The solver found neither an answer nor that there is none: it would lose itself in its own rounding."""


@dataclass(frozen=True, slots=True)
class Limit:
    """`least` ≤ Σ coefficient × choice ≤ `most`; None: no bound on that side."""

    coefficients: Mapping[int, int]
    least: int | None = None
    most: int | None = None


def without(chosen: Iterable[int], among: Iterable[int]) -> Limit:
    """Return the limit that rules out making exactly the choices `chosen` among those of `among`."""
    made = set(chosen)
    return Limit({choice: 1 if choice in made else -1 for choice in among}, most=len(made) - 1)


def least(objective: Sequence[int], limits: Sequence[Limit]) -> frozenset[int] | None:
    """Return the choices that make Σ objective the least within all limits; None where nothing is.

    The same input gives the same answer. Raises `SolverGaveUp`.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    if not objective:
        met = all((limit.least or 0) <= 0 <= (0 if limit.most is None else limit.most) for limit in limits)
        return frozenset() if met else None
    sums = [objective, *(limit.coefficients.values() for limit in limits)]
    if any(sum(abs(number) for number in numbers) > LARGEST_SUM for numbers in sums):
        raise SolverGaveUp("numbers too large")
    at = [
        (row, choice, float(c))
        for row, limit in enumerate(limits)
        for choice, c in limit.coefficients.items()
    ]
    matrix = csr_array(
        ([c for _, _, c in at], ([row for row, _, _ in at], [choice for _, choice, _ in at])),
        shape=(len(limits), len(objective)),
    )
    low = [float("-inf") if limit.least is None else float(limit.least) for limit in limits]
    high = [float("inf") if limit.most is None else float(limit.most) for limit in limits]
    found = milp(
        [float(c) for c in objective],
        constraints=LinearConstraint(matrix, low, high),
        integrality=[1] * len(objective),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0},
    )
    if found.status == INFEASIBLE:
        return None
    if found.status != OPTIMAL:
        raise SolverGaveUp(found.message)
    return frozenset(choice for choice, made in enumerate(found.x) if made > 1 / 2)
