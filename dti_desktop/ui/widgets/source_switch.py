"""One source of uncertainty: its switch, the interval it causes alone, and a sentence about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel

_INDENT = 28


class SourceSwitch(QWidget):
    """`switched(bool)` when a person turns it on or off."""

    switched = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        self.box.setChecked(True)
        self.interval = Label(weight=Weight.Medium)
        self.sentence = WrapLabel(size="small", tone="muted")
        self.setFocusProxy(self.box)
        across = QHBoxLayout()
        across.setSpacing(theme.GRID)
        across.addWidget(self.box)
        across.addStretch(1)
        across.addWidget(self.interval)
        below = QHBoxLayout()
        below.setContentsMargins(_INDENT, 0, 0, 0)
        below.addWidget(self.sentence, theme.TAKES_THE_ROOM)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(across)
        layout.addLayout(below)
        self.box.clicked.connect(self.switched)

    def say(self, name: str, sentence: str) -> None:
        """Say what is uncertain, and why."""
        self.box.setText(name)
        self.sentence.setText(sentence)
        self._tell()

    def set_interval(self, text: str) -> None:
        """Show the ranks between which this alone would leave it."""
        self.interval.setText(text)
        self._tell()

    def _tell(self) -> None:
        self.box.setAccessibleDescription(f"{self.sentence.text()} {self.interval.text()}".strip())
