"""What an earlier year's assessment held, kept with the new one, and why answers differ from it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from dti_desktop.engine.assessment import StoredFile
from dti_desktop.engine.numbers import exact_text
from dti_desktop.engine.previous import Previous, PreviousDocument, PreviousRow
from dti_desktop.store.cells import Cell
from dti_desktop.store.connection import Connection
from dti_desktop.store.edits import Change, Edits, citation_columns, citation_of
from dti_desktop.store.encoding import field_text, field_value, from_json_text, json_text


class PreviousRows:
    """The edits around an earlier year. Unknown assessment: `InputError` `assessment-unknown`."""

    def __init__(self, connection: Connection, edits: Edits) -> None:
        self._connection = connection
        self._edits = edits

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
