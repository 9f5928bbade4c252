"""A column that scrolls within a card and shows the card's own ground."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget


def clear_scroll(content: QLayout, *, fills: bool = False) -> QScrollArea:
    """Return a scroll area over `content`, which stands at its top; it takes no keyboard of its own.

    `fills`: the content takes the whole height where there is more than it needs.
    """
    ground = QWidget()
    ground.setProperty("kind", "clear")
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(content)
    if not fills:
        column.addStretch(1)
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    # One of ours, which fills nothing (see `PageScroll`).
    scroll.setViewport(QWidget())
    scroll.setWidget(ground)
    ground.setAutoFillBackground(False)
    return scroll
