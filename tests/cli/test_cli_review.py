"""`review`, `comment`, `scores import` and `scores list`."""

from __future__ import annotations

from pathlib import Path

import pytest
from said import Call


@pytest.fixture
def made(call: Call, tmp_path: Path) -> str:
    made = call("new", "--province", "Sóc Trăng", "--year", "2022").out.strip()
    fill = tmp_path / "fill.json"
    fill.write_text('{"answers": {"1.1": {"level": "head"}, "2.1": {"level": "issued"}}}', "utf-8")
    assert call("fill", made, fill).status == 0
    return made


def test_states_are_set_for_rows_and_whole_indices(call: Call, made: str, tmp_path: Path) -> None:
    said = call("review", made, "--state", "approved", "--indicators", "1.1, 2", "--json").json
    assert said["indicators"][:2] == ["1.1", "2.1"] and len(said["indicators"]) == 12
    assert said["changed"] == said["indicators"]
    listed = call("review", made, "--json").json["indicators"]
    assert [row["indicator"] for row in listed if row["state"] == "approved"] == said["indicators"]
    assert listed[0]["who"] and listed[0]["at_utc"]
    assert call("explain", made, "1.1", "x", "--json").faults == {("indicator-approved", "1.1")}
    assert call("review", made, "--state", "drafting", "--indicators", "1.1", "--json").faults == {
        ("reason-missing", "1.1")
    }
    opened = call("review", made, "--state", "drafting", "--indicators", "1.1", "--reason", "số mới")
    assert opened.status == 0 and "1 chỉ số chuyển sang trạng thái: soạn." in opened.out
    assert call("explain", made, "1.1", "x").status == 0
    notes = [f for f in call("check", made, "--json").json["findings"] if f["code"] == "review-open"]
    assert [note["facts"] for note in notes] == [{"count": 87, "all": 98}]


@pytest.mark.parametrize(
    ("options", "faults"),
    [
        (("--state", "approved", "--indicators", "9.99,1.1,x"), {("unknown-code", "indicators")}),
        (("--state", "approved"), {("wrong-use", "")}),
        (("--state", "gone", "--indicators", "1.1"), {("wrong-use", "")}),
    ],
)
def test_wrong_use_changes_nothing(call: Call, made: str, options: tuple[str, ...], faults: set) -> None:
    said = call("review", made, *options, "--json")
    assert (said.status, said.faults) == (2, faults)
    assert {row["state"] for row in call("review", made, "--json").json["indicators"]} == {"drafting"}


def test_remarks_are_left_and_answered(call: Call, made: str) -> None:
    first = call("comment", made, "1.1", "số nào?", "--json").json["comment"]
    assert call("comment", made, "1.1", "số của Sở", "--reply-to", first).status == 0
    rows = call("review", made, "--indicators", "1.1", "--json").json["indicators"]
    assert [row["comments_open"] for row in rows] == [1]
    assert call("comment", made, "1.1", " ", "--json").faults == {("comment-empty", "1.1")}
    assert call("comment", made, "1.1", "x", "--reply-to", "gone", "--json").faults == {
        ("comment-unknown", "1.1")
    }


def test_points_are_looked_at_then_taken_in(call: Call, made: str, tmp_path: Path) -> None:
    table = tmp_path / "bộ.csv"
    table.write_text("mã;điểm;lý do\n1.1;7,5;dự thảo\n2.1;1;không ký\n1;8;\n", "utf-8")
    looked = call("scores", "import", made, table, "--source", "ministry", "--json").json
    assert (looked["accepted"], looked["rows"], [n["code"] for n in looked["notes"]]) == (
        False,
        2,
        ["row-ignored"],
    )
    assert looked["changes"][0] == {"indicator": "1.1", "old": None, "new": "7.50", "reason": "dự thảo"}
    assert call("scores", "list", made, "--json").json["indicators"] == []
    assert call("scores", "import", made, table, "--source", "ministry", "--accept").status == 0
    listed = call("scores", "list", made, "--json").json
    assert listed["indicators"][0] == {
        "indicator": "1.1", "own": "10.00", "reviewer": None, "ministry": "7.50", "difference": "-2.50",
        "reason": "dự thảo",
    }  # fmt: skip
    assert listed["cuts"]["ministry"] == {"points": "11.50", "main_indices": {"1": "2.50", "2": "9.00"}}
    assert listed["cuts"]["reviewer"] == {"points": "0.00", "main_indices": {}}
    again = call("scores", "import", made, table, "--source", "ministry", "--accept")
    assert "Không thay đổi gì" in again.out


def test_a_faulty_table_is_refused_with_its_places(call: Call, made: str, tmp_path: Path) -> None:
    table = tmp_path / "x.csv"
    table.write_text("mã;điểm\n1.1;99\n9.99;1\n", "utf-8")
    said = call("scores", "import", made, table, "--source", "reviewer", "--accept", "--json")
    assert (said.status, said.faults) == (2, {("points-above-maximum", "2"), ("unknown-code", "3")})
    assert call("scores", "list", made, "--json").json["indicators"] == []
