"""What an officer means by the date she typed. Day before month, as everywhere in Vietnam."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

DateFault = Literal["not-a-date"]

_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*[/.\- ]\s*([0-9]{1,2})\s*[/.\- ]\s*([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_IN_WORDS = re.compile(r"(?:ngày\s+)?([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})", re.IGNORECASE)
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class DateReading:
    """How a text was read: a `day`, or a `fault`, or neither where nothing was typed."""

    day: date | None = None
    fault: DateFault | None = None

    @property
    def value(self) -> date | None:
        """The day, by the name that all readings have for what was read."""
        return self.day


def read_date(text: str) -> DateReading:
    """Read `3/6/2022`, `03-06-2022`, `3.6.22` (of this century), `03062022`, `2022-06-03`, or in words.

    Never raises. A day that the calendar does not have is a fault.
    """
    text = unicodedata.normalize("NFC", text).strip()
    if not text:
        return DateReading()
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(text) or _DIGITS.fullmatch(text) or _IN_WORDS.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        if len(found.group(3)) == 2:
            year += _CENTURY
    else:
        return DateReading(fault="not-a-date")
    try:
        return DateReading(date(year, month, day))
    except ValueError:
        return DateReading(fault="not-a-date")
