"""The entry table in the real window: keys of a spreadsheet, the clipboard, every fault told first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, TypeText, prepare, real_window, soc_trang

from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.entry_rows import CONTENT, EXPLANATION, POINTS, VALUE
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.entry import UNANSWERED, WORK, EntryPage
from dti_desktop.ui.widgets.entry_table import EntryTable

CATALOGUE = LIBRARY.catalogue("dti-province-2022")
KEY, MOD = Qt.Key, Qt.KeyboardModifier
ID = "soc-trang-2022"
TypeHere = Callable[[str], None]


def begun(workspace: Workspace) -> None:
    """A few answers, a province figure, an approved row."""
    soc_trang(workspace)
    workspace.replace_answers(
        ID,
        {
            "1.1": {"level": "head"},
            "4.2": {"a": Decimal(212), "b": Decimal(265)},
            "2.3": {"level": "issued"},
        },
    )
    workspace.set_profile(ID, {"villages": Decimal(775), "households": Decimal(318900)})
    workspace.set_review(ID, ["2.3"], "awaiting", "")
    workspace.set_review(ID, ["2.3"], "approved", "")


@pytest.fixture
def real(qtbot: QtBot, tmp_path: Path, window_language: Language) -> Iterator[RealWindow]:
    prepare(tmp_path / "store", begun)
    with real_window(qtbot, window_language, tmp_path / "store") as window:
        window.open(ID, "entry", "4.1")
        window.activate()
        window.until(lambda: table_of(window).hasFocus())
        yield window


def page_of(real: RealWindow) -> EntryPage:
    page = real.bench.page("entry")
    assert isinstance(page, EntryPage)
    return page


def table_of(real: RealWindow) -> EntryTable:
    return page_of(real).table


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(real: RealWindow, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = MOD.NoModifier
    for modifier in modifiers:
        held |= modifier
    real.qtbot.keyClick(focus(), key, held)


@pytest.fixture
def type_here(type_text: TypeText) -> Callable[[str], None]:
    """Type to whatever has the keyboard, letter by letter."""

    def typed(text: str) -> None:
        for letter in text:
            type_text(focus(), letter)

    return typed


def here(real: RealWindow) -> tuple[str, int]:
    line = table_of(real).line
    assert line is not None
    return line.key, table_of(real).currentIndex().column()


def answers(real: RealWindow, code: str) -> dict[str, object]:
    assert real.session.assessment is not None
    return dict(real.session.assessment.answers.get(code, {}))


def clip(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def shown(real: RealWindow, key: str) -> str:
    rows = table_of(real).rows
    row = rows.row_of(key)
    assert row is not None
    return rows.text(row, VALUE)


def taken(real: RealWindow, is_so: Callable[[], object]) -> None:
    real.until(is_so)
    real.at_rest()


# -- walking and typing ------------------------------------------------------------------------------


def test_the_table_has_a_line_for_every_field_of_every_row(real: RealWindow) -> None:
    rows = table_of(real).rows
    codes = [line.code for line in rows.lines if line.is_first]
    assert codes == list(CATALOGUE.indicators)
    assert [line.index for line in rows.lines if line.asked is None] == [
        index.code for index in CATALOGUE.main_indices
    ]
    assert here(real) == ("4.1#a", VALUE)


def test_arrows_tab_enter_home_end_and_pages_walk_as_in_a_spreadsheet(real: RealWindow) -> None:
    press(real, KEY.Key_Return)
    assert here(real) == ("4.1#b", VALUE)
    press(real, KEY.Key_Return, MOD.ShiftModifier)
    assert here(real) == ("4.1#a", VALUE)
    press(real, KEY.Key_Up)  # over the head of the main index
    assert here(real)[0].startswith("3.7#")
    press(real, KEY.Key_Down)
    press(real, KEY.Key_Tab)
    assert here(real) == ("4.1#a", EXPLANATION)
    press(real, KEY.Key_Tab)
    assert here(real) == ("4.1#b", VALUE)
    press(real, KEY.Key_Backtab, MOD.ShiftModifier)
    assert here(real) == ("4.1#a", EXPLANATION)
    press(real, KEY.Key_Home)
    press(real, KEY.Key_Right)
    assert here(real) == ("4.1#a", CONTENT)
    press(real, KEY.Key_End, MOD.ControlModifier)
    assert here(real)[0].startswith(f"{list(CATALOGUE.indicators)[-1]}#")
    press(real, KEY.Key_Home, MOD.ControlModifier)
    assert here(real) == ("1.1#level", 0)
    press(real, KEY.Key_PageDown)
    assert here(real)[0] not in ("1.1#level", "1.2#level")
    press(real, KEY.Key_PageUp)
    assert here(real) == ("1.1#level", 0)


def test_typing_replaces_and_enter_goes_down(real: RealWindow, type_here: TypeHere) -> None:
    type_here("7")
    assert isinstance(focus(), QLineEdit)
    type_here("00")
    press(real, KEY.Key_Return)
    assert here(real) == ("4.1#b", VALUE) and focus() is table_of(real)
    taken(real, lambda: answers(real, "4.1") == {"a": Decimal(700)})
    press(real, KEY.Key_Up)
    type_here("1")
    press(real, KEY.Key_Down)  # an arrow ends what was begun by typing
    taken(real, lambda: answers(real, "4.1") == {"a": Decimal(1)})


def test_f2_edits_and_escape_leaves_the_cell_as_it_was(real: RealWindow, type_here: TypeHere) -> None:
    table_of(real).go_to("4.2#a")
    press(real, KEY.Key_F2)
    field = focus()
    assert isinstance(field, QLineEdit) and field.text() == "212" and not field.hasSelectedText()
    type_here("9")
    press(real, KEY.Key_Escape)
    assert focus() is table_of(real) and answers(real, "4.2")["a"] == Decimal(212)
    press(real, KEY.Key_F2)
    press(real, KEY.Key_Left)  # moves in the field
    assert isinstance(focus(), QLineEdit)
    type_here("0")
    press(real, KEY.Key_Return)
    taken(real, lambda: answers(real, "4.2")["a"] == Decimal(2102))


def test_what_is_no_number_stays_marked_and_is_not_committed(real: RealWindow, type_here: TypeHere) -> None:
    type_here("70o")
    press(real, KEY.Key_Return)
    real.at_rest()
    assert shown(real, "4.1#a") == "70o" and answers(real, "4.1") == {}
    press(real, KEY.Key_Up)
    assert page_of(real).foot.help.text().startswith("Chưa phải là một số")
    # The field of the indicator's page holds the same text.
    press(real, KEY.Key_B, MOD.ControlModifier)
    assert (real.bench.place.page, real.bench.place.code) == ("indicator", "4.1")
    assert isinstance(focus(), QLineEdit) and focus().text() == "70o"  # type: ignore[attr-defined]
    press(real, KEY.Key_B, MOD.ControlModifier)
    assert here(real) == ("4.1#a", VALUE)
    type_here("1.234,5")
    press(real, KEY.Key_Return)
    taken(real, lambda: answers(real, "4.1") == {"a": Decimal("1234.5")})
    assert shown(real, "4.1#a") == "1.234,5"


@pytest.mark.parametrize("typed", ["2", "trưởng ban là phó", "TRUONG BAN LA PHO BI THU"])
def test_a_level_is_typed_by_its_number_or_the_beginning_of_its_wording(
    real: RealWindow, type_here: TypeHere, typed: str
) -> None:
    table_of(real).go_to("1.1")
    type_here(typed)
    press(real, KEY.Key_Return)
    taken(real, lambda: answers(real, "1.1") == {"level": "deputy"})


def test_a_beginning_that_several_levels_share_is_marked(real: RealWindow, type_here: TypeHere) -> None:
    table_of(real).go_to("1.1")
    type_here("trưởng")
    press(real, KEY.Key_Return)
    press(real, KEY.Key_Up)
    assert "2 mức" in page_of(real).foot.help.text()
    assert answers(real, "1.1") == {"level": "head"}


def test_an_input_method_begins_a_cell_and_its_backspaces_are_kept(
    real: RealWindow, type_here: TypeHere
) -> None:
    table_of(real).go_to("2.1")
    type_here("đã")  # the first letter comes as an input method's
    assert isinstance(focus(), QLineEdit) and focus().text() == "đã"  # type: ignore[attr-defined]
    press(real, KEY.Key_Escape)
    type_here("d")  # UniKey: the letter, a backspace over it, the letter that is meant
    press(real, KEY.Key_Backspace)
    type_here("đã ban")
    press(real, KEY.Key_Return)
    taken(real, lambda: answers(real, "2.1") == {"level": "issued"})


def test_undo_of_one_cell_stays_in_the_table(real: RealWindow, type_here: TypeHere) -> None:
    type_here("7")
    press(real, KEY.Key_Return)
    taken(real, lambda: answers(real, "4.1") == {"a": Decimal(7)})
    table_of(real).go_to("1.1")
    press(real, KEY.Key_Z, MOD.ControlModifier)
    taken(real, lambda: answers(real, "4.1") == {})
    assert real.bench.place.page == "entry" and here(real)[0].startswith("4.1#")


def test_alt_down_opens_the_list_of_levels(real: RealWindow, type_here: TypeHere) -> None:
    table_of(real).go_to("1.1")
    press(real, KEY.Key_Down, MOD.AltModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and len(menu.actions()) == 3
    real.qtbot.keyClick(menu, KEY.Key_Down)
    real.qtbot.keyClick(menu, KEY.Key_Return)
    taken(real, lambda: answers(real, "1.1") == {"level": "deputy"})


def test_a_province_figure_is_shown_as_such_and_an_own_number_beats_it(
    real: RealWindow, type_here: TypeHere
) -> None:
    table = table_of(real)
    line = next(one for one in table.rows.lines if one.asked and one.asked.profile == "households")
    table.go_to(line.key)
    assert shown(real, line.key) == "318.900" and table.rows.own_value(line) is None
    assert "Số liệu chung" in page_of(real).foot.help.text()
    type_here("5")
    press(real, KEY.Key_Return)
    taken(real, lambda: table.rows.own_value(line) == Decimal(5))
    press(real, KEY.Key_Up)
    press(real, KEY.Key_Delete)
    taken(real, lambda: table.rows.own_value(line) is None)
    assert shown(real, line.key) == "318.900"


def test_an_approved_row_is_not_edited_and_says_why(real: RealWindow, type_here: TypeHere) -> None:
    table_of(real).go_to("2.3")
    type_here("2")
    assert focus() is table_of(real) and "đang khóa" in page_of(real).foot.help.text()
    assert answers(real, "2.3") == {"level": "issued"}
    assert page_of(real).toast.isVisible()


def test_an_explanation_has_several_lines(real: RealWindow, type_here: TypeHere) -> None:
    press(real, KEY.Key_Tab)
    type_here("a")
    field = focus()
    assert isinstance(field, QPlainTextEdit)
    press(real, KEY.Key_Return, MOD.AltModifier)
    type_here("đ")
    press(real, KEY.Key_Return)
    assert real.session.assessment is not None
    taken(real, lambda: real.session.assessment.explanations.get("4.1") == "a\nđ")  # type: ignore[union-attr]


def test_ctrl_enter_goes_to_the_next_cell_without_an_answer(real: RealWindow, type_here: TypeHere) -> None:
    table_of(real).go_to("1.1")
    press(real, KEY.Key_Return, MOD.ControlModifier)
    assert here(real)[0].startswith("1.2#")
    type_here("1")
    press(real, KEY.Key_Return, MOD.ControlModifier)
    assert here(real)[0] != "1.2#level"


# -- the clipboard -----------------------------------------------------------------------------------


def test_a_column_from_excel_is_taken_in_one_step_and_undone_in_one(real: RealWindow) -> None:
    clip("700\r\n776\r\n1.000,5\r\n'2000,5\r\n")
    press(real, KEY.Key_V, MOD.ControlModifier)
    taken(real, lambda: answers(real, "4.2").get("b") == Decimal("2000.5"))
    assert answers(real, "4.1") == {"a": Decimal(700), "b": Decimal(776)}
    assert answers(real, "4.2") == {"a": Decimal("1000.5"), "b": Decimal("2000.5")}
    press(real, KEY.Key_Z, MOD.ControlModifier)
    taken(real, lambda: answers(real, "4.1") == {})
    assert answers(real, "4.2") == {"a": Decimal(212), "b": Decimal(265)}
    assert real.bench.place.page == "entry"
    press(real, KEY.Key_Y, MOD.ControlModifier)
    taken(real, lambda: answers(real, "4.1") == {"a": Decimal(700), "b": Decimal(776)})


def test_every_fault_is_told_and_nothing_changes(real: RealWindow) -> None:
    before = real.session.assessment
    clip("bảy trăm\r\n5 người\r\n300\r\n-4\r\n")
    press(real, KEY.Key_V, MOD.ControlModifier)
    real.until(lambda: page_of(real).faults is not None)
    dialog = page_of(real).faults
    assert dialog is not None
    model = dialog.table.model()
    assert [str(model.index(row, 0).data())[:3] for row in range(model.rowCount())] == ["4.1", "4.1", "4.2"]
    assert "“thôn/tổ”" in str(model.index(1, 1).data())
    real.at_rest()
    assert real.session.assessment == before
    dialog.reject()
    real.activate()
    real.until(lambda: table_of(real).hasFocus())
    assert real.session.assessment == before


def test_the_right_cells_are_taken_only_when_chosen(real: RealWindow) -> None:
    clip("bảy trăm\r\n800\r\n300\r\n")
    press(real, KEY.Key_V, MOD.ControlModifier)
    real.until(lambda: page_of(real).faults is not None)
    dialog = page_of(real).faults
    assert dialog is not None and dialog.take.text() == "Nhận 2 ô đúng"
    dialog.take.setFocus()
    press(real, KEY.Key_Return)
    taken(real, lambda: answers(real, "4.1") == {"b": Decimal(800)})
    assert answers(real, "4.2")["a"] == Decimal(300)


def test_a_number_with_two_readings_is_asked_about(real: RealWindow) -> None:
    clip("1.234\r\n2.345\r\n")
    press(real, KEY.Key_V, MOD.ControlModifier)
    real.until(lambda: page_of(real).faults is not None)
    dialog = page_of(real).faults
    assert dialog is not None and dialog.reading.isVisible()
    dialog.reading.choose("vi")
    dialog.reading.chosen.emit("vi")
    taken(real, lambda: answers(real, "4.1") == {"a": Decimal(1234), "b": Decimal(2345)})
    assert page_of(real).faults is None


def test_the_other_numbers_of_the_column_say_how_it_is_read(real: RealWindow) -> None:
    clip("1.234\r\n2.345,5\r\n")
    press(real, KEY.Key_V, MOD.ControlModifier)
    taken(real, lambda: answers(real, "4.1") == {"a": Decimal(1234), "b": Decimal("2345.5")})


def test_one_value_fills_the_selection_and_ctrl_d_fills_down(real: RealWindow) -> None:
    for _ in range(3):
        press(real, KEY.Key_Down, MOD.ShiftModifier)
    clip("12")
    press(real, KEY.Key_V, MOD.ControlModifier)
    twelve = {"a": Decimal(12), "b": Decimal(12)}
    taken(real, lambda: answers(real, "4.2") == twelve and answers(real, "4.1") == twelve)
    table_of(real).go_to("4.2#b")
    press(real, KEY.Key_Down, MOD.ShiftModifier)
    press(real, KEY.Key_D, MOD.ControlModifier)
    taken(real, lambda: answers(real, "4.3") == {"a": Decimal(12)})
    press(real, KEY.Key_Z, MOD.ControlModifier)
    taken(real, lambda: answers(real, "4.3") == {})
    table_of(real).go_to("4.3#a")
    press(real, KEY.Key_D, MOD.ControlModifier)  # of one line: what stands above it
    taken(real, lambda: answers(real, "4.3") == {"a": Decimal(12)})


def test_a_block_that_is_too_long_and_a_locked_cell_are_told(real: RealWindow) -> None:
    last = list(CATALOGUE.indicators)[-1]
    table_of(real).go_to(last)
    press(real, KEY.Key_Down)
    clip("1\r\n2\r\n3\r\n4\r\n5\r\n")
    press(real, KEY.Key_V, MOD.ControlModifier)
    real.until(lambda: page_of(real).faults is not None)
    dialog = page_of(real).faults
    assert dialog is not None
    assert "5 dòng" in str(dialog.table.model().index(0, 1).data())
    dialog.reject()
    real.activate()
    real.until(lambda: table_of(real).hasFocus())
    table_of(real).go_to("2.3")
    press(real, KEY.Key_Delete)
    real.until(lambda: page_of(real).faults is not None)
    dialog = page_of(real).faults
    assert dialog is not None and "khóa" in str(dialog.table.model().index(0, 1).data())
    dialog.reject()
    real.at_rest()
    assert answers(real, "2.3") == {"level": "issued"}


def test_wordings_are_pasted_in_any_case_and_form(real: RealWindow) -> None:
    table_of(real).go_to("1.1")
    clip("TRƯỞNG BAN LÀ PHÓ BÍ THƯ HOẶC PHÓ CHỦ TỊCH TỈNH")
    press(real, KEY.Key_V, MOD.ControlModifier)
    taken(real, lambda: answers(real, "1.1") == {"level": "deputy"})


def test_what_is_copied_comes_back_and_texts_begin_no_formula(real: RealWindow) -> None:
    assert real.session.assessment is not None
    real.session.edit_explanation("4.2", "=1+1\ntừ sở")
    real.at_rest()
    table_of(real).go_to("4.2#a")
    press(real, KEY.Key_Down, MOD.ShiftModifier)
    for _ in range(4):
        press(real, KEY.Key_Right, MOD.ShiftModifier)
    press(real, KEY.Key_C, MOD.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().startswith("212\t") and '"\'=1+1\ntừ sở"' in data.text()
    assert 'x:num="212"' in data.html() and "&#x27;=1+1" in data.html().replace("'=", "&#x27;=")
    table_of(real).go_to("4.2#a")
    before = real.session.assessment
    press(real, KEY.Key_V, MOD.ControlModifier)
    real.qtbot.wait(200)
    real.at_rest()
    assert page_of(real).faults is None and real.session.assessment.answers == before.answers
    assert real.session.assessment.explanations == before.explanations


# -- following, filters, place -----------------------------------------------------------------------


def test_it_follows_what_is_entered_elsewhere(real: RealWindow) -> None:
    real.session.edit_answer("4.1", {"a": Decimal(5), "b": Decimal(10)})
    assert shown(real, "4.1#a") == "5"
    rows = table_of(real).rows
    row = rows.row_of("4.1")
    assert row is not None and rows.text(row, POINTS) == "5,00 / 10"


def test_filters_show_what_is_left_and_the_place_is_kept(
    real: RealWindow, qtbot: QtBot, type_here: TypeHere
) -> None:
    page = page_of(real)
    page.filter.choose(UNANSWERED)
    page.filter.chosen.emit(UNANSWERED)
    shown_codes = {line.code for line in page.rows.lines if line.asked is not None}
    assert shown_codes == set(CATALOGUE.indicators) - {"1.1", "4.2", "2.3"}
    # What is answered meanwhile stays until it is filtered again.
    table_of(real).go_to("4.1#a")
    type_here("1")
    press(real, KEY.Key_Return)
    type_here("2")
    press(real, KEY.Key_Return)
    assert "4.1" in {line.code for line in page.rows.lines}
    page.filter.choose(WORK)
    page.filter.chosen.emit(WORK)
    page.index.setCurrentIndex(page.index.findData("4"))
    assert {line.index for line in page.rows.lines} == {"4"}
    table_of(real).go_to("4.5")
    place = here(real)
    real.go("overview")
    real.go("entry")
    assert here(real) == place and page.filter.choice == WORK


def test_f6_leaves_the_table(real: RealWindow) -> None:
    press(real, KEY.Key_F6)
    assert page_of(real).filter.isAncestorOf(focus())


def test_the_head_of_the_main_index_stays_while_its_lines_scroll(real: RealWindow) -> None:
    table = table_of(real)
    press(real, KEY.Key_Home, MOD.ControlModifier)
    assert table.kept_head() is None
    table.go_to("4.9")
    kept = table.kept_head()
    assert kept is not None and kept[0].index == "4" and kept[1].top() == 0
    for _ in range(60):  # going up, no current cell hides below it
        press(real, KEY.Key_Up)
        kept = table.kept_head()
        top = table.visualRect(table.currentIndex()).top()
        assert kept is None or top >= kept[1].bottom(), here(real)
