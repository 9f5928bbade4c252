"""An assessment moved to another edition of its catalogue: one step of its journal, which undo takes back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.review import ReviewMark
from dti_desktop.store import cells
from dti_desktop.store.cells import Cell
from dti_desktop.store.connection import Connection
from dti_desktop.store.edits import Change, Edits
from dti_desktop.store.encoding import from_json_text, json_text
from dti_desktop.store.journal import EVENT_KIND
from dti_desktop.store.review_rows import mark_writes

_SHELVED = "previous_row"


_CATALOGUE = "catalogue"


@dataclass(frozen=True)
class RowHeld:
    """What a row held when a move to an edition without it took it away.

    `old_digest`: the edition that the assessment was pinned to; `cells`: their values as JSON texts.
    """

    old_digest: str
    cells: Mapping[Cell, str]


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
        returned: Mapping[Cell, str] | None = None,
    ) -> Change:
        """Pin the assessment to these bytes and clear what they cannot hold, all in one step.

        `cleared`: answers (code, field), and province figures with "" as code. All that hangs on rows which
        the catalogue does not have is cleared as well; an earlier year's goes to its shelf. What was
        cleared stays in the journal, and undo brings it back. `marks`: new states of review. `returned`: of
        what `held_by_gone` told, the cells of rows that come back.
        """
        catalogue = parse_catalogue(catalogue_bytes)
        with self._connection.transaction():
            self._edits.require(assessment_id)
            self._connection.execute(
                "INSERT INTO catalogues (digest, id, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (catalogue.digest, catalogue.id, catalogue_bytes),
            )
            writes: dict[Cell, str | None] = {Cell(_CATALOGUE): json_text(catalogue.digest)}
            for code, field in cleared:
                writes[Cell("answer", code, field) if code else Cell("profile", "", field)] = None
            for cell, value in cells.read_all(self._connection, assessment_id).items():
                if cell.code and cell.code not in catalogue.indicators:
                    writes[cell] = None
                    if cell.kind == _SHELVED:
                        writes[Cell(_SHELVED, "", cell.key)] = value
            for cell, value in (returned or {}).items():
                if cell.kind == _SHELVED:  # from the shelf, where nobody took it meanwhile
                    shelved = Cell(_SHELVED, "", cell.key)
                    if cells.read(self._connection, assessment_id, shelved) != value:
                        continue
                    writes[shelved] = None
                writes[cell] = value
            for code, mark in marks.items():
                writes |= dict(mark_writes(code, mark))
            return self._edits.commit_step(
                assessment_id, writes.items(), is_typing=False, goes_over_approvals=True
            )

    def held_by_gone(self, assessment_id: str, codes: Collection[str]) -> dict[str, RowHeld]:
        """Return what those of `codes` held which the assessment lost by a move, as its journal tells.

        The assessment has none of these rows now, so nobody can have changed anything of them since.
        """
        found: dict[str, RowHeld] = {}
        for code in codes:
            last = self._connection.row(
                "SELECT max(step) FROM journal WHERE assessment_id = ? AND code = ? AND kind != ?",
                (assessment_id, code, EVENT_KIND),
            )
            if last is None or last[0] is None:
                continue
            pin = self._connection.row(
                "SELECT old, new FROM journal WHERE assessment_id = ? AND step = ? AND kind = ?",
                (assessment_id, last[0], _CATALOGUE),
            )
            if pin is None or pin[0] is None or pin[1] is None:
                continue
            rows = self._connection.rows(
                "SELECT kind, code, key, old FROM journal WHERE assessment_id = ? AND step = ? AND code = ? "
                "AND old IS NOT NULL AND new IS NULL ORDER BY seq",
                (assessment_id, last[0], code),
            )
            if rows:
                held = {Cell(kind, of, key): str(old) for kind, of, key, old in rows}
                found[code] = RowHeld(str(from_json_text(pin[0])), held)
        return found
