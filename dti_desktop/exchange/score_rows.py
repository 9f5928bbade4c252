"""The rows of points that somebody gave sub-indicators, in a table: which row, how many points, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from dti_desktop.engine.model import Catalogue
from dti_desktop.errors import InputError, Problem
from dti_desktop.exchange.headed_table import (
    SHOWN_CHARACTERS,
    Headings,
    cell_of,
    columns_of,
    find_head,
    number_of,
    read_tables,
    text_of,
)
from dti_desktop.exchange.table import Row, TableCell
from dti_desktop.exchange.written_numbers import written_number


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """Points of one sub-indicator, with the place of the row in its file."""

    code: str
    points: Decimal
    reason: str
    place: str


@dataclass
class ReadScores:
    """What could be read, and every fault of what could not."""

    rows: list[ScoreRow] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def read_scores(untrusted_bytes: bytes, headings: Headings, catalogue: Catalogue) -> ReadScores:
    """Read a CSV file or a workbook of points.

    A file that cannot be read at all raises `InputError` as `read_csv` and `read_workbook`, or
    `column-missing`, `column-twice`. Faults of rows: `unknown-code`, `code-ambiguous`, `code-twice`,
    `points-above-maximum`, codes of numbers, `text-too-long`, `text-not-allowed`, `no-rows`. A row of a main
    index, of a sum, or without points is left out with a note (`row-ignored`).
    """
    tables = read_tables(untrusted_bytes)
    table, head = find_head(tables, headings, lambda named: {"code", "points"} <= named, ["code", "points"])
    found = ReadScores()
    columns, problems, found.notes = columns_of(table.rows[head], headings)
    if problems:
        raise InputError(problems[0].code, problems)
    seen: set[str] = set()
    for row in table.rows[head + 1 :]:
        code, points = cell_of(row, columns, "code"), cell_of(row, columns, "points")
        if code.is_empty or points.is_empty or code.text in catalogue.index_by_code:
            said = (code if not code.is_empty else row[0]).text[:SHOWN_CHARACTERS]
            found.notes.append(Problem("row-ignored", row[0].place, {"value": said}))
            continue
        _read_row(row, code, points, cell_of(row, columns, "reason"), catalogue, seen, found)
    if not found.rows and not found.faults:
        found.faults.append(Problem("no-rows", table.place))
    return found


def _read_row(
    row: Row,
    code: TableCell,
    points: TableCell,
    reason: TableCell,
    catalogue: Catalogue,
    seen: set[str],
    found: ReadScores,
) -> None:
    faults: list[Problem] = []
    known = _code(code, catalogue, faults)
    number = number_of(points, written_number, faults, row)
    text = text_of(reason, faults)
    if known and known in seen:
        faults.append(Problem("code-twice", code.place, {"code": known}))
    seen.add(known)
    if known and number is not None and number > catalogue.indicators[known].max_points:
        most = catalogue.indicators[known].max_points
        facts: dict[str, object] = {"value": number, "code": known, "max_points": most}
        faults.append(Problem("points-above-maximum", points.place, facts))
    found.faults += faults
    if not faults and number is not None:
        found.rows.append(ScoreRow(known, number, text, row[0].place))


def _code(cell: TableCell, catalogue: Catalogue, faults: list[Problem]) -> str:
    """Return the code that a cell names, "" with a fault where it is none, or could be another."""
    code = cell.text
    if code not in catalogue.indicators:
        faults.append(Problem("unknown-code", cell.place, {"code": code[:SHOWN_CHARACTERS]}))
        return ""
    if cell.is_number:
        # A spreadsheet makes 1.1 of 1.10: a number may be either, and to guess would be to mix them up.
        others = [
            other
            for other in catalogue.indicators
            if other.startswith(code) and not other[len(code) :].strip("0")
        ]
        if len(others) > 1:
            faults.append(Problem("code-ambiguous", cell.place, {"code": code, "codes": others}))
            return ""
    return code
