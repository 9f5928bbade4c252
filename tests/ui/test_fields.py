"""Fields: what is told when, and that nothing is rewritten while it is typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dti_desktop.ui import numbers_text
from dti_desktop.ui.dates_text import DateReading, read_date
from dti_desktop.ui.language import Language
from dti_desktop.ui.widgets import fields
from dti_desktop.ui.widgets.date_field import DateField
from dti_desktop.ui.widgets.fields import NoteEdit, TextField
from dti_desktop.ui.widgets.number_field import NumberField
from dti_desktop.ui.widgets.search_field import SearchField

TypeText = Callable[[QWidget, str], None]


class Form(QWidget):
    """A field, and another place for the keyboard to go to."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self.other = QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(field)
        layout.addWidget(self.other)


def shown(qtbot: QtBot, field: QWidget) -> Form:
    form = Form(field)
    qtbot.addWidget(form)
    form.show()
    qtbot.waitExposed(form)
    form.activateWindow()
    field.setFocus()
    QApplication.processEvents()
    field.kept = form  # type: ignore[attr-defined]  # qtbot holds it weakly
    return form


def replay(line: QLineEdit, *steps: str) -> None:
    """Type as UniKey and EVKey do: letters, and backspaces (`<`) over them."""
    for step in steps:
        for letter in step:
            if letter == "<":
                QTest.keyClick(line, Qt.Key.Key_Backspace)
            elif ord(letter) < 128:
                QTest.keyClick(line, letter)
            else:
                event = QInputMethodEvent()
                event.setCommitString(letter)
                QApplication.sendEvent(line, event)


def test_a_number_is_told_at_every_key_and_committed_once(qtbot: QtBot, type_text: TypeText) -> None:
    field = NumberField("Số hộ", "hộ")
    shown(qtbot, field)
    edited: list[numbers_text.Reading] = []
    committed: list[Decimal | None] = []
    field.edited.connect(edited.append)
    field.committed.connect(committed.append)
    type_text(field.line, "1197823")
    assert [reading.number for reading in edited] == [Decimal("1197823"[:n]) for n in range(1, 8)]
    assert field.line.text() == "1197823"  # nothing regrouped while typing
    assert committed == []
    qtbot.waitUntil(lambda: bool(committed), timeout=fields.COMMIT_DELAY_MS + 1000)
    assert committed == [Decimal(1197823)]
    assert field.line.text() == "1197823"  # still in the field, still not rewritten


def test_the_wait_for_a_commit_is_short_enough() -> None:
    assert fields.COMMIT_DELAY_MS <= 1500


def test_leaving_commits_and_shows_grouped_digits(qtbot: QtBot, type_text: TypeText) -> None:
    field = NumberField("Số hộ", "hộ")
    form = shown(qtbot, field)
    committed: list[Decimal | None] = []
    field.committed.connect(committed.append)
    type_text(field.line, "1234,5")
    form.other.setFocus()
    assert committed == [Decimal("1234.5")]
    assert field.line.text() == "1.234,5"
    field.setFocus()
    assert field.line.text() == "1234,5"
    form.other.setFocus()
    assert committed == [Decimal("1234.5")]


def test_a_digit_added_to_a_grouped_number_does_not_make_it_a_decimal(
    qtbot: QtBot, type_text: TypeText
) -> None:
    field = NumberField()
    field.set_number(Decimal(1197))
    assert field.line.text() == "1.197"
    shown(qtbot, field)
    field.line.end(False)
    type_text(field.line, "8")
    assert field.number == Decimal(11978)


def test_enter_commits(qtbot: QtBot, type_text: TypeText) -> None:
    field = NumberField()
    shown(qtbot, field)
    type_text(field.line, "7")
    with qtbot.waitSignal(field.committed) as told:
        qtbot.keyPress(field.line, Qt.Key.Key_Return)
    assert told.args == [Decimal(7)]


@pytest.mark.parametrize(
    ("text", "words"),
    [("12 34", "Chưa phải"), ("-5", "âm"), ("9" * 17, "quá lớn"), ("0,1234567", "thập phân")],
)
def test_what_is_no_number_is_said_and_never_committed(
    text: str, words: str, qtbot: QtBot, type_text: TypeText
) -> None:
    field = NumberField()
    form = shown(qtbot, field)
    field.committed.connect(lambda _: pytest.fail("not a number"))
    type_text(field.line, text)
    assert field.reading.fault is not None
    assert words.lower() in field.line.accessibleDescription().lower()
    assert field.line.property("fault")
    form.other.setFocus()
    assert field.line.text() == text  # left as she wrote it
    field.line.clear()
    type_text(field.line, "5")
    assert field.line.accessibleDescription() == "" and not field.line.property("fault")
    field.committed.disconnect()


