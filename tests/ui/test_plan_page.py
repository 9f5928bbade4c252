"""The plan in the real window: goal, figures, the table that is edited in place, all work, paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, TypeText, prepare, real_window, soc_trang

from dti_desktop.engine.estimates import ALL, DATA_DEADLINE
from dti_desktop.engine.planning import Goal
from dti_desktop.services.plan_views import PlanView
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.plan import ALL_WORK, CHOSEN, PlanPage
from dti_desktop.ui.plan_rows import CODE, DAYS, EXCLUDED, LATE, POINTS, TITLE, WHAT, WHEN, WHO

SAMPLE = "sample-soc-trang-2022"


def make_sample(workspace: Workspace) -> None:
    create_sample(workspace, LIBRARY)
    workspace.set_estimates(SAMPLE, "9.1", {"department": "Sở Y tế"})
    workspace.set_estimates(SAMPLE, "9.2", {"department": "Sở Nội vụ"})


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the sample, to be copied."""
    store = tmp_path_factory.mktemp("sample") / "store"
    prepare(store, make_sample)
    return store


@pytest.fixture
def sample(
    qtbot: QtBot, tmp_path: Path, sample_store: Path, window_language: Language
) -> Iterator[RealWindow]:
    """The sample, planned for so many days: that is quickly worked out."""
    shutil.copytree(sample_store, tmp_path / "store")
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open(SAMPLE, "plan")
        real.activate()
        page = page_of(real)
        real.until(lambda: page.watch.view is not None)
        ask(real, "effort", "60")
        yield real


def page_of(real: RealWindow) -> PlanPage:
    page = real.bench.page("plan")
    assert isinstance(page, PlanPage)
    return page


def view_of(real: RealWindow) -> PlanView:
    """The plan of what is shown now, once it is worked out."""
    page = page_of(real)
    real.until(
        lambda: (
            page.watch.is_current
            and page.watch.view is not None
            and page.watch.view.asked.assessment == real.session.assessment
        )
    )
    assert page.watch.view is not None
    return page.watch.view


def choose(real: RealWindow, what: str, key: str) -> None:
    """Choose a segment as a person does."""
    page = page_of(real)
    segments = {"kind": page.goal.kinds, "horizon": page.goal.horizons, "view": page.views}[what]
    segments.choose(key)
    segments.chosen.emit(key)


def ask(real: RealWindow, kind: str, number: str) -> PlanView:
    """Type a goal."""
    page = page_of(real)
    if page.goal.kind != kind:
        choose(real, "kind", kind)
    line = page.goal.number.line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, number)
    wanted = Goal(kind, Fraction(number.replace(",", ".")))  # type: ignore[arg-type]
    real.until(lambda: page.watch.view is not None and page.watch.view.plan.goal == wanted)
    return view_of(real)


def cell(page: PlanPage, row: int, column: int) -> str:
    return str(page.table.found.index(row, column).data())


def row_of(page: PlanPage, code: str) -> int:
    codes = [cell(page, row, CODE).split(" ")[0] for row in range(page.table.found.rowCount())]
    return codes.index(code)


def open_field(real: RealWindow, row: int, column: int) -> QWidget:
    """Go to a cell and open its field with F2."""
    table = page_of(real).table
    table.setFocus()
    table.setCurrentIndex(table.found.index(row, column))
    real.qtbot.keyClick(table, Qt.Key.Key_F2)
    assert table.is_editing and table.open_field is not None
    return table.open_field


def estimates_of(real: RealWindow, code: str) -> dict[str, object]:
    assert real.session.assessment is not None
    return dict(real.session.assessment.estimates.get(code, {}))


def undo(real: RealWindow) -> None:
    real.at_rest()
    real.bench.undo()
    real.at_rest()


# -- the goal --------------------------------------------------------------------------------------------


