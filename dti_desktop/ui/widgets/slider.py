"""A slider on an exact scale: by mouse, by arrow keys, and told to those who cannot see it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from dti_desktop.services.number_scale import Scale
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.widgets.buttons import KeyboardRing

_HEIGHT, _HANDLE, _GROOVE = 28, 16, 4
_PAGES = 10


class Slider(KeyboardRing, QSlider):
    """`moved(Decimal)` comes when a person moved it, never from `show_number`. Without a scale it is still.

    Arrow keys move by one step, Page Up and Page Down by a tenth, Home and End to the ends. The wheel
    scrolls the page under it. `present` is marked by a tick: where the assessment itself stands.
    """

    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._scale: Scale | None = None
        self._present: Decimal | None = None
        self._name = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._tell)

    def set_name(self, name: str) -> None:
        """Say what is moved, for screen readers."""
        self._name = name
        self._describe()

    def show_number(self, number: Decimal | None, scale: Scale | None, present: Decimal | None) -> None:
        """Show a number on a scale. Emits nothing; under the pointer's grip nothing jumps."""
        self._present = present
        self.setEnabled(scale is not None)
        if self.isSliderDown():
            return
        self.blockSignals(True)
        if scale != self._scale:
            self._scale = scale
            self.setRange(0, 0 if scale is None else scale.steps)
            self.setSingleStep(1)
            self.setPageStep(max(1, self.maximum() // _PAGES))
        self.setValue(0 if scale is None or number is None else scale.place(number))
        self.blockSignals(False)
        self._describe(number)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, _HEIGHT)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Left to right, as the number grows, whatever the style makes of up and down.
        steps = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_PageUp: self.pageStep(),
            Qt.Key.Key_PageDown: -self.pageStep(),
        }.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
        else:
            self.setValue(self.value() + steps)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.maximum() > 0:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setSliderDown(True)
            self._go_to(event.position())
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._go_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        left, room = _HANDLE / 2, self.width() - _HANDLE
        painter.setBrush(colours.q("sunken"))
        painter.drawRoundedRect(QRectF(0, middle - _GROOVE / 2, self.width(), _GROOVE), 2, 2)
        if self.isEnabled():
            at = left + room * self.value() / max(1, self.maximum())
            painter.setBrush(colours.q("accent"))
            painter.drawRoundedRect(QRectF(0, middle - _GROOVE / 2, at, _GROOVE), 2, 2)
            if self._scale is not None and self._present is not None:
                mark = left + room * self._scale.place(self._present) / max(1, self.maximum())
                painter.setBrush(colours.q("muted"))
                painter.drawRect(QRectF(mark - 1, middle + 6, 2, 6))
            painter.setBrush(colours.q("accent" if self.isSliderDown() or self.underMouse() else "surface"))
            painter.setPen(QPen(colours.q("accent"), 2))
            painter.drawEllipse(QPointF(at, middle), _HANDLE / 2 - 2, _HANDLE / 2 - 2)
        if self.property("ring"):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.q("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()

    def _go_to(self, point: QPointF) -> None:
        share = (point.x() - _HANDLE / 2) / max(1, self.width() - _HANDLE)
        self.setValue(round(self.maximum() * min(1.0, max(0.0, share))))

    def _tell(self, place: int) -> None:
        if self._scale is not None:
            number = self._scale.number(place)
            self._describe(number)
            self.moved.emit(number)

    def _describe(self, number: Decimal | None = None) -> None:
        """Say the number with the name: the place on the scale alone means nothing."""
        said = "" if number is None else f" {formats.current().number(number)}"
        self.setAccessibleName(f"{self._name}{said}")
