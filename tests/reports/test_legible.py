"""Outside text made fit for any page."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dti_desktop.reports.legible import legible


@pytest.mark.parametrize(
    ("untrusted_text", "shown"),
    [
        ("một\r\nhai\rba\u2028bốn\x0bnăm", "một\nhai\nba\nbốn\nnăm"),
        ("a\tb", "a b"),
        ("\x00\x1b[31m\x7f\u202edoc\u202c\ufeff\u00ad", "[31mdoc"),
        ("\ud800\uffff\ufdd0\U0001fffe", "□□□□"),
        ("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"),
        ("e\u00ad\u0302", "ê"),
        ("<b> & {year} %s", "<b> & {year} %s"),
    ],
)
def test_what_is_shown(untrusted_text: str, shown: str) -> None:
    assert legible(untrusted_text) == shown


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_fits_in_xml_and_stays_as_it_is_the_second_time(untrusted_text: str) -> None:
    text = legible(untrusted_text)
    element = etree.Element("text")
    element.text = text  # raises where XML may not hold it
    assert legible(text) == text
    assert not any(unicodedata.category(letter) in ("Cf", "Cs") for letter in text)
