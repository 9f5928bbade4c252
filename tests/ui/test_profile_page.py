"""The province profile: every figure, stored as typed, drafts, links to the indicators that use it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, TypeText, prepare, real_window, soc_trang

from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.profile import FigureRow, ProfilePage

CATALOGUE = LIBRARY.catalogue("dti-province-2022")


def _page(real: RealWindow) -> ProfilePage:
    page = real.bench.page("profile")
    assert isinstance(page, ProfilePage)
    return page


def _row(real: RealWindow, key: str) -> FigureRow:
    return next(row for row in _page(real).rows if row.figure.key == key)


def _figures(store_dir: Path) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    prepare(store_dir, lambda w: found.update(w.load("soc-trang-2022").profile))
    return found


def test_every_figure_of_the_catalogue_has_a_field_with_name_and_unit(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        rows = _page(real).rows
        assert [row.figure.key for row in rows] == [field.key for field in CATALOGUE.profile]
        for row in rows:
            assert row.field.line.accessibleName() == row.figure.title.vi
            assert {*row.codes} == CATALOGUE.codes_by_profile_key[row.figure.key]
        assert str(len(rows)) in _page(real).missing.text()
        assert rows[0].field.line.hasFocus() or not real.window.isActiveWindow()


def test_figures_are_stored_as_they_are_typed_and_enter_goes_on(
    qtbot: QtBot, window_language: Language, tmp_path: Path, type_text: TypeText
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        real.activate()
        rows = _page(real).rows
        rows[0].field.line.setFocus()
        type_text(rows[0].field.line, "1.197.823")
        assert real.session.assessment is not None
        assert real.session.assessment.profile["population"] == 1197823
        qtbot.keyClick(rows[0].field.line, Qt.Key.Key_Return)
        assert rows[1].field.line.hasFocus()
        assert rows[0].field.line.text() == "1.197.823"
        type_text(rows[1].field.line, "12,5")
        qtbot.keyClick(rows[1].field.line, Qt.Key.Key_Up)
        assert rows[0].field.line.hasFocus()
        assert str(len(rows) - 2) in _page(real).missing.text()
        real.window.close()
        real.until(lambda: real.window.is_let_go)
    assert _figures(tmp_path) == {"population": 1197823, "population_14": Decimal("12.5")}


def test_what_is_no_number_is_said_kept_and_comes_back(
    qtbot: QtBot, window_language: Language, tmp_path: Path, type_text: TypeText
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        row = _row(real, "households")
        type_text(row.field.line, "12a")
        assert row.field._message.isVisible()
        real.at_rest()
    assert _figures(tmp_path) == {}, "the digits before the letter count as a figure"
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        row = _row(real, "households")
        assert row.field.line.text() == "12a"
        assert row.field._message.isVisible()
        row.field.line.clear()
        type_text(row.field.line, "120")
        real.at_rest()
    assert _figures(tmp_path) == {"households": 120}
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        assert _row(real, "households").field.line.text() == "120"


def test_undo_brings_the_figure_back(qtbot: QtBot, window_language: Language, tmp_path: Path) -> None:
    prepare(tmp_path, lambda w: (soc_trang(w), w.set_profile("soc-trang-2022", {"communes": Decimal(109)})))
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        row = _row(real, "communes")
        assert row.field.line.text() == "109"
        real.session.edit_profile("communes", Decimal(110))
        assert row.field.number == 110
        real.bench.undo()
        real.until(lambda: row.field.number == 109)
        assert row.field.line.text() == "109"


def test_codes_lead_to_the_indicators_that_use_a_figure(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        row = _row(real, "villages")
        assert row.codes == ["4.1"]
        row.links[0].click()
        assert (real.bench.place.page, real.bench.place.code) == ("indicator", "4.1")


def test_another_assessment_shows_its_own_figures(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    def two(workspace: Workspace) -> None:
        soc_trang(workspace)
        workspace.create("Đồng Tháp", 2022)
        workspace.set_profile("dong-thap-2022", {"communes": Decimal(143)})

    prepare(tmp_path, two)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("dong-thap-2022")
        assert _row(real, "communes").field.line.text() == "143"
        real.open("soc-trang-2022")
        real.until(lambda: _row(real, "communes").field.line.text() == "")


def test_what_could_not_be_read_stays_with_its_assessment(
    qtbot: QtBot, window_language: Language, tmp_path: Path, type_text: TypeText
) -> None:
    def two(workspace: Workspace) -> None:
        soc_trang(workspace)
        workspace.create("Đồng Tháp", 2022)

    prepare(tmp_path, two)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022")
        type_text(_row(real, "communes").field.line, "khoảng trăm")
        real.open("dong-thap-2022")
        real.at_rest()
        assert _row(real, "communes").field.line.text() == ""
        real.open("soc-trang-2022")
        real.at_rest()
        assert _row(real, "communes").field.line.text() == "khoảng trăm"


def test_rows_are_made_bit_by_bit_while_nobody_waits_for_them(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022", "overview")
        page = ProfilePage(real.bench.context)
        qtbot.addWidget(page)
        wanted = len(real.session.assessment.catalogue.profile)
        assert 0 < len(page._rows) < wanted
        real.until(lambda: len(page._rows) == wanted)
        assert [row.figure for row in page.rows] == list(real.session.assessment.catalogue.profile)
        other = ProfilePage(real.bench.context)
        qtbot.addWidget(other)
        assert len(other.rows) == wanted, "who needs them has them at once"