def test_an_ambiguous_number_says_how_it_was_read(qtbot: QtBot, type_text: TypeText) -> None:
    field = NumberField()
    form = shown(qtbot, field)
    type_text(field.line, "1.234")
    assert "số nguyên" in field.line.accessibleDescription()
    assert not field.line.property("fault")
    form.other.setFocus()
    field.line.clear()
    type_text(field.line, "1,234")
    assert "số thập phân" in field.line.accessibleDescription()


def test_emptying_a_field_commits_none(qtbot: QtBot) -> None:
    field = NumberField()
    field.set_number(Decimal(5))
    shown(qtbot, field)
    with qtbot.waitSignal(field.committed) as told:
        field.line.selectAll()
        QTest.keyClick(field.line, Qt.Key.Key_Delete)
        field.flush()
    assert told.args == [None]


def test_a_stored_number_does_not_rewrite_the_same_number(qtbot: QtBot, type_text: TypeText) -> None:
    field = NumberField()
    shown(qtbot, field)
    committed: list[Decimal | None] = []
    field.committed.connect(committed.append)
    type_text(field.line, "12,50")
    field.flush()
    field.set_number(Decimal("12.5"))
    assert field.line.text() == "12,50"
    field.set_number(Decimal("13.5"))
    assert field.line.text() == "13,5"
    field.flush()
    assert committed == [Decimal("12.5")]


def test_the_pages_own_words_wait_behind_the_fields(qtbot: QtBot, type_text: TypeText) -> None:
    field = NumberField()
    shown(qtbot, field)
    field.set_message("Lớn hơn mẫu số", "block")
    assert field.line.accessibleDescription() == "Lớn hơn mẫu số" and field.line.property("fault")
    type_text(field.line, "a")
    assert "Chưa phải" in field.line.accessibleDescription()
    QTest.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.line.accessibleDescription() == "Lớn hơn mẫu số"
    field.set_message("")
    assert not field.line.property("fault")


def test_numbers_follow_the_language(qtbot: QtBot, window_language: Language) -> None:
    field = NumberField()
    form = shown(qtbot, field)
    form.other.setFocus()
    field.set_number(Decimal("1234.5"))
    window_language.set("en")
    QApplication.processEvents()
    assert field.line.text() == "1,234.5"


def test_an_input_method_that_replays_backspaces_is_left_alone(qtbot: QtBot) -> None:
    field = TextField("Trích yếu")
    shown(qtbot, field)
    replay(field.line, "Quye", "<ê", "t", "<<ết", " ", "d", "<đ", "i", "nh", "<<<ịnh")
    assert field.text == "Quyết định"
    replay(field.line, "<" * 10, "7", "0", "<", "1")
    assert field.text == "71"


def test_text_is_committed_by_the_rule_and_in_nfc(qtbot: QtBot, type_text: TypeText) -> None:
    field = TextField("Trích yếu")
    form = shown(qtbot, field)
    committed: list[str] = []
    field.committed.connect(committed.append)
    event = QInputMethodEvent()
    event.setCommitString(unicodedata.normalize("NFD", "Quyết định "))
    QApplication.sendEvent(field.line, event)
    form.other.setFocus()
    assert committed == [unicodedata.normalize("NFC", "Quyết định")]
    field.setFocus()
    type_text(field.line, "749")
    qtbot.keyPress(field.line, Qt.Key.Key_Return)
    assert committed[-1] == "Quyết định 749"
    field.set_text("Khác")
    field.flush()
    assert len(committed) == 2


def test_a_note_is_committed_and_keeps_its_lines(qtbot: QtBot, type_text: TypeText) -> None:
    note = NoteEdit("Giải trình", min_lines=2, max_lines=4)
    form = shown(qtbot, note)
    committed: list[str] = []
    note.committed.connect(committed.append)
    low = note.height()
    type_text(note, "Dòng một")
    qtbot.keyPress(note, Qt.Key.Key_Return)
    type_text(note, "dòng hai")
    assert committed == []
    form.other.setFocus()
    assert committed == ["Dòng một\ndòng hai"]
    note.set_text("\n".join("abcdefgh"))
    assert note.height() > low
    assert len(committed) == 1


