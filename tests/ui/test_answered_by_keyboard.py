"""From an empty store to the last answer, by keyboard alone, in the real window: page by page, in the table.

However the same answers are entered, the score is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, TypeText, prepare, real_window

from dti_desktop.engine.answer_fields import fields_of
from dti_desktop.engine.assessment import Assessment, Fields
from dti_desktop.engine.scoring import score
from dti_desktop.ui.dialogs.new_assessment import NewAssessmentDialog
from dti_desktop.ui.entry_rows import VALUE
from dti_desktop.ui.language import Language
from dti_desktop.ui.typed_answer import options
from dti_desktop.ui.widgets.entry_table import EntryTable

CATALOGUE = LIBRARY.catalogue("dti-province-2022")
_CTRL = Qt.KeyboardModifier.ControlModifier


def _all_ones() -> dict[str, Fields]:
    """The first choice, the number 1, everywhere."""
    answers: dict[str, Fields] = {}
    for code in CATALOGUE.indicators:
        fields = fields_of(CATALOGUE, code)
        answers[code] = {
            asked.field: Decimal(1)
            if asked.kind == "number"
            else True
            if asked.kind == "yes_no"
            else asked.choices[0].id
            for asked in fields
        }
    return answers


POINTS = score(CATALOGUE, _all_ones(), {}).whole.points


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _answer_with_the_keyboard(qtbot: QtBot, type_text: TypeText, real: RealWindow) -> None:
    """Answer the open indicator field by field, going on with Enter until the next one is open."""
    code = real.bench.place.code
    for _ in range(24):
        field = _focus()
        if isinstance(field, QLineEdit):
            if not field.text():
                type_text(field, "1")
        else:
            assert isinstance(field, QAbstractButton), (code, field)
            qtbot.keyClick(field, Qt.Key.Key_1)
        qtbot.keyClick(_focus(), Qt.Key.Key_Return)
        if real.bench.place.code != code or real.bench.place.page != "indicator":
            return
    raise AssertionError(f"Enter does not lead on from {code}")


def _begin(qtbot: QtBot, type_text: TypeText, real: RealWindow) -> None:
    """Make an empty assessment."""
    real.activate()
    qtbot.keyClick(real.window, Qt.Key.Key_N, _CTRL)
    real.until(lambda: isinstance(QApplication.activeModalWidget(), NewAssessmentDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewAssessmentDialog)
    type_text(dialog.search, "dong thap")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    real.until(lambda: real.bench.place.page == "overview")
    real.activate()


def _answer_page_by_page(qtbot: QtBot, type_text: TypeText, real: RealWindow) -> None:
    walked = []
    sidebar = real.bench.sidebar
    sidebar.focus_search()
    type_text(sidebar.search, next(iter(CATALOGUE.indicators)))
    qtbot.keyClick(sidebar.search, Qt.Key.Key_Return)
    for _ in CATALOGUE.indicators:
        assert real.bench.place.page == "indicator"
        assert real.bench.place.code is not None
        walked.append(real.bench.place.code)
        _answer_with_the_keyboard(qtbot, type_text, real)
    assert walked == list(CATALOGUE.indicators)


def _open_table(qtbot: QtBot, real: RealWindow) -> EntryTable:
    qtbot.keyClick(real.window, Qt.Key.Key_B, _CTRL)
    real.until(lambda: isinstance(QApplication.focusWidget(), EntryTable))
    table = _focus()
    assert isinstance(table, EntryTable)
    qtbot.keyClick(table, Qt.Key.Key_Home, _CTRL)
    for _ in range(VALUE):
        qtbot.keyClick(table, Qt.Key.Key_Right)
    return table


def _answer_in_the_table(qtbot: QtBot, type_text: TypeText, real: RealWindow) -> None:
    """Type in every cell that is asked for, going on with Ctrl+Enter."""
    table = _open_table(qtbot, real)
    for _ in range(len(table.rows.lines)):
        line = table.line
        assert line is not None and line.asked is not None
        type_text(table, "1")
        qtbot.keyClick(_focus(), Qt.Key.Key_Return, _CTRL)
        assert _focus() is table
        if table.line is line:
            return
    raise AssertionError("Ctrl+Enter does not come to an end")


def _paste_the_column(qtbot: QtBot, type_text: TypeText, real: RealWindow) -> None:
    """Paste the answers to all fields, as a column of Excel."""
    table = _open_table(qtbot, real)
    asked = [line.asked for line in table.rows.lines if line.asked is not None]
    column = [options(one, "vi")[0][1] if one.kind != "number" else "1" for one in asked]
    QGuiApplication.clipboard().setText("\r\n".join(column) + "\r\n")
    qtbot.keyClick(table, Qt.Key.Key_V, _CTRL)


@pytest.mark.parametrize("answer", [_answer_page_by_page, _answer_in_the_table, _paste_the_column])
def test_every_indicator_is_answered_by_keyboard(
    qtbot: QtBot,
    window_language: Language,
    tmp_path: Path,
    type_text: TypeText,
    answer: Callable[[QtBot, TypeText, RealWindow], None],
) -> None:
    with real_window(qtbot, window_language, tmp_path) as real:
        _begin(qtbot, type_text, real)
        answer(qtbot, type_text, real)
        total = len(CATALOGUE.indicators)
        real.until(lambda: real.bench.header.answered.text() == f"{total}/{total}")
        real.at_rest()
    kept: list[Assessment] = []
    prepare(tmp_path, lambda w: kept.append(w.load("dong-thap-2023")))
    assert sorted(kept[0].answers) == sorted(CATALOGUE.indicators)
    assert score(CATALOGUE, kept[0].answers, kept[0].profile).whole.points == POINTS
