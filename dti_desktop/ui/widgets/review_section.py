"""The review of one sub-indicator: three scores, what changed since it was judged, what is talked about."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dti_desktop.engine.review import open_threads
from dti_desktop.ui import theme
from dti_desktop.ui.journal_text import net_change_lines
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.comment_threads import CommentThreads
from dti_desktop.ui.widgets.labels import Label, Weight
from dti_desktop.ui.widgets.line_list import LineList
from dti_desktop.ui.widgets.surfaces import Hairline
from dti_desktop.ui.widgets.three_scores import ThreeScores
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.services.review_changes import ReviewTrail

#: Under which name the half-written remark of an indicator is kept; no field of an answer is called so.
DRAFT = "#comment"


class ReviewSection(Retranslated, QWidget):
    """What the store has to be asked for, what changed since, is asked for when the section is shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._code = ""
        self._trail: ReviewTrail | None = None
        self._is_fresh = False
        self.scores = ThreeScores()
        self.scores.given.connect(self._give)
        self.changes_title = Label(size="small", weight=Weight.DemiBold, tone="secondary")
        self.changes = LineList()
        self._talk_title = Label(size="small", weight=Weight.DemiBold, tone="secondary")
        self.talk = CommentThreads()
        self.talk.sent.connect(self._send)
        self.talk.settled.connect(self._settle)
        self.talk.drafted.connect(self._keep_draft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 2 * theme.GRID)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.scores)
        self._under_scores = Hairline()
        layout.addWidget(self._under_scores)
        layout.addWidget(self.changes_title)
        layout.addWidget(self.changes)
        layout.addWidget(self._talk_title)
        layout.addWidget(self.talk)
        layout.addStretch(1)
        self.retranslate()

    @property
    def open_count(self) -> int:
        """How many threads of the indicator are not settled."""
        assessment = self._context.session.assessment
        return 0 if assessment is None else open_threads(assessment.comments.get(self._code, ()))

    def show_code(self, code: str) -> None:
        """Show the review of this indicator; what was being written on another is kept first."""
        if code != self._code:
            self.flush()
            self._code, self._trail = code, None
            self._is_fresh = True
        self.refresh()

    def refresh(self) -> None:
        """Follow the assessment, now or when the section is seen; what is being written is left alone."""
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def flush(self) -> None:
        """Bring what was typed to the session."""
        if self._code:
            self.scores.flush()
            self.talk.edit.flush()

    def ask_store(self) -> None:
        """Ask what changed since the indicator was judged."""
        assessment, code = self._context.session.assessment, self._code
        if assessment is None or not code:
            return

        def done(trail: ReviewTrail) -> None:
            if code == self._code:
                self._trail = trail
                self._show_changes()

        self._context.tasks.run(
            self._context.workspace.review_trail, assessment.id, lane="store", on_done=done, owner=self
        )

    def retranslate(self) -> None:
        self._talk_title.setText(self.tr("Ý kiến trao đổi"))
        self._show_changes()

    def _show(self) -> None:
        session = self._context.session
        assessment, outlook, code = session.assessment, session.outlook, self._code
        if assessment is None or outlook is None or code not in assessment.catalogue.indicators:
            return
        fresh, self._is_fresh = self._is_fresh, False
        given = assessment.given_scores.get(code, {})
        row = outlook.scorecard.indicators[code]
        for widget in (self.scores, self._under_scores):
            widget.setVisible(row.max_points > 0)  # what is only collected has no points to give
        self.scores.show_scores(
            row.points, row.max_points, given.get("reviewer"), given.get("ministry"), fresh=fresh
        )
        draft = (session.draft(code, DRAFT) or "") if fresh else None
        self.talk.show_comments(assessment.comments.get(code, ()), draft=draft)
        self._show_changes()

    def _show_changes(self) -> None:
        assessment, trail, code = self._context.session.assessment, self._trail, self._code
        changes = () if trail is None else trail.changes.get(code, ())
        for widget in (self.changes_title, self.changes):
            widget.setVisible(bool(changes))
        if assessment is None or trail is None or not changes:
            return
        since = self._context.format.date_time(datetime.fromisoformat(trail.since_utc[code]))
        self.changes_title.setText(self.tr("Đã đổi từ lần rà soát {since}").format(since=since))
        language = self._context.language.current
        lines = net_change_lines(changes, assessment, language, words(self._context))
        self.changes.show_lines([("", line) for line in lines])

    def _give(self, score: tuple[Decimal, str] | None) -> None:
        self._context.session.edit_given_score(self._code, "reviewer", score)

    def _keep_draft(self, text: str) -> None:
        self._context.session.keep_draft(self._code, DRAFT, text or None)

    def _send(self, text: str, reply_to: str | None) -> None:
        code, session = self._code, self._context.session

        def sent(_saved: object) -> None:
            if code == self._code:
                self.talk.clear_sent(text)
            elif session.draft(code, DRAFT) == text:
                session.keep_draft(code, DRAFT, None)

        session.act(lambda w, a: w.comment(a, code, text, reply_to), on_done=sent)

    def _settle(self, comment_id: str, is_settled: bool) -> None:
        code = self._code
        self._context.session.act(lambda w, a: w.settle_comment(a, code, comment_id, is_settled=is_settled))
