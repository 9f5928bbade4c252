"""Where everything of the fan chart stands: the published years as a line, the years to come as a fan."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from dti_desktop.reports.chart_style import ChartStyle
from dti_desktop.reports.label_room import LabelRoom
from dti_desktop.reports.picture import (
    Dot,
    Item,
    Label,
    Line,
    Measure,
    Picture,
    Point,
    Shape,
    cut,
    saying,
)
from dti_desktop.reports.standing_rows import MeasureKind, RivalYears, YearFigure, YearForecast
from dti_desktop.reports.wording import Wording

MAX_RIVALS = 4

_MARGIN = 8.0
_TOP = 4.0  # of the labels at the right end
_LEADING = 1.25
_COLUMN_SHARE = 0.4  # of the width, at most, for the labels at the right end
_GAP = 9.0
_POINT_GAP = 7.0  # between a point and its label
_DASH = (4.0, 3.0)
_LEADER = (1.0, 2.6)
_VALUE_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
_MAX_STEPS = 5
_RANK_STEPS = (1, 2, 5, 10, 20, 50)
_LONE_HALF = 7.0  # half the width of a fan that begins at no known year


@dataclass(frozen=True)
class FanFacts:
    """What a fan chart shows. `of` is how many are ranked; None for values."""

    province: str
    history: tuple[YearFigure, ...]
    forecasts: tuple[YearForecast, ...]
    rivals: tuple[RivalYears, ...]
    measure_kind: MeasureKind
    of: int | None

    @property
    def known(self) -> tuple[YearFigure, ...]:
        """The published years of the own province whose figure is known, in their order."""
        return _known(self.history)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of the own province to show."""
        return not self.known and not self.forecasts


@dataclass(frozen=True)
class _EndLabel:
    """What the right end of a line says: lines of text, the first one level with `y`."""

    y: float
    texts: tuple[tuple[str, bool, str], ...]  # text, bold, colour
    importance: int  # the least stays longest


@dataclass(frozen=True)
class _Axes:
    x_of: Callable[[int], float]
    y_of: Callable[[float], float]
    marks: tuple[float, ...]


def layout(facts: FanFacts, style: ChartStyle, width: float, height: float, measure: Measure) -> Picture:
    """Return the fan chart; a rank's axis has 1 on top, a value's only what the figures need."""
    said = sentence(facts, style)
    if facts.is_empty:
        label = saying(said, width, height, style.size, style.quiet, measure)
        return Picture(width, height, style.background, (label,), said)
    axes_height = (_MARGIN + style.small * _LEADING, height - _MARGIN - style.small * _LEADING)
    facts = _with_named_rivals(facts, style, axes_height[1])
    room = LabelRoom(width, height, measure)
    most = width * _COLUMN_SHARE
    ends_width = max(
        (measure(text, style.size if bold else style.small, bold) for text, bold in _end_texts(facts, style)),
        default=0.0,
    )
    right = width - _MARGIN - min(ends_width, most) - (_GAP if ends_width else 0.0)
    marks_width = max(
        measure(_mark_text(mark, facts, style.words), style.small, False) for mark in _marks(facts)
    )
    first = next((row.figure for row in facts.known if row.figure is not None), 0)
    half = measure(_figure(first, facts, style.words), style.small, True) / 2
    axes = _axes(facts, (_MARGIN + marks_width + _GAP + max(_GAP, half), right), axes_height)
    items: list[Item] = []
    for mark in axes.marks:
        y = axes.y_of(mark)
        items.append(Line((_MARGIN + marks_width + 6, y), (right + 4, y), style.hairline, 0.8))
    items += _fan(facts, axes, style)
    rival_lines: list[tuple[Point, Point]] = []
    for rival in _rivals(facts):
        items += _line(_known(rival.years), axes, style.context, 1.6, 2.2, style)
        rival_lines += _segments(_known(rival.years), axes)
    own = _line(facts.known, axes, style.accent, 2.4, 4.0, style)
    items += own
    room.lines += _segments(facts.known, axes)
    items += _end_labels(facts, axes, right, style, room)
    years = sorted(_years(facts))
    baseline = height - _MARGIN / 2 - style.small * 0.2
    for year in sorted(years, key=lambda y: (y not in (years[0], years[-1]), y)):
        items += room.place(
            [Label((axes.x_of(year), baseline), str(year), style.small, style.quiet, "centre")]
        )
    for mark in axes.marks:
        text = _mark_text(mark, facts, style.words)
        position = _MARGIN + marks_width, axes.y_of(mark) + style.small * 0.34
        items += room.place([Label(position, text, style.small, style.quiet, "right")])
    items += _point_labels(facts, axes, style, room, rival_lines)
    return Picture(width, height, style.background, tuple(items), said)


