"""The charts of an assessment: what they show, and the pictures of them. The window's door to `reports`.

A chart is cheap to make and equal to another that would look the same; only `render_png` is slow and
belongs off the window's thread. The rows of a chart are its table twin.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.ranking import Ranking
from dti_desktop.reports import charts
from dti_desktop.reports.chart_rows import IndexRow, RankRow, index_rows, rank_rows
from dti_desktop.reports.chart_style import ChartStyle
from dti_desktop.reports.charts import Chart

if TYPE_CHECKING:
    from dti_desktop.engine.results import ResultBook
    from dti_desktop.services.library import Library
    from dti_desktop.services.outlook import Outlook

__all__ = [
    "Chart",
    "ChartLook",
    "IndexRow",
    "RankRow",
    "main_index_rows",
    "province_rows",
    "radar",
    "rank_strip",
    "render_png",
]


# matplotlib does not promise to be safe in several threads; waiting costs less than finding out.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class ChartLook:
    """Colours (`#rrggbb`) and text size of a chart: see `ChartStyle`."""

    ink: str
    quiet: str
    context: str
    track: str
    hairline: str
    accent: str
    background: str
    text_size_pt: float = 10.5


def main_index_rows(assessment: Assessment, outlook: Outlook) -> tuple[IndexRow, ...]:
    """Return one row per main index, those that are not scored included, in catalogue order."""
    return index_rows(assessment, outlook.scorecard, outlook.ranking)


def province_rows(book: ResultBook, assessment: Assessment, ranking: Ranking) -> tuple[RankRow, ...]:
    """Return all provinces of the year compared with, this one among them; none where a value is unknown."""
    return rank_rows(assessment.catalogue, ranking, book, assessment.province)


def radar(
    library: Library, assessment: Assessment, outlook: Outlook, look: ChartLook, language: str
) -> Chart:
    """Return the radar of the main indices that are scored."""
    return charts.radar(main_index_rows(assessment, outlook), _style(library, look, language))


def rank_strip(
    library: Library,
    book: ResultBook,
    assessment: Assessment,
    ranking: Ranking,
    look: ChartLook,
    language: str,
) -> Chart:
    """Return the strip of all provinces; it says so where there is nothing to compare with."""
    rows = province_rows(book, assessment, ranking)
    return charts.rank_strip(rows, _style(library, look, language), ranking.region_name)


def warm() -> None:
    """Load what charts are drawn with before the first is wanted. Call it off the window."""
    from dti_desktop.reports import raster

    with _one_at_a_time:
        raster.load()


def render_png(chart: Chart, width_px: int, height_px: int, scale: float = 1.0) -> bytes:
    """Return the chart as PNG of `width_px` × `height_px` pixels times `scale`. Call it off the window."""
    with _one_at_a_time:
        return charts.render_png(chart, width_px, height_px, scale)


def _style(library: Library, look: ChartLook, language: str) -> ChartStyle:
    fonts = library.resources_dir / "fonts"
    return ChartStyle(
        ink=look.ink,
        quiet=look.quiet,
        context=look.context,
        track=look.track,
        hairline=look.hairline,
        accent=look.accent,
        background=look.background,
        font_files=(fonts / "Inter-Regular.otf", fonts / "Inter-SemiBold.otf"),
        texts=library.texts(language),
        language="en" if language == "en" else "vi",
        text_size_pt=look.text_size_pt,
    )
