"""F1 as people press it: on pages, in dialogs, while the store cannot be opened; searching; going back."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

import dti_desktop.ui
from dti_desktop.ui import page_registry, theme
from dti_desktop.ui.help_places import BEGINNING, WINDOW_TOPICS, topic_of
from dti_desktop.ui.help_window import HelpWindow
from dti_desktop.ui.language import Language
from tests.ui.real_window import ROOT, RealWindow, TypeText, prepare, real_window, soc_trang

TOPIC_IDS = {
    topic_id
    for group in json.loads((ROOT / "resources/help/topics.json").read_text("utf-8"))["groups"]
    for topic_id in group["topics"]
}


@pytest.fixture
def real(qtbot: QtBot, window_language: Language, tmp_path: Path) -> Iterator[RealWindow]:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as window:
        window.open("soc-trang-2022", "remaining")
        window.activate()
        yield window


def press_f1(real: RealWindow) -> HelpWindow:
    """Press the key where the keyboard is, and return the help once it can be read."""
    focus = QApplication.focusWidget()
    assert focus is not None
    real.qtbot.keyClick(focus, Qt.Key.Key_F1)
    found = real.window.help.help
    assert found is not None
    real.until(lambda: found.topic_id)
    return found


@pytest.mark.parametrize("page", [p for p in page_registry.ALL if p not in ("start", "verify")])
def test_f1_opens_the_help_of_the_page(real: RealWindow, page: str) -> None:
    real.go(page, "4.1" if page == "indicator" else None)
    page_help = press_f1(real)
    assert page_help.topic_id == page
    title = (ROOT / f"resources/help/vi/{page}.md").read_text("utf-8").splitlines()[0].removeprefix("# ")
    assert page_help.text.toPlainText().startswith(title)
    assert page_help.list.currentItem().text() == title


def test_the_help_neither_blocks_nor_is_loaded_before_it_is_wanted(
    real: RealWindow, type_text: TypeText
) -> None:
    assert real.window.help.help is None
    real.go("indicator", "4.1")
    help_window = press_f1(real)
    assert not help_window.isModal()
    real.activate()
    page = real.bench.page("indicator")
    field = next(field for field in page.findChildren(QLineEdit) if field.isVisible())
    field.setFocus()
    type_text(field, "12")
    assert field.text().endswith("12")
    help_window.close()
    assert real.window.help.help is None


def test_f1_in_a_dialog_shows_that_dialogs_topic(real: RealWindow) -> None:
    real.bench.backup_wanted.emit()
    real.until(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.activateWindow()
    real.until(
        lambda: QApplication.focusWidget() is not None and dialog.isAncestorOf(QApplication.focusWidget())
    )
    help_window = press_f1(real)
    assert help_window.topic_id == "backup"
    # The dialog's own modality does not hold the help.
    help_window.search.setFocus()
    real.qtbot.keyClicks(help_window.search, "USB")
    assert help_window.list.count()
    help_window.close()
    dialog.close()


def test_f1_helps_where_the_store_cannot_be_opened(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    (tmp_path / "dti.sqlite").write_bytes(b"no database" * 100)
    with real_window(qtbot, window_language, tmp_path, wait_for_store=False) as real:
        real.until(lambda: real.window.opening.fault.what.isVisible())
        real.activate()
        real.window.opening.fault.retry.setFocus()
        found = press_f1(real)
        assert found.topic_id == "errors"
        code = real.window.opening.fault.code.text().removeprefix("Mã: ")
        assert f"\n{code}\n" in found.text.toPlainText()


@pytest.mark.parametrize("typed", ["giai trinh", "GIẢI TRÌNH", "giải trình"])
def test_the_search_needs_no_accents(real: RealWindow, type_text: TypeText, typed: str) -> None:
    found = press_f1(real)
    type_text(found.search, typed)
    titles = [found.list.item(row).text().splitlines()[0] for row in range(found.list.count())]
    assert "Minh chứng" in titles and "Trang của một chỉ số" in titles
    assert "Lịch sử" not in titles


def test_a_code_leads_to_what_to_do(real: RealWindow) -> None:
    found = press_f1(real)
    real.qtbot.keyClicks(found.search, "p12-wrong-password")
    real.qtbot.keyClick(found.search, Qt.Key.Key_Return)
    assert found.topic_id == "errors"
    marked = found.text.extraSelections()
    assert [selection.cursor.selectedText() for selection in marked] == ["p12-wrong-password"]
    assert 0 < found.text.cursorRect().top() < found.text.viewport().height() / 2


def test_nothing_found_is_said(real: RealWindow) -> None:
    found = press_f1(real)
    real.qtbot.keyClicks(found.search, "qqqq")
    assert found.nothing.isVisible() and not found.list.count()
    real.qtbot.keyClick(found.search, Qt.Key.Key_Escape)
    assert not found.nothing.isVisible()
    assert len([r for r in range(found.list.count()) if found.list.item(r).flags()]) == len(TOPIC_IDS)


def test_links_lead_on_and_back_leads_back(real: RealWindow) -> None:
    found = press_f1(real)
    first = found.topic_id
    found.text.anchorClicked.emit(QUrl("evidence.md"))
    assert found.topic_id == "evidence"
    found.text.anchorClicked.emit(QUrl("library.md"))
    real.qtbot.keyClick(found, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert found.topic_id == "evidence"
    found.back.click()
    assert found.topic_id == first
    assert not found.back.isEnabled()
    found.forth.click()
    assert found.topic_id == "evidence"


@pytest.mark.parametrize("address", ["https://dti.gov.vn/", "file:///etc/passwd", "http:evidence.md"])
def test_the_help_goes_nowhere_else(real: RealWindow, address: str) -> None:
    found = press_f1(real)
    before = found.text.toPlainText()
    found.text.anchorClicked.emit(QUrl(address))
    assert found.text.toPlainText() == before
    assert found.text.loadResource(2, QUrl("file:///etc/passwd")) is None


def test_the_help_follows_language_and_theme(real: RealWindow, window_language: Language) -> None:
    found = press_f1(real)
    window_language.set("en")
    real.until(lambda: found.text.toPlainText().startswith("What remains"))
    assert found.windowTitle() == "Help"
    theme.current().set_mode("dark")
    assert found.text.toPlainText().startswith("What remains")
    block = found.text.document().begin()
    assert block.begin().fragment().charFormat().foreground().color() == theme.DARK.q("text")


def test_shortcuts_are_in_the_help_and_in_their_dialog(real: RealWindow) -> None:
    found = press_f1(real)
    found.keys.click()
    assert found.topic_id == "shortcuts"
    assert "Ctrl+K" in found.text.toPlainText()
    assert "Shift+F1" in found.text.toPlainText()
    found.close()
    real.activate()
    focus = QApplication.focusWidget()
    assert focus is not None
    real.qtbot.keyClick(focus, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    real.until(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert type(dialog).__name__ == "ShortcutsDialog"
    assert dialog is not None
    dialog.close()


def test_everything_in_the_help_has_a_name(real: RealWindow) -> None:
    found = press_f1(real)
    for widget in (found.search, found.list, found.text, found.back, found.forth):
        assert widget.accessibleName()
    for button in (found.tour, found.keys):
        assert button.text()


def test_closing_the_window_closes_the_help(qtbot: QtBot, window_language: Language, tmp_path: Path) -> None:
    with real_window(qtbot, window_language, tmp_path) as real:
        real.activate()
        real.window.help.show_here()
        found = real.window.help.help
        assert found is not None and found.isVisible()
        real.until(lambda: found.topic_id == "start")
    assert real.window.help.help is None


def _dialogs() -> Iterator[type[QDialog]]:
    for info in pkgutil.walk_packages(dti_desktop.ui.__path__, "dti_desktop.ui."):
        module = importlib.import_module(info.name)
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, QDialog) and kind.__module__ == info.name:
                yield kind


def test_every_dialog_of_the_program_has_a_topic() -> None:
    kinds = list(_dialogs())
    assert len(kinds) > 20
    unknown = [
        kind.__name__
        for kind in kinds
        if not any(base.__name__ in WINDOW_TOPICS for base in kind.__mro__ if base is not QDialog)
    ]
    assert unknown == []
    assert set(WINDOW_TOPICS.values()) <= TOPIC_IDS


def test_a_window_that_is_not_known_gets_the_beginning(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    assert topic_of(dialog) == BEGINNING
