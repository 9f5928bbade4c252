"""An answer in words: the level's wording, the numbers with their units."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.assessment import Fields, FieldValue
from dti_desktop.engine.model import (
    CountRule,
    InfoRule,
    LevelsRule,
    PartsRule,
    Quantity,
    RateRule,
    RatioRule,
    Rule,
)
from dti_desktop.ui import format as formats


def answer_lines(rule: Rule, fields: Fields, language: str) -> list[str]:
    """Return what was answered, a line for each field; none where nothing was."""
    found = []
    for key, label in field_labels(rule, language):
        if key in fields:
            value = value_text(rule, key, fields[key], language)
            found.append(f"{label}: {value}" if label else value)
    return found


def field_labels(rule: Rule, language: str, prefix: str = "", part: str = "") -> Iterator[tuple[str, str]]:
    """Yield the fields of `rule` with what each asks for; "" where the indicator's title says it."""
    match rule:
        case LevelsRule():
            yield f"{prefix}level", part
        case RatioRule() | RateRule():
            for quantity in (rule.numerator, rule.denominator):
                yield prefix + quantity.id, quantity.label.in_language(language)
        case CountRule():
            yield prefix + rule.value.id, rule.value.label.in_language(language)
        case InfoRule():
            for field in rule.fields:
                yield prefix + field.id, field.label.in_language(language)
        case PartsRule():
            for inner in rule.parts:
                label = inner.label.in_language(language)
                yield from field_labels(inner.rule, language, f"{prefix}{inner.id}.", label)


def value_text(rule: Rule, key: str, value: FieldValue, language: str) -> str:
    """Return one field's value as people say it; a value that the rule no longer knows stays as it is."""
    if isinstance(value, bool):
        return (
            QCoreApplication.translate("Answer", "Có")
            if value
            else QCoreApplication.translate("Answer", "Không")
        )
    head, _, rest = key.partition(".")
    if isinstance(rule, PartsRule):
        inner = next((part.rule for part in rule.parts if part.id == head), None)
        return value_text(inner, rest, value, language) if inner is not None else str(value)
    if isinstance(value, Decimal):
        units = {q.id: q.unit.in_language(language) for q in _quantities(rule)}
        return f"{formats.current().number(value)} {units.get(key, '')}".strip()
    choices = []
    if isinstance(rule, LevelsRule):
        choices = [(level.id, level.label) for level in rule.levels]
    elif isinstance(rule, InfoRule):
        choices = [(c.id, c.label) for field in rule.fields if field.id == key for c in field.choices]
    return next((label.in_language(language) for id_, label in choices if id_ == value), value)


def _quantities(rule: Rule) -> tuple[Quantity, ...]:
    match rule:
        case RatioRule() | RateRule():
            return (rule.numerator, rule.denominator)
        case CountRule():
            return (rule.value,)
        case _:
            return ()
