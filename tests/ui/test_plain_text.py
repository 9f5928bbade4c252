"""Text that people typed never becomes markup, and is written as Python's own `html` writes it."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.ui.widgets.labels import as_plain


@given(st.text() | st.text("&<>\"'; amp#x27lgtqu"))
def test_markup_is_written_as_python_writes_it(text: str) -> None:
    assert as_plain(text) == html.escape(text)
