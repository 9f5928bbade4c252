"""Exact numbers: limits, canonical text, rounding half up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.numbers import (
    MAX_DECIMALS,
    MAX_VALUE,
    NumberFault,
    catalogue_number,
    checked_number,
    decimal_text,
    exact_text,
    fixed_text,
    json_number,
    number_text,
    plain_number,
    points_text,
    rounded,
    value_text,
)

LIMIT_MILLIONTHS = 10**21
ALLOWED = st.integers(0, LIMIT_MILLIONTHS).map(lambda n: Decimal(n).scaleb(-6, Context(prec=50)))
FRACTIONS = st.fractions(max_denominator=10**9)
PLACES = st.integers(0, 8)


@given(number=ALLOWED)
def test_every_allowed_number_survives_its_own_text(number: Decimal) -> None:
    text = number_text(number)
    assert "E" not in text
    assert not ("." in text and text.endswith(("0", ".")))
    canonical = plain_number(text)
    assert canonical == number
    assert str(canonical) == text
    assert json_number(text) == checked_number(number) == canonical
    assert str(checked_number(number)) == text


@given(number=ALLOWED, zeros=st.integers(0, 30))
def test_zeros_that_say_nothing_change_nothing(number: Decimal, zeros: int) -> None:
    whole, _, decimals = number_text(number).partition(".")
    padded = f"{'0' * zeros}{whole}.{decimals or '0'}{'0' * zeros}"
    assert str(plain_number(padded)) == number_text(number)


@given(number=ALLOWED, shift=st.integers(-40, 40))
def test_an_exponent_changes_the_writing_only(number: Decimal, shift: int) -> None:
    digits = number.scaleb(-shift, Context(prec=50))
    token = f"{digits:f}".removesuffix(".") + f"e{shift}"
    assert str(json_number(token)) == number_text(number)


def code_of(read: object, argument: object) -> str:
    with pytest.raises(NumberFault) as caught:
        read(argument)  # type: ignore[operator]
    return caught.value.code


@given(millionths=st.integers(1, 10**30))
def test_just_above_the_largest(millionths: int) -> None:
    number = Decimal(LIMIT_MILLIONTHS + millionths).scaleb(-6, Context(prec=50))
    assert code_of(plain_number, f"{number:f}") == "number-too-large"
    assert code_of(json_number, f"{number:f}") == "number-too-large"
    assert code_of(checked_number, number) == "number-too-large"


@given(whole=st.integers(0, 10**15 - 1), last=st.integers(1, 9), zeros=st.integers(MAX_DECIMALS, 60))
def test_a_seventh_decimal(whole: int, last: int, zeros: int) -> None:
    text = f"{whole}.{'0' * zeros}{last}"
    assert code_of(plain_number, text) == "number-too-many-decimals"
    assert code_of(json_number, text) == "number-too-many-decimals"
    assert code_of(checked_number, Decimal(text)) == "number-too-many-decimals"


def test_the_limits_themselves_are_allowed() -> None:
    assert plain_number("1000000000000000") == checked_number(MAX_VALUE) == MAX_VALUE
    assert plain_number("0.000001") == Decimal("0.000001")
    assert str(checked_number(Decimal("1E+15"))) == "1000000000000000"


def test_a_limit_is_not_rounded_away() -> None:
    """`abs` of a Decimal rounds to 28 digits: the number would slip below the limit."""
    hair_above = Decimal("1000000000000000." + "0" * 20 + "1")
    assert code_of(checked_number, hair_above) == "number-too-large"
    assert code_of(checked_number, Decimal("1." + "0" * 40 + "1")) == "number-too-many-decimals"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("NaN", "number-not-finite"),
        ("sNaN", "number-not-finite"),
        ("Infinity", "number-not-finite"),
        ("-Infinity", "number-not-finite"),
        ("-1", "number-negative"),
        ("-1E-30", "number-negative"),
    ],
)
def test_a_decimal_that_is_no_answer(number: str, code: str) -> None:
    assert code_of(checked_number, Decimal(number)) == code


def test_minus_nothing_is_nothing() -> None:
    assert str(checked_number(Decimal("-0.00"))) == "0"


@given(number=FRACTIONS, decimals=PLACES)
def test_rounding_is_half_up_and_exact(number: Fraction, decimals: int) -> None:
    result = rounded(number, decimals)
    step = Fraction(1, 10**decimals)
    assert (result / step).denominator == 1
    assert abs(result - number) <= step / 2
    if abs(result - number) == step / 2:
        assert abs(result) > abs(number), "a half goes away from zero"


@given(units=st.integers(-(10**12), 10**12), decimals=PLACES, more=st.integers(1, 4))
def test_fixed_text_is_what_half_up_quantising_gives(units: int, decimals: int, more: int) -> None:
    number = Decimal(units).scaleb(-(decimals + more))
    expected = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = fixed_text(Fraction(number), decimals)
    assert Decimal(text) == expected
    assert text == f"{abs(expected) if expected == 0 else expected:f}", "never a minus before zero"


@pytest.mark.parametrize(
    ("number", "points", "value"),
    [
        ("0", "0.00", "0.0000"),
        ("573.1", "573.10", "573.1000"),
        ("0.125", "0.13", "0.1250"),
        ("0.135", "0.14", "0.1350"),
        ("2.675", "2.68", "2.6750"),
        ("0.00005", "0.00", "0.0001"),
        ("0.57305", "0.57", "0.5731"),
        ("0.573049999999", "0.57", "0.5730"),
        ("1/3", "0.33", "0.3333"),
        ("2/3", "0.67", "0.6667"),
        ("9.995", "10.00", "9.9950"),
    ],
)
def test_what_is_shown(number: str, points: str, value: str) -> None:
    assert points_text(Fraction(number)) == points
    assert value_text(Fraction(number)) == value


@given(number=FRACTIONS)
def test_an_exact_text_is_exact_and_in_lowest_terms(number: Fraction) -> None:
    text = exact_text(number)
    assert Fraction(text) == number
    if "/" in text:
        numerator, denominator = text.split("/")
        assert Fraction(text).denominator == int(denominator) > 1
        assert Fraction(text).numerator == int(numerator)


@given(number=FRACTIONS)
def test_a_decimal_text_is_exact(number: Fraction) -> None:
    text = decimal_text(number)
    assert Fraction(text) == number
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    assert ("/" in text) == (rest != 1), "a fraction is written as such only where no decimal ends"
    assert not ("." in text and text.endswith("0"))


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("1000", 1000), ("0.5", Fraction(1, 2)), ("1/3", Fraction(1, 3)), ("2/4", Fraction(1, 2))],
)
def test_numbers_of_a_catalogue(text: str, number: Fraction) -> None:
    assert catalogue_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "1/0", "1e3", "-1", "1/3/5", "0.5/2", "½", "1 / 3", "1" * 41, "1/-3", "nan"]
)
def test_what_is_no_number_of_a_catalogue(text: str) -> None:
    assert code_of(catalogue_number, text) == "number-malformed"


@given(digits=st.integers(990, 9000), low=st.integers(0, 10**6), sign=st.sampled_from([1, -1]))
def test_an_exact_text_may_be_of_any_length(digits: int, low: int, sign: int) -> None:
    """Python refuses to write or read more than 4300 digits at once."""
    number = sign * (10**digits + low)
    expected = f"{'-' if sign < 0 else ''}1{low:0{digits}d}"
    assert exact_text(Fraction(number)) == expected
    assert exact_text(Fraction(1, 10**digits)) == f"1/1{'0' * digits}"
