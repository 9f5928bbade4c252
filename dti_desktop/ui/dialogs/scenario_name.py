"""Asks for the name of a scenario."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from dti_desktop.services.entered_text import MAX_NAME_CHARACTERS
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, put_foot
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.typed_text import typed_line
from dti_desktop.ui.widgets.fields import PlainLineEdit
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel


class ScenarioNameDialog(Retranslated, QDialog):
    """`named(str)` with one clean line; without a name it cannot be accepted.

    `kept` is the name under which what is saved is known: saved under it again, it takes its place.
    """

    named = Signal(str)

    def __init__(self, name: str, kept: str = "", *, renames: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept, self._renames = kept, renames
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._text = WrapLabel(tone="secondary", characters=64)
        self._label = Label()
        self.line = PlainLineEdit()
        self.line.setMaxLength(MAX_NAME_CHARACTERS)
        self._label.setBuddy(self.line)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self.line.textChanged.connect(self._judge)
        layout = dialog_column(self)
        for widget in (self._title, self._text, self._label, self.line):
            layout.addWidget(widget)
        put_foot(self, self.buttons)
        self.setMinimumWidth(480)
        self.line.setText(name)
        self.line.selectAll()
        self.retranslate()
        self.line.setFocus()

    def retranslate(self) -> None:
        title = self.tr("Đổi tên kịch bản") if self._renames else self.tr("Lưu kịch bản")
        self.setWindowTitle(title)
        self._title.setText(title)
        self._label.setText(self.tr("Tên kịch bản"))
        self.line.setAccessibleName(self.tr("Tên kịch bản"))
        self.line.setPlaceholderText(self.tr("Ví dụ: Làm xong mọi việc trước hạn"))
        self._judge()

    def _judge(self) -> None:
        name = typed_line(self.line.text())
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(name))
        replaces = not self._renames and bool(self._kept) and name == self._kept
        ok.setText(
            self.tr("Đổi tên") if self._renames else self.tr("Lưu thay thế") if replaces else self.tr("Lưu")
        )
        if self._renames:
            self._text.setText(self.tr("Nhật ký ghi lại việc đổi tên; có thể hoàn tác."))
        elif replaces:
            self._text.setText(
                self.tr("Thay kịch bản “{name}” đã lưu; có thể hoàn tác. Bản chính không thay đổi.").format(
                    name=self._kept
                )
            )
        else:
            self._text.setText(
                self.tr("Lưu thành kịch bản mới, mở lại và so sánh sau. Bản chính không thay đổi.")
            )

    def _accept(self) -> None:
        name = typed_line(self.line.text())
        if name:
            self.named.emit(name)
            self.accept()
