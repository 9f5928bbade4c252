"""An improvement plan on paper: what was planned as the printed plan wants it, written as PDF or Word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dti_desktop.engine.backing import backing
from dti_desktop.engine.estimates import EFFORT_PREFIX
from dti_desktop.engine.forecast import ForecastCurve
from dti_desktop.engine.planning import Plan, PlanInputs, PlannedStep
from dti_desktop.engine.rank_curve import RankCurve
from dti_desktop.engine.rule_steps import Target
from dti_desktop.engine.step_targets import part_label, present_level
from dti_desktop.engine.steps import EVIDENCE_STEP, Step, expected_points
from dti_desktop.errors import InputError
from dti_desktop.named_files import shown_name
from dti_desktop.services.files import write_whole
from dti_desktop.services.forecasting import Forecaster
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import Outlook

if TYPE_CHECKING:
    from dti_desktop.reports.plan_model import (
        ImprovementPlan,
        PlanAction,
        PlanAssumptions,
        PlanExclusion,
        PlanRow,
    )

PaperKind = Literal["pdf", "docx"]
PAPER_KINDS: tuple[PaperKind, ...] = ("pdf", "docx")

_EIGHTY_PERCENT = (0.1, 0.9)


def paper_kind(target: Path) -> PaperKind:
    """Return what a file of this name is to hold. Raises `InputError` `plan-paper-unknown`."""
    ending = target.suffix.lower().removeprefix(".")
    for kind in PAPER_KINDS:
        if kind == ending:
            return kind
    raise InputError("plan-paper-unknown", name=shown_name(target))


def write_plan(
    target: Path,
    library: Library,
    printed: ImprovementPlan,
    kind: PaperKind,
    *,
    language: str = "vi",
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write the plan to `target`, whole or not at all. Raises as `write_whole`, or `Cancelled`."""
    write_whole(target, plan_paper(library, printed, kind, language, progress=progress, cancelled=cancelled))


