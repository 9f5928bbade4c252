"""Whether an estimate may be kept: known keys, shares from 0 to 1, days, dates. All faults at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dti_desktop.engine.assessment import FieldValue
from dti_desktop.engine.estimates import (
    ACCEPTANCE,
    ALL,
    DATA_DEADLINE,
    DEPARTMENT,
    DUE,
    EFFORT_PREFIX,
    EXCLUDED,
    HIGH,
    LOW,
)
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.numbers import NumberFault, checked_number
from dti_desktop.errors import InputError, Problem

MOST_EFFORT_DAYS = 100_000
"""Person-days beyond this are a slip of the pen."""

_KEYS_OF_ALL = frozenset({ACCEPTANCE, DATA_DEADLINE})
_KEYS_OF_ONE = frozenset({ACCEPTANCE, LOW, HIGH, DEPARTMENT, DUE, EXCLUDED})
_SHARES = frozenset({ACCEPTANCE, LOW, HIGH})
_DATES = frozenset({DUE, DATA_DEADLINE})
_STEP_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:=/+-]{0,119}", re.ASCII)
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def check_estimates(catalogue: Catalogue, code: str, fields: Mapping[str, FieldValue | None]) -> None:
    """Raise `InputError` listing every fault (place: the key); None, which clears, is always right.

    Codes: `unknown-code`, `estimate-unknown`, `estimate-type`, `estimate-share`, `estimate-days`,
    `date-malformed`, and those of `checked_number`.
    """
    problems: list[Problem] = []
    if code != ALL and code not in catalogue.indicators:
        problems.append(Problem("unknown-code", "", {"code": code}))
    for key, value in fields.items():
        fault = _fault(code, key, value)
        if fault is not None:
            problems.append(fault)
    if problems:
        raise InputError(problems[0].code, problems)


def _fault(code: str, key: str, value: FieldValue | None) -> Problem | None:
    is_effort = key.startswith(EFFORT_PREFIX) and _STEP_ID.fullmatch(key.removeprefix(EFFORT_PREFIX))
    known = _KEYS_OF_ALL if code == ALL else _KEYS_OF_ONE
    if not (key in known or (is_effort and code != ALL)):
        return Problem("estimate-unknown", key, {"key": key})
    if value is None:
        return None
    if key in _SHARES or is_effort:
        return _number_fault(key, value)
    if key == EXCLUDED:
        return None if isinstance(value, bool) else Problem("estimate-type", key)
    if not isinstance(value, str):
        return Problem("estimate-type", key)
    if key in _DATES and not _is_date(value):
        return Problem("date-malformed", key, {"value": value})
    return None


def _number_fault(key: str, value: FieldValue) -> Problem | None:
    if not isinstance(value, Decimal):
        return Problem("estimate-type", key)
    try:
        number = checked_number(value)
    except NumberFault as fault:
        return Problem(fault.code, key, {"value": str(value)})
    if key in _SHARES and number > 1:
        return Problem("estimate-share", key)
    if key not in _SHARES and number > MOST_EFFORT_DAYS:
        return Problem("estimate-days", key, {"limit": MOST_EFFORT_DAYS})
    return None


def _is_date(text: str) -> bool:
    try:
        return bool(_ISO_DATE.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False
