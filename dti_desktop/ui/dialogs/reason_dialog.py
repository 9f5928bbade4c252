"""A dialog that asks for a reason and does nothing without one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from dti_desktop.services.entered_text import MAX_LINE_CHARACTERS
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, put_foot
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.typed_text import typed_line
from dti_desktop.ui.widgets.fields import PlainLineEdit
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel


class ReasonDialog(Retranslated, QDialog):
    """`given(str)` with the reason, one clean line; without one it cannot be accepted.

    What it is about is told by `say`, which a subclass calls when it is made and in `retranslate`.
    """

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        put_foot(self, self.buttons)
        self.setMinimumWidth(520)
        self._judge()
        self.reason.setFocus()

    def say(self, title: str, text: str, example: str, done: str) -> None:
        """Say what the reason is for; `done` is the word on the button."""
        self.setWindowTitle(title)
        self._title.setText(title)
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
