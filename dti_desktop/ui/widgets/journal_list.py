"""The journal as a list that stays smooth however long it is: rows of one height, read as they come."""

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
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dti_desktop.ui import format as formats
from dti_desktop.ui import icons, theme
from dti_desktop.ui.journal_rows import JournalRow
from dti_desktop.ui.widgets.labels import Weight

_HEIGHT = 36
_PAD = 16
_WHEN_LEFT, _WHO_LEFT = 16, 76
_WHO_WIDTH, _CODE_WIDTH = 168, 54
_FOLD_WIDTH = 64
_RADIUS = 6
_ROOMS_AHEAD = 2
"""How many times what is seen is read ahead."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW = Qt.ItemDataRole.UserRole + 1


class JournalModel(QAbstractListModel):
    """Rows that were read so far. `more_wanted` when the next ones are needed; days are only read."""

    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[JournalRow] = []
        self.has_more = False
        self.is_asking = False
        self.open_rows: set[int] = set()  # the newest entry's number of each unfolded turn

    def set_rows(self, rows: Sequence[JournalRow], *, has_more: bool) -> None:
        """Show these rows and no others."""
        self.beginResetModel()
        self.rows = list(rows)
        self.open_rows.clear()
        self.has_more, self.is_asking = has_more, False
        self.endResetModel()

    def add_rows(self, rows: Sequence[JournalRow], *, has_more: bool) -> None:
        """Show these rows below the others."""
        self.has_more, self.is_asking = has_more, False
        if rows:
            first = len(self.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()

    def replace_last(self, row: JournalRow) -> None:
        """Show another row in the place of the last one."""
        self.rows[-1] = row
        here = self.index(len(self.rows) - 1)
        self.dataChanged.emit(here, here)

    def unfold(self, place: int, steps: Sequence[JournalRow]) -> None:
        """Show the single steps below a turn."""
        turn = self.rows[place].turn
        assert turn is not None
        self.open_rows.add(turn.newest.seq)
        self.beginInsertRows(QModelIndex(), place + 1, place + len(steps))
        self.rows[place + 1 : place + 1] = steps
        self.endInsertRows()
        self._tell(place)

    def fold(self, place: int) -> None:
        """Hide the single steps of a turn."""
        turn = self.rows[place].turn
        assert turn is not None
        self.open_rows.discard(turn.newest.seq)
        count = len(turn.entries)
        self.beginRemoveRows(QModelIndex(), place + 1, place + count)
        del self.rows[place + 1 : place + 1 + count]
        self.endRemoveRows()
        self._tell(place)

    def is_open(self, row: JournalRow) -> bool:
        """Whether the single steps of a turn are shown."""
        return row.turn is not None and row.turn.newest.seq in self.open_rows

    def _tell(self, place: int) -> None:
        self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self.has_more and not self.is_asking

    def fetchMore(self, parent: _Index) -> None:
        if self.canFetchMore(parent):
            self.is_asking = True
            self.more_wanted.emit()

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.rows[index.row()].kind == "day":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (row.when, row.who, row.code, row.about, row.title, _count_words(row))
            return ", ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole and row.kind != "day":
            about = f"{row.code} {row.about}\n" if row.about else ""
            return f"{about}{row.title}\n{row.when} · {row.who}"
        return None


def _count_words(row: JournalRow) -> str:
    return f"×{formats.current().integer(row.steps)}" if row.steps > 1 else ""


class _Rows(QStyledItemDelegate):
    """Paints a row as its kind asks for. All have one height, so that a long list is laid out at once."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: JournalRow = index.data(_ROW)
        colours = theme.current().colours
        box: QRect = option.rect
        view = option.widget
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind == "day":
            _draw(painter, box.adjusted(_PAD, 6, -_PAD, 0), box.left() + _PAD, row.title, "small",
                  Weight.DemiBold, "secondary")  # fmt: skip
            painter.setPen(QPen(colours.q("hairline"), 1))
            painter.drawLine(box.left() + _PAD, box.bottom(), box.right() - _PAD, box.bottom())
            painter.restore()
            return
        state: QStyle.StateFlag = option.state
        pointed = bool(state & QStyle.StateFlag.State_MouseOver)
        here = isinstance(view, QTableView) and view.hasFocus() and view.currentIndex().row() == index.row()
        ground = QRectF(box).adjusted(8, 1, -8, -1)
        if here or pointed or row.is_broken:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.q("accent_soft" if here else "hover" if pointed else "block_soft"))
            painter.drawRoundedRect(ground, _RADIUS, _RADIUS)
        if here and view is not None and view.property("ring"):
            painter.setPen(QPen(colours.q("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        self._paint_words(painter, box, row, index, hot=here or pointed)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, box: QRect, row: JournalRow, index: _Index, *, hot: bool
    ) -> None:
        line = box.adjusted(_PAD, 0, -_PAD - 4, 0)
        left, right = box.left(), line.right()
        is_step = row.kind == "step"
        _draw(painter, _cut(line, left + _WHO_LEFT - 8), left + _WHEN_LEFT, row.when, "small", Weight.Medium,
              "muted")  # fmt: skip
        who_right = left + _WHO_LEFT + _WHO_WIDTH
        if not is_step:
            _draw(painter, _cut(line, who_right - 10), left + _WHO_LEFT, row.who, "small", Weight.Normal,
                  "secondary")  # fmt: skip
        if row.steps > 1:
            model = index.model()
            is_open = isinstance(model, JournalModel) and model.is_open(row)
            right -= icons.SIZE
            _draw_icon(painter, ("chevron-down" if is_open else "chevron-right", "muted"), right, line)
            words = _count_words(row)
            painter.setFont(theme.current().font("small", Weight.Medium))
            width = painter.fontMetrics().horizontalAdvance(words)
            right -= width + 4
            _draw(painter, line, right, words, "small", Weight.Medium, "muted")
            right -= 10
        elif row.is_broken:
            right -= icons.SIZE
            _draw_icon(painter, ("octagon-alert", "block"), right, line)
            right -= 10
        if row.code and not is_step:
            ink = "accent" if hot and row.place is not None else "text"
            _draw(painter, _cut(line, right), who_right, row.code, "body", Weight.Medium, ink)
        what_left = who_right + _CODE_WIDTH
        if row.shape is not None and not is_step:
            _draw_icon(painter, row.shape, what_left, line)
            what_left += icons.SIZE + 8
        if is_step:
            what_left += 16
        _draw(painter, _cut(line, right), what_left, row.title, "body", Weight.Normal,
              "secondary" if is_step else "text")  # fmt: skip


class JournalList(QTableView):
    """A table of one column: a list view asks its model about every row whenever one is added.

    Up and down walk; Enter or a click goes to what was changed (`go_wanted`).

    Space, or a click at the right end, unfolds typing in one go (`fold_wanted` with the row's place) and
    folds it; so do Right and Left. `more_wanted` before the end is reached.
    """

    go_wanted = Signal(object)
    fold_wanted = Signal(int)
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_model = JournalModel()
        self.setModel(self.rows_model)
        self.setItemDelegate(_Rows(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(_HEIGHT)
        down.setDefaultSectionSize(_HEIGHT)
        across.hide()
        down.hide()
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        # The row she is on is painted by the rows themselves.
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(_HEIGHT)
        self.rows_model.more_wanted.connect(self.more_wanted)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.read_ahead())
        self.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self.read_ahead())

    @property
    def rows(self) -> Sequence[JournalRow]:
        """What was read so far."""
        return self.rows_model.rows

    def choose_first(self) -> None:
        """Put the keyboard on the newest entry."""
        for place, row in enumerate(self.rows):
            if row.kind != "day":
                self.setCurrentIndex(self.rows_model.index(place))
                return

    def read_ahead(self) -> None:
        """Ask for more where the end is near."""
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum() - _ROOMS_AHEAD * self.viewport().height():
            self.rows_model.fetchMore(QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        row = self.rows[index.row()] if index.isValid() else None
        if row is None:
            super().keyPressEvent(event)
            return
        is_open = self.rows_model.is_open(row)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._go(row)
            case Qt.Key.Key_Space if row.steps > 1:
                self.fold_wanted.emit(index.row())
            case Qt.Key.Key_Right if row.steps > 1 and not is_open:
                self.fold_wanted.emit(index.row())
            case Qt.Key.Key_Left if row.steps > 1 and is_open:
                self.fold_wanted.emit(index.row())
            case Qt.Key.Key_Left if row.kind == "step":
                above = next(p for p in range(index.row(), -1, -1) if self.rows[p].kind == "turn")
                self.setCurrentIndex(self.rows_model.index(above))
            case _:
                super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self.rows[index.row()] if index.isValid() else None
        can_act = row is not None and (row.place is not None or row.steps > 1)
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if can_act else Qt.CursorShape.ArrowCursor
        )
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or index != self.currentIndex() or not index.isValid():
            return
        row = self.rows[index.row()]
        if row.steps > 1 and event.position().x() >= self.viewport().width() - _FOLD_WIDTH - _PAD:
            self.fold_wanted.emit(index.row())
        else:
            self._go(row)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setProperty("ring", event.reason() != Qt.FocusReason.MouseFocusReason)
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose_first()

    def _go(self, row: JournalRow) -> None:
        if row.place is not None:
            self.go_wanted.emit(row.place)


def _cut(line: QRect, right: int) -> QRect:
    return QRect(line.left(), line.top(), max(0, right - line.left()), line.height())


def _draw_icon(painter: QPainter, shape: tuple[str, str], left: int, line: QRect) -> None:
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    picture = icons.current().pixmap(*shape, icons.SIZE, ratio)
    painter.drawPixmap(left, line.top() + (line.height() - icons.SIZE) // 2, picture)


def _draw(
    painter: QPainter, line: QRect, left: int, text: str, size: theme.Size, weight: QFont.Weight, ink: str
) -> None:
    """Draw one piece of text from `left`, cut where the line ends."""
    painter.setFont(theme.current().font(size, weight))
    painter.setPen(theme.current().colours.q(ink))
    room = max(0, line.right() - left)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
    painter.drawText(QRect(left, line.top(), room, line.height()), flags, shown)
