"""The list of keys and the keys that work are the same: nothing bound is unlisted, nothing listed is dead."""

from __future__ import annotations

import ast
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from real_window import ROOT, RealWindow, prepare, real_window, soc_trang

from dti_desktop.ui import page_registry
from dti_desktop.ui.dialogs.shortcuts import ShortcutsDialog
from dti_desktop.ui.entry_rows import VALUE
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.entry import EntryPage
from dti_desktop.ui.shortcuts import SHORTCUTS, groups, meaning, sequences
from dti_desktop.ui.widgets.entry_table import EntryTable
from dti_desktop.ui.widgets.labels import Label
from dti_desktop.ui.window_acts import WindowActs

ID = "soc-trang-2022"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_keys_are_called_as_they_are_on_the_keyboard(window_language: Language, language: str) -> None:
    window_language.set(language)  # type: ignore[arg-type]
    keys = [keys for _, listed in groups() for keys, _ in listed]
    assert any("Enter" in each for each in keys) and not any("Return" in each for each in keys)


def test_every_shortcut_of_the_window_is_in_the_list_and_the_other_way_round(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path / "store", soc_trang)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open(ID, "overview")
        for page in page_registry.ALL:
            real.bench.page(page)
        assert real.bench.tabs  # made with the first page of a section that has several
        real.bench.portal_wanted.emit()
        acts = real.window.findChild(WindowActs)
        assert acts is not None
        real.until(lambda: acts.portal is not None)
        assert acts.portal is not None
        real.window.help.show()
        assert real.window.help.help is not None
        windows = (real.window, acts.portal, real.window.help.help)
        made = [one for window in windows for one in window.findChildren(QShortcut)]
        assert all(one.objectName() in SHORTCUTS for one in made), "a key is bound past ui/shortcuts.py"
        bound = {one.objectName() for one in made}
        for one in made:
            assert one.key() in sequences(one.objectName())
        wanted = {name for name, shortcut in SHORTCUTS.items() if shortcut.is_bound}
        # Zooming is bound where a document is shown, too.
        assert wanted - bound <= {"zoom-in", "zoom-out"}


def test_only_the_list_makes_shortcuts() -> None:
    makers = set()
    for path in (ROOT / "dti_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QShortcut":
                makers.add(path.name)
    assert makers == {"shortcuts.py"}


def test_the_dialog_and_the_list_say_the_same(qtbot: QtBot) -> None:
    dialog = ShortcutsDialog()
    qtbot.addWidget(dialog)
    said = {label.text() for label in dialog.findChildren(Label)}
    for title, keys in groups():
        assert title in said
        for name, what in keys:
            assert name in said and what in said
    assert {meaning(name) for name in SHORTCUTS} <= said


def test_no_two_keys_of_the_main_window_are_the_same() -> None:
    used: dict[str, str] = {}
    for name, shortcut in SHORTCUTS.items():
        if shortcut.is_bound and shortcut.group not in (
            "portal",
            "help",
            "catalogue",
        ):  # keys of one page only
            for sequence in sequences(name):
                assert used.setdefault(sequence.toString(), name) == name


# -- the keys that the table handles itself ----------------------------------------------------------

_Check = Callable[[EntryTable], bool]


def _at(key: str, column: int = VALUE) -> _Check:
    return lambda table: (
        table.line is not None and (table.line.key, table.currentIndex().column()) == (key, column)
    )


def _lines_from(table: EntryTable, key: str) -> int:
    row = table.rows.row_of(key)
    assert row is not None
    return table.currentIndex().row() - row


def _is_editing(_table: EntryTable) -> bool:
    return isinstance(QApplication.focusWidget(), QLineEdit)


#: By shortcut, for each of its keys: what has come of pressing it at 4.2#a.
EFFECTS: dict[str, tuple[_Check, ...]] = {
    "table-down": (_at("4.2#b"), _at("4.1#b")),
    "table-next": (_at("4.2#a", 7), _at("4.1#b")),
    "table-unanswered": (_at("4.2#b"),),
    "table-edit": (_is_editing,),
    "table-cancel": (lambda table: table.hasFocus(),),
    "table-clear": (lambda table: table.rows.own_value(table.line) is None,),  # type: ignore[arg-type]
    "table-list": (_at("4.2#a"),),
    "table-edges": (_at("4.2#a", 0), _at("4.2#a", 7)),
    "table-ends": (_at("1.1#level", 0), lambda table: table.line is not None and table.line.code == "9.8"),
    "table-page": (lambda table: _lines_from(table, "4.2#a") < -8, lambda t: _lines_from(t, "4.2#a") > 8),
    "table-extend": (lambda table: len(table.selectionModel().selectedIndexes()) == 2,),
    "table-all": (lambda table: len(table.selectionModel().selectedIndexes()) > 1000,),
    "table-copy": (
        lambda _table: QGuiApplication.clipboard().text() == "5\r\n",
        lambda table: table.rows.own_value(table.line) is None,  # type: ignore[arg-type]
    ),
    "table-paste": (lambda table: str(table.rows.own_value(table.line)) == "8",),  # type: ignore[arg-type]
    "table-fill": (lambda table: str(table.rows.own_value(table.line)) == "9",),  # type: ignore[arg-type]
    "table-leave": (lambda table: not table.hasFocus(),),
}


def test_each_listed_key_of_the_table_is_tried() -> None:
    assert set(EFFECTS) == {name for name, one in SHORTCUTS.items() if one.group == "table"}
    assert all(len(EFFECTS[name]) == len(SHORTCUTS[name].keys) for name in EFFECTS)


def test_the_keys_of_the_table_work(qtbot: QtBot, window_language: Language, tmp_path: Path) -> None:
    prepare(tmp_path / "store", soc_trang)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        table = _table_at(real, "4.2#a")
        for name, effects in EFFECTS.items():
            for sequence, is_so in zip(sequences(name), effects, strict=True):
                real.session.edit_answer("4.1", {"b": Decimal(9)})
                real.session.edit_answer("4.2", {"a": Decimal(5)})
                real.at_rest()
                real.activate()
                table.setFocus()
                table.go_to("4.2#a")
                _press(real, table, name, sequence)
                real.until(lambda is_so=is_so: is_so(table))  # type: ignore[misc]
                if _is_editing(table):
                    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
                real.at_rest()


def _press(real: RealWindow, table: EntryTable, name: str, sequence: QKeySequence) -> None:
    if name == "table-paste":
        QGuiApplication.clipboard().setText("8")
    if name == "table-cancel":
        table.open_field_here(replacing=False)
    if name == "table-list":
        table.go_to("1.1")  # of a number there is no list
    widget = QApplication.focusWidget()
    assert isinstance(widget, QWidget)
    QTest.keySequence(widget, sequence)
    if name == "table-list":
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu) and len(menu.actions()) == 3
        menu.close()
        table.go_to("4.2#a")


def _table_at(real: RealWindow, key: str) -> EntryTable:
    real.open(ID, "entry", key.partition("#")[0])
    real.activate()
    page = real.bench.page("entry")
    assert isinstance(page, EntryPage)
    real.until(page.table.hasFocus)
    assert page.table.go_to(key)
    return page.table
