"""Plans: the optimum of an assessment's own steps, re-scored by the engine, against brute force."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest
from assessments import assessment_of
from planning_samples import DEFAULTS, FEW_RIVALS, inputs_of
from random_answers import random_document

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.estimates import Estimates
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.numbers import rounded
from dti_desktop.engine.plan_horizon import NEXT_YEAR, plan_horizon
from dti_desktop.engine.planning import (
    Goal,
    Plan,
    PlanInputs,
    best_plan,
    next_steps,
    points_for_value,
    points_shown_as,
    published_value,
)
from dti_desktop.engine.scoring import score
from dti_desktop.engine.steps import Step

ZERO = Fraction(0)


def rank_goal(rank: int) -> Goal:
    return Goal("rank", Fraction(rank))


def points_goal(points: str) -> Goal:
    return Goal("points", Fraction(points))


def effort_goal(days: str) -> Goal:
    return Goal("effort", Fraction(days))


def expected_after(inputs: PlanInputs, steps: list[Step]) -> Fraction:
    """Return the expected points with `steps` done: all answers laid over and scored anew by the engine."""
    assessment = inputs.assessment
    for step in steps:
        assessment = assessment.with_fields(step.code, {**assessment.answers.get(step.code, {}), **step.sets})
    rows = score(assessment.catalogue, assessment.answers, assessment.profile).indicators
    proven = {step.code for step in steps} | {code for code in rows if assessment.links.get(code)}
    doubted = inputs.estimates.acceptance_share

    def recognised(code: str) -> Fraction:
        row, indicator = rows[code], assessment.catalogue.indicators[code]
        if indicator.measured_by == "ministry":  # the mean of a triangle a tenth to either side
            if row.state not in ("answered", "information") or not row.max_points:
                return ZERO
            share, tenth = row.points / row.max_points, Fraction(1, 10)
            return row.max_points * (max(ZERO, share - tenth) + share + min(Fraction(1), share + tenth)) / 3
        return row.points * (1 if code in proven else doubted(code))

    return sum((recognised(code) for code in rows), ZERO)


def every_plan(inputs: PlanInputs) -> list[tuple[Fraction, Fraction]]:
    """Return days and expected points of every choice of steps there is."""
    rows: list[list[Step | None]] = [[None, *steps] for steps in inputs.steps.values() if steps]
    found = []
    for chosen in product(*rows):
        steps = [step for step in chosen if step is not None]
        days = sum((step.effort_days for step in steps), ZERO)
        gained = sum((step.expected_points_gained for step in steps), ZERO)
        found.append((days, inputs.points_before + gained))
    return found


def small_inputs(small: Catalogue, small_document: Any, seed: int) -> PlanInputs:
    """Return inputs of a random assessment with three rows to plan for; the others are excluded."""
    die = Random(seed)
    codes = [code for code, row in small.indicators.items() if row.max_points]
    proven = tuple(code for code in codes if die.random() < 0.4)
    estimates = {code: {"excluded": True} for code in die.sample(codes, len(codes) - 3)}
    estimates[""] = {"acceptance": Decimal(die.randint(0, 10)) / 10}
    document = random_document(small_document, die)
    return inputs_of(assessment_of(small, document, proven=proven), estimates=estimates)


def is_whole(inputs: PlanInputs, plan: Plan) -> bool:
    """Whether the plan's sums are those that the engine finds for its steps."""
    steps = [planned.step for planned in plan.steps]
    return (
        len({step.code for step in steps}) == len(steps)
        and plan.points_after == expected_after(inputs, steps)
        and plan.points_before == expected_after(inputs, [])
        and plan.effort_days == sum((step.effort_days for step in steps), ZERO)
    )


