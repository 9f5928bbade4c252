"""Lucide icons in the theme's colours, crisp at every screen scale.

Three ways in: `pixmap` for painting, `icon` for places that take a QIcon once, `bind` for a button or menu
entry whose icon has to follow the theme.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
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
        """Return a QIcon in today's colours, for every scale of the attached screens.

        `active_role` colours it while the pointer is over it or it is checked. Raises as `pixmap` does.
        """
        result = QIcon()
        for ratio in sorted({1.0, 2.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}):
            result.addPixmap(self.pixmap(name, role, size, ratio), QIcon.Mode.Normal)
            result.addPixmap(self.pixmap(name, "disabled", size, ratio), QIcon.Mode.Disabled)
            result.addPixmap(self.pixmap(name, active_role or role, size, ratio), QIcon.Mode.Active)
            # A selected row keeps the icon's own colour; Qt would tint it.
            result.addPixmap(self.pixmap(name, role, size, ratio), QIcon.Mode.Selected)
            if active_role is not None:
                result.addPixmap(
                    self.pixmap(name, active_role, size, ratio), QIcon.Mode.Normal, QIcon.State.On
                )
        return result

    def bind(
        self,
        target: QObject,
        name: str,
        role: str = "secondary",
        size: int = SIZE,
        active_role: str | None = None,
    ) -> None:
        """Give a button or action its icon now and again at every change of theme, for as long as it lives.

        Binding once more replaces the icon. Raises as `pixmap` does.
        """
        earlier = target.findChild(_Binding, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if earlier is not None:
            earlier.setParent(None)
            earlier.deleteLater()
        _Binding(target, lambda: self.icon(name, role, size, active_role), size, self._look)


def current() -> Icons:
    """Return the icons of the installed theme. Raises LookupError before `theme.install`."""
    return Icons(theme.current())


class _Binding(QObject):
    """Child of the target, so that it goes with it."""

    def __init__(self, target: QObject, make: Callable[[], QIcon], size: int, look: theme.Theme) -> None:
        super().__init__(target)
        self._make = make
        self._size = size
        look.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        target = self.parent()
        if target is None:
            return
        target.setIcon(self._make())  # type: ignore[attr-defined]
        if hasattr(target, "setIconSize"):
            target.setIconSize(QSize(self._size, self._size))
