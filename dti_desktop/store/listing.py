"""The list of assessments, read without what holds an assessment: the start page shows it first of all."""

from __future__ import annotations

from dataclasses import dataclass

from dti_desktop.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of the list. `filled_indicators`: those with anything entered, judged or not.

    `department`: whose part it is, "" for a whole assessment. `indicators_total`: of the part or the pinned
    catalogue; None where that cannot be read.
    """

    id: str
    province: str
    year: int
    catalogue_id: str
    is_sample: bool
    created_utc: str
    changed_utc: str
    archived_utc: str | None
    filled_indicators: int
    indicators_total: int | None
    department: str


# SQLite counts inside the documents, each catalogue once: nothing of the engine is needed for a number.
_SUMMARIES = """
WITH counted AS MATERIALIZED (
    SELECT digest, id, CASE WHEN json_valid(CAST(content AS TEXT))
        THEN json_array_length(CAST(content AS TEXT), '$.indicators') END AS total
    FROM catalogues
)
SELECT a.id, a.province, a.year, c.id, a.is_sample, a.created_utc, a.changed_utc, a.archived_utc,
    (SELECT count(DISTINCT code) FROM answers w WHERE w.assessment_id = a.id),
    coalesce(json_array_length(o.codes), c.total), coalesce(o.department, '')
FROM assessments a
JOIN counted c ON c.digest = a.catalogue_digest
LEFT JOIN origins o ON o.assessment_id = a.id
WHERE (a.archived_utc IS NOT NULL) = ? ORDER BY a.changed_utc DESC, a.id
"""


def summaries(connection: Connection, *, archived: bool = False) -> list[Summary]:
    """Return the assessments, last changed first; with `archived`, those that were put aside."""
    return [
        Summary(id_, province, year, catalogue, bool(is_sample), *rest)
        for id_, province, year, catalogue, is_sample, *rest in connection.rows(_SUMMARIES, (int(archived),))
    ]
