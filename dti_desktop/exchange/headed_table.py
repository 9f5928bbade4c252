"""Tables that are known by the headings of their columns: where the headings stand, what the cells hold."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from dti_desktop.engine.numbers import NumberFault
from dti_desktop.errors import InputError, Problem
from dti_desktop.exchange.csv_table import read_csv
from dti_desktop.exchange.table import Row, Table, TableCell
from dti_desktop.exchange.workbook import is_workbook, read_workbook

SHOWN_CHARACTERS = 60
"""How much of a cell a fault repeats."""

_HEADINGS_WITHIN = 20
"""Above the headings a title may stand, but not pages of text."""

_LONGEST_TEXT = 2_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NOTHING = TableCell("", None)

Headings = Mapping[str, tuple[str, ...]]
"""Column → how it may be headed, folded."""

T = TypeVar("T")


def headings_of(text: str) -> Headings:
    """Read shipped headings: a JSON object of lists."""
    document: dict[str, list[str]] = json.loads(text)
    return {column: tuple(folded(word) for word in words) for column, words in document.items()}


def read_tables(untrusted_bytes: bytes) -> tuple[Table, ...]:
    """Return the tables of a CSV file or a workbook. Raises as `read_csv`, `is_workbook`, `read_workbook`."""
    if is_workbook(untrusted_bytes):
        return read_workbook(untrusted_bytes)
    return (read_csv(untrusted_bytes),)


def find_head(
    tables: Collection[Table], headings: Headings, is_head: Callable[[set[str]], object], wanted: list[str]
) -> tuple[Table, int]:
    """Return the first table with headings that `is_head` takes, and in which of its rows they stand.

    Raises `InputError` `column-missing` naming the columns that are `wanted`.
    """
    for table in tables:
        for number, row in enumerate(table.rows[:_HEADINGS_WITHIN]):
            held = {folded(cell.text) for cell in row}
            if is_head({name for name, words in headings.items() if held.intersection(words)}):
                return table, number
    raise InputError("column-missing", [Problem("column-missing", "", {"columns": wanted})])


def columns_of(head: Row, headings: Headings) -> tuple[dict[str, int], list[Problem], list[Problem]]:
    """Return in which column each thing stands, faults of the headings, a note on each ignored one."""
    columns: dict[str, int] = {}
    faults: list[Problem] = []
    notes: list[Problem] = []
    for number, cell in enumerate(head):
        said = {"name": cell.text[:SHOWN_CHARACTERS]}
        known = [name for name, words in headings.items() if folded(cell.text) in words]
        for name in known:
            if name in columns:
                faults.append(Problem("column-twice", cell.place, dict(said)))
            columns.setdefault(name, number)
        if not known and not cell.is_empty:
            notes.append(Problem("column-ignored", cell.place, dict(said)))
    return columns, faults, notes


def cell_of(row: Row, columns: Mapping[str, int], name: str) -> TableCell:
    """Return the cell of a row in a named column; an empty one where there is none."""
    place = columns.get(name)
    return _NOTHING if place is None or place >= len(row) else row[place]


def number_of(cell: TableCell, read: Callable[[TableCell], T], faults: list[Problem], row: Row) -> T | None:
    """Return the number in a cell, or None with a fault: `cell-empty`, or a code of numbers."""
    if cell.is_empty:
        faults.append(Problem("cell-empty", cell.place or row[0].place))
        return None
    try:
        return read(cell)
    except NumberFault as fault:
        faults.append(Problem(fault.code, cell.place, {"value": cell.text[:SHOWN_CHARACTERS]}))
        return None


def text_of(cell: TableCell, faults: list[Problem]) -> str:
    """Return the text in a cell on one line. Faults: `text-too-long`, `text-not-allowed`."""
    text = " ".join(cell.text.split())
    if len(text) > _LONGEST_TEXT:
        facts: dict[str, object] = {"characters": len(text), "limit": _LONGEST_TEXT}
        faults.append(Problem("text-too-long", cell.place, facts))
    if _CONTROL.search(text):
        faults.append(Problem("text-not-allowed", cell.place))
    return text


def folded(text: str) -> str:
    """Return a heading as it is compared: NFC, without case, white space folded."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
