"""The overview: where the assessment stands, how far each main index has come, and what comes next."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.assessed_unit import short_name
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.carrying import unconfirmed
from dti_desktop.engine.ranking import Ranking, Standing
from dti_desktop.engine.row_checks import check_summary
from dti_desktop.services import charts
from dti_desktop.services.charts import Chart
from dti_desktop.services.outlook import Outlook
from dti_desktop.ui import theme
from dti_desktop.ui.assessed_text import many_ranked, mean_name, ranked_head
from dti_desktop.ui.catalogue_text import day_of
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.next_step import NextStep, first_open, is_untouched, next_step
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.widgets.buttons import PrimaryButton
from dti_desktop.ui.widgets.caption import Caption
from dti_desktop.ui.widgets.chart_card import ChartCard
from dti_desktop.ui.widgets.chart_view import chart_look
from dti_desktop.ui.widgets.figure_row import FigureRow
from dti_desktop.ui.widgets.filling_page import FillingPage
from dti_desktop.ui.widgets.first_steps import FirstSteps
from dti_desktop.ui.widgets.index_table import IndexTable, PointsLegend
from dti_desktop.ui.widgets.labels import Label, Weight
from dti_desktop.ui.widgets.rows_model import Cell, Head
from dti_desktop.ui.widgets.side_by_side import stand_side_by_side
from dti_desktop.ui.widgets.standing_figure import StandingFigure
from dti_desktop.ui.widgets.surfaces import Card, Pill

#: Below this width of the page the radar stands under the table.
TWO_COLUMNS_FROM = 920
_WIDEST = 1440
_GAP = 10
_NAMES_SHOWN = 8
#: Nothing is typed here: the keyboard waits on the next step, its ring comes with the first key.
_QUIETLY = Qt.FocusReason.ActiveWindowFocusReason


class OverviewPage(Page):
    """Figures on top, then main indices beside their radar, then all provinces on one line."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._step: NextStep | None = None
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._kind = Pill(tone="neutral")
        self.caution = Caption()
        self.carried = Caption()
        self.next = PrimaryButton(trailing_icon="chevron-right")
        self.points = StandingFigure(size="number")
        self.value = StandingFigure(size="number")
        self.rank = StandingFigure(size="number", tone="accent")
        self.pillars: dict[str, StandingFigure] = {}
        self._made_for: list[str] | None = None
        self.indices = IndexTable()
        self._indices_title = Label(weight=Weight.DemiBold)
        self.radar = ChartCard(context, self._make_radar, self._fill_radar, least=QSize(360, 250))
        self.strip = ChartCard(context, self._make_strip, self._fill_strip, least=QSize(420, 106))
        self.empty = FirstSteps(context)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.next.clicked.connect(self._go_on)
        self.caution.acted.connect(lambda: context.go(Place("catalogue")))
        self.carried.acted.connect(lambda: context.go(Place("carried")))
        self.indices.index_chosen.connect(self._go_to_index)
        context.session.forecast.changed.connect(self._show_forecast)
        self.retranslate()

    # -- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GRID + theme.HALF)
        head.addWidget(self._title)
        head.addWidget(self._kind)
        head.addStretch(1)
        head.addWidget(self.next)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(head)
        words.addWidget(self.caution)
        words.addWidget(self.carried)
        figures = Card()
        figures.body.setContentsMargins(18, 8, 18, 8)
        self._figures = FigureRow(is_ruled=True)
        figures.body.addWidget(self._figures)
        # At home from the start: before the first answer they would stand in the corner of the page.
        self._figures.set_groups((self.points, self.value, self.rank))
        table = Card()
        table.body.setContentsMargins(8, 10, 8, 4)
        table.body.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(10, 0, 10, 0)
        above.addWidget(self._indices_title)
        above.addStretch(1)
        above.addWidget(PointsLegend())
        table.body.addLayout(above)
        table.body.addWidget(self.indices, 1)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(_GAP)
        self._middle.addWidget(table, 31)
        self._middle.addWidget(self.radar, 20)
        scroll = FillingPage(max_width=_WIDEST, parent=self._stack)
        scroll.body.setSpacing(_GAP)
        scroll.body.addLayout(words)
        scroll.body.addWidget(figures)
        scroll.body.addLayout(self._middle, 10)
        scroll.body.addWidget(self.strip, 3)
        self._scroll = scroll
        self._stack.addWidget(scroll)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _make_figures(self, assessment: Assessment) -> None:
        """Lay out the whole, then a figure for each pillar of this catalogue."""
        pillars = () if self._is_part else assessment.catalogue.pillars
        wanted = [pillar.code for pillar in pillars]
        if self._made_for == wanted:
            return
        self._made_for = wanted
        self.pillars = {pillar.code: StandingFigure() for pillar in pillars}
        self._figures.set_groups((self.points, self.value, self.rank), tuple(self.pillars.values()))

    def arrange(self) -> None:
        wide = self.width() >= TWO_COLUMNS_FROM
        stand_side_by_side(self._middle, wide)
        self.value.setVisible(not self._is_part)

    @property
    def _is_part(self) -> bool:
        """Whether this is one department's part: it has points, and neither value nor rank."""
        assessment = self.context.session.assessment
        return assessment is not None and assessment.origin is not None

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show where the assessment stands; the keyboard is on the next step."""
        self._follow()
        step = self.empty.begin if self._stack.currentWidget() is self.empty else self.next
        step.clearFocus()
        step.setFocus(_QUIETLY)

    def refresh(self, changed: Changed) -> None:
        """Follow undo, redo and what is committed."""
        self._follow()

    def retranslate(self) -> None:
        """Set every text again; numbers and catalogue texts follow the language too."""
        self._title.setText(self.tr("Tổng quan"))
        self._kind.set_look(self.tr("Tự đánh giá"), "neutral")
        self._indices_title.setText(self.tr("Chỉ số chính"))
        self.radar.set_title(self.tr("Giá trị chỉ số chính"))
        self.points.set_name(self.tr("Điểm tự chấm"))
        if self.isVisible():
            # What is not seen follows when she arrives.
            self._follow()

    # -- showing ---------------------------------------------------------------------------------------

    def _follow(self) -> None:
        session = self.context.session
        assessment, outlook = session.assessment, session.outlook
        if assessment is None or outlook is None:
            return
        if is_untouched(assessment):
            self.empty.show_assessment(assessment)
            self._stack.setCurrentWidget(self.empty)
            return
        self._stack.setCurrentWidget(self._scroll)
        language = self.context.language.current
        self._make_figures(assessment)
        is_ranked = outlook.book.has_ranks(assessment.catalogue, assessment.province) and not self._is_part
        self.radar.setVisible(not self._is_part)
        for widget in (self.rank, self.strip):
            widget.setVisible(is_ranked)
        self.arrange()
        is_dti = assessment.catalogue.is_of_provinces
        self.value.set_name(self.tr("Giá trị DTI") if is_dti else self.tr("Giá trị"))
        self._show_figures(assessment, outlook)
        self._show_step(assessment, outlook)
        self._show_caution(assessment)
        self._show_carried(assessment)
        rows = charts.main_index_rows(assessment, outlook)
        self.indices.show_rows(rows, [outlook.progress[row.code] for row in rows], language)
        self._name_charts(assessment, outlook)
        if not self._is_part:
            self.radar.refresh()
            self.strip.refresh()

    def _show_figures(self, assessment: Assessment, outlook: Outlook) -> None:
        form = self.context.format
        language = self.context.language.current
        whole, ranking = outlook.scorecard.whole, outlook.ranking
        self.points.set_number(whole.points, form.points)
        self._show_totals()
        self.value.set_number(whole.value, form.value)
        catalogue, known = assessment.catalogue, self.context.workspace.results.known
        mean = None
        if ranking is not None:
            mean = known.means(catalogue, assessment.province).get(ranking.against)
        said = self.tr("cả nước {mean}") if catalogue.is_of_provinces else self.tr("trung bình {mean}")
        self.value.set_remark(
            said.format(mean=form.value(mean)) if mean is not None else "",
            self.tr("{name} theo kết quả công bố năm {year}").format(
                name=mean_name(catalogue), year=ranking.against
            )
            if ranking is not None and mean is not None
            else "",
        )
        if ranking is None:
            self.rank.set_name(self.tr("Hạng"))
            self.rank.set_text("–")
            self.rank.set_remark(self.tr("chưa có kết quả công bố"))
        else:
            self.rank.set_name(self.tr("Hạng so với năm {year}").format(year=ranking.against))
            self.rank.set_text(self._place(ranking.overall))
            region, hint = self._region(ranking)
            self.rank.set_remark(region, "\n".join(filter(None, (hint, self._forecast_hint()))))
        for pillar in assessment.catalogue.pillars if self.pillars else ():
            figure = self.pillars[pillar.code]
            figure.set_name(pillar.title.in_language(language))
            figure.set_number(outlook.scorecard.pillars[pillar.code].value, form.value)
            standing = None if ranking is None else ranking.pillars[pillar.code]
            if standing is None:
                figure.set_remark("")
            else:
                figure.set_remark(
                    self.tr("hạng {place}").format(place=self._place(standing)), self._hint(standing)
                )

    def _show_forecast(self) -> None:
        """Follow the forecast: the totals under the points, the interval behind the rank."""
        if not self.isVisible():
            return  # told when she arrives
        assessment, outlook = self.context.session.assessment, self.context.session.outlook
        if assessment is not None and outlook is not None and not is_untouched(assessment):
            self._make_figures(assessment)
            self._show_figures(assessment, outlook)

    def _forecast_hint(self) -> str:
        prospect = self.context.session.forecast.prospect
        overall = None if prospect is None else prospect.forecast.overall
        if prospect is None or overall is None:
            return ""
        low, high = overall.interval
        return self.tr("Dự báo năm {year}: 8 trên 10 khả năng từ {low} đến {high}, giữa {median}.").format(
            year=prospect.forecast.year, low=low, high=high, median=overall.median
        )

    def _show_totals(self) -> None:
        """Say under the claimed points how many are backed and how many at risk, once that is known."""
        outlook = self.context.session.outlook
        if outlook is None:
            return
        prospect = self.context.session.forecast.prospect
        scale = self.tr("trên {scale} điểm").format(
            scale=self.context.format.number(outlook.scorecard.whole.max_points).replace(
                self.context.format.group_sign, ""
            )
        )
        if prospect is None:
            self.points.set_remark(scale)
            return
        form, held = self.context.format, prospect.backing
        self.points.set_remark(
            self.tr("có minh chứng {backed} · rủi ro {at_risk}").format(
                backed=form.number(held.backed_points, 1), at_risk=form.number(held.at_risk_points, 1)
            ),
            "\n".join(
                (
                    self.tr("Tự chấm {points} điểm, {scale}").format(
                        points=form.points(held.claimed_points), scale=scale
                    ),
                    self.tr("Có minh chứng hoặc trích dẫn tìm được: {points}").format(
                        points=form.points(held.backed_points)
                    ),
                    self.tr("Có rủi ro bị trừ: {points}").format(points=form.points(held.at_risk_points)),
                    self.tr("Do cơ quan chủ trì đo, chưa có minh chứng: {points}").format(
                        points=form.points(held.measured_points)
                    ),
                    self.tr("Kỳ vọng được công nhận: {points}").format(
                        points=form.points(prospect.expected_points)
                    ),
                )
            ),
        )

    def _region(self, ranking: Ranking) -> tuple[str, str]:
        if ranking.overall.rank is None:
            return self.tr("chưa rõ"), self._hint(ranking.overall)
        if ranking.region is None or ranking.region_name is None:
            return "", ""
        place = self._place(ranking.region)
        hint = self.tr("Trong vùng {region}: thứ {place}").format(region=ranking.region_name, place=place)
        return self.tr("trong vùng {place}").format(place=place), hint

    def _place(self, standing: Standing) -> str:
        return "–" if standing.rank is None else f"{standing.rank}/{standing.of}"

    def _hint(self, standing: Standing) -> str:
        if standing.missing:
            names = ", ".join(standing.missing[:_NAMES_SHOWN])
            if len(standing.missing) > _NAMES_SHOWN:
                names += "…"
            return self.tr("Chưa rõ hạng: còn thiếu giá trị công bố của {count} {units} ({names}).").format(
                count=len(standing.missing), units=self._units(), names=names
            )
        if standing.derived:
            return self.tr(
                "Giá trị của {count} {units} không được công bố mà suy ra từ giá trị chung và các chỉ số "
                "chính."
            ).format(count=len(standing.derived), units=self._units())
        return ""

    def _units(self) -> str:
        assessment = self.context.session.assessment
        return "" if assessment is None else many_ranked(assessment.catalogue)

    def _show_step(self, assessment: Assessment, outlook: Outlook) -> None:
        step = next_step(assessment, outlook)
        self._step = step
        name = ""
        if step.code is not None:
            indicator = assessment.catalogue.indicators[step.code]
            name = f"{step.code} {indicator.short.in_language(self.context.language.current)}"
        match step.kind:
            case "mend":
                text = self.tr("Sửa mâu thuẫn: {name}").format(name=name)
            case "explain":
                text = self.tr("Bổ sung: {name}").format(name=name)
            case "submit":
                text = self.tr("Trả phần việc") if self._is_part else self.tr("Nộp hồ sơ")
            case _:
                text = self.tr("Tiếp tục: {name}").format(name=name)
        self.next.setText(text)

    def _show_carried(self, assessment: Assessment) -> None:
        previous, waiting = assessment.previous, unconfirmed(assessment)
        if previous is None or not (waiting or previous.shelf):
            self.carried.say("")
            return
        said = []
        if waiting:
            said.append(
                self.tr("{count} câu trả lời năm {year} chưa xác nhận lại.").format(
                    count=len(waiting), year=previous.year
                )
            )
        if previous.shelf:
            said.append(self.tr("{count} mục chưa có chỗ.").format(count=len(previous.shelf)))
        self.carried.say(" ".join(said), "secondary", self.tr("Xem"))

    def _show_caution(self, assessment: Assessment) -> None:
        checks = check_summary(assessment.catalogue)
        unconfirmed = checks.unconfirmed
        text = self.tr("Điểm tự chấm, chưa được thẩm định.")
        if assessment.is_sample:
            text = self.tr("Hồ sơ mẫu: câu trả lời và minh chứng chỉ để minh họa.")
        if unconfirmed and checks.checked:
            text += " " + self.tr(
                "Đã đối chiếu {count}/{all} chỉ số với văn bản gốc, gần nhất {day}."
            ).format(count=checks.confirmed, all=checks.rows, day=day_of(checks.last_utc))
        elif unconfirmed:
            text += " " + self.tr(
                "{count} chỉ số chưa đối chiếu với văn bản gốc: câu chữ, điểm tối đa và ngưỡng có thể khác."
            ).format(count=unconfirmed)
        self.caution.say(text, "secondary", self.tr("Đối chiếu bộ chỉ số") if unconfirmed else "")

    def _name_charts(self, assessment: Assessment, outlook: Outlook) -> None:
        language = self.context.language.current
        left_out = [
            f"{index.code} {index.title.in_language(language)}"
            for index in assessment.catalogue.main_indices
            if not index.is_scored
        ]
        self.radar.set_note(
            self.tr("Không có {names}: thu thập, không chấm điểm").format(names=", ".join(left_out))
            if left_out
            else ""
        )
        is_of_provinces = assessment.catalogue.is_of_provinces
        place = self.tr("Vị trí trong cả nước") if is_of_provinces else self.tr("Vị trí giữa các đơn vị")
        self.strip.set_title(
            place
            if outlook.ranking is None
            else self.tr("{place}, theo kết quả công bố năm {year}").format(
                place=place, year=outlook.ranking.against
            )
        )

    def _fill_radar(self) -> None:
        session = self.context.session
        assessment, outlook = session.assessment, session.outlook
        if assessment is None or outlook is None:
            return
        form = self.context.format
        language = self.context.language.current
        heads = [Head(self.tr("Chỉ số chính")), Head(self.tr("Giá trị"), True)]
        if outlook.ranking is not None:
            heads.append(Head(self.tr("Hạng {year}").format(year=outlook.ranking.against), True))
        rows = []
        for row in charts.main_index_rows(assessment, outlook):
            cells = [
                Cell(f"{row.code}  {row.title.in_language(language)}"),
                Cell("–" if row.value is None else form.value(row.value), is_quiet=row.value is None),
            ]
            if outlook.ranking is not None:
                standing = row.standing
                cells.append(
                    Cell("–", is_quiet=True)
                    if standing is None
                    else Cell(
                        self._place(standing), hint=self._hint(standing), is_quiet=standing.rank is None
                    )
                )
            rows.append(cells)
        self.radar.rows.set_rows(heads, rows)
        self.radar.table.set_columns((None, 84, 96)[: len(heads)])

    def _fill_strip(self) -> None:
        session = self.context.session
        assessment, outlook = session.assessment, session.outlook
        if assessment is None or outlook is None:
            return
        form = self.context.format
        ranking = outlook.ranking
        provinces = () if ranking is None else charts.province_rows(outlook.book, assessment, ranking)
        heads = [
            Head(self.tr("Hạng"), True),
            Head(ranked_head(assessment.catalogue, self.context.language.current)),
            Head(self.tr("Giá trị"), True),
        ]
        rows = [
            (Cell(str(row.rank)), Cell(short_name(row.province)), Cell(form.value(row.value)))
            for row in provinces
        ]
        own = [place for place, row in enumerate(provinces) if row.is_own]
        self.strip.rows.set_rows(heads, rows, own)
        self.strip.table.set_columns((72, None, 120))

    def _make_radar(self) -> Chart | None:
        session = self.context.session
        if session.assessment is None or session.outlook is None:
            return None
        language = self.context.language.current
        return charts.radar(self.context.library, session.assessment, session.outlook, chart_look(), language)

    def _make_strip(self) -> Chart | None:
        session = self.context.session
        if session.assessment is None or session.outlook is None or session.outlook.ranking is None:
            return None
        language = self.context.language.current
        return charts.rank_strip(
            self.context.library,
            session.outlook.book,
            session.assessment,
            session.outlook.ranking,
            chart_look(),
            language,
        )

    # -- going -----------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        if self._step is not None:
            self.context.go(self._step.place)

    def _go_to_index(self, index_code: str) -> None:
        session = self.context.session
        if session.assessment is not None and session.outlook is not None:
            code = first_open(session.assessment, session.outlook, index_code)
            self.context.go(Place("indicator", code))
