"""Times as files and JSON hold them: ISO-8601 in UTC to the second, with `Z`."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_text(moment: datetime) -> str:
    """Return an aware time as text ("2026-11-22T08:42:07Z")."""
    assert moment.tzinfo is not None
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def from_utc_text(text: str) -> datetime:
    """Return the time that `utc_text` wrote. Raises ValueError for a text that it never writes."""
    # Not `strptime`, which loads the system's calendar and its words first: 3 ms, all of them before the
    # first paint.
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not UTC or utc_text(moment) != text:
        raise ValueError(text)
    return moment
