"""Parts that were handed out to departments and the part that an assessment is, with their baselines.

A baseline is what a part held when it went out, or what the office knows of it since files came back
(`services/part_memory.py`). It is kept by its digest, outside the journal: what is journaled is that the
part went out, with this digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date

from dti_desktop.engine.assessment import StoredFile
from dti_desktop.engine.part_content import Place, Value
from dti_desktop.engine.parts import IssuedPart, PartOrigin
from dti_desktop.store.cells import Cell
from dti_desktop.store.connection import Connection
from dti_desktop.store.edits import Change, Edits
from dti_desktop.store.encoding import from_json_text, json_text
from dti_desktop.store.journal import EVENT_KIND
from dti_desktop.store.part_values import record_files, value_writes


class PartRows:
    """The edits of parts. Unknown assessment: `InputError` `assessment-unknown`."""

    def __init__(self, connection: Connection, edits: Edits) -> None:
        self._connection = connection
        self._edits = edits

    def put_issued(self, assessment_id: str, part: IssuedPart, baseline: bytes) -> Change:
        """Keep that a part went out (or what became of it), with its baseline."""
        with self._connection.transaction():
            self._keep_baseline(part.baseline_sha256, baseline)
            return self._edits.commit_step(assessment_id, [issued_write(part)])

    def set_origin(self, assessment_id: str, origin: PartOrigin, baseline: bytes) -> Change:
        """Keep which part of which assessment this one is, with its baseline."""
        record = {
            "part_id": origin.part_id,
            "source_id": origin.assessment_id,
            "department": origin.department,
            "due": _date_text(origin.due),
            "codes": list(origin.codes),
            "baseline_sha256": origin.baseline_sha256,
            "issued_utc": origin.issued_utc,
            "issued_by": origin.issued_by,
        }
        with self._connection.transaction():
            self._keep_baseline(origin.baseline_sha256, baseline)
            return self._edits.commit_step(assessment_id, [(Cell("origin"), json_text(record))])

    def take_in(
        self,
        assessment_id: str,
        values: Mapping[Place, Value | None],
        *,
        files: Mapping[str, StoredFile],
        parts: Iterable[tuple[IssuedPart, bytes]] = (),
        keeps_order: bool = False,
    ) -> Change:
        """Put values in place as one step, with what became of the `parts` and their baselines.

        `files`: those that lie in the evidence folder now and were not known, by digest. Raises as
        `Edits.commit_step`.
        """
        with self._connection.transaction():
            self._edits.require(assessment_id)
            record_files(self._connection, files)
            writes = value_writes(self._connection, assessment_id, values, keeps_order=keeps_order)
            for part, baseline in parts:
                self._keep_baseline(part.baseline_sha256, baseline)
                writes.append(issued_write(part))
            return self._edits.commit_step(assessment_id, writes)

    def opened_as(self, part_id: str) -> str | None:
        """Return the assessment that a part was opened as, the first where there are several; else None."""
        row = self._connection.row(
            "SELECT o.assessment_id FROM origins o JOIN assessments a ON a.id = o.assessment_id "
            "WHERE o.part_id = ? ORDER BY a.created_utc, a.id LIMIT 1",
            (part_id,),
        )
        return None if row is None else str(row[0])

    def issued_under(self, assessment_id: str, part_id: str) -> str:
        """Return the digest of the catalogue that the assessment was pinned to when a part went out."""
        row = self._connection.row(
            "SELECT new FROM journal WHERE assessment_id = ?1 AND kind = 'catalogue' AND seq < "
            "(SELECT min(seq) FROM journal WHERE assessment_id = ?1 AND kind = 'part' AND key = ?2) "
            "ORDER BY seq DESC LIMIT 1",
            (assessment_id, part_id),
        )
        if row is not None:
            return str(from_json_text(row[0]))
        # It was moved after the part went out, or never: what the first move left, or what is pinned now.
        row = self._connection.row(
            "SELECT old FROM journal WHERE assessment_id = ? AND kind = 'catalogue' ORDER BY seq LIMIT 1",
            (assessment_id,),
        )
        if row is not None:
            return str(from_json_text(row[0]))
        pinned = self._connection.row(
            "SELECT catalogue_digest FROM assessments WHERE id = ?", (assessment_id,)
        )
        assert pinned is not None  # it was loaded
        return str(pinned[0])

    def origins(self) -> dict[str, PartOrigin]:
        """Return which assessments of the store are parts of another's, by their ids."""
        rows = self._connection.rows("SELECT assessment_id FROM origins ORDER BY assessment_id")
        found = {id_: origin_of(self._connection, id_) for (id_,) in rows}
        return {id_: origin for id_, origin in found.items() if origin is not None}

    def events(self, assessment_id: str, event: str) -> list[dict[str, object]]:
        """Return the facts of every event of that code in the journal, the oldest first."""
        rows = self._connection.rows(
            "SELECT new FROM journal WHERE assessment_id = ? AND kind = ? AND key = ? ORDER BY seq",
            (assessment_id, EVENT_KIND, event),
        )
        return [from_json_text(facts) for (facts,) in rows]

    def baseline(self, sha256: str) -> bytes | None:
        """Return a baseline by its digest; None where it is not here, or is no longer what it was."""
        row = self._connection.row("SELECT content FROM baselines WHERE sha256 = ?", (sha256,))
        if row is None:
            return None
        content = bytes(row[0])
        return content if hashlib.sha256(content).hexdigest() == sha256 else None

    def _keep_baseline(self, sha256: str, content: bytes) -> None:
        assert hashlib.sha256(content).hexdigest() == sha256
        self._connection.execute(
            "INSERT INTO baselines (sha256, content) VALUES (?, ?) "
            "ON CONFLICT DO UPDATE SET content = excluded.content",
            (sha256, content),
        )


def issued_write(part: IssuedPart) -> tuple[Cell, str | None]:
    """Return the write of a part that was handed out."""
    record = {
        "department": part.department,
        "due": _date_text(part.due),
        "codes": list(part.codes),
        "baseline_sha256": part.baseline_sha256,
        "issued_utc": part.issued_utc,
        "issued_by": part.issued_by,
        "merged_utc": part.merged_utc,
    }
    return Cell("part", "", part.id), json_text(record)


def parts_of(connection: Connection, assessment_id: str) -> dict[str, IssuedPart]:
    """Return the parts that an assessment handed out, by id, the oldest first."""
    rows = connection.rows(
        "SELECT id, department, due, codes, baseline_sha256, issued_utc, issued_by, merged_utc FROM parts "
        "WHERE assessment_id = ? ORDER BY issued_utc, id",
        (assessment_id,),
    )
    return {
        id_: IssuedPart(id_, department, _date(due), tuple(from_json_text(codes)), *rest)
        for id_, department, due, codes, *rest in rows
    }


def origin_of(connection: Connection, assessment_id: str) -> PartOrigin | None:
    """Return which part of another assessment this one is; None where it is none."""
    row = connection.row(
        "SELECT part_id, source_id, department, due, codes, baseline_sha256, issued_utc, issued_by "
        "FROM origins WHERE assessment_id = ?",
        (assessment_id,),
    )
    if row is None:
        return None
    part_id, source_id, department, due, codes, *rest = row
    return PartOrigin(part_id, source_id, department, _date(due), tuple(from_json_text(codes)), *rest)


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _date_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
