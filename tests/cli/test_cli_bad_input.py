"""Wrong use and bad input: status 2, every fault with its place, the store unchanged byte for byte."""

from __future__ import annotations

import json
import os
import stat
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from said import Call, bytes_of

from dti_desktop.cli import commands, secrets
from dti_desktop.store.database import Store

ID = "soc-trang-2022"

MALFORMED = {
    "unknown code": (b'{"answers": {"99.1": {"a": 1}}}', {("unknown-code", "/answers/99.1")}),
    "unknown key": (b'{"answers": {"1.10": {"z": 1}}}', {("unknown-key", "/answers/1.10/z")}),
    "unknown level": (b'{"answers": {"1.1": {"level": "x"}}}', {("unknown-level", "/answers/1.1/level")}),
    "unknown figure": (b'{"profile": {"x": 1}}', {("unknown-key", "/profile/x")}),
    "empty answer": (b'{"answers": {"1.1": {}}}', {("empty", "/answers/1.1")}),
    "empty part": (b'{"answers": {"1.2": {"attends": {}}}}', {("empty", "/answers/1.2/attends")}),
    "empty document": (b"{}", {("empty", "")}),
    "text for a number": (b'{"answers": {"1.10": {"a": "x"}}}', {("number-malformed", "/answers/1.10/a")}),
    "boolean for a number": (b'{"answers": {"1.10": {"a": true}}}', {("number-expected", "/answers/1.10/a")}),
    "number for a level": (b'{"answers": {"1.1": {"level": 1}}}', {("text-expected", "/answers/1.1/level")}),
    "number for a boolean": (b'{"answers": {"6.1": {"issued": 1}}}', {("yes-or-no-expected", "/answers/6.1/issued")}),
    "negative": (b'{"answers": {"1.10": {"a": -1}}}', {("number-negative", "/answers/1.10/a")}),
    "NaN": (b'{"answers": {"1.10": {"a": NaN}}}', {("number-not-finite", "/answers/1.10/a")}),
    "infinite": (b'{"answers": {"1.10": {"a": Infinity}}}', {("number-not-finite", "/answers/1.10/a")}),
    "overflow": (b'{"answers": {"1.10": {"a": 1e400}}}', {("number-too-large", "/answers/1.10/a")}),
    "huge exponent": (b'{"answers": {"1.10": {"a": 1e999999999}}}', {("number-too-large", "/answers/1.10/a")}),
    "above the limit": (b'{"answers": {"1.10": {"a": 1000000000000001}}}', {("number-too-large", "/answers/1.10/a")}),
    "too fine": (b'{"answers": {"1.10": {"a": 0.1234567}}}', {("number-too-many-decimals", "/answers/1.10/a")}),
    "array": (b"[]", {("object-expected", "")}),
    "array as answer": (b'{"answers": {"1.1": []}}', {("object-expected", "/answers/1.1")}),
    "key twice": (b'{"answers": {"1.1": {"level": "head", "level": "none"}}}', {("duplicate-key", "/answers/1.1/level")}),
    "code twice": (b'{"answers": {"1.1": null, "1.1": null}}', {("duplicate-key", "/answers/1.1")}),
    "not UTF-8": (b'{"answers": {"\xff": 1}}', {("not-utf-8", "")}),
    "not JSON": (b'{"answers": ', {("not-json", "")}),
    "too deep": (b"[" * 100_000, {("too-deep", "")}),
    "half a letter": (
        b'{"answers": {"1.1": {"level": "\\ud800"}}}',
        {("not-unicode", "/answers/1.1/level"), ("unknown-level", "/answers/1.1/level")},
    ),
    "several": (
        b'{"answers": {"1.1": {"level": "x"}, "77": {}, "1.10": {"a": -1}}, "profile": {"y": 1}, "z": 0}',
        {
            ("unknown-level", "/answers/1.1/level"),
            ("unknown-code", "/answers/77"),
            ("number-negative", "/answers/1.10/a"),
            ("unknown-key", "/profile/y"),
            ("unknown-key", "/z"),
        },
    ),
}  # fmt: skip


@pytest.fixture
def filled(call: Call, tmp_path: Path) -> None:
    call("new", "--province", "Sóc Trăng", "--year", 2022)
    good = tmp_path / "good.json"
    good.write_text(json.dumps({"answers": {"1.10": {"a": 3}}}), encoding="utf-8")
    assert call("fill", ID, good).status == 0


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("kind", MALFORMED)
def test_malformed_fill(kind: str, call: Call, tmp_path: Path, store_dir: Path) -> None:
    content, faults = MALFORMED[kind]
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    before = bytes_of(store_dir)
    said = call("fill", ID, path, "--json")
    assert said.status == 2
    assert said.faults == faults
    assert said.messages.strip()
    assert bytes_of(store_dir) == before


