"""Numbers as people write them, in Vietnamese (`0,5731`) or English (`0.5731`); never guessed."""

from __future__ import annotations

import re
from decimal import Decimal

from dti_desktop.engine.numbers import MAX_DECIMALS, NumberFault, checked_number
from dti_desktop.exchange.table import TableCell

_WRITTEN = re.compile(r"([0-9]{1,15})(?:[.,]([0-9]{1,20}))?", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,6}", re.ASCII)
_GROUP = 3
"""Digits of a group: `1.000` is one thousand in Vietnamese and one in English."""


def written_number(cell: TableCell) -> Decimal:
    """Return the number in a cell.

    Raises `NumberFault`: `number-malformed`; `number-ambiguous` where both languages read it, but not as the
    same number; those of `checked_number`.
    """
    if isinstance(cell.value, Decimal):
        return checked_number(cell.value)
    match = _WRITTEN.fullmatch(cell.text)
    if match is None:
        raise NumberFault("number-malformed")
    whole, decimals = match.group(1), match.group(2)
    # A number that begins with 0 has no groups, so its sign can only be that of decimals.
    if decimals is not None and len(decimals) == _GROUP and not whole.startswith("0"):
        raise NumberFault("number-ambiguous")
    # A program wrote 0.7034999999999999 and meant 0.7035: as in a workbook, what is beyond is rounded.
    return checked_number(round(Decimal(whole if decimals is None else f"{whole}.{decimals}"), MAX_DECIMALS))


def whole_number(cell: TableCell) -> int:
    """Return the whole number in a cell: a year, a rank. Raises `NumberFault` `number-malformed`."""
    if isinstance(cell.value, Decimal):
        if cell.value != int(cell.value) or not 0 <= cell.value < 10**6:
            raise NumberFault("number-malformed")
        return int(cell.value)
    if not _WHOLE.fullmatch(cell.text):
        raise NumberFault("number-malformed")
    return int(cell.text)
