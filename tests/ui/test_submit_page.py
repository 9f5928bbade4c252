"""The submit page in the real window: from the checks to a signed file on the disk."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from certificates import PASSWORD, certificate, new_key, p12
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from real_window import RealWindow, prepare, real_window

from dti_desktop.engine.assessment import Citation
from dti_desktop.errors import Cancelled, EnvironmentFault
from dti_desktop.services.workspace import Workspace
from dti_desktop.store.journal import JournalEntry
from dti_desktop.ui.language import Language
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.pages.submit import CHECKS, EXPORT, KEY, REPORT, SIGNATORY, SubmitPage
from dti_desktop.ui.pages.verify import VerifyPage
from dti_desktop.ui.widgets.export_form import free_target

FAR_UTC = datetime(2100, 1, 1, tzinfo=UTC)
ID = "soc-trang-2022"


def one_answer_with_evidence(workspace: Workspace) -> None:
    made = workspace.create("Sóc Trăng", 2022)
    workspace.replace_answers(made, {"1.1": {"level": "head"}, "4.1": {"a": Decimal(700), "b": Decimal(775)}})
    paper = workspace.store.folder.parent / "Quyết định 749.pdf"
    paper.write_bytes(b"%PDF-1.4 minh chung")
    staged = workspace.stage_files(workspace.load(made), [paper], limit_bytes=1 << 30)
    workspace.attach(made, "1.1", staged, Citation("749/QĐ-UBND"))
    workspace.create("Cần Thơ", 2022)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "khoá ký.p12"
    path.write_bytes(p12(certificate("Trần Văn Lâu", new_key("rsa", 21), not_after_utc=FAR_UTC)))
    return path


@pytest.fixture
def real(qtbot: QtBot, window_language: Language, tmp_path: Path) -> Iterator[RealWindow]:
    prepare(tmp_path / "store", one_answer_with_evidence)
    with real_window(qtbot, window_language, tmp_path / "store") as window:
        window.open(ID, "submit")
        window.activate()
        yield window


@pytest.fixture
def page(real: RealWindow) -> SubmitPage:
    found = real.bench.page("submit")
    assert isinstance(found, SubmitPage)
    return found


def words_on(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(labels)


def report_is_there(real: RealWindow, page: SubmitPage) -> None:
    """Wait for the first report, which loads what draws it; under load that takes a while."""
    real.qtbot.waitUntil(lambda: page.report.preview.page_count > 1, timeout=60_000)


def unlock(real: RealWindow, page: SubmitPage, key_file: Path) -> None:
    page.show_step(KEY)
    page.key.take(key_file)
    page.key.password.setText(PASSWORD)
    page.key.unlock()
    real.until(lambda: page.key.signer is not None)


def ready_to_export(real: RealWindow, page: SubmitPage, key_file: Path, target: Path) -> None:
    unlock(real, page, key_file)
    page.show_step(EXPORT)
    page.export.target = target
    page.export.refresh()


def journal_of(real: RealWindow, limit: int) -> list[JournalEntry]:
    found: list[list[JournalEntry]] = []
    assessment = real.session.assessment
    assert assessment is not None
    real.tasks.run(
        real.bench.context.workspace.journals.page, assessment.id, limit=limit, on_done=found.append
    )
    real.until(lambda: found)
    return found[0]


def test_the_whole_way_to_a_verified_file(
    real: RealWindow,
    page: SubmitPage,
    key_file: Path,
    tmp_path: Path,
    type_text: Callable[[QWidget, str], None],
) -> None:
    qtbot = real.qtbot
    assert page.step == CHECKS and "Không có gì chặn nộp" in words_on(page)
    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    assert page.step == SIGNATORY and page.unnamed.isVisible()
    real.until(page.signatory.name.line.hasFocus)
    type_text(page.signatory.name.line, "Trần Văn Lâu")
    qtbot.keyClick(page.signatory.name.line, Qt.Key.Key_Tab)
    type_text(page.signatory.title.line, "Chủ tịch UBND tỉnh")
    assert not page.unnamed.isVisible()
    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    assert page.step == REPORT
    report_is_there(real, page)
    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    assert page.step == KEY and not page.next.isEnabled()
    page.key.take(key_file)
    type_text(page.key.password, PASSWORD)
    qtbot.keyClick(page.key.password, Qt.Key.Key_Return)
    real.until(lambda: page.key.signer is not None)
    assert "Trần Văn Lâu" in words_on(page.key) and "01/01/2100" in words_on(page.key)
    real.until(page.next.hasFocus)
    qtbot.keyClick(page.next, Qt.Key.Key_Space)
    assert page.step == EXPORT
    target = tmp_path / "Hồ sơ nộp.asice"
    page.export.target = target
    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    assert page.export.is_running and not page.back.isEnabled()
    assert not any(page.stepper.buttons[place].isEnabled() for place in (CHECKS, SIGNATORY, REPORT, KEY))
    real.until(lambda: page.export.written is not None)
    assert target.is_file() and not list(tmp_path.glob(".*.part"))
    said = words_on(page.export)
    assert "Xong." in said and "Nguyên vẹn" in said and "Người nhận đối chiếu" in said
    real.until(lambda: page.export.result.sha256)
    digest = subprocess.run(["sha256sum", target], check=True, capture_output=True, text=True).stdout
    assert digest.split()[0] == page.export.result.sha256
    page.export.result.copy_digest.click()
    assert QGuiApplication.clipboard().text() == page.export.result.sha256
    opened: list[Path] = []
    page.export.result.show_folder = lambda folder: bool(opened.append(folder)) or True
    page.export.result.open_folder.click()
    assert opened == [tmp_path]
    page.export.result.check_again.click()
    assert real.bench.place.page == "verify"
    verify = real.bench.page("verify")
    assert isinstance(verify, VerifyPage)
    real.until(lambda: verify.found is not None)
    assert verify.found is not None and verify.found.is_accepted
    assert verify.found.about["leader_title"] == "Chủ tịch UBND tỉnh"
    assert "Trần Văn Lâu, Chủ tịch UBND tỉnh" in words_on(verify)
    # The export is told in the journal, which goes on behind the entry whose hash was signed.
    (event,) = journal_of(real, 1)
    assert event.key == "bundle-exported" and event.prev_hash == verify.found.about["journal_head"]
    assert json.loads(event.new or "")["sha256"] == digest.split()[0]


def test_what_blocks_stops_signing_but_not_the_draft(real: RealWindow, page: SubmitPage) -> None:
    real.session.edit_answer("4.1", {"a": Decimal(900), "b": Decimal(775)})
    assert page.next.text() == "Sửa việc chặn nộp"
    assert [page.stepper.buttons[place].isEnabled() for place in range(5)] == [True, True, True, False, False]
    assert page.stepper.buttons[CHECKS].state == "stopped"
    page.show_step(REPORT)
    report_is_there(real, page)
    assert not page.next.isEnabled() and "chưa ký được" in words_on(page)
    page.show_step(CHECKS)
    assert "tử số lớn hơn mẫu số" in words_on(page.checks)
    page.checks.blocks[0].go.click()
    assert (real.bench.place.page, real.bench.place.code) == ("indicator", "4.1")
    real.go("submit")
    page.next.click()
    assert real.bench.place == Place("remaining", field="block")


def test_what_was_left_unread_is_seen_before_anybody_signs(real: RealWindow, page: SubmitPage) -> None:
    assert not page.checks.unread
    real.session.keep_draft("4.1", "a", "600 nghìn <b>x</b>")
    real.session.keep_draft("profile", "population", "1,2 triệu")
    real.go("overview")
    real.go("submit")
    real.until(lambda: page.checks.unread and all(line.isVisible() for line in page.checks.unread))
    said = words_on(page.checks)
    assert "“600 nghìn <b>x</b>” chưa đọc được" in said
    assert "1,2 triệu" in said
    page.checks.unread[0].go.click()
    assert (real.bench.place.page, real.bench.place.code) == ("entry", "4.1")
    real.session.keep_draft("4.1", "a", None)
    real.go("submit")
    assert len(page.checks.unread) == 1


def test_missing_explanations_ask_but_do_not_stop(real: RealWindow, page: SubmitPage) -> None:
    assert page.checks.rows["explain"].count.text() == "1"
    assert page.next.text() == "Vẫn tiếp tục"
    real.session.edit_explanation("4.1", "Đang chờ bản có dấu.")
    assert page.checks.rows["explain"].count.text() == "0"
    assert page.next.text() == "Tiếp tục"


def test_a_wrong_password_is_said_and_nothing_of_it_stays(
    real: RealWindow, page: SubmitPage, key_file: Path
) -> None:
    page.show_step(KEY)
    assert not page.key.password.isEnabled()
    page.key.take(key_file)
    assert page.key.password.echoMode() == QLineEdit.EchoMode.Password
    page.key.reveal.setChecked(True)
    page.key.password.setText("sai")
    page.key.unlock()
    assert page.key.password.text() == "" and not page.key.password.isUndoAvailable()
    assert page.key.password.echoMode() == QLineEdit.EchoMode.Password
    real.until(lambda: page.key.notice.isVisible())
    assert "Mật khẩu của tệp khóa không đúng" in words_on(page.key)
    assert not page.next.isEnabled()
    real.until(page.key.password.hasFocus)


def test_the_key_is_let_go_when_the_page_is_left(real: RealWindow, page: SubmitPage, key_file: Path) -> None:
    unlock(real, page, key_file)
    assert page.key.is_fit
    real.go("profile")
    assert page.key.signer is None
    real.go("submit")
    assert not page.stepper.buttons[EXPORT].isEnabled()


def test_the_key_is_let_go_when_she_left_while_it_was_written(
    real: RealWindow, page: SubmitPage, key_file: Path, tmp_path: Path
) -> None:
    ready_to_export(real, page, key_file, tmp_path / "out.asice")
    page.next.click()
    real.go("profile")
    assert page.key.signer is not None
    real.until(lambda: page.export.written is not None)
    assert page.key.signer is None
    real.go("submit")
    assert page.step == EXPORT and "Xong." in words_on(page)


def test_an_expired_certificate_is_shown_and_refused(
    real: RealWindow, page: SubmitPage, tmp_path: Path
) -> None:
    old = tmp_path / "cũ.p12"
    old.write_bytes(
        p12(certificate("Lê Mai", new_key("rsa", 22), not_after_utc=datetime(2025, 1, 1, tzinfo=UTC)))
    )
    unlock(real, page, old)
    said = page.key.warning.accessibleName()
    assert "Chứng thư đã hết hạn từ 01/01/2025" in said
    assert "Hãy xem ngày giờ của máy" in said and "gia hạn" in said
    assert not page.next.isEnabled() and not page.stepper.buttons[EXPORT].isEnabled()


def test_a_file_that_is_no_key(real: RealWindow, page: SubmitPage, tmp_path: Path) -> None:
    junk = tmp_path / "rác.p12"
    junk.write_bytes(b"nothing")
    page.show_step(KEY)
    page.key.take(junk)
    page.key.unlock()
    real.until(lambda: page.key.notice.isVisible())
    assert "không phải tệp khóa" in words_on(page.key)


def test_a_missing_folder_is_said_and_another_try_works(
    real: RealWindow, page: SubmitPage, key_file: Path, tmp_path: Path
) -> None:
    ready_to_export(real, page, key_file, tmp_path / "không có" / "out.asice")
    page.next.click()
    real.until(lambda: not page.export.is_running)
    assert "Không có thư mục để ghi tệp" in words_on(page.export)
    page.export.target = tmp_path / "out.asice"
    page.next.click()
    real.until(lambda: page.export.written is not None)
    assert not page.export.notice.isVisible()


def test_nothing_is_written_over_the_store(real: RealWindow, page: SubmitPage, key_file: Path) -> None:
    database = real.bench.context.workspace.store.folder / "dti.sqlite"
    before = database.read_bytes()[:16]
    ready_to_export(real, page, key_file, database)
    page.next.click()
    real.until(lambda: not page.export.is_running)
    assert "kho dữ liệu" in words_on(page.export).lower()
    page.show_step(REPORT)
    report_is_there(real, page)
    dialog = page.report.ask_to_save()
    assert dialog is not None
    dialog.write(database)
    real.until(lambda: "không thể ghi đè" in words_on(dialog.notice))
    dialog.reject()
    assert database.read_bytes()[:16] == before == b"SQLite format 3\x00"


def test_a_full_disk_is_said_in_words(
    real: RealWindow, page: SubmitPage, key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_more: object) -> None:
        raise EnvironmentFault("disk-full", name="out.asice")

    monkeypatch.setattr("dti_desktop.services.submission.export", full)
    ready_to_export(real, page, key_file, tmp_path / "out.asice")
    page.next.click()
    real.until(lambda: not page.export.is_running)
    said = words_on(page.export)
    assert "Ổ đĩa đã đầy" in said and "nguyên vẹn" in said


def test_stopping_leaves_no_file_and_says_so(
    real: RealWindow, page: SubmitPage, key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def slow(
        *_arguments: object,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        **_more: object,
    ) -> None:
        progress(2, 4)
        begun.set()
        while not cancelled():
            threading.Event().wait(0.01)
        raise Cancelled

    monkeypatch.setattr("dti_desktop.services.submission.export", slow)
    ready_to_export(real, page, key_file, tmp_path / "out.asice")
    page.next.click()
    real.until(begun.is_set)
    real.until(lambda: "Đang chép minh chứng" in words_on(page.export.progress))
    page.export.progress.cancel_wanted.emit()
    real.until(lambda: not page.export.is_running)
    assert "Không có tệp nào được ghi" in words_on(page.export)
    assert page.next.isEnabled()


def test_what_could_not_be_stored_is_not_signed(
    real: RealWindow, page: SubmitPage, key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise EnvironmentFault("disk-full")

    ready_to_export(real, page, key_file, tmp_path / "out.asice")
    with monkeypatch.context() as broken:
        broken.setattr(Workspace, "explain", full)
        real.session.edit_explanation("4.1", "chưa lưu được")
        page.next.click()
        real.until(lambda: not page.export.is_running)
    assert "chưa lưu được vào máy" in words_on(page.export)
    assert not (tmp_path / "out.asice").exists()
    real.session.flush()
    real.at_rest()
    page.next.click()
    real.until(lambda: page.export.written is not None)


def test_a_change_after_the_export_is_said_and_another_file_can_follow(
    real: RealWindow, page: SubmitPage, key_file: Path, tmp_path: Path
) -> None:
    ready_to_export(real, page, key_file, tmp_path / "out.asice")
    page.next.click()
    real.until(lambda: page.export.written is not None)
    assert not page.export.stale.isVisible()
    real.session.edit_explanation("4.1", "Đang chờ bản có dấu.")
    real.session.flush()
    real.until(lambda: page.export.stale.isVisible())
    page.export.result.export_again.click()
    assert page.next.isVisible() and page.next.isEnabled()
    page.export.target = tmp_path / "out-2.asice"
    page.next.click()
    real.until(lambda: page.export.written is not None)
    assert not page.export.stale.isVisible()


def test_another_assessment_begins_at_the_first_step(
    real: RealWindow, page: SubmitPage, key_file: Path, tmp_path: Path
) -> None:
    ready_to_export(real, page, key_file, tmp_path / "out.asice")
    page.next.click()
    real.until(lambda: page.export.written is not None)
    real.open("can-tho-2022", "submit")
    assert page.step == CHECKS and page.export.written is None and page.key.signer is None
    assert page.report.preview.page_count == 0


def test_the_draft_is_saved_and_printed(real: RealWindow, page: SubmitPage, tmp_path: Path) -> None:
    page.show_step(REPORT)
    report_is_there(real, page)
    target = tmp_path / "dự thảo.pdf"
    dialog = page.report.ask_to_save()
    assert dialog is not None and dialog.file_stem() == f"dti-{ID}-du-thao"
    dialog.write(target)
    real.until(lambda: dialog.written == target)
    dialog.reject()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(1, 2)
    page.report.print_on(printer)
    real.until(lambda: "Đã gửi" in page.toast.findChild(QLabel).text())
    saved = subprocess.run(["pdftotext", target, "-"], check=True, capture_output=True, text=True).stdout
    assert "DỰ THẢO" in saved
    assert "VỊ TRÍ, DỰ BÁO VÀ RỦI RO" in saved
    pages = subprocess.run(
        ["pdfinfo", tmp_path / "in.pdf"], check=True, capture_output=True, text=True
    ).stdout
    assert "Pages:           2" in pages and "A4" in pages


def test_the_report_follows_edits_and_the_chosen_language(real: RealWindow, page: SubmitPage) -> None:
    page.show_step(REPORT)
    report_is_there(real, page)
    before = page.report.preview.content
    real.session.edit_explanation("4.1", "Đang chờ bản có dấu.")
    real.until(lambda: page.report.preview.content != before)
    real.at_rest()
    page.report.preview.language.setCurrentIndex(1)
    page.report.preview.language_chosen.emit("en")
    real.until(lambda: b"/Lang (en" in page.report.preview.content)


def test_zoom_and_back(real: RealWindow, page: SubmitPage) -> None:
    page.show_step(REPORT)
    report_is_there(real, page)
    before = page.report.preview.view.zoomFactor()
    page.report.preview.view.setFocus()
    real.qtbot.keyClick(page.report.preview.view, Qt.Key.Key_Plus)
    assert page.report.preview.view.zoomFactor() > before


def test_the_language_of_the_window_changes_every_step(real: RealWindow, page: SubmitPage) -> None:
    before = page.back.text()
    real.bench.context.language.set("en")
    real.until(lambda: page.back.text() != before)
    for step in (CHECKS, SIGNATORY, REPORT, KEY):
        page.show_step(step)
        said = words_on(page) + page.next.text() + page.back.text()
        for vietnamese in ("Tiếp tục", "Quay lại", "Chặn nộp", "Họ và tên", "Chọn tệp khóa"):
            assert vietnamese not in said
    assert page.stepper.buttons[SIGNATORY].text() == "Signatory"


def test_arrow_keys_walk_the_steps(real: RealWindow, page: SubmitPage) -> None:
    page.stepper.buttons[CHECKS].setFocus()
    for _ in range(4):
        real.qtbot.keyClick(real.window.focusWidget(), Qt.Key.Key_Right)
    assert page.stepper.buttons[KEY].hasFocus()  # the last is not open yet
    real.qtbot.keyClick(page.stepper.buttons[KEY], Qt.Key.Key_Space)
    assert page.step == KEY


def test_a_name_that_is_free(tmp_path: Path) -> None:
    assert free_target(tmp_path, "dti-a") == tmp_path / "dti-a.asice"
    (tmp_path / "dti-a.asice").touch()
    (tmp_path / "dti-a-2.asice").touch()
    assert free_target(tmp_path, "dti-a") == tmp_path / "dti-a-3.asice"


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_table_of_explanations_is_saved_by_the_keyboard(
    real: RealWindow, page: SubmitPage, tmp_path: Path, kind: str
) -> None:
    page.show_step(REPORT)
    dialog = page.report.ask_to_save()
    assert dialog is not None
    real.until(dialog.papers.hasFocus)
    real.qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Right)
    assert dialog.papers.choice == "explanations" and dialog.file_stem() == f"dti-{ID}-giai-trinh"
    if kind == "docx":
        dialog.formats.setFocus()
        real.qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Right)
    assert dialog.kind == kind
    shown: list[Path] = []
    dialog.show_file = lambda path: bool(shown.append(path)) or True
    target = tmp_path / f"giải trình.{kind}"
    dialog.write(target)
    real.until(lambda: dialog.written == target)
    assert target.read_bytes()[:4] == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}[kind]
    dialog.notice.acted.emit()
    assert shown == [target]
    # The ending that she types tells the format, whatever was chosen before.
    other = tmp_path / f"khác.{'pdf' if kind == 'docx' else 'DOCX'}"
    dialog.write(other)
    real.until(lambda: dialog.written == other)
    assert other.read_bytes()[:4] != target.read_bytes()[:4]
    dialog.reject()
