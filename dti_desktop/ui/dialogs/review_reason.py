"""Asks why a sub-indicator goes back to be mended, or why what is approved is opened again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from dti_desktop.engine.review import ReviewState
from dti_desktop.services.entered_text import MAX_LINE_CHARACTERS
from dti_desktop.ui.dialogs.dialog_layout import dialog_column
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.typed_text import typed_line
from dti_desktop.ui.widgets.fields import PlainLineEdit
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel

_MOST_NAMED = 8


class ReviewReasonDialog(Retranslated, QDialog):
    """`given(str)` with the reason, one clean line; without one it cannot be accepted.

    `opens`: something among `codes` is approved, so that the lock goes.
    """

    given = Signal(str)

    def __init__(
        self, state: ReviewState, codes: Sequence[str], *, opens: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._codes, self._opens = state, tuple(codes), opens
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._text = WrapLabel(tone="secondary", characters=64)
        self._label = Label()
        self.reason = PlainLineEdit()
        self.reason.setMaxLength(MAX_LINE_CHARACTERS)
        self._label.setBuddy(self.reason)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self.reason.textChanged.connect(self._judge)
        layout = dialog_column(self)
        for widget in (self._title, self._text, self._label, self.reason):
            layout.addWidget(widget)
        layout.addSpacing(8)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(520)
        self.retranslate()
        self._judge()
        self.reason.setFocus()

    def retranslate(self) -> None:
        named = ", ".join(self._codes[:_MOST_NAMED])
        if len(self._codes) > _MOST_NAMED:
            named = self.tr("{count} chỉ số").format(count=len(self._codes))
        if self._state == "needs-work":
            title, done = self.tr("Cần sửa {codes}"), self.tr("Cần sửa")
            text = self.tr("Lý do hiện ngay trên trang của chỉ số, để người soạn biết phải sửa gì.")
            example = self.tr("Thiếu quyết định ban hành, số liệu lệch với báo cáo…")
        else:
            title, done = self.tr("Mở lại {codes}"), self.tr("Mở lại")
            text = self.tr("Mở khóa để sửa tiếp.")
            example = self.tr("Có số liệu mới của Sở, bổ sung văn bản…")
        if self._opens:
            text = f"{text} " + self.tr("Nhật ký ghi ai mở lại, lúc nào, vì sao.")
        self.setWindowTitle(title.format(codes=named))
        self._title.setText(title.format(codes=named))
        self._text.setText(text)
        self._label.setText(self.tr("Lý do"))
        self.reason.setAccessibleName(self.tr("Lý do"))
        self.reason.setPlaceholderText(example)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(done)

    def _judge(self) -> None:
        given = bool(typed_line(self.reason.text()))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(given)

    def _accept(self) -> None:
        reason = typed_line(self.reason.text())
        if reason:
            self.given.emit(reason)
            self.accept()
