"""The command line after a run that broke off: it says so on the side, and the answer stays what it is."""

from __future__ import annotations

import shutil
from pathlib import Path

from said import Call

from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.application import now_utc


def test_a_crash_is_told_once_and_on_the_side(call: Call, library: Library, store_dir: Path, tmp_path: Path):
    running = Workspace.open(tmp_path / "running", library, now_utc=now_utc, user="a")
    running.create("Sóc Trăng", 2022)
    shutil.copytree(tmp_path / "running", store_dir)
    running.close()
    said = call("list", "--json")
    assert said.status == 0
    assert [row["assessment"] for row in said.json["assessments"]] == ["soc-trang-2022"]
    assert "ngắt đột ngột" in said.messages
    assert call("list", "--json").messages == ""
