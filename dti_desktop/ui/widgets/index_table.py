"""The main indices in one table: points as bars on one scale, and the five counters."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from PySide6.QtCore import QLine, QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent, QStaticText, QTransform
from PySide6.QtWidgets import QSizePolicy, QStyledItemDelegate, QWidget

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


class _SetOut(NamedTuple):
    """All cells measured and shaped, by the names of their colours, so that painting is drawing alone."""

    texts: Mapping[str, list[tuple[QPointF, QStaticText]]]
    bars: Mapping[str, list[QRectF]]
    lines: list[QLine]


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
        self._set_out: tuple[Hashable, _SetOut] | None = None
        self.rows = RowsModel()
        self.setModel(self.rows)
        self.setItemDelegate(QStyledItemDelegate(self))  # it measures; the table draws by itself
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
        """Show these main indices with their counters; what is shown already is not laid out anew."""
        if (rows, progress, language) == (self.shown, self._progress, self._language):
            return
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name of each main index over its points (won, lost, not answered), and the numbers.

        All at once, and not cell by cell as Qt asks a delegate: that took a third of the page's time.
        """
        colours = theme.current().colours
        painter = QPainter(self.viewport())
        for index in self.selectedIndexes():
            painter.fillRect(self.visualRect(index), colours.q("accent_soft"))
        done = self._set_out_now()
        painter.setPen(QPen(colours.q("hairline"), 1))
        painter.drawLines(done.lines)
        painter.setFont(theme.current().font("body"))
        for colour, texts in done.texts.items():
            painter.setPen(colours.q(colour))
            for place, text in texts:
                painter.drawStaticText(place, text)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, bars in done.bars.items():
            painter.setBrush(colours.q(colour))
            painter.drawRects(bars)
        if self.hasFocus() and self.currentIndex().isValid():
            painter.setPen(QPen(colours.q("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.visualRect(self.currentIndex()).adjusted(1, 1, -1, -1))
        painter.end()

    def _set_out_now(self) -> _SetOut:
        """Measure and shape the cells, where they are others or stand elsewhere than the last time."""
        font = theme.current().font("body")
        rows, columns = range(self.rows.rowCount()), range(self.rows.columnCount())
        across = [(self.columnViewportPosition(column), self.columnWidth(column)) for column in columns]
        down = [(self.rowViewportPosition(row), self.rowHeight(row)) for row in rows]
        key = (font.key(), tuple(across), tuple(down))
        if self._set_out is not None and self._set_out[0] == key:
            return self._set_out[1]
        metrics = QFontMetrics(font)
        texts: dict[str, list[tuple[QPointF, QStaticText]]] = {}
        bars: dict[str, list[QRectF]] = {}

        def write(text: str, colour: str, left: float, top: float) -> None:
            shaped = QStaticText(text)
            shaped.setTextFormat(Qt.TextFormat.PlainText)
            shaped.prepare(QTransform(), font)
            texts.setdefault(colour, []).append((QPointF(left, top), shaped))

        for row, (top, height) in zip(rows, down, strict=True):
            for column, (left, width) in zip(columns, across, strict=True):
                cell = self.rows.cell(self.rows.index(row, column))
                if column != _NAME_COLUMN:
                    begin = left + width - _PAD - metrics.horizontalAdvance(cell.text)
                    write(
                        cell.text,
                        "muted" if cell.is_quiet else "text",
                        begin,
                        top + (height - metrics.height()) / 2,
                    )
                    continue
                room_px = width - 2 * _PAD
                most = (height - _BAR_GAP - _BAR_HEIGHT) // metrics.height()
                lines = in_lines(metrics, cell.text, room_px, min(2, max(1, most)))
                # Name and bar stand in the middle together.
                at = top + (height - metrics.height() * len(lines) - _BAR_GAP - _BAR_HEIGHT) // 2
                for line in lines:
                    write(line, "text", left + _PAD, at)
                    at += metrics.height()
                self._set_out_bar(bars, self.shown[row], left + _PAD, at + _BAR_GAP - 1, room_px)
        right = sum(across[-1]) - 1 if across else 0
        under = [QLine(0, top + height - 1, right, top + height - 1) for top, height in down]
        self._set_out = key, _SetOut(texts, bars, under)
        return self._set_out[1]

    def _set_out_bar(
        self, bars: dict[str, list[QRectF]], row: IndexRow, left: int, top: int, width: int
    ) -> None:
        if not self.longest:
            return
        at, scale = float(left), width / float(self.longest)
        pieces = ((row.points, "accent"), (row.lost_points, "context"), (row.unanswered_points, "hairline"))
        for points, colour in pieces:
            length = float(points) * scale
            bars.setdefault(colour, []).append(QRectF(at, top, length, _BAR_HEIGHT))
            at += length

    def _spread(self) -> None:
        """Let the rows share the height, and give the names what the numbers leave."""
        spare = max(0, self.viewport().width() - _NARROW)
        each = min(spare // 12, 24)
        metrics = self.horizontalHeader().fontMetrics()
        numbers = QFontMetrics(theme.current().font("body"))
        widths = []
        for column, least in enumerate(_WIDTHS, start=1):
            head = str(self.rows.headerData(column, Qt.Orientation.Horizontal) or "")
            needed = max(metrics.horizontalAdvance(line) for line in head.split("\n")) + _HEAD_PAD
            texts = (self.rows.cell(self.rows.index(row, column)).text for row in range(self.rows.rowCount()))
            widest = max(map(numbers.horizontalAdvance, texts), default=0) + _HEAD_PAD
            widths.append(max(least, needed, widest) + each)
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
        self._set_out = None
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
