"""The plan of the sample on paper: every step of it stands there, in both formats."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from dti_desktop import paths
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.planning import Goal, Plan, PlanInputs, best_plan
from dti_desktop.engine.steps import Step
from dti_desktop.errors import InputError
from dti_desktop.format import Format
from dti_desktop.reports.plan_model import ImprovementPlan, gained_points, needed_days
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import look
from dti_desktop.services.plan_papers import (
    PAPER_KINDS,
    paper_kind,
    plan_paper,
    printed_plan,
    rank_interval,
    write_plan,
)
from dti_desktop.services.planning import plan_inputs
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace

TODAY = date(2022, 12, 30)
FORM = Format("vi")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    library = Library(paths.resources_dir(), paths.translations_dir())
    folder = tmp_path_factory.mktemp("papers") / "store"
    opened = Workspace.open(folder, library, now_utc=lambda: datetime(2022, 12, 30, tzinfo=UTC), user="Hoa")
    create_sample(opened, library)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def sample(workspace: Workspace) -> Assessment:
    """The sample; the office has said something about three rows, and what is due too late of one."""
    assessment = workspace.load("sample-soc-trang-2022")
    estimates = {
        "1.5": {"department": "Sở Thông tin và Truyền thông", "due": "2023-10-15"},
        "1.7": {"excluded": True},
        "3.3": {"effort:evidence": Decimal("2.5"), "department": "Sở Nội vụ"},
        "8.9": {"due": "2031-01-01"},
    }
    return replace(assessment, estimates=estimates)


def inputs_of(workspace: Workspace, assessment: Assessment) -> PlanInputs:
    return plan_inputs(workspace.forecaster, assessment, TODAY, "next-year")


def print_of(workspace: Workspace, inputs: PlanInputs, plan: Plan) -> ImprovementPlan:
    outlook = look(inputs.assessment, workspace.result_book)
    return printed_plan(workspace.forecaster, inputs, plan, outlook, TODAY)


@pytest.fixture(scope="module")
def made(workspace: Workspace, sample: Assessment) -> tuple[PlanInputs, Plan, ImprovementPlan]:
    inputs = inputs_of(workspace, sample)
    plan = best_plan(inputs, Goal("effort", Fraction(150)))
    return inputs, plan, print_of(workspace, inputs, plan)


def text_of(content: bytes, kind: str) -> str:
    if kind == "pdf":
        from pypdf import PdfReader

        pieces = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    else:
        import docx

        document: Any = docx.Document(io.BytesIO(content))
        pieces = [paragraph.text for paragraph in document.paragraphs]
        pieces += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return re.sub(r"\s+", "", "".join(pieces))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def said_of(assessment: Assessment, step: Step) -> list[str]:
    """What must be read of a step: its title, its targets, what it gains."""
    row = assessment.catalogue.indicators[step.code]
    found = [row.title.vi, FORM.points(step.expected_points_gained)]
    for target in step.targets:
        found.append(target.label.vi)
        if target.number is not None:
            found.append(FORM.number(target.number))
    return found


@pytest.mark.parametrize("kind", PAPER_KINDS)
def test_each_step_of_the_plan_is_on_the_paper(
    workspace: Workspace,
    made: tuple[PlanInputs, Plan, ImprovementPlan],
    kind: Any,
    tmp_path: Path,
) -> None:
    inputs, plan, printed = made
    target = tmp_path / f"Kế hoạch.{kind}"
    write_plan(target, workspace.library, printed, kind)
    text = text_of(target.read_bytes(), kind)
    assert plan.steps
    for planned in plan.steps:
        for said in said_of(inputs.assessment, planned.step):
            assert squeezed(said) in text, (planned.step.code, said)
    assert squeezed("Sở Nội vụ") in text and squeezed("không quá 150 ngày công") in text
    assert squeezed(FORM.points(plan.points_before)) in text
    assert plan_paper(workspace.library, printed, kind) == target.read_bytes()


def test_the_rows_are_those_of_the_plan_in_catalogue_order(
    made: tuple[PlanInputs, Plan, ImprovementPlan],
) -> None:
    inputs, plan, printed = made
    codes = [row.indicator_code for row in printed.rows]
    order = list(inputs.assessment.catalogue.indicators)
    assert codes == sorted((each.step.code for each in plan.steps), key=order.index)
    assert needed_days(printed.rows) == plan.effort_days <= 150
    assert gained_points(printed.rows) == plan.points_after - plan.points_before
    by_code = {row.indicator_code: row for row in printed.rows}
    assert by_code["3.3"].effort_days == Fraction(5, 2) and by_code["3.3"].department == "Sở Nội vụ"
    for each in plan.steps:
        kinds = [action.kind for action in by_code[each.step.code].actions]
        assert kinds[-1] == "evidence" and len(kinds) == len(each.step.targets) + 1


def test_points_of_the_main_indices_add_up_to_what_is_expected(
    made: tuple[PlanInputs, Plan, ImprovementPlan],
) -> None:
    _, plan, printed = made
    assert sum(index.points for index in printed.indices) == plan.points_before
    assert printed.standing.before.points == plan.points_before < printed.standing.points
    assert printed.standing.totals is not None
    assert printed.standing.totals.claimed_points == printed.standing.points
    assert printed.outcome.best_rank is not None and printed.outcome.worst_rank is not None
    assert printed.outcome.best_rank <= plan.median_rank_after <= printed.outcome.worst_rank


def test_what_is_left_out_has_its_reason(made: tuple[PlanInputs, Plan, ImprovementPlan]) -> None:
    inputs, plan, printed = made
    reasons = {row.indicator_code: row.reason for row in printed.excluded}
    planned = {each.step.code for each in plan.steps}
    assert reasons["1.7"] == "excluded" and reasons["8.9"] == "past"
    assert "effort" in reasons.values() and not reasons.keys() & planned
    assert all(inputs.assessment.catalogue.indicators[code].max_points for code in reasons)


def test_for_a_goal_that_is_met_the_rest_is_not_needed(workspace: Workspace, sample: Assessment) -> None:
    inputs = inputs_of(workspace, sample)
    plan = best_plan(inputs, Goal("points", Fraction(500)))
    reasons = {row.reason for row in print_of(workspace, inputs, plan).excluded}
    assert "not-needed" in reasons and "effort" not in reasons


def test_before_the_deadline_facts_are_past(workspace: Workspace, sample: Assessment) -> None:
    inputs = plan_inputs(workspace.forecaster, sample, date(2023, 3, 1), "submission")
    plan = best_plan(inputs, Goal("points", Fraction(460)))
    printed = print_of(workspace, inputs, plan)
    reasons = {row.indicator_code: row.reason for row in printed.excluded}
    assert reasons["1.5"] == "past" and printed.plan_year == 2022
    assert printed.data_deadline == date(2023, 5, 12)


def test_assumptions_are_named(workspace: Workspace, made: tuple[PlanInputs, Plan, ImprovementPlan]) -> None:
    inputs, _, printed = made
    assumed = printed.assumptions
    assert assumed.acceptance_share == inputs.estimates.acceptance_share()
    assert assumed.known_until == 2023 and assumed.draws is None  # the results of that year are published
    assert assumed.is_effort_default
    later = plan_inputs(workspace.forecaster, inputs.assessment, date(2025, 3, 1), "next-year")
    drawn = print_of(workspace, later, best_plan(later, Goal("effort", Fraction(3)))).assumptions
    assert drawn.draws == 10_000 and drawn.known_until == 2023


def test_the_interval_holds_four_fifths(made: tuple[PlanInputs, Plan, ImprovementPlan]) -> None:
    class Steps:
        of = 10

        def chance_at_most(self, rank: int, _value: Fraction) -> float:
            return rank / 10

    assert rank_interval(Steps(), Fraction(1, 2)) == (1, 9)  # type: ignore[arg-type]


def test_only_two_endings_are_known(tmp_path: Path) -> None:
    assert [paper_kind(Path(name)) for name in ("a.pdf", "b.DOCX")] == ["pdf", "docx"]
    for name in ("a.txt", "a", "pdf", "a.pdf.exe"):
        with pytest.raises(InputError) as fault:
            paper_kind(tmp_path / name)
        assert fault.value.code == "plan-paper-unknown"
