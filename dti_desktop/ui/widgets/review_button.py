"""The state of the review of what is shown, as a button that offers the other states."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from dti_desktop.engine.review import ReviewState
from dti_desktop.ui import icons
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.review_acts import shortcut_of
from dti_desktop.ui.review_state import SHAPES, STATES, state_title
from dti_desktop.ui.widgets.buttons import Button
from dti_desktop.ui.widgets.labels import set_plain_tooltip
from dti_desktop.ui.words import words


class ReviewButton(Retranslated, Button):
    """Shows a state; with none (several differ) what can be set. `wanted(str)`: the state that is chosen."""

    wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(trailing_icon="chevron-down", parent=parent)
        self._context = context
        self._state: ReviewState | None = None
        self._has_approved = False
        self._menu = QMenu(self)
        self.actions_by_state: dict[ReviewState, QAction] = {}
        for state in STATES:
            action = self._menu.addAction("")
            action.setShortcut(shortcut_of(state))
            icons.current().bind(action, *SHAPES[state])
            action.triggered.connect(lambda _on=False, state=state: self.wanted.emit(state))
            self.actions_by_state[state] = action
        self.clicked.connect(self._offer)
        self.retranslate()

    def show_state(self, state: ReviewState | None, *, has_approved: bool, remark: str = "") -> None:
        """Show a state; `remark`: who set it, when. `has_approved`: opening it again needs a reason."""
        self._state, self._has_approved = state, has_approved
        set_plain_tooltip(self, remark)
        self.setAccessibleDescription(remark)
        self.retranslate()

    def retranslate(self) -> None:
        for state, action in self.actions_by_state.items():
            asks = state == "needs-work" or (self._has_approved and state != "approved")
            verb = self._verb(state)
            action.setText(f"{verb}…" if asks else verb)
            action.setEnabled(state != self._state)
        if self._state is None:
            self.set_icons(None, "chevron-down")
            self.setText(self.tr("Đặt trạng thái"))
            self.setAccessibleName(self.text())
        else:
            self.set_icons(SHAPES[self._state][0], "chevron-down")
            self.setText(state_title(self._state, words(self._context)))
            self.setAccessibleName(self.tr("Rà soát: {state}").format(state=self.text()))

    def _verb(self, state: ReviewState) -> str:
        match state:
            case "drafting":
                return self.tr("Mở lại để soạn") if self._has_approved else self.tr("Soạn tiếp")
            case "awaiting":
                return self.tr("Gửi rà soát")
            case "needs-work":
                return self.tr("Cần sửa")
            case "approved":
                return self.tr("Duyệt")

    def _offer(self) -> None:
        size = self._menu.sizeHint()
        below = self.mapToGlobal(QPoint(0, self.height()))
        above = self.mapToGlobal(QPoint(0, -size.height()))
        room = self.screen().availableGeometry()
        self._menu.popup(below if below.y() + size.height() <= room.bottom() else above)
