"""The start page: an empty store, a list, a new assessment, one that exists already, a risky folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, prepare, real_window, soc_trang

from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.dialogs.new_assessment import NewAssessmentDialog
from dti_desktop.ui.dialogs.settings import SettingsDialog
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.start import StartPage


def _start(real: RealWindow) -> StartPage:
    page = real.bench.page("start")
    assert isinstance(page, StartPage)
    return page


def _dialog(real: RealWindow, kind: type) -> object:
    def found() -> list[object]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    real.until(found)
    return found()[0]


def _names(dialog: NewAssessmentDialog) -> list[str | None]:
    """Return the provinces that are listed; None for the heading of a region."""
    return [dialog.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(dialog.list.count())]


def test_empty_store_says_what_this_is_and_how_to_begin(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    with real_window(qtbot, window_language, tmp_path) as real:
        page = _start(real)
        real.until(page.welcome.isVisible)
        assert not page.listed.isVisible()
        assert page.welcome.begin.isVisible()
        assert page.welcome.sample.isVisible()
        assert not real.bench.sidebar.isVisible()


def test_new_assessment_from_an_empty_store(qtbot: QtBot, window_language: Language, tmp_path: Path) -> None:
    with real_window(qtbot, window_language, tmp_path) as real:
        page = _start(real)
        real.until(page.welcome.begin.isVisible)
        qtbot.mouseClick(page.welcome.begin, Qt.MouseButton.LeftButton)
        dialog = _dialog(real, NewAssessmentDialog)
        assert isinstance(dialog, NewAssessmentDialog)
        button = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        assert not button.isEnabled()
        qtbot.keyClicks(dialog.search, "soc trang")
        assert dialog.province() == "Sóc Trăng"
        assert button.isEnabled()
        dialog.year.setCurrentIndex(dialog.year.findData(2022))
        assert not dialog.notice.isVisible()
        qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
        real.until(lambda: real.session.assessment is not None)
        assert real.session.assessment is not None
        assert real.session.assessment.id == "soc-trang-2022"
        real.until(lambda: real.bench.place.page == "overview")
        assert real.bench.sidebar.isVisible()


def test_dialog_offers_to_open_what_exists_and_remarks_on_other_years(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.window._acts.new()
        dialog = _dialog(real, NewAssessmentDialog)
        assert isinstance(dialog, NewAssessmentDialog)
        dialog.choose("Sóc Trăng")
        defaults = LIBRARY.defaults
        years = [dialog.year.itemData(row) for row in range(dialog.year.count())]
        assert years == list(range(defaults["first_year"], defaults["last_year"] + 1))
        dialog.year.setCurrentIndex(dialog.year.findData(2030))
        assert "2030" in dialog.notice.accessibleName()
        dialog.year.setCurrentIndex(dialog.year.findData(2022))
        button = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        assert button.text() == "Mở hồ sơ này"
        button.click()
        real.until(lambda: real.session.assessment is not None)
        assert real.session.assessment is not None
        assert real.session.assessment.id == "soc-trang-2022"
        real.until(lambda: real.bench.place.page == "overview")


def test_provinces_are_found_without_accents_and_nothing_found_is_said(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    with real_window(qtbot, window_language, tmp_path) as real:
        real.window._acts.new()
        dialog = _dialog(real, NewAssessmentDialog)
        assert isinstance(dialog, NewAssessmentDialog)
        every = _names(dialog)
        names = [name for name in every if name]
        assert sorted(names) == sorted(p.name for p in LIBRARY.result_book.provinces)
        regions = {p.region for p in LIBRARY.result_book.provinces}
        assert len(every) == len(names) + len(regions)
        for province in LIBRARY.result_book.provinces:
            dialog.search.setText(province.name_en.lower())
            assert province.name in _names(dialog)
        dialog.search.setText("atlantis")
        assert not dialog.list.isVisible()
        assert dialog._nothing.isVisible()
        dialog.reject()


def test_list_shows_the_last_changed_first_and_opens_with_enter(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    def two(workspace: Workspace) -> None:
        workspace.create("Đồng Tháp", 2022)
        workspace.create("Sóc Trăng", 2022, assessment_id="sample", is_sample=True)
        workspace.replace_answers("dong-thap-2022", {"1.1": {"level": "head"}})

    prepare(tmp_path, two)
    with real_window(qtbot, window_language, tmp_path) as real:
        page = _start(real)
        real.until(lambda: len(page.rows) == 2)
        names = [row.accessibleName() for row in page.rows]
        sample = next(name for name in names if "Sóc Trăng" in name)
        other = next(name for name in names if "Đồng Tháp" in name)
        assert "Hồ sơ mẫu" in sample
        assert "Hồ sơ mẫu" not in other
        assert "1/98" in other
        row = page.rows[names.index(other)]
        qtbot.keyClick(row, Qt.Key.Key_Return)
        real.until(lambda: real.session.assessment is not None)
        assert real.session.assessment is not None
        assert real.session.assessment.id == "dong-thap-2022"
        real.until(lambda: real.bench.place.page == "overview")


def test_list_follows_the_language(qtbot: QtBot, window_language: Language, tmp_path: Path) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        page = _start(real)
        real.until(lambda: len(page.rows) == 1)
        window_language.set("en")
        real.until(lambda: "Sửa lần cuối" not in page.rows[0].accessibleName())


@pytest.mark.parametrize("folder", ["OneDrive", "Dropbox"])
def test_store_in_a_synchronised_folder_is_warned_about(
    qtbot: QtBot, window_language: Language, tmp_path: Path, folder: str
) -> None:
    with real_window(qtbot, window_language, tmp_path / folder / "dti") as real:
        page = _start(real)
        real.until(page.folder_notice.isVisible)
        assert "đồng bộ" in page.folder_notice.accessibleName()


def test_store_on_the_machine_itself_is_not_warned_about(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    with real_window(qtbot, window_language, tmp_path) as real:
        page = _start(real)
        real.until(page.welcome.isVisible)
        assert not page.folder_notice.isVisible()


def test_settings_take_effect_at_once_and_last(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    with real_window(qtbot, window_language, tmp_path) as real:
        real.window._acts.settings()
        dialog = _dialog(real, SettingsDialog)
        assert isinstance(dialog, SettingsDialog)
        before_bytes = dialog.limit.currentData()
        assert before_bytes == LIBRARY.defaults["evidence_limit_bytes"]
        dialog.limit.setCurrentIndex(0)
        dialog.limit.activated.emit(0)
        dialog.language.setCurrentIndex(1)
        dialog.language.activated.emit(1)
        assert window_language.current == "en"
        smallest_bytes = LIBRARY.defaults["evidence_limit_smallest_bytes"]
        real.until(lambda: real.session.evidence_limit_bytes == smallest_bytes)
        dialog.reject()
        real.at_rest()
    kept_bytes: list[int] = []
    prepare(tmp_path, lambda w: kept_bytes.append(w.evidence_limit_bytes()))
    assert kept_bytes == [smallest_bytes]
