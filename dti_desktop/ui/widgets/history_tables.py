"""The tables of a province over the years: the years, its nearest rivals, its region."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dti_desktop.engine.assessed_unit import short_name
from dti_desktop.engine.history import Change, Figure, OtherRanking, PastYear, Rival
from dti_desktop.engine.results import INDEX_PREFIX, OVERALL
from dti_desktop.services.history import Retrospect, change_shape, change_words
from dti_desktop.services.words import Words
from dti_desktop.ui import format as formats
from dti_desktop.ui.assessed_text import mean_head, mean_name, ranked_head
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel, on_lines_for, on_two_lines

ROW = 28
UNKNOWN = "–"
_MARK = "*"
_FIGURE_COLUMN = 116
#: With more main indices than this the columns are made narrow.
_MOST_WIDE = 5
_REGION_COLUMN = 2
#: With less room beside the main indices the regions of rivals are left out.
_REGION_FROM = 620
_GAP_COLUMN, _LEAST_ROOM = 64, 290
#: Below this width of the years only what matters most is shown of each.
_ALL_COLUMNS_FROM = 760


class HistoryTable(DataTable):
    """A table as high as its rows; where there is no room, `least_rows` of them are seen and it scrolls."""

    def __init__(self, least_rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.rows = RowsModel()
        self.setModel(self.rows)
        self._least_rows = least_rows
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # No row is ever cut in half.
        self.setVerticalScrollMode(DataTable.ScrollMode.ScrollPerItem)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def fit(self) -> None:
        """Take the height of the rows, or less where there is not so much room."""
        self.setMaximumHeight(self._height_of(self.rows.rowCount()))
        self.setMinimumHeight(self._height_of(min(self.rows.rowCount(), self._least_rows)))
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_first_whole()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Before it is shown the first time, the heads do not have their style yet and seem lower.
        self.fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def _height_of(self, rows: int) -> int:
        heads = self.horizontalHeader()
        heads.headerDataChanged(Qt.Orientation.Horizontal, 0, max(0, heads.count() - 1))  # it keeps its hint
        head = heads.sizeHint().height()
        scrolls = self.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        return head + ROW * rows + 3 + (self.horizontalScrollBar().sizeHint().height() if scrolls else 0)

    def show_own(self) -> None:
        """Bring the row that stands out into the middle."""
        own = next((row for row in range(self.rows.rowCount()) if self.rows.is_own(row)), None)
        if own is not None:
            self.setCurrentIndex(self.rows.index(own, 1))
            self.clearSelection()
            self.scrollTo(self.rows.index(own, 0), self.ScrollHint.PositionAtCenter)
            self._keep_first_whole()

    def _keep_first_whole(self) -> None:
        """Let rather the last row be cut than the first; not the own one."""
        bar, last = self.verticalScrollBar(), self.rows.rowCount() - 1
        if bar.value() == bar.maximum() > 0 and not self.rows.is_own(last):
            bar.setValue(bar.maximum() - 1)


@dataclass(frozen=True)
class _Column:
    """A column of the years: its head, what stands in it, and its width (None: the room that is left)."""

    head: Head
    cell: Callable[[PastYear], Cell]
    width: int | None


class YearsTable(HistoryTable):
    """One row a year: rank, what it gained, value, region, and the pillars or the main indices."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(least_rows=4, parent=parent)
        self.years: list[int] = []
        self._shown: tuple[Retrospect, Words, bool] | None = None
        self._is_narrow = False

    def show_years(self, found: Retrospect, words: Words, *, by_index: bool) -> None:
        """Show the years of a province; the one compared in stands out."""
        self._shown = found, words, by_index
        self._is_narrow = self.width() < _ALL_COLUMNS_FROM
        told = found.history
        by_year = {year.year: year for year in told.years}
        self.years = sorted({*by_year, *(row.year for o in told.others for row in o.years)}, reverse=True)
        nothing = {
            year: PastYear(year, {OVERALL: Figure()}, {OVERALL: ()}, None, None, True) for year in self.years
        }
        rows = [by_year.get(year, nothing[year]) for year in self.years]
        columns = self._index_columns(found, words) if by_index else self._pillar_columns(found, words)
        self.rows.set_rows(
            [column.head for column in columns],
            [[column.cell(row) for column in columns] for row in rows],
            [place for place, year in enumerate(self.years) if year == found.year],
        )
        self.set_columns([column.width for column in columns])
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown is not None and self._is_narrow != (self.width() < _ALL_COLUMNS_FROM):
            found, words, by_index = self._shown
            self.show_years(found, words, by_index=by_index)

    def _pillar_columns(self, found: Retrospect, words: Words) -> list[_Column]:
        form = formats.current()

        def mean(year: PastYear) -> Cell:
            value = year.national_mean
            return Cell(UNKNOWN if value is None else form.value(value), is_quiet=True)

        columns = self._first_columns(words)
        if not self._is_narrow:
            catalogue = found.catalogue
            average = Head(on_lines_for(mean_head(catalogue), 74), True, mean_name(catalogue))
            columns.append(_Column(average, mean, 74))
            if any(year.region is not None for year in found.history.years):
                place = self.tr("Thứ trong vùng, theo hạng cả nước")
                region = 64 if found.history.others else 92  # what other indices need is the head's to give
                within = Head(on_lines_for(self.tr("Trong vùng"), region), True, place)
                columns.append(_Column(within, self._region, region))
        for pillar in found.catalogue.pillars:
            title = pillar.title.in_language(words.language)
            width = None if self._is_narrow else _FIGURE_COLUMN
            head = on_two_lines(title) if width is None else on_lines_for(title, width)
            columns.append(self._figure_column(pillar.code, head, title, width))
        for other in () if self._is_narrow else found.history.others:
            name = words.measure(other.measure)
            columns.append(
                _Column(Head(on_two_lines(name), True, name), partial(self._other, other, words), 86)
            )
        return columns

    def _index_columns(self, found: Retrospect, words: Words) -> list[_Column]:
        known = [
            index
            for index in found.catalogue.main_indices
            if any(INDEX_PREFIX + index.code in year.figures for year in found.history.years)
        ]
        columns = self._first_columns(words)
        is_crowded = self._is_narrow or len(known) > _MOST_WIDE
        if is_crowded:
            columns = columns[:2]  # the others stand beside the pillars
        for index in known:
            title = index.title.in_language(words.language)
            head = self.tr("Chỉ số\n{code}").format(code=index.code)
            width = None if is_crowded else _FIGURE_COLUMN
            columns.append(self._figure_column(INDEX_PREFIX + index.code, head, title, width))
        return columns

    def _first_columns(self, words: Words) -> list[_Column]:
        is_short, title = self._is_narrow, self.tr("Thay đổi")
        return [
            _Column(Head(self.tr("Năm")), lambda year: Cell(str(year.year)), 60),
            _Column(Head(self.tr("Hạng"), True), lambda year: rank_cell(year.whole), 52),
            _Column(
                Head(on_two_lines(title) if is_short else title, is_short),
                partial(self._change, words, is_short),
                72 if is_short else None,
            ),
            _Column(Head(self.tr("Giá trị"), True), lambda year: value_cell(year.whole), 72),
        ]

    def _figure_column(self, measure: str, head: str, title: str, width: int | None) -> _Column:
        return _Column(
            Head(head, True, self.tr("{title}: giá trị và hạng").format(title=title)),
            lambda year: self._figure(year.figures.get(measure, Figure())),
            width,
        )

    def _change(self, words: Words, is_short: bool, year: PastYear) -> Cell:
        if year.change is None:
            hint = self.tr("Chưa biết hạng của năm nào trước đó") if year.whole.rank is not None else ""
            return Cell(UNKNOWN, hint=hint, is_quiet=True)
        said = f"{change_shape(year.change)}  {change_words(words, year.change)}"
        hint = "; ".join(change_words(words, change) for change in year.changes[OVERALL])
        return Cell(short_change(year.change) if is_short else said, hint=hint)

    def _region(self, year: PastYear) -> Cell:
        region = year.region
        if region is None or region.rank is None:
            missing = () if region is None else region.missing
            hint = self.tr("Chưa biết hạng của {names}").format(names=", ".join(missing)) if missing else ""
            return Cell(UNKNOWN, hint=hint, is_quiet=True)
        return Cell(f"{region.rank}/{region.of}")

    def _figure(self, figure: Figure) -> Cell:
        if not figure.is_known:
            return Cell(UNKNOWN, hint=self.tr("chưa rõ"), is_quiet=True)
        value = UNKNOWN if figure.value is None else formats.current().value(figure.value)
        value += _MARK if figure.is_derived else ""
        rank = UNKNOWN if figure.rank is None else str(figure.rank)
        rank += _MARK if figure.is_rank_derived else ""
        is_derived = figure.is_derived or figure.is_rank_derived
        return Cell(f"{value} · {rank}", hint=self.tr("* suy ra, không công bố") if is_derived else "")

    @staticmethod
    def _other(other: OtherRanking, words: Words, year: PastYear) -> Cell:
        row = next((row for row in other.years if row.year == year.year), None)
        if row is None or row.rank is None:
            return Cell(UNKNOWN, is_quiet=True)
        if row.change is None:
            return Cell(str(row.rank))
        return Cell(f"{row.rank}  {short_change(row.change)}", hint=change_words(words, row.change))


