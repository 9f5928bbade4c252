"""Cells through the clipboard: what is written is read back, and what Excel writes is read as it is meant."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.errors import InputError
from dti_desktop.exchange.clipboard_cells import (
    MAX_CLIPBOARD_CELLS,
    MAX_CLIPBOARD_CHARACTERS,
    OutCell,
    read_cells,
    write_cells,
    write_html,
)
from dti_desktop.exchange.written_numbers import number_readings

_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\0\r\ufffe\uffff")
_TEXTS = st.text(st.one_of(st.sampled_from("\"\t\n=+-@'ăệ "), _LETTERS), max_size=12).map(
    lambda text: unicodedata.normalize("NFC", text)
)


def _rows(texts: list[list[str]]) -> list[list[OutCell]]:
    return [[OutCell(text) for text in row] for row in texts]


@given(st.lists(st.lists(_TEXTS, min_size=1, max_size=4), max_size=5))
def test_what_is_written_is_read_back(texts: list[list[str]]) -> None:
    assert read_cells(write_cells(_rows(texts), ",")) == texts


@given(st.decimals(0, 10**15, places=3), st.sampled_from(",."))
def test_a_number_is_read_back_whatever_the_language(number: Decimal, sign: str) -> None:
    ((said,),) = read_cells(write_cells([[OutCell(number)]], sign))
    assert set(number_readings(said).values()) == {number}


@given(st.text(max_size=60))
def test_any_text_is_read(untrusted_text: str) -> None:
    for row in read_cells(untrusted_text):
        assert row


@pytest.mark.parametrize(
    ("clipboard", "meant"),
    [
        ("700\r\n775\r\n", [["700"], ["775"]]),
        ("700", [["700"]]),
        ("", []),
        ("\r\n", [[""]]),
        ("a\t\tb\r\n\t\t\r\n", [["a", "", "b"], ["", "", ""]]),
        ('"dòng 1\r\ndòng 2"\t5\r\n', [["dòng 1\ndòng 2", "5"]]),
        ('"nói ""có"" rồi"\r\n', [['nói "có" rồi']]),
        ('"mở mà không đóng\t5\r\n', [['"mở mà không đóng', "5"]]),
        ('nói "có"\t5\r\n', [['nói "có"', "5"]]),
        ("unix\ncũ\rhết", [["unix"], ["cũ"], ["hết"]]),
        (unicodedata.normalize("NFD", "Đã ban hành"), [["Đã ban hành"]]),
        ("'=1+1\r\n", [["=1+1"]]),
        ("5\0", [["5"]]),
    ],
)
def test_what_programs_put_there(clipboard: str, meant: list[list[str]]) -> None:
    assert read_cells(clipboard) == meant


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5 người", "@SUM(A1)", "＝1"])
def test_no_text_begins_a_formula(text: str) -> None:
    rows = _rows([[text]])
    assert write_cells(rows, ",").startswith("'")
    assert ">&#x27;" in write_html(rows, ",")


def test_html_keeps_texts_as_texts_and_numbers_exact() -> None:
    written = write_html([[OutCell("7.10"), OutCell("a<b\nc"), OutCell(Decimal("1234.5"))]], ",")
    assert "mso-number-format:'\\@'\">7.10</td>" in written
    assert 'a&lt;b<br style="mso-data-placement:same-cell">c' in written
    assert '<td x:num="1234.5">1234,5</td>' in written


@pytest.mark.parametrize("text", ["x" * (MAX_CLIPBOARD_CHARACTERS + 1), "\t" * MAX_CLIPBOARD_CELLS])
def test_what_is_too_large_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="clipboard-too-large"):
        read_cells(text)
