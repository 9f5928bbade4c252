"""How dialogs are laid out: one margin all around, and the buttons in a line at the foot.

A dialog is as large as what is in it. Where the screen is smaller (a laptop, twice the size of text) it is as
large as the screen allows and scrolls.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

#: What the system draws around a dialog, at most.
_FRAME = QSize(16, 48)


class DialogScroll(QScrollArea):
    """What a dialog shows. It asks for the room of its content, and for no more than the screen has."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ground = QWidget()
        self.ground.setProperty("kind", "clear")
        self.setWidget(self.ground)
        self.viewport().setAutoFillBackground(False)
        self.ground.setAutoFillBackground(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def room(self) -> QSize:
        """Return how large a dialog may be here."""
        parent = self.window().parentWidget()
        screen = (self if parent is None else parent).screen()
        return screen.availableSize() - _FRAME

    def sizeHint(self) -> QSize:
        return self.ground.sizeHint().boundedTo(self.room())

    def minimumSizeHint(self) -> QSize:
        return self.ground.minimumSizeHint().boundedTo(self.room())

    def heightForWidth(self, width: int) -> int:
        layout = self.ground.layout()
        if layout is None or not layout.hasHeightForWidth():
            return -1
        return min(layout.totalHeightForWidth(width), self.room().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        dialog = self.window()
        fits = dialog.size().boundedTo(self.room())
        if fits != dialog.size():
            dialog.setMinimumSize(dialog.minimumSize().boundedTo(fits))
            dialog.resize(fits)


def resize_within_screen(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog its first size in pixels, smaller where the screen is."""
    parent = dialog.parentWidget()
    screen = (dialog if parent is None else parent).screen()
    dialog.resize(QSize(width, height).boundedTo(screen.availableSize() - _FRAME))


def dialog_column(dialog: QDialog, spacing: int = 12) -> QVBoxLayout:
    """Give a dialog its layout: one column within the margins of every dialog, in pixels."""
    scroll = DialogScroll(dialog)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scroll)
    column = QVBoxLayout(scroll.ground)
    column.setContentsMargins(28, 24, 28, 20)
    column.setSpacing(spacing)
    return column


def foot_buttons(*right: QWidget, left: Sequence[QWidget] = ()) -> QHBoxLayout:
    """Put what ends a dialog at the right of a line, and what else it can do at the left."""
    line = QHBoxLayout()
    line.setSpacing(10)
    for button in left:
        line.addWidget(button)
    line.addStretch(1)
    for button in right:
        line.addWidget(button)
    return line
