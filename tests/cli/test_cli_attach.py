"""`attach`: what is refused is named, a mark of secrecy needs a reason, what could not be seen is told."""

from __future__ import annotations

from pathlib import Path

import made_files as made
import pytest
from said import Call, bytes_of

ID = "soc-trang-2022"


@pytest.fixture(autouse=True)
def assessment(call: Call) -> None:
    assert call("new", "--province", "Sóc Trăng", "--year", 2022).status == 0


@pytest.fixture
def stamped(tmp_path: Path) -> Path:
    path = tmp_path / "Công văn.pdf"
    path.write_bytes(made.pdf("UBND TỈNH SÓC TRĂNG", "MẬT"))
    return path


def test_every_refused_file_is_named_and_none_is_taken(call: Call, tmp_path: Path, store_dir: Path) -> None:
    good, program, macro = tmp_path / "tốt.pdf", tmp_path / "a.pdf", tmp_path / "b.xlsx"
    good.write_bytes(made.pdf("BÁO CÁO"))
    program.write_bytes(made.PE)
    macro.write_bytes(made.xlsx("x", more={"xl/vbaProject.bin": b"x"}))
    before = bytes_of(store_dir)
    said = call("attach", ID, "1.1", good, program, macro, "--json")
    assert said.status == 2
    assert said.faults == {("evidence-executable", "/files/1"), ("evidence-macro", "/files/2")}
    assert "a.pdf" in said.messages and "b.xlsx" in said.messages and "macro" in said.messages
    assert bytes_of(store_dir) == before


def test_a_marked_file_stops_until_a_reason_is_given(call: Call, stamped: Path, store_dir: Path) -> None:
    named = stamped.with_name("Tờ trình TỐI MẬT.txt")
    named.write_text("Tờ trình", encoding="utf-8")
    before = bytes_of(store_dir)
    said = call("attach", ID, "1.1", stamped, named, "--json")
    assert said.status == 2
    error = said.json["error"]
    assert error["code"] == "evidence-marked-secret"
    assert [(p["code"], p["place"], p["facts"]) for p in error["problems"]] == [
        (
            "evidence-marked-secret",
            "/files/0",
            {"name": "Công văn.pdf", "mark": "MẬT", "where": "first-page", "words": "MẬT"},
        ),
        (
            "evidence-marked-secret",
            "/files/1",
            {"name": named.name, "mark": "TỐI MẬT", "where": "name", "words": named.name},
        ),
    ]
    assert "trang đầu có dòng “MẬT”" in said.messages
    assert bytes_of(store_dir) == before
    reason = "Đã giải mật theo Quyết định 12"
    taken = call("attach", ID, "1.1", stamped, named, "--confirm-not-secret", reason, "--json")
    assert taken.status == 0
    assert [mark["mark"] for mark in taken.json["accepted_marks"]] == ["MẬT", "TỐI MẬT"]
    assert len(taken.json["documents"]) == 2


@pytest.mark.parametrize("reason", ["", "   "])
def test_an_empty_reason_is_none(call: Call, stamped: Path, store_dir: Path, reason: str) -> None:
    before = bytes_of(store_dir)
    said = call("attach", ID, "1.1", stamped, "--confirm-not-secret", reason, "--json")
    assert (said.status, said.faults) == (2, {("reason-needed", "--confirm-not-secret")})
    assert bytes_of(store_dir) == before


def test_a_reason_does_not_let_a_program_in(call: Call, stamped: Path) -> None:
    stamped.write_bytes(made.PE)
    said = call("attach", ID, "1.1", stamped, "--confirm-not-secret", "x", "--json")
    assert (said.status, said.faults) == (2, {("evidence-executable", "/files/0")})


def test_what_could_not_be_seen_is_told(call: Call, tmp_path: Path) -> None:
    scan = tmp_path / "quét.pdf"
    scan.write_bytes(made.scan())
    said = call("attach", ID, "1.1", scan)
    assert said.status == 0
    assert "không đọc được trang đầu" in said.out
    again = call("attach", ID, "1.2", scan, "--json")
    assert again.json["documents"][0]["notes"] == ["first-page-not-read"]


def test_what_does_not_fit_is_listed(call: Call, tmp_path: Path, store_dir: Path) -> None:
    names = [tmp_path / name for name in ("một.bin", "hai.bin")]
    for path in names:
        with path.open("wb") as file:
            file.truncate(1_200_000_000)
    said = call("attach", ID, "1.1", *names, "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "evidence-limit")
    assert said.faults == {
        ("evidence-limit", ""), ("evidence-no-room", "/files/0"), ("evidence-no-room", "/files/1"),
    }  # fmt: skip
    assert "một.bin" in said.messages and "hai.bin" in said.messages
    assert not [path for path in (store_dir / "evidence").rglob("*") if path.is_file()]
