"""`pack make` and `pack read`: catalogues and results carried from one office to another."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from certificates import PASSWORD, Holder, certificate, new_key, p12
from pack_making import corrected, pack_of, results_2024
from said import Call, bytes_of

from dti_desktop.bundle.pack import Item
from dti_desktop.services.library import Library

FAR_UTC = datetime(2100, 1, 1, tzinfo=UTC)
ROOT = certificate("Root thử nghiệm", new_key("ec", 91), is_ca=True, not_after_utc=FAR_UTC)


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    holder = certificate("Sở Khoa học và Công nghệ", new_key("ec", 92), ROOT, not_after_utc=FAR_UTC)
    path = tmp_path / "khóa.p12"
    path.write_bytes(p12(holder))
    monkeypatch.setenv("PW", PASSWORD)
    return path


def pem(folder: Path, holder: Holder) -> Path:
    path = folder / "CA.pem"
    path.write_bytes(holder.pem)
    return path


def test_results_and_catalogue_travel_from_store_to_store(
    call: Call, key: Path, tmp_path: Path, library: Library
) -> None:
    table = tmp_path / "2024.csv"
    table.write_bytes(results_2024(library))
    assert call("results", "import", table).status == 0
    listed = call("results", "list", "--json").json["results"]
    pack = tmp_path / "gói.dtipack"
    id_ = library.catalogue_ids[0]
    made = call(
        "pack", "make", "-o", pack, "--catalogue", id_, "--results", "2024", "--title", "Năm 2024",
        "--p12", key, "--password-env", "PW", "--json",
    )  # fmt: skip
    assert made.status == 0, made.messages
    assert (made.status, made.json["results"]) == (0, [{"year": 2024, "rows": 64}])
    other = ("--store", tmp_path / "nơi khác")
    looked = call(*other, "pack", "read", pack, "--json")
    assert (looked.status, looked.json["taken"], looked.json["news"]) == (0, False, True)
    assert looked.json["chain"] == "unknown"
    assert not (tmp_path / "nơi khác").exists()
    taken = call(*other, "pack", "read", pack, "--trust", pem(tmp_path, ROOT), "--accept", "--json")
    assert (taken.json["taken"], taken.json["chain"]) == (True, "trusted")
    there = call(*other, "results", "list", "--json").json["results"]
    shape = [(row["year"], row["measure"], row["provinces_known"]) for row in there]
    assert shape == [(row["year"], row["measure"], row["provinces_known"]) for row in listed]
    again = call(*other, "pack", "read", pack, "--accept")
    assert "Không thay đổi gì" in again.out


def test_a_new_edition_is_what_a_new_assessment_takes(
    call: Call, key: Path, tmp_path: Path, library: Library
) -> None:
    before = call("new", "--province", "Sóc Trăng", "--year", "2022").out.strip()
    digest = call("score", before, "--json").json["catalogue"]["digest"]
    pack = pack_of(tmp_path / "a.dtipack", key, Item("catalogue", corrected(library)))
    looked = call("pack", "read", pack, "--json").json["catalogues"]
    assert [(row["version"], row["known"]) for row in looked] == [("9.1", False)]
    assert call("pack", "read", pack, "--accept").status == 0
    assert call("score", before, "--json").json["catalogue"]["digest"] == digest
    after = call("new", "--province", "Huế", "--year", "2022").out.strip()
    assert call("score", after, "--json").json["catalogue"]["digest"] == looked[0]["digest"]


def test_what_is_wrong_inside_is_told_with_its_file_and_changes_nothing(
    call: Call, key: Path, tmp_path: Path, store_dir: Path, library: Library
) -> None:
    call("new", "--province", "Huế", "--year", "2022")
    before = bytes_of(store_dir)
    broken = json.loads(corrected(library))
    broken["scale"] = "999"
    broken["indicators"][0]["title_vi"] = ""
    bad = b"year,province,measure,value\n2024,Atlantis,overall,0.5\n"
    pack = pack_of(
        tmp_path / "a.dtipack",
        key,
        Item("catalogue", json.dumps(broken).encode()),
        Item("results", bad),
        Item("results", results_2024(library)),
    )
    said = call("pack", "read", pack, "--accept", "--json")
    assert said.status == 2
    places = {place for _, place in said.faults}
    assert places == {"catalogues/01.json#/scale", "catalogues/01.json#/indicators/0/title_vi",
                      "results/01.csv#2"}  # fmt: skip
    assert bytes_of(store_dir) == before


def test_a_harmed_pack_and_a_strangers_are_a_no(
    call: Call, key: Path, tmp_path: Path, library: Library
) -> None:
    pack = pack_of(tmp_path / "a.dtipack", key, Item("results", results_2024(library)))
    stranger = certificate("Người lạ", new_key("ec", 93), is_ca=True, not_after_utc=FAR_UTC)
    said = call("pack", "read", pack, "--trust", pem(tmp_path, stranger), "--accept", "--json")
    assert (said.status, said.json["error"]["code"]) == (1, "pack-refused")
    pack.write_bytes(pack.read_bytes()[:-1])
    said = call("pack", "read", pack, "--accept")
    assert said.status == 1
    assert "Không nhận gói này" in said.messages
    assert call("pack", "read", tmp_path / "không có").status == 2


def test_a_year_without_results_and_an_unknown_catalogue_make_nothing(
    call: Call, key: Path, tmp_path: Path
) -> None:
    target = tmp_path / "a.dtipack"
    sign = ("--p12", key, "--password-env", "PW")
    assert call("pack", "make", "-o", target, "--results", "1999", *sign).status == 2
    assert call("pack", "make", "-o", target, "--catalogue", "khong-co", *sign).status == 2
    assert call("pack", "make", "-o", target, *sign).status == 2
    assert not target.exists()
