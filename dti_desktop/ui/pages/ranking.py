"""Where this would stand: among all provinces of a year, and what was published over the years."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.assessed_unit import short_name
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.history import Figure, PastYear, history
from dti_desktop.engine.ranking import Standing
from dti_desktop.engine.results import OVERALL, ResultBook, measures_of
from dti_desktop.engine.scoring import Scorecard
from dti_desktop.services import charts
from dti_desktop.services.charts import Chart
from dti_desktop.services.history import news
from dti_desktop.services.league import League, league
from dti_desktop.ui import theme
from dti_desktop.ui.assessed_text import many_ranked, mean_head, mean_name, ranked_head
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.widgets.chart_view import ChartView, chart_look
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.figure_row import FigureRow
from dti_desktop.ui.widgets.filling_page import FillingPage
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.league_table import LeagueTable, ProvinceSearch
from dti_desktop.ui.widgets.rival_card import RivalCard
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel, on_two_lines
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.side_by_side import stand_side_by_side
from dti_desktop.ui.widgets.standing_figure import StandingFigure
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.widgets.unranked import Unranked
from dti_desktop.ui.words import words

#: Below this width of the page the years stand under the strip.
TWO_COLUMNS_FROM = 920
_WIDEST = 1440
_PAST_WIDTH, _PAST_ROW = 400, 28
_LEAST_TABLE = 240
_INDEX = "index-"
_GAP = 10


@dataclass(frozen=True)
class _Found:
    """What was worked out off the window's thread, and for which state."""

    assessment: Assessment
    scorecard: Scorecard
    year: int
    book: ResultBook
    league: League
    past: tuple[PastYear, ...]


