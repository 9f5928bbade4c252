"""The charts of an assessment: what they show, and the pictures of them. The window's door to `reports`.

A chart is cheap to make and equal to another that would look the same; only `render_png` is slow and
belongs off the window's thread. The rows of a chart are its table twin.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.model import OF_PROVINCES, OfficeWords
from dti_desktop.engine.ranking import Ranking
from dti_desktop.reports import charts
from dti_desktop.reports.chart_rows import IndexRow, RankRow, index_rows, rank_rows
from dti_desktop.reports.chart_style import ChartStyle
from dti_desktop.reports.chart_tables import ChartTable, Column, table_of
from dti_desktop.reports.charts import Chart
from dti_desktop.reports.standing_rows import (
    LossRow,
    MeasureKind,
    RankChance,
    RankMark,
    RankSpread,
    RivalOutline,
    RivalYears,
    StepRow,
    YearFigure,
    YearForecast,
    rank_spread,
)

if TYPE_CHECKING:
    from dti_desktop.engine.results import ResultBook
    from dti_desktop.services.library import Library
    from dti_desktop.services.outlook import Outlook

__all__ = [
    "Chart",
    "ChartLook",
    "ChartTable",
    "Column",
    "IndexRow",
    "LossRow",
    "PictureFormat",
    "RankChance",
    "RankMark",
    "RankRow",
    "RankSpread",
    "RivalOutline",
    "RivalYears",
    "StepRow",
    "YearFigure",
    "YearForecast",
    "fan",
    "main_index_rows",
    "picture_file",
    "province_rows",
    "radar",
    "rank_spread",
    "rank_strip",
    "render_png",
    "render_svg",
    "standing",
    "table_of",
    "tornado",
    "warm",
    "waterfall",
]

PictureFormat = Literal["png", "svg"]

_SAVED_SCALE = 2.0  # sharp on paper and on a projector


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
    library: Library,
    assessment: Assessment,
    outlook: Outlook,
    look: ChartLook,
    language: str,
    rival: RivalOutline | None = None,
) -> Chart:
    """Return the radar of the main indices that are scored, against a rival where one is given."""
    return charts.radar(main_index_rows(assessment, outlook), _style(library, look, language), rival)


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
    style = _style(library, look, language, assessment.catalogue.office)
    return charts.rank_strip(rows, style, ranking.region_name)


def standing(
    library: Library,
    spread: RankSpread | None,
    look: ChartLook,
    language: str,
    marks: Sequence[RankMark] = (),
) -> Chart:
    """Return the distribution of the rank with the ranks that are known; it says so where there is none."""
    return charts.standing(spread, _style(library, look, language), marks)


def fan(
    library: Library,
    province: str,
    history: Sequence[YearFigure],
    forecasts: Sequence[YearForecast],
    measure_kind: MeasureKind,
    look: ChartLook,
    language: str,
    *,
    rivals: Sequence[RivalYears] = (),
    of: int | None = None,
) -> Chart:
    """Return ranks or values over the years with the fan of the forecast.

    Raises `ValueError` as `reports.charts.fan`.
    """
    style = _style(library, look, language)
    return charts.fan(province, history, forecasts, measure_kind, style, rivals=rivals, of=of)


def waterfall(
    library: Library,
    start_label: str,
    start_points: Fraction | None,
    steps: Sequence[StepRow],
    end_label: str,
    look: ChartLook,
    language: str,
) -> Chart:
    """Return how one total became another; the last total is the first and all steps together."""
    return charts.waterfall(start_label, start_points, steps, end_label, _style(library, look, language))


def tornado(
    library: Library, losses: Sequence[LossRow], look: ChartLook, language: str, max_rows: int = 12
) -> Chart:
    """Return the losses, the greatest on top; it says how many are not shown."""
    return charts.tornado(losses, _style(library, look, language), max_rows)


def warm() -> None:
    """Load what charts are drawn with before the first is wanted. Call it off the window."""
    from dti_desktop.reports import raster

    with _one_at_a_time:
        raster.load()


def render_png(chart: Chart, width_px: int, height_px: int, scale: float = 1.0) -> bytes:
    """Return the chart as PNG of `width_px` × `height_px` pixels times `scale`. Call it off the window."""
    with _one_at_a_time:
        return charts.render_png(chart, width_px, height_px, scale)


def render_svg(chart: Chart, width_px: int, height_px: int) -> bytes:
    """Return the chart as SVG. Call it off the window."""
    with _one_at_a_time:
        return charts.render_svg(chart, width_px, height_px)


def picture_file(chart: Chart, look: ChartLook, size_px: tuple[int, int], kind: PictureFormat) -> bytes:
    """Return the chart in the colours of `look` as a file to give away. Call it off the window.

    PNG has twice the pixels of `size_px`.
    """
    shown = replace(chart, style=_coloured(chart.style, look))
    if kind == "png":
        return render_png(shown, *size_px, _SAVED_SCALE)
    return render_svg(shown, *size_px)


def _coloured(style: ChartStyle, look: ChartLook) -> ChartStyle:
    return replace(style, **asdict(look))


def _style(
    library: Library, look: ChartLook, language: str, office: OfficeWords = OF_PROVINCES
) -> ChartStyle:
    fonts = library.resources_dir / "fonts"
    return ChartStyle(
        **asdict(look),
        font_files=(fonts / "Inter-Regular.otf", fonts / "Inter-SemiBold.otf"),
        texts=library.texts_for(language, office),
        language="en" if language == "en" else "vi",
    )
