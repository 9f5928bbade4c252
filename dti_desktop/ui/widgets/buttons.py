"""Buttons. A focus ring shows while the keyboard is on them, not after a click."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QToolButton, QWidget

from dti_desktop.ui import icons, theme
from dti_desktop.ui.widgets.labels import Weight, restyle, set_plain_tooltip

Kind = Literal["primary", "secondary", "quiet", "link", "toast"]

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionButton, QWidget

    _Base = QWidget
else:
    _Base = object

_GAP = 8


class KeyboardRing(_Base):
    """Mixin: the dynamic property `ring` is true while the focus is here and no click brought it."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        # A window that comes to the front finds the ring as it left it; a new one has none yet.
        if event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._set_ring(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # Another window in front does not take the focus away for good.
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._set_ring(False)
        elif self.property("ring"):
            _application().focusChanged.connect(self._follow)
        super().focusOutEvent(event)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """While another window was in front the focus may have gone elsewhere; no event tells of that."""
        if now is None or now.window() is not self.window():
            return
        _application().focusChanged.disconnect(self._follow)
        if now is not self:
            self._set_ring(False)

    def _set_ring(self, on: bool) -> None:
        if self.property("ring") != on:
            self.setProperty("ring", on)
            restyle(self)
            self.update()


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


class EnterPresses(_Base):
    """Mixin: Enter presses the button that has the keyboard, and not another one of its dialog."""

    click: Callable[[], None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A key held down that led here presses nothing.
            if not event.isAutoRepeat():
                self.click()
            event.accept()
            return
        super().keyPressEvent(event)


class Button(EnterPresses, KeyboardRing, QPushButton):
    """A button with a word on it, and an icon before or after the word where it helps."""

    def __init__(
        self,
        text: str = "",
        kind: Kind = "secondary",
        *,
        icon: str | None = None,
        trailing_icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind: Kind = kind
        self._leading = icon
        self._trailing = trailing_icon
        self._is_ground_painted = False
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setFont(theme.current().font("body", Weight.Medium))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)

    def set_icons(self, leading: str | None = None, trailing: str | None = None) -> None:
        """Show other icons, or none, before and after the word."""
        self._leading, self._trailing = leading, trailing
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        if not self.text():
            # Qt keeps room for four letters in a button without a word.
            size -= QSize(self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, "XXXX").width(), 0)
        icons_width = sum(icons.SIZE + (_GAP if self.text() else 0) for name in self._names() if name)
        return QSize(size.width() + icons_width, size.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        if not self._is_ground_painted:
            return
        option.text = ""
        if self.hasFocus():
            # The ring is the sign; Qt would draw a second one around the empty word. PySide makes the names
            # of a style known when they are first spoken of: no button has the focus when a window is new.
            from PySide6.QtWidgets import QStyle

            option.state &= ~QStyle.StateFlag.State_HasFocus

    def paintEvent(self, event: QPaintEvent) -> None:
        self._is_ground_painted = True
        super().paintEvent(event)
        self._is_ground_painted = False
        text = self.text()
        painter = QPainter(self)
        role = self._ink()
        painter.setPen(theme.current().colours.q(role))
        painter.setFont(self.font())
        flags = Qt.TextFlag.TextShowMnemonic | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        text_width = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).width() if text else 0
        widths = [icons.SIZE if name else 0 for name in self._names()]
        gaps = sum(_GAP for width in widths if width and text)
        left = (self.width() - text_width - sum(widths) - gaps) // 2
        if self._kind == "link":
            left = 4
        for place, name in enumerate((self._leading, None, self._trailing)):
            if place == 1:
                if text:
                    if self._kind in ("link", "toast") and self.underMouse():
                        font = self.font()
                        font.setUnderline(True)
                        painter.setFont(font)
                    painter.drawText(QRect(left, 0, text_width + 1, self.height()), int(flags), text)
                    left += text_width + _GAP
            elif name:
                picture = icons.current().pixmap(name, role, icons.SIZE, self.devicePixelRatioF())
                painter.drawPixmap(left, (self.height() - icons.SIZE) // 2, picture)
                left += icons.SIZE + (_GAP if text else 0)
        if self._kind == "primary" and self.property("ring"):
            # On a filled button the ring has to stand inside, or it would vanish in the fill.
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().colours.q("on_accent"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5), 3, 3)
        painter.end()

    def _names(self) -> tuple[str | None, str | None]:
        return self._leading, self._trailing

    def _ink(self) -> str:
        if not self.isEnabled():
            return "disabled"
        return {"primary": "on_accent", "link": "accent", "toast": "surface"}.get(self._kind, "text")


class PrimaryButton(Button):
    """The one obvious next step: filled with the accent. At most one on a page."""

    def __init__(
        self,
        text: str = "",
        *,
        icon: str | None = None,
        trailing_icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, "primary", icon=icon, trailing_icon=trailing_icon, parent=parent)


class SecondaryButton(Button):
    """Any other step: outlined."""


class QuietButton(Button):
    """A step that should not draw the eye: no outline until the pointer or the keyboard is on it."""

    def __init__(self, text: str = "", *, icon: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(text, "quiet", icon=icon, parent=parent)


class LinkButton(Button):
    """A step inside running text, in the accent colour."""

    def __init__(self, text: str = "", *, icon: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(text, "link", icon=icon, parent=parent)
        self.setFont(theme.current().font("body"))


class IconButton(EnterPresses, KeyboardRing, QToolButton):
    """A button that is only an icon; its name is the tooltip and what a screen reader says."""

    def __init__(
        self,
        icon: str,
        name: str = "",
        *,
        role: str = "secondary",
        size: int = icons.SIZE,
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._size = size
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(checkable)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFixedSize(size + 12, size + 12)
        self.set_icon(icon)
        self.set_name(name)

    def set_icon(self, icon: str, role: str | None = None) -> None:
        """Show another icon, in another named colour where one is given."""
        self._role = role or self._role
        icons.current().bind(
            self, icon, self._role, self._size, "accent" if self.isCheckable() else self._role
        )

    def set_name(self, name: str, shortcut: str = "") -> None:
        """Say what it does; a shortcut stands in the tooltip behind the name."""
        self.setAccessibleName(name)
        set_plain_tooltip(self, f"{name}  {shortcut}".rstrip())
