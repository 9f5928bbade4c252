"""The page of one sub-indicator: what is asked, the answer, its points, and the evidence."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.carrying import unconfirmed
from dti_desktop.engine.model import quantities
from dti_desktop.engine.review import ReviewState
from dti_desktop.engine.year_difference import year_differences
from dti_desktop.ui import theme
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.review_acts import set_state
from dti_desktop.ui.review_state import STATES
from dti_desktop.ui.session import Changed
from dti_desktop.ui.shortcuts import bind, keys_text
from dti_desktop.ui.typed_text import typed_text
from dti_desktop.ui.widgets.answer_form import AnswerForm
from dti_desktop.ui.widgets.arithmetic import Arithmetic
from dti_desktop.ui.widgets.backing_line import BackingLine
from dti_desktop.ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.drop_area import local_files
from dti_desktop.ui.widgets.earlier_line import EarlierLine
from dti_desktop.ui.widgets.evidence_panel import EvidencePanel
from dti_desktop.ui.widgets.indicator_head import IndicatorHead
from dti_desktop.ui.widgets.indicator_tabs import EVIDENCE, EXPLANATION, NOTE, REVIEW, RULE, IndicatorTabs
from dti_desktop.ui.widgets.labels import ElidedLabel
from dti_desktop.ui.widgets.messages import Toast
from dti_desktop.ui.widgets.review_button import ReviewButton
from dti_desktop.ui.widgets.review_notice import ReviewNotice, set_by
from dti_desktop.ui.widgets.side_by_side import stand_in_the_middle
from dti_desktop.ui.widgets.surfaces import Card, Hairline, PageScroll, ScrollRule, Surface
from dti_desktop.ui.words import words

#: Below this width of the window the evidence becomes a tab.
TWO_COLUMNS_FROM = 1200
#: The right column: as wide as in the office, wider where there is room for a larger preview.
EVIDENCE_WIDTH, EVIDENCE_WIDEST, EVIDENCE_SHARE = 310, 440, 0.26
MIDDLE_WIDTH = 760
#: The row of buttons below, which no passing message may cover.
_FOOT_HEIGHT = 76


class IndicatorPage(Page):
    """One question, its inputs, its points; evidence beside it; previous and next below."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.code = ""
        self._is_wide: bool | None = None
        self._middle = QWidget(self)
        self.toast = Toast(self._middle, lift=_FOOT_HEIGHT)
        self.head = IndicatorHead()
        self.head.check_wanted.connect(lambda code: context.go(Place("catalogue", code)))
        self.form = AnswerForm()
        self.earlier = EarlierLine()
        self._confirming: set[str] = set()
        self.arithmetic = Arithmetic()
        self.backing = BackingLine()
        self.tabs = IndicatorTabs(context)
        self.evidence = EvidencePanel(context, self.toast)
        # Its room is chosen when the page is first shown; until then it belongs to the page all the same.
        self.evidence.setParent(self)
        self.evidence.hide()
        self.notice = ReviewNotice()
        self.review = ReviewButton(context)
        self.to_entry = IconButton("table")
        self.previous = SecondaryButton(icon="chevron-left")
        self.next = PrimaryButton(trailing_icon="chevron-right")
        self._hint = ElidedLabel(tone="muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAcceptDrops(True)
        self._lay_out()
        for field in (*self.findChildren(QLineEdit), *self.findChildren(QPlainTextEdit)):
            # A file that is dropped on a field is evidence too, not a path to type.
            field.setAcceptDrops(False)
        self._connect()
        self.retranslate()

    # -- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        card = Card()
        card.body.setSpacing(theme.GRID + theme.HALF)
        card.body.addWidget(self.earlier)
        card.body.addWidget(self.form)
        card.body.addWidget(Hairline())
        card.body.addWidget(self.arithmetic)
        card.body.addWidget(self.backing)
        self.scrolled = PageScroll(max_width=MIDDLE_WIDTH, parent=self._middle)
        self.scrolled.body.setSpacing(0)
        self.scrolled.body.addWidget(self.head)
        self.scrolled.body.addSpacing(theme.GRID + theme.HALF)
        self.scrolled.body.addWidget(self.notice)
        self._under_notice = QWidget()
        self._under_notice.setFixedHeight(theme.GRID)
        self.scrolled.body.addWidget(self._under_notice)
        self.scrolled.body.addWidget(card)
        self.scrolled.body.addSpacing(2 * theme.GRID)
        self.scrolled.body.addWidget(self.tabs)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(2 * theme.GRID)
        foot.addWidget(self.previous)
        foot.addWidget(self.review)
        foot.addWidget(self.to_entry)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.next)
        column = QWidget()
        column.setMaximumWidth(MIDDLE_WIDTH)
        column.setLayout(foot)
        across = QHBoxLayout()
        across.setContentsMargins(4 * theme.GRID, theme.GRID, 4 * theme.GRID, 20)
        stand_in_the_middle(across, column)
        middle = QVBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.scrolled, 1)
        middle.addWidget(ScrollRule(self.scrolled))
        middle.addLayout(across)
        self._side = Surface("side", parent=self)
        side = QHBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(Hairline(Qt.Orientation.Vertical))
        self._side_room = QVBoxLayout()
        self._side_room.setContentsMargins(2 * theme.GRID, 18, 2 * theme.GRID, 2 * theme.GRID)
        side.addLayout(self._side_room, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._middle, 1)
        layout.addWidget(self._side)

    def _connect(self) -> None:
        session = self.context.session
        session.opened.connect(self._on_opened)
        session.forecast.changed.connect(self._show_backing)
        self.backing.acted.connect(lambda: self._focus("evidence"))
        self.earlier.confirmed.connect(self.confirm_earlier)
        self.earlier.reused.connect(self._reuse_evidence)
        self.earlier.reasoned.connect(lambda text: session.edit_change_reason(self.code, typed_text(text)))
        self.form.edited.connect(lambda fields: session.edit_answer(self.code, fields))
        self.form.settled.connect(lambda fields: session.edit_answer(self.code, fields, at_once=True))
        self.form.entered.connect(session.flush)
        self.form.drafted.connect(self._keep_draft)
        self.form.finished.connect(self.go_next)
        self.form.profile_wanted.connect(lambda key: self.context.go(Place("profile", field=key)))
        self.form.shared.connect(self._share_figure)
        self.tabs.explained.connect(lambda text: session.edit_explanation(self.code, typed_text(text)))
        self.tabs.noted.connect(lambda text: session.edit_note(self.code, typed_text(text)))
        self.evidence.counted.connect(self.tabs.set_evidence_count)
        self.review.wanted.connect(self.set_review)
        self.notice.wanted.connect(self.set_review)
        self.to_entry.clicked.connect(lambda: self.context.go(Place("entry", self.code)))
        self.previous.clicked.connect(self.go_previous)
        self.next.clicked.connect(self.go_next)
        bind("previous", self, self.go_previous)
        bind("next", self, self.go_next)
        bind("unanswered", self, self.go_unanswered)
        bind("confirm", self, self.confirm_earlier)
        for state in STATES:
            bind(f"review-{state}", self, lambda state=state: self.set_review(state))  # type: ignore[misc]
        app = QApplication.instance()
        assert app is not None
        app.aboutToQuit.connect(self.evidence.clear_copies)

    # -- Page ------------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show the indicator that `place` names and put the keyboard into its field."""
        assessment = self.context.session.assessment
        if assessment is None or place.code is None or place.code not in assessment.catalogue.indicators:
            return
        self._arrange()
        self.show_code(place.code)
        self._focus(place.field)

    def leave(self) -> None:
        """Bring everything that was typed to the store."""
        self.evidence.leave()
        self.tabs.leave()
        super().leave()

    def rest(self) -> None:
        """Remove copies of evidence that lie elsewhere, or wait for a decision."""
        self.evidence.clear_copies()

    def refresh(self, changed: Changed) -> None:
        """Follow what was typed here, and what undo, profile or another page changed."""
        if not self.code or self.context.session.assessment is None:
            return
        if self.code in changed.codes or changed.profile:
            self._show_answer()
            self.tabs.refresh()
        if changed.documents or self.code in changed.codes:
            self.evidence.refresh()

    def retranslate(self) -> None:
        """Set every text again; numbers and catalogue texts follow the language too."""
        self.to_entry.set_name(self.tr("Bảng nhập"), keys_text("entry"))
        self.next.setAccessibleDescription(self.tr("Chỉ số sau, phím Alt + mũi tên phải"))
        self.previous.setAccessibleDescription(self.tr("Chỉ số trước, phím Alt + mũi tên trái"))
        if self.code:
            self._show_indicator()

    # -- showing ---------------------------------------------------------------------------------------

    def show_code(self, code: str) -> None:
        """Show another indicator of the open assessment."""
        if code == self.code:
            self._show_answer()
            self.evidence.refresh()
            self.tabs.refresh()
            return
        self.code = code
        self.setUpdatesEnabled(False)
        try:
            self._show_indicator()
            self.scrolled.verticalScrollBar().setValue(0)
        finally:
            self.setUpdatesEnabled(True)

    def _show_indicator(self) -> None:
        assessment = self.context.session.assessment
        if assessment is None or self.code not in assessment.catalogue.indicators:
            return
        language = self.context.language.current
        indicator = assessment.catalogue.indicators[self.code]
        self.head.show_indicator(assessment.catalogue, indicator, language)
        self.form.ask(indicator, language)
        # The inputs are built when they are first wanted, which would put them last.
        stops = [
            self.head.ministry,
            self.head.confidence,
            self.earlier.reuse,
            self.earlier.confirm,
            self.earlier.reason,
            *self.form.tab_stops(),
        ]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        self._show_answer()
        self.tabs.show_code(self.code)
        self.evidence.show_code(self.code)
        for button, code in ((self.previous, self._neighbour(-1)), (self.next, self._neighbour(1))):
            button.setText(code or "")
            button.setVisible(code is not None or button is self.next)
        if self._neighbour(1) is None:
            self.next.setText(self.tr("Việc còn lại"))

    def _show_answer(self) -> None:
        session = self.context.session
        assessment, outlook = session.assessment, session.outlook
        if assessment is None or outlook is None:
            return
        score = outlook.scorecard.indicators[self.code]
        self.form.show_answer(
            assessment.answers.get(self.code, {}),
            assessment.profile,
            lambda field: session.draft(self.code, field),
        )
        self.form.judge(score.outcome)
        self.arithmetic.show_score(
            assessment.catalogue.indicators[self.code],
            score,
            self.context.language.current,
            has_unread=self.form.has_unread,
        )
        self._show_review(assessment)
        self._show_earlier()
        self._show_backing()

    def _show_review(self, assessment: Assessment) -> None:
        """Show how far the review is, and lock what is approved."""
        mark = assessment.reviews.get(self.code)
        locked = self.is_locked
        remark = "" if mark is None else set_by(mark)
        self.review.show_state(assessment.review_state(self.code), has_approved=locked, remark=remark)
        self.notice.show_mark(mark)
        self._under_notice.setVisible(not self.notice.isHidden())
        self.form.set_read_only(locked)
        self.tabs.set_read_only(locked)
        self.evidence.set_read_only(locked)

    def _show_earlier(self) -> None:
        """Show last year's answer, and ask why this year's differs where it differs much."""
        session = self.context.session
        assessment, outlook = session.assessment, session.outlook
        assert assessment is not None and outlook is not None
        tolerance = self.context.library.year_tolerance
        difference = year_differences(assessment, outlook.scorecard, tolerance).get(self.code)
        language = self.context.language.current
        self.earlier.show_code(self.code, assessment, session.earlier, difference, language)
        if self.code in unconfirmed(assessment):
            self._hint.setText(self.tr("Alt + Enter: xác nhận như năm trước, sang câu tiếp"))
        else:
            self._hint.setText(self.tr("Ctrl + Enter: câu chưa trả lời tiếp theo"))

    def _show_backing(self) -> None:
        """Say what of the points nothing backs; the forecast tells a moment after the points have changed."""
        if self.code:
            prospect = self.context.session.forecast.prospect
            self.backing.show_code(self.code, prospect, words(self.context))

    def _focus(self, field: str | None) -> None:
        match field:
            case "evidence":
                if not self._is_wide:
                    self.tabs.open(EVIDENCE)
                self.evidence.focus()
            case "explanation":
                self.tabs.open(EXPLANATION)
                self.tabs.explanation.edit.setFocus()
            case "review":
                self.tabs.open(REVIEW)
                self.tabs.review.scores.points.line.setFocus()
                self._bring_into_view(self.tabs.review.scores)
            case "comment":
                self.tabs.open(REVIEW)
                self.tabs.review.talk.edit.setFocus()
                self._bring_into_view(self.tabs.review.talk)
            case "note":
                self.tabs.open(NOTE)
                self.tabs.note.edit.setFocus()
            case _:
                if not self.form.focus(field):
                    self.form.focus(None)

    def _bring_into_view(self, widget: QWidget) -> None:
        """Scroll to a part of the page once its layout knows where it stands."""
        QTimer.singleShot(0, widget, lambda: self.scrolled.ensureWidgetVisible(widget, 0, theme.GRID))

    # -- review ----------------------------------------------------------------------------------------

    @property
    def is_locked(self) -> bool:
        """Whether the indicator that is shown is approved, and so only to be read."""
        assessment = self.context.session.assessment
        return assessment is not None and assessment.review_state(self.code) == "approved"

    def set_review(self, state: ReviewState) -> None:
        """Set how far the review is, once everything that was typed here is on its way to the store."""
        if not self.code:
            return
        self.evidence.leave()
        self.tabs.leave()
        self.context.session.flush()
        set_state(self.context, [self.code], state, self)

    # -- what she does ---------------------------------------------------------------------------------

    def _keep_draft(self, field: str, text: str | None) -> None:
        self.context.session.keep_draft(self.code, field, text)
        self.arithmetic.set_unread(self.form.has_unread)

    def _share_figure(self, key: str, number: Decimal) -> None:
        """Make her own number the province's, and let the answer take it from there."""
        session = self.context.session
        assessment = session.assessment
        if assessment is None:
            return
        rule = assessment.catalogue.indicators[self.code].rule
        shared = {field for field, quantity in quantities(rule) if quantity.profile == key}
        session.edit_profile(key, number)
        fields = {k: v for k, v in assessment.answers.get(self.code, {}).items() if k not in shared}
        session.edit_answer(self.code, fields)

    def go_previous(self) -> None:
        """Go to the indicator before this one."""
        self._go(self._neighbour(-1))

    def go_next(self) -> None:
        """Go to the indicator after this one, and after the last to what is left to do."""
        following = self._neighbour(1)
        if following is None:
            self.context.go(Place("remaining"))
        else:
            self._go(following)

    def go_unanswered(self) -> None:
        """Go to the next indicator without a full answer, from the first again after the last."""
        session = self.context.session
        if session.assessment is None or session.outlook is None:
            return
        codes = list(session.assessment.catalogue.indicators)
        here = codes.index(self.code) if self.code in codes else -1
        scores = session.outlook.scorecard.indicators
        following = codes[here + 1 :] + codes[: here + 1]
        wanted = next((code for code in following if not scores[code].is_answered), None)
        if wanted is None:
            self.toast.say(self.tr("Tất cả các chỉ số đã được trả lời."))
        else:
            self._go(wanted)

    def confirm_earlier(self) -> None:
        """Take last year's answer over where it waits, and go on to the next one that waits."""
        session = self.context.session
        if session.assessment is None or session.assessment.previous is None:
            return
        session.flush()
        code = self.code
        if code in unconfirmed(session.assessment) and code not in self._confirming:
            self._confirming.add(code)
            session.act(
                lambda w, a: w.confirm_previous(a, (code,)),
                on_done=lambda _saved: self._confirming.discard(code),
                on_error=lambda error: self._on_not_confirmed(code, error),
            )
        codes = list(session.assessment.catalogue.indicators)
        here = codes.index(code)
        waiting = set(unconfirmed(session.assessment)) - self._confirming
        following = next((c for c in codes[here + 1 :] + codes[:here] if c in waiting), None)
        if following is not None:
            self._go(following)
        elif code not in waiting:
            self.toast.say(
                self.tr("Mọi câu trả lời năm {year} đã được xác nhận hoặc thay bằng câu mới.").format(
                    year=session.assessment.previous.year
                )
            )

    def _reuse_evidence(self) -> None:
        code = self.code
        self.context.session.act(lambda w, a: w.reuse_previous_evidence(a, code))

    def _on_not_confirmed(self, code: str, error: BaseException) -> None:
        self._confirming.discard(code)
        self.context.session.failed.emit(error)

    def _neighbour(self, step: int) -> str | None:
        assessment = self.context.session.assessment
        if assessment is None:
            return None
        codes = list(assessment.catalogue.indicators)
        place = codes.index(self.code) + step if self.code in codes else -1
        return codes[place] if 0 <= place < len(codes) else None

    def _go(self, code: str | None) -> None:
        if code is not None:
            self.context.session.flush()
            self.context.go(Place("indicator", code))

    def _on_opened(self) -> None:
        self.code = ""
        self._confirming.clear()
        self.form.forget()
        self.tabs.forget()

    # -- files dropped anywhere on the page ------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.code and not self.is_locked and local_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.evidence.intake.show_dragged(local_files(event.mimeData()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.evidence.intake.show_dragged([])

    def dropEvent(self, event: QDropEvent) -> None:
        self.evidence.intake.show_dragged([])
        files = local_files(event.mimeData())
        if files and self.code and not self.is_locked:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if not self._is_wide:
                self.tabs.open(EVIDENCE)
            self.evidence.take(files)

    # -- one column or two -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.window().width() >= TWO_COLUMNS_FROM
        if wide:
            share = round(self.width() * EVIDENCE_SHARE)
            self._side.setFixedWidth(max(EVIDENCE_WIDTH, min(EVIDENCE_WIDEST, share)))
        if wide == self._is_wide:
            return
        self._is_wide = wide
        self._side.setVisible(wide)
        self.tabs.tabs.set_section_visible(EVIDENCE, not wide)
        if wide:
            self._side_room.addWidget(self.evidence)
            self.evidence.set_in_tab(False)
            if self.tabs.tabs.current == EVIDENCE:
                self.tabs.open(RULE)
        else:
            room = self.tabs.evidence_room.layout()
            assert room is not None
            room.addWidget(self.evidence)
            self.evidence.set_in_tab(True)
        self.evidence.show()
