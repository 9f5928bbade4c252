"""A list to work through from the top: categories, groups that fold, and one line for each thing to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dti_desktop.ui import format as formats
from dti_desktop.ui import icons, theme
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.widgets.labels import Weight
from dti_desktop.ui.work_rows import WorkRow

_CATEGORY_HEIGHT, _GROUP_HEIGHT, _WORK_HEIGHT, _DETAILED_HEIGHT = 48, 36, 34, 52
_PAD = 16
_CODE_LEFT, _TITLE_LEFT = 68, 116
_RADIUS = 6

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW = Qt.ItemDataRole.UserRole + 1


class WorkModel(QAbstractListModel):
    """The rows as they are shown. Categories are only read; everything else can be reached."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[WorkRow] = ()

    def set_rows(self, rows: Sequence[WorkRow]) -> None:
        """Show these rows and no others."""
        if list(rows) == list(self.rows):
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.rows[index.row()].kind == "category":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            count = formats.current().integer(row.count) if row.kind != "work" else ""
            parts = (row.code, row.title, count, row.detail, row.remark)
            return ", ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole and row.detail:
            return row.detail
        return None


class _Rows(QStyledItemDelegate):
    """Paints a row as its kind asks for."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: WorkRow = index.data(_ROW)
        if row.kind == "category":
            return QSize(200, _CATEGORY_HEIGHT)
        if row.kind == "group":
            return QSize(200, _GROUP_HEIGHT)
        return QSize(200, _DETAILED_HEIGHT if row.detail else _WORK_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: WorkRow = index.data(_ROW)
        colours = theme.current().colours
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = option.widget
        state: QStyle.StateFlag = option.state
        if row.kind != "category":
            pointed = bool(state & QStyle.StateFlag.State_MouseOver)
            here = bool(state & QStyle.StateFlag.State_Selected) and view is not None and view.hasFocus()
            ground = QRectF(box).adjusted(8, 1, -8, -1)
            if here or pointed:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colours.q("accent_soft" if here else "hover"))
                painter.drawRoundedRect(ground, _RADIUS, _RADIUS)
            if here and view is not None and view.property("ring"):
                painter.setPen(QPen(colours.q("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
            hot = here or pointed
        match row.kind:
            case "category":
                self._paint_category(painter, box, row)
            case "group":
                self._paint_group(painter, box, row)
            case "work":
                self._paint_work(painter, box, row, hot)
        painter.restore()

    def _paint_category(self, painter: QPainter, box: QRect, row: WorkRow) -> None:
        line = box.adjusted(_PAD, 10, -_PAD, 0)
        left = line.left()
        if row.shape is not None:
            _draw_icon(painter, row.shape, left, line)
            left += icons.SIZE + 10
        left = _draw(painter, line, left, row.title, "body", Weight.DemiBold, "text") + 8
        left = _draw(painter, line, left, _count(row), "body", Weight.DemiBold, "muted") + 14
        _draw(painter, line, left, row.detail, "small", Weight.Normal, "muted")
        painter.setPen(QPen(theme.current().colours.q("hairline"), 1))
        painter.drawLine(box.left() + _PAD, box.bottom(), box.right() - _PAD, box.bottom())

    def _paint_group(self, painter: QPainter, box: QRect, row: WorkRow) -> None:
        line = box.adjusted(_PAD, 0, -_PAD, 0)
        chevron = ("chevron-down" if row.is_open else "chevron-right", "muted")
        left = line.left() + icons.SIZE + 10
        _draw_icon(painter, chevron, left, line)
        left += icons.SIZE + 10
        left = _draw(painter, line, left, row.title, "body", Weight.Medium, "secondary") + 8
        left = _draw(painter, line, left, _count(row), "body", Weight.Medium, "muted") + 14
        _draw(painter, line, left, row.detail, "small", Weight.Normal, "muted")

    def _paint_work(self, painter: QPainter, box: QRect, row: WorkRow, hot: bool) -> None:
        line = box.adjusted(_PAD, 0, -_PAD - 4, 0)
        if row.detail:
            line.setHeight(30)
            line.translate(0, 1)
        right = line.right()
        if row.place is not None:
            right -= icons.SIZE
            _draw_icon(painter, ("chevron-right", "accent" if hot else "muted"), right, line)
            right -= 8
        words, ink = (row.action, "accent") if hot and row.action else (row.remark, "muted")
        if words:
            weight = Weight.Medium if ink == "accent" else Weight.Normal
            painter.setFont(theme.current().font("small", weight))
            width = painter.fontMetrics().horizontalAdvance(words)
            painter.setPen(theme.current().colours.q(ink))
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(QRect(right - width, line.top(), width, line.height()), flags, words)
            right -= width + 16
        room = QRect(line.left(), line.top(), right - line.left(), line.height())
        start = line.left() + icons.SIZE + 10
        if row.shape is not None:
            _draw_icon(painter, row.shape, start, line)
        left = box.left() + _CODE_LEFT if row.code else start + icons.SIZE + 10
        if row.code:
            _draw(painter, room, left, row.code, "body", Weight.Medium, "text")
            left = box.left() + _TITLE_LEFT
        _draw(painter, room, left, row.title, "body", Weight.Normal, "text")
        if row.detail:
            below = QRect(line.left(), box.top() + 26, line.width(), 20)
            _draw(painter, below, left, row.detail, "small", Weight.Normal, "muted")


class WorkList(QListView):
    """Up and down walk, Enter or a click goes there (`go_wanted`) or folds a group (`fold_wanted`).

    Left folds, right unfolds.
    """

    go_wanted = Signal(object)
    fold_wanted = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = WorkModel()
        self.setModel(self._model)
        self.setItemDelegate(_Rows(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.verticalScrollBar().setSingleStep(24)
        self.clicked.connect(self._act)

    @property
    def rows(self) -> Sequence[WorkRow]:
        """What is shown."""
        return self._model.rows

    def show_rows(self, rows: Sequence[WorkRow]) -> None:
        """Show these rows; the one she is on stays, or the one that has taken its place."""
        at = self.currentIndex().row()
        kept = self.rows[at] if 0 <= at < len(self.rows) else None
        top = self.verticalScrollBar().value()
        self._model.set_rows(rows)
        if kept is not None:
            place = _same(rows, kept)
            if place is None:
                place = _reachable(rows, at)
            if place is not None:
                self.setCurrentIndex(self._model.index(place))
        self.verticalScrollBar().setValue(top)

    def choose_first(self, key: str | None = None) -> None:
        """Put the keyboard on the first thing to do, or on the group `key`."""
        for place, row in enumerate(self.rows):
            if row.key == key if key is not None else row.kind == "work":
                self.setCurrentIndex(self._model.index(place))
                if key is not None:
                    # Its category stands above it and says what it is about.
                    self.scrollTo(self._model.index(max(0, place - 1)), self.ScrollHint.PositionAtTop)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if not index.isValid():
            super().keyPressEvent(event)
            return
        row = self.rows[index.row()]
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._act(index)
            case Qt.Key.Key_Space if row.kind == "group":
                self._act(index)
            case Qt.Key.Key_Left if row.kind == "group" and row.is_open:
                self._act(index)
            case Qt.Key.Key_Right if row.kind == "group" and not row.is_open:
                self._act(index)
            case Qt.Key.Key_Left if row.kind == "work":
                above = next((p for p in range(index.row(), -1, -1) if self.rows[p].kind == "group"), None)
                if above is not None:
                    self.setCurrentIndex(self._model.index(above))
            case _:
                super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        reachable = index.isValid() and self.rows[index.row()].kind != "category"
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if reachable else Qt.CursorShape.ArrowCursor
        )
        super().mouseMoveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setProperty("ring", event.reason() != Qt.FocusReason.MouseFocusReason)
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose_first()

    def _act(self, index: QModelIndex) -> None:
        row = self.rows[index.row()]
        if row.kind == "group":
            self.fold_wanted.emit(row.key, not row.is_open)
        elif row.place is not None:
            place: Place = row.place
            self.go_wanted.emit(place)


def _same(rows: Sequence[WorkRow], kept: WorkRow) -> int | None:
    for place, row in enumerate(rows):
        if (row.kind, row.key, row.code, row.place) == (kept.kind, kept.key, kept.code, kept.place):
            return place
    return None


def _reachable(rows: Sequence[WorkRow], start: int) -> int | None:
    places: list[int] = [*range(start, len(rows)), *range(min(start, len(rows)) - 1, -1, -1)]
    for place in places:
        if rows[place].kind != "category":
            return place
    return None


def _count(row: WorkRow) -> str:
    return formats.current().integer(row.count)


def _draw_icon(painter: QPainter, shape: tuple[str, str], left: int, line: QRect) -> None:
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    picture = icons.current().pixmap(*shape, icons.SIZE, ratio)
    painter.drawPixmap(left, line.top() + (line.height() - icons.SIZE) // 2, picture)


def _draw(
    painter: QPainter, line: QRect, left: int, text: str, size: theme.Size, weight: QFont.Weight, ink: str
) -> int:
    """Draw one piece of text from `left`, cut where the line ends, and return where it ends."""
    if not text:
        return left
    painter.setFont(theme.current().font(size, weight))
    painter.setPen(theme.current().colours.q(ink))
    room = max(0, line.right() - left)
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
    painter.drawText(QRect(left, line.top(), room, line.height()), flags, shown)
    return left + metrics.horizontalAdvance(shown)
