"""A form as an XLSX workbook: drop-downs, locked ids, protected formulas, further sheets to read.

The sheets are protected without a password, so that nobody moves an id by mistake; whoever must can still
lift it. No text becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dti_desktop.engine.answer_fields import InputField, Quotient
from dti_desktop.engine.numbers import decimal_text
from dti_desktop.exchange.form import (
    COLUMNS,
    HIDDEN,
    MARK,
    Column,
    Form,
    FormRow,
    answer_rows,
    profile_rows,
    shown_value,
)
from dti_desktop.exchange.neutral_text import neutral
from dti_desktop.exchange.written_numbers import EXACT_DIGITS, unambiguous

_LISTS, _IDENTITY = "_dti_lists", "_dti"
_WIDTHS: Mapping[Column, float] = {
    "code": 7,
    "title": 36,
    "field": 34,
    "last": 14,
    "value": 28,
    "unit": 12,
    "result": 10,
    "explanation": 40,
    "guidance": 56,
}
_ON_PAPER: Column = "explanation"
"""The last column that is printed; what stands right of it is help on the screen."""

_LINE_HEIGHT_PT, _ROW_PADDING_PT, _TITLE_HEIGHT_PT, _MOST_LINES = 13.0, 5.0, 24.0, 12
_PROFILE_COLUMNS: tuple[Column, ...] = ("key", "title", "last", "value", "unit", "was")
_INK, _QUIET, _LINE, _HEAD, _INPUT, _INDEX = "1F2933", "5B6773", "D5DBE1", "E8EDF3", "FFF9E5", "F3F5F8"
_SHEET_NAME_CHARACTERS = 31

TableValue = str | Decimal | Fraction | int | date | None


@dataclass(frozen=True)
class PlainSheet:
    """A further table, to read only.

    For each head its width in characters and how its numbers are shown, "" where they are shown as they are.
    """

    title: str
    heads: Sequence[str]
    widths: Sequence[float]
    number_formats: Sequence[str]
    rows: Iterable[Sequence[TableValue]]


def write_form(form: Form, further: Sequence[PlainSheet] = ()) -> bytes:
    """Return the workbook."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    properties = book.properties
    properties.creator, properties.title = "", neutral(form.texts.title)
    properties.created = properties.modified = form.written_utc.replace(tzinfo=None, microsecond=0)
    writer = _Writer(book, form)
    writer.write_answers()
    writer.write_profile()
    for sheet in further:
        writer.write_plain(sheet)
    writer.write_hidden()
    book.calculation.fullCalcOnLoad = True
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


