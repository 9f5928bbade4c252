"""What the window has to say: in place, for a moment, or where there is nothing yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dti_desktop.ui import icons, theme
from dti_desktop.ui.announcements import announce
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import Button, IconButton, LinkButton, PrimaryButton
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel, restyle

NoticeTone = Literal["info", "done", "warn", "block"]

_NOTICES: dict[NoticeTone, tuple[str, str]] = {
    "info": ("info", "accent"),
    "done": ("circle-check", "done"),
    "warn": ("triangle-alert", "warn"),
    "block": ("octagon-alert", "block"),
}

#: How long a passing message stays. Ten seconds are enough to read it and to reach for undo.
TOAST_MS = 10_000
_ROOM_FOR_ICON = 190


class IconMark(QWidget):
    """An icon that is only looked at."""

    def __init__(
        self, icon: str, role: str = "secondary", size: int = icons.SIZE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._role, self._size = icon, role, size
        self.setFixedSize(size, size)

    def set_icon(self, icon: str, role: str | None = None) -> None:
        """Show another icon, in another named colour where one is given."""
        self._icon, self._role = icon, role or self._role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(0, 0, icons.current().pixmap(self._icon, self._role, self._size, ratio))
        painter.end()


class Notice(Retranslated, QFrame):
    """A message that stands where it matters until its cause is gone. `acted` when its button was pressed."""

    acted = Signal()
    closed = Signal()

    def __init__(
        self,
        text: str = "",
        tone: NoticeTone = "info",
        *,
        action: str = "",
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self._mark = IconMark("info")
        self._text = WrapLabel(selectable=True)
        self._action = LinkButton()
        self._action.clicked.connect(self.acted)
        self._close = IconButton("x", size=14)
        self._close.clicked.connect(self.hide)
        self._close.clicked.connect(self.closed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        # The buttons are higher than a line of text: icon and text begin where their words begin.
        for words, stretch in ((self._mark, 0), (self._text, theme.TAKES_THE_ROOM)):
            column = QVBoxLayout()
            column.setContentsMargins(0, 3, 0, 0)
            column.addWidget(words, 0, top)
            layout.addLayout(column, stretch)
        layout.addStretch(1)
        layout.addWidget(self._action, 0, top)
        layout.addWidget(self._close, 0, top)
        # Shown before it has a parent, it would be a window of its own for a moment.
        self._close.setVisible(closable)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()
        self.say(text, tone, action=action)

    def say(self, text: str, tone: NoticeTone = "info", *, action: str = "") -> None:
        """Say something else. Does not show or hide the notice."""
        icon, role = _NOTICES[tone]
        self._mark.set_icon(icon, role)
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        is_new = text != self.accessibleName() or self.property("tone") != tone
        self.setAccessibleName(text)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)
        if is_new and self.isVisible():
            self._announce()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._announce()

    def _announce(self) -> None:
        # What only explains is read when she comes to it.
        tone = self.property("tone")
        if tone in ("done", "warn", "block"):
            announce(self, self._text.text(), is_urgent=tone == "block")

    def retranslate(self) -> None:
        self._close.set_name(self.tr("Đóng"))


class Toast(QFrame):
    """A passing message at the bottom of a window, with undo where there is something to undo.

    It stays `TOAST_MS`, longer while the pointer or the keyboard is on it; a new one takes its place.
    """

    def __init__(self, window: QWidget, *, lift: int = 3 * theme.GRID) -> None:
        """`lift`: how far above the lower edge, so that it covers no button that is needed."""
        super().__init__(window)
        self._window = window
        self._lift = lift
        self.setProperty("kind", "toast")
        self._text = Label()
        self._button = Button(kind="toast")
        self._button.clicked.connect(self._act)
        self._action: Callable[[], object] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._text)
        layout.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOAST_MS)
        self._timer.timeout.connect(self._leave)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, action: str = "", do: Callable[[], object] | None = None) -> None:
        """Show `text`, and a button `action` that calls `do` and closes the message."""
        self._text.setText(text)
        self._action = do
        self._button.setText(action)
        self._button.setVisible(bool(action))
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(16, 6 if action else 12, 8 if action else 16, 6 if action else 12)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)

    def say_written(self, text: str, target: Path) -> None:
        """Say that a file is in place now, and offer its folder."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        folder = QUrl.fromLocalFile(str(target.parent))
        self.say(text, self.tr("Mở thư mục"), lambda: QDesktopServices.openUrl(folder))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self._window
        room = window.width() - 4 * theme.GRID
        self.setMaximumWidth(room)
        self.adjustSize()
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - self._lift)

    def _leave(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _act(self) -> None:
        do, self._action = self._action, None
        self.hide()
        if do is not None:
            do()


class EmptyState(QWidget):
    """Says what will be here, and offers the first step (`acted`)."""

    acted = Signal()

    def __init__(
        self,
        icon: str,
        title: str = "",
        text: str = "",
        action: str = "",
        *,
        action_icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = Label(weight=Weight.DemiBold)
        self._text = WrapLabel(tone="secondary", characters=52)
        self._button = PrimaryButton(icon=action_icon)
        self._button.clicked.connect(self.acted)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._title.setAlignment(centre)
        self._text.setAlignment(centre)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 32, 24, 32)
        layout.setSpacing(theme.GRID)
        layout.addStretch(1)
        self._icon = IconMark(icon, "muted", 32)
        layout.addWidget(self._icon, 0, centre)
        layout.addWidget(self._title)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._text, 100)
        across.addStretch(1)
        layout.addLayout(across)
        layout.addSpacing(theme.GRID)
        layout.addWidget(self._button, 0, centre)
        layout.addStretch(2)
        self.say(title, text, action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a low window the words and the step come first.
        layout = self.layout()
        assert layout is not None
        is_low = event.size().height() < _ROOM_FOR_ICON
        self._icon.setVisible(not is_low)
        layout.setContentsMargins(24, 4 if is_low else 32, 24, 4 if is_low else 32)
        layout.setSpacing(2 if is_low else theme.GRID)

    def say(self, title: str, text: str = "", action: str = "") -> None:
        """Set the words; without `action` there is no button."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._button.setText(action)
        self._button.setVisible(bool(action))
