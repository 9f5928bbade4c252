"""Choosing one province of many: a button with its name, and under it a list that is searched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dti_desktop.engine.assessed_unit import short_name
from dti_desktop.engine.results import Province
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.search_text import fold
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.league_table import ProvinceSearch
from dti_desktop.ui.widgets.list_window import ListWindow
from dti_desktop.ui.widgets.rows_model import Cell, FoundRows, Head, RowsModel

_SIZE = (440, 420)


class ProvinceChooser(Retranslated, SecondaryButton):
    """Shows the chosen province. `chosen(str)` comes when a person chose another one, never from `choose`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_icons(trailing="chevron-down")
        self._provinces: Sequence[Province] = ()
        self._own: str | None = None
        self._head = ""
        self.choice: str | None = None
        self.clicked.connect(self.open_list)
        self.retranslate()

    def retranslate(self) -> None:
        name = self.choice or ""
        self.setText(short_name(name))
        self.setAccessibleName(f"{self._head}: {name or '–'}")

    def set_provinces(self, provinces: Sequence[Province], own: str, head: str) -> None:
        """Offer these by their names; `own` is the assessment's and stands out. `head`: what they are."""
        self._head = head
        self._provinces = sorted(provinces, key=lambda province: fold(province.name))
        self._own = own

    def choose(self, province: str) -> None:
        """Show another one. Emits nothing."""
        self.choice = province
        self.retranslate()
        self.updateGeometry()

    def open_list(self) -> ProvinceList:
        """Open the list under the button."""
        window = ProvinceList(self._provinces, self._own, self.choice, self._head, self)
        window.chosen.connect(self._take)
        window.open_under(self)
        return window

    def _take(self, province: str) -> None:
        if province != self.choice:
            self.choose(province)
            self.chosen.emit(province)


class ProvinceList(ListWindow):
    """All provinces; `chosen(str)` when one was taken."""

    chosen = Signal(str)

    def __init__(
        self, provinces: Sequence[Province], own: str | None, choice: str | None, head: str, parent: QWidget
    ) -> None:
        self._provinces, self._head = provinces, head
        self.rows = RowsModel()
        self.found = FoundRows(self.rows)
        super().__init__(ProvinceSearch(), self.found, _SIZE, parent)
        cells = [(Cell(short_name(p.name)), Cell(p.region, is_quiet=True)) for p in provinces]
        mine = [place for place, p in enumerate(provinces) if p.name == own]
        self.rows.set_rows((Head(""), Head("")), cells, mine)
        self.table.set_columns((150, None))
        self.begin()
        self.retranslate()
        self._go_to(next((at for at, p in enumerate(provinces) if p.name == choice), 0))

    def retranslate(self) -> None:
        self.setWindowTitle(self._head)
        self.table.setAccessibleName(self._head)

    def look_up(self, text: str) -> None:
        self.found.search(text)
        # The words may be those of a region: a name that begins with them is what is meant.
        wanted = fold(text.strip())
        names = [fold(self._name_at(row)) for row in range(self.found.rowCount())]
        begins = [at for at, name in enumerate(names) if name.startswith(wanted)]
        holds = [at for at, name in enumerate(names) if wanted in name]
        self._go_to(next(iter((*begins, *holds)), 0))

    def take(self, row: int) -> None:
        self.chosen.emit(self._name_at(row))

    def _name_at(self, row: int) -> str:
        return self._provinces[self.found.mapToSource(self.found.index(row, 0)).row()].name

    def _go_to(self, row: int) -> None:
        index = self.found.index(row, 0)
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index, DataTable.ScrollHint.PositionAtCenter)
