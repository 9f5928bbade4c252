"""The entry table as a model: one line for each field of each indicator, main index by main index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from dti_desktop.engine.answer_fields import InputField, fields_of
from dti_desktop.engine.assessment import Assessment, FieldValue
from dti_desktop.engine.model import Catalogue
from dti_desktop.services.outlook import Outlook
from dti_desktop.ui import format as formats
from dti_desktop.ui.row_state import row_state, worst_severities
from dti_desktop.ui.typed_answer import edit_text, options, read_typed, value_text
from dti_desktop.ui.widgets.state_glyph import State, state_text

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

CODE, CONTENT, VALUE, UNIT, LAST, POINTS, EVIDENCE, EXPLANATION = range(8)
COLUMNS = 8
ENTERED = (VALUE, EXPLANATION)
"""The columns that take what is typed or pasted."""
_SHOWS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TAKES = _SHOWS | Qt.ItemFlag.ItemIsEditable  # made once: Qt asks for every cell that is selected
NUMBERS = frozenset({LAST, POINTS, EVIDENCE})


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line: a field of an indicator, or (without one) the head of a main index.

    `is_first`: the indicator's first line, which carries its code, points, evidence and explanation;
    `is_only`: its only one. `place`: of the indicator among all, to tell neighbours apart.
    """

    index: str
    asked: InputField | None = None
    is_first: bool = False
    is_only: bool = False
    place: int = 0

    @property
    def key(self) -> str:
        """By which the line is known again."""
        return self.index if self.asked is None else self.asked.key

    @property
    def code(self) -> str:
        """The indicator, "" for a head."""
        return "" if self.asked is None else self.asked.code


def entry_lines(catalogue: Catalogue) -> list[EntryLine]:
    """Return all lines of a catalogue, in its order."""
    lines: list[EntryLine] = []
    heading = None
    for place, (code, indicator) in enumerate(catalogue.indicators.items()):
        if indicator.index != heading:
            heading = indicator.index
            lines.append(EntryLine(heading))
        fields = fields_of(catalogue, code)
        for number, asked in enumerate(fields):
            lines.append(EntryLine(heading, asked, number == 0, len(fields) == 1, place))
    return lines


def without_empty_heads(lines: Sequence[EntryLine]) -> list[EntryLine]:
    """Return lines without the heads that nothing stands under."""
    shown = {line.index for line in lines if line.asked is not None}
    return [line for line in lines if line.asked is not None or line.index in shown]


