"""A catalogue as a workbook to be held against the paper decision, and what a person changed in one.

Three sheets: the sub-indicators a row each, how each is scored a value a row, the points of main indices,
pillars and the whole. A hidden sheet keeps what each cell held, so that what nobody touched changes nothing.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dti_desktop.engine.catalogue_edit import Document
from dti_desktop.engine.catalogue_leaves import ROW_TEXTS, LeafName, leaves
from dti_desktop.engine.numbers import NumberFault, number_text
from dti_desktop.errors import InputError, Problem
from dti_desktop.exchange.neutral_text import as_meant, neutral
from dti_desktop.exchange.table import DateText, Row, Table, TableCell, UncountedFormula
from dti_desktop.exchange.workbook import read_exact_workbook
from dti_desktop.exchange.written_numbers import number_readings

FORMAT = "dti-catalogue-workbook/1"
_BASE = "DTI"
_ROWS, _RULES, _TOTALS = "rows", "rules", "totals"
_SHEETS = (_ROWS, _RULES, _TOTALS)
_MARK = "#"
_SHOWN_CHARACTERS = 60
_ROW_COLUMNS = ("code", *ROW_TEXTS, "max_points", "confidence")
_WIDTHS = {
    "code": 8, "title_vi": 52, "title_en": 40, "short_vi": 26, "short_en": 26, "evidence_vi": 46,
    "evidence_en": 36, "max_points": 11, "confidence": 18, "path": 44, "field": 20, "value": 60,
}  # fmt: skip
_INK, _QUIET, _HEAD, _INPUT = "1B2430", "5B6675", "E4EAF2", "FFF9E5"


@dataclass(frozen=True)
class BookTexts:
    """The words of one language: `sheets` and `heads` by their key, `fields` of values, `confidence`."""

    title: str
    sheets: Mapping[str, str]
    heads: Mapping[str, str]
    fields: Mapping[str, str]
    confidence: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReadLeaf:
    """One value that a person changed: its cell, what that held when written, what it holds now."""

    name: LeafName
    place: str
    base: str
    value: str


@dataclass(frozen=True)
class ReadBook:
    """What a workbook tells. `faults`: what could not be read; then nothing may be taken from it."""

    catalogue_id: str
    changed: tuple[ReadLeaf, ...]
    faults: tuple[Problem, ...]
    rows_missing: int


def write_catalogue_workbook(document: Document, texts: BookTexts) -> bytes:
    """Return the workbook of a catalogue document (a draft may hold anything)."""
    return _Writer(document, texts).written()


def read_catalogue_workbook(untrusted_bytes: bytes, document: Document) -> ReadBook:
    """Return what differs in a workbook from what it was written with; `document`: the catalogue as it is.

    Raises `InputError` as `read_exact_workbook`, `catalogue-workbook-unknown` where it is no such workbook,
    `catalogue-workbook-other` where it is another catalogue's. Faults of cells: `number-malformed` and the
    like, `number-ambiguous`, `formula-without-value`, `date-for-number`, `row-unknown`, `row-twice`; of
    sheets: `sheet-missing`.
    """
    tables = {table.place.split("/")[1]: table for table in read_exact_workbook(untrusted_bytes)}
    base_table = tables.get(_BASE)
    if base_table is None or not base_table.rows or base_table.rows[0][0].text != FORMAT:
        raise InputError("catalogue-workbook-unknown")
    head = [cell.text for cell in base_table.rows[0]]
    catalogue_id = head[1] if len(head) > 1 else ""
    if catalogue_id != document["id"]:
        raise InputError("catalogue-workbook-other", theirs=catalogue_id, ours=document["id"])
    return _Reader(tables, base_table, document).read(catalogue_id)


def _key(name: LeafName) -> str:
    """Return a leaf's name as one text."""
    return f"{name.node.section} {name.node.code} {name.path}"


