"""The table of a plan: read and edited with the keyboard as a spreadsheet is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from dti_desktop.engine.estimates import EXCLUDED as EXCLUDED_KEY
from dti_desktop.services.plan_views import OpenWork, PlanView
from dti_desktop.ui.plan_rows import (
    CODE,
    COUNTS,
    DAYS,
    EDITABLE,
    EXCLUDED,
    PLACES,
    TITLE,
    WHAT,
    WHEN,
    WHO,
    PlanRows,
    departments,
    key_of,
    read_cell,
    with_estimate,
)
from dti_desktop.ui.widgets.combo_box import ComboBox
from dti_desktop.ui.widgets.data_table import CellPainter, DataTable
from dti_desktop.ui.widgets.fields import PlainLineEdit, mark_fault
from dti_desktop.ui.widgets.rows_model import FoundRows

_Index = QModelIndex | QPersistentModelIndex
_CODE = 72
_WIDTHS = (_CODE, None, None, 64, 60, 74, 132, 108, 84, 84)
_CODE_WITH_MARK, _NARROW_TITLE = 104, 160
_NARROW_WHO, _NARROW_WHEN = 104, 96
_MOST_WORDS, _MOST_DAYS, _AROUND = 220, 110, 80
_CODE_AROUND = 22
_TICK = 16
_COUNTS_FROM, _PLACES_FROM = 1200, 1010
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class _Fields(CellPainter):
    """Opens a field over a cell, and keeps it open while what stands in it cannot be read."""

    def __init__(self, table: PlanTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        if index.column() == EXCLUDED:
            tick = QStyleOptionViewItem(option)
            corner = option.rect.center()
            tick.rect = QRect(corner.x() - _TICK // 2, corner.y() - _TICK // 2, _TICK, _TICK)
            checked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            tick.state = QStyle.StateFlag.State_Enabled
            tick.state |= QStyle.StateFlag.State_On if checked else QStyle.StateFlag.State_Off
            kind = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
            self._table.style().drawPrimitive(kind, tick, painter, self._table)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        name = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)).replace("\n", " ")
        field: QWidget
        if index.column() == WHO:
            field = _Department(self._table.departments(), parent)
            field.editTextChanged.connect(lambda _text: self._judge(field))
        else:
            field = PlainLineEdit(parent)
            if index.column() == DAYS:
                field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            field.textEdited.connect(lambda _text: self._judge(field))
        field.setProperty("cell", True)
        field.setAccessibleName(name)
        self._table.open_field = field
        return field

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        editor.setGeometry(option.rect)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if editor.property("filled"):
            return  # what is being typed is never written over
        editor.setProperty("filled", True)
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, _Department):
            editor.setEditText(text)
            line = editor.lineEdit()
            assert line is not None
            line.selectAll()
        elif isinstance(editor, PlainLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if not self._table.fault_of(index, _typed(editor)):
            model.setData(index, _typed(editor), Qt.ItemDataRole.EditRole)
        self._table.said.emit("")

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(editor, QWidget)
            and event.key() in _LEAVING
        ):
            fault = self._table.fault_of(self._table.currentIndex(), _typed(editor))
            if fault:
                mark_fault(editor, True)
                self._table.said.emit(fault)
                return True
        return super().eventFilter(editor, event)

    def _judge(self, editor: QWidget) -> None:
        """Take the mark of a fault away as soon as it is mended; half a date is no fault yet."""
        if editor.property("fault") and not self._table.fault_of(self._table.currentIndex(), _typed(editor)):
            mark_fault(editor, False)
            self._table.said.emit("")

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        if index.column() != EXCLUDED:
            return False
        is_click = (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
            and option.rect.contains(event.position().toPoint())
        )
        if is_click:
            self._table.tick(index.row())
        return is_click


class _Department(ComboBox):
    """A text with a list that opens on demand only: nothing pops up while it is typed."""

    def __init__(self, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setEditable(True)
        self.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]
        self.addItems(list(names))


def _typed(editor: QWidget) -> str:
    if isinstance(editor, _Department):
        return editor.currentText()
    return editor.text() if isinstance(editor, PlainLineEdit) else ""


class PlanTable(DataTable):
    """Shows the work of a plan. `estimate_wanted(code, key, value)` tells what was typed or ticked.

    Typing, F2, Enter or a double click edits a cell of days, department or due date; Enter goes down and Tab
    on to the next field; Delete clears. Space or Enter ticks the last column. Enter or a double click
    elsewhere opens the indicator (`code_opened`). `said(str)`: what is wrong with what is typed.
    """

    estimate_wanted = Signal(str, str, object)
    code_opened = Signal(str)
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.rows = PlanRows()
        self.found = FoundRows(self.rows)
        self.setModel(self.found)
        self.setItemDelegate(_Fields(self))
        self.open_field: QWidget | None = None
        self._view: PlanView | None = None
        self._language = ""
        self._is_narrow = False
        self._room_px = 0
        self._is_ranked = True
        self._later: Callable[[], None] | None = None
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.opened.connect(self._open)
        self.rows.typed.connect(self._take)
        self.rows.ticked.connect(self._take_tick)

    # -- showing -------------------------------------------------------------------------------------

    def show_work(
        self, view: PlanView, work: Sequence[OpenWork], language: str, *, is_sortable: bool
    ) -> None:
        """Show this work; what is being typed is finished first."""
        if self.is_editing:
            self._later = lambda: self.show_work(view, work, language, is_sortable=is_sortable)
            return
        self._later, self._view, self._language = None, view, language
        before = self.current_code
        self.rows.show_work(view, work, language, marks=is_sortable)
        if self.isSortingEnabled() != is_sortable:
            self.setSortingEnabled(is_sortable)
            self.found.sort(-1)
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._share_width()
        self.go_to(before)

    def set_ranked(self, is_ranked: bool) -> None:
        """Say whether anybody is ranked; else no places are told. Takes hold with the next `arrange`."""
        self._is_ranked = is_ranked

    def arrange(self, width: int) -> None:
        """Leave columns out where the page is only `width` pixels wide.

        A due date that is too late has a mark of its own, so the assessment that counts goes first.
        """
        for column, least in ((COUNTS, _COUNTS_FROM), (PLACES, _PLACES_FROM)):
            is_hidden = width < least or (column == PLACES and not self._is_ranked)
            if self.isColumnHidden(column) != is_hidden:
                self.setColumnHidden(column, is_hidden)
        self._is_narrow = width < _COUNTS_FROM
        self._room_px = width - _AROUND
        self._share_width()

    def _share_width(self) -> None:
        widths = list(_WIDTHS)
        codes = (() if self._view is None else self._view.asked.assessment.catalogue.indicators) or ("",)
        # Beside the code stand up to three marks; codes of other catalogues are longer than "10.12".
        measure = self.fontMetrics().horizontalAdvance
        code_px = max(_CODE, *(measure(f"{code} **†") + _CODE_AROUND for code in codes))
        widths[CODE] = code_px
        widths[WHAT] = self.width_of(WHAT, _MOST_WORDS)
        widths[DAYS] = max(_WIDTHS[DAYS] or 0, self.width_of(DAYS, _MOST_DAYS))
        if self._is_narrow:
            widths[WHO], widths[WHEN] = _NARROW_WHO, _NARROW_WHEN
            others = sum(
                width
                for column, width in enumerate(widths)
                if width is not None and not self.isColumnHidden(column)
            )
            # With less than that the table scrolls sideways.
            widths[TITLE] = None if self._room_px - others >= _NARROW_TITLE else _NARROW_TITLE
        if self.isSortingEnabled():
            widths[CODE] = code_px + _CODE_WITH_MARK - _CODE
        self.set_columns(widths)

    @property
    def is_editing(self) -> bool:
        """Whether a field is open."""
        return self.state() == QAbstractItemView.State.EditingState

    @property
    def current_code(self) -> str | None:
        """The indicator of the current row."""
        index = self.currentIndex()
        return self._work_at(index.row()).code if index.isValid() else None

    def go_to(self, code: str | None) -> None:
        """Make the row of `code` the current one; the first where there is none and none was."""
        codes = [self._work_at(row).code for row in range(self.found.rowCount())]
        current = self.currentIndex()
        if code in codes:
            row = codes.index(code)
        elif current.isValid() or not codes:
            return
        else:
            row = 0
        if current.row() != row:
            self.setCurrentIndex(self.found.index(row, max(0, current.column())))

    def departments(self) -> list[str]:
        """Return the names that are offered."""
        return [] if self._view is None else departments(self._view.asked.assessment)

    def _work_at(self, row: int) -> OpenWork:
        return self.rows.work[self.found.mapToSource(self.found.index(row, CODE)).row()]

    # -- editing -------------------------------------------------------------------------------------

    def fault_of(self, index: _Index, text: str) -> str:
        """Return what is wrong with `text` in this cell; "" for nothing."""
        step = self._work_at(index.row()).step if index.isValid() else None
        if step is None or self._view is None:
            return ""
        return read_cell(self._view.asked.assessment, step, index.column(), text)[1]

    def tick(self, row: int) -> None:
        """Say that the work of this row cannot be done, or that it can after all."""
        state = Qt.CheckState.Unchecked if self._work_at(row).is_excluded else Qt.CheckState.Checked
        self.found.setData(self.found.index(row, EXCLUDED), state, Qt.ItemDataRole.CheckStateRole)

    def _take(self, row: int, column: int, text: str) -> None:
        work = self.rows.work[row]
        if work.step is None or self._view is None:
            return
        value, fault = read_cell(self._view.asked.assessment, work.step, column, text)
        if not fault:
            self.rows.show_anew(self._view, row, with_estimate(work, column, value), self._language)
            self.estimate_wanted.emit(work.code, key_of(work.step, column), value)

    def _take_tick(self, row: int, is_excluded: bool) -> None:
        work = self.rows.work[row]
        if is_excluded and self._view is not None:
            self.rows.show_anew(self._view, row, replace(work, step=None, is_planned=False), self._language)
        self.estimate_wanted.emit(work.code, EXCLUDED_KEY, is_excluded or None)

    def _open(self, index: QModelIndex) -> None:
        if index.column() not in (*EDITABLE, EXCLUDED):
            self.code_opened.emit(self._work_at(index.row()).code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if index.isValid() and is_plain and not self.is_editing:
            if index.column() == EXCLUDED and (is_enter or key == Qt.Key.Key_Space):
                self.tick(index.row())
                return
            if index.column() in EDITABLE and index.flags() & Qt.ItemFlag.ItemIsEditable:
                if is_enter:
                    self.edit(index)
                    return
                if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                    self.found.setData(index, "", Qt.ItemDataRole.EditRole)
                    return
        super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        at = self.currentIndex()
        super().closeEditor(editor, hints.NoHint)
        self.open_field = None
        if hint == hints.RevertModelCache:
            self.said.emit("")
        target = QModelIndex()
        if hint == hints.SubmitModelCache:
            target = at.siblingAtRow(at.row() + 1)
        elif hint in (hints.EditNextItem, hints.EditPreviousItem):
            target = self._next_field(at, 1 if hint == hints.EditNextItem else -1)
        if target.isValid():
            self.setCurrentIndex(target)
            if hint != hints.SubmitModelCache:
                self.edit(target)
        QTimer.singleShot(0, self, self._catch_up)

    def _next_field(self, at: QModelIndex, step: int) -> QModelIndex:
        """Return the next field in this row, else the first or last of the row after or before."""
        place = EDITABLE.index(at.column()) + step
        row = at.row() + place // len(EDITABLE)
        return self.found.index(row, EDITABLE[place % len(EDITABLE)])

    def _catch_up(self) -> None:
        later = self._later
        if later is not None and not self.is_editing:
            later()