class RivalsTable(HistoryTable):
    """The nearest above, the province itself, the nearest below; gaps in points, those of indices tinted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(least_rows=7, parent=parent)
        self.provinces: list[str] = []
        self._codes = 0

    def show_rivals(self, found: Retrospect, language: str) -> None:
        """Show the rivals of the year compared in; where main indices are known, their gaps too."""
        near, form = found.rivals, formats.current()
        all_rivals = (*near.above, *near.below)
        codes = [
            index.code
            for index in found.catalogue.main_indices
            if any(index.code in rival.index_gaps_points for rival in all_rivals)
        ]
        titles = {code: found.catalogue.index_by_code[code].title.in_language(language) for code in codes}
        heads = [
            Head(self.tr("Hạng"), True),
            Head(on_two_lines(ranked_head(found.catalogue, language))),
            Head(self.tr("Vùng")),
            Head(self.tr("Giá trị"), True),
            Head(
                self.tr("Cách biệt\n(điểm)"),
                True,
                self.tr("Hơn (+) hoặc kém (−) nơi đang xem bao nhiêu điểm"),
            ),
            *(
                Head(
                    self.tr("Chỉ số\n{code}").format(code=code),
                    True,
                    self.tr("{title}: hơn (+) hoặc kém (−) bao nhiêu điểm").format(title=title),
                )
                for code, title in titles.items()
            ),
        ]
        gaps = [abs(gap) for rival in all_rivals for gap in rival.index_gaps_points.values()]
        widest = max(gaps, default=Fraction(0))

        def row(rival: Rival) -> tuple[Cell, ...]:
            gap = rival.gap_points
            return (
                rank_cell(rival.whole),
                Cell(short_name(rival.province), hint=rival.region),
                Cell(rival.region, is_quiet=True),
                value_cell(rival.whole),
                Cell(UNKNOWN if gap is None else form.signed(gap, 1), is_quiet=gap is None),
                *(self._gap(rival.index_gaps_points.get(code), widest) for code in codes),
            )

        own = (
            rank_cell(near.own),
            Cell(short_name(found.history.province)),
            Cell(found.history.region or ""),
            value_cell(near.own),
            Cell(""),
            *(self._own_points(near.index_points.get(code)) for code in codes),
        )
        rows = [*map(row, near.above), own, *map(row, near.below)]
        self.provinces = [
            *(rival.province for rival in near.above),
            found.history.province,
            *(rival.province for rival in near.below),
        ]
        self.rows.set_rows(heads, rows, [len(near.above)])
        self._codes = len(codes)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Show the regions where there is room, else only when the pointer rests on a province."""
        room = self.width() - _GAP_COLUMN * self._codes
        wide = room >= _REGION_FROM
        province: int | None = 140
        if not wide:
            # With all the main indices known the table is wider than its place, and scrolls sideways.
            province = None if room >= _LEAST_ROOM else 134
        self.setColumnHidden(_REGION_COLUMN, not wide)
        gaps = (_GAP_COLUMN,) * self._codes
        self.set_columns((54, province, None if wide else 0, 74, 80, *gaps))
        policy = Qt.ScrollBarPolicy
        scrolls = not wide and province is not None
        self.setHorizontalScrollBarPolicy(policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff)
        self.fit()

    def _gap(self, gap: Fraction | None, widest: Fraction) -> Cell:
        if gap is None:
            return Cell(UNKNOWN, hint=self.tr("chưa rõ"), is_quiet=True)
        return Cell(formats.current().signed(gap, 1), heat_share=float(gap / widest) if widest else 0.0)

    def _own_points(self, points: Fraction | None) -> Cell:
        if points is None:
            return Cell(UNKNOWN, is_quiet=True)
        return Cell(formats.current().fixed(points, 1), hint=self.tr("Số điểm của chính nơi đang xem"))


