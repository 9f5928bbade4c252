"""Forms in the real window: written, filled in elsewhere, looked at cell by cell, taken in, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, prepare, real_window

from dti_desktop.services import forms
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.dialogs.import_answers import ImportAnswersDialog
from dti_desktop.ui.language import Language
from dti_desktop.ui.staged_rows import CODE, NEW, OLD, STATE, TICK
from dti_desktop.ui.widgets.staged_table import StagedTable
from dti_desktop.ui.window_acts import WindowActs

NOW = datetime(2026, 11, 22, tzinfo=UTC)
CHANGED = {"1.3#a": 1, "1.3#b": "1.234", "#population": 1_300_000, "6.1#issued": "Không", "1.8#a": 3}


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A form that came back; one of its rows is approved, one was changed here too."""
    path = tmp_path / "phiếu.xlsx"

    def make(workspace: Workspace) -> None:
        made = create_sample(workspace, LIBRARY)
        forms.write_template(path, LIBRARY, workspace.load(made), language="vi", now_utc=NOW)
        filled(path, CHANGED)
        workspace.set_review(made, ("6.1",), "approved", "")
        answers = workspace.load(made).answers
        workspace.replace_answers(made, {"1.8": {**answers["1.8"], "a": answers["1.3"]["a"]}})

    prepare(tmp_path / "store", make)
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, form: Path, window_language: Language) -> Iterator[RealWindow]:
    with real_window(qtbot, window_language, tmp_path / "store", "sample-soc-trang-2022") as opened:
        opened.until(lambda: opened.bench.place.page != "start")
        opened.at_rest()
        yield opened


def filled(path: Path, values: dict[str, object]) -> None:
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        heads = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1 if "dti:key" in heads else 2):
            key = sheet.cell(row, heads["dti:key"]).value
            if key in values:
                sheet.cell(row, heads["dti:value"]).value = values[key]
    book.save(path)


def asked(window: RealWindow) -> ImportAnswersDialog:
    window.bench.answers_wanted.emit()
    window.until(lambda: isinstance(QApplication.activeModalWidget(), ImportAnswersDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ImportAnswersDialog)
    return dialog


def read(window: RealWindow, path: Path) -> ImportAnswersDialog:
    dialog = asked(window)
    dialog.read(path)
    window.until(lambda: dialog.staging is not None or dialog.notice.property("tone") == "block")
    return dialog


def rows(table: StagedTable) -> dict[str, tuple[str, ...]]:
    model = table.rows
    found = {}
    for row in range(model.rowCount()):
        texts = tuple(str(model.index(row, column).data()) for column in (OLD, NEW, STATE))
        found[f"{model.cell_at(row).code}#{model.cell_at(row).field}"] = texts
    return found


def row_of(dialog: ImportAnswersDialog, key: str) -> int:
    return list(rows(dialog.table)).index(key)


def test_each_difference_is_shown_and_what_is_ticked_is_taken_and_taken_back(window, form):
    dialog = read(window, form)
    assert [segment.key for segment in dialog.views.segments] == ["different", "asked", "all"]
    shown = rows(dialog.table)
    assert shown.keys() == {"#population", "1.3#a", "1.3#b", "1.8#a", "6.1#issued"}
    assert shown["#population"][1:] == ("1.300.000", "Khác")
    assert shown["1.3#b"][1:] == ("1.234 / 1,234 ?", "Chọn cách đọc")
    assert shown["1.8#a"][2] == "Hai bên cùng sửa"
    assert shown["6.1#issued"] == ("Có", "Không", "Đã duyệt, giữ nguyên")
    assert {change.code for change in dialog.rows.accepted} == {"", "1.3"}
    assert dialog.take.text() == "Nhận 2 thay đổi"
    before = window.session.assessment
    told: list[tuple[str, int]] = []
    dialog.taken.connect(lambda name, count: told.append((name, count)))
    dialog.take.click()
    window.until(lambda: told)
    assert told == [("phiếu.xlsx", 2)]
    window.at_rest()
    after = window.session.assessment
    assert (after.profile["population"], after.answers["1.3"]["a"]) == (1_300_000, 1)
    assert (after.answers["1.8"], after.answers["6.1"]) == (before.answers["1.8"], before.answers["6.1"])
    window.bench.undo()
    window.until(lambda: window.session.assessment.answers == before.answers)
    window.at_rest()
    assert window.session.assessment.profile == before.profile


def test_it_is_done_by_keyboard_alone(window, form):
    dialog = read(window, form)
    table = dialog.table
    window.until(lambda: table.hasFocus())
    table.setCurrentIndex(table.rows.index(row_of(dialog, "1.8#a"), CODE))
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert "1.8" in {change.code for change in dialog.rows.accepted}
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert dialog.rows.accepted == (), "all that can be were ticked, so the ticks go"
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert len(dialog.rows.accepted) == 3
    table.setCurrentIndex(table.rows.index(row_of(dialog, "1.3#b"), CODE))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert dialog.reading.buttons["vi"].hasFocus()
    assert dialog.reading.buttons["vi"].text() == "1.234 (lối Việt Nam)"
    QTest.keyClick(dialog.reading.buttons["vi"], Qt.Key.Key_Return)
    assert rows(table)["1.3#b"][1] == "1.234"
    assert table.hasFocus()
    assert len(dialog.rows.accepted) == 4
    assert "asked" not in [segment.key for segment in dialog.views.segments]
    dialog.reject()


def test_a_click_ticks_and_views_and_buttons_choose(window, form):
    dialog = read(window, form)
    table = dialog.table
    row = row_of(dialog, "#population")
    QTest.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=table.visualRect(table.rows.index(row, TICK)).center(),
    )
    assert {change.code for change in dialog.rows.accepted} == {"1.3"}
    dialog.select_all.click()
    assert {change.code for change in dialog.rows.accepted} == {"", "1.3", "1.8"}
    dialog.select_none.click()
    assert not dialog.take.isEnabled()
    dialog.views.choose("all")
    dialog.views.chosen.emit("all")
    assert table.rows.rowCount() == len(dialog.rows.cells) > 100
    assert "Không đổi" in {state for _, _, state in rows(table).values()}
    dialog.reject()


