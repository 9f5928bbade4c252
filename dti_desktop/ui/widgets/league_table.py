"""All provinces of a year in a table that sorts and searches; the own one stands out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from dti_desktop.engine.assessed_unit import short_name
from dti_desktop.engine.history import Figure
from dti_desktop.engine.results import OVERALL
from dti_desktop.services.league import League, LeagueRow
from dti_desktop.ui import format as formats
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.rows_model import Cell, FoundRows, Head, RowsModel, on_lines_for
from dti_desktop.ui.widgets.search_field import SearchField

#: As wide as a star, so that numbers with and without one stay in line.
_NO_MARK = "\u2007"
_PILLAR = 112
_REGION_COLUMN = 2
#: Below this width the regions are only told when the pointer rests on a province.
_REGION_FROM = 760


class ProvinceSearch(SearchField):
    """Finds a province by its name or its region."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

    def retranslate(self) -> None:
        super().retranslate()
        self.setPlaceholderText(self.tr("Tìm theo tên, vùng"))
        self.setAccessibleName(self.tr("Tìm theo tên, vùng"))


class LeagueTable(Retranslated, DataTable):
    """Rank, province, region, value, distance from here, and each pillar's value and rank."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.rows = RowsModel()
        self.found = FoundRows(self.rows)
        self._league: League | None = None
        self._pillars: Sequence[str] = ()
        self._head = ""
        self.setModel(self.found)
        self.setSortingEnabled(True)
        # No row is ever cut in half under the heads.
        self.setVerticalScrollMode(DataTable.ScrollMode.ScrollPerItem)
        heads = self.horizontalHeader()
        heads.setSortIndicatorClearable(False)
        heads.setSortIndicator(0, Qt.SortOrder.AscendingOrder)

    def show_league(self, league: League, pillars: Sequence[str], head: str) -> None:
        """Show a year; `pillars` are the titles of its pillar columns, `head` that of the names."""
        is_new_year = self._league is None or self._league.ranking.against != league.ranking.against
        self._league, self._pillars, self._head = league, pillars, head
        self._fill()
        if is_new_year:
            self.show_own()

    def search(self, text: str) -> None:
        """Show only the provinces that match; all of them for an empty text."""
        self.found.search(text)
        if not text.strip():
            self.show_own()

    def show_own(self) -> None:
        """Bring the own province into the middle, and the keyboard onto it."""
        for row in range(self.found.rowCount()):
            index = self.found.index(row, 1)
            if self.rows.is_own(self.found.mapToSource(index).row()):
                self.setCurrentIndex(index)
                self.clearSelection()
                self.scrollTo(index, self.ScrollHint.PositionAtCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_regions()
        if self._is_on_own():
            self.scrollTo(self.currentIndex(), self.ScrollHint.PositionAtCenter)

    def _show_regions(self) -> None:
        """Show the regions where there is room, and more than one."""
        self.setColumnHidden(_REGION_COLUMN, self.width() < _REGION_FROM or not self._has_regions)

    @property
    def _has_regions(self) -> bool:
        rows = () if self._league is None else self._league.rows
        return len({row.region for row in rows if not row.is_own or row.region}) > 1

    def _is_on_own(self) -> bool:
        index = self.currentIndex()
        return index.isValid() and self.rows.is_own(self.found.mapToSource(index).row())

    def retranslate(self) -> None:
        self._fill()

    def _fill(self) -> None:
        if self._league is None:
            return
        form, said = formats.current(), self.tr("{pillar}: giá trị và hạng")
        heads = [
            Head(self.tr("Hạng"), True),
            Head(self._head),
            Head(self.tr("Vùng")),
            Head(self.tr("Giá trị"), True),
            Head(
                self.tr("Cách biệt\n(điểm)"), True, self.tr("Hơn (+) hoặc kém (−) hồ sơ này bao nhiêu điểm")
            ),
            *(Head(on_lines_for(title, _PILLAR), True, said.format(pillar=title)) for title in self._pillars),
        ]
        rows = []
        for row in self._league.rows:
            whole = row.whole
            pillars = [figure for measure, figure in row.figures.items() if measure != OVERALL]
            rows.append(
                (
                    Cell(
                        "–" if whole.rank is None else str(whole.rank),
                        whole.rank,
                        is_quiet=whole.rank is None,
                    ),
                    Cell(short_name(row.province), row.province, hint=row.region),
                    Cell(row.region, row.region, is_quiet=True),
                    Cell(
                        "–" if whole.value is None else form.value(whole.value),
                        None if whole.value is None else float(whole.value),
                        hint="" if whole.value is not None else self.tr("chưa rõ"),
                    ),
                    self._gap(row),
                    *(self._pillar(figure) for figure in pillars),
                )
            )
        own = [place for place, row in enumerate(self._league.rows) if row.is_own]
        self.rows.set_rows(heads, rows, own)
        has_regions = self._has_regions
        name, region = (140, None) if has_regions else (None, 0)
        self.set_columns((76, name, region, 80, 88, *(_PILLAR for _ in self._pillars)))
        self._show_regions()

    @staticmethod
    def _gap(row: LeagueRow) -> Cell:
        if row.is_own or row.gap_points is None:
            return Cell("" if row.is_own else "–", 0.0 if row.is_own else None, is_quiet=True)
        return Cell(formats.current().signed(row.gap_points, 1), float(row.gap_points), is_quiet=True)

    def _pillar(self, figure: Figure) -> Cell:
        form = formats.current()
        if figure.value is None and figure.rank is None:
            return Cell("–" + _NO_MARK, hint=self.tr("chưa rõ"), is_quiet=True)
        value = "–" if figure.value is None else form.value(figure.value)
        rank = "" if figure.rank is None else f" · {str(figure.rank).rjust(2, _NO_MARK)}"
        mark = "*" if figure.is_derived else _NO_MARK
        hint = self.tr("Suy ra từ giá trị chung và các chỉ số chính") if figure.is_derived else ""
        order = float(figure.value) if figure.value is not None else None
        return Cell(f"{value}{rank}{mark}", order, hint=hint)
