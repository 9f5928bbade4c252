"""The plan of the sample: a realistic run, and what was asked for judged whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from dti_desktop import paths
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.numbers import rounded
from dti_desktop.engine.planning import Goal, best_plan
from dti_desktop.engine.results import ResultBook
from dti_desktop.engine.scoring import score
from dti_desktop.engine.trade_offs import Option, TradeOffs
from dti_desktop.errors import InputError
from dti_desktop.services.forecasting import Forecaster
from dti_desktop.services.library import Library
from dti_desktop.services.planning import PlanRequest, make_plan, plan_findings, plan_inputs
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace

IN_TIME = date(2023, 2, 1)
"""After the year of the facts, before the data deadline."""

AFTERWARDS = date(2023, 6, 1)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture(scope="module")
def forecaster(library: Library) -> Forecaster:
    """Forecasts in which the ministry measures what was entered, so that only evidence is in doubt."""
    certain = replace(library.estimate_defaults, ministry_range_share=Fraction(0))
    return Forecaster(library.result_book, library.national_means, certain, library.announcing_kinds)


@pytest.fixture(scope="module")
def sample(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assessment]:
    folder = tmp_path_factory.mktemp("planning") / "store"
    workspace = Workspace.open(
        folder, library, now_utc=lambda: datetime(2022, 12, 30, tzinfo=UTC), user="Hoa"
    )
    yield workspace.load(create_sample(workspace, library))
    workspace.close()


def test_before_the_deadline_only_evidence_is_proposed(forecaster: Forecaster, sample: Assessment) -> None:
    plan = make_plan(forecaster, sample, IN_TIME, PlanRequest(untrusted_rank="45"))
    assert plan.horizon.kind == "submission" and plan.horizon.facts_year == 2022
    assert plan.is_reachable and plan.median_rank_after <= 45 < plan.median_rank_before
    assert {planned.step.kind for planned in plan.steps} == {"evidence"}
    assert {planned.step.counts_for for planned in plan.steps} == {"this-assessment"}
    assert all(not planned.step.sets for planned in plan.steps)
    claimed = score(sample.catalogue, sample.answers, sample.profile).whole.points
    assert plan.points_before < plan.points_after <= claimed


def test_with_all_evidence_the_claim_is_what_is_expected(forecaster: Forecaster, sample: Assessment) -> None:
    plan = make_plan(forecaster, sample, IN_TIME, PlanRequest(untrusted_effort_days="1000"))
    scorecard = score(sample.catalogue, sample.answers, sample.profile)
    assert plan.points_after == scorecard.whole.points
    assert plan.median_rank_after == 36, "the published rank"
    best = make_plan(forecaster, sample, IN_TIME, PlanRequest(untrusted_rank="1"))
    assert not best.is_reachable
    assert best.points_after == plan.points_after
    assert [finding.code for finding in plan_findings(best)] == ["plan-target-unreachable"]


@pytest.mark.parametrize("days", [10, 120])
def test_the_next_years_plan_is_the_optimum(forecaster: Forecaster, sample: Assessment, days: int) -> None:
    inputs = plan_inputs(forecaster, sample, AFTERWARDS)
    assert inputs.horizon.kind == "next-year" and inputs.horizon.facts_year == 2023
    plan = best_plan(inputs, Goal("effort", Fraction(days)))
    rows = [
        [Option(code, step.id, step.expected_points_gained, step.effort_days) for step in steps]
        for code, steps in inputs.steps.items()
    ]
    best = TradeOffs(rows, Fraction(days)).most_gain()
    gained = sum((option.gain for option in best), Fraction(0))
    assert plan.points_after - plan.points_before == gained
    assert plan.effort_days == sum((option.days for option in best), Fraction(0)) <= days
    again = best_plan(inputs, Goal("points", rounded(plan.points_after, 2)))
    assert again.effort_days <= plan.effort_days
    assert again.points_after >= plan.points_after - Fraction(1, 100)


def test_an_empty_assessment_can_be_planned_for(forecaster: Forecaster, sample: Assessment) -> None:
    """All alike: many equal choices must not take the solver for ever."""
    empty = replace(sample, answers={}, links={}, documents={})
    plan = make_plan(forecaster, empty, AFTERWARDS, PlanRequest(untrusted_points="100"))
    assert plan.is_reachable and plan.points_before == 0
    assert plan.points_after >= Fraction("99.995")


def test_what_makes_the_forecast_thin_is_said_of_the_plan_too(
    forecaster: Forecaster, sample: Assessment
) -> None:
    years_later = make_plan(forecaster, sample, date(2026, 6, 1), PlanRequest(untrusted_effort_days="5"))
    codes = [finding.code for finding in plan_findings(years_later)]
    assert codes == ["several-years-ahead", "units-merged"]


def test_too_late_is_said(forecaster: Forecaster, sample: Assessment) -> None:
    request = PlanRequest(untrusted_effort_days="5", untrusted_horizon="submission")
    plan = make_plan(forecaster, sample, AFTERWARDS, request)
    assert plan.steps == ()
    assert [finding.code for finding in plan_findings(plan)] == ["plan-too-late"]


def test_the_offices_words_count(forecaster: Forecaster, sample: Assessment) -> None:
    sure = replace(sample, estimates={"": {"acceptance": Decimal(1)}})
    plan = make_plan(forecaster, sure, IN_TIME, PlanRequest(untrusted_effort_days="1000"))
    assert plan.steps == (), "nothing is in doubt, and the facts are over"
    late = replace(sample, estimates={"": {"data_deadline": "2023-01-15"}})
    assert plan_inputs(forecaster, late, IN_TIME).horizon.kind == "next-year"


def test_a_target_that_is_met_is_said(forecaster: Forecaster, sample: Assessment) -> None:
    plan = make_plan(forecaster, sample, IN_TIME, PlanRequest(untrusted_points="1"))
    assert [finding.code for finding in plan_findings(plan)] == ["plan-target-met"]
    assert plan.steps == ()


@pytest.mark.parametrize(
    ("request_", "faults"),
    [
        (PlanRequest(), {("plan-goal-missing", "")}),
        (PlanRequest("5", "600"), {("plan-goal-several", "")}),
        (PlanRequest("0"), {("plan-rank-outside", "--target-rank")}),
        (PlanRequest("64"), {("plan-rank-outside", "--target-rank")}),
        (PlanRequest("1.5"), {("plan-rank-outside", "--target-rank")}),
        (PlanRequest("-1"), {("number-malformed", "--target-rank")}),
        (PlanRequest(None, "1000.5"), {("plan-points-outside", "--target-points")}),
        (PlanRequest(None, None, "-3"), {("number-malformed", "--effort")}),
        (PlanRequest(None, None, "1e3"), {("number-malformed", "--effort")}),
        (PlanRequest(None, None, "1", "tomorrow"), {("plan-horizon-unknown", "--horizon")}),
        (
            PlanRequest("99", "x", "0.1234567", "never"),
            {
                ("plan-goal-several", ""),
                ("plan-rank-outside", "--target-rank"),
                ("number-malformed", "--target-points"),
                ("number-too-many-decimals", "--effort"),
                ("plan-horizon-unknown", "--horizon"),
            },
        ),
    ],
)
def test_every_fault_of_what_was_asked_for_is_named(
    forecaster: Forecaster, sample: Assessment, request_: PlanRequest, faults: set[tuple[str, str]]
) -> None:
    with pytest.raises(InputError) as refused:
        make_plan(forecaster, sample, IN_TIME, request_)
    assert {(problem.code, problem.place) for problem in refused.value.problems} == faults


def test_without_results_there_is_no_plan(library: Library, sample: Assessment) -> None:
    empty = ResultBook(library.result_book.provinces, ())
    nothing = Forecaster(empty, {}, library.estimate_defaults, ())
    with pytest.raises(InputError, match="results-missing"):
        make_plan(nothing, sample, IN_TIME, PlanRequest(untrusted_rank="1"))


def test_points_before_are_those_of_the_forecast(library: Library, sample: Assessment) -> None:
    """One way: what the plan starts from is what the forecast expects, ministry's measurements included."""
    usual = Forecaster(
        library.result_book, library.national_means, library.estimate_defaults, library.announcing_kinds
    )
    scorecard = score(sample.catalogue, sample.answers, sample.profile)
    expected = usual.prospect(sample, scorecard).expected_points
    assert plan_inputs(usual, sample, IN_TIME).points_before == expected


def test_what_the_ministry_measures_has_no_evidence_step(library: Library, sample: Assessment) -> None:
    usual = Forecaster(library.result_book, library.national_means, library.estimate_defaults, ())
    inputs = plan_inputs(usual, sample, AFTERWARDS)
    measured = {code for code, row in sample.catalogue.indicators.items() if row.measured_by == "ministry"}
    steps = [step for code in measured for step in inputs.steps[code]]
    assert steps
    assert "evidence" not in {step.kind for step in steps}
