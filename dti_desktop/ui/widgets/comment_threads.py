"""What is talked about on a sub-indicator: threads of remarks, and the field in which one is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.review import Comment, Thread, threads
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.excerpt import excerpt
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.typed_text import typed_text
from dti_desktop.ui.widgets.buttons import IconButton, LinkButton, SecondaryButton
from dti_desktop.ui.widgets.fields import NoteEdit
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import IconMark
from dti_desktop.ui.widgets.surfaces import Hairline

_INDENT = 3 * theme.GRID


class _Remark(QWidget):
    """One remark: who and when above, what below, as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who = Label(size="small", weight=Weight.Medium)
        self.when = Label(size="small", tone="muted")
        self.text = WrapLabel(selectable=True)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.GRID)
        self.head.addWidget(self.who)
        self.head.addWidget(self.when)
        self.head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.head)
        layout.addWidget(self.text)

    def show_comment(self, comment: Comment, *, is_quiet: bool) -> None:
        self.who.setText(comment.who)
        when = datetime.fromisoformat(comment.at_utc) if comment.at_utc else None
        self.when.setText("" if when is None else formats.current().date_time(when))
        self.text.setText(comment.text)
        self.text.set_tone("muted" if is_quiet else "text")


class ThreadView(Retranslated, QWidget):
    """A thread: its remarks, and what can be done. `answer_wanted`, `settle_wanted(bool)`."""

    answer_wanted = Signal()
    settle_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.thread_shown: Thread | None = None
        self._began = _Remark()
        self._settled = Label(size="small", tone="done")
        self._mark = IconMark("check-check", "done", 14)
        self._began.head.addWidget(self._mark)
        self._began.head.addWidget(self._settled)
        self._answers_box = QVBoxLayout()
        self._answers_box.setContentsMargins(_INDENT, 0, 0, 0)
        self._answers_box.setSpacing(theme.HALF)
        self._answers: list[_Remark] = []
        self.answer = LinkButton()
        self.settle = LinkButton()
        self.answer.clicked.connect(self.answer_wanted)
        self.settle.clicked.connect(self._settle)
        acts = QHBoxLayout()
        acts.setContentsMargins(_INDENT - theme.HALF, 0, 0, 0)
        acts.setSpacing(theme.GRID)
        acts.addWidget(self.answer)
        acts.addWidget(self.settle)
        acts.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.HALF, 0, 0)
        layout.setSpacing(theme.HALF)
        layout.addWidget(self._began)
        layout.addLayout(self._answers_box)
        layout.addLayout(acts)
        layout.addWidget(Hairline())
        self.retranslate()

    def show_thread(self, thread: Thread) -> None:
        """Show this thread."""
        self.thread_shown = thread
        self._began.show_comment(thread.began, is_quiet=thread.is_settled)
        while len(self._answers) < len(thread.answers):
            remark = _Remark()
            self._answers.append(remark)
            self._answers_box.addWidget(remark)
        for place, remark in enumerate(self._answers):
            remark.setVisible(place < len(thread.answers))
            if place < len(thread.answers):
                remark.show_comment(thread.answers[place], is_quiet=thread.is_settled)
        self.retranslate()

    def retranslate(self) -> None:
        self.answer.setText(self.tr("Trả lời"))
        self._settled.setText(self.tr("Đã xử lý"))
        thread = self.thread_shown
        if thread is None:
            return
        self._settled.setVisible(thread.is_settled)
        self._mark.setVisible(thread.is_settled)
        self.settle.setText(self.tr("Mở lại ý kiến") if thread.is_settled else self.tr("Đánh dấu đã xử lý"))
        about = excerpt(thread.began.text)
        for button in (self.answer, self.settle):
            button.setAccessibleDescription(about)
        self._began.show_comment(thread.began, is_quiet=thread.is_settled)

    def _settle(self) -> None:
        if self.thread_shown is not None:
            self.settle_wanted.emit(not self.thread_shown.is_settled)


