"""Sub-indicators to tick, under their main indices: a tick on a main index takes all of it."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from dti_desktop.engine.model import Catalogue

_ROW = 28
_CODE = Qt.ItemDataRole.UserRole
_TICKED, _EMPTY, _PARTLY = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked


class IndicatorTicks(QTreeView):
    """`changed` when the ticks did. Space ticks, the arrow keys open and close a main index."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QStandardItemModel(self)
        self._is_ticking = False
        self.setModel(self._rows)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        # No row is ever cut in half at the top.
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self._rows.itemChanged.connect(self._ticked)

    def offer(self, catalogue: Catalogue, language: str, locked: Collection[str], locked_words: str) -> None:
        """Show a catalogue, nothing ticked; what is `locked` cannot be."""
        self._is_ticking = True
        self._rows.clear()
        for index in catalogue.main_indices:
            parent = _row(index.code, f"{index.code}. {index.title.in_language(language)}")
            for code in index.indicators:
                short = catalogue.indicators[code].short.in_language(language)
                if code in locked:
                    child = _row(code, f"{code}  {short} ({locked_words})")
                    child.setEnabled(False)
                else:
                    child = _row(code, f"{code}  {short}")
                child.setToolTip(catalogue.indicators[code].title.in_language(language))
                parent.appendRow(child)
            self._rows.appendRow(parent)
        self._is_ticking = False
        if self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0, 0))

    @property
    def codes(self) -> list[str]:
        """The sub-indicators that are ticked, in the catalogue's order."""
        return [
            child.data(_CODE)
            for parent in self._parents()
            for child in _children(parent)
            if child.checkState() == _TICKED
        ]

    def tick(self, codes: Collection[str]) -> None:
        """Tick these and no others."""
        for parent in self._parents():
            for child in _children(parent):
                if child.isEnabled():
                    child.setCheckState(_TICKED if child.data(_CODE) in codes else _EMPTY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self._rows.itemFromIndex(self.currentIndex())
            if item and item.isEnabled():
                item.setCheckState(_EMPTY if item.checkState() == _TICKED else _TICKED)
            return
        super().keyPressEvent(event)

    def _parents(self) -> list[QStandardItem]:
        return [self._rows.item(row) for row in range(self._rows.rowCount())]

    def _ticked(self, item: QStandardItem) -> None:
        if self._is_ticking:
            return
        self._is_ticking = True
        parent = item.parent()
        if not parent:
            wanted = _EMPTY if item.checkState() == _EMPTY else _TICKED
            for child in _children(item):
                if child.isEnabled():
                    child.setCheckState(wanted)
            parent = item
        states = {child.checkState() for child in _children(parent) if child.isEnabled()}
        parent.setCheckState(states.pop() if len(states) == 1 else _PARTLY if states else _EMPTY)
        self._is_ticking = False
        self.changed.emit()


def _row(code: str, text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setData(code, _CODE)
    item.setCheckable(True)
    item.setSizeHint(QSize(0, _ROW))
    return item


def _children(item: QStandardItem) -> list[QStandardItem]:
    return [item.child(row) for row in range(item.rowCount())]