def plan_paper(
    library: Library,
    printed: ImprovementPlan,
    kind: PaperKind,
    language: str = "vi",
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Return the plan as PDF or as a Word document. Raises `Cancelled`."""
    from dti_desktop.reports.improvement_plan import improvement_plan_pdf
    from dti_desktop.reports.improvement_plan_docx import improvement_plan_docx

    texts = library.texts_for(language, printed.office)
    if kind == "docx":
        return improvement_plan_docx(printed, texts=texts, language="en" if language == "en" else "vi")
    return improvement_plan_pdf(
        printed,
        texts=texts,
        language="en" if language == "en" else "vi",
        fonts_dir=library.resources_dir / "fonts",
        progress=progress,
        cancelled=cancelled,
    )


def printed_plan(
    forecaster: Forecaster, inputs: PlanInputs, plan: Plan, outlook: Outlook, printed_on: date
) -> ImprovementPlan:
    """Return `plan`, the optimum of `inputs`, as it is printed.

    `outlook` is that of the same assessment. Tasks stand in the order of the catalogue.
    """
    from dti_desktop.reports import plan_model as paper
    from dti_desktop.reports.model import ThreeTotals

    assessment, catalogue = inputs.assessment, inputs.assessment.catalogue
    held = backing(assessment, outlook.scorecard, forecaster.announcing)
    whole, overall = outlook.scorecard.whole, None if outlook.ranking is None else outlook.ranking.overall
    order = {code: place for place, code in enumerate(catalogue.indicators)}
    tasks = sorted(plan.steps, key=lambda planned: order[planned.step.code])
    best, worst = rank_interval(inputs.curve, plan.value_after) if plan.is_ranked else (None, None)
    return paper.ImprovementPlan(
        province=assessment.province,
        assessed_year=assessment.year,
        plan_year=plan.horizon.facts_year,
        catalogue_title=catalogue.title,
        office=catalogue.office,
        decision=catalogue.decision,
        indices=paper.plan_indices(catalogue, lambda index: _index_points(inputs, index)),
        standing=paper.PlanStanding(
            points=whole.points,
            max_points=whole.max_points,
            value=whole.value,
            rank=None if overall is None else overall.rank,
            of=plan.of if plan.is_ranked else None,
            against=None if outlook.ranking is None else outlook.ranking.against,
            totals=ThreeTotals(held.claimed_points, held.backed_points, held.at_risk_points),
            expected=paper.ExpectedStanding(
                plan.points_before, plan.value_before, plan.median_rank_before if plan.is_ranked else None
            ),
        ),
        goal=paper.PlanGoal(
            "days" if plan.goal.kind == "effort" else plan.goal.kind, plan.goal.amount, plan.is_reachable
        ),
        outcome=paper.PlanOutcome(
            plan.points_after,
            plan.value_after,
            plan.median_rank_after if plan.is_ranked else None,
            best,
            worst,
        ),
        rows=tuple(_row(inputs, planned, is_ranked=plan.is_ranked) for planned in tasks),
        excluded=tuple(_left_out(inputs, plan)),
        assumptions=_assumptions(inputs, plan),
        data_deadline=plan.horizon.deadline,
        signatory=assessment.signatory,
        printed_on=printed_on,
        is_sample=assessment.is_sample,
    )


def rank_interval(curve: RankCurve, value: Fraction) -> tuple[int, int]:
    """Return the ranks that enclose the one of `value` with a chance of 80 %, the better one first."""
    ranks = range(1, curve.of + 1)
    least, most = _EIGHTY_PERCENT
    best = next((rank for rank in ranks if curve.chance_at_most(rank, value) >= least), curve.of)
    worst = next((rank for rank in ranks if curve.chance_at_most(rank, value) >= most), curve.of)
    return best, worst


def _index_points(inputs: PlanInputs, index: str) -> Fraction:
    assessment = inputs.assessment
    return sum(
        (
            expected_points(assessment, code, inputs.estimates, inputs.is_backed)
            for code in assessment.catalogue.index_by_code[index].indicators
        ),
        Fraction(0),
    )


def _row(inputs: PlanInputs, planned: PlannedStep, *, is_ranked: bool) -> PlanRow:
    from dti_desktop.reports.plan_model import plan_row

    step = planned.step
    return plan_row(
        inputs.assessment.catalogue,
        step.code,
        _actions(inputs, step),
        points_gained=step.expected_points_gained,
        places_gained=planned.places if is_ranked else None,
        effort_days=step.effort_days,
        department=step.department,
        due=step.due,
        is_in_time=step.is_in_time,
    )


def _actions(inputs: PlanInputs, step: Step) -> Iterator[PlanAction]:
    """Yield what is done: the facts, then their evidence."""
    from dti_desktop.reports.plan_model import ProvideEvidence

    for target in step.targets:
        yield _action(inputs, step.code, target)
    yield ProvideEvidence(inputs.assessment.catalogue.indicators[step.code].evidence)


def _action(inputs: PlanInputs, code: str, target: Target) -> PlanAction:
    from dti_desktop.reports.plan_model import ReachLevel, ReachNumber

    of = part_label(inputs.assessment, code, target)
    if target.number is None or target.unit is None:
        rule = inputs.assessment.catalogue.indicators[code].rule
        return ReachLevel(present_level(rule, target), target.label, of)
    now = Fraction(target.present) if isinstance(target.present, Decimal) else None
    return ReachNumber(target.label, now, Fraction(target.number), target.unit)


def _left_out(inputs: PlanInputs, plan: Plan) -> Iterator[PlanExclusion]:
    """Yield the scored indicators that could gain points and have no task, each with its reason."""
    from dti_desktop.reports.plan_model import PlanExclusion

    planned = {each.step.code for each in plan.steps}
    for code, indicator in inputs.assessment.catalogue.indicators.items():
        now = expected_points(inputs.assessment, code, inputs.estimates, inputs.is_backed)
        if code not in planned and now < indicator.max_points:
            yield PlanExclusion(code, indicator.title, _reason(inputs, plan, code))


def _reason(inputs: PlanInputs, plan: Plan, code: str) -> str:
    if inputs.estimates.is_excluded(code):
        return "excluded"
    steps = inputs.steps[code]
    if not any(step.is_in_time for step in steps):
        if steps or not inputs.horizon.takes_facts:
            return "past"
        is_measured = inputs.assessment.catalogue.indicators[code].measured_by == "ministry"
        return "ministry" if is_measured else "no-step"
    return "effort" if plan.goal.kind == "effort" else "not-needed"


def _assumptions(inputs: PlanInputs, plan: Plan) -> PlanAssumptions:
    from dti_desktop.reports.plan_model import PlanAssumptions

    defaults, curve = inputs.estimates.defaults, inputs.curve
    drawn = curve.rivals if isinstance(curve, ForecastCurve) else None
    return PlanAssumptions(
        acceptance_share=inputs.estimates.acceptance_share(),
        ministry_range_share=defaults.ministry_range_share,
        known_until=None if drawn is None else drawn.known_until,
        draws=None if drawn is None or drawn.are_facts else drawn.draws,
        is_effort_default=any(not _is_effort_set(inputs, each.step) for each in plan.steps),
    )


def _is_effort_set(inputs: PlanInputs, step: Step) -> bool:
    """Whether the office has said how many days a step takes, its evidence included."""
    given = inputs.assessment.estimates.get(step.code, {})
    return all(EFFORT_PREFIX + each in given for each in {step.id, EVIDENCE_STEP})
