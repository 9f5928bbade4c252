"""The main indices in one table: points as bars on one scale, and the five counters."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dti_desktop.engine.progress import Progress
from dti_desktop.services.charts import IndexRow
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel

_NAME_COLUMN = 0
_LEAST_ROW, _MOST_ROW = 30, 56
_HEAD = 42
_BAR_HEIGHT, _BAR_GAP = 4, 2
#: What the numbers need: points won, four counters, points still open. Heads may need more.
_WIDTHS = (60, 54, 54, 54, 54, 62)
_HEAD_PAD = 14
_PAD = 10
#: As wide as the table is in the office's window.
_NARROW = 570
_AT_THE_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_AT_THE_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)

_Index = QModelIndex | QPersistentModelIndex


def in_lines(metrics: QFontMetrics, text: str, width_px: int, lines: int) -> list[str]:
    """Return a text in at most so many lines; the last one ends in … where there is more of it."""
    texts: list[str] = []
    words = text.split(" ")
    while words and len(texts) < lines - 1:
        taken = 1
        while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width_px:
            taken += 1
        texts.append(" ".join(words[:taken]))
        words = words[taken:]
    if words:
        texts.append(metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width_px))
    return texts


class _IndexCells(QStyledItemDelegate):
    """Draws the name of a main index over its points (won, lost, not answered), and the numbers."""

    def __init__(self, table: IndexTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look = theme.current()
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.colours.q("accent_soft"))
        painter.setPen(QPen(look.colours.q("hairline"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setFont(look.font("body"))
        if index.column() == _NAME_COLUMN:
            painter.setPen(look.colours.q("text"))
            self._paint_name(painter, box.adjusted(_PAD, 0, -_PAD, 0), index)
        else:
            cell = self._table.rows.cell(index)
            painter.setPen(look.colours.q("muted" if cell.is_quiet else "text"))
            painter.drawText(box.adjusted(0, 0, -_PAD, 0), _AT_THE_RIGHT, cell.text)
        if self._table.hasFocus() and self._table.currentIndex() == index:
            painter.setPen(QPen(look.colours.q("focus"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_name(self, painter: QPainter, room: QRect, index: _Index) -> None:
        metrics = painter.fontMetrics()
        lines = (room.height() - _BAR_GAP - _BAR_HEIGHT) // metrics.height()
        texts = in_lines(metrics, self._table.rows.cell(index).text, room.width(), min(2, max(1, lines)))
        # Name and bar stand in the middle together.
        height = metrics.height() * len(texts)
        top = room.top() + (room.height() - height - _BAR_GAP - _BAR_HEIGHT) // 2
        line = QRect(room.left(), top - metrics.height(), room.width(), metrics.height())
        for text in texts:
            line.translate(0, metrics.height())
            painter.drawText(line, _AT_THE_LEFT, text)
        row = self._table.shown[index.row()]
        self._paint_bar(painter, room.left(), line.bottom() + _BAR_GAP, room.width(), row)

    def _paint_bar(self, painter: QPainter, left: int, top: int, width: int, row: IndexRow) -> None:
        longest = self._table.longest
        if not longest:
            return
        at = float(left)
        colours, scale = theme.current().colours, width / float(longest)
        painter.setPen(Qt.PenStyle.NoPen)
        pieces = ((row.points, "accent"), (row.lost_points, "context"), (row.unanswered_points, "hairline"))
        for points, colour in pieces:
            length = float(points) * scale
            # Not `fillRect`: PySide takes longer to choose among its sixteen forms than Qt to fill.
            painter.setBrush(colours.q(colour))
            painter.drawRect(QRectF(at, top, length, _BAR_HEIGHT))
            at += length


class IndexTable(Retranslated, DataTable):
    """One row per main index. `index_chosen(code)` when a row is clicked or opened with Enter."""

    index_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.shown: Sequence[IndexRow] = ()
        self._progress: Sequence[Progress] = ()
        self._language = "vi"
        self.longest = Fraction(0)
        """The most points of a main index: its bar takes the whole width."""
        self.rows = RowsModel()
        self.setModel(self.rows)
        self.setItemDelegate(_IndexCells(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        heads = self.horizontalHeader()
        heads.setFixedHeight(_HEAD)
        heads.setSectionsClickable(False)
        heads.setProperty("kind", "two lines")
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._choose)
        self.opened.connect(self._choose)
        self.retranslate()

    def show_rows(self, rows: Sequence[IndexRow], progress: Sequence[Progress], language: str) -> None:
        """Show these main indices with their counters."""
        self.shown, self._progress, self._language = rows, progress, language
        self.longest = max((row.max_points for row in rows), default=Fraction(0))
        self._fill()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Tiến độ theo chỉ số chính"))
        self._fill()

    def minimumSizeHint(self) -> QSize:
        return QSize(440, _HEAD + _LEAST_ROW * max(1, len(self.shown)))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Let the rows share the height, and give the names what the numbers leave."""
        spare = max(0, self.viewport().width() - _NARROW)
        each = min(spare // 12, 24)
        metrics = self.horizontalHeader().fontMetrics()
        widths = []
        for column, least in enumerate(_WIDTHS, start=1):
            head = str(self.rows.headerData(column, Qt.Orientation.Horizontal) or "")
            needed = max(metrics.horizontalAdvance(line) for line in head.split("\n")) + _HEAD_PAD
            widths.append(max(least, needed) + each)
        self.set_columns((None, *widths))
        if self.shown:
            height = self.viewport().height() // len(self.shown)
            self.verticalHeader().setDefaultSectionSize(max(_LEAST_ROW, min(_MOST_ROW, height)))

    def _fill(self) -> None:
        form = formats.current()
        heads = [
            Head(""),
            Head(self.tr("Điểm\nđạt"), True),
            Head(self.tr("Đã\ntrả lời"), True, self.tr("Số chỉ số thành phần đã trả lời đủ")),
            Head(self.tr("Có minh\nchứng"), True, self.tr("Có ít nhất một tài liệu đính kèm")),
            Head(
                self.tr("Hợp lệ"), True, self.tr("Đã trả lời và không còn việc chặn nộp hay cần giải trình")
            ),
            Head(self.tr("Đã\nduyệt"), True, self.tr("Đã rà soát xong và được duyệt")),
            Head(self.tr("Điểm\ncòn mở"), True, self.tr("Điểm tối đa trừ điểm đạt")),
        ]
        rows: list[tuple[Cell, ...]] = []
        for row, counted in zip(self.shown, self._progress, strict=True):
            of = counted.indicators
            title = row.title.in_language(self._language)
            if row.is_scored:
                hint = self.tr(
                    "Đạt {points} trên {max_points} điểm; "
                    "đã trả lời nhưng chưa đạt {lost}; chưa trả lời {unanswered}"
                ).format(
                    points=form.points(row.points),
                    max_points=form.number(row.max_points),
                    lost=form.points(row.lost_points),
                    unanswered=form.points(row.unanswered_points),
                )
                points = Cell(form.points(row.points))
                still_open = Cell(form.points(row.open_points))
            else:
                hint = self.tr("Thu thập, không chấm điểm")
                points = Cell("–", is_quiet=True)
                still_open = Cell("–", is_quiet=True)
            counts = (counted.answered, counted.with_evidence, counted.valid, counted.approved)
            rows.append(
                (
                    Cell(f"{row.code}  {title}", hint=f"{title}. {hint}"),
                    points,
                    *(Cell(f"{count}/{of}", is_quiet=count == 0) for count in counts),
                    still_open,
                )
            )
        self.rows.set_rows(heads, rows)
        self.updateGeometry()
        self._spread()

    def _choose(self, index: QModelIndex) -> None:
        self.index_chosen.emit(self.shown[index.row()].code)


class PointsLegend(Retranslated, QWidget):
    """What the colours of the bars mean, in words beside the colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[tuple[str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(theme.current().font("small"))
        self.retranslate()

    def retranslate(self) -> None:
        self._entries = [
            ("accent", self.tr("đạt")),
            ("context", self.tr("chưa đạt")),
            ("hairline", self.tr("chưa trả lời")),
        ]
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = sum(15 + metrics.horizontalAdvance(text) + 14 for _, text in self._entries) - 14
        return QSize(width, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current().colours
        painter = QPainter(self)
        left = 0
        for colour, text in self._entries:
            painter.fillRect(QRect(left, (self.height() - 9) // 2, 9, 9), colours.q(colour))
            painter.setPen(colours.q("muted"))
            left += 15
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            painter.drawText(self.rect().adjusted(left, 0, 0, 0), flags, text)
            left += self.fontMetrics().horizontalAdvance(text) + 14
        painter.end()
