"""The beginning of a longer text, for places that hold one line."""

from __future__ import annotations

_CHARACTERS = 70


def excerpt(text: str) -> str:
    """Return the beginning of a text on one line."""
    words = " ".join(text.split())
    return words if len(words) <= _CHARACTERS else words[: _CHARACTERS - 1].rstrip() + "…"
