"""A few sentences that open beside what they explain, and close at the next click or Escape."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.widgets.buttons import LinkButton
from dti_desktop.ui.widgets.labels import Weight, WrapLabel

WIDTH = 360


class Popover(QFrame):
    """Opens under `anchor`, inside the screen; with one thing to do where there is `on_action`."""

    def __init__(
        self,
        anchor: QWidget,
        title: str,
        text: str,
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(anchor, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setFixedWidth(WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(theme.HALF)
        heading = WrapLabel(title, weight=Weight.DemiBold)
        body = WrapLabel(text, tone="secondary")
        layout.addWidget(heading)
        layout.addWidget(body)
        if on_action is not None:
            acting = LinkButton(action)
            acting.clicked.connect(self.close)
            acting.clicked.connect(lambda: on_action())
            layout.addWidget(acting)
            acting.setFocus()
        self._anchor = anchor

    def open(self) -> None:
        """Show it."""
        self.adjustSize()
        corner = self._anchor.mapToGlobal(QPoint(0, self._anchor.height() + theme.HALF))
        room = self._anchor.screen().availableGeometry()
        left = min(corner.x(), room.right() - self.width() - theme.GRID)
        self.move(max(room.left(), left), corner.y())
        self.show()
