"""Figures side by side; where there is no room for all of them, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.widgets.surfaces import Hairline

GAP = 2 * theme.GRID
_BETWEEN_LINES = 10
_RULE_HEIGHT = 52


def lines_of(groups: Sequence[Sequence[int]], room: int, gap: int = GAP) -> list[list[int]]:
    """Return how groups of figures, each as wide as told, stand in lines `room` pixels wide.

    All in one line where they fit with `gap` pixels between them; else each group begins a line, and one that
    does not fit is shared out among the fewest lines, as evenly as may be. The result holds the figures'
    places, counted over all groups, in their order.
    """
    widths = [width for group in groups for width in group]
    if not widths:
        return []
    if _width(widths, gap) <= room:
        return [list(range(len(widths)))]
    lines, first = [], 0
    for group in groups:
        for count in range(1, len(group) + 1):
            parts = _shared(len(group), count)
            if count == len(group) or all(
                _width([group[place] for place in part], gap) <= room for part in parts
            ):
                lines += [[first + place for place in part] for part in parts]
                break
        first += len(group)
    return lines


def _width(widths: Sequence[int], gap: int) -> int:
    return sum(widths) + gap * (len(widths) - 1)


def _shared(figures: int, lines: int) -> list[list[int]]:
    """Return `figures` places in so many lines; the first ones hold the more."""
    each, more = divmod(figures, lines)
    parts, first = [], 0
    for line in range(lines):
        last = first + each + (line < more)
        parts.append(list(range(first, last)))
        first = last
    return parts


def _is_put_away(figure: QWidget) -> bool:
    # Until it is laid out a widget is hidden too, though nobody has hidden it.
    return figure.isHidden() and figure.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


class FigureRow(QWidget):
    """Figures in groups. While all stand in one line, a rule divides the groups where that is asked for."""

    def __init__(self, *, is_ruled: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_ruled = is_ruled
        self._groups: list[list[QWidget]] = []
        self._rules: list[Hairline] = []
        self._standing: tuple[tuple[QWidget, ...], ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(_BETWEEN_LINES)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_groups(self, *groups: Sequence[QWidget]) -> None:
        """Show these figures and no others; those that are no longer shown are hidden and let go."""
        kept = {figure for group in groups for figure in group}
        for figure in (figure for group in self._groups for figure in group if figure not in kept):
            self._grid.removeWidget(figure)
            figure.hide()
            figure.deleteLater()
        self._groups = [list(group) for group in groups]
        for figure in kept:
            if figure.parentWidget() is not self:
                figure.setParent(self)
        while self._is_ruled and len(self._rules) < len(groups) - 1:
            rule = Hairline(Qt.Orientation.Vertical, self)
            rule.setFixedHeight(_RULE_HEIGHT)
            self._rules.append(rule)
        self._standing = ()
        self._stand()

    def lines(self) -> list[list[QWidget]]:
        """Return the figures that are shown, line by line."""
        return [list(line) for line in self._standing]

    def _stand(self) -> None:
        shown = [[figure for figure in group if not _is_put_away(figure)] for group in self._groups]
        shown = [group for group in shown if group]
        figures = [figure for group in shown for figure in group]
        widths = [[figure.sizeHint().width() for figure in group] for group in shown]
        if self._is_ruled and len(widths) > 1:
            widths[0] = [*widths[0][:-1], widths[0][-1] + (len(widths) - 1) * (GAP + 1)]
        lines = lines_of(widths, self.width())
        standing = tuple(tuple(figures[place] for place in line) for line in lines)
        if standing == self._standing:
            return
        self._standing = standing
        while self._grid.takeAt(0) is not None:
            pass
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
            self._grid.setColumnMinimumWidth(column, 0)
        begins = {group[0] for group in shown[1:]} if len(lines) == 1 and self._is_ruled else set()
        rules = iter(self._rules)
        for rule in self._rules:
            rule.hide()
        for row, line in enumerate(standing):
            column = 0
            for place, figure in enumerate(line):
                if figure in begins:
                    rule = next(rules)
                    rule.show()
                    column = self._gap(column)
                    self._grid.addWidget(rule, row, column, Qt.AlignmentFlag.AlignVCenter)
                    column += 1
                if place:
                    column = self._gap(column)
                self._grid.addWidget(figure, row, column)
                column += 1
        self.updateGeometry()

    def _gap(self, column: int) -> int:
        self._grid.setColumnStretch(column, 1)
        self._grid.setColumnMinimumWidth(column, theme.GRID)
        return column + 1

    def minimumSizeHint(self) -> QSize:
        widest = max((f.minimumSizeHint().width() for group in self._groups for f in group), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # What the figures say may have changed while nobody saw them.
        self._stand()

    def event(self, event: QEvent) -> bool:
        # A figure came, went, or says something longer.
        if event.type() == QEvent.Type.LayoutRequest:
            self._stand()
        return super().event(event)
