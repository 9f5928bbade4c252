"""Backups on the command line: locked ones, the automatic ones, and what must not happen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import age_tool
import pytest
from said import Call

WORD = "mật khẩu đủ dài 2022"


@pytest.fixture
def filled(call: Call) -> str:
    assert call("new", "--province", "Sóc Trăng", "--year", "2022").status == 0
    assert call("explain", "soc-trang-2022", "1.1", "giải trình").status == 0
    return "soc-trang-2022"


@pytest.fixture
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)


@pytest.mark.usefixtures("no_terminal")
def test_a_locked_backup_there_and_back(
    call: Call, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORD", WORD)
    made = call("backup", "-o", tmp_path / "a.age", "--passphrase-env", "WORD", "--json")
    assert (made.status, made.json["encrypted"], made.json["file"]) == (0, True, "a.age")
    assert (tmp_path / "a.age").read_bytes().startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert "giải trình".encode() not in (tmp_path / "a.age").read_bytes()
    asked = call("restore", tmp_path / "a.age", "--json")
    assert (asked.status, asked.json["error"]["code"]) == (2, "passphrase-needed")
    monkeypatch.setenv("WORD", WORD + "?")
    wrong = call("restore", tmp_path / "a.age", "--passphrase-env", "WORD", "--json")
    assert (wrong.status, wrong.json["error"]["code"]) == (2, "passphrase-wrong")
    monkeypatch.setenv("WORD", WORD)
    restored = call("restore", tmp_path / "a.age", "--passphrase-env", "WORD", "--json")
    assert (restored.status, restored.json["problems"]) == (0, [])
    assert restored.json["kept_aside"].startswith("before-restore-")


def test_the_age_tool_and_unzip_are_enough_to_get_at_everything(
    call: Call, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import zipfile

    monkeypatch.setenv("WORD", WORD)
    assert call("backup", "-o", tmp_path / "a.age", "--passphrase-env", "WORD").status == 0
    age_tool.unlock(tmp_path / "a.age", tmp_path / "a.zip", WORD)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert {"dti.sqlite", "backup.json"} <= set(archive.namelist())
    age_tool.lock(tmp_path / "a.zip", tmp_path / "b.age", WORD)
    assert call("restore", tmp_path / "b.age", "--passphrase-env", "WORD").status == 0


@pytest.mark.usefixtures("no_terminal")
@pytest.mark.parametrize(
    ("word", "code"),
    [("ngắn", "passphrase-too-short"), ("aaaaaaaaaaaaaaaa", "passphrase-too-simple"), (None, None)],
)
def test_a_passphrase_that_is_weak_or_not_there_writes_nothing(
    call: Call,
    filled: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    word: str | None,
    code: str | None,
) -> None:
    if word is not None:
        monkeypatch.setenv("WORD", word)
    said = call("backup", "-o", tmp_path / "a.age", "--passphrase-env", "WORD", "--json")
    assert said.status == 2
    assert said.json["error"]["code"] == (code or "password-variable-missing")
    assert not (tmp_path / "a.age").exists()
    assert word is None or word not in said.out + said.messages


def test_a_plain_backup_needs_no_passphrase_even_where_one_is_named(
    call: Call, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WORD", raising=False)
    assert call("backup", "-o", tmp_path / "a").status == 0
    assert call("restore", tmp_path / "a", "--passphrase-env", "WORD").status == 0


def test_the_automatic_ones_are_listed_and_can_be_restored(call: Call, filled: str, tmp_path: Path) -> None:
    assert call("backups", "--json").json == {"backups": []}
    answers = tmp_path / "answers.json"
    answers.write_text('{"answers": {"1.10": {"a": 4}}}', "utf-8")
    assert call("fill", filled, answers).status == 0
    (row,) = call("backups", "--json").json["backups"]
    assert row["reason"] == "import" and row["evidence_files"] == row["evidence_missing"] == 0
    assert Path(row["file"]).stat().st_size == row["size_bytes"]
    assert row["created_utc"].endswith("Z")
    said = call("backups")
    assert (said.status, "trước khi nhập số liệu" in said.out) == (0, True)
    assert call("restore", row["file"]).status == 0
    assert call("score", filled, "--json").json["answered"] == 0
    assert [each["reason"] for each in call("backups", "--json").json["backups"]] == ["restore", "import"]


def test_no_store_no_automatic_backups(call: Call, store_dir: Path) -> None:
    assert call("backups", "--json").json == {"backups": []}
    assert not os.path.lexists(store_dir)


def test_an_import_goes_on_where_no_backup_can_be_made(
    call: Call, filled: str, tmp_path: Path, store_dir: Path
) -> None:
    (store_dir / "backups").write_bytes(b"a file in the way")
    answers = tmp_path / "answers.json"
    answers.write_text('{"answers": {"1.10": {"a": 4}}}', "utf-8")
    said = call("fill", filled, answers)
    assert said.status == 0
    assert "Chưa sao lưu được" in said.out