def test_figures_and_rows_are_those_of_the_plan(sample: RealWindow) -> None:
    page, view = page_of(sample), view_of(sample)
    plan = view.plan
    assert page.figures.steps.number.text() == str(len(plan.steps))
    assert page.figures.rank.number.text() == f"{plan.median_rank_before} → {plan.median_rank_after}"
    form = page.context.format
    assert page.figures.points.number.text() == (
        f"{form.points(plan.points_before)} → {form.points(plan.points_after)}"
    )
    assert page.figures.days.number.text() == form.number(plan.effort_days, 1)
    assert page.table.found.rowCount() == len(plan.steps) > 8
    for row, each in enumerate(plan.steps):
        assert cell(page, row, CODE).split(" ")[0] == each.step.code
        assert cell(page, row, POINTS) == form.points(each.step.expected_points_gained)
        short = view.inputs.assessment.catalogue.indicators[each.step.code].short.vi
        assert cell(page, row, TITLE) == short
    assert page.goal.horizon == "next-year"  # the deadline of the sample has long passed
    assert page.goal.deadline.day == date(2027, 5, 12) and page.goal.deadline.line.isReadOnly()


def test_eight_rows_are_seen_on_the_small_screen(sample: RealWindow) -> None:
    page = page_of(sample)
    table = page.table
    last = table.visualRect(table.found.index(7, CODE))
    corner = table.viewport().mapTo(sample.window, last.bottomLeft())
    assert 0 < corner.y() < sample.window.height()
    assert last.bottom() <= table.viewport().height()
    assert page.width() >= page._scroll.widget().minimumSizeHint().width()  # nothing is cut at the right


def test_wrong_numbers_are_said_in_place_and_change_nothing(sample: RealWindow) -> None:
    page, before = page_of(sample), view_of(sample)
    choose(sample, "kind", "rank")
    sample.until(lambda: page.watch.view is not None and page.watch.view.plan.goal.kind == "rank")
    view = view_of(sample)
    assert page.goal.number.number == before.plan.median_rank_after  # about what was planned
    line = page.goal.number.line
    for text, said in (("64", "Hạng từ 1 đến 63."), ("0", "Hạng từ 1 đến 63."), ("2,5", "Hạng từ 1 đến 63.")):
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        assert line.property("fault") and page.goal.number._message.text() == said
    line.selectAll()
    QTest.keyClicks(line, "1x")
    assert line.property("fault") and page.goal.number._message.text().startswith("Chưa phải là một số")
    QTest.qWait(250)
    assert page.watch.is_current and page.watch.view is view


def test_an_unreachable_goal_shows_the_best_that_can_be_done(sample: RealWindow) -> None:
    page = page_of(sample)
    view = ask(sample, "points", "1000")
    assert not view.plan.is_reachable and page.notice.isVisible()
    text = page.notice._text.text()
    assert page.context.format.points(view.plan.points_after) in text and "Không thể đạt mục tiêu" in text
    assert page.table.found.rowCount() == len(view.plan.steps)
    ask(sample, "effort", "12,5")
    assert not page.notice.isVisible()
    assert "sáp nhập" in page.caution.text()


def test_the_newest_question_wins(sample: RealWindow) -> None:
    page = page_of(sample)
    line = page.goal.number.line
    for text in ("5", "7", "9", "20"):
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        page._ask()
    sample.until(lambda: page.watch.is_current)
    view = page.watch.view
    assert view is not None and view.plan.goal == Goal("effort", Fraction(20))
    assert view.plan.effort_days <= 20 and not page.working.isVisible()


# -- editing ---------------------------------------------------------------------------------------------


def test_days_are_typed_as_in_a_spreadsheet_and_undone_in_one_step(sample: RealWindow) -> None:
    page, before = page_of(sample), view_of(sample)
    step = before.plan.steps[1].step
    table = page.table
    table.setFocus()
    table.setCurrentIndex(table.found.index(1, DAYS))
    QTest.keyClicks(table, "2")
    field = table.open_field
    assert isinstance(field, QLineEdit) and field.text() == "2"  # the key begins, and is not lost
    QTest.keyClicks(field, ",5")
    sample.qtbot.keyClick(field, Qt.Key.Key_Return)
    sample.until(lambda: not table.is_editing)
    assert table.currentIndex().row() == 2  # on to the row below
    assert estimates_of(sample, step.code) == {f"effort:{step.id}": Decimal("2.5")}
    assert cell(page, 1, DAYS).startswith("2,5")  # at once, before the plan has followed
    view = view_of(sample)
    assert next(each.step for each in view.plan.steps if each.step.code == step.code).own_days == 2.5
    undo(sample)
    assert estimates_of(sample, step.code) == {}
    assert view_of(sample).plan == before.plan