def sentence(facts: FanFacts, style: ChartStyle) -> str:
    """Say every known year and every forecast."""
    words = style.words
    if facts.is_empty:
        return words("chart.fan.nothing")
    said = [
        words(f"chart.fan.year.{facts.measure_kind}", year=row.year, figure=_figure(row.figure, facts, words))
        for row in facts.known
        if row.figure is not None
    ]
    said += [
        words(
            f"chart.fan.forecast.{facts.measure_kind}",
            year=row.year,
            median=_figure(row.median, facts, words),
            low=_figure(row.low_80, facts, words),
            high=_figure(row.high_80, facts, words),
        )
        for row in facts.forecasts
    ]
    return words("chart.fan.words", province=facts.province, years="; ".join(said))


def _known(years: Iterable[YearFigure]) -> tuple[YearFigure, ...]:
    return tuple(sorted((row for row in years if row.figure is not None), key=lambda row: row.year))


def _rivals(facts: FanFacts) -> tuple[RivalYears, ...]:
    return tuple(rival for rival in facts.rivals[:MAX_RIVALS] if _known(rival.years))


def _years(facts: FanFacts) -> set[int]:
    published = [*facts.known, *(row for rival in _rivals(facts) for row in _known(rival.years))]
    return {row.year for row in published} | {row.year for row in facts.forecasts}


def _figure(figure: float | Fraction, facts: FanFacts, words: Wording) -> str:
    if facts.measure_kind == "rank":
        return words.whole(figure)
    return words.value(Fraction(figure))


def _mark_text(mark: float, facts: FanFacts, words: Wording) -> str:
    """Return a mark of the axis: as round as it is."""
    return words.whole(mark) if facts.measure_kind == "rank" else words.exact(Fraction(mark))


# -- the axes ------------------------------------------------------------------------------------------


def _figures(facts: FanFacts) -> list[float]:
    published = [*facts.known, *(row for rival in _rivals(facts) for row in _known(rival.years))]
    figures = [float(row.figure) for row in published if row.figure is not None]
    return figures + [end for row in facts.forecasts for end in (row.low_80, row.high_80)]


def _marks(facts: FanFacts) -> tuple[float, ...]:
    """Return what is marked on the axis: first and last rank and round ones, or round values."""
    figures = _figures(facts)
    if facts.measure_kind == "rank":
        last = max(facts.of or 1, math.ceil(max(figures)))
        step = next((s for s in _RANK_STEPS if last / s <= _MAX_STEPS), _RANK_STEPS[-1])
        inner = [float(mark) for mark in range(step, last, step) if last - mark > step / 2 and mark > 1]
        return tuple(dict.fromkeys((1.0, *inner, float(last))))
    least, most = min(figures), max(figures)
    step_value = next((s for s in _VALUE_STEPS if (most - least) / s <= _MAX_STEPS), _VALUE_STEPS[-1])
    first, last_mark = math.floor(least / step_value), math.ceil(most / step_value)
    return tuple(round(n * step_value, 4) for n in range(first, max(last_mark, first + 1) + 1))


def _axes(facts: FanFacts, across: tuple[float, float], down: tuple[float, float]) -> _Axes:
    years = _years(facts)
    first, last = min(years), max(years)
    left, right = across
    top, bottom = down
    marks = _marks(facts)
    least, most = min(marks), max(marks)
    is_rank = facts.measure_kind == "rank"

    def x_of(year: int) -> float:
        return left + (right - left) * ((year - first) / (last - first) if last > first else 0.5)

    def y_of(figure: float) -> float:
        share = (figure - least) / (most - least) if most > least else 0.5
        return top + (bottom - top) * (share if is_rank else 1 - share)

    return _Axes(x_of, y_of, marks)


# -- lines and the fan ---------------------------------------------------------------------------------


def _point(row: YearFigure, axes: _Axes) -> Point:
    return axes.x_of(row.year), axes.y_of(float(row.figure or 0))


def _segments(known: Sequence[YearFigure], axes: _Axes) -> list[tuple[Point, Point]]:
    return [(_point(a, axes), _point(b, axes)) for a, b in pairwise(known)]


def _line(
    known: Sequence[YearFigure], axes: _Axes, colour: str, width: float, radius: float, style: ChartStyle
) -> list[Item]:
    """Join following years; years between which one is unknown are joined by dashes only."""
    items: list[Item] = []
    for before, after in pairwise(known):
        dash = None if after.year - before.year == 1 else _DASH
        thin = width if dash is None else width * 0.6
        items.append(Line(_point(before, axes), _point(after, axes), colour, thin, dash))
    items += [Dot(_point(row, axes), radius, colour, style.background) for row in known]
    return items


