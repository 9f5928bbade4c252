"""Portable mode: a file beside the packaged program keeps the store there, and nowhere else."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dti_desktop import durable, paths
from dti_desktop.cli import WindowRequest, run
from dti_desktop.services.library import Library
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace

LIBRARY = Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A packaged program in a folder of its own."""
    folder = tmp_path / "USB của Sở" / "dti_desktop"
    (folder / "_internal").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(folder / "_internal"), raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "dti-desktop"))
    monkeypatch.delenv("DTI_STORE", raising=False)
    return folder


@pytest.mark.parametrize("name", ["dti_desktop.portable", "dti_desktop.portable.txt"])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe whatever"])
def test_a_file_beside_the_program_keeps_the_store_there(stick: Path, name: str, content: bytes) -> None:
    (stick / name).write_bytes(content)
    assert paths.portable_store_dir() == stick / "data"
    assert paths.default_store_dir() == stick / "data"
    assert not (stick / "data").exists()  # asking makes nothing


def test_without_it_the_store_is_the_persons(stick: Path) -> None:
    (stick / "dti_desktop.portable").mkdir()  # a folder is no such file
    assert paths.portable_store_dir() is None
    assert stick not in paths.default_store_dir().parents


def test_a_named_store_wins(stick: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (stick / "dti_desktop.portable").touch()
    monkeypatch.setenv("DTI_STORE", str(tmp_path / "kho"))
    assert paths.default_store_dir() == tmp_path / "kho"


def test_only_the_packaged_program_is_portable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dti_desktop.portable").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python3"))
    assert paths.program_dir() is None
    assert paths.portable_store_dir() is None


def test_on_macos_the_file_lies_beside_the_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "DTI Desktop.app" / "Contents" / "MacOS"
    inside.mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(inside), raising=False)
    monkeypatch.setattr(sys, "executable", str(inside / "dti-desktop"))
    (tmp_path / "dti_desktop.portable").touch()
    assert paths.portable_store_dir() == tmp_path / "data"


def test_programs_started_from_the_packaged_one_find_the_systems_libraries(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for before in ("/opt/lib", ""):
        monkeypatch.setenv("LD_LIBRARY_PATH", str(stick / "_internal"))
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
        paths.give_library_path_back()
        assert os.environ.get("LD_LIBRARY_PATH", "") == before


# --- A place that cannot be written ------------------------------------------------------------------------


def call(portable_dir: Path | None, *arguments: str) -> tuple[int | WindowRequest, str, str]:
    out, messages = io.StringIO(), io.StringIO()
    status = run(
        arguments, LIBRARY, paths.default_store_dir, out=out, messages=messages, portable_dir=portable_dir
    )
    return status, out.getvalue(), messages.getvalue()


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that lets nothing be made (root would not notice missing rights)."""

    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(durable, "make_folder", refuse)


def test_a_locked_stick_is_said_and_no_other_place_is_taken(
    stick: Path, locked: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (stick / "dti_desktop.portable").touch()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    before = sorted(tmp_path.rglob("*"))
    status, out, messages = call(paths.portable_store_dir(), "sample", "--json")
    assert status == 3
    problem = json.loads(out)["error"]["problems"][0]
    assert problem["code"] == "portable-not-writable"
    assert problem["facts"]["folder"] == str(stick / "data")
    assert "chế độ mang theo" in messages
    assert "dti_desktop.portable" in messages
    assert sorted(tmp_path.rglob("*")) == before


def test_a_locked_store_that_was_named_is_said_as_ever(stick: Path, locked: None, tmp_path: Path) -> None:
    (stick / "dti_desktop.portable").touch()
    status, out, _ = call(paths.portable_store_dir(), "--store", str(tmp_path / "kho"), "sample", "--json")
    assert (status, json.loads(out)["error"]["code"]) == (3, "store-read-only")


# --- Another drive tomorrow --------------------------------------------------------------------------------


def test_the_store_keeps_no_absolute_path_of_its_own(tmp_path: Path) -> None:
    first, second = tmp_path / "ổ E kho", tmp_path / "ổ F" / "kho"

    def opened(folder: Path) -> Workspace:
        return Workspace.open(
            folder, LIBRARY, now_utc=lambda: datetime(2026, 11, 22, tzinfo=UTC), user="test"
        )

    workspace = opened(first)
    sample = create_sample(workspace, LIBRARY)
    workspace.close()
    for path in first.rglob("*"):
        if path.is_file():
            assert "ổ E kho".encode() not in path.read_bytes(), path
    second.parent.mkdir()
    shutil.move(first, second)
    workspace = opened(second)
    try:
        assessment = workspace.load(sample)
        files = [document.file for document in assessment.documents.values() if document.file is not None]
        assert files
        for file in files:
            assert workspace.evidence_path(file.sha256).is_relative_to(second)
            assert workspace.evidence_path(file.sha256).is_file()
    finally:
        workspace.close()
