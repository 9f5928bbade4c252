"""The journal: who changed what, when, from what to what. Append-only and chained by hashes.

The chain, per assessment: each entry's `hash` is the SHA-256, in lower-case hex, of the ASCII JSON array

    [assessment_id, seq, step, act, of_step, at_utc, who, kind, code, key, old, new, prev_hash]

written without spaces and with everything beyond ASCII as `\\uXXXX` (Python: `json.dumps(…,
separators=(",", ":"))`). `old` and `new` are the JSON texts as they are stored, or null. `prev_hash`
is the hash of the entry before, 64 zeros for the first. `seq` counts from 1 without gaps.

An event (a bundle was exported, a mark was accepted) is an entry too: act `note`, kind `event`, the
event's code as `key`, its facts, a JSON object, as `new`. It changes no cell.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from dti_desktop.store.cells import Cell
from dti_desktop.store.connection import Connection
from dti_desktop.store.history import Act, History
from dti_desktop.store.migrations import NO_HASH

EVENT_KIND = "event"
"""The kind of the entries that tell of an event instead of a changed cell."""

# Made once: `json.dumps` makes another one for every entry.
_HASHED = json.JSONEncoder(separators=(",", ":"))

_COLUMNS = "seq, step, act, of_step, at_utc, who, kind, code, key, old, new, prev_hash, hash"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One change of one cell. `old` and `new` are JSON texts, None where nothing was or is there."""

    assessment_id: str
    seq: int
    step: int
    act: Act
    of_step: int | None
    at_utc: str
    who: str
    kind: str
    code: str
    key: str
    old: str | None
    new: str | None
    prev_hash: str
    hash: str

    @property
    def cell(self) -> Cell:
        """What was changed."""
        return Cell(self.kind, self.code, self.key)

    def to_json(self) -> dict[str, object]:
        """Return all that the hash is made of, and the hash; `old` and `new` are texts as they are stored."""
        return {
            "seq": self.seq,
            "step": self.step,
            "act": self.act,
            "of_step": self.of_step,
            "at_utc": self.at_utc,
            "who": self.who,
            "kind": self.kind,
            "code": self.code,
            "key": self.key,
            "old": self.old,
            "new": self.new,
            "prev_hash": self.prev_hash,
            "hash": self.hash,
        }

    def computed_hash(self) -> str:
        """Return the hash that this entry ought to carry."""
        return _hash_of(
            (
                self.assessment_id,
                self.seq,
                self.step,
                self.act,
                self.of_step,
                self.at_utc,
                self.who,
                self.kind,
                self.code,
                self.key,
                self.old,
                self.new,
                self.prev_hash,
            )
        )


def _hash_of(parts: tuple[object, ...]) -> str:
    return hashlib.sha256(_HASHED.encode(parts).encode("ascii")).hexdigest()


def select_entries(
    connection: Connection, assessment_id: str, where: str, parameters: tuple[Any, ...]
) -> Iterator[JournalEntry]:
    """Yield the entries of one assessment that `where`, always written in this package, asks for."""
    for row in connection.rows(f"SELECT {_COLUMNS} FROM journal WHERE {where}", parameters):  # noqa: S608
        seq, step, act, *rest = row
        yield JournalEntry(assessment_id, seq, step, cast(Act, act), *rest)


class Journal:
    """The journals of all assessments of one store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._histories: dict[str, History] = {}
        connection.after_rollback.append(self._histories.clear)

    def append(
        self,
        assessment_id: str,
        act: Act,
        of_step: int | None,
        at_utc: str,
        who: str,
        changes: Iterable[tuple[Cell, str | None, str | None]],
    ) -> int:
        """Add one step with its changes (cell, old, new) and return its number. Call it in a transaction."""
        history = self.history(assessment_id)
        step = history.last_step + 1
        seq, prev_hash = self.head(assessment_id)
        for cell, old, new in changes:
            seq += 1
            parts = (
                assessment_id,
                seq,
                step,
                act,
                of_step,
                at_utc,
                who,
                cell.kind,
                cell.code,
                cell.key,
                old,
                new,
                prev_hash,
            )
            prev_hash = _hash_of(parts)
            self._connection.execute(
                "INSERT INTO journal (assessment_id, seq, step, act, of_step, at_utc, who, kind, code, key, "
                "old, new, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*parts, prev_hash),
            )
        history.add(step, act, of_step)
        return step

    def head(self, assessment_id: str) -> tuple[int, str]:
        """Return the number of entries and the hash of the newest one."""
        row = self._connection.row(
            "SELECT seq, hash FROM journal WHERE assessment_id = ? ORDER BY seq DESC LIMIT 1",
            (assessment_id,),
        )
        return (0, NO_HASH) if row is None else (int(row[0]), str(row[1]))

    def history(self, assessment_id: str) -> History:
        """Return what can be undone and redone. It is kept up to date; read it only."""
        history = self._histories.get(assessment_id)
        if history is None:
            history = History()
            rows = self._connection.rows(
                "SELECT step, act, of_step FROM journal WHERE assessment_id = ? GROUP BY step ORDER BY step",
                (assessment_id,),
            )
            for step, act, of_step in rows:
                history.add(step, act, of_step)
            self._histories[assessment_id] = history
        return history

    def step_entries(self, assessment_id: str, step: int) -> list[JournalEntry]:
        """Return the entries of one step in order."""
        # The plus keeps SQLite from walking the whole journal for the sake of the order.
        where = "assessment_id = ? AND step = ? ORDER BY +seq"
        return list(self._select(assessment_id, where, (assessment_id, step)))

    def entries(
        self, assessment_id: str, *, code: str | None = None, before_seq: int | None = None, limit: int = 200
    ) -> list[JournalEntry]:
        """Return entries, newest first, at most `limit`; with `code` of one indicator; below `before_seq`."""
        where = "assessment_id = ?"
        parameters: list[Any] = [assessment_id]
        if code is not None:
            where += " AND code = ?"
            parameters.append(code)
        if before_seq is not None:
            where += " AND seq < ?"
            parameters.append(before_seq)
        parameters.append(limit)
        return list(self._select(assessment_id, f"{where} ORDER BY seq DESC LIMIT ?", tuple(parameters)))

    def entry_of_head(self, assessment_id: str, head: str) -> JournalEntry | None:
        """Return the entry whose hash is `head`: what was the newest when that head was written down."""
        where = "assessment_id = ? AND hash = ? ORDER BY seq LIMIT 1"
        return next(self._select(assessment_id, where, (assessment_id, head)), None)

    def _select(self, assessment_id: str, where: str, parameters: tuple[Any, ...]) -> Iterator[JournalEntry]:
        return select_entries(self._connection, assessment_id, where, parameters)
