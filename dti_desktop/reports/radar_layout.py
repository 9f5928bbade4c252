"""Where everything of the radar stands: rings, spokes, the province's outline, a label at each spoke."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dti_desktop.reports.chart_rows import IndexRow
from dti_desktop.reports.chart_style import ChartStyle
from dti_desktop.reports.label_room import LabelRoom
from dti_desktop.reports.picture import (
    Align,
    Dot,
    Item,
    Label,
    Line,
    Measure,
    Picture,
    Point,
    Shape,
    cut,
    wrapped,
)
from dti_desktop.reports.standing_rows import RivalOutline

_RINGS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))
_LABELLED_RINGS = (Fraction(1, 2), Fraction(1))
_LEADING = 1.25
_WORD_GAP = 6.0
_MARGIN = 6.0
_CLEARANCE = 0.1
_LABEL_SHARE = 0.3  # of the width, at most, for the label of one spoke
_UPRIGHT = 0.2  # a spoke this close to the vertical has its label above or below it
_GAP = 12.0  # between the outer ring and a label
_VALUE_GAP = 5.0  # between the own value and the rival's
_DASH = (5.0, 3.0)
_NAME_GAP = 8.0

_Form = Literal["compact", "stacked", "codes"]
_FORMS: tuple[_Form, ...] = ("compact", "stacked", "codes")
_LEAST_SHARE = 0.16  # of the shorter side, for the radius


@dataclass(frozen=True)
class _Spoke:
    cosine: float
    sine: float
    on_one_line: bool  # at the top and at the bottom, where height is dear
    title_lines: tuple[str, ...]
    value_text: str
    width: float
    height: float
    share: float
    rival_text: str  # "" without a rival
    rival_share: float | None  # None where it is not known
    value_width: float
    own_width: float

    @property
    def align(self) -> Align:
        if abs(self.cosine) < _UPRIGHT:
            return "centre"
        return "left" if self.cosine > 0 else "right"

    def block(self, radius: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the label, seen from the centre."""
        x, y = (radius + _GAP) * self.cosine, (radius + _GAP) * self.sine
        left = {"left": x, "centre": x - self.width / 2, "right": x - self.width}[self.align]
        top = y - self.height / 2 + self.sine * self.height / 2
        return left, top, left + self.width, top + self.height


def layout(
    rows: Sequence[IndexRow],
    rival: RivalOutline | None,
    style: ChartStyle,
    width: float,
    height: float,
    measure: Measure,
) -> Picture:
    """Return the radar of `rows`, as large as its labels leave room for.

    The rival's outline is dashed and open where a value of it is not known.
    """
    said = sentence(rows, rival, style)
    spokes: list[_Spoke] = []
    radius = 0.0
    for form in _FORMS:  # the first whose labels keep clear of each other around a radar worth looking at
        spokes = _spokes(rows, rival, style, width, measure, form)
        radius = _radius(spokes, width, height)
        if radius >= _LEAST_SHARE * min(width, height) and not _collide(spokes, radius):
            break
    if not spokes or radius <= 0:
        return Picture(width, height, style.background, (), said)
    left, top, right, bottom = _bounds(spokes, radius)
    centre = ((width - left - right) / 2, (height - top - bottom) / 2)
    items: list[Item] = _grid(spokes, centre, radius, style)
    own = tuple(_at(centre, spoke, radius * spoke.share) for spoke in spokes)
    items.append(Shape(own, fill=style.accent, fill_opacity=0.14))
    outline = _rival_outline(spokes, centre, radius, style)
    items += outline
    items.append(Shape(own, stroke=style.accent, width=2.0))
    items += [Dot(point, 3.6, style.accent, style.background) for point in own]
    for spoke in spokes:
        items += _label(spoke, centre, radius, style)
    if rival is not None and outline:
        items += _name(rival.province, spokes, centre, radius, style, items, (width, height), measure)
    return Picture(width, height, style.background, tuple(items), said)


def sentence(rows: Sequence[IndexRow], rival: RivalOutline | None, style: ChartStyle) -> str:
    """Say what the radar shows."""
    words = style.words
    values = "; ".join(
        f"{words.of(row.title)} {words.value(row.value)}"
        + ("" if rival is None else f" ({words.value(rival.value(row.code))})")
        for row in rows
    )
    if rival is None:
        return words("chart.radar.words", values=values)
    return words("chart.radar.against", values=values, rival=rival.province)


