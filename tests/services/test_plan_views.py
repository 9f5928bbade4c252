"""A plan as it is looked at: the goal, what else could be done, and how sure the rank is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from dti_desktop import paths
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.planning import Goal
from dti_desktop.services.library import Library
from dti_desktop.services.plan_views import PlanAsked, goal_alike, goal_of, view_plan
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace

TODAY = date(2022, 12, 30)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    library = Library(paths.resources_dir(), paths.translations_dir())
    folder = tmp_path_factory.mktemp("views") / "store"
    opened = Workspace.open(folder, library, now_utc=lambda: datetime(2022, 12, 30, tzinfo=UTC), user="Hoa")
    create_sample(opened, library)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def sample(workspace: Workspace) -> Assessment:
    return workspace.load("sample-soc-trang-2022")


def test_without_a_goal_a_few_places_are_sought(workspace: Workspace, sample: Assessment) -> None:
    view = view_plan(workspace.forecaster, PlanAsked(sample, TODAY, "submission", None))
    plan = view.plan
    assert plan.goal == Goal("rank", Fraction(plan.median_rank_before - 5))
    assert view.sought_rank == plan.goal.amount
    chance = view.inputs.curve.chance_at_most(view.sought_rank, plan.value_after)
    assert view.chance_share == chance >= 0.5


def test_all_work_holds_the_plan_and_the_excluded_come_last(workspace: Workspace, sample: Assessment) -> None:
    estimates = {"1.5": {"excluded": True}, "1.8": {"due": "2030-01-01"}}
    asked = PlanAsked(replace(sample, estimates=estimates), TODAY, "next-year", Goal("effort", Fraction(40)))
    view = view_plan(workspace.forecaster, asked)
    planned = {work.code for work in view.work if work.is_planned}
    assert planned == {each.step.code for each in view.plan.steps}
    assert [work.code for work in view.work if work.is_excluded] == [view.work[-1].code] == ["1.5"]
    (late,) = (work for work in view.work if work.code == "1.8")
    assert late.step is not None and not late.step.is_in_time and not late.is_planned
    order = list(sample.catalogue.indicators)
    codes = [work.code for work in view.work[:-1]]
    assert codes == sorted(codes, key=order.index)
    assert view.sought_rank == view.plan.median_rank_after


def test_another_kind_of_goal_asks_for_about_the_same(workspace: Workspace, sample: Assessment) -> None:
    asked = PlanAsked(sample, TODAY, "submission", Goal("effort", Fraction(11)))
    plan = view_plan(workspace.forecaster, asked).plan
    assert goal_alike(plan, "effort") == Goal("effort", Fraction(11))
    assert goal_alike(plan, "rank") == Goal("rank", Fraction(plan.median_rank_after))
    points = goal_alike(plan, "points").amount
    assert points.denominator == 1 and 0 <= plan.points_after - points < 1


@pytest.mark.parametrize(
    ("kind", "number", "is_goal"),
    [
        ("rank", "1", True),
        ("rank", "10", True),
        ("rank", "0", False),
        ("rank", "11", False),
        ("rank", "2.5", False),
        ("points", "0", True),
        ("points", "100", True),
        ("points", "100.01", False),
        ("effort", "0", True),
        ("effort", "12.5", True),
    ],
)
def test_what_is_a_goal(kind: str, number: str, is_goal: bool) -> None:
    goal = goal_of(kind, Decimal(number), of=10, scale=Fraction(100))  # type: ignore[arg-type]
    assert (goal is not None) == is_goal
    if goal is not None:
        assert goal == Goal(kind, Fraction(number))  # type: ignore[arg-type]