@pytest.mark.parametrize("seed", range(40))
def test_plans_equal_brute_force(small: Catalogue, small_document: Any, seed: int) -> None:
    inputs = small_inputs(small, small_document, seed)
    die = Random(seed)
    everything = every_plan(inputs)
    days = Fraction(die.randint(0, 120), 2)
    plan = best_plan(inputs, Goal("effort", days))
    most = max(points for spent, points in everything if spent <= days)
    assert plan.is_reachable and is_whole(inputs, plan)
    assert plan.points_after == most
    assert plan.effort_days == min(spent for spent, points in everything if points == most)

    for rank in (1, 4, 7, 10):
        plan = best_plan(inputs, rank_goal(rank))
        enough = [
            spent
            for spent, points in everything
            if FEW_RIVALS.median_rank(published_value(points, small.scale)) <= rank
        ]
        assert is_whole(inputs, plan)
        assert plan.is_reachable == bool(enough)
        if enough:
            assert plan.effort_days == min(enough)
            assert plan.median_rank_after <= rank
        else:
            assert plan.points_after == max(points for _, points in everything)

    wanted = Fraction(die.randint(0, 5000), 100)
    plan = best_plan(inputs, Goal("points", wanted))
    enough = [spent for spent, points in everything if rounded(points, 2) >= wanted]
    assert plan.is_reachable == bool(enough)
    assert not enough or plan.effort_days == min(enough)


CLAIMED = {"answers": {"A.1": {"level": "most"}, "B.2": {"a": 5}, "B.3": {"a": 1, "b": 9}}}


def claimed(small: Catalogue) -> Assessment:
    return assessment_of(small, CLAIMED, proven=("B.3",))


def test_a_target_that_is_met_needs_nothing(small: Catalogue) -> None:
    inputs = inputs_of(claimed(small))
    plan = best_plan(inputs, rank_goal(10))
    assert (plan.is_reachable, plan.steps, plan.effort_days) == (True, (), 0)
    assert plan.points_after == plan.points_before
    assert best_plan(inputs, points_goal("0")).steps == ()


def test_no_days_no_steps(small: Catalogue) -> None:
    plan = best_plan(inputs_of(claimed(small)), effort_goal("0"))
    assert (plan.is_reachable, plan.steps, plan.effort_days) == (True, (), 0)


def test_what_cannot_be_reached_shows_the_best_that_can(small: Catalogue) -> None:
    inputs = inputs_of(claimed(small), estimates={"A.3": {"excluded": True}})
    plan = best_plan(inputs, points_goal("50"))
    assert not plan.is_reachable
    assert is_whole(inputs, plan)
    assert plan.points_after == best_plan(inputs, effort_goal("100000")).points_after
    assert all(planned.step.code != "A.3" for planned in plan.steps)


def test_a_rank_that_no_value_reaches(small: Catalogue) -> None:
    class Closed:
        of = 9
        codes = ()

        def median_rank(self, value: Fraction) -> int:
            return 9

        def expected_rank(self, value: Fraction) -> float:
            return 9.0

        def chance_at_most(self, rank: int, value: Fraction) -> float:
            return 0.0

        def least_value(self, rank: int) -> Fraction | None:
            return None

    plan = best_plan(inputs_of(claimed(small), curve=Closed()), rank_goal(1))
    assert (plan.is_reachable, plan.needed_points, plan.median_rank_after) == (False, None, 9)
    assert plan.points_after > plan.points_before


def test_what_is_too_late_is_in_no_plan(small: Catalogue) -> None:
    late = {"A.1": {"due": "2032-12-31"}}  # 2031 is planned for; its data are taken until 2032-05-12
    inputs = inputs_of(claimed(small), estimates=late)
    assert inputs.steps["A.1"], "it is shown"
    assert all(planned.step.code != "A.1" for planned in best_plan(inputs, effort_goal("9999")).steps)
    assert next(step for step in next_steps(inputs) if step.code == "A.1").step is None


