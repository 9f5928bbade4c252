"""Where everything of the waterfall stands: one total, the steps that lead from it, the total they lead to.

Bars of totals tell the truth only from zero. Where the steps would then be too small to see, the scale is
broken: totals are marks instead of bars, with a break in the line that leads to them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dti_desktop.reports.chart_style import ChartStyle
from dti_desktop.reports.picture import (
    Dot,
    Item,
    Label,
    Line,
    Measure,
    Picture,
    Shape,
    box,
    cut,
    hatching,
    saying,
)
from dti_desktop.reports.row_grid import MARGIN, NumberColumn, RowGrid, lines_that_fit, row_grid
from dti_desktop.reports.standing_rows import StepRow, running_totals

_FROM_ZERO = Fraction(1, 4)  # of the greatest total: what the steps must cover for a scale from zero
_PAD = 0.06  # of the bars' width, between the break and the least total
_BREAK = 18.0
_HATCH = 5.0
_LEAST_BAR = 1.5


@dataclass(frozen=True)
class Ends:
    """What the first and the last total are called, and the points before the first step."""

    start_label: str
    end_label: str
    start_points: Fraction


def layout(
    ends: Ends | None,
    rows: Sequence[StepRow],
    style: ChartStyle,
    width: float,
    height: float,
    measure: Measure,
) -> Picture:
    """Return the waterfall; where the height ends, the smallest steps are one line together."""
    words = style.words
    said = sentence(ends, rows, style)
    if ends is None:
        label = saying(said, width, height, style.size, style.quiet, measure)
        return Picture(width, height, style.background, (label,), said)
    steps = _folded(rows, max(1, lines_that_fit(style, height) - 2), style)
    totals = running_totals(ends.start_points, steps)
    least, most = min(totals), max(totals)
    is_broken = least > 0 and most - least < _FROM_ZERO * most
    note = words("chart.waterfall.broken") if is_broken else words("chart.waterfall.unit")
    foot = style.small * 1.3
    if height - foot < (len(steps) + 2) * style.size * 1.2 + 2 * MARGIN:
        foot = 0.0
    titles = [ends.start_label, *(step.label for step in steps), ends.end_label]
    numbers = [
        words.points(totals[0]),
        *(words.points_change(step.delta_points) for step in steps),
        words.points(totals[-1]),
    ]
    bold = (True, *(False for _ in steps), True)
    column = NumberColumn(tuple(numbers), bold, style.ink)
    grid = row_grid(titles, [column], style, width, height - foot, measure)
    x_of = _scale(grid, least, most, is_broken)
    items: list[Item] = list(grid.labels)
    items += _connectors(grid, totals, x_of, style)
    for line, (step, before, after) in enumerate(zip(steps, totals, totals[1:], strict=False), 1):
        if step.delta_points:
            items += _bar(grid, line, x_of(before), x_of(after), step.delta_points > 0, style)
    for line, total in ((0, totals[0]), (len(steps) + 1, totals[-1])):
        items += _total(grid, line, x_of(total), None if is_broken else x_of(Fraction(0)), style)
    if not is_broken:
        zero = x_of(Fraction(0))
        bottom = grid.middle(len(steps) + 1) + grid.line_height / 2
        items.append(Line((zero, MARGIN), (zero, bottom), style.quiet, 1.0))
    if foot:
        text = cut(note, width - 2 * MARGIN, measure, style.small)
        items.append(Label((width - MARGIN, height - MARGIN - 2), text, style.small, style.quiet, "right"))
    return Picture(width, height, style.background, tuple(items), said)


def sentence(ends: Ends | None, rows: Sequence[StepRow], style: ChartStyle) -> str:
    """Say both totals and every step."""
    words = style.words
    if ends is None:
        return words("chart.waterfall.nothing")
    totals = running_totals(ends.start_points, rows)
    steps = "; ".join(f"{row.label} {words.points_change(row.delta_points)}" for row in rows)
    return words(
        "chart.waterfall.words",
        start=ends.start_label,
        start_points=words.points(totals[0]),
        end=ends.end_label,
        end_points=words.points(totals[-1]),
        steps=steps or words("chart.waterfall.no_step"),
    )


def _folded(rows: Sequence[StepRow], room: int, style: ChartStyle) -> list[StepRow]:
    """Return at most `room` steps: the greatest stay in their order, the others are one step at the end."""
    if len(rows) <= room:
        return list(rows)
    by_size = sorted(range(len(rows)), key=lambda at: (-abs(rows[at].delta_points), at))
    kept = set(by_size[: room - 1])
    others = [row for at, row in enumerate(rows) if at not in kept]
    together = StepRow(
        style.words("chart.waterfall.others", count=len(others)),
        sum((row.delta_points for row in others), Fraction(0)),
    )
    return [*(row for at, row in enumerate(rows) if at in kept), together]


def _scale(grid: RowGrid, least: Fraction, most: Fraction, is_broken: bool) -> Callable[[Fraction], float]:
    low = least if is_broken else min(least, Fraction(0))
    left, right = grid.bar_left, grid.bar_right - 4
    if is_broken:
        left += _BREAK + _PAD * (right - left)
    span = float(most - low)

    def x_of(points: Fraction) -> float:
        return left + (float(points - low) / span if span else 0.5) * (right - left)

    return x_of


def _connectors(
    grid: RowGrid, totals: Sequence[Fraction], x_of: Callable[[Fraction], float], style: ChartStyle
) -> list[Item]:
    """Lead each total down to the next line."""
    return [
        Line((x_of(total), grid.middle(line)), (x_of(total), grid.middle(line + 1)), style.quiet, 0.9, (2, 2))
        for line, total in enumerate(totals)
    ]


def _bar(
    grid: RowGrid, line: int, before: float, after: float, is_gain: bool, style: ChartStyle
) -> list[Item]:
    """Draw a gain as a full bar, a loss as a hatched one."""
    left, right = sorted((before, after))
    right = max(right, left + _LEAST_BAR)
    top, bottom = grid.middle(line) - grid.bar_height / 2, grid.middle(line) + grid.bar_height / 2
    if is_gain:
        return [Shape(box(left, top, right, bottom), fill=style.accent)]
    return [
        Shape(box(left, top, right, bottom), fill=style.background),
        *hatching(left, top, right, bottom, _HATCH, style.quiet, 1.0),
        Shape(box(left, top, right, bottom), stroke=style.ink, width=1.2),
    ]


def _total(grid: RowGrid, line: int, x: float, zero: float | None, style: ChartStyle) -> list[Item]:
    """Draw a total as a bar from `zero`; where the scale has none, as a mark at the end of a broken line."""
    y, half = grid.middle(line), grid.bar_height / 2
    left = grid.bar_left
    if zero is not None:
        return [Shape(box(min(zero, x), y - half, max(zero, x), y + half), fill=style.context)]
    gap = left + _BREAK / 2
    items: list[Item] = [
        Line((left, y), (gap - 3, y), style.quiet, 1.2),
        Line((gap + 3, y), (x, y), style.quiet, 1.2),
    ]
    for at in (gap - 3, gap + 3):
        items.append(Line((at - 2.5, y + 5), (at + 2.5, y - 5), style.quiet, 1.4))
    items.append(Line((x, y - half - 1), (x, y + half + 1), style.ink, 2.4))
    items.append(Dot((x, y), 4.2, style.ink, style.background))
    return items
