"""The claimed points and what becomes of them, as bars on one scale. Choosing one shows its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from dti_desktop.ui import icons, theme
from dti_desktop.ui.widgets.buttons import EnterPresses, KeyboardRing
from dti_desktop.ui.widgets.labels import Weight, set_plain_tooltip

_ROW, _BAR, _PAD, _ICON = 42, 8, 10, 14

#: How each total is drawn: shape, its colour, and the brush of the bar; never by colour alone.
_LOOKS: dict[str, tuple[str, str, Qt.BrushStyle]] = {
    "claimed": ("pen-line", "accent", Qt.BrushStyle.SolidPattern),
    "backed": ("circle-check", "done", Qt.BrushStyle.SolidPattern),
    "at_risk": ("triangle-alert", "warn", Qt.BrushStyle.BDiagPattern),
    "measured": ("landmark", "muted", Qt.BrushStyle.Dense5Pattern),
}


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One total: its key (`claimed`, `backed`, `at_risk`, `measured`), its name, points, and their text."""

    key: str
    name: str
    points: Fraction
    text: str
    hint: str = ""


class _Bar(EnterPresses, KeyboardRing, QAbstractButton):
    """Name and number over a bar that begins at zero."""

    def __init__(self, row: TotalRow) -> None:
        super().__init__()
        self.row, self._scale_points = row, Fraction(1)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_row(self, row: TotalRow, scale_points: Fraction) -> None:
        """Show a total out of `scale_points`."""
        self.row, self._scale_points = row, scale_points
        self.setAccessibleName(f"{row.name} {row.text}")
        set_plain_tooltip(self, row.hint)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        colours = look.colours
        icon, colour, brush = _LOOKS[self.row.key]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.q("accent_soft" if self.isChecked() else "hover"))
            painter.drawRoundedRect(box, 5, 5)
        if self.property("ring"):
            painter.setPen(QPen(colours.q("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 5, 5)
        picture = icons.current().pixmap(icon, colour, _ICON, self.devicePixelRatioF())
        line = self.rect().adjusted(_PAD, 3, -_PAD, -(_BAR + 9))
        painter.drawPixmap(line.left(), line.center().y() - _ICON // 2 + 1, picture)
        painter.setPen(colours.q("text"))
        painter.setFont(look.font("body", Weight.DemiBold))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, int(middle | Qt.AlignmentFlag.AlignRight), self.row.text)
        number_width = painter.fontMetrics().horizontalAdvance(self.row.text)
        painter.setFont(look.font("body", Weight.Medium if self.isChecked() else Weight.Normal))
        names = line.adjusted(_ICON + 8, 0, -number_width - theme.GRID, 0)
        name = painter.fontMetrics().elidedText(self.row.name, Qt.TextElideMode.ElideRight, names.width())
        painter.drawText(names, int(middle | Qt.AlignmentFlag.AlignLeft), name)
        track = QRectF(_PAD, self.height() - _BAR - 6, self.width() - 2 * _PAD, _BAR)
        painter.fillRect(track, colours.q("sunken"))
        share = float(min(Fraction(1), self.row.points / self._scale_points)) if self._scale_points else 0.0
        track.setWidth(track.width() * share)
        painter.fillRect(track, QBrush(colours.q(colour), brush))
        if brush != Qt.BrushStyle.SolidPattern and share:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(colours.q(colour), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(track.adjusted(0, 0, -1, -1))
        painter.end()


class TotalsBars(QWidget):
    """One bar below the other, exactly one of them chosen. `chosen(str)` when a person chose another."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: dict[str, _Bar] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        for key in _LOOKS:
            bar = _Bar(TotalRow(key, "", Fraction(0), ""))
            self.bars[key] = bar
            self._group.addButton(bar)
            layout.addWidget(bar)
            bar.toggled.connect(lambda on, key=key: self._tell(key, on))
        self._setting = False
        self.choose("at_risk")

    @property
    def choice(self) -> str:
        """The key of the total that is chosen."""
        return next(key for key, bar in self.bars.items() if bar.isChecked())

    def choose(self, key: str) -> None:
        """Show another total as chosen. Emits nothing."""
        self._setting = True
        self.bars[key].setChecked(True)
        self.setFocusProxy(self.bars[key])
        self._setting = False

    def show_totals(self, rows: Sequence[TotalRow], scale_points: Fraction) -> None:
        """Show these totals, each out of `scale_points`."""
        for row in rows:
            self.bars[row.key].show_row(row, scale_points)

    def _tell(self, key: str, on: bool) -> None:
        if on and not self._setting:
            self.setFocusProxy(self.bars[key])
            self.chosen.emit(key)
