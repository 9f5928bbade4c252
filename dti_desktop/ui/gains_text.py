"""Losses and gains as the pages of the plan write them."""

from __future__ import annotations

from fractions import Fraction

from dti_desktop.ui import format as formats


def lost_points(points: Fraction) -> str:
    """Return points that are lost, with a true minus; none before zero."""
    return formats.current().signed(-points, 2)


def lost_places(places: float) -> str:
    """Return places that are lost, with one decimal where they are not whole."""
    text = formats.current().number(Fraction(round(10 * places), 10))
    return text if text == "0" else f"\N{MINUS SIGN}{text}"


def gained_places(before: int | None, after: int | None) -> str:
    """Return how many places `after` is better than `before`: `+2`; "" where either is not known."""
    if before is None or after is None:
        return ""
    return formats.current().signed(before - after)