class EntryRows(QAbstractTableModel):
    """Shows lines of the open assessment. `typed(line, text)` and `explained(code, text)`: what was entered.

    Texts that cannot be read stay where they were typed: `draft` tells them.
    """

    typed = Signal(object, str)
    explained = Signal(str, str)

    def __init__(self, draft: Callable[[str, str], str | None]) -> None:
        super().__init__()
        self._draft = draft
        self.lines: Sequence[EntryLine] = ()
        self._assessment: Assessment | None = None
        self._outlook: Outlook | None = None
        self._states: dict[str, State] = {}
        self._approved: frozenset[str] = frozenset()
        self._language = "vi"
        self._heads: Sequence[str] = ("",) * COLUMNS

    # -- what is shown -------------------------------------------------------------------------------

    def set_heads(self, heads: Sequence[str]) -> None:
        """Name the columns."""
        self._heads = heads
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, COLUMNS - 1)

    def show(self, lines: Sequence[EntryLine]) -> None:
        """Show these lines and no others."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def follow(self, assessment: Assessment, outlook: Outlook, language: str) -> None:
        """Show what the assessment holds now."""
        self._assessment, self._outlook, self._language = assessment, outlook, language
        self._approved = assessment.approved
        worst = worst_severities(outlook)
        self._states = {code: row_state(outlook, worst, code) for code in assessment.catalogue.indicators}
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, COLUMNS - 1))

    @property
    def has_last_year(self) -> bool:
        """Whether an earlier year was brought along."""
        return self._assessment is not None and self._assessment.previous is not None

    def line_at(self, index: _Index) -> EntryLine:
        """Return the line of a cell."""
        return self.lines[index.row()]

    def row_of(self, key: str) -> int | None:
        """Return where the line of a field, or an indicator's first line, stands; None: it is not shown."""
        return next(
            (
                row
                for row, line in enumerate(self.lines)
                if line.asked is not None and (line.key == key or (line.code == key and line.is_first))
            ),
            None,
        )

    def state_of(self, code: str) -> State:
        """Return the state of an indicator."""
        return self._states[code]

    def is_locked(self, line: EntryLine) -> bool:
        """Whether the indicator is approved, and so only to be read."""
        return line.code in self._approved

    def own_value(self, line: EntryLine) -> FieldValue | None:
        """Return what is answered in the field itself."""
        if line.asked is None or self._assessment is None:
            return None
        return self._assessment.answers.get(line.code, {}).get(line.asked.field)

    def value_from_profile(self, line: EntryLine) -> Decimal | None:
        """Return the province figure that stands in for a field without a value of its own."""
        if line.asked is None or line.asked.profile is None or self._assessment is None:
            return None
        if self.own_value(line) is not None or self.draft(line) is not None:
            return None
        return self._assessment.profile.get(line.asked.profile)

    def draft(self, line: EntryLine) -> str | None:
        """Return a text that stands in a field though it could not be read."""
        return None if line.asked is None else self._draft(line.code, line.asked.field)

    def fault_of(self, line: EntryLine) -> str:
        """Return what is wrong with what stands in a field; "" for nothing."""
        draft = self.draft(line)
        if draft is None or line.asked is None:
            return ""
        return read_typed(line.asked, draft, self._language).fault

    def content(self, line: EntryLine) -> tuple[str, str]:
        """Return what a line is about: the indicator's short title ("" below the first), and the field."""
        asked, catalogue = line.asked, self._assessment.catalogue if self._assessment else None
        if asked is None or catalogue is None:
            return "", ""
        title = catalogue.indicators[line.code].short.in_language(self._language)
        if line.is_only:
            return title, ""
        texts = (asked.part.in_language(self._language), asked.label.in_language(self._language))
        return (title if line.is_first else "", ": ".join(text for text in texts if text))

    def head(self, line: EntryLine) -> tuple[str, str]:
        """Return the title of a main index, and how far it is: answered of all, points of the most."""
        if self._assessment is None or self._outlook is None:
            return "", ""
        index = self._assessment.catalogue.index_by_code[line.index]
        total = self._outlook.scorecard.indices[line.index].total
        rows = [
            row
            for code, row in self._outlook.scorecard.indicators.items()
            if self._assessment.catalogue.indicators[code].index == line.index
        ]
        form = formats.current()
        done = f"{sum(row.is_answered for row in rows)}/{len(rows)}"
        points = f"{form.points(total.points)} / {form.number(total.max_points)}" if total.max_points else "–"
        return f"{line.index}  {index.title.in_language(self._language)}", f"{done}  ·  {points}"

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        line = self.lines[row]
        if line.asked is None:
            return self.head(line)[0] if column == CODE else ""
        if column == CODE:
            return line.code if line.is_first else ""
        if column == CONTENT:
            return "\n".join(part for part in self.content(line) if part)
        if column == VALUE:
            return self._value_text(line)
        if column == UNIT:
            return line.asked.unit.in_language(self._language)
        if column == LAST:
            return value_text(line.asked, self._last_value(line), self._language)
        return self._of_indicator(line, column) if line.is_first else ""

    def copied(self, row: int, column: int) -> str | Decimal:
        """Return what a cell gives when it is copied: numbers as numbers."""
        line = self.lines[row]
        value: object = None
        if column == VALUE and self.draft(line) is None:
            value = self.own_value(line)
            if value is None:
                value = self.value_from_profile(line)
        elif column == LAST:
            value = self._last_value(line)
        elif column == POINTS and line.is_first and self._outlook is not None:
            value = self._outlook.scorecard.indicators[line.code].points
        if isinstance(value, Decimal):
            return value
        return self.text(row, column)

    def _value_text(self, line: EntryLine) -> str:
        assert line.asked is not None
        draft = self.draft(line)
        if draft is not None:
            return draft
        value: FieldValue | None = self.own_value(line)
        if value is None:
            value = self.value_from_profile(line)
        return value_text(line.asked, value, self._language)

    def _last_value(self, line: EntryLine) -> FieldValue | None:
        previous = None if self._assessment is None else self._assessment.previous
        if previous is None or line.asked is None or line.code not in previous.rows:
            return None
        return previous.rows[line.code].fields.get(line.asked.field)

    def _of_indicator(self, line: EntryLine, column: int) -> str:
        assert self._assessment is not None and self._outlook is not None
        form = formats.current()
        if column == POINTS:
            row = self._outlook.scorecard.indicators[line.code]
            return f"{form.points(row.points)} / {form.number(row.max_points)}" if row.max_points else "–"
        if column == EVIDENCE:
            count = len(self._assessment.links.get(line.code, ()))
            return str(count) if count else ""
        return self._assessment.explanations.get(line.code, "")

    # -- the model -----------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < COLUMNS:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in NUMBERS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def takes(self, index: _Index) -> bool:
        """Whether something can be entered in a cell now."""
        line = self.lines[index.row()]
        return self.asks(index) and not self.is_locked(line)

    def asks(self, index: _Index) -> bool:
        """Whether a cell is one to enter something in, locked or not."""
        line = self.lines[index.row()]
        return line.asked is not None and (
            index.column() == VALUE or (index.column() == EXPLANATION and line.is_first)
        )

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.lines[index.row()].asked is None:
            return Qt.ItemFlag.ItemIsEnabled  # a head is read, and passed over by the keys
        return _TAKES if self.takes(index) else _SHOWS

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._assessment is None:
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(row, column)
            case Qt.ItemDataRole.EditRole:
                return self._edit_text(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._said(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self.text(row, column) if column in (CONTENT, EXPLANATION, VALUE) else None
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.takes(index):
            return False
        line = self.lines[index.row()]
        if index.column() == VALUE:
            self.typed.emit(line, str(value))
        else:
            self.explained.emit(line.code, str(value))
        return True

    def _edit_text(self, row: int, column: int) -> str:
        line = self.lines[row]
        if column == VALUE and line.asked is not None and self.draft(line) is None:
            return edit_text(line.asked, self.own_value(line), self._language)
        return self.text(row, column)

    def _said(self, row: int, column: int) -> str:
        """Return what a screen reader says of a cell."""
        line = self.lines[row]
        if line.asked is None:
            return ", ".join(self.head(line))
        if column == CODE:
            return f"{line.code}, {state_text(self.state_of(line.code))}"
        text = self.text(row, column)
        if column != VALUE:
            return text
        empty = QCoreApplication.translate("EntryTable", "trống")
        about = " ".join(part for part in (line.code, *self.content(line)) if part)
        said = [f"{about}: {text or empty} {line.asked.unit.in_language(self._language)}".strip()]
        if self.fault_of(line):
            said.append(self.fault_of(line))
        if self.value_from_profile(line) is not None:
            said.append(QCoreApplication.translate("EntryTable", "lấy từ Số liệu chung"))
        if self.is_locked(line):
            said.append(QCoreApplication.translate("EntryTable", "đã duyệt, đang khóa"))
        if line.asked.kind != "number" and not self.is_locked(line):
            offered = options(line.asked, self._language)
            said.append(QCoreApplication.translate("EntryTable", "{count} mức").format(count=len(offered)))
        return ", ".join(said)
