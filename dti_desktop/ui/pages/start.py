"""The start page: what is on this machine already, and the ways to begin."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dti_desktop.errors import EnvironmentFault
from dti_desktop.services import backups
from dti_desktop.services.backups import BackupSettings
from dti_desktop.ui import theme
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.store_opening import read_list
from dti_desktop.ui.widgets.assessment_row import AssessmentRow
from dti_desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import IconMark, Notice
from dti_desktop.ui.widgets.surfaces import Card, Hairline, PageScroll

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from dti_desktop.services.workspace import AssessmentSummary
    from dti_desktop.ui.store_opening import Found

_WIDTH = 760
_APPROACHES = QEvent.Type.Enter, QEvent.Type.KeyPress


class _Step(QWidget):
    """One of the first steps: a number, what to do, and a word more."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self.title = Label(weight=Weight.DemiBold)
        self.text = WrapLabel(tone="secondary", characters=34)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(IconMark(icon, "accent", 24))
        layout.addSpacing(2)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)


class Welcome(Retranslated, QWidget):
    """What the program is for, the three steps, and the two ways to begin."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Label(size="number", weight=Weight.DemiBold)
        self._text = WrapLabel(tone="secondary")
        self._steps = [_Step("landmark"), _Step("pen-line"), _Step("send")]
        self.begin = PrimaryButton(icon="plus")
        self.sample = SecondaryButton(icon="book-open")
        steps = QHBoxLayout()
        steps.setSpacing(28)
        for step in self._steps:
            steps.addWidget(step, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.begin)
        buttons.addWidget(self.sample)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 40, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._title)
        layout.addSpacing(12)
        layout.addWidget(self._text)
        layout.addSpacing(40)
        layout.addLayout(steps)
        layout.addSpacing(40)
        layout.addLayout(buttons)
        layout.addSpacing(16)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Tự đánh giá chuyển đổi số cấp tỉnh"))
        self._text.setText(
            self.tr(
                "Chương trình giúp tỉnh tự chấm điểm DTI: trả lời từng chỉ số, đính kèm minh chứng, "
                "thấy ngay điểm và hạng dự kiến. Kết quả là một báo cáo để trình và một tệp hồ sơ đã ký; "
                "mọi dữ liệu ở lại trên máy này."
            )
        )
        words = (
            (
                self.tr("1. Chọn tỉnh và năm"),
                self.tr("Nhập số liệu chung một lần, dùng cho mọi chỉ số."),
            ),
            (
                self.tr("2. Trả lời và minh chứng"),
                self.tr("Mỗi chỉ số một trang; lưu ngay khi gõ, không cần nút Lưu."),
            ),
            (
                self.tr("3. Trình, ký và nộp"),
                self.tr("In bản dự thảo để trình, rồi xuất một tệp hồ sơ đã ký."),
            ),
        )
        for step, (title, text) in zip(self._steps, words, strict=True):
            step.title.setText(title)
            step.text.setText(text)
        self.begin.setText(self.tr("Tạo hồ sơ mới"))
        self.sample.setText(self.tr("Xem hồ sơ mẫu"))


class AssessmentList(Retranslated, QWidget):
    """A card of rows under a heading, beside which another assessment can be begun."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Label(size="title", weight=Weight.DemiBold)
        self.new = PrimaryButton(icon="plus")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.new)
        self.card = Card()
        self.card.body.setContentsMargins(0, 4, 0, 4)
        self.card.body.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(14)
        layout.addLayout(head)
        layout.addWidget(self.card)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Hồ sơ tự đánh giá"))
        self.new.setText(self.tr("Tạo hồ sơ mới"))


