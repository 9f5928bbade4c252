"""Where everything of the rank strip stands: a tick per province on one line, names where there is room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from dti_desktop.engine.assessed_unit import short_name
from dti_desktop.reports.chart_rows import RankRow
from dti_desktop.reports.chart_style import ChartStyle
from dti_desktop.reports.picture import Dot, Item, Label, Line, Measure, Picture, cut

_MARGIN = 8.0
_SIDE = 18.0  # room beside the outermost ticks
_STEPS = tuple(Fraction(step) for step in ("0.005", "0.01", "0.02", "0.05", "0.1", "0.2"))
_MAX_MARKS = 7
_MAX_LANES = 4
_LEADING = 1.35
_LABEL_GAP = 8.0
_NAME_SHARE = 0.3  # of the width, at most, for one name
_HEADLINE_GAP = 18.0
_TICK_SHARE, _REGION_SHARE = 0.42, 0.72  # of the room above the line
_MIN_TICK_ROOM, _MAX_TICK_ROOM = 36.0, 56.0
_REGION_DOT = 2.6


@dataclass(frozen=True)
class _Name:
    """A name under the line and the tick it belongs to."""

    text: str
    x: float
    width: float
    is_end: bool


_Side = Literal["under", "right", "left"]


@dataclass(frozen=True)
class _Manner:
    """One way to go about placing names: which lane and which side of the leader line to try first."""

    sides: tuple[_Side, _Side, _Side]
    deep_first: bool


_MANNERS = tuple(
    _Manner(sides, deep_first)
    for sides in (("under", "right", "left"), ("right", "under", "left"), ("left", "under", "right"))
    for deep_first in (False, True)
)


@dataclass
class _Lanes:
    """Names under the line in lanes; none covers another or a leader line."""

    count: int
    placed: list[tuple[_Name, int, float, float]] = field(default_factory=list)

    @property
    def used(self) -> int:
        """How many lanes hold a name."""
        return max((lane + 1 for _, lane, _, _ in self.placed), default=0)

    def place(self, name: _Name, right: float, manner: _Manner) -> None:
        """Put a name where `manner` first finds room, between the margin and `right`; else nowhere."""
        for lane in reversed(range(self.count)) if manner.deep_first else range(self.count):
            for side in manner.sides:
                left = {
                    "under": name.x - name.width / 2,
                    "right": name.x + 4,
                    "left": name.x - 4 - name.width,
                }[side]
                inside = min(max(left, _MARGIN), right - name.width)
                if abs(inside - left) < name.width / 2 and self._is_free(
                    name.x, lane, inside, inside + name.width
                ):
                    self.placed.append((name, lane, inside, inside + name.width))
                    return

    def _is_free(self, x: float, lane: int, left: float, right: float) -> bool:
        for other, other_lane, start, end in self.placed:
            if other_lane == lane and left < end + _LABEL_GAP and start < right + _LABEL_GAP:
                return False
            if other_lane < lane and start - 2 < x < end + 2:
                return False
            if other_lane > lane and left - 2 < other.x < right + 2:
                return False
        return True


def layout(
    rows: Sequence[RankRow],
    region_name: str | None,
    style: ChartStyle,
    width: float,
    height: float,
    measure: Measure,
) -> Picture:
    """Return the strip; the own province above the line, its neighbours, the ends and its region below."""
    words = style.words
    said = sentence(rows, style)
    own = next((row for row in rows if row.is_own), None)
    if own is None:
        label = Label((width / 2, height / 2), said, style.size, style.quiet, "centre")
        return Picture(width, height, style.background, (label,), said)
    least, most = min(row.value for row in rows), max(row.value for row in rows)

    def x_of(value: Fraction) -> float:
        share = float((value - least) / (most - least)) if most > least else 0.5
        return _SIDE + share * (width - 2 * _SIDE)

    lane_height = style.small * _LEADING
    top = _MARGIN + style.size * _LEADING
    foot = (2 if region_name else 1) * lane_height + _MARGIN
    room_below = height - top - _MIN_TICK_ROOM - foot
    lane_count = max(1, min(_MAX_LANES, int(room_below / lane_height)))
    names = _names(rows, own, x_of, style, width * _NAME_SHARE, measure)
    lanes = _placed(names, lane_count, width - _MARGIN)
    names_height = lanes.used * lane_height + 6
    tick_room = min(_MAX_TICK_ROOM, height - top - foot - names_height)
    line_y = top + tick_room
    names_end = line_y + names_height
    items = _scale(least, most, style, x_of, line_y, names_end)
    items += _ticks(rows, style, x_of, line_y, tick_room)
    items.append(Line((_MARGIN, line_y), (width - _MARGIN, line_y), style.quiet, 1.0))
    for name, lane, left, _ in lanes.placed:
        baseline = line_y + 4 + (lane + 0.82) * lane_height
        items.append(Line((name.x, line_y), (name.x, baseline - style.small * 0.8), style.hairline, 0.9))
        items.append(Label((left, baseline), name.text, style.small, style.quiet))
    own_x = x_of(own.value)
    items.append(Line((own_x, top + 4), (own_x, line_y), style.accent, 2.6))
    items.append(Dot((own_x, top + 5), 4.6, style.accent, style.background))
    own_text = cut(said, width - 2 * _MARGIN, measure, style.size, True)
    items += _headline(rows, own_text, own_x, style, width, measure)
    if region_name:
        baseline = names_end + 1.85 * lane_height
        items.append(Dot((_MARGIN + 3, baseline - style.small * 0.32), _REGION_DOT, style.quiet))
        caption = words("chart.strip.region", region=region_name)
        caption = cut(caption, width - 2 * _MARGIN - 11, measure, style.small)
        items.append(Label((_MARGIN + 11, baseline), caption, style.small, style.quiet))
    return Picture(width, height, style.background, tuple(items), said)


def sentence(rows: Sequence[RankRow], style: ChartStyle) -> str:
    """Say where the own province stands."""
    words = style.words
    own = next((row for row in rows if row.is_own), None)
    if own is None:
        return words("chart.strip.nothing")
    value = words.value(own.value)
    return words(
        "chart.strip.own", province=short_name(own.province), value=value, rank=own.rank, of=len(rows)
    )


def _headline(
    rows: Sequence[RankRow],
    own_text: str,
    own_x: float,
    style: ChartStyle,
    width: float,
    measure: Measure,
) -> list[Item]:
    """Write the own place above its tick, between the next province down and the next one up."""
    words = style.words
    baseline = _MARGIN + style.size * 0.8
    half = measure(own_text, style.size, True) / 2
    at = next(position for position, row in enumerate(rows) if row.is_own)
    lower, higher = tuple(rows[at + 1 : at + 2]), tuple(rows[max(0, at - 1) : at])
    beside = [
        words(
            "chart.strip.neighbour",
            rank=row.rank,
            province=short_name(row.province),
            value=words.value(row.value),
        )
        for row in (*lower, *higher)
    ]
    room = max((measure(text, style.small, False) + _HEADLINE_GAP for text in beside), default=0.0)
    if half + room > width / 2 - _MARGIN:  # too narrow for all three; the table twin has them
        room, lower, higher = 0.0, (), ()
    x = min(max(own_x, _MARGIN + half + room * bool(lower)), width - _MARGIN - half - room * bool(higher))
    items: list[Item] = [Label((x, baseline), own_text, style.size, style.accent, "centre", True)]
    texts = iter(beside)
    if lower:
        position = (x - half - _HEADLINE_GAP, baseline)
        items.append(Label(position, next(texts), style.small, style.quiet, "right"))
    if higher:
        position = (x + half + _HEADLINE_GAP, baseline)
        items.append(Label(position, next(texts), style.small, style.quiet))
    return items


def _scale(
    least: Fraction,
    most: Fraction,
    style: ChartStyle,
    x_of: Callable[[Fraction], float],
    top: float,
    bottom: float,
) -> list[Item]:
    """Mark a few round values under the names."""
    step = next((step for step in _STEPS if (most - least) / step <= _MAX_MARKS), _STEPS[-1])
    items: list[Item] = []
    mark = -(-least // step) * step
    while mark <= most:
        x = x_of(mark)
        items.append(Line((x, top), (x, bottom + 2), style.hairline, 0.8))
        baseline = bottom + style.small * 1.05
        items.append(Label((x, baseline), style.words.exact(mark), style.small, style.quiet, "centre"))
        mark += step
    return items


def _ticks(
    rows: Sequence[RankRow],
    style: ChartStyle,
    x_of: Callable[[Fraction], float],
    line_y: float,
    room: float,
) -> list[Item]:
    items: list[Item] = []
    for row in rows:
        if not row.is_own and not row.in_region:
            x = x_of(row.value)
            items.append(Line((x, line_y - room * _TICK_SHARE), (x, line_y), style.context, 1.2))
    for row in rows:
        if row.in_region and not row.is_own:
            x, y = x_of(row.value), line_y - room * _REGION_SHARE
            items.append(Line((x, y), (x, line_y), style.quiet, 1.4))
            items.append(Dot((x, y), _REGION_DOT, style.quiet))
    return items


def _names(
    rows: Sequence[RankRow],
    own: RankRow,
    x_of: Callable[[Fraction], float],
    style: ChartStyle,
    max_width: float,
    measure: Measure,
) -> list[_Name]:
    """Return what deserves a name, the most important first: the ends, then the region from here outwards."""
    ends = {rows[0].province, rows[-1].province}

    def importance(row: RankRow) -> tuple[bool, Fraction]:
        return row.province not in ends, abs(row.value - own.value)

    named = [row for row in rows if not row.is_own and (row.in_region or row.province in ends)]
    names = []
    for row in sorted(named, key=importance):
        text = cut(short_name(row.province), max_width, measure, style.small)
        width = measure(text, style.small, False)
        names.append(_Name(text, x_of(row.value), width, row.province in ends))
    return names


def _placed(names: Sequence[_Name], lane_count: int, right: float) -> _Lanes:
    """Return the lanes of the manner and order that leave out the fewest names, in the fewest lanes."""
    orders = (names, sorted(names, key=lambda name: name.x), sorted(names, key=lambda name: -name.x))
    tried = []
    for order in orders:
        for manner in _MANNERS:
            lanes = _Lanes(lane_count)
            for name in sorted(order, key=lambda name: not name.is_end):
                lanes.place(name, right, manner)
            tried.append(lanes)
    return max(tried, key=lambda lanes: (len(lanes.placed), -lanes.used))
