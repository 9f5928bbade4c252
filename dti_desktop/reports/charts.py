"""The charts: rows and a style in, a picture out. One layout for the window, paper and export.

Labels stand on the lines, bars start at zero, the province has the accent and everything else is quiet.
The rows (`chart_rows`) are the table twin of each chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from dti_desktop.reports import (
    bars_layout,
    fan_layout,
    radar_layout,
    standing_layout,
    strip_layout,
    tornado_layout,
    waterfall_layout,
)
from dti_desktop.reports.chart_rows import IndexRow, RankRow
from dti_desktop.reports.chart_style import ChartStyle
from dti_desktop.reports.fan_layout import FanFacts
from dti_desktop.reports.picture import Measure, Picture
from dti_desktop.reports.standing_rows import (
    LossRow,
    MeasureKind,
    RankMark,
    RankSpread,
    RivalOutline,
    RivalYears,
    StepRow,
    YearFigure,
    YearForecast,
)
from dti_desktop.reports.waterfall_layout import Ends

__all__ = [
    "BarsChart",
    "Chart",
    "ChartStyle",
    "FanChart",
    "RadarChart",
    "StandingChart",
    "StripChart",
    "TornadoChart",
    "WaterfallChart",
    "fan",
    "index_bars",
    "radar",
    "rank_strip",
    "render_png",
    "render_svg",
    "standing",
    "tornado",
    "waterfall",
]


@dataclass(frozen=True)
class RadarChart:
    """Values of the scored main indices on spokes, beside those of a rival where one is given."""

    file_stem: ClassVar[str] = "chi-so-chinh"

    rows: tuple[IndexRow, ...]
    style: ChartStyle
    rival: RivalOutline | None = None

    @property
    def words(self) -> str:
        """What the chart shows, in one sentence: its name for those who cannot see it."""
        return radar_layout.sentence(self.rows, self.rival, self.style)

    def picture(self, width: float, height: float, measure: Measure) -> Picture:
        """Return the chart laid out in `width` × `height` pixels."""
        return radar_layout.layout(self.rows, self.rival, self.style, width, height, measure)


@dataclass(frozen=True)
class BarsChart:
    """Points won, lost and not yet answered per main index, all on one scale from zero."""

    file_stem: ClassVar[str] = "diem-theo-chi-so"

    rows: tuple[IndexRow, ...]
    style: ChartStyle

    @property
    def words(self) -> str:
        """What the chart shows, in one sentence: its name for those who cannot see it."""
        return bars_layout.sentence(self.rows, self.style)

    def picture(self, width: float, height: float, measure: Measure) -> Picture:
        """Return the chart laid out in `width` × `height` pixels."""
        return bars_layout.layout(self.rows, self.style, width, height, measure)


@dataclass(frozen=True)
class StripChart:
    """All provinces of a year on one line by value."""

    file_stem: ClassVar[str] = "xep-hang"

    rows: tuple[RankRow, ...]
    style: ChartStyle
    region_name: str | None

    @property
    def words(self) -> str:
        """What the chart shows, in one sentence: its name for those who cannot see it."""
        return strip_layout.sentence(self.rows, self.style)

    def picture(self, width: float, height: float, measure: Measure) -> Picture:
        """Return the chart laid out in `width` × `height` pixels."""
        return strip_layout.layout(self.rows, self.region_name, self.style, width, height, measure)


@dataclass(frozen=True)
class StandingChart:
    """The distribution of the rank, on the line of all ranks; without `spread` it says that there is none."""

    file_stem: ClassVar[str] = "du-bao-hang"

    spread: RankSpread | None
    marks: tuple[RankMark, ...]
    style: ChartStyle

    @property
    def words(self) -> str:
        """What the chart shows, in one sentence: its name for those who cannot see it."""
        return standing_layout.sentence(self.spread, self.marks, self.style)

    def picture(self, width: float, height: float, measure: Measure) -> Picture:
        """Return the chart laid out in `width` × `height` pixels."""
        return standing_layout.layout(self.spread, self.marks, self.style, width, height, measure)


@dataclass(frozen=True)
class FanChart:
    """Published years as a line, years to come as a fan of what is probable."""

    file_stem: ClassVar[str] = "qua-cac-nam"

    facts: FanFacts
    style: ChartStyle

    @property
    def words(self) -> str:
        """What the chart shows, in one sentence: its name for those who cannot see it."""
        return fan_layout.sentence(self.facts, self.style)

    def picture(self, width: float, height: float, measure: Measure) -> Picture:
        """Return the chart laid out in `width` × `height` pixels."""
        return fan_layout.layout(self.facts, self.style, width, height, measure)


@dataclass(frozen=True)
class WaterfallChart:
    """From one total of points to another, step by step; without `ends` it says that there is none."""

    file_stem: ClassVar[str] = "thay-doi-diem"

    ends: Ends | None
    rows: tuple[StepRow, ...]
    style: ChartStyle

    @property
    def words(self) -> str:
        """What the chart shows, in one sentence: its name for those who cannot see it."""
        return waterfall_layout.sentence(self.ends, self.rows, self.style)

    def picture(self, width: float, height: float, measure: Measure) -> Picture:
        """Return the chart laid out in `width` × `height` pixels."""
        return waterfall_layout.layout(self.ends, self.rows, self.style, width, height, measure)


@dataclass(frozen=True)
class TornadoChart:
    """What would be lost with each thing, the greatest loss on top, at most `max_rows` of them."""

    file_stem: ClassVar[str] = "diem-co-the-mat"

    rows: tuple[LossRow, ...]
    max_rows: int
    style: ChartStyle

    @property
    def words(self) -> str:
        """What the chart shows, in one sentence: its name for those who cannot see it."""
        return tornado_layout.sentence(self.rows, self.style)

    def picture(self, width: float, height: float, measure: Measure) -> Picture:
        """Return the chart laid out in `width` × `height` pixels."""
        return tornado_layout.layout(self.rows, self.max_rows, self.style, width, height, measure)


Chart = RadarChart | BarsChart | StripChart | StandingChart | FanChart | WaterfallChart | TornadoChart


def radar(rows: Sequence[IndexRow], style: ChartStyle, rival: RivalOutline | None = None) -> RadarChart:
    """Return the radar of the main indices that are scored; the others have no value to show."""
    return RadarChart(tuple(row for row in rows if row.is_scored), style, rival)


def index_bars(rows: Sequence[IndexRow], style: ChartStyle) -> BarsChart:
    """Return the bars of points; a main index without points keeps its line and says so."""
    return BarsChart(tuple(rows), style)


def rank_strip(rows: Sequence[RankRow], style: ChartStyle, region_name: str | None = None) -> StripChart:
    """Return the strip of all provinces; without rows it says that there is nothing to compare with."""
    return StripChart(tuple(rows), style, region_name)


def standing(spread: RankSpread | None, style: ChartStyle, marks: Sequence[RankMark] = ()) -> StandingChart:
    """Return the distribution of the rank with the ranks that are known; None says that there is none."""
    return StandingChart(spread, tuple(marks), style)


def fan(
    province: str,
    history: Sequence[YearFigure],
    forecasts: Sequence[YearForecast],
    measure_kind: MeasureKind,
    style: ChartStyle,
    *,
    rivals: Sequence[RivalYears] = (),
    of: int | None = None,
) -> FanChart:
    """Return the years of `province` and what they may lead to; `of` is how many are ranked.

    Raises `ValueError` for more than four rivals, a rank that is no whole number from 1, or a year twice.
    """
    if len(rivals) > fan_layout.MAX_RIVALS:
        raise ValueError(f"more than {fan_layout.MAX_RIVALS} rivals")
    for years in (history, *(rival.years for rival in rivals)):
        if len({row.year for row in years}) < len(years):
            raise ValueError("a year stands twice")
        if measure_kind == "rank" and any(
            row.figure is not None and (row.figure < 1 or row.figure != int(row.figure)) for row in years
        ):
            raise ValueError("a rank that is no whole number from 1")
    if len({row.year for row in forecasts}) < len(forecasts):
        raise ValueError("a year stands twice")
    facts = FanFacts(province, tuple(history), tuple(forecasts), tuple(rivals), measure_kind, of)
    return FanChart(facts, style)


def waterfall(
    start_label: str,
    start_points: Fraction | None,
    rows: Sequence[StepRow],
    end_label: str,
    style: ChartStyle,
) -> WaterfallChart:
    """Return how `start_points` became what all steps lead to; None says that there is nothing to begin with.

    What is known only together, or not at all, is a step of its own.
    """
    ends = None if start_points is None else Ends(start_label, end_label, start_points)
    return WaterfallChart(ends, tuple(rows) if ends else (), style)


def tornado(rows: Sequence[LossRow], style: ChartStyle, max_rows: int = 12) -> TornadoChart:
    """Return the losses in their order. Raises `ValueError` for less than one row."""
    if max_rows < 1:
        raise ValueError("no row to show")
    return TornadoChart(tuple(rows), max_rows, style)


def render_png(chart: Chart, width_px: int, height_px: int, scale: float = 1.0) -> bytes:
    """Return the chart as PNG of `width_px` × `height_px` pixels times `scale`, laid out at 96 dpi.

    Pure, and safe to call from several threads; the same input gives the same bytes.
    """
    from dti_desktop.reports import raster

    fonts = chart.style.font_files
    return raster.png(chart.picture(width_px, height_px, raster.measure(fonts)), fonts, scale)


def render_svg(chart: Chart, width_px: int, height_px: int) -> bytes:
    """Return the chart as SVG, its letters as outlines so that it looks the same without the fonts.

    Pure, and safe to call from several threads; the same input gives the same bytes.
    """
    from dti_desktop.reports import raster

    fonts = chart.style.font_files
    return raster.svg(chart.picture(width_px, height_px, raster.measure(fonts)), fonts)
