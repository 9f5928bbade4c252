"""Departments in the window: a part handed out, opened elsewhere, filled, returned, taken in, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from real_window import LIBRARY, RealWindow, now_utc, prepare, real_window, soc_trang, yesterday_utc

from dti_desktop import passphrase_file
from dti_desktop.engine.catalogue_edit import NodeName
from dti_desktop.services import catalogue_moving, parts
from dti_desktop.services.catalogues import LATEST
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui import page_registry
from dti_desktop.ui.dialogs.issue_part import IssuePartDialog
from dti_desktop.ui.dialogs.merge_parts import MergePartsDialog
from dti_desktop.ui.dialogs.open_part import OpenPartDialog
from dti_desktop.ui.dialogs.part_papers import MergeReportDialog, PartBriefDialog
from dti_desktop.ui.dialogs.return_part import PartWrittenDialog, ReturnPartDialog
from dti_desktop.ui.navigation import STANDING_PAGES
from dti_desktop.ui.widgets.offer_cards import OfferCards, Side

ID, PART = "soc-trang-2022", "soc-trang-2022-so-noi-vu"
WORD = "bcfg-hjkm-npqr-stvx-z234-5678"


@pytest.fixture(autouse=True)
def quick_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = passphrase_file.LockingWriter.__init__

    def quick(self, target, passphrase, *, work_factor=2):
        whole(self, target, passphrase, work_factor=2)

    monkeypatch.setattr(passphrase_file.LockingWriter, "__init__", quick)


def dialog(real: RealWindow, kind: type[QDialog]) -> QDialog:
    """Wait for a dialog of that kind and return it."""
    found: list[QDialog] = []

    def is_there() -> bool:
        found[:] = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
        return bool(found)

    real.until(is_there)
    return found[0]


def choose_file(real: RealWindow, path: Path) -> None:
    chooser = dialog(real, QFileDialog)
    chooser.fileSelected.emit(str(path))
    chooser.done(QDialog.DialogCode.Accepted)


@contextmanager
def workspace_of(folder: Path) -> Iterator[Workspace]:
    opened = Workspace.open(folder, LIBRARY, now_utc=yesterday_utc, user="test")
    try:
        yield opened
    finally:
        opened.close()


def test_a_part_is_handed_out_by_keyboard_with_its_brief(qtbot, window_language, tmp_path):
    prepare(tmp_path / "tỉnh", soc_trang)
    target = tmp_path / "giao.dtipart"
    with real_window(qtbot, window_language, tmp_path / "tỉnh") as real:
        real.open(ID, "parts")
        page = real.bench.page("parts")
        assert page.nothing.isVisible() and not page.issue.isVisible()
        page.nothing.acted.emit()
        asked = dialog(real, IssuePartDialog)
        assert not asked.issue.isEnabled()
        asked.rows.setCurrentIndex(asked.rows.model().index(3, 0))
        qtbot.keyClick(asked.rows, Qt.Key.Key_Return)
        assert asked.rows.codes == [c for c in real.session.assessment.catalogue.indicators if c[0] == "4"]
        asked.department.setEditText("Sở Nội vụ")
        asked.due.set_day(date(2026, 12, 15))
        asked.guidance.setPlainText("Số liệu đến 31/12")
        made = asked.passphrase.passphrase.text()
        assert asked.issue.isEnabled() and len(made) > 20
        asked.issue.click()
        choose_file(real, target)
        written = dialog(real, PartWrittenDialog)
        assert written.passphrase.text() == made
        written.brief.click()
        brief = dialog(real, PartBriefDialog)
        brief.accept()
        written.accept()
        real.at_rest()
        (part,) = real.session.assessment.parts.values()
        assert (part.department, part.due) == ("Sở Nội vụ", date(2026, 12, 15))
        assert page.table.isVisible() and page.table.model().index(0, 0).data() == "Sở Nội vụ"
        assert page.table.model().index(0, 1).data() == "4"
        real.bench.undo()
        real.at_rest()
        assert real.session.assessment.parts == {}
    with workspace_of(tmp_path / "sở") as department:
        assert parts.open_part(department, (target, made)).is_new
        assert parts.guidance_of(department, PART) == "Số liệu đến 31/12"


@pytest.fixture
def issued(tmp_path: Path) -> Path:
    """A locked part of the main index 4."""

    def make(workspace: Workspace) -> None:
        soc_trang(workspace)
        workspace.explain(ID, "4.1", "theo báo cáo")
        parts.issue(workspace, ID, ["4"], "Sở Nội vụ", tmp_path / "giao.dtipart", passphrase=WORD,
                    due=date(2026, 11, 1), work_factor=2)  # fmt: skip

    prepare(tmp_path / "tỉnh", make)
    return tmp_path / "giao.dtipart"


def drop(page, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    page.dropEvent(
        QDropEvent(
            QPointF(10, 10),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_a_department_opens_its_part_by_dropping_it_and_returns_it(qtbot, window_language, issued, tmp_path):
    back = tmp_path / "tra.dtipart"
    with real_window(qtbot, window_language, tmp_path / "sở") as real:
        drop(real.bench.page("start"), issued)
        asked = dialog(real, OpenPartDialog)
        real.until(lambda: asked.passphrase.isVisible())
        for word in ("sai mật khẩu", WORD):
            asked.passphrase.setText(word)
            asked.unlock.click()
            real.until(lambda: not asked._is_busy)
        assert asked.part is not None and asked.open_button.isEnabled()
        asked.open_button.click()
        real.until(lambda: real.session.assessment is not None and real.bench.place.page == "parts")
        real.at_rest()
        codes = list(real.session.assessment.catalogue.indicators)
        assert codes and all(code.startswith("4.") for code in codes)
        assert real.bench.header.answered.text() == f"0/{len(codes)}"
        assert not real.bench.header.rank.isVisible() and not real.bench.sidebar.submit.isVisible()
        assert "Sở Nội vụ" in real.bench.header.province.kind.text()
        assert not real.bench.menu.entries["portal"].action.isEnabled()  # the province types in
        side = real.bench.sidebar
        rows = side.places.model().rows
        shown = [row.page for place, row in enumerate(rows) if not side.places.isRowHidden(place)]
        assert shown == [row.page for row in rows if row.page not in STANDING_PAGES]
        assert {"overview", "remaining", "profile", "parts", "journal"} <= set(shown)
        for page in ("submit", "forecast", "plan"):
            real.bench.go(type(real.bench.place)(page))
            assert real.bench.place.page == "parts"
        for page in page_registry.ALL:
            if not page_registry.is_whole(page) and page not in ("start", "indicator"):
                real.go(page)
        real.go("indicator", "4.2")
        real.session.edit_explanation("4.2", "đã làm ở Sở")
        real.at_rest()
        real.go("parts")
        real.bench.page("parts").back.click()
        asked_back = dialog(real, ReturnPartDialog)
        asked_back.passphrase.locked.setChecked(False)
        asked_back.save.click()
        choose_file(real, back)
        dialog(real, PartWrittenDialog).accept()
        real.at_rest()
    read = parts.read_part((back, None))
    assert read.content.explanations["4.2"] == "đã làm ở Sở"


@pytest.fixture
def returned(issued: Path, tmp_path: Path) -> Path:
    back = tmp_path / "tra.dtipart"
    with workspace_of(tmp_path / "sở") as department:
        mine = parts.open_part(department, (issued, WORD)).assessment_id
        department.explain(mine, "4.1", "theo Sở Nội vụ")
        department.explain(mine, "4.2", "đã làm")
        department.explain(mine, "4.3", "đã làm nữa")
        parts.return_part(department, mine, back, passphrase=WORD, work_factor=2)

    def change(workspace: Workspace) -> None:
        workspace.explain(ID, "4.1", "theo tỉnh")
        workspace.explain(ID, "4.3", "tỉnh sửa")

    prepare(tmp_path / "tỉnh", change)
    return back


def test_what_came_back_is_decided_by_arrow_keys_and_one_undo_takes_it_back(
    qtbot, window_language, returned, tmp_path
):
    with real_window(qtbot, window_language, tmp_path / "tỉnh") as real:
        real.open(ID, "parts")
        page = real.bench.page("parts")
        assert "Quá hạn" in page.table.model().index(0, 4).data()
        drop(page, returned)
        asked = dialog(real, MergePartsDialog)
        real.until(lambda: asked.passphrase.isVisible())
        asked.passphrase.setText(WORD)
        asked.unlock.click()
        real.until(lambda: asked.looked is not None)
        assert [c.place.code for c in asked.looked.conflicts] == ["4.1", "4.3"]
        assert not asked.take.isEnabled()
        assert [card.side.value for card in asked.cards.cards] == ["theo tỉnh", "theo Sở Nội vụ"]
        qtbot.keyClick(asked.conflicts, Qt.Key.Key_Right)
        qtbot.keyClick(asked.conflicts, Qt.Key.Key_Down)
        assert asked.current.place.code == "4.3"
        qtbot.mouseClick(asked.cards.cards[0], Qt.MouseButton.LeftButton)
        assert sorted(asked.choices.values()) == [-1, 0]
        assert asked.take.isEnabled()
        before = real.session.assessment.explanations
        asked.take.click()
        real.until(lambda: real.session.assessment.explanations != before)
        real.at_rest()
        after = real.session.assessment
        assert after.explanations == {"4.1": "theo Sở Nội vụ", "4.2": "đã làm", "4.3": "tỉnh sửa"}
        assert "Đã nhận lại" in page.table.model().index(0, 4).data()
        assert page.report.isVisible()
        page.report.click()
        dialog(real, MergeReportDialog).accept()
        drop(page, returned)
        again = dialog(real, MergePartsDialog)
        real.until(lambda: again.passphrase.isVisible())
        again.passphrase.setText(WORD)
        again.unlock.click()
        real.until(lambda: again.looked is not None)
        assert not again.looked.has_news and not again.take.isEnabled()
        again.reject()
        real.bench.undo()
        real.at_rest()
        assert real.session.assessment.explanations == before


def test_a_file_that_does_not_belong_here_is_told_and_nothing_changes(
    qtbot, window_language, returned, tmp_path
):
    prepare(tmp_path / "khác", soc_trang)
    with real_window(qtbot, window_language, tmp_path / "khác") as real:
        real.open(ID, "parts")
        drop(real.bench.page("parts"), returned)
        asked = dialog(real, MergePartsDialog)
        real.until(lambda: asked.passphrase.isVisible())
        asked.passphrase.setText(WORD)
        asked.unlock.click()
        real.until(lambda: asked._error is not None)
        assert "Sở Nội vụ" in asked.notice.accessibleName() and not asked.take.isEnabled()
        asked.reject()
    assert now_utc() is not None


@pytest.mark.parametrize("is_open", [False, True])
def test_a_returned_file_from_the_desktop_leads_to_taking_it_in(
    qtbot, window_language, returned, tmp_path, is_open
):
    with real_window(qtbot, window_language, tmp_path / "tỉnh") as real:
        if is_open:
            real.open(ID, "parts")
        real.window.open_files([returned])
        asked = dialog(real, OpenPartDialog)
        real.until(asked.passphrase.isVisible)
        asked.passphrase.setText(WORD)
        asked.unlock.click()
        real.until(lambda: asked.part is not None and asked.open_button.isEnabled())
        assert asked.open_button.text() == "Nhận lại…"
        asked.open_button.click()
        merging = dialog(real, MergePartsDialog)
        assert real.session.assessment.id == ID
        merging.reject()


def test_a_returned_file_of_an_assessment_that_is_not_here_is_said(
    qtbot, window_language, returned, tmp_path
):
    with real_window(qtbot, window_language, tmp_path / "huyện") as real:
        real.window.open_files([returned])
        asked = dialog(real, OpenPartDialog)
        real.until(asked.passphrase.isVisible)
        asked.passphrase.setText(WORD)
        asked.unlock.click()
        real.until(lambda: asked.part is not None and asked.open_button.isEnabled())
        asked.open_button.click()
        real.until(real.bench.notice.isVisible)
        assert real.session.assessment is None


def test_the_sides_of_a_conflict_begin_at_the_same_height(qtbot, window_language):
    cards = OfferCards()
    qtbot.addWidget(cards)
    cards.resize(600, 400)
    sides = (Side(0, "Tỉnh", "650", ["a"]), Side(1, "Sở Nội vụ", "600", ["a", "b", "c"]))
    cards.show_sides(sides, None, ("Minh chứng", "Ghi chú"), "chưa có")
    cards.show()
    qtbot.waitExposed(cards)
    assert len({card.y() for card in cards.cards}) == 1


def test_what_is_not_taken_after_a_move_is_listed_with_its_reason(qtbot, window_language, returned, tmp_path):
    with workspace_of(tmp_path / "tỉnh") as office:
        catalogues = office.catalogues
        catalogue_id = office.load(ID).catalogue.id
        draft = catalogues.open_draft(catalogue_id)
        rule = {**draft.rows["4.1"]["rule"], "target": "0.77"}
        catalogues.edit(catalogue_id, NodeName("indicators", "4.1"), {**draft.rows["4.1"], "rule": rule})
        catalogues.finish(catalogue_id)
        office.move_catalogue(catalogue_moving.preview(office, ID, LATEST))
    with real_window(qtbot, window_language, tmp_path / "tỉnh") as real:
        real.open(ID, "parts")
        drop(real.bench.page("parts"), returned)
        merging = dialog(real, MergePartsDialog)
        real.until(lambda: merging.passphrase.isVisible())
        merging.passphrase.setText(WORD)
        merging.unlock.click()
        real.until(lambda: merging.looked is not None)
        assert "theo phiên bản 1" in merging._files.text()
        assert {each.place.code for each in merging.looked.merged.lost} == {"4.1"}
        merging.views.choose("left")
        merging._show_view()
        assert merging.left.isVisible() and not merging.taken.isVisible()
        model = merging.left.model()
        lines = [(model.index(n, 0).data(), model.index(n, 1).data()) for n in range(model.rowCount())]
        assert lines and all(code == "4.1" and "cách chấm đã khác" in said for code, said in lines)
        merging.reject()
        real.at_rest()
