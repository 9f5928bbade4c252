"""Which automatic backups may go: days thin out to weeks, weeks to months. Pure: no file, no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

DAYS, WEEKS, MONTHS = 7, 5, 12
"""So many days back the newest of each day stays; so many weeks back, of each week; and of each month."""
ACT_DAYS = 30
"""What was made before a migration, an import, a merge or a restore stays this long."""
MOST_OF_ACTS = 100
"""But no more of those than this, the newest: a script may fill in a thousand times a day."""

DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Dated:
    """A backup by its name, with when (in the zone whose days count) and why it was made."""

    name: str
    made: datetime
    reason: str


def to_remove(backups: Iterable[Dated], now: datetime) -> frozenset[str]:
    """Return the names of those that may be removed.

    The newest always stays. One made later than `now` tells of a clock that was set back: it stays too,
    and takes nobody's place.
    """
    ordered = sorted(backups, key=lambda b: (b.made, b.name), reverse=True)
    past = [b for b in ordered if b.made <= now]
    kept = {b.name for b in ordered if b.made > now} | {b.name for b in (*ordered[:1], *past[:1])}
    acts = [b for b in past if b.reason != DAILY and b.made >= now - timedelta(days=ACT_DAYS)]
    kept |= {b.name for b in acts[:MOST_OF_ACTS]}
    today = now.date()
    spans: tuple[tuple[Callable[[date], int], int], ...] = ((_day, DAYS), (_week, WEEKS), (_month, MONTHS))
    for number_of, wanted in spans:
        first = number_of(today) - wanted + 1
        seen: set[int] = set()
        for backup in past:
            number = number_of(backup.made.date())
            if number >= first and number not in seen:
                seen.add(number)
                kept.add(backup.name)
    return frozenset(b.name for b in ordered) - kept


def _day(day: date) -> int:
    return day.toordinal()


def _week(day: date) -> int:
    """Number the weeks; each begins on a Monday."""
    return (day.toordinal() - 1) // 7


def _month(day: date) -> int:
    return day.year * 12 + day.month
