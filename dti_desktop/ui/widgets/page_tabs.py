"""The tabs at the top of pages that share one place of the side bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import STANDING_PAGES, PageName
from dti_desktop.ui.widgets.section_tabs import TabBar
from dti_desktop.ui.widgets.surfaces import Hairline

_SIDE = 3 * theme.GRID


class PageTabs(Retranslated, QWidget):
    """One tab per page. `wanted(str)` comes when a person chooses another page, never from `show_page`.

    Arrow keys walk the tabs while they have the keyboard; Ctrl+Tab and Ctrl+Shift+Tab do so from anywhere on
    the page.
    """

    wanted = Signal(str)

    def __init__(self, pages: Sequence[PageName] = STANDING_PAGES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = tuple(pages)
        self._setting = False
        self.bar = TabBar()
        for _page in self.pages:
            self.bar.addTab("")
        row = QHBoxLayout()
        row.setContentsMargins(_SIDE - theme.HALF, 0, _SIDE, 0)
        row.addWidget(self.bar)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(Hairline())
        self.bar.currentChanged.connect(self._tell)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self, lambda step=step: self._walk(step))
        self.retranslate()

    def retranslate(self) -> None:
        self.bar.setAccessibleName(self.tr("Xếp hạng và kế hoạch"))
        titles = {
            "ranking": self.tr("Xếp hạng"),
            "forecast": self.tr("Dự báo"),
            "plan": self.tr("Kế hoạch"),
            "whatif": self.tr("Giả định"),
            "sensitivity": self.tr("Rủi ro"),
            "history": self.tr("Lịch sử"),
        }
        for place, page in enumerate(self.pages):
            self.bar.setTabText(place, titles[page])

    def show_page(self, page: PageName) -> None:
        """Mark the page that is open, and stand aside on a page without tabs."""
        self.setVisible(page in self.pages)
        if page in self.pages:
            self._setting = True
            self.bar.setCurrentIndex(self.pages.index(page))
            self._setting = False

    def _walk(self, step: int) -> None:
        self.bar.setCurrentIndex((self.bar.currentIndex() + step) % len(self.pages))

    def _tell(self, place: int) -> None:
        if not self._setting and 0 <= place < len(self.pages):
            self.wanted.emit(self.pages[place])
