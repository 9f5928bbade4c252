"""`results import` and `results list`."""

from __future__ import annotations

from pathlib import Path

from said import Call


def test_what_is_imported_is_ranked_by_and_listed(call: Call, tmp_path: Path, library) -> None:
    names = [province.name for province in library.result_book.provinces]
    rows = [f"{name};0,{9000 - 10 * place}" for place, name in enumerate(names)]
    path = tmp_path / "2024.csv"
    path.write_text("\n".join(["Tỉnh;Giá trị", *rows]), "utf-8")
    assert call("results", "import", path, "--json").faults == {("column-missing", "1")}
    made = call("new", "--province", "Tỉnh Sóc Trăng", "--year", "2024").out.strip()
    assert call("rank", made, "--json").json["against"] == 2023
    said = call("results", "import", path, "--year", "2024", "--json")
    assert said.status == 0
    assert (said.json["rows"], said.json["changed"], said.json["notes"]) == (63, 63, [])
    assert call("rank", made, "--json").json["against"] == 2024
    listed = call("results", "list", "--json").json["results"]
    assert listed[0]["year"] == 2024
    assert (listed[0]["measure"], listed[0]["provinces_known"], listed[0]["of"]) == ("overall", 63, 63)
    assert (listed[0]["imported"], listed[0]["source"]) == (True, "2024.csv")
    assert not any(row["imported"] for row in listed[1:])
    again = call("results", "import", path, "--year", "2024")
    assert again.status == 0
    assert "Không thay đổi gì" in again.out


def test_faults_have_their_places_and_change_nothing(call: Call, tmp_path: Path, store_dir: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("year,province,value\n2024,Atlantis,0.5\n2024,Huế,1.000\n", "utf-8")
    said = call("results", "import", path, "--json")
    assert (said.status, said.faults) == (2, {("unknown-province", "2"), ("number-ambiguous", "3")})
    assert not any(row["imported"] for row in call("results", "list", "--json").json["results"])


def test_the_list_needs_no_store(call: Call, store_dir: Path) -> None:
    said = call("results", "list")
    assert said.status == 0
    assert "63/63" in said.out
    assert not store_dir.exists()


def test_a_faulty_file_leaves_not_even_an_empty_store(call, store_dir, tmp_path):
    file = tmp_path / "results.csv"
    file.write_text("year,province,value\n2024,Narnia,0.5\n", encoding="utf-8")
    assert call("results", "import", file).status == 2
    assert not store_dir.exists()
