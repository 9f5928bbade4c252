"""Where everything of the rank strip stands: a tick per province on one line, names where there is room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from dti_desktop.reports.chart_rows import RankRow
from dti_desktop.reports.chart_style import ChartStyle
from dti_desktop.reports.picture import Dot, Item, Label, Line, Measure, Picture

_MARGIN = 8.0
_STEPS = tuple(Fraction(step) for step in ("0.005", "0.01", "0.02", "0.05", "0.1", "0.2"))
_MAX_MARKS = 7
_LEADING = 1.35
_TICK_SHARE = 0.5  # of the room above the line, for a province outside the region
_LABEL_GAP = 8.0
_MAX_LANES = 4


@dataclass
class _Lanes:
    """Names under the line in lanes; none covers another or a leader line."""

    count: int
    height: float
    names: list[tuple[int, float, float]] = field(default_factory=list)
    leaders: list[tuple[int, float]] = field(default_factory=list)

    def place(self, x: float, left: float, right: float) -> int | None:
        """Return the first lane where a name from `left` to `right`, led to from `x`, is free of others."""
        for lane in range(self.count):
            covers_name = any(
                other == lane and left < end + _LABEL_GAP and start < right + _LABEL_GAP
                for other, start, end in self.names
            )
            cuts_name = any(other < lane and start - 2 < x < end + 2 for other, start, end in self.names)
            covers_leader = any(to > lane and left - 2 < at < right + 2 for to, at in self.leaders)
            if not (covers_name or cuts_name or covers_leader):
                self.names.append((lane, left, right))
                self.leaders.append((lane, x))
                return lane
        return None


def layout(
    rows: Sequence[RankRow],
    region_name: str | None,
    style: ChartStyle,
    width: float,
    height: float,
    measure: Measure,
) -> Picture:
    """Return the strip; the own province above the line, its neighbours and its region below."""
    words = style.words
    own = next((row for row in rows if row.is_own), None)
    if own is None:
        sentence = words("chart.strip.nothing")
        label = Label((width / 2, height / 2), sentence, style.size, style.quiet, "centre")
        return Picture(width, height, style.background, (label,), sentence)
    own_text = words(
        "chart.strip.own", province=own.province, value=words.value(own.value), rank=own.rank, of=len(rows)
    )
    first, last, step = _scale(min(row.value for row in rows), max(row.value for row in rows))
    side = _MARGIN + measure(words.value(own.value), style.small, False) / 2

    def x_of(value: Fraction) -> float:
        return side + float((value - first) / (last - first)) * (width - 2 * side)

    top = _MARGIN + style.size * _LEADING
    caption_baseline = height - _MARGIN
    scale_baseline = caption_baseline - (style.small * _LEADING if region_name else 0)
    below = scale_baseline - style.small * 1.3
    lane_height = style.small * _LEADING
    lanes = _Lanes(max(1, min(_MAX_LANES, int((below - top) * 0.62 / lane_height))), lane_height)
    line_y = below - lanes.count * lane_height - 6
    items: list[Item] = []
    for mark in range(int((last - first) / step) + 1):
        value = first + mark * step
        x = x_of(value)
        items.append(Line((x, line_y), (x, below + 4), style.hairline, 0.8))
        items.append(Label((x, scale_baseline), words.exact(value), style.small, style.quiet, "centre"))
    room = line_y - top
    for row in rows:
        if not row.is_own and not row.in_region:
            x = x_of(row.value)
            items.append(Line((x, line_y - room * _TICK_SHARE), (x, line_y), style.context, 1.2))
    for row in rows:
        if row.in_region and not row.is_own:
            x, y = x_of(row.value), line_y - room * 0.74
            items.append(Line((x, y), (x, line_y), style.quiet, 1.4))
            items.append(Dot((x, y), 2.6, style.quiet))
    items.append(Line((_MARGIN, line_y), (width - _MARGIN, line_y), style.quiet, 1.0))
    own_x = x_of(own.value)
    items += _names(rows, own, style, measure, x_of, width, line_y, lanes)
    items.append(Line((own_x, top + 3), (own_x, line_y), style.accent, 2.6))
    items.append(Dot((own_x, top + 5), 4.6, style.accent, style.background))
    half = measure(own_text, style.size, True) / 2
    label_x = min(max(own_x, _MARGIN + half), width - _MARGIN - half)
    items.append(
        Label((label_x, _MARGIN + style.size * 0.8), own_text, style.size, style.accent, "centre", True)
    )
    if region_name:
        items.append(Dot((_MARGIN + 3, caption_baseline - style.small * 0.32), 2.6, style.quiet))
        caption = words("chart.strip.region", region=region_name)
        items.append(Label((_MARGIN + 11, caption_baseline), caption, style.small, style.quiet))
    return Picture(width, height, style.background, tuple(items), own_text)


def _scale(least: Fraction, most: Fraction) -> tuple[Fraction, Fraction, Fraction]:
    """Return first mark, last mark and step of a scale with few, round marks around all values."""
    step = next((step for step in _STEPS if (most - least) / step <= _MAX_MARKS - 2), _STEPS[-1])
    first = (least // step) * step
    last = -(-most // step) * step
    return first, last if last > first else first + step, step


def _names(
    rows: Sequence[RankRow],
    own: RankRow,
    style: ChartStyle,
    measure: Measure,
    x_of: Callable[[Fraction], float],
    width: float,
    line_y: float,
    lanes: _Lanes,
) -> list[Item]:
    """Name the neighbours, the ends and the region, in this order, as far as there is room."""
    words = style.words
    ends = {rows[0].province, rows[-1].province}
    others = [row for row in rows if not row.is_own]

    def importance(row: RankRow) -> tuple[bool, bool, Fraction]:
        return not row.is_neighbour, row.province not in ends, abs(row.value - own.value)

    items: list[Item] = []
    for row in sorted(others, key=importance):
        if not (row.is_neighbour or row.province in ends or row.in_region):
            continue
        text = row.province
        if row.is_neighbour:
            text = words("chart.strip.neighbour", province=row.province, value=words.value(row.value))
        x = x_of(row.value)
        half = measure(text, style.small, row.is_neighbour) / 2
        middle = min(max(x, _MARGIN + half), width - _MARGIN - half)
        lane = lanes.place(x, middle - half, middle + half)
        if lane is None:
            continue
        baseline = line_y + 6 + (lane + 0.8) * lanes.height
        colour = style.ink if row.is_neighbour else style.quiet
        items.append(Line((x, line_y), (x, baseline - style.small * 0.85), style.hairline, 0.9))
        items.append(Label((middle, baseline), text, style.small, colour, "centre", row.is_neighbour))
    return items
