"""A section that folds away under its head line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.widgets.buttons import QuietButton
from dti_desktop.ui.widgets.labels import ElidedLabel
from dti_desktop.ui.widgets.surfaces import Card


class Fold(Card):
    """Closed at first. `content` is the layout of what is hidden; `unfolded(bool)` when a person turns it."""

    unfolded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = QuietButton(icon="chevron-right")
        self.remark = ElidedLabel(size="small", tone="muted")
        self._inside = QWidget()
        self.content = QVBoxLayout(self._inside)
        self.content.setContentsMargins(10, 2, 8, 6)
        self.content.setSpacing(theme.GRID)
        self._inside.hide()
        across = QHBoxLayout()
        across.setSpacing(theme.GRID)
        across.addWidget(self.head)
        across.addWidget(self.remark, 1)
        self.body.setContentsMargins(8, 6, 8, 6)
        self.body.setSpacing(theme.HALF)
        self.body.addLayout(across)
        self.body.addWidget(self._inside)
        self.head.clicked.connect(lambda: self.open(not self.is_open))

    @property
    def is_open(self) -> bool:
        """Whether the content is shown."""
        return not self._inside.isHidden()

    def open(self, is_open: bool) -> None:
        """Show or hide the content."""
        if is_open != self.is_open:
            self._inside.setVisible(is_open)
            self.head.set_icons("chevron-down" if is_open else "chevron-right")
            self.unfolded.emit(is_open)

    def set_title(self, title: str, remark: str = "") -> None:
        """Say what is inside, and quietly more about it."""
        self.head.setText(title)
        self.remark.setText(remark)
