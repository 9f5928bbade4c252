"""Results of a set for communes, from the file to the rank, the forecast, the paper and another office."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from certificates import PASSWORD, certificate, new_key, p12
from said import Said
from unit_results import COMMUNES, MEASURES, PROVINCE, SET_ID, YEARS, ranks, table, value_of
from valid_answers import valid_document

from dti_desktop import paths
from dti_desktop.cli import run
from dti_desktop.services.library import Library

LIBRARY = Library(paths.resources_dir(), paths.translations_dir())
UNIT = COMMUNES[0]
ID = "xa-phu-tam-soc-trang-2023"
SET = ("--catalogue", SET_ID, "--province", PROVINCE)
At = Callable[..., Said]


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> At:
    monkeypatch.setattr(sys, "stdin", None)

    def call(who: str, *arguments: object) -> Said:
        out, messages = io.StringIO(), io.StringIO()
        texts = [str(argument) for argument in arguments]
        status = run(texts, LIBRARY, lambda: tmp_path / who, out=out, messages=messages)
        assert isinstance(status, int)
        return Said(status, out.getvalue(), messages.getvalue())

    return call


@pytest.fixture
def held(at: At, tmp_path: Path) -> Path:
    """A store with an assessment of a commune and the results of its province's communes; the table."""
    file, answers = tmp_path / "kết quả.csv", tmp_path / "answers.json"
    file.write_bytes(table())
    asked = ("--province", PROVINCE, "--year", 2023, "--catalogue", SET_ID, "--unit", UNIT)
    assert at("xã", "new", *asked).status == 0
    answers.write_text(json.dumps(valid_document(LIBRARY.catalogue(SET_ID), Random(5))), encoding="utf-8")
    assert at("xã", "fill", ID, answers).status == 0
    said = at("xã", "results", "import", file, *SET, "--json")
    assert said.status == 0, said.messages
    assert (said.json["rows"], said.json["changed"]) == (len(YEARS) * len(MEASURES) * len(COMMUNES),) * 2
    assert {note["code"] for note in said.json["notes"]} == {"units-ranked"}
    return file


def test_without_its_set_the_table_is_of_no_province(at: At, tmp_path: Path) -> None:
    file = tmp_path / "kết quả.csv"
    file.write_bytes(table((2023,)))
    refused = at("xã", "results", "import", file, "--json")
    assert (refused.status, {code for code, _ in refused.faults}) == (2, {"unknown-province"})
    odd = at("xã", "results", "import", file, "--province", PROVINCE, "--json")
    assert (odd.status, odd.faults) == (2, {("results-of-provinces", "--province")})
    assert at("xã", "results", "list", "--json").json == at("khác", "results", "list", "--json").json


def test_what_is_known_is_listed_and_the_provinces_stay_as_they_were(at: At, held: Path) -> None:
    listed = at("xã", "results", "list", "--json").json["results"]
    of_set = [row for row in listed if row["catalogue"] == SET_ID]
    assert [row for row in listed if row["catalogue"] is None] == at(
        "khác", "results", "list", "--json"
    ).json["results"]
    assert {(row["year"], row["measure"]) for row in of_set} == {(y, m) for y in YEARS for m in MEASURES}
    assert {(row["province"], row["provinces_known"], row["of"]) for row in of_set} == {(PROVINCE, 9, 9)}
    again = at("xã", "results", "import", held, *SET, "--json")
    assert again.json["changed"] == 0
    assert f"9/9 đơn vị của {PROVINCE}" in at("xã", "results", "list").out


def test_ranks(at: At, held: Path) -> None:
    points = at("xã", "score", ID, "--json").json
    told = at("xã", "rank", ID, "--json").json
    value = float(points["value"])
    better = sum(value_of(2023, name, "overall") / 1e4 > value for name in COMMUNES if name != UNIT)
    assert (told["against"], told["overall"]["rank"], told["overall"]["of"]) == (2023, 1 + better, 9)
    assert told["region"] is None and told["pillars"]["ready"]["of"] == 9
    assert at("xã", "rank", ID, "--against", 2022, "--json").json["against"] == 2022


