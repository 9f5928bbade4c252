"""Putting texts into one Unicode form: what NFC gives, but never in time that a text can stretch."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.composed_text import MAX_MARKS, composed, harmless

MARKS = st.text(st.sampled_from("\u0301\u0327\u0323\u0302\u0f73\u0344"), max_size=MAX_MARKS - 1)


@given(st.lists(st.tuples(st.sampled_from(["a", "đ", "Ô", " ", "가"]), MARKS)))
def test_texts_that_people_write_are_composed(pieces: list[tuple[str, str]]) -> None:
    text = "".join(letter + marks for letter, marks in pieces)
    assert composed(text) == unicodedata.normalize("NFC", text)


@given(st.text())
def test_any_text_is_composed_or_left_alone(text: str) -> None:
    assert composed(text) in (unicodedata.normalize("NFC", text), text)


@pytest.mark.parametrize("marks", ["\u0327\u0301", "\u0f73\u0f75", "\u0344\u0323"])
def test_rows_of_marks_that_no_language_has_stay_as_they_are(marks: str) -> None:
    text = "a" + marks * 400_000
    assert composed(text) == text


def test_all_that_becomes_marks_alone_is_known() -> None:
    for point in range(0x110000):
        letter = chr(point)
        if not unicodedata.combining(letter) and not 0xD800 <= point < 0xE000:
            apart = unicodedata.normalize("NFD", letter)
            if all(map(unicodedata.combining, apart)):
                assert letter in "\u0344\u0f73\u0f75\u0f81"


@given(st.text())
def test_what_is_shown_rules_nothing(text: str) -> None:
    shown = harmless(text)
    assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & {unicodedata.category(letter) for letter in shown}
    shown.encode("utf-8")


def test_what_people_write_is_shown_as_it_is() -> None:
    text = "Quyết định số 749/QĐ-UBND – «trích yếu» đặng\u00a0thị"
    assert harmless(text) == text
    assert harmless("a\u202ebc\x1b[2J\n") == "a\\u202ebc\\x1b[2J\\n"
