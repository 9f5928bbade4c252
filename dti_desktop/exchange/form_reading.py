"""A form that came back: what each cell says, or what is wrong with it and where.

Columns are found by their ids and rows by their keys, wherever a person or a program moved them; ids that
were changed are faults. What a cell says is not compared with anything here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from dti_desktop.engine.answer_fields import InputField, fields_of, profile_fields
from dti_desktop.engine.assessment import FieldValue
from dti_desktop.engine.composed_text import composed
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.numbers import MAX_DECIMALS, NumberFault, checked_number, plain_number
from dti_desktop.errors import InputError, Problem
from dti_desktop.exchange.csv_table import read_csv
from dti_desktop.exchange.form import FORM_VERSION, IDENTITY_MARK, MARK, WAS, FormIdentity
from dti_desktop.exchange.neutral_text import as_meant, as_meant_in_csv
from dti_desktop.exchange.table import DateText, Row, Table, TableCell, UncountedFormula, column_letters
from dti_desktop.exchange.workbook import is_workbook, read_exact_workbook
from dti_desktop.exchange.written_answers import (
    LANGUAGES,
    SHOWN,
    CellFault,
    choice_said,
    folded,
    number_said,
    number_style,
)

MAX_FORM_BYTES = 8 * 1024 * 1024
_HEAD_WITHIN = 40
"""Above the ids of the columns a person may have put rows, but not pages."""


_MAX_TEXT_CHARACTERS = 20_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
EXPLANATION = "explanation"


@dataclass(frozen=True, slots=True)
class ReadCell:
    """What one cell says.

    `asked` is None for an explanation. `readings`: by language, where a number is another in each; `value`
    is then the one that the other numbers of its column speak for, and None where none does. `was`: what the
    cell held when the form was written, where `was_told`.
    """

    code: str
    place: str
    asked: InputField | None
    value: FieldValue | None
    readings: Mapping[str, Decimal] = field(default_factory=dict)
    was: FieldValue | None = None
    was_told: bool = False


@dataclass
class ReadForm:
    """All that a form says, and every fault of it. `rows_missing`: keys that it has no row for."""

    cells: list[ReadCell] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    rows_missing: list[str] = field(default_factory=list)


def read_form(
    untrusted_bytes: bytes, catalogue: Catalogue, assessment_id: str, yes_no: Mapping[str, bool]
) -> ReadForm:
    """Read a workbook or CSV form of this assessment. `yes_no`: the words for yes and no, of all languages.

    Raises `InputError` where it cannot be read at all: as `is_workbook`, `read_csv`, `read_exact_workbook`;
    `form-unknown` (no form of this program), `form-version-unknown`, `form-other-assessment`,
    `form-other-catalogue`, `column-missing`, `column-twice`.

    Faults of cells: `form-row-unknown`, `form-row-twice`, `form-row-moved`, `form-row-without-id`,
    `cell-not-asked`, `unknown-level`, `unknown-choice`, `yes-or-no-expected`, `date-for-number`,
    `formula-without-value`, `unit-differs`, `text-too-long`, `text-not-allowed`, and the
    codes of numbers.
    """
    if is_workbook(untrusted_bytes):
        tables: Sequence[Table] = read_exact_workbook(untrusted_bytes)
    else:
        tables = (read_csv(untrusted_bytes, exact=True),)
    identity = _identity(tables)
    _require(identity, catalogue, assessment_id)
    reader = _Reader(catalogue, identity.language, yes_no, is_workbook=len(tables) > 1)
    found_head = False
    for table in tables:
        for number, row in enumerate(table.rows[:_HEAD_WITHIN]):
            if any(_text(cell) == f"{MARK}key" for cell in row):
                found_head = True
                reader.read_sheet(row, table.rows[number + 1 :])
                break
    if not found_head:
        raise InputError("form-unknown")
    return reader.finished()


def _identity(tables: Sequence[Table]) -> FormIdentity:
    for table in tables:
        for row in table.rows[:_HEAD_WITHIN]:
            texts = [_text(cell) for cell in row]
            if texts and texts[0] == IDENTITY_MARK:
                pairs = dict(zip(texts[::2], texts[1::2], strict=False))
                version = pairs.get(IDENTITY_MARK, "")
                if version != FORM_VERSION:
                    raise InputError("form-version-unknown", version=version[:SHOWN])
                names = ("assessment", "catalogue", "digest", "language")
                return FormIdentity(*(pairs.get(f"{MARK}{name}", "") for name in names))
    raise InputError("form-unknown")


def _require(identity: FormIdentity, catalogue: Catalogue, assessment_id: str) -> None:
    if identity.assessment_id != assessment_id:
        raise InputError(
            "form-other-assessment", found=identity.assessment_id[:SHOWN], expected=assessment_id
        )
    if (identity.catalogue_id, identity.catalogue_digest) != (catalogue.id, catalogue.digest):
        raise InputError("form-other-catalogue", found=identity.catalogue_id[:SHOWN], expected=catalogue.id)


class _Reader:
    """Reads the sheets of one form."""

    def __init__(
        self, catalogue: Catalogue, language: str, yes_no: Mapping[str, bool], *, is_workbook: bool
    ) -> None:
        self._is_workbook = is_workbook
        self._languages = sorted(LANGUAGES, key=lambda one: one != language)
        self._yes_no = {folded(word): answer for word, answer in yes_no.items()}
        self._asked: dict[str, InputField] = {}
        self._first: set[str] = set()
        for code in catalogue.indicators:
            for number, asked in enumerate(fields_of(catalogue, code)):
                self._asked[asked.key] = asked
                if number == 0:
                    self._first.add(asked.key)
        self._asked |= {asked.key: asked for asked in profile_fields(catalogue)}
        self._seen: dict[str, str] = {}
        self._read = ReadForm()

    def finished(self) -> ReadForm:
        """Return all that was read."""
        self._read.rows_missing = [key for key in self._asked if key not in self._seen]
        return self._read

    def read_sheet(self, head: Row, rows: Sequence[Row]) -> None:
        columns = self._columns(head)
        keyed = [number for number, row in enumerate(rows) if _text(_cell(row, columns, "key"))]
        styles = {_style(_cell(rows[number], columns, "value")) for number in keyed} - {None}
        # Where all that can be told speaks for one language, the others of the column are read in it too.
        style = styles.pop() if len(styles) == 1 else None
        # Between the ids of the columns and the first row stand the heads.
        for row in rows[keyed[0] :] if keyed else ():
            value = _cell(row, columns, "value")
            if _text(_cell(row, columns, "key")):
                self._read_row(row, columns, style)
            elif not value.is_empty:
                self._fault("form-row-without-id", value)

    def _columns(self, head: Row) -> Mapping[str, int]:
        columns: dict[str, int] = {}
        for place, cell in enumerate(head):
            name = _text(cell)
            if name.startswith(MARK):
                if name.removeprefix(MARK) in columns:
                    raise InputError("column-twice", [Problem("column-twice", cell.place, {"name": name})])
                columns[name.removeprefix(MARK)] = place
        if "value" not in columns:
            facts: dict[str, object] = {"columns": [f"{MARK}value"]}
            raise InputError("column-missing", [Problem("column-missing", head[0].place, facts)])
        return columns

    def _read_row(self, row: Row, columns: Mapping[str, int], style: str | None) -> None:
        key = _cell(row, columns, "key")
        asked = self._asked.get(_text(key))
        if asked is None:
            self._fault("form-row-unknown", key, value=_text(key)[:SHOWN])
            return
        if asked.key in self._seen:
            self._fault("form-row-twice", key, value=asked.key, first=self._seen[asked.key])
            return
        self._seen[asked.key] = key.place
        code = _cell(row, columns, "code")
        # Programs that open CSV turn the code 7.10 into the number 7.1; a workbook keeps it as a text.
        if self._is_workbook and asked.code and not code.is_empty and _text(code) != asked.code:
            self._fault("form-row-moved", code, value=_text(code)[:SHOWN], expected=asked.code)
            return
        self._read_value(row, columns, asked, style)
        if asked.code:
            self._read_explanation(row, columns, asked)

    def _read_value(self, row: Row, columns: Mapping[str, int], asked: InputField, style: str | None) -> None:
        cell = _cell(row, columns, "value")
        place = cell.place or _beside(row[0], columns["value"])
        read = ReadCell(asked.code, place, asked, None)
        was, told = self._was(_cell(row, columns, "was"))
        if told:
            read = replace(read, was=self._was_value(asked, was), was_told=True)
        if isinstance(cell.value, UncountedFormula):
            self._fault("formula-without-value", cell)
            return
        if asked.kind == "number":
            unit = _cell(row, columns, "unit")
            names = [folded(asked.unit.in_language(one)) for one in LANGUAGES]
            if not unit.is_empty and folded(_text(unit)) not in names:
                self._fault("unit-differs", unit, found=_text(unit)[:SHOWN], unit=asked.unit.vi)
                return
            number = self._number(cell, asked, style)
            if number is not None:
                self._read.cells.append(replace(read, value=number[0], readings=number[1]))
        else:
            choice = self._choice(cell, asked)
            if choice is not None:
                self._read.cells.append(replace(read, value=choice[0]))

    def _number(
        self, cell: TableCell, asked: InputField, style: str | None
    ) -> tuple[Decimal | None, Mapping[str, Decimal]] | None:
        """Return what a cell says, with its readings where there are two; None for a fault."""
        try:
            if isinstance(cell.value, DateText):
                raise CellFault("date-for-number", value=_text(cell)[:SHOWN])
            if isinstance(cell.value, Decimal):
                return _rounded(cell.value), {}
            readings = number_said(_text(cell), asked)
        except CellFault as fault:
            self._fault(fault.code, cell, **fault.facts)
            return None
        except NumberFault as fault:
            self._fault(fault.code, cell, value=_text(cell)[:SHOWN])
            return None
        if len(set(readings.values())) <= 1:
            return next(iter(readings.values()), None), {}
        return readings.get(style or ""), readings

    def _choice(self, cell: TableCell, asked: InputField) -> tuple[FieldValue | None] | None:
        try:
            return (choice_said(_text(cell), asked, self._languages, self._yes_no),)
        except CellFault as fault:
            self._fault(fault.code, cell, **fault.facts)
            return None

    def _read_explanation(self, row: Row, columns: Mapping[str, int], asked: InputField) -> None:
        if EXPLANATION not in columns:
            return
        cell = _cell(row, columns, EXPLANATION)
        if asked.key not in self._first:
            if _text(cell).strip():
                self._fault("cell-not-asked", cell)
            return
        meant = as_meant if self._is_workbook else as_meant_in_csv
        text = meant(_text(cell)).replace("\r\n", "\n").replace("\r", "\n")
        if isinstance(cell.value, UncountedFormula):
            self._fault("formula-without-value", cell)
            return
        if len(text) > _MAX_TEXT_CHARACTERS:
            self._fault("text-too-long", cell, characters=len(text), limit=_MAX_TEXT_CHARACTERS)
            return
        if _CONTROL.search(text):
            self._fault("text-not-allowed", cell)
            return
        place = cell.place or _beside(row[0], columns[EXPLANATION])
        was, told = self._was(_cell(row, columns, "was_explanation"))
        value = text if text.strip() else None
        self._read.cells.append(ReadCell(asked.code, place, None, value, was=was or None, was_told=told))

    # -- what a cell held before ---------------------------------------------------------------------

    def _was(self, cell: TableCell) -> tuple[str, bool]:
        text = as_meant(_text(cell))
        return text.removeprefix(WAS).replace("\r\n", "\n"), text.startswith(WAS)

    def _was_value(self, asked: InputField, text: str) -> FieldValue | None:
        if not text:
            return None
        if asked.kind == "yes_no":
            return text == "true"
        if asked.kind == "choice":
            return text
        try:
            return plain_number(text)
        except NumberFault:
            return text  # it was changed, so it is equal to no number

    def _fault(self, code: str, cell: TableCell, **facts: object) -> None:
        self._read.faults.append(Problem(code, cell.place, facts))


def _rounded(number: Decimal) -> Decimal:
    """Return a number that a program worked out, at the decimals that an answer may have."""
    if number.is_finite() and -int(number.as_tuple().exponent) > MAX_DECIMALS and abs(number) < 10**16:
        number = round(number, MAX_DECIMALS)
    return checked_number(number)


def _style(cell: TableCell) -> str | None:
    """Return the language that a number was certainly written in; None where it can be either."""
    if not isinstance(cell.value, str) or isinstance(cell.value, DateText):
        return None
    return number_style(_text(cell))


def _cell(row: Row, columns: Mapping[str, int], name: str) -> TableCell:
    place = columns.get(name)
    return TableCell("", None) if place is None or place >= len(row) else row[place]


def _text(cell: TableCell) -> str:
    return composed(cell.text)


def _beside(cell: TableCell, place: int) -> str:
    """Return the place of a cell that the file leaves out, in the row of another."""
    sheet, _, at = cell.place.rpartition("/")
    return f"{sheet}/{column_letters(place)}{at.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
