"""What other things stand on: plain surfaces, cards, hairlines, pills, pages that scroll."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dti_desktop.ui import icons, theme
from dti_desktop.ui.widgets.buttons import EnterPresses, KeyboardRing
from dti_desktop.ui.widgets.labels import Weight
from dti_desktop.ui.widgets.side_by_side import stand_in_the_middle

SurfaceKind = Literal["page", "side", "surface", "sunken", "card"]
PillTone = Literal["done", "warn", "block", "neutral", "accent"]


class Surface(QFrame):
    """A plain area in one of the theme's ground colours."""

    def __init__(self, kind: SurfaceKind = "page", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)


class Card(Surface):
    """A raised area for the one thing a page is about. `body` is its layout, top to bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("card", parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 16, 20, 20)
        self.body.setSpacing(theme.GRID)


class Hairline(QFrame):
    """A line of one pixel that divides."""

    def __init__(
        self,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "hairline")
        if orientation == Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)


class Pill(EnterPresses, KeyboardRing, QAbstractButton):
    """A short remark on soft ground, with a shape. It can be pressed once `set_pressable(True)`."""

    def __init__(
        self,
        text: str = "",
        tone: PillTone = "neutral",
        *,
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone: PillTone = tone
        self._icon = icon
        self.setText(text)
        self.setFont(theme.current().font("small", Weight.Medium))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_pressable(False)

    def set_pressable(self, pressable: bool) -> None:
        """Let it take the keyboard and be pressed, or only be read."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if pressable else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not pressable)
        self.setCursor(Qt.CursorShape.PointingHandCursor if pressable else Qt.CursorShape.ArrowCursor)

    def set_look(self, text: str, tone: PillTone, icon: str | None = None) -> None:
        """Change words, tone and shape together."""
        self._tone, self._icon = tone, icon
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(text + (20 if self._icon else 0) + 20, self.fontMetrics().height() + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current().colours
        grounds = {"neutral": ("sunken", "secondary"), "accent": ("accent_soft", "accent")}
        ground, ink = grounds.get(self._tone, (f"{self._tone}_soft", self._tone))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        hot = bool(self.property("ring")) or (
            self.underMouse() and self.focusPolicy() != Qt.FocusPolicy.NoFocus
        )
        painter.setPen(QPen(colours.q(ink), 2 if self.property("ring") else 1) if hot else Qt.PenStyle.NoPen)
        painter.setBrush(colours.q(ground))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        left = 10
        if self._icon:
            picture = icons.current().pixmap(self._icon, ink, 14, self.devicePixelRatioF())
            painter.drawPixmap(left - 1, (self.height() - 14) // 2, picture)
            left += 20
        painter.setPen(colours.q(ink))
        room = self.rect().adjusted(left, 0, -8, 0)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.end()


class ClearScroll(QScrollArea):
    """Scrolls what is laid out on `ground`, through which the ground below it is seen.

    It takes no keyboard of its own: that scrolls through what has the focus.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # One of ours, which fills nothing. To hand Qt's own out, PySide first makes all its classes known,
        # which takes as long as the rest of a page.
        self.setViewport(QWidget())
        self.ground = QWidget()
        self.ground.setProperty("kind", "clear")
        self.setWidget(self.ground)
        self.ground.setAutoFillBackground(False)


class PageScroll(ClearScroll):
    """A page that scrolls up and down, and sideways where the window is narrower than what it shows.

    What it shows is centred and at most `max_width` wide.

    `body` is the layout to fill, top to bottom; what is in it keeps to the top.
    """

    def __init__(
        self, *, max_width: int = 880, margin: int = 4 * theme.GRID, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QWidget()
        column.setMaximumWidth(max_width)
        self.body = QVBoxLayout(column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(2 * theme.GRID)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        stand_in_the_middle(across, column)
        outer = QVBoxLayout(self.ground)
        outer.setContentsMargins(margin, 3 * theme.GRID, margin, 3 * theme.GRID)
        outer.addLayout(across)
        outer.addStretch(1)
        self.verticalScrollBar().rangeChanged.connect(lambda _least, most: self._make_room_for_bar(most > 0))

    def _make_room_for_bar(self, is_there: bool) -> None:
        """Let the scroll bar stand in the margin, so that nothing moves when it comes or goes."""
        content = self.widget()
        ground = None if content is None else content.layout()
        if ground is None:
            return
        bar = self.verticalScrollBar().sizeHint().width() if is_there else 0
        margins = ground.contentsMargins()
        if margins.right() != margins.left() - bar:
            margins.setRight(margins.left() - bar)
            ground.setContentsMargins(margins)


class ScrollRule(Hairline):
    """A hairline over what stands below areas that scroll: only where something goes on behind it.

    Of several areas one is seen at a time; `follow` when it is another one.
    """

    def __init__(self, *areas: QScrollArea, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        kept = self.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.setSizePolicy(kept)
        self._areas = areas
        for area in areas:
            area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self.follow())
        self.hide()

    def follow(self) -> None:
        """Show or hide it as the area that is not hidden wants it."""
        self.setVisible(any(a.verticalScrollBar().maximum() > 0 for a in self._areas if not a.isHidden()))
