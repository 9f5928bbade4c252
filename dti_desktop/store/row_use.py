"""What assessments hold for one sub-indicator: told before a catalogue is left without it."""

from __future__ import annotations

from dataclasses import dataclass

from dti_desktop.store.connection import Connection


@dataclass(frozen=True, slots=True)
class RowUse:
    """One assessment that holds anything for the row. `answers`: fields that are filled in."""

    assessment_id: str
    province: str
    year: int
    answers: int
    documents: int
    has_explanation: bool
    comments: int


_USES = """
SELECT * FROM (
    SELECT a.id, a.province, a.year,
        (SELECT count(*) FROM answers w WHERE w.assessment_id = a.id AND w.code = ?1) AS answered,
        (SELECT count(*) FROM links w WHERE w.assessment_id = a.id AND w.code = ?1) AS linked,
        (SELECT count(*) FROM explanations w WHERE w.assessment_id = a.id AND w.code = ?1) AS explained,
        (SELECT count(*) FROM comments w WHERE w.assessment_id = a.id AND w.code = ?1) AS said
    FROM assessments a JOIN catalogues c ON c.digest = a.catalogue_digest
    WHERE c.id = ?2 AND a.archived_utc IS NULL ORDER BY a.changed_utc DESC, a.id
) WHERE answered + linked + explained + said > 0
"""


def uses_of_row(connection: Connection, catalogue_id: str, code: str) -> tuple[RowUse, ...]:
    """Return the running assessments by any edition of the catalogue that hold something for the row."""
    return tuple(
        RowUse(id_, province, year, answers, documents, bool(explained), comments)
        for id_, province, year, answers, documents, explained, comments in connection.rows(
            _USES, (code, catalogue_id)
        )
    )
