"""The page of the catalogue in the real window: corrected by keyboard, checked off, finished, moved."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, TypeText, prepare, real_window

from dti_desktop.engine.catalogue_edit import NodeName, node_of
from dti_desktop.services.sample import create_sample
from dti_desktop.ui.catalogue_fields import AddItem, ItemSpec
from dti_desktop.ui.catalogue_text import shown, typed
from dti_desktop.ui.dialogs.catalogue_book import TakeBookDialog
from dti_desktop.ui.dialogs.catalogue_finish import DiscardDialog, FinishDialog
from dti_desktop.ui.dialogs.catalogue_journal import CatalogueJournalDialog
from dti_desktop.ui.dialogs.catalogue_move import MoveDialog
from dti_desktop.ui.dialogs.catalogue_row import AddRowDialog, RemoveRowDialog
from dti_desktop.ui.dialogs.make_pack import MakePackDialog
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.catalogue import CataloguePage
from dti_desktop.ui.widgets.buttons import IconButton
from dti_desktop.ui.widgets.catalogue_row import CatalogueRowCard
from dti_desktop.ui.widgets.catalogue_value import ValueField
from dti_desktop.ui.widgets.combo_box import ComboBox

CATALOGUE = "dti-province-2022"
SAMPLE = "sample-soc-trang-2022"
POINTS = ("max_points",)


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("sample") / "store"
    prepare(store, lambda workspace: create_sample(workspace, LIBRARY))
    return store


@pytest.fixture
def real(qtbot: QtBot, tmp_path: Path, sample_store: Path, window_language: Language) -> Iterator[RealWindow]:
    shutil.copytree(sample_store, tmp_path / "store")
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open(SAMPLE, "catalogue")
        real.until(lambda: page_of(real).draft is not None)
        real.at_rest()
        yield real


def page_of(real: RealWindow) -> CataloguePage:
    page = real.bench.page("catalogue")
    assert isinstance(page, CataloguePage)
    return page


def rest(real: RealWindow) -> None:
    page = page_of(real)
    page.flush()
    real.until(lambda: page._under_way == 0)
    real.at_rest()


def show(real: RealWindow, code: str) -> None:
    section = "indicators" if "." in code else "main_indices"
    page = page_of(real)
    place = page.list.model.row_of(NodeName(section, code))  # type: ignore[arg-type]
    assert place is not None
    page.list.table.selectRow(place)
    assert page.name == NodeName(section, code)  # type: ignore[arg-type]


def give(real: RealWindow, path: tuple[str | int, ...], text: str, type_text: TypeText) -> None:
    field = page_of(real).row.form.fields[path]
    line = field.field if not hasattr(field.field, "line") else field.field.line
    line.setFocus()
    line.selectAll()
    type_text(line, text)
    rest(real)


def field_of(real: RealWindow, path: tuple[str | int, ...]) -> ValueField:
    return page_of(real).row.form.fields[path]


def dialog_of(real: RealWindow, kind: type[QDialog]) -> QDialog:
    page = page_of(real)
    real.until(lambda: any(d.isVisible() for d in page.findChildren(kind)))
    return next(d for d in page.findChildren(kind) if d.isVisible())


def test_looking_begins_no_draft_and_shows_every_row(real: RealWindow):
    page = page_of(real)
    assert not page.draft.is_open and not page.finish.isEnabled()
    catalogue = LIBRARY.catalogue(CATALOGUE)
    rows = [row for row in page.list.model.rows if row.state is not None]
    assert [row.name.code for row in rows] == list(catalogue.indicators)
    assert len(page.list.model.rows) == len(rows) + len(catalogue.main_indices)
    assert {row.state for row in rows} == {"partly", "unchecked"}


def test_every_row_of_the_catalogue_can_be_shown(real: RealWindow):
    page = page_of(real)
    for row in list(page.list.model.rows):
        page._show_node(row.name)
        page.row.form.build_all()
        assert page.row.form.fields, row.name
        assert not any(field.below.text() for field in page.row.form.fields.values()), row.name
    assert page.draft.changes == ()


def test_every_catalogue_that_is_known_can_be_chosen_and_all_of_it_shown(real: RealWindow):
    page = page_of(real)
    assert page.choice.count() == len(LIBRARY.catalogue_ids)
    for place in range(page.choice.count()):
        page.choice.setCurrentIndex(place)
        page.choice.activated.emit(place)
        rest(real)
        catalogue = LIBRARY.catalogue(page.choice.itemData(place))
        assert list(page.draft.rows) == list(catalogue.indicators)
        for row in page.list.model.rows:
            page._show_node(row.name)
            page.row.form.build_all()
            assert page.row.form.fields, row.name
        assert page.draft.changes == () and page.draft.faults == ()


def test_a_correction_shows_what_was_before_and_what_no_longer_adds_up(real: RealWindow, type_text: TypeText):
    page = page_of(real)
    show(real, "1.1")
    give(real, POINTS, "12,5", type_text)
    assert page.draft.rows["1.1"]["max_points"] == "12.5"
    assert field_of(real, POINTS).below.text() == "Trước: 10"
    assert "thừa 2,50 điểm" in page.list.sums.text()
    head = page.list.model.rows[page.list.model.row_of(NodeName("main_indices", "1"))]
    assert head.is_wrong and "thừa 2,50 điểm" in head.title
    real.bench.undo()
    rest(real)
    assert page.draft.changes == () and not page.list.sums.isVisible()
    assert field_of(real, POINTS).field.text == "10"
    real.bench.redo()
    rest(real)
    assert page.draft.rows["1.1"]["max_points"] == "12.5"


def test_half_a_number_is_kept_and_marked(real: RealWindow, type_text: TypeText):
    show(real, "1.1")
    give(real, POINTS, "12,", type_text)
    assert page_of(real).draft.rows["1.1"]["max_points"] == "12,"
    assert field_of(real, POINTS).below.text()
    assert field_of(real, POINTS).field.line.property("fault")


def test_ctrl_enter_checks_off_and_goes_to_the_next(real: RealWindow):
    page = page_of(real)
    show(real, "1.1")
    page.row.form.focus_first()
    page.row.place.line.setText("tr. 3")
    real.activate()
    real.until(lambda: page.row.form.isAncestorOf(QApplication.focusWidget()))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rest(real)
    assert page.name == NodeName("indicators", "1.2")
    check = page.draft.rows["1.1"]["checked"]
    assert (check["by"], check["place"]) == (real.bench.context.workspace.store.user, "tr. 3")
    assert page.list.model.rows[1].state == "checked"
    show(real, "1.1")
    assert page.row.uncheck.isVisible() and "tr. 3" in page.row.who.text()
    page.row.check.click()  # it is checked already: only on to the next
    rest(real)
    assert page.name == NodeName("indicators", "1.2") and page.draft.rows["1.1"]["checked"] == check
    show(real, "1.1")
    page.row.uncheck.click()
    rest(real)
    assert page.draft.changes == ()


def test_levels_are_added_moved_and_removed(real: RealWindow, type_text: TypeText):
    page = page_of(real)
    show(real, "1.1")
    before = [level["id"] for level in page.draft.rows["1.1"]["rule"]["levels"]]
    page.row.form._add_item(AddItem(("rule",), "levels"))
    rest(real)
    assert field_of(real, ("rule", "levels", len(before), "label_vi")).below.text()  # it has to be named
    give(real, ("rule", "levels", len(before), "label_vi"), "Mot nua", type_text)
    give(real, ("rule", "levels", len(before), "share"), "1/3", type_text)
    page.row.form._move_item(ItemSpec(("rule",), "levels", len(before), 0), 0)
    rest(real)
    levels = page.draft.rows["1.1"]["rule"]["levels"]
    assert [level["id"] for level in levels] == ["level_1", *before] and levels[0]["share"] == "1/3"
    page.row.form._remove_item(ItemSpec(("rule",), "levels", 1, 0))
    rest(real)
    assert [level["id"] for level in page.draft.rows["1.1"]["rule"]["levels"]] == ["level_1", *before[1:]]
    assert page.draft.faults == ()


def test_what_was_typed_is_there_after_leaving_and_coming_back(real: RealWindow, type_text: TypeText):
    page = page_of(real)
    show(real, "2.1")
    line = page.row.form.fields[("short_vi",)].field.line
    line.setFocus()
    line.selectAll()
    type_text(line, "Nghi quyet")
    real.go("journal")
    real.at_rest()
    real.go("catalogue", "2.1")
    rest(real)
    assert page.draft.rows["2.1"]["short_vi"] == "Nghi quyet"
    assert page.name == NodeName("indicators", "2.1")


def test_totals_that_do_not_fit_are_told_before_an_edition_is_made(real: RealWindow, type_text: TypeText):
    page = page_of(real)
    show(real, "1.1")
    give(real, POINTS, "12", type_text)
    page.finish.click()
    dialog = dialog_of(real, FinishDialog)
    assert not dialog.make.isEnabled() and "Chỉ số chính 1" in dialog.faults._text.text()
    dialog.reject()


def test_an_edition_is_made_and_the_open_assessment_moves_after_a_look(real: RealWindow, type_text: TypeText):
    page = page_of(real)
    for code, points in (("1.1", "11"), ("1.2", "9")):
        show(real, code)
        give(real, POINTS, points, type_text)
    page.finish.click()
    dialog = dialog_of(real, FinishDialog)
    assert dialog.rows.rowCount() == 2
    dialog.make.click()
    rest(real)
    assert page.draft.changes == () and page.older.isVisible()
    moving = dialog_of(real, MoveDialog)
    before, figures = real.session.assessment, list(real.bench.page("profile").rows)
    assert before.catalogue.version == "1"
    assert [row.code for row in moving.looked.moved.rows] == ["1.1", "1.2"]
    moving.accept_button.click()
    real.until(lambda: real.session.assessment.catalogue.version == "2")
    real.at_rest()
    real.until(lambda: not page.older.isVisible())
    assert real.session.assessment.answers == before.answers
    assert real.bench.page("profile").rows == figures, "what asks the same is not made anew"
    assert real.session.outlook.scorecard.indicators["1.1"].max_points == 11
    real.go("journal")
    real.bench.undo()
    real.until(lambda: real.session.assessment.catalogue.version == "1")
    real.at_rest()
    assert real.session.assessment.content == before.content


def test_a_draft_is_thrown_away_only_after_a_question(real: RealWindow, type_text: TypeText):
    page = page_of(real)
    show(real, "1.1")
    give(real, ("short_vi",), "Khac", type_text)
    page.discard.click()
    dialog_of(real, DiscardDialog).reject()
    rest(real)
    assert page.draft.changes
    page.discard.click()
    dialog_of(real, DiscardDialog).discard.click()
    rest(real)
    assert page.draft.changes == () and not page.draft.is_open


def test_the_filter_shows_what_is_left(real: RealWindow):
    page = page_of(real)
    show(real, "1.1")
    page.check_off()
    rest(real)
    page.list.filters.choose("unchecked")
    page.list.fill_rows()
    assert page.list.model.row_of(NodeName("indicators", "1.1")) is None
    page.list.filters.choose("changed")
    page.list.fill_rows()
    assert [row.name.code for row in page.list.model.rows] == ["1", "1.1"]


def buttons_of(page: CataloguePage, name: str) -> list[IconButton]:
    return [each for each in page.row.form._inside.findChildren(IconButton) if each.accessibleName() == name]


def kind_box(real: RealWindow, number: int = 0) -> ComboBox:
    page_of(real).row.form.build_all()
    return page_of(real).row.form._inside.findChildren(ComboBox)[number]


def choose(real: RealWindow, box: ComboBox, data: object) -> None:
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())
    rest(real)


def test_a_row_is_copied_named_and_taken_back(real: RealWindow, type_text: TypeText):
    page = page_of(real)
    before = page.draft.document
    show(real, "1.3")
    page.list.add.click()
    dialog = dialog_of(real, AddRowDialog)
    assert isinstance(dialog, AddRowDialog)
    assert (dialog.index.currentData(), dialog.code.text) == ("1", "1.11")
    dialog.add.click()
    assert dialog.isVisible() and dialog.name._message.text()  # it has no name yet
    type_text(dialog.name.line, "Dong moi")
    dialog.code.set_text("1.1")
    dialog.add.click()
    assert dialog.isVisible() and "1.1" in dialog.code._message.text()
    dialog.code.set_text("1.11")
    dialog.begin.setCurrentIndex(dialog.begin.findData("1.1"))
    dialog.begin.activated.emit(dialog.begin.currentIndex())
    assert not dialog.kinds.isEnabled()
    dialog.add.click()
    real.until(lambda: "1.11" in page.draft.rows)
    rest(real)
    assert page.name == NodeName("indicators", "1.11")
    row = page.draft.rows["1.11"]
    assert (row["title_vi"], row["rule"]) == ("Dong moi", page.draft.rows["1.1"]["rule"])
    assert page.row.who.text() and "thừa 10,00 điểm" in page.list.sums.text()
    assert not any(field.below.text() for field in page.row.form.fields.values())
    codes = [each.name.code for each in page.list.model.rows]
    assert codes.index("1.11") == codes.index("1.10") + 1
    real.bench.undo()
    rest(real)
    assert page.draft.document == before and page.name == NodeName("main_indices", "1")


def test_a_row_goes_after_one_question_and_comes_back(real: RealWindow):
    page = page_of(real)
    show(real, "1.1")
    page.row.remove.click()
    dialog = dialog_of(real, RemoveRowDialog)
    assert isinstance(dialog, RemoveRowDialog)
    assert dialog.cancel.hasFocus()
    assert "Sóc Trăng 2022: 1 ô đã trả lời" in dialog.held.text()
    dialog.reject()
    rest(real)
    assert not page.draft.is_open
    page.row.remove.click()
    dialog = dialog_of(real, RemoveRowDialog)
    assert isinstance(dialog, RemoveRowDialog)
    dialog.remove.click()
    real.until(lambda: "1.1" in page.draft.removed)
    rest(real)
    assert page.row.gone.isVisible() and not page.row.form.isVisible() and not page.row.check.isVisible()
    line = page.list.model.rows[page.list.model.row_of(NodeName("indicators", "1.1"))]
    assert line.is_removed and "thiếu 10,00 điểm" in page.list.sums.text()
    page.check_off()  # there is nothing to check off
    page.list.filters.choose("changed")
    page.list.fill_rows()
    assert [row.name.code for row in page.list.model.rows] == ["1", "1.1"]
    page.row.gone.acted.emit()
    rest(real)
    assert page.draft.changes == () and page.row.form.isVisible()


def test_a_rule_is_given_another_kind_with_what_it_needs(real: RealWindow, type_text: TypeText):
    page = page_of(real)
    show(real, "1.1")
    before = page.draft.rows["1.1"]["rule"]
    box = kind_box(real)
    assert box.currentData() == "levels" and box.accessibleName()
    choose(real, box, "count")
    assert page.draft.rows["1.1"]["rule"]["kind"] == "count"
    assert ("rule", "value", "label_vi") in page.row.form.fields
    for path, text in (("label_vi", "So quyet dinh"), ("unit", "quyet dinh")):
        assert field_of(real, ("rule", "value", path)).below.text()
        give(real, ("rule", "value", path), text, type_text)
    assert page.draft.faults == ()
    for _ in range(3):
        real.bench.undo()
        rest(real)
    assert page.draft.rows["1.1"]["rule"] == before and kind_box(real).currentData() == "levels"


def test_parts_are_made_added_moved_and_removed(real: RealWindow, type_text: TypeText):
    page = page_of(real)
    show(real, "1.1")
    before = page.draft.rows["1.1"]["rule"]
    choose(real, kind_box(real), "parts")
    assert page.draft.rows["1.1"]["rule"]["parts"][0]["rule"] == before
    page.row.form._add_item(AddItem(("rule",), "parts"))
    rest(real)
    give(real, ("rule", "parts", 0, "share"), "25", type_text)
    give(real, ("rule", "parts", 1, "share"), "75", type_text)
    page.row.form.build_all()
    (up,) = buttons_of(page, "Đưa phần 2 lên")
    up.click()
    rest(real)
    parts = page.draft.rows["1.1"]["rule"]["parts"]
    assert [(part["id"], part["share"]) for part in parts] == [("part_2", "0.75"), ("part_1", "0.25")]
    choose(real, kind_box(real, 1), "count")
    assert page.draft.rows["1.1"]["rule"]["parts"][0]["rule"]["kind"] == "count"
    boxes = [box for box, _ in page.row.form.flags.values()]
    boxes[-1].click()  # the gate
    rest(real)
    assert page.draft.rows["1.1"]["rule"]["gate"] in ("part_1", "part_2")
    page.row.form.build_all()
    (remove,) = buttons_of(page, "Bỏ phần 1")
    remove.click()
    rest(real)
    assert [part["id"] for part in page.draft.rows["1.1"]["rule"]["parts"]] == ["part_1"]


def test_a_row_that_only_asks_gets_its_questions(real: RealWindow):
    page = page_of(real)
    show(real, "1.1")
    choose(real, kind_box(real), "info")
    page.row.form._add_item(AddItem(("rule",), "fields"))
    rest(real)
    choose(real, kind_box(real, 2), "choice")
    page.row.form._add_item(AddItem(("rule", "fields", 1), "choices"))
    rest(real)
    fields = page.draft.rows["1.1"]["rule"]["fields"]
    assert [(field["id"], field["type"]) for field in fields] == [("field_1", "bool"), ("field_2", "choice")]
    assert [each["id"] for each in fields[1]["choices"]] == ["choice_1", "choice_2", "choice_3"]
    assert {problem.code for problem in page.draft.faults} == {"empty", "info-with-points"}


def test_rows_that_come_and_go_are_told_before_the_edition_and_in_the_move(
    real: RealWindow, type_text: TypeText
):
    page = page_of(real)
    before = real.session.assessment
    page.act(lambda c, id_: c.add_row(id_, "1.11", "Dòng mới", kind="levels", like="1.1"))
    page.act(lambda c, id_: c.remove_row(id_, "1.1"))
    rest(real)
    page.finish.click()
    dialog = dialog_of(real, FinishDialog)
    assert isinstance(dialog, FinishDialog)
    cells = [
        [dialog.rows.data(dialog.rows.index(row, column)) for column in range(4)]
        for row in range(dialog.rows.rowCount())
    ]
    old = page.draft.base_rows["1.1"]["title_vi"]
    assert cells == [
        ["1.11", "Thêm chỉ số", "–", "Dòng mới (10 điểm)"],
        ["1.1", "Bỏ chỉ số", f"{old} (10 điểm)", "–"],
    ]
    dialog.make.click()
    rest(real)
    moving = dialog_of(real, MoveDialog)
    assert isinstance(moving, MoveDialog)
    rows = [
        [moving._rows.data(moving._rows.index(row, column)) for column in range(6)]
        for row in range(moving._rows.rowCount())
    ]
    gone, new = (next(row for row in rows if row[0] == code) for code in ("1.1", "1.11"))
    assert gone[3] == "–" and gone[4].startswith("−") and "tài liệu" in gone[5] and new[2] == "–"
    moving.accept_button.click()
    real.until(lambda: real.session.assessment.catalogue.version == "2")
    real.at_rest()
    assert "1.1" not in real.session.assessment.answers
    real.go("journal")
    real.bench.undo()
    real.until(lambda: real.session.assessment.catalogue.version == "1")
    real.at_rest()
    assert real.session.assessment.content == before.content


def test_the_journal_tells_what_was_done_and_leads_to_the_row(real: RealWindow, type_text: TypeText):
    page = page_of(real)
    page.history.click()
    empty = dialog_of(real, CatalogueJournalDialog)
    assert isinstance(empty, CatalogueJournalDialog)
    real.until(lambda: empty.stack.currentWidget() is empty.nothing)
    empty.reject()
    rest(real)
    show(real, "1.1")
    give(real, POINTS, "12,5", type_text)
    real.bench.undo()
    rest(real)
    page.act(lambda c, id_: c.remove_row(id_, "1.2"))
    page.act(lambda c, id_: c.check_off(id_, "1.1", "tr. 3"))
    rest(real)
    show(real, "2.1")
    page.history.click()
    dialog = dialog_of(real, CatalogueJournalDialog)
    assert isinstance(dialog, CatalogueJournalDialog)
    real.until(lambda: bool(dialog.list.rows))
    told = [(row.code, row.title) for row in dialog.list.rows if row.kind == "turn"]
    assert [code for code, _ in told] == ["1.1", "1.2", "1.1", "1.1", ""]
    assert "Đã đối chiếu" in told[0][1] and "tr. 3" in told[0][1]
    assert told[1][1].startswith("Bỏ chỉ số:")
    assert told[2][1] == "Hoàn tác. Điểm tối đa: 12,5 → 10"
    assert told[3][1] == "Điểm tối đa: 10 → 12,5"
    assert told[4][1] == "Bắt đầu bản sửa từ phiên bản 1."
    assert dialog.list.rows[0].kind == "day"
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    rest(real)
    assert not dialog.isVisible() and page.name == NodeName("indicators", "1.1")


def test_the_pill_of_a_row_leads_to_it(real: RealWindow):
    real.go("indicator", "4.1")
    real.bench.page("indicator").head.check_wanted.emit("4.1")
    rest(real)
    assert real.bench.place.page == "catalogue"
    assert page_of(real).name == NodeName("indicators", "4.1")


def test_it_is_there_without_an_open_assessment(real: RealWindow):
    real.session.close()
    real.until(lambda: real.bench.place.page == "start")
    real.go("catalogue")
    rest(real)
    assert page_of(real).draft.catalogue_id == CATALOGUE
    assert not page_of(real).older.isVisible()


@pytest.mark.parametrize(
    ("written", "stored", "vietnamese", "english"),
    [
        ("share", "0.5", "50 %", "50%"),
        ("share", "0.335", "33,5 %", "33.5%"),
        ("share", "1/3", "1/3", "1/3"),
        ("share", "1", "100 %", "100%"),
        ("points", "12.5", "12,5", "12.5"),
        ("number", "100", "100", "100"),
    ],
)
def test_numbers_are_written_as_people_do_and_come_back(written, stored, vietnamese, english):
    assert shown(written, stored, "vi") == vietnamese and shown(written, stored, "en") == english
    assert typed(written, vietnamese) == stored == typed(written, english)


@pytest.mark.parametrize("text", ["", "abc", "12,", "1/2/3", "-1", "1e3"])
def test_what_is_no_number_stays_as_it_was_typed(text):
    assert typed("points", text) == text
    assert shown("points", text, "vi") == text


# -- files -------------------------------------------------------------------------------------------


def corrected(source: Path, target: Path, cells: dict[tuple[str, str], object]) -> Path:
    """Write a catalogue's workbook again with other values: by code and column."""
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    columns = {str(cell.value).partition(".")[2]: cell.column for cell in sheet[1]}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=3)}
    for (code, head), value in cells.items():
        sheet.cell(rows[code], columns[head]).value = value
    book.save(target)
    return target


