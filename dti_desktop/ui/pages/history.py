"""Any province over the years: what was published, what it gained and lost, its rivals and its region."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.assessed_unit import short_name
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.results import OVERALL, ResultBook
from dti_desktop.services import charts
from dti_desktop.services.charts import Chart
from dti_desktop.services.history import Retrospect, look_back, news
from dti_desktop.ui import theme
from dti_desktop.ui.assessed_text import many_ranked, ranked_head
from dti_desktop.ui.fan_watch import FanWatch
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.chart_card import ChartCard
from dti_desktop.ui.widgets.chart_view import chart_look
from dti_desktop.ui.widgets.filling_page import FillingPage
from dti_desktop.ui.widgets.history_tables import RegionTable, RivalsTable, YearsTable
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.province_chooser import ProvinceChooser
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.side_by_side import stand_side_by_side
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.widgets.unranked import Unranked
from dti_desktop.ui.words import words

#: Below this width of the page the region stands under the rivals.
TWO_COLUMNS_FROM = 960
PILLARS, INDICES, CHART = "pillars", "indices", "chart"
_WIDEST = 1440
_REGION_WIDTH = 424
_GAP = 10
#: Rivals that the picture shows on either side of the province.
_RIVALS_DRAWN = 2
_CHART_STRETCH = 6


@dataclass(frozen=True)
class _Asked:
    """What was asked for; the answer to anything else is out of date."""

    catalogue: Catalogue
    book: ResultBook
    province: str
    year: int

    def is_same(self, other: _Asked | None) -> bool:
        """Whether the answer would be the same. Books are compared by identity: equal ones are rare."""
        return (
            other is not None
            and self.book is other.book
            and self.catalogue.digest == other.catalogue.digest
            and (self.province, self.year) == (other.province, other.year)
        )


class HistoryPage(Page):
    """A province and its news on top, the years, then its rivals beside its region."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.found: Retrospect | None = None
        self._asked: _Asked | None = None
        self._province: str | None = None
        self._year: int | None = None
        self.chooser = ProvinceChooser()
        self._region_name = ElidedLabel(tone="secondary")
        self.news = ElidedLabel(tone="secondary")
        self._compared = Label(tone="muted")
        self.years = Segments()
        self._past_title = Label(weight=Weight.DemiBold)
        self.view = Segments()
        self.past = YearsTable()
        self.fan = ChartCard(context, self._make_fan, least=QSize(360, 132))
        self.outlook = FanWatch(context, self)
        self.nothing = WrapLabel(tone="secondary")
        self._past_stack = QStackedWidget()
        self._rivals_title = ElidedLabel(weight=Weight.DemiBold)
        self.rivals = RivalsTable()
        self.no_rivals = WrapLabel(tone="secondary")
        self.other_year = SecondaryButton()
        self._rivals_stack = QStackedWidget()
        self.rivals_note = ElidedLabel(size="small", tone="muted")
        self._region_title = ElidedLabel(weight=Weight.DemiBold)
        self.region = RegionTable()
        self.note = ElidedLabel(size="small", tone="muted")
        self._lay_out()
        self.chooser.chosen.connect(self._choose_province)
        self.years.chosen.connect(lambda year: self._choose_year(int(year)))
        self.view.chosen.connect(self._choose_view)
        self.outlook.changed.connect(self._show_fan)
        self.other_year.clicked.connect(self._choose_known_year)
        self.past.opened.connect(lambda index: self._choose_year(self.past.years[index.row()]))
        self.rivals.opened.connect(self._open_rival)
        self.region.opened.connect(self._open_neighbour)
        context.session.opened.connect(self._on_opened)
        self.retranslate()

    # -- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * theme.GRID)
        head.addWidget(self.chooser)
        head.addWidget(self._region_name, 1)
        head.addWidget(self._compared)
        head.addWidget(self.years)
        past = self._past_card = Card()
        # It stands on the card of the years, and is none itself.
        self.fan.setProperty("kind", "clear")
        self.fan.body.setContentsMargins(10, 0, 2, 0)
        self.fan.title.hide()
        past.body.setContentsMargins(8, 6, 8, 6)
        past.body.setSpacing(2)
        past.body.addLayout(_title_row(self._past_title, self.fan.view, self.view, said=self.news))
        self._past_stack.addWidget(self.past)
        self._past_stack.addWidget(_InPlaceOfTable(self.nothing))
        self._past_stack.addWidget(self.fan)
        past.body.addWidget(self._past_stack)
        near = _table_card(self._rivals_title)
        self._rivals_stack.addWidget(self.rivals)
        self._rivals_stack.addWidget(_InPlaceOfTable(self.no_rivals, self.other_year))
        near.body.addWidget(self._rivals_stack)
        near.body.addLayout(_title_row(self.rivals_note))
        near.body.addStretch(1)
        self._region_card = _table_card(self._region_title)
        self._region_card.body.addWidget(self.region)
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(_GAP)
        self._lower.addWidget(near, 1)
        self._lower.addWidget(self._region_card)
        self._scroll = FillingPage(max_width=_WIDEST, parent=self)
        self._scroll.body.setSpacing(_GAP)
        self._scroll.body.addLayout(head)
        self._scroll.body.addWidget(past)
        self._scroll.body.addLayout(self._lower)
        self._scroll.body.addWidget(self.note)
        self._scroll.body.addStretch(1)
        self._scroll.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        self.unranked = Unranked(self.context)
        layout.addWidget(self.unranked)

    def arrange(self) -> None:
        wide = self.width() >= TWO_COLUMNS_FROM
        stand_side_by_side(self._lower, wide)
        self._region_card.setMaximumWidth(_REGION_WIDTH if wide else _WIDEST)
        self._region_card.setMinimumWidth(_REGION_WIDTH)
        self._compared.setVisible(wide)

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show the province that was looked at last; the keyboard is in its years."""
        self._follow()
        self.past.setFocus()

    def refresh(self, changed: Changed) -> None:
        """Follow other published results; answers change nothing here."""
        self._follow()
        self._follow_fan()

    def retranslate(self) -> None:
        """Set every text again; numbers and catalogue texts follow the language too."""
        self._compared.setText(self.tr("So sánh trong năm"))
        self.years.set_name(self.tr("Năm của đối thủ và vùng"))
        self._past_title.setText(self.tr("Qua các năm"))
        self.past.setAccessibleName(self.tr("Kết quả công bố qua các năm"))
        self.view.set_name(self.tr("Cách xem các năm"))
        self.view.set_segments(
            [
                Segment(PILLARS, self.tr("Trụ cột")),
                Segment(INDICES, self.tr("Chỉ số chính")),
                Segment(CHART, self.tr("Đường và dự báo")),
            ]
        )
        self.rivals.setAccessibleName(self.tr("Gần nhất theo giá trị"))
        self.region.setAccessibleName(self.tr("Bảng của vùng"))
        assessment = self.context.session.assessment
        if assessment is not None and self._asked is not None:
            self._offer(assessment, self._asked.book)
            self.chooser.retranslate()
        self._show()

    # -- working out -----------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self.found = self._asked = self._province = self._year = None
        self.outlook.forget()
        # Nothing of the assessment before may be seen as if it were of this one.
        self._scroll.hide()
        if self.isVisible():
            self._follow()

    def _choose_province(self, province: str) -> None:
        self._province = province
        self._follow()

    def _choose_year(self, year: int) -> None:
        self._year = year
        self._follow()

    def _choose_known_year(self) -> None:
        year = self._known_year()
        if year is not None:
            self._choose_year(year)

    def _known_year(self) -> int | None:
        """Return the newest year of which the value of the province is known."""
        years = () if self.found is None else self.found.history.years
        return next((row.year for row in years if row.whole.value is not None), None)

    def _choose_view(self, view: str) -> None:
        # A picture takes the room that there is; a table no more than its rows.
        self._scroll.body.setStretchFactor(self._past_card, _CHART_STRETCH if view == CHART else 0)
        self._follow_fan()
        self._show()

    def _open_rival(self, index: QModelIndex) -> None:
        self._choose_province(self.rivals.provinces[index.row()])

    def _open_neighbour(self, index: QModelIndex) -> None:
        self._choose_province(self.region.provinces[index.row()])

    def _offer(self, assessment: Assessment, book: ResultBook) -> None:
        """Offer whom the assessment's set ranks, under what they are called now."""
        head = ranked_head(assessment.catalogue, self._language)
        self.chooser.set_provinces(book.provinces, assessment.province, head)

    def _follow(self) -> None:
        """Look back anew where province, year or results differ, off the window's thread."""
        session = self.context.session
        assessment = session.assessment
        if assessment is None:
            return
        if self.unranked.stands_for(assessment):
            self._scroll.hide()
            return
        known = self.context.workspace.results.known
        book = known.book.of(assessment.catalogue, assessment.province)
        means = known.means(assessment.catalogue, assessment.province)
        if not book.years:
            return
        if self._province is None:
            self._province = assessment.province
        if self._year not in book.years:
            self._year = assessment.year if assessment.year in book.years else book.years[-1]
        self._offer(assessment, book)
        self.chooser.choose(self._province)
        self.years.set_segments([Segment(str(year), str(year)) for year in book.years])
        self.years.choose(str(self._year))
        asked = _Asked(assessment.catalogue, book, self._province, self._year)
        if asked.is_same(self._asked):
            return
        self._asked = asked

        def work() -> Retrospect:
            return look_back(asked.catalogue, asked.book, means, asked.province, asked.year)

        def show(found: Retrospect) -> None:
            if asked.is_same(self._asked):
                self.found = found
                self._follow_fan()
                self._show()

        self.context.tasks.run(work, lane="pool", on_done=show, owner=self)

    # -- showing ---------------------------------------------------------------------------------------

    @property
    def _language(self) -> str:
        return self.context.language.current

    def _show(self) -> None:
        found = self.found
        if found is None:
            return
        said = words(self.context)
        told = found.history
        self.past.show_years(found, said, by_index=self.view.choice == INDICES)
        has_years = bool(told.years or told.others)
        self._past_stack.setCurrentIndex((2 if self.view.choice == CHART else 0) if has_years else 1)
        self._show_fan()
        self.view.setVisible(has_years)
        self.fan.view.setVisible(has_years and self.view.choice == CHART)
        self.nothing.setText(
            self.tr("Chưa có kết quả công bố nào của {province}.").format(province=told.province)
        )
        is_of_regions = self._asked is not None and self._asked.book.has_regions
        self._region_name.setText(told.region or "" if is_of_regions else "")
        self._show_news(found)
        self._show_rivals(found)
        self._show_region(found)
        self._show_note(found)
        if self._scroll.isHidden():
            self._scroll.show()
            if self.may_take_keyboard():
                self.past.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_fan(self) -> None:
        """Have the years to come worked out where the picture shows them: of the own province alone."""
        if self.view.choice == CHART:
            self.outlook.follow()

    def _show_fan(self) -> None:
        found = self.found
        if found is None or self.view.choice != CHART:
            return
        self.fan.set_title(self.tr("Hạng của {province}").format(province=found.history.province))
        assessment, rows = self.context.session.assessment, self._fan_rows()
        note = ""
        if assessment is not None and rows:
            note = self.tr("Dự báo: nếu câu trả lời của hồ sơ năm {year} vẫn như hiện nay").format(
                year=assessment.year
            )
        self.fan.set_note(note)
        self.fan.refresh()

    def _fan_rows(self) -> tuple[charts.YearForecast, ...]:
        """Return the years to come; none of another province, about whose answers nothing is known."""
        found, assessment = self.found, self.context.session.assessment
        if found is None or assessment is None or found.history.province != assessment.province:
            return ()
        return self.outlook.years

    def _make_fan(self) -> Chart | None:
        found, asked = self.found, self._asked
        if found is None or asked is None:
            return None
        book, near = asked.book, found.rivals
        ranked = {year.year: year.whole.rank for year in found.history.years}
        rivals = [
            charts.RivalYears(
                short_name(rival.province),
                tuple(
                    charts.YearFigure(year, _published_rank(book, rival.province, year)) for year in ranked
                ),
            )
            for rival in (*near.above[-_RIVALS_DRAWN:], *near.below[:_RIVALS_DRAWN])
        ]
        return charts.fan(
            self.context.library,
            found.history.province,
            [charts.YearFigure(year, rank) for year, rank in ranked.items()],
            self._fan_rows(),
            "rank",
            chart_look(),
            self.context.language.current,
            rivals=rivals,
            of=len(book.provinces),
        )

    def _show_news(self, found: Retrospect) -> None:
        """Tell of the year compared in; where nothing is known to compare it with, say so."""
        year = next((row for row in found.history.years if row.year == found.year), None)
        said = "" if year is None else news(words(self.context), year)
        if not said and year is not None and year.whole.rank is not None:
            said = self.tr("Chưa có năm nào trước {year} để so sánh.").format(year=found.year)
        self.news.setText(said)

    def _show_rivals(self, found: Retrospect) -> None:
        near = found.rivals
        self._rivals_title.setText(self.tr("Gần nhất theo giá trị năm {year}").format(year=found.year))
        self._rivals_stack.setCurrentIndex(0 if near.above or near.below else 1)
        self.rivals.show_rivals(found, self.context.language.current)
        self.no_rivals.setText(
            self.tr("Chưa biết giá trị năm {year} của {province}, nên chưa rõ nơi nào gần nhất.").format(
                year=found.year, province=found.history.province
            )
            if near.own.value is None
            else self.tr("Chưa biết giá trị năm {year} của nơi nào khác.").format(year=found.year)
        )
        other = self._known_year() if near.own.value is None else None
        self.other_year.setVisible(other is not None)
        self.other_year.setText(self.tr("Xem năm {year}").format(year=other or ""))
        remarks = []
        if any(rival.index_gaps_points for rival in (*near.above, *near.below)):
            remarks.append(self.tr("Xanh: nơi khác hơn; xám: nơi đang xem hơn"))
        if near.missing and near.own.value is not None:
            remarks.append(
                self.tr("Chưa biết giá trị của {count} {units}, có thể nằm xen giữa").format(
                    count=len(near.missing), units=many_ranked(found.catalogue)
                )
            )
        self.rivals_note.setText(" · ".join(remarks))
        self.rivals_note.setVisible(bool(remarks))

    def _show_region(self, found: Retrospect) -> None:
        region = found.history.region
        self._region_card.setVisible(region is not None)
        if region is not None:
            self._region_title.setText(self.tr("{region}, năm {year}").format(region=region, year=found.year))
            self.region.show_region(found, words(self.context), self._language)

    def _show_note(self, found: Retrospect) -> None:
        figures = [figure for year in found.history.years for figure in year.figures.values()]
        remarks = []
        if any(figure.is_derived or figure.is_rank_derived for figure in figures):
            remarks.append(self.tr("* suy ra, không công bố"))
        if found.years_otherwise_built:
            remarks.append(
                self.tr(
                    "Kết quả năm {years} theo cách chấm khác: chỉ nêu số đã công bố, không tính lại"
                ).format(years=", ".join(str(year) for year in found.years_otherwise_built))
            )
        remarks.append(self.tr("Trống (–) là chưa rõ, không phải 0"))
        self.note.setText(" · ".join(remarks))


def _published_rank(book: ResultBook, province: str, year: int) -> int | None:
    row = book.published(year, province, OVERALL)
    return None if row is None else row.rank


def _title_row(title: QWidget, *others: QWidget, said: QWidget | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(2 * theme.GRID)
    row.setContentsMargins(10, 0, 2 if others else 10, 0)
    row.addWidget(title, 0 if said is not None else 1)
    if said is not None:
        row.addWidget(said, 1)
    for other in others:
        row.addWidget(other)
    return row


def _table_card(title: QWidget) -> Card:
    card = Card()
    card.body.setContentsMargins(8, 10, 8, 8)
    card.body.setSpacing(2)
    card.body.addLayout(_title_row(title))
    return card


class _InPlaceOfTable(QWidget):
    """Words, and perhaps a step, that stand where a table would."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 10)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)

    def hasHeightForWidth(self) -> bool:
        # Else the whole page would take the height it likes best, and scroll, as soon as this is shown.
        return False
