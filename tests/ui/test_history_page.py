"""The history in the real window: any province over the years, its rivals, its region, its tabs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, prepare, real_window, soc_trang

from dti_desktop.services.library import Library
from dti_desktop.ui.language import Language
from dti_desktop.ui.navigation import STANDING_PAGES
from dti_desktop.ui.pages.history import INDICES, HistoryPage
from dti_desktop.ui.sidebar_rows import Role
from dti_desktop.ui.widgets.province_chooser import ProvinceList
from dti_desktop.ui.widgets.rows_model import RowsModel

YEAR, RANK, CHANGE, VALUE, MEAN, REGION = range(6)


@pytest.fixture
def real(qtbot: QtBot, tmp_path: Path, window_language: Language) -> Iterator[RealWindow]:
    prepare(tmp_path / "store", soc_trang)
    with real_window(qtbot, window_language, tmp_path / "store") as opened:
        opened.open("soc-trang-2022", "history")
        opened.activate()
        shown(opened, "Sóc Trăng", 2022)
        yield opened


def page_of(real: RealWindow) -> HistoryPage:
    page = real.bench.page("history")
    assert isinstance(page, HistoryPage)
    return page


def shown(real: RealWindow, province: str, year: int) -> HistoryPage:
    """Wait until the page shows this."""
    page = page_of(real)
    real.until(
        lambda: page.found is not None and page.found.history.province == province and page.found.year == year
    )
    return page


def choose(real: RealWindow, province: str, year: int = 2022) -> HistoryPage:
    """Choose as a person does: type a part of the name, Enter; press the year."""
    page = page_of(real)
    listing = page.chooser.open_list()
    listing.search.setText(province)
    real.qtbot.keyClick(listing.search, Qt.Key.Key_Return)
    page.years.choose(str(year))
    page.years.chosen.emit(str(year))
    return shown(real, province, year)


def cells(rows: RowsModel) -> list[list[str]]:
    return [
        [str(rows.index(row, column).data()) for column in range(rows.columnCount())]
        for row in range(rows.rowCount())
    ]


def own_row(rows: RowsModel) -> list[str]:
    (row,) = [row for row in range(rows.rowCount()) if rows.is_own(row)]
    return cells(rows)[row]


# -- what the sources say ------------------------------------------------------------------------------


def test_the_years_of_this_province_stand_there_first(real: RealWindow) -> None:
    page = page_of(real)
    assert page.chooser.text() == "Sóc Trăng" and page.years.choice == "2022"
    by_year = {row[YEAR]: row for row in cells(page.past.rows)}
    assert list(by_year) == ["2023", "2022", "2021", "2020"]
    row = by_year["2022"]
    assert row[RANK] == "36" and row[CHANGE] == "▲  tăng 20 bậc so với năm 2021" and row[VALUE] == "0,5731"
    assert row[MEAN] == "0,5787" and row[REGION] == "8/13"
    assert row[6:] == [
        "0,6617* · 32",
        "0,6424* · 32",
        "0,5683* · 37",
    ]
    assert by_year["2023"][CHANGE] == "▼  giảm 9 bậc so với năm 2022"
    assert by_year["2021"][6:] == ["– · 57", "– · 60", "– · 54"]
    last = by_year["2020"]
    assert last[RANK] == "57" and last[CHANGE] == "–" and last[VALUE] == "–"
    assert last[6:] == ["0,3105 · 51", "0,1931 · 58", "0,2021 · 58"]
    assert page.news.text() == "Năm 2022 tăng 20 bậc so với năm 2021, tăng 21 bậc so với năm 2020."
    assert own_row(page.past.rows)[YEAR] == "2022"


def test_other_provinces_tell_what_their_news_told(real: RealWindow) -> None:
    page = choose(real, "Thái Nguyên", 2021)
    assert page.news.text() == "Năm 2021 tăng 4 bậc so với năm 2020."
    row = own_row(page.past.rows)
    assert row[RANK] == "8"
    assert row[6:] == ["– · 9", "– · 5", "– · 8"]
    page = choose(real, "Hậu Giang", 2021)
    assert own_row(page.past.rows)[RANK] == "17"
    assert page.news.text() == "Năm 2021 tăng 11 bậc so với năm 2020."


def test_a_second_ranking_has_a_column_of_its_own(real: RealWindow) -> None:
    page = choose(real, "Đồng Tháp")
    rows = page.past.rows
    row = own_row(rows)
    assert row[RANK] == "39" and row[CHANGE] == "▲  tăng 10 bậc so với năm 2021" and row[REGION] == "9/13"
    last = rows.columnCount() - 1
    assert rows.headerData(last, Qt.Orientation.Horizontal) == "Vietnam\nICT Index"
    by_year = {row[YEAR]: row[last] for row in cells(rows)}
    assert by_year == {"2023": "–", "2022": "7  ▲ 9", "2021": "–", "2020": "16"}
    hint = rows.index(1, last).data(Qt.ItemDataRole.ToolTipRole)
    assert hint == "tăng 9 bậc so với năm 2020 (chưa rõ hạng năm 2021)"


def test_the_year_built_otherwise_is_noted(real: RealWindow) -> None:
    note = page_of(real).note.text()
    assert "Kết quả năm 2020 theo cách chấm khác: chỉ nêu số đã công bố, không tính lại" in note
    assert "* suy ra, không công bố" in note


# -- rivals and region ---------------------------------------------------------------------------------


def test_the_nearest_stand_around_with_their_gaps(real: RealWindow) -> None:
    page = page_of(real)
    rows = cells(page.rivals.rows)
    assert [row[1] for row in rows] == [
        "Hưng Yên", "Hà Nam", "Điện Biên", "Sóc Trăng", "Hà Tĩnh", "Lào Cai", "Đồng Tháp",
    ]  # fmt: skip
    assert rows[2][:3] == ["35", "Điện Biên", "Trung du và miền núi phía Bắc"]
    assert rows[2][3:] == ["0,5735", "+0,4", "−12,8", "−1,7", "−4,4", "+10,0"]
    assert own_row(page.rivals.rows)[5:] == ["64,7", "124,6", "79,1", "30,9"]
    ahead, behind = (page.rivals.rows.cell(page.rivals.rows.index(0, column)).heat_share for column in (8, 5))
    assert 0 < ahead <= 1 and -1 <= behind < 0


def test_a_rival_is_opened_with_enter(real: RealWindow) -> None:
    page = page_of(real)
    page.rivals.setCurrentIndex(page.rivals.rows.index(2, 1))
    real.qtbot.keyClick(page.rivals, Qt.Key.Key_Return)
    shown(real, "Điện Biên", 2022)
    assert page.chooser.text() == "Điện Biên"
    page.past.setCurrentIndex(page.past.rows.index(0, 0))
    real.qtbot.keyClick(page.past, Qt.Key.Key_Return)
    shown(real, "Điện Biên", 2023)
    assert page.years.choice == "2023"


def test_the_region_of_the_year(real: RealWindow) -> None:
    page = choose(real, "Đồng Tháp")
    rows = cells(page.region.rows)
    assert [row[0] for row in rows] == [str(rank) for rank in range(1, 14)]
    assert own_row(page.region.rows) == ["9", "Đồng Tháp", "39", "▲ 10", "0,5649"]
    assert page._region_title.text() == "Đồng bằng sông Cửu Long, năm 2022"


def test_a_year_without_a_value_says_so_and_leads_to_one_with(real: RealWindow) -> None:
    page = choose(real, "Sóc Trăng", 2021)
    assert page.no_rivals.isVisible() and not page.rivals.isVisible()
    assert page.no_rivals.text().startswith("Chưa biết giá trị năm 2021 của Sóc Trăng")
    assert page.region.isVisible() and {row[0] for row in cells(page.region.rows)} == {"–"}
    page.other_year.click()
    shown(real, "Sóc Trăng", 2023)
    assert page.rivals.isVisible()


def test_main_indices_take_the_place_of_pillars(real: RealWindow) -> None:
    page = page_of(real)
    page.view.choose(INDICES)
    page.view.chosen.emit(INDICES)
    heads = [
        page.past.rows.headerData(column, Qt.Orientation.Horizontal)
        for column in range(page.past.rows.columnCount())
    ]
    assert heads[-4:] == ["Chỉ số\n3", "Chỉ số\n7", "Chỉ số\n8", "Chỉ số\n9"]
    assert own_row(page.past.rows)[-1] == "0,2058 · 52"


# -- little known --------------------------------------------------------------------------------------


@pytest.fixture
def known_of_2022_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results of one year, and of one province none at all."""
    book = LIBRARY.result_book
    rows = tuple(row for row in book.results if row.year == 2022 and row.province != "Long An")
    monkeypatch.setitem(LIBRARY.__dict__, "result_book", replace(book, results=rows))
    assert isinstance(LIBRARY, Library)