WRONG = {
    "no such command": ["frobnicate"],
    "no year": ["new", "--province", "Sóc Trăng"],
    "year in words": ["new", "--province", "Sóc Trăng", "--year", "MMXXII"],
    "year far off": ["new", "--province", "Cà Mau", "--year", "1802"],
    "no such province": ["new", "--province", "Atlantis", "--year", "2022"],
    "no such catalogue": ["new", "--province", "Cà Mau", "--year", "2022", "--catalogue", "x"],
    "exists": ["new", "--province", "Sóc Trăng", "--year", "2022"],
    "no such assessment": ["score", "nowhere-2022"],
    "no such file": ["fill", ID, "nowhere.json"],
    "a folder": ["fill", ID, "."],
    "no such indicator": ["explain", ID, "99.9", "x"],
    "control character": ["explain", ID, "1.1", "a\x00b"],
    "bad date": ["attach", ID, "1.1", __file__, "--date", "03/06/2022"],
    "attach to nowhere": ["attach", ID, "99.9", __file__],
    "attach nothing": ["attach", ID, "1.1", "nowhere.pdf"],
    "results of 2021": ["rank", ID, "--against", "2021"],
    "results of 1999": ["rank", ID, "--against", "1999"],
    "report into nowhere": ["report", ID, "-o", "nowhere/r.pdf"],
    "no such key": ["export", ID, "-o", "x.asice", "--p12", "nowhere.p12", "--password-env", "PATH"],
    "no such variable": [
        "export",
        ID,
        "-o",
        "x.asice",
        "--p12",
        "k.p12",
        "--password-env",
        "NO_SUCH_VARIABLE",
    ],
    "no such bundle": ["verify", "nowhere.asice"],
    "no such trust": ["verify", __file__, "--trust", "nowhere.pem"],
    "no such backup": ["restore", "nowhere.dtibackup"],
    "no backup": ["restore", __file__],
}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("kind", WRONG)
def test_wrong_use(
    kind: str, call: Call, store_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = bytes_of(store_dir)
    said = call(*WRONG[kind], "--json")
    assert said.status == 2
    assert said.json["error"]["problems"]
    assert said.messages.strip()
    assert bytes_of(store_dir) == before


def test_something_else_for_a_bundle_is_a_no(call: Call) -> None:
    said = call("verify", __file__, "--json")
    assert (said.status, said.json["integrity"]) == (1, "broken")


def test_second_process_gets_already_open(call: Call, store_dir: Path) -> None:
    call("new", "--province", "Sóc Trăng", "--year", 2022)
    with Store.open(store_dir, now_utc=lambda: datetime.now(UTC), user="x"):
        said = call("list", "--json")
    assert (said.status, said.json["error"]["code"]) == (3, "store-locked")


def test_reading_an_empty_place_makes_no_store(call: Call, store_dir: Path) -> None:
    assert call("list", "--json").json == {"assessments": []}
    assert call("score", "soc-trang-2022").status == 2
    assert not store_dir.exists()


NO_LETTER = "x\udcff"
"""As Python hands on a byte of the command line that is no UTF-8."""

ODD = {
    "id that is no text": ["score", NO_LETTER],
    "code that is no text": ["explain", ID, NO_LETTER, "x"],
    "explanation that is no text": ["explain", ID, "1.1", NO_LETTER],
    "province that is no text": ["new", "--province", NO_LETTER, "--year", "2022"],
    "citation that is no text": ["attach", ID, "1.1", __file__, "--number", NO_LETTER],
    "no province": ["new", "--province", "", "--year", "2022"],
    "no id": ["score", ""],
    "no path": ["fill", ID, ""],
    "no path to write": ["backup", "-o", ""],
    "no catalogue": ["new", "--province", "Cà Mau", "--year", "2022", "--catalogue", ""],
    "year 0": ["new", "--province", "Cà Mau", "--year", "0"],
    "year below 0": ["new", "--province", "Cà Mau", "--year", "-5"],
    "year of many digits": ["new", "--province", "Cà Mau", "--year", "9" * 5000],
    "year in another script": ["new", "--province", "Cà Mau", "--year", "٢٠٢٢"],
    "year with a stroke": ["new", "--province", "Cà Mau", "--year", "2_022"],
    "results of year 0": ["rank", ID, "--against", "0"],
    "date without strokes": ["attach", ID, "1.1", __file__, "--date", "20220603"],
    "date as a week": ["attach", ID, "1.1", __file__, "--date", "2022-W01-1"],
    "date that is none": ["attach", ID, "1.1", __file__, "--date", "2022-02-29"],
    "report to a folder": ["report", ID, "-o", "."],
    "backup to a folder": ["backup", "-o", "."],
    "bundle that is a folder": ["verify", "."],
    "bundle with a name too long": ["verify", "x" * 300],
    "trust that is a folder": ["verify", __file__, "--trust", "."],
    "trust twice, both wrong": ["verify", __file__, "--trust", ".", "nowhere.pem"],
    "backup that is a folder": ["restore", "."],
    "key that is a folder": ["export", ID, "-o", "x.asice", "--p12", ".", "--password-env", "PATH"],
}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("kind", ODD)
def test_odd_input(
    kind: str, call: Call, store_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = bytes_of(tmp_path)
    said = call(*ODD[kind], "--json")
    assert said.status == 2
    assert said.json["error"]["problems"]
    assert said.messages.strip()
    assert bytes_of(tmp_path) == before


@pytest.mark.usefixtures("filled")
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
@pytest.mark.parametrize(
    "arguments",
    [
        ["fill", ID, "pipe"],
        ["attach", ID, "1.1", "pipe"],
        ["verify", "pipe"],
        ["verify", __file__, "--trust", "pipe"],
        ["restore", "pipe"],
        ["report", ID, "-o", "pipe"],
        ["backup", "-o", "pipe"],
        ["export", ID, "-o", "x.asice", "--p12", "pipe", "--password-env", "PATH"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_pipe_is_not_waited_for(
    arguments: list[str], call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    assert call(*arguments).status == 2
    assert stat.S_ISFIFO(Path("pipe").lstat().st_mode)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("name", ["dti.sqlite", "DTI.sqlite", "dti.sqlite-wal", "evidence/tmp/x", "evidence"])
@pytest.mark.parametrize("command", [["report", ID], ["backup"]], ids=lambda command: command[0])
def test_the_store_is_not_written_over(name: str, command: list[str], call: Call, store_dir: Path) -> None:
    before = bytes_of(store_dir)
    said = call(*command, "-o", store_dir / name, "--json")
    assert said.status == 2
    assert said.json["error"]["code"] in ("target-in-store", "target-not-a-file")
    assert bytes_of(store_dir) == before


@pytest.mark.usefixtures("filled")
def test_the_store_is_known_by_another_name_too(call: Call, store_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(store_dir, target_is_directory=True)
    said = call("backup", "-o", tmp_path / "link" / "dti.sqlite", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "target-in-store")
    assert call("backup", "-o", store_dir / "kho.dtibackup").status == 0


@pytest.mark.usefixtures("filled")
def test_a_key_is_not_written_over(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSWORD", "x")
    key = tmp_path / "key.p12"
    key.write_bytes(b"key")
    said = call("export", ID, "-o", key, "--p12", key, "--password-env", "PASSWORD", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "target-is-input")
    assert key.read_bytes() == b"key"


@pytest.mark.parametrize("name", ["Cà Mau ", "  cà mau", unicodedata.normalize("NFD", "CÀ MAU"), "ca mau"])
def test_a_province_is_known_however_it_is_typed(name: str, call: Call) -> None:
    assert call("new", "--province", name, "--year", 2022).out.strip() == "ca-mau-2022"


def test_a_user_whose_name_is_no_text(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(variable, NO_LETTER)
    assert call("new", "--province", "Cà Mau", "--year", 2022).status == 0


@pytest.mark.parametrize("command", [["list"], ["new", "--province", "Cà Mau", "--year", 2022]])
def test_a_file_where_the_store_should_be(command: list[object], call: Call, store_dir: Path) -> None:
    store_dir.write_bytes(b"x")
    said = call(*command, "--json")
    assert (said.status, said.json["error"]["code"]) == (3, "store-unreachable")
    assert store_dir.read_bytes() == b"x"


def test_a_password_that_nobody_types(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr(secrets.sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(secrets.getpass, "getpass", closed)
    call("new", "--province", "Sóc Trăng", "--year", 2022)
    said = call("export", ID, "-o", tmp_path / "x.asice", "--p12", tmp_path / "k.p12", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "password-needed")


def test_a_mistake_of_the_program_is_not_a_no(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("lost")

    monkeypatch.setattr(commands.Workspace, "assessments", broken)
    call("new", "--province", "Sóc Trăng", "--year", 2022)
    said = call("list", "--json")
    assert (said.status, said.json["error"]["code"]) == (3, "internal")
    assert "KeyError: 'lost'" in said.messages  # for who mends it


def test_a_user_without_a_name(call: Call, store_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nameless)
    assert call("new", "--province", "Sóc Trăng", "--year", 2022).status == 0
    with Store.open(store_dir, now_utc=lambda: datetime.now(UTC), user="x") as store:
        assert {entry.who for entry in store.journal.entries(ID)} == {"–"}


def test_stopped_by_hand(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    call("new", "--province", "Sóc Trăng", "--year", 2022)
    monkeypatch.setattr(commands.Workspace, "assessments", stopped)
    said = call("list", "--json")
    assert (said.status, said.json["error"]["code"]) == (1, "cancelled")
    monkeypatch.undo()
    assert call("list").status == 0  # the store was let go
