"""How far this year's answers lie from the earlier year's, and where a reason is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.scoring import Scorecard


@dataclass(frozen=True, slots=True)
class YearTolerance:
    """What may change from year to year without a reason.

    `share`: of the row's points (0–1). `number`: of a number, as a share of what it was.
    """

    share: Fraction
    number: Fraction


@dataclass(frozen=True, slots=True)
class NumberDifference:
    """A number that an answer gave then and gives now."""

    field: str
    then: Decimal
    now: Decimal


@dataclass(frozen=True, slots=True)
class YearDifference:
    """How one answer differs from the earlier year's. Shares are None where there were or are no points.

    `numbers`: those that differ. `asks_why`: something lies above the tolerance.
    """

    code: str
    points_then: Fraction
    points_now: Fraction
    share_then: Fraction | None
    share_now: Fraction | None
    numbers: tuple[NumberDifference, ...]
    asks_why: bool


def year_differences(
    assessment: Assessment, scorecard: Scorecard, tolerance: YearTolerance
) -> dict[str, YearDifference]:
    """Return the rows that are answered now, were answered then, and differ; by code in catalogue order."""
    previous = assessment.previous
    if previous is None:
        return {}
    found: dict[str, YearDifference] = {}
    for code in assessment.catalogue.indicators:
        row, now = previous.rows.get(code), scorecard.indicators[code]
        if row is None or not row.fields or not now.is_answered:
            continue
        fields = assessment.answers.get(code, {})
        numbers = _numbers(row.fields, fields)
        share_then = row.points / row.max_points if row.max_points else None
        share_now = now.points / now.max_points if now.max_points else None
        shares_differ = share_then is not None and share_now is not None and share_then != share_now
        if not (shares_differ or numbers or dict(row.fields) != dict(fields)):
            continue
        asks_why = any(_is_above(each, tolerance) for each in numbers)
        if share_then is not None and share_now is not None:
            asks_why = asks_why or abs(share_now - share_then) > tolerance.share
        found[code] = YearDifference(code, row.points, now.points, share_then, share_now, numbers, asks_why)
    return found


def _numbers(then: Mapping[str, object], now: Mapping[str, object]) -> tuple[NumberDifference, ...]:
    found = []
    for name, before in then.items():
        after = now.get(name)
        if isinstance(before, Decimal) and isinstance(after, Decimal) and before != after:
            found.append(NumberDifference(name, before, after))
    return tuple(found)


def _is_above(number: NumberDifference, tolerance: YearTolerance) -> bool:
    """Whether a number changed by more than the tolerated share of what it was; from 0 anything is more."""
    then, now = Fraction(number.then), Fraction(number.now)
    return abs(now - then) > tolerance.number * then
