"""Charts on paper: drawn as vectors under a numbered caption, with their table twin where it is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from dti_desktop.reports import paper, typeface
from dti_desktop.reports.chart_style import ChartStyle
from dti_desktop.reports.chart_tables import table_of
from dti_desktop.reports.charts import (
    BarsChart,
    Chart,
    FanChart,
    RadarChart,
    StandingChart,
    StripChart,
    TornadoChart,
    WaterfallChart,
)
from dti_desktop.reports.typesetter import Typesetter

_PX_PER_MM = 96 / 25.4
_WIDTH_MM = paper.TEXT_WIDTH / paper.MM
_GAP_PT = 4.0
_KEPT_ROWS = 14
_APART_SHARE = 0.06  # of the width, between the halves of a table set side by side

# In greys these keep apart too: the accent is nearly black, the context light.
_PAPER_COLOURS = {
    "ink": "#111111",
    "quiet": "#4d4d4d",
    "context": "#a3adb8",
    "track": "#dfe4ea",
    "hairline": "#cfd4da",
    "accent": "#0b4f94",
    "background": "#ffffff",
}
_STRIP_MM, _STANDING_MM, _FAN_MM, _RADAR_MM = 49.0, 46.0, 70.0, 70.0
_BARS_HEAD_MM, _BAR_MM = 8.0, 5.9
_STEP_MM, _LOSS_MM, _FOOT_MM = 6.4, 10.4, 6.0

# Captions, with their facts beside `number`.
STANDING_CAPTION = "report.figure.standing"
FAN_CAPTION = "report.figure.fan"  # province
WATERFALL_CAPTION = "report.figure.waterfall"  # start, end
TORNADO_CAPTION = "report.figure.tornado"
RIVAL_CAPTION = "report.figure.radar_rival"  # rival


def chart_style(ts: Typesetter) -> ChartStyle:
    """Return how charts look on paper: its faces, and colours that keep apart in greys."""
    return ChartStyle(
        **_PAPER_COLOURS,
        font_files=typeface.font_files(ts.data.fonts_dir),
        texts=ts.words.texts,
        language=ts.words.language,
        text_size_pt=paper.TABLE_PT,
    )


def figure(ts: Typesetter, chart: Chart, caption: str, numbers: Iterator[int], **facts: object) -> list[Any]:
    """Return a chart as wide as the text under the caption of that key (fact `number`), kept together.

    Its style must be `chart_style`: lengths are measured with the faces of the paper.
    """
    return [ts.together(_captioned(ts, chart, caption, number=next(numbers), **facts)), ts.gap(_GAP_PT)]


def _captioned(ts: Typesetter, chart: Chart, caption: str, **facts: object) -> list[Any]:
    picture = chart.picture(_WIDTH_MM * _PX_PER_MM, _height_mm(chart) * _PX_PER_MM, paper.measure)
    return [ts.say("caption", caption, **facts), ts.picture(picture)]


def figure_with_table(
    ts: Typesetter,
    chart: Chart,
    caption: str,
    numbers: Iterator[int],
    *,
    introduced_by: Sequence[Any] = (),
    **facts: object,
) -> list[Any]:
    """Return a chart as `figure` does, on one page with what introduces it, and all its numbers below."""
    drawn = _captioned(ts, chart, caption, number=next(numbers), **facts)
    return [ts.together([*introduced_by, *drawn]), ts.gap(_GAP_PT), *chart_table(ts, chart)]


def chart_table(ts: Typesetter, chart: Chart) -> list[Any]:
    """Return the table twin of a chart, a short one kept on one page; nothing where it has no rows."""
    twin = table_of(chart)
    if not twin.rows:
        return []
    head = [
        ts.text("cell_head_right" if column.is_number else "cell_head", column.head)
        for column in twin.columns
    ]
    lines = []
    for place, row in enumerate(twin.rows):
        bold = "_bold" if place in twin.own else ""
        lines.append(
            [
                ts.text(f"cell_right{bold}" if column.is_number else f"cell{bold}", text)
                for column, text in zip(twin.columns, row, strict=True)
            ]
        )
    shares = [column.share for column in twin.columns]
    is_kept = len(lines) <= _KEPT_ROWS
    if isinstance(chart, StandingChart) and not is_kept:  # many ranks, of few letters each
        is_kept = True  # a page break would part the halves
        lines = _side_by_side(lines)
        head, shares = [*head, "", *head], [*_halved(shares), _APART_SHARE, *_halved(shares)]
    widths = [share * _WIDTH_MM for share in shares]
    table = ts.table(head, [[line] for line in lines], widths)
    return [ts.together([table]) if is_kept else table, ts.gap(_GAP_PT)]


def _side_by_side(lines: Sequence[list[Any]]) -> list[list[Any]]:
    """Return the lines in two columns, the first half at the left."""
    half = -(-len(lines) // 2)
    blank = ["" for _ in lines[0]]
    return [[*left, "", *right] for left, right in zip_longest(lines[:half], lines[half:], fillvalue=blank)]


def _halved(shares: Sequence[float]) -> list[float]:
    """Return the widths of columns that stand twice beside each other."""
    return [share * (1 - _APART_SHARE) / 2 for share in shares]


def _height_mm(chart: Chart) -> float:
    match chart:
        case StandingChart():
            return _STANDING_MM
        case FanChart():
            return _FAN_MM
        case WaterfallChart():
            return _STEP_MM * (len(chart.rows) + 2) + _FOOT_MM
        case TornadoChart():
            return _LOSS_MM * max(1, min(len(chart.rows), chart.max_rows)) + _FOOT_MM
        case RadarChart():
            return _RADAR_MM
        case BarsChart():
            return _BARS_HEAD_MM + _BAR_MM * len(chart.rows)
        case StripChart():
            return _STRIP_MM
