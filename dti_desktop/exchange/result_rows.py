"""The rows of published results in a table: which column is which, which province and number is meant."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from dti_desktop.engine.numbers import NumberFault
from dti_desktop.engine.province_names import ProvinceNames
from dti_desktop.engine.published_checks import NATION, PlacedResult
from dti_desktop.engine.results import OVERALL, PublishedResult
from dti_desktop.errors import InputError, Problem
from dti_desktop.exchange.csv_table import read_csv
from dti_desktop.exchange.table import Row, Table, TableCell
from dti_desktop.exchange.workbook import SIGNATURE, read_workbook
from dti_desktop.exchange.written_numbers import whole_number, written_number

_HEADINGS_WITHIN = 20
"""Above the headings a title may stand, but not pages of text."""

_LONGEST_TEXT = 2_000
_SHOWN = 60
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NOTHING = TableCell("", None)

T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """How a table is to be read.

    `headings`: column → how it may be headed. `year`, `measure`: what holds where the table has no such
    column. `source`: what is noted where a row names none.
    """

    headings: Mapping[str, tuple[str, ...]]
    names: ProvinceNames
    year: int | None = None
    measure: str | None = None
    source: str = ""

    @staticmethod
    def headings_of(text: str) -> Mapping[str, tuple[str, ...]]:
        """Read the shipped headings (`result_columns.json`)."""
        document: dict[str, list[str]] = json.loads(text)
        return {column: tuple(_folded(word) for word in words) for column, words in document.items()}


@dataclass
class ReadResults:
    """What could be read, and every fault of what could not."""

    rows: list[PlacedResult] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def read_results(untrusted_bytes: bytes, reading: Reading) -> ReadResults:
    """Read a CSV file or a workbook of published results.

    A file that cannot be read at all raises `InputError` as `read_csv` and `read_workbook`, or
    `column-missing`, `column-twice`, `given-twice`. Faults of rows: `unknown-province`, `number-malformed`,
    `number-ambiguous`, other codes of numbers, `cell-empty`, `text-too-long`, `text-not-allowed`, `no-rows`.
    """
    if untrusted_bytes.startswith(SIGNATURE):
        tables: tuple[Table, ...] = read_workbook(untrusted_bytes)
    else:
        tables = (read_csv(untrusted_bytes),)
    table, head = _find_head(tables, reading)
    columns = _columns(table.rows[head], reading)
    found = ReadResults()
    for cell in table.rows[head]:
        if not cell.is_empty and _folded(cell.text) not in _all_headings(reading):
            found.notes.append(Problem("column-ignored", cell.place, {"name": cell.text[:_SHOWN]}))
    for row in table.rows[head + 1 :]:
        _read_row(row, columns, reading, found)
    if not found.rows and not found.faults:
        found.faults.append(Problem("no-rows", table.place))
    return found


def _find_head(tables: Iterable[Table], reading: Reading) -> tuple[Table, int]:
    """Return the first table with headings, and in which of its rows they stand."""
    for table in tables:
        for number, row in enumerate(table.rows[:_HEADINGS_WITHIN]):
            held = {_folded(cell.text) for cell in row}
            named = {name for name, words in reading.headings.items() if held.intersection(words)}
            if "province" in named and named & {"value", "rank"}:
                return table, number
    facts: dict[str, object] = {"columns": ["province", "value"]}
    raise InputError("column-missing", [Problem("column-missing", "", facts)])


def _columns(head: Row, reading: Reading) -> Mapping[str, int]:
    """Return in which column each thing stands. Raises `InputError` with every fault of the headings."""
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for number, cell in enumerate(head):
        for name, words in reading.headings.items():
            if _folded(cell.text) in words:
                if name in columns:
                    problems.append(Problem("column-twice", cell.place, {"name": cell.text[:_SHOWN]}))
                columns.setdefault(name, number)
    if "year" not in columns and reading.year is None:
        problems.append(Problem("column-missing", head[0].place, {"columns": ["year"]}))
    for name, given in (("year", reading.year), ("measure", reading.measure)):
        if name in columns and given is not None:
            problems.append(Problem("given-twice", head[columns[name]].place, {"name": name}))
    if problems:
        raise InputError(problems[0].code, problems)
    return columns


def _read_row(row: Row, columns: Mapping[str, int], reading: Reading, found: ReadResults) -> None:
    def cell(name: str) -> TableCell:
        place = columns.get(name)
        return _NOTHING if place is None or place >= len(row) else row[place]

    faults: list[Problem] = []
    year = reading.year if "year" not in columns else _number(cell("year"), whole_number, faults, row)
    measure = _folded(cell("measure").text) or (reading.measure or OVERALL)
    value: Fraction | None = None
    rank: int | None = None
    if not cell("value").is_empty:
        number: Decimal | None = _number(cell("value"), written_number, faults, row)
        value = None if number is None else Fraction(number)
    if not cell("rank").is_empty:
        rank = _number(cell("rank"), whole_number, faults, row)
    province = _province(cell("province"), reading, faults)
    texts = {name: _text(cell(name), faults) for name in ("source", "note")}
    if faults or year is None:
        found.faults += faults
        return
    places = [cell(name).place or row[0].place for name in ("value", "rank")]
    result = PublishedResult(
        year, province, measure, rank, value, texts["source"] or reading.source, texts["note"]
    )
    found.rows.append(PlacedResult(result, row[0].place, *places))


def _number(cell: TableCell, read: Callable[[TableCell], T], faults: list[Problem], row: Row) -> T | None:
    if cell.is_empty:
        faults.append(Problem("cell-empty", cell.place or row[0].place))
        return None
    try:
        return read(cell)
    except NumberFault as fault:
        faults.append(Problem(fault.code, cell.place, {"value": cell.text[:_SHOWN]}))
        return None


def _province(cell: TableCell, reading: Reading, faults: list[Problem]) -> str:
    if cell.is_empty:
        return NATION
    province = reading.names.find(cell.text)
    if province is not None:
        return province.name
    facts: dict[str, object] = {"province": cell.text[:_SHOWN]}
    meant = reading.names.suggestion(cell.text)
    if meant:
        facts |= {"suggested": True, "suggestion": meant}
    faults.append(Problem("unknown-province", cell.place, facts))
    return NATION


def _text(cell: TableCell, faults: list[Problem]) -> str:
    text = " ".join(cell.text.split())
    if len(text) > _LONGEST_TEXT:
        facts: dict[str, object] = {"characters": len(text), "limit": _LONGEST_TEXT}
        faults.append(Problem("text-too-long", cell.place, facts))
    if _CONTROL.search(text):
        faults.append(Problem("text-not-allowed", cell.place))
    return text


def _all_headings(reading: Reading) -> frozenset[str]:
    return frozenset(word for words in reading.headings.values() for word in words)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
