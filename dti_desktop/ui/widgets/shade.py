"""The soft shadow of what lies over the window.

Painted beside it, and not as an effect of Qt: that paints its widget into a picture, for which Qt first lays
out every page of the window, those that were never seen among them.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from dti_desktop.ui import theme

_REACH, _DROP, _RADIUS = 24, 6, 10
_DARKEST = 60
"""Of 255: how dark it is at the edge of what casts it."""


class Shade(QWidget):
    """Lies under `casting`, a child of `window`, and goes where that goes."""

    def __init__(self, window: QWidget, casting: QWidget) -> None:
        super().__init__(window)
        self._casting = casting
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        casting.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Show:
                self._follow()
                self.show()
                self.stackUnder(self._casting)
            case QEvent.Type.Hide:
                self.hide()
            case QEvent.Type.Move | QEvent.Type.Resize:
                self._follow()
            case QEvent.Type.ZOrderChange:
                self.stackUnder(self._casting)
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        edge = self._casting.geometry()
        self.setGeometry(edge.adjusted(-_REACH, _DROP - _REACH, _REACH, _DROP + _REACH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Nothing of it is seen where it is covered.
        covered = (
            self._casting.geometry().translated(-self.pos()).adjusted(_RADIUS, _RADIUS, -_RADIUS, -_RADIUS)
        )
        painter.setClipRegion(QRegion(self.rect()).subtracted(QRegion(covered)))
        painter.setPen(Qt.PenStyle.NoPen)
        colour = theme.current().colours.q("shadow")
        darkness = 0.0
        for step in range(1, _REACH + 1):
            wanted = _DARKEST * (step / _REACH) ** 2 / 255
            # What is laid on now comes to `wanted` with what lies there.
            colour.setAlphaF((wanted - darkness) / (1 - darkness))
            darkness = wanted
            painter.setBrush(colour)
            away = _REACH - step
            room = QRectF(self.rect()).adjusted(step - 1, step - 1, 1 - step, 1 - step)
            painter.drawRoundedRect(room, _RADIUS + away, _RADIUS + away)
        painter.end()