def test_history(at: At, held: Path) -> None:
    told = at("xã", "history", *SET, "--unit", UNIT, "--json")
    assert told.status == 0, told.messages
    years = told.json["years"]
    assert [(year["year"], year["rank"], year["of"]) for year in years] == [
        (year, ranks(year)[UNIT], 9) for year in reversed(YEARS)
    ]
    assert years[0]["pillars"]["ready"]["rank"] == ranks(2023, "ready")[UNIT]
    assert [row["region_rank"] for row in told.json["region_table"]["rows"]] == list(range(1, 10))
    mean = sum(value_of(2023, name, "overall") for name in COMMUNES) / 9e4
    assert abs(float(years[0]["national_mean"]) - mean) < 0.0001
    said = at("xã", "history", *SET, "--unit", UNIT).out
    assert "tỉnh" not in said and "DTI" not in said and "cả nước" not in said, said
    missing = at("xã", "history", *SET, "--json")
    assert missing.faults == {("unit-missing", "")}
    elsewhere = at("xã", "history", "--catalogue", SET_ID, "--province", "Huế", "--unit", UNIT, "--json")
    assert elsewhere.faults == {("results-missing", "")}
    assert "Sóc Trăng" in at("xã", "history", "--province", PROVINCE).out


def test_forecast_and_its_record(at: At, held: Path) -> None:
    facts = at("xã", "forecast", ID, "--json").json
    assert (facts["rivals"], facts["overall"]["of"]) == ("published", 9)
    drawn = at("xã", "forecast", ID, "--year", 2024, "--json").json
    assert (drawn["rivals"], drawn["known_until"], drawn["overall"]["of"]) == ("drawn", 2023, 9)
    assert 1 <= drawn["overall"]["p10"] <= drawn["overall"]["median"] <= drawn["overall"]["p90"] <= 9
    tested = at("xã", "backtest", *SET, "--year", 2023, "--known-until", 2022, "--json")
    assert tested.status == 0, tested.messages
    actual = {row["province"]: row["actual"] for row in tested.json["provinces"]}
    assert actual == {f"{name}, {PROVINCE}": rank for name, rank in ranks(2023).items()}
    for said in (
        at("xã", "forecast", ID, "--year", 2024),
        at("xã", "backtest", *SET, "--year", 2023, "--known-until", 2022),
    ):
        assert said.status == 0 and "tỉnh" not in said.out and "cả nước" not in said.out, said.out
    unnamed = at("xã", "backtest", "--catalogue", SET_ID, "--year", 2023, "--known-until", 2022, "--json")
    assert unnamed.faults == {("province-not-named", "--province")}


def test_a_record_against_figures_of_a_persons_own(at: At, held: Path, tmp_path: Path) -> None:
    own = tmp_path / "thực tế.csv"
    lines = [f"{name},0.{value_of(2023, name, 'ready'):04d}" for name in COMMUNES]
    own.write_text("\n".join(["unit,value", *lines]), encoding="utf-8")
    asked = ("backtest", *SET, "--year", 2023, "--known-until", 2022, "--actual", own, "--json")
    actual = {row["province"]: row["actual"] for row in at("xã", *asked).json["provinces"]}
    assert actual == {f"{name}, {PROVINCE}": rank for name, rank in ranks(2023, "ready").items()}
    own.write_text("\n".join(["unit,value", *lines[1:]]), encoding="utf-8")
    assert at("xã", *asked).faults == {("province-absent", "")}


def test_plan_sensitivity_and_papers(at: At, held: Path, tmp_path: Path) -> None:
    plan = at("xã", "plan", ID, "--target-rank", 1, "--json")
    assert plan.status in (0, 1) and plan.json["of"] == 9
    assert at("xã", "sensitivity", ID, "--keep-rank", 9, "--json").json["of"] == 9
    for command, *more in (("report",), ("plan", "--effort", "3")):
        for ending in ("pdf", "docx"):
            said = at("xã", command, ID, *more, "-o", tmp_path / f"{command}.{ending}")
            assert said.status == 0, said.messages


def test_another_office_gets_them_in_a_pack(
    at: At, held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signer = certificate("Sở", new_key("rsa", 1), not_after_utc=datetime(2100, 1, 1, tzinfo=UTC))
    key, pack = tmp_path / "key.p12", tmp_path / "gói.dtipack"
    key.write_bytes(p12(signer))
    monkeypatch.setenv("P12_PASSWORD", PASSWORD)
    years = [part for year in YEARS for part in ("--results", year)]
    made = at("xã", "pack", "make", "-o", pack, *years, "--p12", key, "--password-env", "P12_PASSWORD")
    assert made.status == 0, made.messages
    taken = at("khác", "pack", "read", pack, "--accept", "--json")
    assert taken.status == 0, taken.messages

    def figures(who: str) -> list[tuple[object, ...]]:
        rows = at(who, "results", "list", "--json").json["results"]
        return [(r["year"], r["catalogue"], r["measure"], r["province"], r["provinces_known"]) for r in rows]

    assert figures("khác") == figures("xã")
    asked = ("history", *SET, "--unit", UNIT, "--json")
    assert at("khác", *asked).json == at("xã", *asked).json
