"""What was typed or pasted, made fit to be stored, so that no text can wait for ever to be saved.

The limits are those of `services.workspace`; what goes beyond is cut off, and signs that no printer knows
are left out.
"""

from __future__ import annotations

import re
import unicodedata

from dti_desktop.services.entered_text import MAX_LINE_CHARACTERS, MAX_TEXT_CHARACTERS

_NOT_STORED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def typed_line(text: str) -> str:
    """Return one line in NFC, white space folded, as long as a line may be."""
    return " ".join(_clean(text).split())[:MAX_LINE_CHARACTERS].rstrip()


def typed_text(text: str) -> str:
    """Return a text of several lines in NFC, as long as a text may be."""
    return _clean(text)[:MAX_TEXT_CHARACTERS].rstrip()


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", _NOT_STORED.sub("", text))
