"""What goes wrong in an office: disks fill up, folders are read-only, files vanish, keys are mistyped.

Each time the window stays, says so in words, loses nothing that was stored, and goes on when it is mended.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from certificates import certificate, new_key, p12
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QWidget
from sitting import Office, Sitting
from small_disk import fill_up, mounted

from dti_desktop.services.sample import create_sample
from dti_desktop.services.submission import load_p12
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.application import now_utc
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.pages.indicator import IndicatorPage
from dti_desktop.ui.pages.submit import EXPORT, SubmitPage

CODE = "4.1"
PASSWORD = "thu-nghiem"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own that is soon full."""
    with mounted(tmp_path / "small disk") as folder:
        yield folder


def with_sample(sitting: Sitting, office: Office) -> str:
    """Make the sample before the window opens."""
    workspace = Workspace.open(sitting.store, office.library, now_utc=now_utc, user="")
    try:
        return create_sample(workspace, office.library)
    finally:
        workspace.close()


def words_on(widget: QWidget) -> str:
    """Return all words that can be seen."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def type_number(sitting: Sitting, text: str) -> None:
    sitting.go(Place("indicator", CODE, "a"))
    sitting.erase()
    sitting.type(text)


def test_a_full_disk_keeps_what_she_types_until_there_is_room(
    sitting: Sitting, office: Office, small_disk: Path
) -> None:
    sitting.store = small_disk / "store"
    sample = with_sample(sitting, office)
    sitting.come()
    sitting.session.open(sample)
    sitting.on("overview")
    ballast = fill_up(small_disk)
    type_number(sitting, "612")
    sitting.go(Place("indicator", CODE, "explanation"))
    page = sitting.page
    assert isinstance(page, IndicatorPage)
    page.tabs.explanation.edit.insertPlainText("x" * 3000)  # as if pasted
    sitting.session.flush()
    sitting.until(lambda: sitting.workbench.notice.isVisible(), "a full disk is not said")
    assert not sitting.session.is_committed
    assert "đầy" in words_on(sitting.workbench.notice)
    sitting.until(
        lambda: "tự được lưu lại. Mã: disk-full" in words_on(sitting.workbench.notice),
        "what is safe is not said, or its sentences run together",
    )
    assert sitting.assessment.answers[CODE]["a"] == 612, "what she typed is gone from the window"

    # Closing asks, and to stay is the answer that Enter gives.
    asked: list[str] = []

    def stay() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            asked.append(box.text())
            box.defaultButton().click()

    answering = QTimer(interval=20)
    answering.timeout.connect(stay)
    answering.start()
    sitting.window.close()
    sitting.until(lambda: asked, "it closes with a loss")
    answering.stop()
    assert sitting.window.isVisible()

    ballast.unlink()
    sitting.session.flush()
    sitting.until(lambda: sitting.session.is_committed)
    sitting.until(lambda: not sitting.workbench.notice.isVisible())
    sitting.leave()
    workspace = Workspace.open(sitting.store, office.library, now_utc=now_utc, user="")
    try:
        kept = workspace.load(sample)
    finally:
        workspace.close()
    assert kept.answers[CODE]["a"] == Decimal(612)
    assert kept.explanations[CODE].startswith("x" * 3000)


def test_a_store_open_elsewhere_is_said_and_opens_when_it_is_free(sitting: Sitting, office: Office) -> None:
    elsewhere = Workspace.open(sitting.store, office.library, now_utc=now_utc, user="")
    try:
        sitting.show()
        sitting.until(
            lambda: sitting.window.opening.fault.retry.isVisible(), "nothing says why there is no window"
        )
        said = words_on(sitting.window.opening)
    finally:
        elsewhere.close()
    assert "đang được mở" in said, said
    sitting.click(sitting.window.opening.fault.retry)
    sitting.until(lambda: sitting.window.workbench is not None, "it does not open when it can")
    sitting.on("start")


def test_a_read_only_disk_is_said_and_the_store_opens_when_it_is_not(
    sitting: Sitting, small_disk: Path
) -> None:
    sitting.store = small_disk / "store"
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    sitting.show()
    sitting.until(
        lambda: sitting.window.opening.fault.retry.isVisible(), "nothing says why there is no window"
    )
    assert "ghi" in words_on(sitting.window.opening), words_on(sitting.window.opening)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    sitting.click(sitting.window.opening.fault.retry)
    sitting.until(lambda: sitting.window.workbench is not None, "it does not open when it can")
    sitting.on("start")


def ready_to_export(sitting: Sitting, office: Office, tmp_path: Path, target: Path) -> SubmitPage:
    """Open the sample at the last step, its key unlocked."""
    sample = with_sample(sitting, office)
    long = datetime(2100, 1, 1, tzinfo=UTC)
    root = certificate("Root", new_key("rsa", 1), is_ca=True, not_after_utc=long)
    signer = certificate("Ký", new_key("rsa", 2), root, not_after_utc=long)
    key_file = tmp_path / "key.p12"
    key_file.write_bytes(p12(signer, root, password=PASSWORD))
    sitting.come()
    sitting.session.open(sample)
    sitting.on("overview")
    sitting.go(Place("submit"))
    page = sitting.page
    assert isinstance(page, SubmitPage)
    page.export.show_signer(load_p12(key_file, PASSWORD))
    page.export.target = target
    page.show_step(EXPORT)
    return page


def refused(sitting: Sitting, page: SubmitPage) -> str:
    """Try to export; return the words of the refusal."""
    page.export.begin("vi")
    sitting.until(lambda: not page.export.is_running, "the export comes to no end")
    assert page.export.written is None
    assert page.export.notice.isVisible()
    return words_on(page.export.notice)


def test_a_full_disk_as_the_place_for_the_bundle(
    sitting: Sitting, office: Office, small_disk: Path, tmp_path: Path
) -> None:
    target = small_disk / "out.asice"  # the store is on another disk, which has room
    page = ready_to_export(sitting, office, tmp_path, target)
    ballast = fill_up(small_disk, leave_bytes=200_000)
    said = refused(sitting, page)
    assert "đầy" in said or "còn" in said
    assert str(small_disk) in said, "which disk is full is not said"
    assert [path.name for path in small_disk.iterdir()] == [ballast.name], "something half-made is left"
    ballast.unlink()
    page.export.begin("vi")
    sitting.until(lambda: page.export.written is not None, "it does not go on when there is room")


@pytest.mark.parametrize("harm", ["deleted", "changed"])
def test_evidence_harmed_behind_its_back_is_never_signed(
    harm: str, sitting: Sitting, office: Office, tmp_path: Path
) -> None:
    target = tmp_path / "out.asice"
    page = ready_to_export(sitting, office, tmp_path, target)
    locked = {
        link.document_id
        for code in sitting.assessment.approved
        for link in sitting.assessment.links.get(code, ())
    }
    documents = sitting.assessment.documents.values()
    document = next(d for d in documents if d.file is not None and d.id not in locked)
    assert document.file is not None
    path = sitting.workbench.context.workspace.evidence_path(document.file.sha256)
    content = path.read_bytes()
    path.chmod(0o600)
    if harm == "deleted":
        path.unlink()
    else:
        path.write_bytes(b"x" * document.file.size_bytes)
    said = refused(sitting, page)
    assert document.file.original_name in said, said
    assert not list(tmp_path.glob("*.asice*"))

    # What the refusal advises does help.
    again = tmp_path / document.file.original_name
    again.write_bytes(content)
    code = next(c for c, links in sitting.assessment.links.items() if links[0].document_id == document.id)
    sitting.go(Place("indicator", code))
    sitting.drop(sitting.page, again)
    sitting.until(lambda: path.is_file() and path.read_bytes() == content, "the file is not put back")
    sitting.until(lambda: sitting.session.is_committed and not sitting.page.evidence.intake.is_busy)
    sitting.go(Place("submit"))
    page.export.begin("vi")
    sitting.until(lambda: page.export.written is not None, "it does not go on when the file is back")


def test_two_impatient_keys_ask_once(sitting: Sitting) -> None:
    sitting.come()
    for _ in range(2):
        sitting.workbench.new_wanted.emit()
    sitting.until(lambda: QApplication.activeModalWidget() is not None)
    sitting.until(lambda: sitting.workbench.context.tasks.store_pending == 0)
    dialogs = [w for w in sitting.window.findChildren(QDialog) if w.isVisible()]
    assert len(dialogs) == 1
    sitting.press(Qt.Key.Key_Escape)
    sitting.on("start")
