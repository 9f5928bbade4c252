"""One page or picture, whole, as large as there is room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from dti_desktop.ui import theme

_WHEEL_STEP = 120


class PageView(QWidget):
    """Shows an image inside its room on paper ground. `sized(QSize)`: the physical pixels it would fill now.

    `opened` when it is clicked; `turned(int)` when wheel or Page keys ask for another page.
    """

    sized = Signal(QSize)
    opened = Signal()
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._shape = QSizeF()
        self._wheel = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(96)

    def set_shape(self, shape: QSizeF) -> None:
        """Set width and height of the page in any unit; the image of it follows."""
        if shape != self._shape:
            self._shape = shape
            self.update()
        self._ask()

    def set_image(self, image: QImage) -> None:
        """Show the drawn page, or none."""
        self._image = image
        pointing = Qt.CursorShape.PointingHandCursor if not image.isNull() else Qt.CursorShape.ArrowCursor
        self.setCursor(pointing)
        self.update()

    @property
    def image(self) -> QImage:
        """What is shown."""
        return self._image

    def sizeHint(self) -> QSize:
        return QSize(240, 260)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._ask()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        sheet = self._sheet()
        if sheet.isEmpty():
            return
        colours = theme.current().colours
        painter = QPainter(self)
        painter.fillRect(sheet, colours.q("paper"))
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            # Paper that is not quite white in the dark shows through a page drawn on white.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.drawImage(sheet, self._image)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        edge = "focus" if self.hasFocus() else "border"
        painter.setPen(QPen(colours.q(edge), 2 if self.hasFocus() else 1))
        painter.drawRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._sheet().contains(event.position()) and not self._image.isNull():
            self.opened.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._wheel += event.angleDelta().y()
        while abs(self._wheel) >= _WHEEL_STEP:
            step = 1 if self._wheel < 0 else -1
            self._wheel += step * _WHEEL_STEP
            self.turned.emit(step)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageDown | Qt.Key.Key_Right | Qt.Key.Key_Down:
                self.turned.emit(1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_Left | Qt.Key.Key_Up:
                self.turned.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.opened.emit()
            case _:
                super().keyPressEvent(event)

    def _sheet(self) -> QRectF:
        if self._shape.isEmpty():
            return QRectF()
        size = self._shape.scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        left = (self.width() - size.width()) / 2
        return QRectF(round(left), 0, round(size.width()), round(size.height()))

    def _ask(self) -> None:
        sheet = self._sheet()
        if not sheet.isEmpty():
            ratio = self.devicePixelRatioF()
            self.sized.emit(QSize(round(sheet.width() * ratio), round(sheet.height() * ratio)))
