"""Published results that the office brought in itself: store-wide, of no assessment, replaced row by row.

They are in no journal, which tells of one assessment; each row says who brought it in and when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from dti_desktop.engine.numbers import catalogue_number, decimal_text
from dti_desktop.engine.results import PublishedResult
from dti_desktop.store.connection import Connection
from dti_desktop.utc_times import utc_text


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row with who brought it in. A national mean names no province."""

    result: PublishedResult
    imported_utc: str
    imported_by: str


class PublishedRows:
    """The results in one store. Everything here runs on the thread that owns it."""

    def __init__(
        self, connection: Connection, now_utc: Callable[[], datetime], user: Callable[[], str]
    ) -> None:
        self._connection = connection
        self._now_utc = now_utc
        self._user = user

    def all(self) -> tuple[PublishedRow, ...]:
        """Return every row, in the order of year, measure, province."""
        rows = self._connection.rows(
            "SELECT year, province, measure, rank, value, source, note, imported_utc, imported_by "
            "FROM published_results ORDER BY year, measure, province"
        )
        return tuple(
            PublishedRow(PublishedResult(year, province, measure, rank, _value(value), source, note), utc, by)
            for year, province, measure, rank, value, source, note, utc, by in rows
        )

    def put(self, results: Iterable[PublishedResult]) -> None:
        """Add rows, each in place of what is there of its year, province and measure; all or none."""
        with self._connection.transaction():
            now = utc_text(self._now_utc())
            for result in results:
                value = None if result.value is None else decimal_text(result.value)
                self._connection.execute(
                    "INSERT OR REPLACE INTO published_results "
                    "(year, province, measure, rank, value, source, note, imported_utc, imported_by) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        result.year,
                        result.province,
                        result.measure,
                        result.rank,
                        value,
                        result.source,
                        result.note,
                        now,
                        self._user(),
                    ),
                )


def _value(text: str | None) -> Fraction | None:
    return None if text is None else catalogue_number(text)
