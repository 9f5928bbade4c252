"""Every page with every catalogue: the shipped ones and one as small as can be; empty, half filled, full."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot
from real_window import RealWindow, prepare, real_window
from tiny_catalogue import library_with_tiny
from valid_answers import valid_document

from dti_desktop.engine.scoring import score
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.dialogs.new_assessment import NewAssessmentDialog
from dti_desktop.ui.language import Language
from dti_desktop.ui.navigation import PageName
from dti_desktop.ui.page_registry import ALL, WITHOUT_ASSESSMENT
from dti_desktop.ui.pages.forecast import ForecastPage
from dti_desktop.ui.pages.history import HistoryPage
from dti_desktop.ui.pages.overview import OverviewPage
from dti_desktop.ui.pages.plan import PlanPage
from dti_desktop.ui.pages.ranking import RankingPage
from dti_desktop.ui.pages.sensitivity import SensitivityPage
from dti_desktop.ui.pages.submit import SubmitPage

CATALOGUES = ("dti-province-2022", "dti-commune-example", "tiny")
UNIT = "Xã Phú Tâm"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_with_tiny(tmp_path_factory.mktemp("tiny"))


def test_the_list_is_all_that_ships(library: Library) -> None:
    assert set(CATALOGUES) == set(library.catalogue_ids)
    assert library.catalogue_ids[0] == CATALOGUES[0], "what is offered first is the province's"


def begin(library: Library, store_dir: Path, catalogue_id: str, share: float) -> str:
    """Make a store with one assessment by a catalogue, filled as far as `share` says; return its id."""
    catalogue, made = library.catalogue(catalogue_id), []

    def make(workspace: Workspace) -> None:
        unit = "" if catalogue.is_of_provinces else UNIT
        id_ = workspace.create("Sóc Trăng", 2022, catalogue_id, untrusted_unit=unit)
        document = valid_document(catalogue, Random(7), share)
        if document["answers"]:
            workspace.fill(id_, json.dumps(document).encode())
        made.append(id_)

    prepare(store_dir, make, library=library)
    return str(made[0])


def settle(real: RealWindow) -> None:
    """Let everything that was asked for beside the window come back."""
    real.at_rest()
    ended: list[object] = []
    for _thread in range(8):  # behind whatever the pool is at, whichever of its threads
        real.tasks.run(lambda: None, lane="pool", on_done=ended.append)
    real.until(lambda: len(ended) == 8)
    for _ in range(3):
        QApplication.processEvents()
    real.at_rest()


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0], ids=["empty", "half", "full"])
@pytest.mark.parametrize("catalogue_id", CATALOGUES)
def test_every_page(
    qtbot: QtBot, window_language: Language, library: Library, tmp_path: Path, catalogue_id: str, share: float
) -> None:
    catalogue = library.catalogue(catalogue_id)
    id_ = begin(library, tmp_path / "store", catalogue_id, share)
    with real_window(qtbot, window_language, tmp_path / "store", library=library) as real:
        real.open(id_, "overview")
        assessment = real.session.assessment
        assert assessment is not None
        expected = score(catalogue, assessment.answers, assessment.profile)
        assert (expected.answered == 0, expected.answered == len(catalogue.indicators)) == (
            share == 0,
            share == 1,
        )
        for language in ("vi", "en"):
            window_language.set(language)
            points = real.bench.context.format.points(expected.whole.points)
            for page in ALL:
                if page == "indicator":
                    continue
                real.go(page)
                settle(real)
                if page not in WITHOUT_ASSESSMENT:
                    assert real.bench.header.points.text() == points, page
                    judge(real, page, points)
            for code in catalogue.indicators:
                real.go("indicator", code)
            settle(real)
        assert not real.failures


def judge(real: RealWindow, page: PageName, points: str) -> None:
    """See that a page tells what the engine says, and pretends no rank where nobody is ranked."""
    assessment, shown = real.session.assessment, real.bench.page(page)
    assert assessment is not None
    is_ranked = assessment.catalogue.is_of_provinces
    if isinstance(shown, RankingPage | ForecastPage | HistoryPage):
        assert shown.unranked.isVisible() is not is_ranked, page
    if isinstance(shown, OverviewPage) and assessment.answers:
        assert shown.points.number.text() == points
        assert is_ranked or not shown.rank.isVisible()
    if isinstance(shown, SensitivityPage):
        assert is_ranked or not shown.keep.isVisible()
    if isinstance(shown, PlanPage) and assessment.answers:
        real.until(shown.figures.isVisible)
        assert shown.figures.rank.isVisible() is is_ranked
        assert is_ranked or shown.goal.kind != "rank"
    if isinstance(shown, SubmitPage):
        assert shown.to_portal.isHidden() is not is_ranked
    assert real.bench.header.rank.isVisible() is (is_ranked and page != "start")


def test_the_set_is_chosen_in_the_dialog(qtbot: QtBot, window_language: Language, library: Library) -> None:
    catalogues = [library.catalogue(id_) for id_ in library.catalogue_ids]
    provinces = library.result_book.provinces
    dialog = NewAssessmentDialog(provinces, range(2019, 2027), 2022, catalogues, (), window_language)
    qtbot.addWidget(dialog)
    dialog.show()
    asked: list[tuple[object, ...]] = []
    dialog.create_wanted.connect(lambda *given: asked.append(given))
    ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    dialog.choose("Sóc Trăng")
    assert dialog.catalogue.currentData() == CATALOGUES[0] and not dialog.unit.isVisible()
    assert ok.isEnabled()
    dialog.catalogue.setCurrentIndex(dialog.catalogue.findData("dti-commune-example"))
    assert dialog.unit.isVisible() and dialog.unit.accessibleName() == "Tên xã, phường"
    assert not ok.isEnabled(), "nobody is named yet"
    qtbot.keyClicks(dialog.unit, "  Xa  Phu Tam ")
    assert ok.isEnabled()
    label = dialog._unit_label
    qtbot.waitUntil(lambda: label.width() >= label.sizeHint().width())  # not clipped
    ok.click()
    assert asked == [("Sóc Trăng", 2022, "dti-commune-example", "", "Xa Phu Tam")]
