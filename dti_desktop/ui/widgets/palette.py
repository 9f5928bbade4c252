"""The palette: one field that leads to every page, act and indicator, by keyboard alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dti_desktop.ui import icons, theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.palette_entries import PaletteEntries, PaletteEntry
from dti_desktop.ui.widgets.labels import Label, Weight
from dti_desktop.ui.widgets.search_field import SearchField
from dti_desktop.ui.widgets.shade import Shade
from dti_desktop.ui.widgets.surfaces import Hairline

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_WIDTH, _ROWS = 620, 10
_ROW_HEIGHT = 36
_TOP_SHARE = 0.14
_ENTRY = Qt.ItemDataRole.UserRole + 1
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS - 1, Qt.Key.Key_PageUp: 1 - _ROWS}


class _Line(SearchField):
    """The field; its arrow keys walk the list, which never takes the keyboard itself."""

    stepped = Signal(int)
    left = Signal()

    def retranslate(self) -> None:
        super().retranslate()
        self.setPlaceholderText(self.tr("Gõ tên trang, việc cần làm, chỉ số; không cần dấu"))
        self.setAccessibleName(self.tr("Tìm chỉ số, trang, việc cần làm"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _STEPS
        ):
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.left.emit()


class _Found(QAbstractListModel):
    """The entries that are listed."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[PaletteEntry] = []

    def show(self, entries: list[PaletteEntry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in (entry.title, entry.detail, entry.keys) if part)
            case _ if role == _ENTRY:
                return entry
        return None


class _Rows(QStyledItemDelegate):
    """Draws an entry: its shape, its title, more of it, and its keys."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_WIDTH, _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: PaletteEntry = index.data(_ENTRY)
        look = theme.current()
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colours.q("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(box.adjusted(6, 1, -6, -1), 6, 6)
        room = box.adjusted(18, 0, -18, 0)
        picture = icons.current().pixmap(entry.icon, "accent" if chosen else "secondary", icons.SIZE)
        painter.drawPixmap(room.left(), room.top() + (room.height() - icons.SIZE) // 2, picture)
        room.setLeft(room.left() + icons.SIZE + 12)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font("small", Weight.Medium))
        painter.setPen(QPen(look.colours.q("muted")))
        painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignRight), entry.keys)
        if entry.keys:
            room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(entry.keys) - 16)
        painter.setFont(look.font("body", Weight.Medium if chosen else Weight.Normal))
        painter.setPen(look.colours.q("accent" if chosen else "text"))
        metrics = painter.fontMetrics()
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignLeft), title)
        room.setLeft(room.left() + metrics.horizontalAdvance(title) + 12)
        if entry.detail and room.width() > 60:
            painter.setFont(look.font("small"))
            painter.setPen(look.colours.q("muted"))
            detail = painter.fontMetrics().elidedText(entry.detail, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignLeft), detail)
        painter.restore()


class Palette(Retranslated, QFrame):
    """Lies over the window until an entry is chosen (`chosen(PaletteEntry)`), Escape, or the keyboard leaves.

    Closing gives the keyboard back to where it was.
    """

    chosen = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._entries: PaletteEntries | None = None
        self._before: QWidget | None = None
        self.setProperty("kind", "card")
        self._shade = Shade(window, self)
        self.line = _Line()
        self._model = _Found()
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = Label(tone="muted")
        self._nothing.setContentsMargins(18, 12, 18, 16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 10, 1, 8)
        layout.setSpacing(8)
        around = QVBoxLayout()
        around.setContentsMargins(12, 0, 12, 0)
        around.addWidget(self.line)
        layout.addLayout(around)
        layout.addWidget(Hairline())
        layout.addWidget(self.list)
        layout.addWidget(self._nothing)
        self.line.textChanged.connect(self._look_up)
        self.line.stepped.connect(self._step)
        self.line.chosen.connect(self._choose)
        self.line.dismissed.connect(self.close_again)
        self.line.left.connect(self.hide)
        self.list.clicked.connect(lambda _index: self._choose())
        window.installEventFilter(self)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Tìm nhanh"))
        self.list.setAccessibleName(self.tr("Kết quả tìm"))
        self._nothing.setText(self.tr("Không tìm thấy. Thử từ khác, hoặc mã như 4.1."))

    def open(self, entries: PaletteEntries) -> None:
        """Show it with these to be found."""
        self._entries = entries
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self.line.clear()
        self._look_up("")
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_again(self) -> None:
        """Close it, and give the keyboard back."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_untouched(self) -> bool:
        """Whether it is open and nothing was typed or stepped to."""
        return self.isVisible() and not self.line.text() and self.list.currentIndex().row() <= 0

    @property
    def found(self) -> list[PaletteEntry]:
        """What is listed."""
        return self._model.entries

    def _look_up(self, text: str) -> None:
        if self._entries is None:
            return
        self._model.show(self._entries.find(text))
        is_any = bool(self.found)
        self.list.setVisible(is_any)
        self._nothing.setVisible(not is_any)
        self._go(0)
        self._place()

    def _step(self, step: int) -> None:
        self._go(max(0, min(len(self.found) - 1, self.list.currentIndex().row() + step)))

    def _go(self, row: int) -> None:
        index = self._model.index(row)
        self.list.setCurrentIndex(index)
        if index.isValid():
            # The keyboard stays in the field, which says what Enter would choose.
            self.line.setAccessibleDescription(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
            event = QAccessibleEvent(self.line, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)

    def _choose(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            entry: PaletteEntry = index.data(_ENTRY)
            self.close_again()
            self.chosen.emit(entry)

    def _place(self) -> None:
        window = self._window
        rows = max(1, min(_ROWS, len(self.found)))
        self.list.setFixedHeight(rows * _ROW_HEIGHT)
        width = min(_WIDTH, window.width() - 4 * theme.GRID)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((window.width() - width) // 2, round(window.height() * _TOP_SHARE))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)
