"""How the points of an answer came about, in one line with her own numbers; or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.model import CountRule, PartsRule, Quantity, RateRule, RatioRule, Rule
from dti_desktop.engine.rules import Derivation, Outcome
from dti_desktop.ui import format as formats
from dti_desktop.ui.format import NO_BREAK_SPACE, Exact

Tone = Literal["secondary", "muted", "warn", "block"]

ARROW = f" {NO_BREAK_SPACE}→{NO_BREAK_SPACE} "


@dataclass(frozen=True, slots=True)
class Steps:
    """The line itself, and how it is to be read: a calculation, something missing, something wrong."""

    text: str
    tone: Tone = "secondary"


def steps(rule: Rule, outcome: Outcome, max_points: Fraction, language: str) -> Steps:
    """Return the line for one outcome of `rule`, which is worth at most `max_points`."""
    derivation = outcome.derivation
    if outcome.state == "invalid" and derivation.kind != "parts":
        return Steps(_fault(rule, derivation, language), "block")
    if derivation.kind == "parts":
        assert isinstance(rule, PartsRule)
        return _parts(rule, outcome, max_points, language)
    if derivation.kind == "info":
        return Steps(QCoreApplication.translate("Derivation", "Thu thập, không chấm điểm."), "muted")
    if outcome.state == "unanswered":
        return Steps(QCoreApplication.translate("Derivation", "Chưa trả lời: chưa có điểm."), "muted")
    if outcome.state == "incomplete":
        return Steps(_missing(rule, derivation, language), "warn")
    if derivation.kind == "levels":
        return Steps(_times(outcome.share, max_points))
    return Steps(_joined(_quotient(rule, derivation, outcome, max_points, language)))


def short_steps(rule: Rule, outcome: Outcome, language: str) -> Steps:
    """Return the line of a part: only its share, for the points stand right behind it."""
    if outcome.state == "answered" and outcome.derivation.kind not in ("levels", "parts", "info"):
        return Steps(_joined(_quotient(rule, outcome.derivation, outcome, None, language)), "muted")
    if outcome.state in ("invalid", "incomplete"):
        return steps(rule, outcome, Fraction(0), language)
    return Steps("", "muted")


def points_out_of(max_points: Fraction) -> str:
    """Return "/ 10 điểm"."""
    return QCoreApplication.translate("Derivation", "/ {points} điểm").format(
        points=formats.current().number(max_points, 2)
    )


def points_of(points: Exact) -> str:
    """Return "5 điểm" as it stands beside a choice."""
    return (
        QCoreApplication.translate("Derivation", "{points} điểm")
        .format(points=formats.current().number(points, 2))
        .replace(" ", NO_BREAK_SPACE)
    )


def _quotient(
    rule: Rule, derivation: Derivation, outcome: Outcome, max_points: Fraction | None, language: str
) -> list[str]:
    form = formats.current()
    raw = derivation.raw_share
    if derivation.reason == "denominator-zero-full":
        found = [
            QCoreApplication.translate("Derivation", "Không phát sinh trường hợp nào (0 / 0): được tính đủ")
        ]
        return found if max_points is None else [*found, _times(outcome.share, max_points)]
    assert raw is not None
    numbers = [form.number(used.value) for used in derivation.numbers]
    target = derivation.target or Fraction(1)
    found = []
    if isinstance(rule, CountRule):
        if derivation.is_capped:
            found.append(
                QCoreApplication.translate("Derivation", "{count}, vượt mục tiêu {target}").format(
                    count=numbers[0], target=form.number(target)
                )
            )
        else:
            found.append(f"{numbers[0]} / {form.number(target)} = {percent_text(outcome.share)}")
    elif isinstance(rule, RateRule):
        rate = QCoreApplication.translate("Derivation", "{rate} trên {per} {unit}").format(
            rate=form.number(raw, 2),
            per=form.number(rule.per),
            unit=rule.denominator.unit.in_language(language),
        )
        found.append(f"{numbers[0]} / {numbers[1]} = {rate}")
        if not derivation.is_capped:
            found.append(
                QCoreApplication.translate("Derivation", "{reached} mục tiêu {target}").format(
                    reached=percent_text(outcome.share), target=form.number(target)
                )
            )
        else:
            found.append(
                QCoreApplication.translate("Derivation", "vượt mục tiêu {target}, tính tối đa").format(
                    target=form.number(target)
                )
            )
    else:
        found.append(f"{numbers[0]} / {numbers[1]} = {percent_text(raw)}")
        if derivation.complement:
            found.append(f"{percent_text(1)} − {percent_text(raw)} = {percent_text(outcome.share)}")
        elif derivation.is_capped:
            found.append(
                QCoreApplication.translate("Derivation", "vượt mục tiêu {target}, tính tối đa").format(
                    target=percent_text(target)
                )
            )
        elif target != 1:
            found.append(f"{percent_text(raw)} / {percent_text(target)} = {percent_text(outcome.share)}")
    return found if max_points is None else [*found, _times(outcome.share, max_points)]


def _parts(rule: PartsRule, outcome: Outcome, max_points: Fraction, language: str) -> Steps:
    form = formats.current()
    derivation = outcome.derivation
    by_id = {part.id: part for part in rule.parts}
    if derivation.gate_is_closed and derivation.gate is not None:
        gate = by_id[derivation.gate].label.in_language(language)
        return Steps(
            QCoreApplication.translate(
                "Derivation", "“{gate}” được 0 điểm, nên các phần còn lại chưa xét."
            ).format(gate=gate)
        )
    if outcome.state == "unanswered":
        return Steps(QCoreApplication.translate("Derivation", "Chưa trả lời: chưa có điểm."), "muted")
    gate_outcome = next((p.outcome for p in derivation.parts if p.id == derivation.gate), None)
    if gate_outcome is not None and gate_outcome.state != "answered":
        gate = by_id[derivation.gate or ""].label.in_language(language)
        return Steps(
            QCoreApplication.translate("Derivation", "Cần trả lời “{gate}” trước thì mới tính điểm.").format(
                gate=gate
            ),
            "warn",
        )
    numbers = [
        form.number(p.weight_share * p.outcome.share * max_points, 2)
        if p.outcome.state == "answered"
        else "0"
        for p in derivation.parts
    ]
    total = f"{' + '.join(numbers)} = {points_of(outcome.share * max_points)}"
    if outcome.state == "invalid":
        return Steps(
            QCoreApplication.translate("Derivation", "{sum}; có phần chưa hợp lệ, tính 0 điểm").format(
                sum=total
            ),
            "block",
        )
    if outcome.state == "incomplete":
        return Steps(
            QCoreApplication.translate("Derivation", "{sum}; còn phần chưa trả lời đủ").format(sum=total),
            "warn",
        )
    return Steps(total)


def _fault(rule: Rule, derivation: Derivation, language: str) -> str:
    form = formats.current()
    assert isinstance(rule, RatioRule | RateRule)
    a, b = (quantity.label.in_language(language) for quantity in (rule.numerator, rule.denominator))
    if derivation.reason == "numerator-above-denominator":
        first, second = (form.number(used.value) for used in derivation.numbers)
        return QCoreApplication.translate(
            "Derivation", "{a} ({first}) không thể lớn hơn {b} ({second}). Hãy kiểm tra lại hai số."
        ).format(a=_quoted(a), first=first, b=_quoted(b), second=second)
    return QCoreApplication.translate(
        "Derivation", "{b} đang bằng 0 nên chưa tính được. Hãy kiểm tra lại số này."
    ).format(b=_quoted(b))


def _missing(rule: Rule, derivation: Derivation, language: str) -> str:
    assert isinstance(rule, RatioRule | RateRule)
    missing: Quantity = rule.numerator if derivation.reason == "numerator-missing" else rule.denominator
    return QCoreApplication.translate("Derivation", "Còn thiếu {label}. Chưa tính điểm.").format(
        label=_quoted(missing.label.in_language(language))
    )


def _times(share: Fraction, max_points: Fraction) -> str:
    return f"{percent_text(share)} × {points_of(max_points)}".replace(" ", NO_BREAK_SPACE)


def percent_text(share: Exact) -> str:
    """Return a share in per cent with the decimals it has, two at most: `90,32 %`, `100 %`."""
    form = formats.current()
    gap = NO_BREAK_SPACE if form.language == "vi" else ""
    return f"{form.number(Fraction(share) * 100, 2)}{gap}%"


def _quoted(label: str) -> str:
    return f"“{label}”"


def _joined(parts: list[str]) -> str:
    return ARROW.join(part.replace(" / ", f"{NO_BREAK_SPACE}/{NO_BREAK_SPACE}") for part in parts)
