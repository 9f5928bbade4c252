"""How a row of the side bar is painted, and what a model has to tell for it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from dti_desktop.ui import icons, theme
from dti_desktop.ui.search_text import Span
from dti_desktop.ui.widgets.labels import Weight

ROW_HEIGHT = 28
DETAILED_ROW_HEIGHT = 46
GROUP_ROW_HEIGHT = 30
MARGIN = 12
_RADIUS = 6
_MARK = 14

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What a row tells its painter. `KIND` is "place", "index", "indicator", "group" or "result"."""

    KIND = Qt.ItemDataRole.UserRole + 1
    CODE = Qt.ItemDataRole.UserRole + 2
    TITLE = Qt.ItemDataRole.UserRole + 3
    ICON = Qt.ItemDataRole.UserRole + 4  # (icon name, colour name)
    COUNT = Qt.ItemDataRole.UserRole + 5
    COUNT_TONE = Qt.ItemDataRole.UserRole + 6
    HERE = Qt.ItemDataRole.UserRole + 7
    SPANS = Qt.ItemDataRole.UserRole + 8
    DETAIL = Qt.ItemDataRole.UserRole + 9
    DETAIL_SPANS = Qt.ItemDataRole.UserRole + 10
    MARK = Qt.ItemDataRole.UserRole + 11  # (icon name, colour name), quietly at the right


#: Left edge of the shape and of the words for each kind of row.
_SHAPE_LEFT = {"place": 24, "index": 22, "indicator": 38, "result": 24, "group": 0}
_WORDS_LEFT = {"place": 50, "index": 43, "indicator": 61, "result": 48, "group": 20}


