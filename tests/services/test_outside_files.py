"""The note that a second start leaves for the first: files of the program's kinds, and nothing else."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.services.outside_files import leave_note, opens_in_window, take_notes

names = st.text(
    st.characters(blacklist_characters="/\0", blacklist_categories=("Cs",)), min_size=1, max_size=40
)


@given(
    st.lists(
        st.tuples(names, st.sampled_from([".asice", ".dtipart", ".dtipack", ".ASICE"])),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_left_is_taken_once_and_nothing_stays(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[str, str]]
) -> None:
    store = tmp_path_factory.mktemp("kho")
    files = [Path("/ở đây") / f"{name}{ending}" for name, ending in made]
    note = leave_note(store, files)
    assert note.parent == store
    assert take_notes(store) == files
    assert list(store.iterdir()) == []
    assert take_notes(store) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"{}",
        b"[1]",
        b'["relative.asice"]',
        b'["/etc/passwd"]',
        b'["/a.asice", "/b.exe"]',
        b'["/a\\u0000.asice"]',
        json.dumps(["/a.asice"] * 21).encode(),
        b'["/' + b"x" * 70_000 + b'.asice"]',
        b"[" * 40_000,
    ],
)
def test_anything_else_is_removed_unheard(tmp_path: Path, content: bytes) -> None:
    leave_note(tmp_path, []).write_bytes(content)
    assert take_notes(tmp_path) is None
    leave_note(tmp_path, []).write_bytes(content)
    good = leave_note(tmp_path, [Path("/tốt.asice")])
    assert take_notes(tmp_path) == [Path("/tốt.asice")]
    assert not good.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_note_for_a_window_that_is_gone_is_not_heard(tmp_path: Path) -> None:
    note = leave_note(tmp_path, [Path("/cũ.asice")])
    an_hour_ago_s = time.time() - 3600
    os.utime(note, (an_hour_ago_s, an_hour_ago_s))
    assert take_notes(tmp_path) is None
    assert not note.exists()


def test_a_note_without_files_asks_for_the_window(tmp_path: Path) -> None:
    leave_note(tmp_path, [])
    assert take_notes(tmp_path) == []


def test_what_was_left_on_another_machine_is_for_the_window_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as there:
        there.setattr("platform.node", lambda: "máy-khác")
        note = leave_note(tmp_path, [Path("/tốt.asice")])
    assert take_notes(tmp_path) is None
    assert note.exists()
    an_hour_ago_s = time.time() - 3600
    os.utime(note, (an_hour_ago_s, an_hour_ago_s))
    assert take_notes(tmp_path) is None
    assert not note.exists()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text('["/a.asice"]', "utf-8")
    store = tmp_path / "kho"
    store.mkdir()
    note = leave_note(store, [])
    note.unlink()
    note.symlink_to(outside)
    assert take_notes(store) is None
    assert outside.exists()


def test_which_files_open_in_the_window() -> None:
    assert [n for n in ("a.asice", "B.DTIPART", "c.pdf", ".asice", "asice", "") if opens_in_window(n)] == [
        "a.asice",
        "B.DTIPART",
    ]


def test_a_link_that_leads_nowhere_keeps_nobody_else_from_being_heard(tmp_path: Path) -> None:
    note = leave_note(tmp_path, [])
    note.unlink()
    note.symlink_to(tmp_path / "nowhere")
    leave_note(tmp_path, [Path("/tốt.asice")])
    assert take_notes(tmp_path) == [Path("/tốt.asice")]
    assert list(tmp_path.iterdir()) == []
