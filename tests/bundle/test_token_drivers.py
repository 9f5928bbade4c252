"""Where drivers are looked for: the shipped list, and how its rows are read on each system."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dti_desktop.bundle.token_library import find_drivers

LIST = Path(__file__).resolve().parents[2] / "resources" / "tokens" / "drivers.json"


def rows() -> list[dict[str, Any]]:
    return json.loads(LIST.read_text(encoding="utf-8"))["drivers"]  # type: ignore[no-any-return]


def test_every_row_says_how_far_it_is_known() -> None:
    for row in rows():
        assert set(row) <= {"name", "basis", "windows", "linux", "macos"} and len(row) >= 3
        assert row["basis"] in ("documented", "seen", "guess")


@pytest.mark.parametrize("system", ["windows", "linux", "macos"])
def test_no_place_stands_twice_and_none_is_relative(system: str) -> None:
    places = [place for row in rows() for place in row.get(system, ())]
    assert len({place.casefold() for place in places}) == len(places)
    for place in places:
        assert place.startswith("%" if system == "windows" else "/"), place


def test_the_makers_that_offices_use_are_looked_for() -> None:
    names = " ".join(row["name"] for row in rows())
    for maker in (
        "VNPT",
        "Viettel",
        "Bkav",
        "FPT",
        "Fast",
        "NewCA",
        "SmartSign",
        "SafeNet",
        "Bit4id",
        "OpenSC",
    ):
        assert maker in names


def test_what_lies_there_is_found_once(tmp_path: Path) -> None:
    (tmp_path / "lib" / "x86").mkdir(parents=True)
    real = tmp_path / "lib" / "x86" / "token.so"
    real.write_bytes(b"x")
    (tmp_path / "lib" / "folder.so").mkdir()
    link = tmp_path / "link.so"
    link.symlink_to(real)
    listed = [
        {"name": "A", "linux": [f"{tmp_path}/none.so", f"{tmp_path}/lib/*/token.so", str(link)]},
        {"name": "B", "linux": [f"{tmp_path}/lib/folder.so"], "windows": ["%ROOT%\\token.dll"]},
    ]
    found = find_drivers(listed, "linux", {})
    assert [(one.name, one.path) for one in found] == [("A", real)]
    assert find_drivers(listed, "windows", {}) == ()
    assert find_drivers(listed, "macos", {}) == ()


def test_windows_places_are_read_with_the_machines_folders(tmp_path: Path) -> None:
    file = tmp_path / "System32" / "a.dll"
    file.parent.mkdir()
    file.write_bytes(b"x")
    listed = [{"name": "A", "windows": ["%SystemRoot%/System32/a.dll", "%Missing%/System32/a.dll"]}]
    found = find_drivers(listed, "windows", {"SystemRoot": str(tmp_path), "Missing": ""})
    assert [one.path for one in found] == [file]