def exported(real: RealWindow, target: Path) -> Path:
    page_of(real).files.write(target)
    real.until(target.exists)
    real.at_rest()
    return target


def test_a_workbook_goes_out_and_its_corrections_come_back_as_one_step(
    real: RealWindow, tmp_path: Path, type_text: TypeText
):
    page = page_of(real)
    show(real, "1.3")
    give(real, POINTS, "9", type_text)  # the draft, not the edition, is written
    source = exported(real, tmp_path / "bộ chỉ số.xlsx")
    real.until(lambda: any("bộ chỉ số.xlsx" in label.text() for label in page.toast.findChildren(QLabel)))
    show(real, "1.3")
    give(real, POINTS, "8", type_text)
    cells = {
        ("1.1", "max_points"): "12,5",
        ("1.2", "title_vi"): "Tên <b>đã</b> sửa",
        ("1.3", "max_points"): 7,
    }
    page.files.look_at(corrected(source, tmp_path / "sửa.xlsx", cells))
    dialog = dialog_of(real, TakeBookDialog)
    assert isinstance(dialog, TakeBookDialog)
    real.until(lambda: dialog.examined is not None)
    before = page.draft.document
    shown_rows = [
        [dialog.rows.data(dialog.rows.index(row, column)) for column in range(dialog.rows.columnCount())]
        for row in range(dialog.rows.rowCount())
    ]
    assert [(row[1], *row[3:]) for row in shown_rows] == [
        ("1.1", "10", "12,5"),
        ("1.2", before["indicators"][1]["title_vi"], "Tên <b>đã</b> sửa"),
        ("1.3", "8", "7"),
    ]
    assert all(row[0].startswith("Chỉ số · ") for row in shown_rows)
    assert ["đã đổi" in row[2] for row in shown_rows] == [False, False, True]
    assert page.draft.document == before  # only looked at
    QTest.keyClick(dialog.take, Qt.Key.Key_Return)
    rest(real)
    taken = [page.draft.rows[code] for code in ("1.1", "1.2", "1.3")]
    assert [row["max_points"] for row in taken] == ["12.5", before["indicators"][1]["max_points"], "7"]
    assert taken[1]["title_vi"] == "Tên <b>đã</b> sửa"
    real.bench.undo()
    rest(real)
    assert page.draft.document == before


