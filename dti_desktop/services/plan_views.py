"""A plan as it is looked at: the optimum for a goal, what else could be done, and how sure its rank is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.plan_horizon import HorizonKind
from dti_desktop.engine.planning import (
    Goal,
    GoalKind,
    Plan,
    PlanInputs,
    best_plan,
    next_steps,
)
from dti_desktop.engine.steps import Step
from dti_desktop.services.forecasting import Forecaster
from dti_desktop.services.planning import plan_inputs

_FIRST_PLACES = 5
"""So many places better is what is offered before anybody has asked for anything."""

_FIRST_SHARE = Fraction(1, 20)
"""This share of the scale more is what is offered instead where nobody is ranked."""


@dataclass(frozen=True)
class PlanAsked:
    """What a plan is asked for. `goal` None: whatever is likely to be wanted."""

    assessment: Assessment
    today: date
    horizon: HorizonKind
    goal: Goal | None


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What could be done about one sub-indicator: its next step, none where the office excluded it.

    `places`: of planned work its part of the places that the plan is expected to gain; of other work those
    that its step gains alone.
    """

    code: str
    step: Step | None
    places: float
    is_planned: bool

    @property
    def is_excluded(self) -> bool:
        """Whether the office said that it cannot be done."""
        return self.step is None


@dataclass(frozen=True)
class PlanView:
    """A plan, what it was worked out from, and all work that is open, that of the plan included.

    `chance_share` (0–1) is that of rank `sought_rank` or better once the plan is done.
    """

    asked: PlanAsked
    inputs: PlanInputs
    plan: Plan
    work: tuple[OpenWork, ...]
    sought_rank: int
    chance_share: float


def view_plan(forecaster: Forecaster, asked: PlanAsked) -> PlanView:
    """Return the plan that is asked for. Raises `InputError` `results-missing`."""
    inputs = plan_inputs(forecaster, asked.assessment, asked.today, asked.horizon)
    plan = best_plan(inputs, asked.goal or likely_goal(inputs))
    sought = int(plan.goal.amount) if plan.goal.kind == "rank" else plan.median_rank_after
    chance = inputs.curve.chance_at_most(sought, plan.value_after)
    return PlanView(asked, inputs, plan, open_work(inputs, plan), sought, chance)


def likely_goal(inputs: PlanInputs) -> Goal:
    """Return a goal to begin with: a few places better than now; without ranks so many points."""
    scale = inputs.assessment.catalogue.scale
    if not inputs.curve.of:
        return Goal("points", min(scale, Fraction(ceil(inputs.points_before + scale * _FIRST_SHARE))))
    before = inputs.curve.median_rank(inputs.value(inputs.points_before))
    return Goal("rank", Fraction(max(1, before - _FIRST_PLACES)))


def goal_alike(plan: Plan, kind: GoalKind) -> Goal:
    """Return the goal of another kind that asks for about what `plan` brings."""
    match kind:
        case "rank":
            return Goal(kind, Fraction(plan.median_rank_after))
        case "points":
            return Goal(kind, Fraction(int(plan.points_after)))
        case "effort":
            return Goal(kind, Fraction(ceil(plan.effort_days)))


def goal_of(kind: GoalKind, number: Decimal, *, of: int | None, scale: Fraction) -> Goal | None:
    """Return the goal, or None where no province can have it. `of`: how many are ranked, where known."""
    amount = Fraction(number)
    if kind == "rank" and (amount.denominator != 1 or amount < 1 or (of is not None and amount > of)):
        return None
    if kind == "points" and amount > scale:
        return None
    return Goal(kind, amount)


def open_work(inputs: PlanInputs, plan: Plan) -> tuple[OpenWork, ...]:
    """Return what is planned, else the next step, of each sub-indicator with steps; excluded ones last."""
    planned = {each.step.code: each for each in plan.steps}
    found, excluded = [], []
    for following in next_steps(inputs):
        code, steps = following.code, inputs.steps[following.code]
        if code in planned:
            found.append(OpenWork(code, planned[code].step, planned[code].places, True))
        elif following.step is not None:
            found.append(OpenWork(code, following.step, following.places, False))
        elif steps:  # all of them come too late
            found.append(OpenWork(code, steps[-1], inputs.places(steps[-1].expected_points_gained), False))
        elif inputs.estimates.is_excluded(code):
            excluded.append(OpenWork(code, None, 0.0, False))
    return (*found, *excluded)
