"""The charts: rows and a style in, a picture out. One layout for the window, paper and export.

Labels stand on the lines, bars start at zero, the province has the accent and everything else is quiet.
The rows (`chart_rows`) are the table twin of each chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dti_desktop.reports import bars_layout, radar_layout, strip_layout
from dti_desktop.reports.chart_rows import IndexRow, RankRow
from dti_desktop.reports.chart_style import ChartStyle
from dti_desktop.reports.picture import Measure, Picture

__all__ = [
    "BarsChart",
    "Chart",
    "ChartStyle",
    "RadarChart",
    "StripChart",
    "index_bars",
    "radar",
    "rank_strip",
    "render_png",
    "render_svg",
]


@dataclass(frozen=True)
class RadarChart:
    """Values of the scored main indices on spokes."""

    rows: tuple[IndexRow, ...]
    style: ChartStyle

    @property
    def words(self) -> str:
        """What the chart shows, in one sentence: its name for those who cannot see it."""
        return radar_layout.sentence(self.rows, self.style)

    def picture(self, width: float, height: float, measure: Measure) -> Picture:
        """Return the chart laid out in `width` × `height` pixels."""
        return radar_layout.layout(self.rows, self.style, width, height, measure)


@dataclass(frozen=True)
class BarsChart:
    """Points won, lost and not yet answered per main index, all on one scale from zero."""

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


Chart = RadarChart | BarsChart | StripChart


def radar(rows: Sequence[IndexRow], style: ChartStyle) -> RadarChart:
    """Return the radar of the main indices that are scored; the others have no value to show."""
    return RadarChart(tuple(row for row in rows if row.is_scored), style)


def index_bars(rows: Sequence[IndexRow], style: ChartStyle) -> BarsChart:
    """Return the bars of points; a main index without points keeps its line and says so."""
    return BarsChart(tuple(rows), style)


def rank_strip(rows: Sequence[RankRow], style: ChartStyle, region_name: str | None = None) -> StripChart:
    """Return the strip of all provinces; without rows it says that there is nothing to compare with."""
    return StripChart(tuple(rows), style, region_name)


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