def _fan(facts: FanFacts, axes: _Axes, style: ChartStyle) -> list[Item]:
    """Draw both intervals as areas with an outline, and the median as a dashed line with open points."""
    forecasts = sorted(facts.forecasts, key=lambda row: row.year)
    if not forecasts:
        return []
    before = [row for row in facts.known if row.year < forecasts[0].year]
    start = [_point(before[-1], axes)] if before else []
    items: list[Item] = []
    for lows, highs, opacity, dash in (
        ([r.low_80 for r in forecasts], [r.high_80 for r in forecasts], 0.13, _DASH),
        ([r.low_50 for r in forecasts], [r.high_50 for r in forecasts], 0.26, None),
    ):
        xs = [axes.x_of(row.year) for row in forecasts]
        low = [(x, axes.y_of(figure)) for x, figure in zip(xs, lows, strict=True)]
        high = [(x, axes.y_of(figure)) for x, figure in zip(xs, highs, strict=True)]
        if len(start) + len(forecasts) == 1:  # one year alone: a fan has no width there
            low = [(xs[0] - _LONE_HALF, low[0][1]), (xs[0] + _LONE_HALF, low[0][1])]
            high = [(xs[0] - _LONE_HALF, high[0][1]), (xs[0] + _LONE_HALF, high[0][1])]
        items.append(Shape((*start, *low, *reversed(high)), fill=style.accent, fill_opacity=opacity))
        for edge in ([*start, *low], [*start, *high]):
            items += [Line(a, b, style.accent, 0.9, dash) for a, b in pairwise(edge)]
        items.append(Line(low[-1], high[-1], style.accent, 0.9, dash))
    medians = [(axes.x_of(row.year), axes.y_of(row.median)) for row in forecasts]
    items += [Line(a, b, style.accent, 2.0, (7.0, 3.0)) for a, b in pairwise([*start, *medians])]
    items += [Dot(point, 4.0, style.background, style.accent, 2.0) for point in medians]
    return items


# -- labels --------------------------------------------------------------------------------------------


def _own_texts(facts: FanFacts, style: ChartStyle) -> tuple[tuple[str, bool, str], ...]:
    """Return what the end of the own line says: the last figure, for a forecast its intervals too."""
    words = style.words
    last = max(facts.forecasts, key=lambda row: row.year, default=None)
    figure = facts.known[-1].figure if last is None else last.median
    said = words(f"chart.fan.end.{facts.measure_kind}", figure=_figure(figure or 0, facts, words))
    texts = [(f"\u00a0{said}", True, style.accent)]
    if last is not None:
        for key, low, high in (
            ("chart.fan.in_8", last.low_80, last.high_80),
            ("chart.fan.in_5", last.low_50, last.high_50),
        ):
            low_text, high_text = _figure(low, facts, words), _figure(high, facts, words)
            texts.append((words(key, low=low_text, high=high_text), False, style.ink))
    return tuple(texts)


def _rival_text(rival: RivalYears, facts: FanFacts, style: ChartStyle) -> tuple[str, str]:
    last = _known(rival.years)[-1].figure
    return rival.province, "" if last is None else "\u00a0" + _figure(last, facts, style.words)


def _end_texts(facts: FanFacts, style: ChartStyle) -> list[tuple[str, bool]]:
    texts = [("".join(_rival_text(rival, facts, style)), False) for rival in _rivals(facts)]
    (own, _, _), *intervals = _own_texts(facts, style)
    return [*texts, (facts.province + own, True), *((text, bold) for text, bold, _ in intervals)]


