"""The cells of a form as the table of an import shows them: what was, what would be, whether it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal

from dti_desktop.engine.assessment import FieldValue
from dti_desktop.engine.composed_text import harmless
from dti_desktop.engine.model import Catalogue
from dti_desktop.services.forms import StagedChange, Verdict
from dti_desktop.ui import format as formats
from dti_desktop.ui import icons, theme
from dti_desktop.ui.faults import cell_place
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel

TICK, CODE, TITLE, FIELD, OLD, NEW, STATE = range(7)
_LONGEST = 300
_NOTHING = "–"
_Index = QModelIndex | QPersistentModelIndex


def may_be_taken(cell: StagedChange) -> bool:
    """Whether a cell can be ticked: it changes something, nothing locks it, its number is decided."""
    return cell.verdict == "differs" and not cell.is_locked and not cell.is_undecided


class StagedRows(RowsModel):
    """One row for each cell of a form. Which are ticked is kept here, those that are not shown too."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[str, StagedChange] = {}
        self._shown: list[str] = []
        self._taken: set[str] = set()
        self._catalogue: Catalogue | None = None
        self._language = ""

    def begin(self, cells: Iterable[StagedChange], catalogue: Catalogue, language: str) -> None:
        """Show the cells of another form. What was changed here too since it was written is not ticked."""
        self._catalogue, self._language = catalogue, language
        self._cells = {cell.key: cell for cell in cells}
        self._taken = {
            cell.key for cell in self._cells.values() if may_be_taken(cell) and not cell.was_changed_since
        }

    def show_cells(self, keys: Sequence[str], language: str) -> None:
        """Show these of its cells, in this order."""
        self._shown, self._language = list(keys), language
        self._set()

    @property
    def accepted(self) -> tuple[StagedChange, ...]:
        """The cells that are ticked, shown or not."""
        return tuple(cell for key, cell in self._cells.items() if key in self._taken)

    @property
    def cells(self) -> Sequence[StagedChange]:
        """All cells, as they are decided."""
        return tuple(self._cells.values())

    def cell_at(self, row: int) -> StagedChange:
        """Return the cell that a row shows."""
        return self._cells[self._shown[row]]

    def is_taken(self, row: int) -> bool:
        """Whether a row is ticked."""
        return self._shown[row] in self._taken

    def tick(self, rows: Iterable[int], is_taken: bool) -> None:
        """Tick rows, or take their ticks off; those that cannot be taken stay as they are."""
        for row in rows:
            key = self._shown[row]
            if is_taken and may_be_taken(self._cells[key]):
                self._taken.add(key)
            elif not is_taken:
                self._taken.discard(key)
        if self._shown:
            self.dataChanged.emit(self.index(0, TICK), self.index(len(self._shown) - 1, STATE))
        self.ticked.emit()

    def read_as(self, keys: Iterable[str], language: str) -> None:
        """Decide how numbers with two readings are read; what was not decided before is ticked."""
        for key in keys:
            cell = self._cells[key]
            if language in cell.readings:
                decided = cell.read_as(language)
                # Read so, it may be what is held already.
                verdict: Verdict = "same" if decided.new == decided.old else "differs"
                self._cells[key] = decided = replace(decided, verdict=verdict)
                if not may_be_taken(decided):
                    self._taken.discard(key)
                elif cell.is_undecided or cell.verdict == "same":
                    self._taken.add(key)
        self._set()
        self.ticked.emit()

    def both_values(self, cell: StagedChange) -> tuple[str, str]:
        """Return in full what is held and what the form says."""
        new = self._value(cell, cell.new)
        if cell.is_undecided:
            new = " / ".join(self._value(cell, number) for number in cell.readings.values()) + " ?"
        return self._value(cell, cell.old), new

    # -- showing -------------------------------------------------------------------------------------

    def _set(self) -> None:
        heads = [
            Head("", hint=QCoreApplication.translate("Staged", "Nhận")),
            Head(QCoreApplication.translate("Staged", "Mã")),
            Head(QCoreApplication.translate("Staged", "Chỉ số")),
            Head(QCoreApplication.translate("Staged", "Nội dung")),
            Head(QCoreApplication.translate("Staged", "Đang có")),
            Head(QCoreApplication.translate("Staged", "Trong phiếu")),
            Head(QCoreApplication.translate("Staged", "Trạng thái")),
        ]
        self.set_rows(heads, [self._row(self._cells[key]) for key in self._shown])

    def _row(self, cell: StagedChange) -> list[Cell]:
        is_quiet = cell.verdict != "differs" or cell.is_locked
        title, field = cell.title.in_language(self._language), self._field(cell)
        if cell.kind == "profile":
            title, field = (
                QCoreApplication.translate("Staged", "Số liệu chung"),
                cell.label.in_language(self._language),
            )
        elif cell.kind == "explanation":
            field = QCoreApplication.translate("Staged", "Giải trình")
        old, new = self.both_values(cell)
        state, why = self._state(cell)
        place = QCoreApplication.translate("Staged", "Ô {place}").format(
            place=harmless(cell_place(cell.place))
        )
        return [
            Cell("", is_quiet=is_quiet),
            Cell(cell.code, is_quiet=is_quiet, hint=place),
            Cell(title, is_quiet=is_quiet, hint=title),
            Cell(field, is_quiet=is_quiet, hint=field),
            Cell(_one_line(old), is_quiet=True, hint=old[:_LONGEST]),
            Cell(_one_line(new), is_quiet=is_quiet, hint=new[:_LONGEST]),
            Cell(state, is_quiet=is_quiet, hint=why or state),
        ]

    def _field(self, cell: StagedChange) -> str:
        label = cell.label.in_language(self._language)
        return label or QCoreApplication.translate("Staged", "Mức")

    def _value(self, cell: StagedChange, value: FieldValue | None) -> str:
        if value is None:
            return _NOTHING
        if isinstance(value, bool):
            return (
                QCoreApplication.translate("Answer", "Có")
                if value
                else QCoreApplication.translate("Answer", "Không")
            )
        if isinstance(value, Decimal):
            return formats.current().number(value)
        label = cell.choices.get(value)
        return value if label is None else label.in_language(self._language)

    def _state(self, cell: StagedChange) -> tuple[str, str]:
        """Return the state of a cell in a word or two, and why, at length."""
        if cell.verdict == "same":
            return QCoreApplication.translate("Staged", "Không đổi"), ""
        if cell.verdict == "untouched":
            said = QCoreApplication.translate(
                "Staged", "Phiếu không sửa ô này; trong hồ sơ đã sửa sau khi xuất mẫu."
            )
            return QCoreApplication.translate("Staged", "Phiếu không sửa"), said
        if cell.is_locked:
            said = QCoreApplication.translate(
                "Staged", "Chỉ số đã duyệt nên được giữ nguyên. Muốn nhận thì mở lại ở phần rà soát."
            )
            return QCoreApplication.translate("Staged", "Đã duyệt, giữ nguyên"), said
        if cell.is_undecided:
            said = QCoreApplication.translate("Staged", "Số này đọc được theo hai cách. Nhấn Enter để chọn.")
            return QCoreApplication.translate("Staged", "Chọn cách đọc"), said
        if cell.was_changed_since:
            said = QCoreApplication.translate(
                "Staged", "Ô này cũng đã được sửa trong hồ sơ sau khi xuất mẫu. Hãy xem rồi tự chọn."
            )
            return QCoreApplication.translate("Staged", "Hai bên cùng sửa"), said
        if cell.readings:
            is_vietnamese = cell.new == cell.readings.get("vi")
            said = QCoreApplication.translate(
                "Staged",
                "Số này đọc được theo hai cách; các số khác của cột cho biết lối viết. Nhấn Enter để đổi.",
            )
            if is_vietnamese:
                return QCoreApplication.translate("Staged", "Đọc lối Việt Nam"), said
            return QCoreApplication.translate("Staged", "Đọc lối Anh"), said
        if cell.new is None:
            return QCoreApplication.translate("Staged", "Xóa"), ""
        return (
            (QCoreApplication.translate("Staged", "Mới"), "")
            if cell.old is None
            else (QCoreApplication.translate("Staged", "Khác"), "")
        )

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() == TICK and may_be_taken(self.cell_at(index.row())):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell, column = self.cell_at(index.row()), index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == TICK and may_be_taken(cell):
            return Qt.CheckState.Checked if self.is_taken(index.row()) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DecorationRole and column == STATE:
            shape = _shape(cell)
            return icons.current().icon(*shape) if shape else None
        if role == Qt.ItemDataRole.AccessibleTextRole and column == TICK:
            if not may_be_taken(cell):
                return QCoreApplication.translate("Staged", "Không nhận được: {state}").format(
                    state=self._state(cell)[0]
                )
            return (
                QCoreApplication.translate("Staged", "Nhận: có")
                if self.is_taken(index.row())
                else QCoreApplication.translate("Staged", "Nhận: không")
            )
        if role == Qt.ItemDataRole.BackgroundRole and cell.is_undecided:
            return theme.current().colours.q("warn_soft")
        return super().data(index, role)

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != TICK:
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


def _shape(cell: StagedChange) -> tuple[str, str] | None:
    if cell.verdict != "differs":
        return None
    if cell.is_locked:
        return "lock", "muted"
    if cell.is_undecided or cell.was_changed_since:
        return "triangle-alert", "warn"
    return ("info", "accent") if cell.readings else None


def _one_line(text: str) -> str:
    return " ".join(text[:_LONGEST].split())
