"""`history`: a province over the years, without any assessment or store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from said import Call


def year_of(document: dict[str, Any], year: int) -> dict[str, Any]:
    return next(row for row in document["years"] if row["year"] == year)


def test_soc_trang_as_json(call: Call, store_dir: Path) -> None:
    said = call("history", "--province", "Sóc Trăng", "--year", "2022", "--json")
    assert said.status == 0 and not store_dir.exists()
    document = said.json
    assert document["province"] == "Sóc Trăng" and document["region"] == "Đồng bằng sông Cửu Long"
    assert [row["year"] for row in document["years"]] == [2023, 2022, 2021, 2020]
    year = year_of(document, 2022)
    assert (year["value"], year["rank"], year["of"]) == ("0.5731", 36, 63)
    assert (year["gained"], year["since"], year["gap_years"]) == (20, 2021, [])
    assert [(c["since"], c["gained"]) for c in year["changes"]] == [(2021, 20), (2020, 21)]
    assert {code: row["rank"] for code, row in year["pillars"].items()} == {
        "gov": 32,
        "economy": 32,
        "society": 37,
    }
    assert year["pillars"]["gov"]["value_derived"] and not year["pillars"]["gov"]["rank_derived"]
    assert year["region"] == {"name": "Đồng bằng sông Cửu Long", "rank": 8, "of": 13, "missing": []}
    assert year["national_mean"] == "0.5787" and year["catalogue_applies"] is True
    assert year_of(document, 2020)["catalogue_applies"] is False
    assert year_of(document, 2020)["pillars"]["economy"] == {
        "value": "0.1931", "rank": 58, "of": 63, "value_derived": False, "rank_derived": False,
    }  # fmt: skip
    assert year_of(document, 2021)["value"] is None
    rivals = document["rivals"]
    assert rivals["year"] == 2022
    assert [row["province"] for row in rivals["below"]] == ["Hà Tĩnh", "Lào Cai", "Đồng Tháp"]
    assert rivals["below"][0]["gap_points"] == "-5.50"
    assert set(rivals["below"][0]["main_index_gaps_points"]) == {"3", "7", "8", "9"}
    assert [row["region_rank"] for row in document["region_table"]["rows"]] == list(range(1, 14))


def test_a_second_ranking_as_json(call: Call) -> None:
    document = call("history", "--province", "dong thap".title(), "--json").json
    year = year_of(document, 2022)
    assert (year["rank"], year["gained"], year["region"]["rank"]) == (39, 10, 9)
    ict = year["other_rankings"]["ict_index"]
    assert (ict["rank"], ict["gained"], ict["since"], ict["gap_years"]) == (7, 9, 2020, [2021])
    assert [row["year"] for row in document["other_rankings"]["ict_index"]] == [2022, 2020]


@pytest.mark.parametrize(
    ("province", "lines"),
    [
        (
            "Sóc Trăng",
            [
                "2022: hạng 36/63, giá trị 0,5731  "
                "▲ tăng 20 bậc so với năm 2021, tăng 21 bậc so với năm 2020",
                "  Chính quyền số: hạng 32/63, giá trị 0,6617*",
                "2021: hạng 56/63, giá trị –  ▲ tăng 1 bậc so với năm 2020",
                "  Kinh tế số: hạng 58/63, giá trị 0,1931",
                "  Trong vùng: 8/13",
                "  35. Điện Biên: 0,5735  +0,4  3: −12,8; 7: −1,7; 8: −4,4; 9: +10,0",
                "Kết quả năm 2020 theo cách chấm khác: chỉ nêu số đã công bố, không tính lại.",
            ],
        ),
        ("Thái Nguyên", ["2021: hạng 8/63, giá trị –  ▲ tăng 4 bậc so với năm 2020"]),
        ("Hậu Giang", ["2021: hạng 17/63, giá trị –  ▲ tăng 11 bậc so với năm 2020"]),
        (
            "Đồng Tháp",
            [
                "2022: hạng 39/63, giá trị 0,5649  ▲ tăng 10 bậc so với năm 2021",
                "  Trong vùng: 9/13",
                "Vietnam ICT Index 2022: hạng 7  ▲ tăng 9 bậc so với năm 2020 (chưa rõ hạng năm 2021)",
            ],
        ),
    ],
)
def test_what_the_sources_say_is_told_to_people(call: Call, province: str, lines: list[str]) -> None:
    said = call("history", "--province", province, "--year", "2022")
    assert said.status == 0
    missing = [line for line in lines if line not in said.out.splitlines()]
    assert not missing, said.out


def test_a_loss_and_one_place_in_english(call: Call) -> None:
    said = call("--language", "en", "history", "--province", "Soc Trang")
    assert "▼ down 9 places on 2022" in said.out
    assert "▲ up 1 place on 2020" in said.out


def test_a_year_without_an_own_value_has_no_rivals(call: Call) -> None:
    said = call("history", "--province", "Sóc Trăng", "--year", "2021")
    assert "Chưa rõ giá trị năm 2021, nên chưa so được với các tỉnh khác." in said.out.splitlines()


def test_wrong_use_is_status_2(call: Call) -> None:
    unknown = call("history", "--province", "Atlantis", "--json")
    assert unknown.status == 2 and unknown.json["error"]["code"] == "unknown-province"
    year = call("history", "--province", "Sóc Trăng", "--year", "1999", "--json")
    assert year.status == 2
    assert year.json["error"]["problems"] == [
        {
            "code": "year-without-results",
            "place": "--year",
            "facts": {"year": 1999, "known": ["2020", "2021", "2022", "2023"]},
        }
    ]
    assert "Các năm đã có: 2020, 2021, 2022, 2023." in year.messages
    assert call("history").status == 2
