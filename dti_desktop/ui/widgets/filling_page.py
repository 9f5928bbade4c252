"""A page that fills the height of the window and scrolls only where the window is too small for it."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSpacerItem, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.widgets.surfaces import PageScroll

_SIDE, _EDGE = 3 * theme.GRID, 12


class FillingPage(PageScroll):
    """As `PageScroll`; what is in `body` shares the height, by its stretches."""

    def __init__(self, *, max_width: int, parent: QWidget | None = None) -> None:
        super().__init__(max_width=max_width, parent=parent)
        content = self.widget()
        assert content is not None
        ground = content.layout()
        assert ground is not None
        ground.setContentsMargins(_SIDE, _EDGE, _SIDE, _EDGE)
        self._ground = ground
        across = ground.itemAt(0)
        row = None if across is None else across.layout()
        assert row is not None
        # Beside the column, as high as the window: the column may be higher than it, never lower.
        self._prop = QSpacerItem(0, 0, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        row.addItem(self._prop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = max(0, self.viewport().height() - 2 * _EDGE)
        self._prop.changeSize(0, height, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self._ground.invalidate()
