"""What goes wrong under her hands: a drive that is full or gone, a machine that broke off, a clock that lies.

Each time the window stays and says it in words, nothing stored is lost, and it goes on by itself.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from sitting import Office, Sitting
from small_disk import fill_up, mounted

from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace
from dti_desktop.store.connection import Connection
from dti_desktop.store.faults import faults_mapped
from dti_desktop.ui.application import now_utc
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.pages.indicator import IndicatorPage

CODE = "4.1"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "small disk") as folder:
        yield folder


def with_sample(store: Path, office: Office) -> str:
    workspace = Workspace.open(store, office.library, now_utc=now_utc, user="")
    try:
        return create_sample(workspace, office.library)
    finally:
        workspace.close()


def words_on(widget: QWidget) -> str:
    """Return all words that can be seen."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def come_to(sitting: Sitting, sample: str, place: Place) -> None:
    sitting.come()
    sitting.session.open(sample)
    sitting.on("overview")
    sitting.go(place)


def test_evidence_that_does_not_fit_on_the_disk(sitting: Sitting, office: Office, small_disk: Path) -> None:
    sitting.store = small_disk / "store"
    sample = with_sample(sitting.store, office)
    paper = sitting.store.parent.parent / "văn bản.txt"
    paper.write_text("văn bản " * 100_000, encoding="utf-8")
    come_to(sitting, sample, Place("indicator", CODE))
    page = sitting.page
    assert isinstance(page, IndicatorPage)
    before = len(sitting.assessment.documents)
    ballast = fill_up(small_disk, leave_bytes=200_000)
    sitting.drop(page, paper)
    sitting.until(lambda: "đầy" in words_on(sitting.window), "a full disk is not said")
    sitting.until(lambda: not page.evidence.intake.is_busy)
    assert len(sitting.assessment.documents) == before
    assert list((sitting.store / "evidence" / "tmp").iterdir()) == [], "half a copy is left"
    ballast.unlink()
    sitting.drop(page, paper)
    sitting.until(lambda: len(sitting.assessment.documents) == before + 1, "it does not go on with room")
    sitting.until(lambda: not page.evidence.intake.is_busy)


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.EIO, "ổ đĩa"), (errno.ESTALE, "ổ đĩa"), (errno.ENOENT, "ổ đĩa"), (errno.EROFS, "ghi")],
)
def test_a_drive_that_goes_while_she_types_and_comes_back(
    sitting: Sitting, office: Office, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    sample = with_sample(sitting.store, office)
    come_to(sitting, sample, Place("indicator", CODE, "a"))

    def gone(*_arguments: object, **_more: object) -> None:
        with faults_mapped():
            raise OSError(number, "gone")

    with monkeypatch.context() as pulled:
        pulled.setattr(Connection, "execute", gone)
        sitting.erase()
        sitting.type("612")
        sitting.session.flush()
        sitting.until(lambda: sitting.workbench.notice.isVisible(), "it is not said")
        assert said in words_on(sitting.workbench.notice)
        sitting.until(lambda: "tự được lưu lại" in words_on(sitting.workbench.notice))
        assert sitting.assessment.answers[CODE]["a"] == 612, "what she typed is gone from the window"
        assert not sitting.session.is_committed
    # The drive is back, and nobody presses anything.
    sitting.until(lambda: sitting.session.is_committed, "it is not saved by itself")
    sitting.until(lambda: not sitting.workbench.notice.isVisible())
    sitting.leave()
    workspace = Workspace.open(sitting.store, office.library, now_utc=now_utc, user="")
    assert workspace.load(sample).answers[CODE]["a"] == Decimal(612)
    assert workspace.store.verify() == []
    workspace.close()


def crashed(sitting: Sitting, office: Office, tmp_path: Path) -> str:
    """Leave a store as a machine that broke off left it, in the middle of copying a file in."""
    sample = with_sample(tmp_path / "running", office)
    running = Workspace.open(tmp_path / "running", office.library, now_utc=now_utc, user="")
    running.explain(sample, CODE, "gõ ngay trước khi mất điện")
    (tmp_path / "running" / "evidence" / "tmp" / "half").write_bytes(b"half")
    shutil.copytree(tmp_path / "running", sitting.store)
    running.close()
    return sample


def test_a_crash_is_said_once_until_it_is_put_away(sitting: Sitting, office: Office, tmp_path: Path) -> None:
    sample = crashed(sitting, office, tmp_path)
    sitting.come()
    said = sitting.workbench.after_crash
    assert said.isVisible()
    assert "ngắt đột ngột" in words_on(said)
    assert "1 tệp" in words_on(said)
    sitting.session.open(sample)
    sitting.on("overview")
    assert said.isVisible(), "she has not put it away"
    assert sitting.assessment.explanations[CODE] == "gõ ngay trước khi mất điện"
    office.language.set("en")
    sitting.until(lambda: "interrupted" in words_on(said))
    office.language.set("vi")
    sitting.click(said.notice._action)
    sitting.on("journal")
    sitting.click(said.notice._close)
    assert not said.isVisible()
    sitting.go(Place("overview"))
    assert not said.isVisible()
    sitting.leave()

    sitting.come()
    assert not sitting.workbench.after_crash.isVisible(), "a run that ended well is no crash"


def test_after_a_run_that_ended_well_nothing_is_said(sitting: Sitting, office: Office) -> None:
    come_to(sitting, with_sample(sitting.store, office), Place("overview"))
    assert not sitting.workbench.after_crash.isVisible()


def test_a_clock_set_back_while_she_works(
    sitting: Sitting, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = with_sample(sitting.store, office)
    come_to(sitting, sample, Place("indicator", CODE, "a"))
    sitting.erase()
    sitting.type("612")
    sitting.stored()
    back = datetime.now(UTC) - timedelta(days=400)
    monkeypatch.setattr(sitting.workbench.context.workspace.store.edits, "_now_utc", lambda: back)
    sitting.type("5")
    assert sitting.stored().answers[CODE]["a"] == 6125
    sitting.workbench.undo()
    sitting.until(lambda: sitting.assessment.answers[CODE].get("a") == 612, "one undo takes back both")
    sitting.go(Place("journal"))
    sitting.leave()
    workspace = Workspace.open(sitting.store, office.library, now_utc=now_utc, user="")
    entries = workspace.journal(sample)
    assert [entry.seq for entry in entries] == sorted((entry.seq for entry in entries), reverse=True)
    assert workspace.store.verify() == []
    workspace.close()
