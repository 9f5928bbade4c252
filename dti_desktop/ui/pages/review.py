"""The review of all sub-indicators: how far each is, three scores, what changed since; states in one step."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from dti_desktop.engine.review import ReviewState
from dti_desktop.engine.score_cuts import difference
from dti_desktop.ui import theme
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.review_acts import set_state
from dti_desktop.ui.review_rows import Filter, ReviewRow, cells, counts, review_rows
from dti_desktop.ui.review_state import SHAPES, STATES, state_title
from dti_desktop.ui.session import Changed
from dti_desktop.ui.shortcuts import bind
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.clear_scroll import ScrollingColumn
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight
from dti_desktop.ui.widgets.messages import EmptyState
from dti_desktop.ui.widgets.review_button import ReviewButton
from dti_desktop.ui.widgets.review_table import ReviewTable
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.services.review_changes import ReviewTrail

_WIDEST = 1280
_LEAST_LIST = 200
#: Below this width the filter is words alone: with shapes and counts it would not fit.
_SIDE = 4 * theme.GRID


class ReviewPage(Page):
    """A filter above, the table, and below it what can be done with the rows that are selected."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._trail: ReviewTrail | None = None
        self._rows: list[ReviewRow] = []
        self._title = Label(size="title", weight=Weight.DemiBold)
        self.summary = ElidedLabel(tone="secondary")
        self.filter = Segments()
        self.table = ReviewTable()
        self.nothing = EmptyState("circle-check")
        self.stack = QStackedWidget()
        self.state = ReviewButton(context)
        self.take_scores = SecondaryButton(icon="download")
        self.take_scores.clicked.connect(self.import_scores)
        self.selected = Label(tone="secondary")
        self._hint = ElidedLabel(size="small", tone="muted")
        self._lay_out()
        self.filter.chosen.connect(lambda _key: self._fill())
        self.table.chosen.connect(self._follow_selection)
        self.table.opened.connect(self._open)
        self.state.wanted.connect(self.set_state)
        self.nothing.acted.connect(self._show_all)
        for state in STATES:
            bind(f"review-{state}", self, lambda state=state: self.set_state(state))  # type: ignore[misc]
        context.session.opened.connect(self._on_opened)
        context.session.save_state_changed.connect(self._on_save_state)
        self.retranslate()

    def _lay_out(self) -> None:
        self._scroll = ScrollingColumn(self, widest=_WIDEST, side=_SIDE)
        body = self._scroll.body
        head = QHBoxLayout()
        head.setSpacing(2 * theme.GRID)
        head.addWidget(self._title)
        head.addWidget(self.summary, 1)
        head.addWidget(self.take_scores)
        filters = QHBoxLayout()
        filters.addWidget(self.filter)
        filters.addStretch(1)
        card = Card()
        card.body.setContentsMargins(0, 4, 0, 4)
        card.body.addWidget(self.stack)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        foot = QHBoxLayout()
        foot.setSpacing(2 * theme.GRID)
        foot.addWidget(self.state)
        foot.addWidget(self.selected)
        foot.addWidget(self._hint, 1)
        body.addLayout(head)
        body.addLayout(filters)
        body.addWidget(card, 1)
        body.addLayout(foot)
        self.stack.setMinimumHeight(_LEAST_LIST)

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show the list; `place.field` may name a filter, `place.code` a row."""
        if place.field in get_args(Filter):
            if not self._rows:
                self._follow()
            self.filter.choose(place.field)
        self._follow()
        if place.code is not None:
            self.table.choose([place.code], place.code)
        self._ask_store()
        self.table.setFocus()

    def arrange(self) -> None:
        """Fit the filter to the width."""
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self.filter.set_room(self.width() - 2 * _SIDE - bar)

    def refresh(self, changed: Changed) -> None:
        """Follow what was changed meanwhile."""
        self._follow()

    def retranslate(self) -> None:
        """Set every text again."""
        self._title.setText(self.tr("Rà soát"))
        self.take_scores.setText(self.tr("Nhập điểm thẩm định…"))
        self.filter.set_name(self.tr("Lọc theo trạng thái rà soát"))
        self.table.setAccessibleName(self.tr("Rà soát các chỉ số thành phần"))
        self._hint.setText(self.tr("Enter: mở chỉ số · Ctrl + A: chọn tất cả · Alt + 1 … 4: đặt trạng thái"))
        if self.isVisible():
            # What is not seen follows when she arrives.
            self._follow()

    # -- showing ---------------------------------------------------------------------------------------

    @property
    def wanted(self) -> Filter:
        """What is shown."""
        choice = self.filter.choice
        return next((each for each in get_args(Filter) if each == choice), "all")

    def _on_opened(self) -> None:
        self._trail = None
        if self.isVisible():
            self._follow()
            self._ask_store()

    def _on_save_state(self, state: str) -> None:
        if state == "saved" and self.isVisible():
            self._ask_store()

    def _ask_store(self) -> None:
        assessment = self.context.session.assessment
        if assessment is None:
            return

        def done(trail: ReviewTrail) -> None:
            now = self.context.session.assessment
            if now is not None and now.id == assessment.id:
                self._trail = trail
                self._follow()

        self.context.tasks.run(
            self.context.workspace.review_trail, assessment.id, lane="store", on_done=done, owner=self
        )

    def _follow(self) -> None:
        from dti_desktop.services.review_changes import NO_TRAIL

        session = self.context.session
        if session.assessment is None or session.outlook is None:
            return
        trail = self._trail or NO_TRAIL
        self._rows = review_rows(session.assessment, session.outlook.scorecard, trail)
        self._show_filter()
        self._fill()

    def _show_filter(self) -> None:
        said, form, found = words(self.context), self.context.format, counts(self._rows)
        segments = [Segment("all", self.tr("Tất cả"), form.integer(found["all"]))]
        segments += [
            Segment(state, state_title(state, said), form.integer(found[state]), SHAPES[state])
            for state in STATES
        ]
        changed, talked = found["changed"], found["comments"]
        segments.append(Segment("changed", self.tr("Đã đổi"), form.integer(changed), ("flag", "accent")))
        segments.append(
            Segment(
                "comments", self.tr("Còn ý kiến"), form.integer(talked), ("message-square-text", "accent")
            )
        )
        if found["cut"] or self.filter.choice == "cut":
            cut = Segment("cut", self.tr("Bị cắt"), form.integer(found["cut"]), ("circle-minus", "warn"))
            segments.append(cut)
        self.filter.set_segments(segments)

    def _say_summary(self) -> None:
        form = self.context.format
        if self.wanted == "cut":
            self._say_cuts()
            return
        approved = sum(row.state == "approved" for row in self._rows)
        said = [self.tr("Đã duyệt {count}/{all}").format(count=approved, all=len(self._rows))]
        for name, scores in (
            (self.tr("người rà soát"), [(r, r.reviewer) for r in self._rows]),
            (self.tr("Cơ quan thẩm định"), [(r, r.ministry) for r in self._rows]),
        ):
            given = [(row, score) for row, score in scores if score is not None]
            if given:
                total = sum(difference(row.own, score) for row, score in given)
                said.append(
                    self.tr("{who} cho điểm {count} chỉ số, chênh {points} điểm").format(
                        who=name, count=len(given), points=form.signed(total, 2)
                    )
                )
        self.summary.setText(" · ".join(said))

    def _say_cuts(self) -> None:
        """Say how many points were taken off, and where most."""
        assessment, form = self.context.session.assessment, self.context.format
        if assessment is None:
            return
        sums: dict[str, Fraction] = {}
        for row in self._rows:
            if row.is_in("cut") and row.difference is not None:
                index = assessment.catalogue.indicators[row.code].index
                sums[index] = sums.get(index, Fraction(0)) - row.difference
        by_index = [
            self.tr("chỉ số {index}: {points}").format(index=index, points=form.points(points))
            for index, points in sums.items()
        ]
        total = form.points(sum(sums.values(), Fraction(0)))
        self.summary.setText(" · ".join([self.tr("Bị cắt {points} điểm").format(points=total), *by_index]))

    def _fill(self) -> None:
        self._say_summary()
        assessment = self.context.session.assessment
        if assessment is None:
            return
        said = words(self.context)
        shown = [row for row in self._rows if row.is_in(self.wanted)]
        given = [cells(row, assessment, said) for row in shown]
        self.table.show_rows(shown, given, with_reasons=self.wanted == "cut")
        self.stack.setCurrentWidget(self.table if shown else self.nothing)
        if not shown:
            self.nothing.say(
                self.tr("Không có chỉ số nào ở đây"),
                self.tr("Phần đang lọc không có chỉ số nào."),
                self.tr("Xem tất cả"),
            )
        self._follow_selection()

    def _follow_selection(self) -> None:
        assessment, codes = self.context.session.assessment, self.table.selected_codes
        if assessment is None:
            return
        states = {assessment.review_state(code) for code in codes}
        shared = next(iter(states)) if len(states) == 1 else None
        self.state.show_state(shared, has_approved="approved" in states)
        self.state.setEnabled(bool(codes))
        self.selected.setText(
            self.tr("Đã chọn {count} chỉ số").format(count=len(codes))
            if codes
            else self.tr("Chọn một hay nhiều dòng để đặt trạng thái")
        )

    # -- doing -----------------------------------------------------------------------------------------

    def set_state(self, state: ReviewState) -> None:
        """Set the state of the rows that are selected, in one step."""
        codes = self.table.selected_codes
        if codes:
            set_state(self.context, codes, state, self)

    def import_scores(self) -> None:
        """Take in the points that the ministry, or a reviewer, gave in a table."""
        from dti_desktop.ui.dialogs.import_scores import ImportScoresDialog

        assessment = self.context.session.assessment
        if assessment is not None:
            dialog = ImportScoresDialog(self.context, assessment, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _open(self, index: object) -> None:
        code = self.table.current_code
        if code is not None:
            self.context.go(Place("indicator", code, "review"))

    def _show_all(self) -> None:
        self.filter.choose("all")
        self._fill()
        self.table.setFocus()
