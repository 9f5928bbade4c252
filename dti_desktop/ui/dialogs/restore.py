"""Before a backup is brought back: its passphrase where it has one, what is in it, what will happen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dti_desktop.errors import DtiError
from dti_desktop.ui import theme
from dti_desktop.ui.assessed_text import assessed_in
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, fit_to_content, put_foot
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.tasks import Task
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.fields import PlainLineEdit
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import IconMark, Notice
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.words import words
from dti_desktop.utc_times import from_utc_text

if TYPE_CHECKING:
    from dti_desktop.store.backup import BackupContent
    from dti_desktop.store.listing import Summary
    from dti_desktop.ui.main_window import Surroundings
    from dti_desktop.ui.navigation import Context

_WIDTH = 620
_MOST_LINES = 6
_NEEDS_PASSPHRASE = ("passphrase-needed", "passphrase-wrong")


class RestoreDialog(Retranslated, QDialog):
    """`restore_wanted(path, passphrase)`; the passphrase is "" where there is none. Then it closes.

    It needs no open store: the one there is may be the one that cannot be opened.
    """

    restore_wanted = Signal(object, str)

    def __init__(
        self,
        context: Context | Surroundings,
        untrusted_file: Path,
        store_dir: Path,
        now_utc: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._file, self._store_dir, self._now_utc = (
            context,
            untrusted_file,
            store_dir,
            now_utc,
        )
        self._fault_words = FaultWords(context.library, context.language)
        self._task: Task | None = None
        self._error: BaseException | None = None
        self._passphrase = ""
        self.content: BackupContent | None = None
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._name = ElidedLabel(
            shown(untrusted_file.name), tone="secondary", elide=Qt.TextElideMode.ElideMiddle
        )
        self._wait = Label(tone="muted")
        self._build_passphrase()
        self._build_content()
        self.notice = Notice()
        self._after = WrapLabel(tone="secondary")
        self.restore = PrimaryButton(icon="history")
        self.restore.clicked.connect(self._accept)
        self.cancel = SecondaryButton()
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        self.retranslate()
        self._look("")

    def _build_passphrase(self) -> None:
        self._passphrase_room = QWidget()
        self._passphrase_head = Label(weight=Weight.Medium)
        self.passphrase = PlainLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.passphrase.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoAutoUppercase)
        self.passphrase.returnPressed.connect(self._unlock)
        self.passphrase.textEdited.connect(lambda _text: self._judge())
        self._passphrase_head.setBuddy(self.passphrase)
        self.reveal = IconButton("eye", checkable=True)
        self.reveal.toggled.connect(self._reveal)
        self.unlock = SecondaryButton(icon="lock")
        self.unlock.clicked.connect(self._unlock)
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        line.addWidget(self.passphrase, 1)
        line.addWidget(self.reveal)
        line.addWidget(self.unlock)
        column = QVBoxLayout(self._passphrase_room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._passphrase_head)
        column.addLayout(line)

    def _build_content(self) -> None:
        self._card = Card()
        self._made = Label(weight=Weight.DemiBold)
        self._lines = WrapLabel()
        self._evidence = WrapLabel(tone="secondary")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconMark("hard-drive", "accent", 20), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        for label in (self._made, self._lines, self._evidence):
            column.addWidget(label)
        head.addLayout(column, 1)
        self._card.body.addLayout(head)

    def _lay_out(self) -> None:
        layout = dialog_column(self)
        layout.addWidget(self._title)
        layout.addWidget(self._name)
        layout.addWidget(self._wait)
        layout.addWidget(self._passphrase_room)
        layout.addWidget(self._card)
        layout.addWidget(self.notice)
        layout.addWidget(self._after)
        layout.addStretch(1)
        put_foot(self, self.cancel, self.restore)
        for widget in (self._passphrase_room, self._card, self.notice, self._after):
            widget.hide()
        self.setFixedWidth(_WIDTH)

    # -- looking into it ---------------------------------------------------------------------------

    def _look(self, passphrase: str) -> None:
        from dti_desktop.services.backups import look_into

        self._error = None
        self._task = self._context.tasks.run(
            look_into,
            self._file,
            self._store_dir,
            passphrase=passphrase or None,
            now_utc=self._now_utc,
            lane="pool",
            on_done=lambda content: self._seen(content, passphrase),
            on_error=self._not_seen,
            owner=self,
        )
        self._judge()

    def _unlock(self) -> None:
        if self._task is None and self.passphrase.text():
            passphrase = self.passphrase.text()
            self._clear()
            self._look(passphrase)

    def _seen(self, content: BackupContent, passphrase: str) -> None:
        self._task, self.content, self._passphrase = None, content, passphrase
        self._judge()
        self.restore.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_seen(self, error: BaseException) -> None:
        self._task, self._error = None, error
        self._judge()
        if self._needs_passphrase:
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _needs_passphrase(self) -> bool:
        return isinstance(self._error, DtiError) and self._error.code in _NEEDS_PASSPHRASE

    def _reveal(self, on: bool) -> None:
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def _clear(self) -> None:
        self.passphrase.setText("")  # unlike `clear`, this leaves nothing to undo
        self.reveal.setChecked(False)

    def _accept(self) -> None:
        if self.content is not None:
            passphrase, self._passphrase = self._passphrase, ""
            self.accept()
            self.restore_wanted.emit(self._file, passphrase)

    # -- words -------------------------------------------------------------------------------------

    def _judge(self) -> None:
        """Show what is known by now."""
        content, error = self.content, self._error
        self._wait.setVisible(self._task is not None)
        self._passphrase_room.setVisible(self._needs_passphrase)
        self.unlock.setEnabled(bool(self.passphrase.text()))
        self._card.setVisible(content is not None)
        self._after.setVisible(content is not None)
        self.restore.setVisible(content is not None)
        if content is not None:
            self._say_content(content)
        elif isinstance(error, DtiError) and error.code == "passphrase-needed":
            self.notice.say(
                self.tr("Bản sao lưu này được khóa bằng mật khẩu; mật khẩu ghi trên phiếu khôi phục.")
            )
        elif error is not None:
            is_typing = self._needs_passphrase
            self.notice.say(self._fault_words.in_one_piece(error), "warn" if is_typing else "block")
        self.notice.setVisible(error is not None or (content is not None and content.missing > 0))
        fit_to_content(self)

    def _say_content(self, content: BackupContent) -> None:
        write = self._context.format
        made = write.date_time(from_utc_text(content.created_utc))
        self._made.setText(self.tr("Sao lưu lúc {moment}").format(moment=made))
        if content.reason:
            reason = words(self._context).text(f"backup_reason.{content.reason}")
            self._made.setText(self.tr("Sao lưu lúc {moment} ({reason})").format(moment=made, reason=reason))
        lines = [self._line(each) for each in content.assessments[:_MOST_LINES]]
        if len(content.assessments) > _MOST_LINES:
            rest = len(content.assessments) - _MOST_LINES
            lines.append(self.tr("và {count} hồ sơ khác").format(count=rest))
        self._lines.setText("\n".join(lines) or self.tr("Không có hồ sơ nào."))
        self._evidence.setText(
            self.tr("{count} tệp minh chứng, {size}").format(
                count=write.integer(content.evidence_files), size=write.size(content.evidence_bytes)
            )
        )
        if content.missing:
            self.notice.say(
                self.tr(
                    "{count} tệp minh chứng của bản này không còn tìm thấy và sẽ không trở lại; "
                    "mọi thứ khác vẫn khôi phục được."
                ).format(count=content.missing),
                "warn",
            )

    def _line(self, summary: Summary) -> str:
        facts = {
            "title": assessed_in(shown(summary.province), summary.year),
            "filled": summary.filled_indicators,
            "moment": self._context.format.date_time(from_utc_text(summary.changed_utc)),
        }
        if summary.is_sample:
            return self.tr("{title}, hồ sơ mẫu").format(**facts)
        return self.tr("{title}: {filled} chỉ số đã nhập, sửa {moment}").format(**facts)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Khôi phục từ bản sao lưu"))
        self._title.setText(self.tr("Khôi phục từ bản sao lưu"))
        self._wait.setText(self.tr("Đang xem bản sao lưu…"))
        self._passphrase_head.setText(self.tr("Mật khẩu"))
        self.reveal.set_name(self.tr("Hiện mật khẩu"))
        self.unlock.setText(self.tr("Mở"))
        self._after.setText(
            self.tr(
                "Bản sao lưu thay cho toàn bộ dữ liệu đang có, sau khi được kiểm tra từng tệp. Dữ liệu đang "
                "có không bị xóa: được giữ nguyên trong một thư mục riêng, và có trong các bản tự sao lưu "
                "để quay lại khi cần."
            )
        )
        self.restore.setText(self.tr("Khôi phục"))
        self.cancel.setText(self.tr("Hủy"))
        self._judge()
