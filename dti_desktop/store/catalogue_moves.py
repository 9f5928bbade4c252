"""An assessment moved to another edition of its catalogue: one step of its journal, which undo takes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.review import ReviewMark
from dti_desktop.store import cells
from dti_desktop.store.cells import Cell
from dti_desktop.store.connection import Connection
from dti_desktop.store.edits import Change, Edits
from dti_desktop.store.encoding import json_text
from dti_desktop.store.review_rows import mark_writes

_SHELVED = "previous_row"


class CatalogueMoves:
    """The moves of all assessments of one store. Unknown assessment: `InputError` `assessment-unknown`."""

    def __init__(self, connection: Connection, edits: Edits) -> None:
        self._connection = connection
        self._edits = edits

    def move(
        self,
        assessment_id: str,
        catalogue_bytes: bytes,
        *,
        cleared: Iterable[tuple[str, str]],
        marks: Mapping[str, ReviewMark],
    ) -> Change:
        """Pin the assessment to these bytes and clear what they cannot hold, all in one step.

        `cleared`: answers (code, field), and province figures with "" as code. All that hangs on rows which
        the catalogue does not have is cleared as well; an earlier year's goes to its shelf. What was
        cleared stays in the journal, and undo brings it back. `marks`: new states of review.
        """
        catalogue = parse_catalogue(catalogue_bytes)
        with self._connection.transaction():
            self._edits.require(assessment_id)
            self._connection.execute(
                "INSERT INTO catalogues (digest, id, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (catalogue.digest, catalogue.id, catalogue_bytes),
            )
            writes: dict[Cell, str | None] = {Cell("catalogue"): json_text(catalogue.digest)}
            for code, field in cleared:
                writes[Cell("answer", code, field) if code else Cell("profile", "", field)] = None
            for cell, value in cells.read_all(self._connection, assessment_id).items():
                if cell.code and cell.code not in catalogue.indicators:
                    writes[cell] = None
                    if cell.kind == _SHELVED:
                        writes[Cell(_SHELVED, "", cell.key)] = value
            for code, mark in marks.items():
                writes |= dict(mark_writes(code, mark))
            return self._edits.commit_step(
                assessment_id, writes.items(), is_typing=False, goes_over_approvals=True
            )
