"""Names of files that other people gave, made safe; copies that cannot be changed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.errors import Cancelled
from dti_desktop.ui.outside_programs import can_be_opened, copy_read_only, safe_name


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_every_name_becomes_one_file_in_its_folder(untrusted_name: str) -> None:
    name = safe_name(untrusted_name)
    assert name not in ("", ".", "..")
    assert Path(name).name == name
    assert not set(name) & set('<>:"/\\|?*')
    assert not name.startswith((" ", ".")) and not name.endswith((" ", "."))
    assert 0 < len(name.encode()) <= 124


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("Quyết định 749 (bản chính).pdf", "Quyết định 749 (bản chính).pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Windows\\a.pdf", "C__Windows_a.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1", "_LPT1"),
        ("a\u202efdp.exe", "a_fdp.exe"),
        ("...", "_"),
        ("a" * 119 + " b", "a" * 119),  # cut where a blank would end it
        ("", "_"),
    ],
)
def test_names_that_harm_are_mended(given_name: str, name: str) -> None:
    assert safe_name(given_name) == name


@pytest.mark.parametrize("name", ["a.pdf", "a.PDF", "Bảng.xlsx", "ảnh.jpeg", "thư.msg", "a.asice"])
def test_documents_are_opened(name: str) -> None:
    assert can_be_opened(name)


@pytest.mark.parametrize(
    "name", ["a.exe", "a.pdf.exe", "a.lnk", "a.bat", "a.ps1", "a.html", "a", ".pdf", "a.pdf ."]
)
def test_what_could_run_is_not(name: str) -> None:
    assert can_be_opened(name) is (name == "a.pdf .")


def test_a_copy_is_read_only_and_leaves_nothing_when_stopped(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"x" * 3_000_000)
    told: list[tuple[int, int]] = []
    target = copy_read_only(
        source, tmp_path / "out" / "a.pdf", progress=lambda done, total: told.append((done, total))
    )
    assert target.read_bytes() == source.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IRUSR
    assert told[-1] == (3_000_000, 3_000_000)
    with pytest.raises(Cancelled):
        copy_read_only(source, tmp_path / "out" / "b.pdf", cancelled=lambda: True)
    assert not (tmp_path / "out" / "b.pdf").exists()
