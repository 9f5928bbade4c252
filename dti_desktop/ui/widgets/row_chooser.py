"""Taking a row into a what-if: a button, and under it the list of all rows that is searched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dti_desktop.engine.model import Catalogue
from dti_desktop.services.whatif_draft import ANSWER, FIGURE, Row
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.search_text import Query, fold
from dti_desktop.ui.sidebar_search import CatalogueSearch
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.list_window import ListWindow
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.widgets.search_field import SearchField

_SIZE = (520, 440)


class RowChooser(Retranslated, SecondaryButton):
    """`chosen(kind, code or key)` when a person took a row."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(icon="plus", parent=parent)
        self._catalogue: Catalogue | None = None
        self._language = "vi"
        self._taken: frozenset[Row] = frozenset()
        self.clicked.connect(self.open_list)
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(self.tr("Thêm chỉ số, số liệu"))
        self.setAccessibleName(self.tr("Thêm chỉ số thành phần hoặc số liệu chung vào giả định"))

    def offer(self, catalogue: Catalogue, language: str, taken: Sequence[Row]) -> None:
        """Offer all rows; those that are `taken` already stand out."""
        self._catalogue, self._language, self._taken = catalogue, language, frozenset(taken)

    def open_list(self) -> RowList | None:
        """Open the list under the button."""
        if self._catalogue is None:
            return None
        window = RowList(self._catalogue, self._language, self._taken, self)
        window.chosen.connect(self.chosen)
        window.open_under(self)
        return window


class RowList(ListWindow):
    """All sub-indicators, then the province's figures; `chosen(kind, code or key)` when one was taken."""

    chosen = Signal(str, str)

    def __init__(self, catalogue: Catalogue, language: str, taken: frozenset[Row], parent: QWidget) -> None:
        self._catalogue, self._language, self._taken = catalogue, language, taken
        self._found = CatalogueSearch(catalogue, language)
        self._shown: list[Row] = []
        self.rows = RowsModel()
        super().__init__(SearchField(), self.rows, _SIZE, parent)
        self.begin()
        self.retranslate()
        self.look_up("")

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Thêm vào giả định"))
        self.table.setAccessibleName(self.tr("Các chỉ số thành phần và số liệu chung"))
        self.search.setPlaceholderText(self.tr("Tìm chỉ số, số liệu chung"))
        self.search.setAccessibleName(self.tr("Tìm chỉ số, số liệu chung"))

    @property
    def shown(self) -> Sequence[Row]:
        """The rows that are found, in order."""
        return tuple(self._shown)

    def look_up(self, text: str) -> None:
        query = Query.of(text)
        indicators = self._catalogue.indicators
        codes = [hit.code for hit in self._found.find(text)] if query else list(indicators)
        figures = [
            figure
            for figure in self._catalogue.profile
            if not query or query.has_all_words([fold(figure.title.in_language(self._language))])
        ]
        self._shown = [(ANSWER, code) for code in codes] + [(FIGURE, figure.key) for figure in figures]
        cells = [
            (Cell(code, is_quiet=True), Cell(indicators[code].short.in_language(self._language)))
            for code in codes
        ]
        cells += [
            (Cell(self.tr("Chung"), is_quiet=True), Cell(figure.title.in_language(self._language)))
            for figure in figures
        ]
        taken = [at for at, row in enumerate(self._shown) if row in self._taken]
        self.rows.set_rows((Head(""), Head("")), cells, taken)
        self.table.set_columns((64, None))
        if self._shown:
            self.table.setCurrentIndex(self.rows.index(0, 0))

    def take(self, row: int) -> None:
        self.chosen.emit(*self._shown[row])
