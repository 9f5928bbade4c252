"""Values come back exactly, with their type."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.store.encoding import field_text, field_value, from_json_text, is_number_text, json_text

numbers = st.decimals(min_value=0, max_value=10**15, places=6, allow_nan=False, allow_infinity=False)
texts = st.text(st.characters(codec="utf-8"))


@given(st.one_of(texts, st.booleans(), numbers))
def test_a_field_comes_back_with_its_type(value):
    back = field_value(field_text(value))
    assert back == value and type(back) is type(value)


@given(numbers)
def test_equal_numbers_have_equal_texts(number):
    assert field_text(number) == field_text(number.normalize()) == field_text(Decimal(str(number) + "0"))


def test_the_forms():
    assert field_text(Decimal("12.50")) == '{"number":"12.5"}'
    assert field_text("head") == '"head"'
    assert field_text(True) == "true"
    assert is_number_text(field_text(Decimal(0)))
    assert not is_number_text(field_text('{"number":"1"}'))
    assert not is_number_text(None)


@pytest.mark.parametrize("value", [1, 1.5, None, [], b"x"])
def test_other_types_are_refused(value):
    with pytest.raises(TypeError):
        field_text(value)


@given(st.binary(max_size=40))
def test_a_file_name_of_any_bytes_survives_as_valid_text(raw):
    name = raw.decode("utf-8", "surrogateescape")
    text = json_text(name)
    text.encode("utf-8")
    assert from_json_text(text) == name
    assert from_json_text(text).encode("utf-8", "surrogateescape") == raw


def test_letters_stay_readable():
    assert json_text({"b": "Quyết định", "a": 1}) == '{"a":1,"b":"Quyết định"}'
