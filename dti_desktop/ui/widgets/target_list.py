"""The sub-indicators to which evidence is given: searched, dropped on, or chosen by keyboard."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.library_rows import TargetRows
from dti_desktop.ui.search_text import Query
from dti_desktop.ui.sidebar_search import CatalogueSearch
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.rows_model import Cell, Head
from dti_desktop.ui.widgets.search_field import SearchField

_ROW = 28


class TargetSearch(SearchField):
    """Finds the sub-indicator to give evidence to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

    def retranslate(self) -> None:
        super().retranslate()
        self.setPlaceholderText(self.tr("Tìm chỉ số để gán"))
        self.setAccessibleName(self.tr("Tìm chỉ số để gán"))


class TargetList(Retranslated, QWidget):
    """`wanted(code)` on Enter or a double click, `dropped(ids, code)` when items were dropped on a row.

    Sub-indicators that the chosen evidence proves already stand out.
    """

    wanted = Signal(str)
    dropped = Signal(object, str)
    current_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assessment: Assessment | None = None
        self._language = "vi"
        self._proven: frozenset[str] = frozenset()
        self._search_of: tuple[tuple[str, str], CatalogueSearch] | None = None
        self.search = TargetSearch()
        self.rows = TargetRows()
        self.table = DataTable()
        self.table.setModel(self.rows)
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.table.setSelectionBehavior(DataTable.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.table.setDragDropOverwriteMode(True)  # on a row, never between two
        self.rows.dropped.connect(self.dropped)
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(lambda _new, _old: self.current_changed.emit())
        self.search.textChanged.connect(lambda _text: self._fill())
        self.search.down_wanted.connect(self.table.setFocus)
        self.search.chosen.connect(lambda: self._open(self.table.currentIndex()))
        self.search.dismissed.connect(self.table.setFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF)
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Chỉ số thành phần: thả tài liệu vào, hoặc Enter để gán"))

    @property
    def code(self) -> str | None:
        """The sub-indicator that is chosen."""
        index = self.table.currentIndex()
        return self.rows.codes[index.row()] if index.isValid() else None

    def show_assessment(self, assessment: Assessment, language: str, proven: Collection[str]) -> None:
        """Show an assessment's sub-indicators; `proven` are those that stand out."""
        shown = (assessment.catalogue.digest, language, assessment.links, frozenset(proven))
        before = self._assessment
        if before is not None and shown == (
            before.catalogue.digest,
            self._language,
            before.links,
            self._proven,
        ):
            self._assessment = assessment
            return
        self._assessment, self._language, self._proven = assessment, language, frozenset(proven)
        self._fill()

    def _fill(self) -> None:
        assessment = self._assessment
        if assessment is None:
            return
        catalogue, kept = assessment.catalogue, self.code
        codes = tuple(catalogue.indicators)
        if Query.of(self.search.text()):
            key = (catalogue.digest, self._language)
            if self._search_of is None or self._search_of[0] != key:
                self._search_of = key, CatalogueSearch(catalogue, self._language)
            codes = tuple(hit.code for hit in self._search_of[1].find(self.search.text()))
        cells = []
        for code in codes:
            count = len(assessment.links.get(code, ()))
            title = catalogue.indicators[code]
            full = title.title.in_language(self._language)
            documents = self.tr("{count} tài liệu").format(count=count) if count else ""
            cells.append(
                (
                    Cell(code, is_quiet=True),
                    Cell(title.short.in_language(self._language), hint=full),
                    Cell(str(count) if count else "", hint=documents, is_quiet=True),
                )
            )
        self.rows.codes = codes
        heads = (Head(""), Head(""), Head("", is_number=True))
        self.rows.set_rows(heads, cells, [at for at, code in enumerate(codes) if code in self._proven])
        self.table.set_columns((56, None, 36))
        if codes:
            at = codes.index(kept) if kept in codes else 0
            self.table.setCurrentIndex(self.rows.index(at, 1))
        self.current_changed.emit()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.wanted.emit(self.rows.codes[index.row()])
