"""What of an earlier year found no place: each row with its old title and answer, and a way to a new one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.previous import PreviousRow
from dti_desktop.services.carrying import EarlierYear
from dti_desktop.ui import theme
from dti_desktop.ui.earlier_text import earlier_summary
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.search_text import Query
from dti_desktop.ui.sidebar_search import CatalogueSearch
from dti_desktop.ui.widgets.buttons import IconButton, SecondaryButton
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.list_window import ListWindow
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.widgets.search_field import SearchField
from dti_desktop.ui.widgets.surfaces import Card, Hairline

_LIST_SIZE = (520, 440)
_CODE_PX = 64


class PlaceList(ListWindow):
    """The sub-indicators that the earlier year has no row for yet; `chosen(code)`."""

    chosen = Signal(str)

    def __init__(self, catalogue: Catalogue, language: str, free: frozenset[str], parent: QWidget) -> None:
        self._catalogue, self._language, self._free = catalogue, language, free
        self._found = CatalogueSearch(catalogue, language)
        self.codes: list[str] = []
        self.rows = RowsModel()
        super().__init__(SearchField(), self.rows, _LIST_SIZE, parent)
        self.begin()
        self.retranslate()
        self.look_up("")

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Chuyển sang chỉ số"))
        self.table.setAccessibleName(self.tr("Các chỉ số năm trước chưa có câu trả lời"))
        self.search.setPlaceholderText(self.tr("Tìm chỉ số"))
        self.search.setAccessibleName(self.tr("Tìm chỉ số"))

    def look_up(self, text: str) -> None:
        indicators = self._catalogue.indicators
        found = [hit.code for hit in self._found.find(text)] if Query.of(text) else list(indicators)
        self.codes = [code for code in found if code in self._free]
        cells = [
            (Cell(code, is_quiet=True), Cell(indicators[code].short.in_language(self._language)))
            for code in self.codes
        ]
        self.rows.set_rows((Head(""), Head("")), cells)
        self.table.set_columns((_CODE_PX, None))
        if self.codes:
            self.table.setCurrentIndex(self.rows.index(0, 0))

    def take(self, row: int) -> None:
        self.chosen.emit(self.codes[row])


class ShelfRow(Retranslated, QWidget):
    """One row of the shelf."""

    def __init__(self, row: PreviousRow) -> None:
        super().__init__()
        self.row = row
        self._title = WrapLabel(weight=Weight.Medium)
        self._answer = WrapLabel(tone="secondary", selectable=True)
        self.move_to = SecondaryButton(trailing_icon="chevron-down")
        self.dismiss = IconButton("x", size=14)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._answer)
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 8, 12, 8)
        across.setSpacing(theme.GRID)
        across.addLayout(words, theme.TAKES_THE_ROOM)
        across.addStretch(1)
        across.addWidget(self.move_to)
        across.addWidget(self.dismiss)
        self.retranslate()

    def show_row(self, earlier: EarlierYear, language: str) -> None:
        """Show the old title where the old catalogue is known, and the answer."""
        known = None if earlier.catalogue is None else earlier.catalogue.indicators.get(self.row.old_code)
        title = self.row.old_code
        if known is not None:
            title = f"{title}  {known.title.in_language(language)}"
        self._title.setText(title)
        self._answer.setText(earlier_summary(self.row, known, language))
        self.retranslate()

    def retranslate(self) -> None:
        title = self._title.text()
        self.move_to.setText(self.tr("Chuyển sang chỉ số…"))
        self.move_to.setAccessibleName(f"{self.move_to.text()}: {title}")
        self.dismiss.set_name(self.tr("Bỏ qua"))
        self.dismiss.setAccessibleName(self.tr("Bỏ qua: {title}").format(title=title))


class Shelf(Retranslated, Card):
    """The rows of the shelf. `moved(old code, code)`, `dismissed(old code)`."""

    moved = Signal(str, str)
    dismissed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.setContentsMargins(0, 4, 0, 4)
        self.body.setSpacing(0)
        self.rows: list[ShelfRow] = []
        self._nothing = Label(tone="secondary")
        self._nothing.setContentsMargins(20, 8, 20, 8)
        self.body.addWidget(self._nothing)
        self._assessment: Assessment | None = None
        self._language = "vi"
        self.retranslate()

    def show_rows(self, assessment: Assessment, earlier: EarlierYear, language: str) -> None:
        """Show what lies on the shelf now."""
        self._assessment, self._language = assessment, language
        held = () if assessment.previous is None else tuple(assessment.previous.shelf.values())
        if held != tuple(row.row for row in self.rows):
            self._build(held)
        for row in self.rows:
            row.show_row(earlier, language)
        self._nothing.setVisible(not self.rows)

    def _build(self, held: tuple[PreviousRow, ...]) -> None:
        while self.body.count() > 1:
            item = self.body.takeAt(1)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        for each in held:
            if self.rows:
                self.body.addWidget(Hairline())
            row = ShelfRow(each)
            row.move_to.clicked.connect(lambda _on=False, row=row: self.open_list(row))
            row.dismiss.clicked.connect(lambda _on=False, row=row: self.dismissed.emit(row.row.old_code))
            self.body.addWidget(row)
            self.rows.append(row)

    def open_list(self, row: ShelfRow) -> PlaceList | None:
        """Offer the places that are free, under the row's button."""
        assessment = self._assessment
        if assessment is None or assessment.previous is None:
            return None
        free = frozenset(assessment.catalogue.indicators) - assessment.previous.rows.keys()
        window = PlaceList(assessment.catalogue, self._language, free, row.move_to)
        window.chosen.connect(lambda code: self.moved.emit(row.row.old_code, code))
        window.open_under(row.move_to)
        return window

    def retranslate(self) -> None:
        self._nothing.setText(self.tr("Mọi câu trả lời của năm trước đều đã có chỗ."))
