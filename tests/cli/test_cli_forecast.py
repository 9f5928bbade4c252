"""`forecast` and `backtest`: the documents of the interface, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from said import Call, bytes_of

SAMPLE = "sample-soc-trang-2022"


def test_the_forecast_of_the_sample(call: Call) -> None:
    call("sample")
    found = call("forecast", SAMPLE, "--json", "--draws", 2000).json
    assert (found["year"], found["known_until"], found["draws"], found["seed"]) == (2022, 2022, 2000, 1)
    assert found["rivals"] == "published"
    overall = found["overall"]
    assert 1 <= overall["p10"] <= overall["median"] <= overall["p90"] <= overall["of"] == 63
    assert set(overall["probability"]) == {"top_10", "top_20", "top_30"}
    assert set(found["pillars"]) == {"gov", "economy", "society"}
    assert set(found["by_source"]) == {"evidence", "ministry"}, "published rivals are no source"


def test_the_same_call_gives_the_same_forecast_and_people_read_it(call: Call) -> None:
    call("sample")
    one, other = (call("forecast", SAMPLE, "--json", "--draws", 500) for _ in range(2))
    assert one.out == other.out
    said = call("forecast", SAMPLE, "--draws", 500)
    assert said.status == 0
    assert "có minh chứng" in said.out
    assert "Chính quyền số" in said.out
    assert "with evidence" in call("--language", "en", "forecast", SAMPLE, "--draws", 500).out


def test_nothing_later_than_known_until_is_used(call: Call) -> None:
    call("new", "--province", "Sóc Trăng", "--year", 2023)
    found = call("forecast", "soc-trang-2023", "--known-until", 2022, "--json", "--draws", 500).json
    assert (found["year"], found["known_until"], found["rivals"]) == (2023, 2022, "drawn")
    assert {finding["code"] for finding in found["findings"]} == {"few-years"}
    facts = call("forecast", "soc-trang-2023", "--json", "--draws", 500).json
    assert (facts["known_until"], facts["rivals"]) == (2023, "published")


def test_a_source_can_be_left_out(call: Call) -> None:
    call("sample")
    found = call(
        "forecast", SAMPLE, "--json", "--draws", 500, "--without", "evidence", "--without", "ministry"
    ).json
    assert found["overall"]["p10"] == found["overall"]["p90"]
    assert found["sources"] == {"rivals": True, "evidence": False, "ministry": False}


@pytest.mark.parametrize("own", ["unknown", "known"])
def test_the_record(call: Call, own: str) -> None:
    found = call("backtest", "--year", 2023, "--known-until", 2022, "--own", own, "--json").json
    assert (found["year"], found["known_until"], found["own"]) == (2023, 2022, own)
    assert len(found["provinces"]) == 63
    assert set(found["provinces"][0]) == {"province", "p10", "median", "p90", "actual"}
    scores = {name: record["interval_score"] for name, record in found["baselines"].items()}
    assert {"last_rank", "last_national_change"} <= set(scores)
    assert found["interval_score"] < min(scores.values())
    assert 0 <= found["coverage_80"] <= 1
    said = call("backtest", "--year", 2023, "--known-until", 2022, "--own", own)
    assert "Sóc Trăng" in said.out


def test_the_record_of_a_later_year(call: Call, tmp_path: Path) -> None:
    known = call("backtest", "--year", 2023, "--known-until", 2022, "--json").json["provinces"]
    lines = [f"{row['province']},{0.9 - row['actual'] / 200}" for row in known]
    file = tmp_path / "later.csv"
    file.write_text("province,value\n" + "\n".join(lines), encoding="utf-8")
    found = call("backtest", "--year", 2024, "--known-until", 2023, "--actual", file, "--json").json
    assert [row["actual"] for row in found["provinces"]] == [row["actual"] for row in known]


def test_every_fault_of_what_came_is_told(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "later.csv"

    def faults(text: str) -> set[tuple[str, str]]:
        file.write_text("province,value\n" + text, encoding="utf-8")
        said = call("backtest", "--year", 2024, "--known-until", 2023, "--actual", file, "--json")
        assert said.status == 2
        return said.faults

    found = faults("Hà Nội,x\nNarnia,0.5\nHuế,1.5\nCà Mau,0.5\nCà Mau,0.6\n")
    assert {code for code, _ in found} == {
        "number-malformed",
        "unknown-province",
        "value-above-one",
        "row-twice",
    }
    assert len(faults("Hà Nội,0.5\n")) == 1, "each told once, by the same place"
    file.write_text("province;value\nTP.HCM;0,5\n", encoding="utf-8")
    said = call("backtest", "--year", 2024, "--known-until", 2023, "--actual", file, "--json")
    absent = [problem["facts"]["province"] for problem in said.json["error"]["problems"]]
    assert len(absent) == 62
    assert "TP. Hồ Chí Minh" not in absent, "found by the name that offices use"


def test_wrong_use_is_told_whole_and_changes_nothing(call: Call, store_dir: Path, tmp_path: Path) -> None:
    call("sample")
    before = bytes_of(store_dir)
    said = call("forecast", SAMPLE, "--draws", 1, "--seed", -1, "--year", 9999, "--json")
    assert said.status == 2
    assert said.faults == {
        ("out-of-range", "--draws"),
        ("out-of-range", "--seed"),
        ("year-out-of-range", "--year"),
    }
    assert call("backtest", "--year", 2022, "--known-until", 2022).status == 2
    assert call("backtest", "--year", 2024, "--known-until", 2023).status == 2
    assert call("forecast", SAMPLE, "--known-until", 1999).status == 2
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"province,value\n\xff\xfe")
    assert call("backtest", "--year", 2024, "--known-until", 2023, "--actual", bad).status == 2
    assert call("backtest", "--year", 2024, "--known-until", 2023, "--actual", tmp_path).status == 2
    assert bytes_of(store_dir) == before


def test_the_score_tells_the_totals_and_the_reasons(call: Call) -> None:
    call("sample")
    totals = call("score", SAMPLE, "--json").json["totals"]
    assert list(totals) == ["claimed", "backed", "at_risk", "measured"]
    assert totals["claimed"] == "573.10"
    assert all(0 < float(totals[name]) < 573.10 for name in ("backed", "at_risk", "measured"))
    said = call("score", SAMPLE)
    assert "Tự chấm 573,10; có minh chứng" in said.out
    assert "có rủi ro: chưa có minh chứng" in said.out
    assert "at risk: no evidence yet" in call("--language", "en", "score", SAMPLE).out
    call("new", "--province", "Sóc Trăng", "--year", 2023)
    nothing = call("score", "soc-trang-2023", "--json").json["totals"]
    assert set(nothing.values()) == {"0.00"}
