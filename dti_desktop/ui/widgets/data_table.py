"""Tables: hairlines, numbers to the right, heads that stay, the keyboard as in a spreadsheet."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from dti_desktop.ui import theme

ROW_HEIGHT = 32
CELL_PAD = 10
"""Between the side of a cell and its text, in pixels."""

_Index = QModelIndex | QPersistentModelIndex


class CellPainter(QStyledItemDelegate):
    """Draws a hairline under each row, quiet selection, and a ring round the current cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item = QStyleOptionViewItem(option)
        self.initStyleOption(item, index)
        colours = theme.current().colours
        painter.save()
        selected = bool(item.state & QStyle.StateFlag.State_Selected)
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if selected:
            painter.fillRect(item.rect, colours.q("accent_soft"))
        elif ground is not None:
            painter.fillRect(item.rect, ground)
        elif index.row() % 2 and self._is_wide():
            painter.fillRect(item.rect, colours.q("side"))
        painter.setPen(QPen(colours.q("hairline"), 1))
        painter.drawLine(item.rect.bottomLeft(), item.rect.bottomRight())
        room = item.rect.adjusted(CELL_PAD, 0, -CELL_PAD, 0)
        if not item.icon.isNull():
            side = QRect(room.left(), room.center().y() - 8, 16, 16)
            item.icon.paint(painter, side)
            room.setLeft(side.right() + 9)
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(ink.color() if ink is not None else colours.q("text"))
        painter.setFont(item.font)
        text = item.fontMetrics.elidedText(item.text, item.textElideMode, room.width())
        painter.drawText(room, int(item.displayAlignment | Qt.AlignmentFlag.AlignVCenter), text)
        view = self.parent()
        if isinstance(view, DataTable) and view.hasFocus() and view.currentIndex() == index:
            painter.setPen(QPen(colours.q("focus"), 2))
            painter.drawRect(item.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Tell all of a text that there is no room for."""
        text = str(index.data() or "")
        item = QStyleOptionViewItem(option)
        self.initStyleOption(item, index)
        has_room = item.fontMetrics.horizontalAdvance(text) <= option.rect.width() - 2 * CELL_PAD
        if (
            event.type() == QEvent.Type.ToolTip
            and not index.data(Qt.ItemDataRole.ToolTipRole)
            and not has_room
        ):
            QToolTip.showText(event.globalPos(), f"<p>{html.escape(text)}</p>", view)
            return True
        return super().helpEvent(event, view, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 2 * CELL_PAD, max(ROW_HEIGHT, hint.height()))

    def _is_wide(self) -> bool:
        view = self.parent()
        return isinstance(view, DataTable) and view.zebra


class DataTable(QTableView):
    """A table to read, to walk with the keyboard and to copy from.

    Arrow keys walk cells, Ctrl+C copies what is selected as text with tabs (with the heads when all of it is
    selected), Enter and a double click open a row (`opened(QModelIndex)`). Numbers are right-aligned by the
    model's TextAlignmentRole, or by `set_number_columns`.
    """

    opened = Signal(QModelIndex)

    def __init__(self, name: str = "", *, zebra: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zebra = zebra
        self.setAccessibleName(name)
        self.setItemDelegate(CellPainter(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Tab leaves the table; arrow keys walk in it. Otherwise a page could never be left by keyboard.
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(ROW_HEIGHT)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setFont(theme.current().font("small", theme.Weight.Medium))
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setMinimumSectionSize(48)
        heads.setSectionsMovable(False)
        self.doubleClicked.connect(self.opened)

    def width_of(self, column: int, most: int) -> int:
        """Return how wide the texts of a column are within their cells, at most `most`; in pixels."""
        model: QAbstractItemModel | None = self.model()
        if model is None:
            return 0
        texts = {str(model.index(row, column).data() or "") for row in range(model.rowCount())}
        head = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        heads = max(map(self.horizontalHeader().fontMetrics().horizontalAdvance, head.split("\n")))
        widest = max(map(self.fontMetrics().horizontalAdvance, texts), default=0)
        return min(most, max(widest, heads) + 2 * CELL_PAD + 1)

    def set_columns(self, widths: Sequence[int | None]) -> None:
        """Set column widths in pixels; None takes the room that is left. Call after `setModel`."""
        heads = self.horizontalHeader()
        for column, width in enumerate(widths):
            if width is None:
                heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            else:
                heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def selected_text(self) -> str:
        """Return the selected cells as lines with tabs, empty where a gap lies between them."""
        model: QAbstractItemModel | None = self.model()
        chosen = {(index.row(), index.column()): index for index in self.selectedIndexes()}
        if model is None or not chosen:
            return ""
        rows = sorted({row for row, _ in chosen})
        columns = sorted({column for _, column in chosen})
        lines = []
        if len(chosen) == model.rowCount() * model.columnCount():
            orientation = Qt.Orientation.Horizontal
            lines.append([str(model.headerData(column, orientation) or "") for column in columns])
        for row in rows:
            lines.append([self._copied(chosen.get((row, column))) for column in columns])
        return "\n".join("\t".join(line) for line in lines)

    @staticmethod
    def _copied(index: QModelIndex | None) -> str:
        text = "" if index is None else str(index.data() if index.data() is not None else "")
        # A line break or a tab inside a cell would make two cells of it.
        return " ".join(text.split("\n")).replace("\t", " ")
