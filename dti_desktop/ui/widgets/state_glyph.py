"""The state of an indicator as a shape with a colour, and in words for those who do not see it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QCoreApplication, QPoint, QSize
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from dti_desktop.ui import icons
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.labels import set_plain_tooltip

State = Literal["done", "incomplete", "empty", "explain", "block", "unscored"]

#: Shape and colour name of each state. Every state has a shape of its own.
SHAPES: dict[State, tuple[str, str]] = {
    "done": ("circle-check", "done"),
    "incomplete": ("circle-dashed", "warn"),
    "empty": ("circle", "muted"),
    "explain": ("triangle-alert", "warn"),
    "block": ("octagon-alert", "block"),
    "unscored": ("minus", "muted"),
}


def state_icon(state: State) -> QIcon:
    """Return the shape as a QIcon in today's colours, for item views."""
    return icons.current().icon(*SHAPES[state])


def state_text(state: State) -> str:
    """Return the state in words, in the window's language."""
    match state:
        case "done":
            return QCoreApplication.translate("StateGlyph", "Đã xong")
        case "incomplete":
            return QCoreApplication.translate("StateGlyph", "Còn thiếu")
        case "empty":
            return QCoreApplication.translate("StateGlyph", "Chưa trả lời")
        case "explain":
            return QCoreApplication.translate("StateGlyph", "Cần giải trình")
        case "block":
            return QCoreApplication.translate("StateGlyph", "Chặn nộp hồ sơ")
        case "unscored":
            return QCoreApplication.translate("StateGlyph", "Không chấm điểm")


class StateGlyph(Retranslated, QWidget):
    """Draws one state; its words are the tooltip and what a screen reader says."""

    def __init__(
        self, state: State = "empty", *, size: int = icons.SIZE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._state: State = state
        self.setFixedSize(QSize(size, size))
        self.retranslate()

    @property
    def state(self) -> State:
        """What is shown."""
        return self._state

    def set_state(self, state: State) -> None:
        """Show another state."""
        if state != self._state:
            self._state = state
            self.retranslate()
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(state_text(self._state))
        set_plain_tooltip(self, state_text(self._state))

    def paintEvent(self, event: QPaintEvent) -> None:
        name, role = SHAPES[self._state]
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(QPoint(0, 0), icons.current().pixmap(name, role, self._size, ratio))
        painter.end()
