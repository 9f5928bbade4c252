"""A set for communes with published results: taken in by its window, and every page ranks among communes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, real_window
from test_every_catalogue import begin, settle
from unit_results import COMMUNES, PROVINCE, SET_ID, ranks, table

from dti_desktop.services.results import UnitsOf
from dti_desktop.ui.dialogs.import_results import ImportResultsDialog
from dti_desktop.ui.language import Language
from dti_desktop.ui.page_registry import ALL, WITHOUT_ASSESSMENT
from dti_desktop.ui.pages.forecast import ForecastPage
from dti_desktop.ui.pages.history import HistoryPage
from dti_desktop.ui.pages.overview import OverviewPage
from dti_desktop.ui.pages.plan import PlanPage
from dti_desktop.ui.pages.ranking import RankingPage

UNIT = f"{COMMUNES[0]}, {PROVINCE}"

#: Said of provinces alone, in both languages.
OF_PROVINCES = re.compile(
    r"\bDTI \d|giá trị DTI|dti\.gov|cả nước|\btỉnh\b|\bbộ chủ trì|\bprovinces?\b|National", re.I
)

#: Nothing that these pages say is of the assessment alone.
ABOUT_THE_PROGRAM = {*WITHOUT_ASSESSMENT, "start", "verify", "catalogue", "journal"}


@pytest.fixture
def opened(
    qtbot: QtBot, tmp_path: Path, window_language: Language, request: pytest.FixtureRequest
) -> Iterator[RealWindow]:
    id_ = begin(LIBRARY, tmp_path / "store", SET_ID, 0.7)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open(id_, "ranking")
        yield real


def take_in(real: RealWindow) -> None:
    """Keep the results, beside the window's dialog."""
    workspace = real.bench.context.workspace
    units = UnitsOf(LIBRARY.catalogue(SET_ID), PROVINCE)

    def keep() -> None:
        workspace.import_results(
            workspace.results.known.examine_bytes(table(), "x.csv", units=units, this_year=2026)
        )

    ended: list[object] = []
    real.tasks.run(keep, lane="store", on_done=ended.append)
    real.until(lambda: bool(ended))
    real.session.results_were_imported()
    settle(real)


def texts(page: QWidget) -> Iterator[str]:
    """Yield what a page says to eyes and ears."""
    for widget in (page, *page.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        yield widget.accessibleName()
        yield widget.toolTip()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, QTableView) and (model := widget.model()) is not None:
            for column in range(model.columnCount()):
                yield str(model.headerData(column, widget.horizontalHeader().orientation()) or "")


def test_the_dialog_asks_whose_results_they_are(opened: RealWindow, tmp_path: Path) -> None:
    file = tmp_path / "kết quả.csv"
    file.write_bytes(table())
    opened.bench.results_wanted.emit()
    opened.until(lambda: isinstance(QApplication.activeModalWidget(), ImportResultsDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ImportResultsDialog)
    assert [dialog.whose.itemText(n) for n in range(2)] == ["Xã, phường của Sóc Trăng", "Các tỉnh, thành phố"]
    dialog.read(file)
    opened.until(lambda: dialog.examined is not None)
    assert dialog.take.isEnabled() and not dialog.examined.faults
    dialog.whose.setCurrentIndex(1)
    opened.until(lambda: dialog.examined is not None and bool(dialog.examined.faults))
    assert not dialog.take.isEnabled(), "no province is called so"
    dialog.whose.setCurrentIndex(0)
    opened.until(lambda: dialog.take.isEnabled())
    dialog.take.click()
    opened.until(lambda: opened.session.outlook is not None and opened.session.outlook.ranking is not None)
    assert opened.session.outlook is not None and opened.session.outlook.ranking is not None
    assert opened.session.outlook.ranking.overall.of == len(COMMUNES)
    settle(opened)
    page = opened.bench.page("ranking")
    assert isinstance(page, RankingPage) and page.unranked.isHidden()
    assert opened.failures == []


def test_every_page_ranks_among_communes_and_speaks_of_them(
    opened: RealWindow, window_language: Language
) -> None:
    take_in(opened)
    for language in ("vi", "en"):
        window_language.set(language)
        for name in ALL:
            if name in ABOUT_THE_PROGRAM:
                continue
            opened.go(name, "A.1" if name == "indicator" else "")
            settle(opened)
            shown = opened.bench.page(name)
            if isinstance(shown, RankingPage | ForecastPage | HistoryPage):
                assert shown.unranked.isHidden(), name
            if isinstance(shown, PlanPage):
                opened.until(shown.figures.isVisible)
                assert shown.figures.rank.isVisible()
                assert "rank" in [segment.key for segment in shown.goal.kinds.segments]
            said = {text for text in texts(shown) if OF_PROVINCES.search(text)}
            assert not said, (language, name, said)
            if isinstance(shown, OverviewPage):
                assert shown.rank.isVisible() and shown.strip.isVisible()
        header = opened.bench.header
        assert header.rank.isVisible() and header.forecast.isVisible()
        assert not {text for text in texts(header) if OF_PROVINCES.search(text)}
    assert opened.failures == []


def test_the_years_are_those_that_were_published(opened: RealWindow) -> None:
    take_in(opened)
    opened.go("history")
    settle(opened)
    page = opened.bench.page("history")
    assert isinstance(page, HistoryPage) and page.found is not None
    told = {year.year: year.whole.rank for year in page.found.history.years}
    assert told == {year: ranks(year)[COMMUNES[0]] for year in (2021, 2022, 2023)}
    assert page.chooser.text() == COMMUNES[0]
    assert page.region.provinces == sorted(
        page.region.provinces, key=lambda name: ranks(2022)[name.split(",")[0]]
    )
