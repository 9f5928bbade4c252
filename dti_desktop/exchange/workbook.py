"""The sheets of an XLSX workbook as tables: values only. No formula, link, macro or entity is followed.

A workbook is judged by its list of parts before it is opened: what all of them hold unpacked is bounded, and
the reader never unpacks more of a part than the list says.
"""

from __future__ import annotations

import codecs
import io
import math
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from dti_desktop.engine.composed_text import composed
from dti_desktop.engine.numbers import MAX_DECIMALS
from dti_desktop.errors import InputError, Problem
from dti_desktop.exchange.table import (
    MAX_COLUMNS,
    MAX_ROWS,
    CellValue,
    DateText,
    Table,
    TableCell,
    UncountedFormula,
    column_letters,
)

_SIGNATURE = b"PK\x03\x04"
_COMPOUND_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Workbooks of before 2007 (.xls), and those that Excel locks with a password."""
_LOCKED_PART = "EncryptedPackage".encode("utf_16_le")
_WIDE_TEXT = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MAX_PARTS = 1_024
MAX_UNPACKED_BYTES = 16 * 1024 * 1024
MAX_SHEETS = 50
MAX_CELL_CHARACTERS = 4_000
MAX_EXACT_CHARACTERS = 40_000
"""More than any program of tables takes; what is beyond in a cell that is read exactly is cut off."""


_MAX_SHEET_ROWS = 1_048_576
"""How many rows, empty ones too, all sheets may have together: as many as one sheet of Excel."""


_DECLARATIONS = [
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be")
]
"""No workbook has need of them; with entities a few bytes become gigabytes."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def is_workbook(untrusted_bytes: bytes) -> bool:
    """Whether this is a workbook, to be read as one, and no text.

    Raises `InputError`: `workbook-encrypted` where Excel locked it, `workbook-unreadable` for one of before
    2007 and for what is neither workbook nor text.
    """
    if untrusted_bytes.startswith(_SIGNATURE):
        return True
    if untrusted_bytes.startswith(_COMPOUND_SIGNATURE):
        raise InputError("workbook-encrypted" if _LOCKED_PART in untrusted_bytes else "workbook-unreadable")
    if b"\x00" in untrusted_bytes and not untrusted_bytes.startswith(_WIDE_TEXT):
        raise InputError("workbook-unreadable")
    return False


def read_workbook(untrusted_bytes: bytes) -> tuple[Table, ...]:
    """Return the tables of the visible sheets, in order.

    Raises `InputError`: `workbook-unreadable`, `workbook-too-large`, `workbook-encrypted`,
    `too-many-rows`.
    """

    def read(sheets: Sequence[Any]) -> tuple[Table, ...]:
        left_rows = [_MAX_SHEET_ROWS]
        visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
        return tuple(
            _table(sheet, "" if number == 0 else f"{_line(sheet.title)}!", left_rows, _value)
            for number, sheet in enumerate(visible[:MAX_SHEETS])
        )

    _judge(untrusted_bytes)
    return _with_sheets(untrusted_bytes, read)


def read_exact_workbook(untrusted_bytes: bytes) -> tuple[Table, ...]:
    """Return the tables of all sheets, hidden ones too, with texts and numbers just as they are.

    Places tell the sheet (`/Trả lời/D17`). Dates are `DateText`; a formula without its value is an
    `UncountedFormula`. Raises as `read_workbook`.
    """

    def reading(value: Callable[[object], CellValue]) -> Callable[[Sequence[Any]], tuple[Table, ...]]:
        def read(sheets: Sequence[Any]) -> tuple[Table, ...]:
            left_rows = [_MAX_SHEET_ROWS]
            return tuple(
                _table(sheet, f"/{_line(sheet.title)}/", left_rows, value) for sheet in sheets[:MAX_SHEETS]
            )

        return read

    _judge(untrusted_bytes)
    as_written = _with_sheets(untrusted_bytes, reading(_value_or_formula), data_only=False)
    counted = {
        cell.place: cell
        for table in _with_sheets(untrusted_bytes, reading(_exact_value))
        for row in table.rows
        for cell in row
        if not cell.is_empty
    }
    return tuple(_with_values(table, counted) for table in as_written)


def _with_values(table: Table, counted: Mapping[str, TableCell]) -> Table:
    """Return the table with what its formulas came to, where that is told."""
    return Table(
        table.place,
        tuple(
            tuple(
                counted.get(cell.place, cell) if isinstance(cell.value, UncountedFormula) else cell
                for cell in row
            )
            for row in table.rows
        ),
    )


