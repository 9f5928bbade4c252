"""One line above a question: that it is approved and locked, or what has to be mended; and what to do."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dti_desktop.engine.review import ReviewMark, ReviewState
from dti_desktop.ui import format as formats
from dti_desktop.ui.widgets.messages import Notice


def set_by(mark: ReviewMark) -> str:
    """Return who set a state and when, as far as it is known: a new one gets its time from the store."""
    when = formats.current().date_time(datetime.fromisoformat(mark.at_utc)) if mark.at_utc else ""
    return ", ".join(part for part in (mark.who, when) if part)


class ReviewNotice(Notice):
    """Hidden where the review has nothing to say. `wanted(str)`: the state that its action sets."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._shown: ReviewMark | None = None
        super().__init__(parent=parent)
        self._next: ReviewState = "drafting"
        self.acted.connect(lambda: self.wanted.emit(self._next))
        self.hide()

    def show_mark(self, mark: ReviewMark | None) -> None:
        """Say what this mark means."""
        self._shown = mark
        self._say()

    def retranslate(self) -> None:
        super().retranslate()
        self._say()

    def _say(self) -> None:
        mark = self._shown
        if mark is None or mark.state == "awaiting" or (mark.state == "drafting" and not mark.reason):
            self.hide()
            return
        if mark.state == "approved":
            self._next = "drafting"
            said = self.tr("Đã duyệt ({by}) nên câu trả lời, giải trình và minh chứng đang khóa.")
            self.say(said.format(by=set_by(mark)), "done", action=self.tr("Mở lại…"))
        elif mark.state == "needs-work":
            self._next = "awaiting"
            said = self.tr("Cần sửa: {reason} ({by})")
            text = said.format(reason=mark.reason, by=set_by(mark))
            self.say(text, "warn", action=self.tr("Gửi rà soát lại"))
        else:
            self._next = "awaiting"
            said = self.tr("Mở lại để sửa: {reason} ({by})")
            text = said.format(reason=mark.reason, by=set_by(mark))
            self.say(text, "info", action=self.tr("Gửi rà soát lại"))
        self.show()
