"""Improvement plans as a planner may hand them over: none, a few tasks, one for every indicator."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import report_samples as samples

from dti_desktop.engine.assessment import Signatory
from dti_desktop.engine.catalogue import Catalogue
from dti_desktop.engine.model import (
    CountRule,
    Indicator,
    LevelsRule,
    PartsRule,
    RateRule,
    RatioRule,
    Rule,
    Text,
)
from dti_desktop.engine.scoring import Scorecard, score
from dti_desktop.reports.improvement_plan import improvement_plan_pdf
from dti_desktop.reports.improvement_plan_docx import improvement_plan_docx
from dti_desktop.reports.model import ThreeTotals
from dti_desktop.reports.plan_model import (
    ImprovementPlan,
    PlanAction,
    PlanAssumptions,
    PlanExclusion,
    PlanGoal,
    PlanOutcome,
    PlanRow,
    PlanStanding,
    ProvideEvidence,
    ReachLevel,
    ReachNumber,
    plan_indices,
    plan_row,
)
from dti_desktop.reports.wording import Language

PROVINCE = "Đồng Tháp"
DEPARTMENTS = (
    "Sở Thông tin và Truyền thông",
    "Sở Nội vụ",
    "Văn phòng Ủy ban nhân dân tỉnh",
    "",
    "Sở Kế hoạch và Đầu tư",
)


def action(rule: Rule, of: Text | None = None) -> PlanAction:
    """Return the plainest next step of `rule`."""
    match rule:
        case LevelsRule():
            best = max(rule.levels, key=lambda level: level.share)
            least = min(rule.levels, key=lambda level: level.share)
            return ReachLevel(least.label, best.label, of)
        case RatioRule() | RateRule():
            quantity = rule.numerator
            return ReachNumber(quantity.label, Fraction(700), Fraction(775), quantity.unit)
        case CountRule():
            return ReachNumber(rule.value.label, None, rule.target, rule.value.unit)
        case PartsRule():
            return action(rule.parts[-1].rule, rule.parts[-1].label)
    return ReachLevel(None, Text("Có", "Yes"))


def actions(indicator: Indicator, place: int) -> tuple[PlanAction, ...]:
    """Return evidence for every third indicator, else a step and sometimes its evidence too."""
    evidence = ProvideEvidence(indicator.evidence)
    if place % 3 == 0:
        return (evidence,)
    return (action(indicator.rule), evidence) if place % 5 == 0 else (action(indicator.rule),)


def row(catalogue: Catalogue, code: str, place: int) -> PlanRow:
    """Return a task for indicator `code`."""
    indicator = catalogue.indicators[code]
    return plan_row(
        catalogue,
        code,
        actions(indicator, place),
        points_gained=indicator.max_points / 3,
        places_gained=0.4 + place % 7 / 3,
        effort_days=Fraction(5 + place % 9, 2),
        department=DEPARTMENTS[place % len(DEPARTMENTS)],
        due=date(2023, 1 + place % 6, 15) if place % 8 else None,
        is_in_time=place % 6 != 5 if place % 8 else None,
    )


def plan(codes: tuple[str, ...] | None = None, catalogue: Catalogue = samples.REAL) -> ImprovementPlan:
    """Return a plan with a task for each of `codes` (None: every scored indicator)."""
    scored = [code for code, each in catalogue.indicators.items() if each.max_points]
    codes = tuple(scored) if codes is None else codes
    assessment = samples.answered(catalogue, PROVINCE)
    card: Scorecard = score(catalogue, assessment.answers, assessment.profile)
    rows = tuple(row(catalogue, code, place) for place, code in enumerate(codes))
    points = card.whole.points + sum((each.points_gained for each in rows), Fraction(0))
    left_out = [code for code in scored if code not in codes][:5]
    reasons = ("excluded", "past", "ministry", "effort", "not-needed")
    return ImprovementPlan(
        province=PROVINCE,
        assessed_year=assessment.year,
        plan_year=assessment.year + 1,
        catalogue_title=catalogue.title,
        decision=catalogue.decision,
        indices=plan_indices(catalogue, lambda code: card.indices[code].total.points),
        standing=PlanStanding(
            card.whole.points,
            card.whole.max_points,
            card.whole.value,
            39,
            63,
            2022,
            ThreeTotals(card.whole.points, card.whole.points / 2, card.whole.points / 7),
        ),
        goal=PlanGoal("rank", Fraction(25), is_reachable=True),
        outcome=PlanOutcome(points, points / card.whole.max_points, 24, 19, 31),
        rows=rows,
        excluded=tuple(
            PlanExclusion(code, catalogue.indicators[code].title, reason)
            for code, reason in zip(left_out, reasons, strict=False)
        ),
        assumptions=PlanAssumptions(Fraction(1, 2), Fraction(1, 10), 2022, 10_000, True),
        data_deadline=date(2023, 5, 12),
        signatory=Signatory("Nguyễn Thị Ánh", "KT. Chủ tịch\nPhó Chủ tịch"),
        printed_on=samples.PRINTED_ON,
    )


def small() -> ImprovementPlan:
    """Return a plan with seven tasks in three main indices."""
    return plan(("1.1", "1.4", "3.1", "3.2", "4.1", "7.3", "7.9"))


def pdf(what: ImprovementPlan, language: Language = "vi") -> bytes:
    """Return the plan as PDF with the words that the program ships."""
    return improvement_plan_pdf(
        what, texts=samples.texts(language), language=language, fonts_dir=samples.FONTS
    )


def docx(what: ImprovementPlan, language: Language = "vi") -> bytes:
    """Return the plan as DOCX with the words that the program ships."""
    return improvement_plan_docx(what, texts=samples.texts(language), language=language)
