"""Two assessments side by side, in the real window: sums, rows, what differs, both sides in full."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from later_edition import LATER_YEAR, library_with_later_edition
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from real_window import RealWindow, prepare, real_window

from dti_desktop.engine.carrying import unconfirmed
from dti_desktop.services.library import Library
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.carried import CarriedPage
from dti_desktop.ui.pages.comparison import ALL, BY_DIFFERENCE, DIFFERENT, ComparisonPage

SAMPLE, COPY, NEW = "sample-soc-trang-2022", "soc-trang-2022", f"soc-trang-{LATER_YEAR}"


def three(workspace: Workspace) -> None:
    """The sample, a copy of it in which one answer is another, and a later edition with little in it."""
    sample = create_sample(workspace, workspace.library)
    workspace.create_from(sample, year=2022)
    workspace.confirm_previous(COPY, unconfirmed(workspace.load(COPY)))
    workspace.confirm_previous_figures(COPY, workspace.load(sample).profile)
    workspace.replace_answers(COPY, {"1.1": {"level": "none"}})
    workspace.create_from(COPY, year=LATER_YEAR)
    workspace.confirm_previous(NEW, ("2.1", "3.4"))
    workspace.create("Cà Mau", 2021)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_with_later_edition(tmp_path_factory.mktemp("later") / "resources")


@pytest.fixture
def real(qtbot: QtBot, tmp_path: Path, window_language: Language, library: Library) -> Iterator[RealWindow]:
    prepare(tmp_path / "store", three, library=library)
    with real_window(qtbot, window_language, tmp_path / "store", library=library) as window:
        window.open(COPY, "comparison")
        window.activate()
        yield window


def page_of(real: RealWindow, other_id: str | None = None) -> ComparisonPage:
    real.go("comparison", field=other_id)
    page = real.bench.page("comparison")
    assert isinstance(page, ComparisonPage)
    real.until(lambda: page.found is not None and (other_id is None or page.found.other.id == other_id))
    real.until(lambda: page.work.is_current)
    return page


def codes(page: ComparisonPage) -> list[str]:
    return [row.code for row in page.table.shown if row is not None]


def lines(page: ComparisonPage, place: int) -> dict[str, str]:
    return dict(page.sides[place].lines)


def test_a_copy_differs_where_it_was_changed(real: RealWindow) -> None:
    page = page_of(real)
    assert page.other.currentData() == SAMPLE  # what it was begun from
    assert page.figures[""].number.text() == "563,10"
    assert page.figures[""].remark.text() == "kia: 573,10 (−10,00)"
    assert len(codes(page)) == len(page.found.this.catalogue.indicators)  # type: ignore[union-attr]
    page.filter.choose(DIFFERENT)
    page.filter.chosen.emit(DIFFERENT)
    assert codes(page) == ["1.1"]
    sums, row = page.table.shown
    assert sums is None and row is not None
    assert [page.table.rows.index(0, column).data() for column in (0, 6)] == ["1", "−10,00"]
    assert [page.table.rows.index(1, column).data() for column in (4, 5, 6, 7)] == [
        "0,00",
        "10,00",
        "−10,00",
        "1 / 1",
    ]
    assert lines(page, 0)["Trả lời"].startswith("Chưa có Ban chỉ đạo")
    assert lines(page, 1)["Trả lời"] == "Trưởng ban là Bí thư hoặc Chủ tịch tỉnh"
    assert lines(page, 0)["Minh chứng"] == lines(page, 1)["Minh chứng"]


def test_by_difference_the_largest_comes_first_and_no_sums_stand_between(real: RealWindow) -> None:
    page = page_of(real, NEW)
    page.order.choose(BY_DIFFERENCE)
    page.order.chosen.emit(BY_DIFFERENCE)
    assert None not in page.table.shown
    gains = [abs(row.gained_points) for row in page.table.shown if row is not None]
    assert gains == sorted(gains, reverse=True) and gains[0] > gains[-1]
    page.filter.choose(ALL)


def test_rows_are_matched_by_the_map_and_what_stands_alone_is_shown(real: RealWindow) -> None:
    page = page_of(real, NEW)
    by_code = {row.code: row for row in page.table.shown if row is not None}
    assert by_code["2.2"].other is not None and by_code["2.2"].other.code == "2.1"
    assert by_code["1.10"].other is None
    assert by_code["1.11"].this is None
    place = page.table.shown.index(by_code["1.11"])
    page.table.setCurrentIndex(page.table.rows.index(place, 0))
    assert lines(page, 0) == {"": "Hồ sơ này không có chỉ số này."}
    assert lines(page, 1)["Trả lời"] == "chưa trả lời"


def test_it_follows_what_is_answered_and_undone(real: RealWindow) -> None:
    page = page_of(real)
    real.session.edit_answer("1.1", {"level": "head"})
    real.until(lambda: page.figures[""].number.text() == "573,10")
    real.session.flush()
    real.at_rest()
    real.session.undo()
    real.until(lambda: page.figures[""].number.text() == "563,10")
    real.until(lambda: page.work.is_current)


def test_by_keyboard_from_row_to_row_and_into_the_indicator(real: RealWindow) -> None:
    page = page_of(real)
    page.table.setFocus()
    before = page.table.row_at(page.table.currentIndex())
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    after = page.table.row_at(page.table.currentIndex())
    assert before is not None and after is not None and after.code == "1.2" and before.code == "1.1"
    assert page._detail_title.text().startswith("1.2  ")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert (real.bench.place.page, real.bench.place.code) == ("indicator", "1.2")


def test_another_can_be_chosen_and_the_earlier_year_leads_here(real: RealWindow) -> None:
    page = page_of(real)
    offered = {page.other.itemText(n) for n in range(page.other.count())}
    assert offered == {"Sóc Trăng 2022 (mẫu)", f"Sóc Trăng {LATER_YEAR}", "Cà Mau 2021"}
    page.other.setCurrentIndex(page.other.findText("Cà Mau 2021"))
    page.other.activated.emit(page.other.currentIndex())
    real.until(lambda: page.found is not None and page.found.other.year == 2021)
    real.go("carried")
    carried = real.bench.page("carried")
    assert isinstance(carried, CarriedPage)
    carried.compare.click()
    assert real.bench.place.page == "comparison"
    real.until(lambda: page.found is not None and page.found.other.id == SAMPLE)


def test_alone_in_the_store_it_says_so(qtbot: QtBot, tmp_path: Path, window_language: Language) -> None:
    prepare(tmp_path / "store", lambda workspace: workspace.create("Cà Mau", 2021))
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open("ca-mau-2021", "comparison")
        page = real.bench.page("comparison")
        assert isinstance(page, ComparisonPage)
        real.until(lambda: page.empty.isVisible())