class CommentThreads(Retranslated, QWidget):
    """All threads of a sub-indicator, those that are settled last, and a field to write in.

    `sent(str, str | None)`: a remark, and the id of the one that it answers; `settled(str, bool)`: a thread
    is done, or is not; `drafted(str)`: what stands in the field, to be kept.
    """

    sent = Signal(str, object)
    settled = Signal(str, bool)
    drafted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: list[ThreadView] = []
        self._threads: tuple[Thread, ...] = ()
        self._answering: Comment | None = None
        self._box = QVBoxLayout()
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.HALF)
        self._to = ElidedLabel(size="small", tone="secondary")
        self._not_to = IconButton("x", size=14)
        self._not_to.clicked.connect(self._stop_answering)
        self.edit = NoteEdit(min_lines=2, max_lines=8)
        self.edit.edited.connect(lambda _text: self._follow_button())
        self.edit.committed.connect(self.drafted)
        self.send = SecondaryButton(icon="message-square-text")
        self.send.clicked.connect(self._send)
        answering = QHBoxLayout()
        answering.setSpacing(theme.HALF)
        answering.addWidget(self._to, 1)
        answering.addWidget(self._not_to)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF)
        layout.addLayout(self._box)
        layout.addLayout(answering)
        layout.addWidget(self.edit)
        layout.addLayout(foot)
        self.retranslate()
        self._follow_button()

    @property
    def views(self) -> list[ThreadView]:
        """The threads that are shown."""
        return self._views[: len(self._threads)]

    def show_comments(self, comments: Sequence[Comment], *, draft: str | None) -> None:
        """Show these; `draft` is what was left in the field of another indicator (None: leave the field)."""
        self._threads = tuple(sorted(threads(comments), key=lambda thread: thread.is_settled))
        while len(self._views) < len(self._threads):
            self._add_view()
        for place, view in enumerate(self._views):
            view.setVisible(place < len(self._threads))
            if place < len(self._threads):
                view.show_thread(self._threads[place])
        if draft is not None:
            self.edit.set_text(draft)
            self._answering = None
            self.retranslate()
        elif self._answering is not None and self._answering.id not in {t.began.id for t in self._threads}:
            self._stop_answering()
        self._follow_button()

    def clear_sent(self, text: str) -> None:
        """Empty the field, as what stood in it is stored; letters that were typed meanwhile stay."""
        if typed_text(self.edit.text) == text:
            self.edit.flush()  # letters that wait for their commit would hold it
            self.edit.set_text("")
            self._stop_answering()
            self.drafted.emit("")
        self._follow_button()

    def retranslate(self) -> None:
        self.send.setText(self.tr("Gửi ý kiến") if self._answering is None else self.tr("Gửi trả lời"))
        self._not_to.set_name(self.tr("Không trả lời ý kiến này nữa"))
        self.edit.setAccessibleName(self.tr("Ý kiến mới"))
        self.edit.setPlaceholderText(self.tr("Viết ý kiến cho người soạn hoặc người rà soát…"))
        answering = self._answering
        for widget in (self._to, self._not_to):
            widget.setVisible(answering is not None)
        if answering is not None:
            self._to.setText(
                self.tr("Trả lời {who}: “{text}”").format(who=answering.who, text=excerpt(answering.text))
            )

    def _add_view(self) -> None:
        view = ThreadView()
        place = len(self._views)
        view.answer_wanted.connect(lambda: self._begin_answer(place))
        view.settle_wanted.connect(lambda on: self.settled.emit(self._threads[place].began.id, on))
        self._views.append(view)
        self._box.addWidget(view)

    def _begin_answer(self, place: int) -> None:
        self._answering = self._threads[place].began
        self.retranslate()
        self.edit.setFocus()

    def _stop_answering(self) -> None:
        self._answering = None
        self.retranslate()

    def _follow_button(self) -> None:
        self.send.setEnabled(bool(typed_text(self.edit.text)))

    def _send(self) -> None:
        text = typed_text(self.edit.text)
        if text:
            # Kept until the store has it.
            self.drafted.emit(text)
            self.sent.emit(text, None if self._answering is None else self._answering.id)
