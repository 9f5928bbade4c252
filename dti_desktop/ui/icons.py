"""Lucide icons in the theme's colours, crisp at every screen scale.

Three ways in: `pixmap` for painting, `icon` for places that take a QIcon, `bind` for a button or menu entry.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dti_desktop.ui import pictures, theme

#: The usual edge of an icon, in device-independent pixels.
SIZE = 16


@lru_cache(maxsize=256)
def _svg(icons_dir: Path, name: str) -> bytes:
    return (icons_dir / f"{name}.svg").read_bytes()


@lru_cache(maxsize=1024)
def _drawn(icons_dir: Path, name: str, colour: str, size: int, ratio: float) -> QPixmap:
    # Large icons keep the line of small ones, or they shout.
    svg = pictures.recolour(_svg(icons_dir, name), colour, 2.0 if size <= 20 else 1.5)
    edge = round(size * ratio)
    image = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)


class Icons:
    """The icons of one theme."""

    def __init__(self, look: theme.Theme) -> None:
        self._look = look

    def pixmap(self, name: str, role: str = "secondary", size: int = SIZE, ratio: float = 1.0) -> QPixmap:
        """Return icon `name` in the theme's colour `role`, `size` device-independent pixels wide.

        Raises FileNotFoundError for an icon that the program does not ship, AttributeError for an unknown
        colour.
        """
        colour: str = getattr(self._look.colours, role)
        return _drawn(self._look.icons_dir, name, colour, size, ratio)

    def icon(
        self, name: str, role: str = "secondary", size: int = SIZE, active_role: str | None = None
    ) -> QIcon:
        """Return a QIcon that is drawn when it is looked at: in the colours and at the scale of that moment.

        `active_role` colours it while the pointer is over it or it is checked. Raises as `pixmap` does.
        """
        # Whatever the icon is asked for later, an icon that is not there is found out now.
        if not (self._look.icons_dir / f"{name}.svg").is_file():
            raise FileNotFoundError(name)
        getattr(self._look.colours, active_role or role), getattr(self._look.colours, role)
        return QIcon(_Drawn(name, role, size, active_role or role))

    def bind(
        self,
        target: QObject,
        name: str,
        role: str = "secondary",
        size: int = SIZE,
        active_role: str | None = None,
    ) -> None:
        """Give a button or action its icon. Binding once more replaces it. Raises as `pixmap` does."""
        target.setIcon(self.icon(name, role, size, active_role))  # type: ignore[attr-defined]
        if hasattr(target, "setIconSize"):
            target.setIconSize(QSize(size, size))


def current() -> Icons:
    """Return the icons of the installed theme. Raises LookupError before `theme.install`."""
    return Icons(theme.current())


_copies: list[QIconEngine] = []


class _Drawn(QIconEngine):
    """Draws one icon when Qt asks for it; nothing is drawn for screens and states that never come."""

    def __init__(self, name: str, role: str, size: int, active_role: str) -> None:
        super().__init__()
        self._name, self._role, self._size, self._active_role = name, role, size, active_role

    def clone(self) -> QIconEngine:
        copy = _Drawn(self._name, self._role, self._size, self._active_role)
        # Qt owns it, and PySide would free it all the same: it stays. Only an icon that is written into is.
        _copies.append(copy)
        return copy

    def key(self) -> str:
        return "dti"

    def isNull(self) -> bool:
        return False

    def actualSize(self, size: QSize, _mode: QIcon.Mode, _state: QIcon.State) -> QSize:
        edge = min(self._size, size.width(), size.height())
        return QSize(edge, edge)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        role = self._role  # a selected row keeps the icon's own colour; Qt would tint it
        if mode == QIcon.Mode.Disabled:
            role = "disabled"
        elif mode == QIcon.Mode.Active or (mode == QIcon.Mode.Normal and state == QIcon.State.On):
            role = self._active_role
        edge = self.actualSize(size, mode, state).width()
        return current().pixmap(self._name, role, edge, scale)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        device = painter.device()
        scale = 1.0 if device is None else device.devicePixelRatio()
        picture = self.scaledPixmap(rect.size(), mode, state, scale)
        edge = picture.deviceIndependentSize()
        left = rect.x() + (rect.width() - edge.width()) / 2
        top = rect.y() + (rect.height() - edge.height()) / 2
        painter.drawPixmap(QPointF(left, top), picture)