def test_department_and_due_date_are_typed_one_after_the_other(
    sample: RealWindow, type_text: TypeText
) -> None:
    page = page_of(sample)
    code = view_of(sample).plan.steps[0].step.code
    field = open_field(sample, 0, WHO)
    assert isinstance(field, QComboBox) and field.completer() is None
    assert [field.itemText(place) for place in range(field.count())] == ["Sở Nội vụ", "Sở Y tế"]
    line = field.lineEdit()
    assert line is not None
    type_text(line, "Sở Tài chính")
    assert field.currentText() == "Sở Tài chính" and not field.view().isVisible()
    sample.qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert page.table.currentIndex().column() == WHEN and page.table.is_editing
    date_field = page.table.open_field
    assert isinstance(date_field, QLineEdit)
    QTest.keyClicks(date_field, "31/2/2027")
    sample.qtbot.keyClick(date_field, Qt.Key.Key_Return)
    assert page.table.is_editing and date_field.property("fault")  # it cannot stand, so it stays open
    assert page.said.text() == "Chưa phải là một ngày. Ví dụ: 03/06/2022"
    date_field.selectAll()
    QTest.keyClicks(date_field, "1/2/2027")
    assert not date_field.property("fault") and page.said.text() == ""
    sample.qtbot.keyClick(date_field, Qt.Key.Key_Return)
    sample.until(lambda: not page.table.is_editing)
    assert estimates_of(sample, code) == {"department": "Sở Tài chính", "due": "2027-02-01"}
    view_of(sample)
    row = row_of(page, code)
    assert cell(page, row, WHO) == "Sở Tài chính" and cell(page, row, WHEN) == "01/02/2027"
    undo(sample)
    assert estimates_of(sample, code) == {"department": "Sở Tài chính"}
    undo(sample)
    assert estimates_of(sample, code) == {}


def test_escape_leaves_a_cell_as_it_was_and_delete_empties_it(sample: RealWindow) -> None:
    page = page_of(sample)
    code = view_of(sample).plan.steps[0].step.code
    field = open_field(sample, 0, DAYS)
    QTest.keyClicks(field, "x")
    sample.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.table.is_editing and "không âm" in page.said.text()
    sample.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not page.table.is_editing and page.said.text() == "" and estimates_of(sample, code) == {}
    sample.session.set_estimate(code, "department", "Sở Y tế")
    view_of(sample)
    page.table.setCurrentIndex(page.table.found.index(row_of(page, code), WHO))
    page.table.setFocus()
    sample.qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert estimates_of(sample, code) == {}


def test_what_is_being_typed_is_not_written_over_by_a_new_plan(sample: RealWindow) -> None:
    page = page_of(sample)
    codes = [each.step.code for each in view_of(sample).plan.steps]
    field = open_field(sample, 3, WHO)
    assert isinstance(field, QComboBox)
    field.setEditText("Sở Giao thông")
    sample.session.set_estimate(codes[0], "excluded", True)
    view = view_of(sample)
    assert codes[0] not in [each.step.code for each in view.plan.steps]
    assert page.table.is_editing and field.currentText() == "Sở Giao thông"
    assert row_of(page, codes[0]) == 0  # the rows wait
    sample.qtbot.keyClick(field, Qt.Key.Key_Return)
    sample.until(lambda: not page.table.is_editing)
    assert estimates_of(sample, codes[3]) == {"department": "Sở Giao thông"}
    view = view_of(sample)
    sample.until(lambda: cell(page, 0, CODE).split(" ")[0] == view.plan.steps[0].step.code)


