"""Points that others gave, in a table: each fault with its cell, sums left out, codes never guessed."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbooks import workbook

from dti_desktop import paths
from dti_desktop.engine.model import Catalogue
from dti_desktop.errors import InputError
from dti_desktop.exchange.headed_table import headings_of
from dti_desktop.exchange.score_rows import ReadScores, read_scores
from dti_desktop.services.library import Library

LIBRARY = Library(paths.resources_dir(), paths.translations_dir())
CATALOGUE: Catalogue = LIBRARY.catalogue(LIBRARY.catalogue_ids[0])
HEADINGS = headings_of(LIBRARY.score_headings)


def read(content: bytes | str) -> ReadScores:
    if isinstance(content, str):
        content = content.encode()
    return read_scores(content, HEADINGS, CATALOGUE)


def test_a_ministrys_table_with_a_title_sums_and_blanks() -> None:
    found = read(
        "Kết quả thẩm định\n"
        "Mã chỉ số;Nội dung;Điểm thẩm định;Lý do\n"
        "1;Nhận thức số;90,5;\n"
        "1.1;Trưởng ban;7,5;chỉ có kế hoạch\n"
        "1.10;Sáng kiến;10;\n"
        "2.1;Nghị quyết;;\n"
        ";Tổng;573,1;\n"
    )
    assert [(row.code, row.points, row.reason, row.place) for row in found.rows] == [
        ("1.1", Decimal("7.5"), "chỉ có kế hoạch", "4"),
        ("1.10", Decimal(10), "", "5"),
    ]
    assert not found.faults
    assert [(note.code, note.place) for note in found.notes] == [
        ("column-ignored", "2"),
        ("row-ignored", "3"),
        ("row-ignored", "6"),
        ("row-ignored", "7"),
    ]


def test_every_fault_is_told_with_its_cell() -> None:
    found = read("mã,điểm\n9.99,1\n1.1,11\n1.2,một\n1.3,-1\n1.4,1.234\n1.5,3\n1.5,4\n")
    assert [(fault.code, fault.place) for fault in found.faults] == [
        ("unknown-code", "2"),
        ("points-above-maximum", "3"),
        ("number-malformed", "4"),
        ("number-malformed", "5"),
        ("number-ambiguous", "6"),
        ("code-twice", "8"),
    ]


def test_a_code_that_a_spreadsheet_made_a_number_is_never_guessed() -> None:
    found = read(workbook({"A": [["Mã", "Điểm"], [1.1, 5], ["1.10", 6], [3.1, 7]]}))
    assert [(fault.code, fault.place, fault.facts["codes"]) for fault in found.faults] == [
        ("code-ambiguous", "A2", ["1.1", "1.10"])
    ]
    assert [(row.code, row.place) for row in found.rows] == [("1.10", "A3"), ("3.1", "A4")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "column-missing"),
        ("mã;lý do\n1.1;x", "column-missing"),
        ("mã;điểm;điểm\n1.1;1;2", "column-twice"),
        (b"\xff\xfe", "not-utf-8"),
        (b"PK\x03\x04 no workbook", "workbook-unreadable"),
    ],
)
def test_what_is_no_such_table_is_refused(content: bytes | str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(content)
    assert caught.value.code == code


def test_a_table_without_rows_says_so() -> None:
    assert [fault.code for fault in read("mã;điểm\n").faults] == ["no-rows"]


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_any_points_come_back_as_they_were_written(seed: int) -> None:
    die = Random(seed)
    written = {
        code: Decimal(die.randrange(int(indicator.max_points * 100) + 1)) / 100
        for code, indicator in CATALOGUE.indicators.items()
        if die.random() < 0.5
    } or {"1.1": Decimal(1)}
    rows = list(written.items())
    die.shuffle(rows)
    sign = die.choice(",.")
    if die.random() < 0.3:
        content = workbook({"A": [["Mã", "Điểm"], *([code, float(points)] for code, points in rows)]})
    else:
        lines = [f"{code};{str(points).replace('.', sign)}" for code, points in rows]
        content = "\r\n".join(["Mã;Điểm", *lines]).encode("utf-8-sig")
    found = read(content)
    assert not found.faults and {row.code: row.points for row in found.rows} == written
