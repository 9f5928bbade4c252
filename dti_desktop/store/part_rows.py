"""Parts that were handed out to departments and the part that an assessment is, with their baselines.

A baseline is what a part held when it went out. It is kept by its digest, outside the journal: what is
journaled is that the part went out, with this digest.
"""

from __future__ import annotations

import hashlib
from datetime import date

from dti_desktop.engine.parts import IssuedPart, PartOrigin
from dti_desktop.store.cells import Cell
from dti_desktop.store.connection import Connection
from dti_desktop.store.edits import Change, Edits
from dti_desktop.store.encoding import from_json_text, json_text


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
