"""Departments on the command line: handed out, opened elsewhere, returned, looked at, taken in."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from said import Call, Said, bytes_of

from dti_desktop.cli import run
from dti_desktop.services.library import Library

ID, PART = "soc-trang-2022", "soc-trang-2022-so-noi-vu"


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)


@pytest.fixture
def at(library: Library, tmp_path: Path) -> Callable[..., Said]:
    """Call the command line of somebody with a store of her own."""

    def call(who: str, *arguments: object) -> Said:
        out, messages = io.StringIO(), io.StringIO()
        texts = [str(argument) for argument in arguments]
        status = run(texts, library, lambda: tmp_path / who, out=out, messages=messages)
        assert isinstance(status, int)
        return Said(status, out.getvalue(), messages.getvalue())

    return call


@pytest.fixture
def file(at: Callable[..., Said], tmp_path: Path) -> Path:
    """What a department returned: an explanation of its own, and another of what the office has changed."""
    assert at("tỉnh", "new", "--province", "Sóc Trăng", "--year", "2022").status == 0
    out = tmp_path / "giao.dtipart"
    named = ("--indicators", "4,5.1", "--to", "Sở Nội vụ", "--due", "2022-12-15")
    issued = at("tỉnh", "part", "issue", ID, *named, "-o", out, "--plain", "--json")
    assert (issued.status, issued.json["department"], issued.json["due"]) == (0, "Sở Nội vụ", "2022-12-15")
    assert issued.json["indicators"][-1] == "5.1" and len(issued.json["indicators"]) > 5
    opened = at("sở", "part", "open", out, "--json")
    assert (opened.status, opened.json["assessment"], opened.json["new"]) == (0, PART, True)
    for code in ("4.1", "4.2"):
        assert at("sở", "explain", PART, code, "theo Sở Nội vụ").status == 0
    evidence = tmp_path / "Báo cáo.txt"
    evidence.write_text("báo cáo", encoding="utf-8")
    assert at("sở", "attach", PART, "4.2", evidence, "--number", "9/BC-SNV").status == 0
    back = tmp_path / "tra.dtipart"
    assert at("sở", "part", "return", PART, "-o", back, "--plain").status == 0
    assert at("tỉnh", "explain", ID, "4.1", "theo tỉnh").status == 0
    return back


def test_without_accept_it_only_tells(at: Callable[..., Said], file: Path, tmp_path: Path) -> None:
    before = bytes_of(tmp_path / "tỉnh")
    told = at("tỉnh", "merge", ID, file, "--json")
    assert (told.status, told.json["accepted"]) == (0, False)
    assert {(row["kind"], row["indicator"]) for row in told.json["taken"]} >= {
        ("explanation", "4.2"),
        ("link", "4.2"),
    }
    (conflict,) = told.json["conflicts"]
    assert (conflict["name"], conflict["ours"], conflict["chosen"]) == ("4.1", "theo tỉnh", None)
    assert conflict["theirs"] == [{"value": "theo Sở Nội vụ", "departments": ["Sở Nội vụ"]}]
    assert bytes_of(tmp_path / "tỉnh") == before
    said = at("tỉnh", "merge", ID, file).out
    assert "4.2 · Giải trình: trống → theo Sở Nội vụ (Sở Nội vụ)" in said
    assert "9/BC-SNV" in said and "hai bên sửa khác nhau" in said


def test_an_open_conflict_takes_nothing_in(at: Callable[..., Said], file: Path, tmp_path: Path) -> None:
    before = bytes_of(tmp_path / "tỉnh")
    told = at("tỉnh", "merge", ID, file, "--accept", "--json")
    assert (told.status, told.json["accepted"]) == (1, False)
    assert bytes_of(tmp_path / "tỉnh") == before


@pytest.mark.parametrize(("choice", "text"), [("ours", "theo tỉnh"), ("theirs", "theo Sở Nội vụ")])
def test_a_decided_merge_is_one_step_and_once(
    at: Callable[..., Said], file: Path, choice: str, text: str
) -> None:
    done = at("tỉnh", "merge", ID, file, "--accept", "--resolve", f"4.1={choice}", "--json")
    assert (done.status, done.json["accepted"]) == (0, True)
    told = at("tỉnh", "journal", ID, "--json")
    assert told.status == 0, told
    journal, head = told.json["entries"], told.json["head"]
    assert (
        len({entry["step"] for entry in journal if entry["act"] == "edit"}) == 3
    )  # handed out, 4.1, the merge
    told = [entry for entry in journal if entry["code"] == "4.1"]
    assert any("theo Sở Nội vụ" in str(entry["new"]) for entry in told), "the other value is kept"
    again = at("tỉnh", "merge", ID, file, "--accept", "--json")
    assert (again.status, again.json["taken"], again.json["conflicts"]) == (0, [], [])
    assert again.json["files"][0]["state"] == "already"
    assert at("tỉnh", "journal", ID, "--json").json["head"] == head
    assert at("sở", "part", "open", file, "--json").json["error"]["code"] == "part-is-return"


def test_a_part_is_locked_unless_it_is_said_otherwise(
    at: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert at("tỉnh", "new", "--province", "Sóc Trăng", "--year", "2022").status == 0
    out, back = tmp_path / "a.dtipart", tmp_path / "b.dtipart"
    issued = at("tỉnh", "part", "issue", ID, "--indicators", "4", "--to", "Sở Nội vụ", "-o", out, "--json")
    assert issued.json["encrypted"] and out.read_bytes().startswith(b"age-encryption.org/v1\n")
    asked = at("sở", "part", "open", out, "--json")
    assert (asked.status, asked.json["error"]["code"]) == (2, "part-passphrase-needed")
    monkeypatch.setenv("WRONG", "một mật khẩu khác")
    wrong = at("sở", "part", "open", out, "--passphrase-env", "WRONG", "--json")
    assert (wrong.status, wrong.json["error"]["code"]) == (2, "passphrase-wrong")
    monkeypatch.setenv("WORD", issued.json["passphrase"])
    assert at("sở", "part", "open", out, "--passphrase-env", "WORD").status == 0
    monkeypatch.setenv("BACK", "một mật khẩu dài 2022")
    returned = at("sở", "part", "return", PART, "-o", back, "--passphrase-env", "BACK", "--json")
    assert returned.json["encrypted"] and "passphrase" not in returned.json
    told = at("tỉnh", "merge", ID, back, "--passphrase-env", "WORD", "--passphrase-env", "BACK", "--json")
    assert (told.status, told.json["taken"]) == (0, [])


def test_wrong_use_is_told(call: Call, tmp_path: Path) -> None:
    assert call("new", "--province", "Sóc Trăng", "--year", "2022").status == 0
    out = tmp_path / "a.dtipart"
    unknown = call("part", "issue", ID, "--indicators", "4,99", "--to", "Sở", "-o", out, "--plain", "--json")
    assert (unknown.status, unknown.faults) == (2, {("unknown-code", "indicators")})
    both = call(
        "part", "issue", ID, "--indicators", "4", "--to", "Sở", "-o", out, "--plain", "--passphrase-env", "X"
    )
    assert both.status == 2
    assert call("part").status == 2
    (tmp_path / "x").write_bytes(b"no such file")
    assert call("merge", ID, tmp_path / "x", "--json").faults == {("part-unreadable", "")}
    assert call("part", "open", tmp_path / "none", "--json").faults == {("file-not-found", "")}
    assert call("part", "return", ID, "-o", out, "--plain", "--json").faults == {("not-a-part", "")}
    assert call("merge", ID, tmp_path / "x", "--resolve", "4.1", "--json").faults == {
        ("resolution-malformed", "--resolve")
    }
    assert not out.exists()
