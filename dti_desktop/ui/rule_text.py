"""How an indicator is scored, in a few sentences made from its rule."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.model import (
    CountRule,
    Indicator,
    InfoRule,
    LevelsRule,
    PartsRule,
    RateRule,
    RatioRule,
    Rule,
)
from dti_desktop.ui import format as formats
from dti_desktop.ui.derivation_text import percent_text, points_of


def rule_lines(indicator: Indicator, language: str) -> list[str]:
    """Return the sentences, the most important first."""
    return _lines(indicator.rule, indicator.max_points, language)


def _lines(rule: Rule, max_points: Fraction, language: str) -> list[str]:
    match rule:
        case LevelsRule():
            return [_levels(rule, max_points)]
        case RatioRule():
            return _ratio(rule, max_points, language)
        case RateRule():
            return [_rate(rule, max_points, language)]
        case CountRule():
            return [_count(rule, max_points, language)]
        case PartsRule():
            return _parts(rule, max_points, language)
        case InfoRule():
            return [QCoreApplication.translate("Rule", "Chỉ thu thập thông tin, không chấm điểm.")]


def _levels(rule: LevelsRule, max_points: Fraction) -> str:
    return QCoreApplication.translate("Rule", "Điểm theo mức được chọn, tối đa {points}.").format(
        points=points_of(max(level.share for level in rule.levels) * max_points)
    )


def _ratio(rule: RatioRule, max_points: Fraction, language: str) -> list[str]:
    a, b = (q.label.in_language(language) for q in (rule.numerator, rule.denominator))
    points = points_of(max_points)
    if rule.complement:
        line = QCoreApplication.translate(
            "Rule", "Tỷ lệ = “{a}” / “{b}”. Tỷ lệ càng thấp càng tốt: điểm = (100 % − tỷ lệ) × {points}."
        )
    elif rule.target == 1:
        line = QCoreApplication.translate("Rule", "Tỷ lệ = “{a}” / “{b}”. Điểm = tỷ lệ × {points}.")
    else:
        line = QCoreApplication.translate(
            "Rule",
            "Tỷ lệ = “{a}” / “{b}”. Từ {target} trở lên được tối đa {points}; thấp hơn thì tính theo tỷ lệ.",
        )
    lines = [line.format(a=a, b=b, points=points, target=percent_text(rule.target))]
    if rule.full_when_denominator_zero:
        lines.append(
            QCoreApplication.translate(
                "Rule", "Không phát sinh trường hợp nào (cả hai số bằng 0) thì được điểm tối đa."
            )
        )
    return lines


def _rate(rule: RateRule, max_points: Fraction, language: str) -> str:
    form = formats.current()
    return QCoreApplication.translate(
        "Rule",
        "Tính “{a}” trên {per} {unit}. "
        "Từ {target} trở lên được tối đa {points}; thấp hơn thì tính theo tỷ lệ.",
    ).format(
        a=rule.numerator.label.in_language(language),
        per=form.number(rule.per),
        unit=rule.denominator.unit.in_language(language),
        target=form.number(rule.target),
        points=points_of(max_points),
    )


def _count(rule: CountRule, max_points: Fraction, language: str) -> str:
    return QCoreApplication.translate(
        "Rule", "Từ {target} {unit} trở lên được tối đa {points}; ít hơn thì tính theo tỷ lệ."
    ).format(
        target=formats.current().number(rule.target),
        unit=rule.value.unit.in_language(language),
        points=points_of(max_points),
    )


def _parts(rule: PartsRule, max_points: Fraction, language: str) -> list[str]:
    lines = [
        QCoreApplication.translate("Rule", "Cộng điểm của {count} phần.").format(count=len(rule.parts)),
    ]
    gate = next((part for part in rule.parts if part.id == rule.gate), None)
    if gate is not None:
        lines[0] += " " + QCoreApplication.translate(
            "Rule", "Nếu “{gate}” được 0 điểm thì cả chỉ số được 0 điểm."
        ).format(gate=gate.label.in_language(language))
    for part in rule.parts:
        inner = " ".join(_lines(part.rule, max_points * part.share, language))
        lines.append(f"{part.label.in_language(language)}: {inner}")
    return lines
