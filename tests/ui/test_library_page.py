"""The evidence library in the real window: found, filtered, dragged to sub-indicators, taken back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from real_window import RealWindow, TypeText, prepare, real_window

from dti_desktop.engine.assessment import Citation, Document, StoredFile
from dti_desktop.engine.evidence_library import HeldDocument, library_items
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.language import Language
from dti_desktop.ui.library_rows import CARRIED
from dti_desktop.ui.pages.library import LibraryPage

PLAN = Citation("31/KH-UBND", date(2022, 2, 25), "UBND tỉnh Sóc Trăng", "Chuyển đổi số năm 2022")
OLD = Citation("12/NQ-HĐND", date(2021, 7, 1), "HĐND tỉnh Sóc Trăng", "Miễn phí dịch vụ công trực tuyến")
NEAR = replace(PLAN, number="31 /KH-UBND", title="Bản quét")


def two_years(workspace: Workspace) -> None:
    """Two assessments: one file in both, one citation only in the older, a near one, an unused one."""
    for year in (2021, 2022):
        workspace.create("Sóc Trăng", year)
    folder = workspace.store.folder.parent
    for name in ("kế hoạch", "bản quét", "thừa"):
        (folder / f"{name}.txt").write_text(name, encoding="utf-8")
    _attach(workspace, "soc-trang-2021", "1.1", folder / "kế hoạch.txt", PLAN)
    _attach(workspace, "soc-trang-2022", "1.2", folder / "kế hoạch.txt", PLAN)
    workspace.cite("soc-trang-2021", "2.1", OLD)
    _attach(workspace, "soc-trang-2022", "2.3", folder / "bản quét.txt", NEAR)
    _attach(workspace, "soc-trang-2022", "2.3", folder / "thừa.txt", Citation())
    spare = next(
        d.id for d in workspace.load("soc-trang-2022").documents.values() if d.citation == Citation()
    )
    workspace.unlink("soc-trang-2022", "2.3", spare)


def _attach(workspace: Workspace, assessment_id: str, code: str, path: Path, citation: Citation) -> None:
    assessment = workspace.load(assessment_id)
    with workspace.examine_files(assessment, [path], limit_bytes=1 << 30) as intake:
        workspace.attach(assessment_id, code, intake, citation=citation)


@pytest.fixture
def real(qtbot: QtBot, tmp_path: Path, window_language: Language) -> Iterator[RealWindow]:
    prepare(tmp_path / "store", two_years)
    with real_window(qtbot, window_language, tmp_path / "store") as window:
        window.open("soc-trang-2022", "library")
        window.activate()
        window.until(lambda: page_of(window).found.rowCount() == 4)
        yield window


def page_of(real: RealWindow) -> LibraryPage:
    page = real.bench.page("library")
    assert isinstance(page, LibraryPage)
    return page


def shown(real: RealWindow) -> list[str]:
    """What the documents are called, top to bottom."""
    found = page_of(real).found
    return [found.index(row, 0).data().partition("\n")[0] for row in range(found.rowCount())]


def choose(real: RealWindow, *numbers: str) -> None:
    page = page_of(real)
    page._choose({item.id for item in page.rows.items if item.citation.number in numbers})
    assert {item.citation.number for item in page.chosen} == set(numbers)


def links(real: RealWindow, code: str) -> list[str]:
    """The numbers of the documents that prove an indicator in the store."""
    real.at_rest()
    assessment = real.session.assessment
    assert assessment is not None
    return [assessment.documents[link.document_id].citation.number for link in assessment.links.get(code, ())]


def test_everything_of_all_years_with_its_use(real: RealWindow) -> None:
    page = page_of(real)
    assert sorted(shown(real)) == ["12/NQ-HĐND", "31 /KH-UBND", "31/KH-UBND", "thừa.txt"]
    row = shown(real).index("31/KH-UBND")
    assert page.found.index(row, 0).data() == "31/KH-UBND\nChuyển đổi số năm 2022"
    assert page.found.index(row, 1).data() == "25/02/2022"
    assert page.found.index(row, 2).data() == "2022: 1.2 · 2021: 1.1\nỞ 2 hồ sơ · Trùng số"
    spare = shown(real).index("thừa.txt")
    assert page.found.index(spare, 2).data() == "Chưa dùng"
    assert [(s.key, s.remark) for s in page.filters.segments] == [
        ("all", "4"),
        ("unused", "1"),
        ("repeated", "2"),
    ]


def test_filters_search_and_the_way_back(real: RealWindow, type_text: TypeText) -> None:
    page = page_of(real)
    page.filters.choose("unused")
    page.filters.chosen.emit("unused")
    assert shown(real) == ["thừa.txt"]
    page.reset_filters()
    page.years.setCurrentIndex(page.years.findData(2021))
    page.years.activated.emit(page.years.currentIndex())
    assert sorted(shown(real)) == ["12/NQ-HĐND", "31/KH-UBND"]
    type_text(page.search, "hdnd")
    assert shown(real) == ["12/NQ-HĐND"]
    assert page.name.text() == "12/NQ-HĐND"
    type_text(page.search, " khong co")
    assert shown(real) == []
    assert page.nothing.isVisible()
    page.nothing.acted.emit()
    assert len(shown(real)) == 4


def test_the_chosen_one_is_told_and_previewed(real: RealWindow) -> None:
    page = page_of(real)
    choose(real, "31/KH-UBND")
    assert page.name.text() == "31/KH-UBND"
    assert page.uses.text().splitlines() == [
        "Sóc Trăng 2022: 1.2",
        "Sóc Trăng 2021: 1.1",
        "Trùng số với tài liệu khác: 31 /KH-UBND (bản quét.txt)",
    ]
    assert page.preview.isVisible()
    choose(real, "12/NQ-HĐND")
    assert "Chỉ trích dẫn, không có tệp." in page.uses.text()
    assert not page.preview.isVisible()
    choose(real, "31/KH-UBND", "12/NQ-HĐND")
    assert page.name.text() == "Đã chọn 2 tài liệu"


def test_by_keyboard_from_the_table_to_the_indicator(real: RealWindow, type_text: TypeText) -> None:
    page = page_of(real)
    choose(real, "12/NQ-HĐND")
    page.table.setFocus()
    real.qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.targets.search.hasFocus()
    type_text(page.targets.search, "4.1")
    assert page.targets.code == "4.1"
    assert page.give.text() == "Gán vào 4.1"
    real.qtbot.keyClick(page.targets.search, Qt.Key.Key_Return)
    real.until(lambda: links(real, "4.1") == ["12/NQ-HĐND"])
    real.until(lambda: "2022: 4.1 · 2021: 2.1\nỞ 2 hồ sơ" in [row[2].text for row in page.rows._rows])
    assert [item.citation.number for item in page.chosen] == ["12/NQ-HĐND"]  # the choice stays
    real.session.undo()
    real.until(lambda: links(real, "4.1") == [])
    assert not real.failures


def test_several_are_dropped_on_a_row_as_one_step(real: RealWindow) -> None:
    page = page_of(real)
    choose(real, "12/NQ-HĐND", "31/KH-UBND")
    table = page.targets.table
    row = page.targets.rows.codes.index("1.3")
    table.scrollTo(page.targets.rows.index(row, 1))
    indexes = page.table.selectionModel().selectedIndexes()
    carried = page.found.mimeData(indexes)
    assert carried.hasFormat(CARRIED)
    where = QPointF(table.visualRect(page.targets.rows.index(row, 1)).center())
    drop(page, carried, where)
    real.until(lambda: sorted(links(real, "1.3")) == ["12/NQ-HĐND", "31/KH-UBND"])
    real.session.undo()
    real.until(lambda: links(real, "1.3") == [])
    assert links(real, "1.2") == ["31/KH-UBND"]


def test_other_things_are_not_dropped(real: RealWindow) -> None:
    page = page_of(real)
    other = QMimeData()
    other.setText("31/KH-UBND")
    index = page.targets.rows.index(0, 0)
    copy = Qt.DropAction.CopyAction
    assert not page.targets.rows.canDropMimeData(other, copy, -1, -1, index)
    carried = page.rows.mimeData([page.rows.index(0, 0)])
    assert not page.targets.rows.canDropMimeData(carried, copy, 0, 0, QModelIndex())
    assert not page.targets.rows.dropMimeData(carried, copy, 0, 0, QModelIndex())


def test_what_proves_it_already_is_not_given_again(real: RealWindow) -> None:
    page = page_of(real)
    choose(real, "31/KH-UBND")
    before = real.session.assessment
    assert before is not None
    row = page.targets.rows.codes.index("1.2")
    assert page.targets.rows.is_own(row)
    page.targets.wanted.emit("1.2")
    real.at_rest()
    assert real.session.assessment is not None
    assert real.session.assessment.journal_head == before.journal_head


def test_a_store_without_evidence_says_so(qtbot: QtBot, tmp_path: Path, window_language: Language) -> None:
    prepare(tmp_path / "store", lambda workspace: workspace.create("Sóc Trăng", 2022))
    with real_window(qtbot, window_language, tmp_path / "store") as real:
        real.open("soc-trang-2022", "library")
        real.until(lambda: page_of(real).nothing.isVisible())
        assert not page_of(real).give.isEnabled()


def test_thousands_of_documents_stay_fluent(real: RealWindow) -> None:
    held = [
        HeldDocument(
            f"a{at % 7}",
            "Sóc Trăng",
            2016 + at % 7,
            Document(
                f"d{at}",
                Citation(f"{at}/KH-UBND", date(2022, 1, 1), "UBND tỉnh", f"Kế hoạch số {at}"),
                StoredFile(f"{at:064x}", 9, "application/pdf", f"{at}.pdf"),
                datetime(2022, 1, 1, tzinfo=UTC).isoformat(),
            ),
            ("1.1",) if at % 3 else (),
        )
        for at in range(1500)
    ]
    page = page_of(real)
    page._items = library_items(held)
    # Pages that are made while nobody waits are made: they are no part of what is measured.
    real.until(lambda: real.bench.pages.are_charts_warm)

    def measured(what: str, act: Callable[[], object]) -> None:
        began = time.thread_time()
        act()
        QApplication.processEvents()
        took_s = time.thread_time() - began
        assert took_s < 0.5, what

    measured("1500 documents come", page._fill)
    measured("the next one is chosen", lambda: page.table.selectRow(700))
    measured("one is searched", lambda: page.search.setText("1499"))
    assert shown(real) == ["1499/KH-UBND"]
    measured("all are shown again", page.reset_filters)


def drop(page: LibraryPage, carried: QMimeData, where: QPointF) -> None:
    """Let go of what is carried over the list of indicators."""
    viewport = page.targets.table.viewport()
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where, copy, carried, left, none)
    QApplication.sendEvent(viewport, enter)
    move = QDragMoveEvent(where, copy, carried, left, none)
    QApplication.sendEvent(viewport, move)
    assert move.isAccepted()
    event = QDropEvent(where, copy, carried, left, none)
    QApplication.sendEvent(viewport, event)
    assert event.isAccepted()