def _end_labels(
    facts: FanFacts, axes: _Axes, right: float, style: ChartStyle, room: LabelRoom
) -> Iterable[Item]:
    """Name what each line ends at, moved apart as far as need be, the least important left out."""
    measure, left = room.measure, right + _GAP
    most = room.width - _MARGIN / 2 - left
    wanted: list[_EndLabel] = []
    starts: dict[str, Point] = {}
    (own, _, accent), *intervals = _own_texts(facts, style)
    name = cut(facts.province, most - measure(own, style.size, True), measure, style.size, True)
    # A number is never cut: what is too wide is left to the table.
    fitting = [text for text in intervals if measure(text[0], style.small, False) <= most]
    last = max(facts.forecasts, key=lambda row: row.year, default=None)
    y = _point(facts.known[-1], axes)[1] if last is None else axes.y_of(last.median)
    wanted.append(_EndLabel(y, ((name + own, True, accent), *fitting), 0))
    for place, rival in enumerate(_rivals(facts), 1):
        name, figure = _rival_text(rival, facts, style)
        short = cut(name, most - measure(figure, style.small, False), measure, style.small)
        point = _point(_known(rival.years)[-1], axes)
        starts[short + figure] = point
        wanted.append(_EndLabel(point[1], ((short + figure, False, style.quiet),), place))
    top, bottom = _TOP, room.height - _MARGIN - style.small * _LEADING
    for label, y in _stacked(wanted, top, bottom, style):
        baseline = y
        for text, bold, colour in label.texts:
            size = _size(bold, style)
            baseline += size * _LEADING
            placed = Label((left, baseline - size * 0.3), text, size, colour, "left", bold)
            room.take([placed])
            yield placed
            if text in starts:
                start = starts[text]
                end = left - 3, baseline - size * 0.66
                if math.dist(start, end) > 8:
                    yield Line((start[0] + 4, start[1]), end, style.quiet, 0.9, _LEADER)


def _size(bold: bool, style: ChartStyle) -> float:
    return style.size if bold else style.small


def _height(label: _EndLabel, style: ChartStyle) -> float:
    return sum(_size(bold, style) * _LEADING for _, bold, _ in label.texts)


def _with_named_rivals(facts: FanFacts, style: ChartStyle, bottom: float) -> FanFacts:
    """Leave out the rivals, the last first, whose names find no room: a nameless line says nothing."""
    rivals = _rivals(facts)
    height = bottom - _TOP - sum(_size(bold, style) * _LEADING for _, bold, _ in _own_texts(facts, style))
    return replace(facts, rivals=rivals[: max(0, int(height / (style.small * _LEADING)))])


def _stacked(
    wanted: Sequence[_EndLabel], top: float, bottom: float, style: ChartStyle
) -> list[tuple[_EndLabel, float]]:
    """Return labels with their tops: in the order of their lines, none over another, all inside."""
    kept = sorted(wanted, key=lambda label: label.importance)
    while kept and sum(_height(label, style) for label in kept) > bottom - top:
        last = kept.pop()
        if not kept and len(last.texts) > 1:
            kept = [_EndLabel(last.y, last.texts[:-1], last.importance)]
    kept.sort(key=lambda label: label.y)
    tops: list[float] = []
    free_from = top
    for label in kept:
        level = label.y - _size(label.texts[0][1], style) * _LEADING / 2
        tops.append(max(level, free_from))
        free_from = tops[-1] + _height(label, style)
    limit = bottom
    for at in reversed(range(len(kept))):
        limit = tops[at] = min(tops[at], limit - _height(kept[at], style))
    return list(zip(kept, tops, strict=True))


def _point_labels(
    facts: FanFacts,
    axes: _Axes,
    style: ChartStyle,
    room: LabelRoom,
    rival_lines: list[tuple[Point, Point]],
) -> Iterable[Item]:
    """Write the figure of each known year beside its point, the newest first; then the earlier medians.

    A rival's line may be crossed where there is no other room, the own one never.
    """
    words = style.words
    inner = sorted(facts.forecasts, key=lambda row: row.year)[:-1]
    points = [
        (axes.x_of(row.year), axes.y_of(row.median), _figure(row.median, facts, words), False)
        for row in inner
    ]
    points += [
        (*_point(row, axes), _figure(row.figure, facts, words), True)
        for row in facts.known
        if row.figure is not None
    ]
    for x, y, _, _ in points:
        room.boxes.append((x - 4, y - 4, x + 4, y + 4))
    for x, y, text, bold in reversed(points):
        size = style.small
        ink = style.accent if bold else style.ink
        above, below = y - _POINT_GAP, y + _POINT_GAP + size * 0.76
        labels = [
            Label((x, above), text, size, ink, "centre", bold),
            Label((x, below), text, size, ink, "centre", bold),
            Label((x - _POINT_GAP, y + size * 0.34), text, size, ink, "right", bold),
            Label((x + _POINT_GAP, y + size * 0.34), text, size, ink, "left", bold),
            Label((x - 3, above), text, size, ink, "right", bold),
            Label((x + 3, above), text, size, ink, "left", bold),
            Label((x - 3, below), text, size, ink, "right", bold),
            Label((x + 3, below), text, size, ink, "left", bold),
        ]
        own_lines, room.lines = room.lines, room.lines + rival_lines
        placed = room.place(*([label] for label in labels))
        room.lines = own_lines
        yield from placed or room.place(*([label] for label in labels))
