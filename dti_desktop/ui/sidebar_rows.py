"""How a row of the side bar is painted, and what a model has to tell for it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
    QStaticText,
    QTransform,
)
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
    """What a row tells beside its words: all that is painted, and what leads to its page."""

    ROW = Qt.ItemDataRole.UserRole + 1  # Row
    KIND = Qt.ItemDataRole.UserRole + 2
    CODE = Qt.ItemDataRole.UserRole + 3


class Row(NamedTuple):
    """What is painted of a row. `kind` is "place", "index", "indicator", "group" or "result"."""

    kind: str
    code: str = ""
    title: str = ""
    icon: tuple[str, str] | None = None
    """Name of the icon and of its colour."""
    tally: str = ""
    tally_tone: str = "muted"
    here: bool = False
    spans: tuple[Span, ...] = ()
    detail: str = ""
    detail_spans: tuple[Span, ...] = ()
    mark: tuple[str, str] | None = None
    """Icon and colour of what stands quietly at the right."""


#: Left edge of the shape and of the words for each kind of row.
_SHAPE_LEFT = {"place": 24, "index": 22, "indicator": 38, "result": 24, "group": 0}
_WORDS_LEFT = {"place": 50, "index": 43, "indicator": 61, "result": 48, "group": 20}
#: Rows that stay shaped: more than are ever seen at once, in both looks.
_KEPT_ROWS = 512


@dataclass(slots=True)
class _SetOut:
    """A row measured and shaped, from its own upper left corner, so that painting is drawing alone."""

    pictures: list[tuple[QPoint, QPixmap]] = field(default_factory=list)
    hits: list[QRectF] = field(default_factory=list)
    texts: list[tuple[QPointF, QStaticText, QFont, QColor]] = field(default_factory=list)

    def write(self, text: str, font: QFont, ink: QColor, left: float, room: QRect) -> None:
        """Write one line at `left`, in the middle of the height of `room`."""
        shaped = QStaticText(text)
        shaped.setTextFormat(Qt.TextFormat.PlainText)
        shaped.prepare(QTransform(), font)
        top = room.top() + (room.height() - QFontMetricsF(font).height()) / 2
        self.texts.append((QPointF(left, top), shaped, font, ink))


class RowDelegate(QStyledItemDelegate):
    """Paints rows crisp in both themes: shape, code, title, count; the place that is open stands out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._set_out: dict[Hashable, _SetOut] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(Role.ROW)
        height = ROW_HEIGHT
        if row.kind == "group":
            height = GROUP_ROW_HEIGHT
        elif row.kind == "result" and row.detail:
            height = DETAILED_ROW_HEIGHT
        return QSize(120, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        colours = look.colours
        row: Row = index.data(Role.ROW)
        view: QWidget = option.widget
        # A view that is indented gives rows less width; the ground goes across all of it.
        box: QRect = option.rect
        box = QRect(MARGIN, box.top(), view.width() - 2 * MARGIN, box.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state
        pointed = bool(state & QStyle.StateFlag.State_MouseOver) and row.kind != "group"
        ground = "accent_soft" if row.here else "hover" if pointed else None
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.q(ground))
            painter.drawRoundedRect(QRectF(box).adjusted(0, 0.5, 0, -0.5), _RADIUS, _RADIUS)
        if state & QStyle.StateFlag.State_HasFocus and view.property("ring"):
            painter.setPen(QPen(colours.q("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1.5, -1, -1.5), _RADIUS - 1, _RADIUS - 1)
        if row.kind == "index" and isinstance(view, QTreeView):
            row = row._replace(icon=("chevron-down" if view.isExpanded(index) else "chevron-right", "muted"))
        device = painter.device()
        assert device is not None
        ratio = device.devicePixelRatio()
        key = row, box.width(), box.height(), look.is_dark, ratio
        if key not in self._set_out:
            if len(self._set_out) >= _KEPT_ROWS:
                self._set_out.clear()
            self._set_out[key] = _set_out(row, box.width(), box.height(), ratio)
        _draw(painter, self._set_out[key], box.top())
        painter.restore()


def _draw(painter: QPainter, done: _SetOut, top: int) -> None:
    painter.translate(0, top)
    for place, picture in done.pictures:
        painter.drawPixmap(place, picture)
    if done.hits:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colours.q("warn_soft"))
        for hit in done.hits:
            painter.drawRoundedRect(hit, 3, 3)
    for place_f, text, font, ink in done.texts:
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawStaticText(place_f, text)


def _set_out(row: Row, width: int, height: int, ratio: float) -> _SetOut:
    """Measure and shape a row of `width` by `height` that begins at `MARGIN`."""
    done = _SetOut()
    look = theme.current()
    colours = look.colours
    box = QRect(MARGIN, 0, width, height)
    line = QRect(box.left(), 0, width, min(height, ROW_HEIGHT))
    if row.kind == "group":
        line = QRect(box.left(), box.bottom() - 25, width, 26)
    elif row.detail:
        line.translate(0, 1)
    if row.icon is not None:
        name, role = row.icon
        picture = icons.current().pixmap(name, role, icons.SIZE, ratio)
        place = QPoint(_SHAPE_LEFT[row.kind], line.top() + (line.height() - icons.SIZE) // 2)
        done.pictures.append((place, picture))
    right = box.right() - (5 if row.kind == "indicator" else 8)
    if row.mark is not None:
        picture = icons.current().pixmap(row.mark[0], row.mark[1], _MARK, ratio)
        right -= _MARK + 3
        done.pictures.append((QPoint(right, line.top() + (line.height() - _MARK) // 2), picture))
        right -= 4
    if row.tally:
        font = look.font("small", Weight.Medium)
        taken = QFontMetrics(font).horizontalAdvance(row.tally)
        done.write(row.tally, font, colours.q(row.tally_tone), right - taken + 1, line)
        right -= taken + 4
    font = look.font("body")
    ink = "text"
    if row.here:
        font, ink = look.font("body", Weight.Medium), "accent"
    elif row.kind == "group":
        font, ink = look.font("small", Weight.DemiBold), "muted"
    left = _WORDS_LEFT[row.kind]
    if row.code and row.kind != "place":
        done.write(row.code, font, colours.q(ink), left, line)
        left += QFontMetrics(font).horizontalAdvance(row.code) + 6
    room = QRect(left, line.top(), right - left, line.height())
    _write_with_spans(done, room, row.title, font, colours.q(ink), row.spans)
    if row.detail:
        words_left = _WORDS_LEFT[row.kind]
        room = QRect(words_left, 23, box.right() - 8 - words_left, 18)
        _write_with_spans(done, room, row.detail, look.font("small"), colours.q("muted"), row.detail_spans)
    return done


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


def _write_with_spans(
    done: _SetOut, room: QRect, text: str, font: QFont, ink: QColor, spans: Sequence[Span]
) -> None:
    metrics = QFontMetrics(font)
    shown, moved = elided_around(text, spans, metrics, room.width())
    for start, length in spans:
        left, right = start - moved, start + length - moved
        if left < 0 or left >= len(shown):
            continue
        x = room.left() + metrics.horizontalAdvance(shown[:left])
        width = metrics.horizontalAdvance(shown[:right]) - metrics.horizontalAdvance(shown[:left])
        top = room.top() + (room.height() - metrics.height()) // 2
        done.hits.append(QRectF(x - 1, top, width + 2, metrics.height()))
    done.write(shown, font, ink, room.left(), room)


def row_text(*parts: Any) -> str:
    """Return what a screen reader says of a row: its parts, those that are empty left out."""
    return ", ".join(str(part) for part in parts if part)
