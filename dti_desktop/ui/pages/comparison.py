"""Two assessments side by side: sums, every sub-indicator, and all that both say of the chosen one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.assessed_unit import short_name
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.comparison import ComparedRow, ComparedTotal, Comparison
from dti_desktop.services.comparison import compared
from dti_desktop.services.workspace import AssessmentSummary
from dti_desktop.ui import theme
from dti_desktop.ui.comparison_text import name_of, side_lines
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.newest import Newest
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.widgets.clear_scroll import clear_scroll
from dti_desktop.ui.widgets.combo_box import ComboBox
from dti_desktop.ui.widgets.comparison_table import ComparisonTable
from dti_desktop.ui.widgets.filling_page import FillingPage
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight
from dti_desktop.ui.widgets.line_list import LineList
from dti_desktop.ui.widgets.messages import EmptyState
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.standing_figure import StandingFigure
from dti_desktop.ui.widgets.surfaces import Card, Hairline

ALL, DIFFERENT = "all", "different"
BY_CATALOGUE, BY_DIFFERENCE = "catalogue", "difference"
_WIDEST = 1440
_DETAIL_HEIGHT = 172


class ComparisonPage(Page):
    """The other assessment is chosen above; `Place.field` may name it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.found: Comparison | None = None
        self._others: list[AssessmentSummary] = []
        self._other: Assessment | None = None
        #: The id of the other one; what the store still loads may be one that is wanted no more.
        self._wanted: str | None = None
        self._row: ComparedRow | None = None
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._with = Label(tone="secondary")
        self.other = ComboBox()
        self.other.setMinimumContentsLength(24)
        self._figures = QHBoxLayout()
        self.figures: dict[str, StandingFigure] = {}
        self.filter = Segments()
        self.order = Segments()
        self.table = ComparisonTable()
        self._detail_title = ElidedLabel(weight=Weight.DemiBold)
        self._side_names = (Label(size="small", tone="muted"), Label(size="small", tone="muted"))
        self.sides = (LineList(), LineList())
        self.empty = EmptyState("table")
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.work: Newest[Comparison] = Newest(context.tasks, self, self._take, context.session.failed.emit)
        self.other.activated.connect(lambda _place: self._load(self.other.currentData()))
        self.filter.chosen.connect(lambda _key: self._show())
        self.order.chosen.connect(lambda _key: self._show())
        self.table.chosen.connect(self._show_row)
        self.table.opened.connect(self._open)
        self.empty.acted.connect(lambda: context.go(Place("start")))
        context.session.opened.connect(self._on_opened)
        self.retranslate()

    # -- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._with)
        head.addWidget(self.other)
        figures = Card()
        figures.body.setContentsMargins(18, 8, 18, 8)
        self._figures.setSpacing(4 * theme.GRID)
        figures.body.addLayout(self._figures)
        filters = QHBoxLayout()
        filters.setSpacing(2 * theme.GRID)
        filters.addWidget(self.filter)
        filters.addWidget(self.order)
        filters.addStretch(1)
        table = Card()
        table.body.setContentsMargins(8, 4, 8, 4)
        table.body.addWidget(self.table)
        detail = Card()
        detail.body.setContentsMargins(20, 10, 20, 10)
        detail.body.setSpacing(theme.HALF)
        detail.body.addWidget(self._detail_title)
        detail.body.addSpacing(2)
        columns = QHBoxLayout()
        columns.setSpacing(2 * theme.GRID)
        for place, (name, lines) in enumerate(zip(self._side_names, self.sides, strict=True)):
            if place:
                columns.addWidget(Hairline(Qt.Orientation.Vertical))
            column = QVBoxLayout()
            column.setSpacing(theme.HALF)
            column.addWidget(name)
            column.addWidget(lines)
            columns.addWidget(clear_scroll(column), 1)
        detail.body.addLayout(columns, 1)
        detail.setFixedHeight(_DETAIL_HEIGHT)
        page = FillingPage(max_width=_WIDEST, parent=self._stack)
        page.body.setSpacing(10)
        page.body.addLayout(head)
        page.body.addWidget(figures)
        page.body.addLayout(filters)
        page.body.addWidget(table, 1)
        page.body.addWidget(detail)
        self.table.setMinimumHeight(180)
        self._stack.addWidget(page)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Compare with the assessment that the place names, else with the one that was chosen last."""
        if place.field is not None:
            self._wanted = place.field
        self._offer()
        self.table.setFocus()

    def refresh(self, changed: Changed) -> None:
        """Follow what changes in this assessment; the other one stands still."""
        self._compare()

    def retranslate(self) -> None:
        """Set every text again."""
        self._title.setText(self.tr("So sánh hồ sơ"))
        self._with.setText(self.tr("So với"))
        self.other.setAccessibleName(self.tr("Hồ sơ để so sánh"))
        self._name_others()
        self.filter.set_name(self.tr("Chỉ số nào"))
        self.order.set_name(self.tr("Thứ tự"))
        self.order.set_segments(
            [
                Segment(BY_CATALOGUE, self.tr("Theo bộ chỉ số")),
                Segment(BY_DIFFERENCE, self.tr("Theo chênh lệch")),
            ]
        )
        self.empty.say(
            self.tr("Chưa có hồ sơ nào khác để so sánh"),
            self.tr("Khi trên máy này có hồ sơ năm khác hoặc nơi khác, hai hồ sơ được đặt cạnh nhau ở đây."),
            self.tr("Tất cả hồ sơ"),
        )
        self._show()

    # -- which two -------------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self.work.forget()
        self.found = self._other = self._wanted = self._row = None
        self._others = []
        self.other.clear()
        if self.isVisible():
            self._offer()

    def _offer(self) -> None:
        """Ask the store which assessments there are."""
        self.context.tasks.run(
            self.context.workspace.assessments,
            lane="store",
            on_done=self._on_offered,
            on_error=self.context.session.failed.emit,
            owner=self,
        )

    def _on_offered(self, summaries: tuple[AssessmentSummary, ...]) -> None:
        assessment = self.context.session.assessment
        if assessment is None:
            return
        # Rows of a set for units have nothing to do with those of any other.
        catalogue = assessment.catalogue
        kind = None if catalogue.is_of_provinces else catalogue.short_title
        others = [
            summary for summary in summaries if summary.id != assessment.id and summary.index_title == kind
        ]
        self._stack.setCurrentIndex(0 if others else 1)
        if not others:
            return
        self._others = others
        self.other.clear()
        for summary in others:
            self.other.addItem("", summary.id)
        self._name_others()
        source = "" if assessment.previous is None else assessment.previous.assessment_id
        near = sorted(
            (s for s in others if s.province == assessment.province), key=lambda s: (s.is_sample, -s.year)
        )
        wishes = (self._wanted, source, *(s.id for s in near), others[0].id)
        places = [self.other.findData(wish) for wish in wishes if wish]
        self.other.setCurrentIndex(next(place for place in places if place >= 0))
        self._load(self.other.currentData())

    def _name_others(self) -> None:
        names = [name_of(summary) for summary in self._others]
        for place, (summary, name) in enumerate(zip(self._others, names, strict=True)):
            self.other.setItemText(place, name if names.count(name) == 1 else f"{name} ({summary.id})")

    def _load(self, other_id: str) -> None:
        self._wanted = other_id
        self.context.tasks.run(
            self.context.workspace.load,
            other_id,
            lane="store",
            on_done=self._on_loaded,
            on_error=self.context.session.failed.emit,
            owner=self,
        )

    def _on_loaded(self, other: Assessment) -> None:
        if other.id == self._wanted:
            self._other = other
            self._compare()

    def _compare(self) -> None:
        assessment, other = self.context.session.assessment, self._other
        if assessment is not None and other is not None:
            self.work.ask(partial(compared, self.context.library, assessment, other))

    def _take(self, found: Comparison) -> None:
        self.found = found
        self._show()

    # -- showing ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        found = self.found
        if found is None:
            return
        language, form = self.context.language.current, self.context.format
        different = sum(row.is_different for row in found.rows)
        self.filter.set_segments(
            [
                Segment(ALL, self.tr("Tất cả"), form.integer(len(found.rows))),
                Segment(DIFFERENT, self.tr("Chỉ chỗ khác"), form.integer(different)),
            ]
        )
        self._show_figures(found, language)
        by_difference = self.order.choice == BY_DIFFERENCE
        rows = found.chosen(only_different=self.filter.choice == DIFFERENT, by_difference=by_difference)
        self.table.show_comparison(found, self._names(found), language, rows, sums=not by_difference)

    def _names(self, found: Comparison) -> tuple[str, str]:
        """Return what tells the two apart in the head of a column."""
        this, other = found.this, found.other
        if this.year != other.year:
            return str(this.year), str(other.year)
        if this.province != other.province:
            return short_name(this.province), short_name(other.province)
        return self.tr("này"), self.tr("kia")

    def _show_figures(self, found: Comparison, language: str) -> None:
        wanted = ["", *found.pillars]
        if list(self.figures) != wanted:
            while (item := self._figures.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            self.figures = {code: StandingFigure() for code in wanted}
            for figure in self.figures.values():
                self._figures.addWidget(figure)
            self._figures.addStretch(1)
        names = self._names(found)
        self._show_figure(self.figures[""], self.tr("Điểm"), found.whole, names, is_whole=True)
        titles = {
            pillar.code: pillar.title.in_language(language)
            for pillar in (*found.other.catalogue.pillars, *found.this.catalogue.pillars)
        }
        for code, total in found.pillars.items():
            self._show_figure(self.figures[code], titles[code], total, names, is_whole=False)

    def _show_figure(
        self,
        figure: StandingFigure,
        name: str,
        total: ComparedTotal,
        names: tuple[str, str],
        *,
        is_whole: bool,
    ) -> None:
        form = self.context.format
        write, decimals = (form.points, 2) if is_whole else (form.value, 4)
        this, other = (
            None if side is None else side.points if is_whole else side.value
            for side in (total.this, total.other)
        )
        figure.set_name(f"{name}, {names[0]}")
        figure.set_number(this, write)
        remark = "" if other is None else f"{names[1]}: {write(other)}"
        if this is not None and other is not None and this != other:
            remark = f"{remark} ({form.signed(this - other, decimals)})"
        figure.set_remark(remark)

    def _show_row(self, row: ComparedRow | None) -> None:
        found = self.found
        self._row = row
        if found is None:
            return
        language = self.context.language.current
        for name, assessment in zip(self._side_names, (found.this, found.other), strict=True):
            name.setText(name_of(assessment))
        if row is None:
            self._detail_title.setText(self.tr("Chọn một chỉ số để xem đủ hai bên."))
            for lines in self.sides:
                lines.show_lines([])
            return
        catalogue = found.this.catalogue if row.this is not None else found.other.catalogue
        title = catalogue.indicators[row.code].title.in_language(language)
        self._detail_title.setText(f"{row.code}  {title}")
        self.sides[0].show_lines(side_lines(row.this, found.this.catalogue, language))
        self.sides[1].show_lines(side_lines(row.other, found.other.catalogue, language))

    def _open(self, index: QModelIndex) -> None:
        row = self.table.row_at(index)
        if row is not None and row.this is not None:
            self.context.go(Place("indicator", row.this.code))
