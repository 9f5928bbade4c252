"""What this hangs on: the cost of each rejection, and the documents that must not be lost."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QSize
from PySide6.QtWidgets import QBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.sensitivity import Loss
from dti_desktop.errors import InputError
from dti_desktop.services import charts
from dti_desktop.services.charts import Chart, LossRow
from dti_desktop.services.sensitivity import Sensitivity, rivalry, sensitivity
from dti_desktop.ui import evidence_text, theme
from dti_desktop.ui.gains_text import lost_places, lost_points
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.newest import Newest
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.widgets.chart_card import ChartCard
from dti_desktop.ui.widgets.chart_view import chart_look
from dti_desktop.ui.widgets.filling_page import FillingPage
from dti_desktop.ui.widgets.labels import ElidedLabel
from dti_desktop.ui.widgets.messages import EmptyState
from dti_desktop.ui.widgets.must_keep import MustKeep
from dti_desktop.ui.widgets.rows_model import Cell, Head
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.side_by_side import stand_side_by_side
from dti_desktop.ui.widgets.surfaces import Card

#: Below this width of the page the documents stand under the chart.
TWO_COLUMNS_FROM = 860
_ONE_LINE_FROM = 760
INDICATORS, DOCUMENTS = "indicators", "documents"
_WIDEST = 1440
_KEEP_WIDTH = 372
_GAP = 10
_CHART_ROWS = 14
_POINTS_PX, _PLACES_PX, _PROVES_PX = 92, 76, 188


@dataclass(frozen=True)
class _Found:
    """What was worked out off the window's thread; `sensitivity` is None where nothing was published."""

    assessment: Assessment
    sensitivity: Sensitivity | None


