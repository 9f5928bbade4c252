"""What a killed program left to the system is shown at the next opening, so from then on it has to last."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from dti_desktop.store.database import Store

ID = "soc-trang-2022"


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What is seen onto the disk, in order."""
    found: list[Path] = []
    fsync = os.fsync

    def watched(descriptor: int) -> None:
        found.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    return found


@pytest.fixture
def killed(store: Store, tmp_path: Path) -> Path:
    """A store as a killed program left it, its last edits in the log only."""
    store.edits.set_note(ID, "1.1", "ghi chú")
    return Path(shutil.copytree(store.folder, tmp_path / "above" / "killed"))


def test_the_log_is_synced_before_anything_is_shown_of_it(killed, clock, synced):
    with Store.open(killed, now_utc=clock, user="b") as store:
        assert killed / "dti.sqlite-wal" in synced
        assert store.assessments.load(ID).notes == {"1.1": "ghi chú"}


def test_the_names_are_synced_that_a_killed_program_made(killed, clock, synced):
    with Store.open(killed, now_utc=clock, user="b"):
        assert {killed.parent, killed, killed / "evidence"} <= set(synced)


def test_a_folder_above_that_may_not_be_listed_hinders_nothing(killed, clock, monkeypatch):
    open_number = os.open

    def refuse(path, flags, *more, **others):
        if Path(path) == killed.parent:
            raise PermissionError(13, "no", str(path))
        return open_number(path, flags, *more, **others)

    monkeypatch.setattr(os, "open", refuse)
    with Store.open(killed, now_utc=clock, user="b") as store:
        assert store.verify() == []


def test_evidence_found_by_its_content_is_synced_under_the_name_it_has(store, tmp_path, synced):
    paper = tmp_path / "a.txt"
    paper.write_bytes(b"minh chung")
    _, (document_id,) = store.evidence.attach(ID, "1.1", [paper], limit_bytes=1000)
    file = store.assessments.load(ID).documents[document_id].file
    assert file is not None
    synced.clear()
    store.evidence.attach(ID, "1.2", [paper], limit_bytes=1000)
    assert {store.files.folder, store.files.path_of(file.sha256).parent} <= set(synced)