def test_what_cannot_be_done_leaves_the_plan_and_can_be_taken_back(sample: RealWindow) -> None:
    page = page_of(sample)
    before = view_of(sample).plan
    code = before.steps[0].step.code
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.found.index(0, EXCLUDED))
    sample.qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert estimates_of(sample, code) == {"excluded": True}
    view = view_of(sample)
    assert code not in [each.step.code for each in view.plan.steps]
    assert code in page.said.text()  # where it went
    choose(sample, "view", ALL_WORK)
    last = page.table.found.rowCount() - 1
    assert row_of(page, code) == last and cell(page, last, WHAT) == "Làm lại được"
    index = page.table.found.index(last, EXCLUDED)
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    page.table.scrollTo(index)
    place = page.table.visualRect(index).center()
    sample.qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert estimates_of(sample, code) == {}
    assert view_of(sample).plan == before


# -- all work --------------------------------------------------------------------------------------------


def test_all_work_is_listed_and_sorted(sample: RealWindow) -> None:
    page = page_of(sample)
    sample.session.set_estimate("9.1", "excluded", True)
    sample.session.set_estimate("9.3", "due", "2031-01-01")
    view = view_of(sample)
    choose(sample, "view", ALL_WORK)
    table, rows = page.table, page.table.found.rowCount()
    assert rows == len(view.work) > len(view.plan.steps) and table.isSortingEnabled()
    assert page.views.segments[1].remark == str(rows)
    planned = view.plan.steps[0].step.code
    aloud = Qt.ItemDataRole.AccessibleTextRole
    assert table.found.index(row_of(page, planned), CODE).data(aloud) == f"{planned}, có trong kế hoạch"
    ticked = [str(table.found.index(row_of(page, code), EXCLUDED).data(aloud)) for code in (planned, "9.1")]
    assert ticked == ["Không làm được: không", "Không làm được: có"]
    assert cell(page, row_of(page, "9.3"), WHEN) == f"{LATE} 01/01/2031"
    table.sortByColumn(POINTS, Qt.SortOrder.DescendingOrder)
    gained = [Decimal(cell(page, row, POINTS).replace(",", ".") or 0) for row in range(rows - 1)]
    assert gained == sorted(gained, reverse=True)
    assert row_of(page, "9.1") == rows - 1  # what is left out stays at the end, whichever way
    table.sortByColumn(POINTS, Qt.SortOrder.AscendingOrder)
    assert row_of(page, "9.1") == rows - 1
    choose(sample, "view", CHOSEN)
    assert not table.isSortingEnabled()
    assert cell(page, 0, CODE).split(" ")[0] == view.plan.steps[0].step.code


def test_an_indicator_is_opened_and_left_again(sample: RealWindow) -> None:
    page = page_of(sample)
    code = view_of(sample).plan.steps[2].step.code
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.found.index(2, TITLE))
    sample.qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert (sample.bench.place.page, sample.bench.place.code) == ("indicator", code)
    sample.go("plan")
    assert page.table.current_code == code and page.table.hasFocus()
    page.table.doubleClicked.emit(page.table.found.index(2, DAYS))
    assert sample.bench.place.page == "plan"


def test_the_picture_tells_the_gain_of_each_main_index(sample: RealWindow) -> None:
    page, view = page_of(sample), view_of(sample)
    chart = page._make_chart()
    assert chart is not None
    page.chart.show_as("table")
    rows = page.chart.rows
    said = [str(rows.index(row, 0).data()) for row in range(rows.rowCount())]
    indices = {view.inputs.assessment.catalogue.indicators[each.step.code].index for each in view.plan.steps}
    titles = view.inputs.assessment.catalogue.index_by_code
    assert said[0] == "Hiện nay" and said[-1] == "Theo kế hoạch"
    assert set(said[1:-1]) == {titles[code].title.vi for code in indices}


# -- horizon and emptiness -------------------------------------------------------------------------------


