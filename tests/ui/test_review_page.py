"""The list of the review in the real window: filters, states set for many in one step, the way to a row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from real_window import RealWindow, TypeText, prepare, real_window

from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.dialogs.import_scores import ImportScoresDialog
from dti_desktop.ui.dialogs.review_reason import ReviewReasonDialog
from dti_desktop.ui.language import Language
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.pages.review import ReviewPage
from dti_desktop.ui.review_rows import COMMENTS, DIFFERENCE, LAST, MINISTRY, OWN, REASON, REVIEWER, STATE
from dti_desktop.ui.sidebar_rows import Role
from dti_desktop.ui.work_rows import place_of

ID = "soc-trang-2022"
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def reviewed(workspace: Workspace) -> None:
    made = workspace.create("Sóc Trăng", 2022)
    workspace.replace_answers(made, {"1.1": {"level": "head"}, "1.10": {"a": Decimal(4)}})
    workspace.set_given_scores(made, "reviewer", {"1.1": (Decimal("7.5"), "thiếu dấu")})
    workspace.set_review(made, ("1.1",), "awaiting")
    workspace.set_review(made, ("1.2",), "approved")
    workspace.comment(made, "1.3", "số nào?")


@pytest.fixture
def real(qtbot: QtBot, tmp_path: Path, window_language: Language) -> Iterator[RealWindow]:
    prepare(tmp_path / "store", reviewed)
    with real_window(qtbot, window_language, tmp_path / "store") as window:
        window.open(ID, "review")
        window.activate()
        yield window


def page_of(real: RealWindow) -> ReviewPage:
    page = real.bench.page("review")
    assert isinstance(page, ReviewPage)
    return page


def text_of(real: RealWindow, code: str, column: int) -> str:
    table = page_of(real).table
    place = [row.code for row in table.rows.shown].index(code)
    return str(table.found.mapFromSource(table.rows.index(place, column)).data())


def shown(real: RealWindow) -> list[str]:
    table = page_of(real).table
    return [str(table.code_at(table.found.index(row, 0))) for row in range(table.found.rowCount())]


def choose(real: RealWindow, wanted: str) -> None:
    page_of(real).filter.choose(wanted)
    page_of(real).filter.chosen.emit(wanted)


def test_each_row_tells_its_state_scores_and_remarks(real: RealWindow) -> None:
    assert len(shown(real)) == 98
    assert [text_of(real, "1.1", column) for column in (STATE, OWN, REVIEWER, DIFFERENCE)] == [
        "Chờ rà soát", "10,00", "7,50", "−2,50",
    ]  # fmt: skip
    assert text_of(real, "1.3", COMMENTS) == "1" and text_of(real, "1.4", COMMENTS) == "–"
    real.until(lambda: text_of(real, "1.1", LAST).startswith("21/11/2026"))
    assert text_of(real, "1.4", LAST) == "–"
    assert page_of(real).table.isColumnHidden(MINISTRY), "the ministry has said nothing yet"
    assert page_of(real).summary.text() == "Đã duyệt 1/98 · người rà soát cho điểm 1 chỉ số, chênh −2,50 điểm"


def test_filters_count_and_take_what_they_say(real: RealWindow) -> None:
    remarks = {segment.key: segment.remark for segment in page_of(real).filter.segments}
    assert remarks == {
        "all": "98", "drafting": "96", "awaiting": "1", "needs-work": "0", "approved": "1", "changed": "0",
        "comments": "1", "cut": "1",
    }  # fmt: skip
    choose(real, "approved")
    assert shown(real) == ["1.2"]
    choose(real, "needs-work")
    assert page_of(real).stack.currentWidget() is page_of(real).nothing
    page_of(real).nothing.acted.emit()
    assert len(shown(real)) == 98
    real.session.edit_answer("1.1", {"level": "deputy"})
    real.session.flush()
    real.until(lambda: page_of(real)._trail is not None and "1.1" in page_of(real)._trail.changes)
    choose(real, "changed")
    assert shown(real) == ["1.1"]


def test_many_rows_get_a_state_by_keyboard_in_one_step(real: RealWindow, qtbot: QtBot) -> None:
    table = page_of(real).table
    assert table.hasFocus() and not page_of(real).state.isEnabled()
    table.choose(["1.1"], "1.1")
    for _ in range(2):
        qtbot.keyClick(table, Qt.Key.Key_Down, SHIFT)
    assert table.selected_codes == ["1.1", "1.2", "1.3"]
    assert page_of(real).selected.text() == "Đã chọn 3 chỉ số"
    entries = real.session.assessment.journal_entries  # type: ignore[union-attr]
    qtbot.keyClick(table, Qt.Key.Key_4, ALT)
    real.at_rest()
    assessment = real.session.assessment
    assert assessment is not None
    assert assessment.approved == {"1.1", "1.2", "1.3"}
    assert assessment.journal_entries == entries + 2, "what was approved already is no change"
    assert table.selected_codes == ["1.1", "1.2", "1.3"], "what was selected stays selected"
    real.bench.undo()
    real.at_rest()
    assert real.session.assessment is not None and real.session.assessment.approved == {"1.2"}
    assert real.bench.place.page == "review"


def test_opening_several_again_asks_once(real: RealWindow, qtbot: QtBot, type_text: TypeText) -> None:
    page_of(real).table.choose(["1.1", "1.2"], "1.1")
    page_of(real).set_state("drafting")
    real.until(lambda: page_of(real).findChild(ReviewReasonDialog) is not None)
    dialog = page_of(real).findChild(ReviewReasonDialog)
    assert isinstance(dialog, ReviewReasonDialog)
    assert dialog.windowTitle() == "Mở lại 1.1, 1.2"
    type_text(dialog.reason, "số liệu mới")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    real.at_rest()
    assessment = real.session.assessment
    assert assessment is not None
    assert [assessment.reviews[code].reason for code in ("1.1", "1.2")] == ["số liệu mới"] * 2


def test_enter_leads_to_the_review_of_the_row_and_the_side_bar_shows_it(
    real: RealWindow, qtbot: QtBot
) -> None:
    table = page_of(real).table
    table.choose(["1.3"], "1.3")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert (real.bench.place.page, real.bench.place.code) == ("indicator", "1.3")
    page = real.bench.page("indicator")
    focus = real.window.focusWidget()
    assert isinstance(focus, QWidget) and page.isAncestorOf(focus)
    model = real.bench.sidebar.tree.model()
    heard = {}
    for top in range(model.rowCount()):
        parent = model.index(top, 0)
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            heard[index.data(Role.CODE)] = (
                index.data(Role.ROW).mark,
                index.data(Qt.ItemDataRole.AccessibleTextRole),
            )
    assert heard["1.2"][0] == ("lock", "muted") and heard["1.2"][1].endswith("đã duyệt")
    assert heard["1.3"][0] == ("message-square-text", "accent")
    assert heard["1.3"][1].endswith("1 ý kiến chưa xử lý") and heard["1.1"][0] is None


def test_the_keys_lead_here_and_the_tabs_walk(real: RealWindow, qtbot: QtBot) -> None:
    real.go("overview")
    qtbot.keyClick(real.window, Qt.Key.Key_7, CONTROL)
    assert real.bench.place.page == "review"
    real.bench.tabs._walk(-1)
    assert real.bench.place.page == "remaining"


# -- points from a file ----------------------------------------------------------------------------------


def asked(real: RealWindow) -> ImportScoresDialog:
    page_of(real).take_scores.click()
    real.until(lambda: page_of(real).findChild(ImportScoresDialog) is not None)
    dialog = page_of(real).findChild(ImportScoresDialog)
    assert isinstance(dialog, ImportScoresDialog)
    return dialog


def test_the_ministrys_points_come_in_and_show_what_was_cut(real: RealWindow, tmp_path: Path) -> None:
    path = tmp_path / "thẩm định.csv"
    path.write_text("Mã;Điểm;Lý do\n1;;\n1.1;6,5;không có bản ký\n1.10;4;\n", encoding="utf-8")
    dialog = asked(real)
    assert not dialog.take.isEnabled()
    dialog.read(path)
    real.until(lambda: dialog.take.isEnabled())
    assert [segment.key for segment in dialog.views.segments] == ["notes", "rows"]
    dialog.views.choose("rows")
    dialog.views.chosen.emit("rows")
    model = dialog.table.model()
    assert [str(model.index(0, column).data()) for column in (1, 3, 4, 5)] == [
        "1.1", "–", "6,50", "không có bản ký",
    ]  # fmt: skip
    dialog.take.click()
    real.until(lambda: not page_of(real).table.isColumnHidden(MINISTRY))
    real.at_rest()
    assert [text_of(real, "1.1", column) for column in (REVIEWER, MINISTRY, DIFFERENCE)] == [
        "7,50", "6,50", "−3,50",
    ]  # fmt: skip
    choose(real, "cut")
    assert shown(real) == ["1.1"] and text_of(real, "1.1", REASON) == "không có bản ký"
    assert page_of(real).summary.text() == "Bị cắt 3,50 điểm · chỉ số 1: 3,50"
    assert page_of(real).table.isColumnHidden(STATE) and not page_of(real).table.isColumnHidden(REASON)
    real.bench.undo()
    real.at_rest()
    assert real.session.assessment is not None
    assert "ministry" not in real.session.assessment.given_scores["1.1"], "one step takes it all back"


def test_a_table_with_faults_is_not_taken_and_says_where(real: RealWindow, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Mã;Điểm\n1.1;60\n9.99;1\n", encoding="utf-8")
    dialog = asked(real)
    dialog.source.choose("reviewer")
    dialog.read(path)
    real.until(lambda: dialog.examined is not None)
    assert not dialog.take.isEnabled() and dialog.notice.property("tone") == "block"
    model = dialog.table.model()
    assert [str(model.index(row, 0).data()) for row in range(2)] == ["2", "3"]
    assert "60" in str(model.index(0, 1).data())
    dialog.reject()


def test_what_is_not_approved_yet_stands_among_what_is_left_and_leads_here(real: RealWindow) -> None:
    outlook, assessment = real.session.outlook, real.session.assessment
    assert outlook is not None and assessment is not None
    (finding,) = [each for each in outlook.findings if each.code == "review-open"]
    assert (finding.severity, finding.facts["count"]) == ("note", 97)
    assert place_of(finding, assessment) == Place("review")