class RowDelegate(QStyledItemDelegate):
    """Paints rows crisp in both themes: shape, code, title, count; the place that is open stands out."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        kind = index.data(Role.KIND)
        height = ROW_HEIGHT
        if kind == "group":
            height = GROUP_ROW_HEIGHT
        elif kind == "result" and index.data(Role.DETAIL):
            height = DETAILED_ROW_HEIGHT
        return QSize(120, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        colours = look.colours
        kind: str = index.data(Role.KIND)
        here = bool(index.data(Role.HERE))
        view: QWidget = option.widget
        # A view that is indented gives rows less width; the ground goes across all of it.
        box: QRect = option.rect
        box = QRect(MARGIN, box.top(), view.width() - 2 * MARGIN, box.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state
        pointed = bool(state & QStyle.StateFlag.State_MouseOver) and kind != "group"
        ground = "accent_soft" if here else "hover" if pointed else None
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.q(ground))
            painter.drawRoundedRect(QRectF(box).adjusted(0, 0.5, 0, -0.5), _RADIUS, _RADIUS)
        if state & QStyle.StateFlag.State_HasFocus and view.property("ring"):
            painter.setPen(QPen(colours.q("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1.5, -1, -1.5), _RADIUS - 1, _RADIUS - 1)
        shape = index.data(Role.ICON)
        if kind == "index" and isinstance(view, QTreeView):
            shape = ("chevron-down" if view.isExpanded(index) else "chevron-right", "muted")
        self._paint_words(painter, box, index, kind, here, shape)
        painter.restore()

    def _paint_words(
        self,
        painter: QPainter,
        box: QRect,
        index: Index,
        kind: str,
        here: bool,
        shape: tuple[str, str] | None,
    ) -> None:
        look = theme.current()
        colours = look.colours
        line = QRect(box.left(), box.top(), box.width(), min(box.height(), ROW_HEIGHT))
        if kind == "group":
            line = QRect(box.left(), box.bottom() - 25, box.width(), 26)
        elif index.data(Role.DETAIL):
            line.translate(0, 1)
        if shape is not None:
            name, role = shape
            device = painter.device()
            assert device is not None
            picture = icons.current().pixmap(name, role, icons.SIZE, device.devicePixelRatio())
            top = line.top() + (line.height() - icons.SIZE) // 2
            painter.drawPixmap(_SHAPE_LEFT[kind], top, picture)
        right = box.right() - (5 if kind == "indicator" else 8)
        mark = index.data(Role.MARK)
        if mark is not None:
            device = painter.device()
            assert device is not None
            picture = icons.current().pixmap(mark[0], mark[1], _MARK, device.devicePixelRatio())
            right -= _MARK + 3
            painter.drawPixmap(right, line.top() + (line.height() - _MARK) // 2, picture)
            right -= 4
        count: str = index.data(Role.COUNT) or ""
        if count:
            painter.setFont(look.font("small", Weight.Medium))
            painter.setPen(colours.q(index.data(Role.COUNT_TONE) or "muted"))
            width = painter.fontMetrics().horizontalAdvance(count)
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(QRect(right - width, line.top(), width + 1, line.height()), flags, count)
            right -= width + 4
        font = look.font("body")
        ink = "text"
        if here:
            font, ink = look.font("body", Weight.Medium), "accent"
        elif kind == "group":
            font, ink = look.font("small", Weight.DemiBold), "muted"
        left = _WORDS_LEFT[kind]
        code: str = index.data(Role.CODE) or ""
        if code and kind != "place":
            painter.setFont(font)
            painter.setPen(colours.q(ink))
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            painter.drawText(QRect(left, line.top(), right - left, line.height()), flags, code)
            left += painter.fontMetrics().horizontalAdvance(code) + 6
        room = QRect(left, line.top(), right - left, line.height())
        _draw_with_spans(
            painter, room, index.data(Role.TITLE) or "", font, colours.q(ink), index.data(Role.SPANS) or ()
        )
        detail: str = index.data(Role.DETAIL) or ""
        if detail:
            words_left = _WORDS_LEFT[kind]
            room = QRect(words_left, box.top() + 23, box.right() - 8 - words_left, 18)
            spans = index.data(Role.DETAIL_SPANS) or ()
            _draw_with_spans(painter, room, detail, look.font("small"), colours.q("muted"), spans)


def elided_around(text: str, spans: Sequence[Span], metrics: QFontMetrics, width: int) -> tuple[str, int]:
    """Return `text` cut to `width` so that the first span stays in it, and how far its letters moved left."""
    if metrics.horizontalAdvance(text) <= width or not spans:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width), 0
    start, length = spans[0]
    if metrics.horizontalAdvance(text[: start + length] + "…") <= width:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width), 0
    cut = start
    # A few words before the hit say where it stands.
    while cut > 0 and metrics.horizontalAdvance("…" + text[cut - 1 : start + length] + "…") < width * 0.7:
        cut -= 1
    while 0 < cut < start and text[cut - 1] != " ":
        cut += 1
    shown = metrics.elidedText("…" + text[cut:], Qt.TextElideMode.ElideRight, width)
    return shown, cut - 1


def _draw_with_spans(
    painter: QPainter, room: QRect, text: str, font: QFont, ink: QColor, spans: Sequence[Span]
) -> None:
    metrics = QFontMetrics(font)
    painter.setFont(font)
    shown, moved = elided_around(text, spans, metrics, room.width())
    if spans:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colours.q("warn_soft"))
        for start, length in spans:
            left, right = start - moved, start + length - moved
            if left < 0 or left >= len(shown):
                continue
            x = room.left() + metrics.horizontalAdvance(shown[:left])
            width = metrics.horizontalAdvance(shown[:right]) - metrics.horizontalAdvance(shown[:left])
            top = room.top() + (room.height() - metrics.height()) // 2
            painter.drawRoundedRect(QRectF(x - 1, top, width + 2, metrics.height()), 3, 3)
    painter.setPen(ink)
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
    painter.drawText(room, flags, shown)


def row_text(*parts: Any) -> str:
    """Return what a screen reader says of a row: its parts, those that are empty left out."""
    return ", ".join(str(part) for part in parts if part)