def test_ctrl_enter_in_a_note_is_the_pages(qtbot: QtBot, type_text: TypeText) -> None:
    note = NoteEdit()
    shown(qtbot, note)
    type_text(note, "a")
    qtbot.keyPress(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert note.toPlainText() == "a"


def test_the_context_menu_does_not_commit(qtbot: QtBot, type_text: TypeText) -> None:
    field = TextField()
    shown(qtbot, field)
    field.committed.connect(lambda _: pytest.fail("the keyboard did not leave"))
    type_text(field.line, "ab")
    menu = field.line.createStandardContextMenu()
    menu.popup(QPoint(0, 0))
    QApplication.processEvents()
    menu.close()
    menu.deleteLater()
    field.committed.disconnect()


READINGS = [
    ("03/06/2022", date(2022, 6, 3)),
    ("3/6/2022", date(2022, 6, 3)),
    ("3-6-2022", date(2022, 6, 3)),
    ("3.6.2022", date(2022, 6, 3)),
    ("3 6 2022", date(2022, 6, 3)),
    ("3 / 6 / 2022", date(2022, 6, 3)),
    ("3/6/22", date(2022, 6, 3)),
    ("03062022", date(2022, 6, 3)),
    ("2022-06-03", date(2022, 6, 3)),
    ("ngày 3 tháng 6 năm 2022", date(2022, 6, 3)),
    (unicodedata.normalize("NFD", "3 tháng 6 năm 2022"), date(2022, 6, 3)),
    ("29/02/2024", date(2024, 2, 29)),
]


@pytest.mark.parametrize(("text", "day"), READINGS)
def test_dates_are_read_day_first(text: str, day: date) -> None:
    assert read_date(text) == DateReading(day)


@pytest.mark.parametrize(
    "text", ["a", "3/6", "31/02/2022", "29/02/2023", "13/13/2022", "0/1/2022", "1/1/0000", "1/1/202"]
)
def test_what_is_no_day_is_a_fault(text: str) -> None:
    assert read_date(text) == DateReading(fault="not-a-date")


def test_a_date_field_speaks_up_only_when_left(qtbot: QtBot, type_text: TypeText) -> None:
    field = DateField("Ngày ban hành")
    form = shown(qtbot, field)
    committed: list[date | None] = []
    field.committed.connect(committed.append)
    type_text(field.line, "3/6")
    assert not field.line.property("fault")
    form.other.setFocus()
    assert field.line.property("fault") and committed == []
    field.setFocus()
    type_text(field.line, "/22")
    assert not field.line.property("fault")
    assert field.line.text() == "3/6/22"
    form.other.setFocus()
    assert committed == [date(2022, 6, 3)]
    assert field.line.text() == "03/06/2022"


def test_a_day_can_be_chosen_in_the_calendar(qtbot: QtBot) -> None:
    from PySide6.QtCore import QDate
    from PySide6.QtWidgets import QCalendarWidget

    field = DateField("Ngày ban hành")
    field.set_day(date(2022, 6, 3))
    shown(qtbot, field)
    assert field._button is not None
    field._button.click()
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None and calendar.selectedDate() == QDate(2022, 6, 3)
    with qtbot.waitSignal(field.committed) as told:
        calendar.activated.emit(QDate(2022, 7, 1))
    assert told.args == [date(2022, 7, 1)]
    assert field.line.text() == "01/07/2022"


def test_search_keys(qtbot: QtBot, type_text: TypeText) -> None:
    field = SearchField(shortcut="find")
    form = shown(qtbot, field)
    type_text(field, "định danh")
    assert field.text() == "định danh"
    with qtbot.waitSignal(field.down_wanted):
        qtbot.keyPress(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.chosen):
        qtbot.keyPress(field, Qt.Key.Key_Return)
    qtbot.keyPress(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(field.dismissed):
        qtbot.keyPress(field, Qt.Key.Key_Escape)
    form.other.setFocus()
    qtbot.keyPress(form.other, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(field.hasFocus)


@pytest.mark.parametrize("field", ["number", "text", "date"])
def test_fields_tell_a_screen_reader_their_name(field: str, qtbot: QtBot) -> None:
    made = {"number": NumberField, "text": TextField, "date": DateField}[field]("Số hộ")
    qtbot.addWidget(made)
    interface = QAccessible.queryAccessibleInterface(made.line)
    assert interface.text(QAccessible.Text.Name) == "Số hộ"


def test_what_comes_back_from_the_store_does_not_undo_newer_keys(qtbot: QtBot, type_text: TypeText) -> None:
    number, text, note, day = NumberField(), TextField(), NoteEdit(), DateField()
    for field, line, typed, older in (
        (number, number.line, "123", lambda: number.set_number(Decimal(12))),
        (text, text.line, "tên mới", lambda: text.set_text("tên")),
        (note, note, "tên mới", lambda: note.set_text("tên")),
        (day, day.line, "1/2/2023", lambda: day.set_day(date(2022, 2, 1))),
    ):
        shown(qtbot, field)
        type_text(line, typed)
        older()
        said = note.toPlainText() if field is note else line.text()  # type: ignore[union-attr]
        assert said == typed
        field.flush()  # type: ignore[attr-defined]
        older()
        said = note.toPlainText() if field is note else line.text()  # type: ignore[union-attr]
        assert said != typed


def test_a_text_beyond_what_is_stored_is_refused_whole_and_not_cut_unseen(qtbot: QtBot) -> None:
    field = NoteEdit("Giải trình")
    shown(qtbot, field)
    field.setPlainText("đã có")
    committed: list[str] = []
    field.committed.connect(committed.append)
    QApplication.clipboard().setText("x" * 20_000)
    field.moveCursor(QTextCursor.MoveOperation.End)
    field.paste()
    assert field.text == "đã có"
    assert "20.000" in QToolTip.text()
    assert "5" in QToolTip.text()
    field.selectAll()
    field.paste()
    field.flush()
    assert committed[-1] == "x" * 20_000
