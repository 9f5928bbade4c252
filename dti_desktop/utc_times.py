"""Times as files and JSON hold them: ISO-8601 in UTC to the second, with `Z`."""

from __future__ import annotations

from datetime import UTC, datetime

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def utc_text(moment: datetime) -> str:
    """Return an aware time as text ("2026-11-22T08:42:07Z")."""
    assert moment.tzinfo is not None
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def from_utc_text(text: str) -> datetime:
    """Return the time that `utc_text` wrote."""
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)