def test_the_order_is_most_points_a_day_first(small: Catalogue) -> None:
    free = {"B.2": {"effort:evidence": Decimal(0)}}
    plan = best_plan(inputs_of(claimed(small), estimates=free), effort_goal("60"))
    worth = [p.step.expected_points_gained / p.step.effort_days for p in plan.steps if p.step.effort_days]
    assert worth == sorted(worth, reverse=True)
    assert len(plan.steps) > 2


def test_half_a_unit_is_enough_to_be_rounded_up() -> None:
    scale = Fraction(50)
    least = points_for_value(Fraction("0.5731"), scale)
    assert published_value(least, scale) == Fraction("0.5731")
    assert published_value(least - Fraction(1, 10**9), scale) == Fraction("0.5730")
    assert points_shown_as(Fraction("573.1")) == Fraction("573.095")
    assert points_shown_as(Fraction("573.101")) == Fraction("573.105")
    assert points_shown_as(ZERO) == 0


def test_places_of_the_steps_add_up_to_those_of_the_plan(small: Catalogue) -> None:
    inputs = inputs_of(assessment_of(small, CLAIMED))
    plan = best_plan(inputs, effort_goal("60"))
    gained = plan.expected_rank_before - plan.expected_rank_after
    assert gained > 0
    assert sum(planned.places for planned in plan.steps) == pytest.approx(gained)
    by_points = {planned.places / float(planned.step.expected_points_gained) for planned in plan.steps}
    assert max(by_points) == pytest.approx(min(by_points)), "in proportion to the points"


def test_the_next_step_of_each_row_gains_the_most_a_day(small: Catalogue) -> None:
    inputs = inputs_of(claimed(small), estimates={"A.2": {"excluded": True}})
    found = next_steps(inputs)
    assert [each.code for each in found] == list(small.indicators)
    by_code = {each.code: each.step for each in found}
    assert by_code["A.2"] is None and by_code["C.1"] is None
    assert by_code["A.1"] is not None and by_code["A.1"].id == "evidence"
    for each in found:
        if each.step is not None:
            worth = each.step.expected_points_gained / each.step.effort_days
            assert worth == max(
                step.expected_points_gained / step.effort_days for step in inputs.steps[each.code]
            )


def test_the_same_question_has_the_same_answer(real: Catalogue, real_document: Any) -> None:
    document = random_document(real_document, Random(7))
    plans = [best_plan(inputs_of(assessment_of(real, document)), effort_goal("40")) for _ in range(2)]
    assert plans[0] == plans[1]


def test_more_days_never_bring_less_and_a_better_rank_never_takes_fewer(
    real: Catalogue, real_document: Any
) -> None:
    inputs = inputs_of(assessment_of(real, random_document(real_document, Random(11)), proven=("1.1", "1.2")))
    plans = [best_plan(inputs, effort_goal(str(days))) for days in (0, 5, 20, 40)]
    points = [plan.points_after for plan in plans]
    assert points == sorted(points)
    assert all(is_whole(inputs, plan) for plan in plans)
    reached = [plan for rank in (9, 7, 5) if (plan := best_plan(inputs, rank_goal(rank))).is_reachable]
    days = [plan.effort_days for plan in reached]
    assert days == sorted(days)


def test_ids_of_steps_are_what_the_office_gives_efforts_for(small: Catalogue) -> None:
    inputs = inputs_of(claimed(small))
    for code, steps in inputs.steps.items():
        for step in steps:
            office = {code: {f"effort:{step.id}": Decimal("0.5")}}
            known = inputs_of(inputs.assessment, estimates=office)
            again = next(each for each in known.steps[code] if each.id == step.id)
            assert again.own_days == Fraction(1, 2)


def test_the_horizon_is_that_of_the_estimates(small: Catalogue) -> None:
    known = Estimates(claimed(small), DEFAULTS)
    plan = best_plan(inputs_of(claimed(small)), effort_goal("1"))
    assert plan.horizon == plan_horizon(NEXT_YEAR, known, plan.horizon.today)
