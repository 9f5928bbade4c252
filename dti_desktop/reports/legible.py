"""Outside text as any page may hold it: one form of each letter, no controls, no noncharacters."""

from __future__ import annotations

import unicodedata

UNKNOWN = "□"

_BREAKS = "\n\u2028\u2029\x0b\x0c"


def legible(untrusted_text: str) -> str:
    """Return the text in NFC with line feeds as its only breaks.

    Control and direction marks vanish; what no text may hold (surrogates, noncharacters) becomes "□".
    """
    text = untrusted_text.replace("\r\n", "\n").replace("\r", "\n")
    # Composed at the end: a mark that stood apart behind a control joins its letter.
    return unicodedata.normalize("NFC", "".join(_letter(letter) for letter in text))


def _letter(letter: str) -> str:
    if letter in _BREAKS:
        return "\n"
    if letter == "\t":
        return " "
    category = unicodedata.category(letter)
    if category in ("Cc", "Cf"):
        return ""
    is_noncharacter = ord(letter) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(letter) <= 0xFDEF
    return UNKNOWN if category == "Cs" or is_noncharacter else letter
