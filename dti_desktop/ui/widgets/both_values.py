"""Two texts side by side, whole, to be read and copied: what is held and what would take its place."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.labels import Label, Weight

_HEIGHT = 56


class _Pane(QWidget):
    """One text under its head; Tab goes on to what comes next."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self.head = Label(size="small", weight=Weight.Medium, tone="secondary")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.head)
        layout.addWidget(self.text)

    def show_text(self, text: str) -> None:
        if text != self._shown:  # laying a long text out again takes time
            self._shown = text
            self.text.setPlainText(text)

    def name(self, name: str) -> None:
        self.head.setText(name)
        self.text.setAccessibleName(name)


class BothValues(Retranslated, QWidget):
    """Shows what is held beside what a form says; or, of a fault, its words alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.old, self.new = _Pane(), _Pane()
        self._is_fault = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.old, 1)
        layout.addWidget(self.new, 1)
        self.retranslate()

    def show_values(self, old: str, new: str) -> None:
        """Show both texts."""
        self._is_fault = False
        self.old.show_text(old)
        self.new.show_text(new)
        self.retranslate()

    def show_fault(self, text: str) -> None:
        """Show what is wrong with a cell, in full."""
        self._is_fault = True
        self.new.show_text(text)
        self.retranslate()

    def retranslate(self) -> None:
        self.old.setVisible(not self._is_fault)
        self.old.name(self.tr("Đang có"))
        self.new.name(self.tr("Lỗi và cách sửa") if self._is_fault else self.tr("Trong phiếu"))
