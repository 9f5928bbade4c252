"""The program as a process of its own: its streams, its exit status, where it is called from."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="calls a shell")
PROGRAM = f"'{sys.executable}' -m dti_desktop"


def shell(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of bash in an empty folder; `dti` in it is the program."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DTI_STORE", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'dti() {{ {PROGRAM} "$@"; }}; {line}'],
        cwd=folder,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_store_is_named_by_option_or_variable(tmp_path: Path) -> None:
    made = shell("dti --store a new --province 'Cà Mau' --year 2022", tmp_path)
    assert (made.returncode, made.stdout) == (0, "ca-mau-2022\n")
    for line in ("dti --json list", "dti list --json"):
        listed = shell(line, tmp_path, DTI_STORE="a")
        assert [row["assessment"] for row in json.loads(listed.stdout)["assessments"]] == ["ca-mau-2022"]
        assert listed.stderr == ""
    assert json.loads(shell("dti --store b list --json", tmp_path, DTI_STORE="a").stdout) == {
        "assessments": []
    }
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("line", ["dti --store a list | true", "dti --store a score nowhere --json | true"])
def test_nobody_need_read_to_the_end(line: str, tmp_path: Path) -> None:
    assert "Traceback" not in shell(line, tmp_path).stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("option", ["", "--json"])
def test_an_answer_that_cannot_be_written_is_no_success(option: str, tmp_path: Path) -> None:
    said = shell(f"dti --store a list {option} >/dev/full", tmp_path)
    assert said.returncode == 3
    assert said.stderr and "Traceback" not in said.stderr


def test_closed_streams_are_not_missed(tmp_path: Path) -> None:
    quiet = shell("dti --store a score nowhere --json 2>&-", tmp_path)
    assert quiet.returncode == 2
    assert json.loads(quiet.stdout)["error"]["code"] == "assessment-unknown"
    assert shell("dti --store a list >&-", tmp_path).returncode == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only here a display can be missing")
def test_without_a_display_it_says_so(tmp_path: Path) -> None:
    told = shell("dti --json", tmp_path)
    assert told.returncode == 3
    assert json.loads(told.stdout)["error"]["code"] == "no-display"
    assert "dti-desktop" in told.stderr
    english = shell("dti --language en", tmp_path)
    assert (english.returncode, english.stdout) == (3, "")
    assert english.stderr != told.stderr
    assert list(tmp_path.iterdir()) == []


def test_bytes_that_are_no_letters(tmp_path: Path) -> None:
    said = shell("dti --store a score $'x\\xff' --json", tmp_path)
    assert said.returncode == 2
    assert json.loads(said.stdout)["error"]["problems"] == [
        {"code": "text-not-allowed", "place": "id", "facts": {}}
    ]


def test_help_tells_what_each_command_does_in_both_languages(tmp_path: Path) -> None:
    vietnamese, english = shell("dti --help", tmp_path), shell("dti --language en --help", tmp_path)
    assert (vietnamese.returncode, english.returncode) == (0, 0)
    assert "kiểm tra một tệp hồ sơ đã ký" in vietnamese.stdout
    assert "verify a signed bundle" in english.stdout
    wrong = shell("dti --language en frobnicate", tmp_path)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "Nothing has changed" in wrong.stderr
