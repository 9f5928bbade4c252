"""How far a number of a what-if is worth moving: from nothing to what gives the full share.

Exact numbers are typed; a scale only says where a slider ends and how large its steps are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from dti_desktop.engine.assessment import Fields
from dti_desktop.engine.model import CountRule, RateRule, RatioRule, Rule
from dti_desktop.engine.numbers import MAX_DECIMALS

MOST_STEPS = 500
"""Finer steps could not be told apart under the pointer."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From 0 to `top` by `step`; the last step may be shorter. Both above 0."""

    top: Decimal
    step: Decimal

    @property
    def steps(self) -> int:
        """How many steps lead from 0 to the top."""
        whole, rest = divmod(self.top, self.step)
        return int(whole) + (rest > 0)

    def number(self, place: int) -> Decimal:
        """Return the number after `place` steps."""
        return min(self.top, max(0, place) * self.step)

    def place(self, number: Decimal) -> int:
        """Return the steps that come nearest to `number`; the last where it lies beyond the top."""
        if number >= self.top:
            return self.steps
        return int((number / self.step).to_integral_value())


@dataclass(frozen=True, slots=True)
class Known:
    """The fields of an answer and the province figures that stand behind it."""

    fields: Fields
    profile: Mapping[str, Decimal]

    def number(self, key: str, figure: str | None) -> Decimal | None:
        """Return the own number at `key`, else the province figure."""
        own = self.fields.get(key)
        if isinstance(own, Decimal):
            return own
        return None if figure is None else self.profile.get(figure)


def scale_for_answer(rule: Rule, key: str, prefix: str, present: Known, copy: Known) -> Scale | None:
    """Return the scale of the number at `key` of a rule whose fields begin with `prefix`.

    A numerator goes to what gives the full share (of the copy's denominator), a denominator to twice what it
    is at present: a scale does not move with its own slider. None where that is not known.
    """
    match rule:
        case CountRule():
            return _scale(rule.target, present.number(key, None))
        case RatioRule() | RateRule():
            below, figure = prefix + rule.denominator.id, rule.denominator.profile
            if key == below:
                return scale_for_figure(present.number(key, figure))
            number = copy.number(below, figure)
            top = None if number is None else _full_amount(rule, Fraction(number))
            return _scale(top, present.number(key, None))
        case _:
            return None


def scale_for_figure(present: Decimal | None) -> Scale | None:
    """Return the scale of a province figure: to twice what it is at present; None where it is not known."""
    return _scale(None if present is None else 2 * Fraction(present), None)


def _full_amount(rule: RatioRule | RateRule, below: Fraction) -> Fraction:
    """Return the least amount that gives the full share; a whole one where it may be so large."""
    if isinstance(rule, RatioRule) and rule.complement:
        return below
    full = rule.target * below / (rule.per if isinstance(rule, RateRule) else 1)
    whole = Fraction(-(-full // 1))
    return whole if full >= 4 and (isinstance(rule, RateRule) or whole <= below) else full


@lru_cache(maxsize=1024)
def _scale(top: Fraction | None, present: Decimal | None) -> Scale | None:
    """Return a scale on which the present number has its place."""
    reach = max(top or Fraction(0), Fraction(present or 0))
    if not reach:
        return None
    step = _step(reach)
    exact = Decimal(reach.numerator) / Decimal(reach.denominator)
    last = exact.quantize(Decimal(1).scaleb(-MAX_DECIMALS))
    # What gives the full share may have no end as a decimal: the next step does, and is enough.
    return Scale(last if Fraction(last) == reach else (exact // step + 1) * step, step)


def _step(top: Fraction) -> Decimal:
    """Return 1, 2 or 5 times a power of ten that leads to `top` in at most `MOST_STEPS`; 1 where it can."""
    if 4 <= top <= MOST_STEPS:
        return Decimal(1)
    power = Decimal(1).scaleb(-MAX_DECIMALS)
    while True:
        for times in (1, 2, 5):
            step = times * power
            if Fraction(step) * MOST_STEPS >= top:
                return step
        power *= 10
