"""An officer drops what she was sent: programs stay out, a stamp stops, what she decides is on record."""

from __future__ import annotations

import json
from pathlib import Path

import made_files as made
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sitting import Office, Sitting

from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.application import now_utc
from dti_desktop.ui.dialogs.intake import IntakeDialog
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.pages.indicator import IndicatorPage

CODE = "1.1"
REASON = "Đã giải mật theo Quyết định 12/QĐ-UBND"


def test_what_she_was_sent_is_let_in_with_care(sitting: Sitting, office: Office, tmp_path: Path) -> None:
    workspace = Workspace.open(sitting.store, office.library, now_utc=now_utc, user="")
    made_id = workspace.create("Sóc Trăng", 2022)
    workspace.close()
    sent = {
        "Quyết định 749.pdf": made.pdf("UBND TỈNH SÓC TRĂNG", "QUYẾT ĐỊNH"),
        "Công văn 45.docx": made.docx("UBND TỈNH SÓC TRĂNG", "MẬT"),
        "Bảng tổng hợp.xlsx": made.xlsx("Xã", more={"xl/vbaProject.bin": b"x"}),
        "Cài đặt.pdf": made.PE,
    }
    files = []
    for name, content in sent.items():
        files.append(tmp_path / name)
        files[-1].write_bytes(content)
    sitting.come(made_id)
    sitting.go(Place("indicator", CODE))
    page = sitting.page
    assert isinstance(page, IndicatorPage)
    sitting.drop(page, *files, tmp_path)

    sitting.until(lambda: isinstance(QApplication.activeModalWidget(), IntakeDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, IntakeDialog)
    sitting.until(lambda: QApplication.focusWidget() is dialog.rest)
    dialog.reason.setFocus()
    sitting.type(REASON)
    sitting.press(Qt.Key.Key_Tab)
    assert sitting.focus is dialog.everything
    sitting.press(Qt.Key.Key_Space)
    sitting.until(lambda: len(sitting.assessment.documents) == 2)
    sitting.until(lambda: not page.evidence.intake.is_busy)

    stored = sitting.stored()
    names = [document.file.original_name for document in stored.documents.values() if document.file]
    assert sorted(names) == ["Công văn 45.docx", "Quyết định 749.pdf"]
    sitting.leave()

    evidence = sitting.store / "evidence"
    assert len([path for path in evidence.rglob("*") if path.is_file()]) == 2
    workspace = Workspace.open(sitting.store, office.library, now_utc=now_utc, user="")
    try:
        assert not workspace.recovery
        (event,) = [entry for entry in workspace.journal(made_id) if entry.kind == "event"]
        assert json.loads(event.new or "")["reason"] == REASON
        assert event.who and workspace.store.verify() == []
    finally:
        workspace.close()


def test_a_window_that_closes_over_the_question_leaves_nothing_behind(
    sitting: Sitting, office: Office, tmp_path: Path
) -> None:
    workspace = Workspace.open(sitting.store, office.library, now_utc=now_utc, user="")
    made_id = workspace.create("Sóc Trăng", 2022)
    workspace.close()
    good, bad = tmp_path / "tốt.pdf", tmp_path / "xấu.pdf"
    good.write_bytes(made.pdf("UBND TỈNH"))
    bad.write_bytes(made.PE)
    sitting.come(made_id)
    sitting.go(Place("indicator", CODE))
    sitting.drop(sitting.page, good, bad)
    sitting.until(lambda: isinstance(QApplication.activeModalWidget(), IntakeDialog))
    assert list((sitting.store / "evidence" / "tmp").iterdir())
    sitting.leave()
    assert not list((sitting.store / "evidence" / "tmp").iterdir())
    workspace = Workspace.open(sitting.store, office.library, now_utc=now_utc, user="")
    assert not workspace.recovery  # nothing that looks like a crash
    workspace.close()
