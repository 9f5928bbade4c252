"""How dialogs are laid out: one margin all around, and the buttons in a line at the foot.

A dialog is as large as what is in it. Where the screen is smaller (a laptop, twice the size of text) it is as
large as the screen allows and scrolls; what ends it stays in view below.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dti_desktop.ui.widgets.surfaces import ScrollRule

#: What the system draws around a dialog, at most.
_FRAME = QSize(16, 48)
_MARGIN, _BELOW = 28, 20


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
        self.foot: QLayout | None = None

    def room(self) -> QSize:
        """Return how large a dialog may be here."""
        parent = self.window().parentWidget()
        screen = (self if parent is None else parent).screen()
        return screen.availableSize() - _FRAME

    def sizeHint(self) -> QSize:
        return self.ground.sizeHint().boundedTo(self._own_room())

    def minimumSizeHint(self) -> QSize:
        # However low it is made: the bar must not make it scroll sideways too.
        bar = QSize(self.verticalScrollBar().sizeHint().width(), 0)
        return (self.ground.minimumSizeHint() + bar).boundedTo(self._own_room())

    def heightForWidth(self, width: int) -> int:
        layout = self.ground.layout()
        if layout is None or not layout.hasHeightForWidth():
            return -1
        return min(layout.totalHeightForWidth(width), self._own_room().height())

    def _own_room(self) -> QSize:
        return self.room() - QSize(0, self.foot.sizeHint().height() if self.foot is not None else 0)

    def _lacking(self) -> int:
        """Return how much higher the dialog has to be for nothing of it to scroll away, in pixels."""
        layout = self.ground.layout()
        if layout is None:
            return 0
        # A scroll area gives text that wraps, and all that stands with it, the height that it would like. Its
        # viewport follows its own size later.
        liked = layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else 0
        return max(liked, layout.totalMinimumSize().height()) - self.height()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        dialog = self.window()
        if dialog_layout := dialog.layout():
            dialog_layout.activate()
        grown = dialog.size() + QSize(0, max(0, self._lacking()))
        fits = grown.boundedTo(self.room())
        if fits != dialog.size():
            dialog.setMinimumSize(dialog.minimumSize().boundedTo(fits))
            dialog.resize(fits)


def resize_within_screen(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog its first size in pixels, smaller where the screen is."""
    parent = dialog.parentWidget()
    screen = (dialog if parent is None else parent).screen()
    dialog.resize(QSize(width, height).boundedTo(screen.availableSize() - _FRAME))


class DialogColumn(QVBoxLayout):
    """What a dialog shows, top to bottom; it scrolls where there is no room. `end_with` comes last."""

    def __init__(self, dialog: QDialog, spacing: int) -> None:
        self._scroll = DialogScroll(dialog)
        self._outer = QVBoxLayout(dialog)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(self._scroll, 1)
        super().__init__(self._scroll.ground)
        self.setContentsMargins(_MARGIN, 24, _MARGIN, _BELOW)
        self.setSpacing(spacing)

    def end_with(self, foot: QLayout | QWidget) -> None:
        """Put what ends the dialog below all the rest, where it never scrolls away."""
        margins = self.contentsMargins()
        margins.setBottom(0)
        self.setContentsMargins(margins)
        rule = ScrollRule(self._scroll)
        line = QVBoxLayout()
        line.setContentsMargins(_MARGIN, self.spacing() - rule.height(), _MARGIN, _BELOW)
        if isinstance(foot, QWidget):
            line.addWidget(foot)
        else:
            line.addLayout(foot)
        below = QVBoxLayout()
        below.setSpacing(0)
        below.addWidget(rule)
        below.addLayout(line)
        self._outer.addLayout(below)
        self._scroll.foot = below


def dialog_column(dialog: QDialog, spacing: int = 12) -> DialogColumn:
    """Give a dialog its layout: one column within the margins of every dialog, in pixels."""
    return DialogColumn(dialog, spacing)


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
