"""The field that finds an indicator by any of its words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from dti_desktop.ui import icons, theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.shortcuts import bind, keys_text
from dti_desktop.ui.widgets.buttons import IconButton

_LEFT, _RIGHT = 36, 11


class SearchField(Retranslated, QLineEdit):
    """A search line with a lens, a hint at its key, and a cross that empties it.

    `textChanged` tells every key; `down_wanted` (arrow down) and `chosen` (Enter) lead to the results;
    Escape empties, and a second Escape gives the keyboard back (`dismissed`).
    """

    down_wanted = Signal()
    chosen = Signal()
    dismissed = Signal()

    def __init__(self, *, shortcut: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = ""
        if shortcut is not None:
            self.show_keys(shortcut)
            bind(shortcut, self, self._summon)
        self._clear = IconButton("x", parent=self, size=14)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(self._fit)
        self.setTextMargins(_LEFT - 12, 0, 24, 0)
        self.returnPressed.connect(self.chosen)
        self.retranslate()

    def show_keys(self, shortcut: str) -> None:
        """Show the keys of a shortcut in the empty field."""
        self._hint = keys_text(shortcut).replace("+", " ")

    def retranslate(self) -> None:
        self.setPlaceholderText(self.tr("Tìm chỉ số"))
        self.setAccessibleName(self.tr("Tìm chỉ số"))
        self._clear.set_name(self.tr("Xóa nội dung tìm"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._clear.move(self.width() - self._clear.width() - 5, (self.height() - self._clear.height()) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        lens = icons.current().pixmap("search", "muted", icons.SIZE, self.devicePixelRatioF())
        painter.drawPixmap(12, (self.height() - icons.SIZE) // 2, lens)
        painter.setFont(theme.current().font("small", theme.Weight.Medium))
        # What is looked for goes before the key that leads here.
        needed = _LEFT + self.fontMetrics().horizontalAdvance(self.placeholderText()) + theme.HALF + _RIGHT
        has_room = needed + painter.fontMetrics().horizontalAdvance(self._hint) <= self.width()
        if self._hint and has_room and not self.text() and not self.hasFocus():
            painter.setPen(theme.current().colours.q("muted"))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.rect().adjusted(0, 0, -_RIGHT, 0), int(flags), self._hint)
        painter.end()

    def event(self, event: QEvent) -> bool:
        # Arrow keys and Escape are this field's, before any shortcut of the page.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down)
        ):
            event.accept()
            return True
        return super().event(event)

    def _fit(self, text: str) -> None:
        self._clear.setVisible(bool(text))

    def _summon(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
