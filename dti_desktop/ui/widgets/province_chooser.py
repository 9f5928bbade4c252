"""Choosing one province of many: a button with its name, and under it a list that is searched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from dti_desktop.engine.results import Province
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.search_text import fold
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.league_table import ProvinceSearch
from dti_desktop.ui.widgets.rows_model import Cell, FoundRows, Head, RowsModel
from dti_desktop.ui.widgets.surfaces import Card

_SIZE = (440, 420)
_ROW = 28


class ProvinceChooser(Retranslated, SecondaryButton):
    """Shows the chosen province. `chosen(str)` comes when a person chose another one, never from `choose`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_icons(trailing="chevron-down")
        self._provinces: Sequence[Province] = ()
        self._own: str | None = None
        self.choice: str | None = None
        self.clicked.connect(self.open_list)
        self.retranslate()

    def retranslate(self) -> None:
        name = self.choice or ""
        self.setText(name)
        self.setAccessibleName(self.tr("Tỉnh, thành phố: {name}").format(name=name or "–"))

    def set_provinces(self, provinces: Sequence[Province], own: str) -> None:
        """Offer these by their names; `own` is the assessment's and stands out."""
        self._provinces = sorted(provinces, key=lambda province: fold(province.name))
        self._own = own

    def choose(self, province: str) -> None:
        """Show another one. Emits nothing."""
        self.choice = province
        self.retranslate()
        self.updateGeometry()

    def open_list(self) -> ProvinceList:
        """Open the list under the button."""
        window = ProvinceList(self._provinces, self._own, self.choice, self)
        window.chosen.connect(self._take)
        corner = self.mapToGlobal(QPoint(0, self.height() + theme.HALF))
        room = self.screen().availableGeometry()
        window.move(
            max(room.left(), min(corner.x(), room.right() - window.width() - theme.GRID)),
            max(room.top(), min(corner.y(), room.bottom() - window.height() - theme.GRID)),
        )
        window.show()
        window.activateWindow()
        window.search.setFocus(Qt.FocusReason.PopupFocusReason)
        return window

    def _take(self, province: str) -> None:
        if province != self.choice:
            self.choose(province)
            self.chosen.emit(province)


class ProvinceList(Retranslated, QDialog):
    """The list. A window of its own and no pop-up: input methods write only into the active window.

    It closes when another window is chosen, with Escape, and when a province is `chosen(str)`.
    """

    chosen = Signal(str)

    def __init__(
        self, provinces: Sequence[Province], own: str | None, choice: str | None, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._provinces = provinces
        self._was_active = False
        self.search = ProvinceSearch()
        self.rows = RowsModel()
        self.found = FoundRows(self.rows)
        self.table = DataTable()
        self.table.setModel(self.found)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.table.horizontalHeader().hide()
        self.table.setSelectionBehavior(DataTable.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        card = Card()
        card.body.setContentsMargins(8, 8, 8, 8)
        card.body.addWidget(self.search)
        card.body.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.resize(*_SIZE)
        cells = [(Cell(p.name), Cell(p.region, is_quiet=True)) for p in provinces]
        mine = [place for place, p in enumerate(provinces) if p.name == own]
        self.rows.set_rows((Head(""), Head("")), cells, mine)
        self.table.set_columns((150, None))
        self.search.textChanged.connect(self._look_up)
        self.search.down_wanted.connect(self.table.setFocus)
        self.search.chosen.connect(self._take_current)
        self.search.dismissed.connect(self.close)
        self.table.clicked.connect(self._take)
        self.table.opened.connect(self._take)
        self.retranslate()
        self._go_to(next((at for at, p in enumerate(provinces) if p.name == choice), 0))

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Chọn tỉnh, thành phố"))
        self.table.setAccessibleName(self.tr("Các tỉnh, thành phố"))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self._was_active = True
        elif event.type() == QEvent.Type.WindowDeactivate and self._was_active:
            self.close()
        return super().event(event)

    def _look_up(self, text: str) -> None:
        self.found.search(text)
        # The words may be those of a region: a name that begins with them is what is meant.
        wanted = fold(text.strip())
        names = [fold(self._name_at(row)) for row in range(self.found.rowCount())]
        begins = [at for at, name in enumerate(names) if name.startswith(wanted)]
        holds = [at for at, name in enumerate(names) if wanted in name]
        self._go_to(next(iter((*begins, *holds)), 0))

    def _name_at(self, row: int) -> str:
        return self._provinces[self.found.mapToSource(self.found.index(row, 0)).row()].name

    def _go_to(self, row: int) -> None:
        index = self.found.index(row, 0)
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index, DataTable.ScrollHint.PositionAtCenter)

    def _take_current(self) -> None:
        if self.table.currentIndex().isValid():
            self._take(self.table.currentIndex())

    def _take(self, index: QModelIndex) -> None:
        name = self._name_at(index.row())
        self._was_active = False
        self.close()
        self.chosen.emit(name)
