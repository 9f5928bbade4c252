"""Published results and provinces as text: every faulty line is named, nothing is guessed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dti_desktop.engine.results import (
    PROVINCE_COLUMNS,
    RESULT_COLUMNS,
    ResultBook,
    parse_provinces,
    parse_results,
)
from dti_desktop.errors import InputError

RESULTS_HEADER = ",".join(RESULT_COLUMNS) + "\n"
PROVINCES_HEADER = ",".join(PROVINCE_COLUMNS) + "\n"


def faults(parse: Callable[[str], object], text: str) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        parse(text)
    return [(p.code, p.place) for p in caught.value.problems]


def test_a_result_is_read_as_it_stands() -> None:
    (row,) = parse_results(RESULTS_HEADER + "2022,Sóc Trăng,overall,36,0.5731,https://a.example,\n")
    assert (row.year, row.province, row.measure, row.rank) == (2022, "Sóc Trăng", "overall", 36)
    assert row.value == Fraction("0.5731")


def test_an_empty_cell_is_unknown_not_zero() -> None:
    row, other = parse_results(RESULTS_HEADER + "2022,An,overall,,0.5,s,\n2022,An,gov,3,,s,\n")
    assert (row.rank, row.value) == (None, Fraction(1, 2))
    assert (other.rank, other.value) == (3, None)


def test_text_is_brought_to_one_form() -> None:
    """A file from a Mac may hold Sóc Trăng in pieces; a file from Windows a byte order mark and CRLF."""
    decomposed = unicodedata.normalize("NFD", "2022,Sóc Trăng,overall,36,0.5731,s,\r\n")
    (row,) = parse_results("\ufeff" + RESULTS_HEADER.replace("\n", "\r\n") + decomposed)
    assert row.province == unicodedata.normalize("NFC", "Sóc Trăng")


def test_columns_may_stand_in_another_order_and_beside_others() -> None:
    text = "value,rank,measure,province,year,source,note,more\n0.5,1,overall,An,2022,s,,x\n"
    (row,) = parse_results(text)
    assert (row.year, row.province, row.value, row.rank) == (2022, "An", Fraction(1, 2), 1)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("2022,An,overall,1,0.5", "row-too-short"),
        ("20x2,An,overall,1,0.5,s,", "number-malformed"),
        ("22,An,overall,1,0.5,s,", "number-malformed"),
        (",An,overall,1,0.5,s,", "number-malformed"),
        ("2022,An,overall,first,0.5,s,", "number-malformed"),
        ("2022,An,overall,-1,0.5,s,", "number-malformed"),
        ("2022,An,overall,99999,0.5,s,", "number-malformed"),
        ('2022,An,overall,1,"0,5",s,', "number-malformed"),
        ("2022,An,overall,1,nan,s,", "number-malformed"),
        ("2022,An,overall,1,5e-1,s,", "number-malformed"),
        ("2022,An,overall,1,-0.5,s,", "number-malformed"),
        ("2022,An,overall,1,57.31,s,", "value-above-one"),
        ("2022,Bo,overall,1,0.5,s,", "row-twice"),
    ],
)
def test_a_faulty_line_is_named(line: str, code: str) -> None:
    text = RESULTS_HEADER + "2022,Bo,overall,2,0.4,s,\n" + line + "\n"
    assert faults(parse_results, text) == [(code, "3")]


def test_all_faulty_lines_are_named() -> None:
    text = RESULTS_HEADER + "x,An,overall,1,0.5,s,\n2022,An,overall,1,7,s,\n2022,An,gov,x,y,s,\n"
    assert faults(parse_results, text) == [
        ("number-malformed", "2"),
        ("value-above-one", "3"),
        ("number-malformed", "4"),
        ("number-malformed", "4"),
    ]


@pytest.mark.parametrize("text", ["", "\n", "year,province\n2022,An\n", "năm;tỉnh\n2022;An\n"])
def test_missing_columns_are_named(text: str) -> None:
    assert faults(parse_results, text) == [("column-missing", "1")]
    assert faults(parse_provinces, text) == [("column-missing", "1")]


def test_a_province_needs_a_name_and_a_region() -> None:
    text = PROVINCES_HEADER + "01,,An,Vùng,An\n02,Bo,Bo,,Bo\n03,Chi,Chi,Vùng,Chi\n"
    assert faults(parse_provinces, text) == [("cell-empty", "2"), ("cell-empty", "3")]


@pytest.mark.parametrize("parse", [parse_results, parse_provinces])
def test_what_is_no_table_is_refused(parse: Callable[[str], object]) -> None:
    """The reader of tables has limits and rules of its own; they must not come out as a crash."""
    header = RESULTS_HEADER if parse is parse_results else PROVINCES_HEADER
    assert faults(parse, header + "a," * 3 + '"' + "x" * 200_000 + '",b,c,d\n') == [("not-csv", "2")]
    assert faults(parse, header + "a,b,c\rd\x00,e,f,g\n")


@settings(max_examples=200, deadline=None)
@given(lines=st.text(st.sampled_from('2022,An overall0.5"\n\r\x00;xé'), max_size=80))
def test_any_text_is_read_or_refused(lines: str) -> None:
    for parse, header in ((parse_results, RESULTS_HEADER), (parse_provinces, PROVINCES_HEADER)):
        try:
            parse(header + lines)
        except InputError as error:
            assert all(p.code and p.place.isdecimal() for p in error.problems)


def test_the_reference_files_are_whole(book: ResultBook) -> None:
    names = set(book.province_by_name)
    assert len(names) == len(book.provinces)
    assert {r.province for r in book.results} == names
    assert book.years == (2020, 2021, 2022, 2023)
    regions = {p.region for p in book.provinces}
    assert len(regions) == 6
    assert sum(p.region == "Đồng bằng sông Cửu Long" for p in book.provinces) == 13
    assert len({p.merged_into for p in book.provinces}) == 34


def test_years_without_rows_are_no_years() -> None:
    assert ResultBook((), ()).years == ()
    assert ResultBook((), ()).published(2022, "An", "overall") is None
