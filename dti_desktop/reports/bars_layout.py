"""Where everything of the bars stands: a line per main index, segments from zero, numbers in columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dti_desktop.reports.chart_rows import IndexRow
from dti_desktop.reports.chart_style import ChartStyle
from dti_desktop.reports.picture import Item, Label, Line, Measure, Picture, Shape, box, wrapped

_MARGIN = 1.0
_GAP = 14.0
_TITLE_SHARES = (0.34, 0.42, 0.5)  # of the width: the first where no title has to be cut, else the last
_LEADING = 1.2
_BAR_SHARE = 0.5  # of a line's height
_MAX_BAR = 16.0
_MIN_BAR_WIDTH, _GOOD_BAR_WIDTH = 40.0, 120.0


@dataclass(frozen=True)
class _Column:
    """A kind of points: a colour in the bars, a headed column of numbers beside them."""

    head: str
    fill: str
    ink: str
    bold: bool
    points: Callable[[IndexRow], Fraction]


def layout(
    rows: Sequence[IndexRow], style: ChartStyle, width: float, height: float, measure: Measure
) -> Picture:
    """Return the bars of `rows`; their lines share the height evenly."""
    words = style.words
    said = sentence(rows, style)
    longest = max((row.max_points for row in rows), default=Fraction(0))
    if not longest:
        return Picture(width, height, style.background, (), said)
    columns = [
        _Column(words("chart.bars.won"), style.accent, style.accent, True, lambda row: row.points),
        _Column(words("chart.bars.lost"), style.context, style.quiet, False, lambda row: row.lost_points),
    ]
    if any(row.unanswered_points for row in rows):
        columns.append(
            _Column(
                words("chart.bars.unanswered"),
                style.track,
                style.quiet,
                False,
                lambda row: row.unanswered_points,
            )
        )
    swatch = style.small * 0.62
    items: list[Item] = []
    right = width - _MARGIN
    rights: list[float] = []
    head_baseline = _MARGIN + style.small
    for column in reversed(columns):
        numbers = [words.points(column.points(row)) for row in rows]
        column_width = max(
            swatch + 5 + measure(column.head, style.small, False),
            *(measure(number, style.size, column.bold) for number in numbers),
        )
        head_width = measure(column.head, style.small, False)
        swatch_left = right - head_width - swatch - 5
        swatch_box = box(swatch_left, head_baseline - swatch, swatch_left + swatch, head_baseline)
        items.append(Shape(swatch_box, fill=column.fill))
        items.append(Label((right, head_baseline), column.head, style.small, style.quiet, "right"))
        rights.insert(0, right)
        right -= column_width + _GAP
    first_top = head_baseline + style.small * 0.8
    line_height = (height - _MARGIN - first_top) / len(rows)
    title_lines = max(1, min(2, int(line_height / (style.size * _LEADING))))
    roomy = [share for share in _TITLE_SHARES if width * share + _GAP + _GOOD_BAR_WIDTH <= right]
    for share in roomy or _TITLE_SHARES[:1]:
        titles = [_title(row, style, width * share, measure, title_lines) for row in rows]
        if not any(line.endswith("…") for lines in titles for line in lines):
            break
    title_width = max(measure(line, style.size, False) for lines in titles for line in lines)
    bar_left = _MARGIN + title_width + _GAP
    bar_right = max(right, bar_left + _MIN_BAR_WIDTH)
    bar_height = min(line_height * _BAR_SHARE, _MAX_BAR)
    for position, (row, lines) in enumerate(zip(rows, titles, strict=True)):
        middle = first_top + (position + 0.5) * line_height
        if position:
            y = first_top + position * line_height
            items.append(Line((_MARGIN, y), (width - _MARGIN, y), style.hairline, 0.7))
        baseline = middle + style.size * 0.36 - (len(lines) - 1) * style.size * _LEADING / 2
        for line in lines:
            items.append(Label((_MARGIN, baseline), line, style.size, style.ink))
            baseline += style.size * _LEADING
        number_baseline = middle + style.size * 0.36
        if not row.is_scored:
            note = words("chart.bars.not_scored")
            items.append(Label((bar_left, number_baseline), note, style.small, style.quiet))
            continue
        start = bar_left
        for column, column_right in zip(columns, rights, strict=True):
            points = column.points(row)
            end = start + float(points / longest) * (bar_right - bar_left)
            if points:
                segment = box(start, middle - bar_height / 2, end, middle + bar_height / 2)
                items.append(Shape(segment, fill=column.fill))
            start = end
            ink = column.ink if points else style.quiet
            number = Label(
                (column_right, number_baseline), words.points(points), style.size, ink, "right", column.bold
            )
            items.append(number)
    return Picture(width, height, style.background, tuple(items), said)


def sentence(rows: Sequence[IndexRow], style: ChartStyle) -> str:
    """Say what the bars show."""
    words = style.words
    values = "; ".join(
        f"{words.of(row.title)} {words.points(row.points)}/{words.exact(row.max_points)}"
        for row in rows
        if row.is_scored
    )
    return words("chart.bars.words", values=values)


def _title(
    row: IndexRow, style: ChartStyle, max_width: float, measure: Measure, max_lines: int
) -> tuple[str, ...]:
    text = f"{row.code}.\u00a0{style.words.of(row.title)}"
    return wrapped(text, max_width, measure, style.size, False, max_lines)