class RegionTable(HistoryTable):
    """The provinces of the region in the year compared in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(least_rows=7, parent=parent)
        self.provinces: list[str] = []

    def show_region(self, found: Retrospect, words: Words, language: str) -> None:
        """Show the region; the province that is looked at stands out."""
        has_regions = any(year.region is not None for year in found.history.years)
        heads = [
            Head(on_two_lines(self.tr("Trong vùng")), True),
            Head(on_two_lines(ranked_head(found.catalogue, language))),
            Head(self.tr("Hạng"), True, self.tr("Hạng chung")),
            Head(self.tr("Thay đổi"), True, self.tr("Số bậc tăng hoặc giảm so với năm trước đó đã biết")),
            Head(self.tr("Giá trị"), True),
        ]
        rows = [
            (
                Cell(UNKNOWN if row.rank is None else str(row.rank), is_quiet=row.rank is None),
                Cell(short_name(row.province)),
                rank_cell(row.whole),
                Cell(UNKNOWN, is_quiet=True)
                if row.change is None
                else Cell(short_change(row.change), hint=change_words(words, row.change)),
                value_cell(row.whole),
            )
            for row in found.region_rows
        ]
        self.provinces = [row.province for row in found.region_rows]
        own = [at for at, name in enumerate(self.provinces) if name == found.history.province]
        self.rows.set_rows(heads, rows, own)
        self.set_columns((58, None, 52, 78, 74))
        self.setColumnHidden(0, not has_regions)  # the only region is all there is
        self.fit()
        self.show_own()


def rank_cell(figure: Figure) -> Cell:
    """Return the rank of a figure; a derived one has its star."""
    if figure.rank is None:
        return Cell(UNKNOWN, is_quiet=True)
    return Cell(f"{figure.rank}{_MARK if figure.is_rank_derived else ''}")


def value_cell(figure: Figure) -> Cell:
    """Return the value of a figure; a derived one has its star."""
    if figure.value is None:
        return Cell(UNKNOWN, is_quiet=True)
    return Cell(formats.current().value(figure.value) + (_MARK if figure.is_derived else ""))


def short_change(change: Change) -> str:
    """Return a change for a narrow column: "▲ 20"."""
    ranks = abs(change.gained_ranks)
    return f"{change_shape(change)} {ranks}" if ranks else change_shape(change)
