"""The tabs at the top of pages that share one place of the side bar."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import STANDING_PAGES, WORK_PAGES, PageName, section_of
from dti_desktop.ui.shortcuts import bind
from dti_desktop.ui.widgets.section_tabs import TabBar
from dti_desktop.ui.widgets.surfaces import Hairline

_SIDE = 3 * theme.GRID


class PageTabs(Retranslated, QWidget):
    """One tab per page of the open section. `wanted(str)` comes when a person chooses, not from `show_page`.

    Arrow keys walk the tabs while they have the keyboard; Ctrl+Tab and Ctrl+Shift+Tab do so from anywhere on
    the page.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: tuple[PageName, ...] = ()
        self._titles: dict[PageName, str] = {}
        self._section_names: dict[tuple[PageName, ...], str] = {}
        self._setting = False
        self.bar = TabBar()
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
        bind("next-tab", self, lambda: self._walk(1))
        bind("previous-tab", self, lambda: self._walk(-1))
        self.retranslate()

    def retranslate(self) -> None:
        self._titles = {
            "ranking": self.tr("Xếp hạng"),
            "forecast": self.tr("Dự báo"),
            "plan": self.tr("Kế hoạch"),
            "whatif": self.tr("Giả định"),
            "sensitivity": self.tr("Rủi ro"),
            "history": self.tr("Lịch sử"),
            "remaining": self.tr("Việc còn lại"),
            "review": self.tr("Rà soát"),
        }
        self._section_names = {
            STANDING_PAGES: self.tr("Xếp hạng và kế hoạch"),
            WORK_PAGES: self.tr("Việc còn lại"),
        }
        self._name_tabs()

    @property
    def titles(self) -> Mapping[PageName, str]:
        """What each page behind a tab is called."""
        return self._titles

    def show_page(self, page: PageName) -> None:
        """Mark the page that is open among those of its section; stand aside on a page without tabs."""
        section = section_of(page)
        self.setVisible(bool(section))
        if not section:
            return
        self._setting = True
        if section != self.pages:
            self._fill(section)
        self.bar.setCurrentIndex(section.index(page))
        self._setting = False

    def _fill(self, section: tuple[PageName, ...]) -> None:
        self.pages = section
        while self.bar.count() > len(section):
            self.bar.removeTab(self.bar.count() - 1)
        while self.bar.count() < len(section):
            self.bar.addTab("")
        self._name_tabs()

    def _name_tabs(self) -> None:
        self.bar.setAccessibleName(self._section_names.get(self.pages, ""))
        for place, page in enumerate(self.pages):
            self.bar.setTabText(place, self._titles[page])

    def _walk(self, step: int) -> None:
        self.bar.setCurrentIndex((self.bar.currentIndex() + step) % len(self.pages))

    def _tell(self, place: int) -> None:
        if not self._setting and 0 <= place < len(self.pages):
            self.wanted.emit(self.pages[place])
