"""Saving a chart from its context menu, in the real window."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, prepare, real_window

from dti_desktop.services import charts
from dti_desktop.services.charts import LossRow, RankChance, StepRow, YearFigure, YearForecast
from dti_desktop.services.sample import create_sample
from dti_desktop.ui import theme
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.overview import OverviewPage
from dti_desktop.ui.widgets.chart_card import TABLE, ChartCard
from dti_desktop.ui.widgets.chart_saving import ChartSaving
from dti_desktop.ui.widgets.chart_view import ChartView, chart_look


@pytest.fixture
def sample(qtbot: QtBot, tmp_path: Path, window_language: Language) -> Iterator[RealWindow]:
    prepare(tmp_path / "store", lambda workspace: create_sample(workspace, LIBRARY))
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open("sample-soc-trang-2022", "overview")
        yield real


def strip_of(real: RealWindow) -> ChartView:
    page = real.bench.page("overview")
    assert isinstance(page, OverviewPage)
    return page.strip.chart


def saved(real: RealWindow, saving: ChartSaving, target: Path, kind: charts.PictureFormat) -> str:
    """Save, wait until it is said how that went, and return what is said."""
    saving.said = None
    saving.save(target, kind)
    real.qtbot.waitUntil(lambda: saving.said is not None, timeout=60_000)
    assert saving.said is not None
    text = f"{saving.said.accessibleName()}: {saving.said.accessibleDescription()}"
    saving.said.close()
    return text


def test_the_menu_offers_to_copy_and_to_save(sample: RealWindow) -> None:
    texts = [action.text() for action in strip_of(sample).actions()]
    assert texts == ["Sao chép hình", "Lưu hình PNG…", "Lưu hình SVG…"]
    sample.bench.set_language("en")
    sample.until(lambda: strip_of(sample).actions()[0].text() == "Copy picture")
    texts = [action.text() for action in strip_of(sample).actions()]
    assert texts[1:] == ["Save picture as PNG…", "Save picture as SVG…"]


def test_a_png_has_twice_the_pixels_and_a_white_ground_in_any_theme(
    sample: RealWindow, tmp_path: Path
) -> None:
    view = strip_of(sample)
    pictures = []
    for mode in ("dark", "light"):
        theme.current().set_mode(mode)  # type: ignore[arg-type]
        target = tmp_path / f"{mode}.png"
        assert saved(sample, view.saving, target, "png") == f"Đã lưu hình: {target.name}"
        pictures.append(target.read_bytes())
    assert pictures[0] == pictures[1]
    assert struct.unpack(">II", pictures[0][16:24]) == (2 * view.width(), 2 * view.height())
    assert QImage.fromData(pictures[0]).pixelColor(1, 1).name() == theme.LIGHT.surface


def test_an_svg_is_written_whole_over_an_older_one(sample: RealWindow, tmp_path: Path) -> None:
    target = tmp_path / "xep-hang.svg"
    target.write_bytes(b"older")
    saved(sample, strip_of(sample).saving, target, "svg")
    assert target.read_bytes().rstrip().endswith(b"</svg>")
    assert [file.name for file in tmp_path.glob("*") if file.is_file()] == [target.name]


def test_what_cannot_be_written_is_said_and_changes_nothing(sample: RealWindow, tmp_path: Path) -> None:
    saving = strip_of(sample).saving
    said = saved(sample, saving, tmp_path / "not there" / "a.png", "png")
    assert said.startswith("Chưa lưu được hình: ")
    inside = next(file for file in (tmp_path / "store").rglob("*") if file.is_file())
    before = inside.read_bytes()
    assert saved(sample, saving, inside, "png").startswith("Chưa lưu được hình: ")
    assert inside.read_bytes() == before


def test_the_dialog_proposes_a_name_and_what_is_chosen_is_written(
    sample: RealWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving = strip_of(sample).saving
    proposed: list[str] = []

    def choose(dialog: QFileDialog) -> int:
        proposed.append(Path(dialog.selectedFiles()[0]).name)
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile("hinh")
        return 1

    monkeypatch.setattr(QFileDialog, "exec", choose)
    saving.actions[0].trigger()
    sample.qtbot.waitUntil(lambda: saving.said is not None, timeout=60_000)
    assert proposed == ["xep-hang.png"]
    assert (tmp_path / "hinh.png").read_bytes().startswith(b"\x89PNG")


def new_charts() -> dict[str, charts.Chart]:
    look = chart_look()
    spread = charts.rank_spread([RankChance(1, 0.25), RankChance(2, 0.75)], 3)
    years = [YearFigure(2022, 2), YearFigure(2023, None)]
    forecast = [YearForecast(2024, 2, 1, 2, 1, 3)]
    return {
        "standing": charts.standing(LIBRARY, spread, look, "vi"),
        "fan": charts.fan(LIBRARY, "Huế", years, forecast, "rank", look, "vi", of=3),
        "waterfall": charts.waterfall(
            LIBRARY, "Trước", Fraction(5), [StepRow("a", Fraction(1))], "Sau", look, "vi"
        ),
        "tornado": charts.tornado(LIBRARY, [LossRow("a", Fraction(3), 1)], look, "vi"),
        "nothing": charts.standing(LIBRARY, None, look, "vi"),
    }


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("standing", "1|25,0 %|25,0 %", "2|75,0 %|100,0 %"),
        ("fan", "Huế|2022|2||", "Huế|2024|2|1–3|1–2"),
        ("waterfall", "Trước||5,00", "Sau|+1,00|6,00"),
        ("tornado", "a|3,00|1", "a|3,00|1"),
        ("nothing", None, None),
    ],
)
def test_a_card_shows_each_chart_and_its_numbers(
    sample: RealWindow, name: str, first: str | None, last: str | None
) -> None:
    page = sample.bench.page("overview")
    assert isinstance(page, OverviewPage)
    card = ChartCard(page.context, lambda: new_charts()[name], least=QSize(420, 106))
    sample.qtbot.addWidget(card)
    card.resize(600, 260)
    card.show()
    sample.qtbot.waitUntil(lambda: card.chart.is_current, timeout=60_000)
    assert card.chart.accessibleName() == new_charts()[name].words
    card.show_as(TABLE)
    model = card.rows
    rows = [
        "|".join(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]
    plain = [row.replace("\u00a0", " ") for row in rows]
    assert (plain[:1], plain[-1:]) == (([first], [last]) if first else ([], []))