def _spokes(
    rows: Sequence[IndexRow],
    rival: RivalOutline | None,
    style: ChartStyle,
    width: float,
    measure: Measure,
    form: _Form,
) -> list[_Spoke]:
    words = style.words
    spokes = []
    for position, row in enumerate(rows):
        angle = math.tau * (position / len(rows) - 0.25)
        value_text = words.value(row.value)
        title = row.code if form == "codes" else f"{row.code}.\u00a0{words.of(row.title)}"
        lines = wrapped(title, width * _LABEL_SHARE, measure, style.small)
        widths = [measure(line, style.small, False) for line in lines]
        own_width = value_width = measure(value_text, style.size, True)
        rival_value = rival.value(row.code) if rival else None
        rival_text = words.value(rival_value) if rival else ""
        if rival_text:
            value_width += _VALUE_GAP + measure(rival_text, style.small, False)
        on_one_line = form == "compact" and abs(math.cos(angle)) < _UPRIGHT and len(lines) == 1
        spokes.append(
            _Spoke(
                cosine=math.cos(angle),
                sine=math.sin(angle),
                on_one_line=on_one_line,
                title_lines=lines,
                value_text=value_text,
                width=widths[0] + _WORD_GAP + value_width if on_one_line else max(*widths, value_width),
                height=_LEADING * (style.size + (0 if on_one_line else style.small * len(lines))),
                share=float(row.value or 0),
                rival_text=rival_text,
                rival_share=None if rival_value is None else float(rival_value),
                value_width=value_width,
                own_width=own_width,
            )
        )
    return spokes


def _bounds(spokes: Sequence[_Spoke], radius: float) -> tuple[float, float, float, float]:
    blocks = [spoke.block(radius) for spoke in spokes]
    return (
        min(block[0] for block in blocks),
        min(block[1] for block in blocks),
        max(block[2] for block in blocks),
        max(block[3] for block in blocks),
    )


def _collide(spokes: Sequence[_Spoke], radius: float) -> bool:
    """Whether two labels touch."""
    blocks = [spoke.block(radius) for spoke in spokes]
    return any(
        a[0] < b[2] + 2 and b[0] < a[2] + 2 and a[1] < b[3] and b[1] < a[3]
        for position, a in enumerate(blocks)
        for b in blocks[position + 1 :]
    )


def _radius(spokes: Sequence[_Spoke], width: float, height: float) -> float:
    """Return the largest radius at which every label lies inside the picture."""
    low, high = 0.0, min(width, height) / 2
    if not spokes:
        return low
    for _ in range(24):
        middle = (low + high) / 2
        left, top, right, bottom = _bounds(spokes, middle)
        if right - left <= width - 2 * _MARGIN and bottom - top <= height - 2 * _MARGIN:
            low = middle
        else:
            high = middle
    return low


def _at(centre: Point, spoke: _Spoke, distance: float) -> Point:
    return centre[0] + distance * spoke.cosine, centre[1] + distance * spoke.sine


