"""The command that tells what to improve first."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from dti_desktop.cli.arguments import path
from dti_desktop.cli.commands import NO, Answer, Call, opened, problem_lines
from dti_desktop.cli.stray_output import unheard
from dti_desktop.engine.assessment import Assessment, FieldValue
from dti_desktop.engine.numbers import decimal_text, number_text, points_text, value_text
from dti_desktop.engine.planning import Goal, Plan, PlannedStep
from dti_desktop.engine.rule_steps import Target
from dti_desktop.engine.steps import Step
from dti_desktop.errors import Problem
from dti_desktop.services.outlook import look
from dti_desktop.services.plan_papers import paper_kind, printed_plan, write_plan
from dti_desktop.services.planning import PlanRequest, make_plan, plan_findings, plan_inputs
from dti_desktop.services.words import Words
from dti_desktop.services.workspace import Workspace


def add_commands(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `plan`."""
    planning = command("plan", plan, "id")
    for option, metavar, key in (
        ("--target-rank", "N", "rank"),
        ("--target-points", "P", "points"),
        ("--effort", "DAYS", "effort"),
        ("--horizon", "submission|next-year", "horizon"),
    ):
        planning.add_argument(option, metavar=metavar, help=words.text(f"cli.help.plan.{key}"))
    planning.add_argument(
        "-o", "--output", type=path, metavar="FILE", help=words.text("cli.help.plan.output")
    )


def plan(call: Call) -> Answer:
    """Show the best steps for a goal; one that cannot be reached is a "no", with the best that can be.

    With `--output` the same plan is written for print.
    """
    options, today = call.options, call.now_utc().astimezone().date()
    request = PlanRequest(options.target_rank, options.target_points, options.effort, options.horizon)
    target: Path | None = options.output
    with opened(call) as (workspace, assessment), unheard():
        if target is not None:
            paper_kind(target)
            workspace.check_target(target)
        made = make_plan(workspace.forecaster, assessment, today, request)
        if target is not None:
            _write(call, workspace, assessment, made, target, today)
    document, lines = _to_json(assessment, made), _lines(call, assessment, made)
    if target is not None:
        document["file"] = target.name
        lines.append(call.text("plan.saved", name=target.name))
    return Answer(document, lines, 0 if made.is_reachable else NO)


def _write(
    call: Call, workspace: Workspace, assessment: Assessment, made: Plan, target: Path, today: date
) -> None:
    forecaster = workspace.forecaster
    inputs = plan_inputs(forecaster, assessment, today, made.horizon.kind)
    outlook = look(assessment, workspace.result_book, tolerance=call.library.year_tolerance)
    printed = printed_plan(forecaster, inputs, made, outlook, today)
    write_plan(target, call.library, printed, paper_kind(target), language=call.words.language)


def _to_json(assessment: Assessment, plan: Plan) -> dict[str, object]:
    return {
        "assessment": assessment.id,
        "horizon": plan.horizon.kind,
        "year": plan.horizon.facts_year,
        "data_deadline": plan.horizon.deadline.isoformat(),
        "target": _goal_to_json(plan.goal),
        "reachable": plan.is_reachable,
        "needed_points": None if plan.needed_points is None else decimal_text(plan.needed_points),
        "points_before": points_text(plan.points_before),
        "points_after": points_text(plan.points_after),
        "value_before": value_text(plan.value_before),
        "value_after": value_text(plan.value_after),
        "median_rank_before": plan.median_rank_before if plan.is_ranked else None,
        "median_rank_after": plan.median_rank_after if plan.is_ranked else None,
        "expected_rank_before": _one_decimal(plan.expected_rank_before) if plan.is_ranked else None,
        "expected_rank_after": _one_decimal(plan.expected_rank_after) if plan.is_ranked else None,
        "of": plan.of if plan.is_ranked else None,
        "effort_days": decimal_text(plan.effort_days),
        "steps": [_step_to_json(plan, planned) for planned in plan.steps],
        "findings": [finding.to_json() for finding in plan_findings(plan)],
    }


