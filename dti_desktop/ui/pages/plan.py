"""What to do first: the best plan for a goal, edited in place, and its way to paper."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment, FieldValue
from dti_desktop.engine.estimates import ALL, DATA_DEADLINE, Estimates
from dti_desktop.engine.plan_horizon import NEXT_YEAR, SUBMISSION, HorizonKind, default_horizon, plan_horizon
from dti_desktop.engine.planning import GoalKind
from dti_desktop.errors import Problem
from dti_desktop.services import charts
from dti_desktop.services.charts import Chart, StepRow
from dti_desktop.services.plan_views import PlanAsked, PlanView, goal_alike
from dti_desktop.services.planning import plan_findings
from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.plan_paper import PlanPaperDialog
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.plan_rows import LATE
from dti_desktop.ui.plan_watch import PlanWatch
from dti_desktop.ui.session import Changed
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.chart_card import ChartCard
from dti_desktop.ui.widgets.chart_view import chart_look
from dti_desktop.ui.widgets.filling_page import FillingPage
from dti_desktop.ui.widgets.labels import ElidedLabel, Label
from dti_desktop.ui.widgets.messages import EmptyState, Notice
from dti_desktop.ui.widgets.plan_figures import PlanFigures
from dti_desktop.ui.widgets.plan_goal import PlanGoal
from dti_desktop.ui.widgets.plan_table import PlanTable
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.side_by_side import stand_side_by_side
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.words import words

CHOSEN, ALL_WORK = "chosen", "all"
#: From this width of the page on, the picture stands beside the table.
TWO_COLUMNS_FROM = 1400
_WIDEST = 1640
_CHART_WIDTH, _CHART_HEIGHT = 440, 312
_LEAST_TABLE = 318
_GAP = 10
_SIDE = 3 * theme.GRID


class PlanPage(Page):
    """The goal on top, what the plan comes to, its table, and how the points grow."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.watch = PlanWatch(context.workspace, context.tasks, self)
        self._horizon: HorizonKind | None = None
        self._edited_code: str | None = None
        self.goal = PlanGoal()
        self.working = Label(size="small", tone="muted")
        self.figures = PlanFigures()
        self.notice = Notice()
        self.caution = ElidedLabel(size="small", tone="secondary")
        self.views = Segments()
        self.said = ElidedLabel(size="small", tone="block")
        self.print_button = SecondaryButton(icon="printer")
        self.table = PlanTable()
        self.table.setMinimumHeight(_LEAST_TABLE)
        self.legend = ElidedLabel(size="small", tone="muted")
        self.nothing = EmptyState("list-checks")
        self.chart = ChartCard(context, self._make_chart, least=QSize(360, 200))
        self._table_stack = QStackedWidget()
        self._no_work = EmptyState("circle-check")
        self._lay_out()
        self.goal.kind_chosen.connect(self._choose_kind)
        self.goal.edited.connect(lambda: self._ask(is_typed=True))
        self.goal.horizon_chosen.connect(self._choose_horizon)
        self.goal.deadline_set.connect(self._set_deadline)
        self.views.chosen.connect(lambda _view: self._show_table())
        self.print_button.clicked.connect(self.print_plan)
        self.table.estimate_wanted.connect(self._set_estimate)
        self.table.code_opened.connect(lambda code: context.go(Place("indicator", code)))
        self.table.said.connect(self._say)
        self.nothing.acted.connect(self._leave_empty)
        self._no_work.acted.connect(lambda: self._choose_horizon(NEXT_YEAR))
        self.watch.changed.connect(self._show)
        self.watch.slow.connect(self._show_working)
        self.watch.failed.connect(context.session.failed)
        context.session.opened.connect(self._on_opened)
        context.session.results_changed.connect(self._on_results)
        self.retranslate()

    # -- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(12)
        tools.setContentsMargins(4, 0, 4, 0)
        tools.addWidget(self.views)
        tools.addWidget(self.said, 1)
        tools.addWidget(self.working)
        tools.addWidget(self.print_button)
        self.working.hide()
        self._table_card = Card()
        self._table_card.body.setContentsMargins(8, 8, 8, 6)
        self._table_card.body.setSpacing(6)
        self._table_stack.addWidget(self.table)
        self._table_stack.addWidget(self._no_work)
        self._table_card.body.addLayout(tools)
        self._table_card.body.addWidget(self._table_stack, 1)
        legend = QHBoxLayout()
        legend.setContentsMargins(10, 0, 10, 0)
        legend.addWidget(self.legend)
        self._table_card.body.addLayout(legend)
        self._lower = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lower.setSpacing(_GAP)
        self._lower.addWidget(self._table_card, 1)
        self._lower.addWidget(self.chart)
        self.chart.setMinimumHeight(_CHART_HEIGHT)
        self._stack = QStackedWidget(self)
        self._scroll = FillingPage(max_width=_WIDEST, parent=self._stack)
        self._scroll.body.setSpacing(_GAP)
        self._scroll.body.addWidget(self.goal)
        self._scroll.body.addWidget(self.figures)
        self._scroll.body.addWidget(self.caution)
        self._scroll.body.addWidget(self.notice)
        self._scroll.body.addLayout(self._lower, 1)
        self.notice.hide()
        self.caution.hide()
        self.figures.hide()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._scroll.hide()

    def arrange(self) -> None:
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self.goal.arrange(min(_WIDEST, self.width() - bar - 2 * _SIDE))
        wide = self.width() >= TWO_COLUMNS_FROM
        stand_side_by_side(self._lower, wide)
        self.chart.setMaximumWidth(_CHART_WIDTH if wide else _WIDEST)
        self.chart.setMinimumWidth(_CHART_WIDTH if wide else 0)
        self.chart.setMaximumHeight(_WIDEST if wide else _CHART_HEIGHT)
        self.table.arrange(self.width())

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show the plan of today; the keyboard is in its table."""
        self._follow()
        if place.code is not None:
            self.table.go_to(place.code)
        self.table.setFocus()

    def refresh(self, changed: Changed) -> None:
        """Follow what was answered, estimated, undone."""
        self._follow()

    def rest(self) -> None:
        self.watch.forget()

    def retranslate(self) -> None:
        """Set every text again; numbers and catalogue texts follow the language too."""
        self.working.setText(self.tr("đang tính…"))
        self.views.set_name(self.tr("Việc được liệt kê"))
        self.print_button.setText(self.tr("In kế hoạch…"))
        self.table.setAccessibleName(self.tr("Kế hoạch"))
        self.chart.set_title(self.tr("Điểm tăng theo chỉ số chính"))
        self._show_segments()
        self._show_nothing()
        self._show()
        self.arrange()

    # -- asking ----------------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        """The day that plans begin on."""
        return self.context.workspace.store.now_utc().astimezone().date()

    def _estimates(self, assessment: Assessment) -> Estimates:
        return Estimates(assessment, self.context.workspace.forecaster.defaults)

    def _on_opened(self) -> None:
        self.watch.forget()
        self._horizon = self._edited_code = None
        self.goal.number.set_number(None)
        # Nothing of the assessment before may be seen as if it were of this one.
        self._scroll.hide()
        self.figures.hide()
        if self.isVisible():
            self._follow()

    def _on_results(self) -> None:
        if self.isVisible():
            self._ask()

    def _follow(self) -> None:
        session = self.context.session
        assessment, outlook = session.assessment, session.outlook
        if assessment is None or outlook is None:
            return
        estimates = self._estimates(assessment)
        if self._horizon is None:
            self._horizon = default_horizon(estimates, self.today)
        deadline = plan_horizon(self._horizon, estimates, self.today).deadline
        self.goal.show_horizon(self._horizon, deadline)
        view = self.watch.view
        is_ranked = outlook.book.has_ranks(assessment.catalogue, assessment.province)
        self.goal.set_ranked(is_ranked)
        of = None if view is None or not is_ranked else view.plan.of
        self.goal.set_bounds(of, assessment.catalogue.scale)
        is_empty = outlook.scorecard.answered == 0 or self.watch.are_results_missing
        self._stack.setCurrentWidget(self.nothing if is_empty else self._scroll)
        self._show_nothing()
        if outlook.scorecard.answered:
            self._ask()

    def _ask(self, *, is_typed: bool = False) -> None:
        assessment = self.context.session.assessment
        if assessment is None or self._horizon is None:
            return
        goal = self.goal.goal
        if goal is None and (self.watch.view is not None or self.goal.number.reading.fault is not None):
            self.watch.drop_typed()
            return  # what stands there is no goal: the field says so, the plan stays
        self.watch.ask(PlanAsked(assessment, self.today, self._horizon, goal), is_typed=is_typed)

    def _choose_kind(self, kind: str) -> None:
        view = self.watch.view
        if view is not None:
            kinds: tuple[GoalKind, ...] = ("rank", "points", "effort")
            self.goal.show_goal(goal_alike(view.plan, next(each for each in kinds if each == kind)))
        self._ask()

    def _choose_horizon(self, kind: str) -> None:
        self._horizon = NEXT_YEAR if kind == NEXT_YEAR else SUBMISSION
        self._follow()

    def _set_deadline(self, day: date | None) -> None:
        if self._horizon == SUBMISSION:
            self.context.session.set_estimate(ALL, DATA_DEADLINE, None if day is None else day.isoformat())
            self.context.session.flush()
            self._follow()

    def _set_estimate(self, code: str, key: str, value: FieldValue | None) -> None:
        """Keep what was typed into the table; each is a step of undo by itself."""
        self._edited_code = code
        self.context.session.set_estimate(code, key, value)
        self.context.session.flush()

    # -- showing ---------------------------------------------------------------------------------------

    def _show_working(self, is_slow: bool) -> None:
        self.working.setVisible(is_slow)

    def _say(self, text: str) -> None:
        self.said.setText(text)

    def _show(self) -> None:
        view = self.watch.view
        if view is None:
            if self.watch.are_results_missing:
                self._follow_emptiness()
            return
        self._stack.setCurrentWidget(self._scroll)
        if view.asked.goal is None and self.goal.number.number is None:
            self.goal.show_goal(view.plan.goal)
        self.goal.set_bounds(
            view.plan.of if view.plan.is_ranked else None, view.inputs.assessment.catalogue.scale
        )
        self.figures.show_view(view)
        self.figures.show()
        self._show_notice(view)
        self._show_segments()
        self._show_table()
        # Once the layouts have heard of the new words.
        QTimer.singleShot(0, self, self.arrange)
        self.chart.refresh()
        self.chart.setVisible(bool(view.plan.steps))
        if self._scroll.isHidden():
            self._scroll.show()
            if self.may_take_keyboard():
                self.table.setFocus()

    def _follow_emptiness(self) -> None:
        self._stack.setCurrentWidget(self.nothing)
        self._show_nothing()

    def _show_notice(self, view: PlanView) -> None:
        said = words(self.context)
        findings = plan_findings(view.plan)
        assert all(finding.severity == "note" for finding in findings)
        texts = []
        thin = [said.text(f"problem.{code}") for code in view.plan.codes]
        self.caution.setText(" ".join(thin))
        self.caution.setVisible(bool(thin))
        for finding in findings:
            if finding.code in view.plan.codes:
                continue
            facts = dict(finding.facts)
            if finding.code == "plan-too-late":
                facts["deadline"] = self.context.format.date(view.plan.horizon.deadline)
            if finding.code == "plan-target-unreachable":
                facts["points"] = self.context.format.points(view.plan.points_after)
            texts.append(said.problem(Problem(finding.code, "", facts)))
        self.notice.setVisible(bool(texts))
        if texts:
            self.notice.say(" ".join(texts), "warn" if not view.plan.is_reachable else "info")

    def _show_segments(self) -> None:
        view, form = self.watch.view, self.context.format
        chosen, work = (0, 0) if view is None else (len(view.plan.steps), len(view.work))
        self.views.set_segments(
            [
                Segment(CHOSEN, self.tr("Kế hoạch tối ưu"), form.integer(chosen)),
                Segment(ALL_WORK, self.tr("Mọi việc có thể làm"), form.integer(work)),
            ]
        )

    def _show_table(self) -> None:
        view = self.watch.view
        if view is None:
            return
        is_all = self.views.choice == ALL_WORK
        by_code = {work.code: work for work in view.work}
        shown = view.work if is_all else tuple(by_code[each.step.code] for each in view.plan.steps)
        self.table.set_ranked(view.plan.is_ranked)
        self.table.show_work(view, shown, self.context.language.current, is_sortable=is_all)
        self._table_stack.setCurrentWidget(self.table if shown else self._no_work)
        self.print_button.setEnabled(bool(view.plan.steps))
        self._show_legend(view, is_all=is_all)
        self._show_no_work(view)
        self._tell_of_edited(view, is_all=is_all)

    def _tell_of_edited(self, view: PlanView, *, is_all: bool) -> None:
        """Say where a row went that was edited and is no longer part of the plan."""
        code, self._edited_code = self._edited_code, None
        if code is None or is_all or any(each.step.code == code for each in view.plan.steps):
            return
        self.said.set_tone("secondary")
        self.said.setText(
            self.tr("{code} không còn trong kế hoạch; vẫn có ở “Mọi việc có thể làm”.").format(code=code)
        )

    def _show_legend(self, view: PlanView, *, is_all: bool) -> None:
        rows = [view.inputs.assessment.catalogue.indicators[work.code] for work in view.work]
        remarks = []
        if any(row.confidence != "confirmed" for row in rows):
            remarks.append(self.tr("* ** chưa đối chiếu với văn bản gốc"))
        if any(row.measured_by == "ministry" for row in rows):
            remarks.append(self.tr("† cơ quan chủ trì tự đo, điểm tăng là ước tính"))
        if any(work.step is not None and not work.step.is_in_time for work in view.work):
            remarks.append(self.tr("{mark} quá muộn, chỉ tính cho kỳ sau").format(mark=LATE))
        if is_all:
            remarks.append(self.tr("✓ có trong kế hoạch"))
        remarks.append(self.tr("Ngày công mờ là mức mặc định"))
        self.legend.setText(" · ".join(remarks))

    def _show_no_work(self, view: PlanView) -> None:
        if view.work:
            self._no_work.say(
                self.tr("Không cần làm gì thêm"),
                self.tr("Mục tiêu đã đạt. Đặt mục tiêu cao hơn để xem việc nên làm tiếp."),
            )
        elif view.asked.horizon == SUBMISSION:
            self._no_work.say(
                self.tr("Không còn việc nào làm được cho hồ sơ này"),
                self.tr("Hạn nhập số liệu đã qua hoặc mọi điểm đã có minh chứng. Có thể lập cho năm sau."),
                self.tr("Lập cho năm sau"),
            )
        else:
            self._no_work.say(
                self.tr("Không còn việc nào làm được"),
                self.tr("Mọi chỉ số thành phần đã đạt điểm tối đa hoặc đã bỏ ra."),
            )

    def _show_nothing(self) -> None:
        outlook = self.context.session.outlook
        if outlook is not None and outlook.scorecard.answered == 0:
            self.nothing.say(
                self.tr("Kế hoạch bắt đầu từ câu trả lời"),
                self.tr(
                    "Ở đây sẽ có việc nên làm trước để tăng điểm và hạng. "
                    "Hãy trả lời vài chỉ số thành phần để biết còn thiếu gì."
                ),
                self.tr("Trả lời chỉ số đầu tiên"),
            )
        else:
            self.nothing.say(
                self.tr("Chưa có kết quả công bố"),
                self.tr(
                    "Kế hoạch cần kết quả đã công bố để tính hạng. "
                    "Nhập bằng mục “Nhập kết quả công bố…” của trình đơn."
                ),
            )

    def _leave_empty(self) -> None:
        assessment = self.context.session.assessment
        if assessment is not None:
            self.context.go(Place("indicator", next(iter(assessment.catalogue.indicators))))

    def _make_chart(self) -> Chart | None:
        view = self.watch.view
        if view is None or not view.plan.steps:
            return None
        catalogue, language = view.inputs.assessment.catalogue, self.context.language.current
        gained: dict[str, Fraction] = {}
        for each in view.plan.steps:
            index = catalogue.indicators[each.step.code].index
            gained[index] = gained.get(index, Fraction(0)) + each.step.expected_points_gained
        steps = [
            StepRow(index.title.in_language(language), gained[index.code])
            for index in catalogue.main_indices
            if index.code in gained
        ]
        return charts.waterfall(
            self.context.library,
            self.tr("Hiện nay"),
            view.plan.points_before,
            steps,
            self.tr("Theo kế hoạch"),
            chart_look(),
            language,
        )

    # -- on paper --------------------------------------------------------------------------------------

    def print_plan(self) -> PlanPaperDialog | None:
        """Open the dialog that writes the plan as it is shown."""
        view = self.watch.view
        if view is None:
            return None
        dialog = PlanPaperDialog(self.context, view, self.today, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog
