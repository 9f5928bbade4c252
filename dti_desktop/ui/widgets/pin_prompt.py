"""The PIN of a token, asked for when it is wanted and not before, in a field that is emptied at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from dti_desktop.errors import Cancelled
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.buttons import PrimaryButton
from dti_desktop.ui.widgets.fields import PlainLineEdit
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.line_list import LineList
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.surfaces import Card

if TYPE_CHECKING:
    from dti_desktop.bundle.token_description import TokenCertificate, TokenDescription

_LOOK_UP_S = 0.1


@dataclass
class _Question:
    """What waits for an answer, and where the answer goes."""

    token: TokenDescription
    certificate: TokenCertificate | None
    answers: SimpleQueue[str] = field(default_factory=SimpleQueue)


class PinPrompt(Retranslated, Card):
    """Shows which token and certificate are about to sign, and takes the PIN. Hidden until it is wanted.

    `asked` when it is shown, `answered` when the PIN has gone its way.
    """

    asked = Signal()
    answered = Signal()
    _wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._question: _Question | None = None
        self._head = Label(size="title", weight=Weight.DemiBold)
        self._lines = LineList()
        self.warning = Notice()
        self._keypad = Notice()
        self._field_head = Label()
        self.pin = PlainLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.pin.setInputMethodHints(hints | Qt.InputMethodHint.ImhHiddenText)
        self.pin.setMaximumWidth(320)
        self.pin.returnPressed.connect(self._answer)
        self.pin.textEdited.connect(self._allow)
        self._field_head.setBuddy(self.pin)
        self.sign_button = PrimaryButton(icon="pen-line")
        self.sign_button.clicked.connect(self._answer)
        self._local = WrapLabel(size="small", tone="muted")
        self._field_row = QWidget()
        row = QHBoxLayout(self._field_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self.pin, 1)
        row.addWidget(self.sign_button)
        row.addStretch(1)
        for widget in (self._head, self._lines, self.warning, self._keypad):
            self.body.addWidget(widget)
        self.body.addWidget(self._field_head)
        self.body.addWidget(self._field_row)
        self.body.addWidget(self._local)
        self._wanted.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self.retranslate()
        self.hide()

    def ask(
        self,
        cancelled: Callable[[], bool],
        token: TokenDescription,
        certificate: TokenCertificate | None,
    ) -> str:
        """Return the PIN that the person types. Called on the thread that signs, which waits here.

        Returns at once, without a PIN, where the token has its own keypad. Raises `Cancelled`.
        """
        question = _Question(token, certificate)
        self._wanted.emit(question)
        if token.pin.is_on_keypad:
            return ""
        while not cancelled():
            try:
                return question.answers.get(timeout=_LOOK_UP_S)
            except Empty:
                continue
        raise Cancelled

    def end(self) -> None:
        """Put the question away, and whatever was typed."""
        self._question = None
        self._clear()
        self.hide()

    def _show(self, question: _Question) -> None:
        self._question = question
        self._clear()
        self._refresh()
        self.show()
        self.asked.emit()
        if not question.token.pin.is_on_keypad:
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self) -> None:
        question = self._question
        if question is None or not self.pin.text():
            return
        self._question = None
        typed = self.pin.text()
        self._clear()
        question.answers.put(typed)
        self.hide()
        self.answered.emit()

    def _clear(self) -> None:
        self.pin.setText("")  # unlike `clear`, this leaves nothing to undo
        self._allow()

    def _allow(self) -> None:
        self.sign_button.setEnabled(bool(self.pin.text()))

    # -- words -----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self._field_head.setText(self.tr("Mã PIN của USB token"))
        self.pin.setAccessibleName(self.tr("Mã PIN của USB token"))
        self.sign_button.setText(self.tr("Ký"))
        self._local.setText(
            self.tr("Mã PIN chỉ đưa cho USB token một lần rồi xóa ngay; chương trình không tự thử lại.")
        )
        self._keypad.say(self.tr("Nhập PIN trên bàn phím của thiết bị."), "info")
        self._refresh()

    def _refresh(self) -> None:
        question = self._question
        if question is None:
            return
        told, on_keypad = question.certificate, question.token.pin.is_on_keypad
        self._head.setText(self.tr("Xác nhận ký"))
        lines = [(self.tr("USB token"), shown(question.token.label))]
        if told is not None:
            write = self._context.format
            lines += [
                (self.tr("Người ký"), shown(told.description.common_name or told.description.subject)),
                (self.tr("Nơi cấp"), shown(told.description.issuer)),
                (self.tr("Số sê-ri"), told.description.serial),
                (
                    self.tr("Hết hạn"),
                    write.date(told.description.not_after_utc.astimezone().date()),
                ),
            ]
        self._lines.show_lines(lines)
        for widget in (self._field_head, self._field_row, self._local):
            widget.setVisible(not on_keypad)
        self._keypad.setVisible(on_keypad)
        self._warn(question.token)

    def _warn(self, token: TokenDescription) -> None:
        if token.pin.is_final_try:
            self.warning.say(self.tr("Chỉ còn một lần thử. Nhập sai lần nữa thì USB token bị khóa."), "block")
        elif token.pin.is_count_low:
            self.warning.say(
                self.tr("Mã PIN đã bị nhập sai trước đó, còn ít lần thử. Hãy nhập cẩn thận."), "warn"
            )
        self.warning.setVisible(token.pin.is_final_try or token.pin.is_count_low)
