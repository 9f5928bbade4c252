"""The improvement plan of an assessment: what is asked for, judged whole, and what it is worked out from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.backing import backing
from dti_desktop.engine.checks import Finding
from dti_desktop.engine.estimates import Estimates
from dti_desktop.engine.numbers import NumberFault, plain_number, points_text
from dti_desktop.engine.plan_horizon import HORIZONS, HorizonKind, default_horizon, plan_horizon
from dti_desktop.engine.planning import Goal, Plan, PlanInputs, best_plan
from dti_desktop.engine.scoring import score
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.forecasting import Forecaster

_LONGEST_VALUE = 40


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What a person asked for, as it was typed; None: not at all (a horizon: the one of the day)."""

    untrusted_rank: str | None = None
    untrusted_points: str | None = None
    untrusted_effort_days: str | None = None
    untrusted_horizon: str | None = None


def plan_inputs(
    forecaster: Forecaster, assessment: Assessment, today: date, horizon: HorizonKind | None = None
) -> PlanInputs:
    """Return what the plans of `assessment` are worked out from on the day `today`.

    The rivals are those of the forecast of the year whose facts are planned, none where nobody is ranked.
    Raises `InputError` `results-missing`.
    """
    estimates = Estimates(assessment, forecaster.defaults)
    seen = plan_horizon(horizon or default_horizon(estimates, today), estimates, today)
    scorecard = score(assessment.catalogue, assessment.answers, assessment.profile)
    held = backing(assessment, scorecard, forecaster.announcing)
    curve = forecaster.curve_if_ranked(assessment, year=seen.facts_year)
    return PlanInputs(assessment, estimates, seen, curve, held.is_backed)


def make_plan(forecaster: Forecaster, assessment: Assessment, today: date, request: PlanRequest) -> Plan:
    """Return the optimum for what was asked for.

    Raises `InputError` `plan-request-invalid` with all faults, `results-missing`.
    """
    problems: list[Problem] = []
    horizon = next((kind for kind in HORIZONS if kind == request.untrusted_horizon), None)
    if request.untrusted_horizon is not None and horizon is None:
        facts: dict[str, object] = {"value": request.untrusted_horizon[:_LONGEST_VALUE]}
        problems.append(Problem("plan-horizon-unknown", "--horizon", facts))
    inputs = plan_inputs(forecaster, assessment, today, horizon)
    goals = _goals(request, inputs.curve.of, assessment.catalogue.scale, problems)
    asked = (request.untrusted_rank, request.untrusted_points, request.untrusted_effort_days)
    given = sum(text is not None for text in asked)
    if given != 1:
        problems.insert(0, Problem("plan-goal-missing" if given == 0 else "plan-goal-several"))
    if problems:
        raise InputError("plan-request-invalid", problems)
    return best_plan(inputs, goals[0])


def _goals(request: PlanRequest, of: int, scale: Fraction, problems: list[Problem]) -> list[Goal]:
    goals = []
    if request.untrusted_rank is not None:
        rank = _number(request.untrusted_rank, "--target-rank", problems)
        if not of:
            problems.append(Problem("catalogue-without-results", "--target-rank"))
        elif rank is not None and (rank.denominator != 1 or not 1 <= rank <= of):
            problems.append(Problem("plan-rank-outside", "--target-rank", {"of": of}))
        elif rank is not None:
            goals.append(Goal("rank", rank))
    if request.untrusted_points is not None:
        points = _number(request.untrusted_points, "--target-points", problems)
        if points is not None and points > scale:
            facts: dict[str, object] = {"max_points": points_text(scale)}
            problems.append(Problem("plan-points-outside", "--target-points", facts))
        elif points is not None:
            goals.append(Goal("points", points))
    if request.untrusted_effort_days is not None:
        days = _number(request.untrusted_effort_days, "--effort", problems)
        if days is not None:
            goals.append(Goal("effort", days))
    return goals


def _number(untrusted_text: str, place: str, problems: list[Problem]) -> Fraction | None:
    try:
        return Fraction(plain_number(untrusted_text))
    except NumberFault as fault:
        problems.append(Problem(fault.code, place, {"value": untrusted_text[:_LONGEST_VALUE]}))
        return None


def plan_findings(plan: Plan) -> tuple[Finding, ...]:
    """Return what is to be said about a plan besides its steps."""
    found = []
    if not plan.horizon.takes_evidence:
        deadline = plan.horizon.deadline.isoformat()
        found.append(Finding("plan-too-late", "note", None, {"deadline": deadline}))
    if not plan.is_reachable:
        best: dict[str, object] = {"points": points_text(plan.points_after)}
        if plan.is_ranked:
            best |= {"rank": plan.median_rank_after, "of": plan.of}
        else:
            best["unranked"] = True
        found.append(Finding("plan-target-unreachable", "note", None, best))
    elif plan.needed_points is not None and plan.points_before >= plan.needed_points:
        found.append(Finding("plan-target-met", "note"))
    found += [Finding(code, "note") for code in plan.codes]
    return tuple(found)
