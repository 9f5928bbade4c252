"""Tables of published results, in the forms that offices have them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from workbooks import workbook

from dti_desktop import paths
from dti_desktop.engine.results import PublishedResult
from dti_desktop.errors import InputError
from dti_desktop.exchange.result_rows import Reading, ReadResults, read_results
from dti_desktop.services.library import Library

LIBRARY = Library(paths.resources_dir(), paths.translations_dir())
HEADINGS = Reading.headings_of(LIBRARY.result_headings)


def read(content: str | bytes, **given) -> ReadResults:
    raw = content.encode() if isinstance(content, str) else content
    return read_results(raw, Reading(HEADINGS, LIBRARY.province_names, source="tệp.csv", **given))


def faults(found: ReadResults) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in found.faults]


def refused(content: str | bytes, **given) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        read(content, **given)
    return [(problem.code, problem.place) for problem in caught.value.problems]


def test_the_whole_form_is_that_of_the_shipped_file():
    text = (paths.resources_dir() / "reference" / "results.csv").read_text("utf-8")
    found = read(text)
    assert (found.faults, found.notes) == ([], [])
    assert tuple(row.result for row in found.rows) == LIBRARY.result_book.results


def test_vietnamese_headings_under_a_title():
    found = read("Kết quả DTI;;\nTỉnh;Giá trị;Hạng;Ghi chú\nTỉnh Sóc Trăng;0,5731;36;đẹp\n", year=2024)
    (row,) = found.rows
    assert row.result == PublishedResult(
        2024, "Sóc Trăng", "overall", 36, Fraction("0.5731"), "tệp.csv", "đẹp"
    )


def test_a_workbook_tells_its_cells():
    made = workbook(
        {
            "Bìa": [["Bộ Khoa học và Công nghệ"]],
            "Bảng": [
                ["Năm", "Tỉnh", "Chỉ số", "Giá trị", "Hạng"],
                [2024, "Huế", "gov", 0.7001, 3],
                [2024, "Đà Nẵg", "gov", "1.000", "ba"],
                [None, "Cần Thơ", "gov", 0.5, None],
            ],
        }
    )
    found = read(made)
    assert [row.result.province for row in found.rows] == ["Thừa Thiên Huế"]
    (row,) = found.rows
    assert (row.row_place, row.value_place, row.rank_place) == ("Bảng!A2", "Bảng!D2", "Bảng!E2")
    assert faults(found) == [
        ("number-ambiguous", "Bảng!D3"),
        ("number-malformed", "Bảng!E3"),
        ("unknown-province", "Bảng!B3"),
        ("cell-empty", "Bảng!A4"),
    ]


def test_what_is_missing_or_twice_in_the_headings_is_told():
    assert refused("a,b\n1,2\n") == [("column-missing", "")]
    assert refused("province,value\nHuế,0.5\n") == [("column-missing", "1")]
    assert refused("year,province,value,Giá trị\n2024,Huế,0.5,0.5\n") == [("column-twice", "1")]
    assert refused("year,province,value\n2024,Huế,0.5\n", year=2024) == [("given-twice", "1")]


def test_a_table_without_rows_and_columns_that_are_not_known():
    assert faults(read("year,province,value\n")) == [("no-rows", "1")]
    found = read("year,province,value,dân số\n2024,Huế,0.5,9\n")
    assert [(note.code, note.place) for note in found.notes] == [("column-ignored", "1")]


def test_a_name_with_wrong_marks_is_only_suggested():
    (fault,) = read("year,province,value\n2024,Sóc Trang,0.5\n").faults
    assert fault.facts["suggestion"] == "Sóc Trăng"
    (fault,) = read("year,province,value\n2024,Atlantis,0.5\n").faults
    assert "suggestion" not in fault.facts


def test_a_source_is_one_harmless_line():
    sources = ('"a\n b"', "\x07", "x" * 2001)
    found = read("\n".join(["year,province,value,source", *(f"2024,Huế,0.5,{said}" for said in sources)]))
    assert [row.result.source for row in found.rows] == ["a b"]
    assert faults(found) == [("text-not-allowed", "4"), ("text-too-long", "5")]


UNITS = {"measures": LIBRARY.measures, "set_id": "dti-commune-example", "province": "Sóc Trăng"}


def told(found: ReadResults) -> list[tuple[str, str]]:
    return [(row.result.province, row.result.measure) for row in found.rows]


def test_units_of_a_province_are_named_with_or_without_it():
    found = read(
        "Năm;Xã, phường;Chỉ số;Giá trị\n2023;  xã Phú  Tâm;;0,5\n2023;Xã A, Tỉnh Sóc Trăng;index_a;0,5\n"
        "2023;Sóc Trăng;overall;0,5\n2023;;;0,5\n2023;Phường 1;INDEX_C.1;0,5\n",
        **UNITS,
    )
    assert found.faults == []
    whole = "dti-commune-example:overall"
    assert told(found) == [
        ("Xã Phú Tâm, Sóc Trăng", whole),
        ("Xã A, Sóc Trăng", "dti-commune-example:index_A"),
        ("Sóc Trăng", whole),
        ("Sóc Trăng", whole),
        ("Phường 1, Sóc Trăng", "dti-commune-example:index_C.1"),
    ]


def test_a_table_of_several_sets_says_so_itself():
    found = read(
        "year,province,measure,value\n2023,Cần Thơ,overall,0.5\n"
        '2023,"Xã A, Cần Thơ",dti-commune-example:ready,0.5\n2023,Xã B,dti-commune-example:ready,0.5\n',
        measures=LIBRARY.measures,
    )
    assert told(found) == [("Cần Thơ", "overall"), ("Xã A, Cần Thơ", "dti-commune-example:ready")]
    assert faults(found) == [("unknown-province", "4")]


def test_a_unit_of_no_known_province_or_of_too_long_a_name_is_refused():
    found = read(f"Đơn vị;Giá trị\nXã A, Nơi Nào;0,5\n{'x' * 201};0,5\n", year=2023, **UNITS)
    assert faults(found) == [("unknown-province", "2"), ("text-too-long", "3")]
