"""The review of all sub-indicators as a table to walk, to sort, and to choose rows in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from dti_desktop.ui import icons
from dti_desktop.ui.review_rows import (
    CODE,
    COMMENTS,
    LAST,
    MINISTRY,
    REASON,
    STATE,
    ReviewRow,
    heads,
)
from dti_desktop.ui.review_state import SHAPES
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.rows_model import Cell, FoundRows, RowsModel

_Index = QModelIndex | QPersistentModelIndex
_WIDTHS = (64, None, 152, 80, 84, 84, 80, 92, 148, None)
#: Below this width, wider with the ministry's column, the last change makes room for the titles.
_LAST_FROM, _LAST_BESIDE_MINISTRY_FROM = 900, 1060
_COMMENTS_FROM = 760


class _Rows(RowsModel):
    """As `RowsModel`, with the shape of the state, and a flag where something changed since."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: Sequence[ReviewRow] = ()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DecorationRole and index.column() in (STATE, LAST):
            row = self.shown[index.row()]
            if index.column() == STATE:
                return icons.current().icon(*SHAPES[row.state])
            return icons.current().icon("flag", "accent") if row.is_changed else None
        return super().data(index, role)


class ReviewTable(DataTable):
    """`chosen` when other rows are selected. What is selected stays so while it is shown."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._with_reasons = False
        self.rows = _Rows()
        self.found = FoundRows(self.rows)
        self.setModel(self.found)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSortingEnabled(True)
        order = self.horizontalHeader()
        order.setSortIndicatorClearable(False)
        order.setSortIndicator(CODE, Qt.SortOrder.AscendingOrder)
        self.selectionModel().selectionChanged.connect(lambda _on, _off: self.chosen.emit())

    def show_rows(
        self, shown: Sequence[ReviewRow], cells: Sequence[Sequence[Cell]], *, with_reasons: bool = False
    ) -> None:
        """Show these rows; selection and place of the keyboard stay where they are still there.

        `with_reasons`: why the points differ, in place of remarks and changes.
        """
        self._with_reasons = with_reasons
        selected, current = self.selected_codes, self.current_code
        self.rows.shown = shown
        self.rows.set_rows(heads(), cells)
        self.set_columns(_WIDTHS)
        self._hide_columns()
        self.choose(selected, current)

    @property
    def selected_codes(self) -> list[str]:
        """The sub-indicators that are selected, in catalogue order."""
        rows = {self.found.mapToSource(index).row() for index in self.selectedIndexes()}
        return [self.rows.shown[row].code for row in sorted(rows) if row < len(self.rows.shown)]

    @property
    def current_code(self) -> str | None:
        """The sub-indicator that the keyboard is on."""
        return self.code_at(self.currentIndex())

    def code_at(self, index: QModelIndex) -> str | None:
        """Return which sub-indicator stands at a cell."""
        row = self.found.mapToSource(index).row() if index.isValid() else -1
        return self.rows.shown[row].code if 0 <= row < len(self.rows.shown) else None

    def choose(self, codes: Collection[str], current: str | None = None) -> None:
        """Select these rows, and put the keyboard on one, else on the first."""
        places = {row.code: place for place, row in enumerate(self.rows.shown)}
        selection = QItemSelection()
        for code in codes:
            if code in places:
                index = self.found.mapFromSource(self.rows.index(places[code], CODE))
                selection.select(index, index)
        model, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        wanted = self.found.index(0, CODE)
        if current in places:
            wanted = self.found.mapFromSource(self.rows.index(places[current], CODE))
        model.setCurrentIndex(wanted, flags.NoUpdate)
        model.select(selection, flags.ClearAndSelect | flags.Rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hide_columns()

    def _hide_columns(self) -> None:
        has_ministry = any(row.ministry is not None for row in self.rows.shown)
        least = _LAST_BESIDE_MINISTRY_FROM if has_ministry else _LAST_FROM
        self.setColumnHidden(LAST, self._with_reasons or self.width() < least)
        self.setColumnHidden(STATE, self._with_reasons)
        self.setColumnHidden(COMMENTS, self._with_reasons or self.width() < _COMMENTS_FROM)
        self.setColumnHidden(REASON, not self._with_reasons)
        # Before the ministry has said anything its column would only say so a hundred times.
        self.setColumnHidden(MINISTRY, not has_ministry)
