"""How the cells of the entry table look, and the fields that open over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QPlainTextEdit, QStyle, QStyleOptionViewItem, QWidget

from dti_desktop.ui import icons, theme
from dti_desktop.ui.entry_rows import (
    CODE,
    CONTENT,
    EVIDENCE,
    EXPLANATION,
    NUMBERS,
    POINTS,
    UNIT,
    VALUE,
    EntryLine,
)
from dti_desktop.ui.widgets.data_table import CellPainter
from dti_desktop.ui.widgets.fields import PlainLineEdit
from dti_desktop.ui.widgets.labels import Weight
from dti_desktop.ui.widgets.state_glyph import SHAPES

if TYPE_CHECKING:
    from dti_desktop.ui.widgets.entry_table import EntryTable

_Index = QModelIndex | QPersistentModelIndex

LINE_HEIGHT, TITLE_HEIGHT, HEAD_HEIGHT = 30, 24, 34
"""Of a line, of the title above the first of several lines, of the head of a main index."""

_PAD = 8
_ICON = 14
_TEXT_EDITOR = (340, 96)
_UP_AND_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def height_of(line: EntryLine) -> int:
    """Return the height of a line in pixels."""
    if line.asked is None:
        return HEAD_HEIGHT
    return LINE_HEIGHT + TITLE_HEIGHT if line.is_first and not line.is_only else LINE_HEIGHT


class TextEditor(QPlainTextEdit):
    """A text of several lines over a cell: Enter ends it, Alt+Enter breaks the line."""


class EntryCells(CellPainter):
    """Draws cells, opens fields over them, and knows the keys that end a field."""

    def __init__(self, table: EntryTable) -> None:
        super().__init__(table)
        self._table = table

    # -- drawing -------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = self._table.rows.line_at(index)
        painter.save()
        rect: QRect = option.rect
        if line.asked is None:
            self.paint_head(painter, rect, line)
            painter.restore()
            return
        colours = theme.current().colours
        state: QStyle.StateFlag = option.state
        column = index.column()
        box = self._box(rect, line, column)
        # What Qt paints below a selected cell would fill the room beside the title too.
        painter.fillRect(rect, colours.q("surface"))
        if self._table.zebra and line.place % 2:
            painter.fillRect(rect, colours.q("side"))
        if self._table.rows.asks(index) or column == EXPLANATION:
            painter.fillRect(box, self._ground(line, column))
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colours.q("accent_soft"))
        self._paint_lines(painter, rect, box, index, line)
        self._paint_content(painter, box.adjusted(_PAD, 0, -_PAD, 0), index, line)
        if self._table.currentIndex() == index and self._table.has_keyboard:
            painter.setPen(QPen(colours.q("focus"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()

    def _box(self, rect: QRect, line: EntryLine, column: int) -> QRect:
        """Return the room of a cell: beside a title, the answer stands on the line of its field."""
        if not line.is_first or line.is_only or column in (CONTENT, EXPLANATION):
            return rect
        if column in (CODE, POINTS, EVIDENCE):
            return QRect(rect.left(), rect.top(), rect.width(), LINE_HEIGHT)
        return QRect(rect.left(), rect.bottom() - LINE_HEIGHT + 1, rect.width(), LINE_HEIGHT)

    def _ground(self, line: EntryLine, column: int) -> QColor:
        rows, colours = self._table.rows, theme.current().colours
        if rows.is_locked(line):
            return colours.q("sunken")
        return colours.q("block_soft" if column == VALUE and rows.fault_of(line) else "field")

    def _paint_lines(
        self, painter: QPainter, rect: QRect, box: QRect, index: _Index, line: EntryLine
    ) -> None:
        colours = theme.current().colours
        painter.setPen(QPen(colours.q("hairline"), 1))
        rows = self._table.rows
        below = rows.lines[index.row() + 1] if index.row() + 1 < len(rows.lines) else None
        if below is None or below.code != line.code:
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.column() == EXPLANATION and line.asked is not None:
            # One box as high as the indicator, though only its first line is written into.
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
            painter.drawLine(rect.topRight(), rect.bottomRight())
        elif rows.asks(index):
            painter.drawLine(box.bottomLeft(), box.bottomRight())
            painter.drawLine(box.topLeft(), box.bottomLeft())
            painter.drawLine(box.topRight(), box.bottomRight())
            if line.is_first and not line.is_only and index.column() == VALUE:
                painter.drawLine(box.topLeft(), box.topRight())

    def paint_head(self, painter: QPainter, rect: QRect, line: EntryLine) -> None:
        """Draw the head of a main index: its title, and how far it is."""
        look = theme.current()
        painter.fillRect(rect, look.colours.q("sunken"))
        painter.setPen(QPen(look.colours.q("hairline"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        title, counted = self._table.rows.head(line)
        room = rect.adjusted(_PAD + 2, 0, -_PAD - 4, 0)
        painter.setFont(look.font("body", Weight.DemiBold))
        painter.setPen(look.colours.q("text"))
        painter.drawText(room, int(_MIDDLE | Qt.AlignmentFlag.AlignLeft), title)
        painter.setFont(look.font("small", Weight.Medium))
        painter.setPen(look.colours.q("muted"))
        painter.drawText(room, int(_MIDDLE | Qt.AlignmentFlag.AlignRight), counted)

    def _paint_content(self, painter: QPainter, room: QRect, index: _Index, line: EntryLine) -> None:
        column = index.column()
        if column == CODE:
            self._paint_code(painter, room, line)
        elif column == CONTENT:
            self._paint_what(painter, room, line)
        elif column == VALUE:
            self._paint_value(painter, room, index, line)
        else:
            text = str(index.data() or "")
            ink = "muted" if column == UNIT or text == "–" else "secondary"
            if column == POINTS and text != "–":
                ink = "text"
            side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
            self._write(painter, room, " ".join(text.split()), ink, side)

    def _paint_code(self, painter: QPainter, room: QRect, line: EntryLine) -> None:
        if not line.is_first:
            return
        self._picture(painter, room, *SHAPES[self._table.rows.state_of(line.code)])
        self._write(painter, room.adjusted(_ICON + 8, 0, 0, 0), line.code, "text", weight=Weight.Medium)

    def _paint_what(self, painter: QPainter, room: QRect, line: EntryLine) -> None:
        title, asked = self._table.rows.content(line)
        if line.is_only:
            self._write(painter, room, title, "text")
            return
        if title:
            above = QRect(room.left(), room.top(), room.width(), LINE_HEIGHT)
            self._write(painter, above, title, "text", weight=Weight.Medium)
            room = QRect(room.left(), room.bottom() - LINE_HEIGHT + 1, room.width(), LINE_HEIGHT)
        self._write(painter, room, asked, "secondary")

    def _paint_value(self, painter: QPainter, room: QRect, index: _Index, line: EntryLine) -> None:
        rows = self._table.rows
        assert line.asked is not None
        ink = "text"
        if rows.fault_of(line):
            ink = "block"
            self._picture(painter, room, "triangle-alert", "block")
            room = room.adjusted(_ICON + 6, 0, 0, 0)
        elif rows.value_from_profile(line) is not None:
            ink = "muted"
            self._picture(painter, room, "landmark", "muted")
            room = room.adjusted(_ICON + 6, 0, 0, 0)
        elif rows.is_locked(line):
            ink = "secondary"
            self._picture(painter, room, "lock", "muted")
            room = room.adjusted(_ICON + 6, 0, 0, 0)
        is_number = line.asked.kind == "number"
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        weight = Weight.Medium if is_number and ink == "text" else Weight.Normal
        self._write(painter, room, str(index.data() or ""), ink, side, weight)

    def _write(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        ink: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        weight: Weight = Weight.Normal,
    ) -> None:
        if not text:
            return
        look = theme.current()
        painter.setFont(look.font("body", weight))
        painter.setPen(look.colours.q(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(_MIDDLE | side), shown)

    def _picture(self, painter: QPainter, room: QRect, name: str, role: str) -> None:
        ratio = self._table.devicePixelRatioF()
        picture = icons.current().pixmap(name, role, _ICON, ratio)
        painter.drawPixmap(room.left(), room.top() + (room.height() - _ICON) // 2, picture)

    # -- fields over cells ---------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        field: QWidget
        if index.column() == EXPLANATION:
            field = TextEditor(parent)
            field.setTabChangesFocus(True)
        else:
            field = PlainLineEdit(parent)
            asked = self._table.rows.line_at(index).asked
            if asked is not None and asked.kind == "number":
                field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        field.setProperty("cell", True)
        field.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
        self._table.open_field = field
        return field

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        line = self._table.rows.line_at(index)
        rect = self._box(option.rect, line, index.column())
        if isinstance(editor, TextEditor):
            width, height = max(rect.width(), _TEXT_EDITOR[0]), max(rect.height(), _TEXT_EDITOR[1])
            room = self._table.viewport().rect()
            rect = QRect(rect.right() - width + 1, min(rect.top(), room.bottom() - height), width, height)
        editor.setGeometry(rect)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if editor.property("filled"):
            return  # what is being typed is never written over
        editor.setProperty("filled", True)
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, TextEditor):
            editor.setPlainText("" if self._table.is_replacing else text)
        elif isinstance(editor, PlainLineEdit):
            editor.setText("" if self._table.is_replacing else text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        text = editor.toPlainText() if isinstance(editor, TextEditor) else ""
        if isinstance(editor, PlainLineEdit):
            text = editor.text()
        if self._table.is_replacing or text != str(index.data(Qt.ItemDataRole.EditRole) or ""):
            model.setData(index, text, Qt.ItemDataRole.EditRole)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(editor, QWidget)
            and self._ends(editor, event)
        ):
            return True
        return super().eventFilter(editor, event)

    def _ends(self, editor: QWidget, event: QKeyEvent) -> bool:
        """End a field on the keys that lead on from it; True where one did."""
        key, modifiers = event.key(), event.modifiers()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        table = self._table
        if key in _ENTER:
            if isinstance(editor, TextEditor) and modifiers & Qt.KeyboardModifier.AltModifier:
                editor.insertPlainText("\n")
                return True
            table.end_field(keep=True)
            if modifiers & Qt.KeyboardModifier.ControlModifier:
                table.unanswered_wanted.emit()
            else:
                table.move_lines(-1 if shift else 1)
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            table.end_field(keep=True)
            table.move_fields(-1 if shift or key == Qt.Key.Key_Backtab else 1)
            return True
        if isinstance(editor, TextEditor):
            return False
        if key in _UP_AND_DOWN:
            is_list = bool(modifiers & Qt.KeyboardModifier.AltModifier)
            table.end_field(keep=not is_list)
            if is_list:
                table.open_list()
            else:
                table.move_lines(_UP_AND_DOWN[Qt.Key(key)])
            return True
        if table.is_replacing and not modifiers and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            table.end_field(keep=True)
            table.move_columns(-1 if key == Qt.Key.Key_Left else 1)
            return True
        return False