@pytest.mark.usefixtures("known_of_2022_only")
def test_one_year_and_nothing_are_said(qtbot: QtBot, tmp_path: Path, window_language: Language) -> None:
    prepare(tmp_path / "store", soc_trang)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open("soc-trang-2022", "history")
        page = shown(real, "Sóc Trăng", 2022)
        assert page.news.text() == "Chưa có năm nào trước 2022 để so sánh."
        assert [row[CHANGE] for row in cells(page.past.rows)] == ["–"]
        assert "1 tỉnh" in page.rivals_note.text()
        page = choose(real, "Long An")
        assert page.nothing.isVisible() and not page.past.isVisible()
        assert page.nothing.text() == "Chưa có kết quả công bố nào của Long An."
        assert page.no_rivals.isVisible() and not page.other_year.isVisible()


# -- choosing a province -------------------------------------------------------------------------------


def test_provinces_are_found_without_accents_and_by_region(real: RealWindow) -> None:
    page = page_of(real)
    listing = page.chooser.open_list()
    assert listing.search.hasFocus() or not listing.isActiveWindow()
    assert listing.found.rowCount() == len(LIBRARY.result_book.provinces)
    assert listing.table.currentIndex().siblingAtColumn(0).data() == "Sóc Trăng"
    listing.search.setText("cuu long")
    assert listing.found.rowCount() == 13
    listing.search.setText("long an")  # "An Giang" of "Cửu Long" has these words too
    assert listing.table.currentIndex().siblingAtColumn(0).data() == "Long An"
    listing.search.setText("dong thap")
    assert [listing.found.index(0, 0).data(), listing.found.rowCount()] == ["Đồng Tháp", 1]
    real.qtbot.keyClick(listing.search, Qt.Key.Key_Escape)
    assert listing.search.text() == "" and listing.isVisible()
    real.qtbot.keyClick(listing.search, Qt.Key.Key_Escape)
    real.until(lambda: not page.findChildren(ProvinceList))
    assert page.chooser.choice == "Sóc Trăng"


