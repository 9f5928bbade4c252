"""Draw the charts of the standing in both themes, both languages and several sizes, to be looked at.

    .venv/bin/python tools/chart_pictures.py DIR              one PNG per chart, theme, language and size
    .venv/bin/python tools/chart_pictures.py DIR --size 700x300

Runs without a screen. Published ranks and values are those of the reference tables; chances, steps and losses
are made up.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from dti_desktop.engine.assessment import Assessment  # noqa: E402
from dti_desktop.engine.results import OVERALL  # noqa: E402
from dti_desktop.services import charts  # noqa: E402
from dti_desktop.services.charts import Chart, ChartLook  # noqa: E402
from dti_desktop.services.library import Library  # noqa: E402
from dti_desktop.services.outlook import look as look_at  # noqa: E402
from dti_desktop.ui import theme  # noqa: E402
from dti_desktop.ui.widgets.chart_view import chart_look  # noqa: E402

SIZES = ((420, 106), (560, 240), (760, 320), (1300, 400))
PROVINCE, RIVALS = "Sóc Trăng", ("Hậu Giang", "Bạc Liêu", "Cần Thơ")


def library() -> Library:
    """Return the library of this source tree."""
    return Library(ROOT / "resources", ROOT / "translations")


def years_of(book: Library, province: str, kind: str) -> list[charts.YearFigure]:
    """Return what was published of a province: its ranks or its values."""
    found = []
    for year in book.result_book.years:
        result = book.result_book.published(year, province, OVERALL)
        figure = None if result is None else result.rank if kind == "rank" else result.value
        found.append(charts.YearFigure(year, figure))
    return found


def bell(centre: float, spread: float, of: int) -> charts.RankSpread | None:
    """Return a made-up distribution around `centre`."""
    weights = [math.exp(-(((rank - centre) / spread) ** 2) / 2) for rank in range(1, of + 1)]
    whole = sum(weights)
    chances = [charts.RankChance(rank, weight / whole) for rank, weight in enumerate(weights, 1)]
    return charts.rank_spread(chances, of)


def all_charts(book: Library, look: ChartLook, language: str) -> Iterator[tuple[str, Chart]]:
    """Yield every chart of the standing with a name."""
    of = len(book.result_book.provinces)
    marks = (charts.RankMark(36, "published", 2022), charts.RankMark(34, "claimed", 2022))
    yield "standing", charts.standing(book, bell(35.4, 4.8, of), look, language, marks)
    yield "standing-first", charts.standing(book, bell(2, 1.6, of), look, language, marks[:1])
    for kind in ("rank", "value"):
        rivals = [charts.RivalYears(name, tuple(years_of(book, name, kind))) for name in RIVALS]
        forecast = (
            charts.YearForecast(2024, 33, 30, 36, 26, 41)
            if kind == "rank"
            else charts.YearForecast(2024, 0.68, 0.66, 0.70, 0.64, 0.73)
        )
        history = years_of(book, PROVINCE, kind)
        yield (
            f"fan-{kind}",
            charts.fan(book, PROVINCE, history, (forecast,), kind, look, language, rivals=rivals, of=of),  # type: ignore[arg-type]
        )
    assessment = Assessment("x", PROVINCE, 2022, book.catalogue("dti-province-2022"))
    indices = assessment.catalogue.main_indices
    titles = [index.title.in_language("en" if language == "en" else "vi") for index in indices]
    deltas = ("4.2", "-3.5", "12.75", "0", "6.1", "21.25", "-8.4", "15.5", "2")
    steps = [charts.StepRow(title, Fraction(delta)) for title, delta in zip(titles, deltas, strict=False)]
    yield (
        "waterfall",
        charts.waterfall(book, "2021", Fraction("523.2"), steps, "2022", look, language),
    )
    yield "waterfall-zero", charts.waterfall(book, "2021", Fraction("60"), steps, "2022", look, language)
    losses = [
        charts.LossRow(
            f"{indicator.code} {indicator.title.in_language('en' if language == 'en' else 'vi')}",
            Fraction(n * n, 9),
            n / 6,
        )
        for n, indicator in enumerate(list(assessment.catalogue.indicators.values())[:20])
    ]
    yield "tornado", charts.tornado(book, losses, look, language)
    outlook = look_at(assessment, book.result_book)
    known = [Fraction(n, 10) for n in (6, 7, 8, 5, 7, 4, 6, 7, 8)]
    outline = charts.RivalOutline(
        RIVALS[0],
        tuple((i.code, None if i.code in ("2", "5") else v) for i, v in zip(indices, known, strict=False)),
    )
    yield "radar", charts.radar(book, assessment, outlook, look, language, outline)
    yield "nothing", charts.standing(book, None, look, language)


def main() -> int:
    """Draw them all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", action="append")
    chosen = parser.parse_args()
    sizes = [tuple(map(int, size.split("x"))) for size in chosen.size] if chosen.size else SIZES
    chosen.folder.mkdir(parents=True, exist_ok=True)
    book = library()
    for mode, colours in (("light", theme.LIGHT), ("dark", theme.DARK)):
        for language in ("vi", "en"):
            for name, chart in all_charts(book, chart_look(colours=colours), language):
                for width, height in sizes:
                    file = chosen.folder / f"{name}-{mode}-{language}-{width}x{height}.png"
                    file.write_bytes(charts.render_png(chart, width, height, 1.0))
    return 0


if __name__ == "__main__":
    sys.exit(main())
