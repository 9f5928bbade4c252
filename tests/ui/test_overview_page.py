"""The overview in the real window: figures, main indices, charts with their twins, the next step."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QGuiApplication
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, prepare, real_window, soc_trang

from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui import theme
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.overview import OverviewPage
from dti_desktop.ui.widgets.chart_card import CHART, TABLE

OpenOn = Callable[[Callable[[Workspace], object], str], AbstractContextManager[RealWindow]]


@pytest.fixture
def open_on(qtbot: QtBot, tmp_path: Path, window_language: Language) -> OpenOn:
    def opened(make: Callable[[Workspace], object], size: tuple[int, int] = (1366, 768)) -> object:
        prepare(tmp_path / "store", make)
        return real_window(qtbot, window_language, tmp_path / "store", size=size)

    return opened  # type: ignore[return-value]


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the sample, to be copied."""
    store = tmp_path_factory.mktemp("sample") / "store"
    prepare(store, lambda workspace: create_sample(workspace, LIBRARY))
    return store


@pytest.fixture
def sample(
    qtbot: QtBot, tmp_path: Path, sample_store: Path, window_language: Language
) -> Iterator[RealWindow]:
    shutil.copytree(sample_store, tmp_path / "store")
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open("sample-soc-trang-2022", "overview")
        yield real


def page_of(real: RealWindow) -> OverviewPage:
    page = real.bench.page("overview")
    assert isinstance(page, OverviewPage)
    return page


def drawn(real: RealWindow) -> None:
    page = page_of(real)
    # The first picture of a process loads a large library.
    real.qtbot.waitUntil(lambda: page.radar.chart.is_current and page.strip.chart.is_current, timeout=60_000)


def text_of(page: OverviewPage, row: int, column: int) -> str:
    model = page.indices.model()
    return str(model.index(row, column).data())


def test_the_sample_stands_where_it_was_published(sample: RealWindow) -> None:
    page = page_of(sample)
    assert page.points.number.text() == "573,10"
    assert page.value.number.text() == "0,5731"
    assert page.rank.number.text() == "36/63"
    assert page.rank.remark.text() == "trong vùng 8/13"
    assert [f.number.text() for f in page.pillars.values()] == ["0,6617", "0,6424", "0,5683"]
    assert [f.remark.text() for f in page.pillars.values()] == ["hạng 32/63", "hạng 32/63", "hạng 37/63"]


def test_each_main_index_has_its_five_counters(sample: RealWindow) -> None:
    page, outlook = page_of(sample), sample.session.outlook
    assert outlook is not None
    for place, (code, counted) in enumerate(outlook.progress.items()):
        of = counted.indicators
        assert text_of(page, place, 0).startswith(f"{code}  ")
        assert [text_of(page, place, column) for column in range(2, 6)] == [
            f"{count}/{of}"
            for count in (counted.answered, counted.with_evidence, counted.valid, counted.approved)
        ]
    assert text_of(page, 0, 6) == "27,08"
    assert text_of(page, 5, 1) == "–" and text_of(page, 5, 6) == "–"  # collected, not scored
    assert "Đô thị thông minh" in page.radar.note.text()


def test_nothing_lies_below_the_fold_of_the_office_laptop(sample: RealWindow) -> None:
    page = page_of(sample)
    sample.until(lambda: page.strip.height() > 0)
    assert page._scroll.verticalScrollBar().maximum() == 0
    metrics = QFontMetrics(theme.current().font("body"))
    for column in range(1, page.indices.model().columnCount()):
        texts = [
            page.indices.model().index(row, column).data() for row in range(page.indices.model().rowCount())
        ]
        assert max(map(metrics.horizontalAdvance, texts)) + 10 <= page.indices.columnWidth(column)
    for row in range(page.indices.model().rowCount()):
        box = page.indices.visualRect(page.indices.model().index(row, 0))
        assert box.height() > 0 and page.indices.viewport().rect().contains(box)


def test_charts_are_drawn_off_the_window_and_follow_theme_and_language(sample: RealWindow) -> None:
    page = page_of(sample)
    drawn(sample)
    light = page.radar.chart.grab().toImage()
    theme.current().set_mode("dark")
    drawn(sample)
    dark = page.radar.chart.grab().toImage()
    assert light.pixelColor(2, 2) != dark.pixelColor(2, 2)
    named = page.strip.chart.accessibleName()
    assert "Sóc Trăng" in named and "36/63" in named
    sample.bench.set_language("en")
    sample.until(lambda: page.strip.chart.accessibleName() != named)
    drawn(sample)