def test_faults_are_shown_with_their_cells_and_nothing_can_be_taken(window, form):
    filled(form, {"1.1#level": "Trưởng phòng", "1.3#a": "nhiều"})
    dialog = read(window, form)
    assert next(segment.key for segment in dialog.views.segments) == "faults"
    model = dialog.faults.model()
    told = [(str(model.index(row, 0).data()), str(model.index(row, 1).data())) for row in range(2)]
    assert all(place.startswith("Trả lời · F") for place, _ in told)
    assert "Trưởng phòng" in told[0][1]
    assert not dialog.take.isEnabled()
    dialog.views.choose("different")
    dialog.views.chosen.emit("different")
    assert not dialog.take.isEnabled()
    dialog.reject()


def test_another_file_is_refused_in_words(window, form, tmp_path):
    path = tmp_path / "khác.csv"
    path.write_text("a;b\n", "utf-8")
    dialog = read(window, path)
    assert dialog.staging is None
    assert not dialog.take.isEnabled()
    dialog.read(form)
    window.until(lambda: dialog.staging is not None)
    assert dialog.take.isEnabled()
    dialog.reject()


def test_it_speaks_both_languages(window, form, window_language):
    dialog = read(window, form)
    window_language.set("en")
    window.until(lambda: dialog.take.text() == "Import the changes (2)")
    assert rows(dialog.table)["6.1#issued"][:2] == ("Yes", "No")
    assert rows(dialog.table)["#population"][1] == "1,300,000"
    window_language.set("vi")
    dialog.reject()


def test_both_exports_are_written_and_come_back_the_same(window, tmp_path):
    found = window.window.findChild(WindowActs)
    assert found is not None
    acts = found.forms
    for is_template, name in ((True, "mẫu.xlsx"), (True, "mẫu.csv"), (False, "toàn bộ.xlsx")):
        acts.write(tmp_path / name, is_template=is_template)
        window.until(lambda name=name: (tmp_path / name).exists())
        dialog = read(window, tmp_path / name)
        assert dialog.staging is not None
        assert dialog.staging.changes == ()
        assert dialog.notice.property("tone") == "done"
        dialog.reject()
    assert window.failures == []


def test_the_menu_offers_it_with_an_open_assessment_only(window):
    bench = window.bench
    actions = [action for action in bench.header.menu.menu().actions() if "Excel" in action.text()]
    assert [action.text() for action in actions] == [
        "Xuất mẫu Excel…",
        "Nhập từ Excel…",
        "Xuất toàn bộ ra Excel…",
    ]
    assert all(action.isVisible() for action in actions)
    actions[0].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.reject()
    window.session.close()
    assert not any(action.isVisible() for action in actions)
