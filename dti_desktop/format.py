"""Numbers, dates, times and sizes as people in Vietnamese offices write them; in English, as English does.

Exact in, text out: numbers come as int, Decimal or Fraction and are rounded half up, never through a
binary float. A no-break space stands between a number and its sign or unit.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from dti_desktop.engine.numbers import POINTS_DECIMALS, VALUE_DECIMALS, fixed_text

LanguageCode = Literal["vi", "en"]
Exact = int | Decimal | Fraction

NO_BREAK_SPACE = "\u00a0"
_UNITS = ("B", "KB", "MB", "GB", "TB")


class Format:
    """Writes for people in `language`, which may be changed at any time."""

    def __init__(self, language: LanguageCode = "vi") -> None:
        self.language: LanguageCode = language

    @property
    def decimal_sign(self) -> str:
        """Between units and tenths."""
        return "," if self.language == "vi" else "."

    @property
    def group_sign(self) -> str:
        """Between groups of three digits."""
        return "." if self.language == "vi" else ","

    def fixed(self, number: Exact, decimals: int) -> str:
        """Return `number` with exactly `decimals` decimals and grouped digits: `1.234,50`."""
        return self._written(fixed_text(Fraction(number), decimals))

    def number(self, number: Exact, max_decimals: int = 6) -> str:
        """Return `number` with the decimals it has, at most `max_decimals`: `1.234,5`, `700`."""
        text = fixed_text(Fraction(number), max_decimals)
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return self._written(text)

    def integer(self, number: Exact) -> str:
        """Return `number` rounded to a whole number with grouped digits: `1.197.823`."""
        return self.fixed(number, 0)

    def points(self, points: Exact) -> str:
        """Return points as they are published, with two decimals: `573,10`."""
        return self.fixed(points, POINTS_DECIMALS)

    def value(self, value: Exact) -> str:
        """Return a value of the index as it is published, with four decimals: `0,5731`."""
        return self.fixed(value, VALUE_DECIMALS)

    def percent(self, share: Exact, decimals: int = 2) -> str:
        """Return a share (1 is the whole) in per cent: `90,32 %`; in English `90.32%`."""
        gap = NO_BREAK_SPACE if self.language == "vi" else ""
        return f"{self.fixed(Fraction(share) * 100, decimals)}{gap}%"

    def signed(self, number: Exact, decimals: int = 0) -> str:
        """Return a change with its sign, a true minus, and none for zero: `+21`, `−0,45`, `0`."""
        text = self.fixed(number, decimals)
        return text if text.startswith("\u2212") or not text.strip("0.,") else f"+{text}"

    def date(self, day: date) -> str:
        """Return a day as `03/06/2022`, in both languages: it is what stands on the documents."""
        return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"

    def time(self, moment_utc: datetime, zone: tzinfo | None = None) -> str:
        """Return the time of an aware moment in `zone` (None: the computer's own): `10:42:07`."""
        return moment_utc.astimezone(zone).strftime("%H:%M:%S")

    def date_time(self, moment_utc: datetime, zone: tzinfo | None = None) -> str:
        """Return an aware moment in `zone` (None: the computer's own): `03/06/2022 10:42`."""
        moment = moment_utc.astimezone(zone)
        return f"{self.date(moment.date())} {moment.strftime('%H:%M')}"

    def size(self, size_bytes: int) -> str:
        """Return a file size in units of 1024: `1,8 GB`, `640 KB`, `12 B`.

        One decimal below ten of a unit, none from ten on; whole bytes.
        """
        unit = 0
        amount = Fraction(size_bytes)
        # 1023,5 would be written as 1024 of a unit: that is one of the next.
        while unit < len(_UNITS) - 1 and amount >= (1024 if unit == 0 else Fraction(2047, 2)):
            amount /= 1024
            unit += 1
        decimals = 1 if unit and amount < Fraction(199, 20) else 0
        text = fixed_text(amount, decimals).removesuffix(".0")
        return f"{self._written(text)}{NO_BREAK_SPACE}{_UNITS[unit]}"

    def _written(self, text: str) -> str:
        """Return a plain decimal with this language's signs."""
        sign, text = ("\u2212", text[1:]) if text.startswith("-") else ("", text)
        whole, _, decimals = text.partition(".")
        grouped = f"{int(whole):,}".replace(",", self.group_sign)
        return sign + grouped + (self.decimal_sign + decimals if decimals else "")
