"""Texts that no program of tables takes for a formula or an escape, and back again, exactly.

A text that begins like a formula gets an apostrophe in front; one that has apostrophes there already gets
one more, so that every text comes back as it was.
"""

from __future__ import annotations

import re

_LIKE_A_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff0b\uff0d\uff1d\uff20]")
_NEUTRALISED = re.compile("'+[=+\\-@\t\r\n\uff0b\uff0d\uff1d\uff20]")

# In CSV nothing tells a text from a number, a date or a truth: programs make them of a text that looks so.
_VALUE = "\\s*(?:[0-9][0-9.,:/\\- eE%]*|true|false|đúng|sai)\\s*"
_LONGEST_VALUE = 60
_LIKE_A_VALUE = re.compile(f"'*{_VALUE}", re.IGNORECASE)
_KEPT_A_TEXT = re.compile(f"'+{_VALUE}", re.IGNORECASE)

# Workbooks write letters that XML cannot hold as `_x000D_`; programs turn that back even where a person
# wrote it. A word joiner, which nobody sees, before its end keeps them from it. The two letters that a text
# may hold and XML may not are written likewise, with another sign that nobody sees.
_JOINER, _SIGN = "\u2060", "\u2061"
_LIKE_AN_ESCAPE = re.compile(f"(x[0-9A-Fa-f]{{4}}[{_JOINER}{_SIGN}]*)_")
_NO_XML = re.compile("[\ufffe\uffff]")


def neutral(text: str) -> str:
    """Return the text to be written into a cell."""
    text = _LIKE_AN_ESCAPE.sub(f"\\1{_JOINER}_", text)
    text = _NO_XML.sub(lambda found: f"x{ord(found.group()):04X}{_SIGN}_", text)
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text


def as_meant(untrusted_text: str) -> str:
    """Return the text that `neutral` made this of; any other text as it is."""
    text = untrusted_text[1:] if _NEUTRALISED.match(untrusted_text) else untrusted_text
    return _LIKE_AN_ESCAPE.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    inside = found.group(1)
    if inside in (f"xFFFE{_SIGN}", f"xFFFF{_SIGN}"):
        return chr(int(inside[1:5], 16))
    return f"{inside.removesuffix(_JOINER)}_"


def neutral_in_csv(text: str) -> str:
    """Return the text to be written into CSV, where one that looks like a number is to stay a text."""
    written = neutral(text)
    return f"'{written}" if _matches(_LIKE_A_VALUE, written) else written


def as_meant_in_csv(untrusted_text: str) -> str:
    """Return the text that `neutral_in_csv` made this of; any other text as it is."""
    is_kept = _matches(_KEPT_A_TEXT, untrusted_text)
    return as_meant(untrusted_text[1:] if is_kept else untrusted_text)


def _matches(form: re.Pattern[str], text: str) -> bool:
    # No value is long, and trying a long text takes time that grows with its square.
    return len(text.lstrip("'")) <= _LONGEST_VALUE and form.fullmatch(text) is not None
