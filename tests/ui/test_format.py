"""How numbers, dates, times and sizes are written for people."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.ui.format import Exact, Format

VI, EN = Format("vi"), Format("en")
HANOI = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("points", "vietnamese", "english"),
    [
        (Decimal("573.1"), "573,10", "573.10"),
        (Fraction(280, 31), "9,03", "9.03"),
        (Fraction(1, 200), "0,01", "0.01"),  # a half goes up
        (Fraction(1, 201), "0,00", "0.00"),
        (1000, "1.000,00", "1,000.00"),
        (0, "0,00", "0.00"),
        (Decimal("-0.001"), "0,00", "0.00"),
        (Decimal("-12.345"), "−12,35", "−12.35"),
    ],
)
def test_points(points: Exact, vietnamese: str, english: str) -> None:
    assert (VI.points(points), EN.points(points)) == (vietnamese, english)


def test_value_has_four_decimals() -> None:
    assert VI.value(Decimal("0.5731")) == "0,5731"
    assert VI.value(Fraction(57305, 100000)) == "0,5731"
    assert EN.value(Fraction(2, 3)) == "0.6667"


def test_percent() -> None:
    assert VI.percent(Fraction(700, 775)) == "90,32\u00a0%"
    assert EN.percent(Fraction(700, 775)) == "90.32%"
    assert VI.percent(1, 0) == "100\u00a0%"


def test_integer_groups_digits() -> None:
    assert VI.integer(1197823) == "1.197.823"
    assert EN.integer(1197823) == "1,197,823"
    assert VI.integer(999) == "999"
    assert VI.integer(Decimal("2.5")) == "3"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("700", "700"),
        ("1234.5", "1.234,5"),
        ("0.5", "0,5"),
        ("1000000", "1.000.000"),
        ("0.000001", "0,000001"),
    ],
)
def test_number_keeps_its_own_decimals(number: str, text: str) -> None:
    assert VI.number(Decimal(number)) == text


def test_signed() -> None:
    assert VI.signed(21) == "+21"
    assert VI.signed(-4) == "−4"
    assert VI.signed(0) == "0"
    assert VI.signed(Decimal("-0.004"), 2) == "0,00"
    assert VI.signed(Decimal("0.45"), 2) == "+0,45"


def test_days_and_times() -> None:
    moment = datetime(2022, 6, 3, 3, 42, 7, tzinfo=UTC)
    for language in (VI, EN):
        assert language.date(date(2022, 6, 3)) == "03/06/2022"
        assert language.time(moment, HANOI) == "10:42:07"
        assert language.date_time(moment, HANOI) == "03/06/2022 10:42"


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1023, "1.023 B"),
        (1024, "1 KB"),
        (1536, "1,5 KB"),
        (655360, "640 KB"),
        (1024**2 - 1, "1 MB"),
        (1932735283, "1,8 GB"),
        (2 * 1024**3, "2 GB"),
        (10 * 1024**3 - 1, "10 GB"),
        (5000 * 1024**4, "5.000 TB"),
    ],
)
def test_sizes(size_bytes: int, text: str) -> None:
    assert VI.size(size_bytes).replace("\u00a0", " ") == text


@given(st.integers(0, 2**50))
def test_a_size_never_reaches_the_next_unit(size_bytes: int) -> None:
    amount, unit = EN.size(size_bytes).split("\u00a0")
    assert unit == "TB" or float(amount.replace(",", "")) < 1024


@given(st.fractions(), st.integers(0, 6))
def test_rounding_is_half_up_and_exact(number: Fraction, decimals: int) -> None:
    text = EN.fixed(number, decimals).replace(",", "").replace("−", "-")
    off = abs(Fraction(text)) - abs(number)
    half = Fraction(1, 2 * 10**decimals)
    assert -half < off <= half
