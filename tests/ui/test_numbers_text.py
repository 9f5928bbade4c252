"""What an officer types, and how it is read."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.ui.format import Format, LanguageCode
from dti_desktop.ui.numbers_text import Reading, read_number

NBSP, THIN, NARROW, FIGURE = "\u00a0", "\u2009", "\u202f", "\u2007"

READINGS = [
    # (text, in Vietnamese, in English)
    ("0", "0", "0"),
    ("7", "7", "7"),
    ("007", "7", "7"),
    ("700", "700", "700"),
    ("700000", "700000", "700000"),
    (" 700 ", "700", "700"),
    (f"{NBSP}700{NBSP}", "700", "700"),
    ("1.234,5", "1234.5", "1234.5"),
    ("1,234.5", "1234.5", "1234.5"),
    ("1.234.567,89", "1234567.89", "1234567.89"),
    ("1,234,567.89", "1234567.89", "1234567.89"),
    ("1.197.823", "1197823", "1197823"),
    ("1,197,823", "1197823", "1197823"),
    ("1.234", "1234", "1.234"),
    ("1,234", "1.234", "1234"),
    ("123.456", "123456", "123.456"),
    ("123,456", "123.456", "123456"),
    ("1234.567", "1234.567", "1234.567"),
    ("1234,567", "1234.567", "1234.567"),
    ("0.573", "0.573", "0.573"),
    ("0,573", "0.573", "0.573"),
    ("00.573", "0.573", "0.573"),
    ("0.5731", "0.5731", "0.5731"),
    ("1234.5", "1234.5", "1234.5"),
    ("1234,5", "1234.5", "1234.5"),
    ("12.34", "12.34", "12.34"),
    ("12,3456", "12.3456", "12.3456"),
    ("12.345678", "12.345678", "12.345678"),
    ("12,", "12", "12"),
    ("12.", "12", "12"),
    (",5", "0.5", "0.5"),
    (".5", "0.5", "0.5"),
    ("1.234,", "1234", "1234"),
    ("1,50", "1.5", "1.5"),
    ("1,5000000000", "1.5", "1.5"),
    ("1 197 823", "1197823", "1197823"),
    (f"1{NBSP}197{NBSP}823", "1197823", "1197823"),
    (f"1{THIN}197{NARROW}823", "1197823", "1197823"),
    (f"12{FIGURE}345,6", "12345.6", "12345.6"),
    ("1 234.5", "1234.5", "1234.5"),
    ("1 234,567", "1234.567", "1234.567"),
    ("1000000000000000", "1000000000000000", "1000000000000000"),
    ("1.000.000.000.000.000", "1000000000000000", "1000000000000000"),
    ("0" * 300 + "5", "5", "5"),
]

FAULTS = [
    ("a", "not-a-number"),
    ("bảy trăm", "not-a-number"),
    ("700a", "not-a-number"),
    ("1e5", "not-a-number"),
    ("90 %", "not-a-number"),
    ("+5", "not-a-number"),
    (",", "not-a-number"),
    (".", "not-a-number"),
    ("-", "not-a-number"),
    ("--5", "not-a-number"),
    ("-a", "not-a-number"),
    ("1,2,3", "not-a-number"),
    ("1.23.456", "not-a-number"),
    ("1.234.56", "not-a-number"),
    ("1234.567.890", "not-a-number"),
    (".234.567", "not-a-number"),
    ("1.234,5,6", "not-a-number"),
    ("1.234,5.6", "not-a-number"),
    ("1,23.5", "not-a-number"),
    ("12 34", "not-a-number"),
    ("1  234", "not-a-number"),
    ("1 234 5", "not-a-number"),
    ("1 234,5 6", "not-a-number"),
    ("1 234.567,8", "not-a-number"),
    ("1..5", "not-a-number"),
    ("1.,5", "not-a-number"),
    ("١٢", "not-a-number"),
    ("\uff11\uff12", "not-a-number"),
    ("²", "not-a-number"),
    ("Infinity", "not-a-number"),
    ("1\n2", "not-a-number"),
    ("-5", "negative"),
    ("−5", "negative"),
    ("–5,5", "negative"),
    ("- 5", "negative"),
    ("-1.234,5", "negative"),
    ("1000000000000001", "too-large"),
    ("1000000000000000,5", "too-large"),
    ("10000000000000000", "too-large"),
    ("9" * 5000, "too-large"),
    ("1,1234567", "too-many-decimals"),
    ("0." + "0" * 5000 + "1", "too-many-decimals"),
]


@pytest.mark.parametrize(("text", "in_vietnamese", "in_english"), READINGS)
def test_what_is_typed_is_read_as_meant(text: str, in_vietnamese: str, in_english: str) -> None:
    for language, expected in (("vi", in_vietnamese), ("en", in_english)):
        reading = read_number(text, language)
        assert reading.fault is None
        assert str(reading.number) == expected  # canonical, not only equal


@pytest.mark.parametrize(("text", "fault"), FAULTS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_no_number_is_told_by_a_code(text: str, fault: str, language: LanguageCode) -> None:
    reading = read_number(text, language)
    assert (reading.number, reading.fault) == (None, fault)


@pytest.mark.parametrize("text", ["", " ", "\t", NBSP, "\n"])
def test_nothing_typed_is_neither_number_nor_fault(text: str) -> None:
    assert read_number(text) == Reading()


@pytest.mark.parametrize("text", ["1.234", "1,234", "999.999", "12,345"])
def test_one_sign_before_three_digits_is_ambiguous(text: str) -> None:
    assert read_number(text, "vi").ambiguous
    assert read_number(text, "en").ambiguous


@pytest.mark.parametrize(
    "text", ["1234", "1.234,5", "1.234.567", "0.573", "0,573", "1234.567", "12,34", "1 234"]
)
def test_everything_else_is_not_ambiguous(text: str) -> None:
    assert not read_number(text, "vi").ambiguous
    assert not read_number(text, "en").ambiguous


allowed = st.decimals(min_value=0, max_value=10**15, places=6, allow_nan=False).map(
    lambda number: Decimal(f"{number:f}")
) | st.integers(0, 10**15).map(Decimal)


@given(allowed, st.sampled_from(["vi", "en"]))
def test_what_the_program_writes_it_reads_back(number: Decimal, language: LanguageCode) -> None:
    assert read_number(Format(language).number(number), language).number == number


@given(allowed, st.sampled_from(["vi", "en"]))
def test_plain_digits_with_the_languages_own_sign_are_read_as_they_stand(
    number: Decimal, language: LanguageCode
) -> None:
    text = f"{number:f}".replace(".", Format(language).decimal_sign)
    reading = read_number(text, language)
    if not (language == "en" and reading.ambiguous):
        assert reading.number == number


@given(st.text("0123456789., -\u00a0a", max_size=14), st.sampled_from(["vi", "en"]))
def test_every_text_is_a_number_a_fault_or_nothing(text: str, language: LanguageCode) -> None:
    reading = read_number(text, language)
    assert (reading.number is None) == (reading.fault is not None or not text.strip())
    if reading.number is not None:
        assert 0 <= reading.number <= 10**15
        # Showing the reading back never changes it.
        assert read_number(Format(language).number(reading.number), language).number == reading.number


@given(st.text(max_size=20))
def test_decomposed_letters_make_no_difference(text: str) -> None:
    assert read_number(unicodedata.normalize("NFD", text)) == read_number(unicodedata.normalize("NFC", text))
