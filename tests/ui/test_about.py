"""The About box and the settings of delivery, in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, real_window

from dti_desktop import __version__
from dti_desktop.services.components import components, licence_text
from dti_desktop.ui.dialogs.about import AboutDialog
from dti_desktop.ui.dialogs.settings import SettingsDialog
from dti_desktop.ui.language import Language
from dti_desktop.ui.main_window import Surroundings
from dti_desktop.ui.pages.start import StartPage

LICENCES = LIBRARY.resources_dir / "licences"


@pytest.fixture
def real(qtbot: QtBot, window_language: Language, tmp_path: Path) -> Iterator[RealWindow]:
    with real_window(qtbot, window_language, tmp_path / "kho") as window:
        yield window


def shown(real: RealWindow, kind: type[QDialog]) -> QDialog:
    def found() -> list[QDialog]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    real.until(found)
    return found()[0]


def visible_names(dialog: AboutDialog) -> list[str]:
    items = [dialog.parts.item(row) for row in range(dialog.parts.count())]
    return [item.text() for item in items if not item.isHidden()]


@pytest.fixture
def about(real: RealWindow) -> Iterator[AboutDialog]:
    real.bench.about_wanted.emit()
    dialog = shown(real, AboutDialog)
    assert isinstance(dialog, AboutDialog)
    real.until(lambda: dialog.text.toPlainText())
    yield dialog
    dialog.reject()


def test_every_part_is_listed_with_its_version_and_licence(real: RealWindow, about: AboutDialog) -> None:
    listed = components(LICENCES, __version__)
    assert visible_names(about) == [component.name for component in listed]
    assert listed[0].name == "DTI Desktop"
    assert "Apache License" in about.text.toPlainText()
    for row, component in enumerate(listed):
        spoken = about.parts.item(row).data(Qt.ItemDataRole.AccessibleTextRole)
        assert component.version in spoken
        assert component.licence in spoken
        assert len(licence_text(LICENCES, component)) > 200


def test_the_text_follows_the_keyboard(real: RealWindow, about: AboutDialog) -> None:
    assert about.parts.hasFocus()
    QTest.keyClick(about.parts, Qt.Key.Key_Down)
    second = components(LICENCES, __version__)[1]
    real.until(lambda: about.text.toPlainText() == licence_text(LICENCES, second))
    QTest.keyClick(about.parts, Qt.Key.Key_Tab)
    assert about.text.hasFocus()  # and out again: the text takes no tab stops
    QTest.keyClick(about.text, Qt.Key.Key_Tab)
    assert not about.text.hasFocus()


def test_parts_are_found_by_name_and_by_licence(real: RealWindow, about: AboutDialog) -> None:
    QTest.keyClick(about, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert about.search.hasFocus()
    about.search.setText("lgpl")
    assert {name.lower() for name in visible_names(about)} >= {"qt", "pyside6-essentials", "shiboken6"}
    real.until(lambda: "LESSER GENERAL PUBLIC" in about.text.toPlainText())
    about.search.setText("pyinstaller gpl")
    assert visible_names(about) == ["PyInstaller"]
    real.until(lambda: "Bootloader Exception" in about.text.toPlainText())
    about.search.setText("no such part")
    assert visible_names(about) == []
    about.search.clear()
    real.until(lambda: "Bootloader Exception" in about.text.toPlainText())  # it stays the chosen one
    assert len(visible_names(about)) == len(components(LICENCES, __version__))


def test_it_says_where_the_data_lies(real: RealWindow, about: AboutDialog, tmp_path: Path) -> None:
    said = [label.text() for label in about.findChildren(QLabel)]
    assert "Dữ liệu:" in said


def test_the_settings_offer_the_kinds_of_file_and_say_what_is_so(
    real: RealWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = {"now": "none"}

    class Types:
        def state(self) -> str:
            return state["now"]

        def register(self) -> None:
            state["now"] = "this"

        def unregister(self) -> None:
            state["now"] = "none"

    monkeypatch.setattr("dti_desktop.ui.file_types.file_types", lambda *_: Types())
    real.bench.settings_wanted.emit()
    dialog = shown(real, SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    assert dialog.file_types.isVisible()
    assert dialog.file_types.text() == "Mở bằng chương trình này"
    dialog.file_types.click()
    real.until(lambda: dialog.file_types.text() == "Thôi mở bằng chương trình này")
    assert dialog.file_types.isEnabled()
    dialog.file_types.click()
    real.until(lambda: dialog.file_types.text() == "Mở bằng chương trình này")
    assert state["now"] == "none"
    dialog.reject()


def test_the_start_page_says_that_the_data_travels(
    qtbot: QtBot, window_language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("real_window.Surroundings", partial(Surroundings, portable_dir=tmp_path / "data"))
    for folder, is_said in ((tmp_path / "data", True), (tmp_path / "kho", False)):
        with real_window(qtbot, window_language, folder) as real:
            page = real.bench.page("start")
            assert isinstance(page, StartPage)
            assert page.place_line.isVisible() is is_said
            assert ("mang theo" in page.place_line.text()) is is_said


@pytest.mark.parametrize("portable", [True, False])
def test_the_settings_say_whether_the_data_travels(
    qtbot: QtBot, window_language: Language, tmp_path: Path, portable: bool
) -> None:
    dialog = SettingsDialog(
        "vi", "light", 1 << 31, (1 << 30, 1 << 33), tmp_path, portable=portable, file_types=None
    )
    qtbot.addWidget(dialog)
    dialog.show()
    said = " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    assert ("Chế độ mang theo" in said) is portable
    assert not dialog.file_types.isVisible()
