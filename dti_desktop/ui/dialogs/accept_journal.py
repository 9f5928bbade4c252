"""Asks for the reason why a journal that was tampered with is taken as it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from dti_desktop.ui.dialogs.dialog_layout import dialog_column
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.fields import PlainLineEdit
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel


class AcceptJournalDialog(Retranslated, QDialog):
    """`accepted_for(str)` with the reason; without one it cannot be accepted."""

    accepted_for = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._text = WrapLabel(tone="secondary", characters=64)
        self._label = Label()
        self.reason = PlainLineEdit()
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
        self.setWindowTitle(self.tr("Chấp nhận lỗi của nhật ký"))
        self._title.setText(self.tr("Chấp nhận lỗi của nhật ký"))
        self._text.setText(
            self.tr(
                "Nhật ký sẽ ghi ai chấp nhận, lúc nào, vì sao, và các giá trị bị đổi từ bên ngoài. Chỗ đứt "
                "vẫn hiện trong mọi lần kiểm tra và đi cùng hồ sơ nộp như một ghi chú. Không hoàn tác được."
            )
        )
        self._label.setText(self.tr("Lý do"))
        self.reason.setAccessibleName(self.tr("Lý do"))
        self.reason.setPlaceholderText(self.tr("Đã đối chiếu với văn bản gốc, nguyên nhân là…"))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Chấp nhận"))

    def _judge(self) -> None:
        given = bool(self.reason.text().strip())
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(given)

    def _accept(self) -> None:
        if self.reason.text().strip():
            self.accepted_for.emit(self.reason.text())
            self.accept()
