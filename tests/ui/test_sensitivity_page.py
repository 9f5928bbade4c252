"""The risks in the real window: what each rejection costs, what must not be lost, and where it leads."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, prepare, real_window, soc_trang

from dti_desktop.engine.document_loss import smallest_loss_of_rank
from dti_desktop.engine.sensitivity import document_losses, indicator_losses
from dti_desktop.services.sample import create_sample
from dti_desktop.services.sensitivity import exposure, standing_curve
from dti_desktop.ui.gains_text import lost_places, lost_points
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.sensitivity import DOCUMENTS, INDICATORS, SensitivityPage
from dti_desktop.ui.widgets.chart_card import TABLE
from dti_desktop.ui.widgets.must_keep import DocumentEntry

SAMPLE = "sample-soc-trang-2022"


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the sample, to be copied."""
    store = tmp_path_factory.mktemp("sample") / "store"
    prepare(store, lambda workspace: create_sample(workspace, LIBRARY))
    return store


@pytest.fixture
def real(qtbot: QtBot, tmp_path: Path, sample_store: Path, window_language: Language) -> Iterator[RealWindow]:
    shutil.copytree(sample_store, tmp_path / "store")
    with real_window(qtbot, window_language, tmp_path / "store") as opened:
        opened.open(SAMPLE, "sensitivity")
        opened.activate()
        shown(opened)
        yield opened


def page_of(real: RealWindow) -> SensitivityPage:
    page = real.bench.page("sensitivity")
    assert isinstance(page, SensitivityPage)
    return page


def shown(real: RealWindow) -> SensitivityPage:
    """Wait until the page shows the newest state."""
    page = page_of(real)
    real.until(lambda: page.found is not None and page.work.is_current)
    return page


def choose(page: SensitivityPage, view: str) -> None:
    page.view.choose(view)
    page.view.chosen.emit(view)


def table(page: SensitivityPage) -> list[list[str]]:
    rows = page.card.rows
    return [
        [str(rows.index(row, column).data()) for column in range(rows.columnCount())]
        for row in range(rows.rowCount())
    ]


def test_the_table_says_what_the_engine_says(real: RealWindow) -> None:
    page = page_of(real)
    assessment = real.session.assessment
    assert assessment is not None
    curve = standing_curve(real.bench.context.workspace.forecaster, assessment)
    held = exposure(assessment, curve)
    assert page.view.choice == DOCUMENTS
    page.card.show_as(TABLE)
    expected = [[lost_points(loss.points), lost_places(loss.places)] for loss in document_losses(held)]
    assert [row[1:3] for row in table(page)] == expected
    assert table(page)[0][0].startswith("231/BC-STTTT · Công tác") and table(page)[0][1] == "−25,45"
    choose(page, INDICATORS)
    expected = [[lost_points(loss.points), lost_places(loss.places)] for loss in indicator_losses(held)]
    assert [row[1:] for row in table(page)] == expected
    hint = page.card.rows.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert hint == f"Nếu chỉ số này bị bác: {expected[0][0]} điểm, {expected[0][1]} bậc"
    assert page._make_chart() is not None


def test_the_documents_that_must_not_be_lost_are_cited(real: RealWindow) -> None:
    page = page_of(real)
    assert page.found is not None and page.found.sensitivity is not None
    told = page.found.sensitivity
    assert told.keep_rank == told.median_rank
    assert told.smallest is not None
    entries = page.keep.findChildren(DocumentEntry)
    assert len(entries) == len(told.smallest.documents) > 0
    citation = page.found.assessment.documents[told.smallest.documents[0]].citation
    assert entries[0].cited.text().startswith(f"{citation.number} · ")
    assert citation.issuer in entries[0].cited.text() and entries[0].subject.text() == citation.title
    assert entries[0].file.text().startswith("Tệp: ") and entries[0].links
    code = entries[0].links[0].text().split()[0]
    entries[0].links[0].click()
    assert (real.bench.place.page, real.bench.place.code) == ("indicator", code)


