"""A new year from an old assessment, in the real window: one key confirms and goes on; a shelf is emptied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from later_edition import LATER_YEAR, library_with_later_edition
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from real_window import RealWindow, TypeText, prepare, real_window

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.carrying import unconfirmed, unconfirmed_figures
from dti_desktop.services.library import Library
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Saved, Workspace
from dti_desktop.ui.dialogs.new_assessment import NewAssessmentDialog
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.carried import CarriedPage
from dti_desktop.ui.pages.indicator import IndicatorPage
from dti_desktop.ui.pages.overview import OverviewPage
from dti_desktop.ui.pages.profile import ProfilePage
from dti_desktop.ui.pages.remaining import RemainingPage
from dti_desktop.ui.widgets.indicator_tabs import EARLIER
from dti_desktop.ui.widgets.shelf import PlaceList

OLD, NEW = "soc-trang-2022", f"soc-trang-{LATER_YEAR}"
ALT = Qt.KeyboardModifier.AltModifier


def two_years(workspace: Workspace) -> None:
    """A full assessment of 2022, and nothing confirmed yet of a year by a later edition."""
    sample = create_sample(workspace, workspace.library)
    workspace.create_from(sample, year=2022)
    old = workspace.load(OLD)
    workspace.confirm_previous(OLD, unconfirmed(old))
    workspace.confirm_previous_figures(OLD, unconfirmed_figures(old))
    workspace.replace_answers(OLD, {"1.1": {"level": "deputy"}})
    workspace.create_from(OLD, year=LATER_YEAR)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_with_later_edition(tmp_path_factory.mktemp("later") / "resources")


@pytest.fixture
def real(qtbot: QtBot, tmp_path: Path, window_language: Language, library: Library) -> Iterator[RealWindow]:
    prepare(tmp_path / "store", two_years, library=library)
    with real_window(qtbot, window_language, tmp_path / "store", library=library) as window:
        window.open(NEW, "overview")
        window.activate()
        yield window


def indicator(real: RealWindow, code: str) -> IndicatorPage:
    real.go("indicator", code)
    page = real.bench.page("indicator")
    assert isinstance(page, IndicatorPage)
    return page


def carried(real: RealWindow) -> CarriedPage:
    real.go("carried")
    page = real.bench.page("carried")
    assert isinstance(page, CarriedPage)
    return page


def now(real: RealWindow) -> Assessment:
    real.at_rest()
    assert real.session.assessment is not None
    return real.session.assessment


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def test_one_key_confirms_and_goes_on_to_the_next_that_waits(real: RealWindow) -> None:
    page = indicator(real, "1.2")
    waiting = unconfirmed(now(real))
    assert (waiting[0], page.earlier.confirm.isVisible()) == ("1.2", True)
    assert page.earlier.words.text().startswith("Năm 2022 · 10,00/10\N{NO-BREAK SPACE}điểm")
    assert "Chủ tịch" in page.earlier.answer.text()
    press(Qt.Key.Key_Return, ALT)
    press(Qt.Key.Key_Return, ALT)
    assert real.bench.place.code == waiting[2]
    after = now(real)
    assert after.previous is not None
    for code in waiting[:2]:
        assert after.answers[code] == after.previous.rows[code].fields
        assert len(after.links.get(code, ())) == len(after.previous.rows[code].documents)
    assert unconfirmed(after) == waiting[2:]
    real.bench.undo()
    real.until(lambda: unconfirmed(now(real)) == waiting[1:])
    assert real.bench.place.code == waiting[1]  # undo shows where it was
    assert page.earlier.confirm.isVisible()


def test_what_would_be_taken_over_is_told_before(real: RealWindow) -> None:
    page = indicator(real, "1.2")
    page.tabs.open(EARLIER)
    row = now(real).previous.rows["1.2"]  # type: ignore[union-attr]
    told = page.tabs.earlier.lines
    assert [caption for caption, _ in told[:2]] == ["Mang sang từ năm 2022", "Minh chứng"]
    assert row.documents[0].citation.number in told[1][1]
    assert "Hồ sơ 2022" not in dict(told)  # it is not told twice


def test_the_last_one_says_that_all_is_confirmed(real: RealWindow) -> None:
    waiting = unconfirmed(now(real))
    real.session.act(lambda w, a: w.confirm_previous(a, waiting[:-1]))
    page = indicator(real, waiting[-1])
    now(real)
    press(Qt.Key.Key_Enter, ALT | Qt.KeyboardModifier.KeypadModifier)
    assert unconfirmed(now(real)) == ()
    assert page.toast.isVisible()
    assert real.bench.place.code == waiting[-1]
    assert not page.earlier.confirm.isVisible()
    press(Qt.Key.Key_Return, ALT)
    assert unconfirmed(now(real)) == ()


def test_rows_say_what_became_of_them(real: RealWindow) -> None:
    assert indicator(real, "1.11").earlier.fate.words == "Chỉ số mới, năm 2022 chưa có."
    assert indicator(real, "2.1").earlier.fate.words == "Năm 2022 là chỉ số 2.2."
    changed = indicator(real, "1.1")
    assert changed.earlier.fate.words == "Đã thay đổi so với năm 2022: các mức."
    assert "Phó Chủ tịch" in changed.earlier.words.text()  # its level is gone, what it meant is not
    assert not changed.earlier.confirm.isVisible()
    changed.earlier.reuse.click()
    after = now(real)
    assert (len(after.links["1.1"]), "1.1" in after.answers) == (1, False)
    assert not changed.earlier.reuse.isVisible()


def test_a_change_above_the_tolerance_asks_why_and_the_reason_is_kept(
    real: RealWindow, type_text: TypeText
) -> None:
    page = indicator(real, "3.4")
    real.session.edit_answer("3.4", {"level": "none"})
    assert page.earlier.reason.isVisible()

    def severities() -> list[str]:
        assert real.session.outlook is not None
        return [f.severity for f in real.session.outlook.findings if f.code == "change-unexplained"]

    assert severities() == ["explain"]
    page.earlier.reason.setFocus()
    type_text(page.earlier.reason, "Trung tâm dữ liệu dừng hoạt động")
    assert severities() == ["note"]
    real.session.flush()
    assert now(real).change_reasons == {"3.4": "Trung tâm dữ liệu dừng hoạt động"}
    indicator(real, "3.5")
    assert page.earlier.reason.text == "" and not page.earlier.reason.isVisible()
    indicator(real, "3.4")
    assert page.earlier.reason.text == "Trung tâm dữ liệu dừng hoạt động"


def test_figures_are_confirmed_by_the_same_key_or_all_at_once(real: RealWindow) -> None:
    real.go("profile")
    page = real.bench.page("profile")
    assert isinstance(page, ProfilePage)
    first, second = page.rows[:2]
    wanted = unconfirmed_figures(now(real))
    assert first.earlier.text().startswith("Năm 2022: ")
    assert first.confirm.isVisible()
    press(Qt.Key.Key_Return, ALT)
    assert QApplication.focusWidget() is second.field.line
    assert now(real).profile == {first.figure.key: wanted[first.figure.key]}
    assert first.field.number == wanted[first.figure.key]
    assert not first.confirm.isVisible()
    page.carried.acted.emit()
    assert now(real).profile == wanted
    assert page.carried.isHidden()
    real.bench.undo()
    real.until(lambda: len(now(real).profile) == 1)


def test_what_waits_is_counted_once_and_calmly(real: RealWindow) -> None:
    waiting = unconfirmed(now(real))
    real.session.act(lambda w, a: w.confirm_previous(a, waiting[:1]))
    now(real)
    real.go("overview")
    overview = real.bench.page("overview")
    assert isinstance(overview, OverviewPage)
    left = len(waiting) - 1
    assert overview.carried.words == f"{left} câu trả lời năm 2022 chưa xác nhận lại. 2 mục chưa có chỗ."
    real.go("remaining", field="carried-unconfirmed")
    page = real.bench.page("remaining")
    assert isinstance(page, RemainingPage)
    group = page.list.rows[page.list.currentIndex().row()]
    assert (group.title, group.count) == ("Chưa xác nhận lại", left)
    codes = [row.code for row in page.list.rows if row.kind == "work" and row.code]
    missing = [row for row in page.list.rows if row.kind == "category" and row.key == "missing"]
    assert missing[0].count == left + 2  # 1.1 and 1.11, which nothing of last year answers
    assert all(codes.count(code) == 1 for code in waiting[1:])


def test_a_group_is_confirmed_in_one_step(real: RealWindow) -> None:
    page = carried(real)
    codes = [code for code in unconfirmed(now(real)) if code.startswith("3.")]
    link = page.confirm_links["3"]
    assert QAccessible.queryAccessibleInterface(link).text(QAccessible.Text.Name) == (
        "Xác nhận cả nhóm: 3  Hạ tầng số"
    )
    link.click()
    assert set(codes) <= now(real).answers.keys()
    assert "3" not in page.confirm_links
    assert page.toast.isVisible()
    real.bench.undo()
    real.until(lambda: "3" in page.confirm_links)


def test_the_shelf_is_moved_and_dismissed(real: RealWindow) -> None:
    page = carried(real)
    first, second = page.shelf.rows
    assert (first.row.old_code, second.row.old_code) == ("1.1", "1.10")
    window = page.shelf.open_list(second)
    assert isinstance(window, PlaceList)
    assert window.codes == ["1.11"]  # the only one that last year has nothing for
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    after = now(real)
    assert after.previous is not None
    assert after.previous.rows["1.11"].old_code == "1.10"
    assert [row.row.old_code for row in page.shelf.rows] == ["1.1"]
    moved = indicator(real, "1.11")
    assert "7 mục" in moved.earlier.words.text()  # in the words of the row that it was
    carried(real)
    page.shelf.rows[0].dismiss.click()
    assert now(real).previous.shelf == {}  # type: ignore[union-attr]
    assert page.shelf.rows == []
    real.bench.undo()
    real.until(lambda: len(page.shelf.rows) == 1)
    assert real.bench.place.page == "carried"


def test_without_an_earlier_year_nothing_speaks_of_one(real: RealWindow) -> None:
    real.open(OLD, "indicator", "1.2")
    real.session.act(lambda w, a: w.undo(a))
    real.open("sample-soc-trang-2022", "indicator", "1.2")
    page = real.bench.page("indicator")
    assert isinstance(page, IndicatorPage)
    assert not page.earlier.isVisible()
    press(Qt.Key.Key_Return, ALT)
    assert real.bench.place.code == "1.2"
    assert carried(real).empty.isVisible()


def test_an_earlier_year_is_brought_to_what_has_begun_without_it(real: RealWindow) -> None:
    def begin(workspace: Workspace, _id: str) -> Saved:
        return Saved(workspace.load(workspace.create("Sóc Trăng", 2023)), frozenset())

    real.session.act(begin)
    real.open("soc-trang-2023", "overview")
    page = carried(real)
    real.until(lambda: page._offered is not None)
    assert page._offered is not None and page._offered.id == OLD
    QTest.mouseClick(page.empty._button, Qt.MouseButton.LeftButton)
    real.until(lambda: real.session.assessment is not None and real.session.assessment.previous is not None)
    brought = now(real)
    assert brought.previous is not None and brought.previous.assessment_id == OLD
    assert (brought.answers, bool(unconfirmed(brought))) == ({}, True)
    real.until(lambda: real.session.earlier.catalogue is not None)
    assert not page.empty.isVisible()
    real.session.undo()
    real.until(lambda: real.session.assessment is not None and real.session.assessment.previous is None)


def test_the_new_assessment_is_offered_from_last_year(real: RealWindow) -> None:
    real.bench.new_wanted.emit()
    real.until(lambda: isinstance(QApplication.activeModalWidget(), NewAssessmentDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewAssessmentDialog)
    dialog.choose("Cà Mau")
    assert not dialog.from_earlier.isVisible()
    dialog.choose("Sóc Trăng")
    dialog.year.setCurrentIndex(dialog.year.findData(2023))
    assert dialog.from_earlier.isVisible() and dialog.from_earlier.isChecked()
    assert [dialog.earlier.itemData(n) for n in range(dialog.earlier.count())] == [OLD]
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    real.until(lambda: real.session.assessment and real.session.assessment.id == "soc-trang-2023")
    begun = now(real)
    assert begun.previous is not None and begun.previous.assessment_id == OLD
    assert begun.answers == {}
    real.go("overview")
    overview = real.bench.page("overview")
    assert isinstance(overview, OverviewPage)
    assert "98 câu trả lời chờ xác nhận lại" in overview.empty._title.text()


def test_it_can_be_begun_empty_all_the_same(real: RealWindow) -> None:
    real.bench.new_wanted.emit()
    real.until(lambda: isinstance(QApplication.activeModalWidget(), NewAssessmentDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewAssessmentDialog)
    dialog.choose("Sóc Trăng")
    dialog.year.setCurrentIndex(dialog.year.findData(2023))
    dialog.from_earlier.click()
    assert not dialog.earlier.isEnabled()
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    real.until(lambda: real.session.assessment and real.session.assessment.id == "soc-trang-2023")
    assert now(real).previous is None
