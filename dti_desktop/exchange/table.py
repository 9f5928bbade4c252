"""A table as it was read: cells with the places that a person finds again (`7`, `B7`, `Năm 2024!B7`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

MAX_TABLE_BYTES = 4 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 64
"""Further columns are not read: no published table is so wide."""

CellValue = str | Decimal | None
"""A text, a number that the file itself marks as one, or nothing."""


class DateText(str):
    """A date or time that the file itself marks as one, as a person would write it."""

    __slots__ = ()


class UncountedFormula(str):
    """A formula beside which the file does not tell what it comes to."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell. Of a text, spaces at both ends are gone (unless it was read as it is), letters composed."""

    place: str
    value: CellValue

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return self.value is None or self.value == ""

    @property
    def text(self) -> str:
        """What stands in it, as a text."""
        return "" if self.value is None else f"{self.value:f}" if self.is_number else str(self.value)

    @property
    def is_number(self) -> bool:
        """Whether the file marks it as a number."""
        return isinstance(self.value, Decimal)


Row = Sequence[TableCell]


@dataclass(frozen=True)
class Table:
    """The rows of one sheet, empty ones left out; `place` is where the sheet begins."""

    place: str
    rows: tuple[Row, ...]


def column_letters(place: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