def test_the_picture_of_a_chart_can_be_copied(sample: RealWindow) -> None:
    page = page_of(sample)
    drawn(sample)
    QGuiApplication.clipboard().clear()
    page.radar.chart.copy()
    copied = QGuiApplication.clipboard().image()
    assert copied.size() == page.radar.chart.size() * page.radar.chart.devicePixelRatioF()


def test_every_chart_has_a_table_that_can_be_copied(sample: RealWindow, qtbot: QtBot) -> None:
    page = page_of(sample)
    sample.activate()
    for card, rows, said in ((page.radar, 9, "0,7292"), (page.strip, 63, "Điện Biên")):
        assert not card.table.isVisible()
        card.view.setFocus()
        qtbot.keyClick(card.view.focusProxy(), Qt.Key.Key_Right)
        assert card.view.choice == TABLE and card.table.isVisible() and not card.chart.isVisible()
        assert card.rows.rowCount() == rows
        card.table.selectAll()
        lines = card.table.selected_text().split("\n")
        assert len(lines) == rows + 1 and any(said in line for line in lines)
        card.show_as(CHART)
        assert card.chart.isVisible()


def test_a_main_index_leads_to_its_first_open_row(sample: RealWindow, qtbot: QtBot) -> None:
    page = page_of(sample)
    box = page.indices.visualRect(page.indices.model().index(3, 0))
    qtbot.mouseClick(page.indices.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    outlook = sample.session.outlook
    assert outlook is not None
    at_fault = {f.indicator for f in outlook.findings if f.severity != "note"}
    first = next(code for code in outlook.scorecard.indicators if code.startswith("4.") and code in at_fault)
    assert (sample.bench.place.page, sample.bench.place.code) == ("indicator", first)


def test_the_next_step_leads_there(sample: RealWindow, qtbot: QtBot) -> None:
    page = page_of(sample)
    assert page.next.text().startswith("Bổ sung: 1.3 ")
    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    place = sample.bench.place
    assert (place.page, place.code, place.field) == ("indicator", "1.3", "evidence")


def test_how_far_the_rows_can_be_trusted_is_said_and_leads_to_them(sample: RealWindow) -> None:
    page = page_of(sample)
    assert "98 chỉ số chưa đối chiếu với văn bản gốc" in page.caution.words
    page.caution.acted.emit()
    assert sample.bench.place.page == "catalogue"


def test_an_untouched_assessment_shows_the_first_step_and_no_empty_charts(
    open_on: OpenOn, qtbot: QtBot
) -> None:
    with open_on(soc_trang) as real:  # type: ignore[call-arg]
        real.open("soc-trang-2022", "overview")
        page = page_of(real)
        assert page.empty.isVisible() and not page.radar.isVisible()
        # No figure stands in the corner of the page.
        assert not any(figure.isVisible() for figure in (page.points, page.value, page.rank))
        assert page.empty.begin.text().startswith("Bắt đầu: 1.1 ")
        assert [link.text().split()[0] for link in page.empty.links.values()] == [
            index.code for index in LIBRARY.catalogue("dti-province-2022").main_indices
        ]
        real.bench.set_language("en")
        real.until(lambda: "Bắt đầu" not in page.empty.begin.text())
        real.bench.set_language("vi")
        qtbot.mouseClick(page.empty.begin, Qt.MouseButton.LeftButton)
        assert real.bench.place.code == "1.1"
        # The first answer brings the figures.
        real.session.edit_answer("4.1", {"a": Decimal(1), "b": Decimal(2)})
        real.go("overview")
        assert not page.empty.isVisible()
        assert page.points.number.text() == "5,00"
        assert page.next.text().startswith("Tiếp tục: 1.1 ")


def test_what_contradicts_comes_before_what_is_open(open_on: OpenOn) -> None:
    def make(workspace: Workspace) -> None:
        soc_trang(workspace)
        workspace.replace_answers("soc-trang-2022", {"4.1": {"a": Decimal(9), "b": Decimal(2)}})

    with open_on(make) as real:  # type: ignore[call-arg]
        real.open("soc-trang-2022", "overview")
        assert page_of(real).next.text().startswith("Sửa mâu thuẫn: 4.1 ")


def test_every_control_has_a_name_for_screen_readers(sample: RealWindow) -> None:
    page = page_of(sample)
    drawn(sample)
    for widget in (
        page.next, page.indices, page.radar.view, page.radar.table, page.radar.chart, page.strip.chart,
        page.points, page.rank, *page.pillars.values(),
    ):  # fmt: skip
        said = QAccessible.queryAccessibleInterface(widget)
        assert said is not None and said.text(QAccessible.Text.Name), widget
    bar = page.indices.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "72,92" in bar and "27,08" in bar
