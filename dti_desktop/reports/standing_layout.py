"""Where everything of the rank strip with its distribution stands: a bar per rank, the interval below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dti_desktop.reports.chart_style import ChartStyle
from dti_desktop.reports.label_room import LabelRoom
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
    saying,
)
from dti_desktop.reports.standing_rows import RankMark, RankSpread
from dti_desktop.reports.wording import Wording

_MARGIN = 8.0
_LEADING = 1.35
_BAR_SHARE = 0.76  # of the room of a rank
_MAX_BAR = 22.0
_TICK_STEPS = (1, 5, 10, 20, 50, 100)
_LEAST_TICK_GAP = 34.0
_PEAK_FROM = 44.0  # height of the bars from which the tallest has its number
_INTERVAL = 7.0  # room below the axis for the interval
_MARK = 4.6


def layout(
    spread: RankSpread | None,
    marks: Sequence[RankMark],
    style: ChartStyle,
    width: float,
    height: float,
    measure: Measure,
) -> Picture:
    """Return the strip: rank 1 at the left, bars from zero, the median and the interval said on top."""
    said = sentence(spread, marks, style)
    words = style.words
    if spread is None:
        label = saying(said, width, height, style.size, style.quiet, measure)
        return Picture(width, height, style.background, (label,), said)
    room = LabelRoom(width, height, measure)
    side = _MARGIN + max(measure(words.count(spread.of), style.small, False) / 2, 6.0)
    step = (width - 2 * side) / max(spread.of, 2)

    def x_of(rank: float) -> float:
        return side + (rank - 0.5) * step

    top = _MARGIN + style.size * _LEADING
    axis_y = height - _MARGIN / 2 - (2 if marks else 1) * style.small * _LEADING - _INTERVAL
    tallest = max(row.chance for row in spread.chances)
    bars_height = axis_y - top - 4
    has_peak = bars_height >= _PEAK_FROM
    if has_peak:
        bars_height -= style.small * _LEADING
    items: list[Item] = []
    half = min(step * _BAR_SHARE, _MAX_BAR) / 2
    for row in spread.chances:
        if row.chance > 0:
            x, bar_top = x_of(row.rank), axis_y - bars_height * row.chance / tallest
            inside = spread.low <= row.rank <= spread.high
            fill = style.accent if inside else style.context
            items.append(Shape(box(x - half, bar_top, x + half, axis_y), fill=fill))
    items.append(Line((_MARGIN, axis_y), (width - _MARGIN, axis_y), style.quiet, 1.0))
    items += _interval(spread, x_of, half, axis_y, style)
    headline = _headline(spread, x_of(spread.median), style, width, measure)
    room.take([headline])
    items.append(headline)
    median_x = x_of(spread.median)
    median_top = top - 1
    items.append(Line((median_x, median_top), (median_x, axis_y), style.ink, 1.4))
    items.append(Dot((median_x, median_top + 3), 3.4, style.ink, style.background))
    room.lines.append(((median_x, median_top), (median_x, axis_y)))
    if has_peak:
        peak = next(row for row in spread.chances if row.chance == tallest)
        x, baseline = x_of(peak.rank), axis_y - bars_height - 4
        text = words.chance(tallest)
        items += room.place(
            [Label((x, baseline), text, style.small, style.quiet, "centre")],
            [Label((median_x + 6, baseline), text, style.small, style.quiet)],
            [Label((median_x - 6, baseline), text, style.small, style.quiet, "right")],
        )
    items += _marks(marks, x_of, axis_y + _INTERVAL, style, room)
    items += _ticks(spread, x_of, step, axis_y + _INTERVAL + style.small, style, room)
    return Picture(width, height, style.background, tuple(items), said)


def sentence(spread: RankSpread | None, marks: Sequence[RankMark], style: ChartStyle) -> str:
    """Say the median, the interval and the known ranks."""
    words = style.words
    if spread is None:
        return words("chart.standing.nothing")
    parts = [
        words(
            "chart.standing.words",
            median=spread.median,
            of=spread.of,
            low=spread.low,
            high=spread.high,
        ),
        *(_mark_text(mark, words) for mark in marks),
    ]
    return "; ".join(parts)


def _mark_text(mark: RankMark, words: Wording) -> str:
    return words(f"chart.standing.{mark.kind}", rank=mark.rank, year=mark.year)


def _headline(
    spread: RankSpread, median_x: float, style: ChartStyle, width: float, measure: Measure
) -> Label:
    """Write median and interval above the median, as near as the margins allow."""
    text = style.words("chart.standing.headline", median=spread.median, low=spread.low, high=spread.high)
    text = cut(text, width - 2 * _MARGIN, measure, style.size, True)
    half = measure(text, style.size, True) / 2
    x = min(max(median_x, _MARGIN + half), width - _MARGIN - half)
    return Label((x, _MARGIN + style.size * 0.85), text, style.size, style.accent, "centre", True)


def _interval(
    spread: RankSpread, x_of: Callable[[float], float], half: float, axis_y: float, style: ChartStyle
) -> Iterable[Item]:
    """Draw the interval of 80 % as a bracket that opens upwards."""
    left, right, y = x_of(spread.low) - half, x_of(spread.high) + half, axis_y + _INTERVAL * 0.6
    yield Line((left, y), (right, y), style.ink, 2.2)
    yield Line((left, axis_y + 1), (left, y + 1.1), style.ink, 1.6)
    yield Line((right, axis_y + 1), (right, y + 1.1), style.ink, 1.6)


def _ticks(
    spread: RankSpread,
    x_of: Callable[[float], float],
    step: float,
    baseline: float,
    style: ChartStyle,
    room: LabelRoom,
) -> Iterable[Item]:
    """Number the ends of the interval first, then the first and the last rank, then round ones."""
    words = style.words
    every = next((n for n in _TICK_STEPS if n * step >= _LEAST_TICK_GAP), _TICK_STEPS[-1])
    ends = (spread.low, spread.high)
    for rank in dict.fromkeys((*ends, 1, spread.of, *range(every, spread.of - every // 2, every))):
        ink = style.ink if rank in ends else style.quiet
        yield from room.place(
            [Label((x_of(rank), baseline), words.count(rank), style.small, ink, "centre", rank in ends)]
        )


def _marks(
    marks: Sequence[RankMark],
    x_of: Callable[[float], float],
    top: float,
    style: ChartStyle,
    room: LabelRoom,
) -> Iterable[Item]:
    """Point at each known rank from the line below the numbers, and say what it is."""
    baseline = top + style.small * (1 + _LEADING)
    tip = top + style.small * _LEADING - 1
    arrows = [(x_of(mark.rank), mark) for mark in marks]
    for x, _ in arrows:
        room.boxes.append((x - _MARK, tip, x + _MARK, tip + 2 * _MARK))
    for x, mark in arrows:
        points = ((x, tip), (x + _MARK, tip + 2 * _MARK), (x - _MARK, tip + 2 * _MARK))
        if mark.kind == "claimed":
            yield Shape(points, fill=style.accent)
        else:
            yield Shape(points, fill=style.background, stroke=style.ink, width=1.4)
        text, gap = _mark_text(mark, style.words), _MARK + 5
        right = Label((x + gap, baseline), text, style.small, style.quiet)
        left = Label((x - gap, baseline), text, style.small, style.quiet, "right")
        short = style.words.count(mark.rank)
        blocks = [right, left] if x < room.width / 2 else [left, right]
        blocks += [
            Label((x + gap, baseline), short, style.small, style.quiet),
            Label((x - gap, baseline), short, style.small, style.quiet, "right"),
        ]
        yield from room.place(*([block] for block in blocks))
