"""Whether the journal holds, in one line, or what is wrong with it and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.buttons import IconButton
from dti_desktop.ui.widgets.labels import Label
from dti_desktop.ui.widgets.messages import IconMark, Notice
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.store.journal_check import JournalState

_HEAD_DIGITS = 12


class JournalStateLine(Retranslated, QWidget):
    """Follows the check of the open assessment. `accept_wanted` when she answers for what is wrong."""

    accept_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.head = ""
        self._mark = IconMark("loader-circle", "muted")
        self.words = Label(size="small", tone="secondary")
        self.copy = IconButton("copy", size=14)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.head))
        self.notice = Notice(tone="block")
        self.notice.acted.connect(self.accept_wanted)
        self.notice.hide()
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        line.addWidget(self._mark)
        line.addWidget(self.words)
        line.addWidget(self.copy)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(line)
        layout.addWidget(self.notice)
        # Bound methods: Qt lets go of them with the widget, of a lambda it does not.
        context.session.journal.found.connect(self._on_news)
        context.session.changed.connect(self._on_news)
        self.retranslate()

    def retranslate(self) -> None:
        self.copy.set_name(self.tr("Sao chép đầu chuỗi"))
        self.refresh()

    def _on_news(self, _what: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Say what is known now."""
        state, assessment = self._context.session.journal.state, self._context.session.assessment
        if assessment is None:
            return
        self.head = "" if state is None else state.head
        self.copy.setVisible(state is not None)
        if state is None:
            self._mark.set_icon("loader-circle", "muted")
            self.words.setText(self.tr("Đang kiểm tra chuỗi nhật ký…"))
            self.notice.hide()
            return
        form = self._context.format
        facts = {"entries": form.integer(state.entries), "head": f"{state.head[:_HEAD_DIGITS]}…"}
        if state.is_whole:
            self._mark.set_icon("shield-check", "done")
            self.words.setText(
                self.tr("Chuỗi nhật ký nguyên vẹn · {entries} mục · đầu chuỗi {head}").format(**facts)
            )
        else:
            self._mark.set_icon("shield-x", "block")
            self.words.setText(
                self.tr("Chuỗi nhật ký không nguyên vẹn · {entries} mục · đầu chuỗi {head}").format(**facts)
            )
        self._show_faults(state)

    def _show_faults(self, state: JournalState) -> None:
        session = self._context.session
        assessment, outlook = session.assessment, session.outlook
        assert assessment is not None
        self.notice.setVisible(not state.is_whole and bool(assessment.journal_faults))
        if state.is_whole or outlook is None:
            return
        say = words(self._context)
        codes = {fault.code for fault in assessment.journal_faults}
        findings = [f for f in outlook.findings if f.code in codes]
        lines = []
        for finding in findings:
            told = say.finding(finding, assessment)
            where = f"{finding.indicator}: " if finding.indicator else ""
            lines.append(f"{where}{told.title}. {told.detail}")
        blocks = any(finding.severity == "block" for finding in findings)
        if blocks:
            lines.append(
                self.tr(
                    "Hồ sơ chưa ký được. Hãy khôi phục từ bản sao lưu; hoặc, khi đã đối chiếu và biết rõ "
                    "nguyên nhân, chấp nhận và ghi lý do vào nhật ký."
                )
            )
        else:
            lines.append(self.tr("Lỗi này đã được một người chấp nhận; lý do nằm trong nhật ký."))
        action = self.tr("Chấp nhận…") if blocks else ""
        self.notice.say("\n".join(lines), "block" if blocks else "warn", action=action)
