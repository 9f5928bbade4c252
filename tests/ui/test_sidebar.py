"""The side bar: every row by keyboard, search without accents, the filter, counts that follow edits."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, prepare, real_window, soc_trang

from dti_desktop.ui import theme
from dti_desktop.ui.language import Language
from dti_desktop.ui.search_text import Query, fold, matches
from dti_desktop.ui.sidebar import NARROW_WIDTH, WIDTH, Sidebar
from dti_desktop.ui.sidebar_rows import Role, elided_around
from dti_desktop.ui.sidebar_search import CatalogueSearch

CATALOGUE = LIBRARY.catalogue("dti-province-2022")


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Quyết định", "quyet dinh"), ("ĐỊNH DANH", "dinh danh"), ("ươờợ Ẫ", "uooo a"), ("4.1 a/b", "4.1 a/b")],
)
def test_folding_takes_accents_and_case_away_and_keeps_the_length(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


def test_every_text_of_the_catalogue_folds_to_plain_letters_of_the_same_length() -> None:
    for indicator in CATALOGUE.indicators.values():
        for text in (indicator.title.vi, indicator.evidence.vi):
            assert len(fold(text)) == len(text)
            assert not any("à" <= letter <= "ỹ" for letter in fold(text) if letter.isalpha())


def test_a_phrase_is_found_at_the_start_of_a_word_first() -> None:
    assert Query.of("anh").phrase_span(fold("Danh sách ảnh")) == (10, 3)
    assert Query.of("anh").phrase_span(fold("Danh")) == (1, 3)
    assert Query.of("ĐỊNH  danh").phrase_span(fold("Được định danh")) == (5, 9)
    assert matches("thua thien", "Thừa Thiên Huế")
    assert not matches("thua thien", "Huế")


@pytest.mark.parametrize(
    ("query", "codes"),
    [("dinh danh", {"9.1"}), ("định danh", {"9.1"}), ("ĐỊNH DANH", {"9.1"}), ("4.13", {"4.13"})],
)
def test_search_finds_without_accents(query: str, codes: set[str]) -> None:
    assert {hit.code for hit in CatalogueSearch(CATALOGUE, "vi").find(query)} == codes


def test_search_finds_by_code_and_by_words_apart() -> None:
    search = CatalogueSearch(CATALOGUE, "vi")
    assert [hit.code for hit in search.find("6")] == list(CATALOGUE.index_by_code["6"].indicators)
    assert {hit.code for hit in search.find("4.1")} == {"4.1", "4.10", "4.11", "4.12", "4.13"}
    assert "4.1" in {hit.code for hit in search.find("cong dong to thon")}
    assert search.find("zzz khong co") == ()
    assert search.find("   ") == ()


def test_what_is_marked_as_found_is_what_was_looked_for() -> None:
    hits = CatalogueSearch(CATALOGUE, "vi").find("quyet dinh")
    assert len(hits) > 5
    for hit in hits:
        text = hit.detail or CATALOGUE.indicators[hit.code].short.vi
        for start, length in hit.detail_spans if hit.detail else hit.spans:
            assert fold(text[start : start + length]) == "quyet dinh"


def test_a_long_text_is_cut_around_what_was_found(look: theme.Theme) -> None:
    text = "Báo cáo, danh mục kèm số hiệu, ngày, trích yếu, người ký và quyết định phê duyệt của tỉnh"
    start = text.index("quyết định")
    metrics = QFontMetrics(look.font("small"))
    shown, moved = elided_around(text, ((start, 10),), metrics, 220)
    assert shown[start - moved : start - moved + 10] == "quyết định"
    assert metrics.horizontalAdvance(shown) <= 220


def test_every_short_title_has_room(look: theme.Theme) -> None:
    """The widest row is the open one, in the heavier weight, at the usual width."""
    metrics = QFontMetrics(look.font("body", theme.Weight.Medium))
    for language in ("vi", "en"):
        for code, indicator in CATALOGUE.indicators.items():
            words = (
                metrics.horizontalAdvance(code)
                + 6
                + metrics.horizontalAdvance(indicator.short.in_language(language))
            )
            assert words <= WIDTH - 2 * 12 - 54, code


def _rows(sidebar: Sidebar) -> list[str]:
    model = sidebar.tree.model()
    found = []
    for top in range(model.rowCount()):
        parent = model.index(top, 0)
        found += [model.index(row, 0, parent).data(Role.CODE) for row in range(model.rowCount(parent))]
    return found


def test_all_rows_are_walked_and_opened_by_keyboard(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        sidebar = real.bench.sidebar
        sidebar.places.enter()
        opened_pages, walked = [], []
        for _ in range(8):
            qtbot.keyClick(sidebar.places, Qt.Key.Key_Return)
            opened_pages.append(real.bench.place.page)
            sidebar.places.setFocus()
            qtbot.keyClick(sidebar.places, Qt.Key.Key_Down)
        assert opened_pages == [
            "overview", "remaining", "entry", "profile", "library", "ranking", "parts", "journal",
        ]  # fmt: skip
        for _ in range(300):
            index = sidebar.tree.currentIndex()
            if index.data(Role.KIND) == "index":
                qtbot.keyClick(sidebar.tree, Qt.Key.Key_Right)
            else:
                walked.append(index.data(Role.CODE))
            before = index
            qtbot.keyClick(sidebar.tree, Qt.Key.Key_Down)
            if sidebar.tree.currentIndex() == before:
                break
        assert walked == list(CATALOGUE.indicators)
        # The last step down leads on to the way to the signed file, and a step up leads back.
        assert sidebar.submit.property("ring")
        qtbot.keyClick(sidebar.submit, Qt.Key.Key_Up)
        qtbot.keyClick(sidebar.tree, Qt.Key.Key_Return)
        assert (real.bench.place.page, real.bench.place.code) == ("indicator", walked[-1])


def test_search_in_the_window_opens_the_first_result_with_enter(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        sidebar = real.bench.sidebar
        qtbot.keyClicks(sidebar.search, "dinh danh")
        assert sidebar.results.isVisible()
        assert not sidebar.tree.isVisible()
        qtbot.keyClick(sidebar.search, Qt.Key.Key_Return)
        assert real.bench.place.code == "9.1"
        assert sidebar.results.model().index(1, 0).data(Role.ROW).here
        sidebar.search.clear()
        assert sidebar.tree.isVisible()
        qtbot.keyClicks(sidebar.search, "khong co gi het")
        assert not sidebar.results.isVisible()
        assert "4.1" in sidebar._nothing_found.text()
        qtbot.keyClick(sidebar.search, Qt.Key.Key_Escape)
        assert sidebar.search.text() == ""


def test_results_are_walked_by_arrows_past_their_headings(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        sidebar = real.bench.sidebar
        qtbot.keyClicks(sidebar.search, "quyet dinh")
        qtbot.keyClick(sidebar.search, Qt.Key.Key_Down)
        walked = []
        for _ in range(sidebar.results.model().rowCount()):
            walked.append(sidebar.results.currentIndex().data(Role.CODE))
            before = sidebar.results.currentIndex()
            qtbot.keyClick(sidebar.results, Qt.Key.Key_Down)
            if sidebar.results.currentIndex() == before:
                break
        assert walked == [hit.code for hit in CatalogueSearch(CATALOGUE, "vi").find("quyet dinh")]


def test_filter_hides_what_is_done_but_not_the_open_row(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022", "indicator", "1.1")
        sidebar = real.bench.sidebar
        sidebar.only_left.click()
        assert _rows(sidebar) == list(CATALOGUE.indicators)
        # Answered with nothing to prove: done.
        real.session.edit_answer("1.1", {"level": "none"})
        real.session.edit_answer("1.2", {"attends.level": "no", "chairs.level": "no"})
        real.until(lambda: "1.2" not in _rows(sidebar))
        assert "1.1" in _rows(sidebar)
        real.go("indicator", "1.3")
        assert "1.1" not in _rows(sidebar)
        sidebar.only_left.click()
        assert _rows(sidebar) == list(CATALOGUE.indicators)


def test_counts_and_shapes_follow_edits(qtbot: QtBot, window_language: Language, tmp_path: Path) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        sidebar = real.bench.sidebar
        tree = sidebar.tree.model()
        four = tree.index(3, 0)
        first = tree.index(0, 0, four)
        remaining, profile = (sidebar.places.model().index(row, 0) for row in (1, 3))
        assert four.data(Role.ROW).tally == "0/13"
        assert tree.index(5, 0).data(Role.ROW).tally == "không chấm"
        assert first.data(Role.ROW).icon == ("circle", "muted")
        assert "Chưa trả lời" in first.data(Qt.ItemDataRole.AccessibleTextRole)
        real.session.edit_answer("4.1", {"a": Decimal(700), "b": Decimal(775)})
        real.session.edit_profile("villages", Decimal(775))
        real.until(lambda: four.data(Role.ROW).tally == "1/13")
        assert first.data(Role.ROW).icon == ("triangle-alert", "warn")
        assert remaining.data(Role.ROW).tally == "1"
        assert profile.data(Role.ROW).tally == f"1/{len(CATALOGUE.profile)}"
        real.session.edit_answer("4.1", {"a": Decimal(776), "b": Decimal(775)})
        submit = sidebar.submit.model().index(0, 0)
        real.until(lambda: submit.data(Role.ROW).tally == "1 việc chặn")
        assert first.data(Role.ROW).icon == ("octagon-alert", "block")


def test_the_open_row_is_marked_and_its_main_index_opens_and_closes_by_itself(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022", "indicator", "4.1")
        tree = real.bench.sidebar.tree

        def main(number: int) -> QModelIndex:
            return tree.model().index(number, 0)

        assert tree.isExpanded(main(3))
        assert tree.model().index(0, 0, main(3)).data(Role.ROW).here
        tree.expand(main(0))
        real.go("indicator", "7.22")
        assert not tree.isExpanded(main(3))
        assert tree.isExpanded(main(6))
        assert tree.isExpanded(main(0))  # what she opened stays
        row = tree.model().index(21, 0, main(6))
        assert tree.viewport().rect().intersects(tree.visualRect(row))
        real.go("overview")
        assert not row.data(Role.ROW).here


def test_side_bar_is_narrower_in_a_narrow_window(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        assert real.bench.sidebar.width() == WIDTH
        real.window.resize(1000, 700)
        real.until(lambda: real.bench.sidebar.width() == NARROW_WIDTH)
