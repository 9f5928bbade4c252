"""What the office expects and plans, with stated defaults where it has said nothing.

The fields of `Assessment.estimates`, by indicator code or "" for all:

| key | under | value |
|---|---|---|
| `acceptance` | "" or a code | chance (0–1) that the reviewer accepts points without evidence |
| `low`, `high` | a code | least and greatest share (0–1) that the ministry may measure |
| `department` | a code | who is responsible |
| `due` | a code | until when it is to be done, ISO date |
| `excluded` | a code | true: it cannot be done, so no plan proposes it |
| `effort:<step id>` | a code | person-days of that step (`engine/steps.py` names the steps) |
| `data_deadline` | "" | last day on which the ministry takes answers, ISO date |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from dti_desktop.engine.assessment import Assessment, FieldValue

ALL = ""
ACCEPTANCE, LOW, HIGH = "acceptance", "low", "high"
DEPARTMENT, DUE, EXCLUDED, DATA_DEADLINE = "department", "due", "excluded", "data_deadline"
EFFORT_PREFIX = "effort:"

StepKind = Literal["evidence", "level", "number"]
ONE = Fraction(1)


@dataclass(frozen=True)
class EstimateDefaults:
    """What holds where the office has said nothing. Shares 0–1; `effort_days` by kind of step.

    `ministry_range_share`: how far a share measured by the ministry may lie from the one that was entered.
    `data_deadline`: month and day in the year after the assessed one.
    """

    acceptance_share: Fraction
    ministry_range_share: Fraction
    data_deadline: tuple[int, int]
    effort_days: Mapping[StepKind, Fraction]


@dataclass(frozen=True)
class Estimates:
    """The office's estimates of one assessment over the defaults."""

    assessment: Assessment
    defaults: EstimateDefaults

    def _given(self, code: str, key: str) -> FieldValue | None:
        return self.assessment.estimates.get(code, {}).get(key)

    def acceptance_share(self, code: str = ALL) -> Fraction:
        """Return the chance (0–1) that the points of `code` are accepted without evidence."""
        for place in (code, ALL):
            given = self._given(place, ACCEPTANCE)
            if isinstance(given, Decimal):
                return min(ONE, Fraction(given))
        return self.defaults.acceptance_share

    def measured_range(self, code: str, claimed_share: Fraction) -> tuple[Fraction, Fraction]:
        """Return the least and greatest share (0–1) that the ministry may find for `code`."""
        low, high = self._given(code, LOW), self._given(code, HIGH)
        spread = self.defaults.ministry_range_share
        least = Fraction(low) if isinstance(low, Decimal) else max(Fraction(0), claimed_share - spread)
        most = Fraction(high) if isinstance(high, Decimal) else min(ONE, claimed_share + spread)
        least, most = min(ONE, least), min(ONE, most)
        return (least, most) if least <= most else (most, least)

    def effort_days(self, code: str, step_id: str, default_days: Fraction) -> Fraction:
        """Return the person-days of a step: the office's, else `default_days`."""
        given = self._given(code, EFFORT_PREFIX + step_id)
        return Fraction(given) if isinstance(given, Decimal) else default_days

    def department(self, code: str) -> str:
        """Return who is responsible for `code`; "" where nobody was named."""
        given = self._given(code, DEPARTMENT)
        return given if isinstance(given, str) else ""

    def due(self, code: str) -> date | None:
        """Return until when `code` is to be done."""
        return _date(self._given(code, DUE))

    def is_excluded(self, code: str) -> bool:
        """Whether the office has said that nothing can be done about `code`."""
        return self._given(code, EXCLUDED) is True

    def data_deadline(self) -> date:
        """Return the last day on which the ministry takes answers and evidence."""
        given = _date(self._given(ALL, DATA_DEADLINE))
        return given or date(self.assessment.year + 1, *self.defaults.data_deadline)


def _date(value: FieldValue | None) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
