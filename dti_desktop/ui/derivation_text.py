"""How the points of an answer came about, in one line with her own numbers; or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.model import CountRule, PartsRule, Quantity, RateRule, RatioRule, Rule
from dti_desktop.engine.numbers import POINTS_DECIMALS, rounded
from dti_desktop.engine.rules import Derivation, Outcome
from dti_desktop.ui import format as formats
from dti_desktop.ui.format import NO_BREAK_SPACE, Exact

Tone = Literal["secondary", "muted", "warn", "block"]

#: Shares are shown with at least and at most this many decimals.
MIN_DECIMALS, MAX_DECIMALS = 2, 8

#: A line that has to wrap does so before an arrow.
ARROW = f"{NO_BREAK_SPACE} →{NO_BREAK_SPACE}{NO_BREAK_SPACE}"


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
        return Steps(_times(outcome.share, max_points, MIN_DECIMALS))
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
    if derivation.reason == "denominator-zero-full":
        found = [
            QCoreApplication.translate("Derivation", "Không phát sinh trường hợp nào (0 / 0): được tính đủ")
        ]
        return found if max_points is None else [*found, _times(outcome.share, max_points, MIN_DECIMALS)]
    assert derivation.raw_share is not None
    # Whoever works the line through with what it shows has to come to what it shows.
    per_cent = outcome.share * 100
    digits = MIN_DECIMALS
    if max_points is not None:
        digits = _decimals_leading(per_cent, lambda shown: shown * max_points / 100, POINTS_DECIMALS)
    if isinstance(rule, CountRule):
        found = _count(derivation, outcome, digits)
    elif isinstance(rule, RateRule):
        found = _rate(rule, derivation, outcome, digits, language)
    else:
        found = _ratio(derivation, outcome, digits)
    return found if max_points is None else [*found, _times(outcome.share, max_points, digits)]


def _count(derivation: Derivation, outcome: Outcome, digits: int) -> list[str]:
    form = formats.current()
    (count,), target = _numbers(derivation), form.number(derivation.target or 1)
    if derivation.is_capped:
        return [
            QCoreApplication.translate("Derivation", "{count}, vượt mục tiêu {target}").format(
                count=count, target=target
            )
        ]
    return [f"{count} / {target} = {percent_text(outcome.share, digits)}"]


def _rate(rule: RateRule, derivation: Derivation, outcome: Outcome, digits: int, language: str) -> list[str]:
    form = formats.current()
    raw = derivation.raw_share or Fraction(0)
    a, b = _numbers(derivation)
    raw_digits = MIN_DECIMALS
    if not derivation.is_capped:
        raw_digits = _decimals_leading(raw, lambda shown: shown * 100 / rule.target, digits)
    rate = QCoreApplication.translate("Derivation", "{rate} trên {per} {unit}").format(
        rate=form.number(raw, raw_digits),
        per=form.number(rule.per),
        unit=rule.denominator.unit.in_language(language),
    )
    target = form.number(rule.target)
    if derivation.is_capped:
        reached = QCoreApplication.translate("Derivation", "vượt mục tiêu {target}, tính tối đa")
    else:
        reached = QCoreApplication.translate("Derivation", "{reached} mục tiêu {target}")
    return [
        f"{a} / {b} = {rate}",
        reached.format(target=target, reached=percent_text(outcome.share, digits)),
    ]


def _ratio(derivation: Derivation, outcome: Outcome, digits: int) -> list[str]:
    raw, target = derivation.raw_share or Fraction(0), derivation.target or Fraction(1)
    a, b = _numbers(derivation)
    if derivation.complement:
        shown = percent_text(raw, digits)
        return [
            f"{a} / {b} = {shown}",
            f"{percent_text(1)} − {shown} = {percent_text(outcome.share, digits)}",
        ]
    if derivation.is_capped:
        capped = QCoreApplication.translate("Derivation", "vượt mục tiêu {target}, tính tối đa")
        return [f"{a} / {b} = {percent_text(raw)}", capped.format(target=percent_text(target))]
    if target == 1:
        return [f"{a} / {b} = {percent_text(raw, digits)}"]
    raw_digits = _decimals_leading(raw * 100, lambda shown: shown / target, digits)
    shown = percent_text(raw, raw_digits)
    return [
        f"{a} / {b} = {shown}",
        f"{shown} / {percent_text(target, MAX_DECIMALS)} = {percent_text(outcome.share, digits)}",
    ]


def _numbers(derivation: Derivation) -> list[str]:
    return [formats.current().number(used.value) for used in derivation.numbers]


def _decimals_leading(exact: Fraction, step: Callable[[Fraction], Fraction], decimals: int) -> int:
    """Return the fewest decimals of `exact` from which `step` comes to the same `decimals` digits."""
    wanted = rounded(step(exact), decimals)
    for digits in range(MIN_DECIMALS, MAX_DECIMALS):
        if rounded(step(rounded(exact, digits)), decimals) == wanted:
            return digits
    return MAX_DECIMALS


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


def _times(share: Fraction, max_points: Fraction, digits: int) -> str:
    return f"{percent_text(share, digits)} × {points_of(max_points)}".replace(" ", NO_BREAK_SPACE)


def percent_text(share: Exact, max_decimals: int = MIN_DECIMALS) -> str:
    """Return a share in per cent with the decimals it has, `max_decimals` at most: `90,32 %`, `100 %`."""
    form = formats.current()
    gap = NO_BREAK_SPACE if form.language == "vi" else ""
    return f"{form.number(Fraction(share) * 100, max_decimals)}{gap}%"


def _quoted(label: str) -> str:
    return f"“{label}”"


def _joined(parts: list[str]) -> str:
    return ARROW.join(part.replace(" / ", f"{NO_BREAK_SPACE}/{NO_BREAK_SPACE}") for part in parts)
