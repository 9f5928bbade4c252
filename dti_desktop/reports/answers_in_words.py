"""An answer as a clerk would write it down: the chosen level, the numbers with units, each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dti_desktop.engine.assessment import FieldValue
from dti_desktop.engine.model import (
    CountRule,
    InfoField,
    InfoRule,
    LevelsRule,
    PartsRule,
    Quantity,
    RateRule,
    RatioRule,
    Rule,
)
from dti_desktop.engine.rules import Derivation, NumberUsed, Outcome
from dti_desktop.reports.wording import Wording


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One line of an answer; `label` names the part or field it belongs to, empty for the whole."""

    text: str
    label: str = ""


def answer_lines(rule: Rule, outcome: Outcome, words: Wording) -> tuple[AnswerLine, ...]:
    """Return what was answered, in words; no line where nothing was."""
    derivation = outcome.derivation
    match rule:
        case PartsRule():
            return _parts(rule, derivation, words)
        case InfoRule():
            given = dict(derivation.fields)
            return tuple(
                AnswerLine(_info(field, given[field.id], words), words.of(field.label))
                for field in rule.fields
                if field.id in given
            )
        case LevelsRule():
            chosen = next((level for level in rule.levels if level.id == derivation.chosen), None)
            return (AnswerLine(words.of(chosen.label)),) if chosen else ()
        case RatioRule() | RateRule():
            text = _quotient(rule, outcome, words)
        case CountRule():
            text = _count(rule, derivation, words)
    return (AnswerLine(text),) if text else ()


def fault_lines(outcome: Outcome, rule: Rule, words: Wording) -> tuple[AnswerLine, ...]:
    """Return why an answer is incomplete or contradicts itself, part by part."""
    derivation = outcome.derivation
    if isinstance(rule, PartsRule):
        rules = {part.id: part for part in rule.parts}
        lines: list[AnswerLine] = []
        for part in derivation.parts:
            if not part.is_asked or derivation.gate_is_closed:
                continue
            label = words.of(rules[part.id].label)
            if part.outcome.state == "unanswered":
                lines.append(AnswerLine(words("reason.part-unanswered"), label))
            for line in fault_lines(part.outcome, rules[part.id].rule, words):
                lines.append(AnswerLine(line.text, line.label or label))
        return tuple(lines)
    if derivation.reason and outcome.state in ("invalid", "incomplete"):
        return (AnswerLine(words(f"reason.{derivation.reason}")),)
    return ()


def _parts(rule: PartsRule, derivation: Derivation, words: Wording) -> tuple[AnswerLine, ...]:
    outcomes = {part.id: part for part in derivation.parts}
    lines: list[AnswerLine] = []
    for part in rule.parts:
        judged = outcomes[part.id]
        if not judged.is_asked:
            continue
        for line in answer_lines(part.rule, judged.outcome, words):
            lines.append(AnswerLine(line.text, line.label or words.of(part.label)))
    if derivation.gate_is_closed:
        lines.append(AnswerLine(words("report.answer.gate_closed")))
    return tuple(lines)


def _info(field: InfoField, value: FieldValue, words: Wording) -> str:
    if isinstance(value, bool):
        return words.begun("yes" if value else "no")
    chosen = next((choice for choice in field.choices if choice.id == value), None)
    return words.of(chosen.label) if chosen else words("report.answer.unknown")


def _amount(number: Decimal, quantity: Quantity, words: Wording) -> str:
    return f"{words.number(number)} {words.of(quantity.unit)}".rstrip()


def _used(numbers: Sequence[NumberUsed], quantity: Quantity) -> NumberUsed | None:
    return next((used for used in numbers if used.field.rpartition(".")[2] == quantity.id), None)


def _quotient(rule: RatioRule | RateRule, outcome: Outcome, words: Wording) -> str:
    derivation = outcome.derivation
    a, b = (_used(derivation.numbers, quantity) for quantity in (rule.numerator, rule.denominator))
    own = [used for used in (a, b) if used is not None and used.source == "own"]
    if not own:
        return ""
    if a is None or b is None:
        known, quantity = (a, rule.numerator) if a is not None else (b, rule.denominator)
        assert known is not None
        return words(
            "report.answer.one_number",
            label=words.of(quantity.label),
            number=_amount(known.value, quantity, words),
        )
    same_unit = rule.numerator.unit == rule.denominator.unit
    first = words.number(a.value) if same_unit else _amount(a.value, rule.numerator, words)
    text = words("report.answer.quotient", a=first, b=_amount(b.value, rule.denominator, words))
    if derivation.raw_share is not None:
        text = words("report.answer.equals", left=text, right=_result(rule, derivation.raw_share, words))
    return text + _remarks(rule, b, words)


def _result(rule: RatioRule | RateRule, raw_share: Fraction, words: Wording) -> str:
    if isinstance(rule, RatioRule):
        return words.percent(raw_share)
    return words(
        "report.answer.per",
        number=words.decimals(raw_share),
        per=words.exact(rule.per),
        unit=words.of(rule.denominator.unit),
    )


def _remarks(rule: RatioRule | RateRule, b: NumberUsed, words: Wording) -> str:
    remarks = []
    if isinstance(rule, RateRule):
        remarks.append(words("report.answer.target", target=words.exact(rule.target)))
    elif rule.complement:
        remarks.append(words("report.answer.complement"))
    elif rule.target != 1:
        remarks.append(words("report.answer.target", target=words.target_percent(rule.target)))
    if b.source == "profile":
        remarks.append(words("report.answer.from_profile"))
    elif b.profile_value is not None:
        remarks.append(words("report.answer.profile_differs", number=words.number(b.profile_value)))
    return "".join(words("report.answer.remark", remark=remark) for remark in remarks)


def _count(rule: CountRule, derivation: Derivation, words: Wording) -> str:
    if not derivation.numbers:
        return ""
    target = words("report.answer.target", target=words.exact(rule.target))
    amount = _amount(derivation.numbers[0].value, rule.value, words)
    return amount + words("report.answer.remark", remark=target)
