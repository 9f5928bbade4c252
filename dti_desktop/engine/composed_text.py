"""Texts from outside: in the one Unicode form that is compared (NFC), and fit to stand among our words."""

from __future__ import annotations

import unicodedata

MAX_MARKS = 30
"""The most marks on one letter that are composed; Unicode's own limit for texts in streams (UAX #15)."""

_RULING_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# The only ones that are no marks themselves and yet become marks alone.
_BECOME_MARKS = frozenset("\u0344\u0f73\u0f75\u0f81")


def composed(untrusted_text: str) -> str:
    """Return a text in NFC.

    A text with more than `MAX_MARKS` marks in a row, which no language writes, stays as it is: to put them in
    order takes time that grows with their square, minutes for a file of a megabyte.
    """
    if untrusted_text.isascii() or _has_endless_marks(untrusted_text):
        return untrusted_text
    return unicodedata.normalize("NFC", untrusted_text)


def harmless(untrusted_text: str) -> str:
    """Return a text with everything escaped that rules a terminal, turns or hides text, or breaks the line.

    What a file from outside says of itself stands among our own words; it must not pass for them.
    """
    if untrusted_text.isprintable():
        return untrusted_text
    return "".join(
        letter.encode("unicode_escape").decode("ascii")
        if unicodedata.category(letter) in _RULING_CATEGORIES
        else letter
        for letter in untrusted_text
    )


def _has_endless_marks(text: str) -> bool:
    if len(text) <= MAX_MARKS:
        return False
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) or letter in _BECOME_MARKS else 0
        if marks > MAX_MARKS:
            return True
    return False