class _Writer:
    def __init__(self, document: Document, texts: BookTexts) -> None:
        import openpyxl
        from openpyxl.styles import Alignment, Font, PatternFill, Protection

        self._document = document
        self._texts = texts
        self._leaves = list(leaves(document))
        self._book: Any = openpyxl.Workbook()
        self._book.remove(self._book.active)
        self._book.properties.creator, self._book.properties.title = "", neutral(texts.title)
        self._fonts = {
            "head": Font(name="Arial", size=10, bold=True, color=_INK),
            "text": Font(name="Arial", size=10, color=_INK),
            "quiet": Font(name="Arial", size=9, color=_QUIET),
        }
        self._fills = {name: PatternFill("solid", fgColor=name) for name in (_HEAD, _INPUT)}
        self._wrap = Alignment(vertical="top", wrap_text=True)
        self._open = Protection(locked=False)

    def written(self) -> bytes:
        self._write_rows()
        self._write_values(_RULES, lambda name: name.node.section == "indicators" and "/" in name.path)
        self._write_values(_TOTALS, lambda name: name.node.section != "indicators")
        self._write_base()
        made = io.BytesIO()
        self._book.save(made)
        return made.getvalue()

    def _write_rows(self) -> None:
        values = {_key(name): (name, value) for name, value in self._leaves}
        sheet = self._begin(_ROWS, _ROW_COLUMNS)
        for number, row in enumerate(self._document["indicators"], start=3):
            for column, head in enumerate(_ROW_COLUMNS, start=1):
                if head == "code":
                    self._cell(sheet, number, column, row["code"], "head")
                elif head == "confidence":
                    said = self._texts.confidence.get(str(row.get("confidence")), "")
                    self._cell(sheet, number, column, said, "quiet")
                else:
                    _, value = values.get(f"indicators {row['code']} {head}", (None, ""))
                    self._input(sheet, number, column, value)

    def _write_values(self, which: str, belongs: Callable[[LeafName], bool]) -> None:
        sheet = self._begin(which, ("code", "path", "field", "value"))
        titles = {row["code"]: str(row.get("title_vi", "")) for row in self._document["indicators"]}
        chosen = [(name, value) for name, value in self._leaves if belongs(name)]
        for number, (name, value) in enumerate(chosen, start=3):
            node = name.node
            self._cell(sheet, number, 1, node.code or "–", "head")
            where = name.path.rpartition("/")[0].removeprefix("rule/").removeprefix("rule")
            shown = f"{node.section}/{where}".rstrip("/") if which == _TOTALS else where
            path = self._cell(sheet, number, 2, shown, "quiet")
            if which == _RULES and node.code in titles:
                path.alignment = self._wrap
            self._cell(sheet, number, 3, self._texts.fields.get(name.key, name.key), "text")
            self._input(sheet, number, 4, value)
            sheet.cell(number, 5, neutral(_key(name)))
        sheet.column_dimensions["E"].hidden = True

    def _write_base(self) -> None:
        sheet = self._book.create_sheet(_BASE)
        sheet.append([FORMAT, self._document["id"], str(self._document.get("version", ""))])
        for name, value in self._leaves:
            sheet.append([neutral(_key(name)), neutral(value)])
        for row in sheet.iter_rows():
            for cell in row:
                cell.number_format = "@"
        sheet.sheet_state = "hidden"
        sheet.protection.sheet = True

    def _begin(self, which: str, columns: Sequence[str]) -> Any:
        from openpyxl.utils import get_column_letter

        sheet = self._book.create_sheet(self._texts.sheets[which][:31])
        for column, key in enumerate(columns, start=1):
            sheet.cell(1, column, f"{_MARK}{which}.{key}")
            head = self._cell(sheet, 2, column, self._texts.heads[key], "head")
            head.fill = self._fills[_HEAD]
            sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[key]
        sheet.row_dimensions[1].hidden = True
        sheet.freeze_panes = "B3"
        sheet.protection.sheet = True
        sheet.protection.formatColumns = False
        return sheet

    def _cell(self, sheet: Any, row: int, column: int, text: str, font: str) -> Any:
        cell = sheet.cell(row, column, neutral(text))
        cell.font, cell.alignment, cell.number_format = self._fonts[font], self._wrap, "@"
        return cell

    def _input(self, sheet: Any, row: int, column: int, value: str) -> None:
        cell = self._cell(sheet, row, column, value, "text")
        cell.fill, cell.protection = self._fills[_INPUT], self._open


