"""Before a part is opened: its passphrase where it has one, who asks for what, until when."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from dti_desktop.errors import DtiError
from dti_desktop.services import parts
from dti_desktop.ui.assessed_text import assessed_in
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, fit_to_content, put_foot
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight
from dti_desktop.ui.widgets.line_list import LineList
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.part_questions import PassphraseQuestion, SecrecyQuestion
from dti_desktop.ui.widgets.surfaces import Card

if TYPE_CHECKING:
    from dti_desktop.exchange.part_file import PartFile
    from dti_desktop.services.intake import Intake
    from dti_desktop.services.parts import Opened

_WIDTH = 600
_NEEDS_PASSPHRASE = ("part-passphrase-needed", "passphrase-wrong")


class OpenPartDialog(Retranslated, QDialog):
    """`part_opened(Opened)`; then it closes. Of a file that came back it is `return_wanted` instead."""

    part_opened = Signal(object)
    return_wanted = Signal(str)
    """The file came back from a department; it belongs to the assessment of this id."""

    def __init__(self, context: Context, untrusted_path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._path = context, untrusted_path
        self._fault_words = FaultWords(context.library, context.language)
        self._word: str | None = None
        self._error: BaseException | None = None
        self._is_busy = False
        self._intake: Intake | None = None
        self.part: PartFile | None = None
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._name = ElidedLabel(
            shown(untrusted_path.name), tone="secondary", elide=Qt.TextElideMode.ElideMiddle
        )
        self.notice = Notice()
        self._lock = PassphraseQuestion()
        self.passphrase, self.unlock = self._lock.line, self._lock.unlock
        self._lock.given.connect(self._unlock)
        self._card = Card()
        self.lines = LineList()
        self._card.body.addWidget(self.lines)
        self._secret = SecrecyQuestion()
        self.secret_reason = self._secret.line
        self._secret.edited.connect(self._show_state)
        self.open_button = PrimaryButton(icon="folder-open")
        self.open_button.clicked.connect(self._open)
        self.cancel = SecondaryButton()
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        self.finished.connect(lambda _result: self._give_up())
        self.retranslate()
        self._read()

    def _lay_out(self) -> None:
        layout = dialog_column(self)
        for widget in (
            self._title,
            self._name,
            self.notice,
            self._lock,
            self._card,
            self._secret,
        ):
            layout.addWidget(widget)
        layout.addStretch(1)
        put_foot(self, self.cancel, self.open_button)
        self.setFixedWidth(_WIDTH)

    # -- reading -------------------------------------------------------------------------------------

    def _read(self) -> None:
        self._is_busy, self._error = True, None
        self._context.tasks.run(
            parts.read_part,
            (self._path, self._word),
            lane="pool",
            on_done=self._on_read,
            on_error=self._on_fault,
            owner=self,
        )
        self._show_state()

    def _unlock(self) -> None:
        if not self._is_busy:
            self._word = self._lock.take()
            self._read()

    def _on_read(self, part: PartFile) -> None:
        self.part, self._is_busy = part, False
        self._show_state()
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_fault(self, error: BaseException) -> None:
        self._error, self._is_busy = error, False
        self._show_state()
        if self._needs_passphrase:
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- opening -------------------------------------------------------------------------------------

    def _open(self) -> None:
        if self.part is None or self._is_busy:
            return
        if self.part.header.returned is not None:
            self.return_wanted.emit(self.part.header.assessment_id)
            self.accept()
            return
        self._is_busy, self._error = True, None
        if self._intake is not None:
            self._begin(self._intake)
        else:
            self._context.tasks.run(
                parts.stage_of,
                self._context.workspace,
                (self._path, self._word),
                self.part,
                lane="pool",
                on_done=self._on_staged,
                on_error=self._on_fault,
                owner=self,
            )
        self._show_state()

    def _on_staged(self, intake: Intake) -> None:
        if intake.marked and not self._secret.has_reason:
            self._intake, self._is_busy = intake, False
            self._show_state()
            self.secret_reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._begin(intake)

    def _begin(self, intake: Intake) -> None:
        assert self.part is not None
        self._intake = None
        self._context.tasks.run(
            partial(parts.open_read, self._context.workspace, self.part, intake, self._secret.reason),
            lane="store",
            on_done=self._on_opened,
            on_error=self._on_fault,
            owner=self,
        )

    def _on_opened(self, opened: Opened) -> None:
        self.part_opened.emit(opened)
        self.accept()

    def _give_up(self) -> None:
        if self._intake is not None:
            intake, self._intake = self._intake, None
            self._context.tasks.run(intake.discard, lane="pool")

    # -- showing -------------------------------------------------------------------------------------

    @property
    def _needs_passphrase(self) -> bool:
        return isinstance(self._error, DtiError) and self._error.code in _NEEDS_PASSPHRASE

    def _show_state(self) -> None:
        part = self.part
        self._lock.setVisible(self._needs_passphrase)
        self._card.setVisible(part is not None)
        self._secret.setVisible(self._intake is not None)
        has_reason = self._intake is None or self._secret.has_reason
        is_return = part is not None and part.header.returned is not None
        self.open_button.setEnabled(part is not None and not self._is_busy and has_reason)
        self.open_button.setText(self.tr("Nhận lại…") if is_return else self.tr("Mở phần việc"))
        text, tone = "", "info"
        if self._error is not None:
            is_asked = isinstance(self._error, DtiError) and self._error.code == "part-passphrase-needed"
            text = self.tr("Tệp này được khóa bằng mật khẩu; hãy hỏi người giao việc.")
            if not is_asked:
                text = self._fault_words.at_length(self._error)
                tone = "warn" if self._needs_passphrase else "block"
        elif self._is_busy:
            text = self.tr("Đang đọc…")
        elif is_return:
            text, tone = self.tr("Đây là tệp trả lại cho nơi giao: hãy nhận nó ở trang Giao việc."), "warn"
        elif self._intake is not None:
            names = ", ".join(shown(marked.name) for marked in self._intake.marked)
            text, tone = self.tr("Tệp có dấu chỉ độ mật: {names}").format(names=names), "warn"
        self.notice.say(text, tone)  # type: ignore[arg-type]
        self.notice.setVisible(bool(text))
        if part is not None:
            header, write = part.header, self._context.format
            due = self.tr("không ghi") if header.due is None else write.date(header.due)
            lines = [
                (self.tr("Đơn vị"), header.department),
                (self.tr("Nơi giao"), assessed_in(header.province, header.year)),
                (self.tr("Hạn trả"), due),
                (self.tr("Chỉ số"), ", ".join(header.codes)),
                (self.tr("Lời nhắn"), part.guidance or "–"),
            ]
            self.lines.show_lines(lines)
        fit_to_content(self)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Mở phần việc được giao"))
        self._title.setText(self.tr("Mở phần việc được giao"))
        self._lock.say(self.tr("Mật khẩu"), self.tr("Mật khẩu"), self.tr("Mở khóa"))
        self._secret.say(self.tr("Vì sao các tệp này không phải bí mật nhà nước?"))
        self.cancel.setText(self.tr("Hủy"))
        self._show_state()
