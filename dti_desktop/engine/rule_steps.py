"""What can be reached from an answer within its rule: a better level, more of what is counted.

Nothing here knows time, effort of an office or evidence; `engine/steps.py` adds these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from math import ceil, floor, prod
from typing import Literal

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
    Text,
)
from dti_desktop.engine.numbers import MAX_VALUE
from dti_desktop.engine.rules import evaluate

MILESTONES = {
    "0.25": Fraction(1, 4),
    "0.5": Fraction(1, 2),
    "0.75": Fraction(3, 4),
    "1": Fraction(1),
}
"""Shares of a number's full points that are worth aiming at, by the text that names them."""

MAX_COMBINATIONS = 4096
"""How many combinations of the parts' steps are tried at most, those of few parts first."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a step aims at: in `field` a level, or a number of `unit`, now at `present` (None: not known).

    `label`: the level's or the quantity's name.
    """

    field: str
    label: Text
    level: str | None = None
    number: Decimal | None = None
    present: FieldValue | None = None
    unit: Text | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """One thing to reach in one rule that is no `parts` rule. `share_gained` (0–1) is of that rule alone."""

    id: str
    kind: Literal["level", "number"]
    field: str
    value: FieldValue
    share_gained: Fraction
    target: Target


@dataclass(frozen=True, slots=True)
class ReachedAnswer:
    """Things to reach together (`reaches`), and the share (0–1) of the whole rule that results."""

    reaches: tuple[Reach, ...]
    share: Fraction

    @property
    def id(self) -> str:
        """Stable name within the sub-indicator."""
        return "+".join(reach.id for reach in self.reaches)

    @property
    def sets(self) -> Mapping[str, FieldValue]:
        """The fields to lay over the answer."""
        return {reach.field: reach.value for reach in self.reaches}


def reachable(rule: Rule, fields: Fields, profile: Mapping[str, Decimal]) -> tuple[ReachedAnswer, ...]:
    """Return what `rule` gives more for than for `fields`, the least gain first in each part.

    Every combination of the parts' own steps is there as far as `MAX_COMBINATIONS` goes.
    """
    present_share = evaluate(rule, fields, profile).share
    found = []
    for reaches in _combined([list(leaf) for leaf in _leaves(rule, fields, profile, "")]):
        changed = {**fields, **{reach.field: reach.value for reach in reaches}}
        outcome = evaluate(rule, changed, profile)
        if outcome.share > present_share:
            found.append(ReachedAnswer(reaches, outcome.share))
    return tuple(found)


def _combined(leaves: list[list[Reach]]) -> Iterator[tuple[Reach, ...]]:
    """Yield each choice of at most one reach of each leaf: alone, in pairs, and so on; bounded."""
    leaves = [leaf for leaf in leaves if leaf]
    left = MAX_COMBINATIONS
    if len(leaves) > 1 and prod(len(leaf) + 1 for leaf in leaves) - 1 > MAX_COMBINATIONS:
        # Too many to try all: the best of everything must not be what is left out.
        yield tuple(leaf[-1] for leaf in leaves)
        left -= 1
        together = range(1, len(leaves))
    else:
        together = range(1, len(leaves) + 1)
    for how_many in together:
        for chosen in combinations(leaves, how_many):
            for reaches in product(*chosen):
                if not left:
                    return
                left -= 1
                yield reaches


def _leaves(
    rule: Rule, fields: Fields, profile: Mapping[str, Decimal], prefix: str
) -> Iterator[Iterator[Reach]]:
    match rule:
        case LevelsRule():
            yield _levels(rule, fields, prefix)
        case RatioRule() | RateRule() | CountRule():
            yield _numbers(rule, fields, profile, prefix)
        case PartsRule():
            for part in rule.parts:
                yield from _leaves(part.rule, fields, profile, f"{prefix}{part.id}.")
        case InfoRule():
            return


def _path(prefix: str) -> str:
    return prefix.replace(".", "/")


def _levels(rule: LevelsRule, fields: Fields, prefix: str) -> Iterator[Reach]:
    field = prefix + "level"
    present = fields.get(field)
    share = next((level.share for level in rule.levels if level.id == present), Fraction(0))
    for level in sorted(rule.levels, key=lambda level: level.share):
        if level.share > share:
            target = Target(field, level.label, level=level.id, present=present)
            step_id = f"{_path(prefix)}level:{level.id}"
            yield Reach(step_id, "level", field, level.id, level.share - share, target)


def _numbers(
    rule: RatioRule | RateRule | CountRule, fields: Fields, profile: Mapping[str, Decimal], prefix: str
) -> Iterator[Reach]:
    outcome = evaluate(rule, fields, profile, prefix)
    if outcome.state == "invalid":  # it contradicts itself: to be corrected, not to be worked on
        return
    quantity = rule.value if isinstance(rule, CountRule) else rule.numerator
    field = prefix + quantity.id
    present = _number(quantity, fields, profile, prefix)
    needed_for: dict[int, str] = {}
    for name, share in MILESTONES.items():
        if share > outcome.share:
            needed = _needed(rule, share, fields, profile, prefix)
            if needed is not None and needed <= MAX_VALUE:
                needed_for[needed] = name  # one number that reaches several is named after the best
    for needed, name in needed_for.items():
        value = Decimal(needed)
        reached = evaluate(rule, {**fields, field: value}, profile, prefix)
        target = Target(field, quantity.label, number=value, present=present, unit=quantity.unit)
        step_id = f"{_path(prefix)}number:{quantity.id}:{name}"
        yield Reach(step_id, "number", field, value, reached.share - outcome.share, target)


def _number(
    quantity: Quantity, fields: Fields, profile: Mapping[str, Decimal], prefix: str
) -> Decimal | None:
    own = fields.get(prefix + quantity.id)
    if isinstance(own, Decimal):
        return own
    return profile.get(quantity.profile) if quantity.profile is not None else None


def _needed(
    rule: RatioRule | RateRule | CountRule,
    share: Fraction,
    fields: Fields,
    profile: Mapping[str, Decimal],
    prefix: str,
) -> int | None:
    """Return the whole number that reaches `share` with the least change; None where there is none."""
    if isinstance(rule, CountRule):
        return ceil(share * rule.target)
    known = _number(rule.denominator, fields, profile, prefix)
    if known is None:
        return None
    whole = Fraction(known)
    if whole == 0:
        return None  # full already, or without a meaning
    if isinstance(rule, RateRule):
        return ceil(share * rule.target * whole / rule.per)
    if rule.complement:
        return floor((1 - share) * whole)
    needed = ceil(share * rule.target * whole)
    return needed if needed <= whole else None
