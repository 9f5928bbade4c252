"""A column that scrolls and shows the ground below it: within a card, or as a page of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from dti_desktop.ui.widgets.side_by_side import stand_in_the_middle


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


def scrolling_column(page: QWidget, column: QWidget, *, side: int, above: int = 20) -> QScrollArea:
    """Lay a page out as one column in its middle, `side` and `above` pixels from its edges.

    Where the window is low the page scrolls; a list in it needs a least height to work in.
    """
    across = QHBoxLayout()
    across.setContentsMargins(side, above, side, 20)
    stand_in_the_middle(across, column)
    scroll = clear_scroll(across, fills=True)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(scroll)
    return scroll
