"""Sections of a page behind underlined tabs."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QTabBar, QVBoxLayout, QWidget

from dti_desktop.ui import icons, theme
from dti_desktop.ui.widgets.buttons import KeyboardRing
from dti_desktop.ui.widgets.labels import Weight
from dti_desktop.ui.widgets.surfaces import Hairline


class _Current(QStackedLayout):
    """A stack that is as high as what it shows, not as its highest page."""

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.sizeHint() if shown else super().sizeHint()

    def minimumSize(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown else super().minimumSize()

    def hasHeightForWidth(self) -> bool:
        shown = self.currentWidget()
        return shown.hasHeightForWidth() if shown else False

    def heightForWidth(self, width: int) -> int:
        shown = self.currentWidget()
        return shown.heightForWidth(width) if shown else -1


class TabBar(KeyboardRing, QTabBar):
    """Underlined tabs, that show when the keyboard is on them. Arrow keys go from one to the next."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        # They come where there is no room for all tabs.
        self.setUsesScrollButtons(True)
        self.setIconSize(QSize(14, 14))
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFont(theme.current().font("body", Weight.Medium))
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.property("ring") and self.currentIndex() >= 0:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().colours.q("focus"), 2))
            room = self.tabRect(self.currentIndex())
            # The room of a tab ends with the gap to the next one.
            words = self.fontMetrics().horizontalAdvance(self.tabText(self.currentIndex()))
            painter.drawRoundedRect(QRectF(room.left() + 1, 4, words + 10, room.height() - 11), 4, 4)
            painter.end()


class SectionTabs(QWidget):
    """Tabs with a line under the open one. Sections are known by a key, so that the choice can be remembered.

    `shown(str)` comes when a person opens another section.
    """

    shown = Signal(str)

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = TabBar(name)
        self._keys: list[str] = []
        self._marks: dict[str, tuple[str, str] | None] = {}
        self._setting = False
        self._stack = _Current()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(Hairline())
        layout.addSpacing(theme.GRID)
        layout.addLayout(self._stack, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._bar.currentChanged.connect(self._open)

    def add(self, key: str, section: QWidget, title: str = "") -> None:
        """Add a section at the end."""
        self._setting = True
        self._keys.append(key)
        self._stack.addWidget(section)
        self._bar.addTab(title)
        self._setting = False

    def set_title(self, key: str, title: str) -> None:
        """Name a section. Raises ValueError for a key that was not added."""
        place = self._keys.index(key)
        # Qt lays all tabs out anew at each word, the same one too.
        if self._bar.tabText(place) != title:
            self._bar.setTabText(place, title)

    def title(self, key: str) -> str:
        """Return the name of a section. Raises ValueError for a key that was not added."""
        return self._bar.tabText(self._keys.index(key))

    def set_mark(self, key: str, icon: str | None, role: str = "warn") -> None:
        """Put a shape before a section's name, or none. Raises ValueError for a key that was not added."""
        place = self._keys.index(key)
        mark = None if icon is None else (icon, role)
        if self._marks.get(key) != mark:
            self._marks[key] = mark
            self._bar.setTabIcon(place, QIcon() if icon is None else icons.current().icon(icon, role, 14))

    def set_section_visible(self, key: str, visible: bool) -> None:
        """Show or hide a section together with its tab."""
        self._bar.setTabVisible(self._keys.index(key), visible)

    @property
    def current(self) -> str | None:
        """The key of the open section."""
        index = self._bar.currentIndex()
        return self._keys[index] if 0 <= index < len(self._keys) else None

    def open(self, key: str) -> None:
        """Open a section. Emits nothing; a key that was not added changes nothing."""
        if key in self._keys:
            self._setting = True
            self._bar.setCurrentIndex(self._keys.index(key))
            self._setting = False

    def _open(self, index: int) -> None:
        if not 0 <= index < self._stack.count():
            return
        self._stack.setCurrentIndex(index)
        self._stack.invalidate()
        self.updateGeometry()
        if not self._setting:
            self.shown.emit(self._keys[index])
