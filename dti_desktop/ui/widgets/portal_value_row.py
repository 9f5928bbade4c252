"""One value that is copied into the portal: what it asks for, the value, the button that copies it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.labels import Weight, WrapLabel, set_plain_tooltip

_BUTTON_WIDTH = 92


class PortalValueRow(QWidget):
    """`copy_wanted` when its button is pressed. What stood there when it was entered may be shown below."""

    copy_wanted = Signal()

    def __init__(self, *, weight: QFont.Weight = Weight.DemiBold, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = WrapLabel(size="small", tone="secondary")
        self._value = WrapLabel(weight=weight, selectable=True)
        self._before = WrapLabel(size="small", tone="warn")
        self._before.hide()
        self.copy = SecondaryButton(icon="copy")
        self.copy.setFixedWidth(_BUTTON_WIDTH)
        self.copy.clicked.connect(self.copy_wanted)
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (self._label, self._value, self._before):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def value(self) -> str:
        """What is shown as the value."""
        return self._value.text()

    @property
    def before(self) -> str:
        """What is said of the value that was entered, if anything is."""
        return self._before.text() if self._before.isVisibleTo(self) else ""

    def show_value(self, label: str, value: str, *, can_copy: bool) -> None:
        """Show a value under what it asks for."""
        self._label.setText(label)
        self._label.setVisible(bool(label))
        self._value.setText(value)
        self.copy.setEnabled(can_copy)

    def say_before(self, text: str) -> None:
        """Say what was entered instead; nothing where it is empty."""
        self._before.setText(text)
        self._before.setVisible(bool(text))

    def name_copy(self, word: str, what: str, shortcut: str, *, is_copied: bool) -> None:
        """Say on the button whether it was copied, and in its tooltip what it copies and by which key."""
        self.copy.set_icons("check" if is_copied else "copy")
        self.copy.setText(word)
        self.copy.setAccessibleName(f"{word}: {what}")
        set_plain_tooltip(self.copy, f"{what}  {shortcut}".strip())