def test_a_workbook_with_faults_tells_each_with_its_cell_and_changes_nothing(
    real: RealWindow, tmp_path: Path
):
    page = page_of(real)
    source = exported(real, tmp_path / "bộ.xlsx")
    cells = {("1.1", "max_points"): "mười", ("1.2", "max_points"): "1.234", ("1.3", "title_vi"): "Tên khác"}
    page.files.look_at(corrected(source, tmp_path / "sửa.xlsx", cells))
    dialog = dialog_of(real, TakeBookDialog)
    assert isinstance(dialog, TakeBookDialog)
    real.until(lambda: dialog.examined is not None)
    places = [dialog.rows.data(dialog.rows.index(row, 0)) for row in range(dialog.rows.rowCount())]
    assert len(places) == 2 and all(place.startswith("Chỉ số · ") for place in places)
    assert not dialog.take.isEnabled() and dialog.notice.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    rest(real)
    assert not page.draft.is_open


def test_what_is_no_workbook_of_this_catalogue_is_said_so(real: RealWindow, tmp_path: Path):
    page = page_of(real)
    other = tmp_path / "khác.xlsx"
    other.write_bytes(b"not a workbook")
    page.files.look_at(other)
    dialog = dialog_of(real, TakeBookDialog)
    assert isinstance(dialog, TakeBookDialog)
    real.until(lambda: dialog._error is not None)
    assert dialog.notice.isVisible() and not dialog.take.isEnabled() and not dialog.table.isVisible()
    dialog.reject()
    # An untouched one is said to correct nothing.
    page.files.look_at(exported(real, tmp_path / "bộ.xlsx"))
    same = dialog_of(real, TakeBookDialog)
    assert isinstance(same, TakeBookDialog)
    real.until(lambda: same.examined is not None)
    assert same.examined.corrections == () and not same.take.isEnabled()
    same.reject()


