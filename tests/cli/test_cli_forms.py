"""`template`, `import`, `workbook`: out, changed by somebody, in again."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from said import Call, Said

GIVEN = {
    "profile": {"population": 1197823},
    "answers": {"1.1": {"level": "deputy"}, "1.3": {"a": "700.5", "b": 775}, "6.1": {"issued": True}},
}


@pytest.fixture
def made(call: Call, tmp_path: Path) -> str:
    made = call("new", "--province", "Sóc Trăng", "--year", "2022").out.strip()
    (tmp_path / "fill.json").write_text(json.dumps(GIVEN), "utf-8")
    assert call("fill", made, tmp_path / "fill.json").status == 0
    assert call("explain", made, "1.1", "=chưa có\nquyết định").status == 0
    return made


def filled(path: Path, values: dict[str, object], column: str = "value") -> Path:
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        heads = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            key = sheet.cell(row, heads["dti:key"]).value if "dti:key" in heads else None
            if key in values:
                sheet.cell(row, heads[f"dti:{column}"]).value = values[key]
    book.save(path)
    return path


def changes(said: Said) -> dict[str, tuple[object, object]]:
    assert said.status == 0, said.messages
    return {f"{row['indicator']}#{row['field']}": (row["old"], row["new"]) for row in said.json["changes"]}


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_comes_back_untouched_changes_nothing(call, made, tmp_path, ending, language):
    for command in ("template", "workbook"):
        path = tmp_path / f"{command}.{ending}"
        said = call("--language", language, command, made, "-o", path, "--json")
        assert (said.status, said.json) == (0, {"assessment": made, "file": path.name})
        back = call("import", made, path, "--accept", "--json")
        assert (changes(back), back.json["accepted"]) == ({}, 0)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_everything_that_may_be_imported_comes_back_into_an_empty_assessment(call, made, tmp_path, ending):
    path = tmp_path / f"all.{ending}"
    assert call("workbook", made, "-o", path).status == 0
    scored = call("score", made, "--json").json
    other = tmp_path / "other"
    call("--store", other, "new", "--province", "Sóc Trăng", "--year", "2022")
    taken = call("--store", other, "import", made, path, "--accept", "--json")
    assert changes(taken)["1.1#explanation"] == (None, "=chưa có\nquyết định")
    assert call("--store", other, "score", made, "--json").json == scored


def test_without_accept_nothing_changes_and_with_it_all_does(call, made, tmp_path):
    path = tmp_path / "a.xlsx"
    call("template", made, "-o", path)
    filled(path, {"1.3#a": "710,5", "1.1#level": None, "#population": 1200000, "6.1#issued": "Không"})
    filled(path, {"1.3#a": "vì sao"}, "explanation")
    wanted = {
        "None#population": ("1197823", "1200000"),
        "1.1#level": ("deputy", None),
        "1.3#a": ("700.5", "710.5"),
        "1.3#explanation": (None, "vì sao"),
        "6.1#issued": (True, False),
    }
    before = call("score", made, "--json").json
    assert changes(call("import", made, path, "--json")) == wanted
    assert call("score", made, "--json").json == before
    taken = call("import", made, path, "--accept", "--json")
    assert (changes(taken), taken.json["accepted"]) == (wanted, len(wanted))
    assert changes(call("import", made, path, "--json")) == {}
    kinds = [row["reason"] for row in call("backups", "--json").json["backups"]]
    assert "import" in kinds
    for language, words in (("vi", "1.197.823"), ("en", "1,197,823")):
        said = call("--language", language, "workbook", made, "-o", tmp_path / "b.xlsx")
        assert said.status == 0
        assert words not in said.out


def test_what_nobody_touched_in_the_form_does_not_take_newer_answers_back(call, made, tmp_path):
    path = tmp_path / "a.xlsx"
    call("template", made, "-o", path)
    (tmp_path / "newer.json").write_text(json.dumps({"answers": {"1.3": {"a": 1, "b": 2}}}), "utf-8")
    call("fill", made, tmp_path / "newer.json")
    filled(path, {"1.3#b": 900})
    said = call("import", made, path, "--json")
    assert changes(said) == {"1.3#b": ("2", "900")}
    assert said.json["changes"][0]["changed_since"]
    assert said.json["untouched"] == 1


def test_a_number_with_two_readings_is_asked_about(call, made, tmp_path):
    path = tmp_path / "a.xlsx"
    call("template", made, "-o", path)
    filled(path, {"1.3#a": "1.234"})
    (row,) = call("import", made, path, "--json").json["changes"]
    assert (row["undecided"], row["readings"]) == (True, {"vi": "1234", "en": "1.234"})
    assert "1.234 hay 1,234?" in call("import", made, path).out
    refused = call("import", made, path, "--accept", "--json")
    assert (refused.status, refused.json["error"]["code"]) == (2, "form-undecided")
    assert {code for code, _ in refused.faults} == {"number-two-readings"}
    call("import", made, path, "--accept", "--numbers", "en")
    assert call("score", made, "--json").status == 0
    assert changes(call("import", made, path, "--numbers", "vi", "--json")) == {"1.3#a": ("1.234", "1234")}


def test_faults_are_listed_with_sheet_and_cell_and_change_nothing(call, made, tmp_path):
    path = tmp_path / "a.xlsx"
    call("template", made, "-o", path)
    filled(path, {"1.3#a": "nhiều", "1.1#level": "Trưởng phòng", "3.1#a": 5})
    for more in ((), ("--accept",)):
        said = call("import", made, path, *more, "--json")
        assert said.status == 2
        assert {code for code, _ in said.faults} == {"number-malformed", "unknown-level"}
        assert all(place.startswith("/Trả lời/F") for _, place in said.faults)
    told = call("import", made, path)
    assert "Trưởng phòng" in told.messages and "/Trả lời/F" in told.messages


def test_wrong_files_and_uses(call, made, tmp_path):
    path = tmp_path / "a.xlsx"
    call("template", made, "-o", path)
    other = call("new", "--province", "Huế", "--year", "2022").out.strip()
    assert call("import", other, path, "--json").json["error"]["code"] == "form-other-assessment"
    assert call("import", made, tmp_path / "none.xlsx").status == 2
    assert call("template", made, "-o", tmp_path / "a.ods", "--json").json["error"]["code"] == (
        "form-ending-unknown"
    )
    assert call("template", "none", "-o", path).status == 2
    junk = tmp_path / "junk.csv"
    junk.write_text("a;b\n", "utf-8")
    assert call("import", made, junk, "--json").json["error"]["code"] == "form-unknown"
