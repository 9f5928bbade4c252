"""Editions of catalogues that were made or brought in here: store-wide, by their digest, never changed.

Their bytes lie in the table where assessments pin theirs, so an edition that is in use is there once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.store.connection import Connection
from dti_desktop.utc_times import utc_text

Whence = Literal["made", "brought"]


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition: made here from a draft, or brought in as a file; by whom and when (UTC)."""

    digest: str
    catalogue_id: str
    version: str
    whence: Whence
    made_utc: str
    made_by: str


class Editions:
    """The editions in one store. Everything here runs on the thread that owns it."""

    def __init__(
        self, connection: Connection, now_utc: Callable[[], datetime], user: Callable[[], str]
    ) -> None:
        self._connection = connection
        self._now_utc = now_utc
        self._user = user

    def keep(self, catalogue_bytes: bytes, whence: Whence) -> str:
        """Keep an edition and return its digest; one that is kept already stays as it is.

        Raises `InputError` `catalogue-invalid`, then nothing is kept.
        """
        catalogue = parse_catalogue(catalogue_bytes)
        with self._connection.transaction():
            self._connection.execute(
                "INSERT INTO catalogues (digest, id, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (catalogue.digest, catalogue.id, catalogue_bytes),
            )
            self._connection.execute(
                "INSERT INTO editions (digest, version, whence, made_utc, made_by) "
                "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (catalogue.digest, catalogue.version, whence, utc_text(self._now_utc()), self._user()),
            )
        return catalogue.digest

    def all(self) -> tuple[EditionRow, ...]:
        """Return every edition, in the order in which they were kept."""
        rows = self._connection.rows(
            "SELECT e.digest, c.id, e.version, e.whence, e.made_utc, e.made_by "
            "FROM editions e JOIN catalogues c USING (digest) ORDER BY e.rowid"
        )
        return tuple(
            EditionRow(digest, id_, version, cast(Whence, whence), utc, by)
            for digest, id_, version, whence, utc, by in rows
        )

    def content(self, digest: str) -> bytes | None:
        """Return the exact bytes of an edition; None where none of that digest was kept."""
        row = self._connection.row(
            "SELECT c.content FROM editions e JOIN catalogues c USING (digest) WHERE e.digest = ?", (digest,)
        )
        return None if row is None else bytes(row[0])
