"""Files as a desktop passes them: the window opens on them; every command keeps its own meaning."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from dti_desktop.cli import WindowRequest, run
from dti_desktop.services.library import Library


def asked(library: Library, *arguments: str) -> int | WindowRequest:
    out, messages = io.StringIO(), io.StringIO()
    return run(arguments, library, lambda: Path("store"), out=out, messages=messages)


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["hồ sơ.asice"], ["hồ sơ.asice"]),
        (["A.DTIPART", "b.dtipart"], ["A.DTIPART", "b.dtipart"]),
        (["--language", "en", "a.asice"], ["a.asice"]),
        (["--open", "soc-trang-2022", "a.asice"], ["a.asice"]),
        (["--open", "soc-trang-2022"], []),
        ([], []),
    ],
)
def test_the_window_opens_on_files(library: Library, arguments: list[str], names: list[str]) -> None:
    request = asked(library, *arguments)
    assert isinstance(request, WindowRequest)
    assert [path.name for path in request.untrusted_files] == names
    assert all(path.is_absolute() for path in request.untrusted_files)


def test_the_options_before_files_hold(library: Library, tmp_path: Path) -> None:
    request = asked(library, "--store", str(tmp_path / "kho"), "--open", "x", "a.dtipart")
    assert isinstance(request, WindowRequest)
    assert (request.store_dir, request.assessment_id) == (tmp_path / "kho", "x")


@pytest.mark.parametrize(
    "arguments",
    [
        ["verify", "not-there.asice"],
        ["part", "open", "not-there.dtipart"],
        ["merge", "soc-trang-2022", "not-there.dtipart"],
        ["list", "a.asice"],
        ["--open", "a.asice", "list"],
        ["--unknown", "a.asice"],
        ["a.pdf"],
        ["a.asice", "list"],
    ],
)
def test_commands_keep_their_meaning(library: Library, arguments: list[str]) -> None:
    assert isinstance(asked(library, *arguments), int)


def test_a_store_may_bear_such_a_name(library: Library) -> None:
    request = asked(library, "--open", "a.asice")
    assert isinstance(request, WindowRequest)
    assert (request.assessment_id, request.untrusted_files) == ("a.asice", ())
