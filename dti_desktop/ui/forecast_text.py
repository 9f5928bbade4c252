"""The ranks of a forecast as they are written everywhere in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dti_desktop.services.forecasting import Prospect


def ranks_text(low: int, high: int) -> str:
    """Return the ranks of an interval: `49–63`, or the one rank."""
    return str(low) if low == high else f"{low}–{high}"


def interval_text(prospect: Prospect | None) -> str:
    """Return the ranks between which the whole lies with 8 chances in 10; a dash where there is none."""
    overall = None if prospect is None else prospect.forecast.overall
    return "–" if overall is None else ranks_text(*overall.interval)


def median_of(prospect: Prospect | None) -> int | None:
    """Return the median of the forecast rank of the whole; None where there is none."""
    overall = None if prospect is None else prospect.forecast.overall
    return None if overall is None else overall.median
