"""A picture or a drawn page, crisp on every screen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dti_desktop.ui import theme


class ImageView(QWidget):
    """Shows an image as wide as there is room, never larger than it is, with a hairline round it.

    `width_wanted(int)` tells, in physical pixels, which width would be shown one to one after a resize;
    a page that can be drawn at any size is then drawn again.
    """

    width_wanted = Signal(int)

    def __init__(self, name: str = "", *, frame: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._scaled = QImage()
        self._frame = frame
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_image(self, image: QImage | None) -> None:
        """Show an image, or none."""
        self._image = image if image is not None else QImage()
        self._scaled = QImage()
        self.updateGeometry()
        self.update()

    def set_bytes(self, untrusted_data: bytes) -> bool:
        """Show an encoded image (PNG, JPEG …). Returns False, and shows none, when it cannot be read."""
        image = QImage.fromData(untrusted_data)
        self.set_image(image)
        return not image.isNull()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is shown."""
        return self._image.isNull()

    def hasHeightForWidth(self) -> bool:
        return not self._image.isNull()

    def heightForWidth(self, width: int) -> int:
        if self._image.isNull():
            return -1
        return max(1, round(self._shown_width(width) * self._image.height() / self._image.width()))

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 1 else 240
        return QSize(width, max(0, self.heightForWidth(width)))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scaled = QImage()
        if event.size().width() != event.oldSize().width():
            self.width_wanted.emit(round(self.width() * self.devicePixelRatioF()))
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        width = self._shown_width(self.width())
        height = round(width * self._image.height() / self._image.width())
        if height > self.height() > 0:
            width, height = round(width * self.height() / height), self.height()
        wanted = QSize(round(width * ratio), round(height * ratio))
        if self._scaled.size() != wanted:
            self._scaled = self._image.scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._scaled.setDevicePixelRatio(ratio)
        left = (self.width() - width) // 2
        painter = QPainter(self)
        painter.drawImage(left, 0, self._scaled)
        if self._frame:
            painter.setPen(QPen(theme.current().colours.q("hairline"), 1))
            painter.drawRect(QRectF(left + 0.5, 0.5, width - 1, height - 1))
        painter.end()

    def _shown_width(self, room: int) -> int:
        """An image is shown pixel by pixel at most: enlarging it would only blur it."""
        return min(room, max(1, round(self._image.width() / self.devicePixelRatioF())))