def _grid(spokes: Sequence[_Spoke], centre: Point, radius: float, style: ChartStyle) -> list[Item]:
    items: list[Item] = []
    for ring in _RINGS:
        outline = tuple(_at(centre, spoke, radius * float(ring)) for spoke in spokes)
        items.append(Shape(outline, stroke=style.hairline, width=1.4 if ring == 1 else 0.8))
    items += [Line(centre, _at(centre, spoke, radius), style.hairline, 0.8) for spoke in spokes]
    first, last = spokes[0], spokes[-1]
    nearby_share = (first.share + last.share) / 2
    for ring in _LABELLED_RINGS:
        if abs(nearby_share - float(ring)) < _CLEARANCE:
            continue  # the province's outline passes here
        # The scale stands between two spokes, where no dot of the province can hide it.
        ends = _at(centre, first, radius * float(ring)), _at(centre, last, radius * float(ring))
        x, y = (ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2
        items.append(Dot((x, y), style.small * 0.75, style.background))
        text = style.words.exact(ring)
        items.append(Label((x, y + style.small * 0.34), text, style.small * 0.92, style.quiet, "centre"))
    return items


def _label(spoke: _Spoke, centre: Point, radius: float, style: ChartStyle) -> list[Item]:
    left, top, right, _ = spoke.block(radius)
    x = centre[0] + {"left": left, "centre": (left + right) / 2, "right": right}[spoke.align]
    baseline = centre[1] + top + style.size
    if spoke.on_one_line:
        title = Label((centre[0] + left, baseline), spoke.title_lines[0], style.small, style.quiet)
        return [title, *_values(spoke, centre[0] + right - spoke.value_width, baseline, style)]
    shift = {"left": 0.0, "centre": spoke.value_width / 2, "right": spoke.value_width}[spoke.align]
    items = _values(spoke, x - shift, baseline, style)
    for line in spoke.title_lines:
        baseline += style.small * _LEADING
        items.append(Label((x, baseline), line, style.small, style.quiet, spoke.align))
    return items


def _values(spoke: _Spoke, left: float, baseline: float, style: ChartStyle) -> list[Item]:
    """Write the own value, and the rival's after it."""
    items: list[Item] = [Label((left, baseline), spoke.value_text, style.size, style.ink, "left", True)]
    if spoke.rival_text:
        position = left + spoke.own_width + _VALUE_GAP, baseline
        items.append(Label(position, spoke.rival_text, style.small, style.quiet))
    return items


def _rival_outline(spokes: Sequence[_Spoke], centre: Point, radius: float, style: ChartStyle) -> list[Item]:
    """Join the rival's known values on neighbouring spokes; nothing is drawn where one is unknown."""
    points = [
        None if spoke.rival_share is None else _at(centre, spoke, radius * spoke.rival_share)
        for spoke in spokes
    ]
    items: list[Item] = []
    for here, there in zip(points, points[1:] + points[:1], strict=True):
        if here is not None and there is not None and here != there:
            items.append(Line(here, there, style.quiet, 1.6, _DASH))
    items += [Dot(point, 2.6, style.background, style.quiet, 1.4) for point in points if point is not None]
    return items


def _name(
    province: str,
    spokes: Sequence[_Spoke],
    centre: Point,
    radius: float,
    style: ChartStyle,
    drawn: Sequence[Item],
    size: tuple[float, float],
    measure: Measure,
) -> Sequence[Item]:
    """Write the rival's name at its outline, where that is farthest from the own one; else in a corner."""
    room = LabelRoom(*size, measure)
    room.take(item for item in drawn if isinstance(item, Label))
    own = [_at(centre, spoke, radius * spoke.share) for spoke in spokes]
    room.lines += list(zip(own, own[1:] + own[:1], strict=True))
    room.lines += [(i.start, i.end) for i in drawn if isinstance(i, Line) and i.dash]
    text = cut(province, size[0] * _LABEL_SHARE, measure, style.small)
    known = [
        (abs(spoke.rival_share - spoke.share), _at(centre, spoke, radius * spoke.rival_share))
        for spoke in spokes
        if spoke.rival_share is not None
    ]
    beside: list[list[Label]] = []
    for _, (x, y) in sorted(known, reverse=True):
        beside += [
            [Label((x + _NAME_GAP, y + style.small * 0.3), text, style.small, style.quiet)],
            [Label((x - _NAME_GAP, y + style.small * 0.3), text, style.small, style.quiet, "right")],
            [Label((x, y - _NAME_GAP), text, style.small, style.quiet, "centre")],
            [Label((x, y + _NAME_GAP + style.small * 0.7), text, style.small, style.quiet, "centre")],
        ]
    placed = room.place(*beside)
    if placed:
        return placed
    sample = 26.0
    for y in (size[1] - _MARGIN - 2, _MARGIN + style.small):
        for left in (_MARGIN, size[0] - _MARGIN - sample - measure(text, style.small, False)):
            line_y = y - style.small * 0.3
            room_left = left - 2, line_y - 4, left + sample, line_y + 4
            label = Label((left + sample, y), text, style.small, style.quiet)
            if room.is_free(room_left) and room.place([label]):
                return [Line((left, line_y), (left + sample - 6, line_y), style.quiet, 1.6, _DASH), label]
    room.lines = []  # rather across an outline than without a name
    return room.place(*beside)
