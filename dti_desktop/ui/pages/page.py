"""What every page of the window is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.session import Changed


class Page(QWidget):
    """A page: shown for a place, refreshed while it is visible, told before it is left."""

    is_behind = False
    """Whether another language was chosen while the page was not seen."""
    _is_catching_up = False

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def may_take_keyboard(self) -> bool:
        """Whether the keyboard is on this page or nowhere, so that a part shown late may have it."""
        focus = QApplication.focusWidget()
        return self.isVisible() and (focus is None or focus is self or self.isAncestorOf(focus))

    def arrange(self) -> None:
        """Fit the page to its width; called when it is shown and whenever its size changes."""

    def arrive(self, place: Place) -> None:
        """Show what `place` names and put the focus into its field."""

    def leave(self) -> None:
        """Bring what was typed to the store; the page is about to be hidden."""
        self.context.session.flush()

    def rest(self) -> None:
        """Let go of what must not outlive the window: it is closing."""

    def take_step(self, *, back: bool) -> bool:
        """Take a step back or forth in what only this page holds; False: it holds nothing of the kind."""
        return False

    def refresh(self, changed: Changed) -> None:
        """Follow a change of the assessment; called only while the page is visible, must be cheap."""

    def retranslate(self) -> None:
        """Set every text again; the language has changed."""

    def event(self, event: QEvent) -> bool:
        # All pages are kept and one is looked at: the others follow the language when they are shown, or one
        # after the other while nobody waits (`catch_up`).
        if event.type() == QEvent.Type.LanguageChange and not self.isVisible() and not self._is_catching_up:
            self.is_behind = True
            return True
        return super().event(event)

    def catch_up(self) -> None:
        """Follow the language that was chosen while the page was not seen."""
        if self.is_behind:
            self.is_behind = False
            self._is_catching_up = True
            try:
                QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LanguageChange))
            finally:
                self._is_catching_up = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.context.theme.dress(self)
        self.catch_up()
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
