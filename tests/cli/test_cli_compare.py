"""`compare`: two assessments side by side, for people and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from said import Call

OLD, NEW = "sample-soc-trang-2022", "soc-trang-2023"


@pytest.fixture
def two(call: Call, tmp_path: Path) -> Call:
    call("sample")
    call("new", "--from", OLD)
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"answers": {"1.1": {"level": "deputy"}}, "profile": {"communes": 109}}))
    assert call("fill", NEW, answers).status == 0
    return call


def test_itself_differs_in_nothing(two: Call) -> None:
    document = two("compare", OLD, OLD, "--json").json
    assert (document["different"], document["profile"]) == (0, {})
    assert document["whole"]["gained_points"] == "0.00"
    assert two("compare", OLD, OLD).out.splitlines()[-1] == "0 trên 98 chỉ số khác nhau"


def test_both_sides_are_told(two: Call) -> None:
    said = two("compare", NEW, OLD, "--json")
    document = said.json
    score = two("score", OLD, "--json").json
    assert (said.status, document["assessment"], document["compared_with"]) == (0, NEW, OLD)
    assert document["whole"]["this"]["points"] == "5.00"
    assert document["whole"]["other"] == {key: score[key] for key in ("points", "max_points", "value")}
    assert document["whole"]["gained_points"] == "-568.10"
    assert document["main_indices"]["6"]["gained_value"] is None
    first = document["indicators"][0]
    assert (first["code"], first["other_code"], first["gained_points"]) == ("1.1", "1.1", "-5.00")
    assert first["differs"][:2] == ["answer", "points"]
    assert first["this"]["answer"] == {"level": "deputy"}
    assert first["other"]["answer"] == {"level": "head"}
    assert first["other"]["evidence"] and not first["this"]["evidence"]
    assert "communes" not in document["profile"]
    assert document["profile"]["population"]["this"] is None


def test_for_people_what_differs_by_the_catalogue_or_by_size(two: Call) -> None:
    lines = two("compare", NEW, OLD).out.splitlines()
    assert lines[0].startswith(f"{NEW}: 5,00 điểm · {OLD}: 573,10 điểm · chênh lệch")
    rows = [line for line in lines if " / " in line]
    assert rows[0].startswith("1.1: 5,00 / 10,00 (")
    assert "câu trả lời" in rows[0]
    ordered = [line for line in two("compare", NEW, OLD, "--by-difference").out.splitlines() if " / " in line]
    assert sorted(ordered) == sorted(rows) and ordered != rows


def test_what_is_not_there_is_refused(two: Call) -> None:
    for one, other in (("x-2020", OLD), (OLD, "x-2020")):
        said = two("compare", one, other, "--json")
        assert (said.status, said.json["error"]["code"]) == (2, "assessment-unknown")
    assert two("compare", OLD).status == 2
