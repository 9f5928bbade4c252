"""The palette of the window: what it offers now, and what was used last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dti_desktop.ui.navigation import PageName, Place
from dti_desktop.ui.palette_entries import PaletteEntries, PaletteEntry, used
from dti_desktop.ui.row_state import row_state, worst_severities
from dti_desktop.ui.shortcuts import keys_text
from dti_desktop.ui.sidebar_search import CatalogueSearch
from dti_desktop.ui.widgets.palette import Palette
from dti_desktop.ui.widgets.state_glyph import SHAPES

if TYPE_CHECKING:
    from dti_desktop.ui.workbench import Workbench

RECENT = "ui/palette/recent"
_KEYS: Mapping[str, str] = {
    "overview": "overview",
    "remaining": "remaining",
    "entry": "entry",
    "profile": "profile",
    "ranking": "standing",
    "submit": "submit",
    "journal": "journal",
    "review": "review",
}
"""The shortcut that leads to a page."""


class PaletteActs(QObject):
    """Opens the palette over the workbench, and does what is chosen there."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self._bench = workbench
        self._recent: list[str] = []
        self._is_recent_known = False
        self._search: tuple[tuple[str, str], CatalogueSearch] | None = None
        self.palette = Palette(workbench)
        self.palette.chosen.connect(self._do)

    def show(self) -> None:
        """Open it at once: what is typed next is meant for it. What was used last comes when it is known."""
        self.palette.open(self._entries())
        if self._is_recent_known:
            return
        self._is_recent_known = True
        context = self._bench.context
        context.tasks.run(
            context.workspace.setting,
            RECENT,
            lane="store",
            on_done=self._show_with,
            on_error=self._bench.show_fault,
            owner=self,
        )

    def _show_with(self, kept: object) -> None:
        if isinstance(kept, list):
            self._recent = [key for key in kept if isinstance(key, str)]
        if self._recent and self.palette.is_untouched:
            self.palette.open(self._entries())

    def _do(self, entry: PaletteEntry) -> None:
        self._recent = used(self._recent, entry.key)
        context = self._bench.context
        context.tasks.run(
            context.workspace.set_setting,
            RECENT,
            self._recent,
            lane="store",
            on_error=self._bench.show_fault,
        )
        entry.act()

    def _entries(self) -> PaletteEntries:
        context = self._bench.context
        assessment = context.session.assessment
        search = None
        if assessment is not None:
            key = (assessment.catalogue.digest, context.language.current)
            if self._search is None or self._search[0] != key:
                self._search = key, CatalogueSearch(assessment.catalogue, key[1])
            search = self._search[1]
        entries = [*self._pages(), *self._acts()]
        return PaletteEntries(entries, search, self._of_code, self._recent)

    def _pages(self) -> list[PaletteEntry]:
        if self._bench.context.session.assessment is None:
            return []
        rows: Sequence[tuple[PageName, str, str]] = self._bench.sidebar.destinations()
        tabs = self._bench.tabs.titles
        found: dict[PageName, PaletteEntry] = {}
        for page, title, icon in rows:
            pages = self._bench.sidebar.pages_behind(page)
            for one in pages or (page,):
                found[one] = self._page(one, tabs.get(one, title) if pages else title, icon)
        return list(found.values())

    def _page(self, page: PageName, title: str, icon: str) -> PaletteEntry:
        keys = keys_text(_KEYS[page]) if page in _KEYS else ""
        return PaletteEntry(f"page:{page}", "page", title, icon, partial(self._bench.go, Place(page)), keys)

    def _acts(self) -> list[PaletteEntry]:
        bench = self._bench
        context = bench.context
        found: list[PaletteEntry] = []

        def offer(name: str, title: str, icon: str, act: Callable[[], object], shortcut: str = "") -> None:
            keys = keys_text(shortcut) if shortcut else ""
            found.append(PaletteEntry(f"act:{name}", "act", title, icon, act, keys))

        assessment = context.session.assessment
        if assessment is not None and assessment.can_undo:
            offer("undo", self.tr("Hoàn tác"), "undo-2", bench.undo, "undo")
        if assessment is not None and assessment.can_redo:
            offer("redo", self.tr("Làm lại"), "redo-2", bench.redo, "redo")
        offer("new", self.tr("Tạo hồ sơ mới"), "plus", bench.new_wanted.emit, "new")
        is_dark = context.theme.is_dark
        to_light, to_dark = self.tr("Đổi sang giao diện sáng"), self.tr("Đổi sang giao diện tối")
        offer("theme", to_light if is_dark else to_dark, "sun" if is_dark else "moon", bench.toggle_theme)
        offer("language", self.tr("Chuyển sang tiếng Anh"), "languages", bench.toggle_language)
        for name, icon, action, shortcut in bench.menu.entries.values():
            if action.isVisible() and action.isEnabled():
                offer(name, action.text(), icon, action.trigger, shortcut)
        return found

    def _of_code(self, code: str) -> PaletteEntry:
        context = self._bench.context
        assessment, outlook = context.session.assessment, context.session.outlook
        assert assessment is not None and outlook is not None
        title = assessment.catalogue.indicators[code].short.in_language(context.language.current)
        shape, _ = SHAPES[row_state(outlook, worst_severities(outlook), code)]
        # From the entry table an indicator is looked for in the table.
        page: PageName = "entry" if self._bench.place.page == "entry" else "indicator"
        return PaletteEntry(
            f"indicator:{code}",
            "indicator",
            f"{code}  {title}",
            shape,
            partial(self._bench.go, Place(page, code)),
        )
