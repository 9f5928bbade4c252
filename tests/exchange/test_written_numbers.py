"""Numbers as people write them in two languages, and those that nobody can tell."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.numbers import NumberFault
from dti_desktop.exchange.table import TableCell
from dti_desktop.exchange.written_numbers import whole_number, written_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0,5731", "0.5731"),
        ("0.5731", "0.5731"),
        ("0,573", "0.573"),
        ("0.573", "0.573"),
        ("1", "1"),
        ("1,0000", "1"),
        ("1.0", "1"),
        ("57,31", "57.31"),
        (Decimal("0.573"), "0.573"),
        (Decimal("1.000"), "1"),
        ("0.7034999999999999", "0.7035"),
        ("0,12345678", "0.123457"),
    ],
)
def test_both_languages_are_read(written, number):
    assert written_number(TableCell("2", written)) == Decimal(number)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1,000", "number-ambiguous"),
        ("1.000", "number-ambiguous"),
        ("12.345", "number-ambiguous"),
        ("1.000,5", "number-malformed"),
        ("1,2,3", "number-malformed"),
        ("-0,5", "number-malformed"),
        ("=0.5", "number-malformed"),
        ("5e-1", "number-malformed"),
        ("0,5 điểm", "number-malformed"),
        ("٠.٥", "number-malformed"),
        (Decimal("-0.5"), "number-negative"),
    ],
)
def test_what_cannot_be_told_is_refused(written, code):
    with pytest.raises(NumberFault) as caught:
        written_number(TableCell("2", written))
    assert caught.value.code == code


@given(st.integers(0, 10**6))
def test_a_value_with_four_decimals_is_the_same_in_both(units):
    english = f"{units // 10**4}.{units % 10**4:04d}"
    expected = Decimal(units) / 10**4
    assert written_number(TableCell("2", english)) == expected
    assert written_number(TableCell("2", english.replace(".", ","))) == expected


def test_whole_numbers():
    assert whole_number(TableCell("2", "36")) == whole_number(TableCell("2", Decimal("36.0"))) == 36
    for wrong in ("3.6", "36.", "x", "", "1234567", Decimal("3.6"), Decimal(10**9), Decimal(-1)):
        with pytest.raises(NumberFault):
            whole_number(TableCell("2", wrong))