def test_another_assessment_begins_with_its_own_province(real: RealWindow) -> None:
    choose(real, "Đồng Tháp", 2023)
    create = real.bench.context.workspace.create
    real.tasks.run(create, "Hậu Giang", 2023, lane="store", on_done=real.session.open)
    real.until(lambda: real.bench.place.page == "overview")
    real.go("history")
    page = shown(real, "Hậu Giang", 2023)
    assert page.chooser.text() == "Hậu Giang"


def test_every_part_has_a_name_and_follows_the_language(real: RealWindow) -> None:
    page = page_of(real)
    widgets: list[QWidget] = [page.chooser, page.past, page.rivals, page.region, page.years, page.view]
    for widget in [*widgets, real.bench.tabs.bar]:
        said = QAccessible.queryAccessibleInterface(widget)
        assert said is not None and said.text(QAccessible.Text.Name), widget
    real.bench.set_language("en")
    real.until(lambda: page.news.text() == "2022: up 20 places on 2021, up 21 places on 2020.")
    assert own_row(page.past.rows)[CHANGE] == "▲  up 20 places on 2021"


def test_nothing_is_cut_off_on_the_smallest_usual_screen(real: RealWindow) -> None:
    page = choose(real, "Đồng Tháp")
    assert page._scroll.verticalScrollBar().maximum() == 0
    for table in (page.past, page.rivals):
        assert table.verticalScrollBar().maximum() == 0 and table.horizontalScrollBar().maximum() == 0
    for province in ("Đồng Tháp", "Sóc Trăng"):
        page = choose(real, province)
        for table in (page.past, page.rivals, page.region):
            heads = table.horizontalHeader()
            assert table.maximumHeight() >= heads.height() + 28 * table.rows.rowCount()
            for row in range(table.rows.rowCount()):
                for column in range(table.rows.columnCount()):
                    index = table.rows.index(row, column)
                    font: QFont = index.data(Qt.ItemDataRole.FontRole)
                    needed = QFontMetrics(font).horizontalAdvance(index.data()) + 20
                    if not table.isColumnHidden(column):
                        assert needed <= table.columnWidth(column), (province, index.data())


# -- the tabs ------------------------------------------------------------------------------------------


def test_one_place_of_the_side_bar_stands_for_all_tabs(real: RealWindow, qtbot: QtBot) -> None:
    bench = real.bench
    places = bench.sidebar.places.model()
    row = next(
        places.index(at, 0) for at in range(places.rowCount()) if places.index(at, 0).data(Role.ROW).here
    )
    assert row.data() == "Xếp hạng và kế hoạch"
    assert bench.tabs.isVisible() and bench.tabs.height() <= 36
    real.go("overview")
    assert not bench.tabs.isVisible() and not row.data(Role.ROW).here
    # It leads back to the tab that was open last.
    bench.sidebar.places.setCurrentIndex(row)
    qtbot.keyClick(bench.sidebar.places, Qt.Key.Key_Return)
    assert bench.place.page == "history" and bench.tabs.isVisible()
    real.go("ranking")
    assert row.data(Role.ROW).here and bench.tabs.bar.tabText(bench.tabs.bar.currentIndex()) == "Xếp hạng"
    real.go("overview")
    bench.sidebar.places.setCurrentIndex(row)
    qtbot.keyClick(bench.sidebar.places, Qt.Key.Key_Return)
    assert bench.place.page == "ranking"


def test_tabs_are_walked_by_keyboard(real: RealWindow, qtbot: QtBot) -> None:
    bench = real.bench
    bar = bench.tabs.bar
    assert bar.tabText(0) == "Xếp hạng"
    assert bar.count() == len(STANDING_PAGES)
    at = STANDING_PAGES.index("history")
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(bar, Qt.Key.Key_Left)
    assert bench.place.page == STANDING_PAGES[at - 1] and bar.hasFocus()
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert bench.place.page == "history" and bar.hasFocus()
    page_of(real).past.setFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert bench.place.page == STANDING_PAGES[(at + 1) % len(STANDING_PAGES)]
    qtbot.keyClick(
        bench, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert bench.place.page == "history"


def test_a_tab_is_clicked(real: RealWindow, qtbot: QtBot) -> None:
    bar = real.bench.tabs.bar
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(0).center())
    assert real.bench.place.page == "ranking"
    page = real.bench.page("ranking")
    real.until(lambda: page.isAncestorOf(QApplication.focusWidget() or real.window))
