"""Evidence on the page of one indicator: attached, dropped, cited, seen, taken off and put back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from indicator_bench import Bench, TypeText, close_bench, open_bench
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from dti_desktop.engine.assessment import Citation, Document
from dti_desktop.ui.language import Language
from dti_desktop.ui.widgets.document_chooser import DocumentChooser
from dti_desktop.ui.widgets.document_window import DocumentWindow

CODE = "4.1"


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, window_language: Language) -> Iterator[Bench]:
    opened = open_bench(
        qtbot,
        tmp_path / "store",
        window_language,
        answers={CODE: {"a": Decimal(700)}, "4.2": {"a": Decimal(9)}},
    )
    opened.go(CODE)
    yield opened
    close_bench(opened)


@pytest.fixture
def decision(tmp_path: Path) -> Path:
    """A PDF of twelve pages with a Vietnamese file name."""
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "Quyết định 749 (bản chính).pdf"
    canvas = Canvas(str(path))
    for page in range(1, 13):
        canvas.drawString(72, 700, f"page {page}")
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    image = QImage(400, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    path = tmp_path / "ảnh chụp.png"
    assert image.save(str(path))
    return path


def attach(bench: Bench, paths: Sequence[Path]) -> list[Document]:
    before = len(bench.assessment.links.get(bench.page.code, ()))
    bench.page.evidence.take(paths)
    bench.qtbot.waitUntil(
        lambda: len(bench.assessment.links.get(bench.page.code, ())) == before + len(paths), timeout=20_000
    )
    return documents(bench)[before:]


def documents(bench: Bench, code: str = CODE) -> list[Document]:
    assessment = bench.assessment
    return [assessment.documents[link.document_id] for link in assessment.links.get(code, ())]


def drop(target: QWidget, paths: Sequence[Path]) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPointF(20, 20), copy, mime, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(20, 20), copy, mime, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, event)
    assert event.isAccepted()


def test_a_file_is_chosen_and_its_citation_asked_for_at_once(
    bench: Bench, decision: Path, type_text: TypeText, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(decision)], ""))
    bench.page.evidence.intake.drop.click()
    form = bench.page.evidence.form
    bench.qtbot.waitUntil(form.isVisible, timeout=20_000)
    assert bench.focused() is form.number.line
    type_text(form.number.line, "749/QĐ-UBND")
    bench.qtbot.keyClick(form.number.line, Qt.Key.Key_Return)
    type_text(form.issued_on.line, "3/6/2022")
    bench.qtbot.keyClick(form.issued_on.line, Qt.Key.Key_Return)
    type_text(form.issuer.line, "UBND tỉnh Sóc Trăng")
    bench.qtbot.keyClick(form.issuer.line, Qt.Key.Key_Return)
    type_text(form.subject, "Thành lập Tổ công nghệ số cộng đồng")
    type_text(form.pages.line, "3-5")
    bench.qtbot.keyClick(form.pages.line, Qt.Key.Key_Return)
    assert not form.isVisible()
    stored = bench.stored()
    (link,) = stored.links[CODE]
    assert link.pages == "3-5"
    document = stored.documents[link.document_id]
    assert document.citation == Citation(
        "749/QĐ-UBND", date(2022, 6, 3), "UBND tỉnh Sóc Trăng", "Thành lập Tổ công nghệ số cộng đồng"
    )
    assert document.file is not None
    assert document.file.original_name == decision.name
    (card,) = bench.page.evidence.list.cards()
    assert card.text() == "749/QĐ-UBND"
    assert card.accessibleName() == "749/QĐ-UBND. 03/06/2022 · UBND tỉnh Sóc Trăng · trang 3-5"


def test_files_are_dropped_on_the_drop_area_and_anywhere_on_the_page(
    bench: Bench, decision: Path, scan: Path
) -> None:
    drop(bench.page.evidence.intake.drop, [decision])
    bench.qtbot.waitUntil(lambda: len(documents(bench)) == 1, timeout=20_000)
    drop(bench.page, [scan])
    bench.qtbot.waitUntil(lambda: len(documents(bench)) == 2, timeout=20_000)
    assert [d.file.original_name for d in documents(bench) if d.file] == [decision.name, scan.name]


def test_several_files_are_cited_one_after_the_other(bench: Bench, decision: Path, scan: Path) -> None:
    first, second = attach(bench, [decision, scan])
    form = bench.page.evidence.form
    bench.qtbot.waitUntil(form.isVisible)
    assert form.document_id == first.id
    form.done.emit()
    assert form.document_id == second.id
    form.done.emit()
    assert not form.isVisible()
    assert len(bench.page.evidence.list.cards()) == 2


def test_the_preview_shows_the_cited_page_and_turns(bench: Bench, decision: Path) -> None:
    (document,) = attach(bench, [decision])
    panel = bench.page.evidence
    bench.qtbot.waitUntil(panel.form.isVisible)
    bench.qtbot.waitUntil(lambda: panel.preview.page_count == 12, timeout=20_000)
    assert panel.preview.page == 1
    bench.session.edit_pages(CODE, document.id, "trang 7-9")
    assert panel.preview.page == 7
    bench.qtbot.waitUntil(lambda: not panel.preview.view.image.isNull(), timeout=20_000)
    panel.preview.turn(1)
    assert panel.preview.page == 8
    panel.preview.turn(99)
    assert panel.preview.page == 12
    panel.close_form()
    bench.go("4.2")
    bench.go(CODE)
    bench.qtbot.waitUntil(lambda: panel.preview.page == 7, timeout=20_000)


def test_going_to_and_fro_in_haste_ends_with_the_right_page_drawn(
    bench: Bench, decision: Path, tmp_path: Path
) -> None:
    from reportlab.pdfgen.canvas import Canvas

    black = tmp_path / "đen.pdf"
    canvas = Canvas(str(black))
    canvas.rect(0, 0, 2000, 2000, fill=1)
    canvas.save()
    attach(bench, [decision])
    bench.go("4.2")
    attach(bench, [black])
    view = bench.page.evidence.preview.view
    for _ in range(6):
        for code in (CODE, "4.2"):
            bench.go(code)
            bench.page.evidence.preview.grab()
            QApplication.processEvents()
    bench.qtbot.waitUntil(
        lambda: not view.image.isNull() and view.image.pixelColor(20, 20) == QColor("black"), timeout=20_000
    )
    bench.go(CODE)
    bench.qtbot.waitUntil(
        lambda: not view.image.isNull() and view.image.pixelColor(20, 20) != QColor("black"), timeout=20_000
    )


def test_a_picture_is_shown_and_anything_else_named(bench: Bench, scan: Path, tmp_path: Path) -> None:
    attach(bench, [scan])
    preview = bench.page.evidence.preview
    bench.qtbot.waitUntil(lambda: not preview.view.image.isNull(), timeout=20_000)
    assert preview.view.image.size().toTuple() == (400, 600)
    table = tmp_path / "Bảng tổng hợp.csv"
    table.write_text("xã,số hộ\n", encoding="utf-8")
    attach(bench, [table])
    bench.page.evidence.close_form()
    bench.page.evidence.close_form()
    card = bench.page.evidence.list.cards()[1]
    card.click()
    assert not preview.view.isVisible()
    assert any(label.text() == table.name for label in preview.findChildren(QLabel))


def test_a_damaged_pdf_says_so_and_harms_nothing(bench: Bench, tmp_path: Path) -> None:
    broken = tmp_path / "hỏng.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + bytes(500))
    attach(bench, [broken])
    preview = bench.page.evidence.preview
    bench.qtbot.waitUntil(lambda: "không xem trước được" in words_of(preview), timeout=20_000)


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_a_document_is_cited_without_a_file_once_something_is_written(
    bench: Bench, type_text: TypeText
) -> None:
    panel = bench.page.evidence
    panel.begin_citation()
    assert bench.focused() is panel.form.number.line
    panel.close_form()
    assert bench.stored().links.get(CODE, ()) == ()
    panel.begin_citation()
    type_text(panel.form.number.line, "12/KH-UBND")
    bench.qtbot.waitUntil(lambda: len(documents(bench)) == 1, timeout=20_000)
    type_text(panel.form.issuer.line, "UBND huyện Kế Sách")
    panel.close_form()
    stored = bench.stored()
    (document,) = stored.documents.values()
    assert document.file is None
    assert (document.citation.number, document.citation.issuer) == ("12/KH-UBND", "UBND huyện Kế Sách")


def test_what_was_typed_last_is_stored_even_when_she_leaves_at_once(
    bench: Bench, type_text: TypeText
) -> None:
    panel = bench.page.evidence
    panel.begin_citation()
    type_text(panel.form.number.line, "12/KH")
    bench.go("4.2")
    stored = bench.stored()
    assert [d.citation.number for d in stored.documents.values()] == ["12/KH"]
    assert len(stored.links[CODE]) == 1
    assert "4.2" not in stored.links
    assert not panel.form.isVisible()


def test_an_emptied_citation_without_a_file_proves_nothing(bench: Bench, type_text: TypeText) -> None:
    panel = bench.page.evidence
    panel.begin_citation()
    type_text(panel.form.number.line, "1")
    bench.qtbot.waitUntil(lambda: len(documents(bench)) == 1, timeout=20_000)
    bench.qtbot.waitUntil(lambda: bool(panel.form.document_id))
    bench.qtbot.keyClick(panel.form.number.line, Qt.Key.Key_Backspace)
    panel.close_form()
    bench.qtbot.waitUntil(lambda: not documents(bench), timeout=20_000)


def test_half_a_date_takes_nothing_away(bench: Bench, decision: Path, type_text: TypeText) -> None:
    (document,) = attach(bench, [decision])
    panel = bench.page.evidence
    bench.qtbot.waitUntil(panel.form.isVisible)
    type_text(panel.form.issued_on.line, "03/06/2022")
    bench.qtbot.keyClick(panel.form.issued_on.line, Qt.Key.Key_Backspace)
    panel.form.number.line.setFocus()
    bench.settle()
    assert panel.form.issued_on.line.text() == "03/06/202"
    assert bench.stored().documents[document.id].citation.issued_on == date(2022, 6, 3)


def test_a_document_is_taken_off_and_put_back(bench: Bench, decision: Path) -> None:
    (document,) = attach(bench, [decision])
    panel = bench.page.evidence
    bench.session.edit_pages(CODE, document.id, "4")
    panel.close_form()
    (card,) = panel.list.cards()
    bench.qtbot.keyClick(card, Qt.Key.Key_Delete)
    bench.qtbot.waitUntil(lambda: bench.page.toast.isVisible(), timeout=20_000)
    assert documents(bench) == []
    assert not panel.preview.isVisible()
    assert document.id in bench.stored().documents
    (undo,) = (button for button in bench.page.toast.findChildren(QAbstractButton) if button.isVisible())
    undo.click()
    bench.qtbot.waitUntil(lambda: len(documents(bench)) == 1, timeout=20_000)
    (link,) = bench.stored().links[CODE]
    assert (link.document_id, link.pages) == (document.id, "4")


def test_a_known_document_is_found_without_accents_and_proves_another_indicator(
    bench: Bench, decision: Path, scan: Path, type_text: TypeText
) -> None:
    first, _ = attach(bench, [decision, scan])
    bench.session.edit_citation(first.id, Citation("749/QĐ-UBND", None, "UBND tỉnh", "Quyết định thành lập"))
    bench.settle()
    bench.go("4.2")
    panel = bench.page.evidence
    panel.choose_known()
    chooser = panel.findChild(DocumentChooser)
    assert chooser is not None
    assert chooser.list.count() == 2
    type_text(chooser.search.line, "quyet dinh thanh")
    assert chooser.list.count() == 1
    bench.qtbot.keyClick(chooser.search.line, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: [d.id for d in documents(bench, "4.2")] == [first.id], timeout=20_000)
    bench.qtbot.waitUntil(panel.form.isVisible)
    assert "Cũng là minh chứng của 4.1" in words_of(panel.form)


def test_copying_can_be_stopped(bench: Bench, tmp_path: Path) -> None:
    large = tmp_path / "lớn.bin"
    with large.open("wb") as file:
        file.truncate(400 * 1024 * 1024)
    bench.page.evidence.take([large])
    assert bench.page.evidence.intake.progress.isVisible()
    bench.page.evidence.intake.progress.cancel_wanted.emit()
    bench.qtbot.waitUntil(lambda: not bench.page.evidence.intake.is_busy, timeout=20_000)
    assert documents(bench) == []
    assert bench.page.evidence.intake.drop.isVisible()


def test_files_go_where_they_were_dropped_even_if_she_has_gone_on(bench: Bench, decision: Path) -> None:
    bench.page.evidence.take([decision])
    bench.go("4.2")
    bench.qtbot.waitUntil(lambda: len(documents(bench, CODE)) == 1, timeout=20_000)
    assert documents(bench, "4.2") == []
    assert not bench.page.evidence.form.isVisible()


def test_another_program_gets_a_copy_that_cannot_change_the_store(bench: Bench, decision: Path) -> None:
    (document,) = attach(bench, [decision])
    panel = bench.page.evidence
    shown: list[Path] = []
    panel.outside.show = lambda path: shown.append(path) is None
    panel.open_outside(document.id)
    bench.qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    (copy,) = shown
    assert document.file is not None
    assert copy.name == decision.name
    assert copy.read_bytes() == decision.read_bytes()
    assert copy != bench.workspace.evidence_path(document.file.sha256)
    assert copy.stat().st_mode & 0o222 == 0
    panel.clear_copies()
    assert not copy.exists()


def test_what_might_run_is_not_opened(bench: Bench, tmp_path: Path) -> None:
    unknown = tmp_path / "số liệu.xyz"
    unknown.write_bytes(bytes(range(100)))
    (document,) = attach(bench, [unknown])
    shown: list[Path] = []
    bench.page.evidence.outside.show = lambda path: shown.append(path) is None
    bench.page.evidence.open_outside(document.id)
    assert bench.page.toast.isVisible()
    bench.settle()
    assert shown == []


def test_the_large_view_opens_at_the_page_that_is_shown(bench: Bench, decision: Path) -> None:
    (document,) = attach(bench, [decision])
    panel = bench.page.evidence
    bench.session.edit_pages(CODE, document.id, "5")
    bench.qtbot.waitUntil(lambda: panel.preview.page == 5, timeout=20_000)
    panel.preview.view.opened.emit()
    window = panel.findChild(DocumentWindow)
    assert window is not None
    bench.qtbot.waitUntil(lambda: window.page == 5, timeout=20_000)
    window.close()


def test_the_empty_state_says_what_is_usually_used(bench: Bench) -> None:
    expected = bench.assessment.catalogue.indicators[CODE].evidence.vi
    assert expected[1:] in words_of(bench.page.evidence)
