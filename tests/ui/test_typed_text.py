"""Typed text is always fit to be stored, and text that is fit stays as it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.services.entered_text import clean_line, clean_text
from dti_desktop.ui.typed_text import typed_line, typed_text

ANY = st.text(st.characters(exclude_categories=()), max_size=300)


@given(ANY, st.integers(1, 200))
def test_the_store_takes_every_typed_text_as_it_is(text: str, times: int) -> None:
    line = typed_line(text * times)
    assert clean_line(line) == line
    several = typed_text(text * times)
    assert clean_text(several) == (
        several.replace("\r\n", "\n").replace("\r", "\n") if several.strip() else ""
    )


@given(st.text("aăâ đ\u0300 \n", max_size=60))
def test_what_is_fit_is_only_normalised(text: str) -> None:
    assert clean_text(typed_text(text)) == clean_text(text).rstrip()
