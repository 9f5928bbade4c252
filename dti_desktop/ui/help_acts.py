"""F1 everywhere: the help of what is in front, in a window that is made when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from dti_desktop.ui.help_places import BEGINNING, ERRORS, topic_of
from dti_desktop.ui.shortcuts import bind

if TYPE_CHECKING:
    from dti_desktop.ui.help_window import HelpWindow
    from dti_desktop.ui.main_window import MainWindow, Surroundings
    from dti_desktop.ui.tour import Tour

_WATCHED = "help-key"
TOUR_SETTING = "ui/tour"
"""Kept once the tour was ended, in whichever way."""


class HelpActs(QObject):
    """Lives as long as the main window, with a store or without."""

    def __init__(self, window: MainWindow, around: Surroundings) -> None:
        super().__init__(window)
        self._window = window
        self._around = around
        self.help: HelpWindow | None = None
        self.tour: Tour | None = None
        bind("help", window, self.show_here)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        # A key of the main window does not reach its dialogs: each gets its own when it is first used.
        app.focusChanged.connect(self._watch)
        around.language.changed.connect(self._reload)

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        window = None if now is None else now.window()
        if window is None or window in (self._window, self.help) or window.property(_WATCHED):
            return
        window.setProperty(_WATCHED, True)
        bind("help", window, lambda: self.show(topic_of(window)))

    # -- the window of the help ----------------------------------------------------------------------

    def show_here(self) -> None:
        """Show the help of the page that is open; while there is no store, of errors."""
        bench = self._window.workbench
        self.show(ERRORS if bench is None else bench.place.page)

    def show(self, topic_id: str = BEGINNING) -> None:
        """Show a topic, beside the main window."""
        if self.help is None:
            from dti_desktop.ui.help_window import HelpWindow

            can_tour = self._window.workbench is not None
            self.help = HelpWindow(self._around, self._shortcuts(), can_tour=can_tour)
            self.help.closed.connect(self._closed)
            self.help.tour_wanted.connect(self.begin_tour)
            self.help.shortcuts_wanted.connect(lambda: self.show("shortcuts"))
        self.help.show_topic(topic_id)
        self.help.showNormal() if self.help.isMinimized() else self.help.show()
        self.help.raise_()
        self.help.activateWindow()
        self.help.text.setFocus()

    def _shortcuts(self) -> str:
        """Return the keys of the window in Markdown, from the same list as their dialog."""
        from dti_desktop.ui.help_text import shortcuts_in_markdown
        from dti_desktop.ui.shortcuts import groups

        return shortcuts_in_markdown(groups())

    def _reload(self, _language: str) -> None:
        if self.help is not None:
            self.help.load(self._shortcuts())

    def _closed(self) -> None:
        if self.help is not None:
            self.help.deleteLater()
            self.help = None

    def close_windows(self) -> None:
        """Close what stands beside the main window."""
        if self.tour is not None:
            self.tour.close_quietly()
        if self.help is not None:
            self.help.close()

    # -- the tour ------------------------------------------------------------------------------------

    def offer_tour(self) -> None:
        """Begin the tour at the very first use: nothing was made yet, and the tour was never ended."""
        bench = self._window.workbench
        if bench is None:
            return
        workspace = bench.context.workspace

        def is_first() -> bool:
            return workspace.setting(TOUR_SETTING) is None and not workspace.assessments()

        self._around.tasks.run(
            is_first,
            lane="store",
            on_done=lambda first: self.begin_tour() if first else None,
            on_error=lambda _error: None,  # it can be had from the help
            owner=self,
        )

    def begin_tour(self) -> None:
        """Lead through the five steps, over the window as it is."""
        bench = self._window.workbench
        if bench is None or self.tour is not None or QApplication.activeModalWidget() is not None:
            return
        from dti_desktop.ui.tour import Tour

        if self.help is not None:
            self.help.close()
        self.tour = Tour(self._window, bench)
        self.tour.ended.connect(self._tour_ended)
        self.tour.begin()

    def _tour_ended(self, is_kept: bool) -> None:
        tour, self.tour = self.tour, None
        if tour is not None:
            tour.deleteLater()
        bench = self._window.workbench
        if is_kept and bench is not None:
            self._around.tasks.run(
                bench.context.workspace.set_setting,
                TOUR_SETTING,
                "ended",
                lane="store",
                on_error=lambda _error: None,
            )