def _with_sheets(
    untrusted_bytes: bytes,
    read: Callable[[Sequence[Any]], tuple[Table, ...]],
    *,
    data_only: bool = True,
) -> tuple[Table, ...]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that nobody reads here
            book = openpyxl.load_workbook(
                io.BytesIO(untrusted_bytes), read_only=True, data_only=data_only, keep_links=False
            )
            try:
                return read(book.worksheets)
            finally:
                book.close()
    except InputError:
        raise
    except (Exception, RecursionError):  # noqa: BLE001 - the reader promises nothing about files that were made to harm it
        raise InputError("workbook-unreadable") from None


def _judge(untrusted_bytes: bytes) -> None:
    if not is_workbook(untrusted_bytes):
        raise InputError("workbook-unreadable")
    try:
        with zipfile.ZipFile(io.BytesIO(untrusted_bytes)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES:
                raise InputError("workbook-too-large", limit_bytes=MAX_UNPACKED_BYTES)
            if any(part.flag_bits & 1 for part in parts):
                raise InputError("workbook-encrypted")
            for part in parts:
                with archive.open(part) as file:
                    content = file.read(MAX_UNPACKED_BYTES)
                if any(word in content for word in _DECLARATIONS):
                    raise InputError("workbook-unreadable")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise InputError("workbook-unreadable") from None


def _table(sheet: Any, prefix: str, left_rows: list[int], value: Callable[[object], CellValue]) -> Table:
    rows: list[tuple[TableCell, ...]] = []
    for number, row in enumerate(_rows(sheet, left_rows), start=1):
        cells = tuple(
            TableCell(f"{prefix}{column_letters(column)}{number}", value(cell))
            for column, cell in enumerate(_without_empty_end(row))
        )
        if any(not cell.is_empty for cell in cells):
            if len(rows) == MAX_ROWS:
                raise InputError(
                    "too-many-rows", [Problem("too-many-rows", f"{prefix}A{number}", {"limit": MAX_ROWS})]
                )
            rows.append(cells)
    return Table(f"{prefix}A1", tuple(rows))


def _rows(sheet: Any, left_rows: list[int]) -> Iterator[tuple[object, ...]]:
    """Yield the rows, empty ones too: a file can name a row so far down that filling up to it takes hours."""
    for row in sheet.iter_rows(min_row=1, max_row=left_rows[0] + 1, max_col=MAX_COLUMNS, values_only=True):
        left_rows[0] -= 1
        if left_rows[0] < 0:
            raise InputError("workbook-too-large", limit_bytes=MAX_UNPACKED_BYTES)
        yield row


def _without_empty_end(row: tuple[object, ...]) -> tuple[object, ...]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def _value(untrusted: object) -> CellValue:
    """Return a cell's value; what is neither text nor number (dates, yes/no, errors) as its text."""
    if untrusted is None or isinstance(untrusted, bool):
        return None if untrusted is None else str(untrusted)
    if isinstance(untrusted, int | float):
        if isinstance(untrusted, float) and not math.isfinite(untrusted):
            return str(untrusted)
        if abs(untrusted) >= 10**15:
            return "#"
        # The shortest decimal that means this number is what was typed.
        number = Decimal(repr(untrusted))
        if -int(number.as_tuple().exponent) > MAX_DECIMALS:
            number = round(number, MAX_DECIMALS)
        return number
    return _line(str(untrusted))


def _exact_value(untrusted: object) -> CellValue:
    if untrusted is None or isinstance(untrusted, bool):
        return None if untrusted is None else str(untrusted).lower()
    if isinstance(untrusted, int | float):
        # The shortest decimal that means this number is what was typed.
        return Decimal(repr(untrusted))
    if isinstance(untrusted, datetime):
        at_midnight = untrusted.time() == time()
        return DateText(untrusted.strftime("%d/%m/%Y" if at_midnight else "%d/%m/%Y %H:%M"))
    if isinstance(untrusted, date):
        return DateText(untrusted.strftime("%d/%m/%Y"))
    if isinstance(untrusted, time | timedelta):
        return DateText(untrusted)
    return composed(str(untrusted)[:MAX_EXACT_CHARACTERS]).replace("\r\n", "\n")


def _value_or_formula(untrusted: object) -> CellValue:
    if isinstance(untrusted, str | None | bool | int | float | date | time | timedelta):
        # A text that begins so is a formula or only looks like one; what it comes to is the same text then.
        is_formula = isinstance(untrusted, str) and untrusted.startswith("=")
        return (
            UncountedFormula(str(untrusted)[:MAX_CELL_CHARACTERS]) if is_formula else _exact_value(untrusted)
        )
    return UncountedFormula("=")  # one for a whole range


def _line(untrusted_text: str) -> str:
    text = unicodedata.normalize("NFC", untrusted_text[:MAX_CELL_CHARACTERS])
    return " ".join(_CONTROL.sub(" ", text).split())
