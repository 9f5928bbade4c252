"""The smallest things that can be edited, each named by (kind, code, key), with its value as JSON text.

Journal, undo and redo speak only of cells; this module knows in which table each kind of them lies.
A value of None means that there is nothing there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from dti_desktop.store.connection import Connection
from dti_desktop.store.encoding import from_json_text, json_text


@dataclass(frozen=True, slots=True)
class Cell:
    """One editable thing. `code`: the indicator, or ""; `key`: the field, figure or document id, or ""."""

    kind: str
    code: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class _Table:
    """Where a kind of cell lies.

    `shape`: "json" one column that holds the value's own text; "text" one column of plain text;
    "mark" no column, being there is the value; "record" several columns, together one JSON object.
    """

    name: str
    code_column: str | None
    key_column: str | None
    shape: Literal["json", "text", "mark", "record"]
    columns: tuple[str, ...] = ()
    json_columns: frozenset[str] = frozenset()
    owner_column: str = "assessment_id"
    """Where the assessment is named; in its own row, which is always there, it is the id."""

    @property
    def address_columns(self) -> tuple[str, ...]:
        """The columns that name one cell of an assessment, in the order of `address`."""
        return tuple(
            column for column in (self.owner_column, self.code_column, self.key_column) if column is not None
        )

    def address(self, assessment_id: str, cell: Cell) -> tuple[str, ...]:
        """Return what those columns hold for a cell."""
        named: tuple[str, ...] = (assessment_id,)
        if self.code_column is not None:
            named = (*named, cell.code)
        if self.key_column is not None:
            named = (*named, cell.key)
        return named


_TABLES = {
    "answer": _Table("answers", "code", "field", "json", ("value",)),
    "profile": _Table("profile", None, "key", "json", ("value",)),
    "explanation": _Table("explanations", "code", None, "text", ("text",)),
    "note": _Table("notes", "code", None, "text", ("text",)),
    "reviewed": _Table("reviewed", "code", None, "mark"),
    "signatory": _Table("signatories", None, None, "record", ("name", "title")),
    "document": _Table(
        "documents",
        None,
        "id",
        "record",
        ("number", "issued_on", "issuer", "title", "sha256", "original_name", "added_utc"),
        frozenset({"original_name"}),
    ),
    "link": _Table("links", "code", "document_id", "record", ("pages", "position")),
    "estimate": _Table("estimates", "code", "key", "json", ("value",)),
    "scenario": _Table(
        "scenarios",
        None,
        "id",
        "record",
        ("name", "created_utc", "changes"),
        frozenset({"changes"}),
    ),
    "review": _Table("reviews", "code", None, "record", ("state", "reason", "who", "at_utc")),
    "comment": _Table(
        "comments", "code", "id", "record", ("text", "who", "at_utc", "reply_to", "settled_utc")
    ),
    "given_score": _Table("given_scores", "code", "source", "record", ("points", "reason", "who", "at_utc")),
    "change_reason": _Table("change_reasons", "code", None, "text", ("text",)),
    "entered": _Table("entered", "code", None, "record", ("digest", "who", "at_utc")),
    "part": _Table(
        "parts",
        None,
        "id",
        "record",
        ("department", "due", "codes", "baseline_sha256", "issued_utc", "issued_by", "merged_utc"),
        frozenset({"codes"}),
    ),
    "origin": _Table(
        "origins",
        None,
        None,
        "record",
        (
            "part_id",
            "source_id",
            "department",
            "due",
            "codes",
            "baseline_sha256",
            "issued_utc",
            "issued_by",
        ),
        frozenset({"codes"}),
    ),
    "previous": _Table(
        "previous",
        None,
        None,
        "record",
        ("source_id", "year", "catalogue_id", "catalogue_digest", "profile"),
        frozenset({"profile"}),
    ),
    "previous_row": _Table("previous_rows", "code", "old_code", "json", ("content",)),
    "catalogue": _Table("assessments", None, None, "text", ("catalogue_digest",), owner_column="id"),
}

KINDS = tuple(_TABLES)


def read(connection: Connection, assessment_id: str, cell: Cell) -> str | None:
    """Return the cell's value as JSON text, or None where there is nothing."""
    table = _TABLES[cell.kind]
    row = connection.row(_statements(cell.kind).select, table.address(assessment_id, cell))
    return None if row is None else _to_text(table, row)


