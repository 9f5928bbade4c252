"""Cells of two lines: what a thing is called, and below it, quieter, what else is to be known."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from dti_desktop.ui import theme
from dti_desktop.ui.widgets.data_table import CellPainter, DataTable
from dti_desktop.ui.widgets.labels import Weight

ROW_HEIGHT = 48
_PAD, _ICON = 10, 18

_Index = QModelIndex | QPersistentModelIndex


class TwoLineCells(CellPainter):
    """Draws what stands before and after the first line break of a cell; one line stands in the middle."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item = QStyleOptionViewItem(option)
        self.initStyleOption(item, index)
        look = theme.current()
        colours = look.colours
        first, _, second = str(index.data() or "").partition("\n")
        painter.save()
        if item.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(item.rect, colours.q("accent_soft"))
        painter.setPen(QPen(colours.q("hairline"), 1))
        painter.drawLine(item.rect.bottomLeft(), item.rect.bottomRight())
        room = item.rect.adjusted(_PAD, 4, -_PAD, -5)
        if not item.icon.isNull():
            item.icon.paint(painter, QRect(room.left(), room.center().y() - _ICON // 2, _ICON, _ICON))
            room.setLeft(room.left() + _ICON + _PAD)
        half = room.height() // 2
        upper = QRect(room.left(), room.top(), room.width(), half) if second else room
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        is_name = index.column() == 0
        painter.setFont(look.font("body", Weight.Medium if is_name else Weight.Normal))
        painter.setPen(ink.color() if ink is not None else colours.q("text"))
        self._line(painter, upper, first)
        painter.setFont(look.font("small"))
        painter.setPen(colours.q("secondary"))
        self._line(painter, QRect(room.left(), room.bottom() - half, room.width(), half), second)
        view = self.parent()
        if isinstance(view, DataTable) and view.hasFocus() and view.currentIndex() == index:
            painter.setPen(QPen(colours.q("focus"), 2))
            painter.drawRect(item.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        # In a list it is as wide as the list: what has no room ends in ….
        wide = super().sizeHint(option, index).width() if isinstance(self.parent(), DataTable) else 0
        return QSize(wide, ROW_HEIGHT)

    @staticmethod
    def _line(painter: QPainter, room: QRect, text: str) -> None:
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), elided)
