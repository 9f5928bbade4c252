"""The table of a form that came back: ticked row by row or many at once, with the mouse or the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from dti_desktop.services.forms import StagedChange
from dti_desktop.ui.staged_rows import TICK, StagedRows, may_be_taken
from dti_desktop.ui.widgets.data_table import CellPainter, DataTable

_Index = QModelIndex | QPersistentModelIndex
_TICK_SIZE = 16
_WIDTHS = (40, 60, 152, None, 186, 186, 180)


class _Ticks(CellPainter):
    """Draws the tick of a row that can be taken, and takes clicks on it."""

    def __init__(self, table: StagedTable) -> None:
        super().__init__(table)
        self._table = table

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        if index.column() != TICK or not may_be_taken(self._table.rows.cell_at(index.row())):
            return
        tick = QStyleOptionViewItem(option)
        corner = option.rect.center()
        tick.rect = QRect(corner.x() - _TICK_SIZE // 2, corner.y() - _TICK_SIZE // 2, _TICK_SIZE, _TICK_SIZE)
        is_on = self._table.rows.is_taken(index.row())
        tick.state = QStyle.StateFlag.State_Enabled
        tick.state |= QStyle.StateFlag.State_On if is_on else QStyle.StateFlag.State_Off
        kind = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        self._table.style().drawPrimitive(kind, tick, painter, self._table)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        if index.column() != TICK:
            return False
        if (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
        ):
            self._table.toggle([index.row()])
            return True
        return False


class StagedTable(DataTable):
    """Shows the cells of a form. Space ticks the chosen rows or takes their ticks off; Ctrl+A chooses all.

    `current_changed(StagedChange | None)`: the keyboard is on another row. Enter or a double click on a row:
    `opened`.
    """

    current_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.rows = StagedRows()
        self.setModel(self.rows)
        self.setItemDelegate(_Ticks(self))
        self.setSelectionBehavior(DataTable.SelectionBehavior.SelectRows)
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self._tell())

    def arrange(self) -> None:
        """Give the columns their widths; call when there are rows."""
        self.set_columns(_WIDTHS)

    @property
    def current(self) -> StagedChange | None:
        """The cell that the current row shows."""
        index = self.currentIndex()
        return self.rows.cell_at(index.row()) if index.isValid() else None

    def toggle(self, rows: list[int]) -> None:
        """Tick rows; where all that can be are ticked already, take their ticks off."""
        able = [row for row in rows if may_be_taken(self.rows.cell_at(row))]
        self.rows.tick(able, not all(self.rows.is_taken(row) for row in able))

    def go_to(self, key: str | None) -> None:
        """Make the row of a cell the current one; the first where it is not shown."""
        shown = [self.rows.cell_at(row).key for row in range(self.rows.rowCount())]
        if shown:
            row = shown.index(key) if key in shown else 0
            self.setCurrentIndex(self.rows.index(row, max(TICK, self.currentIndex().column())))
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            chosen = {index.row() for index in self.selectionModel().selectedRows()}
            self.toggle(sorted(chosen | {self.currentIndex().row()}))
            return
        super().keyPressEvent(event)

    def _tell(self) -> None:
        self.current_changed.emit(self.current)
