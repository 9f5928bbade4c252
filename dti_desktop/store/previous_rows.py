"""What an earlier year's assessment held, kept with the new one, and why answers differ from it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from dti_desktop.engine.assessment import Citation, Document, StoredFile
from dti_desktop.engine.numbers import exact_text
from dti_desktop.engine.previous import Previous, PreviousDocument, PreviousRow
from dti_desktop.errors import InputError
from dti_desktop.store.cells import Cell
from dti_desktop.store.connection import Connection
from dti_desktop.store.edits import Change, Edits, citation_columns, citation_of
from dti_desktop.store.encoding import field_text, field_value, from_json_text, json_text
from dti_desktop.utc_times import utc_text


class PreviousRows:
    """The edits around an earlier year. Unknown assessment: `InputError` `assessment-unknown`."""

    def __init__(self, connection: Connection, edits: Edits, now_utc: Callable[[], datetime]) -> None:
        self._connection = connection
        self._edits = edits
        self._now_utc = now_utc

    def bring_along(self, assessment_id: str, previous: Previous) -> Change:
        """Keep what an earlier year held, in place of what was kept of one before, in one step."""
        header = {
            "source_id": previous.assessment_id,
            "year": previous.year,
            "catalogue_id": previous.catalogue_id,
            "catalogue_digest": previous.catalogue_digest,
            "profile": {key: _as_json(number) for key, number in previous.profile.items()},
        }
        wanted: dict[Cell, str | None] = {Cell("previous"): json_text(header)}
        wanted |= {_cell(code, row): _row_text(row) for code, row in previous.rows.items()}
        wanted |= {_cell("", row): _row_text(row) for row in previous.shelf.values()}
        with self._connection.transaction():
            held = self._connection.rows(
                "SELECT code, old_code FROM previous_rows WHERE assessment_id = ?", (assessment_id,)
            )
            gone = {Cell("previous_row", code, old_code): None for code, old_code in held}
            return self._edits.commit_step(assessment_id, {**gone, **wanted}.items())

    def confirm(
        self,
        assessment_id: str,
        rows: Mapping[str, PreviousRow],
        explained: frozenset[str],
        documents: Mapping[str, Document],
        *,
        limit_bytes: int,
    ) -> Change:
        """Take rows of the earlier year over as answers of the codes they are given for, in one step.

        Fields and documents become this assessment's own; the explanation too, but where `explained`
        already holds the code. Files are the same, none is copied: a document that `documents`, those of
        the assessment, already has is linked; a file that the store does not hold is left out, its
        citation taken. Raises `InputError` `evidence-limit` as `Evidence.record` does; nothing is changed.
        """
        with self._connection.transaction():
            known = {_identity(each.citation, each.file): id_ for id_, each in documents.items()}
            held = {each.file.sha256: each.file.size_bytes for each in documents.values() if each.file}
            writes: dict[Cell, str | None] = {}
            added_bytes = 0
            for code, row in rows.items():
                writes |= {
                    Cell("answer", code, name): field_text(value) for name, value in row.fields.items()
                }
                if row.explanation and code not in explained:
                    writes[Cell("explanation", code)] = json_text(row.explanation)
                places = 0
                for document in row.documents:
                    file = document.file if self._is_here(document.file) else None
                    if file is None and document.citation.is_empty:
                        continue
                    identity = _identity(document.citation, file)
                    if identity not in known:
                        known[identity] = secrets.token_hex(8)
                        cell = Cell("document", "", known[identity])
                        writes[cell] = _new_document(document, file, utc_text(self._now_utc()))
                        if file is not None:
                            held[file.sha256] = file.size_bytes
                            added_bytes += file.size_bytes
                    cell, link = self._edits.link_write(
                        assessment_id, code, known[identity], document.pages or None, offset=places
                    )
                    if cell not in writes:
                        writes[cell] = link
                        places += 1
            size_bytes = sum(held.values())
            if added_bytes and size_bytes > limit_bytes:
                room_bytes = max(limit_bytes - size_bytes + added_bytes, 0)
                raise InputError("evidence-limit", room_bytes=room_bytes, size_bytes=added_bytes)
            return self._edits.commit_step(assessment_id, writes.items())

    def replace_rows(self, assessment_id: str, rows: Mapping[tuple[str, str], PreviousRow | None]) -> Change:
        """Put rows by (code or "" for the shelf, old code), None removes one; all in one step."""
        return self._edits.commit_step(
            assessment_id,
            [
                (Cell("previous_row", code, old_code), None if row is None else _row_text(row))
                for (code, old_code), row in rows.items()
            ],
        )

    def _is_here(self, file: StoredFile | None) -> bool:
        """Whether the store holds the file; what a department's part told of need not be here."""
        return file is not None and (
            self._connection.row("SELECT 1 FROM files WHERE sha256 = ?", (file.sha256,)) is not None
        )

    def move_row(self, assessment_id: str, row: PreviousRow, from_code: str, to_code: str) -> Change:
        """Let a row of the earlier year stand for another sub-indicator; "" is the shelf. One step."""
        writes = {_cell(from_code, row): None, _cell(to_code, row): _row_text(row)}
        return self._edits.commit_step(assessment_id, writes.items())

    def set_change_reason(self, assessment_id: str, code: str, text: str) -> Change:
        """Set why an answer differs from the earlier year's; an empty text clears it."""
        return self._edits.commit_step(
            assessment_id, [(Cell("change_reason", code), json_text(text) if text else None)]
        )