def test_the_menu_of_files_leads_to_packs_with_this_catalogue_chosen(real: RealWindow):
    page = page_of(real)
    page.choice.setCurrentIndex(1)
    page.choice.activated.emit(1)
    rest(real)
    page.files.to_pack.trigger()
    real.until(lambda: isinstance(QApplication.activeModalWidget(), MakePackDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MakePackDialog)
    chosen = {edition.catalogue.id: box.isChecked() for edition, box in dialog.catalogues}
    assert chosen == {id_: id_ == page.draft.catalogue_id for id_ in LIBRARY.catalogue_ids}
    dialog.reject()
    rest(real)
    page.files.from_pack.trigger()
    real.until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    QApplication.activeModalWidget().reject()


def test_every_total_above_a_main_index_has_its_form(qtbot, window_language):
    document = {
        "scale": "1",
        "pillars": [{"code": f"P{number}", "indices": ["1"]} for number in range(5)],
        "main_indices": [{"code": "1", "title_vi": "Một", "title_en": "One"}],
        "indicators": [],
    }
    draft = SimpleNamespace(
        document=document,
        base=document,
        base_rows={},
        faults=(),
        node=lambda name: node_of(document, name),
        base_node=lambda name: node_of(document, name),
    )
    card = CatalogueRowCard(lambda problem: problem.code)
    qtbot.addWidget(card)
    titles = {NodeName("pillars", each["code"]): each["code"] for each in document["pillars"]}
    card.show_node(draft, NodeName("main_indices", "1"), titles, "vi")
    shown = [heading.text() for heading, form in card._totals if not form.isHidden()]
    assert shown == ["P0", "P1", "P2", "P3", "P4", ""]
