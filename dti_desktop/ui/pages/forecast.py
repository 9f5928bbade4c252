"""Where the province will stand: its rank as a distribution, what makes it uncertain, points at risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.estimates import ACCEPTANCE, ALL
from dti_desktop.engine.forecast import RankDistribution, Sources
from dti_desktop.engine.results import OVERALL, ResultBook
from dti_desktop.engine.scoring import Scorecard
from dti_desktop.errors import InputError, Problem
from dti_desktop.services import charts
from dti_desktop.services.charts import Chart, RankChance, RankMark
from dti_desktop.services.forecasting import Prospect
from dti_desktop.services.record import last_record
from dti_desktop.ui import theme
from dti_desktop.ui.assessed_text import many_ranked
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.newest import Newest
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.widgets.chart_card import ChartCard
from dti_desktop.ui.widgets.chart_view import chart_look
from dti_desktop.ui.widgets.claims_section import ClaimsSection
from dti_desktop.ui.widgets.claims_table import general_chance
from dti_desktop.ui.widgets.filling_page import FillingPage
from dti_desktop.ui.widgets.forecast_figures import ForecastFigures
from dti_desktop.ui.widgets.forecast_record import ForecastRecord
from dti_desktop.ui.widgets.forecast_sources import ForecastSources
from dti_desktop.ui.widgets.labels import ElidedLabel, Label
from dti_desktop.ui.widgets.measured_ranges import MeasuredRanges
from dti_desktop.ui.widgets.messages import EmptyState
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.side_by_side import stand_side_by_side
from dti_desktop.ui.widgets.unranked import Unranked
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.engine.backtest import Backtest
    from dti_desktop.services.forecasting import Forecaster

#: Below this width of the page the sources stand under the distribution, and the rows under the totals.
TWO_COLUMNS_FROM = 860
YEARS_AHEAD = 2
_WIDEST = 1440
_SIDE_WIDTH = 348
_GAP = 10
#: Nothing is typed here at first: the ring comes with the first key.
_QUIETLY = Qt.FocusReason.ActiveWindowFocusReason


@dataclass(frozen=True)
class _State:
    """What a forecast is asked of."""

    assessment: Assessment
    scorecard: Scorecard
    forecaster: Forecaster
    year: int
    sources: Sources

    @property
    def key(self) -> tuple[object, ...]:
        """Equal where the answer would be the same; equal assessments that are two are rare."""
        parts = (self.assessment, self.scorecard, self.forecaster)
        return (*(id(part) for part in parts), self.year, self.sources)

    def work_out(self) -> tuple[_State, Prospect | None]:
        """Return the forecast; None where nothing was published to compare with."""
        try:
            found = self.forecaster.prospect(
                self.assessment, self.scorecard, year=self.year, sources=self.sources, with_sources=True
            )
        except InputError:
            return self, None
        return self, found


class ForecastPage(Page):
    """Figures on top, then the distribution beside its sources, then the points beside their totals."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.found: Prospect | None = None
        self._found_of: _State | None = None
        self._newest: Newest[tuple[_State, Prospect | None]] = Newest(
            context.tasks, self, self._take, context.session.failed.emit, shows_late=True
        )
        self._year: int | None = None
        self._record_of: tuple[ResultBook, str] | None = None
        self._record: Backtest | None = None
        self._is_record_there = False
        self.known = ElidedLabel(tone="secondary")
        self._year_name = Label(tone="muted")
        self.years = Segments()
        self.figures = ForecastFigures()
        self.measure = Segments()
        self.standing = ChartCard(context, self._make_standing, least=QSize(380, 168))
        self.sources = ForecastSources()
        self.claims = ClaimsSection(_SIDE_WIDTH, _GAP)
        self.ranges = MeasuredRanges()
        self.record = ForecastRecord()
        self.empty = EmptyState("trending-up")
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.retranslate()

    # -- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * theme.GRID)
        head.addWidget(self.known, 1)
        head.addWidget(self._year_name)
        head.addWidget(self.years)
        chosen = QHBoxLayout()
        chosen.addWidget(self.measure)
        chosen.addStretch(1)
        self.standing.body.insertLayout(1, chosen)
        # In line with the rows below.
        self.standing.body.setContentsMargins(18, 8, 8, 8)
        self._upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._upper.setSpacing(_GAP)
        self._upper.addWidget(self.standing, 1)
        self._upper.addWidget(self.sources)
        scroll = FillingPage(max_width=_WIDEST, parent=self._stack)
        scroll.body.setSpacing(_GAP)
        scroll.body.addLayout(head)
        scroll.body.addWidget(self.figures)
        scroll.body.addLayout(self._upper, 1)
        scroll.body.addWidget(self.claims, 1)
        scroll.body.addWidget(self.ranges)
        scroll.body.addWidget(self.record)
        self._stack.addWidget(scroll)
        self._stack.addWidget(self.empty)
        self._stack.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.unranked = Unranked(self.context)
        layout.addWidget(self.unranked)

    def _connect(self) -> None:
        session = self.context.session
        self.years.chosen.connect(self._choose_year)
        self.measure.chosen.connect(lambda _measure: self._show_standing())
        self.sources.switched.connect(self._follow)
        self.sources.chance_given.connect(lambda share: session.set_estimate(ALL, ACCEPTANCE, share))
        self.claims.chance_given.connect(lambda code, share: session.set_estimate(code, ACCEPTANCE, share))
        self.claims.code_opened.connect(self._open)
        self.ranges.share_given.connect(session.set_estimate)
        self.ranges.code_opened.connect(self._open)
        self.record.unfolded.connect(lambda _open: self._follow_record())
        session.opened.connect(self._on_opened)
        session.results_changed.connect(self._on_results)

    def arrange(self) -> None:
        wide = self.width() >= TWO_COLUMNS_FROM
        stand_side_by_side(self._upper, wide)
        self.sources.setMinimumWidth(_SIDE_WIDTH)
        self.sources.setMaximumWidth(_SIDE_WIDTH if wide else _WIDEST)
        self.claims.set_wide(wide)
        self._year_name.setVisible(wide)

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show where this will stand; the keyboard is on the totals, which lead to their rows."""
        self._follow()
        self.claims.totals.setFocus(_QUIETLY)

    def refresh(self, changed: Changed) -> None:
        """Follow every answer, document and estimate; the forecast comes when it is worked out."""
        self._follow()

    def retranslate(self) -> None:
        """Set every text again; numbers and catalogue texts follow the language too."""
        self._year_name.setText(self.tr("Dự báo năm"))
        self.years.set_name(self.tr("Năm được dự báo"))
        self.measure.set_name(self.tr("Hạng của"))
        self.empty.say(
            self.tr("Chưa thể dự báo"),
            self.tr(
                "Ở đây sẽ có khoảng hạng và những điểm có rủi ro. "
                "Trước hết hãy nhập kết quả đã công bố, từ trình đơn ở góc trên."
            ),
        )
        self._show()

    # -- working out -----------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self._newest.forget()
        self.found = self._found_of = self._year = None
        # Nothing of the assessment before may be seen as if it were of this one.
        self._stack.hide()
        self.record.open(False)
        if self.isVisible():
            self._follow()

    def _on_results(self) -> None:
        if self.record.is_open:
            self._follow_record()

    def _choose_year(self, key: str) -> None:
        self._year = int(key)
        self._follow()

    def _follow(self) -> None:
        """Work out the newest state; while one is being worked out, those in between are left out."""
        session = self.context.session
        assessment, outlook = session.assessment, session.outlook
        if assessment is None or outlook is None:
            return
        if self.unranked.stands_for(assessment):
            self._stack.hide()
            return
        years = range(assessment.year, assessment.year + YEARS_AHEAD + 1)
        year = self._year
        if year is None or year not in years:
            year = self._year = assessment.year
        self.years.set_segments([Segment(str(year), str(year)) for year in years])
        self.years.choose(str(year))
        forecaster = self.context.workspace.forecaster
        state = _State(assessment, outlook.scorecard, forecaster, year, self.sources.sources)
        self._newest.ask(state.work_out, state.key)

    def _take(self, answer: tuple[_State, Prospect | None]) -> None:
        self._found_of, self.found = answer
        self._show()

    @property
    def is_current(self) -> bool:
        """Whether what is shown is of the newest state."""
        return self._newest.is_current

    def _follow_record(self) -> None:
        """Test the forecast on the last year that can be tested, once for these results."""
        assessment = self.context.session.assessment
        if assessment is None or not self.record.is_open:
            return
        known, catalogue = self.context.workspace.results.known, assessment.catalogue
        book = known.book.of(catalogue, assessment.province)
        means = known.means(catalogue, assessment.province)
        key = (book, catalogue.digest)
        if self._record_of is not None and self._record_of[0] is book and self._record_of[1] == key[1]:
            self._show_record()
            return
        self._record_of, self._record, self._is_record_there = key, None, False
        self.record.wait()

        def done(found: Backtest | None) -> None:
            if self._record_of is key:
                self._record, self._is_record_there = found, True
                self._show_record()

        self.context.tasks.run(
            lambda: last_record(book, means, catalogue), lane="pool", on_done=done, owner=self
        )

    # -- doing -----------------------------------------------------------------------------------------

    def _open(self, code: str) -> None:
        self.context.go(Place("indicator", code))

    # -- showing ---------------------------------------------------------------------------------------

    @property
    def _language(self) -> str:
        return self.context.language.current

    @property
    def _units(self) -> str:
        return "" if self._found_of is None else many_ranked(self._found_of.assessment.catalogue)

    def _show(self) -> None:
        asked, found = self._found_of, self.found
        if asked is None:
            return
        self._stack.setCurrentIndex(0 if found is not None else 1)
        if self._stack.isHidden():
            self._stack.show()
            if self.may_take_keyboard():
                self.claims.totals.setFocus(_QUIETLY)
        if found is None:
            return
        self._show_known(asked, found)
        self.figures.show_prospect(found, asked.assessment.catalogue)
        self.figures.value.setVisible(found.forecast.overall is not None)
        pillars = asked.assessment.catalogue.pillars
        self.measure.set_segments(
            [
                Segment(OVERALL, self.tr("Toàn bộ")),
                *(Segment(pillar.code, pillar.title.in_language(self._language)) for pillar in pillars),
            ]
        )
        self._show_standing()
        self.sources.show_prospect(found, asked.assessment.catalogue)
        defaults = self.context.library.estimate_defaults
        assessment = self.context.session.assessment or asked.assessment
        self.sources.show_chance(general_chance(assessment), defaults.acceptance_share)
        self.claims.show_prospect(found, assessment, asked.scorecard.whole, words(self.context))
        self.ranges.show_ranges(found, assessment, self._language)
        self._show_record()

    def _show_known(self, asked: _State, found: Prospect) -> None:
        """Say what the forecast is made from, and what makes it thin."""
        year, known_until = found.forecast.year, found.forecast.known_until
        if found.rivals_are_facts:
            said = [
                self.tr("Kết quả năm {year} đã công bố: các {units} khác là số thật.").format(
                    year=year, units=many_ranked(asked.assessment.catalogue)
                )
            ]
        else:
            said = [
                self.tr("Dự báo năm {year} từ kết quả đến năm {known}.").format(year=year, known=known_until)
            ]
        card = asked.scorecard
        if card.answered < card.indicators_total:
            said.append(
                self.tr("Mới trả lời {answered}/{total} chỉ số, phần còn lại tính 0 điểm.").format(
                    answered=card.answered, total=card.indicators_total
                )
            )
        said += [words(self.context).problem(Problem(code)) for code in found.forecast.codes]
        self.known.setText(" ".join(said))

    def _show_standing(self) -> None:
        found = self.found
        if found is None:
            return
        distribution = self._distribution()
        year = found.forecast.year
        self.standing.set_title(self.tr("Khả năng đứng ở từng hạng năm {year}").format(year=year))
        self.standing.set_note(
            self.tr("Chưa biết giá trị của các {units} khác.").format(units=self._units)
            if distribution is None
            else ""
        )
        self.standing.refresh()

    def _distribution(self) -> RankDistribution | None:
        return (
            None if self.found is None else self.found.forecast.measures.get(self.measure.choice or OVERALL)
        )

    def _make_standing(self) -> Chart | None:
        asked, found = self._found_of, self.found
        if asked is None or found is None:
            return None
        distribution = self._distribution()
        spread = None
        if distribution is not None:
            chances = (
                RankChance(rank, min(1.0, share)) for rank, share in enumerate(distribution.chances, 1)
            )
            spread = charts.rank_spread(chances, distribution.of)
        return charts.standing(
            self.context.library, spread, chart_look(), self._language, self._marks(asked, found)
        )

    def _marks(self, asked: _State, found: Prospect) -> list[RankMark]:
        """Return the rank that was published last, and the one that the answers claim among it."""
        measure = self.measure.choice or OVERALL
        year = found.forecast.year if found.rivals_are_facts else found.forecast.known_until
        marks = []
        assessed = asked.assessment.province
        row = asked.forecaster.book.of(asked.assessment.catalogue, assessed).published(
            year, assessed, measure
        )
        if row is not None and row.rank is not None:
            marks.append(RankMark(row.rank, "published", year))
        outlook = self.context.session.outlook
        ranking = None if outlook is None else outlook.ranking
        if found.rivals_are_facts and ranking is not None and ranking.against == year:
            standing = ranking.overall if measure == OVERALL else ranking.pillars[measure]
            if standing.rank is not None:
                marks.append(RankMark(standing.rank, "claimed", year))
        return marks

    def _show_record(self) -> None:
        if self._is_record_there and self.record.is_open:
            self.record.show_record(self._record, words(self.context), self._units)