def read_all(connection: Connection, assessment_id: str) -> dict[Cell, str]:
    """Return every cell of an assessment that holds something."""
    found: dict[Cell, str] = {}
    for kind, table in _TABLES.items():
        named = [column for column in (table.code_column, table.key_column) if column is not None]
        columns = ", ".join([*named, *table.columns]) or "1"
        rows = connection.rows(
            f"SELECT {columns} FROM {table.name} WHERE {table.owner_column} = ?",  # noqa: S608
            (assessment_id,),
        )
        for row in rows:
            rest = list(row)
            code = rest.pop(0) if table.code_column is not None else ""
            key = rest.pop(0) if table.key_column is not None else ""
            found[Cell(kind, code, key)] = _to_text(table, tuple(rest))
    return found


def write(connection: Connection, assessment_id: str, cell: Cell, value: str | None) -> None:
    """Put a value (JSON text) into the cell, or clear it with None. Journals nothing; see `edits`."""
    table = _TABLES[cell.kind]
    if table.owner_column == "id":
        assert value is not None  # an assessment is always pinned to a catalogue
        (column,) = table.columns
        parameters = (from_json_text(value), assessment_id)
        connection.execute(f"UPDATE {table.name} SET {column} = ? WHERE id = ?", parameters)  # noqa: S608
        return
    address = table.address(assessment_id, cell)
    if value is None:
        connection.execute(_statements(cell.kind).delete, address)
        return
    connection.execute(_statements(cell.kind).upsert, (*address, *_to_columns(table, value)))


@dataclass(frozen=True, slots=True)
class _Statements:
    select: str
    delete: str
    upsert: str


@cache
def _statements(kind: str) -> _Statements:
    """Return the statements on one cell; only names that are written in this module go into them."""
    table = _TABLES[kind]
    address = table.address_columns
    where = " AND ".join(f"{column} = ?" for column in address)
    names = ", ".join((*address, *table.columns))
    marks = ", ".join("?" * (len(address) + len(table.columns)))
    # An upsert, not a replace: a replaced document would lose its links.
    updates = ", ".join(f"{column} = excluded.{column}" for column in table.columns)
    on_conflict = f"DO UPDATE SET {updates}" if updates else "DO NOTHING"
    return _Statements(
        select=f"SELECT {', '.join(table.columns) or '1'} FROM {table.name} WHERE {where}",  # noqa: S608
        delete=f"DELETE FROM {table.name} WHERE {where}",  # noqa: S608
        upsert=f"INSERT INTO {table.name} ({names}) VALUES ({marks}) "  # noqa: S608
        f"ON CONFLICT ({', '.join(address)}) {on_conflict}",
    )


def _to_text(table: _Table, row: tuple[Any, ...]) -> str:
    if table.shape == "mark":
        return "true"
    if table.shape == "json":
        return str(row[0])
    if table.shape == "text":
        return json_text(row[0])
    record = dict(zip(table.columns, row, strict=True))
    for column in table.json_columns:
        if record[column] is not None:
            record[column] = from_json_text(record[column])
    return json_text(record)


def _to_columns(table: _Table, value: str) -> tuple[Any, ...]:
    """Return what a value puts into the table's columns, in their order."""
    if table.shape == "mark":
        return ()
    if table.shape == "json":
        return (value,)
    if table.shape == "text":
        return (from_json_text(value),)
    record = from_json_text(value)
    return tuple(
        json_text(record[column])
        if column in table.json_columns and record[column] is not None
        else record[column]
        for column in table.columns
    )
