"""The ranking in the real window: standings of a year, the table of all provinces, the years behind."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, prepare, real_window, soc_trang

from dti_desktop.services.sample import create_sample
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.ranking import RankingPage
from dti_desktop.ui.widgets.rival_card import RivalCard

RANK, PROVINCE, REGION, VALUE, GAP = range(5)


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
        real.open("sample-soc-trang-2022", "ranking")
        real.activate()
        real.until(lambda: page_of(real).table.found.rowCount() > 0)
        yield real


def page_of(real: RealWindow) -> RankingPage:
    page = real.bench.page("ranking")
    assert isinstance(page, RankingPage)
    return page


def column(page: RankingPage, number: int) -> list[str]:
    found = page.table.found
    return [str(found.index(row, number).data()) for row in range(found.rowCount())]


def choose_year(real: RealWindow, year: int) -> None:
    page = page_of(real)
    page.years.choose(str(year))
    page.years.chosen.emit(str(year))
    real.until(lambda: page._found is not None and page._found.year == year)


def test_the_sample_stands_where_it_was_published(sample: RealWindow) -> None:
    page = page_of(sample)
    said = {key: figure.number.text() for key, figure in page.standings.items()}
    assert said == {
        "overall": "36/63", "region": "8/13", "gov": "32/63", "economy": "32/63", "society": "37/63",
        "index-3": "27/63", "index-7": "32/63", "index-8": "33/63", "index-9": "52/63",
    }  # fmt: skip
    assert page.standings["region"].remark.text() == "Đồng bằng sông Cửu Long"
    assert page.years.choice == "2022"


def test_the_own_province_stands_among_all_and_its_neighbours_are_told(sample: RealWindow) -> None:
    page = page_of(sample)
    ranks = [int(rank) for rank in column(page, RANK)]
    assert len(ranks) == 63 and ranks == sorted(ranks) and ranks[35] == 36
    assert column(page, PROVINCE)[34:37] == ["Điện Biên", "Sóc Trăng", "Hà Tĩnh"]
    assert column(page, GAP)[34:37] == ["+0,4", "", "−5,5"]
    own = page.table.currentIndex()
    assert own.siblingAtColumn(PROVINCE).data() == "Sóc Trăng"
    assert page.table.rows.is_own(page.table.found.mapToSource(own).row())
    sample.until(lambda: page.table.viewport().rect().contains(page.table.visualRect(own).center()))
    assert page.caution.text() == "Kém Điện Biên 0,4 điểm · Hơn Hà Tĩnh 5,5 điểm"


def test_derived_values_are_marked_and_published_ones_are_not(sample: RealWindow) -> None:
    page = page_of(sample)
    marked = set()
    for province, said in zip(column(page, PROVINCE), column(page, 5), strict=True):
        published = LIBRARY.result_book.published(2022, province, "gov")
        is_published = published is not None and published.value is not None
        assert said.endswith("*") == (not is_published and province != "Sóc Trăng")
        marked.add(is_published)
    assert marked == {True, False}
    assert page.derived.isVisible()


def test_search_takes_words_without_accents(sample: RealWindow, type_text: object) -> None:
    page = page_of(sample)
    page.search.setText("dien bien")
    assert column(page, PROVINCE) == ["Điện Biên"]
    page.search.setText("cuu long")
    assert len(column(page, PROVINCE)) == 13 and set(column(page, REGION)) == {"Đồng bằng sông Cửu Long"}
    page.search.setText("")
    assert len(column(page, PROVINCE)) == 63
    assert page.table.currentIndex().siblingAtColumn(PROVINCE).data() == "Sóc Trăng"


def test_columns_sort_by_what_they_mean(sample: RealWindow) -> None:
    page = page_of(sample)
    page.table.sortByColumn(VALUE, Qt.SortOrder.AscendingOrder)
    values = column(page, VALUE)
    assert values == sorted(values)
    page.table.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    ranks = [text.split("·")[1].strip(" *\u2007") for text in column(page, 5)]
    assert ranks[:3] == ["1", "2", "3"]
    page.table.sortByColumn(PROVINCE, Qt.SortOrder.AscendingOrder)
    assert column(page, PROVINCE)[0] == "An Giang"


def test_a_year_with_gaps_says_what_is_missing_and_gives_no_rank(sample: RealWindow) -> None:
    page = page_of(sample)
    choose_year(sample, 2021)
    assert page.standings["overall"].number.text() == "–"
    assert "chưa rõ" in page.standings["overall"].remark.text()
    assert "index-3" not in page.standings
    assert page.unknown.isVisible() and not page.strip.isVisible()
    assert "Hà Nội" in page.unknown.text() and "không có nghĩa là 0" in page.unknown.text()
    ranks, provinces = column(page, RANK), column(page, PROVINCE)
    known = [rank for rank in ranks if rank != "–"]
    assert ranks[: len(known)] == known and known == sorted(known, key=int)
    assert ranks[provinces.index("Sóc Trăng")] == "–"
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        page.table.sortByColumn(RANK, order)
        assert column(page, RANK)[-1] == "–" and column(page, RANK)[0] != "–"
    choose_year(sample, 2022)
    assert page.strip.isVisible() and page.standings["overall"].number.text() == "36/63"


def test_the_years_tell_what_the_news_told(sample: RealWindow) -> None:
    page = page_of(sample)
    model = page.past_rows
    told = [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]
    assert told == [
        ["2023", "45", "0,6584", "0,6783", "42* · 49* · 42*"],
        ["2022", "36", "0,5731", "0,5787", "32 · 32 · 37"],
        ["2021", "56", "–", "0,4014", "57 · 60 · 54"],
        ["2020", "57", told[3][2], "0,3026", "51 · 58 · 58"],
    ]
    assert page.news.text() == "Năm 2022 tăng 20 bậc so với năm 2021."
    choose_year(sample, 2023)
    assert page.news.text() == "Năm 2023 giảm 9 bậc so với năm 2022."


def test_language_and_change_of_score_are_followed(sample: RealWindow) -> None:
    page = page_of(sample)
    sample.bench.set_language("en")
    sample.until(lambda: column(page, VALUE)[35] == "0.5731")
    assert page.standings["overall"].name.text() != "Toàn bộ"
    sample.bench.set_language("vi")
    sample.session.edit_answer("4.1", {})
    sample.until(lambda: page.standings["overall"].number.text() != "36/63")
    assert "Mới trả lời 97/98 chỉ số" in page.caution.text()


def test_the_table_is_left_with_tab_and_has_a_name(sample: RealWindow, qtbot: QtBot) -> None:
    page = page_of(sample)
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Tab)
    assert not page.table.hasFocus()
    widgets: list[QWidget] = [page.table, page.search, page.years, page.strip, page.past_table]
    sample.until(lambda: page.strip.is_current)
    for widget in widgets:
        said = QAccessible.queryAccessibleInterface(widget)
        assert said is not None and said.text(QAccessible.Text.Name), widget


def test_an_untouched_assessment_says_that_nothing_is_answered(
    qtbot: QtBot, tmp_path: Path, window_language: Language
) -> None:
    prepare(tmp_path / "store", soc_trang)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open("soc-trang-2022", "ranking")
        page = page_of(real)
        real.until(lambda: page.table.found.rowCount() > 0)
        assert page.standings["overall"].number.text() == "63/63"
        assert page.caution.text().startswith("Mới trả lời 0/98 chỉ số")


def test_another_assessment_never_shows_the_figures_of_the_one_before(sample: RealWindow) -> None:
    page = page_of(sample)
    seen: list[bool] = []
    sample.session.opened.connect(lambda: seen.append(page.table.isVisible()))
    sample.tasks.run(
        sample.bench.context.workspace.create, "Hậu Giang", 2023, lane="store", on_done=sample.session.open
    )
    sample.until(lambda: sample.bench.place.page == "overview")  # where a new assessment begins
    assert sample.session.assessment is not None and sample.session.assessment.province == "Hậu Giang"
    sample.go("ranking")
    assert seen == [False]
    sample.until(lambda: page.table.isVisible())
    assert page.table.currentIndex().siblingAtColumn(PROVINCE).data() == "Hậu Giang"
    assert page.years.choice == "2023"
    assert page.table.hasFocus()


def test_a_rival_is_put_beside_this_one(sample: RealWindow) -> None:
    page = page_of(sample)
    rival = page.table.found.index(34, PROVINCE)
    assert rival.data() == "Điện Biên"
    page.table.setCurrentIndex(rival)
    sample.qtbot.keyClick(page.table, Qt.Key.Key_Return)
    card = page.table.findChild(RivalCard)
    assert card is not None
    assert card.accessibleName() == "Sóc Trăng và Điện Biên, năm 2022"
    book = LIBRARY.result_book
    gaps = {}
    for row in range(card.rows.rowCount()):
        name, own, theirs, gap = (card.rows.index(row, column).data() for column in range(4))
        gaps[name.split()[0]] = (own, theirs, gap)
    assert "6" not in gaps, "what is not scored has no value to compare"
    assert gaps["1"][1:] == ("–", "–") and "không phải 0" in card.note.text()
    assert gaps["9"][2] == "+10,0"
    published = book.published(2022, "Điện Biên", "index_9")
    assert published is not None and published.value is not None
    assert gaps["9"][1] == sample.bench.context.format.value(published.value)
    sample.until(lambda: "Điện Biên" in card.radar.accessibleName())
    card.close()
    sample.until(lambda: not page.table.findChildren(RivalCard))
    own = page.table.found.index(35, PROVINCE)
    page.table.setCurrentIndex(own)
    sample.qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert not page.table.findChildren(RivalCard), "nobody is a rival of their own"