def test_another_rank_is_typed_or_stepped_by_keyboard(real: RealWindow, qtbot: QtBot) -> None:
    page = page_of(real)
    box = page.keep.rank
    before = box.value
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.value == before + 1
    real.until(lambda: shown(real).found.sensitivity.keep_rank == before + 1)  # type: ignore[union-attr]
    assessment = real.session.assessment
    assert assessment is not None and page.found is not None and page.found.sensitivity is not None
    curve = standing_curve(real.bench.context.workspace.forecaster, assessment)
    held = exposure(assessment, curve)
    found, direct = page.found.sensitivity.smallest, smallest_loss_of_rank(held, before + 1)
    assert (found is None) == (direct is None)
    assert found is None or direct is None or len(found.documents) == len(direct.documents)
    box.selectAll()
    qtbot.keyClicks(box, "1")
    real.until(lambda: "chưa đạt hạng 1/" in page.keep.verdict.text())
    qtbot.keyClicks(box, "x")
    assert box.property("fault") and box.value == 1
    box.selectAll()
    qtbot.keyClicks(box, "63")
    real.until(lambda: page.keep.verdict.text().startswith("Không có tài liệu nào"))


def test_a_table_entry_leads_on(real: RealWindow, qtbot: QtBot) -> None:
    page = page_of(real)
    page.card.show_as(TABLE)
    first = page._losses[0]
    menu = page.rows_of(first.id)
    codes = [action.text().split()[0] for action in menu.actions()]
    assert set(first.codes) <= set(codes) and len(codes) > 1
    menu.actions()[1].trigger()
    assert real.bench.place.code == codes[1]
    menu.deleteLater()
    real.go("sensitivity")
    page = shown(real)
    choose(page, INDICATORS)
    page.card.table.setCurrentIndex(page.card.rows.index(0, 0))
    qtbot.keyClick(page.card.table, Qt.Key.Key_Return)
    assert (real.bench.place.page, real.bench.place.code) == ("indicator", page._losses[0].id)


def test_it_follows_answers_and_undo(real: RealWindow) -> None:
    page = page_of(real)
    before = page.found
    assert before is not None and before.sensitivity is not None
    real.session.edit_answer("2.1", {})
    real.until(lambda: page.found is not before and page.work.is_current)
    assert page.found is not None and page.found.sensitivity is not None
    assert page.found.sensitivity.points < before.sensitivity.points
    real.at_rest()
    real.session.undo()
    real.until(lambda: page.found.sensitivity.points == before.sensitivity.points)  # type: ignore[union-attr]


def test_every_part_has_a_name_and_follows_the_language(real: RealWindow) -> None:
    page = page_of(real)
    page.card.show_as(TABLE)
    for widget in (page.view, page.card.table, page.keep.rank, page.keep.better, page.keep.worse):
        said = QAccessible.queryAccessibleInterface(widget)
        assert said is not None and said.text(QAccessible.Text.Name), widget
    real.bench.set_language("en")
    real.until(lambda: page.standing.text().startswith("If all is recognised: "))
    assert page.card.title.text() == "If this document is rejected"
    assert page.keep.verdict.text().startswith("Losing these documents ")


def test_nothing_claimed_says_what_will_be_here(
    qtbot: QtBot, tmp_path: Path, window_language: Language
) -> None:
    prepare(tmp_path / "store", soc_trang)
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open("soc-trang-2022", "sensitivity")
        page = shown(real)
        real.until(page.empty.isVisible)
        assert not page.keep.isVisible() and not page.view.isVisible()
        real.session.edit_answer("2.1", {"level": "issued"})
        real.until(lambda: page.keep.isVisible())
        assert page.view.choice == DOCUMENTS and page.empty.isVisible(), "claimed, but no document yet"
        choose(page, INDICATORS)
        assert page.card.isVisible() and page._losses[0].id == "2.1"
        choose(page, DOCUMENTS)
        page.empty.acted.emit()
        assert real.bench.place.page == "remaining"


def test_what_all_comes_to_is_told_whole_in_a_narrow_window(real: RealWindow) -> None:
    page = shown(real)
    real.window.resize(683, 384)
    needed = page.standing.fontMetrics().horizontalAdvance(page.standing.text())
    real.until(lambda: page.standing.width() >= needed)