class _Reader:
    def __init__(self, tables: Mapping[str, Table], base: Table, document: Document) -> None:
        self._tables = tables
        self._base = {
            as_meant(row[0].text): as_meant(row[1].text) if len(row) > 1 else "" for row in base.rows[1:]
        }
        self._known = {_key(name): (name, value) for name, value in leaves(document)}
        self._faults: list[Problem] = []
        self._changed: list[ReadLeaf] = []
        self._seen: set[str] = set()

    def read(self, catalogue_id: str) -> ReadBook:
        found = {which for table in self._tables.values() if (which := self._read_table(table))}
        self._faults += [
            Problem("sheet-missing", "", {"sheet": each}) for each in _SHEETS if each not in found
        ]
        missing = sum(key not in self._seen for key in self._base if key in self._known)
        return ReadBook(catalogue_id, tuple(self._changed), tuple(self._faults), missing)

    def _read_table(self, table: Table) -> str:
        """Read one sheet and return which it is; "" for one that is none of the three."""
        if not table.rows:
            return ""
        marks = [cell.text.removeprefix(_MARK) for cell in table.rows[0]]
        which, _, _ = marks[0].partition(".")
        if which not in _SHEETS or not table.rows[0][0].text.startswith(_MARK):
            return ""
        columns = {
            mark.partition(".")[2]: place for place, mark in enumerate(marks) if mark.startswith(which)
        }
        for row in table.rows[2:]:
            if which == _ROWS:
                self._read_row(row, columns)
            else:
                self._read_value(row, columns.get("value"))
        return which

    def _read_row(self, row: Row, columns: Mapping[str, int]) -> None:
        code = as_meant(row[0].text)
        if not code:
            return
        if f"indicators {code} title_vi" not in self._known:
            self._faults.append(Problem("row-unknown", row[0].place, {"code": code[:_SHOWN_CHARACTERS]}))
            return
        for key, column in columns.items():
            if key not in ("code", "confidence"):
                cell = row[column] if column < len(row) else TableCell(row[0].place, None)
                self._take(f"indicators {code} {key}", cell)

    def _read_value(self, row: Row, column: int | None) -> None:
        if len(row) < 5 or column is None or row[4].is_empty:
            return
        key = as_meant(row[4].text)
        if key not in self._known:
            self._faults.append(Problem("row-unknown", row[0].place, {"code": row[0].text}))
            return
        self._take(key, row[column])

    def _take(self, key: str, cell: TableCell) -> None:
        if key in self._seen:
            self._faults.append(Problem("row-twice", cell.place))
            return
        self._seen.add(key)
        name, _ = self._known[key]
        base = self._base.get(key, "")
        text = as_meant(cell.text) if isinstance(cell.value, str) else cell.text
        if text == base:
            return
        if isinstance(cell.value, UncountedFormula):
            self._faults.append(Problem("formula-without-value", cell.place))
            return
        if isinstance(cell.value, DateText) and name.form != "text":
            self._faults.append(Problem("date-for-number", cell.place, {"value": text}))
            return
        try:
            value = text if name.form == "text" else _number(cell, text, name)
        except NumberFault as fault:
            facts: dict[str, object] = {"value": text[:_SHOWN_CHARACTERS], "where": "catalogue"}
            self._faults.append(Problem(fault.code, cell.place, facts))
            return
        if value != base:
            self._changed.append(ReadLeaf(name, cell.place, base, value))


def _number(cell: TableCell, text: str, name: LeafName) -> str:
    """Return a number as a catalogue writes it; a share may be `1/3` or `25 %`."""
    if isinstance(cell.value, Decimal):
        return number_text(cell.value)
    text = text.strip()
    if name.form == "share":
        above, slash, below = text.partition("/")
        if slash and above.strip().isdecimal() and below.strip().isdecimal():
            return f"{int(above)}/{int(below)}"
        if text.endswith("%"):
            return number_text(_one_reading(text[:-1].strip()) / 100)
    return number_text(_one_reading(text))


def _one_reading(text: str) -> Decimal:
    readings = set(number_readings(text).values())
    if len(readings) > 1:
        raise NumberFault("number-ambiguous")
    return readings.pop()