def previous_of(connection: Connection, assessment_id: str) -> Previous | None:
    """Return what was brought along of an earlier year; None where nothing was."""
    header = connection.row(
        "SELECT source_id, year, catalogue_id, catalogue_digest, profile FROM previous "
        "WHERE assessment_id = ?",
        (assessment_id,),
    )
    if header is None:
        return None
    source_id, year, catalogue_id, catalogue_digest, profile = header
    rows = connection.rows(
        "SELECT code, content FROM previous_rows WHERE assessment_id = ? ORDER BY code, old_code",
        (assessment_id,),
    )
    found = [(code, _row(content)) for code, content in rows]
    return Previous(
        source_id,
        year,
        catalogue_id,
        catalogue_digest,
        profile={key: _number(value) for key, value in from_json_text(profile).items()},
        rows={code: row for code, row in found if code},
        shelf={row.old_code: row for code, row in found if not code},
    )


def _cell(code: str, row: PreviousRow) -> Cell:
    return Cell("previous_row", code, row.old_code)


def _identity(citation: Citation, file: StoredFile | None) -> object:
    """Return what makes two documents the same: the file's content, or the words where there is no file."""
    return citation if file is None else file.sha256


def _new_document(document: PreviousDocument, file: StoredFile | None, now: str) -> str:
    return json_text(
        {
            **citation_columns(document.citation),
            "sha256": None if file is None else file.sha256,
            "original_name": None if file is None else file.original_name,
            "added_utc": now,
        }
    )


def _as_json(number: Decimal) -> Any:
    return from_json_text(field_text(number))


def _number(value: Any) -> Decimal:
    number = field_value(json_text(value))
    assert isinstance(number, Decimal)
    return number


def _row_text(row: PreviousRow) -> str:
    return json_text(
        {
            "old_code": row.old_code,
            "fields": {key: from_json_text(field_text(value)) for key, value in row.fields.items()},
            "explanation": row.explanation,
            "points": exact_text(row.points),
            "max_points": exact_text(row.max_points),
            "documents": [_document_record(document) for document in row.documents],
        }
    )


def _document_record(document: PreviousDocument) -> dict[str, object]:
    file = document.file
    return {
        **citation_columns(document.citation),
        "file": None if file is None else [file.sha256, file.size_bytes, file.media_type, file.original_name],
        "pages": document.pages,
    }


@lru_cache(maxsize=4_096)
def _row(text: str) -> PreviousRow:
    """Read a row. The earlier year does not change, and every edit reads the whole assessment anew."""
    record = from_json_text(text)
    return PreviousRow(
        record["old_code"],
        {key: field_value(json_text(value)) for key, value in record["fields"].items()},
        record["explanation"],
        Fraction(record["points"]),
        Fraction(record["max_points"]),
        tuple(
            PreviousDocument(
                citation_of(each["number"], each["issued_on"], each["issuer"], each["title"]),
                None if each["file"] is None else StoredFile(*each["file"]),
                each["pages"],
            )
            for each in record["documents"]
        ),
    )
