"""The improvement plan: of all steps that can still be done, the exact optimum for a goal.

Points are expected points: backed ones whole, others with the chance that the reviewer accepts them. Values
compare at the decimals that are published, so half of the last one is enough to be rounded up to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.estimates import Estimates
from dti_desktop.engine.numbers import POINTS_DECIMALS, VALUE_DECIMALS, rounded
from dti_desktop.engine.optimum import Choice, all_gain, fewest_days, most_gain
from dti_desktop.engine.plan_horizon import PlanHorizon
from dti_desktop.engine.rank_curve import RankCurve
from dti_desktop.engine.steps import IsBacked, Step, all_steps, expected_points
from dti_desktop.engine.trade_offs import Option

ZERO = Fraction(0)

GoalKind = Literal["rank", "points", "effort"]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a plan is to reach: a `rank` or `points` in the fewest days, or the most for `effort` days."""

    kind: GoalKind
    amount: Fraction


@dataclass(frozen=True)
class PlanInputs:
    """All that a plan is made from. What is asked of it is worked out once."""

    assessment: Assessment
    estimates: Estimates
    horizon: PlanHorizon
    curve: RankCurve
    is_backed: IsBacked

    @cached_property
    def steps(self) -> dict[str, tuple[Step, ...]]:
        """All steps that can still be done, by sub-indicator."""
        return dict(all_steps(self.assessment, self.estimates, self.horizon, self.is_backed))

    @cached_property
    def points_before(self) -> Fraction:
        """The expected points as things are, exact."""
        codes = self.assessment.catalogue.indicators
        return sum(
            (expected_points(self.assessment, code, self.estimates, self.is_backed) for code in codes), ZERO
        )

    @cached_property
    def expected_rank_before(self) -> float:
        """The mean of the rank as things are."""
        return self.curve.expected_rank(self.value(self.points_before))

    def value(self, points: Fraction) -> Fraction:
        """Return the index value (0–1) of these points as it would be published."""
        return published_value(points, self.assessment.catalogue.scale)

    def places(self, points_gained: Fraction) -> float:
        """Return the expected places that so many more points gain."""
        after = self.curve.expected_rank(self.value(self.points_before + points_gained))
        return self.expected_rank_before - after


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of a plan, and its part of the expected places that the plan gains.

    Alone, a step of a few points may gain no place where rivals are far: so the plan's places are divided
    by what each step adds to its points. They add up.
    """

    step: Step
    places: float


@dataclass(frozen=True)
class Plan:
    """The optimum for a goal, in working order. Where it `is_reachable` not, the best that can be reached.

    `needed_points`: the least points that meet the goal; None for effort, and where no points meet it.
    `codes`: what makes the forecast of the rivals thin.
    """

    goal: Goal
    horizon: PlanHorizon
    steps: tuple[PlannedStep, ...]
    is_reachable: bool
    needed_points: Fraction | None
    points_before: Fraction
    points_after: Fraction
    value_before: Fraction
    value_after: Fraction
    median_rank_before: int
    median_rank_after: int
    expected_rank_before: float
    expected_rank_after: float
    of: int
    codes: tuple[str, ...] = ()

    @property
    def is_ranked(self) -> bool:
        """Whether anybody is ranked by this index; else the ranks and places are 0 and mean nothing."""
        return self.of > 0

    @property
    def effort_days(self) -> Fraction:
        """Person-days of all steps together."""
        return sum((planned.step.effort_days for planned in self.steps), ZERO)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next about one sub-indicator; no step where nothing can be done, or it is too late."""

    code: str
    step: Step | None
    places: float


def published_value(points: Fraction, scale: Fraction) -> Fraction:
    """Return the index value (0–1) of `points` at the decimals that are published."""
    return rounded(points / scale, VALUE_DECIMALS)


def points_for_value(value: Fraction, scale: Fraction) -> Fraction:
    """Return the least points whose published value is `value` (one of the published decimals) or more."""
    return max(ZERO, value - Fraction(1, 2 * 10**VALUE_DECIMALS)) * scale


def points_shown_as(points: Fraction) -> Fraction:
    """Return the least points that are shown, at the decimals of points, as `points` or more."""
    unit = Fraction(1, 10**POINTS_DECIMALS)
    return max(ZERO, -(-points // unit) * unit - unit / 2)


def needed_points(inputs: PlanInputs, goal: Goal) -> Fraction | None:
    """Return the least expected points that meet a goal of rank or points; None where none do."""
    scale = inputs.assessment.catalogue.scale
    if goal.kind == "points":
        return points_shown_as(goal.amount)
    value = inputs.curve.least_value(int(goal.amount))
    return None if value is None else points_for_value(value, scale)


def best_plan(inputs: PlanInputs, goal: Goal) -> Plan:
    """Return the optimum for `goal`: exact, proven, and the same each time."""
    # Days are what is scarce; a step that takes none costs nothing to take.
    options = [
        Option(code, step.id, step.expected_points_gained, step.effort_days)
        for code, steps in inputs.steps.items()
        for step in steps
        if step.is_in_time
    ]
    needed = None
    chosen: Choice | None
    if goal.kind == "effort":
        chosen = most_gain(options, goal.amount)
    else:
        needed = needed_points(inputs, goal)
        chosen = None if needed is None else fewest_days(options, needed - inputs.points_before)
    return _plan(inputs, goal, needed, chosen, all_gain(options) if chosen is None else chosen)


def _plan(
    inputs: PlanInputs, goal: Goal, needed: Fraction | None, found: Choice | None, shown: Choice
) -> Plan:
    chosen = {(option.row, option.id) for option in shown.options}
    steps = [step for row in inputs.steps.values() for step in row if (step.code, step.id) in chosen]
    order = {code: place for place, code in enumerate(inputs.assessment.catalogue.indicators)}
    steps.sort(key=lambda step: (*_worth(step), order[step.code]))
    gained = sum((step.expected_points_gained for step in steps), ZERO)
    after = inputs.points_before + gained
    places = inputs.places(gained)
    value_before, value_after = inputs.value(inputs.points_before), inputs.value(after)
    return Plan(
        goal=goal,
        horizon=inputs.horizon,
        steps=tuple(
            PlannedStep(step, places * float(step.expected_points_gained / gained) if gained else 0.0)
            for step in steps
        ),
        is_reachable=found is not None,
        needed_points=needed,
        points_before=inputs.points_before,
        points_after=after,
        value_before=value_before,
        value_after=value_after,
        median_rank_before=inputs.curve.median_rank(value_before),
        median_rank_after=inputs.curve.median_rank(value_after),
        expected_rank_before=inputs.expected_rank_before,
        expected_rank_after=inputs.curve.expected_rank(value_after),
        of=inputs.curve.of,
        codes=inputs.curve.codes,
    )


def next_steps(inputs: PlanInputs) -> tuple[NextStep, ...]:
    """Return for each sub-indicator the step that gains the most points a day, in catalogue order."""
    found = []
    for code, steps in inputs.steps.items():
        in_time = [step for step in steps if step.is_in_time and step.expected_points_gained > 0]
        best = min(in_time, key=_worth, default=None)
        places = 0.0 if best is None else inputs.places(best.expected_points_gained)
        found.append(NextStep(code, best, places))
    return tuple(found)


def _worth(step: Step) -> tuple[bool, Fraction, Fraction]:
    """Return what sorts the most points a day first; steps that take no day before all."""
    days = step.effort_days
    if days == 0:
        return (False, -step.expected_points_gained, days)
    return (True, -step.expected_points_gained / days, days)
