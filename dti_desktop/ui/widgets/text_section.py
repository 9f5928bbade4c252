"""A text that belongs to an indicator, with a line that says what it is for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.widgets.fields import NoteEdit
from dti_desktop.ui.widgets.labels import Tone, WrapLabel
from dti_desktop.ui.widgets.messages import IconMark


class TextSection(QWidget):
    """A field of several lines under a remark. `edited(str)` at every key."""

    edited = Signal(str)

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = NoteEdit(min_lines=3, max_lines=12)
        self.edit.edited.connect(self.edited)
        self._icon = IconMark(icon, "muted", 14)
        self._remark = WrapLabel(size="small", tone="muted")
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self._icon)
        head.addWidget(self._remark, theme.TAKES_THE_ROOM)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(head)
        layout.addWidget(self.edit)

    def show_text(self, text: str, *, fresh: bool) -> None:
        """Show a stored text; one that is being written is left alone unless the indicator is another."""
        if fresh or not self.edit.hasFocus():
            self.edit.set_text(text)

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read and copied only, or written again."""
        self.edit.setReadOnly(read_only)

    def say(self, name: str, remark: str, placeholder: str, tone: Tone = "muted", icon: str = "") -> None:
        """Name the field, and say what it is for."""
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(placeholder)
        self._remark.setText(remark)
        self._remark.set_tone(tone)
        if icon:
            self._icon.set_icon(icon, tone)
