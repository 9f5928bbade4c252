"""The entry table: the keyboard, the selection and the clipboard of a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QMenu, QWidget

from dti_desktop.services.entered_cells import copied_cells, one_reading
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.entry_block import Target
from dti_desktop.ui.entry_rows import (
    CODE,
    COLUMNS,
    ENTERED,
    EXPLANATION,
    LAST,
    UNIT,
    VALUE,
    EntryLine,
    EntryRows,
)
from dti_desktop.ui.typed_answer import options
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.entry_cells import HEAD_HEIGHT, LINE_HEIGHT, EntryCells, height_of
from dti_desktop.ui.widgets.fields import PlainLineEdit

_WIDE, _ROOMY, _NARROW = 1400, 960, 704
#: Code, content, value, unit, last year, points, evidence, explanation; None shares what is left.
_WIDTHS: tuple[int | None, ...] = (76, None, 200, 100, 96, 100, 84, 120)
_WIDE_WIDTHS: tuple[int | None, ...] = (84, None, 320, 110, 120, 116, 80, 300)
_NARROW_WIDTHS: tuple[int | None, ...] = (74, None, 156, 82, 88, 94, 82, 112)
_KEYS = Qt.KeyboardModifier


class EntryTable(DataTable):
    """Shows `rows`; typing, F2 or a double click edits a cell.

    `pasted(str)`: text came from the clipboard; `cleared`: Delete; `filled`: Ctrl+D; `unanswered_wanted`:
    Ctrl+Enter; `refused(line)`: a locked cell was to be edited; `code_opened(str)`: a double click on what an
    indicator is; `moved`: another cell is the current one; `left`: F6.
    """

    pasted = Signal(str)
    cleared = Signal()
    filled = Signal()
    unanswered_wanted = Signal()
    refused = Signal(object)
    code_opened = Signal(str)
    moved = Signal()
    left = Signal()

    def __init__(self, rows: EntryRows, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.rows = rows
        self.open_field: QWidget | None = None
        self.is_replacing = False
        self.has_keyboard = False
        self._anchor = (0, VALUE)
        self.setModel(rows)
        self.cells = EntryCells(self)
        self.setItemDelegate(self.cells)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setFixedHeight(theme.GRID * 5)
        self.horizontalHeader().setProperty("kind", "close")
        self.verticalHeader().setDefaultSectionSize(LINE_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(LINE_HEIGHT)
        rows.modelReset.connect(self._lay_out)
        self.opened.connect(self._open)
        model = self.selectionModel()
        model.currentChanged.connect(lambda _now, _before: self.moved.emit())

    # -- lines ---------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.clearSpans()
        self.arrange()
        for row, line in enumerate(self.rows.lines):
            self.setRowHeight(row, height_of(line))
            if line.asked is None:
                self.setSpan(row, CODE, 1, COLUMNS)
            elif line.asked.kind != "number":
                self.setSpan(row, VALUE, 1, 2)  # a wording needs the room of the unit that it has not

    def arrange(self) -> None:
        """Share the width; leave out columns that have no room, and the last year where none is known."""
        width = self.viewport().width()
        self.zebra = width >= _WIDE
        for column, is_shown in (
            (EXPLANATION, width >= _ROOMY),
            (LAST, width >= _NARROW and self.rows.has_last_year),
        ):
            if self.isColumnHidden(column) == is_shown:
                self.setColumnHidden(column, not is_shown)
        self.set_columns(_WIDE_WIDTHS if self.zebra else _WIDTHS if width >= _ROOMY else _NARROW_WIDTHS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    @property
    def line(self) -> EntryLine | None:
        """The line of the current cell."""
        index = self.currentIndex()
        return self.rows.line_at(index) if index.isValid() else None

    def go_to(self, key: str, column: int = VALUE) -> bool:
        """Make the cell of a field (or the first of an indicator) the current one; False: it is not shown."""
        row = self.rows.row_of(key)
        if row is None:
            return False
        index = self.rows.index(row, column)
        if not self.viewport().rect().contains(self.visualRect(index)):
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._go(row, column)
        return True

    # -- moving --------------------------------------------------------------------------------------

    def move_lines(self, step: int, *, extend: bool = False) -> None:
        """Go so many lines up or down; heads are passed over."""
        self._go(self._line_after(self.currentIndex().row(), step), self.currentIndex().column(), extend)

    def move_columns(self, step: int, *, extend: bool = False) -> None:
        """Go so many columns on."""
        columns = self._columns()
        index = self.currentIndex()
        if not self._has_unit(index.row()) and step > 0 and index.column() == VALUE:
            step += 1  # a wording stands in the room of its unit
        at = columns.index(index.column()) if index.column() in columns else 0
        self._go(index.row(), columns[max(0, min(len(columns) - 1, at + step))], extend)

    def move_fields(self, step: int) -> bool:
        """Go to the next cell that takes something, line by line; False after the last."""
        index = self.currentIndex()
        wanted = [column for column in ENTERED if not self.isColumnHidden(column)]
        row, column = index.row(), index.column()
        while 0 <= row < len(self.rows.lines):
            column += step
            if not 0 <= column < COLUMNS:
                row += step
                column = -1 if step > 0 else COLUMNS
            elif column in wanted and self.rows.asks(self.rows.index(row, column)):
                self._go(row, column)
                return True
        return False

    def _columns(self) -> list[int]:
        return [column for column in range(COLUMNS) if not self.isColumnHidden(column)]

    def _line_after(self, row: int, step: int) -> int:
        fields = [at for at, line in enumerate(self.rows.lines) if line.asked is not None]
        if not fields:
            return row
        place = next((place for place, at in enumerate(fields) if at >= row), len(fields) - 1)
        return fields[max(0, min(len(fields) - 1, place + step))]

    def _go(self, row: int, column: int, extend: bool = False) -> None:
        index = self.rows.index(row, column)
        if not index.isValid():
            return
        if column == UNIT and not self._has_unit(row):
            index = self.rows.index(row, VALUE)
            column = VALUE
        chosen = self.selectionModel()
        if extend:
            self._select(self._anchor, (row, column))
            chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        else:
            self._anchor = (row, column)
            chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        hidden = HEAD_HEIGHT - self.rowViewportPosition(row)
        if hidden > 0:  # below the head that stays
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - hidden)

    def _has_unit(self, row: int) -> bool:
        asked = self.rows.lines[row].asked
        return asked is not None and asked.kind == "number"

    def _select(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        rows, columns = sorted((one[0], other[0])), sorted((one[1], other[1]))
        area = QItemSelection(self.rows.index(rows[0], columns[0]), self.rows.index(rows[1], columns[1]))
        self.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # -- keys ----------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # Tab goes to the next field, as in a spreadsheet; after the last one, and on F6, it leaves.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if step and event.modifiers() & _KEYS.ShiftModifier:
                step = -1
            if step and not event.modifiers() & _KEYS.ControlModifier and self.move_fields(step):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState or not self.currentIndex().isValid():
            super().keyPressEvent(event)
        elif not self._do(event):
            event.ignore()

    def _do(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False where it means nothing."""
        modifiers = event.modifiers() & ~_KEYS.KeypadModifier
        ctrl, alt = bool(modifiers & _KEYS.ControlModifier), bool(modifiers & _KEYS.AltModifier)
        if self._walk(event.key(), ctrl=ctrl, alt=alt, shift=bool(modifiers & _KEYS.ShiftModifier)):
            return True
        keys, key = QKeySequence.StandardKey, event.key()
        if event.matches(keys.Copy):
            self.copy()
        elif event.matches(keys.Cut):
            self.copy()
            self.cleared.emit()
        elif event.matches(keys.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(keys.SelectAll):
            self._select((0, 0), (len(self.rows.lines) - 1, COLUMNS - 1))
        elif ctrl and not alt and key == Qt.Key.Key_D:
            self.filled.emit()
        elif key == Qt.Key.Key_F2 and not modifiers:
            self.open_field_here(replacing=False)
        elif key == Qt.Key.Key_F6:
            self.left.emit()
        elif key == Qt.Key.Key_Delete and not modifiers:
            self.cleared.emit()
        elif key == Qt.Key.Key_Backspace and not modifiers:
            self.open_field_here(replacing=True)
        elif key == Qt.Key.Key_Space and self._choices():
            self.open_list()
        elif event.text().isprintable() and event.text() and ctrl == alt:
            self.open_field_here(replacing=True, first=event)
        else:
            return False
        return True

    def _walk(self, key: int, *, ctrl: bool, alt: bool, shift: bool) -> bool:
        columns = self._columns()
        index = self.currentIndex()
        last_row = len(self.rows.lines) - 1
        page = max(1, self.viewport().height() // LINE_HEIGHT - 1)
        if alt:
            if key == Qt.Key.Key_Down:
                self.open_list()
            return key == Qt.Key.Key_Down
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if ctrl:
                self.unanswered_wanted.emit()
            else:
                self.move_lines(-1 if shift else 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = -1 if key == Qt.Key.Key_Up else 1
            self.move_lines(step * (len(self.rows.lines) if ctrl else 1), extend=shift)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = -1 if key == Qt.Key.Key_Left else 1
            self.move_columns(step * (COLUMNS if ctrl else 1), extend=shift)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.move_lines(-page if key == Qt.Key.Key_PageUp else page, extend=shift)
        elif key == Qt.Key.Key_Home:
            row = self._line_after(0, 0) if ctrl else index.row()
            self._go(row, columns[0], shift)
        elif key == Qt.Key.Key_End:
            row = self._line_after(last_row, 0) if ctrl else index.row()
            self._go(row, columns[-1], shift)
        else:
            return False
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        index = self.currentIndex()
        if not index.isValid() or not (event.commitString() or event.preeditString()):
            super().inputMethodEvent(event)
            return
        self.open_field_here(replacing=True)
        if self.open_field is not None:
            QApplication.sendEvent(self.open_field, event)

    # -- editing -------------------------------------------------------------------------------------

    def open_field_here(self, *, replacing: bool, first: QKeyEvent | None = None) -> None:
        """Edit the current cell; `replacing` what stands there, beginning with the key `first`."""
        index = self.currentIndex()
        if not self.rows.takes(index):
            if self.rows.asks(index):
                self.refused.emit(self.rows.line_at(index))
            return
        self.is_replacing = replacing
        self.edit(index)
        field = self.open_field
        if field is None:
            return
        if isinstance(field, PlainLineEdit):
            field.end(False)
        if first is not None:
            QApplication.sendEvent(field, first)

    def end_field(self, *, keep: bool) -> None:
        """End the open field, and enter what stands in it or leave the cell as it was."""
        field = self.open_field
        if field is None:
            return
        if keep:
            self.commitData(field)
        self.closeEditor(field, QAbstractItemDelegate.EndEditHint.NoHint)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.open_field = None
        self.is_replacing = False

    def _choices(self) -> list[tuple[object, str]]:
        line = self.line
        if line is None or line.asked is None or self.currentIndex().column() != VALUE:
            return []
        return [(value, label) for value, label in options(line.asked, formats.current().language)]

    def open_list(self) -> None:
        """Show what can be chosen for the current cell, numbered as it can be typed."""
        index = self.currentIndex()
        offered = self._choices()
        if not offered:
            return
        if not self.rows.takes(index):
            self.refused.emit(self.rows.line_at(index))
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = str(index.data() or "")
        for number, (_value, label) in enumerate(offered, start=1):
            action = menu.addAction(f"&{number}   {label.replace('&', '&&')}")
            action.triggered.connect(lambda _checked=False, label=label: self.rows.setData(index, label))
            if label == shown:
                menu.setActiveAction(action)
        if menu.activeAction() is None:
            menu.setActiveAction(menu.actions()[0])
        rect = self.visualRect(index)
        menu.setMinimumWidth(rect.width())
        menu.popup(self.viewport().mapToGlobal(QPoint(rect.left(), rect.bottom() + 1)))

    def _open(self, index: QModelIndex) -> None:
        line = self.rows.line_at(index)
        if line.asked is not None and index.column() not in ENTERED:
            self.code_opened.emit(line.code)
        elif self.rows.asks(index) and not self.rows.takes(index):
            self.refused.emit(line)

    # -- selection and clipboard ---------------------------------------------------------------------

    def selected_area(self) -> tuple[int, int, int, int]:
        """Return the first and last row and column that are selected; those of the current cell for none."""
        areas = self.selectionModel().selection().toList()
        index = self.currentIndex()
        if not areas:
            return index.row(), index.row(), index.column(), index.column()
        return (
            min(area.top() for area in areas),
            max(area.bottom() for area in areas),
            min(area.left() for area in areas),
            max(area.right() for area in areas),
        )

    def target(self) -> Target:
        """Return where a pasted block goes."""
        top, bottom, left, right = self.selected_area()
        rows = [row for row in range(top, len(self.rows.lines)) if self.rows.lines[row].asked is not None]
        columns = [column for column in self._columns() if column >= left]
        sign = formats.current().decimal_sign
        held = {
            (place, column): one_reading(self.rows.copied(row, column), sign)
            for place, row in enumerate(rows)
            for column in columns
            if column not in ENTERED
        }
        return Target(
            tuple(self.rows.lines[row] for row in rows),
            tuple(columns),
            max(1, sum(row <= bottom for row in rows)),
            max(1, sum(column <= right for column in columns)),
            held,
        )

    def fill_target(self) -> tuple[Sequence[str], Target]:
        """Return what is to be filled down, and where: the first line of the selection into the others.

        Of a single line that is what stands above it. Nothing stands above the first line: ([], …).
        """
        top, bottom, left, right = self.selected_area()
        above = self._line_after(top, 0 if bottom > top else -1)
        target = self.target()
        if above == top and bottom == top:
            return [], target
        sign = formats.current().decimal_sign
        columns = [column for column in self._columns() if left <= column <= right]
        first = [one_reading(self.rows.copied(above, c), sign) if c in ENTERED else "" for c in columns]
        return first, replace(target, is_fill=True)

    def copied(self) -> Sequence[Sequence[str | Decimal]]:
        """Return what is selected, line by line, heads left out."""
        top, bottom, left, right = self.selected_area()
        columns = [column for column in self._columns() if left <= column <= right]
        return [
            [self.rows.copied(row, column) for column in columns]
            for row in range(top, bottom + 1)
            if self.rows.lines[row].asked is not None
        ]

    def copy(self) -> None:
        """Put what is selected on the clipboard, for this table, for Excel and for any text."""
        clipboard = copied_cells(self.copied(), formats.current().decimal_sign)
        data = QMimeData()
        data.setText(clipboard.plain)
        data.setHtml(clipboard.html)
        QGuiApplication.clipboard().setMimeData(data)

    # -- the head that stays -------------------------------------------------------------------------

    def kept_head(self) -> tuple[EntryLine, QRect] | None:
        """Return the head of the main index that the topmost lines belong to, where it is scrolled away."""
        top = self.rowAt(0)
        if top < 0 or (self.rows.lines[top].asked is None and self.rowViewportPosition(top) == 0):
            return None
        index = self.rows.lines[top].index
        head = next(line for line in self.rows.lines if line.asked is None and line.index == index)
        following = next(
            (row for row in range(top + 1, len(self.rows.lines)) if self.rows.lines[row].asked is None), None
        )
        at = HEAD_HEIGHT if following is None else self.rowViewportPosition(following)
        return head, QRect(0, min(0, at - HEAD_HEIGHT), self.viewport().width(), HEAD_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        kept = self.kept_head()
        if kept is not None:
            painter = QPainter(self.viewport())
            self.cells.paint_head(painter, kept[1], kept[0])
            painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()  # the head that stays must not move along

    # -- the keyboard and the pointer ----------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.has_keyboard = True
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.has_keyboard = False
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        kept = self.kept_head()
        is_on_head = kept is not None and kept[1].contains(event.position().toPoint())
        if is_on_head or (index.isValid() and self.rows.line_at(index).asked is None):
            return
        super().mousePressEvent(event)
        if index.isValid() and not event.modifiers() & _KEYS.ShiftModifier:
            self._anchor = (index.row(), index.column())
