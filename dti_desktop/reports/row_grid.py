"""Lines of a chart with a label at the left, a bar in the middle and numbers in columns at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dti_desktop.reports.chart_style import ChartStyle
from dti_desktop.reports.picture import Item, Label, Line, Measure, wrapped

MARGIN = 2.0
_GAP = 14.0
_LEADING = 1.2
_TITLE_SHARE = 0.42  # of the width, at most
_LEAST_BARS = 40.0
_BAR_SHARE = 0.54  # of a line's height
_MAX_BAR = 18.0
_MAX_LINE = 44.0  # higher lines would only drift apart


@dataclass(frozen=True)
class NumberColumn:
    """Numbers of all lines, "" where a line has none; set in bold where `is_bold` says so."""

    numbers: tuple[str, ...]
    is_bold: tuple[bool, ...]
    ink: str


@dataclass(frozen=True)
class RowGrid:
    """Where lines stand: all in pixels. `labels` are the labels of lines and numbers, ready to be drawn."""

    line_height: float
    bar_left: float
    bar_right: float
    bar_height: float
    labels: tuple[Item, ...]

    def middle(self, line: int) -> float:
        """Return the height at which the bar of a line has its middle."""
        return MARGIN + (line + 0.5) * self.line_height


def lines_that_fit(style: ChartStyle, height: float) -> int:
    """Return how many lines of text a picture of this height can hold, at least one."""
    return max(1, int((height - 2 * MARGIN) / (style.size * _LEADING)))


def row_grid(
    titles: Sequence[str],
    columns: Sequence[NumberColumn],
    style: ChartStyle,
    width: float,
    height: float,
    measure: Measure,
) -> RowGrid:
    """Return the grid of these lines (at least one), which share the height evenly."""
    line_height = min((height - 2 * MARGIN) / len(titles), _MAX_LINE)
    title_lines = max(1, min(2, int(line_height / (style.size * _LEADING))))
    right = width - MARGIN
    labels: list[Item] = []

    def middle(line: int) -> float:
        return MARGIN + (line + 0.5) * line_height

    for column in reversed(columns):
        shown = list(zip(column.numbers, column.is_bold, strict=True))
        for line, (number, bold) in enumerate(shown):
            if number:
                position = right, middle(line) + style.size * 0.36
                labels.append(Label(position, number, style.size, column.ink, "right", bold))
        column_width = max(measure(number, style.size, bold) for number, bold in shown)
        right -= column_width + _GAP if column_width else 0.0
    most = min(width * _TITLE_SHARE, right - 2 * _GAP - _LEAST_BARS)
    wrapped_titles = [wrapped(title, most, measure, style.size, False, title_lines) for title in titles]
    title_width = max(measure(text, style.size, False) for lines in wrapped_titles for text in lines)
    for line, texts in enumerate(wrapped_titles):
        if line:
            y = MARGIN + line * line_height
            labels.append(Line((MARGIN, y), (width - MARGIN, y), style.hairline, 0.7))
        baseline = middle(line) + style.size * 0.36 - (len(texts) - 1) * style.size * _LEADING / 2
        for text in texts:
            labels.append(Label((MARGIN, baseline), text, style.size, style.ink))
            baseline += style.size * _LEADING
    return RowGrid(
        line_height=line_height,
        bar_left=MARGIN + title_width + _GAP,
        bar_right=right,
        bar_height=min(line_height * _BAR_SHARE, _MAX_BAR),
        labels=tuple(labels),
    )
