"""A list that is searched, opened under a button: provinces, rows of a what-if."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.dialog_layout import resize_within_screen
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.search_field import SearchField
from dti_desktop.ui.widgets.surfaces import Card

_ROW = 28


class ListWindow(Retranslated, QDialog):
    """A window of its own and no pop-up: input methods write only into the active window.

    It closes when another window is chosen, with Escape, and when an entry was taken: `take` is called with
    its row in the table. Whoever derives from it calls `begin` once its rows are there.
    """

    def __init__(
        self, search: SearchField, model: QAbstractItemModel, size: tuple[int, int], parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._was_active = False
        self.search = search
        self.table = DataTable()
        self.table.setModel(model)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.table.horizontalHeader().hide()
        self.table.setSelectionBehavior(DataTable.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        card = Card()
        card.body.setContentsMargins(8, 8, 8, 8)
        card.body.addWidget(self.search)
        card.body.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        resize_within_screen(self, *size)

    def begin(self) -> None:
        """Follow what is searched and taken from now on."""
        self.search.textChanged.connect(self.look_up)
        self.search.down_wanted.connect(self.table.setFocus)
        self.search.chosen.connect(self._take_current)
        self.search.dismissed.connect(self.close)
        self.table.clicked.connect(self._take)
        self.table.opened.connect(self._take)

    def look_up(self, text: str) -> None:
        """Show what `text` finds."""
        raise NotImplementedError

    def take(self, row: int) -> None:
        """An entry was chosen; the window is closed already."""
        raise NotImplementedError

    def open_under(self, button: QWidget) -> None:
        """Show it under a button, within the screen, with the keyboard in the search."""
        corner = button.mapToGlobal(QPoint(0, button.height() + theme.HALF))
        room = button.screen().availableGeometry()
        self.move(
            max(room.left(), min(corner.x(), room.right() - self.width() - theme.GRID)),
            max(room.top(), min(corner.y(), room.bottom() - self.height() - theme.GRID)),
        )
        self.show()
        self.activateWindow()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self._was_active = True
        elif event.type() == QEvent.Type.WindowDeactivate and self._was_active:
            self.close()
        return super().event(event)

    def _take_current(self) -> None:
        if self.table.currentIndex().isValid():
            self._take(self.table.currentIndex())

    def _take(self, index: QModelIndex) -> None:
        self._was_active = False
        self.close()
        self.take(index.row())