class SensitivityPage(Page):
    """The tornado and its numbers at the left, the documents that must not be lost at the right."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.found: _Found | None = None
        self._content: Assessment | None = None
        self._book: object = None
        self._keep_rank: int | None = None
        self._losses: list[Loss] = []
        self.view = Segments()
        self.standing = ElidedLabel(tone="secondary")
        self.card = ChartCard(context, self._make_chart, self._fill, least=QSize(380, 260))
        self.keep = MustKeep()
        self.empty = EmptyState("shield-alert")
        self._stack = QStackedWidget()
        self._lay_out()
        self.work: Newest[_Found] = Newest(context.tasks, self, self._take, context.session.failed.emit)
        self.view.chosen.connect(lambda _view: self._show())
        self.card.table.opened.connect(self._open)
        self.keep.rank_chosen.connect(self._choose_rank)
        self.keep.indicator_wanted.connect(self._go_to)
        self.empty.acted.connect(lambda: self.context.go(Place("remaining")))
        context.session.opened.connect(self._on_opened)
        self.retranslate()

    # -- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(2 * theme.GRID)
        head.addWidget(self.view)
        head.addWidget(self.standing, 1)
        nothing = Card()
        nothing.body.addWidget(self.empty)
        self._stack.addWidget(self.card)
        self._stack.addWidget(nothing)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(_GAP)
        self._columns.addWidget(self._stack, 1)
        self._columns.addWidget(self.keep)
        self._scroll = FillingPage(max_width=_WIDEST, parent=self)
        self._scroll.body.setSpacing(_GAP)
        self._scroll.body.addLayout(head)
        self._scroll.body.addLayout(self._columns, 1)
        self._scroll.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)

    def arrange(self) -> None:
        wide = self.width() >= TWO_COLUMNS_FROM
        stand_side_by_side(self._head, self.width() >= _ONE_LINE_FROM)
        stand_side_by_side(self._columns, wide)
        width = max(_KEEP_WIDTH, min(self.width() // 3, 480))
        self.keep.setMinimumWidth(width if wide else 0)
        self.keep.setMaximumWidth(width if wide else _WIDEST)
        self.keep.setMinimumHeight(0 if wide else 260)

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show what is at stake now; the keyboard is on the choice of what is looked at."""
        self._follow()
        self.view.setFocus()

    def refresh(self, changed: Changed) -> None:
        """Follow answers, documents, estimates and published results."""
        self._follow()

    def retranslate(self) -> None:
        self.view.set_name(self.tr("Xem rủi ro theo"))
        self.view.set_segments(
            [
                Segment(DOCUMENTS, self.tr("Theo tài liệu")),
                Segment(INDICATORS, self.tr("Theo chỉ số thành phần")),
            ]
        )
        self._show()

    # -- working out -----------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self.work.forget()
        self.found = self._content = self._keep_rank = None
        # Nothing of the assessment before may be seen as if it were of this one.
        self._scroll.hide()
        if self.isVisible():
            self._follow()

    def _choose_rank(self, rank: int) -> None:
        self._keep_rank = rank
        self._content = None
        self._follow()

    def _follow(self) -> None:
        """Work out anew what the assessment hangs on, off the window's thread."""
        assessment, workspace = self.context.session.assessment, self.context.workspace
        if assessment is None:
            return
        content, book = assessment.content, workspace.result_book
        if self._content is not None and book is self._book and content == self._content:
            return
        self._content, self._book = content, book
        keep_rank = self._keep_rank

        def work() -> _Found:
            try:
                against = rivalry(workspace.forecaster, assessment)
            except InputError:  # nothing was published to compare with
                return _Found(assessment, None)
            return _Found(
                assessment,
                sensitivity(
                    assessment,
                    against.curve,
                    year=against.year,
                    rivals_are_facts=against.are_facts,
                    keep_rank=keep_rank,
                ),
            )

        self.work.ask(work)

    def _take(self, found: _Found) -> None:
        self.found = found
        self._show()
        if self._scroll.isHidden():
            self._scroll.show()
            self.arrange()
            if self.may_take_keyboard():
                self.view.setFocus()

    # -- showing ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        found = self.found
        if found is None:
            return
        told = found.sensitivity
        by_document = self.view.choice == DOCUMENTS
        self._losses = []
        if told is not None:
            self._losses = list(told.documents if by_document else told.indicators)
            self.keep.show_found(found.assessment, told, self.context.language.current)
        self.keep.setVisible(told is not None and told.is_ranked and bool(told.indicators))
        self.view.setVisible(told is not None and bool(told.indicators))
        self._show_standing(told)
        is_empty = told is None or not told.indicators or (by_document and not told.documents)
        self._stack.setCurrentIndex(1 if is_empty else 0)
        if told is None:
            self.empty.say(
                self.tr("Chưa có kết quả công bố để so sánh"),
                self.tr("Khi đã nhập kết quả công bố, ở đây sẽ có số điểm và số bậc mất đi nếu bị bác."),
            )
        elif not told.indicators:
            self.empty.say(
                self.tr("Chưa tự chấm điểm nào"),
                self.tr(
                    "Ở đây sẽ có những gì mất đi nếu một chỉ số thành phần bị bác hay một tài liệu "
                    "bị loại. Trước hết hãy trả lời các chỉ số."
                ),
                self.tr("Xem việc còn lại"),
            )
        elif is_empty:
            self.empty.say(
                self.tr("Chưa có tài liệu minh chứng nào"),
                self.tr(
                    "Ở đây sẽ có những gì mất đi nếu một tài liệu bị loại. Trước hết hãy gắn tài "
                    "liệu vào các chỉ số đã trả lời."
                ),
                self.tr("Xem việc còn lại"),
            )
        self.card.set_title(
            self.tr("Nếu tài liệu này bị loại")
            if by_document
            else self.tr("Nếu chỉ số thành phần này bị bác")
        )
        self.card.set_note(self._note(by_document) if not is_empty else "")
        if not is_empty:
            self.card.refresh()

    def _show_standing(self, told: Sensitivity | None) -> None:
        if told is None or not told.indicators:
            self.standing.setText("")
            return
        text = (
            self.tr("Nếu được công nhận hết: {points} điểm, hạng {rank}/{of} theo kết quả năm {year}")
            if told.rivals_are_facts
            else self.tr("Nếu được công nhận hết: {points} điểm, hạng {rank}/{of} theo dự báo năm {year}")
        )
        if not told.is_ranked:
            text = self.tr("Nếu được công nhận hết: {points} điểm. Bộ chỉ số này không xếp hạng.")
        points = self.context.format.points(told.points)
        self.standing.setText(text.format(points=points, rank=told.median_rank, of=told.of, year=told.year))

    def _note(self, by_document: bool) -> str:
        harmless = sum(loss.points == 0 for loss in self._losses)
        if by_document and harmless:
            return self.tr("{count} tài liệu không làm mất điểm nào: tài liệu khác cũng chứng minh.").format(
                count=harmless
            )
        return ""

    def _label(self, loss: Loss) -> str:
        assert self.found is not None
        assessment = self.found.assessment
        if loss.id in assessment.documents and self.view.choice == DOCUMENTS:
            return evidence_text.title_of(assessment.documents[loss.id])
        row = assessment.catalogue.indicators[loss.id]
        return f"{row.code} {row.short.in_language(self.context.language.current)}"

    def _full_label(self, loss: Loss) -> str:
        """Return the label with what the document is about, where it has a number to be called by."""
        assert self.found is not None
        label, document = self._label(loss), self.found.assessment.documents.get(loss.id)
        if document is None or self.view.choice != DOCUMENTS or not document.citation.number:
            return label
        return " · ".join(part for part in (label, document.citation.title) if part)

    def _make_chart(self) -> Chart | None:
        if self.found is None or self.found.sensitivity is None:
            return None
        rows = [
            LossRow(
                self._label(loss),
                loss.points,
                max(0.0, loss.places) if self.found.sensitivity.is_ranked else None,
            )
            for loss in self._losses
            if loss.points > 0
        ]
        language = self.context.language.current
        return charts.tornado(self.context.library, rows, chart_look(), language, _CHART_ROWS)

    def _fill(self) -> None:
        """Put every loss into the table, those that cost nothing last."""
        if self.found is None:
            return
        by_document = self.view.choice == DOCUMENTS
        is_ranked = self.found.sensitivity is None or self.found.sensitivity.is_ranked
        heads = [
            Head(self.tr("Tài liệu") if by_document else self.tr("Chỉ số thành phần")),
            Head(self.tr("Điểm"), True),
        ]
        if is_ranked:
            heads.append(Head(self.tr("Bậc"), True))
        if by_document:
            heads.append(Head(self.tr("Chứng minh")))
        rows = []
        for loss in self._losses:
            points, places = lost_points(loss.points), lost_places(loss.places)
            if is_ranked:
                said = (
                    self.tr("Nếu tài liệu này bị loại: {points} điểm, {places} bậc")
                    if by_document
                    else self.tr("Nếu chỉ số này bị bác: {points} điểm, {places} bậc")
                ).format(points=points, places=places)
            else:
                said = (
                    self.tr("Nếu tài liệu này bị loại: {points} điểm")
                    if by_document
                    else self.tr("Nếu chỉ số này bị bác: {points} điểm")
                ).format(points=points)
            row = [
                Cell(self._full_label(loss), hint=said, is_quiet=not loss.points),
                Cell(points, is_quiet=not loss.points),
            ]
            if is_ranked:
                row.append(Cell(places, is_quiet=not loss.points))
            if by_document:
                row.append(Cell(", ".join(self._proved(loss.id)), is_quiet=not loss.points))
            rows.append(row)
        self.card.rows.set_rows(heads, rows)
        widths: list[int | None] = [None, _POINTS_PX, *((_PLACES_PX,) if is_ranked else ())]
        self.card.table.set_columns([*widths, _PROVES_PX] if by_document else widths)

    def _proved(self, document_id: str) -> list[str]:
        """Return the sub-indicators to which a document is linked."""
        assert self.found is not None
        assessment = self.found.assessment
        return [
            code
            for code in assessment.catalogue.indicators
            if any(link.document_id == document_id for link in assessment.links.get(code, ()))
        ]

    # -- leading on ------------------------------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        loss = self._losses[index.row()]
        if self.view.choice == INDICATORS:
            self._go_to(loss.id)
            return
        codes = self._proved(loss.id)
        if len(codes) == 1:
            self._go_to(codes[0])
        elif codes:
            below = self.card.table.visualRect(index).bottomLeft()
            self.rows_of(loss.id).popup(self.card.table.viewport().mapToGlobal(below + QPoint(0, 2)))

    def rows_of(self, document_id: str) -> QMenu:
        """Return a menu of the sub-indicators that a document proves; choosing one leads to it."""
        assert self.found is not None
        catalogue, language = self.found.assessment.catalogue, self.context.language.current
        menu = QMenu(self)
        for code in self._proved(document_id):
            action = menu.addAction(f"{code} {catalogue.indicators[code].short.in_language(language)}")
            action.triggered.connect(lambda _on=False, code=code: self._go_to(code))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _go_to(self, code: str) -> None:
        self.context.go(Place("indicator", code))
