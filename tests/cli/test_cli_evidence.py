"""`evidence list`: everything the store holds as evidence, with where it is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from said import Call


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "ke hoach.txt"
    path.write_text("Ke hoach", encoding="utf-8")
    return path


def test_an_empty_store_and_none_at_all(call: Call) -> None:
    said = call("evidence", "list", "--json")
    assert said.status == 0
    assert said.json == {"evidence": [], "counts": {"all": 0, "unused": 0, "copied": 0, "near": 0}}
    assert call("evidence", "list").out == "Không có minh chứng nào như vậy.\n"


def test_where_each_is_used_and_what_is_there_twice(call: Call, paper: Path) -> None:
    for year in (2021, 2022):
        assert call("new", "--province", "Sóc Trăng", "--year", year).status == 0
    cite = ("--number", "31/KH-UBND", "--date", "2022-02-25")
    assert call("attach", "soc-trang-2021", "1.1", paper, *cite).status == 0
    assert call("attach", "soc-trang-2022", "1.2", paper, *cite).status == 0
    other = paper.with_name("other.txt")
    other.write_text("another", encoding="utf-8")
    assert call("attach", "soc-trang-2022", "2.1", other, *cite).status == 0
    said = call("evidence", "list", "--json")
    first, second = said.json["evidence"]
    if len(first["held"]) == 1:
        first, second = second, first
    assert [(h["assessment"], h["codes"]) for h in first["held"]] == [
        ("soc-trang-2022", ["1.2"]),
        ("soc-trang-2021", ["1.1"]),
    ]
    assert first["file"]["name"] == "ke hoach.txt"
    assert first["near"] == [second["id"]]
    assert (first["number"], first["issued_on"], first["unused"]) == ("31/KH-UBND", "2022-02-25", False)
    assert said.json["counts"] == {"all": 2, "unused": 0, "copied": 1, "near": 2}
    lines = call("evidence", "list", "--year", 2021).out.splitlines()
    assert lines == [
        "31/KH-UBND  soc-trang-2022: 1.2; soc-trang-2021: 1.1  [cùng tệp ở nhiều hồ sơ, trùng số, ký hiệu]"
    ]
    assert call("evidence", "list", "--unused", "--json").json["evidence"] == []
    assert len(call("evidence", "list", "--repeated", "--json").json["evidence"]) == 2


def test_wrong_use(call: Call) -> None:
    assert call("evidence").status == 2
    assert call("evidence", "list", "--unused", "--repeated").status == 2
