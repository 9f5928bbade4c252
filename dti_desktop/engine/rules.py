"""The rules: one answer in, one exact share out, with the derivation that explains it.

Source of the rules and of every edge: docs/scoring.md. Pure functions; nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from dti_desktop.engine.assessment import Fields, FieldValue
from dti_desktop.engine.model import (
    CountRule,
    InfoRule,
    LevelsRule,
    Part,
    PartsRule,
    Quantity,
    RateRule,
    RatioRule,
    Rule,
)

State = Literal["unanswered", "incomplete", "answered", "invalid", "information"]
NumberSource = Literal["own", "profile"]

ZERO = Fraction(0)
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class NumberUsed:
    """A number as it went into a rule, and where it came from.

    `profile_value` is the province figure that an own number overrides, where the two differ.
    """

    field: str
    value: Decimal
    source: NumberSource
    profile_key: str | None = None
    profile_value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a share came about: the rule, the numbers that went in, the steps.

    `raw_share` is the share before it is capped at 1 or divided by the target; None where there is none.
    `reason` is a code that says why the answer is invalid, or that the denominator 0 gives the full share.
    """

    kind: str
    numbers: tuple[NumberUsed, ...] = ()
    chosen: str | None = None
    raw_share: Fraction | None = None
    target: Fraction | None = None
    per: Fraction | None = None
    complement: bool = False
    is_capped: bool = False
    reason: str | None = None
    gate: str | None = None
    gate_is_closed: bool = False
    parts: tuple[PartOutcome, ...] = ()
    fields: tuple[tuple[str, FieldValue], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """State and exact share (0–1) of an answer."""

    state: State
    share: Fraction
    derivation: Derivation


@dataclass(frozen=True, slots=True)
class PartOutcome:
    """One part's outcome; `is_asked` is false behind a gate that is answered with share 0."""

    id: str
    weight_share: Fraction
    is_asked: bool
    outcome: Outcome


def evaluate(rule: Rule, fields: Fields, profile: Mapping[str, Decimal], prefix: str = "") -> Outcome:
    """Return state, share and derivation of an answer. `prefix` is the path of the part being judged."""
    match rule:
        case LevelsRule():
            return _levels(rule, fields, prefix)
        case RatioRule() | RateRule():
            return _quotient(rule, fields, profile, prefix)
        case CountRule():
            return _count(rule, fields, prefix)
        case PartsRule():
            return _parts(rule, fields, profile, prefix)
        case InfoRule():
            return _info(rule, fields, prefix)


def _levels(rule: LevelsRule, fields: Fields, prefix: str) -> Outcome:
    chosen = fields.get(prefix + "level")
    for level in rule.levels:
        if level.id == chosen:
            return Outcome(
                "answered", level.share, Derivation("levels", chosen=level.id, raw_share=level.share)
            )
    return Outcome("unanswered", ZERO, Derivation("levels"))


def _own_number(fields: Fields, key: str) -> Decimal | None:
    value = fields.get(key)
    return value if isinstance(value, Decimal) else None


def _number_used(
    quantity: Quantity, own: Decimal | None, profile: Mapping[str, Decimal], prefix: str
) -> NumberUsed | None:
    field = prefix + quantity.id
    figure = profile.get(quantity.profile) if quantity.profile is not None else None
    if own is not None:
        differing = figure if figure is not None and figure != own else None
        return NumberUsed(field, own, "own", quantity.profile, differing)
    if figure is not None:
        return NumberUsed(field, figure, "profile", quantity.profile)
    return None


def _quotient(
    rule: RatioRule | RateRule, fields: Fields, profile: Mapping[str, Decimal], prefix: str
) -> Outcome:
    own_a = _own_number(fields, prefix + rule.numerator.id)
    own_b = _own_number(fields, prefix + rule.denominator.id)
    is_ratio = isinstance(rule, RatioRule)
    complement = isinstance(rule, RatioRule) and rule.complement
    used_a = _number_used(rule.numerator, own_a, profile, prefix)
    used_b = _number_used(rule.denominator, own_b, profile, prefix)
    numbers = tuple(used for used in (used_a, used_b) if used is not None)
    per = None if isinstance(rule, RatioRule) else rule.per

    def derivation(
        reason: str | None = None, raw_share: Fraction | None = None, is_capped: bool = False
    ) -> Derivation:
        return Derivation(
            rule.kind,
            numbers=numbers,
            raw_share=raw_share,
            target=rule.target,
            per=per,
            complement=complement,
            is_capped=is_capped,
            reason=reason,
        )

    if own_a is None and own_b is None:
        return Outcome("unanswered", ZERO, derivation())
    if used_a is None or used_b is None:
        return Outcome(
            "incomplete", ZERO, derivation("numerator-missing" if used_a is None else "denominator-missing")
        )
    a, b = Fraction(used_a.value), Fraction(used_b.value)
    if b == 0:
        if isinstance(rule, RatioRule) and rule.full_when_denominator_zero and a == 0:
            return Outcome("answered", ONE, derivation("denominator-zero-full"))
        return Outcome("invalid", ZERO, derivation("denominator-zero"))
    if is_ratio and a > b:
        return Outcome("invalid", ZERO, derivation("numerator-above-denominator"))
    if complement:
        return Outcome("answered", 1 - a / b, derivation(raw_share=a / b))
    raw_share = a / b if per is None else a / (b / per)
    reached = raw_share / rule.target
    return Outcome("answered", min(ONE, reached), derivation(raw_share=raw_share, is_capped=reached > 1))


def _count(rule: CountRule, fields: Fields, prefix: str) -> Outcome:
    key = prefix + rule.value.id
    value = _own_number(fields, key)
    if value is None:
        return Outcome("unanswered", ZERO, Derivation("count", target=rule.target))
    reached = Fraction(value) / rule.target
    derivation = Derivation(
        "count",
        numbers=(NumberUsed(key, value, "own"),),
        raw_share=Fraction(value),
        target=rule.target,
        is_capped=reached > 1,
    )
    return Outcome("answered", min(ONE, reached), derivation)


def _parts(rule: PartsRule, fields: Fields, profile: Mapping[str, Decimal], prefix: str) -> Outcome:
    def judged(part: Part) -> Outcome:
        return evaluate(part.rule, fields, profile, f"{prefix}{part.id}.")

    outcomes = {part.id: judged(part) for part in rule.parts}
    gate = outcomes[rule.gate] if rule.gate is not None else None
    gate_is_closed = gate is not None and gate.state == "answered" and gate.share == 0
    parts = tuple(
        PartOutcome(part.id, part.share, not gate_is_closed or part.id == rule.gate, outcomes[part.id])
        for part in rule.parts
    )
    derivation = Derivation("parts", gate=rule.gate, gate_is_closed=gate_is_closed, parts=parts)
    if gate_is_closed:
        return Outcome("answered", ZERO, derivation)
    states = {outcome.state for outcome in outcomes.values()}
    state: State
    if states == {"unanswered"}:
        state = "unanswered"
    elif "invalid" in states:
        state = "invalid"
    elif states & {"unanswered", "incomplete"}:
        state = "incomplete"
    else:
        state = "answered"
    if gate is not None and gate.state != "answered":
        return Outcome(state, ZERO, derivation)
    share = sum(
        (part.weight_share * part.outcome.share for part in parts if part.outcome.state == "answered"), ZERO
    )
    return Outcome(state, share, derivation)


def _info(rule: InfoRule, fields: Fields, prefix: str) -> Outcome:
    given = tuple(
        (field.id, fields[prefix + field.id]) for field in rule.fields if prefix + field.id in fields
    )
    return Outcome("information" if given else "unanswered", ZERO, Derivation("info", fields=given))
