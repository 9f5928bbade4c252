"""Taking a row into a what-if: a button, and under it the list of all rows that is searched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from dti_desktop.engine.model import Catalogue
from dti_desktop.services.whatif_draft import ANSWER, FIGURE, Row
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.search_text import Query, fold
from dti_desktop.ui.sidebar_search import CatalogueSearch
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.widgets.search_field import SearchField
from dti_desktop.ui.widgets.surfaces import Card

_SIZE = (520, 440)
_ROW = 28


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
        self.setAccessibleName(self.tr("Thêm chỉ số thành phần hoặc số liệu của tỉnh vào giả định"))

    def offer(self, catalogue: Catalogue, language: str, taken: Sequence[Row]) -> None:
        """Offer all rows; those that are `taken` already stand out."""
        self._catalogue, self._language, self._taken = catalogue, language, frozenset(taken)

    def open_list(self) -> RowList | None:
        """Open the list under the button."""
        if self._catalogue is None:
            return None
        window = RowList(self._catalogue, self._language, self._taken, self)
        window.chosen.connect(self.chosen)
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


class RowList(Retranslated, QDialog):
    """The list. A window of its own and no pop-up: input methods write only into the active window.

    It closes when another window is chosen, with Escape, and when a row is chosen.
    """

    chosen = Signal(str, str)

    def __init__(self, catalogue: Catalogue, language: str, taken: frozenset[Row], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._catalogue, self._language, self._taken = catalogue, language, taken
        self._found = CatalogueSearch(catalogue, language)
        self._shown: list[Row] = []
        self._was_active = False
        self.search = SearchField(shortcut=None)
        self.rows = RowsModel()
        self.table = DataTable()
        self.table.setModel(self.rows)
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
        self.search.textChanged.connect(self._look_up)
        self.search.down_wanted.connect(self.table.setFocus)
        self.search.chosen.connect(self._take_current)
        self.search.dismissed.connect(self.close)
        self.table.clicked.connect(self._take)
        self.table.opened.connect(self._take)
        self.retranslate()
        self._look_up("")

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Thêm vào giả định"))
        self.table.setAccessibleName(self.tr("Các chỉ số thành phần và số liệu của tỉnh"))
        self.search.setPlaceholderText(self.tr("Tìm chỉ số, số liệu của tỉnh"))
        self.search.setAccessibleName(self.tr("Tìm chỉ số, số liệu của tỉnh"))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self._was_active = True
        elif event.type() == QEvent.Type.WindowDeactivate and self._was_active:
            self.close()
        return super().event(event)

    @property
    def shown(self) -> Sequence[Row]:
        """The rows that are found, in order."""
        return tuple(self._shown)

    def _look_up(self, text: str) -> None:
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
            (Cell(self.tr("Tỉnh"), is_quiet=True), Cell(figure.title.in_language(self._language)))
            for figure in figures
        ]
        taken = [at for at, row in enumerate(self._shown) if row in self._taken]
        self.rows.set_rows((Head(""), Head("")), cells, taken)
        self.table.set_columns((64, None))
        if self._shown:
            self.table.setCurrentIndex(self.rows.index(0, 0))

    def _take_current(self) -> None:
        if self.table.currentIndex().isValid() and self._shown:
            self._take(self.table.currentIndex())

    def _take(self, index: QModelIndex) -> None:
        kind, name = self._shown[index.row()]
        self._was_active = False
        self.close()
        self.chosen.emit(kind, name)
