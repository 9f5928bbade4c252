"""The journal for reading: page by page, newest first, filtered; and what there is to filter by.

A filter walks the entries of its assessment from the newest on (or those of one indicator, by index)
until a page is full. At 100,000 entries that is well below a tenth of a second, so there is no index
for persons and days.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from dti_desktop.store.connection import Connection
from dti_desktop.store.journal import JournalEntry, select_entries


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which entries are wanted; None takes all. Times are texts in UTC, `until_utc` exclusive."""

    who: str | None = None
    codes: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    from_utc: str | None = None
    until_utc: str | None = None


class JournalPages:
    """The journals of one store, for reading."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(
        self, assessment_id: str, wanted: JournalFilter, *, before_seq: int | None = None, limit: int
    ) -> list[JournalEntry]:
        """Return at most `limit` entries, newest first; with `before_seq` only older ones."""
        where, parameters = _where(assessment_id, wanted, before_seq)
        return list(
            select_entries(
                self._connection, assessment_id, f"{where} ORDER BY seq DESC LIMIT ?", (*parameters, limit)
            )
        )

    def since(self, assessment_id: str, kinds: Collection[str], *, after_seq: int = 0) -> list[JournalEntry]:
        """Return all entries of some kinds above `after_seq`, the oldest first."""
        where = f"assessment_id = ? AND seq > ? AND +kind IN ({_marks(kinds)}) ORDER BY seq"
        parameters = (assessment_id, after_seq, *sorted(kinds))
        return list(select_entries(self._connection, assessment_id, where, parameters))

    def last_changes_utc(self, assessment_id: str) -> dict[str, str]:
        """Return when each indicator was last changed in any way; what only happened is no change."""
        rows = self._connection.rows(
            "SELECT code, max(seq), at_utc FROM journal "
            "WHERE assessment_id = ? AND code <> '' AND act <> 'note' GROUP BY code",
            (assessment_id,),
        )
        return {str(code): str(at_utc) for code, _, at_utc in rows}

    def count(self, assessment_id: str, wanted: JournalFilter) -> int:
        """Return how many entries the filter takes."""
        where, parameters = _where(assessment_id, wanted, None)
        found = self._connection.row(f"SELECT count(*) FROM journal WHERE {where}", parameters)  # noqa: S608
        assert found is not None
        return int(found[0])

    def persons(self, assessment_id: str) -> list[str]:
        """Return who is named in the journal."""
        return self._distinct("who", assessment_id)

    def codes(self, assessment_id: str) -> list[str]:
        """Return the indicators that entries are about."""
        return [code for code in self._distinct("code", assessment_id) if code]

    def minutes_utc(self, assessment_id: str) -> list[str]:
        """Return the minutes in which something was entered, as `2026-11-22T08:42`, in order."""
        return self._distinct("substr(at_utc, 1, 16)", assessment_id)

    def _distinct(self, column: str, assessment_id: str) -> list[str]:
        rows = self._connection.rows(
            f"SELECT DISTINCT {column} FROM journal WHERE assessment_id = ? ORDER BY 1",  # noqa: S608
            (assessment_id,),
        )
        return [str(value) for (value,) in rows]


def _where(assessment_id: str, wanted: JournalFilter, before_seq: int | None) -> tuple[str, tuple[Any, ...]]:
    """Return the condition, made of constants of this module only, and its parameters."""
    terms = ["assessment_id = ?"]
    parameters: list[Any] = [assessment_id]
    for term, value in (
        ("seq < ?", before_seq),
        ("who = ?", wanted.who),
        ("at_utc >= ?", wanted.from_utc),
        ("at_utc < ?", wanted.until_utc),
    ):
        if value is not None:
            terms.append(term)
            parameters.append(value)
    # Of one indicator there is an index. With the plus, several are picked out of the entries in their
    # order; else each would be looked up and all that is found be sorted.
    code_column = "code" if wanted.codes is not None and len(wanted.codes) == 1 else "+code"
    for column, values in ((code_column, wanted.codes), ("kind", wanted.kinds)):
        if values is not None:
            terms.append(f"{column} IN ({_marks(values)})")
            parameters += sorted(values)
    return " AND ".join(terms), tuple(parameters)


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