def _goal_to_json(goal: Goal) -> dict[str, object]:
    if goal.kind == "rank":
        return {"rank": int(goal.amount)}
    return {"points" if goal.kind == "points" else "effort_days": decimal_text(goal.amount)}


def _step_to_json(plan: Plan, planned: PlannedStep) -> dict[str, object]:
    step = planned.step
    return {
        "indicator": step.code,
        "step": step.id,
        "kind": step.kind,
        "points": points_text(step.expected_points_gained),
        "claimed_points": points_text(step.points_gained),
        "places": _one_decimal(planned.places) if plan.is_ranked else None,
        "effort_days": decimal_text(step.effort_days),
        "due": None if step.due is None else step.due.isoformat(),
        "counts_for": step.counts_for,
        "department": step.department,
        "sets": {field: _field_to_json(value) for field, value in step.sets.items()},
        "target": _targets_to_json(step),
    }


def _targets_to_json(step: Step) -> dict[str, object]:
    if not step.targets:
        return {"kind": "evidence"}
    if len(step.targets) == 1:
        return _target_to_json(step.targets[0])
    return {"kind": "parts", "parts": [_target_to_json(target) for target in step.targets]}


def _target_to_json(target: Target) -> dict[str, object]:
    present = None if target.present is None else _field_to_json(target.present)
    if target.number is None:
        return {"kind": "level", "field": target.field, "level": target.level, "present": present}
    return {
        "kind": "number",
        "field": target.field,
        "number": number_text(target.number),
        "unit": "" if target.unit is None else target.unit.vi,
        "present": present,
    }


def _field_to_json(value: FieldValue) -> object:
    return number_text(value) if isinstance(value, Decimal) else value


def _one_decimal(number: float) -> str:
    text = f"{number:.1f}"
    return "0.0" if text == "-0.0" else text


def _lines(call: Call, assessment: Assessment, plan: Plan) -> list[str]:
    form = call.words.format
    lines = [
        call.text(
            f"plan.horizon.{plan.horizon.kind}",
            year=str(plan.horizon.facts_year),
            deadline=form.date(plan.horizon.deadline),
        ),
        call.text(
            "plan.result" if plan.is_ranked else "plan.result.unranked",
            before=form.points(plan.points_before),
            after=form.points(plan.points_after),
            rank_before=plan.median_rank_before,
            rank_after=plan.median_rank_after,
            of=plan.of,
            days=form.number(plan.effort_days),
        ),
    ]
    said = {"deadline": form.date(plan.horizon.deadline), "points": form.points(plan.points_after)}
    findings = [Problem(finding.code, "", {**finding.facts, **said}) for finding in plan_findings(plan)]
    lines += problem_lines(call, findings)
    for place, planned in enumerate(plan.steps, start=1):
        lines.append(_step_line(call, assessment, plan, place, planned))
    return lines


def _step_line(call: Call, assessment: Assessment, plan: Plan, place: int, planned: PlannedStep) -> str:
    step, form, language = planned.step, call.words.format, call.words.language
    doing = [_target_line(call, target) for target in step.targets]
    line = call.text(
        "plan.step" if plan.is_ranked else "plan.step.unranked",
        place=place,
        code=step.code,
        title=assessment.catalogue.indicators[step.code].short.in_language(language),
        what="; ".join(doing) or call.text("plan.evidence"),
        points=form.points(step.expected_points_gained),
        places=_one_decimal(planned.places).replace(".", form.decimal_sign),
        days=form.number(step.effort_days),
    )
    if step.due is not None:
        line += call.text("plan.due", due=form.date(step.due))
    if step.department:
        line += call.text("plan.department", department=step.department)
    return line


def _target_line(call: Call, target: Target) -> str:
    form, language = call.words.format, call.words.language
    label = target.label.in_language(language)
    if target.number is None:
        return call.text("plan.level", level=label)
    return call.text(
        "plan.number",
        label=label,
        present=form.number(target.present) if isinstance(target.present, Decimal) else "–",
        number=form.number(target.number),
        unit="" if target.unit is None else target.unit.in_language(language),
    )
