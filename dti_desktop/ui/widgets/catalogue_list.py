"""All rows of a catalogue as a list with their state: which are shown and chosen, what does not add up."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dti_desktop.engine.catalogue_edit import NodeName
from dti_desktop.services.catalogues import Draft
from dti_desktop.ui import theme
from dti_desktop.ui.catalogue_rows import CatalogueModel, rows_of
from dti_desktop.ui.catalogue_text import state_of, total_words
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import LinkButton
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.labels import WrapLabel
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.surfaces import Card

_COLUMNS, _NARROW_COLUMNS = (86, None, 62), (82, None, 62)
_SIDE = theme.GRID


class CatalogueList(Retranslated, Card):
    """The list at the left. `row_chosen(NodeName)`; `opened` when Enter goes into it; `add_wanted`: a row."""

    row_chosen = Signal(object)
    opened = Signal()
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        self._language = "vi"
        self._is_narrow = False
        self.filters = Segments()
        self.model = CatalogueModel()
        self.table = DataTable()
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(DataTable.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.set_columns(_COLUMNS)
        self.sums = WrapLabel(size="small", tone="block")
        self.sums.hide()
        self.add = LinkButton(icon="plus")
        self.add.setEnabled(False)  # until there is a catalogue
        self.body.setContentsMargins(_SIDE, 8, _SIDE, 8)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.sums)
        self.body.addWidget(self.add)
        self.filters.chosen.connect(lambda _key: self.fill_rows())
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._chosen(now.row()))
        self.table.opened.connect(lambda _index: self.opened.emit())
        self.add.clicked.connect(self.add_wanted)
        self.name: NodeName | None = None
        self.retranslate()

    def show_draft(self, draft: Draft, titles: Mapping[NodeName, str], language: str) -> None:
        """Show the rows of a draft and which totals do not fit."""
        self._draft, self._language = draft, language
        self.add.setEnabled(True)
        self._say_filters()
        wrong = [total_words(check, titles) for check in draft.totals if not check.fits]
        self.sums.setText("\n".join(wrong))
        self.sums.setVisible(bool(wrong))
        self.fill_rows()

    def set_narrow(self, is_narrow: bool) -> None:
        """Give the titles what the narrower columns leave."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.table.set_columns(_NARROW_COLUMNS if is_narrow else _COLUMNS)

    def set_room(self, width: int | None) -> None:
        """Let the filters leave out what a list of `width` pixels has no room for; None: there is room."""
        self.filters.set_room(None if width is None else width - 2 * _SIDE)

    def select(self, name: NodeName | None) -> None:
        """Mark a row as the one that is shown; nothing is told of it."""
        self.name = name
        place = None if name is None else self.model.row_of(name)
        chosen = self.table.selectionModel()
        chosen.blockSignals(True)
        if place is None:
            self.table.clearSelection()
        else:
            self.table.selectRow(place)
            self.table.scrollTo(self.model.index(place, 0))
        chosen.blockSignals(False)
        self.table.viewport().update()

    def fill_rows(self) -> None:
        """Show the lines that are wanted."""
        if self._draft is None:
            return
        lines = rows_of(self._draft, self._language, self.filters.choice or "all")
        self.table.selectionModel().blockSignals(True)
        self.model.set_rows(lines)
        self.table.selectionModel().blockSignals(False)
        self.select(self.name)

    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self.model.rows) and self.model.rows[place].name != self.name:
            self.row_chosen.emit(self.model.rows[place].name)

    def _say_filters(self) -> None:
        """Name the filters with how many lines each shows."""
        draft = self._draft
        if draft is None:
            return
        waiting = sum(state_of(row) != "checked" for row in draft.rows.values())
        changed = sum(change.name.section == "indicators" for change in draft.changes)
        told = (
            ("all", self.tr("Tất cả"), len(draft.rows)),
            ("unchecked", self.tr("Chưa đối chiếu"), waiting),
            ("changed", self.tr("Đã sửa"), changed),
        )
        self.filters.set_segments([Segment(key, name, str(count)) for key, name, count in told])

    def retranslate(self) -> None:
        self.filters.set_name(self.tr("Những dòng được xem"))
        self.table.setAccessibleName(self.tr("Các dòng của bộ chỉ số"))
        self.model.set_heads(self.tr("Mã"), self.tr("Chỉ số thành phần"), self.tr("Điểm"))
        self.add.setText(self.tr("Thêm chỉ số thành phần…"))