def test_the_deadline_is_the_offices(sample: RealWindow) -> None:
    page = page_of(sample)
    choose(sample, "horizon", "submission")
    assert page.goal.deadline.day == date(2023, 5, 12) and not page.goal.deadline.line.isReadOnly()
    sample.until(lambda: page._no_work.isVisible())  # it is 2026
    assert "hạn nhập số liệu" in page.notice._text.text()
    line = page.goal.deadline.line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "31/12/2026")
    sample.qtbot.keyClick(line, Qt.Key.Key_Return)
    assert estimates_of(sample, ALL) == {DATA_DEADLINE: "2026-12-31"}
    sample.until(lambda: page.table.isVisible() and page.table.found.rowCount() > 0)
    view = view_of(sample)
    assert {each.step.kind for each in view.plan.steps} == {"evidence"}
    assert cell(page, 0, WHAT) == "Bổ sung minh chứng"
    undo(sample)
    assert estimates_of(sample, ALL) == {} and page.goal.deadline.day == date(2023, 5, 12)
    sample.until(lambda: page._no_work.isVisible())
    page._no_work.acted.emit()
    sample.until(lambda: page.table.isVisible())
    assert page.goal.horizon == "next-year"


def test_a_goal_that_is_met_needs_no_work(sample: RealWindow) -> None:
    page = page_of(sample)
    view = ask(sample, "points", "1")
    assert view.plan.steps == () and page._no_work.isVisible() and not page.print_button.isEnabled()
    assert page._no_work._title.text() == "Không cần làm gì thêm"


def test_without_answers_the_first_step_is_to_answer(
    qtbot: QtBot, tmp_path: Path, window_language: Language
) -> None:
    prepare(tmp_path / "store", soc_trang)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open("soc-trang-2022", "plan")
        page = page_of(real)
        assert page.nothing.isVisible() and page.nothing._title.text() == "Kế hoạch bắt đầu từ câu trả lời"
        page.nothing.acted.emit()
        assert (real.bench.place.page, real.bench.place.code) == ("indicator", "1.1")


@pytest.fixture
def no_results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIBRARY.__dict__, "result_book", replace(LIBRARY.result_book, results=()))


@pytest.mark.usefixtures("no_results")
def test_without_results_that_is_said(
    qtbot: QtBot, tmp_path: Path, sample_store: Path, window_language: Language
) -> None:
    shutil.copytree(sample_store, tmp_path / "store")
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open(SAMPLE, "plan")
        page = page_of(real)
        real.until(lambda: page.nothing.isVisible())
        assert page.nothing._title.text() == "Chưa có kết quả công bố"


# -- on paper and to the ear -------------------------------------------------------------------------------


def test_the_plan_is_written_and_opened(sample: RealWindow, tmp_path: Path) -> None:
    dialog = page_of(sample).print_plan()
    assert dialog is not None
    opened: list[Path] = []
    dialog.show_file = lambda path: bool(opened.append(path)) or True
    for kind, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        dialog.formats.choose(kind)
        target = tmp_path / f"kế hoạch.{kind}"
        dialog.write(target)
        sample.until(lambda target=target: dialog.written == target)
        assert target.read_bytes().startswith(begins)
        assert target.name in dialog.notice._text.text()
    dialog.notice.acted.emit()
    assert opened == [tmp_path / "kế hoạch.docx"]
    store_file = tmp_path / "store" / "dti.sqlite"
    dialog.write(store_file)
    sample.until(lambda: dialog.written is None and dialog.save.isEnabled())
    assert "kho dữ liệu" in dialog.notice._text.text()
    dialog.reject()


def test_every_control_has_a_name_and_all_follows_the_language(sample: RealWindow) -> None:
    page = page_of(sample)
    goal = page.goal
    widgets: list[QWidget] = [
        goal.kinds, goal.number.line, goal.horizons, goal.deadline.line, page.views, page.print_button,
        page.table, page.figures.rank, page.chart.view,
    ]  # fmt: skip
    for widget in widgets:
        said = QAccessible.queryAccessibleInterface(widget)
        assert said is not None and said.text(QAccessible.Text.Name), widget
    sample.bench.set_language("en")
    sample.until(lambda: page.print_button.text() == "Print the plan…")
    heads = [
        page.table.found.headerData(column, Qt.Orientation.Horizontal)
        for column in range(page.table.found.columnCount())
    ]
    assert heads[:3] == ["Code", "Sub-indicator", "What to do"]
    assert "Provide evidence" in {cell(page, row, WHAT) for row in range(page.table.found.rowCount())}
    assert page.figures.points.number.text().count(".") == 2
