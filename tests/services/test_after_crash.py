"""After a run that broke off: told in words, noted once in the journal, never in the way."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from submitting import now_utc

from dti_desktop import paths
from dti_desktop.errors import EnvironmentFault
from dti_desktop.services.after_crash import recovery_lines
from dti_desktop.services.library import Library
from dti_desktop.services.words import Words
from dti_desktop.services.workspace import Workspace

Open = Callable[[], Workspace]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def open_crashed(tmp_path: Path, library: Library) -> Open:
    """Open a store as a crash left it: two assessments, the older one created changed last."""
    running = Workspace.open(tmp_path / "running", library, now_utc=now_utc, user="a")
    first = running.create("Sóc Trăng", 2022)
    running.create("Hậu Giang", 2022)
    running.close()
    moment = now_utc().replace(year=2030)
    running = Workspace.open(tmp_path / "running", library, now_utc=lambda: moment, user="a")
    running.replace_answers(first, {"4.1": {"a": Decimal(1)}})
    (tmp_path / "running" / "evidence" / "tmp" / "half").write_bytes(b"half")
    crashed = tmp_path / "crashed"
    shutil.copytree(tmp_path / "running", crashed)
    running.close()
    return lambda: Workspace.open(crashed, library, now_utc=now_utc, user="b")


def events(workspace: Workspace, assessment_id: str) -> list[dict[str, object]]:
    return [
        json.loads(entry.new or "")
        for entry in workspace.journal(assessment_id)
        if (entry.kind, entry.key) == ("event", "recovered-after-crash")
    ]


def test_it_is_noted_once_in_the_assessment_changed_last(open_crashed: Open):
    workspace = open_crashed()
    assert events(workspace, "soc-trang-2022") == [
        {"log_replayed": True, "half_made_copies": 1, "restore_finished": False}
    ]
    assert events(workspace, "hau-giang-2022") == []
    assert workspace.load("soc-trang-2022").answers["4.1"]["a"] == 1
    assert workspace.store.verify() == []
    workspace.close()
    again = open_crashed()
    assert not again.recovery
    assert len(events(again, "soc-trang-2022")) == 1
    again.close()


def test_a_run_that_ended_well_is_not_noted(tmp_path: Path, library: Library):
    for _ in range(3):
        workspace = Workspace.open(tmp_path / "store", library, now_utc=now_utc, user="a")
        if not workspace.exists("soc-trang-2022"):
            workspace.create("Sóc Trăng", 2022)
        noted = events(workspace, "soc-trang-2022")
        workspace.close()
        assert noted == []


def test_a_store_that_takes_no_note_opens_all_the_same(open_crashed: Open, monkeypatch: pytest.MonkeyPatch):
    def full(*_arguments: object, **_more: object) -> None:
        raise EnvironmentFault("disk-full")

    monkeypatch.setattr(Workspace, "record_event", full)
    workspace = open_crashed()
    assert workspace.recovery
    assert workspace.load("soc-trang-2022").answers["4.1"]["a"] == 1
    workspace.close()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_is_told_in_words(open_crashed: Open, library: Library, language: str):
    words = Words(library.texts(language), language)
    workspace = open_crashed()
    lines = recovery_lines(workspace.recovery, words)
    workspace.close()
    assert len(lines) == 2
    assert "1" in lines[1]
    again = open_crashed()
    assert recovery_lines(again.recovery, words) == []
    again.close()