class StartPage(Page):
    """Lists the assessments, the last changed first; on an empty store it says how to begin."""

    new_wanted = Signal()
    sample_wanted = Signal()
    restore_wanted = Signal()
    backup_wanted = Signal()
    approached = Signal(str)
    """The pointer or the keyboard is on an assessment, by its id: it may be opened in a moment."""
    part_wanted = Signal(list)
    """A department's file: the one that was dropped, or [] to choose."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._summaries: tuple[AssessmentSummary, ...] | None = None
        self._warnings: list[str] = []
        self.rows: list[AssessmentRow] = []
        self._backups: BackupSettings | None = None
        self._given: Found | None = None
        self._scroll = PageScroll(max_width=_WIDTH, parent=self)
        self._scroll.body.setSpacing(0)
        self._notices = QVBoxLayout()
        self._scroll.body.addLayout(self._notices)
        self._scroll.body.addSpacing(8)
        self._middle = QVBoxLayout()
        self._scroll.body.addLayout(self._middle)
        self._scroll.body.addSpacing(28)
        self._scroll.body.addWidget(Hairline())
        self._scroll.body.addSpacing(12)
        self._scroll.body.addLayout(self._build_others())
        # From line to line, as one reads.
        for before, after in pairwise((self.sample, self.part, self.verify, self.restore)):
            QWidget.setTabOrder(before, after)
        self._portable_dir: Path | None = None
        self.place_line = ElidedLabel(tone="muted", size="small", elide=Qt.TextElideMode.ElideMiddle)
        self.place_line.hide()
        self._scroll.body.addSpacing(12)
        self._scroll.body.addWidget(self.place_line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        self.setAcceptDrops(True)
        self.retranslate()

    # -- layout --------------------------------------------------------------------------------------

    # Of the welcome and the list only one is seen, and of the notices mostly none: each is made when it is.

    @cached_property
    def welcome(self) -> Welcome:
        """How to begin, on an empty store."""
        made = Welcome()
        made.begin.clicked.connect(self.new_wanted)
        made.sample.clicked.connect(self.sample_wanted)
        made.hide()
        self._middle.addWidget(made)
        return made

    @cached_property
    def listed(self) -> AssessmentList:
        """The assessments there are."""
        made = AssessmentList()
        made.new.clicked.connect(self.new_wanted)
        made.hide()
        self._middle.addWidget(made)
        return made

    @cached_property
    def folder_notice(self) -> Notice:
        """What is risky about where the store lies."""
        made = Notice()
        made.hide()
        self._notices.insertWidget(0, made)
        return made

    @cached_property
    def backup_notice(self) -> Notice:
        """Where a backup is wanting."""
        made = Notice(closable=True)
        made.acted.connect(self.backup_wanted)
        made.closed.connect(self._dismiss_backup_hint)
        made.hide()
        self._notices.addWidget(made)
        return made

    @property
    def beginnings(self) -> tuple[QWidget, ...]:
        """What begins an assessment, of what is shown."""
        if self.rows:
            return (self.listed.new,)
        return self.welcome.begin, self.welcome.sample

    def _build_others(self) -> QHBoxLayout:
        self.sample = LinkButton(icon="book-open")
        self.sample.clicked.connect(self.sample_wanted)
        self.verify = LinkButton(icon="shield-check")
        self.verify.clicked.connect(lambda: self.context.go(Place("verify")))
        self.restore = LinkButton(icon="history")
        self.restore.clicked.connect(self.restore_wanted)
        self.part = LinkButton(icon="building-2")
        self.part.clicked.connect(lambda: self.part_wanted.emit([]))
        others = QHBoxLayout()
        others.setSpacing(3 * theme.GRID)
        for below_each_other in ((self.sample, self.verify), (self.part, self.restore)):
            column = QVBoxLayout()
            column.setSpacing(theme.HALF)
            for button in below_each_other:
                column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            others.addLayout(column)
        others.addStretch(1)
        return others

    def say_portable(self, store_dir: Path) -> None:
        """Say that the data travels with the program, and where it lies now."""
        self._portable_dir = store_dir
        self.place_line.show()
        self.retranslate()

    # -- a department's file dropped on the page -------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from dti_desktop.ui.widgets.drop_area import part_files

        if part_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from dti_desktop.ui.widgets.drop_area import part_files

        paths = part_files(event)
        if paths:
            event.acceptProposedAction()
            self.part_wanted.emit(paths)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _APPROACHES and isinstance(watched, AssessmentRow):
            self.approached.emit(watched.assessment_id)
        return super().eventFilter(watched, event)

    # -- coming here ---------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Read the list anew; what is shown stays until it is there."""
        given, self._given = self._given, None
        if given is not None:
            self._show(given)
            return
        self.context.tasks.run(
            read_list, self.context.workspace, lane="store", on_done=self._show, owner=self
        )

    def give(self, found: Found) -> None:
        """Let the next arrival show what was read a moment ago, so that its first paint is the whole page."""
        self._given = found

    def _show(self, found: Found) -> None:
        self._summaries, self._warnings, self._backups = found
        is_free = self._is_keyboard_free()
        self._fill()
        if self.isVisible() and is_free:
            self._give_keyboard()

    def _is_keyboard_free(self) -> bool:
        """Whether nothing here took the keyboard yet; then the page itself has it, or a row."""
        focus = QApplication.focusWidget()
        return focus is None or focus in (self, *self.rows) or not self.isAncestorOf(focus)

    def _give_keyboard(self) -> None:
        first: QWidget = self.rows[0] if self.rows else self.welcome.begin
        # Without a ring: nobody has touched the keyboard yet, and Enter opens it all the same.
        first.setFocus(Qt.FocusReason.MouseFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # What is shown may have been given before there was a window to have the keyboard in.
        if self._summaries is not None:
            QTimer.singleShot(0, self, self._when_shown)

    def _when_shown(self) -> None:
        if self.isVisible() and self._is_keyboard_free():
            self._give_keyboard()

    def _fill(self) -> None:
        summaries = self._summaries
        if summaries is None:
            return
        for row in self.rows:
            self.listed.card.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for summary in summaries:
            row = AssessmentRow(summary.id)
            row.installEventFilter(self)
            row.clicked.connect(lambda _checked=False, id_=summary.id: self.context.session.open(id_))
            self._describe(row, summary)
            self.listed.card.body.addWidget(row)
            self.rows.append(row)
        shown, other = ("listed", "welcome") if summaries else ("welcome", "listed")
        if other in self.__dict__:
            getattr(self, other).hide()
        getattr(self, shown).show()
        self.sample.setVisible(bool(summaries))
        self._warn()
        self._hint_at_backups()

    def _describe(self, row: AssessmentRow, summary: AssessmentSummary) -> None:
        write = self.context.format
        changed_utc = datetime.fromisoformat(summary.changed_utc)
        share, count = None, ""
        if summary.indicators_total:
            share = Fraction(summary.filled, summary.indicators_total)
            count = self.tr("{filled}/{total} chỉ số").format(
                filled=summary.filled, total=summary.indicators_total
            )
        name = self.tr("{province} · DTI {year}").format(province=summary.province, year=summary.year)
        if summary.index_title is not None:
            title = summary.index_title.in_language(self.context.language.current)
            name = f"{summary.province} · {title} {summary.year}"
        row.say(
            name,
            self._kind(summary),
            self.tr("Sửa lần cuối {moment}").format(moment=write.date_time(changed_utc)),
            count,
            share,
        )

    def _kind(self, summary: AssessmentSummary) -> str:
        if summary.department:
            return self.tr("Phần việc của {department}").format(department=summary.department)
        return self.tr("Hồ sơ mẫu") if summary.is_sample else ""

    def _warn(self) -> None:
        if "folder-network" in self._warnings:
            text = self.tr(
                "Thư mục dữ liệu nằm trên ổ mạng. Mất mạng giữa chừng có thể làm hỏng dữ liệu; "
                "hãy chuyển về ổ đĩa của máy này."
            )
        elif "folder-synchronised" in self._warnings:
            text = self.tr(
                "Thư mục dữ liệu nằm trong thư mục đồng bộ. Chương trình đồng bộ có thể ghi đè dữ liệu; "
                "hãy chuyển ra ngoài thư mục đó."
            )
        else:
            if "folder_notice" in self.__dict__:
                self.folder_notice.hide()
            return
        self.folder_notice.say(text, "warn")
        self.folder_notice.show()

    def _hint_at_backups(self) -> None:
        """Say where a backup is wanting; at most one thing, and never in the way."""
        known = self._backups
        text = ""
        if known is None or not known.is_hint_wanted:
            pass
        elif known.failed is not None:
            fault = EnvironmentFault(known.failed.code, **known.failed.facts)
            what = FaultWords(self.context.library, self.context.language).of(fault).what
            text = self.tr("Lần tự sao lưu gần đây chưa thành: {reason}").format(reason=what)
        else:
            text = self.tr(
                "Đã hơn {days} ngày chưa có bản sao lưu nào ngoài ổ đĩa của máy này. "
                "Máy hỏng hoặc mất thì dữ liệu mất theo."
            ).format(days=backups.OUTSIDE_OVERDUE.days)
        if text:
            self.backup_notice.say(text, "warn", action=self.tr("Sao lưu…"))
            self.backup_notice.show()
        elif "backup_notice" in self.__dict__:
            self.backup_notice.hide()

    def _dismiss_backup_hint(self) -> None:
        """Let it rest: an overdue backup for a while, a failed one until it fails again."""
        workspace = self.context.workspace
        if self._backups is not None:
            self._backups = self._backups._replace(is_hint_wanted=False)
        self.context.tasks.run(
            backups.dismiss_hint, workspace, lane="store", on_error=lambda _error: None, owner=self
        )

    # -- words ---------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text again."""
        self.sample.setText(self.tr("Mở hồ sơ mẫu"))
        self.part.setText(self.tr("Mở phần việc được giao…"))
        self.verify.setText(self.tr("Kiểm tra tệp hồ sơ đã ký…"))
        self.restore.setText(self.tr("Khôi phục từ bản sao lưu…"))
        if self._portable_dir is not None:
            self.place_line.setText(
                self.tr("Chế độ mang theo: dữ liệu ở {folder}").format(folder=self._portable_dir)
            )
        if self._summaries is not None:
            for row, summary in zip(self.rows, self._summaries, strict=True):
                self._describe(row, summary)
        self._warn()
        self._hint_at_backups()
