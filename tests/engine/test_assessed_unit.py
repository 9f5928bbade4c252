"""Whom a catalogue assesses: the name of a unit and its province, and the results that belong to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.assessed_unit import commune_name, unit_and_province, unit_of_province
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.results import ResultBook, parse_provinces, parse_results
from dti_desktop.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
COMMUNES = ROOT / "resources" / "catalogues" / "dti-commune-example.json"
REFERENCE = ROOT / "resources" / "reference"
PROVINCES = parse_provinces((REFERENCE / "provinces.csv").read_text(encoding="utf-8"))


@given(st.text(min_size=1), st.sampled_from(PROVINCES))
def test_a_unit_and_its_province_come_apart_again(unit: str, province: Any) -> None:
    assert unit_and_province(unit_of_province(unit, province.name)) == (unit, province.name)


def test_a_province_is_a_name_of_its_own() -> None:
    for province in PROVINCES:
        assert unit_and_province(unit_of_province("", province.name)) == ("", province.name)


def test_communes_are_known_by_how_their_name_begins() -> None:
    names = ("Xã Phú Tâm", "Phường 1", "Thị trấn Mỹ Xuyên", "Đặc khu Côn Đảo", "Sở Nội vụ", "Xãy", "")
    assert [commune_name(name) for name in names] == [
        "Phú Tâm", "1", "Mỹ Xuyên", "Côn Đảo", None, None, None,
    ]  # fmt: skip


def test_results_of_provinces_belong_to_sets_for_provinces_alone() -> None:
    book = ResultBook(PROVINCES, parse_results((REFERENCE / "results.csv").read_text(encoding="utf-8")))
    communes = parse_catalogue(COMMUNES.read_bytes())
    provinces = parse_catalogue((COMMUNES.parent / "dti-province-2022.json").read_bytes())
    assert book.of(provinces, "Sóc Trăng") is book
    of_units = book.of(communes, "Xã Phú Tâm, Sóc Trăng")
    assert (of_units.provinces, of_units.years) == ((), ())


@pytest.mark.parametrize(
    ("assesses", "code", "place"),
    [
        ("xã", "wrong-type", "/assesses"),
        ({"title_vi": "xã"}, "missing-key", "/assesses/title_en"),
        ({"title_vi": " ", "title_en": "commune"}, "empty", "/assesses/title_vi"),
        ({"title_vi": "xã", "title_en": "commune", "id": "x"}, "unknown-key", "/assesses/id"),
    ],
)
def test_what_is_assessed_is_a_noun_in_two_languages(assesses: object, code: str, place: str) -> None:
    document = json.loads(COMMUNES.read_bytes())
    document["assesses"] = assesses
    with pytest.raises(InputError) as caught:
        parse_catalogue(json.dumps(document).encode())
    assert [(problem.code, problem.place) for problem in caught.value.problems] == [(code, place)]
