"""Numbers as people write them, in Vietnamese (`0,5731`) or English (`0.5731`); never guessed."""

from __future__ import annotations

import re
from decimal import Decimal

from dti_desktop.engine.numbers import MAX_DECIMALS, NumberFault, checked_number, number_text
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


_SPACES = " \u00a0\u202f\u2009"
_GROUPED = {
    "vi": re.compile(rf"([1-9][0-9]{{0,2}}(?:[.{_SPACES}][0-9]{{3}})+|[0-9]+)(?:,([0-9]+))?", re.ASCII),
    "en": re.compile(rf"([1-9][0-9]{{0,2}}(?:[,{_SPACES}][0-9]{{3}})+|[0-9]+)(?:\.([0-9]+))?", re.ASCII),
}
_MAX_DIGITS = 60

EXACT_DIGITS = 15
"""So many significant digits the number of a cell keeps; a longer number is written as a text."""


def number_readings(untrusted_text: str) -> dict[str, Decimal]:
    """Return what a text means by the language (`vi`, `en`) that it can be read in; both where both can.

    `1.234,5` is Vietnamese, `1,234.5` English, `1.234` one number in each. Groups have three digits and may
    be parted by spaces. Raises `NumberFault`: `number-malformed`; those of `checked_number` where no
    reading is an allowed number.
    """
    text = untrusted_text.strip()
    found: dict[str, Decimal] = {}
    fault = NumberFault("number-malformed")
    for language, form in _GROUPED.items():
        match = form.fullmatch(text) if len(text) <= _MAX_DIGITS else None
        if match is None:
            continue
        whole = re.sub(r"[^0-9]", "", match.group(1))
        try:
            found[language] = checked_number(Decimal(f"{whole}.{match.group(2) or '0'}"))
        except NumberFault as refused:
            fault = refused
    if not found:
        if any(form.fullmatch(text[:_MAX_DIGITS], 1) for form in _GROUPED.values()) and text[0] in "-\u2212":
            raise NumberFault("number-negative")
        raise fault
    return found


def unambiguous(number: Decimal, decimal_sign: str) -> str:
    """Return a number as it is read back whatever the language: never with just three decimals."""
    text = number_text(number)
    whole, _, decimals = text.partition(".")
    if not decimals:
        return whole
    if len(decimals) == _GROUP:
        decimals += "0"
    return f"{whole}{decimal_sign}{decimals}"
