"""What an assessment asks for, field by field: each input of each indicator in catalogue order, with its key.

Forms (Excel, CSV) and the entry table ask for the same fields in this order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from dti_desktop.engine.assessment import FieldValue
from dti_desktop.engine.model import (
    Catalogue,
    Choice,
    CountRule,
    InfoRule,
    Level,
    LevelsRule,
    PartsRule,
    Quantity,
    RateRule,
    RatioRule,
    Rule,
    Text,
)
from dti_desktop.engine.numbers import number_text

FieldKind = Literal["choice", "yes_no", "number"]
NO_TEXT = Text("")


@dataclass(frozen=True, slots=True)
class Quotient:
    """What is worked out beside a numerator: a / b, or a / (b/per).

    `denominator` is the flat field of b in the same indicator; `profile` the figure that stands in for it.
    """

    denominator: str
    profile: str | None
    per: Fraction | None = None


@dataclass(frozen=True, slots=True)
class InputField:
    """One thing that is asked for.

    `field` is its flat name (`level`, `a`, `used.b`). `part` and `label` say what it is (a level of its own
    needs neither); `is_gate`: the other parts count only where this one does.
    """

    code: str
    field: str
    kind: FieldKind
    label: Text = NO_TEXT
    part: Text = NO_TEXT
    unit: Text = NO_TEXT
    choices: tuple[Level, ...] | tuple[Choice, ...] = ()
    quotient: Quotient | None = None
    profile: str | None = None
    is_gate: bool = False

    @property
    def key(self) -> str:
        """By which a row is known again: `7.3#used.b`; of a province figure `#population`."""
        return f"{self.code}#{self.field}"

    def choice_labels(self, language: str) -> Mapping[str, str]:
        """Return what each choice is called, by id; no two alike."""
        labels: dict[str, str] = {}
        for choice in self.choices:
            label = " ".join(choice.label.in_language(language).split())
            labels[choice.id] = f"{label} ({choice.id})" if label in labels.values() else label
        return labels


def fields_of(catalogue: Catalogue, code: str) -> tuple[InputField, ...]:
    """Return what is asked of one indicator."""
    return tuple(_fields(catalogue.indicators[code].rule, code, ""))


def profile_fields(catalogue: Catalogue) -> tuple[InputField, ...]:
    """Return the province figures that are asked for."""
    return tuple(
        InputField("", figure.key, "number", figure.title, unit=figure.unit) for figure in catalogue.profile
    )


def _fields(rule: Rule, code: str, prefix: str) -> Iterator[InputField]:
    match rule:
        case LevelsRule():
            yield InputField(code, f"{prefix}level", "choice", choices=rule.levels)
        case RatioRule() | RateRule():
            per = rule.per if isinstance(rule, RateRule) else None
            quotient = Quotient(f"{prefix}{rule.denominator.id}", rule.denominator.profile, per)
            yield replace(_number(code, prefix, rule.numerator), quotient=quotient)
            yield _number(code, prefix, rule.denominator)
        case CountRule():
            yield _number(code, prefix, rule.value)
        case InfoRule():
            for field in rule.fields:
                kind: FieldKind = "yes_no" if field.type == "bool" else "choice"
                yield InputField(code, f"{prefix}{field.id}", kind, field.label, choices=field.choices)
        case PartsRule():
            for part in rule.parts:
                for inner in _fields(part.rule, code, f"{prefix}{part.id}."):
                    yield replace(
                        inner,
                        part=_joined(part.label, inner.part),
                        is_gate=part.id == rule.gate or inner.is_gate,
                    )


def _number(code: str, prefix: str, quantity: Quantity) -> InputField:
    return InputField(
        code, f"{prefix}{quantity.id}", "number", quantity.label, unit=quantity.unit, profile=quantity.profile
    )


def _joined(outer: Text, inner: Text) -> Text:
    if not inner.vi:
        return outer
    return Text(*(f"{outer.in_language(one)} – {inner.in_language(one)}" for one in ("vi", "en")))


def plain_text(value: FieldValue | None) -> str:
    """Return a value as the ids and plain numbers of the catalogue write it; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, Decimal) else value
