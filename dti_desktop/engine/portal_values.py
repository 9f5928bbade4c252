"""What is typed into the ministry's portal for a sub-indicator, value by value, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dti_desktop.engine.assessment import Assessment, Fields, FieldValue
from dti_desktop.engine.model import (
    CountRule,
    InfoRule,
    LevelsRule,
    PartsRule,
    Quantity,
    RateRule,
    RatioRule,
    Rule,
    Text,
)
from dti_desktop.engine.numbers import number_text
from dti_desktop.engine.portal_entry import changed_since_entered

NOTHING = Text("")


@dataclass(frozen=True, slots=True)
class PortalValue:
    """One field of an answer. `part` and `label` say what it asks for, either may be empty.

    `value` is None where nothing was answered; `choice` is the catalogue's wording of a chosen level.
    `is_figure`: the number is the province's figure, the answer has none of its own.
    """

    key: str
    part: Text
    label: Text
    unit: Text
    value: FieldValue | None
    choice: Text | None = None
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A field whose value is not the one that was typed into the portal."""

    before: PortalValue
    after: PortalValue


def portal_values(assessment: Assessment, code: str) -> tuple[PortalValue, ...]:
    """Return the fields of a sub-indicator in the order of its rule, answered or not."""
    rule = assessment.catalogue.indicators[code].rule
    return tuple(_values(assessment, assessment.answers.get(code, {}), rule, "", NOTHING))


def differences(before: Assessment, after: Assessment, code: str) -> tuple[Difference, ...]:
    """Return the fields of a sub-indicator whose values differ; both are of the same catalogue."""
    pairs = zip(portal_values(before, code), portal_values(after, code), strict=True)
    return tuple(Difference(old, new) for old, new in pairs if old.value != new.value)


def plain_copy(number: Decimal, decimal_sign: str) -> str:
    """Return a number as a form takes it: ungrouped, with the given decimal sign ("1197823", "12,5")."""
    return number_text(number).replace(".", decimal_sign)


def left_to_enter(assessment: Assessment) -> tuple[str, ...]:
    """Return the sub-indicators that are not in the portal as they are now, in catalogue order."""
    changed = changed_since_entered(assessment)
    return tuple(
        code for code in assessment.catalogue.indicators if code not in assessment.entered or code in changed
    )


def next_to_enter(assessment: Assessment, after: str | None = None) -> str | None:
    """Return the first that is left after the one named, else from the beginning; None where none is."""
    left = left_to_enter(assessment)
    if after is None or after not in assessment.catalogue.indicators:
        return left[0] if left else None
    place = {code: at for at, code in enumerate(assessment.catalogue.indicators)}
    return next((code for code in left if place[code] > place[after]), left[0] if left else None)


def _values(
    assessment: Assessment, fields: Fields, rule: Rule, prefix: str, part: Text
) -> Iterator[PortalValue]:
    match rule:
        case LevelsRule():
            key = f"{prefix}level"
            chosen = fields.get(key)
            label = next((level.label for level in rule.levels if level.id == chosen), None)
            yield PortalValue(key, part, NOTHING, NOTHING, chosen, label)
        case RatioRule() | RateRule():
            for quantity in (rule.numerator, rule.denominator):
                yield _number(assessment, fields, quantity, prefix, part)
        case CountRule():
            yield _number(assessment, fields, rule.value, prefix, part)
        case InfoRule():
            for field in rule.fields:
                key = prefix + field.id
                given = fields.get(key)
                label = next((choice.label for choice in field.choices if choice.id == given), None)
                yield PortalValue(key, part, field.label, NOTHING, given, label)
        case PartsRule():
            for inner in rule.parts:
                yield from _values(assessment, fields, inner.rule, f"{prefix}{inner.id}.", inner.label)


def _number(
    assessment: Assessment, fields: Fields, quantity: Quantity, prefix: str, part: Text
) -> PortalValue:
    key = prefix + quantity.id
    own = fields.get(key)
    figure = None if quantity.profile is None else assessment.profile.get(quantity.profile)
    value: FieldValue | None = own if own is not None else figure
    return PortalValue(
        key, part, quantity.label, quantity.unit, value, is_figure=own is None and figure is not None
    )
