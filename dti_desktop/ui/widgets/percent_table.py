"""A table in which some cells hold a percentage that may be typed, as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.format import NO_BREAK_SPACE, Exact
from dti_desktop.ui.numbers_text import read_number
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.labels import Weight
from dti_desktop.ui.widgets.rows_model import RowsModel

ROW = 30
#: Shares are kept with six decimals.
_MOST_DECIMALS = 4
_HUNDRED = Decimal(100)
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Percent:
    """A share (0–1) that may be typed: what the office said (None: nothing), and what then counts."""

    name: str
    given: Decimal | None
    default: Fraction


def percent_text(share: Exact) -> str:
    """Return a share as it is typed and shown: `50 %`, `33,3 %`."""
    form = formats.current()
    gap = NO_BREAK_SPACE if form.language == "vi" else ""
    return f"{form.number(Fraction(share) * 100, 1)}{gap}%"


def read_share(untrusted_text: str) -> Decimal | None:
    """Return the share (0–1) that a typed percentage means, None for an empty text.

    Raises `ValueError` for what is no number from 0 to 100 with at most four decimals.
    """
    reading = read_number(untrusted_text.strip().removesuffix("%"), formats.current().language)
    if reading.fault is not None:
        raise ValueError(untrusted_text)
    return share_of(reading.number)


def share_of(percent: Decimal | None) -> Decimal | None:
    """Return the share (0–1) of a percentage. Raises `ValueError` as `read_share`."""
    if percent is None:
        return None
    exponent = percent.normalize().as_tuple().exponent
    if percent > _HUNDRED or (isinstance(exponent, int) and -exponent > _MOST_DECIMALS):
        raise ValueError(percent)
    return percent / _HUNDRED


class PercentRows(RowsModel):
    """Rows of words whose `percents` (by row and column) may be typed.

    `given(row, column, share)` when one was typed (`share` None: emptied), `refused(text)` for no percentage.
    """

    given = Signal(int, int, object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.percents: Mapping[tuple[int, int], Percent] = {}

    def percent(self, index: _Index) -> Percent | None:
        """Return the percentage at a place, None where there is none."""
        return self.percents.get((index.row(), index.column()))

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.percent(index) is not None else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        percent = self.percent(index)
        if percent is None:
            return super().data(index, role)
        shown = percent_text(percent.default if percent.given is None else percent.given)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown
            case Qt.ItemDataRole.EditRole:
                if percent.given is None:
                    return ""
                return (
                    formats.current()
                    .number(percent.given * _HUNDRED)
                    .replace(formats.current().group_sign, "")
                )
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{percent.name}: {shown}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                return QBrush(theme.current().colours.q("muted" if percent.given is None else "text"))
            case Qt.ItemDataRole.FontRole:
                return theme.current().font("body", Weight.Normal if percent.given is None else Weight.Medium)
        return super().data(index, role)

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        percent = self.percent(index)
        if percent is None or role != Qt.ItemDataRole.EditRole:
            return False
        try:
            share = read_share(str(value))
        except ValueError:
            self.refused.emit(str(value))
            return False
        if share != percent.given:
            self.given.emit(index.row(), index.column(), share)
        return True


class _PercentCells(QStyledItemDelegate):
    """Draws a percentage as a field, and opens one where it stands."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view = self.parent()
        assert isinstance(view, PercentTable)
        colours = theme.current().colours
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colours.q("accent_soft"))
        painter.setPen(QPen(colours.q("hairline"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        editable = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        has_keyboard = view.hasFocus() and view.currentIndex() == index
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if editable:
            painter.setPen(QPen(colours.q("focus" if has_keyboard else "border"), 2 if has_keyboard else 1))
            painter.setBrush(colours.q("field"))
            painter.drawRoundedRect(_field(box), 4, 4)
        elif has_keyboard:
            painter.setPen(QPen(colours.q("focus"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole).color())
        painter.setFont(index.data(Qt.ItemDataRole.FontRole))
        room = _field(box).adjusted(6, 0, -7, 0)
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, flags, str(index.data()))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        line = QLineEdit(parent)
        line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setProperty("kind", "close")
        line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        line.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        line.setPlaceholderText(str(index.data()) if not index.data(Qt.ItemDataRole.EditRole) else "")
        return line

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        assert isinstance(editor, QLineEdit)
        # What stands there counts as soon as it is left; a forecast that comes meanwhile rewrites nothing.
        if not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.setModified(False)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        assert isinstance(editor, QLineEdit)
        if editor.isModified():
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        editor.setGeometry(_field(QRectF(option.rect)).toRect())


def _field(cell: QRectF) -> QRectF:
    return cell.adjusted(6, 2.5, -3.5, -3.5)


class PercentTable(DataTable):
    """As `DataTable`; a click, Enter, F2 or a digit begins to type a percentage. Enter else opens a row."""

    def __init__(self, columns: Sequence[int], parent: QWidget | None = None) -> None:
        """`columns` may hold percentages."""
        super().__init__(parent=parent)
        self.rows = PercentRows()
        self.setModel(self.rows)
        cells = _PercentCells(self)
        for column in columns:
            self.setItemDelegateForColumn(column, cells)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._begin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and index.isValid() and self.rows.percent(index) is not None:
            if self.state() != QAbstractItemView.State.EditingState:
                self.edit(index)
            event.accept()
            return
        super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.horizontalHeader().sizeHint().height() + 4 * ROW)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def _begin(self, index: QModelIndex) -> None:
        if self.rows.percent(index) is not None:
            self.edit(index)
