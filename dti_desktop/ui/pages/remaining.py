"""What is left to do: the findings of the checks, each leading to the field where it is mended."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from dti_desktop.engine.checks import Finding
from dti_desktop.ui import theme
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.widgets.clear_scroll import ScrollingColumn
from dti_desktop.ui.widgets.index_choice import IndexChoice
from dti_desktop.ui.widgets.labels import Label, Weight
from dti_desktop.ui.widgets.messages import EmptyState, Notice
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.widgets.work_list import WorkList
from dti_desktop.ui.words import words
from dti_desktop.ui.work_rows import (
    CATEGORIES,
    SHAPES,
    Category,
    category_title,
    counts,
    group_keys,
    selected,
    work_rows,
)

ALL = "all"
_WIDEST = 1040
_LEAST_LIST = 200
_SIDE = 4 * theme.GRID


class RemainingPage(Page):
    """A filter above, the list below."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._opened: dict[str, bool] = {}
        self._title = Label(size="title", weight=Weight.DemiBold)
        self.categories = Segments()
        self.index = IndexChoice()
        self.done = Notice(tone="done")
        self.list = WorkList()
        self.nothing = EmptyState("circle-check")
        self.stack = QStackedWidget()
        self._lay_out()
        self.categories.chosen.connect(lambda _key: self._follow_from_top())
        self.index.currentIndexChanged.connect(lambda _place: self._follow_from_top())
        self.list.go_wanted.connect(context.go)
        self.list.fold_wanted.connect(self._fold)
        self.done.acted.connect(lambda: context.go(Place("submit")))
        self.nothing.acted.connect(self._leave_empty)
        self._is_new = False
        context.session.opened.connect(self._on_opened)
        self.retranslate()

    # -- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._scroll = ScrollingColumn(self, widest=_WIDEST, side=_SIDE)
        body = self._scroll.body
        # Side by side the two filters would be wider than the page of a small screen.
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.index)
        filters = QHBoxLayout()
        filters.addWidget(self.categories)
        filters.addStretch(1)
        self.index.setMinimumContentsLength(24)
        card = Card()
        card.body.setContentsMargins(0, 4, 0, 8)
        card.body.addWidget(self.stack)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        body.addLayout(head)
        body.addLayout(filters)
        body.addWidget(self.done)
        body.addWidget(card, 1)
        self.stack.setMinimumHeight(_LEAST_LIST)

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show what is left; `place.field` may name the code of findings to be shown first."""
        if place.field is not None:
            self.categories.choose(ALL)
            self.index.setCurrentIndex(0)
            self._follow()
            groups = group_keys(place.field, self.list.rows)
            self._opened.update(dict.fromkeys(groups, True))
            self._follow()
            self.list.choose_first(groups[0] if groups else None)
        else:
            self._follow()
            if not self.list.currentIndex().isValid():
                self.list.choose_first()
        self.list.setFocus()

    def arrange(self) -> None:
        """Fit the filter to the width."""
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self.categories.set_room(self.width() - 2 * _SIDE - bar)

    def refresh(self, changed: Changed) -> None:
        """Follow what was mended meanwhile."""
        self._follow()

    def retranslate(self) -> None:
        """Set every text again."""
        self._title.setText(self.tr("Việc còn lại"))
        self.categories.set_name(self.tr("Loại việc"))
        self.list.setAccessibleName(self.tr("Việc còn lại"))
        self._fill_index()
        self._follow()

    # -- showing ---------------------------------------------------------------------------------------

    @property
    def category(self) -> Category | None:
        """The category that is shown, or None for all."""
        choice = self.categories.choice
        return next((category for category in CATEGORIES if category == choice), None)

    def _on_opened(self) -> None:
        self._opened.clear()
        self._fill_index()
        self._is_new = True
        if self.isVisible():
            self._follow()

    def _fill_index(self) -> None:
        self.index.offer(self.context.session.assessment, self.context.language.current)

    def _follow_from_top(self) -> None:
        self._is_new = True
        self._follow()

    def _follow(self) -> None:
        session = self.context.session
        assessment, outlook = session.assessment, session.outlook
        if assessment is None or outlook is None:
            return
        findings = outlook.findings
        of_index = selected(findings, assessment, None, self.index.currentData())
        self._show_filters(of_index)
        shown = selected(of_index, assessment, self.category, None)
        self.list.show_rows(work_rows(shown, assessment, words(self.context), self._opened))
        if self._is_new:
            self._is_new = False
            self.list.scrollToTop()
            self.list.choose_first()
        self._show_done(findings)
        self.stack.setCurrentWidget(self.list if shown else self.nothing)
        if not shown:
            self._show_nothing(bool(findings))

    def _show_filters(self, findings: list[Finding]) -> None:
        found = counts(findings)
        form = self.context.format
        self.categories.set_segments(
            [
                Segment(ALL, self.tr("Tất cả"), form.integer(len(findings))),
                *(
                    Segment(
                        category, category_title(category), form.integer(found[category]), SHAPES[category]
                    )
                    for category in CATEGORIES
                ),
            ]
        )

    def _show_done(self, findings: tuple[Finding, ...]) -> None:
        found = counts(findings)
        left = found["block"] + found["explain"] + found["missing"]
        self.done.setVisible(not left and bool(findings))
        if not left:
            self.done.say(
                self.tr("Không còn việc nào phải làm. Chỉ còn ghi chú để xem trước khi nộp."),
                "done",
                action=self.tr("Nộp hồ sơ"),
            )

    def _show_nothing(self, is_filtered: bool) -> None:
        if is_filtered:
            self.nothing.say(
                self.tr("Không có việc nào ở đây"),
                self.tr("Phần đang lọc không còn việc. Các phần khác vẫn còn."),
                self.tr("Xem tất cả"),
            )
        else:
            self.nothing.say(
                self.tr("Không còn việc nào"),
                self.tr("Mọi chỉ số đã trả lời, có minh chứng hoặc giải trình. Có thể nộp hồ sơ."),
                self.tr("Nộp hồ sơ"),
            )

    # -- doing -----------------------------------------------------------------------------------------

    def _fold(self, key: str, is_open: bool) -> None:
        self._opened[key] = is_open
        self._follow()

    def _leave_empty(self) -> None:
        outlook = self.context.session.outlook
        if outlook is not None and outlook.findings:
            self.categories.choose(ALL)
            self.index.setCurrentIndex(0)
            self._follow_from_top()
        else:
            self.context.go(Place("submit"))
