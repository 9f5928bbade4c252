"""From an empty store to the last answer, by keyboard alone, in the real window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, TypeText, prepare, real_window

from dti_desktop.ui.dialogs.new_assessment import NewAssessmentDialog
from dti_desktop.ui.language import Language

CATALOGUE = LIBRARY.catalogue("dti-province-2022")


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


def test_every_indicator_is_answered_by_keyboard(
    qtbot: QtBot, window_language: Language, tmp_path: Path, type_text: TypeText
) -> None:
    walked = []
    with real_window(qtbot, window_language, tmp_path) as real:
        real.activate()
        qtbot.keyClick(real.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        real.until(lambda: isinstance(QApplication.activeModalWidget(), NewAssessmentDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewAssessmentDialog)
        type_text(dialog.search, "dong thap")
        qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
        real.until(lambda: real.bench.place.page == "overview")
        real.activate()
        sidebar = real.bench.sidebar
        sidebar.focus_search()
        type_text(sidebar.search, next(iter(CATALOGUE.indicators)))
        qtbot.keyClick(sidebar.search, Qt.Key.Key_Return)
        for _ in CATALOGUE.indicators:
            assert real.bench.place.page == "indicator"
            assert real.bench.place.code is not None
            walked.append(real.bench.place.code)
            _answer_with_the_keyboard(qtbot, type_text, real)
        total = len(CATALOGUE.indicators)
        assert walked == list(CATALOGUE.indicators)
        assert real.bench.header.answered.text() == f"{total}/{total}"
        real.at_rest()
    kept: list[object] = []
    prepare(tmp_path, lambda w: kept.extend(w.load("dong-thap-2023").answers))
    assert sorted(map(str, kept)) == sorted(CATALOGUE.indicators)
