"""`sensitivity`: what each rejection costs and what must not be lost, as the engine says it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from said import Call

SAMPLE = "sample-soc-trang-2022"


def test_all_of_it(call: Call) -> None:
    call("sample")
    found = call("sensitivity", SAMPLE, "--json").json
    assert (found["assessment"], found["year"], found["rivals"]) == (SAMPLE, 2022, "published")
    assert found["keep_rank"] == found["median_rank"] and found["kept"] is True
    assert 1 <= found["median_rank"] <= found["of"]
    for losses in (found["indicators"], found["documents"]):
        points = [Fraction(loss["points"]) for loss in losses]
        assert points == sorted(points, reverse=True) and points[0] > 0
    by_document = {loss["document"]: loss for loss in found["documents"]}
    smallest = found["smallest_loss"]
    alone = sum(Fraction(by_document[document["document"]]["points"]) for document in smallest["documents"])
    assert Fraction(smallest["points"]) >= alone
    assert set(smallest["documents"][0]) == {"document", "number", "date", "issuer", "title", "file"}
    assert smallest["indicators"]


def test_the_expected_points_are_those_of_the_forecast(call: Call) -> None:
    call("sample")
    expected = call("sensitivity", SAMPLE, "--json").json["expected_points"]
    assert expected.replace(".", ",") in call("forecast", SAMPLE, "--draws", 500).out


def test_one_of_the_two(call: Call) -> None:
    call("sample")
    found = call("sensitivity", SAMPLE, "--documents", "--json").json
    assert "documents" in found and "indicators" not in found
    found = call("sensitivity", SAMPLE, "--indicators", "--json").json
    assert "indicators" in found and "documents" not in found
    assert call("sensitivity", SAMPLE, "--indicators", "--documents").status == 2


def test_people_read_it(call: Call) -> None:
    call("sample")
    said = call("sensitivity", SAMPLE)
    assert said.status == 0
    assert "Nếu tài liệu này bị loại:" in said.out and "là rơi khỏi hạng" in said.out
    assert "231/BC-STTTT · 26/12/2022 · Sở Thông tin và Truyền thông" in said.out
    assert "If this document is rejected:" in call("--language", "en", "sensitivity", SAMPLE).out


def test_a_rank_that_is_not_reached_or_cannot_be_lost(call: Call) -> None:
    call("sample")
    found = call("sensitivity", SAMPLE, "--keep-rank", 1, "--json").json
    assert (found["keep_rank"], found["kept"], found["smallest_loss"]) == (1, False, None)
    assert "chưa đạt hạng 1/63" in call("sensitivity", SAMPLE, "--keep-rank", 1).out
    found = call("sensitivity", SAMPLE, "--keep-rank", 63, "--json").json
    assert (found["kept"], found["smallest_loss"]) == (True, None)
    assert "Không có tài liệu nào" in call("sensitivity", SAMPLE, "--keep-rank", 63).out


@pytest.mark.parametrize(
    ("rank", "code"),
    [("0", "plan-rank-outside"), ("64", "plan-rank-outside"), ("1.5", "plan-rank-outside"),
     ("mười", "number-malformed"), ("٣", "number-malformed")],
)  # fmt: skip
def test_what_is_no_rank_is_refused_with_its_place(call: Call, rank: str, code: str) -> None:
    call("sample")
    said = call("sensitivity", SAMPLE, "--keep-rank", rank, "--json")
    assert said.status == 2
    (problem,) = said.json["error"]["problems"]
    assert (problem["code"], problem["place"]) == (code, "--keep-rank")


def test_nothing_claimed_and_nothing_there(call: Call) -> None:
    call("new", "--province", "Sóc Trăng", "--year", 2022)
    found = call("sensitivity", "soc-trang-2022", "--json").json
    assert (found["indicators"], found["documents"], found["smallest_loss"]) == ([], [], None)
    assert "không mất điểm nào" in call("sensitivity", "soc-trang-2022").out
    assert call("sensitivity", "nowhere").status == 2