class RankingPage(Page):
    """Standings on top, the strip of provinces beside the years, then the table of all."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: _Found | None = None
        self._asked_for: tuple[Scorecard, int, ResultBook] | None = None
        self._year: int | None = None
        self._against = Label(tone="muted")
        self.years = Segments()
        self.caution = ElidedLabel(size="small", tone="secondary")
        self.standings: dict[str, StandingFigure] = {}
        self.strip = ChartView(context, self._make_strip, least=QSize(420, 106))
        self.search = ProvinceSearch()
        self.table = LeagueTable()
        self.table.setMinimumHeight(_LEAST_TABLE)
        self.compare = Label(size="small", tone="muted")
        self.derived = Label(size="small", tone="muted")
        self._unknown_title = Label(weight=Weight.DemiBold)
        self.unknown = WrapLabel(size="small", tone="secondary", characters=120, selectable=True)
        self._strip_stack = QStackedWidget()
        self._past_title = Label(weight=Weight.DemiBold)
        self.news = ElidedLabel(size="small", tone="secondary")
        self.news.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.past_rows = RowsModel()
        self.past_table = DataTable()
        self.past_table.setModel(self.past_rows)
        self._lay_out()
        self.years.chosen.connect(self._choose_year)
        self.table.opened.connect(self._compare)
        self.search.textChanged.connect(self.table.search)
        self.search.down_wanted.connect(self.table.setFocus)
        self.search.dismissed.connect(self.table.setFocus)
        context.session.opened.connect(self._on_opened)
        self.retranslate()

    # -- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * theme.GRID)
        head.addWidget(self.caution, 1)
        head.addWidget(self._against)
        head.addWidget(self.years)
        standing = Card()
        standing.body.setContentsMargins(18, 8, 18, 8)
        self._standing_row = FigureRow()
        standing.body.addWidget(self._standing_row)
        unknown = QWidget()
        column = QVBoxLayout(unknown)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._unknown_title)
        column.addWidget(self.unknown)
        column.addStretch(1)
        self._strip_stack.addWidget(self.strip)
        self._strip_stack.addWidget(unknown)
        strip = Card()
        strip.body.setContentsMargins(10, 8, 10, 4)
        strip.body.addWidget(self._strip_stack)
        self._past_card = Card()
        self._past_card.body.setContentsMargins(8, 10, 8, 4)
        self._past_card.body.setSpacing(2)
        said = QHBoxLayout()
        said.setContentsMargins(10, 0, 10, 0)
        said.addWidget(self._past_title)
        said.addWidget(self.news, 1)
        self._past_card.body.addLayout(said)
        self._past_card.body.addWidget(self.past_table)
        self._past_card.body.addStretch(1)
        self.past_table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.past_table.verticalHeader().setDefaultSectionSize(_PAST_ROW)
        self._upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._upper.setSpacing(_GAP)
        self._upper.addWidget(strip, 1)
        self._upper.addWidget(self._past_card)
        table = Card()
        table.body.setContentsMargins(8, 8, 8, 8)
        tools = QHBoxLayout()
        tools.setContentsMargins(4, 0, 8, 0)
        self.search.setMaximumWidth(280)
        tools.addWidget(self.search, 1)
        tools.addStretch(1)
        tools.addWidget(self.derived)
        tools.addSpacing(theme.GRID)
        tools.addWidget(self.compare)
        table.body.addLayout(tools)
        table.body.addWidget(self.table, 1)
        self._scroll = FillingPage(max_width=_WIDEST, parent=self)
        self._scroll.body.setSpacing(_GAP)
        self._scroll.body.addLayout(head)
        self._scroll.body.addWidget(standing)
        self._scroll.body.addLayout(self._upper)
        self._scroll.body.addWidget(table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        self.unranked = Unranked(self.context)
        layout.addWidget(self.unranked)

    def arrange(self) -> None:
        wide = self.width() >= TWO_COLUMNS_FROM
        stand_side_by_side(self._upper, wide)
        self._past_card.setMaximumWidth(_PAST_WIDTH if wide else _WIDEST)
        self._past_card.setMinimumWidth(_PAST_WIDTH)
        self._against.setVisible(wide)

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show where this stands now; the keyboard is in the table, on the own province."""
        self._follow()
        if self.unranked.isHidden():
            self.table.setFocus()

    def refresh(self, changed: Changed) -> None:
        """Follow what is committed, undone and redone."""
        self._follow()

    def retranslate(self) -> None:
        """Set every text again; numbers and catalogue texts follow the language too."""
        self._against.setText(self.tr("So với kết quả năm"))
        self.years.set_name(self.tr("Năm để so sánh"))
        self.derived.setText(self.tr("* suy ra, không công bố"))
        self.compare.setText(self.tr("Nhấn đúp hoặc Enter: so với nơi đó"))
        self._past_title.setText(self.tr("Qua các năm"))
        self.past_table.setAccessibleName(self.tr("Kết quả công bố qua các năm"))
        self.table.setAccessibleName(self.tr("Bảng xếp hạng"))
        self._show()

    # -- working out -----------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self._found = self._asked_for = self._year = None
        # Nothing of the assessment before may be seen as if it were of this one.
        self._scroll.hide()
        if self.isVisible():
            self._follow()

    def _choose_year(self, key: str) -> None:
        self._year = int(key)
        self._follow()

    def _follow(self) -> None:
        """Work the standing out anew where score or year differ, off the window's thread."""
        session = self.context.session
        assessment, outlook = session.assessment, session.outlook
        if assessment is None or outlook is None:
            return
        if self.unranked.stands_for(assessment):
            self._scroll.hide()
            return
        known = self.context.workspace.results.known
        book = known.book.of(assessment.catalogue, assessment.province)
        if not book.years:
            return
        if self._year not in book.years:
            self._year = outlook.ranking.against if outlook.ranking is not None else book.years[-1]
        self.years.set_segments([Segment(str(year), str(year)) for year in book.years])
        self.years.choose(str(self._year))
        year, scorecard = self._year, outlook.scorecard
        asked_for = (scorecard, year, book)
        if self._asked_for == asked_for:
            return
        self._asked_for = asked_for
        means = known.means(assessment.catalogue, assessment.province)

        def work() -> _Found:
            return _Found(
                assessment,
                scorecard,
                year,
                book,
                league(assessment, scorecard, book, year),
                history(assessment.catalogue, book, assessment.province, means).years,
            )

        def show(found: _Found) -> None:
            if self._asked_for == (found.scorecard, found.year, found.book):
                self._found = found
                self._show()

        self.context.tasks.run(work, lane="pool", on_done=show, owner=self)

    def _compare(self, index: QModelIndex) -> None:
        """Put the province of a row beside this one."""
        found, outlook = self._found, self.context.session.outlook
        assessment = self.context.session.assessment
        if found is None or outlook is None or assessment is None:
            return
        row = found.league.rows[self.table.found.mapToSource(index).row()]
        if not row.is_own:
            RivalCard(self.context, self.table, assessment, outlook, found.year, row.province).open()

    # -- showing ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        if self._scroll.isHidden():
            self._scroll.show()
            if self.may_take_keyboard():
                self.table.setFocus()
        self._show_standings(found)
        self._show_caution(found)
        has_rank = found.league.ranking.overall.rank is not None
        self._strip_stack.setCurrentIndex(0 if has_rank else 1)
        self.strip.refresh()
        codes = measures_of(found.assessment.catalogue)
        titles = {p.code: p.title.in_language(self._language) for p in found.assessment.catalogue.pillars}
        self.table.show_league(
            found.league,
            [titles[code] for code in codes if code != OVERALL],
            ranked_head(found.assessment.catalogue, self._language),
        )
        self.derived.setVisible(
            any(figure.is_derived for row in found.league.rows for figure in row.figures.values())
        )
        self._show_past(found)

    @property
    def _language(self) -> str:
        return self.context.language.current

    def _show_standings(self, found: _Found) -> None:
        """Show the whole, the region, the pillars, and the main indices with published results."""
        form = self.context.format
        catalogue, ranking = found.assessment.catalogue, found.league.ranking
        shown: list[tuple[str, str, Standing, str]] = [(OVERALL, self.tr("Toàn bộ"), ranking.overall, "")]
        if ranking.region is not None and ranking.region_name is not None:
            shown.append(("region", self.tr("Trong vùng"), ranking.region, ranking.region_name))
        for pillar in catalogue.pillars:
            standing = ranking.pillars[pillar.code]
            shown.append((pillar.code, pillar.title.in_language(self._language), standing, ""))
        for code, standing in ranking.indices.items():
            if standing.rank is not None:
                title = catalogue.index_by_code[code].title.in_language(self._language)
                shown.append((_INDEX + code, self.tr("Chỉ số {code}").format(code=code), standing, title))
        if list(self.standings) != [key for key, *_ in shown]:
            self._make_standings([key for key, *_ in shown])
        for key, name, standing, more in shown:
            figure = self.standings[key]
            figure.set_name(name)
            figure.set_text("–" if standing.rank is None else f"{standing.rank}/{standing.of}")
            if standing.rank is None:
                figure.set_remark(
                    self.tr("chưa rõ: thiếu {count}").format(count=len(standing.missing))
                    if standing.missing
                    else self.tr("chưa rõ"),
                    ", ".join(standing.missing),
                )
            else:
                value = "" if standing.value is None or key == "region" else form.value(standing.value)
                figure.set_remark(value or more, more)

    def _make_standings(self, keys: list[str]) -> None:
        self.standings = {
            key: StandingFigure(
                size="number" if key == OVERALL else "title", tone="accent" if key == OVERALL else "text"
            )
            for key in keys
        }
        indices = [figure for key, figure in self.standings.items() if key.startswith(_INDEX)]
        self._standing_row.set_groups([f for f in self.standings.values() if f not in indices], indices)

    def _show_caution(self, found: _Found) -> None:
        missing = found.league.ranking.overall.missing
        if missing:
            self._unknown_title.setText(self.tr("Chưa rõ hạng so với năm {year}").format(year=found.year))
            self.unknown.setText(
                self.tr(
                    "Chưa biết giá trị công bố của {count} {units}; thiếu không có nghĩa là 0: {names}."
                ).format(
                    count=len(missing),
                    units=many_ranked(found.assessment.catalogue),
                    names=", ".join(missing),
                )
            )
        form = self.context.format
        said = []
        scorecard = found.scorecard
        if scorecard.answered < scorecard.indicators_total:
            said.append(
                self.tr("Mới trả lời {answered}/{total} chỉ số, phần còn lại tính 0 điểm").format(
                    answered=scorecard.answered, total=scorecard.indicators_total
                )
            )
        above, below = found.league.next_to_own(-1), found.league.next_to_own(1)
        if above is not None and above.gap_points is not None:
            said.append(
                self.tr("Kém {province} {gap} điểm").format(
                    province=short_name(above.province), gap=form.number(above.gap_points, 1)
                )
            )
        if below is not None and below.gap_points is not None:
            said.append(
                self.tr("Hơn {province} {gap} điểm").format(
                    province=short_name(below.province), gap=form.number(-below.gap_points, 1)
                )
            )
        self.caution.setText(" · ".join(said))

    def _show_past(self, found: _Found) -> None:
        form = self.context.format
        self._past_card.setVisible(bool(found.past))
        self._show_news(found)
        catalogue = found.assessment.catalogue
        pillars = catalogue.pillars
        heads = [
            Head(self.tr("Năm")),
            Head(self.tr("Hạng"), True),
            Head(self.tr("Giá trị"), True),
            Head(on_two_lines(mean_head(catalogue)), True, mean_name(catalogue)),
            Head(
                self.tr("Trụ cột"),
                True,
                self.tr("Hạng của {pillars}").format(
                    pillars=", ".join(p.title.in_language(self._language) for p in pillars)
                ),
            ),
        ]
        rows = []
        for row in found.past:
            ranks = " · ".join(_rank_text(row.figures[p.code]) for p in pillars)
            rows.append(
                (
                    Cell(str(row.year)),
                    Cell("–" if row.whole.rank is None else str(row.whole.rank), hint=self._news(row)),
                    Cell("–" if row.whole.value is None else form.value(row.whole.value)),
                    Cell("–" if row.national_mean is None else form.value(row.national_mean), is_quiet=True),
                    Cell(ranks, hint=self._pillar_hint(found, row)),
                )
            )
        self.past_rows.set_rows(heads, rows)
        self.past_table.set_columns((58, 54, 72, 74, None))
        head_height = self.past_table.horizontalHeader().sizeHint().height()
        self.past_table.setFixedHeight(head_height + _PAST_ROW * len(rows) + 2)

    def _show_news(self, found: _Found) -> None:
        """Say what changed in the year compared with, else in the newest year of which it is known."""
        told = [row for row in found.past if row.change is not None]
        row = next((row for row in told if row.year == found.year), told[0] if told else None)
        self.news.setText("" if row is None else self._news(row))

    def _news(self, row: PastYear) -> str:
        return news(words(self.context), row, most=1)

    def _pillar_hint(self, found: _Found, row: PastYear) -> str:
        form = self.context.format
        lines = []
        for pillar in found.assessment.catalogue.pillars:
            figure = row.figures[pillar.code]
            value = "" if figure.value is None else f" ({form.value(figure.value)})"
            lines.append(f"{pillar.title.in_language(self._language)}: {_rank_text(figure)}{value}")
        return "; ".join(lines)

    def _make_strip(self) -> Chart | None:
        found = self._found
        if found is None or found.league.ranking.overall.rank is None:
            return None
        return charts.rank_strip(
            self.context.library,
            found.book,
            found.assessment,
            found.league.ranking,
            chart_look(),
            self._language,
        )


def _rank_text(figure: Figure) -> str:
    if figure.rank is None:
        return "–"
    return f"{figure.rank}*" if figure.is_rank_derived else str(figure.rank)
