"""The charts of an assessment through the door that the window uses."""

from __future__ import annotations

import struct
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from dti_desktop.engine.assessment import Assessment
from dti_desktop.services import charts
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import look

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Library(ROOT / "resources", ROOT / "translations")
LOOK = charts.ChartLook("#16202e", "#5a6573", "#b4bdc8", "#edf1f5", "#e3e6eb", "#0b5cad", "#ffffff")
ASSESSMENT = Assessment(
    "x",
    "Sóc Trăng",
    2022,
    LIBRARY.catalogue("dti-province-2022"),
    answers={"4.1": {"a": Decimal(700), "b": Decimal(775)}},
)
OUTLOOK = look(ASSESSMENT, LIBRARY.result_book)


def radar(**changes: str) -> charts.Chart:
    return charts.radar(LIBRARY, ASSESSMENT, OUTLOOK, replace(LOOK, **changes), "vi")


def strip(language: str = "vi") -> charts.Chart:
    assert OUTLOOK.ranking is not None
    return charts.rank_strip(LIBRARY, OUTLOOK.book, ASSESSMENT, OUTLOOK.ranking, LOOK, language)


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_equal_charts_look_the_same_and_only_they_are_equal() -> None:
    assert radar() == radar()
    assert radar() != radar(accent="#6cb0f5")
    assert strip() != strip("en")


def test_a_picture_has_the_pixels_that_were_asked_for() -> None:
    assert size_of(charts.render_png(radar(), 380, 300, 2.0)) == (760, 600)
    assert size_of(charts.render_png(strip(), 900, 150, 1.0)) == (900, 150)


def test_the_table_twins_hold_everything() -> None:
    rows = charts.main_index_rows(ASSESSMENT, OUTLOOK)
    assert [row.code for row in rows] == [index.code for index in ASSESSMENT.catalogue.main_indices]
    assert sum(row.points for row in rows) == OUTLOOK.scorecard.whole.points
    assert OUTLOOK.ranking is not None
    provinces = charts.province_rows(OUTLOOK.book, ASSESSMENT, OUTLOOK.ranking)
    assert len(provinces) == len(LIBRARY.result_book.provinces)
    assert [row.province for row in provinces if row.is_own] == ["Sóc Trăng"]


def test_the_words_of_a_chart_say_what_it_shows() -> None:
    assert "Sóc Trăng" in strip().words
    assert "0,0903" in radar().words  # 9.03 of the 100 points of main index 4


def test_nothing_heavy_is_loaded_to_make_a_chart() -> None:
    program = (
        "import sys, dti_desktop.services.charts, dti_desktop.services.league\n"
        "print([m for m in ('matplotlib', 'numpy', 'pandas', 'reportlab', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_warming_loads_what_the_first_chart_needs() -> None:
    code = (
        "import sys\n"
        "from dti_desktop.services import charts\n"
        "assert 'matplotlib' not in sys.modules\n"
        "charts.warm()\n"
        "assert 'matplotlib.backends.backend_agg' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
