"""Texts that no program of tables takes for a formula or an escape, and back again, exactly.

A text that begins like a formula gets an apostrophe in front; one that has apostrophes there already gets
one more, so that every text comes back as it was.
"""

from __future__ import annotations

import re

_LIKE_A_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff0b\uff0d\uff1d\uff20]")
_NEUTRALISED = re.compile("'+[=+\\-@\t\r\n\uff0b\uff0d\uff1d\uff20]")

# Workbooks write letters that XML cannot hold as `_x000D_`; programs turn that back even where a person
# wrote it. A word joiner, which nobody sees, before its end keeps them from it.
_LIKE_AN_ESCAPE = re.compile("(x[0-9A-Fa-f]{4}\u2060*)_")
_KEPT_FROM_ESCAPING = re.compile("(x[0-9A-Fa-f]{4}\u2060*)\u2060_")


def neutral(text: str) -> str:
    """Return the text to be written into a cell."""
    text = _LIKE_AN_ESCAPE.sub("\\1\u2060_", text)
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text


def as_meant(untrusted_text: str) -> str:
    """Return the text that `neutral` made this of; any other text as it is."""
    text = untrusted_text[1:] if _NEUTRALISED.match(untrusted_text) else untrusted_text
    return _KEPT_FROM_ESCAPING.sub("\\1_", text)
