"""A column that scrolls and shows the ground below it: within a card, or as a page of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.widgets.side_by_side import stand_in_the_middle
from dti_desktop.ui.widgets.surfaces import ClearScroll


def clear_scroll(content: QLayout) -> ClearScroll:
    """Return a scroll area over `content`, which stands at its top; it takes no keyboard of its own."""
    scroll = ClearScroll()
    column = QVBoxLayout(scroll.ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(content)
    column.addStretch(1)
    return scroll


class ScrollingColumn(ClearScroll):
    """The whole of `page` as one column in its middle, `side` and `above` pixels from its edges.

    Where the window is low the page scrolls; a list in it needs a least height to work in. `body` is the
    layout to fill, top to bottom, and `column` what it lies in. It stands in its page from the beginning:
    Qt looks through all that a widget holds, each time that it gets another place.
    """

    def __init__(self, page: QWidget, *, widest: int, side: int, above: int = 20) -> None:
        super().__init__(page)
        across = QHBoxLayout(self.ground)
        across.setContentsMargins(side, above, side, 20)
        self.column = QWidget()
        self.column.setMaximumWidth(widest)
        self.body = QVBoxLayout(self.column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.GRID + theme.HALF)
        stand_in_the_middle(across, self.column)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self)
