"""The pages of the window: loaded beside it, made when they are wanted or while nobody waits, and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from dti_desktop.ui import garbage, page_registry
from dti_desktop.ui.navigation import Context, PageName

if TYPE_CHECKING:
    from dti_desktop.ui.pages.page import Page

_PAUSE_MS = 25


class PageKeeper(QObject):
    """Makes each page once and keeps it. `connect` is called with every page that is made, and its name."""

    failed = Signal(object)
    """Why the pages' modules could not be loaded."""

    def __init__(
        self,
        context: Context,
        stack: QStackedWidget,
        connect: Callable[[PageName, Page], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._stack, self._connect = context, stack, connect
        self._made: dict[PageName, Page] = {}
        self._ahead: dict[PageName, QWidget] = {}
        self._are_modules_wanted = True
        self._are_modules_loaded = False
        self.are_charts_warm = False
        self._waiting: list[Callable[[], object]] = []
        self.warming = QTimer(self)
        """Each time that it ends, one thing more is made ahead."""
        self.warming.setSingleShot(True)
        self.warming.setInterval(_PAUSE_MS)
        self.warming.timeout.connect(self._make_one_ahead)

    @property
    def made(self) -> Mapping[PageName, Page]:
        """The pages that are there."""
        return MappingProxyType(self._made)

    def page(self, name: PageName) -> Page:
        """Return a page that can be shown."""
        page = self.make(name)
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        return page

    def make(self, name: PageName) -> Page:
        """Return a page that need not stand among the others yet: that takes some time of its own."""
        page = self._made.get(name)
        if page is None:
            page = page_registry.make_page(name, self._context, self._stack, self._ahead.pop(name, None))
            self._connect(name, page)
            self._made[name] = page
            # A page that needs more room than there is must not push the others out of the window.
            page.setMinimumSize(1, 1)
            # Qt paints anew whatever lies under a page that comes in behind the open one.
            page.resize(1, 1)
        return page

    def load(self) -> None:
        """Load the pages' modules beside the window, once: an assessment is about to be opened."""
        if self._are_modules_wanted:
            self._are_modules_wanted = False
            self._context.tasks.run(
                page_registry.load_modules,
                lane="pool",
                on_done=lambda _none: self._loaded(),
                on_error=self._not_loaded,
                owner=self,
            )

    def _not_loaded(self, error: BaseException) -> None:
        self.failed.emit(error)
        self._loaded()

    def _loaded(self) -> None:
        self._are_modules_loaded = True
        garbage.settle()
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()
        self.warming.start()

    def when_loaded(self, act: Callable[[], object]) -> None:
        """Do `act` now, or as soon as making a page no longer has to read its modules first."""
        if self._are_modules_loaded:
            act()
        else:
            self._waiting.append(act)
            self.load()

    def rest(self) -> None:
        """Begin nothing any more: the window is closing."""
        self.warming.stop()
        for page in self._made.values():
            page.rest()

    def _make_one_ahead(self) -> None:
        """Make what was not wanted yet, one thing each time, so that it opens at once when it is."""
        if self._context.session.assessment is None or not self._are_modules_loaded:
            return
        if not self._context.tasks.is_idle:
            # The first charts, an import: what goes on beside makes each page wait for its turns.
            self.warming.start()
            return
        if self._go_on():
            self.warming.start()
        elif not self.are_charts_warm:
            self.are_charts_warm = True
            garbage.settle()
            # What hinders it will be said with the first chart.
            from dti_desktop.services import charts  # loaded by now

            self._context.tasks.run(charts.warm, lane="pool", on_error=lambda _: None, owner=self)

    def _go_on(self) -> bool:
        """Make one thing more; False where nothing is left."""
        outside = next((name for name, page in self._made.items() if self._stack.indexOf(page) < 0), None)
        missing = next((name for name in page_registry.ALL if name not in self._made), None)
        behind = next((page for page in self._made.values() if page.is_behind), None)
        if outside is not None:
            self.page(outside)
        elif missing is not None:
            ahead = None if missing in self._ahead else page_registry.make_ahead(missing, self._context)
            if ahead is not None:
                self._ahead[missing] = ahead
            else:
                self.make(missing)
            garbage.settle()
        elif behind is not None:
            behind.catch_up()
        return any(found is not None for found in (outside, missing, behind))
