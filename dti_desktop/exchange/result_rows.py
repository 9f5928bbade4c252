"""The rows of published results in a table: which column is which, which province and number is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from dti_desktop.engine.assessed_unit import unit_and_province, unit_of_province
from dti_desktop.engine.province_names import ProvinceNames
from dti_desktop.engine.published_checks import NATION, PlacedResult
from dti_desktop.engine.results import OVERALL, SET_SEPARATOR, PublishedResult, measure_of_set
from dti_desktop.errors import InputError, Problem
from dti_desktop.exchange import headed_table
from dti_desktop.exchange.headed_table import (
    SHOWN_CHARACTERS,
    cell_of,
    columns_of,
    find_head,
    folded,
    number_of,
    read_tables,
    text_of,
)
from dti_desktop.exchange.neutral_text import as_meant
from dti_desktop.exchange.table import Row, TableCell
from dti_desktop.exchange.written_numbers import whole_number, written_number

_LONGEST_UNIT = 200


@dataclass(frozen=True)
class Reading:
    """How a table is to be read.

    `headings`: column → how it may be headed. `year`, `measure`: what holds where the table has no such
    column. `source`: what is noted where a row names none. `measures`: those of the sets, as they are written
    exactly. `set_id`: of which set the rows are that name none ("": the provinces'); `province`: whose unit
    is meant where a row of such a set names no province.
    """

    headings: headed_table.Headings
    names: ProvinceNames
    year: int | None = None
    measure: str | None = None
    source: str = ""
    measures: frozenset[str] = frozenset()
    set_id: str = ""
    province: str = ""

    @cached_property
    def _exact(self) -> Mapping[str, str]:
        return {folded(measure): measure for measure in self.measures}

    def measure_of(self, text: str) -> str:
        """Return the measure that a cell names, with its set's id before it where that ranks units."""
        named = " ".join(text.split()) or self.measure or OVERALL
        if SET_SEPARATOR not in named:
            named = measure_of_set(self.set_id, named)
        return named if named in self.measures else self._exact.get(folded(named), folded(named))

    @staticmethod
    def headings_of(text: str) -> headed_table.Headings:
        """Read the shipped headings (`result_columns.json`)."""
        return headed_table.headings_of(text)


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
    table, head = find_head(
        read_tables(untrusted_bytes),
        reading.headings,
        lambda named: "province" in named and named & {"value", "rank"},
        ["province", "value"],
    )
    found = ReadResults()
    columns, found.notes = _columns(table.rows[head], reading)
    for row in table.rows[head + 1 :]:
        _read_row(row, columns, reading, found)
    if not found.rows and not found.faults:
        found.faults.append(Problem("no-rows", table.place))
    return found


def _columns(head: Row, reading: Reading) -> tuple[Mapping[str, int], list[Problem]]:
    """Return in which column each thing stands, and notes. Raises `InputError` with every fault."""
    columns, problems, notes = columns_of(head, reading.headings)
    if "year" not in columns and reading.year is None:
        problems.append(Problem("column-missing", head[0].place, {"columns": ["year"]}))
    for name, given in (("year", reading.year), ("measure", reading.measure)):
        if name in columns and given is not None:
            problems.append(Problem("given-twice", head[columns[name]].place, {"name": name}))
    if problems:
        raise InputError(problems[0].code, problems)
    return columns, notes


def _read_row(row: Row, columns: Mapping[str, int], reading: Reading, found: ReadResults) -> None:
    def cell(name: str) -> TableCell:
        return cell_of(row, columns, name)

    faults: list[Problem] = []
    year = reading.year if "year" not in columns else number_of(cell("year"), whole_number, faults, row)
    measure = reading.measure_of(cell("measure").text)
    value: Fraction | None = None
    rank: int | None = None
    if not cell("value").is_empty:
        number: Decimal | None = number_of(cell("value"), written_number, faults, row)
        value = None if number is None else Fraction(number)
    if not cell("rank").is_empty:
        rank = number_of(cell("rank"), whole_number, faults, row)
    ranked = _unit if SET_SEPARATOR in measure else _province
    province = ranked(cell("province"), reading, faults)
    texts = {name: text_of(cell(name), faults) for name in ("source", "note")}
    if faults or year is None:
        found.faults += faults
        return
    places = [cell(name).place or row[0].place for name in ("value", "rank")]
    result = PublishedResult(
        year, province, measure, rank, value, texts["source"] or reading.source, texts["note"]
    )
    found.rows.append(PlacedResult(result, row[0].place, *places))


def _province(cell: TableCell, reading: Reading, faults: list[Problem]) -> str:
    return NATION if cell.is_empty else _known_province(cell.text, cell, reading, faults)


def _unit(cell: TableCell, reading: Reading, faults: list[Problem]) -> str:
    """Return the unit of a province, under its one name; the province's own where a row tells the mean."""
    text = as_meant(text_of(cell, faults))
    unit, named = unit_and_province(text)
    if not unit and reading.province:
        is_mean = not text or reading.names.find(text) is not None
        unit, named = ("" if is_mean else text), reading.province
    if len(unit) > _LONGEST_UNIT:
        facts: dict[str, object] = {"characters": len(unit), "limit": _LONGEST_UNIT}
        faults.append(Problem("text-too-long", cell.place, facts))
    unit = " ".join(unit.split())
    return unit_of_province(unit[:1].upper() + unit[1:], _known_province(named, cell, reading, faults))


def _known_province(text: str, cell: TableCell, reading: Reading, faults: list[Problem]) -> str:
    province = reading.names.find(text)
    if province is not None:
        return province.name
    facts: dict[str, object] = {"province": text[:SHOWN_CHARACTERS]}
    meant = reading.names.suggestion(text)
    if meant:
        facts |= {"suggested": True, "suggestion": meant}
    faults.append(Problem("unknown-province", cell.place, facts))
    return NATION
