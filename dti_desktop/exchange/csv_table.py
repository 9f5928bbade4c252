"""A CSV file as a table: UTF-8 with or without a mark, cells parted by `;`, a tab or `,`."""

from __future__ import annotations

import csv
import io

from dti_desktop.engine.composed_text import composed
from dti_desktop.errors import InputError, Problem
from dti_desktop.exchange.table import MAX_COLUMNS, MAX_ROWS, Table, TableCell, column_letters

_SEPARATORS = (";", "\t", ",")


def read_csv(untrusted_bytes: bytes, *, exact: bool = False) -> Table:
    """Return the table; the place of a cell is the line that its row begins on.

    `exact`: texts keep their spaces, and the place tells the column too (`/C17`).

    Raises `InputError`: `not-utf-8`, `not-csv`, `too-many-rows`.
    """
    try:
        text = composed(untrusted_bytes.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = str(untrusted_bytes[: error.start].count(b"\n") + 1)
        raise InputError("not-utf-8", [Problem("not-utf-8", line)]) from None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[tuple[TableCell, ...]] = []
    begins_on = 1
    try:
        for cells in reader:
            row = tuple(
                TableCell(f"/{column_letters(place)}{begins_on}", cell)
                if exact
                else TableCell(str(begins_on), cell.strip())
                for place, cell in enumerate(cells[:MAX_COLUMNS])
            )
            begins_on = reader.line_num + 1
            if any(not cell.is_empty for cell in row):
                rows.append(row)
            if len(rows) > MAX_ROWS:
                raise InputError("too-many-rows", [Problem("too-many-rows", "", {"limit": MAX_ROWS})])
    except csv.Error:  # a quote that never ends, a cell beyond the reader's limit
        raise InputError("not-csv", [Problem("not-csv", str(begins_on))]) from None
    return Table("1", tuple(rows))


def _separator(text: str) -> str:
    """Return what parts the cells: whatever the first lines that have any have most of, `;` before `,`."""
    for line in text.splitlines()[:20]:
        found = max(_SEPARATORS, key=line.count)
        if found in line:
            return ";" if ";" in line else found
    return ","
