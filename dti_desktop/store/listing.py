"""The list of assessments, read without what holds an assessment: the start page shows it first of all."""

from __future__ import annotations

from typing import NamedTuple

from dti_desktop.store.connection import Connection


class Summary(NamedTuple):
    """One line of the list. `filled_indicators`: those with anything entered, judged or not.

    `department`: whose part it is, "" for a whole assessment. `indicators_total`: of the part or the pinned
    catalogue; None where that cannot be read. `index_titles`: the short title in Vietnamese and in English,
    of a catalogue that does not assess provinces.
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
    index_titles: tuple[str, str] | None


# SQLite counts inside the documents, each catalogue once: nothing of the engine is needed for a number.
_SUMMARIES = """
WITH pinned AS MATERIALIZED (
    SELECT digest, id,
        CASE WHEN json_valid(CAST(content AS TEXT)) THEN CAST(content AS TEXT) END AS document
    FROM catalogues
), counted AS MATERIALIZED (
    SELECT digest, id,
        json_array_length(document, '$.indicators') AS total,
        CASE WHEN json_type(document, '$.assesses') IS NOT NULL THEN
            coalesce(document ->> '$.short_title_vi', document ->> '$.title_vi',
                document ->> '$.decision', id)
        END AS title_vi,
        CASE WHEN json_type(document, '$.short_title_vi') IS NULL THEN document ->> '$.title_en'
        ELSE document ->> '$.short_title_en' END AS title_en
    FROM pinned
)
SELECT a.id, a.province, a.year, c.id, a.is_sample, a.created_utc, a.changed_utc, a.archived_utc,
    (SELECT count(DISTINCT code) FROM answers w WHERE w.assessment_id = a.id),
    coalesce(json_array_length(o.codes), c.total), coalesce(o.department, ''),
    c.title_vi, coalesce(c.title_en, '')
FROM assessments a
JOIN counted c ON c.digest = a.catalogue_digest
LEFT JOIN origins o ON o.assessment_id = a.id
WHERE (a.archived_utc IS NOT NULL) = ? ORDER BY a.changed_utc DESC, a.id
"""


def summaries(connection: Connection, *, archived: bool = False) -> list[Summary]:
    """Return the assessments, last changed first; with `archived`, those that were put aside."""
    found = []
    for *line, title_vi, title_en in connection.rows(_SUMMARIES, (int(archived),)):
        id_, province, year, catalogue, is_sample, created, changed, archived_at, filled, total, part = line
        titles = None if title_vi is None else (str(title_vi), str(title_en))
        found.append(
            Summary(
                id_,
                province,
                year,
                catalogue,
                bool(is_sample),
                created,
                changed,
                archived_at,
                filled,
                total,
                part,
                titles,
            )
        )
    return found


def own_edition_digests(connection: Connection) -> frozenset[str]:
    """Return the digests of the editions of catalogues that were made or brought in here."""
    return frozenset(digest for (digest,) in connection.rows("SELECT digest FROM editions"))