class _Writer:
    """Writes one workbook."""

    def __init__(self, book: Any, form: Form) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
        from openpyxl.utils import get_column_letter

        self._book = book
        self._form = form
        self._letter = get_column_letter
        self._lists: dict[tuple[str, ...], str] = {}
        self._list_rows: list[tuple[str, ...]] = []
        self._profile_cells: dict[str, str] = {}
        self._open, self._locked = Protection(locked=False), Protection(locked=True)
        line = Side(style="thin", color=_LINE)
        self._border = Border(bottom=line)
        self._input_border = Border(bottom=line, top=line, left=line, right=line)
        self._input_fill = PatternFill("solid", fgColor=_INPUT)
        self._head_fill = PatternFill("solid", fgColor=_HEAD)
        self._index_fill = PatternFill("solid", fgColor=_INDEX)
        self._fonts = {
            "title": Font(name="Arial", size=14, bold=True, color=_INK),
            "head": Font(name="Arial", size=10, bold=True, color=_INK),
            "text": Font(name="Arial", size=10, color=_INK),
            "quiet": Font(name="Arial", size=9, color=_QUIET),
        }
        self._top = Alignment(vertical="top", wrap_text=True)
        self._right = Alignment(vertical="top", horizontal="right")
        self._flat = Alignment(vertical="top")
        self._indented = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)

    # -- sheets --------------------------------------------------------------------------------------

    def write_answers(self) -> None:
        form = self._form
        sheet = self._sheet(form.texts.answers_sheet)
        head = self._begin(sheet, COLUMNS, form.texts.intro)
        self._plan_profile()
        rows = answer_rows(form)
        row_of: dict[str, int] = {}
        last, index = head, ""
        for row in rows:
            last += 1
            if form.catalogue.indicators[row.code].index != index:
                index = form.catalogue.indicators[row.code].index
                self._write_index(sheet, last, index)
                last += 1
            row_of[row.asked.key] = last
        for row in rows:
            self._write_row(sheet, COLUMNS, row_of[row.asked.key], row, row_of)
        self._validate(sheet, COLUMNS, rows, row_of)
        self._finish(sheet, COLUMNS, head, last)

    def write_profile(self) -> None:
        form = self._form
        sheet = self._sheet(form.texts.profile_sheet)
        head = self._begin(sheet, _PROFILE_COLUMNS, form.texts.profile_intro)
        rows = profile_rows(form)
        row_of = {row.asked.key: number for number, row in enumerate(rows, start=head + 1)}
        for row in rows:
            self._write_row(sheet, _PROFILE_COLUMNS, row_of[row.asked.key], row, row_of)
        self._validate(sheet, _PROFILE_COLUMNS, rows, row_of)
        self._finish(sheet, _PROFILE_COLUMNS, head, head + len(rows))

    def write_plain(self, plain: PlainSheet) -> None:
        sheet = self._sheet(plain.title)
        for column, head in enumerate(plain.heads, start=1):
            is_number = bool(plain.number_formats[column - 1])
            alignment = self._right if is_number else None
            self._text(sheet, 1, column, head, "head", alignment).fill = self._head_fill
            sheet.column_dimensions[self._letter(column)].width = plain.widths[column - 1]
        last = 1
        for last, row in enumerate(plain.rows, start=2):
            lines = 1
            for column, value in enumerate(row, start=1):
                cell = self._value(sheet, last, column, value)
                cell.border = self._border
                lines = max(lines, _lines(value, plain.widths[column - 1]))
                if plain.number_formats[column - 1] and value is not None:
                    cell.number_format = plain.number_formats[column - 1]
            sheet.row_dimensions[last].height = lines * _LINE_HEIGHT_PT + _ROW_PADDING_PT
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{self._letter(max(1, len(plain.heads)))}{last}"
        self._on_paper(sheet, "1:1")

    def write_hidden(self) -> None:
        lists = self._book.create_sheet(_LISTS)
        for column, labels in enumerate(self._list_rows, start=1):
            for row, label in enumerate(labels, start=1):
                self._text(lists, row, column, label, "text")
        identity = self._book.create_sheet(_IDENTITY)
        for column, text in enumerate(self._form.identity.pairs(), start=1):
            self._text(identity, 1, column, text, "text")
        for sheet in (lists, identity):
            sheet.sheet_state = "hidden"
            sheet.protection.sheet = True

    # -- parts of a sheet ----------------------------------------------------------------------------

    def _sheet(self, title: str) -> Any:
        return self._book.create_sheet(_sheet_name(title) or None)

    def _begin(self, sheet: Any, columns: Sequence[Column], intro: Sequence[str]) -> int:
        """Write the hidden ids of the columns, the lines above the table and its heads; return their row."""
        for place, column in enumerate(columns, start=1):
            self._text(sheet, 1, place, f"{MARK}{column}", "quiet")
            dimension = sheet.column_dimensions[self._letter(place)]
            dimension.width = _WIDTHS.get(column, 12)
            dimension.hidden = column in HIDDEN
        sheet.row_dimensions[1].hidden = True
        sheet.row_dimensions[2].height = _TITLE_HEIGHT_PT
        for number, line in enumerate(intro, start=2):
            self._text(sheet, number, 2, line, "title" if number == 2 else "quiet", self._flat)
        head = len(intro) + 3
        for place, column in enumerate(columns, start=1):
            cell = self._text(sheet, head, place, self._form.texts.heads.get(column, ""), "head")
            cell.fill = self._head_fill
        return head

    def _write_index(self, sheet: Any, number: int, index: str) -> None:
        """Write the line that a main index begins with; it has no id and is not read."""
        title = self._form.catalogue.index_by_code[index].title.in_language(self._form.language)
        for place, column in enumerate(COLUMNS, start=1):
            text = f"{index}. {title}" if column == "code" else ""
            self._text(sheet, number, place, text, "head", self._flat).fill = self._index_fill

    def _write_row(
        self, sheet: Any, columns: Sequence[Column], number: int, row: FormRow, row_of: Mapping[str, int]
    ) -> None:
        texts: Mapping[Column, str] = {
            "key": row.asked.key,
            "code": row.code,
            "title": row.title,
            "field": row.label,
            "unit": row.unit,
            "guidance": row.guidance,
            "explanation": row.explanation,
            "was": row.was,
            "was_explanation": row.was_explanation,
        }
        for place, column in enumerate(columns, start=1):
            if column in ("value", "last"):
                value = row.value if column == "value" else row.last
                cell = self._value(sheet, number, place, shown_value(self._form, row.asked, value))
            elif column == "result":
                cell = self._result(sheet, columns, number, place, row.asked, row_of)
            else:
                is_quiet = column in ("guidance", "unit") or (column == "code" and not row.is_first)
                cell = self._text(sheet, number, place, texts[column], "quiet" if is_quiet else "text")
            if column in HIDDEN:
                cell.alignment = self._flat
            elif column == "unit":
                cell.alignment = self._indented
            is_asked = column == "value" or (column == "explanation" and row.is_first)
            is_input = is_asked and row.code not in self._form.locked
            cell.border = self._input_border if is_input else self._border
            if is_input:
                cell.protection = self._open
                cell.fill = self._input_fill
        # Not every program works the height of wrapped lines out by itself.
        shown = {**texts, "value": shown_value(self._form, row.asked, row.value)}
        lines = max(_lines(shown.get(column), _WIDTHS[column]) for column in columns if column in _WIDTHS)
        sheet.row_dimensions[number].height = lines * _LINE_HEIGHT_PT + _ROW_PADDING_PT

    def _result(
        self,
        sheet: Any,
        columns: Sequence[Column],
        number: int,
        place: int,
        asked: InputField,
        row_of: Mapping[str, int],
    ) -> Any:
        cell = sheet.cell(number, place)
        cell.font, cell.alignment = self._fonts["quiet"], self._right
        quotient = asked.quotient
        if quotient is not None:
            letter = self._letter(columns.index("value") + 1)
            below = row_of[f"{asked.code}#{quotient.denominator}"]
            cell.value = self._formula(quotient, f"{letter}{number}", f"{letter}{below}")
            cell.number_format = "0.00%" if quotient.per is None else "#,##0.00"
        return cell

    def _formula(self, quotient: Quotient, a: str, b: str) -> str:
        own_or_figure = b
        if quotient.profile is not None:
            own_or_figure = f"IF(ISNUMBER({b}),{b},{self._profile_cells[quotient.profile]})"
        per = "" if quotient.per is None else f"*{decimal_text(quotient.per)}"
        return f'=IF(ISNUMBER({a}),IFERROR({a}/{own_or_figure}{per},""),"")'

    def _plan_profile(self) -> None:
        """Note where the province figures will stand, for the formulas."""
        sheet = "'" + _sheet_name(self._form.texts.profile_sheet).replace("'", "''") + "'"
        letter = self._letter(_PROFILE_COLUMNS.index("value") + 1)
        first = len(self._form.texts.profile_intro) + 4
        for number, figure in enumerate(self._form.catalogue.profile, start=first):
            self._profile_cells[figure.key] = f"{sheet}!${letter}${number}"

    def _validate(
        self, sheet: Any, columns: Sequence[Column], rows: Sequence[FormRow], row_of: Mapping[str, int]
    ) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        letter = self._letter(columns.index("value") + 1)
        texts = self._form.texts
        made: dict[str, Any] = {}
        for row in rows:
            source = self._source(row.asked)
            if source not in made:
                rule = (
                    DataValidation(type="list", formula1=source, allow_blank=True)
                    if source
                    else DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
                )
                rule.showErrorMessage = True
                rule.errorTitle = texts.choice_fault_title if source else texts.number_fault_title
                rule.error = texts.choice_fault if source else texts.number_fault
                made[source] = rule
                sheet.add_data_validation(rule)
            made[source].add(f"{letter}{row_of[row.asked.key]}")

    def _source(self, asked: InputField) -> str:
        """Return where the choices of a field stand; "" for a number."""
        if asked.kind == "number":
            return ""
        if asked.kind == "yes_no":
            labels: tuple[str, ...] = (self._form.texts.yes, self._form.texts.no)
        else:
            labels = tuple(asked.choice_labels(self._form.language).values())
        if labels not in self._lists:
            self._list_rows.append(labels)
            letter = self._letter(len(self._list_rows))
            self._lists[labels] = f"{_LISTS}!${letter}$1:${letter}${len(labels)}"
        return self._lists[labels]

    def _finish(self, sheet: Any, columns: Sequence[Column], head: int, last: int) -> None:
        protection = sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False  # these two may be changed
        # The code and title stay in sight; so do the heads.
        sheet.freeze_panes = f"{self._letter(columns.index('title') + 2)}{head + 1}"
        printed = columns.index(_ON_PAPER) + 1 if _ON_PAPER in columns else len(columns)
        sheet.print_area = f"A2:{self._letter(printed)}{last}"
        self._on_paper(sheet, f"{head}:{head}")

    def _on_paper(self, sheet: Any, title_rows: str) -> None:
        sheet.print_title_rows = title_rows
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_view.showGridLines = False

    # -- cells ---------------------------------------------------------------------------------------

    def _text(self, sheet: Any, row: int, column: int, text: str, font: str, alignment: Any = None) -> Any:
        cell = sheet.cell(row, column)
        if text:
            cell.value = neutral(text)
            cell.data_type = "s"  # whatever it begins with
        cell.font = self._fonts[font]
        cell.alignment = alignment or self._top
        return cell

    def _value(self, sheet: Any, row: int, column: int, value: TableValue) -> Any:
        if value is None or isinstance(value, str):
            return self._text(sheet, row, column, value or "", "text")
        cell = sheet.cell(row, column)
        cell.font, cell.alignment = self._fonts["text"], self._right
        if isinstance(value, date):
            cell.value, cell.number_format = value, "dd/mm/yyyy"
        elif isinstance(value, Fraction):
            cell.value = value.numerator / value.denominator
        elif isinstance(value, Decimal) and len(value.as_tuple().digits) > EXACT_DIGITS:
            cell.value, cell.data_type = unambiguous(value, self._form.decimal_sign), "s"
        else:
            cell.value = int(value) if value == int(value) else value
        return cell


def _sheet_name(title: str) -> str:
    """Return a title as programs of tables take it for the name of a sheet."""
    allowed = "".join(" " if letter in "[]:*?/\\" else letter for letter in title)
    return allowed.strip("' ")[:_SHEET_NAME_CHARACTERS]


def _lines(shown: object, width_characters: float) -> int:
    """Return how many lines a text takes in a column, at most as many as are shown at once."""
    if not isinstance(shown, str):
        return 1
    # A width counts digits; letters are narrower, but words break early.
    taken = sum(1 + int(len(line) / (width_characters * 1.1)) for line in shown.split("\n"))
    return min(_MOST_LINES, taken)
