"""The views of the side bar: opened by a click or Enter, walked through with the arrow keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QTreeView, QWidget

from dti_desktop.ui.sidebar_rows import ROW_HEIGHT, Role, RowDelegate

if TYPE_CHECKING:
    _Base = QAbstractItemView
else:
    _Base = object

_OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class RowView(_Base):
    """Mixin: `opened` by a click or Enter; `left_up` and `left_down` where the arrows run out of rows.

    The ring around the current row shows only while the keyboard leads.
    """

    def _dress(self) -> None:
        self.setItemDelegate(RowDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._open)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.opened.emit(index)  # type: ignore[attr-defined]

    def enter(self, *, from_below: bool = False) -> None:
        """Take the keyboard, at the first row or, coming from below, at the last."""
        index = self._last() if from_below else self._first()
        if index.isValid():
            self.setCurrentIndex(index)
        self._set_ring(True)
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._set_ring(True)
        index = self.currentIndex()
        key = event.key()
        if key in _OPENING_KEYS and not event.modifiers():
            self._open(index)
        elif key == Qt.Key.Key_Up and index == self._first():
            self.left_up.emit()  # type: ignore[attr-defined]
        elif key == Qt.Key.Key_Down and index == self._last():
            self.left_down.emit()  # type: ignore[attr-defined]
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._set_ring(False)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._set_ring(True)
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._first())

    def _set_ring(self, on: bool) -> None:
        self.setProperty("ring", on)
        self.viewport().update()

    def _first(self) -> QModelIndex:
        return self.model().index(0, 0)

    def _last(self) -> QModelIndex:
        return self.model().index(self.model().rowCount() - 1, 0)


class RowList(RowView, QListView):
    """A short list that shows all of its rows."""

    opened = Signal(QModelIndex)
    left_up = Signal()
    left_down = Signal()

    def __init__(self, rows: int | None = None, parent: QWidget | None = None) -> None:
        """With `rows` it is exactly that many rows high, and never scrolls."""
        super().__init__(parent)
        self._dress()
        if rows is not None:
            self.setFixedHeight(rows * ROW_HEIGHT)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _first(self) -> QModelIndex:
        model = self.model()
        for row in range(model.rowCount()):
            if model.index(row, 0).flags() & Qt.ItemFlag.ItemIsSelectable:
                return model.index(row, 0)
        return QModelIndex()


class RowTree(RowView, QTreeView):
    """Main indices with their indicators. A click on a main index opens or closes it."""

    opened = Signal(QModelIndex)
    left_up = Signal()
    left_down = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dress()
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(True)
        self.setAnimated(False)
        # No row is ever cut in half at the top.
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)

    def _open(self, index: QModelIndex) -> None:
        if index.data(Role.KIND) == "index":
            self.setExpanded(index, not self.isExpanded(index))
        else:
            super()._open(index)

    def _last(self) -> QModelIndex:
        index = super()._last()
        if self.isExpanded(index) and self.model().rowCount(index):
            index = self.model().index(self.model().rowCount(index) - 1, 0, index)
        return index
