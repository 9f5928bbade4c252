"""The window's one way to write numbers, dates and sizes."""

from __future__ import annotations

from dti_desktop.format import NO_BREAK_SPACE, Exact, Format, LanguageCode

__all__ = ["NO_BREAK_SPACE", "Exact", "Format", "LanguageCode", "current"]

_shared = Format()


def current() -> Format:
    """Return the window's one Format; `Language` keeps its language current."""
    return _shared
